import { unsupported } from "../../errors/spark-error.ts";
import { quoteString } from "../../lex/strings.ts";
import type { DataType, DayTimeField, DayTimeIntervalType } from "../../types/data-type.ts";
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../../types/interval-text.ts";
import { catalogString } from "../../types/print.ts";
import type { Value } from "../../types/value.ts";
import type { Literal } from "../../unresolved/expression.ts";

/** A constant as the literal that SQL reads back to it; types that SQL has no literal for are refused. */
export function printLiteral({ type, value }: Literal): string {
  if (value === null) return type.kind === "null" ? "NULL" : `CAST(NULL AS ${catalogString(type)})`;
  const text = ofType(type, value);
  if (text === undefined) throw unsupported(`A SQL literal of the type ${catalogString(type)}`);
  return text;
}

const SUFFIX: Readonly<Record<string, string>> = { byte: "Y", short: "S", int: "", long: "L", float: "F", double: "D" };

function ofType(type: DataType, value: Value): string | undefined {
  const suffix = Object.hasOwn(SUFFIX, type.kind) ? SUFFIX[type.kind] : undefined;
  if (suffix !== undefined && (typeof value === "number" || typeof value === "bigint"))
    return Number.isFinite(Number(value))
      ? `${String(value).replace("e+", "e")}${suffix}`
      : `CAST('${value}' AS ${catalogString(type)})`;
  switch (type.kind) {
    case "boolean":
      return value === true ? "TRUE" : "FALSE";
    case "string":
      return typeof value === "string" ? quoteString(value) : undefined;
    case "binary":
      return value instanceof Uint8Array
        ? `X'${[...value]
            .map((b) => b.toString(16).padStart(2, "0"))
            .join("")
            .toUpperCase()}'`
        : undefined;
    case "decimal":
      return typeof value === "object" && value !== null && "unscaled" in value
        ? `${plain(value.unscaled, value.scale)}BD`
        : undefined;
    case "date":
      return typeof value === "number" ? `DATE '${civil(value)}'` : undefined;
    case "timestamp":
      return typeof value === "bigint" ? `TIMESTAMP '${moment(value)}Z'` : undefined;
    case "timestamp_ntz":
      return typeof value === "bigint" ? `TIMESTAMP_NTZ '${moment(value)}'` : undefined;
    case "year_month_interval":
      return typeof value === "number" ? `INTERVAL ${months(value, type.start, type.end)}` : undefined;
    case "day_time_interval":
      return typeof value === "bigint" ? `INTERVAL ${dayTime(value, type)}` : undefined;
    default:
      return undefined;
  }
}

/** An exact number without exponent. */
function plain(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Days since 1970-01-01 as `yyyy-MM-dd`; a sign before years of other than four digits. */
function civil(days: number): string {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const sign = year < 0 ? "-" : year > 9999 ? "+" : "";
  const two = (n: number) => String(n).padStart(2, "0");
  return `${sign}${String(Math.abs(year)).padStart(4, "0")}-${two(month)}-${two(dayOfYear - Math.floor((153 * mp + 2) / 5) + 1)}`;
}

function moment(micros: bigint): string {
  const inDay = ((micros % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY;
  return `${civil(Number((micros - inDay) / MICROS_PER_DAY))} ${clock(inDay)}`;
}

const two = (n: bigint): string => String(n).padStart(2, "0");

/** `h:mm:ss[.ffffff]` of microseconds. */
const clock = (micros: bigint): string =>
  `${two(micros / MICROS_PER_HOUR)}:${two((micros / MICROS_PER_MINUTE) % 60n)}:${seconds(micros % MICROS_PER_MINUTE)}`;

function seconds(micros: bigint): string {
  const fraction = String(micros % MICROS_PER_SECOND)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${two(micros / MICROS_PER_SECOND)}${fraction === "" ? "" : `.${fraction}`}`;
}

function months(value: number, start: string, end: string): string {
  const sign = value < 0 ? "-" : "";
  const count = Math.abs(value);
  if (start === "month") return `'${sign}${count}' MONTH`;
  if (end === "year" && count % 12 === 0) return `'${sign}${count / 12}' YEAR`;
  return `'${sign}${Math.trunc(count / 12)}-${count % 12}' YEAR TO MONTH`;
}

const UNITS: readonly (readonly [DayTimeField, bigint])[] = [
  ["day", MICROS_PER_DAY],
  ["hour", MICROS_PER_HOUR],
  ["minute", MICROS_PER_MINUTE],
  ["second", MICROS_PER_SECOND],
];

function dayTime(value: bigint, { start, end }: DayTimeIntervalType): string {
  const sign = value < 0n ? "-" : "";
  const fields = UNITS.slice(
    UNITS.findIndex(([field]) => field === start),
    UNITS.findIndex(([field]) => field === end) + 1,
  );
  let rest = value < 0n ? -value : value;
  let text = "";
  for (const [i, [field, size]] of fields.entries()) {
    const isLast = field === "second";
    const part = isLast ? seconds(rest) : i === 0 ? String(rest / size) : two(rest / size);
    rest = isLast ? 0n : rest % size;
    text += i === 0 ? part : `${fields[i - 1]?.[0] === "day" ? " " : ":"}${part}`;
  }
  const range = start === end ? start : `${start} to ${end}`;
  return `'${sign}${text}' ${range.toUpperCase()}`;
}
