import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { type DataType, mapType, someType, STRING } from "../../types/data-type.ts";
import type { Value } from "../../types/value.ts";
import { catalogString, sqlType } from "../../types/print.ts";
import { canCast, castNullable } from "../../types/casts.ts";
import type { Cast, Expression, ExpressionKind } from "../../unresolved/expression.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { evaluate } from "../fold.ts";
import { sessionMode } from "../coerce.ts";
import { specialDatetime } from "../../kernels/datetime-special.ts";
import { plainLiteral, prettyLiteral } from "../pretty.ts";
import { isCalledByName, misplacedStar, refuseStars } from "../relation/star.ts";
import { literal, type Typed } from "../typed.ts";
import { resolveCase } from "./case.ts";
import { castMismatch } from "../../functions/cast-mismatch.ts";
import { resolveExtract } from "./extract.ts";
import { resolveUpdateFields } from "./update-fields.ts";
import { resolveFunction } from "./function.ts";
import { resolveIn } from "./in.ts";
import { resolveAttribute, resolveLambdaVariable } from "./names.ts";
import { resolvePython } from "./python.ts";
import { resolveSubquery } from "./subquery.ts";
import { resolveWindow } from "./window.ts";

type Handlers = {
  readonly [K in ExpressionKind]: (node: Extract<Expression, { kind: K }>, cx: ExpressionContext) => Typed;
};

const misplaced = (what: string) => (): Typed => {
  throw sparkError("CONNECT_INVALID_PLAN", { reason: `${what} cannot stand here` });
};

const handlers: Handlers = {
  literal: (node, cx) => {
    // No Spark has times yet, unless `spark.sql.timeType.enabled` asks for them.
    if (node.type.kind === "time") throw sparkError("UNSUPPORTED_TIME_TYPE", {}, { origin: null });
    return {
      expr: literal(node.type, node.value),
      sql: () => literalIn(node.type, node.value, cx),
      foldable: true,
    };
  },
  attribute: resolveAttribute,
  star: (node, cx) => {
    throw misplacedStar(node, operatorOf(cx.clause), node.origin);
  },
  column_regex: (node, cx) => {
    throw misplacedStar(node, operatorOf(cx.clause), node.origin);
  },
  function: resolveFunction,
  case: resolveCase,
  alias: (node, cx) => {
    // A DataFrame's subquery has no place but that of its alias.
    const isPlaceless = node.child.kind === "subquery" && node.child.origin === undefined;
    const child = resolve(isPlaceless ? { ...node.child, origin: node.origin } : node.child, cx);
    const [name] = node.names;
    const { expr, foldable, named } = child;
    const sql = cx.printsPlain === true && name !== undefined ? () => `${child.sql()} AS ${name}` : child.sql;
    return { expr, sql, foldable, named, name: name ?? child.name, metadata: node.metadata ?? child.metadata };
  },
  cast: resolveCast,
  sort_order: misplaced("a sort order"),
  lambda: misplaced("a lambda function"),
  lambda_variable: resolveLambdaVariable,
  window: resolveWindow,
  extract_value: resolveExtract,
  update_fields: resolveUpdateFields,
  named_argument: (node) => {
    throw unsupported("named arguments of this function", { origin: node.origin });
  },
  subquery: resolveSubquery,
  in: resolveIn,
  python_call: (node, cx) => resolvePython(node, cx),
  parameter: (node, cx) => {
    const bound = cx.bindings?.get(String(node.name));
    if (bound !== undefined) return bound;
    const at = node.origin?.kind === "sql" ? node.origin.span.start : 0;
    const name = typeof node.name === "string" ? node.name : `_${at}`;
    throw sparkError("UNBOUND_SQL_PARAMETER", { name }, { origin: node.origin });
  },
};

/** Spark's names of the operators that a clause becomes. */
const OPERATORS: Readonly<Record<string, string>> = {
  WHERE: "Filter",
  HAVING: "Filter",
  "GROUP BY": "Aggregate",
  "ORDER BY": "Sort",
  JOIN: "Join",
  LIMIT: "LocalLimit",
  OFFSET: "Offset",
  TAIL: "Tail",
  VALUES: "UnresolvedInlineTable",
  "DISTRIBUTE BY": "RepartitionByExpression",
};
const operatorOf = (clause: string): string => OPERATORS[clause] ?? "Project";

/** Calls by name and IN's list take stars as their arguments; operators, casts and the rest do not. */
const expandsStars = (node: Expression): boolean =>
  (node.kind === "function" && isCalledByName(node) && node.filter === undefined && node.withinGroup === undefined) ||
  node.kind === "literal" ||
  node.kind === "attribute";

