/** What operators behind a pipe ask for beside those of SELECT (`PipeExpression`, `UnresolvedPipeAggregateOrdinal`). */
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { lookupFunction } from "../../functions/registry.ts";
import { someExpression } from "../../resolved/visit.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { WithColumns } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import { expandedTo } from "../expanded.ts";
import { unresolvedColumn } from "../expression/names.ts";
import { sameName } from "../same-name.ts";
import type { Typed } from "../typed.ts";
import { nameIn } from "./misplaced.ts";
import type { SelectBuilder } from "./select-block.ts";
import { misplacedStar, typedColumn } from "./star.ts";

/** Grouping keys with positions replaced: behind a pipe they are those of the input's columns. */
export function pipedPositions(keys: readonly Expression[], { cx, input }: SelectBuilder): readonly Expression[] {
  if (!cx.facts.settings.groupByOrdinal) return keys;
  const { columns } = input.scope;
  return keys.map((key) => {
    if (key.kind !== "literal" || key.type.kind !== "int") return key;
    const column = columns[Number(key.value) - 1];
    if (column !== undefined) return expandedTo(typedColumn(column));
    throw sparkError(
      "GROUP_BY_POS_OUT_OF_RANGE",
      { index: String(key.value), size: String(columns.length) },
      { origin: key.origin },
    );
  });
}

/** Refuses stars where an operator takes expressions alone. */
export function refusePipedStars(items: readonly Expression[]): void {
  for (const item of items)
    if (item.kind === "star" || item.kind === "column_regex")
      throw misplacedStar(item, "expression `pipeexpression`", null);
}

/** The first aggregate function that is no window's. */
function firstAggregate(e: Expression): Expression | undefined {
  if (e.kind === "window") return undefined;
  if (e.kind === "function" && e.nameParts.length === 1 && lookupFunction(e.nameParts[0] ?? "")?.kind === "aggregate")
    return e;
  for (const child of subexpressionsOf(e)) {
    const found = firstAggregate(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

const inner = (e: Expression): Expression => (e.kind === "alias" ? e.child : e);

/** Refuses an aggregate function in an item of an operator that is not AGGREGATE. */
export function refusePipedAggregates(item: Expression, clause: string, builder: SelectBuilder): void {
  const found = firstAggregate(item);
  if (found === undefined) return;
  const expr = shown(builder.resolveItem(found), builder);
  throw sparkError("PIPE_OPERATOR_CONTAINS_AGGREGATE_FUNCTION", { expr, clause }, { origin: found.origin });
}

/** Refuses an item of AGGREGATE without an aggregate function. A bare key stands where it is grouped by. */
export function requirePipedAggregate(item: Expression, keys: readonly Expression[], builder: SelectBuilder): void {
  if (firstAggregate(item) !== undefined) return;
  const asked = inner(item);
  const typed = builder.resolveItem(asked);
  const key =
    asked.kind === "attribute"
      ? keys.find(
          (k) =>
            k.kind === "attribute" &&
            quoteParts(k.nameParts).toLowerCase() === quoteParts(asked.nameParts).toLowerCase(),
        )
      : undefined;
  throw sparkError(
    "PIPE_OPERATOR_AGGREGATE_EXPRESSION_CONTAINS_NO_AGGREGATE_FUNCTION",
    { expr: shown(typed, builder) },
    { origin: (key ?? asked).origin },
  );
}

/** SET: names that are there, and no aggregate functions. */
export function requireAssignable(node: WithColumns, builder: SelectBuilder): void {
  const { cx, input } = builder;
  const same = sameName(cx);
  for (const alias of node.aliases) {
    const [name = ""] = alias.names;
    if (!input.scope.columns.some(({ column }) => same(column.name, name)))
      throw unresolvedColumn([name], input, node.origin, "given");
    refusePipedAggregates(alias, "SET", builder);
  }
}

/** An expression with the numbers of its columns, as Spark prints plans. */
function shown(typed: Typed, { input, aggregates }: SelectBuilder): string {
  const called = aggregates.measures.find(({ column }) => typed.expr.kind === "column" && column.id === typed.expr.id);
  const parts = called === undefined ? [typed.expr] : called.call.args;
  return input.scope.columns.reduce((text, { column }) => {
    const isThere = parts.some((e) => someExpression(e, (part) => part.kind === "column" && part.id === column.id));
    const number = `#${column.id}${column.type.kind === "long" ? "L" : ""}`;
    return isThere ? text.replace(nameIn(column.name), () => column.name + number) : text;
  }, typed.sql());
}
