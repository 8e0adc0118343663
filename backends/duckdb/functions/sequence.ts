/** `sequence` of whole numbers, dates and times as lists. */
import type { Lowering, LoweringContext } from "../../../src/backend/lowering.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { isIntegral, NULL } from "../../../src/types/data-type.ts";
import type { CalendarInterval } from "../../../src/types/value.ts";
import { atom, choose, fn, type Sql, sql, template, unsupported } from "../sql.ts";
import { ELEMENT, withRoom } from "./room.ts";
import { caseWhen, castTo, filterList, nullIfAny, NULL_TEXT, once, transformList } from "./forms.ts";
import { isFixed, movedLocally } from "./zone-text.ts";

type Context = LoweringContext<Sql, ReadCall>;

const DAY = 86_400_000_000n;
const at = (args: readonly Sql[], i: number): Sql => args[i] ?? NULL_TEXT;

const byKernel = (cx: Context, args: readonly Sql[]): Sql =>
  cx.kernel(
    "sequence",
    cx.call.args.map((expr, i) => ({ fragment: at(args, i), expr })),
    cx.call.type,
  );

const whole: Lowering<Sql> = template((args, cx) => {
  const [a, b] = [at(args, 0), at(args, 1)];
  const series = (step: Sql) => {
    // The span of two BIGINTs may be none itself.
    const count = fn`abs(${sql`(${castTo(b, "HUGEINT")} - ${castTo(a, "HUGEINT")}) // ${step}`}) + 1`;
    const bounded = castTo(fn`least(${count}, ${Number.MAX_SAFE_INTEGER})`, "BIGINT");
    const end = withRoom(cx, bounded, ELEMENT, castTo(b, "BIGINT"));
    return fn`generate_series(${castTo(a, "BIGINT")}, ${end}, ${castTo(step, "BIGINT")})`;
  };
  if (args[2] === undefined) return nullIfAny(args, series(caseWhen([[sql`${a} <= ${b}`, atom("1")]], atom("-1"))));
  const step = at(args, 2);
  const right = fn`((${step} > 0 AND ${a} <= ${b}) OR (${step} < 0 AND ${a} >= ${b}))`;
  const failure = byKernel(cx, args);
  return nullIfAny(
    args,
    caseWhen(
      [
        [right, series(step)],
        [sql`${step} = 0 AND ${a} = ${b}`, fn`[${castTo(a, "BIGINT")}]`],
      ],
      failure,
    ),
  );
});

/** A step as months, days and microseconds; each a fragment, or nothing where it is 0 for certain. */
interface Step {
  readonly months: Sql | undefined;
  readonly days: Sql | undefined;
  readonly micros: Sql | undefined;
  /** About how long it is, in microseconds: never longer than it is, and of its sign. */
  readonly span: Sql;
}

const number = (n: bigint | number): Sql => atom(n < 0 ? `(${n})` : `${n}`);
const unlessZero = (n: bigint | number): Sql | undefined => (BigInt(n) === 0n ? undefined : number(n));

/** What DuckDB adds at each step; undefined for steps that the kernel takes, one by one. */
function stepOf(cx: Context, args: readonly Sql[]): Step | undefined {
  const [start, , step] = cx.call.args;
  const isDate = start?.type.kind === "date";
  if (step === undefined) {
    const day = caseWhen([[sql`${at(args, 0)} <= ${at(args, 1)}`, atom("1")]], atom("-1"));
    return { months: undefined, days: day, micros: undefined, span: sql`${day} * ${DAY}` };
  }
  switch (step.type.kind) {
    case "year_month_interval":
      return {
        months: at(args, 2),
        days: undefined,
        micros: undefined,
        span: sql`${castTo(at(args, 2), "BIGINT")} * ${28n * DAY}`,
      };
    case "day_time_interval": {
      if (step.kind === "literal" && typeof step.value === "bigint") {
        if (isDate && step.value % DAY !== 0n) return undefined;
        return {
          months: undefined,
          days: unlessZero(step.value / DAY),
          micros: unlessZero(step.value % DAY),
          span: number(step.value),
        };
      }
      if (isDate && step.type.end !== "day") return undefined;
      const i = at(args, 2);
      return { months: undefined, days: sql`${i} // ${DAY}`, micros: isDate ? undefined : sql`${i} % ${DAY}`, span: i };
    }
    case "calendar_interval": {
      if (step.kind !== "literal" || step.value === null) return undefined;
      const { months, days, micros } = step.value as CalendarInterval;
      if (isDate && micros !== 0n) return undefined;
      const span = BigInt(months) * 28n * DAY + BigInt(days) * DAY + micros;
      return { months: unlessZero(months), days: unlessZero(days), micros: unlessZero(micros), span: number(span) };
    }
    default:
      return undefined;
  }
}

