import { unsupported } from "../errors/spark-error.ts";
import { MONTHS } from "./datetime-names.ts";
import { fixedParser } from "./datetime-parse-fixed.ts";
import { digitAt, equalsIgnoreCase, parseLocalizedOffset, parseOffset, parseZoneId } from "./datetime-parse-zone.ts";
import { compilePattern, type DatetimeField, type PatternItem } from "./datetime-pattern.ts";
import {
  complete,
  type ParseContext,
  type ParsedDatetime,
  ParseFault,
  type Resolved,
  resolve,
} from "./datetime-resolve.ts";

/**
 * A parser of texts by a datetime pattern (`Iso8601TimestampFormatter` over Java's strict resolver, locale en-US, case
 * ignored). It gives the date and time, missing fields as of 1970-01-01 00:00, or Java's sentence why the text does not
 * match. Unless `wantsZone`, the time is a local one, and a zone is read but not used. Pattern errors as in {@link compilePattern}.
 */
export function parserOf(pattern: string, wantsZone = true): (text: string) => ParsedDatetime | string {
  const items = compilePattern(pattern, wantsZone ? "parse" : "parse_local");
  const fixed = fixedParser(items);
  return (text) => {
    const plain = fixed?.(text);
    if (plain !== undefined) return plain;
    const cx: ParseContext = { text, fields: new Map(), offset: undefined, zone: undefined };
    let resolved: Resolved;
    try {
      const end = parseAll(items, cx, 0);
      if (end < 0) return `Text '${abbreviated(text)}' could not be parsed at index ${~end}`;
      if (end < text.length) {
        return `Text '${abbreviated(text)}' could not be parsed, unparsed text found at index ${end}`;
      }
      resolved = resolve(cx);
    } catch (error) {
      if (error instanceof ParseFault) return `Text '${abbreviated(text)}' could not be parsed: ${error.message}`;
      throw error;
    }
    try {
      return complete(resolved, cx, wantsZone);
    } catch (error) {
      if (error instanceof ParseFault) return error.message;
      throw error;
    }
  };
}

const abbreviated = (text: string): string => (text.length > 64 ? `${text.slice(0, 64)}...` : text);

/** The position after the items, or `~position` of the first that does not match. */
function parseAll(items: readonly PatternItem[], cx: ParseContext, from: number): number {
  let position = from;
  for (const item of items) {
    position = parseItem(item, cx, position);
    if (position < 0) return position;
  }
  return position;
}

function parseItem(item: PatternItem, cx: ParseContext, position: number): number {
  switch (item.kind) {
    case "literal":
      return equalsIgnoreCase(cx.text, position, item.text) ? position + item.text.length : ~position;
    case "number":
      return parseNumber(item, cx, position);
    case "reduced":
      return parseReduced(item, cx, position);
    case "text":
      return parseText(item.field, item.full, cx, position);
    case "fraction":
      return parseFraction(item.min, item.max, cx, position);
    case "offset":
      return parseOffset(item.type, item.none, cx, position);
    case "localized_offset":
      return parseLocalizedOffset(item.full, cx, position);
    case "zone_id":
      return parseZoneId(cx, position, false);
    case "zone_text":
      if (item.full) throw unsupported("reading long zone names by the datetime pattern zzzz");
      return parseZoneId(cx, position, true);
    case "optional": {
      const { fields, offset, zone } = cx;
      cx.fields = new Map(fields);
      const end = parseAll(item.items, cx, position);
      if (end >= 0) return end;
      cx.fields = fields;
      cx.offset = offset;
      cx.zone = zone;
      return position;
    }
  }
}

/** Stores a field; a second, different value is a mismatch where it stands. */
function setField(cx: ParseContext, field: DatetimeField, value: number, start: number, end: number): number {
  const old = cx.fields.get(field);
  if (old !== undefined && old !== value) return ~start;
  cx.fields.set(field, value);
  return end;
}

/** Reads `min` to `max` digits, leaving `subsequent` of them to the fields that follow; `undefined` for fewer. */
function readDigits(
  text: string,
  position: number,
  min: number,
  max: number,
  subsequent: number,
): { readonly value: number; readonly end: number } | undefined {
  if (position + min > text.length) return undefined;
  const limit = Math.min(position + max + subsequent, text.length);
  let end = position;
  while (end < limit && digitAt(text, end) >= 0) end++;
  if (end - position < min) return undefined;
  if (subsequent > 0) end = position + Math.min(Math.max(min, end - position - subsequent), end - position);
  return { value: Number(text.slice(position, end)), end };
}

type NumberItem = Extract<PatternItem, { kind: "number" }>;

function parseNumber(item: NumberItem, cx: ParseContext, from: number): number {
  const { text } = cx;
  if (item.field === "ModifiedJulianDay") throw unsupported("reading the datetime pattern letter g");
  if (from >= text.length) return ~from;
  let position = from;
  const sign = text.charAt(position);
  const negative = sign === "-";
  const positive = sign === "+";
  if (positive) {
    if (item.sign !== "exceeds_pad") return ~position;
    position++;
  } else if (negative) {
    if (item.sign === "not_negative") return ~position;
    position++;
  }
  const read = readDigits(text, position, item.min, item.max, item.subsequent);
  if (read === undefined) return ~position;
  const width = read.end - position;
  if (negative) {
    if (read.value === 0) return ~(position - 1);
    return setField(cx, item.field, -read.value, position, read.end);
  }
  if (item.sign === "exceeds_pad") {
    if (positive && width <= item.min) return ~(position - 1);
    if (!positive && width > item.min) return ~position;
  }
  return setField(cx, item.field, read.value, position, read.end);
}

function parseReduced(item: Extract<PatternItem, { kind: "reduced" }>, cx: ParseContext, position: number): number {
  if (position >= cx.text.length || digitAt(cx.text, position) < 0) return ~position;
  const read = readDigits(cx.text, position, 2, 2, item.subsequent);
  if (read === undefined) return ~position;
  return setField(cx, item.field, 2000 + read.value, position, read.end);
}

const SHORT_MONTHS = MONTHS.map((m) => m.slice(0, 3));

function parseText(field: DatetimeField, full: boolean, cx: ParseContext, position: number): number {
  const [names, first]: readonly [readonly string[], number] =
    field === "MonthOfYear"
      ? [full ? MONTHS : SHORT_MONTHS, 1]
      : field === "Era"
        ? [full ? ["Before Christ", "Anno Domini"] : ["BC", "AD"], 0]
        : [["AM", "PM"], 0];
  for (const [i, name] of names.entries()) {
    if (equalsIgnoreCase(cx.text, position, name))
      return setField(cx, field, i + first, position, position + name.length);
  }
  return ~position;
}

function parseFraction(min: number, max: number, cx: ParseContext, position: number): number {
  const { text } = cx;
  if (position >= text.length || position + min > text.length) return ~position;
  let end = position;
  const limit = Math.min(position + max, text.length);
  while (end < limit && digitAt(text, end) >= 0) end++;
  if (end - position < min) return ~position;
  return setField(cx, "NanoOfSecond", Number(text.slice(position, end).padEnd(9, "0")), position, end);
}
