/** What DESCRIBE FUNCTION tells of a SQL function. */
import { routineName } from "../../analyzer/routine/routine.ts";
import type { SqlFunction } from "../../catalog/functions.ts";
import { SESSION_CATALOG } from "../../catalog/memory.ts";
import { quoteString } from "../../lex/strings.ts";
import { fieldComment, sqlType } from "../../types/print.ts";
import type { CommandContext } from "./context.ts";
import { SQL_FUNCTION_CLASS } from "./functions.ts";

/** The line of Spark that lays it out, instead of showing how the function is kept. */
const LAID_OUT = 403;

/** The answer, a row for each line. */
export function describedLines(made: SqlFunction, extended: boolean, { settings }: CommandContext): readonly string[] {
  return settings.snapshot().line >= LAID_OUT ? laidOut(made, extended) : asKept(made, extended);
}

/** A parameter, or a column of what a function of FROM returns. */
interface Part {
  readonly name: string;
  readonly type: string;
  readonly byDefault?: string | undefined;
  readonly comment?: string | undefined;
}

const parametersOf = ({ parameters }: SqlFunction): readonly Part[] =>
  parameters.map(({ name, type, byDefault, comment }) => ({ name, type: sqlType(type), byDefault, comment }));

const columnsOf = ({ returns }: SqlFunction): readonly Part[] =>
  returns.kind === "value"
    ? []
    : returns.columns.fields.map((f) => ({ name: f.name, type: sqlType(f.type), comment: fieldComment(f) }));

/** `DescribeFunctionCommand.describeSQLFunction`. */
function laidOut(made: SqlFunction, extended: boolean): readonly string[] {
  const { returns, settings } = made;
  const width = extended ? 15 : 10;
  const rows = (title: string, values: readonly string[]): readonly string[] =>
    values.map((value, i) => `${(i === 0 ? `${title}:` : "").padEnd(width)}${value}`);
  const input = parts(parametersOf(made), extended);
  const head = [
    ...rows("Function", [routineName(made)]),
    ...rows("Type", [returns.kind === "value" ? "SCALAR" : "TABLE"]),
    ...rows("Input", input.length === 0 ? ["()"] : input),
    ...rows("Returns", returns.kind === "value" ? [sqlType(returns.type)] : parts(columnsOf(made), extended)),
  ];
  if (!extended) return head;
  const configs = [`spark.sql.ansi.enabled=${settings.typing.ansi}`, `spark.sql.session.timeZone=${settings.timeZone}`];
  return [
    ...head,
    ...rows("Comment", made.comment === undefined ? [] : [made.comment]),
    ...rows("Deterministic", [String(made.deterministic)]),
    ...rows("Data Access", [made.readsData ? "READS SQL DATA" : "CONTAINS SQL"]),
    ...rows("Configs", configs),
    ...rows("Create Time", [createTime(made.createdAt, settings.timeZone)]),
    ...rows("Body", [made.body.text]),
  ];
}

/** Parameters or columns under one another. */
function parts(list: readonly Part[], extended: boolean): readonly string[] {
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((t) => t.length));
  const names = widest(list.map((p) => p.name));
  const types = widest(list.map((p) => p.type));
  return list.map(({ name, type, byDefault, comment }) => {
    const said = [
      byDefault === undefined ? "" : ` DEFAULT ${byDefault}`,
      comment === undefined ? "" : ` ${quoteString(comment)}`,
    ];
    return `${name.padEnd(names)} ${type.padEnd(types)}${extended ? said.join("") : ""}`;
  });
}

/** `Mon Nov 30 12:49:13 UTC 2026`. */
function createTime(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: /^[+-]/.test(timeZone) ? "UTC" : timeZone,
    weekday: "short",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    year: "numeric",
  });
  const { weekday, month, day, hour, minute, second, timeZoneName, year } = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  return `${weekday} ${month} ${day} ${hour}:${minute}:${second} ${timeZoneName} ${year}`;
}

/** `SQLFunction.toExpressionInfo`: its properties stand where the usage of a built-in function does. */
function asKept(made: SqlFunction, extended: boolean): readonly string[] {
  const { returns, settings, session, body } = made;
  const column = ({ name, type, byDefault, comment }: Part): string => {
    const said = byDefault === undefined ? "" : ` DEFAULT ${byDefault}`;
    return `${name} ${type}${said}${comment === undefined ? "" : ` COMMENT ${quoteString(comment)}`}`;
  };
  const kept: Record<string, string | undefined> = {
    "sqlFunction.comment": made.comment,
    referredTempViewNames: JSON.stringify(session.views.map((name) => name.split("."))),
    "sqlFunction.returnType": returns.kind === "value" ? sqlType(returns.type) : columnsOf(made).map(column).join(", "),
    "sqlFunction.isTableFunc": String(returns.kind === "table"),
    referredTempVariableNames: JSON.stringify(session.variables.map((name) => ["session", name])),
    "sqlFunction.expression": body.kind === "expression" ? body.text : undefined,
    "sqlFunction.query": body.kind === "query" ? body.text : undefined,
    "catalogAndNamespace.numParts": "2",
    "sqlFunction.createTime": String(made.createdAt),
    "sqlConfig.spark.sql.ansi.enabled": String(settings.typing.ansi),
    referredTempFunctionsNames: JSON.stringify(session.functions),
    "sqlConfig.spark.sql.session.timeZone": settings.timeZone,
    "catalogAndNamespace.part.0": SESSION_CATALOG,
    "catalogAndNamespace.part.1": made.within,
    "sqlFunction.deterministic": String(made.deterministic),
    "sqlFunction.inputParam": made.parameters.length === 0 ? undefined : parametersOf(made).map(column).join(", "),
  };
  const rows = [`Function: ${routineName(made)}`, `Class: ${SQL_FUNCTION_CLASS}`, `Usage: ${JSON.stringify(kept)}`];
  return extended ? [...rows, `Extended Usage:\n    No example/argument for ${made.name}.\n`] : rows;
}
