/** Backend plans on DuckDB with the real functions and kernels. */
import { emit } from "../../backends/duckdb/emit.ts";
import { registryFacts } from "../../backends/duckdb/function-facts.ts";
import { loweringOf } from "../../backends/duckdb/functions/index.ts";
import type { Engine } from "../../backends/duckdb/worker-client.ts";
import type { KernelSettings } from "../../src/kernels/kernel.ts";
import type { ReadPlan } from "../../src/substrait/read/plan.ts";
import { field, struct } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { collect, request } from "../backends/duckdb/engine-harness.ts";

/** A plan's rows. */
export async function answers(
  engine: Engine,
  plan: ReadPlan,
  settings: Partial<KernelSettings> = {},
): Promise<readonly (readonly Value[])[]> {
  const all: KernelSettings = { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION", ...settings };
  const statement = emit(plan, { settings: all, lowerings: loweringOf, functions: registryFacts });
  const schema = struct(plan.root.columns.map((c, i) => field(`n${i}`, c.type, c.nullable)));
  const run = request(
    statement.sql,
    plan.root.columns.map((c) => c.type),
    statement,
    { schema, timeZone: all.timeZone, origins: plan.origins },
  );
  return (await collect(engine, run)).rows;
}
