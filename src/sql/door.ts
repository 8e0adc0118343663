import { sparkError, unsupported } from "../errors/spark-error.ts";
import { MAX_DEPTH } from "../lex/cursor.ts";
import { parseDataType, parseTableSchema } from "../types/ddl.ts";
import type { Command, SqlArguments, SqlDoor } from "../unresolved/command.ts";
import type { Expression } from "../unresolved/expression.ts";
import type { Relation } from "../unresolved/relation.ts";
import { type Rules, SqlContext } from "./context.ts";
import { climbOn, expression, valueExpression } from "./grammar/expression.ts";
import { identifierClause, parseNames } from "./grammar/identifier.ts";
import { query } from "./grammar/query.ts";
import { namedExpression } from "./grammar/select.ts";
import { statement } from "./grammar/statement.ts";
import { isDeeperThan } from "./same.ts";

const rules: Rules = {
  expression,
  value: valueExpression,
  continued: (cx, from, left) => climbOn(cx, from, left),
  identifierClause,
  query,
};

/** Reads a whole text by a rule: nothing may be left over, and the result may nest no deeper than the limit. */
function whole<T>(text: string, rule: (cx: SqlContext) => T, semicolons: boolean, args?: SqlArguments): T {
  const cx = new SqlContext({ text }, rules, args);
  if (text.trim() === "") throw sparkError("PARSE_EMPTY_STATEMENT", {}, { origin: cx.originOf(cx.peek()) });
  const result = cx.guarded(() => rule(cx));
  cx.expectEnd(semicolons);
  if (cx.longChain && isDeeperThan(result, MAX_DEPTH)) throw cx.tooDeep();
  return result;
}

function parseStatement(text: string, args?: SqlArguments): Command {
  return whole(text, statement, true, args);
}

function parseQuery(text: string, args?: SqlArguments): Relation {
  const command = parseStatement(text, args);
  if (command.kind !== "query")
    throw unsupported(`A ${command.kind.replaceAll("_", " ")} statement in place of a query`);
  return command.relation;
}

const parseExpression = (text: string): Expression => whole(text, namedExpression, false);

/** Spark's SQL, as the other door and the engine call it (`SparkSqlParser`). */
export const sqlDoor: SqlDoor = {
  parseStatement,
  parseQuery,
  parseExpression,
  parseIdentifier: parseNames,
  parseType: parseDataType,
  parseSchema: parseTableSchema,
};
