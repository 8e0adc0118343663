/**
 * What the emitter knows of an expression beside its text: whether evaluating it can fail, and whether it answers the
 * same each time. Both decide where an expression may stand: a failing one never under AND, OR, COALESCE or FILTER,
 * where DuckDB evaluates rows that Spark does not.
 */
import type {
  EvalMode,
  ReadCall,
  ReadCast,
  ReadExpr,
  ReadExprHandlers,
  ReadRel,
} from "../../../src/substrait/read/plan.ts";
import { type DataType, type DecimalType, isIntegral, isText, sameType } from "../../../src/types/data-type.ts";
import { decimalOf } from "../../../src/types/decimal.ts";

/** What the registry of functions tells the emitter. */
export interface FunctionFacts {
  /** Can fail: always, in ANSI mode only, or never; `undefined` for a function that the registry does not know. */
  throws(name: string): boolean | "ansi" | undefined;
  deterministic(name: string): boolean;
}

/** Functions that never fail, whatever their arguments. */
const TOTAL = new Set(
  "and or not = == <=> < <= > >= != <> isnull isnotnull isnan coalesce if nvl ifnull nvl2 in like ilike rlike startswith endswith contains concat length upper lower struct named_struct array map_keys map_values greatest least bool_and".split(
    " ",
  ),
);

const ARITHMETIC = new Set(["+", "-", "*", "negative", "abs"]);

function callThrows(call: ReadCall, facts: FunctionFacts): boolean {
  if (call.args.some((arg) => canThrow(arg, facts))) return true;
  if (call.mode === "try" || TOTAL.has(call.function)) return false;
  if (ARITHMETIC.has(call.function)) return arithmeticThrows(call);
  const declared = facts.throws(call.function) ?? "ansi";
  return declared === "ansi" ? call.mode === "ansi" : declared;
}

/** Sums, differences and products overflow unless they are of floating point or have room for every digit. */
function arithmeticThrows(call: ReadCall): boolean {
  const { type } = call;
  if (type.kind === "float" || type.kind === "double") return false;
  if (type.kind !== "decimal") return call.mode === "ansi";
  const parts = call.args.map((arg) => decimalOf(arg.type));
  const [a, b] = parts;
  if (a === undefined) return true;
  if (b === undefined) return false;
  const integral =
    call.function === "*"
      ? a.precision - a.scale + (b.precision - b.scale)
      : Math.max(a.precision - a.scale, b.precision - b.scale) + 1;
  return type.precision - type.scale < integral;
}

function castThrows(cast: ReadCast, facts: FunctionFacts): boolean {
  return canThrow(cast.child, facts) || castCanFail(cast.child.type, cast.type, cast.mode);
}

const WIDTH: Readonly<Record<string, number>> = { byte: 1, short: 2, int: 3, long: 4, float: 5, double: 6 };

/** Whether a cast from one type to another fails for some value, in a mode. */
export function castCanFail(from: DataType, to: DataType, mode: EvalMode): boolean {
  if (mode !== "ansi" || sameType(from, to, { names: false })) return false;
  if (from.kind === "null" || (isText(to) && from.kind !== "array" && from.kind !== "map" && from.kind !== "struct"))
    return false;
  const a = WIDTH[from.kind];
  const b = WIDTH[to.kind];
  if (a !== undefined && b !== undefined) return b < a && !(a >= 5 && b >= 5);
  if (to.kind === "boolean") return isText(from);
  if (from.kind === "boolean") return false;
  if (to.kind === "decimal" && (isIntegral(from) || from.kind === "decimal")) {
    const source = decimalOf(from);
    return source === undefined || !decimalFits(source, to);
  }
  if (from.kind === "decimal" && (to.kind === "double" || to.kind === "float")) return false;
  if (from.kind === "date" && to.kind === "timestamp_ntz") return false;
  if (from.kind === "timestamp" || from.kind === "timestamp_ntz") {
    return !(to.kind === "date" || to.kind === "timestamp" || to.kind === "timestamp_ntz" || to.kind === "long");
  }
  if (from.kind === "array" && to.kind === "array") return castCanFail(from.element, to.element, mode);
  if (from.kind === "map" && to.kind === "map") {
    return castCanFail(from.key, to.key, mode) || castCanFail(from.value, to.value, mode);
  }
  if (from.kind === "struct" && to.kind === "struct") {
    return from.fields.some((f, i) => castCanFail(f.type, to.fields[i]?.type ?? f.type, mode));
  }
  return true;
}

/** Whether every value of one decimal type, rounded to the other's scale, has a place in it. */
export function decimalFits(from: DecimalType, to: DecimalType): boolean {
  const room = to.precision - to.scale - (from.precision - from.scale);
  return to.scale < from.scale ? room > 0 : room >= 0;
}

