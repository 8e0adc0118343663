/** CREATE and DROP of functions. */
import { SparkError, sparkError } from "../../errors/spark-error.ts";
import type { SqlOrigin } from "../../errors/origin.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { dataType } from "../../types/ddl.ts";
import type { StructField } from "../../types/data-type.ts";
import type { Command } from "../../unresolved/command.ts";
import type {
  CreatedBody,
  CreatedParameter,
  CreatedReturns,
  CreateFunction,
} from "../../unresolved/function-command.ts";
import type { SqlContext } from "../context.ts";
import { relationName } from "./identifier.ts";
import { startsQuery } from "./lookahead.ts";

const isTemporary = (cx: SqlContext, ahead: number): boolean =>
  cx.isWord("TEMPORARY", ahead) || cx.isWord("TEMP", ahead);

/** The words before FUNCTION. */
function head(cx: SqlContext) {
  let at = 1;
  const replace = cx.isWord("OR", at) && cx.isWord("REPLACE", at + 1);
  if (replace) at += 2;
  const temporary = isTemporary(cx, at);
  if (temporary) at++;
  return cx.isWord("FUNCTION", at) ? { replace, temporary, length: at + 1 } : undefined;
}

/** Whether CREATE at the cursor makes a function. */
export const startsCreateFunction = (cx: SqlContext): boolean => head(cx) !== undefined;

/** Whether DROP at the cursor is of a function. */
export const startsDropFunction = (cx: SqlContext): boolean =>
  cx.isWord("FUNCTION", 1) || (isTemporary(cx, 1) && cx.isWord("FUNCTION", 2));

/**
 * `CREATE [OR REPLACE] [TEMPORARY] FUNCTION [IF NOT EXISTS] name (parameters) [RETURNS …] … RETURN body` since Spark
 * 4.0 (`SparkSqlAstBuilder.visitCreateUserDefinedFunction`); functions of Java's classes are refused.
 */
export function createFunction(cx: SqlContext): Command {
  const from = cx.at;
  const { replace, temporary, length } = head(cx) ?? { replace: false, temporary: false, length: 0 };
  for (let i = 0; i < length; i++) cx.next();
  const ifNotExists = cx.isWord("IF") && (cx.isWord("NOT", 1) || cx.isOp("!", 1)) && cx.isWord("EXISTS", 2);
  if (ifNotExists) for (let i = 0; i < 3; i++) cx.next();
  const nameParts = relationName(cx);
  if (cx.isWord("AS") && cx.isString(1)) return javaFunction(cx, from, nameParts, temporary);
  if (!cx.isOp("(")) throw cx.fail();
  cx.require(400);
  const list = parameterList(cx, from);
  const returns = cx.acceptWords("RETURNS") ? returned(cx) : undefined;
  const said = characteristics(cx);
  cx.expectWord("RETURN");
  const bodyFrom = cx.at;
  const body = keptBody(cx, bodyFrom, () => cx.kept("CREATE FUNCTION body", () => routineBody(cx), from));
  const origin = cx.originFrom(from);
  if (list.generated || returns?.generated === true)
    throw sparkError("INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS", {}, { origin });
  if (replace && ifNotExists)
    throw sparkError("INVALID_SQL_SYNTAX.CREATE_ROUTINE_WITH_IF_NOT_EXISTS_AND_REPLACE", {}, { origin });
  if (temporary && ifNotExists)
    throw sparkError("INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS", {}, { origin });
  const own = temporary ? temporaryName(nameParts, "CREATE TEMPORARY FUNCTION", origin, cx) : nameParts;
  const notNull = list.notNull ?? returns?.notNull;
  return {
    kind: "create_function",
    nameParts: own,
    temporary,
    replace,
    ifNotExists,
    parameters: list.parameters,
    notNull: notNull === undefined ? undefined : { origin: notNull },
    returns: returns?.returns ?? { kind: "value" },
    body,
    ...said,
    origin,
  };
}

/** `DROP [TEMPORARY] FUNCTION [IF EXISTS] name`. */
export function dropFunction(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  const temporary = isTemporary(cx, 0);
  if (temporary) cx.next();
  cx.next();
  const ifExists = cx.acceptWords("IF", "EXISTS");
  const nameParts = relationName(cx);
  const origin = cx.originFrom(from);
  const own = temporary ? temporaryName(nameParts, "DROP TEMPORARY FUNCTION", origin, cx) : nameParts;
  return { kind: "drop_function", nameParts: own, temporary, ifExists, origin };
}

/** The rest of the text, which tells where the class is, is not read. */
function javaFunction(cx: SqlContext, from: number, nameParts: readonly string[], temporary: boolean): Command {
  cx.next();
  const className = cx.string();
  while (cx.peek().kind !== "eof") cx.next();
  if (temporary && nameParts.length === 2 && cx.reading.line < 403) {
    const database = quoteParts(nameParts.slice(0, 1));
    throw sparkError(
      "INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_DATABASE",
      { database },
      { origin: cx.originFrom(from) },
    );
  }
  return { kind: "create_class_function", nameParts, temporary, className };
}

