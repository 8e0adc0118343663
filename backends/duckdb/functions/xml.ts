/** How DuckDB runs the functions of `src/functions/xml.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { xmlFunctions } from "../../../src/functions/xml.ts";
import { kernel, type Sql } from "../sql.ts";

export const xmlLowerings = {
  from_xml: kernel(),
  to_xml: kernel(),
  schema_of_xml: kernel(),
  xpath: kernel(),
  xpath_boolean: kernel(),
  xpath_double: kernel(),
  xpath_float: kernel(),
  xpath_int: kernel(),
  xpath_long: kernel(),
  xpath_short: kernel(),
  xpath_string: kernel(),
} satisfies LoweringTable<typeof xmlFunctions, Sql>;
