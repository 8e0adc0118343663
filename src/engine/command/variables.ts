/** DECLARE, DROP and SET of session variables. */
import { searchPath } from "../../analyzer/expression/call.ts";
import { findVariable, lookupIn, type Variable, variableName } from "../../catalog/variables.ts";
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import { someType } from "../../types/data-type.ts";
import { intLiteral, nullLiteral } from "../../unresolved/build.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { DeclareVariable, DropVariable, SetVariables } from "../../unresolved/variable-command.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { checkDeclared, textOf, withDefaults } from "./variable-defaults.ts";

/** `CreateVariableExec`: the default is evaluated now, and is the variable's value until it is set. */
export async function declareVariable(c: DeclareVariable, cx: CommandContext): Promise<Table> {
  const { locals } = cx.run;
  const name = locals === undefined ? ownName(c, cx) : localName(c, cx);
  const scope = locals?.innermost;
  const fullName = scope === undefined ? fullNameOf(name) : quoteParts([scope.label, name]);
  if (scope?.variables.has(name) ?? (cx.catalog.variables.has(name) && !c.replace)) {
    throw sparkError("VARIABLE_ALREADY_EXISTS", { variableName: fullName });
  }
  if (c.type !== undefined && someType(c.type, (t) => t.kind === "char" || t.kind === "varchar"))
    throw unsupported("session variables of the types CHAR and VARCHAR", { origin: c.origin });
  const byDefault = c.byDefault ?? nullLiteral();
  const source = projected([byDefault]);
  const colName = scope === undefined ? fullName : quoteParts(["local", scope.label, name]);
  if (c.byDefault !== undefined) await checkDeclared(source, c.byDefault, colName, cx);
  const [field] = (await cx.schemaOf(source)).fields;
  const type = c.type ?? field?.type ?? { kind: "null" };
  const [row = []] = await assigned(source, [{ name, type, shown: textOf(byDefault) }], c.origin, cx);
  const made = { name, type, value: row[0] ?? null, byDefault };
  if (locals === undefined) keep([made], cx);
  else locals.declare({ ...made, scope: scope?.label });
  return EMPTY_TABLE;
}

/** The name of a script's variable, which stands alone. */
function localName({ nameParts, replace }: DeclareVariable, cx: CommandContext): string {
  const [name = "", ...more] = nameParts;
  const varName = quoteParts(nameParts);
  if (replace) throw sparkError("INVALID_VARIABLE_DECLARATION.REPLACE_LOCAL_VARIABLE", { varName }, { origin: null });
  if (more.length > 0)
    throw sparkError("INVALID_VARIABLE_DECLARATION.QUALIFIED_LOCAL_VARIABLE", { varName }, { origin: null });
  return cx.settings.snapshot().caseSensitive ? name : name.toLowerCase();
}

/** `DropVariableExec`. */
export function dropVariable(c: DropVariable, cx: CommandContext): Table {
  if (cx.run.locals !== undefined)
    throw sparkError("UNSUPPORTED_FEATURE.SQL_SCRIPTING_DROP_TEMPORARY_VARIABLE", {}, { origin: null });
  const name = ownName(c, cx);
  const rest = new Map(cx.catalog.variables);
  if (!rest.delete(name) && !c.ifExists) throw sparkError("VARIABLE_NOT_FOUND", { variableName: fullNameOf(name) });
  cx.catalog.variables = rest;
  return EMPTY_TABLE;
}

/** `SetVariableExec`: all at once, from the one row of a query; NULLs where it has none. */
export async function setVariables(c: SetVariables, cx: CommandContext): Promise<Table> {
  const targets = c.targets.map((parts, i) => target(parts, c.targetOrigins?.[i], cx));
  const names = targets.map((t) => t.name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0) {
    throw sparkError("DUPLICATE_ASSIGNMENTS", { nameList: [...new Set(twice)].map(quoteIdentifier).join(", ") });
  }
  const asked = c.source.kind === "query" ? c.source.query : projected(c.source.values);
  const source = await withDefaults(asked, targets, c.origin, cx);
  const { fields } = await cx.schemaOf(source);
  if (fields.length !== targets.length) {
    throw sparkError("ASSIGNMENT_ARITY_MISMATCH", {
      numTarget: String(targets.length),
      numExpr: String(fields.length),
    });
  }
  const limited: Relation = { kind: "limit", input: source, count: intLiteral(2) };
  const shown = targets.map((t) => ({ ...t, shown: t.name }));
  const rows = await assigned(limited, shown, c.origin, cx);
  if (rows.length > 1) throw sparkError("ROW_SUBQUERY_TOO_MANY_ROWS", {}, { origin: null });
  keep(
    targets.map((t, i) => ({ ...t, value: rows[0]?.[i] ?? null })),
    cx,
  );
  return EMPTY_TABLE;
}

