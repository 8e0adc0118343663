/** How DuckDB runs the functions of `src/functions/csv.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { csvFunctions } from "../../../src/functions/csv.ts";
import { kernel, type Sql } from "../sql.ts";

export const csvLowerings = {
  from_csv: kernel(),
  to_csv: kernel(),
  schema_of_csv: kernel(),
} satisfies LoweringTable<typeof csvFunctions, Sql>;
