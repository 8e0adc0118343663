import { routineName } from "../../analyzer/routine/routine.ts";
import type { SqlFunction } from "../../catalog/functions.ts";
import type { CommandContext } from "./context.ts";
import { SQL_FUNCTION_CLASS } from "./functions.ts";

/** What DESCRIBE FUNCTION tells of a SQL function, a line each (`SQLFunction.toExpressionInfo`). */
export function describedLines(made: SqlFunction, extended: boolean, _cx: CommandContext): readonly string[] {
  const rows = [`Function: ${routineName(made)}`, `Class: ${SQL_FUNCTION_CLASS}`, `Usage: ${made.comment ?? "N/A."}`];
  return extended ? [...rows, `Extended Usage:\n    No example/argument for ${made.name}.\n`] : rows;
}
