import { plainCall } from "./plain-call.ts";
import { paddedComparison } from "../char-padding.ts";
import { castExpression, castTo } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { nextDraw } from "../draw.ts";
import { Call, constantOf, infoFields, infoOf } from "./argument.ts";
import { checkCallSyntax } from "./call-syntax.ts";
import { haveCollation, metArguments, resolveCollated } from "./collations.ts";
import { bindNamed, type NamedParameters } from "./named-arguments.ts";
import { checkWithinGroup } from "./within-group.ts";
import { expandStars, refuseCountOfTable } from "../relation/star.ts";
import type { RoutineScope } from "../routine/routine.ts";
import type { Typed } from "../typed.ts";
import { invariant } from "../../base/invariant.ts";
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { datetimeOperator } from "../../functions/datetime-operators.ts";
import type { ArgInfo, FunctionDef, LambdaParamType, TypeSpec } from "../../functions/define.ts";
import { unexpectedType } from "../../functions/arg-rules.ts";
import { specSql } from "../../functions/signature.ts";
import { isKnownButUndeclared, lookupFunction } from "../../functions/registry.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { CHAIN, type Expression as Resolved, type LambdaParam } from "../../resolved/expression.ts";
import { lineOf } from "../../settings/spark-version.ts";
import { findWiderTypeWithoutStringPromotion } from "../../types/coercion.ts";
import { isCollated } from "../../types/collation.ts";
import { NULL, sameType } from "../../types/data-type.ts";
import type { Expression, FunctionCall } from "../../unresolved/expression.ts";
import type { Facts } from "../facts.ts";

/** Functions that no group declares, since they stand in FROM. */
export const IN_FROM_ONLY: ReadonlySet<string> = new Set(["collations", "range", "sql_keywords"]);

/** The declaration of a called name; names that Spark has and Firesteel has not are refused as such. */
export function findFunction(node: FunctionCall, cx: ExpressionContext): FunctionDef {
  const { nameParts } = node;
  const isFullName = nameParts.length === 3 && nameParts[0]?.toLowerCase() === SESSION_CATALOG;
  if (nameParts.length > 2 && !isFullName && cx.relation.facts.settings.line < 401) {
    const params = {
      sessionCatalog: "spark_catalog",
      namespace: quoteParts(nameParts.slice(0, -1)),
      identifier: quoteParts(nameParts),
    };
    throw sparkError("REQUIRES_SINGLE_PART_NAMESPACE", params, { origin: null });
  }
  const name = (nameParts.at(-1) ?? "").toLowerCase();
  const prefix = nameParts.length === 1 ? "" : nameParts.slice(0, -1).join(".").toLowerCase();
  const builtin = prefix === "" || prefix === "system.builtin" || prefix === "builtin";
  const def = builtin && isThere(node, cx) ? lookupFunction(name) : undefined;
  if (def !== undefined && def.tableOnly !== true) {
    checkWithinGroup(node, def);
    checkCallSyntax(node, def);
    return def;
  }
  const tableFunction = IN_FROM_ONLY.has(name);
  if (builtin && tableFunction && cx.relation.facts.settings.line >= 403) {
    throw sparkError("NOT_A_SCALAR_FUNCTION", { functionName: quoteParts(nameParts) }, { origin: node.origin });
  }
  if (builtin && !tableFunction && isKnownButUndeclared(name, cx.relation.facts.settings.line))
    throw unsupported(`function ${name}`, { origin: node.origin });
  throw sparkError(
    "UNRESOLVED_ROUTINE",
    {
      routineName: quoteParts(nameParts),
      searchPath: searchPath(cx.relation.routines),
    },
    { origin: node.origin },
  );
}

/** Where names of functions are looked for, as UNRESOLVED_ROUTINE tells it. */
export const searchPath = ({ database }: Pick<RoutineScope, "database">): string =>
  `[\`system\`.\`builtin\`, \`system\`.\`session\`, ${quoteParts([SESSION_CATALOG, database])}]`;

/**
 * Whether the session's Spark has a function of this name yet, as far as it is declared. What replaces another call may
 * use newer ones, and percentile_cont was but syntax before 4.0.
 */
export function isThere(node: FunctionCall, cx: ExpressionContext): boolean {
  const def = lookupFunction(node.nameParts.at(-1) ?? "");
  if (def === undefined || def.group === "internal" || cx.bindings !== undefined) return true;
  return node.withinGroup !== undefined || lineOf(def.since) <= cx.relation.facts.settings.line;
}

