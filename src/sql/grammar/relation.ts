import { sparkError } from "../../errors/spark-error.ts";
import { AUTO_ALIAS, quoteParts } from "../../lex/multipart-names.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { databaseAround, relationName } from "./identifier.ts";
import { startsClause, startsOperand, startsQuery } from "./lookahead.ts";
import { optionsClause } from "./properties.ts";
import { rowFields } from "./row.ts";
import { sample } from "./sample.ts";
import { tableFunctionArgument } from "./table-argument.ts";

/** One relation without joins: a table, a function, VALUES, a subquery or a relation in parentheses. */
export function relationPrimary(cx: SqlContext, relation: (cx: SqlContext) => Relation): Relation {
  const from = cx.at;
  if (cx.isOp("(")) {
    const isQuery = startsQuery(cx, 1);
    cx.enter();
    cx.next();
    const inner = isQuery ? cx.query() : relation(cx);
    if (!cx.isOp(")")) throw cx.fail(cx.peek(), isQuery && cx.peek().kind === "eof" ? { missing: "')'" } : undefined);
    cx.next();
    cx.leave();
    const sampled = sample(cx, inner);
    const aliased = tableAlias(cx, from, sampled);
    if (aliased !== sampled || !isQuery) return aliased;
    return { kind: "subquery_alias", input: sampled, alias: AUTO_ALIAS, origin: cx.originFrom(from) };
  }
  if (cx.isWord("VALUES") && startsOperand(cx, 1)) return inlineTable(cx);
  if (!cx.isName()) throw cx.fail();
  return tableName(cx, from);
}

/** A table by name, or a table-valued function, with what may follow: time travel, options, a sample, an alias. */
function tableName(cx: SqlContext, from: number): Relation {
  const nameParts = relationName(cx);
  if (cx.isOp("(")) return tableFunction(cx, from, nameParts);
  const nameOrigin = cx.originFrom(from);
  if (startsTimeTravel(cx)) {
    skipTimeTravel(cx);
    tableAlias(cx, from, { kind: "one_row" });
    return { kind: "unsupported", feature: "Time travel", origin: cx.originFrom(from) };
  }
  const options = cx.isWord("WITH") && cx.isOp("(", 1) ? optionsClause(cx) : {};
  const within = databaseAround(nameParts, cx);
  const table: Relation = { kind: "named_table", nameParts, options, within, origin: nameOrigin };
  return tableAlias(cx, from, sample(cx, table));
}

const startsTimeTravel = (cx: SqlContext): boolean => {
  const ahead = cx.isWord("FOR") ? 1 : 0;
  return (
    ["VERSION", "SYSTEM_VERSION", "TIMESTAMP", "SYSTEM_TIME"].includes(cx.peek(ahead).word) &&
    cx.isWord("AS", ahead + 1) &&
    cx.isWord("OF", ahead + 2)
  );
};

function skipTimeTravel(cx: SqlContext): void {
  cx.acceptWords("FOR");
  cx.next();
  cx.acceptWords("AS", "OF");
  cx.value();
}

function tableFunction(cx: SqlContext, from: number, nameParts: readonly string[]): Relation {
  cx.expectOp("(");
  const args = cx.isOp(")") ? [] : cx.list(() => tableFunctionArgument(cx));
  cx.expectOp(")");
  const origin = cx.originFrom(from);
  if (nameParts.length > 1 && cx.reading.line < 401) {
    const funcName = quoteParts(nameParts);
    throw sparkError("INVALID_SQL_SYNTAX.INVALID_TABLE_VALUED_FUNC_NAME", { funcName }, { origin });
  }
  const call: Relation = { kind: "table_function", nameParts, args, origin };
  // There are no samples of them: the word is their alias, and what follows no list of columns.
  if (cx.isWord("TABLESAMPLE") && cx.isOp("(", 1) && !cx.isName(2))
    throw cx.fail(cx.peek(cx.reading.line < 403 ? 2 : 1));
  return tableAlias(cx, from, call);
}

/** `VALUES row, row … [AS alias (columns)]`. */
export function inlineTable(cx: SqlContext): Relation {
  const from = cx.at;
  cx.expectWord("VALUES");
  const rows = cx.list(() => {
    const row = cx.expression();
    return rowFields(cx, row) ?? [row];
  });
  const aliased = tableAlias(cx, from, { kind: "inline_table", rows, origin: cx.originFrom(from) });
  const names = aliased.kind === "subquery_alias" ? aliased.columns : undefined;
  const width = names?.length ?? rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== width);
  if (odd !== -1)
    throw sparkError(
      "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
      { expectedNumCols: String(width), actualNumCols: String(rows[odd]?.length), rowIndex: String(odd) },
      { origin: cx.originFrom(from) },
    );
  if (aliased.kind !== "subquery_alias") return aliased;
  return { ...aliased, input: { kind: "inline_table", rows, toldNames: names, origin: cx.originFrom(from) } };
}

/** `[AS] alias [(columns)]` over a relation, if it stands here. */
export function tableAlias(cx: SqlContext, from: number, input: Relation): Relation {
  const explicit = cx.isWord("AS");
  if (explicit && cx.isOp("(", 1) && cx.isName(2)) {
    // `AS (a, b)`: the word AS is the alias.
  } else if (explicit) {
    if (!cx.isStrictName(1)) {
      cx.next();
      throw cx.fail();
    }
    cx.next();
  } else if (!cx.isStrictName() || startsClause(cx)) return input;
  const alias = cx.wholeName();
  const columns = cx.isOp("(") ? cx.parenthesized(() => cx.wholeName()) : undefined;
  return { kind: "subquery_alias", input, alias, columns, origin: cx.originFrom(from) };
}
