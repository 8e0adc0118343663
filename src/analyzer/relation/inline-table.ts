import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { lookupFunction } from "../../functions/registry.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression as Resolved, Literal } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { someExpression } from "../../resolved/visit.ts";
import { findWiderTypeWithoutStringPromotion } from "../../types/coercion.ts";
import { someType } from "../../types/data-type.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { InlineTable } from "../../unresolved/relation.ts";
import { castExpression } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { nextDraw } from "../draw.ts";
import { resolve } from "../expression/resolve.ts";
import { evaluate } from "../fold.ts";
import { EMPTY_SCOPE } from "../scope.ts";
import { literal, type Typed } from "../typed.ts";
import { leaf, oneRow } from "./leaf.ts";
import { Misplaced } from "./misplaced.ts";
import { plainContext } from "./plain-context.ts";

/** VALUES: constant rows where they fold, else a union of one-row projections. */
export function analyzeInlineTable(node: InlineTable, cx: RelationContext): Analyzed {
  const [head = []] = node.rows;
  const values = new InlineValues(plainContext({ relation: oneRow, scope: EMPTY_SCOPE }, cx, "VALUES"));
  const rows = node.rows.map((row) => row.map((e) => values.resolve(e)));
  // Names that are nobody's come before what has no place here.
  if (values.error !== undefined) throw values.error;
  for (const row of rows) for (const { expr } of row) if (expr.kind !== "literal") refuseSubqueries(expr, node);
  if (rows.some((row) => row.length !== head.length)) {
    throw sparkError(
      "CONNECT_INVALID_PLAN",
      { reason: "the rows of VALUES differ in length" },
      { origin: node.origin },
    );
  }
  const types = head.map((_, i) => columnType(rows, i, node, cx));
  const cast = rows.map((row) => row.map(({ expr }, i) => castExpression(expr, types[i] ?? expr.type, cx)));
  const output = types.map((type, i) =>
    cx.ids.column(
      `col${i + 1}`,
      type,
      cast.some((row) => row[i]?.nullable ?? true),
    ),
  );
  const literals = cast.map((row, i) =>
    row.map((e, j) => foldToLiteral(e, cx, () => failedValue(rows[i]?.[j] as Typed, node))),
  );
  if (literals.every((row): row is Literal[] => row.every((l) => l !== undefined))) {
    const draw = types.some((type) => someType(type, (t) => t.kind === "map")) ? nextDraw(cx) : undefined;
    return leaf({ kind: "values", rows: literals, output, draw }, [], node.planId);
  }
  const inputs = cast.map((row): Relation => {
    const projections = row.map((expression, i) => ({
      column: cx.ids.column(`col${i + 1}`, expression.type, expression.nullable),
      expression,
    }));
    return { kind: "project", input: oneRow, projections, output: projections.map((p) => p.column) };
  });
  return leaf({ kind: "set_operation", operation: "union", all: true, inputs, output }, [], node.planId);
}

function refuseSubqueries(value: Resolved, node: InlineTable): void {
  if (someExpression(value, (e) => e.kind === "subquery" && e.mode === "scalar")) {
    throw sparkError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.SCALAR_SUBQUERY_IN_VALUES", {}, { origin: node.origin });
  }
  if (someExpression(value, (e) => e.kind === "subquery")) throw unsupported("IN and EXISTS with a query in VALUES");
}

/** The values of an inline table; those that need rows to be computed, or draw, have none there. */
class InlineValues {
  /** Of the first value that has no place. */
  error: SparkError | undefined;
  readonly #misplaced: Misplaced;
  readonly #context: ExpressionContext;
  #found = 0;

  constructor(cx: ExpressionContext) {
    this.#misplaced = new Misplaced(cx);
    const generators = { names: [], add: () => this.#found++ };
    this.#context = { ...this.#misplaced.within(cx), generators };
  }

  resolve(node: Expression): Typed {
    const typed = resolve(node, this.#context);
    if (node.kind === "literal" || this.error !== undefined) return typed;
    if (someExpression(typed.expr, draws) || this.#found > 0 || this.#misplaced.found.length > 0) {
      const condition = "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE";
      this.error = sparkError(condition, { expr: `"${typed.sql()}"` }, { origin: node.origin });
    }
    return typed;
  }
}

const draws = (e: Resolved): boolean => e.kind === "call" && lookupFunction(e.function)?.deterministic === false;

const failedValue = (value: Typed, node: InlineTable): SparkError =>
  sparkError(
    "INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION",
    { sqlExpr: `"${value.sql()}"` },
    { origin: node.origin },
  );

function foldToLiteral(
  e: ReturnType<typeof castExpression>,
  cx: RelationContext,
  failed: () => SparkError,
): Literal | undefined {
  if (e.kind === "literal") return e.spelled === undefined ? e : literal(e.type, e.value);
  try {
    const folded = evaluate(e, cx.facts.settings.kernelSettings);
    return folded === undefined ? undefined : literal(e.type, folded.value);
  } catch (reason) {
    throw reason instanceof SparkError ? failed() : reason;
  }
}

function columnType(rows: readonly (readonly Typed[])[], index: number, node: InlineTable, cx: RelationContext) {
  const types = rows.map((row) => (row[index] as Typed).expr.type);
  const type = findWiderTypeWithoutStringPromotion(types, cx.typing);
  if (type !== undefined) return type;
  throw sparkError(
    "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE",
    { colName: quoteIdentifier(node.toldNames?.[index] ?? `col${index + 1}`) },
    { origin: node.origin },
  );
}