/** The start moved by so many steps. */
function nth(cx: Context, start: Sql, step: Step, i: Sql): Sql {
  const kind = cx.call.args[0]?.type.kind;
  const calendar: Sql[] = [];
  if (step.months !== undefined) calendar.push(fn`to_months(CAST(${sql`${step.months} * ${i}`} AS INTEGER))`);
  if (step.days !== undefined) calendar.push(fn`to_days(CAST(${sql`${step.days} * ${i}`} AS INTEGER))`);
  const move = (t: Sql) => calendar.reduce((sum, part) => sql`${sum} + ${part}`, t);
  if (kind === "date") return castTo(move(start), "DATE");
  const moved =
    calendar.length === 0
      ? start
      : kind === "timestamp"
        ? movedLocally(cx, start, cx.settings.timeZone, move)
        : move(start);
  if (step.micros === undefined) return moved;
  const make = kind === "timestamp" ? atom("make_timestamptz") : atom("make_timestamp");
  return fn`${make}(${sql`epoch_us(${moved}) + ${step.micros} * ${i}`})`;
}

/** Dates and times: as many steps as the span could hold, and of those what does not pass the end. */
const temporal: Lowering<Sql> = template((args, cx) => {
  const step = stepOf(cx, args);
  if (step === undefined) return byKernel(cx, args);
  const [a, b] = [at(args, 0), at(args, 1)];
  const micros = (t: Sql) =>
    cx.call.args[0]?.type.kind === "date" ? fn`epoch_us(CAST(${t} AS TIMESTAMP))` : fn`epoch_us(${t})`;
  const failure = cx.raise(
    "JVM.ILLEGAL_ARGUMENT",
    { message: "requirement failed: Illegal sequence boundaries" },
    cx.call.type,
  );
  const exact =
    step.months === undefined &&
    (step.micros === undefined || step.days === undefined) &&
    isFixed(cx.settings.timeZone);
  const series = once(cx, step.span, (span) => {
    const count = sql`(${micros(b)} - ${micros(a)}) // ${span}`;
    const last = withRoom(cx, fn`abs(${count}) + 1`, ELEMENT, sql`${count} + ${exact ? 0 : 2}`);
    const all = transformList(cx, fn`generate_series(0, ${last})`, (i) => nth(cx, a, step, i));
    const up = filterList(cx, all, (t) => sql`${t} <= ${b}`);
    const down = filterList(cx, all, (t) => sql`${t} >= ${b}`);
    return caseWhen(
      [
        [sql`${a} = ${b}`, fn`[${a}]`],
        [sql`${span} > 0 AND ${a} < ${b}`, exact ? all : up],
        [sql`${span} < 0 AND ${a} > ${b}`, exact ? all : down],
      ],
      failure,
    );
  });
  return nullIfAny(args, series);
});

export const sequenceLowering: Lowering<Sql> = choose((call) => {
  const type = call.args[0]?.type ?? NULL;
  if (isIntegral(type)) return whole;
  return type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamp_ntz"
    ? temporal
    : unsupported(`sequences of ${type.kind}`);
});