/** The last part of a called name, lower case: what generated names show. */
export const nameAsWritten = (node: FunctionCall): string => (node.nameParts.at(-1) ?? "").toLowerCase();

/** One argument: a typed expression, or a lambda that waits for the types of the others. */
type Argument = Typed | { readonly lambda: Extract<Expression, { kind: "lambda" }> };
/** Whether an argument is a lambda. */
export const isLambda = (a: Argument): a is Extract<Argument, { lambda: unknown }> => "lambda" in a;

const isTyped = (a: Argument): a is Typed => !isLambda(a);

/** Functions whose parameters Spark knows by name (those with an `ExpressionBuilder.functionSignature`). */
const TAKE_NAMES: ReadonlySet<string> = new Set([
  "count_min_sketch",
  "explode",
  "explode_outer",
  "inline",
  "inline_outer",
  "mask",
  "posexplode",
  "posexplode_outer",
  // What `variant_explode` is made of.
  "variant_entries",
]);

/** Resolves a call's arguments: stars expanded, names bound, defaults filled in. */
export function resolveArguments(node: FunctionCall, def: FunctionDef, cx: ExpressionContext): Argument[] {
  const { ways } = cx.relation.typing;
  if (nameAsWritten(node) === "count" && ways?.countsTableStar !== true) refuseCountOfTable(node.args, cx);
  const given = expandStars(node.args, cx);
  const byName = given.some((a) => a.kind === "named_argument");
  const isTooOld = () => cx.relation.facts.settings.line < 400 && /^inline(_outer)?$/.test(nameAsWritten(node));
  if (byName && (isTooOld() || !TAKE_NAMES.has(nameAsWritten(node)))) {
    const functionName = quoteParts([nameAsWritten(node)]);
    throw sparkError("NAMED_PARAMETERS_NOT_SUPPORTED", { functionName }, { origin: node.origin });
  }
  const named = def.named === true || byName;
  const ordered = !named ? given : bindNamed(given, namedParameters(def, cx), node.origin);
  const args: Argument[] = ordered.map((a) => (a.kind === "lambda" ? { lambda: a } : cx.resolve(a, cx)));
  for (let i = args.length; i < def.args.length; i++) {
    const text = def.args[i]?.default;
    if (text === undefined) break;
    args.push(cx.resolve(cx.relation.facts.parseExpression(text), cx));
  }
  return def.name === "map_zip_with" ? withCommonKeys(args, cx) : args;
}

const namedParameters = (def: FunctionDef, cx: ExpressionContext): NamedParameters => ({
  routineName: quoteParts([def.name]),
  parameters: def.args.map((p) => {
    const { default: text } = p;
    const byDefault = text === undefined ? undefined : () => cx.relation.facts.parseExpression(text);
    return { name: p.name, byDefault, required: text === undefined && p.optional !== true && p.variadic !== true };
  }),
  same: (a, b) => a.toLowerCase() === b.toLowerCase(),
});

/** The maps of map_zip_with have one type of keys before its lambda is bound (`TypeCoercion.FunctionArgumentConversion`). */
function withCommonKeys(args: Argument[], cx: ExpressionContext): Argument[] {
  const [a, b, ...rest] = args;
  if (a === undefined || b === undefined || isLambda(a) || isLambda(b)) return args;
  const [left, right] = [a.expr.type, b.expr.type];
  if (left.kind !== "map" || right.kind !== "map" || sameType(left.key, right.key)) return args;
  const key = findWiderTypeWithoutStringPromotion([left.key, right.key], cx.relation.typing);
  if (key === undefined) return args;
  return [castTo(a, { ...left, key }, cx.relation), castTo(b, { ...right, key }, cx.relation), ...rest];
}

/** How a call prints. */
export function prettyCall(
  def: FunctionDef,
  name: string,
  args: readonly Typed[],
  cx: ExpressionContext,
  operator = false,
): () => string {
  return () => {
    const printed = args.map((a) => a.sql());
    if (cx.printsPlain === true) {
      const plain = def.plain?.(printed) ?? plainCall(def.name, name, args, cx);
      if (plain !== undefined) return plain;
    }
    if (operator && def.prettyOperator !== undefined) return def.prettyOperator(printed);
    if (def.pretty !== undefined) {
      return def.pretty(
        printed,
        args.map((a) => infoOf(a, cx)),
      );
    }
    return `${name}(${printed.join(", ")})`;
  };
}

