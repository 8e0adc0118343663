import type {
  Expression_Literal,
  Expression_Literal_Decimal,
  Expression_Literal_SpecializedArray,
} from "../gen/spark/connect/expressions_pb.ts";
import { sparkError, unsupported } from "../errors/spark-error.ts";
import * as t from "../types/data-type.ts";
import type { Decimal, Value } from "../types/value.ts";
import type { SqlDoor } from "../unresolved/command.ts";
import type { Literal } from "../unresolved/expression.ts";
import { consumed } from "./consumed.ts";
import { invalidPlan, required } from "./context.ts";
import { decodeType } from "./type.ts";

/** A value with its type. */
export interface TypedValue {
  readonly type: t.DataType;
  readonly value: Value;
}

type Kinds = Exclude<Expression_Literal["literalType"], { case: undefined }>;
type LiteralDecoders = {
  readonly [K in Kinds["case"]]: (
    value: Extract<Kinds, { case: K }>["value"],
    /** What `data_type` says, as clients from 4.1 on do. */
    declared: t.DataType | undefined,
    doors: SqlDoor,
    depth: number,
  ) => TypedValue;
};

const MAX_LITERAL_DEPTH = 300;

const typed = (type: t.DataType, value: Value): TypedValue => ({ type, value });

/** `12.5`, `1E+3`: digits, sign, point and exponent as Java's BigDecimal prints them. */
function parseDecimal(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text.trim());
  const digits = (match?.[2] ?? "") + (match?.[3] ?? "");
  if (match === null || digits === "" || digits.length > 1000)
    throw invalidPlan(`${JSON.stringify(text)} is no decimal`);
  const unscaled = BigInt(digits) * (match[1] === "-" ? -1n : 1n);
  const scale = (match[3] ?? "").length - Number(match[4] ?? 0);
  if (Math.abs(scale) > 1000) throw invalidPlan(`${JSON.stringify(text)} is no decimal that fits 38 digits`);
  return scale < 0 ? { unscaled: unscaled * 10n ** BigInt(-scale), scale: 0 } : { unscaled, scale };
}

const digitsOf = (n: bigint): number => (n < 0n ? -n : n).toString().length;

function decodeDecimal(message: Expression_Literal_Decimal): TypedValue {
  const { $typeName: _t, $unknown: _u, value, precision, scale, ...rest } = message;
  consumed(rest);
  const parsed = parseDecimal(value);
  const wide = Math.max(parsed.scale, scale ?? 0);
  const digits = Math.max(digitsOf(parsed.unscaled) + wide - parsed.scale, precision ?? 0, wide);
  if (digits > 38) {
    throw sparkError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", { precision: String(digits), maxPrecision: "38" });
  }
  return typed(t.decimal(digits, wide), {
    unscaled: parsed.unscaled * 10n ** BigInt(wide - parsed.scale),
    scale: wide,
  });
}

const arrayTyped = (element: t.DataType, values: readonly Value[]): TypedValue =>
  typed(t.array(element, false), values);

function specialized(message: Expression_Literal_SpecializedArray): TypedValue {
  const { case: form, value } = message.valueType;
  switch (form) {
    case "bools":
      return arrayTyped(t.BOOLEAN, value.values);
    case "ints":
      return arrayTyped(t.INT, value.values);
    case "longs":
      return arrayTyped(t.LONG, value.values);
    case "floats":
      return arrayTyped(t.FLOAT, value.values);
    case "doubles":
      return arrayTyped(t.DOUBLE, value.values);
    case "strings":
      return arrayTyped(t.STRING, value.values);
    case undefined:
      throw invalidPlan("a specialized array has no values");
  }
}

/** The element type that an array or map shows by its first element that is not null. */
function shownType(values: readonly TypedValue[]): t.DataType {
  return values.find((v) => v.type.kind !== "null")?.type ?? t.NULL;
}

/** A value under the type that its container declares: numbers are widened, anything else must be of that type. */
function fit({ type, value }: TypedValue, wanted: t.DataType): Value {
  if (value === null) return null;
  if (t.sameType(type, wanted, { names: false })) return value;
  if (t.isIntegral(type) && wanted.kind === "long") return BigInt(value as number | bigint);
  if (t.isIntegral(type) && t.isIntegral(wanted)) return Number(value as number | bigint);
  if (t.isFractional(type) && t.isFractional(wanted))
    return wanted.kind === "float" ? Math.fround(value as number) : value;
  if (type.kind === "decimal" && wanted.kind === "decimal" && wanted.scale >= type.scale) {
    return { unscaled: (value as Decimal).unscaled * 10n ** BigInt(wanted.scale - type.scale), scale: wanted.scale };
  }
  if (t.isText(type) && t.isText(wanted)) return value;
  if (wanted.kind === "udt") return fit({ type, value }, wanted.sqlType);
  if (type.kind === "array" && wanted.kind === "array") {
    return (value as readonly Value[]).map((v) => fit({ type: type.element, value: v }, wanted.element));
  }
  if (type.kind === "struct" && wanted.kind === "struct" && type.fields.length === wanted.fields.length) {
    const { fields } = value as { readonly fields: readonly Value[] };
    return {
      fields: wanted.fields.map((f, i) =>
        fit({ type: type.fields[i]?.type ?? t.NULL, value: fields[i] ?? null }, f.type),
      ),
    };
  }
  if (type.kind === "year_month_interval" && wanted.kind === type.kind) return value;
  if (type.kind === "day_time_interval" && wanted.kind === type.kind) return value;
  throw invalidPlan(`a literal of the type ${type.kind} stands where its container declares ${wanted.kind}`);
}

