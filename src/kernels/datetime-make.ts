/** Dates and timestamps from their fields (`MakeDate`, `MakeTimestamp`). */
import { sparkError } from "../errors/spark-error.ts";
import type { Decimal } from "../types/value.ts";
import { daysInMonth, daysOfCivil, fitsInt, joinMicros } from "./datetime-civil.ts";
import { invalidDay } from "./datetime-resolve.ts";
import type { EvalMode } from "./kernel.ts";
import { arithmeticOverflow } from "./kernel-errors.ts";
import { doubleToString } from "./number-text.ts";

const BOUNDS = {
  Year: [-999_999_999, 999_999_999, "-999999999 - 999999999"],
  MonthOfYear: [1, 12, "1 - 12"],
  DayOfMonth: [1, 31, "1 - 28/31"],
  HourOfDay: [0, 23, "0 - 23"],
  MinuteOfHour: [0, 59, "0 - 59"],
  SecondOfMinute: [0, 59, "0 - 59"],
} as const;

/** Java's sentence about the first field that is out of its range. */
function fault(fields: readonly (readonly [keyof typeof BOUNDS, number])[]): string | undefined {
  for (const [name, value] of fields) {
    const [min, max, text] = BOUNDS[name];
    if (value < min || value > max) return `Invalid value for ${name} (valid values ${text}): ${value}`;
  }
  return undefined;
}

const dateFault = (year: number, month: number, day: number): string | undefined =>
  fault([
    ["Year", year],
    ["MonthOfYear", month],
    ["DayOfMonth", day],
  ]) ?? (day > daysInMonth(year, month) ? invalidDay(year, month, day) : undefined);

function outOfBounds(rangeMessage: string, mode: EvalMode): null {
  if (mode === "legacy") return null;
  throw sparkError("DATETIME_FIELD_OUT_OF_BOUNDS", { rangeMessage, ansiConfig: '"spark.sql.ansi.enabled"' });
}

/** The day count of a date; DATETIME_FIELD_OUT_OF_BOUNDS, or NULL in legacy mode. */
export function makeDate(year: number, month: number, day: number, mode: EvalMode): number | null {
  const wrong = dateFault(year, month, day);
  if (wrong !== undefined) return outOfBounds(wrong, mode);
  const days = daysOfCivil(year, month, day);
  if (!fitsInt(days)) throw arithmeticOverflow("integer overflow");
  return days;
}

/**
 * Local micros of year, month, day, hour and minute, and seconds of scale 6; second 60 is the start of the next
 * minute, but has no fraction. May lie outside a Java long.
 */
export function makeTimestamp(
  [year, month, day, hour, minute]: readonly [number, number, number, number, number],
  second: Decimal,
  mode: EvalMode,
): bigint | null {
  // Spark narrows the micros to an int, whatever they are.
  const micros = Number(BigInt.asIntN(32, second.unscaled));
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = micros - seconds * 1_000_000;
  if (seconds === 60 && fraction !== 0) {
    if (mode === "legacy") return null;
    throw sparkError("INVALID_FRACTION_OF_SECOND", { secAndMicros: doubleToString(Number(second.unscaled) / 1e6) });
  }
  const wrong =
    dateFault(year, month, day) ??
    fault([
      ["HourOfDay", hour],
      ["MinuteOfHour", minute],
      ["SecondOfMinute", seconds === 60 ? 0 : seconds],
    ]);
  if (wrong !== undefined) return outOfBounds(wrong, mode);
  return (
    joinMicros(daysOfCivil(year, month, day), 0) + BigInt((hour * 3600 + minute * 60 + seconds) * 1_000_000 + fraction)
  );
}
