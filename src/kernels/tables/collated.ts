import { sparkError } from "../../errors/spark-error.ts";
import type { Value } from "../../types/value.ts";
import { foldedCase, rulesAmong, textRules, type TextRules } from "../collation.ts";
import { searchOf, type TextSearch } from "../collation-search.ts";
import {
  type Kernel,
  type KernelContext,
  type KernelFunction,
  kernel,
  kernelOfNulls,
  type KernelTable,
} from "../kernel.ts";
import { likeTest } from "../string-like.ts";
import * as points from "../string-points.ts";
import { lowered, titled, uppered } from "../collation-case.ts";
import { javaRegex } from "../regex-java.ts";
import { regexSplit } from "../regex-functions.ts";
import { mapBuilder } from "../array-values.ts";
import { STRING } from "../../types/data-type.ts";
import { regexKernels } from "./regex.ts";
import { stringKernels } from "./string.ts";

const rules = (cx: KernelContext): TextRules => rulesAmong(cx.argTypes) ?? textRules(STRING.collation);

const searching = (make: (search: TextSearch, cx: KernelContext) => KernelFunction): Kernel =>
  kernel((cx) => make(searchOf(rules(cx)), cx));

const text = (v: Value | undefined): string => v as string;

/** A text as it is looked for: blanks at its end do not count where the collation trims. */
const soughtAs = (cx: KernelContext): ((v: Value | undefined) => string) =>
  rules(cx).collation.trims ? (v) => points.trimSpaces(text(v), false, true) : text;

/** The 1-based place of a part among a text's code points; 0 for none. */
function positionOf(search: TextSearch, s: string, part: string, from = 1): number {
  if (part === "") return 1;
  const skipped = points.substring(s, 1, from - 1).length;
  const found = search.next(s, part, skipped);
  return found === undefined ? 0 : points.pointCount(s.slice(0, found.start)) + 1;
}

/** What stands between the places where a delimiter is found. */
function parts(search: TextSearch, s: string, delimiter: string): string[] {
  if (delimiter === "") return [s];
  const out: string[] = [];
  let at = 0;
  for (let found = search.next(s, delimiter, 0); found !== undefined; found = search.next(s, delimiter, at)) {
    out.push(s.slice(at, found.start));
    at = found.end;
  }
  return [...out, s.slice(at)];
}

function substringIndex(search: TextSearch, s: string, delimiter: string, count: number): string {
  if (delimiter === "" || count === 0 || s === "") return "";
  if (count > 0) {
    let found = search.next(s, delimiter, 0);
    for (let n = 1; n < count && found !== undefined; n++) found = search.next(s, delimiter, found.start + 1);
    return found === undefined ? s : s.slice(0, found.start);
  }
  let found = search.last(s, delimiter, s.length);
  for (let n = -1; n > count && found !== undefined; n--) found = search.last(s, delimiter, found.end - 1);
  return found === undefined ? s : s.slice(found.end);
}

/** Characters of a set off the chosen ends; a collation that trims leaves blanks at the end where the set has none. */
function trimSet(
  { collation }: TextRules,
  search: TextSearch,
  s: string,
  set: string,
  left: boolean,
  right: boolean,
): string {
  const members = Array.from(set);
  const blanks =
    right && collation.trims && !set.includes(" ") ? s.length - points.trimSpaces(s, false, true).length : 0;
  const kept = blanks === 0 ? "" : s.slice(s.length - blanks);
  let start = 0;
  let end = s.length - blanks;
  if (left) {
    for (let size = 1; size > 0 && start < end; start += size) {
      size = Math.max(0, ...members.map((m) => sizeAt(search.next(s.slice(0, end), m, start), start)));
    }
  }
  if (right) {
    for (let size = 1; size > 0 && start < end; end -= size) {
      const rest = s.slice(0, end);
      size = Math.max(0, ...members.map((m) => sizeBefore(search.last(rest, m, end), end)));
      if (end - size < start) size = 0;
    }
  }
  return s.slice(start, end) + kept;
}

const sizeAt = (found: ReturnType<TextSearch["next"]>, start: number): number =>
  found?.start === start ? found.end - start : 0;
const sizeBefore = (found: ReturnType<TextSearch["last"]>, end: number): number =>
  found?.end === end ? end - found.start : 0;

const trim = (left: boolean, right: boolean, order: "set first" | "set last"): Kernel =>
  kernel((cx) => {
    if (cx.argTypes.length === 1) return (s) => points.trimSpaces(text(s), left, right);
    const own = rules(cx);
    const search = searchOf(own);
    return (a, b) => {
      const [s, set] = order === "set first" ? [text(b), text(a)] : [text(a), text(b)];
      return trimSet(own, search, s, set, left, right);
    };
  });

/** Each character by the first of a table that is the same; one without a partner is removed. */
function translate(search: TextSearch, s: string, from: string, to: string): string {
  const targets = Array.from(to);
  const table = Array.from(from).map((c, i) => ({ c, to: targets[i] ?? "" }));
  let out = "";
  for (let at = 0; at < s.length; ) {
    let size = 0;
    let by = "";
    for (const entry of table) {
      const found = sizeAt(search.next(s, entry.c, at), at);
      if (found > size) [size, by] = [found, entry.to];
    }
    if (size === 0) {
      by = String.fromCodePoint(s.codePointAt(at) ?? 0);
      size = by.length;
    }
    out += by;
    at += size;
  }
  return out;
}

