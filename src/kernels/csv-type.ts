import {
  type DataType,
  BOOLEAN,
  DATE,
  decimal,
  DOUBLE,
  INT,
  LONG,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "../types/data-type.ts";
import { widerDecimal } from "../types/decimal.ts";
import { parseDate, parseTimestamp, parseTimestampNtz } from "./datetime-text.ts";
import { parserOf } from "./datetime-parse.ts";
import { parseDouble } from "./number-parse.ts";
import type { Zone } from "./zone.ts";

/** What the inference of CSV columns looks at (`CSVInferSchema`). */
export interface CsvTyping {
  readonly zone: Zone;
  readonly dateFormat: string | undefined;
  readonly timestampFormat: string | undefined;
  readonly timestampNtzFormat: string | undefined;
  readonly prefersDate: boolean;
  /** What a timestamp without a zone becomes. */
  readonly ntz: boolean;
  readonly nan: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
}

const WHOLE = /^[+-]?\d+$/;
const JAVA_DOUBLE =
  /^[\x00- ]*[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?|0[xX](?:[\da-fA-F]+\.?|[\da-fA-F]*\.[\da-fA-F]+)[pP][+-]?\d+[fFdD]?)[\x00- ]*$/;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether Java reads a text as a double. */
export const isJavaDouble = (text: string): boolean => JAVA_DOUBLE.test(text) && parseDouble(text) !== undefined;

/** The narrowest type that a field's text is of. */
export function csvType(text: string, typing: CsvTyping): DataType {
  if (WHOLE.test(text)) {
    const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
    if (BigInt.asIntN(32, value) === value) return INT;
    if (BigInt.asIntN(64, value) === value) return LONG;
    const digits = (value < 0n ? -value : value).toString().length;
    return digits <= 38 ? decimal(digits, 0) : DOUBLE;
  }
  if (text === typing.nan || text === typing.positiveInf || text === typing.negativeInf) return DOUBLE;
  if (isJavaDouble(text)) return DOUBLE;
  if (typing.prefersDate && isDate(text, typing)) return DATE;
  if (typing.ntz && isLocal(text, typing)) return TIMESTAMP_NTZ;
  if (isInstant(text, typing)) return TIMESTAMP;
  return /^(?:true|false)$/i.test(text) ? BOOLEAN : STRING;
}

const isDate = (text: string, { dateFormat }: CsvTyping): boolean =>
  dateFormat === undefined ? ISO_DAY.test(text) && parseDate(text) !== undefined : matches(text, dateFormat);

const isLocal = (text: string, { timestampNtzFormat }: CsvTyping): boolean =>
  timestampNtzFormat === undefined ? parseTimestampNtz(text, false) !== undefined : matches(text, timestampNtzFormat);

const isInstant = (text: string, { timestampFormat, zone }: CsvTyping): boolean =>
  timestampFormat === undefined ? parseTimestamp(text, zone) !== undefined : matches(text, timestampFormat);

const matches = (text: string, pattern: string): boolean => typeof parserOf(pattern)(text) !== "string";

/** The type of a column that holds fields of both types (`CSVInferSchema.compatibleType`). */
export function mergeCsvTypes(a: DataType, b: DataType): DataType {
  if (a.kind === b.kind && a.kind !== "decimal") return a;
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  const rank = (t: DataType): number => ["int", "long", "decimal", "double"].indexOf(t.kind);
  if (rank(a) >= 0 && rank(b) >= 0) {
    if (a.kind === "double" || b.kind === "double") return DOUBLE;
    if (a.kind === "decimal" || b.kind === "decimal") {
      const digits = (t: DataType) => (t.kind === "decimal" ? t : decimal(t.kind === "int" ? 10 : 20, 0));
      return widerDecimal(digits(a), digits(b));
    }
    return LONG;
  }
  const day = (t: DataType) => t.kind === "date" || t.kind === "timestamp" || t.kind === "timestamp_ntz";
  if (day(a) && day(b)) return a.kind === "timestamp" || b.kind === "timestamp" ? TIMESTAMP : TIMESTAMP_NTZ;
  return STRING;
}
