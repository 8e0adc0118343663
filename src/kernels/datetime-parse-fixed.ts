import { daysInMonth, daysOfCivil } from "./datetime-civil.ts";
import type { DatetimeField, PatternItem } from "./datetime-pattern.ts";
import type { ParsedDatetime } from "./datetime-resolve.ts";

/** One step of a fixed form: a literal, a field of two digits, the year's four, or the fraction. */
type Step =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digits"; readonly slot: number; readonly width: number }
  | { readonly kind: "fraction"; readonly min: number; readonly max: number };

const SLOTS: readonly DatetimeField[] = [
  "Year",
  "MonthOfYear",
  "DayOfMonth",
  "HourOfDay",
  "MinuteOfHour",
  "SecondOfMinute",
  "NanoOfSecond",
];

/**
 * A quick parser for the patterns that most texts have, such as `yyyy-MM-dd HH:mm:ss.SSS`: date and time, coarse to
 * fine, of fields of fixed width. It answers `undefined` for a text that is not plainly of that form, and the general
 * parser decides; there is none for other patterns.
 */
export function fixedParser(items: readonly PatternItem[]): ((text: string) => ParsedDatetime | undefined) | undefined {
  const steps: Step[] = [];
  const seen = new Set<number>();
  for (const item of items) {
    const step = stepOf(item);
    const slot = step?.kind === "digits" ? step.slot : step?.kind === "fraction" ? 6 : undefined;
    if (step === undefined || (slot !== undefined && seen.has(slot))) return undefined;
    if (slot !== undefined) seen.add(slot);
    steps.push(step);
  }
  // No field may be missing below a coarser one.
  if (seen.size < 3 || SLOTS.some((_, i) => i < seen.size && !seen.has(i))) return undefined;
  return (text) => run(steps, text);
}

function stepOf(item: PatternItem): Step | undefined {
  if (item.kind === "literal") return { kind: "literal", text: item.text };
  if (item.kind === "fraction") {
    return item.subsequent === 0 ? { kind: "fraction", min: item.min, max: item.max } : undefined;
  }
  if (item.kind !== "number" || item.subsequent !== 0) return undefined;
  const slot = SLOTS.indexOf(item.field);
  if (slot === 0) return item.min === 4 && item.sign === "exceeds_pad" ? { kind: "digits", slot, width: 4 } : undefined;
  return slot > 0 && item.min === 2 && item.max === 2 ? { kind: "digits", slot, width: 2 } : undefined;
}

function run(steps: readonly Step[], text: string): ParsedDatetime | undefined {
  const slots = [0, 1, 1, 0, 0, 0, 0];
  let at = 0;
  for (const step of steps) {
    if (step.kind === "literal") {
      if (!text.startsWith(step.text, at)) return undefined;
      at += step.text.length;
      continue;
    }
    const most = step.kind === "digits" ? step.width : step.max;
    const start = at;
    let value = 0;
    while (at - start < most) {
      const d = text.charCodeAt(at) - 48;
      if (!(d >= 0 && d <= 9)) break;
      value = value * 10 + d;
      at++;
    }
    if (step.kind === "digits") {
      if (at - start !== most) return undefined;
      const next = text.charCodeAt(at) - 48;
      if (step.slot === 0 && next >= 0 && next <= 9) return undefined;
      slots[step.slot] = value;
    } else {
      if (at - start < step.min) return undefined;
      slots[6] = value * 10 ** (9 - (at - start));
    }
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, nano = 0] = slots;
  const inRange = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (at !== text.length || !inRange || hour > 23 || minute > 59 || second > 59) return undefined;
  const microOfDay = (hour * 3600 + minute * 60 + second) * 1_000_000 + Math.floor(nano / 1000);
  return { days: daysOfCivil(year, month, day), microOfDay, zone: undefined };
}
