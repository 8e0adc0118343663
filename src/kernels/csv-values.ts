import { sparkError, unsupported } from "../errors/spark-error.ts";
import {
  BOOLEAN,
  type DataType,
  DATE,
  decimal,
  DOUBLE,
  field,
  INT,
  LONG,
  STRING,
  struct,
  type StructType,
  TIMESTAMP,
} from "../types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value } from "../types/value.ts";
import type { CsvOptions } from "./csv-options.ts";
import { type CsvField, csvTokens } from "./csv-tokens.ts";
import { decimalToString, digitCount, fitDecimal, parseDecimal } from "./decimal.ts";
import { LONG_MAX, LONG_MIN, smallInteger } from "./integer.ts";
import { binaryText } from "./binary-text.ts";
import { isJavaDouble } from "./csv-type.ts";
import { type JsonDates, jsonDates } from "./json-dates.ts";
import { parseDouble, parseFloat32 } from "./number-parse.ts";
import { doubleToString, floatToString } from "./number-text.ts";
import { sqlTypeName } from "./sql-text.ts";

/** `from_csv`, `to_csv` and `schema_of_csv` (`UnivocityParser`, `UnivocityGenerator`, `CSVInferSchema`). */

type Reader = (text: string) => Value | undefined;

/** A parser of one record into a row; a field that cannot be read is NULL. */
export function csvParser(schema: StructType, options: CsvOptions): (text: string) => StructValue {
  const corruptAt = schema.fields.findIndex((f) => f.name === options.corruptRecord && f.type.kind === "string");
  const dates = jsonDates(options);
  const readers = schema.fields.map((f) => readerOf(f.type, options, dates));
  return (text) => {
    const { comment } = options.read;
    const nothing = text === "" || (comment !== "" && text.startsWith(comment));
    const tokens: readonly CsvField[] = nothing ? [] : csvTokens(text, options.read);
    let bad = !nothing && tokens.length !== schema.fields.length - (corruptAt < 0 ? 0 : 1);
    let at = 0;
    const fields = schema.fields.map((_, i): Value => {
      if (i === corruptAt) return null;
      const token = tokens[at++] ?? null;
      if (token === null || token === options.nullValue) return null;
      const value = readers[i]?.(token);
      if (value === undefined) bad = true;
      return value ?? null;
    });
    if ((bad || nothing) && options.mode === "FAILFAST") {
      throw sparkError("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", {
        badRecord: `[${fields.map(String).join(",")}]`,
        failFastMode: "FAILFAST",
      });
    }
    if (bad && corruptAt >= 0) fields[corruptAt] = text;
    return { fields };
  };
}

function readerOf(type: DataType, options: CsvOptions, dates: JsonDates): Reader {
  const small = smallInteger(type);
  if (small !== undefined) {
    return (text) => {
      const n = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
      return n >= small.min && n <= small.max ? n + 0 : undefined;
    };
  }
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      return (text) => text;
    case "boolean":
      return (text) => (text.toLowerCase() === "true" ? true : text.toLowerCase() === "false" ? false : undefined);
    case "long":
      return (text) => {
        const n = /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, "")) : undefined;
        return n !== undefined && n >= LONG_MIN && n <= LONG_MAX ? n : undefined;
      };
    case "float":
    case "double": {
      const parse = type.kind === "float" ? parseFloat32 : parseDouble;
      return (text) => {
        if (text === options.nanValue) return Number.NaN;
        if (text === options.positiveInf) return Infinity;
        if (text === options.negativeInf) return -Infinity;
        // Java's own names only: Spark's casts know more.
        return /[iI][nN][fF]|[nN][aA][nN]/.test(text) && !/^\s*[+-]?(NaN|Infinity)\s*$/.test(text)
          ? undefined
          : parse(text);
      };
    }
    case "decimal":
      return (text) => {
        const exact = /^\S*$/.test(text) ? parseDecimal(text.replaceAll(",", "")) : undefined;
        return exact === undefined ? undefined : fitDecimal(exact.unscaled, exact.scale, type);
      };
    case "date":
    case "timestamp":
    case "timestamp_ntz":
    case "year_month_interval":
    case "day_time_interval":
    case "calendar_interval":
      return dates.parser(type);
    case "udt":
      return readerOf(type.sqlType, options, dates);
    default:
      throw unsupported(`from_csv into ${sqlTypeName(type)}`);
  }
}

/** A writer of rows as records; NULL for a record with nothing in it. */
export function csvPrinter(schema: StructType, options: CsvOptions): (row: StructValue) => string | null {
  const dates = jsonDates(options);
  const writers = schema.fields.map((f) => writerOf(f.type, dates, options));
  const nothing = options.quoteAll
    ? `${options.read.quote}${options.nullValue}${options.read.quote}`
    : options.nullValue;
  return (row) => {
    const record = row.fields
      .map((v, i) => (v === null ? nothing : quoted(writers[i]?.(v) ?? "", options)))
      .join(options.read.separator);
    return record === "" ? null : record;
  };
}

