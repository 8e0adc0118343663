import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildColumn } from "../../src/arrow/build-column.ts";
import { columnValues } from "../../src/arrow/column-values.ts";
import { concatColumns } from "../../src/arrow/concat.ts";
import { arrowField } from "../../src/arrow/field.ts";
import { sliceColumn } from "../../src/arrow/slice.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  type DataType,
  INT,
  LONG,
  map,
  NULL,
  STRING,
  struct,
} from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";

const orNull = (values: fc.Arbitrary<Value>): fc.Arbitrary<Value> => fc.option(values, { nil: null });
const texts = fc.string({ unit: "grapheme", maxLength: 8 });
const cases: readonly (readonly [string, DataType, fc.Arbitrary<Value>])[] = [
  ["NULL", NULL, fc.constant(null)],
  ["BOOLEAN", BOOLEAN, orNull(fc.boolean())],
  ["INT", INT, orNull(fc.integer({ min: -100, max: 100 }))],
  ["LONG", LONG, orNull(fc.bigInt({ min: -100n, max: 100n }))],
  ["STRING", STRING, orNull(texts)],
  ["BINARY", BINARY, orNull(fc.uint8Array({ maxLength: 5 }))],
  ["ARRAY<STRING>", array(STRING), orNull(fc.array(orNull(texts), { maxLength: 3 }))],
  [
    "MAP<INT, STRING>",
    map(INT, STRING),
    orNull(fc.array(fc.tuple(fc.nat(9), orNull(texts)), { maxLength: 3 }).map((entries) => ({ entries }))),
  ],
  [
    "STRUCT<a: INT, b: ARRAY<BOOLEAN>>",
    struct([
      { name: "a", type: INT, nullable: true },
      { name: "b", type: array(BOOLEAN), nullable: true },
    ]),
    orNull(
      fc
        .tuple(orNull(fc.nat(9)), orNull(fc.array(orNull(fc.boolean()), { maxLength: 3 })))
        .map((fields) => ({ fields })),
    ),
  ],
];

describe.each([false, true])("concatColumns (large offsets: %s)", (large) => {
  it.each(cases)("joins what slices cut: %s", (_name, type, values) => {
    const field = arrowField("c", type, true, { timeZone: "UTC", useLargeVarTypes: large });
    fc.assert(
      fc.property(
        fc.array(fc.array(values, { maxLength: 20 }), { minLength: 1, maxLength: 4 }),
        fc.nat(20),
        (lists, from) => {
          const all = lists.flat();
          const columns = lists.map((list) => buildColumn(type, list, large));
          expect(columnValues(field, concatColumns(field, columns))).toEqual(all);
          const start = Math.min(from, all.length);
          const whole = buildColumn(type, all, large);
          const parts = [sliceColumn(field, whole, 0, start), sliceColumn(field, whole, start, all.length - start)];
          const joined = concatColumns(field, parts);
          expect(columnValues(field, joined)).toEqual(all);
          expect([joined.rows, joined.nulls]).toEqual([whole.rows, whole.nulls]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
