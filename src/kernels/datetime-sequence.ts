import { needArray } from "./room.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { DataType } from "../types/data-type.ts";
import type { CalendarInterval, Value } from "../types/value.ts";
import { wholeSequence } from "./array-values.ts";
import { timestampAddCalendar } from "./date-arithmetic.ts";
import { formatCalendarInterval } from "./interval-text.ts";
import type { KernelContext } from "./kernel.ts";
import { dayOfInstant, startOfDay, UTC, zoneOf } from "./zone.ts";

type Sequence = (start: Value, stop: Value, step?: Value) => Value;

const BIG_DAY = 86_400_000_000n;
/** Spark takes a month for 28 days when it judges which way a step leads. */
const SHORT_MONTH = 28n * BIG_DAY;

/**
 * `sequence` of dates or timestamps by an interval, a day without one; `undefined` for other types
 * (`Sequence.TemporalSequenceImpl`). The i-th item is the start plus i steps, so month ends do not drift. A step that
 * leads away from the stop raises JVM.ILLEGAL_ARGUMENT, a step without whole days for dates _LEGACY_ERROR_TEMP_3242.
 */
export function datetimeSequence(cx: KernelContext): Sequence | undefined {
  const kind = cx.argTypes[0]?.kind;
  if (kind !== "date" && kind !== "timestamp" && kind !== "timestamp_ntz") return undefined;
  const zone = kind === "timestamp_ntz" ? UTC : zoneOf(cx.settings.timeZone);
  const isDate = kind === "date";
  const stepType = cx.argTypes[2];
  return (start, stop, by) => {
    const [first, last] = [BigInt(start as number | bigint), BigInt(stop as number | bigint)];
    const step = splitStep(by, stepType, first <= last);
    if (isDate && step.months === 0 && step.days === 0) {
      throw sparkError("_LEGACY_ERROR_TEMP_3242", { intervalType: stepTypeName(stepType) }, { origin: null });
    }
    if (isDate && step.months === 0 && step.micros === 0n)
      return wholeSequence(first, last, BigInt(step.days)).map(Number);
    if (!isDate && step.months === 0 && step.days === 0) return wholeSequence(first, last, step.micros);
    const from = isDate ? startOfDay(zone, Number(first)) : first;
    const to = isDate ? startOfDay(zone, Number(last)) : last;
    const estimate = step.micros + BigInt(step.months) * SHORT_MONTH + BigInt(step.days) * BIG_DAY;
    if (estimate > 0n ? from > to : estimate < 0n ? from < to : from !== to) {
      throw sparkError("JVM.ILLEGAL_ARGUMENT", {
        message: `requirement failed: Illegal sequence boundaries: ${from} to ${to} by ${stepText(by)}`,
      });
    }
    if (estimate !== 0n) needArray((to - from) / estimate + 1n, "sequence");
    const items: Value[] = [];
    for (let i = 0, t = from; estimate > 0n ? t <= to : t >= to; ) {
      items.push(isDate ? dayOfInstant(zone, t) : t);
      i++;
      if (estimate === 0n) break;
      const total = { months: step.months * i, days: step.days * i, micros: step.micros * BigInt(i) };
      t = timestampAddCalendar(from, total, zone);
    }
    return items;
  };
}

function splitStep(by: Value | undefined, type: DataType | undefined, forward: boolean): CalendarInterval {
  if (by === undefined || by === null) return { months: 0, days: forward ? 1 : -1, micros: 0n };
  switch (type?.kind) {
    case "year_month_interval":
      return { months: by as number, days: 0, micros: 0n };
    case "day_time_interval": {
      const days = (by as bigint) / BIG_DAY;
      return { months: 0, days: Number(days), micros: (by as bigint) - days * BIG_DAY };
    }
    default:
      return by as CalendarInterval;
  }
}

function stepTypeName(type: DataType | undefined): string {
  switch (type?.kind) {
    case "year_month_interval":
      return "interval year to month";
    case "calendar_interval":
      return "interval";
    default:
      return "interval day to second";
  }
}

const stepText = (by: Value | undefined): string =>
  typeof by === "object" && by !== null ? formatCalendarInterval(by as CalendarInterval) : String(by ?? "1 days");
