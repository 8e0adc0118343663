import type { MessageInitShape } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { decodeLiteral } from "../../src/connect/literal.ts";
import { decodeType, encodeType } from "../../src/connect/type.ts";
import type { Expression_LiteralSchema } from "../../src/gen/spark/connect/expressions_pb.ts";
import * as t from "../../src/types/data-type.ts";
import { door, expression } from "./build.ts";

type LiteralInit = MessageInitShape<typeof Expression_LiteralSchema>;

const decode = (init: LiteralInit) => {
  const { exprType } = expression({ exprType: { case: "literal", value: init } });
  if (exprType.case !== "literal") throw new Error("no literal");
  const { type, value } = decodeLiteral(exprType.value, door);
  return { type, value };
};
const lit = (form: string, value: unknown, dataType?: t.DataType): LiteralInit =>
  ({
    literalType: { case: form, value },
    ...(dataType === undefined ? {} : { dataType: encodeType(dataType) }),
  }) as LiteralInit;

const point = t.struct([t.field("x", t.LONG), t.field("y", t.STRING)]);

test.each<[string, LiteralInit, t.DataType, unknown]>([
  ["a typed null", lit("null", encodeType(t.STRING)), t.STRING, null],
  ["a null of 4.1", lit("null", encodeType(t.NULL), t.array(t.INT)), t.array(t.INT), null],
  ["a byte", lit("byte", -128), t.BYTE, -128],
  ["a long", lit("long", -(2n ** 63n)), t.LONG, -(2n ** 63n)],
  ["a date", lit("date", -1), t.DATE, -1],
  ["a timestamp", lit("timestamp", 1n), t.TIMESTAMP, 1n],
  ["a timestamp without zone", lit("timestampNtz", 1n), t.TIMESTAMP_NTZ, 1n],
  ["a binary", lit("binary", Uint8Array.of(0, 255)), t.BINARY, Uint8Array.of(0, 255)],
  [
    "a decimal with its type",
    lit("decimal", { value: "-1.50", precision: 10, scale: 3 }),
    t.decimal(10, 3),
    { unscaled: -1500n, scale: 3 },
  ],
  ["a decimal without", lit("decimal", { value: "123.45" }), t.decimal(5, 2), { unscaled: 12345n, scale: 2 }],
  ["a decimal with an exponent", lit("decimal", { value: "1E+3" }), t.decimal(4, 0), { unscaled: 1000n, scale: 0 }],
  ["a small decimal", lit("decimal", { value: "1E-7" }), t.decimal(7, 7), { unscaled: 1n, scale: 7 }],
  ["an interval of months", lit("yearMonthInterval", 14), t.YEAR_MONTH_INTERVAL, 14],
  ["an interval of micros", lit("dayTimeInterval", 14n), t.DAY_TIME_INTERVAL, 14n],
  [
    "a calendar interval",
    lit("calendarInterval", { months: 1, days: 2, microseconds: 3n }),
    t.CALENDAR_INTERVAL,
    { months: 1, days: 2, micros: 3n },
  ],
  [
    "an array of 3.5",
    lit("array", { elementType: encodeType(t.LONG), elements: [lit("integer", 1), lit("null", encodeType(t.NULL))] }),
    t.array(t.LONG),
    [1n, null],
  ],
  [
    "an array of 4.1",
    lit("array", { elements: [lit("string", "a")] }, t.array(t.STRING, false)),
    t.array(t.STRING, false),
    ["a"],
  ],
  [
    "an array that shows its type",
    lit("array", { elements: [lit("null", encodeType(t.NULL)), lit("integer", 1)] }),
    t.array(t.INT),
    [null, 1],
  ],
  [
    "a specialized array",
    lit("specializedArray", { valueType: { case: "doubles", value: { values: [0.5] } } }),
    t.array(t.DOUBLE, false),
    [0.5],
  ],
  [
    "a map",
    lit("map", {
      keyType: encodeType(t.STRING),
      valueType: encodeType(t.INT),
      keys: [lit("string", "k")],
      values: [lit("integer", 1)],
    }),
    t.map(t.STRING, t.INT),
    { entries: [["k", 1]] },
  ],
  [
    "a struct",
    lit("struct", { structType: encodeType(point), elements: [lit("integer", 1), lit("string", "s")] }),
    point,
    { fields: [1n, "s"] },
  ],
  [
    "a struct of 4.1",
    lit("struct", { elements: [lit("long", 1n), lit("null", encodeType(t.NULL))] }, point),
    point,
    { fields: [1n, null] },
  ],
])("%s", (_name, init, type, value) => {
  expect(decode(init)).toEqual({ type, value });
});

test.each<[string, LiteralInit]>([
  ["no value", {}],
  ["no decimal", lit("decimal", { value: "1,5" })],
  ["an endless exponent", lit("decimal", { value: "1E+999999999" })],
  ["a struct of another shape", lit("struct", { structType: encodeType(point), elements: [] })],
  ["a string among longs", lit("array", { elementType: encodeType(t.LONG), elements: [lit("string", "1")] })],
])("%s is refused", (_name, init) => {
  expect(() => decode(init)).toThrow("CONNECT_INVALID_PLAN");
});

test.each<t.DataType>([
  t.NULL,
  t.BOOLEAN,
  t.BYTE,
  t.SHORT,
  t.INT,
  t.LONG,
  t.FLOAT,
  t.DOUBLE,
  t.STRING,
  t.BINARY,
  t.DATE,
  t.TIMESTAMP,
  t.TIMESTAMP_NTZ,
  t.VARIANT,
  t.CALENDAR_INTERVAL,
  t.decimal(38, 18),
  { kind: "char", length: 3 },
  { kind: "varchar", length: 4 },
  { kind: "time", precision: 3 },
  { kind: "string", collation: "UNICODE_CI" },
  { kind: "year_month_interval", start: "month", end: "month" },
  { kind: "day_time_interval", start: "hour", end: "second" },
  t.array(t.map(t.STRING, t.array(t.INT, false), false)),
  t.struct([{ name: "a", type: t.INT, nullable: false, metadata: '{"comment":"x"}' }, t.field("a", t.struct([]))]),
  { kind: "udt", sqlType: t.array(t.DOUBLE), jvmClass: "a.B", pythonClass: "c.D", serializedPythonClass: "e" },
])("the type $kind goes there and back", (type) => {
  expect(decodeType(encodeType(type), door)).toEqual(type);
});

test("too wide a decimal is refused as Spark does", () => {
  expect(() => decode(lit("decimal", { value: "1".repeat(39) }))).toThrow("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION");
});
