/** SQL over the typed table, from text to the rows of any backend. */
import { streamToValues } from "../../src/arrow/column-values.ts";
import { analyze } from "../../src/analyzer/analyze.ts";
import type { Facts } from "../../src/analyzer/facts.ts";
import type { Backend, ExecuteContext } from "../../src/backend/backend.ts";
import { prepare } from "../../src/engine/prepare/prepare.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";
import { sqlDoor } from "../../src/sql/door.ts";
import { produceSubstrait } from "../../src/substrait/produce.ts";
import type { ReadPlan } from "../../src/substrait/read/plan.ts";
import { readSubstrait } from "../../src/substrait/read/read.ts";
import type { StructType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { typedSchema, typedStream } from "../harness/arbitraries/typed-table.ts";
import { factsOf } from "../harness/facts.ts";

/** A query, ready for backends. */
export interface Asked {
  readonly plan: ReadPlan;
  readonly schema: StructType;
  readonly settings: ExecuteContext["settings"];
}

/** The id of the typed table's rows among a plan's inputs. */
const TABLE = "typed";

/** Analyses and prepares a query over the table `t`. Throws SparkErrors. */
export function ask(sql: string, conf: Readonly<Record<string, string>> = {}): Asked {
  const session = new SessionSettings({ sparkVersion: "4.0.4" });
  session.set("spark.sql.session.timeZone", "UTC");
  for (const [key, value] of Object.entries(conf)) session.set(key, value);
  const settings = session.snapshot();
  const facts: Facts = {
    ...factsOf(),
    settings,
    timeZone: settings.timeZone,
    now: 1_700_000_000_000_000n,
    table: (parts) =>
      parts.length === 1 && parts[0]?.toLowerCase() === "t"
        ? {
            kind: "view",
            plan: { kind: "local_data", streams: [], schema: typedSchema },
            qualifier: ["t"],
            identity: "t",
          }
        : { kind: "missing" },
    local: () => ({ dataId: TABLE, schema: typedSchema }),
  };
  const found = analyze(sqlDoor.parseQuery(sql), facts);
  if (found.kind !== "meant") throw new Error("facts are missing");
  const kernelSettings = settings.kernelSettings;
  const substrait = produceSubstrait(
    prepare(found.plan, kernelSettings),
    found.schema.fields.map((f) => f.name),
  );
  return {
    plan: readSubstrait(substrait),
    schema: found.schema,
    settings: { ...kernelSettings, useLargeVarTypes: false },
  };
}

/** The rows of a query on a backend, or the condition of its error. */
export type Outcome = { readonly rows: readonly (readonly Value[])[] } | { readonly error: string };

/** Runs a query on rows of the typed table. Errors that are no SparkErrors are thrown. */
export async function outcome(
  backend: Backend,
  { plan, schema, settings }: Asked,
  rows: readonly (readonly Value[])[],
): Promise<Outcome> {
  const out: Value[][] = [];
  try {
    for await (const batch of backend.execute(plan, {
      schema,
      settings,
      inputs: new Map([[TABLE, { streams: [typedStream(rows)], schema: typedSchema }]]),
      signal: new AbortController().signal,
      limits: { maxBatchRows: 0, maxBatchBytes: 4 << 20 },
    })) {
      out.push(...streamToValues(batch.data).rows);
    }
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    return { error: reason.condition };
  }
  return { rows: out };
}
