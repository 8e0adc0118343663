/** How DuckDB runs the functions of `src/functions/variant.ts`: by kernels over the encoded bytes. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { variantFunctions, variantInternals } from "../../../src/functions/variant.ts";
import { collect, kernel, type Sql, unsupported } from "../sql.ts";

const rewritten = unsupported("the analyzer writes it as an inline of an array");

export const variantLowerings = {
  parse_json: kernel(),
  try_parse_json: kernel(),
  is_variant_null: kernel(),
  variant_get: kernel(),
  try_variant_get: kernel(),
  schema_of_variant: kernel(),
  schema_of_variant_agg: collect("schema_of_variant_agg"),
  to_variant_object: kernel(),
  variant_explode: rewritten,
  variant_explode_outer: rewritten,
} satisfies LoweringTable<typeof variantFunctions, Sql>;

export const variantInternalLowerings = {
  variant_entries: kernel(),
} satisfies LoweringTable<typeof variantInternals, Sql>;