/** Types, casts and builds a scalar call. */
export function scalarCall(
  def: FunctionDef,
  name: string,
  given: readonly Argument[],
  cx: ExpressionContext,
  node: FunctionCall,
): Typed {
  const operator = arithmeticOnDatetimes(def, given, cx, node);
  if (operator !== undefined) return operator;
  const bound = bindLambdas(def, given, cx, node.origin);
  const met = haveCollation(bound)
    ? metArguments(def.name, bound, (of) => prettyCall(def, name, of, cx, node.operator)(), cx, node.origin)
    : bound;
  // Spark replaces this call by another before its arguments meet.
  const sql = prettyCall(def, name, def.name === "btrim" ? bound : met, cx, node.operator);
  const args = paddedComparison(def.name, met, cx);
  const typed = typeCall(def, args, sql, cx, node);
  const foldable = args.every((a) => a.foldable) && def.deterministic !== false;
  const replacement = replacementOf(def, args, typed, cx);
  if (replacement !== undefined) return replaced(def, replacement, args, typed, sql, cx, node);
  const expr: Resolved = {
    kind: "call",
    function: def.name,
    args: typed.args,
    type: typed.type,
    nullable: typed.nullable,
    mode: typed.mode,
    origin: node.origin,
  };
  if (isUnseeded(def, args.length)) return { expr: { ...expr, draw: nextDraw(cx.relation) }, sql, foldable };
  // Spark has a call for each `||` of a chain.
  if (node.operator === true && def.name === "concat" && args.length > 2)
    return { expr: { ...expr, form: CHAIN }, sql, foldable };
  return { expr, sql, foldable };
}

const isUnseeded = (def: FunctionDef, given: number): boolean =>
  def.deterministic === false && def.args.slice(given).some((p) => p.name === "seed");

/** Types a call and casts its arguments. */
export function typeCall(
  def: FunctionDef,
  args: readonly Typed[],
  sql: () => string,
  cx: ExpressionContext,
  node: FunctionCall,
) {
  const infos = args.map((a) => infoOf(a, cx));
  const resolved = resolveCollated(def, infos, cx, new Call(sql, node.origin));
  return {
    ...resolved,
    args: args.map((a, i) => {
      const type = resolved.args[i];
      if (type === undefined || a.expr.kind === "lambda") return a.expr;
      const cast = castExpression(a.expr, type, cx.relation, node.origin);
      // Kernels and backends read these as constants: `map('mode', 'FAILFAST')` too.
      return (def.args[i]?.foldable ?? false) !== false && a.foldable ? constantOf(cast, cx) : cast;
    }),
  };
}

/** Functions whose replacement names an argument twice (`With`). */
const COMPUTED_ONCE: ReadonlySet<string> = new Set(["between", "nullif"]);

/** An argument as a value with a name, which 4.3 sees through; it has no name of its own where it has a collation. */
const shared = (a: Typed): Typed => ({
  ...a,
  isShared: true,
  ...(isCollated(a.expr.type) && { sql: () => "commonexpressionref()" }),
});

/** The text that a call is replaced by. */
function replacementOf(
  { replacedBy }: FunctionDef,
  args: readonly Typed[],
  typed: { readonly args: readonly Resolved[] },
  cx: ExpressionContext,
): string | undefined {
  if (typeof replacedBy !== "function") return replacedBy;
  const infos = args.map((a, i) => ({ ...infoFields(infoOf(a, cx)), type: typed.args[i]?.type ?? a.expr.type }));
  return replacedBy(infos, cx.relation.typing);
}

/** What calls in a statement are replaced by, for each text. */
const templates = new WeakMap<Facts, Map<string, Expression>>();

/** A replacement with parameters `:p0`, `:p1`, … for `$0`, `$1`, …; read once for all calls in a statement. */
function template(text: string, facts: Facts): Expression {
  const known = templates.get(facts) ?? new Map<string, Expression>();
  templates.set(facts, known);
  const found = known.get(text) ?? facts.parseExpression(text.replace(/\$(\d+)/g, ":p$1"));
  known.set(text, found);
  return found;
}