/** Whether patterns are looked for without case: only the text's own collation counts. */
const ignoresCase = ({ argTypes: [type] }: KernelContext): boolean =>
  type?.kind === "string" && textRules(type.collation).collation.provider === "lowercase";

const like = (of: Kernel, fold: (s: string) => string): Kernel =>
  kernel((cx) => {
    if (!ignoresCase(cx)) return of.bind(cx);
    return (s, pattern, escape) => likeTest(fold(text(pattern)), (escape as string | undefined) ?? "\\")(fold(text(s)));
  });

/** A function of regular expressions whose pattern looks at no case. */
const withoutCase = (of: Kernel): Kernel =>
  kernel((cx) => {
    if (!ignoresCase(cx)) return of.bind(cx);
    const call = of.bind({ ...cx, constants: cx.constants.map((c, i) => (i === 1 ? undefined : c)) });
    return (s, pattern, ...more) => call(s ?? null, `(?iu)${text(pattern)}`, ...more);
  });

const locate = kernelOfNulls((cx) => {
  const search = searchOf(rules(cx));
  const cut = soughtAs(cx);
  return (part, s, position = 1) => {
    if (position === null) return 0;
    if (part === null || s === null) return null;
    return (position as number) < 1 ? 0 : positionOf(search, text(s), cut(part), position as number);
  };
});

/** What functions do with texts that have a collation (`CollationSupport`), where that is not what they do with others. */
export const collatedKernels = {
  contains: searching((search, cx) => {
    const cut = soughtAs(cx);
    return (s, part) => cut(part) === "" || search.next(cut(s), cut(part), 0) !== undefined;
  }),
  startswith: searching((search, cx) => {
    const cut = soughtAs(cx);
    return (s, part) => cut(part) === "" || search.next(cut(s), cut(part), 0)?.start === 0;
  }),
  endswith: searching((search, cx) => {
    const cut = soughtAs(cx);
    return (s, part) => cut(part) === "" || search.last(cut(s), cut(part), cut(s).length)?.end === cut(s).length;
  }),
  instr: searching((search, cx) => {
    const cut = soughtAs(cx);
    return (s, part) => positionOf(search, text(s), cut(part));
  }),
  locate,
  replace: searching(
    (search) =>
      (s, part, by = "") =>
        text(part) === "" ? text(s) : parts(search, text(s), text(part)).join(text(by)),
  ),
  substring_index: searching((search, cx) => {
    const cut = soughtAs(cx);
    return (s, part, n) => substringIndex(search, text(s), cut(part), n as number);
  }),
  split_part: searching((search, cx) => {
    const cut = soughtAs(cx);
    return (s, delimiter, n) => {
      if (n === 0) throw sparkError("INVALID_INDEX_OF_ZERO", {});
      const all = parts(search, text(s), cut(delimiter));
      return all[(n as number) > 0 ? (n as number) - 1 : all.length + (n as number)] ?? "";
    };
  }),
  find_in_set: kernel((cx) => {
    const { compare } = rules(cx);
    return (word, list) =>
      text(word).includes(",")
        ? 0
        : text(list)
            .split(",")
            .findIndex((item) => compare(item, text(word)) === 0) + 1;
  }),
  translate: searching((search) => (s, from, to) => translate(search, text(s), text(from), text(to))),
  trim: trim(true, true, "set first"),
  btrim: trim(true, true, "set last"),
  ltrim: trim(true, false, "set first"),
  rtrim: trim(false, true, "set first"),
  upper: kernel((cx) => uppered(rules(cx).collation)),
  lower: kernel((cx) => lowered(rules(cx).collation)),
  initcap: kernel((cx) => titled(rules(cx).collation)),
  like: like(stringKernels.like, foldedCase),
  ilike: like(stringKernels.ilike, (s) => foldedCase(s.toLowerCase())),
  rlike: withoutCase(regexKernels.rlike),
  regexp_extract: withoutCase(regexKernels.regexp_extract),
  regexp_extract_all: withoutCase(regexKernels.regexp_extract_all),
  regexp_replace: withoutCase(regexKernels.regexp_replace),
  regexp_count: withoutCase(regexKernels.regexp_count),
  regexp_substr: withoutCase(regexKernels.regexp_substr),
  regexp_instr: withoutCase(regexKernels.regexp_instr),
  split: withoutCase(regexKernels.split),
  str_to_map: kernel((cx) => {
    const build = mapBuilder(cx.returnType.kind === "map" ? cx.returnType.key : STRING, cx.settings);
    const flags = ignoresCase(cx) ? "(?iu)" : "";
    const split = (pattern: string, s: string, limit: number) =>
      regexSplit(javaRegex(flags + pattern, "str_to_map"), s, limit, flags + pattern);
    return (s, pairs = ",", pair = ":") =>
      build(
        split(text(pairs), text(s), -1).map((part) => {
          const [k = "", v = null] = split(text(pair), part, 2);
          return [k, v] as const;
        }),
      );
  }),
} satisfies KernelTable;
