import { schemaOf } from "../analyzer/analyze.ts";
import type { RecordBatchBytes } from "../backend/backend.ts";
import type { EngineEvent } from "./api.ts";
import { collectValues } from "./collect.ts";
import type { Meant } from "./mean.ts";

/** The metrics that a plan was asked for (`DataFrame.observe`), reckoned over the same inputs when its rows are made. */
export async function* observed(
  meant: Meant,
  rows: (asked: Meant) => AsyncIterable<RecordBatchBytes>,
): AsyncGenerator<EngineEvent> {
  for (const { name, planId, plan } of meant.observations) {
    const schema = schemaOf(plan);
    const [row = []] = await collectValues(rows({ ...meant, plan, schema, observations: [] }));
    yield { kind: "observed", name, planId, schema, row };
  }
}
