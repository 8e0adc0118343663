import type { CollectMetrics } from "../../gen/spark/connect/relations_pb.ts";
import { consumed } from "../consumed.ts";
import { decodeExpressions } from "../context.ts";
import { unary } from "./table.ts";

/** `DataFrame.observe`. */
export const collectMetrics = unary<CollectMetrics>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, name, metrics, ...rest } = message;
  consumed(rest);
  return { kind: "collect_metrics", input, name, metrics: decodeExpressions(metrics, cx), ...node };
});
