import type {
  AsOfJoin,
  Join,
  LateralJoin,
  NearestByJoin,
  SetOperation,
  WithRelations,
  Zip,
} from "../../gen/spark/connect/relations_pb.ts";
import { Join_JoinType, SetOperation_SetOpType } from "../../gen/spark/connect/relations_pb.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { JoinType, Relation, SetOperation as SetOperationNode } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { invalidPlan, required } from "../context.ts";
import { binary, type RelationDecoder } from "./table.ts";

function joinType(type: Join_JoinType): JoinType {
  switch (type) {
    case Join_JoinType.INNER:
      return "inner";
    case Join_JoinType.FULL_OUTER:
      return "full";
    case Join_JoinType.LEFT_OUTER:
      return "left";
    case Join_JoinType.RIGHT_OUTER:
      return "right";
    case Join_JoinType.LEFT_ANTI:
      return "left_anti";
    case Join_JoinType.LEFT_SEMI:
      return "left_semi";
    case Join_JoinType.CROSS:
      return "cross";
  }
  throw invalidPlan("a join has no type");
}

export const join = binary<Join>((message, left, right, node, cx) => {
  const { $typeName: _t, $unknown: _u, joinCondition, joinType: type, usingColumns, joinDataType, ...rest } = message;
  consumed(rest);
  if (joinCondition !== undefined && usingColumns.length > 0)
    throw invalidPlan("a join has both a condition and USING columns");
  if (joinDataType !== undefined) throw unsupported("Dataset.joinWith");
  return {
    kind: "join",
    left,
    right,
    type: joinType(type),
    condition: joinCondition === undefined ? undefined : cx.expression(joinCondition),
    using: usingColumns.length === 0 ? undefined : usingColumns,
    ...node,
  };
});

export const lateralJoin = binary<LateralJoin>((message, left, right, node, cx) => {
  const { $typeName: _t, $unknown: _u, joinCondition, joinType: type, ...rest } = message;
  consumed(rest);
  const condition = joinCondition === undefined ? undefined : cx.expression(joinCondition);
  return { kind: "join", left, right, type: joinType(type), condition, lateral: true, ...node };
});

/** `merge_asof` of the pandas API. */
export const asOfJoin = binary<AsOfJoin>((message, left, right, node, cx) => {
  const {
    $typeName: _t,
    $unknown: _u,
    leftAsOf,
    rightAsOf,
    joinExpr,
    usingColumns,
    joinType: type,
    tolerance,
    allowExactMatches,
    direction,
    ...rest
  } = message;
  consumed(rest);
  return {
    kind: "as_of_join",
    left,
    right,
    leftAsOf: cx.expression(required(leftAsOf, "the left key of an as-of join")),
    rightAsOf: cx.expression(required(rightAsOf, "the right key of an as-of join")),
    condition: joinExpr === undefined ? undefined : cx.expression(joinExpr),
    using: usingColumns.length === 0 ? undefined : usingColumns,
    type,
    tolerance: tolerance === undefined ? undefined : cx.expression(tolerance),
    allowExactMatches,
    direction,
    ...node,
  };
});

/** The ranking's names are looked up on both sides. */
export const nearestByJoin = binary<NearestByJoin>((message, left, right, node, cx) => {
  const {
    $typeName: _t,
    $unknown: _u,
    rankingExpression,
    numResults,
    joinType: type,
    mode,
    direction,
    ...rest
  } = message;
  consumed(rest);
  const ranking = cx.expression(required(rankingExpression, "the ranking of a nearest-by join"));
  return { kind: "nearest_by_join", left, right, ranking, count: numResults, type, mode, direction, ...node };
});

export const zip = binary<Zip>((message, left, right, node) => {
  const { $typeName: _t, $unknown: _u, ...rest } = message;
  consumed(rest);
  return { kind: "zip", left, right, ...node };
});

function operationOf(type: SetOperation_SetOpType): SetOperationNode["operation"] {
  switch (type) {
    case SetOperation_SetOpType.INTERSECT:
      return "intersect";
    case SetOperation_SetOpType.UNION:
      return "union";
    case SetOperation_SetOpType.EXCEPT:
      return "except";
  }
  throw invalidPlan("a set operation has no type");
}

export const setOperation: RelationDecoder<SetOperation> = {
  inputs: ({ leftInput, rightInput }) => [leftInput, rightInput],
  build: (message, [left, right], node) => {
    const {
      $typeName: _t,
      $unknown: _u,
      leftInput: _l,
      rightInput: _r,
      setOpType,
      isAll,
      byName,
      allowMissingColumns,
      ...rest
    } = message;
    consumed(rest);
    return {
      kind: "set_operation",
      operation: operationOf(setOpType),
      left: left as Relation,
      right: right as Relation,
      all: isAll ?? false,
      byName: byName ?? false,
      allowMissingColumns: allowMissingColumns ?? false,
      ...node,
    };
  },
};

/** Plans beside a plan: those of subqueries, or DataFrames that a SQL text names. */
export const withRelations: RelationDecoder<WithRelations> = {
  inputs: ({ root, references }) => [root, ...references],
  build: (message, [root, ...references], node) => {
    const { $typeName: _t, $unknown: _u, root: _r, references: _rs, ...rest } = message;
    consumed(rest);
    return { kind: "with_relations", root: root as Relation, references, ...node };
  },
};
