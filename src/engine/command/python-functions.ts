import { temporaryKey } from "../../catalog/functions.ts";
import type { CatalogSnapshot } from "../../catalog/memory.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { isBuiltIn } from "../../sources/read-options.ts";
import type { RegisterPython, RegisterPythonSource } from "../../unresolved/command.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";

/** `UDFRegistration.registerPython`: the name means this function in the session from now on, whatever it meant before. */
export function registerPython({ name, udf, stands }: RegisterPython, { catalog }: CommandContext): Table {
  const key = temporaryKey(stands === "in FROM" ? "table" : "value", name);
  catalog.pythonFunctions = new Map(catalog.pythonFunctions).set(key, udf);
  return EMPTY_TABLE;
}

/** `DataSourceManager.registerDataSource`: the name, in any letters, means this source from now on. */
export function registerPythonSource({ source }: RegisterPythonSource, { catalog }: CommandContext): Table {
  if (isBuiltIn(source.name)) throw sparkError("DATA_SOURCE_ALREADY_EXISTS", { provider: source.name });
  catalog.pythonSources = new Map(catalog.pythonSources).set(source.name.toLowerCase(), source);
  return EMPTY_TABLE;
}

const KINDS = ["value", "table"] as const;

/** The names of Python functions that the session registered, in lower case. */
export const pythonNames = ({ pythonFunctions }: CatalogSnapshot): readonly string[] => [
  ...new Set([...pythonFunctions.keys()].map((key) => key.slice(key.indexOf("\0") + 1))),
];

/** Whether a name is a Python function's that the session registered. */
export const isPythonName = ([name = "", ...more]: readonly string[], { pythonFunctions }: CatalogSnapshot): boolean =>
  more.length === 0 && KINDS.some((kind) => pythonFunctions.has(temporaryKey(kind, name)));

/** Forgets the Python functions of a name; false where there are none. */
export function dropPython(name: string, { catalog }: CommandContext): boolean {
  const rest = new Map(catalog.pythonFunctions);
  const dropped = KINDS.filter((kind) => rest.delete(temporaryKey(kind, name)));
  catalog.pythonFunctions = rest;
  return dropped.length > 0;
}
