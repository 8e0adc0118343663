/** Values as SQL text that gives back exactly the value and the type, in Spark as here. */
import { decimalToPlainString } from "../../../src/kernels/decimal.ts";
import { doubleToString } from "../../../src/kernels/number-text.ts";
import { sqlType } from "../../../src/types/print.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value } from "../../../src/types/value.ts";

/** SQL text of a value. */
export function sqlOf(value: Value, type: DataType): string {
  if (value === null) return type.kind === "null" ? "NULL" : `CAST(NULL AS ${sqlType(type)})`;
  switch (type.kind) {
    case "boolean":
      return String(value);
    case "byte":
    case "short":
    case "int":
    case "long":
      return `CAST('${String(value)}' AS ${sqlType(type)})`;
    case "float":
    case "double":
      return `CAST('${Object.is(value, -0) ? "-0.0" : doubleToString(value as number)}' AS ${sqlType(type)})`;
    case "decimal":
      return `CAST('${decimalToPlainString(value as Decimal)}' AS ${sqlType(type)})`;
    case "string":
      return `decode(X'${Buffer.from(value as string)
        .toString("hex")
        .toUpperCase()}', 'UTF-8')`;
    case "binary":
      return `X'${Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase()}'`;
    case "date":
      return `date_from_unix_date(${String(value)})`;
    case "timestamp":
      return `timestamp_micros(CAST('${String(value)}' AS BIGINT))`;
    case "timestamp_ntz":
      return `convert_timezone('UTC', 'UTC', CAST('${ntzText(value as bigint)}' AS TIMESTAMP_NTZ))`;
    case "year_month_interval":
      return `make_ym_interval(${Math.trunc((value as number) / 12)}, ${(value as number) % 12})`;
    case "day_time_interval":
      return dayTime(value as bigint);
    case "array":
      return (value as readonly Value[]).length === 0
        ? `CAST(array() AS ${sqlType(type)})`
        : `array(${(value as readonly Value[]).map((v) => sqlOf(v, type.element)).join(", ")})`;
    case "map": {
      const { entries } = value as MapValue;
      if (entries.length === 0) return `CAST(map() AS ${sqlType(type)})`;
      return `map(${entries.flatMap(([k, v]) => [sqlOf(k, type.key), sqlOf(v, type.value)]).join(", ")})`;
    }
    case "struct":
      return `named_struct(${type.fields.flatMap((f, i) => [`'${f.name}'`, sqlOf((value as StructValue).fields[i] ?? null, f.type)]).join(", ")})`;
    default:
      throw new RangeError(`no text for ${type.kind}`);
  }
}

function ntzText(micros: bigint): string {
  const floor = (a: bigint, b: bigint) => (a >= 0n ? a / b : -((-a + b - 1n) / b));
  const seconds = floor(micros, 1_000_000n);
  const iso = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${iso}.${String(micros - seconds * 1_000_000n).padStart(6, "0")}`;
}

function dayTime(micros: bigint): string {
  const sign = micros < 0n ? "-" : "";
  const all = micros < 0n ? -micros : micros;
  const two = (n: bigint) => String(n).padStart(2, "0");
  const [days, rest] = [all / 86_400_000_000n, all % 86_400_000_000n];
  const seconds = rest / 1_000_000n;
  const text = `${days} ${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}.${String(rest % 1_000_000n).padStart(6, "0")}`;
  return `INTERVAL '${sign}${text}' DAY TO SECOND`;
}
