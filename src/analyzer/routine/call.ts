/** Calls of SQL functions among expressions: the body with the arguments in it (`ResolveSQLFunctions`). */
import { sparkError } from "../../errors/spark-error.ts";
import { someExpression } from "../../resolved/visit.ts";
import type { Expression as Asked, FunctionCall } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { holds } from "../relation/misplaced.ts";
import { expandStars } from "../relation/star.ts";
import type { Typed } from "../typed.ts";
import { bindArguments } from "./arguments.ts";
import { asGiven, type Binding, bound, type Precompute } from "./bind.ts";
import { type BodyContext, bodyValue, contextOf, parameterColumns } from "./body.ts";
import { atCall } from "./find.ts";
import { quotedName, type Routine, routineName } from "./routine.ts";

const isLambda = (e: Asked): boolean => e.kind === "lambda";

/** The meaning of a call. */
export function routineCall(routine: Routine, node: FunctionCall, cx: ExpressionContext): Typed {
  const { origin } = node;
  refuseClauses(routine, node);
  const inner: BodyContext = { relation: contextOf(routine, cx.relation, origin), resolve: cx.resolve };
  const columns = parameterColumns(routine, cx.relation);
  const { args, bindings } = bindArguments(
    routine,
    columns,
    expandStars(node.args, cx),
    (e) => cx.resolve(e, cx),
    inner,
    origin,
  );
  const sql = () => `${routineName(routine)}(${args.map((a) => a.sql()).join(", ")})`;
  refuseOperator(routine, node, cx, sql);
  if (cx.lambdas.length > 0 || node.args.some((e) => holds(e, isLambda))) refuseLambda(routine, node, bindings, cx);
  const body = atCall(routine, origin, () => bodyValue(routine, asGiven(columns, bindings), inner, origin));
  return { expr: bound(body, bindings, cx.relation.ids, precomputedIn(cx)), sql, foldable: false };
}

/** Where a call's arguments can be columns below the operator. */
function precomputedIn({ precomputed, insideAggregate, clause }: ExpressionContext): Precompute | undefined {
  if (precomputed === undefined || (!insideAggregate && clause !== "SELECT" && clause !== "WHERE")) return undefined;
  return (value) => precomputed(value, insideAggregate);
}

/** Spark 4.3 says what it does not do; before that it failed where a lambda's parameter is an argument. */
function refuseLambda(
  routine: Routine,
  { origin }: FunctionCall,
  bindings: readonly Binding[],
  cx: ExpressionContext,
): void {
  if (cx.relation.facts.settings.line >= 403) {
    const params = { funcName: routineName(routine) };
    throw sparkError("UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF", params, { origin });
  }
  if (cx.lambdas.length === 0) return;
  for (const { value } of bindings) {
    if (!someExpression(value, (e) => e.kind === "lambda_ref")) continue;
    throw sparkError(
      "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT",
      { missingAttributes: '"x"', input: "", operator: "Project" },
      { origin },
    );
  }
}

/** Operators whose expressions Spark puts no bodies in, by the clause that makes them. */
const WITHOUT_ROUTINES: Readonly<Record<string, string>> = {
  "ORDER BY": "Sort",
  LIMIT: "GlobalLimit",
  OFFSET: "Offset",
  TAIL: "Tail",
  "DISTRIBUTE BY": "RepartitionByExpression",
  "LATERAL VIEW": "Generate",
};

function refuseOperator(routine: Routine, node: FunctionCall, cx: ExpressionContext, sql: () => string): void {
  const nodeName = cx.operator ?? WITHOUT_ROUTINES[cx.clause];
  if (nodeName !== undefined) throw misused(routine, node, nodeName);
  if (cx.clause !== "VALUES") return;
  throw sparkError(
    "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE",
    { expr: `"${sql()}"` },
    { origin: node.origin },
  );
}

/** UNSUPPORTED_SQL_UDF_USAGE. */
export const misused = (routine: Routine, { origin }: FunctionCall, nodeName: string): Error =>
  sparkError("UNSUPPORTED_SQL_UDF_USAGE", { functionName: quotedName(routine), nodeName }, { origin });

function refuseClauses(routine: Routine, node: FunctionCall): void {
  const syntax =
    node.distinct === true
      ? "DISTINCT"
      : node.filter !== undefined
        ? "FILTER CLAUSE"
        : node.ignoreNulls === true
          ? "IGNORE NULLS"
          : node.withinGroup !== undefined
            ? "WITHIN GROUP (ORDER BY ...)"
            : undefined;
  if (syntax === undefined) return;
  throw sparkError(
    "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX",
    { prettyName: quotedName(routine), syntax },
    { origin: node.origin },
  );
}
