/** Where the anchors of Java's expressions hold, read off a text (`java.util.regex.Pattern`, its nodes Begin to Bound). */
import type { Anchor } from "./regex-syntax.ts";

const LF = 10;
const CR = 13;
const isLineEnd = (unit: number): boolean =>
  unit === LF || unit === CR || unit === 0x85 || unit === 0x2028 || unit === 0x2029;

const WORD = /^[\p{L}\p{Nd}_]$/u;
const BASE = /^[\p{L}\p{Nd}]$/u;
const MARK = /^\p{Mn}$/u;

/** The code point that ends before a place, as text; empty at the start. */
function before(text: string, at: number): string {
  if (at === 0) return "";
  const unit = text.charCodeAt(at - 1);
  const isPair = (unit & 0xfc00) === 0xdc00 && at > 1 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800;
  return text.slice(isPair ? at - 2 : at - 1, at);
}

const behind = (text: string, at: number): string =>
  at >= text.length ? "" : String.fromCodePoint(text.codePointAt(at) ?? 0);

/** Whether marks, maybe none, stand before a place on a letter or a digit. */
function standsOnBase(text: string, place: number): boolean {
  let at = place;
  let point = before(text, at);
  while (MARK.test(point)) {
    at -= point.length;
    point = before(text, at);
  }
  return BASE.test(point);
}

function isWordLeft(text: string, at: number): boolean {
  const point = before(text, at);
  return WORD.test(point) || (MARK.test(point) && standsOnBase(text, at));
}

function isWordRight(text: string, at: number): boolean {
  const point = behind(text, at);
  return WORD.test(point) || (MARK.test(point) && standsOnBase(text, at));
}

/** Whether an anchor holds at a place, counted in UTF-16 units. */
export function holdsAt(anchor: Anchor, text: string, at: number): boolean {
  const end = text.length;
  const left = at === 0 ? -1 : text.charCodeAt(at - 1);
  const right = at >= end ? -1 : text.charCodeAt(at);
  switch (anchor) {
    case "begin":
      return at === 0;
    case "line_begin":
      return at < end && (left === -1 || (left === CR ? right !== LF : isLineEnd(left)));
    case "unix_line_begin":
      return at < end && (left === -1 || left === LF);
    case "end":
      return at === end;
    case "last_line_end":
      if (at === end) return true;
      if (right === LF) return at + 1 === end && left !== CR;
      return isLineEnd(right) && (at + 1 === end || (right === CR && at + 2 === end && text.charCodeAt(at + 1) === LF));
    case "unix_last_line_end":
      return at === end || (right === LF && at + 1 === end);
    case "line_end":
      return at === end || (right === LF ? left !== CR : isLineEnd(right));
    case "unix_line_end":
      return at === end || right === LF;
    case "word":
      return isWordLeft(text, at) !== isWordRight(text, at);
    case "not_word":
      return isWordLeft(text, at) === isWordRight(text, at);
  }
}
