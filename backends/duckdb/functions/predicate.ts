/** How DuckDB runs the functions of `src/functions/predicate.ts`. */
import type { Lowering, LoweringTable } from "../../../src/backend/lowering.ts";
import type { predicateFunctions } from "../../../src/functions/predicate.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { choose, fn, infix, kernel, list, type Sql, sql, template, text, unsupported } from "../sql.ts";
import { NULL_TEXT, orderKey } from "./forms.ts";
import { nativeRegex } from "./regex-subset.ts";

/** Types whose parts DuckDB compares otherwise than Spark when one of them is NULL. */
const needsKey = (type: DataType): boolean => type.kind === "array" || type.kind === "struct";

const ordering = (operator: string): Lowering<Sql> =>
  choose((c) => {
    const type = c.args[0]?.type ?? c.type;
    if (!needsKey(type)) return infix(operator);
    return template(([a = NULL_TEXT, b = NULL_TEXT], cx) => {
      const [x, y] = [orderKey(cx, a, type), orderKey(cx, b, type)];
      return operator === "<"
        ? sql`${x} < ${y}`
        : operator === "<="
          ? sql`${x} <= ${y}`
          : operator === ">"
            ? sql`${x} > ${y}`
            : sql`${x} >= ${y}`;
    });
  });

const constantText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** A LIKE pattern whose escapes are all of `%`, `_` or the escape itself. */
const wellEscaped = (pattern: string, escape: string): boolean => {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== escape) continue;
    const next = pattern[++i];
    if (next === undefined || (next !== "%" && next !== "_" && next !== escape)) return false;
  }
  return true;
};

const like: Lowering<Sql> = choose((c) => {
  const pattern = c.args[1]?.kind === "literal" ? constantText(c.args[1].value) : undefined;
  const escape =
    c.args[2] === undefined ? "\\" : c.args[2].kind === "literal" ? constantText(c.args[2].value) : undefined;
  if (
    pattern === undefined ||
    escape === undefined ||
    escape.length !== 1 ||
    !wellEscaped(pattern, escape) ||
    pattern.includes("\0")
  )
    return kernel();
  const plain = pattern.includes(escape) ? text(escape) : undefined;
  return template(([s = NULL_TEXT, p = NULL_TEXT]) =>
    plain === undefined ? sql`${s} LIKE ${p}` : sql`${s} LIKE ${p} ESCAPE ${plain}`,
  );
});

export const predicateLowerings = {
  "=": infix("="),
  "<=>": infix("IS NOT DISTINCT FROM"),
  "<": ordering("<"),
  "<=": ordering("<="),
  ">": ordering(">"),
  ">=": ordering(">="),
  equal_null: infix("IS NOT DISTINCT FROM"),
  and: infix("AND"),
  or: infix("OR"),
  not: template(([x = NULL_TEXT]) => fn`(NOT ${sql`${x}`})`),
  in: template(([x = NULL_TEXT, ...items]) => (items.length === 0 ? sql`false` : fn`(${x} IN (${list(items)}))`)),
  between: unsupported("it is replaced by comparisons"),
  isnull: template(([x = NULL_TEXT]) => sql`${x} IS NULL`),
  isnotnull: template(([x = NULL_TEXT]) => sql`${x} IS NOT NULL`),
  isnan: template(([x = NULL_TEXT], cx) =>
    cx.call.args[0]?.nullable === false ? fn`isnan(${x})` : fn`COALESCE(isnan(${x}), false)`,
  ),
  like,
  ilike: kernel(),
  rlike: choose((c) => {
    const pattern = c.args[1]?.kind === "literal" ? constantText(c.args[1].value) : undefined;
    if (pattern === undefined || !nativeRegex(pattern)) return kernel();
    return template(([s = NULL_TEXT, p = NULL_TEXT]) => fn`regexp_matches(${s}, ${p})`);
  }),
} satisfies LoweringTable<typeof predicateFunctions, Sql>;
