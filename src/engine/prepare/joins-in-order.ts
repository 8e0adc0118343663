import type { ColumnId } from "../../resolved/column.ts";
import type { Expression, SortKey } from "../../resolved/expression.ts";
import type { Join, Relation } from "../../resolved/relation.ts";
import { someExpression } from "../../resolved/visit.ts";
import { ascending, HiddenColumns, numbered, reference, sortedBy } from "./row-numbers.ts";

/**
 * A join of few rows in the order in which Spark's joins give them. One side is broadcast and the rows of the other
 * come in their order; the matches of one of them the last first, where they are found by equal keys
 * (`BroadcastHashJoinExec` with the chains of `HashedRelation`), else in their order (`BroadcastNestedLoopJoinExec`).
 * A full join by equal keys is sorted by them (`SortMergeJoinExec`). `sizes` is what each side takes, in bytes.
 */
export function joinInOrder(join: Join, sizes: readonly number[], hidden: HiddenColumns): Relation {
  if (join.lateral) return join;
  const left = hidden.number("left_row");
  if (join.type === "left_semi" || join.type === "left_anti") {
    const input = numbered(join.left, left);
    return sortedBy({ ...join, left: input, output: input.output }, [ascending(reference(left))], join.output);
  }
  const right = hidden.number("right_row");
  const inputs = { left: numbered(join.left, left), right: numbered(join.right, right) };
  const keys = equalKeys(join);
  const byLeft = ascending(reference({ ...left, nullable: true }));
  const byRight = ascending(reference({ ...right, nullable: true }));
  const matches = (key: SortKey): SortKey => (keys.length > 0 ? { ...key, descending: true } : key);
  let order: readonly SortKey[];
  // Rows without a partner come behind the others of their key, those of the left side first.
  if (join.type === "full") order = [...keys, { ...byLeft, nulls: "last" }, { ...byRight, nulls: "last" }];
  else if (streamsLeft(join, sizes)) order = [byLeft, matches(byRight)];
  else order = [byRight, matches(byLeft)];
  const numberedJoin: Join = { ...join, ...inputs, output: [...inputs.left.output, ...inputs.right.output] };
  return sortedBy(numberedJoin, order, join.output);
}

/** The side whose rows stay in their order: an inner join broadcasts its smaller side (`getSmallerSide`). */
const streamsLeft = ({ type }: Join, [left = 0, right = 0]: readonly number[]): boolean =>
  type === "left" || (type !== "right" && right <= left);

/** What the sides' equal columns are sorted by. */
function equalKeys({ condition, left }: Join): readonly SortKey[] {
  const found: SortKey[] = [];
  const ids = new Set<ColumnId>(left.output.map((column) => column.id));
  const isLeft = (e: Expression): boolean => someExpression(e, (part) => part.kind === "column" && ids.has(part.id));
  const isRight = (e: Expression): boolean => someExpression(e, (part) => part.kind === "column" && !ids.has(part.id));
  const pending = condition === undefined ? [] : [condition];
  for (let e = pending.pop(); e !== undefined; e = pending.pop()) {
    if (e.kind !== "call") continue;
    const [a, b] = e.args;
    if (e.function === "and") pending.push(...e.args.toReversed());
    if ((e.function !== "=" && e.function !== "<=>") || a === undefined || b === undefined) continue;
    if (
      !(isLeft(a) && !isRight(a) && isRight(b) && !isLeft(b)) &&
      !(isRight(a) && !isLeft(a) && isLeft(b) && !isRight(b))
    )
      continue;
    found.push(
      ascending({ kind: "call", function: "coalesce", args: [a, b], type: a.type, nullable: true, mode: "ansi" }),
    );
  }
  return found;
}
