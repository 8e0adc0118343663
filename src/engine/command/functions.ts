/** CREATE, DROP and REFRESH of functions that users make. */
import { type LastingFunction, type SqlFunction, temporaryKey } from "../../catalog/functions.ts";
import { DEFAULT_DATABASE } from "../../catalog/databases.ts";
import { databaseNotFound, SESSION_CATALOG } from "../../catalog/memory.ts";
import { searchPath } from "../../analyzer/expression/call.ts";
import { isRandomPlan } from "../../analyzer/random.ts";
import { quotedName } from "../../analyzer/routine/routine.ts";
import type { Origin } from "../../errors/origin.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { lookupFunction } from "../../functions/registry.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { RefreshFunction } from "../../unresolved/command.ts";
import type { CreateClassFunction, CreateFunction, DropFunction } from "../../unresolved/function-command.ts";
import { placeOf } from "../table-fact.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { checkParameters, checkReturned } from "./function-checks.ts";
import { namesOf, refuseCycles, refuseSessionNames } from "./function-names.ts";
import { meaningOf, written } from "./function-body.ts";
import { databaseName } from "./places.ts";
import { dropPython, isPythonName } from "./python-functions.ts";

/** `CreateSQLFunctionCommand`: the body is analysed now, and kept as text. */
export async function createFunction(c: CreateFunction, cx: CommandContext): Promise<Table> {
  const { currentDatabase } = cx.catalog.snapshot();
  const database = c.temporary ? undefined : databaseOf(c.nameParts, cx);
  const last = c.nameParts.at(-1) ?? "";
  const isAsWritten = database === undefined || cx.settings.snapshot().caseSensitive;
  const name = isAsWritten ? last : last.toLowerCase();
  checkParameters(c, last, cx);
  const names = namesOf(c, cx);
  refuseCycles({ name, database }, names, cx);
  const draft: SqlFunction = {
    name,
    database,
    parameters: c.parameters.map((p) => ({
      name: p.name,
      type: p.type,
      byDefault: p.byDefault && written(p.byDefault),
      comment: p.comment,
    })),
    returns: { kind: "value", type: { kind: "null" } },
    body: { kind: c.body.kind, text: written(c.body) },
    comment: c.comment,
    deterministic: c.deterministic ?? true,
    readsData: c.readsData ?? names.tables.length > 0,
    within: currentDatabase,
    session: { views: names.views, functions: names.temporary, variables: [] },
    settings: cx.settings.snapshot(),
    createdAt: Date.now(),
  };
  const { schema, plan, variables } = await meaningOf(draft, c, cx);
  const made: SqlFunction = {
    ...draft,
    returns: checkReturned(c, schema, draft, cx),
    deterministic: c.deterministic ?? !isRandomPlan(plan),
    session: { ...draft.session, variables },
  };
  if (database === undefined) keepTemporary(made, c, cx);
  else {
    refuseSessionNames(made);
    await keepLasting(made, database, c, cx);
  }
  return EMPTY_TABLE;
}

/** The database of a lasting function, in lower case. Raises SCHEMA_NOT_FOUND. */
function databaseOf(nameParts: readonly string[], cx: CommandContext): string {
  const { currentDatabase } = cx.catalog.snapshot();
  const database =
    nameParts.length === 1 ? currentDatabase.toLowerCase() : databaseName(nameParts.slice(0, -1), nameParts);
  if (database === DEFAULT_DATABASE || cx.catalog.databases.all.has(database)) return database;
  throw databaseNotFound(database);
}

function alreadyThere(nameParts: readonly string[]): Error {
  const params = { routineName: quoteParts(nameParts), newRoutineType: "routine", existingRoutineType: "routine" };
  return sparkError("ROUTINE_ALREADY_EXISTS", params, { origin: null });
}

/** The line of Spark that keeps the session's functions, of both kinds, apart from what is built in. */
const ONE_SPACE = 403;

const KINDS = ["value", "table"] as const;

