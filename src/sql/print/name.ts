import { KEYWORDS } from "../../lex/keywords.ts";
import { quoteIdentifier, quoteIfNeeded } from "../../lex/multipart-names.ts";

/** A name as SQL reads it back anywhere: in back-ticks where it is no plain word, or a keyword. */
export const printName = (name: string): string =>
  KEYWORDS.has(name.toUpperCase()) ? quoteIdentifier(name) : quoteIfNeeded(name);

/** Dotted name parts. */
export const printNames = (parts: readonly string[]): string => parts.map(printName).join(".");
