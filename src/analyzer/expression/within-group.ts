/** Which functions take WITHIN GROUP, and how many orders (`SupportsOrderingWithinGroup`). */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type { FunctionDef } from "../../functions/define.ts";
import type { FunctionCall } from "../../unresolved/expression.ts";
import type { Expression } from "../../resolved/expression.ts";
import { keyOf, type Typed } from "../typed.ts";
import type { TypedSortKey } from "./sort.ts";

/** `always`: not without it; `instead`: it takes the place of the argument; `also`: with or without it. */
const TAKES: Readonly<Record<string, "always" | "instead" | "also">> = {
  percentile_cont: "always",
  percentile_disc: "always",
  mode: "instead",
  listagg: "also",
};

/** Throws what Spark throws for a WITHIN GROUP that is out of place, missing, or of another form. */
export function checkWithinGroup(node: FunctionCall, def: FunctionDef): void {
  const orderings = node.withinGroup?.length ?? 0;
  const takes = Object.hasOwn(TAKES, def.name) ? TAKES[def.name] : undefined;
  if (takes === undefined && orderings === 0) return;
  const origin = { origin: node.origin };
  const funcName = `\`${(node.nameParts.at(-1) ?? def.name).toLowerCase()}\``;
  if (takes === undefined) {
    throw sparkError(
      "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX",
      { prettyName: funcName, syntax: "WITHIN GROUP (ORDER BY ...)" },
      origin,
    );
  }
  if (takes === "also") return;
  if (takes === "always" && node.args.length !== 1)
    throw sparkError(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      {
        functionName: funcName,
        expectedNum: "1",
        actualNum: String(node.args.length),
        docroot: "https://spark.apache.org/docs/latest",
      },
      origin,
    );
  if (node.distinct === true)
    throw sparkError("INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED", { funcName }, origin);
  const expected = takes === "always" ? 1 : node.args.length > 0 ? 0 : 1;
  if (orderings === 0 && expected === 1)
    throw sparkError("INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING", { funcName }, origin);
  if (orderings === expected) return;
  throw sparkError(
    "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS",
    { funcName, expectedNum: String(expected), actualNum: String(orderings) },
    origin,
  );
}

/**
 * Distinct values are in an order of their own only (`ListAgg.checkOrderValueDeterminism`): that of the texts which they
 * are cast to.
 */
export function checkDistinctOrder(
  [value]: readonly Typed[],
  [cast]: readonly Expression[],
  order: readonly TypedSortKey[],
  line: number,
): void {
  const [first, ...more] = order;
  if (value === undefined || cast === undefined || first === undefined) return;
  if (more.length === 0 && keyOf(first.typed.expr) === keyOf(cast)) return;
  if (more.length === 0 && line >= 403 && cast.kind === "cast" && keyOf(first.typed.expr) === keyOf(cast.child))
    throw unsupported("listagg of distinct values in the order of what they are cast from");
  throw sparkError(
    "INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT",
    {
      funcName: "`listagg`",
      funcArg: `"${value.sql()}"`,
      orderingExpr: order.map((o) => `"${o.typed.sql()}"`).join(", "),
    },
    { origin: null },
  );
}
