import { temporaryKey } from "../../catalog/functions.ts";
import type { RegisterPython } from "../../unresolved/command.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";

/** `UDFRegistration.registerPython`: the name means this function in the session from now on, whatever it meant before. */
export function registerPython({ name, udf, stands }: RegisterPython, { catalog }: CommandContext): Table {
  const key = temporaryKey(stands === "in FROM" ? "table" : "value", name);
  catalog.pythonFunctions = new Map(catalog.pythonFunctions).set(key, udf);
  return EMPTY_TABLE;
}