function keep(variables: readonly Variable[], cx: CommandContext): void {
  const next = new Map(cx.catalog.variables);
  for (const variable of variables) {
    if (variable.scope === undefined) next.set(variable.name, variable);
    else cx.run.locals?.set(variable, variable.scope);
  }
  cx.catalog.variables = next;
}

/** A SELECT without FROM of expressions, under names that none of them can mean as an alias beside it. */
const projected = (values: readonly Expression[]): Relation => ({
  kind: "project",
  input: { kind: "one_row" },
  expressions: values.map((child, i) => ({ kind: "alias", child, names: [`\0${i}`] })),
});

/** The rows of a query cast to the variables' types, at the place of the whole statement. */
async function assigned(
  source: Relation,
  targets: readonly (Pick<Variable, "name" | "type"> & { readonly shown: string })[],
  origin: Origin | undefined,
  cx: CommandContext,
): ReturnType<CommandContext["rowsOf"]> {
  const columns = targets.map((_, i) => `v${i}`);
  const input: Relation = { kind: "subquery_alias", input: source, alias: "assigned", columns };
  const expressions = targets.map(({ type }, i): Expression => {
    const child: Expression = { kind: "attribute", nameParts: [columns[i] ?? ""] };
    return { kind: "cast", child, to: type, mode: "session", origin };
  });
  try {
    return await cx.rowsOf({ kind: "project", input, expressions });
  } catch (reason) {
    throw named(reason, targets);
  }
}

/** Spark prints no cast that it puts in itself. */
function named(reason: unknown, targets: readonly { readonly shown: string }[]): unknown {
  if (!(reason instanceof SparkError) || !reason.condition.startsWith("DATATYPE_MISMATCH.CAST_")) return reason;
  const { sqlExpr = "" } = reason.params as { readonly sqlExpr?: string };
  const index = /^"CAST\(v(\d+) AS |^"v(\d+)"$/.exec(sqlExpr);
  const shown = targets[Number(index?.[1] ?? index?.[2])]?.shown;
  if (shown === undefined) return reason;
  return new SparkError(reason.condition, { ...reason.params, sqlExpr: `"${shown}"` }, { origin: reason.origin });
}

/** What a variable of these name parts is kept under. Raises UNRESOLVED_VARIABLE where it can be no variable's. */
function ownName({ nameParts, nameOrigin }: DeclareVariable | DropVariable, cx: CommandContext): string {
  const { caseSensitive, line } = cx.settings.snapshot();
  const name = variableName(nameParts, caseSensitive);
  if (name !== undefined) return name;
  throw unresolvedVariable(nameParts, "[`system`.`session`]", line >= TELLING ? nameOrigin : undefined);
}

/** The line of Spark that tells where the name of a variable stands. */
const TELLING = 403;

/** The variable that is to be set. */
function target(parts: readonly string[], origin: Origin | undefined, cx: CommandContext): Variable {
  const lookup = lookupIn(cx.catalog.variables, cx.run.locals);
  const { caseSensitive, line } = cx.settings.snapshot();
  const found = findVariable(parts, lookup, caseSensitive);
  if (found?.length === parts.length) return found.variable;
  if (line < TELLING) throw unresolvedVariable(parts, "[`SYSTEM`.`SESSION`]");
  const path = searchPath({ database: cx.catalog.snapshot().currentDatabase });
  throw unresolvedVariable(parts, path, origin);
}

const fullNameOf = (name: string): string => quoteParts(["system", "session", name]);

/** UNRESOLVED_VARIABLE. */
export const unresolvedVariable = (parts: readonly string[], searchPath: string, origin?: Origin): Error =>
  sparkError("UNRESOLVED_VARIABLE", { variableName: quoteParts(parts), searchPath }, { origin: origin ?? null });
