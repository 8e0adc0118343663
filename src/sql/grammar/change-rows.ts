import type { SqlOrigin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Command } from "../../unresolved/command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { Assignment, MergeAction } from "../../unresolved/row-command.ts";
import type { SqlContext } from "../context.ts";
import { databaseAround, relationName } from "./identifier.ts";
import { tableAlias } from "./relation.ts";

/** `DELETE FROM t [alias] [WHERE condition]`. */
export function deleteRows(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  cx.expectWord("FROM");
  const target = aliasedTable(cx);
  const condition = cx.acceptWords("WHERE") ? cx.expression() : undefined;
  const origin = cx.originFrom(from);
  refuseColumns("DELETE", [target], origin);
  return { kind: "delete_rows", target, condition, origin };
}

/** `UPDATE t [alias] SET column = value, … [WHERE condition]`. */
export function updateRows(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  const target = aliasedTable(cx);
  cx.expectWord("SET");
  const assignments = cx.list(() => assignment(cx));
  const condition = cx.acceptWords("WHERE") ? cx.expression() : undefined;
  const origin = cx.originFrom(from);
  refuseColumns("UPDATE", [target], origin);
  return { kind: "update_rows", target, assignments, condition, origin };
}

/** `MERGE [WITH SCHEMA EVOLUTION] INTO t USING s ON condition WHEN …`. */
export function mergeRows(cx: SqlContext): Command {
  const from = cx.at;
  cx.next();
  const evolves = cx.acceptWords("WITH", "SCHEMA", "EVOLUTION");
  cx.expectWord("INTO");
  const target = aliasedTable(cx);
  cx.expectWord("USING");
  const source = cx.isOp("(") ? sourceQuery(cx) : aliasedTable(cx);
  cx.expectWord("ON");
  const on = cx.expression();
  const actions: MergeAction[] = [];
  let uneven: { readonly expectedCount: string; readonly actualCount: string } | undefined;
  const count = (columns: number, values: number): void => {
    if (columns !== values) uneven ??= { expectedCount: String(columns), actualCount: String(values) };
  };
  while (cx.isWord("WHEN")) actions.push(mergeAction(cx, actions.at(-1)?.when ?? "matched", count));
  const origin = cx.originFrom(from);
  refuseColumns("MERGE", [target, source], origin);
  if (uneven !== undefined) throw sparkError("MERGE_INSERT_VALUE_COUNT_MISMATCH", uneven, { origin });
  refuseUnreachable(actions, origin);
  return { kind: "merge_rows", target, source, on, evolves, actions, origin };
}

function refuseUnreachable(actions: readonly MergeAction[], origin: SqlOrigin): void {
  if (actions.length === 0) throw sparkError("MERGE_WITHOUT_WHEN", {}, { origin });
  const of = (when: MergeAction["when"]) => actions.filter((a) => a.when === when).slice(0, -1);
  const isOpen = (a: MergeAction) => a.condition === undefined;
  if (of("matched").some(isOpen)) throw sparkError("NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION", {}, { origin });
  if (of("not_matched").some(isOpen))
    throw sparkError("NON_LAST_NOT_MATCHED_BY_TARGET_CLAUSE_OMIT_CONDITION", {}, { origin });
  if (of("not_matched_by_source").some(isOpen))
    throw sparkError("NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION", {}, { origin });
}

function aliasedTable(cx: SqlContext): Relation {
  const from = cx.at;
  const nameParts = relationName(cx);
  const within = databaseAround(nameParts, cx);
  const table: Relation = { kind: "named_table", nameParts, options: {}, within, origin: cx.originFrom(from) };
  return tableAlias(cx, from, table);
}

function sourceQuery(cx: SqlContext): Relation {
  const from = cx.at;
  cx.expectOp("(");
  const query = cx.query();
  cx.expectOp(")");
  return tableAlias(cx, from, query);
}

/** The aliases here have no columns. */
function refuseColumns(op: string, relations: readonly Relation[], origin: SqlOrigin): void {
  if (relations.some((r) => r.kind === "subquery_alias" && r.columns !== undefined))
    throw sparkError("COLUMN_ALIASES_NOT_ALLOWED", { op }, { origin });
}

function assignment(cx: SqlContext): Assignment {
  const from = cx.at;
  const column = cx.names();
  cx.expectOp("=");
  const value = cx.expression();
  return { column, value, origin: cx.originFrom(from) };
}

type Count = (columns: number, values: number) => void;

const ORDER: readonly MergeAction["when"][] = ["matched", "not_matched", "not_matched_by_source"];

/** One WHEN, which stands behind those of the kinds before its own. */
function mergeAction(cx: SqlContext, before: MergeAction["when"], count: Count): MergeAction {
  const start = cx.at;
  cx.next();
  const isNot = cx.acceptWords("NOT");
  cx.expectWord("MATCHED");
  const isBySource = isNot && cx.acceptWords("BY", "SOURCE");
  if (isNot && !isBySource) cx.acceptWords("BY", "TARGET");
  const when = isBySource ? "not_matched_by_source" : isNot ? "not_matched" : "matched";
  if (ORDER.indexOf(when) < ORDER.indexOf(before)) {
    cx.seek(start);
    throw cx.fail();
  }
  const condition = cx.acceptWords("AND") ? cx.expression() : undefined;
  cx.expectWord("THEN");
  if (when === "not_matched") return { when, condition, action: "insert", assignments: inserted(cx, count) };
  if (cx.acceptWords("DELETE")) return { when, condition, action: "delete" };
  cx.expectWord("UPDATE");
  cx.expectWord("SET");
  if (when === "matched" && cx.acceptOp("*")) return { when, condition, action: "update" };
  return { when, condition, action: "update", assignments: cx.list(() => assignment(cx)) };
}

/** `INSERT *`, or `INSERT (columns) VALUES (values)`; `count` is told how many there are. */
function inserted(cx: SqlContext, count: Count): readonly Assignment[] | undefined {
  cx.expectWord("INSERT");
  if (cx.acceptOp("*")) return undefined;
  const columns = cx.parenthesized(() => cx.names());
  cx.expectWord("VALUES");
  const values = cx.parenthesized(() => cx.expression());
  count(columns.length, values.length);
  return columns.flatMap((column, i) => {
    const value = values[i];
    return value === undefined ? [] : [{ column, value }];
  });
}
