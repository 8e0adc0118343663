/**
 * Operators of DuckDB over values whose DuckDB types are known. Decimal sums, differences and products stay without
 * casts: DuckDB's own result has the right scale and often fewer digits than Spark's type.
 */
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import type { Env } from "../context.ts";
import { lowerExpr } from "../dispatch.ts";
import { exactly, type Lowered, loosely } from "../rel/block.ts";
import { atom } from "../sql.ts";
import { decimalParts } from "../types.ts";

const COMPARISONS = new Set([
  "=",
  "==",
  "<>",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "IS DISTINCT FROM",
  "IS NOT DISTINCT FROM",
  "AND",
  "OR",
  "LIKE",
]);
const DECIMAL_ARITHMETIC = new Set(["+", "-", "*"]);
const SAME_TYPE = new Set(["+", "-", "*", "&", "|", "%"]);

/** Most digits of DuckDB's 64-bit decimals. */
const NARROW = 18;

/** Precision and scale that DuckDB gives a decimal operator's result. */
function decimalResult(
  operator: string,
  a: DecimalParts,
  b: DecimalParts,
): DecimalParts & { readonly narrowed: boolean } {
  const scale = operator === "*" ? a.scale + b.scale : Math.max(a.scale, b.scale);
  const precision =
    operator === "*" ? a.precision + b.precision : Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1;
  const widest = Math.max(a.precision, b.precision);
  const narrowed = precision > NARROW && widest <= NARROW && (operator !== "*" || scale < NARROW);
  return { precision: narrowed ? NARROW : Math.min(precision, 38), scale, narrowed };
}

type DecimalParts = { readonly precision: number; readonly scale: number };

/** DuckDB's result type of an operator; `undefined` where it is not known. */
export function infixType(operator: string, ducks: readonly (string | undefined)[]): string | undefined {
  if (COMPARISONS.has(operator.toUpperCase())) return "BOOLEAN";
  const [first, ...rest] = ducks;
  if (first === undefined) return undefined;
  if (decimalParts(first) === undefined) {
    const same = rest.every((duck) => duck === first);
    if (operator === "||") return same && first === "VARCHAR" ? first : undefined;
    return same && SAME_TYPE.has(operator) && first !== "DATE" ? first : undefined;
  }
  if (!DECIMAL_ARITHMETIC.has(operator) || rest.length === 0) return rest.length === 0 ? first : undefined;
  let result = decimalParts(first);
  for (const duck of rest) {
    const other = decimalParts(duck);
    if (result === undefined || other === undefined) return undefined;
    const { precision, scale } = decimalResult(operator, result, other);
    result = { precision, scale };
  }
  return result === undefined ? undefined : `DECIMAL(${result.precision},${result.scale})`;
}

/** The operands of an operator. */
export function infixArguments(operator: string, call: ReadCall, env: Env): readonly Lowered[] {
  const decimals = call.args.every((arg) => arg.type.kind === "decimal");
  const loose = decimals && (DECIMAL_ARITHMETIC.has(operator) || COMPARISONS.has(operator.toUpperCase()));
  const values = call.args.map((arg) => (loose ? loosely : exactly)(lowerExpr(arg, env), arg.type));
  const [first, second, ...more] = values;
  if (!loose || !DECIMAL_ARITHMETIC.has(operator) || first === undefined || second === undefined || more.length > 0)
    return values;
  const a = decimalParts(first.duck);
  const b = decimalParts(second.duck);
  if (a === undefined || b === undefined || !decimalResult(operator, a, b).narrowed) return values;
  if (env.blocking && env.cx.options.wideDecimals !== true) {
    env.cx.narrowDecimals = true;
    return values;
  }
  const wide = `DECIMAL(${NARROW + 1},${a.scale})`;
  return [{ sql: atom(`CAST(${first.sql.text} AS ${wide})`), duck: wide, depth: first.depth + 1 }, second];
}

/**
 * Whether a decimal sum, difference or product is computed by DuckDB in 64 bits with exactly Spark's scale. Only
 * operands whose DuckDB types are known without lowering them count.
 */
export function isNarrow(call: ReadCall, env: Env): boolean {
  const { type, args } = call;
  const [first, second] = args;
  if (!DECIMAL_ARITHMETIC.has(call.function) || type.kind !== "decimal" || args.length !== 2) return false;
  if (first?.type.kind !== "decimal" || second?.type.kind !== "decimal") return false;
  const a = narrowType(first, env);
  const b = narrowType(second, env);
  if (a === undefined || b === undefined) return false;
  const result = decimalResult(call.function, a, b);
  return result.narrowed && result.scale === type.scale;
}

/** The DuckDB type of an operand that is a column, a constant, or again such arithmetic. */
function narrowType(expr: ReadExpr, env: Env): DecimalParts | undefined {
  if (expr.type.kind !== "decimal") return undefined;
  if (expr.kind === "field") return decimalParts(env.scope.columns[expr.index]?.duck);
  if (expr.kind === "literal") return expr.type;
  if (expr.kind === "cast") return expr.type;
  if (expr.kind !== "call" || !DECIMAL_ARITHMETIC.has(expr.function)) return undefined;
  const [first, second] = expr.args;
  const a = first === undefined ? undefined : narrowType(first, env);
  const b = second === undefined ? undefined : narrowType(second, env);
  if (a === undefined || b === undefined) return undefined;
  const result = decimalResult(expr.function, a, b);
  return result.scale === expr.type.scale ? result : undefined;
}
