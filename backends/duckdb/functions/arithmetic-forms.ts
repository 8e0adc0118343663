/** DuckDB text of arithmetic operators by type and mode. */
import type { Lowering } from "../../../src/backend/lowering.ts";
import type { ReadCall, ReadExpr } from "../../../src/substrait/read/plan.ts";
import { type DataType, type DecimalType, isFractional, isIntegral } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import { NEGATED_DIGITS } from "../../../src/kernels/arithmetic.ts";
import { isBefore4 } from "../../../src/kernels/kernel.ts";
import { raiseSql } from "../expr/raise.ts";
import { atom, fn, infix, kernel, type Sql, sql, template } from "../sql.ts";
import { physicalType } from "../types.ts";
import { decimalQuotient, dividesNatively } from "./decimal-quotient.ts";
import { caseWhen, castTo, kept, NULL_TEXT } from "./forms.ts";

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 };

const typeOf = (call: ReadCall, i: number): DataType => call.args[i]?.type ?? call.type;

/** A constant number of an argument. */
export function constantNumber(expr: ReadExpr | undefined): number | undefined {
  if (expr?.kind !== "literal") return undefined;
  return numberOf(expr.value);
}

const numberOf = (value: Value): number | undefined => {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value !== null && typeof value === "object" && "unscaled" in value)
    return Number(value.unscaled) / 10 ** value.scale;
  return undefined;
};

/** The least whole number of a type. */
export const leastOf = (type: DataType): Sql =>
  atom(castTo(atom(`-${2n ** BigInt((BITS[type.kind] ?? 64) - 1)}`), physicalType(type)).text);

/** A type with room for any sum, difference or product of two numbers of a whole type. */
const roomy = (type: DataType): string => (type.kind === "long" ? "HUGEINT" : "BIGINT");

/** The low bits of a wide whole number, as Java's arithmetic wraps around. */
export function wrapped(wide: Sql, type: DataType): Sql {
  const bits = BigInt(BITS[type.kind] ?? 64);
  const half = 2n ** (bits - 1n);
  const mask = 2n ** bits - 1n;
  return castTo(
    sql`((${wide} + ${atom(String(half))}) & ${atom(`CAST(${mask} AS ${roomy(type)})`)}) - ${atom(String(half))}`,
    physicalType(type),
  );
}

/** Digits of the exact result of a sum, difference or product, before Spark fits it into 38. */
function exactDigits(operator: string, a: DecimalType, b: DecimalType): number {
  if (operator === "*") return a.precision + b.precision;
  return Math.max(a.precision - a.scale, b.precision - b.scale) + Math.max(a.scale, b.scale) + 1;
}

/** Whether Spark's 38 digits hold the result unrounded, so that what does not fit is an error in both engines. */
const keepsScale = (operator: string, a: DecimalType, b: DecimalType, call: ReadCall): boolean =>
  call.mode === "ansi" &&
  call.type.kind === "decimal" &&
  call.type.scale === (operator === "*" ? a.scale + b.scale : Math.max(a.scale, b.scale));

/** `+`, `-` and `*`: DuckDB's own where it raises as Spark does, else widened, else a kernel. */
export function sum(operator: "+" | "-" | "*", call: ReadCall): Lowering<Sql> {
  const [a, b] = [typeOf(call, 0), typeOf(call, 1)];
  if (isFractional(call.type)) return infix(operator);
  if (a.kind === "decimal" && b.kind === "decimal")
    return exactDigits(operator, a, b) <= 38 || keepsScale(operator, a, b, call) ? infix(operator) : kernel();
  if (!isIntegral(call.type)) return call.mode === "try" ? kernel() : infix(operator);
  if (call.mode === "ansi") return infix(operator);
  return template(([x = NULL_TEXT, y = NULL_TEXT]) => {
    const room = roomy(call.type);
    const wide = sql`${castTo(x, room)} ${atom(operator)} ${castTo(y, room)}`;
    return call.mode === "try"
      ? kept(fn`TRY_CAST(${wide} AS ${atom(physicalType(call.type))})`)
      : wrapped(wide, call.type);
  });
}

/** A guard against zero; none for a divisor that is a constant other than zero. */
function unlessZero(call: ReadCall, divisor: Sql, body: Sql, raise: () => Sql): Sql {
  const constant = constantNumber(call.args[1]);
  if (constant !== undefined && constant !== 0) return body;
  const zero = sql`${divisor} = 0`;
  return caseWhen([[zero, call.mode === "ansi" ? raise() : NULL_TEXT]], body);
}

/** `/`: doubles with a guard, decimals exactly. */
export function quotient(call: ReadCall): Lowering<Sql> {
  const [a, b, to] = [typeOf(call, 0), typeOf(call, 1), call.type];
  const exact = a.kind === "decimal" && b.kind === "decimal" && to.kind === "decimal" && dividesNatively(a, b, to);
  if (!isFractional(to) && !exact) return kernel();
  return template(([x = NULL_TEXT, y = NULL_TEXT], cx) =>
    unlessZero(call, y, exact ? decimalQuotient(x, y, a, b, to) : sql`${x} / ${y}`, () =>
      guarded(call, x, cx.raise("DIVIDE_BY_ZERO", { config: '"spark.sql.ansi.enabled"' }, call.type)),
    ),
  );
}

