/** Relations that Python functions make of others. */

import { sparkError, unsupported } from "../../errors/spark-error.ts";
import type {
  CoGroupMap,
  CommonInlineUserDefinedTableFunction,
  GroupMap,
  MapPartitions,
} from "../../gen/spark/connect/relations_pb.ts";
import type { PythonTableFunction } from "../../types/python-function.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, decodeExpressions, invalidPlan, required } from "../context.ts";
import { pythonFunction } from "../expression/python.ts";
import { decodeType } from "../type.ts";
import { leaf, type RelationDecoder, unary } from "./table.ts";

/** `mapInPandas`, `mapInArrow`, `foreach`, `foreachPartition`. */
export const mapPartitions = unary<MapPartitions>((message, input, node, cx) => {
  // Resource profiles are of clusters.
  const { $typeName: _t, $unknown: _u, func, isBarrier, profileId: _p, ...rest } = message;
  consumed(rest);
  const udf = pythonFunction(required(func, "the function over partitions"), cx);
  return { kind: "python_map", input, udf, isBarrier: isBarrier ?? false, ...node };
});

/** Of streams alone, of which there are none (`SparkStrategies.FlatMapGroupsInPandasWithStateStrategy`). */
export const applyInPandasWithState = leaf<unknown>((): never => {
  throw sparkError("_LEGACY_ERROR_TEMP_3176", {}, { origin: null });
});

/** `groupBy().applyInPandas`, `groupBy().applyInArrow`. */
export const groupMap = unary<GroupMap>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, groupingExpressions, func, sortingExpressions, initialInput, ...more } = message;
  const { initialGroupingExpressions: _g, isMapGroupsWithState, outputMode: _o, timeoutConf: _c, ...states } = more;
  const { stateSchema: _s, transformWithStateInfo, ...rest } = states;
  consumed(rest);
  if (transformWithStateInfo !== undefined || initialInput !== undefined || isMapGroupsWithState !== undefined) {
    throw unsupported("Structured Streaming (functions over groups with state)");
  }
  if (sortingExpressions.length > 0) throw unsupported("sorted groups of the Scala API");
  const udf = pythonFunction(required(func, "the function over groups"), cx);
  return { kind: "python_groups", input, grouping: decodeExpressions(groupingExpressions, cx), udf, ...node };
});

/** `cogroup().applyInPandas`, `cogroup().applyInArrow`. */
export const coGroupMap: RelationDecoder<CoGroupMap> = {
  inputs: ({ input, other }) => [input, other],
  build: (message, [left, right], node, cx) => {
    const { $typeName: _t, $unknown: _u, input: _i, inputGroupingExpressions, other: _o, ...more } = message;
    const { otherGroupingExpressions, func, inputSortingExpressions, otherSortingExpressions, ...rest } = more;
    consumed(rest);
    if (inputSortingExpressions.length + otherSortingExpressions.length > 0)
      throw unsupported("sorted groups of the Scala API");
    return {
      kind: "python_cogroups",
      left: left as Relation,
      right: right as Relation,
      leftGrouping: decodeExpressions(inputGroupingExpressions, cx),
      rightGrouping: decodeExpressions(otherGroupingExpressions, cx),
      udf: pythonFunction(required(func, "the function over cogroups"), cx),
      ...node,
    };
  },
};

/** A table function whose code came with its call. */
export const userDefinedTableFunction = leaf<CommonInlineUserDefinedTableFunction>((message, node, cx) => ({
  kind: "python_table",
  udf: pythonTableFunction(message, cx),
  args: decodeExpressions(message.arguments, cx),
  ...node,
}));

/** The table function of a message, its arguments left alone. */
export function pythonTableFunction(
  message: CommonInlineUserDefinedTableFunction,
  cx: DecodeContext,
): PythonTableFunction {
  const { $typeName: _t, $unknown: _u, functionName, deterministic, arguments: _a, function: form, ...rest } = message;
  consumed(rest);
  if (form.case !== "pythonUdtf") throw invalidPlan(`the table function ${functionName} has no code`);
  const { $typeName: _ft, $unknown: _fu, returnType, evalType, command, pythonVer, ...others } = form.value;
  consumed(others);
  return {
    name: functionName,
    deterministic,
    evalType,
    command,
    pythonVersion: pythonVer,
    returns: returnType === undefined ? undefined : decodeType(returnType, cx.doors),
  };
}
