import { tableFromIPC } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { valuesToStream } from "../../src/arrow/build-column.ts";
import { columnValues, streamToValues } from "../../src/arrow/column-values.ts";
import { arrowFields } from "../../src/arrow/field.ts";
import { streamEncoder } from "../../src/arrow/ipc.ts";
import { readStream, schemaOfStream } from "../../src/arrow/read.ts";
import { sliceColumn } from "../../src/arrow/slice.ts";
import * as T from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { anyValue, layouts, printed, randomOf } from "../harness/values.ts";

const options = { timeZone: "America/Los_Angeles", useLargeVarTypes: false };
const schema = T.struct(layouts.map((type, i) => T.field(`c${i}`, type)));
const random = randomOf(1);
const rows = Array.from({ length: 500 }, () => layouts.map((type) => anyValue(type, random)));

describe("Arrow streams", () => {
  it.each([false, true])("hold every type's values (large offsets: %s)", (useLargeVarTypes) => {
    const back = streamToValues(valuesToStream(schema, rows, { ...options, useLargeVarTypes }));
    for (const [r, row] of rows.entries()) expect(printed(back.rows[r])).toBe(printed(row));
  });

  it.each([false, true])("are read alike by apache-arrow (large offsets: %s)", (useLargeVarTypes) => {
    const table = tableFromIPC(valuesToStream(schema, rows, { ...options, useLargeVarTypes }));
    expect(table.numRows).toBe(rows.length);
    for (const [i, type] of layouts.entries()) {
      const column = table.getChildAt(i);
      for (const [r, row] of rows.entries()) {
        const [theirs, ours]: [unknown, Value] = [column?.get(r), row[i] ?? null];
        if (ours === null) expect(theirs).toBeNull();
        else if (
          type.kind === "long" ||
          type.kind === "day_time_interval" ||
          type.kind === "string" ||
          type.kind === "boolean" ||
          type.kind === "int" ||
          type.kind === "double"
        )
          expect(theirs).toEqual(ours);
        else if (type.kind === "binary")
          expect(Buffer.from(theirs as Uint8Array)).toEqual(Buffer.from(ours as Uint8Array));
        else if (type.kind === "array")
          expect((theirs as { length: number }).length).toBe((ours as readonly Value[]).length);
      }
    }
  });

  it("say the schema that Spark infers", () => {
    const inferred = schemaOfStream(valuesToStream(schema, [], options));
    const expected = layouts.map(
      (type): T.DataType => (type.kind === "udt" ? type.sqlType : type.kind === "varchar" ? T.STRING : type),
    );
    inferred.fields.forEach((f, i) =>
      expect(T.sameType(f.type, expected[i] as T.DataType, { names: false, nullability: true }), `column ${i}`).toBe(
        true,
      ),
    );
  });

  it("keep row counts without columns", () => {
    const stream = readStream(valuesToStream(T.struct([]), [[], [], []], options));
    expect(stream.batches.map((b) => b.rows)).toEqual([3]);
    expect(readStream(streamEncoder(T.struct([]), options).empty()).batches).toHaveLength(1);
  });

  it("slice to the same values", () => {
    const fields = arrowFields(schema, options);
    const batch = readStream(valuesToStream(schema, rows, options)).batches[0];
    for (const [start, count] of [
      [0, 500],
      [7, 100],
      [8, 1],
      [499, 1],
      [3, 0],
    ] as const) {
      fields.forEach((f, i) => {
        const column = batch?.columns[i];
        if (column === undefined) throw new Error("no column");
        const sliced = columnValues(f, sliceColumn(f, column, start, count));
        expect(printed(sliced)).toBe(printed(rows.slice(start, start + count).map((row) => row[i])));
      });
    }
  });

  it("refuse what is no Arrow stream", () => {
    expect(() => readStream(new Uint8Array(64))).toThrow(/CONNECT_INVALID_PLAN/);
    const whole = valuesToStream(schema, rows, options);
    expect(() => readStream(whole.subarray(0, whole.length / 2))).toThrow(/CONNECT_INVALID_PLAN/);
    expect(() => readStream(whole.subarray(0, 40))).toThrow(/CONNECT_INVALID_PLAN/);
  });
});
