/** How DuckDB runs the functions of `src/functions/hash.ts`. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { hashFunctions } from "../../../src/functions/hash.ts";
import { call, choose, fn, kernel, type Sql, template } from "../sql.ts";
import { constantNumber } from "./arithmetic-forms.ts";
import { NULL_TEXT } from "./forms.ts";

export const hashLowerings = {
  md5: call("md5"),
  sha1: call("sha1"),
  sha2: choose((c) => {
    const bits = constantNumber(c.args[1]);
    return bits === 0 || bits === 256 ? template(([x = NULL_TEXT]) => fn`sha256(${x})`) : kernel();
  }),
  crc32: kernel(),
  hash: kernel(),
  xxhash64: kernel(),
} satisfies LoweringTable<typeof hashFunctions, Sql>;
