import { SparkError, sparkError } from "../errors/spark-error.ts";
import { Cursor, PLAIN_READING } from "../lex/cursor.ts";
import { collationNamed } from "./collation.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  CALENDAR_INTERVAL,
  DATE,
  type DataType,
  type DayTimeField,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  map,
  NULL,
  SHORT,
  STRING,
  type StructField,
  type StructType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  VARIANT,
  type YearMonthField,
} from "./data-type.ts";
import { DECIMAL_DEFAULT, MAX_PRECISION } from "./decimal.ts";

const PLAIN: Readonly<Record<string, DataType>> = {
  BOOLEAN,
  TINYINT: BYTE,
  BYTE,
  SMALLINT: SHORT,
  SHORT,
  INT,
  INTEGER: INT,
  BIGINT: LONG,
  LONG,
  FLOAT,
  REAL: FLOAT,
  DOUBLE,
  DATE,
  TIMESTAMP,
  TIMESTAMP_LTZ: TIMESTAMP,
  TIMESTAMP_NTZ,
  BINARY,
  VOID: NULL,
  VARIANT,
};

const DAY_TIME: readonly DayTimeField[] = ["day", "hour", "minute", "second"];

/** A data type in SQL's words at the cursor (`dataType` of Spark's grammar, `DataTypeAstBuilder`). */
export function dataType(cx: Cursor): DataType {
  cx.enter();
  const type = anyType(cx);
  cx.leave();
  return type;
}

function anyType(cx: Cursor): DataType {
  const from = cx.at;
  if (!cx.isName()) throw cx.fail();
  const name = cx.next();
  const word = name.kind === "quoted" ? name.text.slice(1, -1).replaceAll("``", "`").toUpperCase() : name.word;
  const opens = name.kind === "word" && (cx.isOp("<") || cx.isOp("<>"));
  if (word === "ARRAY" && opens) {
    cx.expectOp("<");
    const element = dataType(cx);
    cx.expectOp(">");
    return array(element);
  }
  if (word === "MAP" && opens) {
    cx.expectOp("<");
    const key = dataType(cx);
    cx.expectOp(",");
    const value = dataType(cx);
    cx.expectOp(">");
    return map(key, value);
  }
  if (word === "STRUCT" && opens) {
    if (cx.acceptOp("<>")) return struct([]);
    cx.expectOp("<");
    if (cx.acceptOp(">")) return struct([]);
    const fields = cx.list(() => structField(cx, true));
    if (!cx.isOp(">")) throw cx.fail(cx.peek(), cx.isOp(")") ? { missing: "'>'" } : undefined);
    cx.next();
    return struct(fields);
  }
  if (word === "INTERVAL" && name.kind === "word") return intervalType(cx, from);
  const sizes: string[] = [];
  if (cx.isOp("(") && cx.peek(1).kind === "integer") {
    cx.next();
    sizes.push(
      ...cx.list(() => {
        if (cx.peek().kind !== "integer") throw cx.fail();
        return cx.next().text;
      }),
    );
    cx.expectOp(")");
  }
  return sized(cx, from, word, sizes);
}

function sized(cx: Cursor, from: number, word: string, sizes: readonly string[]): DataType {
  const [first, second] = sizes.map(Number);
  const quoted = cx.tokens[from]?.kind === "quoted";
  const plain = Object.hasOwn(PLAIN, word) && !quoted ? PLAIN[word] : undefined;
  if (plain !== undefined && sizes.length === 0)
    return word === "TIMESTAMP" && cx.reading.timestampIsNtz ? TIMESTAMP_NTZ : plain;
  if (word === "STRING" && !quoted && sizes.length === 0) {
    if (!cx.isWord("COLLATE") || !cx.isName(1)) {
      const { collation } = cx.reading;
      return collation === undefined ? STRING : { kind: "string", collation };
    }
    cx.next();
    return { kind: "string", collation: collationNamed(cx.names().at(-1) ?? "", cx.reading.line).name };
  }
  if ((word === "CHAR" || word === "CHARACTER") && sizes.length === 1 && first !== undefined)
    return { kind: "char", length: first };
  if (word === "VARCHAR" && sizes.length === 1 && first !== undefined) return { kind: "varchar", length: first };
  if (word === "DECIMAL" || word === "DEC" || word === "NUMERIC") {
    if (sizes.length === 0) return DECIMAL_DEFAULT;
    if (sizes.length <= 2 && first !== undefined) return decimalType(first, second ?? 0);
  }
  const origin = cx.originFrom(from);
  if (sizes.length === 0) {
    if (word === "CHAR" || word === "CHARACTER" || word === "VARCHAR")
      throw sparkError("DATATYPE_MISSING_SIZE", { type: `"${word}"` }, { origin });
    if (word === "ARRAY") throw sparkError("INCOMPLETE_TYPE_DEFINITION.ARRAY", { elementType: "<INT>" }, { origin });
    if (word === "MAP") throw sparkError("INCOMPLETE_TYPE_DEFINITION.MAP", {}, { origin });
    if (word === "STRUCT") throw sparkError("INCOMPLETE_TYPE_DEFINITION.STRUCT", {}, { origin });
  }
  const written = sizes.length === 0 ? word : `${word}(${sizes.join(",")})`;
  throw sparkError("UNSUPPORTED_DATATYPE", { typeName: `"${written}"` }, { origin });
}

