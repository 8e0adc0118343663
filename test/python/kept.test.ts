// Rows that wait for a worker's answers: in memory, and in a file where they are many.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { columnValues } from "../../src/arrow/column-values.ts";
import { arrowFields } from "../../src/arrow/field.ts";
import { buildColumn } from "../../src/arrow/build-column.ts";
import type { Rows } from "../../src/python/rows.ts";
import { KeptRows } from "../../src/python/tasks/kept.ts";
import { LONG, STRING, schema, settings } from "./harness.ts";

const TYPE = schema({ n: LONG, s: STRING });
const FIELDS = arrowFields(TYPE, settings);
const directory = mkdtempSync(join(tmpdir(), "firesteel-kept-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const numbered = (from: number, count: number): Rows => {
  const numbers = Array.from({ length: count }, (_, i) => from + i);
  return {
    fields: FIELDS,
    columns: [
      buildColumn(
        LONG,
        numbers.map((n) => BigInt(n)),
      ),
      buildColumn(
        STRING,
        numbers.map((n) => (n % 7 === 0 ? null : `row ${n}`)),
      ),
    ],
    rows: count,
  };
};
const numbersOf = ({ fields, columns }: Rows) =>
  columnValues(fields[0] as Rows["fields"][number], columns[0] as Rows["columns"][number]);
const textsOf = ({ fields, columns }: Rows) =>
  columnValues(fields[1] as Rows["fields"][number], columns[1] as Rows["columns"][number]);

describe.each([0, 2000, 1 << 20])("with %d bytes in memory", (heldBytes) => {
  it("gives rows in their order, cut as they are asked for", async () => {
    const kept = new KeptRows({ directory, schema: TYPE, options: settings, heldBytes });
    const seen: unknown[] = [];
    const texts: unknown[] = [];
    const take = async (count: number) => {
      await kept.load();
      const rows = kept.take(Math.min(count, kept.ahead));
      seen.push(...numbersOf(rows));
      texts.push(...textsOf(rows));
    };
    for (let i = 0; i < 20; i++) {
      kept.push(numbered(i * 50, 50));
      await kept.settled();
      if (i % 3 === 0) await take(20);
    }
    expect(readdirSync(directory)).toEqual([]);
    while (kept.waiting > 0) await take(33);
    kept.end();
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => BigInt(i)));
    expect(texts).toEqual(Array.from({ length: 1000 }, (_, i) => (i % 7 === 0 ? null : `row ${i}`)));
    await kept.close();
  });
});

it("takes nothing any more when it is closed, be it in the middle of writing", async () => {
  const kept = new KeptRows({ directory, schema: TYPE, options: settings, heldBytes: 0 });
  kept.push(numbered(0, 100));
  await kept.close();
  kept.push(numbered(100, 100));
  await kept.settled();
  expect(readdirSync(directory)).toEqual([]);
});

it("tells who pushes where the file cannot be written", async () => {
  const kept = new KeptRows({ directory: join(directory, "none"), schema: TYPE, options: settings, heldBytes: 0 });
  kept.push(numbered(0, 10));
  await expect(kept.settled()).rejects.toThrow("ENOENT");
  await kept.close();
});