/** An asked-for expression to its meaning over the scope. Errors carry the innermost origin that is known. */
export function resolve(node: Expression, cx: ExpressionContext): Typed {
  if (!expandsStars(node)) refuseStars(node);
  try {
    return (handlers[node.kind] as (n: Expression, cx: ExpressionContext) => Typed)(node, cx);
  } catch (error) {
    // An alias is no place: what stands in one stands where the list of it does.
    throw error instanceof SparkError && node.kind !== "alias" ? error.at(node.origin) : error;
  }
}

/** CHAR and VARCHAR are types of tables' columns only (`CharVarcharUtils.replaceCharVarcharWithStringForCast`). */
const castTarget = (type: DataType): DataType =>
  someType(type, (t) => t.kind === "char" || t.kind === "varchar")
    ? mapType(type, (t) => (t.kind === "char" || t.kind === "varchar" ? STRING : t))
    : type;

/** A literal as the context prints it. */
const literalIn = (type: DataType, value: Value, cx: ExpressionContext): string =>
  (cx.printsPlain === true ? plainLiteral : prettyLiteral)(type, value, cx.relation.facts.settings.kernelSettings);

function resolveCast(asked: Cast, cx: ExpressionContext): Typed {
  const node: Cast = { ...asked, to: castTarget(asked.to) };
  const child = resolve(node.child, cx);
  const mode = node.mode === "session" ? sessionMode(cx.relation.typing) : node.mode;
  const from = child.expr.type;
  const verb = mode === "try" ? "TRY_CAST" : "CAST";
  const { kind } = node.to;
  // Spark prints no cast to a nested type (`Cast.sql`), and before 4.0 none that a program asked for.
  const unsaid = cx.relation.facts.settings.line < 400 && node.origin?.kind !== "sql";
  const sql = () => {
    if (cx.printsPlain === true && !unsaid) return `${verb.toLowerCase()}(${child.sql()} as ${catalogString(node.to)})`;
    return unsaid || kind === "array" || kind === "map" || kind === "struct"
      ? child.sql()
      : `${verb}(${child.sql()} AS ${sqlType(node.to)})`;
  };
  if (!canCast(from, node.to, mode)) throw castMismatch(sql(), from, node.to, node.mode, mode, node.origin);
  if (child.expr.kind === "literal" && typeof child.expr.value === "string") {
    // The optimizer of Spark folds `now`, `today` and their kind in casts of constants only.
    const value = specialDatetime(child.expr.value, node.to, cx.relation.facts.settings.timeZone);
    if (value !== undefined && node.mode !== "ansi") {
      return { expr: literal(node.to, value), sql, foldable: true, named: false };
    }
  }
  if (node.mode === "ansi" && child.expr.kind === "literal" && from.kind === "string") {
    const typed = typedLiteral(node, child, cx);
    if (typed !== undefined) return typed;
  }
  const nullable = child.expr.nullable || castNullable(from, node.to, mode, cx.relation.typing.line);
  return {
    expr: { kind: "cast", child: child.expr, type: node.to, mode, nullable, origin: node.origin },
    sql,
    uncast: child.sql,
    foldable: child.foldable,
    // A cast of a bare column keeps the column's name.
    name: child.expr.kind === "column" || child.expr.kind === "outer" ? child.name : undefined,
  };
}

/** `TIMESTAMP '…'` and its kind arrive as ANSI casts of their text: their value is known now. */
function typedLiteral(node: Cast, child: Typed, cx: ExpressionContext): Typed | undefined {
  const { kernelSettings } = cx.relation.facts.settings;
  const { to } = node;
  if (to.kind !== "timestamp" && to.kind !== "timestamp_ntz" && to.kind !== "date") return undefined;
  const cast: Resolved = { kind: "cast", child: child.expr, type: to, mode: "try", nullable: true };
  const text = child.expr.kind === "literal" ? child.expr.value : null;
  const special = typeof text === "string" ? specialDatetime(text, to, kernelSettings.timeZone) : undefined;
  const folded = special === undefined ? evaluate(cast, kernelSettings) : { value: special };
  if (folded === undefined) return undefined;
  if (folded.value === null && child.expr.kind === "literal" && child.expr.value !== null) {
    throw sparkError(
      "INVALID_TYPED_LITERAL",
      { valueType: `"${sqlType(to)}"`, value: `'${child.sql()}'` },
      { origin: node.origin },
    );
  }
  return {
    expr: literal(to, folded.value),
    sql: () => literalIn(to, folded.value, cx),
    foldable: true,
  };
}

/** The name of the column that an expression makes without an alias. */
export const nameOf = (typed: Typed): string => typed.name ?? typed.sql();
