import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DuckDBBackend } from "../../../backends/duckdb/backend.ts";
import { streamToValues } from "../../../src/arrow/column-values.ts";
import type { ExecuteContext, Input } from "../../../src/backend/backend.ts";
import type { ReadPlan, ReadRel } from "../../../src/substrait/read/plan.ts";
import * as T from "../../../src/types/data-type.ts";
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
