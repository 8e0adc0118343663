/** How DuckDB runs the functions of `src/functions/conditional.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { conditionalFunctions } from "../../../src/functions/conditional.ts";
import { call, fn, type Sql, sql, template, unsupported } from "../sql.ts";
import { caseWhen, NULL_TEXT } from "./forms.ts";

const replaced = unsupported("it is replaced by other functions");

export const conditionalLowerings = {
  coalesce: call("coalesce"),
  nvl: replaced,
  nvl2: replaced,
  nullif: replaced,
  nullifzero: replaced,
  zeroifnull: replaced,
  nanvl: template(([a = NULL_TEXT, b = NULL_TEXT]) => caseWhen([[fn`isnan(${a})`, b]], a)),
  if: template(([when = NULL_TEXT, a = NULL_TEXT, b = NULL_TEXT]) => caseWhen([[sql`${when}`, a]], b)),
} satisfies LoweringTable<typeof conditionalFunctions, Sql>;
