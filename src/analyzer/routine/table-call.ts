/** Calls of SQL functions in FROM. */
import { sparkError } from "../../errors/spark-error.ts";
import type { Column } from "../../resolved/column.ts";
import type { Relation as ResolvedRelation } from "../../resolved/relation.ts";
import { someExpression } from "../../resolved/visit.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { TableFunction } from "../../unresolved/relation.ts";
import type { Analyzed, ExpressionContext } from "../context.ts";
import { holds } from "../relation/misplaced.ts";
import { isRandom } from "../random.ts";
import { EMPTY_SCOPE, qualified } from "../scope.ts";
import { columnRef } from "../typed.ts";
import { bindArguments } from "./arguments.ts";
import { asGiven, type Binding, boundRows } from "./bind.ts";
import { type BodyContext, bodyRows, contextOf, parameterColumns } from "./body.ts";
import { atCall } from "./find.ts";
import type { Routine } from "./routine.ts";

/**
 * The rows of a call. Its arguments see the columns of the queries around only; `alone` resolves what sees no others.
 */
export function routineRows(routine: Routine, node: TableFunction, alone: ExpressionContext): Analyzed {
  const { relation: cx, resolve } = alone;
  const { origin } = node;
  const inner: BodyContext = { relation: contextOf(routine, cx, origin), resolve };
  const columns = parameterColumns(routine, cx);
  const { bindings } = bindArguments(routine, columns, node.args, (e) => resolve(e, alone), inner, origin);
  const isVarying = (e: Expression): boolean => e.kind === "attribute" || e.kind === "subquery";
  const constant = !node.args.some((e) => holds(e, isVarying)) && !bindings.some(({ value }) => isRandom(value));
  const rows = atCall(routine, origin, () =>
    bodyRows(routine, asGiven(columns, bindings), inner.relation, origin, constant),
  );
  const relation = withArguments(rows, bindings);
  const shown = qualified(relation.output, [routine.name]);
  return {
    relation,
    scope: { ...EMPTY_SCOPE, columns: shown, plans: { planId: node.planId, columns: shown, below: [] } },
  };
}

/** Random arguments are drawn once, beside the rows; all others are put into them. */
function withArguments(rows: ResolvedRelation, bindings: readonly Binding[]): ResolvedRelation {
  const random = bindings.filter(({ value }) => isRandom(value));
  const others = bindings.filter((b) => !random.includes(b));
  const plan = boundRows(rows, others);
  if (random.length === 0) return plan;
  if (random.some(({ value }) => someExpression(value, (e) => e.kind === "outer"))) {
    throw sparkError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.NON_DETERMINISTIC_LATERAL_SUBQUERIES", {
      treeNode: "LateralJoin",
    });
  }
  const drawn: readonly Column[] = random.map(({ column }) => column);
  const left: ResolvedRelation = {
    kind: "project",
    input: { kind: "values", rows: [[]], output: [] },
    projections: random.map(({ column, value }) => ({ column, expression: value })),
    output: drawn,
  };
  const joined: ResolvedRelation = {
    kind: "join",
    left,
    right: plan,
    type: "cross",
    condition: undefined,
    lateral: true,
    output: [...drawn, ...plan.output],
  };
  const projections = plan.output.map((column) => ({ column, expression: columnRef(column) }));
  return { kind: "project", input: joined, projections, output: plan.output };
}
