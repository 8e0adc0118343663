/** Short spellings of backend plans, for tests that run without a front door. */
import type {
  EvalMode,
  ReadAggregate,
  ReadAggregateCall,
  ReadCall,
  ReadCast,
  ReadColumn,
  ReadExpr,
  ReadField,
  ReadFilter,
  ReadJoin,
  ReadLiteral,
  ReadPlan,
  ReadProject,
  ReadRel,
  ReadSort,
  ReadSortKey,
  ReadValues,
} from "../../src/substrait/read/plan.ts";
import { BOOLEAN, type DataType, INT, LONG, STRING } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";

export const column = (type: DataType, nullable = true): ReadColumn => ({ type, nullable });

export const lit = (value: Value, type: DataType): ReadLiteral => ({
  kind: "literal",
  value,
  type,
  nullable: value === null,
});
export const int = (value: number | null): ReadLiteral => lit(value, INT);
export const long = (value: bigint | null): ReadLiteral => lit(value, LONG);
export const str = (value: string | null): ReadLiteral => lit(value, STRING);

/** The column at a position of a relation. */
export const col = (rel: ReadRel, index: number): ReadField => {
  const found = rel.columns[index];
  if (found === undefined) throw new RangeError(`no column ${index}`);
  return { kind: "field", index, ...found };
};

export const call = (
  name: string,
  args: readonly ReadExpr[],
  type: DataType,
  options: { mode?: EvalMode; origin?: number; nullable?: boolean } = {},
): ReadCall => ({
  kind: "call",
  function: name,
  args,
  type,
  nullable: options.nullable ?? args.some((a) => a.nullable),
  mode: options.mode ?? "ansi",
  ...(options.origin !== undefined && { origin: options.origin }),
});

/** A comparison or connective. */
export const test = (name: string, ...args: readonly ReadExpr[]): ReadCall => call(name, args, BOOLEAN);

export const cast = (child: ReadExpr, type: DataType, mode: EvalMode = "ansi", origin?: number): ReadCast => ({
  kind: "cast",
  child,
  type,
  mode,
  nullable: child.nullable || mode !== "ansi",
  ...(origin !== undefined && { origin }),
});

export const values = (types: readonly DataType[], rows: readonly (readonly Value[])[]): ReadValues => ({
  kind: "values",
  columns: types.map((type, i) =>
    column(
      type,
      rows.some((row) => (row[i] ?? null) === null),
    ),
  ),
  rows: rows.map((row) => types.map((type, i) => lit(row[i] ?? null, type))),
});

export const project = (input: ReadRel, ...expressions: readonly ReadExpr[]): ReadProject => ({
  kind: "project",
  input,
  expressions,
  columns: expressions.map(({ type, nullable }) => ({ type, nullable })),
});

export const filter = (input: ReadRel, condition: ReadExpr): ReadFilter => ({
  kind: "filter",
  input,
  condition,
  columns: input.columns,
});

export const join = (
  left: ReadRel,
  right: ReadRel,
  type: ReadJoin["type"],
  condition?: ReadExpr,
  lateral = false,
): ReadJoin => ({
  kind: "join",
  left,
  right,
  type,
  condition,
  lateral,
  columns: type === "left_semi" || type === "left_anti" ? left.columns : [...left.columns, ...right.columns],
});

export const measure = (
  name: string,
  args: readonly ReadExpr[],
  type: DataType,
  options: Partial<ReadAggregateCall> = {},
): ReadAggregateCall => ({
  function: name,
  args,
  distinct: false,
  ignoreNulls: false,
  order: [],
  mode: "ansi",
  type,
  nullable: true,
  ...options,
});

export const aggregate = (
  input: ReadRel,
  grouping: readonly ReadExpr[],
  measures: readonly ReadAggregateCall[],
  sets?: readonly (readonly number[])[],
): ReadAggregate => ({
  kind: "aggregate",
  input,
  grouping,
  measures,
  sets,
  columns: [
    ...grouping.map((g) => column(g.type, g.nullable || sets !== undefined)),
    ...(sets === undefined ? [] : [column(LONG, false)]),
    ...measures.map((m) => column(m.type, m.nullable)),
  ],
});

export const asc = (expression: ReadExpr): ReadSortKey => ({ expression, descending: false, nulls: "first" });
export const desc = (expression: ReadExpr): ReadSortKey => ({ expression, descending: true, nulls: "last" });

export const sort = (input: ReadRel, ...keys: readonly ReadSortKey[]): ReadSort => ({
  kind: "sort",
  input,
  keys,
  columns: input.columns,
});

export const fetch = (input: ReadRel, count: number | undefined, offset = 0): ReadRel => ({
  kind: "fetch",
  input,
  count,
  offset,
  columns: input.columns,
});

export const range = (start: bigint, end: bigint, step = 1n): ReadRel => ({
  kind: "range",
  start,
  end,
  step,
  columns: [column(LONG, false)],
});

export const plan = (root: ReadRel, shared: readonly ReadRel[] = []): ReadPlan => ({
  shared,
  root,
  names: root.columns.map((_, i) => `c${i}`),
  origins: [],
});