function replaced(
  def: FunctionDef,
  text: string,
  args: readonly Typed[],
  typed: { readonly args: readonly Resolved[] },
  sql: () => string,
  cx: ExpressionContext,
  node: FunctionCall,
): Typed {
  const { line } = cx.relation.facts.settings;
  // What Spark computes once for several places is no column there, and so no CHAR.
  const once = COMPUTED_ONCE.has(def.name) && line >= 400;
  const bindings = new Map<string, Typed>(
    args.map((a, i) => {
      const bound: Typed = { ...a, expr: typed.args[i] ?? a.expr };
      const plain = once ? { ...bound, metadata: undefined } : bound;
      return [`p${i}`, i === 0 && COMPUTED_ONCE.has(def.name) && line < 403 ? shared(plain) : plain];
    }),
  );
  const made = cx.resolve(withOrigin(template(text, cx.relation.facts), node.origin), { ...cx, bindings });
  // A column that is cast keeps its name, which is no made-up one (`AliasResolution`).
  const [only] = args;
  const isCast = def.group === "conversion" && only?.expr.kind === "column";
  // Since 4.0 these compute a value once, and so are other expressions than those that they stand for.
  const isOther = (once || def.name === "nullif") && (made.expr.kind === "call" || made.expr.kind === "case");
  const expr: Resolved = isOther ? { ...made.expr, form: def.name } : made.expr;
  return { ...made, expr, sql, name: isCast ? only.name : undefined };
}

// Errors inside a replacement point at the call that was written, not into the replacement's text.
function withOrigin(e: Expression, origin: FunctionCall["origin"]): Expression {
  switch (e.kind) {
    case "function":
      return { ...e, origin, args: e.args.map((a) => withOrigin(a, origin)) };
    case "cast":
      return { ...e, origin, child: withOrigin(e.child, origin) };
    case "case":
      return {
        ...e,
        origin,
        branches: e.branches.map((b) => ({ when: withOrigin(b.when, origin), then: withOrigin(b.then, origin) })),
        otherwise: e.otherwise === undefined ? undefined : withOrigin(e.otherwise, origin),
      };
    default:
      return { ...e, origin };
  }
}

/** Operators, and their tolerant twins, that may mean one on dates, times or intervals. */
const DATETIME_ARITHMETIC: Readonly<Record<string, "+" | "-" | "*" | "/">> = {
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
  try_add: "+",
  try_subtract: "-",
  try_multiply: "*",
  try_divide: "/",
};

/** Functions of one number that intervals have too. */
const ON_INTERVALS: Readonly<Record<string, string>> = { negative: "interval_negate", abs: "interval_abs" };

function arithmeticOnDatetimes(
  def: FunctionDef,
  given: readonly Argument[],
  cx: ExpressionContext,
  node: FunctionCall,
): Typed | undefined {
  const [left, right] = given;
  if (left === undefined || given.length > 2 || isLambda(left)) return undefined;
  if (right === undefined) {
    const name = Object.hasOwn(ON_INTERVALS, def.name) ? ON_INTERVALS[def.name] : undefined;
    const target = name !== undefined && left.expr.type.kind.endsWith("_interval") ? lookupFunction(name) : undefined;
    return target === undefined ? undefined : scalarCall(target, target.name, [left], cx, node);
  }
  const symbol = Object.hasOwn(DATETIME_ARITHMETIC, def.name) ? DATETIME_ARITHMETIC[def.name] : undefined;
  if (symbol === undefined || isLambda(right)) return undefined;
  const operator = datetimeOperator(symbol, left.expr.type, right.expr.type, cx.relation.typing);
  if (operator === undefined) return undefined;
  const target = lookupFunction(operator.function);
  invariant(target !== undefined, `the internal function ${operator.function} is not declared`);
  const tolerant = def.name !== symbol;
  const made = scalarCall(
    tolerant ? { ...target, mode: "try", nulls: "always" } : target,
    operator.function,
    operator.swap ? [right, left] : [left, right],
    cx,
    node,
  );
  if (tolerant) return { ...made, sql: () => `${nameAsWritten(node)}(${left.sql()}, ${right.sql()})` };
  return target.pretty === undefined ? { ...made, sql: () => `(${left.sql()} ${symbol} ${right.sql()})` } : made;
}