const typeOr = (message: Parameters<typeof decodeType>[0] | undefined, doors: SqlDoor): t.DataType | undefined =>
  message?.kind.case === undefined ? undefined : decodeType(message, doors);

const decoders: LiteralDecoders = {
  null: (message, declared, doors) => typed(declared ?? typeOr(message, doors) ?? t.NULL, null),
  binary: (value) => typed(t.BINARY, value),
  boolean: (value) => typed(t.BOOLEAN, value),
  byte: (value) => typed(t.BYTE, (value << 24) >> 24),
  short: (value) => typed(t.SHORT, (value << 16) >> 16),
  integer: (value) => typed(t.INT, value),
  long: (value) => typed(t.LONG, value),
  float: (value) => typed(t.FLOAT, value),
  double: (value) => typed(t.DOUBLE, value),
  decimal: decodeDecimal,
  string: (value, declared) => typed(declared?.kind === "string" ? declared : t.STRING, value),
  date: (value) => typed(t.DATE, value),
  timestamp: (value) => typed(t.TIMESTAMP, value),
  timestampNtz: (value) => typed(t.TIMESTAMP_NTZ, value),
  calendarInterval: ({ months, days, microseconds }) =>
    typed(t.CALENDAR_INTERVAL, { months, days, micros: microseconds }),
  yearMonthInterval: (value, declared) =>
    typed(declared?.kind === "year_month_interval" ? declared : t.YEAR_MONTH_INTERVAL, value),
  dayTimeInterval: (value, declared) =>
    typed(declared?.kind === "day_time_interval" ? declared : t.DAY_TIME_INTERVAL, value),
  time: ({ nano, precision }) => typed({ kind: "time", precision: precision ?? 6 }, nano),
  specializedArray: (message, declared) => {
    const found = specialized(message);
    return declared === undefined ? found : typed(declared, fit(found, declared));
  },
  array: (message, declared, doors, depth) => {
    const { $typeName: _t, $unknown: _u, elementType, elements, ...rest } = message;
    consumed(rest);
    const values = elements.map((element) => decodeValue(element, doors, depth));
    const inner = typeOr(elementType, doors);
    const type = declared ?? t.array(inner ?? shownType(values));
    if (type.kind !== "array") throw invalidPlan("an array literal declares another type");
    return typed(
      type,
      values.map((v) => fit(v, type.element)),
    );
  },
  map: (message, declared, doors, depth) => {
    const { $typeName: _t, $unknown: _u, keyType, valueType, keys, values, ...rest } = message;
    consumed(rest);
    if (keys.length !== values.length) throw invalidPlan("a map literal has not as many keys as values");
    const ks = keys.map((key) => decodeValue(key, doors, depth));
    const vs = values.map((value) => decodeValue(value, doors, depth));
    const type = declared ?? t.map(typeOr(keyType, doors) ?? shownType(ks), typeOr(valueType, doors) ?? shownType(vs));
    if (type.kind !== "map") throw invalidPlan("a map literal declares another type");
    const entries = ks.map((k, i) => [fit(k, type.key), fit(required(vs[i], "a map's value"), type.value)] as const);
    return typed(type, { entries });
  },
  struct: (message, declared, doors, depth) => {
    const { $typeName: _t, $unknown: _u, structType, elements, ...rest } = message;
    consumed(rest);
    const values = elements.map((element) => decodeValue(element, doors, depth));
    const type = declared ?? decodeType(required(structType, "the type of a struct literal"), doors);
    const shape = type.kind === "udt" ? type.sqlType : type;
    if (shape.kind !== "struct" || shape.fields.length !== values.length) {
      throw invalidPlan("a struct literal does not fit the type that it declares");
    }
    return typed(type, { fields: shape.fields.map((f, i) => fit(required(values[i], "a struct's field"), f.type)) });
  },
  timestampNtzNanos: () => {
    throw unsupported("timestamps of nanoseconds");
  },
  timestampLtzNanos: () => {
    throw unsupported("timestamps of nanoseconds");
  },
};

function decodeValue(message: Expression_Literal, doors: SqlDoor, depth: number): TypedValue {
  const { $typeName: _t, $unknown: _u, literalType, dataType, ...rest } = message;
  consumed(rest);
  if (depth > MAX_LITERAL_DEPTH) throw invalidPlan(`a literal nests deeper than ${MAX_LITERAL_DEPTH} levels`);
  const declared = typeOr(dataType, doors);
  if (literalType.case === undefined) throw invalidPlan("a literal has no value");
  const decode = decoders[literalType.case] as (
    v: unknown,
    d: typeof declared,
    doors: SqlDoor,
    depth: number,
  ) => TypedValue;
  return decode(literalType.value, declared, doors, depth + 1);
}

/**
 * A literal with its type (`LiteralValueProtoConverter`). Arrays, maps and structs take their type from `data_type`
 * (4.1), else from the types inside them, else from their elements.
 */
export function decodeLiteral(message: Expression_Literal, doors: SqlDoor): Literal {
  const { type, value } = decodeValue(message, doors, 0);
  return { kind: "literal", type, value };
}
