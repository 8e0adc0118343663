/** What stands for a SQL function's parameters in the body of a call. */
import { unsupported } from "../../errors/spark-error.ts";
import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import {
  expressionsOf,
  inputsOf,
  mapExpressions,
  replaceBottomUp,
  someExpression,
  subexpressions,
  withInputs,
} from "../../resolved/visit.ts";
import { array, INT } from "../../types/data-type.ts";
import { isRandom } from "../random.ts";
import { asOuter } from "../relation/outer.ts";
import { type ColumnIds, literal } from "../typed.ts";

/** A parameter's column in the body, and what a call gives for it. */
export interface Binding {
  readonly column: Column;
  readonly value: Expression;
}

/** How many places of a body a parameter stands at: directly, and inside of queries. */
interface Uses {
  direct: number;
  inQueries: number;
}

function usesOf(body: Expression): ReadonlyMap<ColumnId, Uses> {
  const found = new Map<ColumnId, Uses>();
  const of = (id: ColumnId): Uses => {
    const known = found.get(id) ?? { direct: 0, inQueries: 0 };
    found.set(id, known);
    return known;
  };
  const visit = (e: Expression): void => {
    if (e.kind === "column") of(e.id).direct++;
    if (e.kind === "outer") of(e.id).inQueries++;
    if (e.kind === "subquery") visitPlan(e.plan);
    for (const child of subexpressions(e)) visit(child);
  };
  const visitPlan = (plan: Relation): void => {
    for (const e of expressionsOf(plan)) visit(e);
    for (const input of inputsOf(plan)) visitPlan(input);
  };
  visit(body);
  return found;
}

/** Parts of an expression, those of the queries in it not counted. */
const sizeOf = (e: Expression): number => subexpressions(e).reduce((sum, child) => sum + sizeOf(child), 1);

/** A value of no more parts than this is computed anew at each place that it is used at, so that engines see through it. */
const MAX_REPEATED = 64;

/** A body with the values of a call in it, each computed once where it matters. */
export function bound(body: Expression, bindings: readonly Binding[], ids: ColumnIds): Expression {
  const uses = usesOf(body);
  const values = new Map<ColumnId, Expression>();
  const once: Binding[] = [];
  for (const binding of bindings) {
    const { direct, inQueries } = uses.get(binding.column.id) ?? { direct: 0, inQueries: 0 };
    const { value } = binding;
    if (inQueries > 0) checkInQueries(value);
    if (direct > 1 && inQueries === 0 && (isRandom(value) || sizeOf(value) > MAX_REPEATED)) once.push(binding);
    else values.set(binding.column.id, value);
  }
  return once.reduce((inner, binding) => computedOnce(inner, binding, ids), replaced(body, values));
}

function checkInQueries(value: Expression): void {
  if (isRandom(value)) throw unsupported("a random argument of a SQL function that has it in a query");
  if (someExpression(value, (e) => e.kind === "lambda_ref"))
    throw unsupported("a lambda's parameter as an argument of a SQL function that has it in a query");
}

/** The body as a lambda's, over an array of the one value. */
function computedOnce(body: Expression, { column, value }: Binding, ids: ColumnIds): Expression {
  const param = { id: ids.next(), name: column.name, type: value.type, nullable: value.nullable };
  const inner = replaced(body, new Map([[column.id, { ...param, kind: "lambda_ref" as const }]]));
  const { type, nullable } = inner;
  const call = (name: string, args: readonly Expression[], of: Pick<Expression, "type" | "nullable">): Expression => ({
    kind: "call",
    function: name,
    args,
    type: of.type,
    nullable: of.nullable,
    mode: "ansi",
  });
  const one = call("array", [value], { type: array(value.type, value.nullable), nullable: false });
  const lambda: Expression = { kind: "lambda", params: [param], body: inner, type, nullable };
  const made = call("transform", [one, lambda], { type: array(type, nullable), nullable: false });
  return call("get_array_item", [made, literal(INT, 0)], { type, nullable });
}

/** Columns replaced, in the plans of queries too, where what stands for them belongs to a query around. */
function replaced(e: Expression, values: ReadonlyMap<ColumnId, Expression>): Expression {
  const outer = new Map([...values].map(([id, value]) => [id, asOuter(value)]));
  return replaceBottomUp(e, (part) => {
    if (part.kind === "column") return values.get(part.id) ?? part;
    if (part.kind === "subquery") return { ...part, plan: boundPlan(part.plan, outer) };
    return part;
  });
}

/** A plan whose references to parameters are what stands for them: all that is of the queries around. */
export function boundPlan(plan: Relation, values: ReadonlyMap<ColumnId, Expression>): Relation {
  if (values.size === 0) return plan;
  const replace = (e: Expression): Expression =>
    replaceBottomUp(e, (part) => {
      if (part.kind === "subquery") return { ...part, plan: boundPlan(part.plan, values) };
      return part.kind === "outer" ? (values.get(part.id) ?? part) : part;
    });
  const mapped = mapExpressions(plan, replace);
  return withInputs(
    mapped,
    inputsOf(mapped).map((input) => boundPlan(input, values)),
  );
}
