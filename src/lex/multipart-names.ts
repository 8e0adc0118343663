import { sparkError } from "../errors/spark-error.ts";

/** The alias that Spark gives a subquery without one: it hides the names of what is inside. */
export const AUTO_ALIAS = "__auto_generated_subquery_name";

/** A name in back-ticks, always (`QuotingUtils.quoteIdentifier`, Spark's `toSQLId` of one part). */
export const quoteIdentifier = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** A name in back-ticks where it could not stand bare (`QuotingUtils.quoteIfNeeded`). */
export const quoteIfNeeded = (name: string): string =>
  /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quoteIdentifier(name);

/** Name parts joined by dots, every part in back-ticks: how error parameters name tables and columns (`toSQLId`). */
export const quoteParts = (parts: readonly string[]): string => parts.map(quoteIdentifier).join(".");

/**
 * A DataFrame column name to its parts: dots split, back-ticks protect, anything else is taken as it is
 * (`UnresolvedAttribute.parseAttributeName`). Raises INVALID_ATTRIBUTE_NAME_SYNTAX.
 */
export function parseAttributeName(name: string): string[] {
  const fail = () => sparkError("INVALID_ATTRIBUTE_NAME_SYNTAX", { name: quoteIdentifier(name) });
  const parts: string[] = [];
  let part = "";
  let inBackTicks = false;
  for (let i = 0; i < name.length; i++) {
    const char = name[i] ?? "";
    if (inBackTicks) {
      if (char !== "`") part += char;
      else if (name[i + 1] === "`") {
        part += "`";
        i++;
      } else {
        inBackTicks = false;
        if (i + 1 < name.length && name[i + 1] !== ".") throw fail();
      }
    } else if (char === "`") {
      if (part !== "") throw fail();
      inBackTicks = true;
    } else if (char === ".") {
      if (name[i - 1] === "." || i === name.length - 1 || i === 0) throw fail();
      parts.push(part);
      part = "";
    } else part += char;
  }
  if (inBackTicks) throw fail();
  parts.push(part);
  return parts;
}
