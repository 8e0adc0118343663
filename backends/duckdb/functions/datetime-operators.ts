/** Datetime operators in DuckDB, on BIGINT microseconds, INTEGER months and INTERVALs. */
import type { LoweringContext, LoweringTable } from "../../../src/backend/lowering.ts";
import type { datetimeOperators } from "../../../src/functions/datetime-operators.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { type DataType, NULL, TIMESTAMP } from "../../../src/types/data-type.ts";
import { atom, choose, fn, kernel, rewrite, type Sql, sql, template } from "../sql.ts";
import { intervalMicros } from "./datetime.ts";
import { caseWhen, castTo, kept, NULL_TEXT, once } from "./forms.ts";
import { isFixed, localOf, movedLocally } from "./zone-text.ts";

type Context = LoweringContext<Sql, ReadCall>;

const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;
const typeOf = (cx: Context, i: number): DataType => cx.call.args[i]?.type ?? NULL;

const months = (sign: "+" | "-", m: Sql): Sql => (sign === "+" ? fn`to_months(${m})` : fn`to_months(${sql`-${m}`})`);
const DAY = 86_400_000_000;

/** A local time or an instant moved; an instant by the local clock. */
const moved = (cx: Context, t: Sql, move: (t: Sql) => Sql): Sql =>
  typeOf(cx, 0).kind === "timestamp" ? movedLocally(cx, t, cx.settings.timeZone, move) : move(t);

const withMicros = (cx: Context, t: Sql, micros: Sql): Sql =>
  typeOf(cx, 0).kind === "timestamp"
    ? fn`make_timestamptz(${sql`epoch_us(${t}) + ${micros}`})`
    : fn`make_timestamp(${sql`epoch_us(${t}) + ${micros}`})`;

/** Days move the local clock, the rest of the microseconds the moment; without a clock that changes both are one. */
const shiftMicros = (sign: "+" | "-") =>
  template((args, cx) => {
    const [t, i] = [at(args, 0), at(args, 1)];
    const by = sign === "+" ? i : sql`-${i}`;
    const plain = withMicros(cx, t, by);
    if (typeOf(cx, 0).kind !== "timestamp" || isFixed(cx.settings.timeZone)) return plain;
    return once(cx, by, (u) => {
      const days = moved(cx, t, (l) => sql`${l} + to_days(CAST(${u} // ${DAY} AS INTEGER))`);
      return caseWhen([[sql`${u} // ${DAY} = 0`, withMicros(cx, t, u)]], withMicros(cx, days, sql`${u} % ${DAY}`));
    });
  });

const shiftMonths = (sign: "+" | "-") =>
  template((args, cx) => moved(cx, at(args, 0), (t) => sql`${t} + ${months(sign, at(args, 1))}`));

/** Months and days of an INTERVAL move the local clock, its microseconds the moment. */
const shiftCalendar = (sign: "+" | "-") =>
  template((args, cx) => {
    const [t, i] = [at(args, 0), sign === "+" ? at(args, 1) : sql`-${at(args, 1)}`];
    if (typeOf(cx, 0).kind !== "timestamp") return sql`${t} + ${i}`;
    return once(cx, i, (by) => {
      const calendar = fn`to_months(CAST(date_part('year', ${by}) * 12 + date_part('month', ${by}) AS INTEGER)) + to_days(CAST(date_part('day', ${by}) AS INTEGER))`;
      return withMicros(
        cx,
        moved(cx, t, (l) => sql`${l} + (${calendar})`),
        intervalMicros(by),
      );
    });
  });

/** A date and an INTERVAL: ANSI mode refuses one with a time, else the day of the time it gives is the answer. */
const shiftDateByCalendar = (sign: "+" | "-") =>
  template((args, cx) => {
    const [d, i] = [at(args, 0), sign === "+" ? at(args, 1) : sql`-${at(args, 1)}`];
    const day = castTo(sql`${d} + ${i}`, "DATE");
    if (cx.call.mode === "legacy") return day;
    const failure =
      cx.call.mode === "try" ? NULL_TEXT : cx.raise("INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION", {}, cx.call.type);
    return caseWhen([[sql`${intervalMicros(at(args, 1))} <> 0`, failure]], day);
  });

const shiftMonthsOfDate = (sign: "+" | "-") =>
  template((args) => castTo(sql`${at(args, 0)} + ${months(sign, at(args, 1))}`, "DATE"));
const shiftDays = (sign: "+" | "-") =>
  template((args) => sql`${at(args, 0)} ${atom(sign)} CAST(${at(args, 1)} // ${DAY} AS INTEGER)`);

/** The engine's type of an ANSI interval, which its arithmetic must fit. */
const physical = (type: DataType): string => (type.kind === "year_month_interval" ? "INTEGER" : "BIGINT");

const combine = (sign: "+" | "-") =>
  template((args, cx) => {
    const answer = sql`${at(args, 0)} ${atom(sign)} ${at(args, 1)}`;
    return cx.call.mode === "try" && cx.call.type.kind !== "calendar_interval"
      ? kept(
          fn`TRY_CAST(${sql`${castTo(at(args, 0), "HUGEINT")} ${atom(sign)} ${at(args, 1)}`} AS ${atom(physical(cx.call.type))})`,
        )
      : cx.call.type.kind === "calendar_interval"
        ? answer
        : kept(answer);
  });

