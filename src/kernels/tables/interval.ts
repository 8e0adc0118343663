import { exactMicros } from "../cast-datetime.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { DataType } from "../../types/data-type.ts";
import type { CalendarInterval, Decimal, Value } from "../../types/value.ts";
import { fitsInt, fitsLong } from "../datetime-civil.ts";
import {
  dateAddCalendar,
  dateAddMonths,
  periodBetween,
  daysInMicros,
  subtractTimestamps,
  timestampAddCalendar,
  timestampAddDayTime,
  timestampAddMonths,
} from "../date-arithmetic.ts";
import {
  divideCount,
  exactCalendar,
  exactDayTime,
  exactMonths,
  factorOf,
  intervalOverflow,
  MICRO_COUNT,
  MONTH_COUNT,
  multiplyCount,
  scaleCalendar,
} from "../interval-arithmetic.ts";
import { type KernelContext, type KernelFunction, type KernelTable, kernel } from "../kernel.ts";
import { arithmeticOverflow } from "../kernel-errors.ts";
import { sqlTypeName } from "../sql-text.ts";
import { dayOfInstant, startOfDay, UTC, type Zone, zoneOf } from "../zone.ts";
import { guarded, tolerant } from "../datetime-try.ts";

/** The zone by whose clock a timestamp argument is read: the session's, or UTC for local timestamps. */
const clockOf = (type: DataType | undefined, cx: KernelContext): Zone =>
  type?.kind === "timestamp_ntz" ? UTC : zoneOf(cx.settings.timeZone);

const bind = (make: (cx: KernelContext) => KernelFunction) => kernel((cx) => guarded(cx, make(cx)));

const zoned = (run: (zone: Zone, a: Value, b: Value) => Value) =>
  bind((cx) => {
    const zone = clockOf(cx.argTypes[0], cx);
    return (a, b) => run(zone, a ?? null, b ?? null);
  });

const negated = (i: CalendarInterval): CalendarInterval => exactCalendar(-i.months, -i.days, -i.micros);

const dateAndCalendar = (sign: 1 | -1) =>
  bind((cx) => {
    const zone = zoneOf(cx.settings.timeZone);
    return (date, by) => {
      const days = date as number;
      const interval = sign < 0 ? negated(by as CalendarInterval) : (by as CalendarInterval);
      if (interval.micros === 0n) return dateAddCalendar(days, interval);
      if (cx.mode !== "legacy") throw sparkError("INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION", {});
      return dayOfInstant(zone, timestampAddCalendar(startOfDay(zone, days), interval, zone));
    };
  });

const dateAndDays = (sign: bigint) =>
  bind(
    () => (date, by) => Number(BigInt.asIntN(32, BigInt(date as number) + sign * ((by as bigint) / 86_400_000_000n))),
  );

/** A date of a day-time operator: already a timestamp, or a bare date at its midnight. */
const dayTimeShift = (sign: bigint) =>
  bind((cx) => {
    const from = cx.argTypes[0];
    const zone = clockOf(from, cx);
    if (from?.kind === "date") {
      return (date, by) => timestampAddDayTime(startOfDay(zone, date as number), sign * (by as bigint), zone);
    }
    return (ts, by) => timestampAddDayTime(ts as bigint, sign * (by as bigint), zone);
  });

/** An operator on two intervals of one kind. */
const pairwise = (sign: 1 | -1, tolerant: string) =>
  bind((cx) => {
    switch (cx.argTypes[0]?.kind) {
      case "year_month_interval":
        return (a, b) => exactMonths((a as number) + sign * (b as number), tolerant);
      case "day_time_interval":
        return (a, b) => exactDayTime((a as bigint) + BigInt(sign) * (b as bigint), tolerant);
      case "calendar_interval":
        return (a, b) => {
          const [x, y] = [a as CalendarInterval, b as CalendarInterval];
          const months = x.months + sign * y.months;
          const days = x.days + sign * y.days;
          const micros = x.micros + BigInt(sign) * y.micros;
          if (cx.mode === "legacy") return { months: months | 0, days: days | 0, micros: BigInt.asIntN(64, micros) };
          return exactCalendar(months, days, micros);
        };
      default:
        throw unsupported(`interval arithmetic on ${typeName(cx.argTypes[0])}`);
    }
  });

