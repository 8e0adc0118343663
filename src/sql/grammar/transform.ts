import { sparkError } from "../../errors/spark-error.ts";
import { dataType } from "../../types/ddl.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation, ScriptTransform } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { startsClause, startsExpression } from "./lookahead.ts";
import { checkLines, rowFormat } from "./row-format.ts";

/** Whether a script transformation begins: `SELECT TRANSFORM (…)` with USING behind it, `MAP …`, `REDUCE …`. */
export function startsTransform(cx: SqlContext): boolean {
  if (cx.isWord("MAP") || cx.isWord("REDUCE")) return true;
  if (!cx.areWords("SELECT", "TRANSFORM") || !cx.isOp("(", 2)) return false;
  const close = cx.closing(cx.at + 2);
  if (close === -1) return false;
  const after = close + 1 - cx.at;
  return (
    cx.isWord("USING", after) ||
    (cx.isWord("ROW", after) && cx.isWord("FORMAT", after + 1)) ||
    cx.isWord("RECORDWRITER", after)
  );
}

/** What the clauses behind a script's make of its expressions. */
type Body = (items: readonly Expression[]) => Relation;

/**
 * `SELECT TRANSFORM (…) USING 'script' AS (…)`, `MAP …`, `REDUCE …` with the row formats on both sides, and by `body` the
 * clauses behind (`visitTransformQuerySpecification`).
 */
export function scriptTransform(cx: SqlContext, from: number, body: Body): Relation {
  const first = cx.next().word;
  const enclosed = first === "SELECT";
  if (enclosed) {
    cx.next();
    cx.expectOp("(");
  }
  const quantified = (cx.isWord("DISTINCT") || cx.isWord("ALL")) && startsExpression(cx, 1);
  if (quantified) cx.next();
  const items: readonly Expression[] = cx.expressions();
  if (enclosed) cx.expectOp(")");
  const input = rowFormat(cx);
  const writer = cx.acceptWords("RECORDWRITER") ? cx.string() : undefined;
  cx.expectWord("USING");
  const script = cx.string();
  const columns = cx.acceptWords("AS") ? outputColumns(cx) : undefined;
  const output = rowFormat(cx);
  const reader = cx.acceptWords("RECORDREADER") ? cx.string() : undefined;
  const relation = body(items);
  if (quantified) throw sparkError("UNSUPPORTED_FEATURE.TRANSFORM_DISTINCT_ALL", {}, { origin: cx.originFrom(from) });
  checkLines(cx, from, input);
  checkLines(cx, from, output);
  const formats = { inputFormat: input, outputFormat: output, writer, reader };
  return { kind: "script_transform", input: relation, items, script, columns, ...formats, origin: cx.originFrom(from) };
}

type Column = NonNullable<ScriptTransform["columns"]>[number];

function outputColumns(cx: SqlContext): readonly Column[] {
  const column = (): Column => {
    const name = cx.wholeName();
    const isTyped = cx.isName() && !startsClause(cx) && !cx.areWords("ROW", "FORMAT") && !cx.isWord("RECORDREADER");
    return { name, type: isTyped ? dataType(cx) : undefined };
  };
  const from = cx.peek();
  const columns = cx.isOp("(") ? cx.parenthesized(column) : cx.list(column);
  // Either all of them have types or none.
  if (columns.some((c) => (c.type === undefined) !== (columns[0]?.type === undefined))) throw cx.fail(from);
  return columns;
}
