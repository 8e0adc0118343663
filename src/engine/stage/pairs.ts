/** Rows of a query that looks out, for all rows of the query around it at once (`DecorrelateInnerQuery`). */
import type { Column } from "../../resolved/column.ts";
import type { Expression, SortKey, WindowCall } from "../../resolved/expression.ts";
import type { Aggregate, Join, Limit, Relation } from "../../resolved/relation.ts";
import { expressionsOf, mapExpressions, someExpression } from "../../resolved/visit.ts";
import { BOOLEAN, LONG } from "../../types/data-type.ts";
import { numbered, reference } from "../prepare/row-numbers.ts";
import { type CutColumns, kept, projected } from "./columns.ts";
import { conjunction } from "./python-parts.ts";

/** The rows around a query, as they stand beside its own. */
export interface Around {
  readonly rows: Relation;
  /** The column that tells the rows apart. */
  readonly number: Column;
  /** An expression of the query, over columns of `rows` where it looked out. */
  within(e: Expression): Expression;
  /** Whether a relation depends on these rows. */
  looksOut(r: Relation): boolean;
  /** The same rows with other columns. */
  again(): Around;
  readonly columns: CutColumns;
}

/** Pairs of rows: the columns of those around, then those of the query. */
export interface Pairs {
  readonly rows: Relation;
  readonly around: Around;
}

/** The rows of a relation for each row around it; `undefined` where they cannot be made for all of these at once. */
export function pairsOf(relation: Relation, around: Around): Pairs | undefined {
  if (!around.looksOut(relation)) return { rows: crossed(around.rows, relation), around };
  // A query further in may look out as well: it is not looked into.
  if (expressionsOf(relation).some((e) => someExpression(e, (x) => x.kind === "subquery"))) return undefined;
  const within = <R extends Relation>(r: R): R => mapExpressions(r, (e) => around.within(e)) as R;
  const { output } = around.rows;
  switch (relation.kind) {
    case "filter": {
      const below = pairsOf(relation.input, around);
      return below && { ...below, rows: { ...within(relation), input: below.rows, output: below.rows.output } };
    }
    case "project": {
      const below = pairsOf(relation.input, around);
      return below && { ...below, rows: projected(below.rows, [...output.map(kept), ...within(relation).projections]) };
    }
    case "generate": {
      const below = pairsOf(relation.input, around);
      if (below === undefined) return undefined;
      const rows = { ...within(relation), input: below.rows, output: [...below.rows.output, ...relation.generated] };
      return { ...below, rows };
    }
    case "window": {
      const below = pairsOf(relation.input, around);
      if (below === undefined) return undefined;
      const apart = (call: WindowCall): WindowCall => ({
        ...call,
        partition: [reference(around.number), ...call.partition],
      });
      const windows = within(relation).windows.map((w) => ({ ...w, call: apart(w.call) }));
      const rows = {
        ...relation,
        input: below.rows,
        windows,
        output: [...below.rows.output, ...windows.map((w) => w.column)],
      };
      return { ...below, rows };
    }
    case "join":
      return ofJoin(relation, around);
    case "aggregate":
      return ofAggregate(relation, around);
    case "sort":
      return pairsOf(relation.input, around);
    case "limit":
      return ofLimit(relation, around);
    case "python_table": {
      const isAlone = relation.input.kind === "values" && relation.input.output.length === 0;
      if (!isAlone || relation.table !== undefined || relation.outer !== undefined) return undefined;
      return { around, rows: { ...within(relation), input: around.rows, output: [...output, ...relation.generated] } };
    }
    default:
      return undefined;
  }
}

/** Where one side alone looks out, the other stands as it is. */
function ofJoin(join: Join, around: Around): Pairs | undefined {
  if (join.lateral || join.type === "right" || join.type === "full") return undefined;
  const condition = join.condition && around.within(join.condition);
  const isInner = join.type === "inner" || join.type === "cross";
  const isOfRight = around.looksOut(join.right);
  if (isOfRight && (!isInner || around.looksOut(join.left))) return undefined;
  const type = join.type === "cross" && condition !== undefined ? "inner" : join.type;
  if (isOfRight) {
    const below = pairsOf(join.right, around);
    const output = below && [...join.left.output, ...below.rows.output];
    return below && output && { ...below, rows: { ...join, type, condition, right: below.rows, output } };
  }
  const below = pairsOf(join.left, around);
  if (below === undefined) return undefined;
  const isHalf = join.type === "left_semi" || join.type === "left_anti";
  const known = new Map(join.output.map((c) => [c.id, c]));
  const ofRight = isHalf ? [] : join.right.output.map((c) => known.get(c.id) ?? c);
  const rows: Join = { ...join, type, condition, left: below.rows, output: [...below.rows.output, ...ofRight] };
  return { ...below, rows };
}

/** Aggregate functions that give NULL where there are no rows. */
const NULL_OF_NOTHING: ReadonlySet<string> = new Set(["max", "min", "sum", "avg", "first", "last"]);

/** Groups are those of each row; a row without any has none, and one row of an aggregate without keys. */
function ofAggregate(relation: Aggregate, around: Around): Pairs | undefined {
  const { grouping, measures, sets } = relation;
  const isWhole = grouping.length === 0;
  if (sets !== undefined || (isWhole && !measures.every((m) => NULL_OF_NOTHING.has(m.call.function)))) return undefined;
  const below = pairsOf(relation.input, around);
  if (below === undefined) return undefined;
  const { number } = below.around;
  const within = mapExpressions(relation, (e) => below.around.within(e)) as Aggregate;
  const right: Aggregate = {
    ...within,
    input: below.rows,
    grouping: [kept(number), ...within.grouping],
    output: [number, ...relation.output],
  };
  const again = around.again();
  const ofRight = isWhole ? right.output.map((c) => ({ ...c, nullable: true })) : right.output;
  const rows: Join = {
    kind: "join",
    left: again.rows,
    right,
    type: isWhole ? "left" : "inner",
    condition: logical("=", [reference(again.number), reference(number)]),
    lateral: false,
    output: [...again.rows.output, ...ofRight],
  };
  return { rows, around: again };
}

/** So many rows of each, in their order. */
function ofLimit({ input, count, offset }: Limit, around: Around): Pairs | undefined {
  const below = pairsOf(input, around);
  if (below === undefined) return undefined;
  const place = around.columns.make("place", LONG, false);
  const keys: readonly SortKey[] = input.kind === "sort" ? input.keys : [];
  const windowOrder = keys.map((k) => ({ ...k, expression: below.around.within(k.expression) }));
  const ranked = numbered(below.rows, place, { partition: [reference(below.around.number)], windowOrder });
  const compared = (operator: string, value: number): Expression =>
    logical(operator, [reference(place), { kind: "literal", type: LONG, value: BigInt(value), nullable: false }]);
  const condition = conjunction([
    compared(">", offset),
    ...(count === undefined ? [] : [compared("<=", offset + count)]),
  ]) as Expression;
  const rows: Relation = { kind: "filter", input: ranked, condition, output: ranked.output };
  return { rows, around: below.around };
}

/** A comparison of what is never NULL. */
export const logical = (name: string, args: readonly Expression[]): Expression => ({
  kind: "call",
  function: name,
  args,
  type: BOOLEAN,
  nullable: false,
  mode: "ansi",
});

const crossed = (left: Relation, right: Relation): Join => ({
  kind: "join",
  left,
  right,
  type: "cross",
  lateral: false,
  output: [...left.output, ...right.output],
});
