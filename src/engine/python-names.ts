/** What names mean among the functions of a session. */
import type { RoutineScope } from "../analyzer/routine/routine.ts";
import { type FunctionKind, type PythonFunctions, temporaryKey } from "../catalog/functions.ts";
import type { PythonFunction, PythonTableFunction } from "../types/python-function.ts";

/** What may stand before the name of a function of the session, since Spark 4.3. */
const SESSION = /^(?:system\.)?session$/i;

/** Whether a name may be that of a function of the session. */
export const isSessionName = (nameParts: readonly string[], line: number): boolean =>
  nameParts.length === 1 || (line >= 403 && SESSION.test(nameParts.slice(0, -1).join(".")));

/** The Python function that was registered under a name, of one kind. */
export function pythonOf(
  nameParts: readonly string[],
  kind: FunctionKind,
  { temporary }: RoutineScope,
  functions: PythonFunctions,
  line: number,
): PythonFunction | PythonTableFunction | undefined {
  if (functions.size === 0) return undefined;
  const name = nameParts.at(-1) ?? "";
  if (!isSessionName(nameParts, line) || (temporary !== "all" && !temporary.has(name.toLowerCase()))) return undefined;
  return functions.get(temporaryKey(kind, name));
}