const typeName = (type: DataType | undefined): string => (type === undefined ? "nothing" : sqlTypeName(type));

const scaled = (op: "*" | "/") =>
  bind((cx) => {
    const [type, by] = cx.argTypes;
    const factor = factorOf(by ?? { kind: "double" });
    const run = op === "*" ? multiplyCount : divideCount;
    switch (type?.kind) {
      case "year_month_interval":
        return (i, n) => Number(run(BigInt(i as number), n ?? null, factor, MONTH_COUNT));
      case "day_time_interval":
        return (i, n) => run(i as bigint, n ?? null, factor, MICRO_COUNT);
      case "calendar_interval":
        return (i, n) => {
          const number = factor.kind === "decimal" ? decimalNumber(n as Decimal) : Number(n);
          if (op === "*") return scaleCalendar(i as CalendarInterval, (x) => x * number, cx.mode !== "legacy");
          if (number !== 0) return scaleCalendar(i as CalendarInterval, (x) => x / number, cx.mode !== "legacy");
          if (cx.mode === "legacy") return null;
          throw sparkError("INTERVAL_DIVIDED_BY_ZERO", {});
        };
      default:
        throw unsupported(`interval arithmetic on ${typeName(type)}`);
    }
  });

const decimalNumber = (d: Decimal): number => Number(`${d.unscaled}e${-d.scale}`);

const unary = (
  months: (n: number) => Value,
  micros: (n: bigint) => Value,
  calendar?: (i: CalendarInterval, cx: KernelContext) => Value,
) =>
  bind((cx) => {
    switch (cx.argTypes[0]?.kind) {
      case "year_month_interval":
        return (i) => months(i as number);
      case "day_time_interval":
        return (i) => micros(i as bigint);
      default:
        if (cx.argTypes[0]?.kind === "calendar_interval" && calendar !== undefined) {
          return (i) => calendar(i as CalendarInterval, cx);
        }
        throw unsupported(`interval arithmetic on ${typeName(cx.argTypes[0])}`);
    }
  });

const negateCalendar = (i: CalendarInterval, cx: KernelContext): CalendarInterval =>
  cx.mode === "legacy"
    ? { months: -i.months | 0, days: -i.days | 0, micros: BigInt.asIntN(64, -i.micros) }
    : negated(i);

/** A field of an interval; the fields are those of EXTRACT. */
const field = (
  ofMonths: ((months: number) => Value) | undefined,
  ofMicros: ((micros: bigint) => Value) | undefined,
  days = false,
) =>
  bind((cx) => {
    const kind = cx.argTypes[0]?.kind;
    if (kind === "year_month_interval" && ofMonths !== undefined) return (i) => ofMonths(i as number);
    if (kind === "day_time_interval" && ofMicros !== undefined) return (i) => ofMicros(i as bigint);
    if (kind === "calendar_interval") {
      // Micros of whole days count as days.
      if (days) {
        return (i) =>
          Number(
            BigInt.asIntN(32, BigInt((i as CalendarInterval).days) + (i as CalendarInterval).micros / 86_400_000_000n),
          );
      }
      if (ofMonths !== undefined) return (i) => ofMonths((i as CalendarInterval).months);
      if (ofMicros !== undefined) return (i) => ofMicros((i as CalendarInterval).micros);
    }
    throw unsupported(`a field of ${typeName(cx.argTypes[0])}`);
  });

const seconds = (micros: bigint): Decimal => ({ unscaled: micros % 60_000_000n, scale: 6 });

const whole = (v: Value): bigint => BigInt(v as number);

const makeInterval = bind((cx) => (years, months, weeks, days, hours, mins, secs) => {
  const total = Number(years) * 12;
  const micros = (secs as Decimal).unscaled + whole(hours ?? 0) * 3_600_000_000n + whole(mins ?? 0) * 60_000_000n;
  const weekDays = Number(weeks) * 7;
  const allMonths = total + Number(months);
  const allDays = weekDays + Number(days);
  const overflows = [total, weekDays, allMonths, allDays].some((n) => !fitsInt(n)) || !fitsLong(micros);
  if (overflows && cx.mode === "legacy") return null;
  if (!fitsInt(total) || !fitsInt(weekDays)) throw arithmeticOverflow("integer overflow");
  return exactCalendar(allMonths, allDays, micros);
});