/** A temporary function's name of one part; since Spark 4.3 SESSION may stand before it. */
function temporaryName(
  nameParts: readonly string[],
  statement: string,
  origin: SqlOrigin,
  cx: SqlContext,
): readonly string[] {
  const around = nameParts.slice(0, -1);
  if (around.length === 0) return nameParts;
  const qualifier = quoteParts(around);
  if (cx.reading.line >= 403) {
    if (/^(?:system\.)?session$/i.test(around.join("."))) return nameParts.slice(-1);
    const objectName = quoteParts(nameParts.slice(-1));
    throw sparkError("INVALID_TEMP_OBJ_QUALIFIER", { objectType: "FUNCTION", objectName, qualifier }, { origin });
  }
  if (around.length === 1 && statement.startsWith("CREATE"))
    throw sparkError("INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_DATABASE", { database: qualifier }, { origin });
  throw sparkError("INVALID_SQL_SYNTAX.MULTI_PART_NAME", { statement, name: quoteParts(nameParts) }, { origin });
}

/** What a definition of a parameter or of a column says behind its type. */
interface Options {
  readonly byDefault?: CreatedParameter["byDefault"];
  readonly comment?: string | undefined;
  readonly notNull: boolean;
  readonly generated: boolean;
  /** What is said more than once. */
  readonly twice?: string | undefined;
}

function options(cx: SqlContext, from: number): Options {
  let found: Options = { notNull: false, generated: false };
  const seen = new Set<string>();
  const once = (option: string): void => {
    if (seen.has(option)) found = { ...found, twice: option };
    seen.add(option);
  };
  for (;;) {
    if (cx.acceptWords("NOT", "NULL")) {
      once("NOT NULL");
      found = { ...found, notNull: true };
    } else if (cx.isWord("COMMENT") && cx.isString(1)) {
      cx.next();
      once("COMMENT");
      found = { ...found, comment: cx.string() };
    } else if (cx.isWord("DEFAULT")) {
      cx.next();
      once("DEFAULT");
      const at = cx.at;
      const expression = cx.kept("CREATE FUNCTION body", () => cx.expression(), from);
      found = { ...found, byDefault: { expression, origin: cx.originFrom(at) } };
    } else if (cx.areWords("GENERATED", "ALWAYS", "AS")) {
      cx.acceptWords("GENERATED", "ALWAYS", "AS");
      if (!cx.acceptWords("IDENTITY")) {
        cx.expectOp("(");
        cx.expression();
        cx.expectOp(")");
      } else if (cx.isOp("(")) cx.seek(cx.closing(cx.at) + 1);
      found = { ...found, generated: true };
    } else return found;
  }
}

interface ParameterList {
  readonly parameters: readonly CreatedParameter[];
  readonly notNull?: SqlOrigin | undefined;
  readonly generated: boolean;
}

function parameterList(cx: SqlContext, from: number): ParameterList {
  cx.expectOp("(");
  if (cx.acceptOp(")")) return { parameters: [], generated: false };
  const at = cx.at;
  const end = cx.closing(at - 1);
  const all = ofList(cx, at, end, () =>
    cx.list(() => {
      const name = cx.wholeName();
      const type = dataType(cx);
      return { name, type, ...options(cx, from) };
    }),
  );
  const origin = cx.originFrom(at);
  cx.expectOp(")");
  const twice = all.find((p) => p.twice !== undefined);
  if (twice?.twice !== undefined) {
    // Spark reads the list as a text of its own.
    const text = cx.source.text.slice(origin.span.start, origin.span.end);
    throw sparkError(
      "CREATE_TABLE_COLUMN_DESCRIPTOR_DUPLICATE",
      { columnName: twice.name, optionName: twice.twice },
      { origin: { kind: "sql", source: { text }, span: { start: 0, end: text.length } } },
    );
  }
  return {
    parameters: all.map(({ name, type, byDefault, comment }) => ({ name, type, byDefault, comment })),
    notNull: all.some((p) => p.notNull) ? origin : undefined,
    generated: all.some((p) => p.generated),
  };
}

/** Reads a list, which was a text of its own before 4.3: unknown types are told by their places in it. */
function ofList<T>(cx: SqlContext, at: number, end: number, list: () => T): T {
  try {
    return list();
  } catch (reason) {
    const isType = reason instanceof SparkError && reason.condition === "UNSUPPORTED_DATATYPE";
    const [first, after] = [cx.tokens[at], cx.tokens[end]];
    if (
      !isType ||
      cx.reading.line >= 403 ||
      reason.origin?.kind !== "sql" ||
      first === undefined ||
      after === undefined
    )
      throw reason;
    const { start, end: last } = reason.origin.span;
    const text = cx.source.text.slice(first.start, after.start);
    const span = { start: start - first.start, end: last - first.start };
    throw new SparkError(reason.condition, reason.params, { origin: { kind: "sql", source: { text }, span } });
  }
}

