/** Relations to SELECT blocks: the table of handlers and nothing else. */
import type { ReadRel, ReadRelHandlers } from "../../../src/substrait/read/plan.ts";
import type { RelEnv } from "../context.ts";
import { emitAggregate } from "./aggregate.ts";
import type { Block } from "./block.ts";
import { emitFetch, emitTail } from "./fetch.ts";
import { emitFilter } from "./filter.ts";
import { emitGenerate } from "./generate.ts";
import { emitJoin } from "./join.ts";
import { emitLocalData, emitRange, emitValues } from "./leaf.ts";
import { emitProject } from "./project.ts";
import { emitReference } from "./reference.ts";
import { emitSample } from "./sample.ts";
import { emitScan } from "./scan.ts";
import { emitSet } from "./set.ts";
import { emitSort } from "./sort.ts";
import { emitWindow } from "./window.ts";

const handlers: ReadRelHandlers<Block, [RelEnv]> = {
  scan: emitScan,
  local_data: emitLocalData,
  values: emitValues,
  range: emitRange,
  project: emitProject,
  filter: emitFilter,
  join: emitJoin,
  aggregate: emitAggregate,
  window: emitWindow,
  sort: emitSort,
  fetch: emitFetch,
  tail: emitTail,
  set: emitSet,
  generate: emitGenerate,
  sample: emitSample,
  reference: emitReference,
};

/** The table of relation handlers, as a function. */
export function dispatchRel(rel: ReadRel, env: RelEnv): Block {
  const emit = handlers[rel.kind] as (rel: ReadRel, env: RelEnv) => Block;
  return emit(rel, env);
}
