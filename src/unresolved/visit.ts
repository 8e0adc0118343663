import type { Expression, WindowSpec } from "./expression.ts";
import type { Relation } from "./relation.ts";

type Keys<N extends { kind: string }, Child> = {
  readonly [K in N["kind"]]: (node: Extract<N, { kind: K }>) => readonly Child[];
};

const NONE: readonly never[] = [];
const none = () => NONE;
const unary = (node: { readonly input: Relation }) => [node.input];
const binary = (node: { readonly left: Relation; readonly right: Relation }) => [node.left, node.right];

/** Relations directly below each kind of relation, those inside expressions not counted. */
const relationInputs: Keys<Relation, Relation> = {
  named_table: none,
  file_read: none,
  local_data: none,
  cached_local_data: none,
  checkpoint_read: none,
  range: none,
  one_row: none,
  inline_table: none,
  table_function: none,
  project: unary,
  filter: unary,
  join: binary,
  as_of_join: binary,
  nearest_by_join: binary,
  zip: binary,
  set_operation: binary,
  sort: unary,
  limit: unary,
  offset: unary,
  tail: unary,
  aggregate: unary,
  pivot: unary,
  unpivot: unary,
  transpose: unary,
  subquery_alias: unary,
  with_ctes: (n) => [...n.ctes.map((cte) => cte.query), n.input],
  with_relations: (n) => [n.root, ...n.references],
  named_windows: unary,
  lateral_view: unary,
  script_transform: unary,
  python_map: unary,
  python_groups: unary,
  python_cogroups: binary,
  python_table: none,
  to_df: unary,
  with_columns: unary,
  with_columns_renamed: unary,
  drop: unary,
  deduplicate: unary,
  sample: unary,
  repartition: unary,
  hint: unary,
  piped: unary,
  to_schema: unary,
  table_output: unary,
  show_string: unary,
  html_string: unary,
  fill_na: unary,
  drop_na: unary,
  replace_na: unary,
  summary: unary,
  describe: unary,
  pair_statistic: unary,
  approx_quantile: unary,
  sample_by: unary,
  collect_metrics: unary,
  catalog: none,
  command_rows: none,
  unsupported: none,
};

const optional = <T>(node: T | undefined): readonly T[] => (node === undefined ? NONE : [node]);
const windowParts = (w: WindowSpec): readonly Expression[] => [
  ...w.partition,
  ...w.order,
  ...(w.frame === undefined
    ? []
    : [w.frame.lower, w.frame.upper].flatMap((b) => (b.kind === "value" ? [b.value] : []))),
];

/** Expressions directly in each kind of relation. */
const relationExpressions: Keys<Relation, Expression> = {
  named_table: none,
  file_read: none,
  local_data: none,
  cached_local_data: none,
  checkpoint_read: none,
  range: none,
  one_row: none,
  inline_table: (n) => n.rows.flat(),
  table_function: (n) => n.args,
  project: (n) => [...n.expressions, ...Object.values(n.windows ?? {}).flatMap(windowParts)],
  filter: (n) => [n.condition],
  join: (n) => optional(n.condition),
  nearest_by_join: (n) => [n.ranking],
  zip: none,
  as_of_join: (n) => [n.leftAsOf, n.rightAsOf, ...optional(n.condition), ...optional(n.tolerance)],
  set_operation: none,
  sort: (n) => n.order,
  limit: (n) => [n.count],
  offset: (n) => [n.count],
  tail: (n) => [n.count],
  aggregate: (n) => [...n.grouping, ...n.groupingSets.flat(), ...n.aggregates],
  pivot: (n) => [...(n.grouping ?? []), n.column, ...(n.values ?? []), ...n.aggregates],
  unpivot: (n) => [...(n.ids ?? []), ...(n.values ?? []).flat()],
  transpose: (n) => optional(n.index),
  subquery_alias: none,
  with_ctes: none,
  with_relations: none,
  named_windows: (n) => Object.values(n.windows).flatMap(windowParts),
  lateral_view: (n) => [n.generator],
  to_df: none,
  with_columns: (n) => n.aliases,
  with_columns_renamed: none,
  drop: (n) => n.columns,
  deduplicate: none,
  sample: none,
  repartition: (n) => n.expressions,
  hint: (n) => n.params,
  piped: none,
  to_schema: none,
  table_output: (n) => n.fixed.map((f) => f.value),
  show_string: none,
  html_string: none,
  fill_na: (n) => n.values,
  drop_na: none,
  replace_na: (n) => n.replacements.flatMap((r) => [r.old, r.new]),
  summary: none,
  describe: none,
  pair_statistic: none,
  approx_quantile: none,
  sample_by: (n) => [n.column, ...n.fractions.map((f) => f.stratum)],
  collect_metrics: (n) => n.metrics,
  catalog: none,
  command_rows: none,
  script_transform: none,
  python_map: none,
  python_groups: (n) => n.grouping,
  python_cogroups: (n) => [...n.leftGrouping, ...n.rightGrouping],
  python_table: (n) => n.args,
  unsupported: none,
};

const expressionChildren: Keys<Expression, Expression> = {
  literal: none,
  attribute: none,
  star: none,
  column_regex: none,
  function: (n) =>
    n.filter === undefined && n.withinGroup === undefined
      ? n.args
      : [...n.args, ...optional(n.filter), ...(n.withinGroup ?? [])],
  case: (n) => [...n.branches.flatMap((b) => [b.when, b.then]), ...optional(n.otherwise)],
  alias: (n) => [n.child],
  cast: (n) => [n.child],
  sort_order: (n) => [n.child],
  lambda: (n) => [n.body],
  lambda_variable: none,
  window: (n) => [n.function, ...("name" in n.window ? [] : windowParts(n.window))],
  extract_value: (n) => [n.child, n.extraction],
  update_fields: (n) => [n.child, ...optional(n.value)],
  named_argument: (n) => [n.value],
  subquery: (n) => [...n.values, ...(n.given?.partition ?? []), ...(n.given?.order ?? [])],
  in: (n) => [n.child, ...n.list],
  python_call: (n) => n.args,
  parameter: none,
};

type Lookup<N extends { kind: string }, Child> = (node: N) => readonly Child[];
const dispatch =
  <N extends { kind: string }, Child>(table: Keys<N, Child>): Lookup<N, Child> =>
  (node) =>
    (table as unknown as Record<string, Lookup<N, Child>>)[node.kind]?.(node) ?? [];

/** Relations directly below a relation. */
export const inputsOf: Lookup<Relation, Relation> = dispatch(relationInputs);

/** Expressions directly in a relation. */
export const expressionsOf: Lookup<Relation, Expression> = dispatch(relationExpressions);

/** Expressions directly inside an expression; the plans of subqueries are not expressions. */
export const subexpressionsOf: Lookup<Expression, Expression> = dispatch(expressionChildren);

/** Whether a value is a relation: no kind of expression has a relation's name. */
export const isRelation = (value: { readonly kind?: unknown }): value is Relation =>
  typeof value.kind === "string" && Object.hasOwn(relationInputs, value.kind);
