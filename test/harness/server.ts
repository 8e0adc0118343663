import { tmpdir } from "node:os";
import { DuckDBBackend } from "../../backends/duckdb/backend.ts";
import { Admission } from "../../src/engine/admission.ts";
import { createEngine, type EngineOptions } from "../../src/engine/engine.ts";
import type { Engine, EngineSession } from "../../src/engine/api.ts";
import { collectValues } from "../../src/engine/collect.ts";
import { formatCells } from "../../src/engine/show.ts";
import type { RecordBatchBytes } from "../../src/backend/backend.ts";
import type { StructType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import type { Command } from "../../src/unresolved/command.ts";
import type { Relation } from "../../src/unresolved/relation.ts";
import { testEngine } from "./duckdb-engine.ts";

/** A whole engine over DuckDB, without the server around it. */
export async function openTestEngine(
  settings: Readonly<Record<string, string>> = {},
  lasting: Pick<EngineOptions, "warehouse" | "metastore" | "python"> = { warehouse: tmpdir() },
): Promise<Engine> {
  return createEngine({
    backend: new DuckDBBackend(await testEngine()),
    admission: new Admission({ maxQueries: 16, maxQueued: 1000, queueTimeout: 60_000 }),
    ...lasting,
    maxKeptBytes: 1 << 30,
    maxArtifactBytes: 1 << 30,
    artifactDirectory: tmpdir(),
    initialSettings: { "spark.sql.session.timeZone": "UTC", ...settings },
    isolateUsers: false,
  });
}

let engine: Promise<Engine> | undefined;
let count = 0;

/** A session over one engine that all tests of a file share. */
export async function openTestSession(sparkVersion = "4.0.4"): Promise<EngineSession> {
  engine ??= openTestEngine();
  count++;
  const { newArtifacts, newSession } = await engine;
  return newSession({ userId: "test", sessionId: `test-${count}`, sparkVersion, artifacts: newArtifacts() });
}

/** Ends the shared engine. */
export async function closeTestEngine(): Promise<void> {
  const open = engine;
  engine = undefined;
  await (await open)?.close();
}

/** A query's answer. */
export interface SqlAnswer {
  readonly schema: StructType;
  readonly columns: readonly string[];
  readonly values: readonly (readonly Value[])[];
  /** The cells as show() prints them. */
  readonly rows: readonly (readonly string[])[];
}

/** Runs a query through parser, analyzer, Substrait and DuckDB. */
export async function runSql(sql: string, session?: EngineSession): Promise<SqlAnswer> {
  const used = session ?? (await openTestSession());
  return runCommand(used.door.parseStatement(sql), used);
}

/** Runs a relation. */
export const runRelation = (relation: Relation, session: EngineSession): Promise<SqlAnswer> =>
  runCommand({ kind: "query", relation }, session);

async function runCommand(statement: Command, used: EngineSession): Promise<SqlAnswer> {
  const signal = new AbortController().signal;
  let schema: StructType = { kind: "struct", fields: [] };
  const batches: RecordBatchBytes[] = [];
  for await (const event of used.run(statement, { signal })) {
    if (event.kind === "schema") schema = event.schema;
    if (event.kind === "batch") batches.push(event);
  }
  const values = await collectValues(asyncOf(batches));
  return {
    schema,
    columns: schema.fields.map((f) => f.name),
    values,
    rows: formatCells(schema, values, used.settings.snapshot().kernelSettings),
  };
}

async function* asyncOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
