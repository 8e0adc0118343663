/**
 * Local and universal time in DuckDB's text. DuckDB's session zone is UTC; Spark's is spelled out. Zones without
 * changes are plain arithmetic on microseconds, which is ten times as fast as DuckDB's `timezone`.
 */
import { zoneOf } from "../../../src/kernels/zone.ts";
import { atom, fn, type Sql, sql, text } from "../sql.ts";
import { caseWhen, once } from "./forms.ts";

const MICROS = 1_000_000;

/** `x + n` without `+ 0`. */
const plus = (x: Sql, n: number): Sql => (n === 0 ? x : sql`${x} + ${n}`);

/** The local TIMESTAMP of an instant (TIMESTAMPTZ) in a zone. Throws INVALID_TIMEZONE. */
export function localOf(instant: Sql, zoneId: string): Sql {
  const zone = zoneOf(zoneId);
  return zone.fixed === undefined
    ? fn`timezone(${text(zone.id)}, ${instant})`
    : fn`make_timestamp(${plus(fn`epoch_us(${instant})`, zone.fixed * MICROS)})`;
}

/**
 * The instant of a local TIMESTAMP in a zone by Java's rules: the earlier of two in an overlap (DuckDB takes the later
 * one), moved by the gap's length in a gap.
 */
export function instantOf(cx: { fresh(): Sql }, local: Sql, zoneId: string): Sql {
  const zone = zoneOf(zoneId);
  if (zone.fixed !== undefined) return fn`make_timestamptz(${plus(fn`epoch_us(${local})`, -zone.fixed * MICROS)})`;
  const id = text(zone.id);
  return once(cx, local, (l) => {
    const u = fn`timezone(${id}, ${l})`;
    const earlier = (step: string): readonly [Sql, Sql] => {
      const v = sql`${u} - ${atom(step)}`;
      return [sql`timezone(${id}, ${v}) = ${l}`, v];
    };
    return caseWhen([earlier("INTERVAL 1 HOUR"), earlier("INTERVAL 30 MINUTE")], u);
  });
}

/** Whether a zone never changes its offset. */
export const isFixed = (zoneId: string): boolean => zoneOf(zoneId).fixed !== undefined;

/**
 * An instant moved along the local clock: `move` is applied to the local time; the old offset is kept where the new
 * local time still has it (`ZonedDateTime.plusDays`, `plusMonths`, `truncatedTo`).
 */
export function movedLocally(cx: { fresh(): Sql }, instant: Sql, zoneId: string, move: (local: Sql) => Sql): Sql {
  if (isFixed(zoneId)) return instantOf(cx, move(localOf(instant, zoneId)), zoneId);
  return once(cx, instant, (at) =>
    once(cx, move(localOf(at, zoneId)), (moved) => {
      const sameOffset = fn`make_timestamptz(${sql`epoch_us(${at}) + (epoch_us(${moved}) - epoch_us(${localOf(at, zoneId)}))`})`;
      return caseWhen([[sql`${localOf(sameOffset, zoneId)} = ${moved}`, sameOffset]], instantOf(cx, moved, zoneId));
    }),
  );
}
