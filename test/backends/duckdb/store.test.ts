import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DuckDBBackend } from "../../../backends/duckdb/backend.ts";
import { valuesToStream } from "../../../src/arrow/build-column.ts";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import type { ExecuteContext, Input, RecordBatchBytes } from "../../../src/backend/backend.ts";
import type { ReadPlan, ReadRel } from "../../../src/substrait/read/plan.ts";
import * as T from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import { testEngine } from "../../harness/duckdb-engine.ts";
import { aggregate, call, cast, col, measure, plan, project, range } from "../../harness/plans.ts";

const context = (p: ReadPlan, inputs: ReadonlyMap<string, Input> = new Map()): ExecuteContext => ({
  schema: T.struct(p.root.columns.map((c, i) => T.field(`c${i}`, c.type, c.nullable))),
  inputs,
  signal: new AbortController().signal,
  settings: { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION", useLargeVarTypes: false },
  limits: { maxBatchRows: 0, maxBatchBytes: 4 << 20 },
});

test("kept rows that do not fit into memory are spilled, and leave the disk when they are disposed of", async () => {
  const tempDirectory = mkdtempSync(join(tmpdir(), "firesteel-store-"));
  const backend = new DuckDBBackend(await testEngine({ memoryLimit: 64 << 20, tempDirectory }));
  try {
    const count = 3_000_000n;
    const rows = range(0n, count);
    const text = call("concat", [cast(col(rows, 0), T.STRING), cast(col(rows, 0), T.STRING)], T.STRING, {
      nullable: false,
    });
    const wide = plan(project(rows, col(rows, 0), text));
    const kept = await backend.store(wide, context(wide));
    expect(kept.rows).toBe(Number(count));
    expect(kept.bytes).toBeGreaterThan(64 << 20);
    expect(readdirSync(tempDirectory).length).toBeGreaterThan(0);
    const scan: ReadRel = {
      kind: "local_data",
      dataId: "kept",
      columns: wide.root.columns.map(({ type, nullable }) => ({ type, nullable })),
    };
    const summed = plan(
      aggregate(
        scan,
        [],
        [
          measure("sum", [col(scan, 0)], T.LONG),
          measure("count", [col(scan, 1)], T.LONG, { nullable: false }),
          measure("max", [call("length", [col(scan, 1)], T.INT)], T.INT),
        ],
      ),
    );
    for await (const batch of backend.execute(summed, context(summed, new Map([["kept", kept]]))))
      expect(streamToValues(batch.data).rows).toEqual([[(count * (count - 1n)) / 2n, count, 14]]);
    await kept.dispose();
    expect(readdirSync(tempDirectory)).toEqual([]);
  } finally {
    await backend.close();
    rmSync(tempDirectory, { recursive: true, force: true });
  }
}, 120_000);

const SCHEMA = T.struct([
  T.field("number", T.LONG, false),
  T.field("text", T.STRING),
  T.field("list", { kind: "array", element: T.STRING, containsNull: true }),
  T.field("small", { kind: "decimal", precision: 5, scale: 1 }),
]);
const row = (i: number): Value[] => [
  BigInt(i),
  i % 3 === 0 ? null : `a text that is no short one ${i}`,
  i % 5 === 0 ? null : Array.from({ length: i % 4 }, (_, k) => (k === 1 ? null : `${i} ${k}`)),
  i % 7 === 0 ? null : { unscaled: BigInt(i % 1000), scale: 1 },
];

test.each([true, false])("batches are kept in order (their memory given away: %s)", async (isOwn) => {
  const backend = new DuckDBBackend(await testEngine());
  try {
    const p = plan({
      kind: "local_data",
      dataId: "kept",
      columns: SCHEMA.fields.map(({ type, nullable }) => ({ type, nullable })),
    });
    const sizes = [1, 0, 2048, 2049, 7000, 3];
    const rows = Array.from({ length: sizes.reduce((a, b) => a + b) }, (_, i) => row(i));
    let at = 0;
    const batches = sizes.map((size): RecordBatchBytes => {
      const some = rows.slice(at, (at += size));
      return { data: valuesToStream(SCHEMA, some, context(p).settings), rows: size };
    });
    async function* stream() {
      yield* batches;
    }
    const kept = await backend.store({ batches: stream(), schema: SCHEMA, isOwn }, context(p));
    expect(kept.rows).toBe(rows.length);
    const found: Value[][] = [];
    for await (const { data } of backend.execute(p, context(p, new Map([["kept", kept]]))))
      found.push(...streamToValues(data).rows.map((r) => [...r]));
    expect(found).toEqual(rows);
    expect(batches.every(({ data, rows }) => rows === 0 || (data.byteLength === 0) === isOwn)).toBe(true);
    await kept.dispose();
  } finally {
    await backend.close();
  }
});