const throwHandlers: ReadExprHandlers<boolean, [FunctionFacts]> = {
  literal: () => false,
  field: () => false,
  outer: () => false,
  call: callThrows,
  cast: castThrows,
  case: (e, facts) =>
    canThrow(e.otherwise, facts) || e.branches.some((b) => canThrow(b.when, facts) || canThrow(b.then, facts)),
  get_field: (e, facts) => canThrow(e.child, facts),
  lambda: (e, facts) => canThrow(e.body, facts),
  lambda_param: () => false,
  // A scalar sub-query of too many rows fails whoever asks: both engines run it as a whole.
  subquery: (e, facts) => e.values.some((v) => canThrow(v, facts)),
};

const known = new WeakMap<ReadExpr, boolean>();

/** Whether evaluating an expression can raise an error. */
export function canThrow(expr: ReadExpr, facts: FunctionFacts): boolean {
  const before = known.get(expr);
  if (before !== undefined) return before;
  const handle = throwHandlers[expr.kind] as (e: ReadExpr, f: FunctionFacts) => boolean;
  const answer = handle(expr, facts);
  known.set(expr, answer);
  return answer;
}

/** Direct parts of an expression, in order; a subquery's relation is not among them. */
export const exprParts = (expr: ReadExpr): readonly ReadExpr[] =>
  (parts[expr.kind] as (e: ReadExpr) => readonly ReadExpr[])(expr);

const parts: ReadExprHandlers<readonly ReadExpr[]> = {
  literal: () => [],
  field: () => [],
  outer: () => [],
  call: (e) => e.args,
  cast: (e) => [e.child],
  case: (e) => [...e.branches.flatMap((b) => [b.when, b.then]), e.otherwise],
  get_field: (e) => [e.child],
  lambda: (e) => [e.body],
  lambda_param: () => [],
  subquery: (e) => e.values,
};

/** Whether an expression or any part of it satisfies a test; relations of subqueries are not entered. */
export const someExpr = (expr: ReadExpr, test: (e: ReadExpr) => boolean): boolean =>
  test(expr) || exprParts(expr).some((part) => someExpr(part, test));

const steady = new WeakMap<ReadExpr, boolean>();

/** Whether an expression answers the same for the same row each time. */
export function isDeterministic(expr: ReadExpr, facts: FunctionFacts): boolean {
  const before = steady.get(expr);
  if (before !== undefined) return before;
  const answer =
    !(expr.kind === "call" && !facts.deterministic(expr.function)) &&
    exprParts(expr).every((part) => isDeterministic(part, facts)) &&
    (expr.kind !== "subquery" || relIsDeterministic(expr.rel, facts));
  steady.set(expr, answer);
  return answer;
}

/** The inputs of a relation, in order. */
export function relInputs(rel: ReadRel): readonly ReadRel[] {
  switch (rel.kind) {
    case "scan":
    case "local_data":
    case "values":
    case "range":
    case "reference":
      return [];
    case "join":
      return [rel.left, rel.right];
    case "set":
      return rel.inputs;
    case "project":
    case "filter":
    case "aggregate":
    case "window":
    case "sort":
    case "fetch":
    case "tail":
    case "generate":
    case "sample":
      return [rel.input];
  }
}

/** The expressions that stand directly in a relation. */
export function relExprs(rel: ReadRel): readonly ReadExpr[] {
  const keys = (list: readonly { readonly expression: ReadExpr }[]) => list.map((k) => k.expression);
  const call = (c: {
    args: readonly ReadExpr[];
    filter?: ReadExpr | undefined;
    order: readonly { expression: ReadExpr }[];
  }) => [...c.args, ...(c.filter === undefined ? [] : [c.filter]), ...keys(c.order)];
  switch (rel.kind) {
    case "scan":
    case "local_data":
    case "values":
    case "range":
    case "reference":
    case "fetch":
    case "tail":
    case "set":
    case "sample":
      return [];
    case "project":
      return rel.expressions;
    case "filter":
      return [rel.condition];
    case "join":
      return rel.condition === undefined ? [] : [rel.condition];
    case "aggregate":
      return [...rel.grouping, ...rel.measures.flatMap(call)];
    case "window":
      return [...rel.partition, ...keys(rel.order), ...rel.calls.flatMap(call)];
    case "sort":
      return keys(rel.keys);
    case "generate":
      return rel.args;
  }
}

/** Whether a relation gives the same rows each time it is run. */
export const relIsDeterministic = (rel: ReadRel, facts: FunctionFacts): boolean =>
  rel.kind !== "sample" &&
  relExprs(rel).every((e) => isDeterministic(e, facts)) &&
  relInputs(rel).every((r) => relIsDeterministic(r, facts));
