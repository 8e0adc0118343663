/** How DuckDB runs the functions of `src/functions/math.ts`. */
import type { Lowering, LoweringTable } from "../../../src/backend/lowering.ts";
import type { mathFunctions } from "../../../src/functions/math.ts";
import type { ReadCall } from "../../../src/substrait/read/plan.ts";
import { type DataType, isIntegral } from "../../../src/types/data-type.ts";
import { atom, call, choose, fn, joined, kernel, type Sql, sql, template } from "../sql.ts";
import { absolute, constantNumber, integralQuotient, negation, quotient, remainder, sum } from "./arithmetic-forms.ts";
import { caseWhen, castTo, NULL_TEXT, nested } from "./forms.ts";
import { byRow } from "./random.ts";

const NAN = atom("CAST('nan' AS DOUBLE)");
const MOST = atom("9223372036854775807");
const LEAST = atom("CAST('-9223372036854775808' AS BIGINT)");

/** The call as its aliased twin with another operator's lowering. */
const arithmetic = (how: (c: ReadCall) => Lowering<Sql>): Lowering<Sql> => choose((c) => how(c));

/** ceil and floor of a double as BIGINT: NaN is 0, what is too large is the greatest number. */
const whole = (name: "ceil" | "floor") =>
  choose((c) => {
    const type = c.args[0]?.type;
    if (c.args.length > 1 || type === undefined) return kernel();
    if (type.kind === "long") return template(([x = NULL_TEXT]) => x);
    if (type.kind !== "double") return kernel();
    return template(([x = NULL_TEXT]) =>
      caseWhen(
        [
          [
            sql`${x} >= -9.223372036854775e18 AND ${x} <= 9.223372036854775e18`,
            castTo(fn`${atom(name)}(${x})`, "BIGINT"),
          ],
          [fn`isnan(${x})`, castTo(atom("0"), "BIGINT")],
          [sql`${x} >= 9.223372036854775807e18`, MOST],
          [sql`${x} <= -9.223372036854775808e18`, LEAST],
          [sql`${x} IS NOT NULL`, castTo(fn`${atom(name)}(${x})`, "BIGINT")],
        ],
        NULL_TEXT,
      ),
    );
  });

const rounding = (halfUp: boolean) =>
  choose((c) => {
    const type = c.args[0]?.type;
    const scale = constantNumber(c.args[1]);
    if (type === undefined || scale === undefined) return kernel();
    if (isIntegral(type) && scale >= 0) return template(([x = NULL_TEXT]) => x);
    // DuckDB's round_even goes through DOUBLE.
    if (type.kind !== "decimal" || scale < 0 || (!halfUp && scale < type.scale)) return kernel();
    if (scale >= type.scale) return template(([x = NULL_TEXT], cx) => cx.as(x, c.type));
    return template(([x = NULL_TEXT]) => fn`round(${x}, ${scale})`);
  });

const plainOrder = (type: DataType): boolean => !nested(type);

/** DuckDB compares floats there by keys that make -0.0 to 0.0; as doubles they stay. */
const ofFloats = (name: string): Lowering<Sql> =>
  template((args) => {
    const doubles = args.map((x) => castTo(x, "DOUBLE"));
    return castTo(fn`${atom(name)}(${joined(",", doubles)})`, "FLOAT");
  });

const extreme = (name: string) =>
  choose((c) => (c.type.kind === "float" ? ofFloats(name) : plainOrder(c.type) ? call(name) : kernel()));

/** A function of one double that DuckDB and Java compute alike, on the numbers where both are defined. */
const within = (inside: (x: Sql) => Sql, value: (x: Sql) => Sql, outside: Sql): Lowering<Sql> =>
  template(([x = NULL_TEXT]) => caseWhen([[inside(x), value(x)]], caseWhen([[sql`${x} IS NULL`, NULL_TEXT]], outside)));

export const mathLowerings = {
  "+": arithmetic((c) => sum("+", c)),
  "-": arithmetic((c) => sum("-", c)),
  "*": arithmetic((c) => sum("*", c)),
  "/": arithmetic(quotient),
  "%": arithmetic(remainder),
  div: arithmetic(integralQuotient),
  pmod: choose((c) => {
    const divisor = constantNumber(c.args[1]);
    if (!isIntegral(c.type) || divisor === undefined || divisor <= 0) return kernel();
    return template(([x = NULL_TEXT, y = NULL_TEXT]) =>
      caseWhen([[sql`(${x} % ${y}) < 0`, sql`(${x} % ${y}) + ${y}`]], sql`${x} % ${y}`),
    );
  }),
  try_add: arithmetic((c) => sum("+", c)),
  try_subtract: arithmetic((c) => sum("-", c)),
  try_multiply: arithmetic((c) => sum("*", c)),
  try_divide: arithmetic(quotient),
  try_mod: arithmetic(remainder),
  negative: arithmetic(negation),
  positive: template(([x = NULL_TEXT]) => x),
  abs: arithmetic(absolute),
  ceil: whole("ceil"),
  floor: whole("floor"),
  round: rounding(true),
  bround: rounding(false),
  rint: kernel(),
  sign: choose((c) =>
    c.args[0]?.type.kind === "double" ? kernel() : template(([x = NULL_TEXT]) => castTo(fn`sign(${x})`, "DOUBLE")),
  ),
  sqrt: within(
    (x) => sql`${x} >= 0`,
    (x) => fn`sqrt(${x})`,
    NAN,
  ),
  cbrt: kernel(),
  exp: kernel(),
  expm1: kernel(),
  ln: kernel(),
  log: kernel(),
  log10: kernel(),
  log2: kernel(),
  log1p: kernel(),
  pow: kernel(),
  sin: kernel(),
  cos: kernel(),
  tan: kernel(),
  cot: kernel(),
  sec: kernel(),
  csc: kernel(),
  asin: kernel(),
  acos: kernel(),
  atan: kernel(),
  atan2: kernel(),
  sinh: kernel(),
  cosh: kernel(),
  tanh: kernel(),
  asinh: kernel(),
  acosh: kernel(),
  atanh: kernel(),
  hypot: kernel(),
  degrees: kernel(),
  radians: kernel(),
  e: template(() => atom("CAST(2.718281828459045 AS DOUBLE)")),
  pi: template(() => atom("CAST(3.141592653589793 AS DOUBLE)")),
  factorial: within(
    (x) => sql`${x} BETWEEN 0 AND 20`,
    (x) => castTo(fn`factorial(${x})`, "BIGINT"),
    NULL_TEXT,
  ),
  conv: kernel(),
  hex: call("hex"),
  unhex: kernel(),
  bin: call("bin"),
  width_bucket: kernel(),
  greatest: extreme("greatest"),
  least: extreme("least"),
  rand: byRow("rand"),
  randn: byRow("randn"),
  uniform: byRow("uniform", 2),
} satisfies LoweringTable<typeof mathFunctions, Sql>;
