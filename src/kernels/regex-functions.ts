/** Spark's regular expression functions over one compiled pattern (`regexpExpressions.scala`, `java.util.regex.Matcher`). */
import { sparkError, unsupported } from "../errors/spark-error.ts";
import type { JavaRegex } from "./regex-java.ts";
import { type Found, matchesAtStart, type Search, searchFor } from "./regex-search.ts";

/** The next match from `lastIndex` on. V8 may find empty ones inside a surrogate pair: these are none. */
function search(java: JavaRegex, regex: Search, text: string): Found | null {
  let match = regex.exec(text);
  while (java.nullable && match !== null && match[0] === "" && insidePair(text, match.index)) {
    regex.lastIndex = match.index + 1;
    match = regex.exec(text);
  }
  return match;
}

const insidePair = (text: string, at: number): boolean =>
  at > 0 && (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

/** After an empty match Java looks inside the surrogate pair that follows, and cuts it in two if it finds anything. */
function refuseInsidePair(java: JavaRegex, rest: string): void {
  if (java.looksBehind || matchesAtStart(java, rest)) {
    throw unsupported("a regular expression that matches the empty text before a character beyond U+FFFF");
  }
}

/** The match after `match`; one that was empty is passed over by a code point. */
function nextMatch(java: JavaRegex, regex: Search, text: string, match: Found): Found | null {
  if (match[0] === "") {
    const at = match.index;
    if (at >= text.length) return null;
    const astral = (text.codePointAt(at) ?? 0) > 0xffff;
    if (astral) refuseInsidePair(java, text.slice(at + 1));
    regex.lastIndex = at + (astral ? 2 : 1);
  }
  return search(java, regex, text);
}

/** Whether the expression is found anywhere in the text (`rlike`). */
export function regexFinds(java: JavaRegex, text: string): boolean {
  const regex = searchFor(java, text);
  return java.nullable ? search(java, regex, text) !== null : regex.test(text);
}

/** The 1-based place of the first match in UTF-16 units, as Java counts; 0 without one (`regexp_instr`). */
export function regexPosition(java: JavaRegex, text: string): number {
  const match = search(java, searchFor(java, text), text);
  return match === null ? 0 : match.index + 1;
}

/** How often the expression is found (`regexp_count`). */
export function regexCount(java: JavaRegex, text: string): number {
  const regex = searchFor(java, text);
  let count = 0;
  for (let m = search(java, regex, text); m !== null; m = nextMatch(java, regex, text, m)) count++;
  return count;
}

/** A group's text, empty when it took no part; INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX for no such group. */
function groupText(java: JavaRegex, match: Found, index: number, functionName: string): string {
  if (index < 0 || index > java.groups) {
    throw sparkError("INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX", {
      parameter: "`idx`",
      functionName: `\`${functionName}\``,
      groupCount: String(java.groups),
      groupIndex: String(index),
    });
  }
  return stableGroup(java, match, index);
}

function stableGroup(java: JavaRegex, match: Found, index: number): string {
  if (java.unstable.has(index)) {
    throw unsupported("the text of a group that a repetition or a look-around may leave out in a regular expression");
  }
  return match[java.groupIndex[index] ?? 0] ?? "";
}

/** A group of the first match; empty without a match (`regexp_extract`). */
export function regexExtract(java: JavaRegex, text: string, index: number): string {
  const match = search(java, searchFor(java, text), text);
  return match === null ? "" : groupText(java, match, index, "regexp_extract");
}

/** A group of every match (`regexp_extract_all`). */
export function regexExtractAll(java: JavaRegex, text: string, index: number): readonly string[] {
  const regex = searchFor(java, text);
  const found: string[] = [];
  for (let m = search(java, regex, text); m !== null; m = nextMatch(java, regex, text, m)) {
    found.push(groupText(java, m, index, "regexp_extract_all"));
  }
  return found;
}

/** A part of a Java replacement text: plain text or a group. */
type Piece = string | number;

/** A replacement that Java refuses when it comes to replace. */
class ReplacementFault extends Error {}

/** `$1`, `${name}`, `\$` and plain text (`Matcher.appendReplacement`). */
function replacementPieces(replacement: string, java: JavaRegex): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement.charAt(i);
    if (c === "\\") {
      i++;
      if (i >= replacement.length) throw new ReplacementFault();
      plain += replacement.charAt(i);
      continue;
    }
    if (c !== "$") {
      plain += c;
      continue;
    }
    if (plain !== "") pieces.push(plain);
    plain = "";
    const named = /^\{([A-Za-z][A-Za-z0-9]*)\}/.exec(replacement.slice(i + 1));
    if (named !== null) {
      const index = java.names.get(named[1] ?? "");
      if (index === undefined) throw new ReplacementFault();
      pieces.push(index);
      i += named[0].length;
      continue;
    }
    let index = replacement.charCodeAt(i + 1) - 48;
    if (!(index >= 0 && index <= 9) || index > java.groups) throw new ReplacementFault();
    i++;
    for (;;) {
      const d = replacement.charCodeAt(i + 1) - 48;
      if (!(d >= 0 && d <= 9) || index * 10 + d > java.groups) break;
      index = index * 10 + d;
      i++;
    }
    pieces.push(index);
  }
  if (plain !== "" || pieces.length === 0) pieces.push(plain);
  return pieces;
}