// A NULL dividend answers NULL even over zero.
const guarded = (call: ReadCall, dividend: Sql, raise: Sql): Sql =>
  call.args[0]?.nullable === false ? raise : caseWhen([[sql`${dividend} IS NOT NULL`, raise]], NULL_TEXT);

/** `%`: of whole numbers and doubles natively. */
export function remainder(call: ReadCall): Lowering<Sql> {
  if (!isFractional(call.type) && !isIntegral(call.type)) return kernel();
  return template(([x = NULL_TEXT, y = NULL_TEXT], cx) => {
    const constant = constantNumber(call.args[1]);
    const plain = sql`${x} % ${y}`;
    // The least number % -1 overflows in DuckDB.
    const safe =
      isFractional(call.type) || (constant !== undefined && constant !== -1)
        ? plain
        : caseWhen([[sql`${y} = -1`, sql`${x} * ${castTo(atom("0"), physicalType(call.type))}`]], plain);
    const value =
      constant === -1 && isIntegral(call.type) ? caseWhen([[sql`${x} IS NULL`, NULL_TEXT]], atom("0")) : safe;
    return unlessZero(call, y, value, () =>
      guarded(call, x, cx.raise("REMAINDER_BY_ZERO", { config: '"spark.sql.ansi.enabled"' }, call.type)),
    );
  });
}

/** `div` of BIGINT. */
export function integralQuotient(call: ReadCall): Lowering<Sql> {
  if (typeOf(call, 0).kind !== "long") return kernel();
  const constant = constantNumber(call.args[1]);
  if (call.mode === "legacy" && (constant === undefined || constant === -1)) return kernel();
  return template(([x = NULL_TEXT, y = NULL_TEXT], cx) => {
    const plain = sql`${x} // ${y}`;
    const overflow = sql`${y} = -1 AND ${x} = ${leastOf(call.type)}`;
    const config = '"spark.sql.ansi.enabled"';
    const tooLarge = {
      message: "Overflow in integral divide",
      alternative: " Use 'try_divide' to tolerate overflow and return NULL instead.",
      config,
    };
    const safe =
      constant !== undefined && constant !== -1
        ? plain
        : caseWhen([[overflow, cx.raise("ARITHMETIC_OVERFLOW", tooLarge, call.type)]], plain);
    return unlessZero(call, y, safe, () => guarded(call, x, cx.raise("DIVIDE_BY_ZERO", { config }, call.type)));
  });
}

/** Whether a type's decimals can have more digits than Spark negates exactly. */
const isLong = (type: DataType): type is DecimalType => type.kind === "decimal" && type.precision > NEGATED_DIGITS;

/** The engine's answer for decimals of few digits, and the kernel's for the others. */
const shortly = (name: "negative" | "abs", { scale }: DecimalType, simple: (x: Sql) => Sql): Lowering<Sql> =>
  template(([x = NULL_TEXT], cx) => {
    const digits = "9".repeat(NEGATED_DIGITS).padStart(scale + 1, "0");
    const limit = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    const bound = (sign: string): Sql => atom(`CAST('${sign}${limit}' AS DECIMAL(38, ${scale}))`);
    const [expr] = cx.call.args;
    if (expr === undefined || isBefore4(cx.settings)) return simple(x);
    const exact = cx.kernel(name, [{ fragment: x, expr }], cx.call.type);
    return caseWhen([[sql`${x} BETWEEN ${bound("-")} AND ${bound("")}`, simple(x)]], exact);
  });

/** What Java says of the least number's negation. */
const overflowOf = ({ kind }: DataType): Readonly<Record<string, string>> => {
  const bits = BITS[kind] ?? 64;
  const message = bits < 32 ? `- -${2 ** (bits - 1)} caused overflow` : `${bits === 32 ? "integer" : "long"} overflow`;
  return { message, alternative: "", config: '"spark.sql.ansi.enabled"' };
};

/** `-x`. */
export function negation(call: ReadCall): Lowering<Sql> {
  if (isLong(call.type)) return shortly("negative", call.type, (x) => fn`(-(${x}))`);
  return template(([x = NULL_TEXT]) => {
    const minus = fn`(-(${x}))`;
    if (!isIntegral(call.type)) return minus;
    const least = sql`${x} = ${leastOf(call.type)}`;
    if (call.mode !== "ansi") return caseWhen([[least, call.mode === "try" ? NULL_TEXT : leastOf(call.type)]], minus);
    // Spark does not tell where: `UnaryMinus` calls Java's own negation.
    return caseWhen([[least, raiseSql("ARITHMETIC_OVERFLOW", overflowOf(call.type), undefined, call.type)]], minus);
  });
}

/** `abs(x)`. */
export function absolute(call: ReadCall): Lowering<Sql> {
  if (isLong(call.type)) return shortly("abs", call.type, (x) => fn`abs(${x})`);
  return template(([x = NULL_TEXT]) => {
    const value = fn`abs(${x})`;
    if (!isIntegral(call.type) || call.mode === "ansi") return value;
    return caseWhen([[sql`${x} = ${leastOf(call.type)}`, call.mode === "try" ? NULL_TEXT : leastOf(call.type)]], value);
  });
}
