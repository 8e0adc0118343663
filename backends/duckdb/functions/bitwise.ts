/** How DuckDB runs the functions of `src/functions/bitwise.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { bitwiseFunctions } from "../../../src/functions/bitwise.ts";
import { choose, fn, infix, kernel, type Sql, sql, template } from "../sql.ts";
import { wrapped } from "./arithmetic-forms.ts";
import { castTo, NULL_TEXT } from "./forms.ts";

const last = (count: Sql, long: boolean): Sql => sql`${count} & ${long ? 63 : 31}`;

export const bitwiseLowerings = {
  "&": infix("&"),
  "|": infix("|"),
  // `^` is a power in DuckDB.
  "^": template(([a = NULL_TEXT, b = NULL_TEXT]) => fn`xor(${a}, ${b})`),
  "~": template(([a = NULL_TEXT]) => sql`-1 - ${a}`),
  shiftleft: choose((c) => {
    if (c.type.kind === "long") return kernel();
    return template(([a = NULL_TEXT, n = NULL_TEXT]) =>
      wrapped(
        sql`((${castTo(a, "BIGINT")} & 4294967295) * (CAST(1 AS BIGINT) << ${castTo(last(n, false), "BIGINT")})) & 4294967295`,
        c.type,
      ),
    );
  }),
  shiftright: template(([a = NULL_TEXT, n = NULL_TEXT], cx) => {
    const long = cx.call.type.kind === "long";
    const divisor = long
      ? sql`CAST(1 AS HUGEINT) << ${castTo(last(n, true), "HUGEINT")}`
      : sql`CAST(1 AS BIGINT) << ${castTo(last(n, false), "BIGINT")}`;
    // DuckDB shifts no negative numbers: the floor of a quotient.
    return cx.as(
      fn`CASE WHEN ${a} >= 0 THEN ${sql`${a} // (${divisor})`} ELSE ${sql`-1 - ((-1 - ${a}) // (${divisor}))`} END`,
      cx.call.type,
    );
  }),
  shiftrightunsigned: choose((c) => {
    if (c.type.kind === "long") return kernel();
    return template(([a = NULL_TEXT, n = NULL_TEXT]) =>
      wrapped(sql`(${castTo(a, "BIGINT")} & 4294967295) >> (${castTo(last(n, false), "BIGINT")})`, c.type),
    );
  }),
  bit_count: choose((c) => {
    const boolean = c.args[0]?.type.kind === "boolean";
    return template(([a = NULL_TEXT]) => (boolean ? castTo(a, "INTEGER") : fn`bit_count(${castTo(a, "BIGINT")})`));
  }),
  bit_get: kernel(),
  getbit: kernel(),
} satisfies LoweringTable<typeof bitwiseFunctions, Sql>;