/**
 * Every match from a 1-based position on, replaced (`regexp_replace`). The text before the position is kept, and the
 * expression does not see it. INVALID_REGEXP_REPLACE for a replacement that Java refuses.
 */
export function regexReplace(
  java: JavaRegex,
  source: string,
  replacement: string,
  position: number,
  pattern: string,
): string {
  const start = position - 1;
  if (start !== 0 && start >= source.length) return source;
  const text = start === 0 ? source : source.slice(start);
  const regex = searchFor(java, text);
  const first = search(java, regex, text);
  if (first === null) return source;
  let pieces: readonly Piece[];
  try {
    pieces = replacementPieces(replacement, java);
  } catch (error) {
    if (!(error instanceof ReplacementFault)) throw error;
    throw sparkError("INVALID_REGEXP_REPLACE", { source, pattern, replacement, position: String(position) });
  }
  const only = pieces.length === 1 && typeof pieces[0] === "string" ? pieces[0] : undefined;
  let out = start === 0 ? "" : source.slice(0, start);
  let copied = 0;
  for (let m: Found | null = first; m !== null; m = nextMatch(java, regex, text, m)) {
    out += text.slice(copied, m.index);
    if (only !== undefined) out += only;
    else for (const piece of pieces) out += typeof piece === "string" ? piece : stableGroup(java, m, piece);
    copied = m.index + m[0].length;
  }
  return out + text.slice(copied);
}

/**
 * The text cut at each match, at most `limit` parts when positive (`UTF8String.split`, `String.split`); trailing empty
 * parts are kept. An empty expression cuts between code points, and then `limit` drops the rest, unless it is `keptRest`.
 */
export function regexSplit(
  java: JavaRegex,
  text: string,
  limit: number,
  pattern: string,
  keptRest = false,
): readonly string[] {
  if (pattern === "" && text !== "") {
    const points = Array.from(text);
    if (limit <= 0 || limit >= points.length) return points;
    return keptRest ? [...points.slice(0, limit - 1), points.slice(limit - 1).join("")] : points.slice(0, limit);
  }
  const regex = searchFor(java, text);
  const parts: string[] = [];
  let from = 0;
  for (let m = search(java, regex, text); m !== null; m = nextMatch(java, regex, text, m)) {
    if (limit > 0 && parts.length >= limit - 1) break;
    if (m[0] === "" && m.index === 0 && from === 0) continue;
    parts.push(text.slice(from, m.index));
    from = m.index + m[0].length;
  }
  if (parts.length === 0) return [text];
  parts.push(text.slice(from));
  return parts;
}
