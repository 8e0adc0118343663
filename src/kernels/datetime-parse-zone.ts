/** The zone parts of datetime patterns (`OffsetIdPrinterParser`, `LocalizedOffsetIdPrinterParser`, `ZoneIdPrinterParser`). */
import type { OffsetType } from "./datetime-pattern.ts";
import { type ParseContext, ParseFault } from "./datetime-resolve.ts";
import { matchZone } from "./zone-abbreviations.ts";
import { findZone, zoneOf } from "./zone.ts";

/** Whether `part` stands at a place of a text, in any case, as Java compares characters. */
export function equalsIgnoreCase(text: string, at: number, part: string): boolean {
  if (at + part.length > text.length) return false;
  if (text.startsWith(part, at)) return true;
  for (let i = 0; i < part.length; i++) {
    const a = text.charAt(at + i);
    const b = part.charAt(i);
    if (a !== b && a.toUpperCase() !== b.toUpperCase() && a.toLowerCase() !== b.toLowerCase()) return false;
  }
  return true;
}

/** Stores an offset; a second, different one is a mismatch where it stands. */
export function setOffset(cx: ParseContext, value: number, start: number, end: number): number {
  if (cx.offset !== undefined && cx.offset !== value) return ~start;
  cx.offset = value;
  return end;
}

/** The digit at a place, or -1. */
export const digitAt = (text: string, at: number): number => {
  const d = text.charCodeAt(at) - 48;
  return d >= 0 && d <= 9 ? d : -1;
};

/** Two digits up to 59, after a colon where the form has one; -1 when they do not stand there. */
function twoDigits(text: string, at: number, colon: boolean): number {
  const start = colon ? at + 1 : at;
  if (colon && text.charAt(at) !== ":") return -1;
  const a = digitAt(text, start);
  const b = digitAt(text, start + 1);
  return a < 0 || b < 0 || a > 5 ? -1 : a * 10 + b;
}

/** An offset of a form, or the text of none (`X`, `x`, `Z`). */
export function parseOffset(type: OffsetType, none: string, cx: ParseContext, position: number): number {
  const { text } = cx;
  if (position >= text.length) return ~position;
  if (equalsIgnoreCase(text, position, none)) return setOffset(cx, 0, position, position + none.length);
  const read = readOffset(type, text, position);
  return read === undefined ? ~position : setOffset(cx, read.seconds, position, read.end);
}

function readOffset(
  type: OffsetType,
  text: string,
  position: number,
): { readonly seconds: number; readonly end: number } | undefined {
  const sign = text.charAt(position);
  if (sign !== "+" && sign !== "-") return undefined;
  const colon = type.includes(":");
  const width = colon ? 3 : 2;
  let end = position + 1;
  const hours = twoDigits(text, end, false);
  if (hours < 0) return undefined;
  end += 2;
  let minutes = 0;
  let seconds = 0;
  if (type !== "+HH") {
    const m = twoDigits(text, end, colon);
    if (m >= 0) {
      minutes = m;
      end += width;
    } else if (type.includes("MM")) return undefined;
    if (type.endsWith("ss")) {
      const s = twoDigits(text, end, colon);
      if (s >= 0) {
        seconds = s;
        end += width;
      }
    }
  }
  if (hours > 23) throw new ParseFault("Value out of range: Hour[0-23], Minute[0-59], Second[0-59]");
  const total = hours * 3600 + minutes * 60 + seconds;
  return { seconds: sign === "-" ? 0 - total : total, end };
}

/** `GMT`, `GMT+8`, `GMT+8:30` or, when `full`, `GMT+08:30`; seconds may follow. */
export function parseLocalizedOffset(full: boolean, cx: ParseContext, start: number): number {
  const { text } = cx;
  if (!equalsIgnoreCase(text, start, "GMT")) return ~start;
  let position = start + 3;
  const sign = text.charAt(position);
  if (sign !== "+" && sign !== "-") return setOffset(cx, 0, start, position);
  position++;
  const digit = (at: number): number => {
    if (at >= text.length) throw new ParseFault(`String index out of range: ${text.length}`);
    return digitAt(text, at);
  };
  const pair = (at: number): number => {
    const a = digit(at);
    const b = digit(at + 1);
    return a < 0 || b < 0 ? -1 : a * 10 + b;
  };
  let total: number;
  if (full) {
    const hours = pair(position);
    if (hours < 0) return ~start;
    position += 2;
    if (position >= text.length) throw new ParseFault(`String index out of range: ${text.length}`);
    if (text.charAt(position) !== ":") return ~start;
    const minutes = pair(position + 1);
    if (minutes < 0) return ~start;
    position += 3;
    total = hours * 3600 + minutes * 60;
  } else {
    const first = digit(position++);
    if (first < 0) return ~start;
    total = first;
    const second = digitAt(text, position);
    if (second >= 0) {
      total = total * 10 + second;
      position++;
    }
    total *= 3600;
    const minutes = optionalPair(text, position);
    if (minutes < 0) return setOffset(cx, sign === "-" ? 0 - total : total, start, position);
    total += minutes * 60;
    position += 3;
  }
  const seconds = optionalPair(text, position);
  if (seconds >= 0) {
    total += seconds;
    position += 3;
  }
  return setOffset(cx, sign === "-" ? 0 - total : total, start, position);
}

/** The two digits after a colon, or -1. */
function optionalPair(text: string, at: number): number {
  if (text.charAt(at) !== ":") return -1;
  const a = digitAt(text, at + 1);
  const b = digitAt(text, at + 2);
  return a < 0 || b < 0 ? -1 : a * 10 + b;
}

/** A zone id, and a short name when `names` (`VV`, `z`). */
export function parseZoneId(cx: ParseContext, position: number, names: boolean): number {
  const { text } = cx;
  if (position >= text.length) return ~position;
  const next = text.charAt(position);
  if (next === "+" || next === "-") return parsePrefixedZone(cx, position, position);
  for (const prefix of ["UTC", "UT", "GMT"]) {
    if (!equalsIgnoreCase(text, position, prefix)) continue;
    const end = position + prefix.length;
    if (prefix === "GMT" && text.charAt(end) === "0") {
      cx.zone = zoneOf("GMT0");
      return end + 1;
    }
    return parsePrefixedZone(cx, position, end);
  }
  const found = matchZone(text, position, names);
  if (found !== undefined) {
    cx.zone = zoneOf(found.id);
    return found.end;
  }
  if (next === "Z" || next === "z") {
    cx.zone = zoneOf("Z");
    return position + 1;
  }
  return ~position;
}

function parsePrefixedZone(cx: ParseContext, start: number, position: number): number {
  const { text } = cx;
  const prefix = text.slice(start, position).toUpperCase();
  const bare = (): number => {
    cx.zone = zoneOf(prefix);
    return position;
  };
  if (position >= text.length) return prefix === "" ? ~start : bare();
  const next = text.charAt(position);
  if (prefix !== "" && (next === "0" || next === "Z" || next === "z")) return bare();
  let read: { readonly seconds: number; readonly end: number } | undefined;
  try {
    read = readOffset("+HH:MM:ss", text, position);
  } catch (error) {
    if (error instanceof ParseFault && prefix === "") throw error;
    return ~start;
  }
  if (read === undefined) return prefix === "" ? ~start : bare();
  const zone = findZone(prefix + offsetText(read.seconds));
  if (zone === undefined) return ~start;
  cx.zone = zone;
  return read.end;
}

function offsetText(seconds: number): string {
  const abs = Math.abs(seconds);
  const two = (n: number): string => `${n}`.padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}:${two(abs % 60)}`;
}