/** Kernels of interval arithmetic and of the operators that mix intervals with dates and timestamps. */
export const intervalKernels = {
  subtract_dates: bind(() => (end, start) => daysInMicros((end as number) - (start as number))),
  subtract_timestamps: zoned((zone, end, start) => subtractTimestamps(end as bigint, start as bigint, zone)),
  subtract_dates_calendar: bind(() => (end, start) => periodBetween(start as number, end as number)),
  subtract_timestamps_calendar: bind(() => (end, start) => ({
    months: 0,
    days: 0,
    micros: exactMicros((end as bigint) - (start as bigint)),
  })),
  date_add_ym: bind(() => (date, by) => dateAddMonths(date as number, by as number)),
  date_sub_ym: bind(() => (date, by) => dateAddMonths(date as number, exactMonths(-(by as number)))),
  date_add_days: dateAndDays(1n),
  date_sub_days: dateAndDays(-1n),
  date_add_dt: dayTimeShift(1n),
  date_sub_dt: dayTimeShift(-1n),
  date_add_calendar: dateAndCalendar(1),
  date_sub_calendar: dateAndCalendar(-1),
  timestamp_add_dt: dayTimeShift(1n),
  timestamp_sub_dt: dayTimeShift(-1n),
  timestamp_add_ym: zoned((zone, ts, by) => timestampAddMonths(ts as bigint, by as number, zone)),
  timestamp_sub_ym: zoned((zone, ts, by) => timestampAddMonths(ts as bigint, exactMonths(-(by as number)), zone)),
  timestamp_add_calendar: zoned((zone, ts, by) => timestampAddCalendar(ts as bigint, by as CalendarInterval, zone)),
  timestamp_sub_calendar: zoned((zone, ts, by) =>
    timestampAddCalendar(ts as bigint, negated(by as CalendarInterval), zone),
  ),
  interval_add: pairwise(1, "try_add"),
  interval_subtract: pairwise(-1, "try_subtract"),
  interval_multiply: scaled("*"),
  interval_divide: scaled("/"),
  interval_negate: unary(
    (n) => exactMonths(-n),
    (n) => exactDayTime(-n),
    negateCalendar,
  ),
  interval_abs: unary(
    (n) => {
      if (!fitsInt(Math.abs(n))) throw arithmeticOverflow("integer overflow");
      return Math.abs(n);
    },
    (n) => {
      const abs = n < 0n ? -n : n;
      if (!fitsLong(abs)) throw arithmeticOverflow("long overflow");
      return abs;
    },
  ),
  interval_sign: unary(
    (n) => Math.sign(n),
    (n) => (n > 0n ? 1 : n < 0n ? -1 : 0),
  ),

  make_interval: makeInterval,
  try_make_interval: tolerant(makeInterval),
  make_dt_interval: bind(
    () => (days, hours, mins, secs) =>
      exactDayTime(
        (secs as Decimal).unscaled +
          whole(days ?? 0) * 86_400_000_000n +
          whole(hours ?? 0) * 3_600_000_000n +
          whole(mins ?? 0) * 60_000_000n,
      ),
  ),
  make_ym_interval: bind(() => (years, months) => {
    const total = Number(years) * 12 + Number(months);
    if (!fitsInt(total) || !fitsInt(Number(years) * 12)) throw intervalOverflow();
    return total;
  }),

  __interval_year: field((m) => Math.trunc(m / 12) + 0, undefined),
  __interval_month: field((m) => (m % 12) + 0, undefined),
  __interval_day: field(undefined, (us) => Number(us / 86_400_000_000n), true),
  __interval_hour: field(undefined, (us) => Number((us % 86_400_000_000n) / 3_600_000_000n)),
  __interval_minute: field(undefined, (us) => Number((us % 3_600_000_000n) / 60_000_000n)),
  __interval_second: field(undefined, seconds),
} satisfies KernelTable;
