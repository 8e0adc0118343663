/** DECLARE, DROP and SET of session variables. */
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { dataType } from "../../types/ddl.ts";
import type { Command } from "../../unresolved/command.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";

/** Whether an upper-case word says that a variable's name follows. */
export const isVariableWord = (word: string): boolean => word === "VARIABLE" || word === "VAR";

/** `DECLARE [OR REPLACE] [VARIABLE | VAR] name [type] [DEFAULT e | = e]` (`AstBuilder.visitCreateVariable`), since Spark 4.0. */
export function declareVariable(cx: SqlContext): Command {
  const from = cx.at;
  cx.require(400);
  cx.next();
  const replace = cx.isWord("OR") ? cx.acceptWords("OR", "REPLACE") : false;
  if (isVariableWord(cx.peek().word) && cx.isName(1) && !cx.isWord("DEFAULT", 1)) cx.next();
  if (cx.areWords("IF", "NOT", "EXISTS")) throw cx.fail(cx.peek(2));
  const nameFrom = cx.at;
  const nameParts = relationName(cx);
  const nameOrigin = cx.originFrom(nameFrom);
  if (cx.isOp(",") && cx.reading.line >= 403) throw unsupported("DECLARE of several variables");
  const ends = cx.peek().kind === "eof" || cx.isOp(";") || cx.isOp("=") || cx.isWord("DEFAULT");
  const type = ends ? undefined : dataType(cx);
  const at = cx.at;
  const hasDefault = cx.acceptOp("=") || cx.acceptWords("DEFAULT");
  const byDefault = hasDefault ? cx.kept("DEFAULT", () => cx.expression(), at) : undefined;
  const origin = cx.originFrom(from);
  if (type === undefined && byDefault === undefined) {
    throw sparkError("INVALID_SQL_SYNTAX.VARIABLE_TYPE_OR_DEFAULT_REQUIRED", {}, { origin });
  }
  return { kind: "declare_variable", nameParts, replace, type, byDefault, nameOrigin, origin };
}

/** Whether DROP at the cursor is of a variable. */
export const startsDropVariable = (cx: SqlContext): boolean =>
  (cx.isWord("TEMPORARY", 1) || cx.isWord("TEMP", 1)) && isVariableWord(cx.peek(2).word);

/** `DROP TEMPORARY VARIABLE [IF EXISTS] name` (`AstBuilder.visitDropVariable`). */
export function dropVariable(cx: SqlContext): Command {
  cx.next();
  cx.next();
  cx.require(400);
  cx.next();
  const ifExists = cx.acceptWords("IF", "EXISTS");
  const from = cx.at;
  const nameParts = relationName(cx);
  return { kind: "drop_variable", nameParts, ifExists, nameOrigin: cx.originFrom(from) };
}

/**
 * `SET VARIABLE name = e, …` or `SET VARIABLE (name, …) = (query)` (`AstBuilder.visitSetVariable`). What is neither is
 * told as a SET of settings that went wrong.
 */
export function setVariables(cx: SqlContext): Command {
  const from = cx.at;
  try {
    cx.next();
    cx.next();
    const set = cx.isOp("(") ? rowAssignment(cx) : assignments(cx);
    if (cx.peek().kind !== "eof" && !cx.isOp(";")) throw cx.fail();
    return { kind: "set_variables", ...set, origin: cx.originFrom(from) };
  } catch (reason) {
    if (!(reason instanceof SparkError) || reason.condition !== "PARSE_SYNTAX_ERROR") throw reason;
    while (cx.peek().kind !== "eof") cx.next();
    throw sparkError("INVALID_SET_SYNTAX", {}, { origin: cx.originFrom(from) });
  }
}

/** In a script SET is of variables; `undefined`: it is none of these. */
export function setInScript(cx: SqlContext): Command | undefined {
  if (!cx.isWord("SET")) return undefined;
  const from = cx.at;
  if (!cx.isOp("(", 1)) {
    let ahead = 2;
    while (cx.isOp(".", ahead) && cx.isName(ahead + 1)) ahead += 2;
    if (!cx.isName(1) || !cx.isOp("=", ahead)) throw unsupported("SET of settings in a script");
  }
  cx.next();
  const set = cx.isOp("(") ? rowAssignment(cx) : assignments(cx);
  return { kind: "set_variables", ...set, origin: cx.originFrom(from) };
}

function assignments(cx: SqlContext) {
  const targets: Target[] = [];
  const values: Expression[] = [];
  do {
    targets.push(target(cx));
    cx.expectOp("=");
    values.push(cx.expression());
  } while (cx.acceptOp(","));
  return { ...told(targets), source: { kind: "values", values } as const };
}

interface Target {
  readonly nameParts: readonly string[];
  readonly origin: Origin;
}

function target(cx: SqlContext): Target {
  const from = cx.at;
  const nameParts = relationName(cx);
  return { nameParts, origin: cx.originFrom(from) };
}

const told = (targets: readonly Target[]) => ({
  targets: targets.map((t) => t.nameParts),
  targetOrigins: targets.map((t) => t.origin),
});

function rowAssignment(cx: SqlContext) {
  const targets = cx.parenthesized(() => target(cx));
  cx.expectOp("=");
  cx.expectOp("(");
  const query = cx.query();
  cx.expectOp(")");
  return { ...told(targets), source: { kind: "query", query } as const };
}