function keepTemporary(made: SqlFunction, c: CreateFunction, cx: CommandContext): void {
  const isBuiltIn = made.returns.kind === "value" && lookupFunction(made.name) !== undefined;
  const isPython = isPythonName([made.name], cx.catalog.snapshot());
  if (isPython && !c.replace) throw alreadyThere([made.name]);
  if ((isBuiltIn || isPython) && c.replace) {
    throw sparkError(
      "USER_DEFINED_FUNCTIONS.CANNOT_REPLACE_NON_SQL_UDF_WITH_SQL_UDF",
      { name: made.name },
      { origin: null },
    );
  }
  if (cx.settings.snapshot().line >= ONE_SPACE) {
    const rest = new Map(cx.catalog.temporaryFunctions);
    const had = KINDS.filter((kind) => rest.delete(temporaryKey(kind, made.name)));
    if (had.length > 0 && !c.replace) throw alreadyThere([made.name]);
    cx.catalog.temporaryFunctions = rest.set(temporaryKey(made.returns.kind, made.name), made);
    return;
  }
  const key = temporaryKey(made.returns.kind, made.name);
  if (isBuiltIn || (cx.catalog.temporaryFunctions.has(key) && !c.replace)) throw alreadyThere([made.name]);
  cx.catalog.temporaryFunctions = new Map(cx.catalog.temporaryFunctions).set(key, made);
}

function keepLasting(made: SqlFunction, database: string, c: CreateFunction, cx: CommandContext): Promise<void> {
  return cx.commit({
    edits: () => {
      if (database !== DEFAULT_DATABASE && !cx.catalog.databases.all.has(database)) throw databaseNotFound(database);
      const known = cx.catalog.functions.get(database, made.name);
      if (known !== undefined && c.ifNotExists) return [];
      if (known !== undefined && !c.replace) throw alreadyThere([database, made.name]);
      return [{ kind: "put_function", function: { ...made, database } }];
    },
  });
}

/** What a name of one part is, if not a lasting function's. */
function ofNoDatabase(nameParts: readonly string[], cx: CommandContext): "built-in" | "temporary" | undefined {
  const [name = "", ...more] = nameParts;
  const catalog = cx.catalog.snapshot();
  if (more.length > 0) return undefined;
  if (lookupFunction(name) !== undefined) return "built-in";
  const isTemporary = KINDS.some((kind) => catalog.temporaryFunction(kind, name) !== undefined);
  return isTemporary || isPythonName(nameParts, catalog) ? "temporary" : undefined;
}

/** A lasting function by its name. */
function lastingFunction(nameParts: readonly string[], cx: CommandContext): LastingFunction | undefined {
  const place = placeOf(nameParts, cx.catalog.snapshot().currentDatabase);
  return place && cx.catalog.functions.get(place.database, place.name);
}

/** UNRESOLVED_ROUTINE of a command. */
export const routineNotFound = (nameParts: readonly string[], cx: CommandContext, origin?: Origin): Error =>
  sparkError(
    "UNRESOLVED_ROUTINE",
    { routineName: quoteParts(nameParts), searchPath: searchPath({ database: cx.catalog.snapshot().currentDatabase }) },
    { origin },
  );

/** `DropFunctionCommand`. */
export async function dropFunction(c: DropFunction, cx: CommandContext): Promise<Table> {
  if (c.temporary) {
    dropTemporary(c, cx);
    return EMPTY_TABLE;
  }
  refuseToDrop(c, cx);
  await cx.commit({
    edits: () => {
      const found = lastingFunction(c.nameParts, cx);
      if (found !== undefined) return [{ kind: "drop_function", function: found }];
      if (c.ifExists) return [];
      throw nothingThere(c, cx);
    },
  });
  return EMPTY_TABLE;
}

function refuseToDrop({ nameParts, origin }: DropFunction, cx: CommandContext): void {
  const kind = ofNoDatabase(nameParts, cx);
  if (kind === undefined) return;
  const [name = ""] = nameParts;
  if (cx.settings.snapshot().line < ONE_SPACE) {
    const hintStr = " Please use fully qualified identifier to drop the persistent function.";
    throw sparkError("_LEGACY_ERROR_TEMP_1017", { name, cmd: "DROP FUNCTION", hintStr }, { origin });
  }
  if (kind === "built-in") throw notAllowed(name);
  const alternative = " Please use DROP TEMPORARY FUNCTION to drop a temporary function.";
  const params = { functionName: quoteParts([name]), operation: "DROP FUNCTION", alternative };
  throw sparkError("EXPECT_PERSISTENT_FUNCTION_NOT_TEMP", params, { origin });
}

