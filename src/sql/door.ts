import { sparkError } from "../errors/spark-error.ts";
import { MAX_DEPTH, PLAIN_READING, type Reading } from "../lex/cursor.ts";
import { parseDataType, parseTableSchema } from "../types/ddl.ts";
import type { Command, SqlArguments, SqlDoor } from "../unresolved/command.ts";
import type { Expression } from "../unresolved/expression.ts";
import type { Relation } from "../unresolved/relation.ts";
import { type Rules, SqlContext } from "./context.ts";
import { climbOn, expression, valueExpression } from "./grammar/expression.ts";
import { identifierClause, parseNames } from "./grammar/identifier.ts";
import { query } from "./grammar/query.ts";
import { namedExpression } from "./grammar/select.ts";
import { statementOrScript } from "./grammar/statement.ts";
import { isDeeperThan } from "./same.ts";

const rules: Rules = {
  expression,
  value: valueExpression,
  continued: (cx, from, left) => climbOn(cx, from, left),
  identifierClause,
  query,
};

/** Reads a whole text by a rule: nothing may be left over, and the result may nest no deeper than the limit. */
function whole<T>(cx: SqlContext, rule: (cx: SqlContext) => T, semicolons: boolean): T {
  if (cx.source.text.trim() === "") throw sparkError("PARSE_EMPTY_STATEMENT", {}, { origin: cx.originOf(cx.peek()) });
  const result = cx.guarded(() => rule(cx));
  cx.expectEnd(semicolons);
  if (cx.longChain && isDeeperThan(result, MAX_DEPTH)) throw cx.tooDeep();
  return result;
}

function makeDoor(reading: Reading): SqlDoor {
  const { timestampIsNtz } = reading;
  const over = (text: string, args?: SqlArguments) => new SqlContext({ text, ...reading.bodyOf }, rules, args, reading);
  const parseStatement = (text: string, args?: SqlArguments): Command =>
    whole(over(text, args), statementOrScript, true);
  return {
    parseStatement,
    parseQuery: (text, args): Relation => {
      const command = parseStatement(text, args);
      return command.kind === "query" ? command.relation : { kind: "command_rows", command };
    },
    parseExpression: (text): Expression => whole(over(text), namedExpression, false),
    parseIdentifier: parseNames,
    parseType: (text) => parseDataType(text, timestampIsNtz),
    parseSchema: (text) => parseTableSchema(text, timestampIsNtz),
  };
}

const doors = new Map<string, SqlDoor>();

/** Spark's SQL as a session reads it, as the other door and the engine call it (`SparkSqlParser`). */
export function sqlDoorFor(reading: Reading): SqlDoor {
  // Any number of databases may be, of bodies, and of sessions.
  if (reading.database !== undefined || reading.bodyOf !== undefined || reading.constant !== undefined)
    return makeDoor(reading);
  const key = JSON.stringify(reading);
  const door = doors.get(key) ?? makeDoor(reading);
  doors.set(key, door);
  return door;
}

/** Spark's SQL as Spark 4.0 reads it under its defaults. */
export const sqlDoor: SqlDoor = sqlDoorFor(PLAIN_READING);
