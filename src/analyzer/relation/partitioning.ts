/** Repartitions and hints: one machine keeps the rows as they are, but what they name must be there. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { hasRecords } from "../../resolved/records.ts";
import { isIntegral } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Hint, Repartition } from "../../unresolved/relation.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { sortKey } from "../expression/sort.ts";
import { prettyLiteral } from "../pretty.ts";
import type { Typed } from "../typed.ts";
import { mixed, over, wrappedIn } from "./filter.ts";
import { plainContext } from "./plain-context.ts";
import { withWindow } from "./operator-window.ts";
import { Misplaced, refuseGenerators } from "./misplaced.ts";

/** `repartition`, `coalesce`, DISTRIBUTE BY and CLUSTER BY: their expressions are looked up, and then the rows pass. */
export function analyzeRepartition(node: Repartition, asked: Analyzed, cx: RelationContext): Analyzed {
  requirePositive(node.partitions);
  const { input, timeWindow } = withWindow(node.expressions, asked, cx, node.origin);
  const keys = checkKeys(node.expressions, node, input, cx, timeWindow);
  // What rows are dealt out by is read, and a record that cannot be read there is malformed.
  if (node.expressions.length > 0 && hasRecords(input.relation))
    throw unsupported("repartitioning records by columns that may be malformed");
  return mixed(wrappedIn(input, { as: dealing(node.shuffles !== false, node.partitions, keys) }, node.planId));
}

/** A way to deal out rows, as a text that is another for another way. */
const dealing = (shuffles: boolean, partitions: number | undefined, keys: readonly string[]): string =>
  `${shuffles ? "shuffled" : "moved"} to ${partitions} by ${keys.join(", ")}`;

function requirePositive(partitions: number | undefined): void {
  if (partitions === undefined || partitions > 0) return;
  throw sparkError("JVM.ILLEGAL_ARGUMENT", {
    message: `requirement failed: Number of partitions (${partitions}) must be positive.`,
  });
}

function checkKeys(
  keys: readonly Expression[],
  node: Hint | Repartition,
  input: Analyzed,
  cx: RelationContext,
  timeWindow?: Typed,
): readonly string[] {
  const printed: string[] = [];
  for (const key of keys) refuseGenerators(key, "RepartitionByExpression");
  const run = (context: ExpressionContext) => {
    const misplaced = new Misplaced(context);
    for (const key of keys) {
      const within = { ...misplaced.within(context), timeWindow, clause: "DISTRIBUTE BY" };
      if (key.kind === "sort_order") {
        const { key: sorted, typed } = sortKey(key, within);
        context.finish?.(sorted.expression);
        printed.push(`${typed.sql()} ${sorted.descending ? "down" : "up"} ${sorted.nulls}`);
        continue;
      }
      const typed = resolve(key, within);
      if (node.kind === "repartition" && node.byId === true) requireInt(typed);
      context.finish?.(typed.expr);
      printed.push(typed.sql());
    }
    misplaced.refuse("RepartitionByExpression", node.origin);
  };
  if (input.block === undefined) run(plainContext(input, cx, "DISTRIBUTE BY"));
  else input.block.extend(run);
  return printed;
}

/** `DirectShufflePartitionID` takes no other type, and none is cast for it. */
function requireInt({ expr, sql }: Typed): void {
  if (expr.type.kind === "int") return;
  throw sparkError(
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
    {
      sqlExpr: `"direct_shuffle_partition_id(${sql()})"`,
      paramIndex: "first",
      requiredType: '"INT"',
      inputSql: `"${sql()}"`,
      inputType: `"${sqlType(expr.type)}"`,
    },
    { origin: null },
  );
}

const JOIN_HINTS: ReadonlySet<string> = new Set([
  "BROADCAST",
  "BROADCASTJOIN",
  "MAPJOIN",
  "MERGE",
  "MERGEJOIN",
  "SHUFFLE_MERGE",
  "SHUFFLE_HASH",
  "SHUFFLE_REPLICATE_NL",
]);

const PARTITION_HINTS: ReadonlySet<string> = new Set(["REPARTITION", "REPARTITION_BY_RANGE", "REBALANCE"]);

/** A hint: its parameters are checked as Spark checks them, and unknown hints are passed over (`ResolveHints`). */
export function analyzeHint(node: Hint, input: Analyzed, cx: RelationContext): Analyzed {
  const name = node.name.toUpperCase();
  if (JOIN_HINTS.has(name)) checkJoinHint(node, cx);
  else if (name === "COALESCE") {
    const [only, ...more] = node.params;
    if (!isNumber(only) || more.length > 0) {
      throw sparkError("_LEGACY_ERROR_TEMP_1048", { hintName: name }, { origin: null });
    }
    requirePositive(Number(only.value));
    return wrappedIn(input, { as: dealing(false, Number(only.value), []) }, node.planId);
  } else if (PARTITION_HINTS.has(name)) {
    const [first, ...rest] = node.params;
    if (isNumber(first)) requirePositive(Number(first.value));
    const keys = checkKeys(columnsOf(name, isNumber(first) ? rest : node.params, cx), node, input, cx);
    const partitions = isNumber(first) ? Number(first.value) : undefined;
    const ranged = name === "REPARTITION_BY_RANGE" ? keys.map((key) => `${key} up first`) : keys;
    const how = dealing(true, partitions, ranged);
    return wrappedIn(input, { as: name === "REBALANCE" ? `rebalanced, ${how}` : how }, node.planId);
  }
  return over(input, input.relation, node.planId);
}

const isNumber = (e: Expression | undefined): e is Extract<Expression, { kind: "literal" }> =>
  e?.kind === "literal" && isIntegral(e.type);

/** A join hint's parameters name relations; whether there is such a one does not matter. */
function checkJoinHint(node: Hint, cx: RelationContext): void {
  const bad = node.params.find(
    (p) => p.kind === "literal" && p.type.kind !== "string" && p.type.kind !== "array" && p.type.kind !== "null",
  );
  if (bad?.kind !== "literal") return;
  throw sparkError(
    "_LEGACY_ERROR_TEMP_1046",
    {
      unsupported: `"${prettyLiteral(bad.type, bad.value, cx.facts.settings.kernelSettings)}"`,
      class: "class org.apache.spark.sql.catalyst.expressions.Literal",
    },
    { origin: null },
  );
}

/** The columns that a hint names: texts are names too, other literals are none. */
function columnsOf(hintName: string, params: readonly Expression[], cx: RelationContext): readonly Expression[] {
  const isText = (p: Expression) => p.kind === "literal" && p.type.kind === "string";
  const bad = params.flatMap((p) => (p.kind === "literal" && !isText(p) ? [p] : []));
  if (bad.length > 0) {
    const printed = bad.map((p) => `"${prettyLiteral(p.type, p.value, cx.facts.settings.kernelSettings)}"`);
    throw sparkError("_LEGACY_ERROR_TEMP_1047", { hintName, invalidParams: printed.join(", ") }, { origin: null });
  }
  return params.map((p) =>
    p.kind === "literal" ? { kind: "attribute", nameParts: String(p.value).split("."), origin: p.origin } : p,
  );
}