function writerOf(type: DataType, dates: JsonDates, options: CsvOptions): (value: Value) => string {
  switch (type.kind) {
    case "float":
      return (v) => floatToString(v as number);
    case "double":
      return (v) => doubleToString(v as number);
    case "decimal":
      return (v) => decimalToString(v as Decimal);
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "long":
    case "string":
    case "char":
    case "varchar":
      return String;
    case "date":
    case "timestamp":
    case "timestamp_ntz":
    case "year_month_interval":
    case "day_time_interval":
    case "calendar_interval":
      return dates.formatter(type);
    case "binary": {
      const write = binaryText(options.binaryStyle);
      return (v) => write(v as Uint8Array);
    }
    case "null":
      return () => "";
    case "array": {
      const element = writerOf(type.element, dates, options);
      return (v) =>
        `[${(v as readonly Value[]).map((e, i) => part(e, element, options.nullValue, i === 0)).join(",")}]`;
    }
    case "map": {
      const [key, item] = [writerOf(type.key, dates, options), writerOf(type.value, dates, options)];
      return (v) => {
        const entries = (v as MapValue).entries.map(
          ([k, e], i) => `${part(k, key, options.nullValue, i === 0)} ->${part(e, item, options.nullValue, false)}`,
        );
        return `{${entries.join(",")}}`;
      };
    }
    case "struct": {
      const fields = type.fields.map((f) => writerOf(f.type, dates, options));
      return (v) => {
        const parts = (v as StructValue).fields.map((e, i) => part(e, fields[i] ?? String, options.nullValue, i === 0));
        return `{${parts.join(",")}}`;
      };
    }
    case "udt":
      return writerOf(type.sqlType, dates, options);
    default:
      throw unsupported(`to_csv of ${sqlTypeName(type)}`);
  }
}

/** A part of a nested value, behind a space unless it is the first; of NULL nothing is left where it has no text. */
function part(value: Value, write: (value: Value) => string, nullValue: string, first: boolean): string {
  if (value === null) return nullValue === "" ? "" : ` ${nullValue}`;
  return first ? write(value) : ` ${write(value)}`;
}

function quoted(text: string, options: CsvOptions): string {
  const { separator, quote, escape } = options.read;
  let shown = text;
  if (options.trimLeft) shown = shown.replace(/^[\0- ]+/, "");
  if (options.trimRight) shown = shown.replace(/[\0- ]+$/, "");
  if (shown === "") return options.emptyWritten;
  if (quote === "") return shown;
  if (!options.quoteAll && !shown.includes(separator) && !shown.includes(quote) && !/[\n\r]/.test(shown)) return shown;
  const escaped = escape === "" || escape === quote ? shown : shown.replaceAll(escape, escape + escape);
  return quote + escaped.replaceAll(quote, escape + quote) + quote;
}

/** The type of one record's fields, under the names `_c0`, `_c1`, …. */
export function inferCsv(text: string, options: CsvOptions): StructType {
  // What is no date here is another type, whatever Spark 2 thought of it.
  if (options.timeParserPolicy === "LEGACY")
    throw unsupported("schema_of_csv with spark.sql.legacy.timeParserPolicy = LEGACY");
  const dates = jsonDates({ ...options, timeParserPolicy: "CORRECTED" });
  const timestamp = dates.parser(TIMESTAMP);
  const date = dates.parser(DATE);
  return struct(
    csvTokens(text, options.read).map((token, i) => field(`_c${i}`, inferField(token, options, date, timestamp))),
  );
}

function inferField(token: CsvField, options: CsvOptions, date: Reader, timestamp: Reader): DataType {
  if (token === null || token === "" || token === options.nullValue) return STRING;
  if (/^[+-]?\d+$/.test(token)) {
    const n = BigInt(token.replace(/^\+/, ""));
    if (n >= -2147483648n && n <= 2147483647n) return INT;
    if (n >= LONG_MIN && n <= LONG_MAX) return LONG;
    const precision = digitCount(n);
    return precision <= 38 ? decimal(precision, 0) : DOUBLE;
  }
  if (token === options.nanValue || token === options.positiveInf || token === options.negativeInf) return DOUBLE;
  if (isJavaDouble(token)) return DOUBLE;
  if (/^[+-]?\d{4,7}-\d{1,2}-\d{1,2}$/.test(token) && date(token) !== undefined) return DATE;
  if (/^[+-]?\d{4,7}-\d{1,2}/.test(token) && timestamp(token) !== undefined) return TIMESTAMP;
  return /^(true|false)$/i.test(token) ? BOOLEAN : STRING;
}
