import * as arrow from "apache-arrow";
import { describe, expect, it } from "vitest";
import { valuesToStream } from "../../src/arrow/build-column.ts";
import { columnValues, streamToValues } from "../../src/arrow/column-values.ts";
import { arrowField } from "../../src/arrow/field.ts";
import { localBatches } from "../../src/arrow/local-relation.ts";
import * as T from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { printed } from "../harness/values.ts";

const options = { timeZone: "UTC", useLargeVarTypes: false };

/** Values of one column sent as one type and asked for as another. */
function fitted(from: T.DataType, values: readonly Value[], to: T.DataType, nullable = true, large = false): Value[] {
  const stream = valuesToStream(
    T.struct([T.field("sent", from)]),
    values.map((v) => [v]),
    { ...options, useLargeVarTypes: large },
  );
  return localBatches([stream], T.struct([T.field("asked", to, nullable)])).flatMap((b) => {
    const column = b.columns[0];
    if (column === undefined) throw new Error("no column");
    return columnValues(arrowField("", to, true, options), column);
  });
}

const dec = (unscaled: bigint, scale: number): Value => ({ unscaled, scale });

describe("local relations", () => {
  const cases: readonly (readonly [
    from: T.DataType,
    values: readonly Value[],
    to: T.DataType,
    expected: readonly Value[],
  ])[] = [
    [T.LONG, [1n, null, -5n], T.INT, [1, null, -5]],
    [T.BYTE, [1, -128], T.LONG, [1n, -128n]],
    [T.LONG, [12n, -3n], T.decimal(10, 2), [dec(1200n, 2), dec(-300n, 2)]],
    [
      T.decimal(38, 18),
      [dec(1_500_000_000_000_000_000n, 18), dec(-5_000_000_000_000_000n, 18)],
      T.decimal(10, 2),
      [dec(150n, 2), dec(-1n, 2)],
    ],
    [T.DOUBLE, [1.1, NaN], T.FLOAT, [Math.fround(1.1), NaN]],
    [T.INT, [7], T.DOUBLE, [7]],
    [T.NULL, [null, null], T.array(T.STRING), [null, null]],
    [T.array(T.LONG), [[1n, null], null], T.array(T.SHORT), [[1, null], null]],
    [T.map(T.STRING, T.LONG), [{ entries: [["a", 1n]] }], T.map(T.STRING, T.INT), [{ entries: [["a", 1]] }]],
    [
      T.struct([T.field("x", T.LONG)]),
      [{ fields: [4n] }, null],
      T.struct([T.field("renamed", T.BYTE)]),
      [{ fields: [4] }, null],
    ],
    [
      T.struct([T.field("value", T.BINARY), T.field("metadata", T.BINARY)]),
      [{ fields: [Uint8Array.of(1), Uint8Array.of(2)] }],
      T.VARIANT,
      [{ value: Uint8Array.of(1), metadata: Uint8Array.of(2) }],
    ],
    [T.array(T.DOUBLE), [[1.5]], { kind: "udt", sqlType: T.array(T.DOUBLE) }, [[1.5]]],
  ];
  it.each(
    cases.map(([from, values, to, expected]) => ({ name: `${from.kind} as ${to.kind}`, from, values, to, expected })),
  )("$name", ({ from, values, to, expected }) => {
    expect(printed(fitted(from, values, to))).toBe(printed(expected));
  });

  it("have their 64-bit offsets narrowed", () => {
    expect(fitted(T.STRING, ["a", null, "bc"], T.STRING, true, true)).toEqual(["a", null, "bc"]);
    expect(fitted(T.array(T.STRING), [["a"], null, ["bc", null]], T.array(T.STRING), true, true)).toEqual([
      ["a"],
      null,
      ["bc", null],
    ]);
  });

  it("are refused where a value would change", () => {
    expect(() => fitted(T.LONG, [2n ** 31n], T.INT)).toThrow(/CAST_OVERFLOW/);
    expect(() => fitted(T.LONG, [1000n], T.decimal(3, 1))).toThrow(/NUMERIC_VALUE_OUT_OF_RANGE/);
    expect(() => fitted(T.STRING, ["1"], T.INT)).toThrow(/UNSUPPORTED_FEATURE/);
    expect(() => fitted(T.TIMESTAMP_NTZ, [1n], T.TIMESTAMP)).toThrow(/UNSUPPORTED_FEATURE/);
    expect(() => fitted(T.INT, [null], T.INT, false)).toThrow(/NOT_NULL_ASSERT_VIOLATION/);
    const stream = valuesToStream(T.struct([T.field("a", T.INT)]), [], options);
    expect(() => localBatches([stream], T.struct([]))).toThrow(/0 columns, but the Arrow data has 1/);
  });

  it("come in other writers' types too", () => {
    const table = new arrow.Table({
      dictionary: arrow.vectorFromArray(
        ["x", null, "y", "x"],
        new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8()),
      ),
      unsigned: arrow.vectorFromArray([1, null, 4294967295, 0], new arrow.Uint32()),
      millis: arrow.vectorFromArray([1000, null, -1, 0], new arrow.TimestampMillisecond()),
      fixed: arrow.vectorFromArray(
        [[1, 2], null, [3, 4], [5, 6]],
        new arrow.FixedSizeList(2, new arrow.Field("item", new arrow.Int32(), true)),
      ),
    });
    const bytes = arrow.tableToIPC(table, "stream");
    const { rows, schema } = streamToValues(bytes);
    expect(rows).toEqual([
      ["x", 1n, 1_000_000n, [1, 2]],
      [null, null, null, null],
      ["y", 4294967295n, -1000n, [3, 4]],
      ["x", 0n, 0n, [5, 6]],
    ]);
    // A Buffer at an odd address, as requests hold them.
    const odd = Buffer.alloc(bytes.length + 3);
    odd.set(bytes, 3);
    const batches = localBatches([odd.subarray(3)], schema);
    const again = schema.fields.map((f, i) =>
      columnValues(arrowField("", f.type, true, options), batches[0]?.columns[i] as never),
    );
    expect(again[0]).toEqual(["x", null, "y", "x"]);
    expect(again[3]).toEqual([[1, 2], null, [3, 4], [5, 6]]);
  });
});