function bindLambdas(
  def: FunctionDef,
  given: readonly Argument[],
  cx: ExpressionContext,
  origin: FunctionCall["origin"],
): readonly Typed[] {
  const specOf = (i: number): TypeSpec | undefined => (def.args[i] ?? def.args.at(-1))?.accepts;
  refuseUntyped(def, given, cx, origin);
  if (given.every((arg, i) => isTyped(arg) && specOf(i)?.spec !== "lambda")) return given as readonly Typed[];
  const infos = given.map((a) => (isLambda(a) ? undefined : infoOf(a, cx)));
  return given.map((arg, i) => {
    const spec = specOf(i);
    if (!isLambda(arg)) {
      // A function that is none: Spark makes one of it that does not look at what it is given.
      return spec?.spec === "lambda" ? { ...arg, sql: () => lambdaSql(arg, leastParams(spec.params, infos)) } : arg;
    }
    const count = arg.lambda.params.length;
    if (spec?.spec !== "lambda") {
      const className = def.name.replace(/^.|_./g, (c) => c.slice(-1).toUpperCase());
      throw sparkError("INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION", {
        class: `org.apache.spark.sql.catalyst.expressions.${className}`,
      });
    }
    const types = spec.params(infos, count);
    if (types === undefined || types.length !== count) {
      throw sparkError(
        "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
        { expectedNumArgs: String(count), actualNumArgs: String(types?.length ?? leastParams(spec.params, infos)) },
        { origin: arg.lambda.origin },
      );
    }
    const lambda = resolveLambda(arg.lambda, types, cx, origin);
    infos[i] = infoOf(lambda, cx);
    return lambda;
  });
}

/** An untyped NULL has no elements that a lambda could take. Throws DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE. */
function refuseUntyped(
  def: FunctionDef,
  given: readonly Argument[],
  cx: ExpressionContext,
  origin: FunctionCall["origin"],
): void {
  if (!def.args.some(({ accepts }) => accepts.spec === "lambda")) return;
  const isUntyped = (a: Argument, i: number) =>
    !isLambda(a) && a.expr.type.kind === "null" && def.args[i]?.accepts.spec === "family";
  const place = given.findIndex(isUntyped);
  const accepts = def.args[place]?.accepts;
  if (accepts === undefined) return;
  const typed = given.map((a) => (isLambda(a) ? lambdaAsWritten(a.lambda, cx, origin) : a));
  const infos = typed.map((a) => infoOf(a, cx));
  const printed = typed.map((a) => a.sql());
  const sql = def.pretty?.(printed, infos) ?? `${def.name}(${printed.join(", ")})`;
  throw unexpectedType(infos, place, specSql(accepts), { sql });
}

/** A lambda that nothing was found out of: its parameters have their names still. */
function lambdaAsWritten(
  node: Extract<Expression, { kind: "lambda" }>,
  cx: ExpressionContext,
  origin: FunctionCall["origin"],
): Typed {
  const types = node.params.map((): LambdaParamType => ({ type: NULL, nullable: true }));
  const { expr, foldable } = resolveLambda(node, types, cx, origin);
  const params = lambdaParams(node, types, cx);
  const body = cx.resolve(node.body, { ...cx, lambdas: [{ params, origin, asWritten: true }, ...cx.lambdas] });
  return { expr, foldable, sql: () => `lambdafunction(${[body.sql(), ...node.params].join(", ")})` };
}

/** How many parameters a lambda has that a function can call. */
const leastParams = (
  params: Extract<TypeSpec, { spec: "lambda" }>["params"],
  infos: readonly (ArgInfo | undefined)[],
): number => [1, 2, 3].find((count) => params(infos, count) !== undefined) ?? 1;

/** A lambda of some parameters, as columns and messages name it. */
const lambdaSql = (body: Typed, count: number): string =>
  `lambdafunction(${[body.sql(), ...Array.from({ length: count }, () => "namedlambdavariable()")].join(", ")})`;

const lambdaParams = (
  node: Extract<Expression, { kind: "lambda" }>,
  types: readonly LambdaParamType[],
  cx: ExpressionContext,
): readonly LambdaParam[] =>
  node.params.map((name, i) => {
    const { type, nullable } = types[i] as LambdaParamType;
    return { id: cx.relation.ids.next(), name, type, nullable };
  });

function resolveLambda(
  node: Extract<Expression, { kind: "lambda" }>,
  types: readonly LambdaParamType[],
  cx: ExpressionContext,
  origin: FunctionCall["origin"],
): Typed {
  const params = lambdaParams(node, types, cx);
  const body = cx.resolve(node.body, {
    ...cx,
    aggregates: undefined,
    windows: undefined,
    generators: undefined,
    lambdas: [{ params, origin }, ...cx.lambdas],
  });
  return {
    expr: { kind: "lambda", params, body: body.expr, type: body.expr.type, nullable: body.expr.nullable },
    sql: () => lambdaSql(body, params.length),
    foldable: body.foldable,
  };
}
