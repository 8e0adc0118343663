import { isIntegral } from "../../../src/types/data-type.ts";
import { atom, type Sql, text } from "../sql.ts";
import { type CastCall, operand, orKernel } from "./call.ts";

const FIRST_DAY = "DATE '0001-01-01'";
const LAST_DAY = "DATE '9999-12-31'";

/** Zones that DuckDB knows by name; offsets like +08:00 it refuses. */
const isRegion = (zone: string): boolean =>
  /^[A-Za-z_]+(\/[A-Za-z_+\-0-9]+)*$/.test(zone) && !/^(UTC|GMT|UT|Z)[+-]/.test(zone) && zone !== "Z";

const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/;

/** Microseconds east of Greenwich of a zone that is an offset; `undefined` for regions. */
function offsetMicros(zone: string): bigint | undefined {
  if (zone === "Z" || zone === "UTC" || zone === "GMT" || zone === "Etc/UTC") return 0n;
  const match = OFFSET.exec(zone);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return BigInt(match[1] === "-" ? -seconds : seconds) * 1_000_000n;
}

const shifted = (x: string, micros: bigint): string =>
  micros === 0n ? x : `${x} + to_microseconds(CAST(${micros} AS BIGINT))`;

/** The local time of an instant, as TIMESTAMP; `undefined` for a zone that DuckDB does not know. */
export function instantToLocal(x: Sql, zone: string): Sql | undefined {
  const offset = offsetMicros(zone);
  if (offset !== undefined) return atom(`(${shifted(`timezone('UTC', ${x.text})`, offset)})`);
  return isRegion(zone) ? atom(`timezone(${text(zone).text}, ${x.text})`) : undefined;
}

/**
 * The instant of a local time: the earlier one where clocks go back, later by the gap where they go forward. DuckDB
 * takes the later of two, so the steps by which clocks go back are tried. `local` and the result may be used twice.
 */
export function localToInstant(local: Sql, zone: string): Sql | undefined {
  const offset = offsetMicros(zone);
  if (offset !== undefined) return atom(`timezone('UTC', ${shifted(local.text, -offset)})`);
  if (!isRegion(zone)) return undefined;
  const z = text(zone).text;
  const u = `timezone(${z}, ${local.text})`;
  const earlier = (minutes: number) =>
    `WHEN timezone(${z}, ${u} - INTERVAL ${minutes} MINUTE) = ${operand(local)} THEN ${u} - INTERVAL ${minutes} MINUTE`;
  return atom(`CASE ${earlier(60)} ${earlier(30)} ELSE ${u} END`);
}

const dayText = (days: string, c: CastCall): Sql =>
  atom(
    `CASE WHEN ${days} BETWEEN ${FIRST_DAY} AND ${LAST_DAY} THEN CAST(${c.x.text} AS VARCHAR) ELSE ${c.kernel().text} END`,
  );

/** Casts from dates and timestamps; `undefined` for others. */
export function datetimeCast(c: CastCall): Sql | undefined {
  switch (c.from.kind) {
    case "date":
      return fromDate(c);
    case "timestamp":
      return fromTimestamp(c);
    case "timestamp_ntz":
      return fromLocal(c);
    default:
      return undefined;
  }
}

function fromDate(c: CastCall): Sql | undefined {
  switch (c.to.kind) {
    case "string":
      return dayText(operand(c.x), c);
    case "timestamp_ntz":
      return atom(`CAST(${c.x.text} AS TIMESTAMP)`);
    case "timestamp":
      return localToInstant(atom(`CAST(${c.x.text} AS TIMESTAMP)`), c.timeZone);
    default:
      return undefined;
  }
}

function fromTimestamp(c: CastCall): Sql | undefined {
  const local = instantToLocal(c.x, c.timeZone);
  if (c.to.kind === "long" || isIntegral(c.to)) {
    const micros = `epoch_us(${c.x.text})`;
    const seconds = `(${micros} // 1000000 - CASE WHEN ${micros} % 1000000 < 0 THEN 1 ELSE 0 END)`;
    return c.to.kind === "long" ? atom(seconds) : orKernel(c, `TRY_CAST(${seconds} AS ${c.target})`);
  }
  if (local === undefined) return undefined;
  switch (c.to.kind) {
    case "date":
      return atom(`CAST(${local.text} AS DATE)`);
    case "timestamp_ntz":
      return local;
    case "string":
      return timestampText(local, c);
    default:
      return undefined;
  }
}

/** DuckDB writes years 1 to 9999 as Spark does. */
const timestampText = (local: Sql, c: CastCall): Sql =>
  atom(
    `CASE WHEN ${c.x.text} BETWEEN ${bound(c, "0001-01-03")} AND ${bound(c, "9999-12-29")} THEN CAST(${local.text} AS VARCHAR) ELSE ${c.kernel().text} END`,
  );

const bound = (c: CastCall, day: string): string =>
  c.from.kind === "timestamp" ? `CAST('${day} 00:00:00+00' AS TIMESTAMPTZ)` : `CAST('${day} 00:00:00' AS TIMESTAMP)`;

function fromLocal(c: CastCall): Sql | undefined {
  switch (c.to.kind) {
    case "date":
      return atom(`CAST(${c.x.text} AS DATE)`);
    case "timestamp":
      return localToInstant(c.x, c.timeZone);
    case "string":
      return timestampText(c.x, c);
    default:
      return undefined;
  }
}