interface Returned {
  readonly returns: CreatedReturns;
  readonly notNull?: SqlOrigin | undefined;
  readonly generated: boolean;
}

function returned(cx: SqlContext): Returned {
  if (!cx.isWord("TABLE")) return { returns: { kind: "value", type: dataType(cx) }, generated: false };
  cx.next();
  if (!cx.acceptOp("(")) return { returns: { kind: "table" }, generated: false };
  const at = cx.at;
  let notNull = false;
  const columns = cx.list((): StructField => {
    const name = cx.wholeName();
    const type = dataType(cx);
    if (cx.areWords("NOT", "NULL")) notNull = cx.acceptWords("NOT", "NULL");
    const comment = cx.acceptWords("COMMENT") ? cx.string() : undefined;
    return { name, type, nullable: true, ...(comment === undefined ? {} : { metadata: JSON.stringify({ comment }) }) };
  });
  const origin = cx.originFrom(at);
  cx.expectOp(")");
  return { returns: { kind: "table", columns }, notNull: notNull ? origin : undefined, generated: false };
}

type Characteristics = Pick<CreateFunction, "comment" | "deterministic" | "readsData">;

/** `LANGUAGE SQL`, `[NOT] DETERMINISTIC`, `COMMENT '…'` and the rest, each once and in any order. */
function characteristics(cx: SqlContext): Characteristics {
  let said: Characteristics = {};
  const start = cx.at;
  const seen = new Set<string>();
  let twice: string | undefined;
  const once = (clause: string): void => {
    if (seen.has(clause)) twice ??= clause;
    seen.add(clause);
  };
  for (;;) {
    const from = cx.at;
    if (cx.acceptWords("LANGUAGE")) {
      const language = cx.name();
      once("LANGUAGE");
      if (language.toUpperCase() !== "SQL")
        throw notAllowed(`Unsupported language for user defined functions: ${language}`, cx.originFrom(from));
    } else if (cx.acceptWords("SPECIFIC")) {
      cx.name();
      once("SPECIFIC");
    } else if (cx.acceptWords("DETERMINISTIC")) {
      once("DETERMINISTIC");
      said = { ...said, deterministic: true };
    } else if (cx.acceptWords("NOT", "DETERMINISTIC")) {
      once("DETERMINISTIC");
      said = { ...said, deterministic: false };
    } else if (cx.acceptWords("CONTAINS", "SQL")) {
      once("SQL DATA ACCESS");
      said = { ...said, readsData: false };
    } else if (cx.acceptWords("READS", "SQL", "DATA")) {
      once("SQL DATA ACCESS");
      said = { ...said, readsData: true };
    } else if (
      cx.acceptWords("CALLED", "ON", "NULL", "INPUT") ||
      cx.acceptWords("RETURNS", "NULL", "ON", "NULL", "INPUT")
    ) {
      once("NULL CALL");
    } else if (cx.isWord("COMMENT") && cx.isString(1)) {
      cx.next();
      const comment = cx.string();
      once("COMMENT");
      said = { ...said, comment };
    } else if (cx.acceptWords("SQL", "SECURITY")) {
      const isInvoker = cx.acceptWords("INVOKER");
      if (!isInvoker) cx.expectWord("DEFINER");
      once("SQL SECURITY");
      if (isInvoker) throw notAllowed("SQL function with SQL SECURITY INVOKER is not supported", cx.originFrom(from));
    } else if (twice === undefined) return said;
    else throw sparkError("DUPLICATE_CLAUSES", { clauseName: twice }, { origin: cx.originFrom(start) });
  }
}

const notAllowed = (message: string, origin: SqlOrigin): Error =>
  sparkError("_LEGACY_ERROR_TEMP_0035", { message }, { origin });

/** Before 4.3 a body is a text of its own, in which markers without values have none. */
function keptBody(cx: SqlContext, from: number, body: () => CreatedBody): CreatedBody {
  try {
    return body();
  } catch (reason) {
    const isMarker =
      reason instanceof SparkError &&
      reason.condition === "UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT";
    const [first, last] = [cx.tokens[from], cx.tokens[cx.at - 1]];
    const marker = cx.tokens.slice(from, cx.at).find((t) => t.text === "?");
    if (!isMarker || cx.hasArguments || marker === undefined || first === undefined || last === undefined) throw reason;
    const start = marker.start - first.start;
    const text = cx.source.text.slice(first.start, last.end);
    const origin = { kind: "sql", source: { text }, span: { start, end: start + 1 } } as const;
    throw sparkError("UNBOUND_SQL_PARAMETER", { name: `_${start}` }, { origin });
  }
}

function routineBody(cx: SqlContext): CreatedBody {
  const from = cx.at;
  if (startsQuery(cx)) {
    const query = cx.query();
    return { kind: "query", query, origin: cx.originFrom(from) };
  }
  const expression = cx.expression();
  return { kind: "expression", expression, origin: cx.originFrom(from) };
}
