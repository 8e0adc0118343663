import type { ExpressionContext } from "../context.ts";
import { aggregateFilter } from "./aggregate-filter.ts";
import { aggregateScope } from "./aggregate-place.ts";
import { infoOf } from "./argument.ts";
import { findFunction, nameAsWritten, isLambda, resolveArguments, typeCall } from "./call.ts";
import { metArguments } from "./collations.ts";
import { sortKey, type TypedSortKey } from "./sort.ts";
import { checkDistinctOrder } from "./within-group.ts";
import { evaluate } from "../fold.ts";
import { literal, type Typed } from "../typed.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { FunctionDef } from "../../functions/define.ts";
import type { AggregateCall } from "../../resolved/expression.ts";
import { INT } from "../../types/data-type.ts";
import type { FunctionCall } from "../../unresolved/expression.ts";

/** The parts of an aggregate or window function's call, resolved. */
export interface CallParts {
  readonly def: FunctionDef;
  readonly call: AggregateCall;
  readonly sql: () => string;
  /** The function alone, its orderings among its arguments; of these only so many where asked for. */
  readonly functionSql: (count?: number) => string;
  /** The offset of lag and lead, where it is a constant. */
  readonly offset: number | undefined;
  /** How the offset of lead is printed; absent: as its number. */
  readonly offsetSql?: (() => string) | undefined;
}

const TAKES_IGNORE_NULLS: Readonly<Record<string, number>> = {
  first: 1,
  first_value: 1,
  last: 1,
  last_value: 1,
  any_value: 1,
  nth_value: 2,
  lag: 3,
  lead: 3,
};

const FIRST_AND_LAST: Readonly<Record<string, string>> = { first_value: "first", last_value: "last" };

/** Resolves an aggregate or window function's call; `over` tells which of them is wanted. */
export function callParts(node: FunctionCall, cx: ExpressionContext, over: "aggregate" | "window"): CallParts {
  const def = findFunction(node, cx);
  const name = nameAsWritten(node);
  const inner: ExpressionContext = over === "aggregate" ? aggregateScope(cx) : cx;
  const ways = cx.relation.typing.ways;
  let args = isCountStar(node)
    ? [constant(1)]
    : def.name === "count" && node.args.length === 0 && ways?.emptyCount === true
      ? [NOTHING]
      : resolveArguments(node, def, inner);
  let ignoreNulls = node.ignoreNulls ?? false;
  const flag = TAKES_IGNORE_NULLS[def.name];
  const flagArgument = flag === undefined ? undefined : args[flag];
  if (flag !== undefined && flagArgument !== undefined && !isLambda(flagArgument)) {
    const { expr } = flagArgument;
    if (expr.kind === "literal" && expr.type.kind === "boolean") {
      ignoreNulls = ignoreNulls || expr.value === true;
      args = args.slice(0, flag);
    }
  }
  const plainArgs = args.map((a) => {
    if (!isLambda(a)) return a;
    throw unsupported(`a lambda as an argument of ${name}`, { origin: node.origin });
  });
  const typedArgs = metArguments(
    def.name,
    plainArgs,
    (of) => `${name}(${of.map((a) => a.sql()).join(", ")})`,
    inner,
    node.origin,
  );
  const order = (node.withinGroup ?? []).map((o) => sortKey(o, inner));
  const filter = node.filter === undefined ? undefined : aggregateFilter(node.filter, node, cx, inner);
  const bare = (): string => {
    const printed = typedArgs.map((a) => a.sql());
    const infos = () => typedArgs.map((a) => infoOf(a, inner));
    // The clause makes another call of it (`FunctionResolution`), which forgets the name it was written by.
    const first = node.ignoreNulls === true ? FIRST_AND_LAST[def.name] : undefined;
    if (first !== undefined) return `${first}(${printed[0] ?? ""})`;
    const shown = def.pretty === undefined ? `${name}(${printed.join(", ")})` : def.pretty(printed, infos());
    if (node.distinct !== true) return shown;
    return shown.replace("(", inner.printsPlain === true ? "(distinct " : "(DISTINCT ");
  };
  const sql = () =>
    [
      bare(),
      ignoreNulls && def.name === "nth_value" ? " ignore nulls" : "",
      order.length > 0 ? ` WITHIN GROUP (ORDER BY ${order.map((o) => orderSql(o, def)).join(", ")})` : "",
      filter === undefined ? "" : ` FILTER (WHERE ${filter.sql()})`,
    ].join("");
  // Functions that sort what they aggregate take the sorted value as their first argument.
  const sorted = ORDERED_SET.has(def.name) ? order.slice(0, 1).map((o) => o.typed) : [];
  const all = [...sorted, ...typedArgs];
  const orderings = sorted.length > 0 ? [] : order.map((o) => o.sql());
  const functionSql = (count?: number) => {
    const parts = all.slice(0, count).map((a) => a.sql());
    return count === undefined ? `${def.name}(${[...parts, ...orderings].join(", ")})` : `${name}(${parts.join(", ")})`;
  };
  // What is wrong with the arguments is told of the function that computes an ordered set.
  const typed = typeCall(def, all, sorted.length > 0 ? () => functionSql() : sql, inner, node);
  if (node.distinct === true && def.name === "listagg")
    checkDistinctOrder(typedArgs, typed.args, order, cx.relation.facts.settings.line);
  const offsetArg = def.name === "lag" || def.name === "lead" ? typed.args[1] : undefined;
  const folded =
    offsetArg?.type.kind === "int" ? evaluate(offsetArg, cx.relation.facts.settings.kernelSettings)?.value : undefined;
  const offset = typeof folded === "number" ? folded : undefined;
  return {
    def,
    sql,
    functionSql,
    offset,
    offsetSql: def.name === "lead" ? typedArgs[1]?.sql : undefined,
    call: {
      function: def.name === "percentile_disc" && ways?.flooredPercentiles === true ? "percentile_floor" : def.name,
      args:
        offset === undefined ? typed.args : typed.args.map((arg) => (arg === offsetArg ? literal(INT, offset) : arg)),
      distinct: node.distinct ?? false,
      filter: filter?.expr,
      ignoreNulls,
      order: order.map((o) => o.key),
      type: typed.type,
      nullable: typed.nullable,
      mode: typed.mode,
      origin: node.origin,
    },
  };
}

// Inverse distribution functions spell only what differs from the default order.
const orderSql = (o: TypedSortKey, def: FunctionDef): string => {
  if (!ORDERED_SET.has(def.name)) return o.sql();
  // MODE's own order is the other way round: plain means the least of the most frequent values.
  return o.key.descending !== (def.name === "mode") ? `${o.typed.sql()} DESC` : o.typed.sql();
};

const ORDERED_SET = new Set(["percentile_cont", "percentile_disc", "mode"]);

const constant = (value: number): Typed => ({ expr: literal(INT, value), sql: () => String(value), foldable: true });

/** The argument of `count()`, which counts nothing. */
const NOTHING: Typed = { expr: literal(INT, null), sql: () => "", foldable: true };

const isCountStar = (node: FunctionCall): boolean =>
  nameAsWritten(node) === "count" &&
  node.args.length === 1 &&
  node.args[0]?.kind === "star" &&
  node.args[0].target === undefined &&
  !node.distinct;
