/** How DuckDB runs the functions of `src/functions/conversion.ts`: they are replaced by casts. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { conversionFunctions } from "../../../src/functions/conversion.ts";
import { type Sql, unsupported } from "../sql.ts";

const replaced = unsupported("it is replaced by a cast");

export const conversionLowerings = {
  boolean: replaced,
  tinyint: replaced,
  smallint: replaced,
  int: replaced,
  bigint: replaced,
  float: replaced,
  double: replaced,
  decimal: replaced,
  date: replaced,
  timestamp: replaced,
  binary: replaced,
  string: replaced,
} satisfies LoweringTable<typeof conversionFunctions, Sql>;
