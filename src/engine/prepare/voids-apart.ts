import type { ColumnId } from "../../resolved/column.ts";
import type { Expression, Literal } from "../../resolved/expression.ts";
import type { Filter, Join, Relation, SetOperation } from "../../resolved/relation.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { mapChildren } from "../../resolved/visit.ts";
import { BOOLEAN } from "../../types/data-type.ts";

/**
 * Columns of type VOID as Spark joins by them: a join whose keys are compared with `<=>`, and INTERSECT and EXCEPT, which
 * become such joins, find no NULL of that type equal to another (`ExtractEquiJoinKeys`, whose default of VOID is NULL).
 * Where the optimizer knows a side to be NULL (`FoldablePropagation`), there is no key, and NULLs are equal as elsewhere.
 */
export function voidsApart(plan: Relation): Relation {
  return rebuild(plan, (relation) => {
    switch (relation.kind) {
      case "set_operation":
        return ofSet(relation);
      case "join":
        return ofJoin(relation);
      case "filter":
        return ofFilter(relation);
      default:
        return relation;
    }
  });
}

const FALSE: Literal = { kind: "literal", type: BOOLEAN, value: false, nullable: false };

/** A right side without equals of the left is one without rows. */
function ofSet(set: SetOperation): Relation {
  const [left, right, ...more] = set.inputs;
  if (set.operation === "union" || set.all || left === undefined || right === undefined || more.length > 0) return set;
  const apart = left.output.some((column, i) => {
    const other = right.output[i];
    return (
      column.type.kind === "null" &&
      other?.type.kind === "null" &&
      !isKnown(left, column.id) &&
      !isKnown(right, other.id)
    );
  });
  if (!apart) return set;
  return { ...set, inputs: [left, { kind: "filter", input: right, condition: FALSE, output: right.output }] };
}

function ofJoin(join: Join): Relation {
  if (join.condition === undefined || join.lateral) return join;
  const condition = apart(join.condition, join.left, join.right);
  return condition === join.condition ? join : { ...join, condition };
}

/** A condition over a join of all with all is one of the join. */
function ofFilter(filter: Filter): Relation {
  const { input } = filter;
  if (input.kind !== "join" || input.lateral || (input.type !== "cross" && input.type !== "inner")) return filter;
  const condition = apart(filter.condition, input.left, input.right);
  return condition === filter.condition ? filter : { ...filter, condition };
}

/** A condition whose conjuncts that compare VOIDs of both sides do not hold. */
function apart(e: Expression, left: Relation, right: Relation): Expression {
  if (e.kind !== "call") return e;
  if (e.function === "and") return mapChildren(e, (child) => apart(child, left, right));
  const [a, b] = e.args;
  if (e.function !== "<=>" || a?.kind !== "column" || b?.kind !== "column" || a.type.kind !== "null") return e;
  const has = (side: Relation, id: ColumnId) => side.output.some((column) => column.id === id);
  const isKey = (x: ColumnId, y: ColumnId) => has(left, x) && has(right, y) && !isKnown(left, x) && !isKnown(right, y);
  return b.type.kind === "null" && (isKey(a.id, b.id) || isKey(b.id, a.id)) ? FALSE : e;
}

/** Whether the optimizer knows a column to be NULL: a literal over rows that it does not compute itself. */
function isKnown(relation: Relation, id: ColumnId): boolean {
  switch (relation.kind) {
    case "project": {
      const found = relation.projections.find((p) => p.column.id === id)?.expression;
      if (found?.kind === "column") return isKnown(relation.input, found.id);
      return found?.kind === "literal" && !isLocal(relation.input);
    }
    case "filter":
    case "sort":
    case "limit":
      return isKnown(relation.input, id);
    default:
      return false;
  }
}

/** Rows that the optimizer computes, a project over them included (`ConvertToLocalRelation`). */
function isLocal(relation: Relation): boolean {
  switch (relation.kind) {
    case "values":
      return relation.output.length > 0;
    case "local_data":
      return true;
    case "project":
    case "filter":
    case "limit":
      return isLocal(relation.input);
    default:
      return false;
  }
}
