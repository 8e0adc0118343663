import { sparkError } from "../../errors/spark-error.ts";
import type { NumberKind, Token } from "../../lex/token.ts";
import {
  BINARY,
  BYTE,
  CALENDAR_INTERVAL,
  DATE,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  SHORT,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from "../../types/data-type.ts";
import { fixedOffset, readDate, readTimestamp } from "../../types/datetime-text.ts";
import { MAX_PRECISION } from "../../types/decimal.ts";
import { MICROS_PER_DAY, readCalendarInterval } from "../../types/interval-text.ts";
import type { Decimal } from "../../types/value.ts";
import type { Expression, Literal } from "../../unresolved/expression.ts";
import { literal, textLiteral } from "../../unresolved/build.ts";
import type { SqlContext } from "../context.ts";
import { intervalOfUnits } from "./interval.ts";

/** One or more adjacent string literals: their values joined. */
export function stringLiteral(cx: SqlContext): Literal {
  const from = cx.at;
  const { plainStrings } = cx.reading.dialect;
  let value = cx.string(plainStrings);
  while (cx.isString()) value += cx.string(plainStrings);
  const literal = textLiteral(value, cx.originFrom(from));
  const { collation } = cx.reading;
  return collation === undefined ? literal : { ...literal, type: { kind: "string", collation } };
}

const SUFFIX_LENGTH: Readonly<Record<NumberKind, number>> = {
  integer: 0,
  exponent: 0,
  decimal: 0,
  bigint: 1,
  smallint: 1,
  tinyint: 1,
  float: 1,
  double: 1,
  bigdecimal: 2,
};

/** A number literal with or without a minus before it (`visitIntegerLiteral` and its kin). */
export function numberLiteral(cx: SqlContext): Literal {
  const from = cx.at;
  const sign = cx.acceptOp("-") ? "-" : "";
  const token = cx.next();
  const kind = token.kind as NumberKind;
  const raw = sign + token.text.slice(0, token.text.length - SUFFIX_LENGTH[kind]);
  const origin = cx.originFrom(from);
  const outside = (typeName: string, minValue: string, maxValue: string) =>
    sparkError(
      "INVALID_NUMERIC_LITERAL_RANGE",
      { rawStrippedQualifier: raw, minValue, maxValue, typeName },
      { origin },
    );
  const whole = (bits: bigint, typeName: string): bigint => {
    const value = BigInt(raw);
    const limit = 1n << (bits - 1n);
    if (value >= limit || value < -limit) throw outside(typeName, String(-limit), String(limit - 1n));
    return value;
  };
  switch (kind) {
    case "tinyint":
      return literal(BYTE, Number(whole(8n, "tinyint")), origin);
    case "smallint":
      return literal(SHORT, Number(whole(16n, "smallint")), origin);
    case "bigint":
      return literal(LONG, whole(64n, "bigint"), origin);
    case "integer": {
      const value = BigInt(raw);
      if (BigInt.asIntN(32, value) === value) return literal(INT, Number(value), origin);
      if (BigInt.asIntN(64, value) === value) return literal(LONG, value, origin);
      return decimalLiteral(raw, origin);
    }
    case "exponent":
    case "double": {
      const value = Number(raw);
      if (!Number.isFinite(value)) throw outside("double", "-1.7976931348623157E+308", "1.7976931348623157E+308");
      return literal(DOUBLE, value, origin);
    }
    case "float": {
      const value = Number(raw);
      if (Math.abs(value) > MAX_FLOAT) throw outside("float", "-3.4028234663852886E+38", "3.4028234663852886E+38");
      return literal(FLOAT, Math.fround(value), origin);
    }
    case "decimal":
      return decimalLiteral(raw, origin);
    case "bigdecimal":
      return decimalLiteral(raw, origin, true);
  }
}

const MAX_FLOAT = 3.4028234663852886e38;

/** `suffixed`: with BD, where Spark tells the place of what is too long. */
function decimalLiteral(raw: string, origin: Literal["origin"], suffixed = false): Literal {
  const [mantissa = "", exponentText = "0"] = raw.toLowerCase().split("e");
  const [integral = "", fraction = ""] = mantissa.split(".");
  const exponent = Number(exponentText);
  const tooLong = (precision: number) =>
    sparkError(
      "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
      { precision: String(precision), maxPrecision: String(MAX_PRECISION) },
      { origin: suffixed ? origin : null },
    );
  let unscaled = BigInt(`${integral}${fraction}` === "-" ? "0" : `${integral}${fraction}`);
  let scale = fraction.length - exponent;
  if (scale < 0) {
    if (-scale > 400 && unscaled !== 0n) throw tooLong(digits(unscaled) - scale);
    unscaled *= unscaled === 0n ? 1n : 10n ** BigInt(-scale);
    scale = 0;
  }
  const precision = Math.max(digits(unscaled), scale);
  if (precision > MAX_PRECISION) throw tooLong(precision);
  const value: Decimal = { unscaled, scale };
  return literal(decimal(precision, scale), value, origin);
}

const digits = (value: bigint): number => String(value < 0n ? -value : value).length;

/** Whether a token names the type of a typed literal. */
export const isLiteralType = ({ kind, word }: Token): boolean => kind === "word" && Object.hasOwn(TYPED, word);

/** `DATE 'text'`, `TIMESTAMP 'text'`, `INTERVAL 'text'`, `X'hex'` (`visitTypeConstructor`). */
export function typedLiteral(cx: SqlContext): Expression {
  const from = cx.at;
  const name = cx.next();
  const word = name.kind === "quoted" ? name.text.slice(1, -1).toUpperCase() : name.word;
  const value = cx.string();
  const origin = cx.originFrom(from);
  const invalid = () =>
    sparkError(
      "INVALID_TYPED_LITERAL",
      { valueType: `"${word}"`, value: `'${value.replaceAll("'", "\\'")}'` },
      { origin },
    );
  const rule = name.kind === "word" && Object.hasOwn(TYPED, word) ? TYPED[word] : undefined;
  if (word === "TIME" && cx.reading.line >= 401) throw sparkError("UNSUPPORTED_TIME_TYPE", {}, { origin: null });
  if (rule === undefined)
    throw sparkError(
      "UNSUPPORTED_TYPED_LITERAL",
      {
        unsupportedType: `"${word}"`,
        supportedTypes: [...TYPED_LITERALS, ...(cx.reading.line >= 403 ? ["TIME"] : [])]
          .map((t) => `"${t}"`)
          .join(", "),
      },
      { origin },
    );
  if (word === "INTERVAL" && cx.reading.dialect.calendarIntervals) {
    const read = readCalendarInterval(value);
    if ("kind" in read) throw invalid();
    return literal(CALENDAR_INTERVAL, read, origin);
  }
  const made = word === "TIMESTAMP" && cx.reading.timestampIsNtz ? localTimestamp(value, origin) : rule(value, origin);
  if (made === undefined) throw invalid();
  return made;
}

type TypedRule = (value: string, origin: Literal["origin"]) => Expression | undefined;

/** Texts that mean a moment of the query's, a zone allowed behind them: they are left to the cast. */
const SPECIAL = /^(?:epoch|now|today|tomorrow|yesterday)(?:[ \t]+(?:[A-Z][A-Za-z_/+-]*|[+-]\d[\d:]*))?$/i;

const cast = (
  value: string,
  to: typeof TIMESTAMP | typeof DATE | typeof TIMESTAMP_NTZ,
  origin: Literal["origin"],
): Expression => ({
  kind: "cast",
  child: textLiteral(value, origin),
  to,
  mode: "ansi",
  origin,
});

const timestamp: TypedRule = (value, origin) => {
  if (SPECIAL.test(value.trim())) return cast(value, TIMESTAMP, origin);
  const read = readTimestamp(value);
  if (read === undefined) return undefined;
  if (read.zone === undefined || read.days === undefined) return cast(value, TIMESTAMP, origin);
  const offset = fixedOffset(read.zone);
  // A region's rules are the session's to know.
  if (offset === undefined) return cast(value, TIMESTAMP, origin);
  return literal(TIMESTAMP, BigInt(read.days) * MICROS_PER_DAY + read.micros - BigInt(offset) * 1_000_000n, origin);
};

const timestampNtz: TypedRule = (value, origin) => {
  if (SPECIAL.test(value.trim())) return cast(value, TIMESTAMP_NTZ, origin);
  const read = readTimestamp(value);
  if (read?.days === undefined) return undefined;
  return literal(TIMESTAMP_NTZ, BigInt(read.days) * MICROS_PER_DAY + read.micros, origin);
};

/** TIMESTAMP where it means TIMESTAMP_NTZ: a text with a zone is a moment all the same. */
const localTimestamp: TypedRule = (value, origin) =>
  readTimestamp(value)?.zone === undefined ? timestampNtz(value, origin) : timestamp(value, origin);

/** What may stand before a text in a literal, as Spark lists it. */
const TYPED_LITERALS = ["DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP", "INTERVAL", "X"];

const TYPED: Readonly<Record<string, TypedRule>> = {
  DATE: (value, origin) => {
    if (SPECIAL.test(value.trim())) return cast(value, DATE, origin);
    const days = readDate(value);
    return days === undefined ? undefined : literal(DATE, days, origin);
  },
  TIMESTAMP: timestamp,
  TIMESTAMP_LTZ: timestamp,
  TIMESTAMP_NTZ: timestampNtz,
  INTERVAL: (value, origin) => {
    const read = readCalendarInterval(value);
    if ("kind" in read) return undefined;
    const units = value
      .toLowerCase()
      .split(/\s+/)
      .map((unit) => unit.replace(/s$/, ""))
      .filter((unit) => unit !== "interval" && /^[a-z]+$/.test(unit));
    return intervalOfUnits(read, units, origin);
  },
  X: (value, origin) => {
    const padded = value.length % 2 === 1 ? `0${value}` : value;
    if (!/^[0-9a-fA-F]*$/.test(padded)) return undefined;
    return literal(
      BINARY,
      Uint8Array.from(padded.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
      origin,
    );
  },
};
