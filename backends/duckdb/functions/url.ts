/** How DuckDB runs the functions of `src/functions/url.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { urlFunctions } from "../../../src/functions/url.ts";
import { kernel, type Sql } from "../sql.ts";

export const urlLowerings = {
  url_encode: kernel(),
  url_decode: kernel(),
  try_url_decode: kernel(),
  parse_url: kernel(),
  try_parse_url: kernel(),
} satisfies LoweringTable<typeof urlFunctions, Sql>;
