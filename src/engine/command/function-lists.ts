/** SHOW FUNCTIONS and DESCRIBE FUNCTION. */
import type { SqlFunction } from "../../catalog/functions.ts";
import { databaseNotFound } from "../../catalog/memory.ts";
import { unsupported } from "../../errors/spark-error.ts";
import { functionNames, lookupFunction } from "../../functions/registry.ts";
import { STRING, struct } from "../../types/data-type.ts";
import type { DescribeFunction, ShowFunctions } from "../../unresolved/command.ts";
import { functionOf } from "../routines.ts";
import { column, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { describedLines } from "./described-function.ts";
import { listedName, routineNotFound } from "./functions.ts";
import { namePattern } from "./like.ts";
import { databaseName } from "./places.ts";
import { isPythonName, pythonNames } from "./python-functions.ts";

/** The functions that users made which a database's names can mean: its own and the session's. Raises SCHEMA_NOT_FOUND. */
export function userFunctions(database: string, cx: CommandContext): readonly SqlFunction[] {
  const catalog = cx.catalog.snapshot();
  if (!catalog.databases.includes(database)) throw databaseNotFound(database);
  return [...catalog.functions(database), ...catalog.temporaryFunctions];
}

/** `ShowFunctionsCommand`. */
export function showFunctions(c: ShowFunctions, cx: CommandContext): Table {
  const { currentDatabase } = cx.catalog.snapshot();
  const database = c.database === undefined ? currentDatabase.toLowerCase() : databaseName(c.database);
  const fits = namePattern(c.pattern);
  const made = userFunctions(database, cx).filter((f) => fits(f.name));
  const python = pythonNames(cx.catalog.snapshot()).filter(fits);
  const users = c.scope === "system" ? [] : [...made.map(listedName), ...python];
  const system = c.scope === "user" ? [] : functionNames().filter(fits);
  return {
    schema: struct([column("function", STRING, false)]),
    rows: [...new Set([...users, ...system])].sort().map((name) => [name]),
  };
}

/** `DescribeFunctionCommand`. */
export function describeFunction(c: DescribeFunction, cx: CommandContext): Table {
  const name = (c.nameParts.at(-1) ?? "").toLowerCase();
  const def = c.nameParts.length === 1 ? lookupFunction(name) : undefined;
  if (def === undefined) {
    const made = madeFunction(c.nameParts, cx);
    if (isPythonName(c.nameParts, cx.catalog.snapshot())) throw unsupported("DESCRIBE FUNCTION of a Python function");
    if (made === undefined) throw routineNotFound(c.nameParts, cx, c.origin);
    return lines(describedLines(made, c.extended, cx));
  }
  const usage = `${name}(${def.args.map((a) => a.name).join(", ")}) - ${def.doc}`;
  const rows = [`Function: ${name}`, `Class: ${def.kind}`, `Usage: ${usage}`];
  if (c.extended) {
    const examples = def.examples.map(([sql, answer]) => `  > SELECT ${sql};\n   ${answer}`).join("\n");
    rows.push(`Extended Usage:\n${examples}\n  Since: ${def.since}\n`);
  }
  return lines(rows);
}

const lines = (rows: readonly string[]): Table => ({
  schema: struct([column("function_desc", STRING, false)]),
  rows: rows.map((r) => [r]),
});

/** A function that a user made, of whichever kind. */
export function madeFunction(nameParts: readonly string[], cx: CommandContext): SqlFunction | undefined {
  const catalog = cx.catalog.snapshot();
  const scope = { database: catalog.currentDatabase, temporary: "all" } as const;
  const settings = cx.settings.snapshot();
  return (
    functionOf(nameParts, "value", scope, catalog, settings) ?? functionOf(nameParts, "table", scope, catalog, settings)
  );
}
