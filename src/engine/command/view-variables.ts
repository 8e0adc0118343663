import { readName, type ViewVariables } from "../../catalog/variables.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Meant } from "../mean.ts";
import type { CommandContext } from "./context.ts";

/** The variables that a temporary view reads: a text's by their names, a DataFrame's as they are now. */
export function viewVariables(
  text: string | undefined,
  read: Meant["variables"],
  made: StructType,
  cx: CommandContext,
): ViewVariables | undefined {
  if (text === undefined) return { kind: "kept", variables: cx.catalog.variables };
  if (read.length === 0) return undefined;
  const { caseSensitive } = cx.settings.snapshot();
  const names = read.map((parts) => readName(parts, caseSensitive));
  return { kind: "named", names: new Set(names), made };
}
