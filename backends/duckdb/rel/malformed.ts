import { isBefore4 } from "../../../src/kernels/kernel.ts";
import { BOOLEAN } from "../../../src/types/data-type.ts";
import type { Env } from "../context.ts";
import { raiseSql } from "../expr/raise.ts";
import type { Sql } from "../sql.ts";

/**
 * Fails for a record of a file that cannot be read, in the mode FAILFAST: for the file that is read
 * (`FileDataSourceV2.attachFilePath`), in 3.5 for the record.
 */
export const malformedRecord = (record: Sql, path: string, env: Env): Sql =>
  isBefore4(env.cx.options.settings)
    ? raiseSql(
        "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
        { badRecord: record, failFastMode: "FAILFAST" },
        undefined,
        BOOLEAN,
      )
    : raiseSql("FAILED_READ_FILE.NO_HINT", { path: `file://${path}` }, undefined, BOOLEAN);
