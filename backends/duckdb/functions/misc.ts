/** How DuckDB runs the functions of `src/functions/misc.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { miscFunctions } from "../../../src/functions/misc.ts";
import { atom, choose, fn, kernel, type Sql, template, unsupported } from "../sql.ts";
import { NULL_TEXT } from "./forms.ts";
import { byRow, ROW_NUMBER } from "./random.ts";

const analyzed = unsupported("the analyzer answers it");

export const miscLowerings = {
  raise_error: choose((c) => {
    const message = c.args[0];
    if (message?.kind !== "literal" || typeof message.value !== "string") return kernel();
    const errorMessage = message.value;
    return template((_, cx) => cx.raise("USER_RAISED_EXCEPTION", { errorMessage }, cx.call.type));
  }),
  assert_true: unsupported("it is replaced by other functions"),
  uuid: choose((c) => (c.args.length === 0 ? template(() => fn`CAST(uuid() AS VARCHAR)`) : byRow("uuid"))),
  monotonically_increasing_id: template(() => ROW_NUMBER),
  spark_partition_id: template(() => atom("CAST(0 AS INTEGER)")),
  input_file_name: unsupported("the file that a row comes from is not kept"),
  bitmap_bit_position: kernel(),
  bitmap_bucket_number: kernel(),
  bitmap_count: kernel(),
  aes_encrypt: kernel(),
  aes_decrypt: kernel(),
  try_aes_decrypt: kernel("aes_decrypt"),
  java_method: kernel(),
  try_reflect: kernel("java_method"),
  collate: template(([s = NULL_TEXT]) => s),
  collation: analyzed,
  typeof: analyzed,
  version: analyzed,
  current_user: analyzed,
  current_catalog: analyzed,
  current_schema: analyzed,
} satisfies LoweringTable<typeof miscFunctions, Sql>;