function decimalType(precision: number, scale: number): DataType {
  if (scale > precision)
    throw sparkError("DECIMAL_SCALE_EXCEEDS_PRECISION", { scale: String(scale), precision: String(precision) });
  if (precision > MAX_PRECISION)
    throw sparkError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", {
      precision: String(precision),
      maxPrecision: String(MAX_PRECISION),
    });
  return decimal(precision, scale);
}

function intervalType(cx: Cursor, from: number): DataType {
  const field = (): string => cx.next().word.toLowerCase();
  const isOneOf = (words: readonly string[], ahead = 0) => words.includes(cx.peek(ahead).word.toLowerCase());
  if (isOneOf(["year", "month"])) {
    const start = field() as YearMonthField;
    let end = start;
    if (cx.isWord("TO") && isOneOf(["month"], 1)) {
      cx.next();
      end = field() as YearMonthField;
    }
    if (start === "month" && cx.peek(-2).word === "TO") throw badInterval(cx, from);
    return { kind: "year_month_interval", start, end };
  }
  if (isOneOf(DAY_TIME)) {
    const start = field() as DayTimeField;
    let end = start;
    if (cx.isWord("TO") && isOneOf(["hour", "minute", "second"], 1)) {
      cx.next();
      end = field() as DayTimeField;
      if (DAY_TIME.indexOf(end) <= DAY_TIME.indexOf(start)) throw badInterval(cx, from);
    }
    return { kind: "day_time_interval", start, end };
  }
  return CALENDAR_INTERVAL;
}

const badInterval = (cx: Cursor, from: number): SparkError => {
  const text = cx.source.text.slice(cx.spanFrom(from).start, cx.spanFrom(from).end);
  const [, start = "", , end = ""] = text.split(/\s+/);
  return sparkError(
    "_LEGACY_ERROR_TEMP_0028",
    { intervalInput: text, from: start.toUpperCase(), to: end.toUpperCase() },
    { origin: cx.originFrom(from) },
  );
};

/** `name type [NOT NULL] [COMMENT 'text']`; inside STRUCT<…> a colon may follow the name. */
function structField(cx: Cursor, colon: boolean): StructField {
  const name = cx.wholeName();
  if (colon) cx.acceptOp(":");
  const type = dataType(cx);
  let nullable = true;
  if ((cx.isWord("NOT") || cx.isOp("!")) && cx.isWord("NULL", 1)) {
    cx.next();
    cx.next();
    nullable = false;
  }
  if (!cx.isWord("COMMENT")) return { name, type, nullable };
  cx.next();
  return { name, type, nullable, metadata: JSON.stringify({ comment: cx.string() }) };
}

/** The columns of a schema at the cursor (`colTypeList`). */
const columnList = (cx: Cursor): StructType => struct(cx.list(() => structField(cx, false)));

const whole = <T>(text: string, rule: (cx: Cursor) => T, timestampIsNtz = false): T => {
  const cx = new Cursor({ text }, { ...PLAIN_READING, timestampIsNtz });
  if (text.trim() === "") throw sparkError("PARSE_EMPTY_STATEMENT", {}, { origin: cx.originOf(cx.peek()) });
  try {
    const result = cx.guarded(() => rule(cx));
    cx.expectEnd(false);
    return result;
  } catch (error) {
    // Spark reads the whole text before it looks types up: what does not fit in the text is told first.
    const then = cx.peek();
    const fits = then.kind === "eof" || [",", ">", "("].includes(then.text) || ["NOT", "COMMENT"].includes(then.word);
    if (error instanceof SparkError && error.context !== undefined && error.condition !== "MAX_DEPTH_EXCEEDED" && !fits)
      throw cx.fail(then, cx.peek(1).kind === "eof" ? "extra" : undefined);
    // A type alone is no query: its errors say where they are in their text only.
    if (error instanceof SparkError && error.context !== undefined)
      throw new SparkError(error.condition, error.params, {
        cause: error.cause,
        origin: error.origin,
        told: "message",
      });
    throw error;
  }
};

/** A type from its SQL text: `INT`, `array<string>`. Raises PARSE_SYNTAX_ERROR, UNSUPPORTED_DATATYPE and their like. */
export const parseDataType = (text: string, timestampIsNtz?: boolean): DataType =>
  whole(text, dataType, timestampIsNtz);

/** A schema from its SQL text: `a INT NOT NULL COMMENT 'x', b STRING` (`StructType.fromDDL`). */
export const parseTableSchema = (text: string, timestampIsNtz?: boolean): StructType =>
  whole(text, columnList, timestampIsNtz);

/** A type, or else a schema as a struct type (`DataType.fromDDL`): where both fail, the first's error is told. */
export function parseTypeOrSchema(text: string, timestampIsNtz = false): DataType {
  try {
    return parseDataType(text, timestampIsNtz);
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    try {
      return parseTableSchema(text, timestampIsNtz);
    } catch (other) {
      throw other instanceof SparkError ? error : other;
    }
  }
}
