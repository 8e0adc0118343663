/** EXECUTE IMMEDIATE: the statement that it stands for (`ResolveExecuteImmediate`, `SubstituteExecuteImmediate`). */
import { findVariable, lookupIn } from "../../catalog/variables.ts";
import { refuseComputed } from "../../connect/sql-arguments.ts";
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { tokenize } from "../../lex/lexer.ts";
import { NULL } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Command, SqlArguments } from "../../unresolved/command.ts";
import type { Attribute, Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { ExecuteImmediate } from "../../unresolved/variable-command.ts";
import type { CommandContext } from "./context.ts";
import { textOf } from "./variable-defaults.ts";
import { unresolvedVariable } from "./variables.ts";

/** The line of Spark that evaluates what it is given, instead of taking variables and constants only. */
const EVALUATING = 403;

/** The statement itself, with its arguments in it; with INTO a SET VARIABLE from it. Raises what is wrong with it. */
export async function immediateStatement(c: ExecuteImmediate, cx: CommandContext): Promise<Command> {
  const isEvaluating = cx.settings.snapshot().line >= EVALUATING;
  const text = isEvaluating ? await evaluatedText(c.statement, cx) : textToExecute(c, cx);
  const args = isEvaluating ? await evaluated(c.using, text, cx) : bound(c.using, text, cx);
  const statement = parsed(text, args, c, cx);
  if (statement.kind === "execute_immediate") {
    if (!isEvaluating)
      throw sparkError("NESTED_EXECUTE_IMMEDIATE", { sqlString: text.toUpperCase() }, { origin: null });
    return immediateStatement(statement, cx);
  }
  if (c.into.length === 0) return statement;
  if (statement.kind !== "query") {
    throw sparkError("INVALID_STATEMENT_FOR_EXECUTE_INTO", { sqlString: text.toUpperCase() }, { origin: null });
  }
  const source = { kind: "query", query: statement.relation } as const;
  return { kind: "set_variables", targets: c.into, source, origin: c.origin };
}

/**
 * An error of syntax, which has but a position in the text, is told at the place of the statement around it; since 4.3
 * texts have a name, and the error is told of the whole text.
 */
function parsed(text: string, args: SqlArguments | undefined, c: ExecuteImmediate, cx: CommandContext): Command {
  const isEvaluating = cx.settings.snapshot().line >= EVALUATING;
  try {
    // Markers without values are told of a text without a name.
    const { byPosition, byName } = args === undefined ? markersOf(text) : { byPosition: false, byName: false };
    return cx.parseStatement(text, args, isEvaluating && !byPosition && !byName ? BODY : undefined);
  } catch (reason) {
    if (!(reason instanceof SparkError)) throw reason;
    const { condition, params, cause } = reason;
    if (isEvaluating && condition === "UNBOUND_SQL_PARAMETER") throw unnamed(reason);
    const isSyntax = reason.class === "parse" && reason.context === undefined;
    if (!isSyntax || (isEvaluating && condition === "PARSE_EMPTY_STATEMENT")) throw unnamed(reason);
    const whole: Origin = { kind: "sql", source: { text, ...BODY }, span: { start: 0, end: text.length } };
    throw new SparkError(condition, params, { origin: isEvaluating ? whole : c.origin, told: "both", cause });
  }
}

/** The error as one of a text without a name: so are those that come before the text is read as the statement's. */
function unnamed(error: SparkError): SparkError {
  const { condition, params, origin, cause, told } = error;
  if (origin?.kind !== "sql" || origin.source.objectType !== BODY.objectType) return error;
  const place = { ...origin, source: { text: origin.source.text } };
  return new SparkError(condition, params, { origin: place, told, cause, class: error.class });
}

/** What errors call the text. */
const BODY = { objectType: "EXECUTE IMMEDIATE", objectName: "" };

/** The text, or that of the variable. */
function textToExecute({ statement: e, origin }: ExecuteImmediate, cx: CommandContext): string {
  if (e.kind === "literal" && typeof e.value === "string") return e.value;
  if (e.kind !== "attribute") throw unsupported("EXECUTE IMMEDIATE of an expression", { origin: e.origin });
  const { type, value } = variableOf({ ...e, origin }, cx);
  if (type.kind !== "string") {
    const params = { varType: `"${sqlType(type)}"` };
    throw sparkError("INVALID_VARIABLE_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE", params, { origin: null });
  }
  if (value === null) {
    const params = { varName: quoteParts(e.nameParts.slice(-1)) };
    throw sparkError("NULL_QUERY_STRING_EXECUTE_IMMEDIATE", params, { origin: null });
  }
  return String(value);
}

/** The variable that a whole name means. Raises UNRESOLVED_VARIABLE. */
function variableOf({ nameParts, origin }: Attribute, cx: CommandContext) {
  const lookup = lookupIn(cx.catalog.variables, cx.run.locals);
  const found = findVariable(nameParts, lookup, cx.settings.snapshot().caseSensitive);
  if (found?.length === nameParts.length) return found.variable;
  throw unresolvedVariable(nameParts, "[`system`.`session`]", origin);
}

/** What stands for the text's markers, where it has any: constants and variables. */
function bound(using: readonly Expression[], text: string, cx: CommandContext): SqlArguments | undefined {
  const args = using.map((e) => argument(e, cx));
  const { byPosition, byName } = markersOf(text);
  if (args.length === 0 || (!byPosition && !byName)) return undefined;
  if (byPosition && byName) throw sparkError("INVALID_QUERY_MIXED_QUERY_PARAMETERS", {}, { origin: null });
  if (byPosition) {
    for (const [i, e] of args.entries()) refuseUnlessConstant(`_${i}`, e);
    return { named: {}, positional: args };
  }
  const unnamed = args.filter((e) => nameOf(e, cx) === undefined);
  if (unnamed.length > 0) {
    const exprs = unnamed.map((e) => `"${shown(e)}"`).join(", ");
    throw sparkError("ALL_PARAMETERS_MUST_BE_NAMED", { exprs }, { origin: null });
  }
  const named = args.map((e): [string, Expression] => [nameOf(e, cx) ?? "", e]);
  for (const [name, e] of named) refuseUnlessConstant(name, e);
  return { named: Object.fromEntries(named.map(([name, e]) => [name, aliased(name, e)])), positional: [] };
}

/** An argument with its variable looked up. */
function argument(e: Expression, cx: CommandContext): Expression {
  if (e.kind === "alias") {
    const child = argument(e.child, cx);
    return { ...e, child: child.kind === "alias" ? child.child : child };
  }
  if (e.kind === "attribute") {
    const { name, type, value, scope } = variableOf(e, cx);
    if (scope === undefined) return { ...e, isVariable: true };
    // The statement itself does not see the script's variables.
    return {
      kind: "alias",
      child: { kind: "literal", type, value, origin: e.origin },
      names: [name],
      origin: e.origin,
    };
  }
  if (!isClosed(e)) {
    throw sparkError("UNSUPPORTED_EXPR_FOR_PARAMETER", { invalidExprSql: `"${shown(e)}"` }, { origin: e.origin });
  }
  return e;
}

const isClosed = (e: Expression): boolean =>
  e.kind !== "attribute" && e.kind !== "subquery" && subexpressionsOf(e).every(isClosed);

const holdsQuery = (e: Expression): boolean => e.kind === "subquery" || subexpressionsOf(e).some(holdsQuery);

function refuseUnlessConstant(name: string, e: Expression): void {
  const child = e.kind === "alias" ? e.child : e;
  if (child.kind !== "attribute") refuseComputed(name, child, child);
}

/** What a parameter is called that has the argument: its alias, or the variable's name. */
function nameOf(e: Expression, cx: CommandContext): string | undefined {
  if (e.kind === "alias") return e.names[0];
  return e.kind === "attribute" ? variableOf(e, cx).name : undefined;
}

const aliased = (name: string, e: Expression): Expression =>
  e.kind === "alias" ? e : { kind: "alias", child: e, names: [name], origin: e.origin };

/** An argument as Spark's messages have it. */
function shown(e: Expression): string {
  switch (e.kind) {
    case "literal":
      return e.value === null ? "NULL" : String(e.value);
    case "attribute":
      return e.nameParts.join(".");
    case "subquery":
      return "scalarsubquery()";
    case "function":
      return `${e.nameParts.join(".")}(${e.args.map(shown).join(", ")})`;
    default:
      return textOf(e);
  }
}

/** Whether a text has `?` and `:name`. */
function markersOf(text: string): { readonly byPosition: boolean; readonly byName: boolean } {
  const tokens = tokenize(text);
  return {
    byPosition: tokens.some((t) => t.kind === "op" && t.text === "?"),
    byName: tokens.some((t, i) => t.kind === "op" && t.text === ":" && tokens[i + 1]?.kind === "word"),
  };
}

async function evaluatedText(e: Expression, cx: CommandContext): Promise<string> {
  const { type, value } = await valueOf(e, cx);
  if (type.kind !== "string") {
    const params = { exprType: `"${sqlType(type)}"` };
    throw sparkError("INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE", params, { origin: null });
  }
  if (value === null) {
    const varName = e.kind === "attribute" ? quoteParts(e.nameParts.slice(-1)) : textOf(e);
    throw sparkError("NULL_QUERY_STRING_EXECUTE_IMMEDIATE", { varName }, { origin: null });
  }
  return String(value);
}

async function evaluated(
  using: readonly Expression[],
  text: string,
  cx: CommandContext,
): Promise<SqlArguments | undefined> {
  const { byPosition, byName } = markersOf(text);
  if (using.length === 0 || (!byPosition && !byName)) return undefined;
  if (byPosition && byName) throw sparkError("INVALID_QUERY_MIXED_QUERY_PARAMETERS", {}, { origin: null });
  const query = using.find(holdsQuery);
  if (query !== undefined) {
    throw sparkError(
      "UNSUPPORTED_EXPR_FOR_PARAMETER",
      { invalidExprSql: `"${shown(query)}"` },
      { origin: query.origin },
    );
  }
  const unnamed = using.filter((e) => nameOf(e, cx) === undefined);
  if (byName && unnamed.length > 0) {
    const exprs = unnamed.map((e) => `"${shown(e)}"`).join(", ");
    throw sparkError("ALL_PARAMETERS_MUST_BE_NAMED", { exprs }, { origin: null });
  }
  const positional: Expression[] = [];
  for (const e of using) {
    const { type, value } = await valueOf(e.kind === "alias" ? e.child : e, cx);
    positional.push({ kind: "literal", type, value, origin: e.origin });
  }
  if (byPosition) return { named: {}, positional };
  return {
    named: Object.fromEntries(using.map((e, i) => [nameOf(e, cx) ?? "", positional[i] as Expression])),
    positional: [],
  };
}

async function valueOf(e: Expression, cx: CommandContext) {
  const relation: Relation = { kind: "project", input: { kind: "one_row" }, expressions: [e] };
  const { fields } = await cx.schemaOf(relation);
  const [row = []] = await cx.rowsOf(relation);
  return { type: fields[0]?.type ?? NULL, value: row[0] ?? null };
}
