import { sparkError } from "../../errors/spark-error.ts";
import type { Relation as PbRelation } from "../../gen/spark/connect/relations_pb.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, oneofNotSet, required } from "../context.ts";
import { decodeOrigin } from "../origin.ts";
import { aggregate } from "./aggregate.ts";
import { catalog } from "./catalog.ts";
import {
  deduplicate,
  drop,
  project,
  toDf,
  toSchema,
  transpose,
  unpivot,
  withColumns,
  withColumnsRenamed,
} from "./columns.ts";
import { asOfJoin, join, lateralJoin, nearestByJoin, setOperation, withRelations, zip } from "./combine.ts";
import { cachedLocalRelation, chunkedCachedLocalRelation, localRelation } from "./local.ts";
import { dropNa, fillNa, replaceNa } from "./missing.ts";
import { collectMetrics } from "./observe.ts";
import { applyInPandasWithState, coGroupMap, groupMap, mapPartitions, userDefinedTableFunction } from "./python.ts";
import { range, read, sql, tableFunction } from "./read.ts";
import {
  filter,
  hint,
  htmlString,
  limit,
  offset,
  repartition,
  repartitionByExpression,
  sample,
  showString,
  sort,
  subqueryAlias,
  tail,
} from "./rows.ts";
import { approxQuantile, corr, cov, crosstab, describe, freqItems, sampleBy, summary } from "./statistics.ts";
import { leaf, type NodeParts, type RelationDecoder, type RelationDecoders, refused } from "./table.ts";

const decoders: RelationDecoders = {
  read,
  project,
  filter,
  join,
  setOp: setOperation,
  sort,
  limit,
  aggregate,
  sql,
  localRelation,
  sample,
  offset,
  deduplicate,
  range,
  subqueryAlias,
  repartition,
  toDf,
  withColumnsRenamed,
  showString,
  drop,
  tail,
  withColumns,
  hint,
  unpivot,
  transpose,
  toSchema,
  repartitionByExpression,
  htmlString,
  cachedLocalRelation,
  chunkedCachedLocalRelation,
  withRelations,
  unresolvedTableValuedFunction: tableFunction,
  lateralJoin,
  asOfJoin,
  fillNa,
  dropNa,
  replace: replaceNa,
  summary,
  describe,
  crosstab,
  cov,
  corr,
  approxQuantile,
  freqItems,
  sampleBy,
  collectMetrics,
  catalog,
  mapPartitions,
  parse: refused("reading CSV, JSON or XML from a DataFrame of strings"),
  groupMap,
  coGroupMap,
  withWatermark: refused("Structured Streaming (DataFrame.withWatermark)"),
  applyInPandasWithState,
  cachedRemoteRelation: leaf(({ relationId }, node) => ({ kind: "checkpoint_read", id: relationId, ...node })),
  commonInlineUserDefinedTableFunction: userDefinedTableFunction,
  commonInlineUserDefinedDataSource: refused("Python data sources"),
  relationChanges: refused("reading a table's changes"),
  nearestByJoin,
  zip,
  mlRelation: refused("Spark ML"),
  extension: leaf(({ typeUrl }) => {
    throw sparkError("CONNECT_INVALID_PLAN.NO_HANDLER_FOR_EXTENSION", { extensionTypeUrl: typeUrl });
  }),
  unknown: refused("relations of no type"),
};

interface Open {
  readonly message: unknown;
  readonly decoder: RelationDecoder<unknown>;
  readonly node: NodeParts;
  readonly inputs: readonly (PbRelation | undefined)[];
  readonly decoded: Relation[];
}

function open(relation: PbRelation): Open {
  const { $typeName: _t, $unknown: _u, common, relType, ...rest } = relation;
  consumed(rest);
  if (relType.case === undefined) throw oneofNotSet("Relation", "RELTYPE");
  const decoder = decoders[relType.case] as RelationDecoder<unknown>;
  const node: NodeParts = { planId: planIdOf(common), origin: decodeOrigin(common?.origin) };
  return { message: relType.value, decoder, node, inputs: decoder.inputs(relType.value), decoded: [] };
}

function planIdOf(common: PbRelation["common"]): number | undefined {
  if (common === undefined) return undefined;
  const { $typeName: _t, $unknown: _u, sourceInfo: _s, planId, origin: _o, ...rest } = common;
  consumed(rest);
  return planId === undefined ? undefined : Number(planId);
}

/** A relation of the protocol as an unresolved one. Nests on an explicit stack: chains of any length are decoded. */
export function decodeRelation(root: PbRelation, cx: DecodeContext): Relation {
  const stack: Open[] = [open(root)];
  for (;;) {
    const top = stack[stack.length - 1] as Open;
    if (top.decoded.length < top.inputs.length) {
      stack.push(open(required(top.inputs[top.decoded.length], "the input of a relation")));
      continue;
    }
    const relation = top.decoder.build(top.message, top.decoded, top.node, cx);
    stack.pop();
    const above = stack.at(-1);
    if (above === undefined) return relation;
    above.decoded.push(relation);
  }
}