/** The answer cast to the interval's engine type; NULL on overflow in try mode. */
const fitted = (cx: Context, value: Sql): Sql =>
  cx.call.mode === "try"
    ? kept(fn`TRY_CAST(${value} AS ${atom(physical(cx.call.type))})`)
    : kept(castTo(value, physical(cx.call.type)));

const multiplyInterval = choose((read) => {
  if (read.type.kind === "calendar_interval") return kernel();
  return template((args, cx) => {
    const [i, n] = [at(args, 0), at(args, 1)];
    const factor = typeOf(cx, 1);
    switch (factor.kind) {
      case "float":
      case "double":
        return fitted(cx, fn`round(${sql`CAST(${i} AS DOUBLE) * ${n}`})`);
      case "decimal":
        return factor.precision <= 18
          ? fitted(cx, fn`round(${sql`CAST(${i} AS DECIMAL(19, 0)) * ${n}`}, 0)`)
          : fitted(cx, fn`round(${sql`CAST(${i} AS DOUBLE) * CAST(${n} AS DOUBLE)`})`);
      default:
        return fitted(cx, sql`CAST(${i} AS HUGEINT) * ${n}`);
    }
  });
});

const divideInterval = choose((read) => {
  if (read.type.kind === "calendar_interval") return kernel();
  return template((args, cx) => {
    const [i, n] = [at(args, 0), at(args, 1)];
    const factor = typeOf(cx, 1);
    const zero =
      cx.call.mode === "try" ? cx.as(NULL_TEXT, cx.call.type) : cx.raise("INTERVAL_DIVIDED_BY_ZERO", {}, cx.call.type);
    const halfUp = (a: Sql, b: Sql) =>
      once(cx, a, (x) =>
        once(cx, b, (y) =>
          fitted(cx, sql`sign(${x})::HUGEINT * sign(${y})::HUGEINT * ((abs(${x}) * 2 + abs(${y})) // (2 * abs(${y})))`),
        ),
      );
    const answer = (): Sql => {
      switch (factor.kind) {
        case "float":
        case "double":
          return fitted(cx, fn`round(${sql`CAST(${i} AS DOUBLE) / ${n}`})`);
        case "decimal": {
          const scale = atom(`${10n ** BigInt(Math.min(factor.scale, 18))}::HUGEINT`);
          if (factor.precision > 18) return fitted(cx, fn`round(${sql`CAST(${i} AS DOUBLE) / CAST(${n} AS DOUBLE)`})`);
          const unscaled = fn`CAST(${n} * ${atom(`CAST(${10n ** BigInt(factor.scale)} AS DECIMAL(19, 0))`)} AS HUGEINT)`;
          return halfUp(sql`CAST(${i} AS HUGEINT) * ${scale}`, unscaled);
        }
        default:
          return halfUp(castTo(i, "HUGEINT"), castTo(n, "HUGEINT"));
      }
    };
    return caseWhen([[sql`${n} = 0`, zero]], answer());
  });
});

/** The operator on the timestamp, cast to text. */
const asText = (name: string) =>
  rewrite((call) => ({
    kind: "cast",
    child: { ...call, function: name, type: TIMESTAMP },
    mode: "legacy",
    type: call.type,
    nullable: call.nullable,
    ...(call.origin !== undefined && { origin: call.origin }),
  }));

export const datetimeOperatorLowerings = {
  subtract_dates: template((args) => sql`CAST(${at(args, 0)} - ${at(args, 1)} AS BIGINT) * ${DAY}`),
  subtract_timestamps: template((args, cx) => {
    const local = (i: number) =>
      typeOf(cx, i).kind === "timestamp" && !isFixed(cx.settings.timeZone)
        ? localOf(at(args, i), cx.settings.timeZone)
        : at(args, i);
    return sql`epoch_us(${local(0)}) - epoch_us(${local(1)})`;
  }),
  subtract_dates_calendar: kernel(),
  subtract_timestamps_calendar: kernel(),
  date_add_ym: shiftMonthsOfDate("+"),
  date_sub_ym: shiftMonthsOfDate("-"),
  date_add_days: shiftDays("+"),
  date_sub_days: shiftDays("-"),
  date_add_dt: shiftMicros("+"),
  date_sub_dt: shiftMicros("-"),
  date_add_calendar: shiftDateByCalendar("+"),
  date_sub_calendar: shiftDateByCalendar("-"),
  timestamp_add_dt: shiftMicros("+"),
  timestamp_sub_dt: shiftMicros("-"),
  timestamp_add_ym: shiftMonths("+"),
  timestamp_sub_ym: shiftMonths("-"),
  timestamp_add_calendar: shiftCalendar("+"),
  timestamp_sub_calendar: shiftCalendar("-"),
  text_add_dt: asText("timestamp_add_dt"),
  text_sub_dt: asText("timestamp_sub_dt"),
  text_add_calendar: asText("timestamp_add_calendar"),
  text_sub_calendar: asText("timestamp_sub_calendar"),
  interval_add: combine("+"),
  interval_subtract: combine("-"),
  interval_multiply: multiplyInterval,
  interval_divide: divideInterval,
  interval_negate: template((args) => sql`-${at(args, 0)}`),
  interval_abs: template((args) => fn`abs(${at(args, 0)})`),
} satisfies LoweringTable<typeof datetimeOperators, Sql>;
