/** How DuckDB runs the functions of `src/functions/json.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { jsonFunctions, jsonInternals } from "../../../src/functions/json.ts";
import { kernel, type Sql } from "../sql.ts";

export const jsonLowerings = {
  get_json_object: kernel(),
  json_array_length: kernel(),
  json_object_keys: kernel(),
  from_json: kernel(),
  to_json: kernel(),
  schema_of_json: kernel(),
} satisfies LoweringTable<typeof jsonFunctions, Sql>;

export const jsonInternalLowerings = {
  json_field: kernel(),
} satisfies LoweringTable<typeof jsonInternals, Sql>;
