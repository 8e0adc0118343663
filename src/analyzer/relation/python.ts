/** Rows that Python functions make of partitions, of groups and of cogroups. */
import { requirementFailed, unsupported } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { sameType } from "../../types/data-type.ts";
import type { PythonFunction } from "../../types/python-function.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { PythonCogroups, PythonGroups, PythonMap } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { nameOf, resolve } from "../expression/resolve.ts";
import { type PlanTree, qualified } from "../scope.ts";
import { plainContext } from "./plain-context.ts";

/** What a function makes of all rows. */
export function analyzePythonMap(node: PythonMap, input: Analyzed, cx: RelationContext): Analyzed {
  const { udf, isBarrier } = node;
  const output = columnsOf(udf, cx);
  return made({ kind: "python_map", input: input.relation, udf, isBarrier, output }, node.planId, [input], cx);
}

/** What a function makes of each group of rows. */
export function analyzePythonGroups(node: PythonGroups, input: Analyzed, cx: RelationContext): Analyzed {
  const { udf } = node;
  const grouping = keysOf(node.grouping, input, cx);
  const output = columnsOf(udf, cx);
  return made({ kind: "python_groups", input: input.relation, grouping, udf, output }, node.planId, [input], cx);
}

/** What a function makes of groups of two inputs. */
export function analyzePythonCogroups(node: PythonCogroups, left: Analyzed, cx: RelationContext): Analyzed {
  const right = cx.analyze(node.right, cx);
  const leftGrouping = keysOf(node.leftGrouping, left, cx);
  const rightGrouping = keysOf(node.rightGrouping, right, cx);
  if (leftGrouping.length !== rightGrouping.length) {
    throw requirementFailed(`cogroups of ${leftGrouping.length} and ${rightGrouping.length} keys`);
  }
  leftGrouping.forEach(({ column }, i) => {
    const other = rightGrouping[i]?.column.type;
    if (other !== undefined && !sameType(column.type, other))
      throw unsupported("cogroups with keys of different types");
  });
  const relation: Relation = {
    kind: "python_cogroups",
    left: left.relation,
    right: right.relation,
    leftGrouping,
    rightGrouping,
    udf: node.udf,
    output: columnsOf(node.udf, cx),
  };
  return made(relation, node.planId, [left, right], cx);
}

function keysOf(grouping: readonly Expression[], input: Analyzed, cx: RelationContext): readonly Projection[] {
  return grouping.map((key) => {
    const typed = resolve(key, plainContext(input, cx, "GROUP BY"));
    const { expr } = typed;
    return { column: cx.ids.column(nameOf(typed), expr.type, expr.nullable), expression: expr };
  });
}

/** The columns of the rows that a function gives. */
function columnsOf({ name, returns }: PythonFunction, cx: RelationContext): readonly Column[] {
  if (returns.kind !== "struct") throw unsupported(`rows of ${name}, which gives ${returns.kind}`);
  return returns.fields.map((f) => cx.ids.column(f.name, f.type, f.nullable, f.metadata));
}

function made(
  relation: Relation,
  planId: number | undefined,
  inputs: readonly Analyzed[],
  cx: RelationContext,
): Analyzed {
  cx.python.used = true;
  const columns = qualified(relation.output, []);
  const below = inputs.map((i) => i.scope.plans).filter((p): p is PlanTree => p !== undefined);
  return { relation, scope: { columns, hidden: [], plans: { planId, columns, below } } };
}
