import { InternalError, invariant } from "../base/invariant.ts";
import { sameType } from "../types/data-type.ts";
import { refuseCollatedCall, refuseCollatedRows } from "./collations.ts";
import type { ColumnId } from "./column.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "./visit.ts";

/** A relation still to be checked, and the columns of the queries around it. */
interface Pending {
  readonly relation: Relation;
  readonly outer: ReadonlySet<ColumnId>;
}

/**
 * Verifies what every later step relies on: each column reference is defined below it (each outer reference in an
 * enclosing query), and set operations agree in types. Always on; a violation is a fault of ours. What would compare
 * texts by a collation is refused. Walks on an explicit stack: chains of relations may be thousands long.
 */
export function check(plan: Relation): void {
  const seen = new Set<Relation>();
  const pending: Pending[] = [{ relation: plan, outer: new Set() }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.relation)) continue;
    seen.add(next.relation);
    checkRelation(next, pending);
  }
}

function checkRelation({ relation, outer }: Pending, pending: Pending[]): void {
  const inputs = inputsOf(relation);
  const lateral = relation.kind === "join" && relation.lateral;
  inputs.forEach((input, i) => {
    const around = lateral && i === 1 ? union(outer, inputs[0] as Relation) : outer;
    pending.push({ relation: input, outer: around });
  });
  const below = new Set<ColumnId>();
  for (const input of inputs) for (const column of input.output) below.add(column.id);
  refuseCollatedRows(relation);
  for (const e of expressionsOf(relation)) checkExpression(e, { below, outer, lambdas: new Set(), pending });
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

interface Visible {
  readonly below: ReadonlySet<ColumnId>;
  readonly outer: ReadonlySet<ColumnId>;
  readonly lambdas: ReadonlySet<ColumnId>;
  readonly pending: Pending[];
}

function checkExpression(e: Expression, at: Visible): void {
  if (e.kind === "call") refuseCollatedCall(e.function, e.args);
  switch (e.kind) {
    case "column":
      if (!at.below.has(e.id)) throw new InternalError(`column ${e.id} is not defined below`);
      return;
    case "outer":
      if (!at.outer.has(e.id)) throw new InternalError(`outer column ${e.id} is not defined around`);
      return;
    case "lambda_ref":
      if (!at.lambdas.has(e.id)) throw new InternalError(`lambda parameter ${e.id} is not in scope`);
      return;
    case "lambda":
      checkExpression(e.body, { ...at, lambdas: new Set([...at.lambdas, ...e.params.map((p) => p.id)]) });
      return;
    case "subquery":
      for (const value of e.values) checkExpression(value, at);
      at.pending.push({ relation: e.plan, outer: new Set([...at.outer, ...at.below]) });
      return;
    default:
      for (const child of subexpressions(e)) checkExpression(child, at);
  }
}
