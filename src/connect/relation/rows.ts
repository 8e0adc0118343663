import type {
  Filter,
  Hint,
  HtmlString,
  Limit,
  Offset,
  Repartition,
  RepartitionByExpression,
  Sample,
  ShowString,
  Sort,
  SubqueryAlias,
  Tail,
} from "../../gen/spark/connect/relations_pb.ts";
import { INT } from "../../types/data-type.ts";
import type { Literal } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { decodeExpressions, required } from "../context.ts";
import { decodeSortOrder } from "../expression/composite.ts";
import { unary } from "./table.ts";

const int = (value: number): Literal => ({ kind: "literal", type: INT, value });

export const filter = unary<Filter>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, condition, ...rest } = message;
  consumed(rest);
  return {
    kind: "filter",
    input,
    condition: cx.expression(required(condition, "a filter's condition")),
    clause: "where",
    ...node,
  };
});

export const sort = unary<Sort>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, order, isGlobal, ...rest } = message;
  consumed(rest);
  return {
    kind: "sort",
    input,
    order: order.map((o) => decodeSortOrder(o, undefined, cx)),
    global: isGlobal ?? false,
    ...node,
  };
});

export const limit = unary<Limit>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, limit: count, ...rest } = message;
  consumed(rest);
  return { kind: "limit", input, count: int(count), ...node };
});

export const offset = unary<Offset>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, offset: count, ...rest } = message;
  consumed(rest);
  return { kind: "offset", input, count: int(count), ...node };
});

export const tail = unary<Tail>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, limit: count, ...rest } = message;
  consumed(rest);
  return { kind: "tail", input, count: int(count), ...node };
});

export const sample = unary<Sample>((message, input, node) => {
  const {
    $typeName: _t,
    $unknown: _u,
    lowerBound,
    upperBound,
    withReplacement,
    seed,
    deterministicOrder,
    ...rest
  } = message;
  consumed(rest);
  return {
    kind: "sample",
    input,
    lowerBound,
    upperBound,
    withReplacement: withReplacement ?? false,
    seed,
    deterministicOrder,
    ...node,
  };
});

export const subqueryAlias = unary<SubqueryAlias>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, alias, qualifier, ...rest } = message;
  consumed(rest);
  return { kind: "subquery_alias", input, alias, qualifier: qualifier.length === 0 ? undefined : qualifier, ...node };
});

/** `repartition(n)` and `coalesce(n)`: how rows lie in partitions does not show in an answer. */
export const repartition = unary<Repartition>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, numPartitions, shuffle = false, ...rest } = message;
  consumed(rest);
  return { kind: "repartition", input, expressions: [], partitions: numPartitions, shuffles: shuffle, ...node };
});

export const repartitionByExpression = unary<RepartitionByExpression>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, partitionExprs, numPartitions, ...rest } = message;
  consumed(rest);
  const expressions = partitionExprs.map((e) => {
    const { exprType } = e;
    // `repartitionById`: the number of the partition itself.
    if (exprType.case !== "directShufflePartitionId") return cx.expression(e);
    const { $typeName: _n, $unknown: _k, child, ...others } = exprType.value;
    consumed(others);
    return cx.expression(required(child, "a partition's number"));
  });
  const byId = partitionExprs.some((e) => e.exprType.case === "directShufflePartitionId");
  return { kind: "repartition", input, expressions, byId, partitions: numPartitions, ...node };
});

export const hint = unary<Hint>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, name, parameters, ...rest } = message;
  consumed(rest);
  return { kind: "hint", input, name, params: decodeExpressions(parameters, cx), ...node };
});

export const showString = unary<ShowString>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, numRows, truncate, vertical, ...rest } = message;
  consumed(rest);
  return { kind: "show_string", input, rows: numRows, truncate, vertical, ...node };
});

export const htmlString = unary<HtmlString>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, numRows, truncate, ...rest } = message;
  consumed(rest);
  return { kind: "html_string", input, rows: numRows, truncate, ...node };
});
