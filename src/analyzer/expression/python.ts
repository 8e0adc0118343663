/** Calls of Python functions: sent with their code, or registered under a name. */
import type { Origin } from "../../errors/origin.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { FunctionDef } from "../../functions/define.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import { PYTHON_AGGREGATE } from "../../resolved/expression.ts";
import { isAggregatePython, isScalarPython, type PythonFunction } from "../../types/python-function.ts";
import type { Expression, FunctionCall, PythonCall } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { nextDraw } from "../draw.ts";
import { expandStars } from "../relation/star.ts";
import { isBuiltInFirst } from "../routine/find.ts";
import type { Typed } from "../typed.ts";
import { aggregated } from "./aggregated.ts";
import { aggregateMisplaced, aggregateScope } from "./aggregate-place.ts";
import type { CallParts } from "./call-parts.ts";

/** A function with what it is called with. */
interface Called {
  readonly udf: PythonFunction;
  readonly args: readonly Expression[];
  readonly origin?: Origin | undefined;
}

/** The Python function that a name means, called. */
export function registeredCall(node: FunctionCall, cx: ExpressionContext): Called | undefined {
  const { facts } = cx.relation;
  if (isBuiltInFirst(node, "value", facts.settings.line)) return undefined;
  const udf = facts.python(node.nameParts, "value", cx.relation.routines);
  if (udf === undefined || !isFunction(udf)) return undefined;
  refuseClauses(node, udf);
  return { udf, args: expandStars(node.args, cx), origin: node.origin };
}

const isFunction = (udf: { readonly returns?: unknown }): udf is PythonFunction => udf.returns !== undefined;

/** A Python function's call, wherever its code came from. */
export const calledPython = (node: FunctionCall | PythonCall, cx: ExpressionContext): Called | undefined =>
  node.kind === "python_call" ? { udf: node.udf, args: node.args, origin: node.origin } : registeredCall(node, cx);

/** Its meaning: a value of the row, or a column of the aggregation below. */
export function resolvePython(called: Called, cx: ExpressionContext): Typed {
  const { udf, origin } = called;
  cx.relation.python.used = true;
  if (isAggregatePython(udf)) return resolveAggregate(called, cx);
  if (!isScalarPython(udf)) throw unsupported(`the Python function ${udf.name} as an expression`, { origin });
  const { args, keywords, sql } = argumentsOf(called, cx);
  const [lambda] = cx.lambdas;
  if (lambda !== undefined) {
    const params = { funcName: `"${sql()}"` };
    throw sparkError("UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_PYTHON_UDF", params, { origin: lambda.origin ?? null });
  }
  if (cx.clause === "VALUES") {
    const params = { expr: `"${sql()}"` };
    throw sparkError("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", params, { origin });
  }
  return {
    expr: {
      kind: "python",
      udf,
      args: args.map((a) => a.expr),
      keywords,
      type: udf.returns,
      nullable: true,
      ...(!udf.deterministic && cx.relation.facts.settings.line < 403 && { draw: nextDraw(cx.relation) }),
      origin,
    },
    sql,
    foldable: false,
  };
}

/** Arguments with the keywords that they are passed by, and the call as Spark prints it (`PrettyPythonUDF`). */
export function argumentsOf(
  { udf, args: asked, origin }: Pick<Called, "args" | "origin"> & { readonly udf: { readonly name: string } },
  cx: ExpressionContext,
) {
  const keywords = asked.map((a) => (a.kind === "named_argument" ? a.name : undefined));
  checkKeywords(udf.name, keywords, origin);
  const inside = { ...cx, printsPlain: true };
  const args = asked.map((a) => inside.resolve(a.kind === "named_argument" ? a.value : a, inside));
  const printed = () => args.map((a, i) => (keywords[i] === undefined ? a.sql() : `${keywords[i]} => ${a.sql()}`));
  return { args, keywords, sql: () => `${udf.name}(${printed().join(", ")})` };
}

/** `NamedParametersSupport.splitAndCheckNamedArguments`. */
function checkKeywords(name: string, keywords: readonly (string | undefined)[], origin: Origin | undefined): void {
  const routineName = quoteIdentifier(name);
  const seen = new Set<string>();
  let last: string | undefined;
  for (const keyword of keywords) {
    if (keyword === undefined) {
      if (last === undefined) continue;
      const parameterName = quoteIdentifier(last);
      throw sparkError("UNEXPECTED_POSITIONAL_ARGUMENT", { routineName, parameterName }, { origin });
    }
    if (seen.has(keyword)) {
      const params = { routineName, parameterName: quoteIdentifier(keyword) };
      throw sparkError("DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE", params, { origin });
    }
    seen.add(keyword);
    last = keyword;
  }
}

function resolveAggregate(called: Called, cx: ExpressionContext): Typed {
  const { origin } = called;
  if (cx.insideAggregate) throw sparkError("NESTED_AGGREGATE_FUNCTION", {}, { origin });
  if (cx.aggregates === undefined) throw aggregateMisplaced(pythonParts(called, cx).sql(), origin, cx);
  return aggregated(pythonParts(called, aggregateScope(cx)), cx.aggregates);
}

/** The declaration that stands for all aggregates in Python. */
const DECLARATION: FunctionDef = {
  kind: "aggregate",
  name: PYTHON_AGGREGATE,
  group: "agg",
  args: [],
  returns: { kind: "null" },
  nulls: "always",
  since: "2.4.0",
  doc: "",
  examples: [],
};

/** The parts of an aggregate in Python, over rows or a window. */
export function pythonParts(called: Called, cx: ExpressionContext): CallParts {
  const { udf, origin } = called;
  cx.relation.python.used = true;
  const { args, keywords, sql } = argumentsOf(called, cx);
  return {
    def: DECLARATION,
    sql,
    functionSql: () => sql(),
    offset: undefined,
    call: {
      function: PYTHON_AGGREGATE,
      args: args.map((a) => a.expr),
      distinct: false,
      filter: undefined,
      ignoreNulls: false,
      order: [],
      type: udf.returns,
      nullable: true,
      mode: "legacy",
      python: { udf, keywords },
      origin,
    },
  };
}

/** Throws for clauses of a call that functions in Python do not take (`FunctionResolution.validateFunction`). */
function refuseClauses(
  { distinct, filter, ignoreNulls, withinGroup, nameParts, origin }: FunctionCall,
  udf: PythonFunction,
) {
  if (withinGroup !== undefined)
    throw unsupported(`WITHIN GROUP of the Python function ${nameParts.join(".")}`, { origin });
  const syntax =
    distinct === true
      ? "DISTINCT"
      : filter !== undefined
        ? "FILTER CLAUSE"
        : ignoreNulls === true
          ? "IGNORE NULLS"
          : undefined;
  if (syntax === undefined) return;
  const prettyName = isAggregatePython(udf) ? "`pythonudaf`" : "`pythonudf`";
  throw sparkError("INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", { prettyName, syntax }, { origin });
}
