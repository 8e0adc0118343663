import type { Relation, SetOperation } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";

const OPERATIONS: Readonly<Record<string, SetOperation["operation"]>> = {
  UNION: "union",
  EXCEPT: "except",
  MINUS: "except",
  INTERSECT: "intersect",
};

/** The set operation that the word at the cursor names. */
export const setOperator = (cx: SqlContext): SetOperation["operation"] | undefined =>
  Object.hasOwn(OPERATIONS, cx.peek().word) ? OPERATIONS[cx.peek().word] : undefined;

/** A set operation after its word: quantifier and right side. */
export function setOperation(
  cx: SqlContext,
  from: number,
  left: Relation,
  operation: SetOperation["operation"],
  right: () => Relation,
): Relation {
  const all = cx.acceptWords("ALL");
  if (!all) cx.acceptWords("DISTINCT");
  const second = right();
  const origin = cx.originFrom(from);
  return {
    kind: "set_operation",
    operation,
    left,
    right: second,
    all,
    byName: false,
    allowMissingColumns: false,
    origin,
  };
}

/** Set operations as the pipe rule needs them: their right side is a query's business. */
export interface SetParts {
  readonly operator: (cx: SqlContext) => SetOperation["operation"] | undefined;
  readonly operation: (cx: SqlContext, from: number, left: Relation, operation: SetOperation["operation"]) => Relation;
}
