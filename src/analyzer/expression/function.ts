import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { FunctionDef } from "../../functions/define.ts";
import type { FunctionCall } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { holds } from "../relation/misplaced.ts";
import { routineCall } from "../routine/call.ts";
import { findRoutine } from "../routine/find.ts";
import { columnRef, nullOf, type Typed } from "../typed.ts";
import { aggregated } from "./aggregated.ts";
import { aggregateMisplaced } from "./aggregate-place.ts";
import { infoFields, infoOf } from "./argument.ts";
import {
  findFunction,
  isLambda,
  isThere,
  nameAsWritten,
  prettyCall,
  resolveArguments,
  scalarCall,
  typeCall,
} from "./call.ts";
import { callParts } from "./call-parts.ts";
import { notingAliases, refuseInAggregate, refuseInGenerator } from "./lateral.ts";
import { registeredCall, resolvePython } from "./python.ts";
import { specialForm } from "./special.ts";

/** A call of a registered function: scalar, aggregate (taken out), generator (taken out) or higher-order. */
export function resolveFunction(node: FunctionCall, cx: ExpressionContext): Typed {
  const python = registeredCall(node, cx);
  if (python !== undefined) return resolvePython(python, cx);
  const routine = findRoutine(node, "value", cx.relation);
  if (routine !== undefined) return routineCall(routine, node, cx);
  const special = hasClauses(node) || !isThere(node, cx) ? undefined : specialForm(node, cx);
  if (special !== undefined) return special;
  const def = findFunction(node, cx);
  if (def.kind === "generator") return resolveGenerator(node, def, cx);
  if (def.kind === "window") {
    const funcName = `"${callParts(node, cx, "window").sql()}"`;
    throw sparkError("WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", { funcName }, { origin: "parent" });
  }
  if (def.kind === "aggregate") return resolveAggregate(node, cx);
  if (cx.relation.facts.settings.line >= 400) refuseSubqueriesOfLambdas(node, def);
  const typed = resolveArguments(node, def, cx);
  return scalarCall(def, nameAsWritten(node), typed, cx, node);
}

/** A function that takes functions has no subquery anywhere in it, since 4.0 (`CheckAnalysis`). */
function refuseSubqueriesOfLambdas(node: FunctionCall, def: FunctionDef): void {
  if (!def.args.some((param) => param.accepts.spec === "lambda")) return;
  if (!node.args.some((arg) => holds(arg, (e) => e.kind === "subquery"))) return;
  throw sparkError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION", {}, { origin: null });
}

/** Clauses that only aggregates and windows take: no special form does. */
const hasClauses = (node: FunctionCall): boolean =>
  node.distinct === true || node.filter !== undefined || node.ignoreNulls === true || node.withinGroup !== undefined;

function resolveAggregate(node: FunctionCall, cx: ExpressionContext): Typed {
  if (cx.insideAggregate) throw sparkError("NESTED_AGGREGATE_FUNCTION", {}, { origin: node.origin });
  if (cx.aggregates === undefined) throw aggregateMisplaced(callParts(node, cx, "aggregate").sql(), node.origin, cx);
  const noted = notingAliases(cx);
  const parts = callParts(node, noted.cx, "aggregate");
  refuseInAggregate(noted, parts.sql);
  return aggregated(parts, cx.aggregates);
}

function resolveGenerator(node: FunctionCall, def: FunctionDef, cx: ExpressionContext): Typed {
  const { generators } = cx;
  if (generators === undefined) {
    throw sparkError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", { plan: cx.clause }, { origin: node.origin });
  }
  const name = nameAsWritten(node);
  const noted = notingAliases(cx);
  const args = resolveArguments(node, def, { ...noted.cx, operator: "Generate" }).map((a) => {
    if (!isLambda(a)) return a;
    throw unsupported(`a lambda as an argument of ${name}`, { origin: node.origin });
  });
  refuseInGenerator(noted);
  const sql = prettyCall(def, name, args, cx);
  const typed = typeCall(def, args, sql, { ...cx, generators: undefined }, node);
  const infos = args.map((a, i) => ({ ...infoFields(infoOf(a, cx)), type: typed.args[i]?.type ?? a.expr.type }));
  const outer = name.endsWith("_outer");
  const generated = def.generates?.(infos, cx.relation.typing) ?? [];
  const columns = generated.map((g, i) =>
    cx.relation.ids.column(generators.names[i] ?? g.name, g.type, g.nullable || outer, g.metadata),
  );
  generators.add({ function: def.name.replace(/_outer$/, ""), args: typed.args, outer, columns });
  const [first] = columns;
  return { expr: first === undefined ? nullOf() : columnRef(first), sql, foldable: false, name: first?.name };
}
