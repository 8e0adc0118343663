import { invariant } from "../base/invariant.ts";
import { sameType } from "../types/data-type.ts";
import type { ColumnId } from "./column.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "./visit.ts";

/**
 * Verifies what every later step relies on: each column reference is defined below it (each outer reference in an
 * enclosing query), and set operations agree in types. Always on; a violation is a fault of ours.
 */
export function check(plan: Relation): void {
  const seen = new Set<Relation>();
  checkRelation(plan, new Set(), seen);
}

function checkRelation(relation: Relation, outer: ReadonlySet<ColumnId>, seen: Set<Relation>): void {
  if (seen.has(relation)) return;
  seen.add(relation);
  const inputs = inputsOf(relation);
  const lateral = relation.kind === "join" && relation.lateral;
  inputs.forEach((input, i) => {
    const around = lateral && i === 1 ? union(outer, inputs[0] as Relation) : outer;
    checkRelation(input, around, seen);
  });
  const below = new Set<ColumnId>();
  for (const input of inputs) for (const column of input.output) below.add(column.id);
  for (const e of expressionsOf(relation)) checkExpression(e, below, outer, new Set(), seen);
  if (relation.kind === "set_operation") {
    for (const input of relation.inputs) {
      invariant(input.output.length === relation.output.length, "a set operation's inputs differ in width");
      input.output.forEach((c, i) => {
        const column = relation.output[i];
        invariant(
          column !== undefined && sameType(c.type, column.type, { names: false }),
          "a set operation's inputs differ in type",
        );
      });
    }
  }
}

const union = (ids: ReadonlySet<ColumnId>, relation: Relation): ReadonlySet<ColumnId> =>
  new Set([...ids, ...relation.output.map((c) => c.id)]);

function checkExpression(
  e: Expression,
  below: ReadonlySet<ColumnId>,
  outer: ReadonlySet<ColumnId>,
  lambdas: ReadonlySet<ColumnId>,
  seen: Set<Relation>,
): void {
  switch (e.kind) {
    case "column":
      invariant(below.has(e.id), `column ${e.id} is not defined below`);
      return;
    case "outer":
      invariant(outer.has(e.id), `outer column ${e.id} is not defined around`);
      return;
    case "lambda_ref":
      invariant(lambdas.has(e.id), `lambda parameter ${e.id} is not in scope`);
      return;
    case "lambda":
      checkExpression(e.body, below, outer, new Set([...lambdas, ...e.params.map((p) => p.id)]), seen);
      return;
    case "subquery":
      for (const value of e.values) checkExpression(value, below, outer, lambdas, seen);
      checkRelation(e.plan, new Set([...outer, ...below]), seen);
      return;
    default:
      for (const child of subexpressions(e)) checkExpression(child, below, outer, lambdas, seen);
  }
}
