/** Arbitrary Spark types, and values of them. */
import fc from "fast-check";
import * as T from "../../../src/types/data-type.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";

const DAY_TIME = ["day", "hour", "minute", "second"] as const;

/** Types without parts, with all their parameters. */
export const atomicType: fc.Arbitrary<DataType> = fc.oneof(
  fc.constantFrom<DataType>(
    T.NULL,
    T.BOOLEAN,
    T.BYTE,
    T.SHORT,
    T.INT,
    T.LONG,
    T.FLOAT,
    T.DOUBLE,
    T.STRING,
    T.BINARY,
    T.DATE,
    T.TIMESTAMP,
    T.TIMESTAMP_NTZ,
    T.CALENDAR_INTERVAL,
    T.VARIANT,
  ),
  fc
    .integer({ min: 1, max: 38 })
    .chain((precision) => fc.integer({ min: 0, max: precision }).map((scale) => T.decimal(precision, scale))),
  fc.constantFrom<DataType>({ kind: "string", collation: "UTF8_LCASE" }, { kind: "string", collation: "UNICODE_CI" }),
  fc.integer({ min: 1, max: 255 }).map((length): DataType => ({ kind: "char", length })),
  fc.integer({ min: 1, max: 65535 }).map((length): DataType => ({ kind: "varchar", length })),
  fc.integer({ min: 0, max: 6 }).map((precision): DataType => ({ kind: "time", precision })),
  fc.constantFrom<DataType>(
    T.YEAR_MONTH_INTERVAL,
    { kind: "year_month_interval", start: "year", end: "year" },
    { kind: "year_month_interval", start: "month", end: "month" },
  ),
  fc.tuple(fc.nat(3), fc.nat(3)).map(
    ([a, b]): DataType => ({
      kind: "day_time_interval",
      start: DAY_TIME[Math.min(a, b)] ?? "day",
      end: DAY_TIME[Math.max(a, b)] ?? "second",
    }),
  ),
);

const name = fc.oneof(fc.constantFrom("a", "A", "", "with space", "`", "é", "a.b"), fc.string({ maxLength: 6 }));

/** Any type, nested a little. */
export const { anyType } = fc.letrec<{ anyType: DataType }>((tie) => ({
  anyType: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 4, arbitrary: atomicType },
    { weight: 1, arbitrary: fc.tuple(tie("anyType"), fc.boolean()).map(([t, n]) => T.array(t, n)) },
    { weight: 1, arbitrary: fc.tuple(tie("anyType"), tie("anyType"), fc.boolean()).map(([k, v, n]) => T.map(k, v, n)) },
    {
      weight: 1,
      arbitrary: fc
        .array(
          fc.record({
            name,
            type: tie("anyType"),
            nullable: fc.boolean(),
            metadata: fc.constantFrom(undefined, '{"k":1}'),
          }),
          { maxLength: 4 },
        )
        .map((fields): DataType => T.struct(fields)),
    },
    {
      weight: 1,
      arbitrary: tie("anyType").map(
        (sqlType): DataType => ({
          kind: "udt",
          sqlType,
          jvmClass: undefined,
          pythonClass: "m.C",
          serializedPythonClass: "gASV",
        }),
      ),
    },
  ),
}));

const int = (bits: number) =>
  fc.oneof(
    fc.constantFrom(0, -1, 2 ** (bits - 1) - 1, -(2 ** (bits - 1))),
    fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }),
  );
const long = fc.oneof(
  fc.constantFrom(0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const text = fc.string({
  unit: fc.oneof(fc.constantFrom("a", "é", "日", "😀", "\u0000", "\u0301"), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 20,
});
const bytes = fc.uint8Array({ maxLength: 40 });

/** A value of a type that is not NULL, unless the type is VOID. */
export function valueOf(type: DataType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "byte":
      return int(8);
    case "short":
      return int(16);
    case "int":
    case "year_month_interval":
      return int(32);
    case "date":
      return fc.integer({ min: -719162, max: 2932896 });
    case "long":
    case "day_time_interval":
      return long;
    case "timestamp":
    case "timestamp_ntz":
      return fc.bigInt({ min: -62135596800000000n, max: 253402300799999999n });
    case "time":
      return fc.bigInt({ min: 0n, max: 86_399_999_999n }).map((micros) => micros * 1000n);
    case "float":
      return fc.float();
    case "double":
      return fc.double();
    case "decimal": {
      const most = 10n ** BigInt(type.precision) - 1n;
      return fc
        .oneof(fc.constantFrom(0n, 1n, -1n, most, -most), fc.bigInt({ min: -most, max: most }))
        .map((unscaled) => ({ unscaled, scale: type.scale }));
    }
    case "string":
    case "char":
    case "varchar":
      return text;
    case "binary":
      return bytes;
    case "calendar_interval":
      // Arrow carries nanoseconds: three digits fewer than BIGINT microseconds have.
      return fc.record({
        months: int(32),
        days: int(32),
        micros: fc.bigInt({ min: -9223372036854775n, max: 9223372036854775n }),
      });
    case "variant":
      return fc.record({ value: bytes, metadata: bytes });
    case "array":
      return fc.array(maybeNull(type.element, type.containsNull), { maxLength: 4 });
    case "map":
      return fc
        .array(fc.tuple(valueOf(type.key), maybeNull(type.value, type.valueContainsNull)), { maxLength: 3 })
        .map((entries) => ({ entries }));
    case "struct":
      return fc.tuple(...type.fields.map((f) => maybeNull(f.type, f.nullable))).map((fields) => ({ fields }));
    case "udt":
      return valueOf(type.sqlType);
  }
}

/** A value of a type, or NULL where it may be. */
export const maybeNull = (type: DataType, nullable: boolean): fc.Arbitrary<Value> =>
  nullable
    ? fc.oneof({ weight: 1, arbitrary: fc.constant<Value>(null) }, { weight: 4, arbitrary: valueOf(type) })
    : valueOf(type);
