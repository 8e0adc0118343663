/** Windows of time never get here: the analyzer makes columns of them. */
import type { LoweringTable } from "../../../src/backend/lowering.ts";
import type { timeWindowFunctions } from "../../../src/functions/time-window.ts";
import { type Sql, unsupported } from "../sql.ts";

const COLUMN = unsupported("a column that the analyzer makes");

export const timeWindowLowerings = {
  window: COLUMN,
  session_window: COLUMN,
  window_time: COLUMN,
} satisfies LoweringTable<typeof timeWindowFunctions, Sql>;
