import type { Value } from "../../types/value.ts";
import { guarded } from "../datetime-try.ts";
import { type KernelContext, type KernelFunction, type KernelTable, kernel } from "../kernel.ts";
import {
  regexCount,
  regexExtract,
  regexExtractAll,
  regexFinds,
  regexPosition,
  regexReplace,
  regexSplit,
} from "../regex-functions.ts";
import { type JavaRegex, javaRegex } from "../regex-java.ts";

const bind = (make: (cx: KernelContext) => KernelFunction) => kernel((cx) => guarded(cx, make(cx)));

/** The expression of argument 1, looked up once while it does not change. */
function expression(functionName: string): (pattern: Value | undefined) => JavaRegex {
  let last: string | undefined;
  let made: JavaRegex | undefined;
  return (pattern) => {
    const text = pattern as string;
    if (made === undefined || text !== last) {
      made = javaRegex(text, functionName);
      last = text;
    }
    return made;
  };
}

const finder = (functionName: string) =>
  bind(() => {
    const regex = expression(functionName);
    return (text, pattern) => regexFinds(regex(pattern), text as string);
  });

const rlike = finder("rlike");

/** Kernels of the regular expression functions. */
export const regexKernels = {
  rlike,
  regexp: rlike,
  regexp_like: rlike,
  regexp_extract: bind(() => {
    const regex = expression("regexp_extract");
    return (text, pattern, index) => regexExtract(regex(pattern), text as string, (index as number | undefined) ?? 1);
  }),
  regexp_extract_all: bind(() => {
    const regex = expression("regexp_extract_all");
    return (text, pattern, index) =>
      regexExtractAll(regex(pattern), text as string, (index as number | undefined) ?? 1);
  }),
  regexp_replace: bind(() => {
    const regex = expression("regexp_replace");
    return (text, pattern, replacement, position) =>
      regexReplace(
        regex(pattern),
        text as string,
        replacement as string,
        (position as number | undefined) ?? 1,
        pattern as string,
      );
  }),
  // Spark writes these two in terms of others, whose names its errors carry.
  regexp_count: bind(() => {
    const regex = expression("regexp_extract_all");
    return (text, pattern) => regexCount(regex(pattern), text as string);
  }),
  regexp_substr: bind(() => {
    const regex = expression("regexp_extract");
    return (text, pattern) => {
      const found = regexExtract(regex(pattern), text as string, 0);
      return found === "" ? null : found;
    };
  }),
  regexp_instr: bind(() => {
    const regex = expression("regexp_instr");
    return (text, pattern) => regexPosition(regex(pattern), text as string);
  }),
  split: bind(({ settings }) => {
    const regex = expression("split");
    // As 4.3 does, and 4.0 does not.
    const keptRest = (settings.line ?? 400) >= 403;
    return (text, pattern, limit) =>
      regexSplit(regex(pattern), text as string, (limit as number | undefined) ?? -1, pattern as string, keptRest);
  }),
} satisfies KernelTable;
