import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { outerReferences, replaceTopDown, someExpression } from "../../resolved/visit.ts";
import type { Zip } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import type { ScopeColumn } from "../scope.ts";
import { columnRef, planKeyOf } from "../typed.ts";
import { visible } from "../visible.ts";

/**
 * The columns of two DataFrames side by side, which must be selections from the same rows (`ResolveZip`): one selection
 * of both lists. The plans inside are gone: no column can name them any more.
 */
export function analyzeZip(node: Zip, left: Analyzed, cx: RelationContext): Analyzed {
  const right = cx.analyze(node.right, cx);
  const [a, b] = [selections(visible(left)), selections(visible(right))];
  if (planKeyOf(a.base) !== planKeyOf(b.base)) throw sparkError("ZIP_PLANS_NOT_MERGEABLE", {});
  const own = new Map(b.base.output.map((c, i) => [c.id, a.base.output[i] ?? c]));
  const renamed = b.layers.map((layer) => layer.map((p) => ofLeft(p, own)));
  let relation = a.base;
  let shown: readonly [readonly Column[], readonly Column[]] = [a.base.output, a.base.output];
  for (let i = 0; i < Math.max(a.layers.length, renamed.length); i++) {
    const [ours, theirs] = [a.layers[i] ?? passing(shown[0]), renamed[i] ?? passing(shown[1])];
    shown = [ours.map((p) => p.column), theirs.map((p) => p.column)];
    relation = project(relation, distinct([...ours, ...theirs]));
  }
  // What both sides show is told apart from here on.
  const second = shown[1].map((column): Projection => {
    const { name, type, nullable, metadata } = column;
    return { column: cx.ids.column(name, type, nullable, metadata), expression: columnRef(column) };
  });
  const columns: ScopeColumn[] = [
    ...left.scope.columns,
    ...right.scope.columns.map((c, i) => ({ ...c, column: second[i]?.column ?? c.column })),
  ];
  return {
    relation: project(relation, [...passing(shown[0]), ...second]),
    scope: { columns, hidden: [], plans: { planId: node.planId, columns, below: [] } },
  };
}

/** The selections over a plan, the lowest first, and what they select from. */
function selections(plan: Relation): { base: Relation; layers: readonly (readonly Projection[])[] } {
  const layers: (readonly Projection[])[] = [];
  let base = plan;
  for (; base.kind === "project"; base = base.input) layers.unshift(base.projections);
  return { base, layers };
}

/** A projection over the left side's rows: the right side's columns are the same ones under other ids. */
function ofLeft({ column, expression }: Projection, own: ReadonlyMap<ColumnId, Column>): Projection {
  if (someExpression(expression, (e) => e.kind === "subquery" && outerReferences(e.plan).size > 0)) {
    throw unsupported("DataFrame.zip of a selection with a subquery of its own rows");
  }
  const left = own.get(column.id);
  const renamed = replaceTopDown(expression, (e: Resolved) => {
    const found = e.kind === "column" ? own.get(e.id) : undefined;
    return found === undefined ? undefined : columnRef(found);
  });
  return { column: left ?? column, expression: renamed };
}

const passing = (columns: readonly Column[]): readonly Projection[] =>
  columns.map((column) => ({ column, expression: columnRef(column) }));

const distinct = (projections: readonly Projection[]): readonly Projection[] =>
  projections.filter((p, i) => projections.findIndex((q) => q.column.id === p.column.id) === i);

const project = (input: Relation, projections: readonly Projection[]): Relation => ({
  kind: "project",
  input,
  projections,
  output: projections.map((p) => p.column),
});
