import { type DataType, isFractional, isIntegral, isNumeric } from "../../../src/types/data-type.ts";
import { decimalOf } from "../../../src/types/decimal.ts";
import { decimalFits } from "../expr/facts.ts";
import { atom, type Sql } from "../sql.ts";
import { type CastCall, operand, orKernel } from "./call.ts";

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 };

const plain = (c: CastCall, x: string = c.x.text): Sql => atom(`CAST(${x} AS ${c.target})`);
const attempt = (c: CastCall, x: string = c.x.text): string => `TRY_CAST(${x} AS ${c.target})`;

/** DuckDB compares numbers before a narrowing cast, and so forgets what did not fit; it does not look into COALESCE. */
const tolerant = (c: CastCall): Sql => atom(`COALESCE(${attempt(c)}, NULL)`);

/** Casts between numbers and booleans, and from them to text; `undefined` for others. */
export function numericCast(c: CastCall): Sql | undefined {
  const { from, to } = c;
  if (to.kind === "boolean" && isNumeric(from)) return atom(`(${operand(c.x)} <> 0)`);
  if (to.kind === "string") return toText(c);
  if (from.kind === "boolean") return fromBoolean(c);
  if (isIntegral(from)) return fromIntegral(c);
  if (isFractional(from)) return fromFractional(c);
  if (from.kind === "decimal") return fromDecimal(c);
  return undefined;
}

function toText(c: CastCall): Sql | undefined {
  if (isIntegral(c.from) || c.from.kind === "boolean") return plain(c);
  if (c.from.kind === "decimal" && (c.mode !== "legacy" || c.from.scale <= 6)) return plain(c);
  return undefined;
}

function fromBoolean(c: CastCall): Sql | undefined {
  const { to } = c;
  if (isIntegral(to) || isFractional(to)) return plain(c, `CAST(${c.x.text} AS INTEGER)`);
  if (to.kind !== "decimal") return undefined;
  return to.precision > to.scale ? plain(c, `CAST(${c.x.text} AS INTEGER)`) : c.kernel();
}

function fromIntegral(c: CastCall): Sql | undefined {
  const { from, to } = c;
  const source = BITS[from.kind] ?? 64;
  const target = BITS[to.kind];
  if (target !== undefined) {
    if (target >= source) return plain(c);
    if (c.mode === "try") return tolerant(c);
    return c.mode === "ansi" ? orKernel(c, attempt(c)) : wrapped(c, target);
  }
  if (isFractional(to)) return plain(c);
  if (to.kind === "decimal") return toDecimal(c, from);
  if (to.kind === "timestamp" && source <= 32) return atom(`make_timestamptz(CAST(${c.x.text} AS BIGINT) * 1000000)`);
  return undefined;
}

/** The low bits of a number, as Java narrows. */
function wrapped(c: CastCall, bits: number): Sql {
  const mask = 2n ** BigInt(bits) - 1n;
  const half = 2n ** BigInt(bits - 1);
  const low = `CAST(${c.x.text} AS BIGINT) & ${mask}`;
  return plain(c, `(((${low}) + ${half}) & ${mask}) - ${half}`);
}

/** Whole numbers and decimals to a decimal: rounded half up; too large raises in ANSI mode and is NULL otherwise. */
function toDecimal(c: CastCall, from: DataType): Sql {
  const source = decimalOf(from);
  if (c.to.kind === "decimal" && source !== undefined && decimalFits(source, c.to)) return plain(c);
  return c.mode === "ansi" ? orKernel(c, attempt(c)) : tolerant(c);
}

function fromFractional(c: CastCall): Sql | undefined {
  const { from, to } = c;
  if (isIntegral(to)) return orKernel(c, attempt(c, `trunc(${c.x.text})`));
  if (to.kind === "double") return plain(c);
  if (to.kind === "float") return orKernel(c, attempt(c));
  // Spark goes through the shortest text of the double.
  if (to.kind === "decimal") {
    const double = from.kind === "float" ? `CAST(${c.x.text} AS DOUBLE)` : c.x.text;
    // DuckDB rounds a text like 9e-05 up, however small it is.
    const small = `abs(${double}) < CAST('5e-${to.scale + 1}' AS DOUBLE)`;
    const native = `CASE WHEN ${small} THEN CAST(0 AS ${c.target}) ELSE ${attempt(c, `CAST(${double} AS VARCHAR)`)} END`;
    return c.mode === "ansi" ? orKernel(c, native) : atom(native);
  }
  return undefined;
}

function fromDecimal(c: CastCall): Sql | undefined {
  const { from, to } = c;
  if (isIntegral(to))
    return orKernel(c, attempt(c, from.kind === "decimal" && from.scale > 0 ? `trunc(${c.x.text})` : c.x.text));
  if (to.kind === "decimal") return toDecimal(c, from);
  // DuckDB's conversion of more than 53 bits is not the nearest double; its reading of text is.
  if (to.kind === "double" && from.kind === "decimal" && from.precision <= 15) return plain(c);
  if (isFractional(to)) return plain(c, `CAST(${c.x.text} AS VARCHAR)`);
  return undefined;
}
