/** The names in the text of a function that is being made. */
import { databaseNotFound } from "../../catalog/memory.ts";
import { IN_FROM_ONLY } from "../../analyzer/expression/call.ts";
import { routineName } from "../../analyzer/routine/routine.ts";
import type { SqlFunction } from "../../catalog/functions.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { isKnownButUndeclared, lookupFunction } from "../../functions/registry.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { CreateFunction } from "../../unresolved/function-command.ts";
import { placeOf } from "../table-fact.ts";
import type { CommandContext } from "./context.ts";
import { type NamedIn, namedIn } from "./named-in.ts";
import { isTempView } from "./places.ts";
import { isPythonName } from "./python-functions.ts";

/** What a function's text names: the session's own views and functions, folded, and all else as it was written. */
export interface FunctionNames extends NamedIn {
  readonly views: readonly string[];
  readonly temporary: readonly string[];
}

/** The names in the body and the defaults. */
export function namesOf(c: CreateFunction, cx: CommandContext): FunctionNames {
  const defaults = c.parameters.flatMap((p) => p.byDefault?.expression ?? []);
  const named = namedIn(
    c.body.kind === "query"
      ? { relations: [c.body.query], expressions: defaults }
      : { expressions: [c.body.expression, ...defaults] },
  );
  const views = named.tables.filter((parts) => isTempView(parts, cx)).map((parts) => parts.join(".").toLowerCase());
  const temporary = named.functions.filter((parts) => isTemporary(parts, cx));
  return { ...named, views, temporary: temporary.map(([first = ""]) => first.toLowerCase()) };
}

const isBuiltIn = ([first = "", ...more]: readonly string[], cx: CommandContext): boolean =>
  more.length === 0 &&
  (lookupFunction(first) !== undefined ||
    IN_FROM_ONLY.has(first.toLowerCase()) ||
    isKnownButUndeclared(first, cx.settings.snapshot().line));

/** Whether a name is a function's of the session's own, in SQL or in Python. */
export const isTemporary = (nameParts: readonly string[], cx: CommandContext): boolean =>
  temporaryOf(nameParts, cx).length > 0 || isPythonName(nameParts, cx.catalog.snapshot());

/** The session's own functions of a name: one of FROM, one of expressions, or both. */
function temporaryOf([first = "", ...more]: readonly string[], cx: CommandContext): readonly SqlFunction[] {
  if (more.length > 0) return [];
  const catalog = cx.catalog.snapshot();
  return (["value", "table"] as const).flatMap((kind) => catalog.temporaryFunction(kind, first) ?? []);
}

/**
 * Raises CYCLIC_FUNCTION_REFERENCE where the functions that a function's text calls come back to it, and
 * ROUTINE_NOT_FOUND where one is not there (`CreateSQLFunctionCommand.checkCyclicFunctionReference`).
 */
export function refuseCycles(made: Pick<SqlFunction, "name" | "database">, names: NamedIn, cx: CommandContext): void {
  const own = routineName(made);
  const seen = new Set<string>();
  const visit = (called: NamedIn["functions"], within: string, path: readonly string[]): void => {
    for (const parts of called) {
      if (isBuiltIn(parts, cx)) continue;
      for (const found of calledFunctions(parts, within, cx)) {
        const name = routineName(found);
        if (name.toLowerCase() === own.toLowerCase()) {
          throw sparkError("CYCLIC_FUNCTION_REFERENCE", { path: [...path, name].join(" -> ") }, { origin: null });
        }
        if (seen.has(name)) continue;
        seen.add(name);
        const { body } = cx.routineOf(found);
        const inside = namedIn(
          body.kind === "query" ? { relations: [body.query] } : { expressions: [body.expression] },
        );
        visit(inside.functions, found.within, [...path, name]);
      }
    }
  };
  visit(names.functions, cx.catalog.snapshot().currentDatabase, [own]);
}

function calledFunctions(parts: readonly string[], within: string, cx: CommandContext): readonly SqlFunction[] {
  const own = temporaryOf(parts, cx);
  if (own.length > 0) return own;
  if (isPythonName(parts, cx.catalog.snapshot())) return [];
  const place = placeOf(parts, within);
  const found = place && cx.catalog.functions.get(place.database, place.name);
  if (found !== undefined) return [found];
  // Names of more than one part may be those of what is built in.
  if (parts.length > 1 && lookupFunction(parts.at(-1) ?? "") !== undefined) return [];
  if (place !== undefined && !cx.catalog.snapshot().databases.includes(place.database))
    throw databaseNotFound(place.database);
  const routineName = quoteParts(place === undefined ? parts : [place.database, place.name]);
  throw sparkError("ROUTINE_NOT_FOUND", { routineName }, { origin: null });
}

/** INVALID_TEMP_OBJ_REFERENCE: a lasting function may not use what ends with a session. */
export function refuseSessionNames({ database = "", name, session }: SqlFunction): void {
  const found = (
    [
      ["VIEW", session.views],
      ["FUNCTION", session.functions],
      ["VARIABLE", session.variables],
    ] as const
  ).find(([, names]) => names.length > 0);
  if (found === undefined) return;
  const [tempObj, [first = ""]] = found;
  throw sparkError(
    "INVALID_TEMP_OBJ_REFERENCE",
    { obj: "FUNCTION", objName: quoteParts([database, name]), tempObj, tempObjName: quoteParts(first.split(".")) },
    { origin: null },
  );
}