const notAllowed = (name: string): Error =>
  sparkError(
    "FORBIDDEN_OPERATION",
    { statement: "DROP", objectType: "FUNCTION", objectName: quoteParts([name]) },
    { origin: null },
  );

/** A lasting function is not there: UNRESOLVED_ROUTINE, since Spark 4.3 ROUTINE_NOT_FOUND in a database that is. */
function nothingThere({ nameParts, origin }: DropFunction | RefreshFunction, cx: CommandContext): Error {
  if (cx.settings.snapshot().line < ONE_SPACE) return routineNotFound(nameParts, cx, origin);
  const database = databaseOf(nameParts, cx);
  const routineName = quoteParts([database, ...nameParts.slice(-1)]);
  return sparkError("ROUTINE_NOT_FOUND", { routineName }, { origin: null });
}

function dropTemporary({ nameParts: [name = ""], ifExists }: DropFunction, cx: CommandContext): void {
  const isBuiltIn = lookupFunction(name) !== undefined;
  const isOneSpace = cx.settings.snapshot().line >= ONE_SPACE;
  if (isBuiltIn && !isOneSpace) throw sparkError("_LEGACY_ERROR_TEMP_1255", { functionName: name }, { origin: null });
  if (dropPython(name, cx)) return;
  const rest = new Map(cx.catalog.temporaryFunctions);
  const dropped = KINDS.filter((kind) => rest.delete(temporaryKey(kind, name)));
  if (dropped.length === 0 && !ifExists) {
    if (isBuiltIn) throw notAllowed(name);
    throw sparkError("ROUTINE_NOT_FOUND", { routineName: quoteParts([name]) }, { origin: null });
  }
  cx.catalog.temporaryFunctions = rest;
}

/** `RefreshFunctionCommand`, which knows functions of Java's classes only. */
export function refreshFunction(c: RefreshFunction, cx: CommandContext): Table {
  refuseToRefresh(c, cx);
  const found = lastingFunction(c.nameParts, cx);
  if (found === undefined) throw nothingThere(c, cx);
  const params = { className: SQL_FUNCTION_CLASS, functionName: quotedName(found) };
  throw sparkError("CANNOT_LOAD_FUNCTION_CLASS", params, { origin: null });
}

function refuseToRefresh({ nameParts, origin }: RefreshFunction, cx: CommandContext): void {
  const kind = ofNoDatabase(nameParts, cx);
  if (kind === undefined) return;
  const [functionName = ""] = nameParts;
  if (cx.settings.snapshot().line < ONE_SPACE) {
    const params = { name: functionName, cmd: "REFRESH FUNCTION", hintStr: "" };
    throw sparkError("_LEGACY_ERROR_TEMP_1017", params, { origin });
  }
  throw kind === "built-in"
    ? sparkError("_LEGACY_ERROR_TEMP_1256", { functionName }, { origin })
    : sparkError("_LEGACY_ERROR_TEMP_1257", { functionName }, { origin });
}

/** Spark loads a class, which there is none of: at once for a temporary function, at its first use for a lasting one. */
export function createClassFunction(c: CreateClassFunction): Table {
  if (!c.temporary) throw unsupported("CREATE FUNCTION of a Java class");
  const params = { className: c.className, functionName: quoteParts(c.nameParts) };
  throw sparkError("CANNOT_LOAD_FUNCTION_CLASS", params, { origin: null });
}

/** What Spark calls the class of a SQL function. */
export const SQL_FUNCTION_CLASS = "sqlFunction.";

/** A function's name as lists show it. */
export const listedName = ({ database, name }: SqlFunction): string =>
  database === undefined ? name.toLowerCase() : [SESSION_CATALOG, database, name].join(".");
