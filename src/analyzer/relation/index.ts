import { refuseFormerOuter } from "./former-subqueries.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Relation, RelationKind } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { analyzeAsOfJoin } from "./as-of-join.ts";
import { analyzeDeduplicate, analyzeDrop, analyzeRenamed, analyzeToDf, analyzeWithColumns } from "./columns.ts";
import { analyzeCommandRows } from "./command-rows.ts";
import { analyzeFilter } from "./filter.ts";
import { analyzeInlineTable } from "./inline-table.ts";
import { analyzeJoin } from "./join.ts";
import {
  analyzeCheckpointRead,
  analyzeFileRead,
  analyzeLocalData,
  analyzeNamedTable,
  analyzeOneRow,
  analyzeRange,
} from "./leaf.ts";
import { analyzeLimit, analyzeOffset, analyzeTail } from "./limit.ts";
import { analyzeToSchema } from "./match-schema.ts";
import { analyzeDropNa, analyzeFillNa, analyzeReplaceNa } from "./missing.ts";
import {
  analyzeAlias,
  analyzeCtes,
  analyzeLateralView,
  analyzeNamedWindows,
  analyzePiped,
  analyzeWithRelations,
} from "./named.ts";
import { analyzeNearestByJoin } from "./nearest-by-join.ts";
import { analyzeCollectMetrics } from "./observe.ts";
import { analyzePairStatistic } from "./pair-statistic.ts";
import { analyzeHint, analyzeRepartition } from "./partitioning.ts";
import { analyzePivot } from "./pivot.ts";
import { analyzePythonCogroups, analyzePythonGroups, analyzePythonMap } from "./python.ts";
import { analyzePythonTable } from "./python-table.ts";
import { analyzeApproxQuantile } from "./quantiles.ts";
import { analyzeSample, analyzeSampleBy } from "./sample.ts";
import { analyzeAggregate, analyzeProject } from "./select.ts";
import { analyzeSetOperation, flattened } from "./set-operation.ts";
import { analyzeSort } from "./sort.ts";
import { analyzeDescribe, analyzeSummary } from "./summary.ts";
import { analyzeTableFunction } from "./table-function.ts";
import { analyzeTableOutput } from "./table-output.ts";
import { analyzeTranspose } from "./transpose.ts";
import { analyzeUnpivot } from "./unpivot.ts";
import { analyzeZip } from "./zip.ts";

/** A relation whose first input is analysed before it, in the same context: a link of a chain of any length. */
type Link = Extract<Relation, { readonly input: Relation } | { readonly left: Relation }>;
type LinkKind = Exclude<Link["kind"], "with_ctes" | "named_windows">;

type Linked = {
  readonly [K in LinkKind]: (node: Extract<Relation, { kind: K }>, input: Analyzed, cx: RelationContext) => Analyzed;
};
type Standing = {
  readonly [K in Exclude<RelationKind, LinkKind>]: (
    node: Extract<Relation, { kind: K }>,
    cx: RelationContext,
  ) => Analyzed;
};

const rowsOnly = (what: string) => (): Analyzed => {
  throw unsupported(`${what} inside another relation`);
};

const linked: Linked = {
  project: analyzeProject,
  filter: analyzeFilter,
  join: analyzeJoin,
  as_of_join: analyzeAsOfJoin,
  nearest_by_join: analyzeNearestByJoin,
  zip: analyzeZip,
  set_operation: analyzeSetOperation,
  sort: analyzeSort,
  limit: analyzeLimit,
  offset: analyzeOffset,
  tail: analyzeTail,
  aggregate: analyzeAggregate,
  pivot: analyzePivot,
  unpivot: analyzeUnpivot,
  transpose: analyzeTranspose,
  subquery_alias: analyzeAlias,
  piped: analyzePiped,
  lateral_view: analyzeLateralView,
  python_map: analyzePythonMap,
  python_groups: analyzePythonGroups,
  python_cogroups: analyzePythonCogroups,
  script_transform: () => {
    throw unsupported("TRANSFORM");
  },
  to_df: analyzeToDf,
  with_columns: analyzeWithColumns,
  with_columns_renamed: analyzeRenamed,
  drop: analyzeDrop,
  deduplicate: analyzeDeduplicate,
  sample: analyzeSample,
  repartition: analyzeRepartition,
  hint: analyzeHint,
  to_schema: analyzeToSchema,
  table_output: analyzeTableOutput,
  show_string: rowsOnly("show_string"),
  html_string: rowsOnly("html_string"),
  fill_na: analyzeFillNa,
  drop_na: analyzeDropNa,
  replace_na: analyzeReplaceNa,
  summary: analyzeSummary,
  describe: analyzeDescribe,
  pair_statistic: analyzePairStatistic,
  approx_quantile: analyzeApproxQuantile,
  sample_by: analyzeSampleBy,
  collect_metrics: analyzeCollectMetrics,
};

const standing: Standing = {
  named_table: analyzeNamedTable,
  file_read: analyzeFileRead,
  local_data: analyzeLocalData,
  cached_local_data: analyzeLocalData,
  checkpoint_read: analyzeCheckpointRead,
  range: analyzeRange,
  one_row: analyzeOneRow,
  inline_table: analyzeInlineTable,
  table_function: analyzeTableFunction,
  with_ctes: analyzeCtes,
  with_relations: analyzeWithRelations,
  named_windows: analyzeNamedWindows,
  python_table: analyzePythonTable,
  catalog: analyzeLocalData,
  command_rows: analyzeCommandRows,
  unsupported: (node) => {
    throw unsupported(node.feature);
  },
};

/** Relations may nest this deep through subqueries, views and right sides; chains of inputs count once. */
const MAX_NESTING = 500;

/** A relation to its meaning. Chains of inputs are walked on an explicit stack, so their length is no depth. */
export function analyzeRelation(root: Relation, around: RelationContext): Analyzed {
  if (around.depth >= MAX_NESTING) throw sparkError("MAX_DEPTH_EXCEEDED", { limit: String(MAX_NESTING) });
  const links: Link[] = [];
  const cx = { ...around, depth: around.depth + 1 };
  let node = root;
  for (let next = chained(node); next !== undefined; next = chained(node)) {
    links.push(node as Link);
    node = next;
  }
  let analyzed = (standing[node.kind as keyof Standing] as (n: Relation, cx: RelationContext) => Analyzed)(node, cx);
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    const handler = linked[link.kind as LinkKind] as (n: Link, input: Analyzed, cx: RelationContext) => Analyzed;
    const below = analyzed.relation;
    analyzed = handler(link, analyzed, cx);
    refuseFormerOuter(link, below, analyzed.relation, cx);
    if (isUnionAll(link) && !isUnionAll(links.at(-1)))
      analyzed = { ...analyzed, relation: flattened(analyzed.relation) };
  }
  return analyzed;
}

const isUnionAll = (node: Relation | undefined): boolean =>
  node?.kind === "set_operation" && node.operation === "union" && node.all;

function chained(node: Relation): Relation | undefined {
  if (node.kind === "with_ctes" || node.kind === "named_windows") return undefined;
  if ("input" in node) return node.input;
  return "left" in node ? node.left : undefined;
}
