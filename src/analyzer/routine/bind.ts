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
import { type ColumnIds, columnRef, literal } from "../typed.ts";

/** A parameter's column in the body, and what a call gives for it. */
export interface Binding {
  readonly column: Column;
  readonly value: Expression;
}

/** Parameters that can be NULL as far as what they are given can. */
export const asGiven = (columns: readonly Column[], bindings: readonly Binding[]): readonly Column[] =>
  columns.map((column) => {
    const value = bindings.find((b) => b.column.id === column.id)?.value;
    return value === undefined ? column : { ...column, nullable: value.nullable };
  });

/** How many places of a body a parameter stands at: directly, and inside of queries. */
interface Uses {
  direct: number;
  inQueries: number;
}

/** The places of columns and outer columns in a body. */
function usesOf(body: { readonly value: Expression } | { readonly rows: Relation }): ReadonlyMap<ColumnId, Uses> {
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
  if ("value" in body) visit(body.value);
  else visitPlan(body.rows);
  return found;
}

const sizes = new WeakMap<Expression | Relation, number>();

/** How many parts an expression has, those of the queries in it among them. */
function sizeOf(e: Expression): number {
  const known = sizes.get(e);
  if (known !== undefined) return known;
  const own = e.kind === "subquery" ? 1 + planSize(e.plan) : 1;
  const size = subexpressions(e).reduce((sum, child) => sum + sizeOf(child), own);
  sizes.set(e, size);
  return size;
}

function planSize(plan: Relation): number {
  const known = sizes.get(plan);
  if (known !== undefined) return known;
  const parts = expressionsOf(plan).reduce((sum, e) => sum + sizeOf(e), 1);
  const size = inputsOf(plan).reduce((sum, input) => sum + planSize(input), parts);
  sizes.set(plan, size);
  return size;
}

/** Raises where a value would be put into queries so often that plans of plans grow without bounds. */
function checkRepeated(value: Expression, uses: number): void {
  if (uses > 1 && sizeOf(value) * uses > MAX_IN_QUERIES)
    throw unsupported("SQL functions with queries inside of one another's arguments this often");
}

/** A value of no more parts than this is computed anew at each place that it is used at, so that engines see through it. */
const MAX_REPEATED = 64;

/** The parts that all uses of one argument may have in a body with queries. */
const MAX_IN_QUERIES = 20_000;

/** A column below the operator for a value, where it can have one. */
export type Precompute = (value: Expression) => Column | undefined;

const isBare = (e: Expression): boolean =>
  e.kind === "cast" ? isBare(e.child) : e.kind === "column" || e.kind === "outer" || e.kind === "literal";

/**
 * A body with the values of a call in it, each computed once where it matters. What queries in it refer to are columns,
 * as far as they can be: engines answer such a query once for each of their values.
 */
export function bound(
  body: Expression,
  bindings: readonly Binding[],
  ids: ColumnIds,
  precompute: Precompute | undefined,
): Expression {
  const uses = usesOf({ value: body });
  const values = new Map<ColumnId, Expression>();
  const once: Binding[] = [];
  for (const binding of bindings) {
    const { direct, inQueries } = uses.get(binding.column.id) ?? { direct: 0, inQueries: 0 };
    const { value } = binding;
    const column = inQueries > 0 && !isBare(value) ? precompute?.(value) : undefined;
    if (column !== undefined) {
      values.set(binding.column.id, columnRef(column));
      continue;
    }
    if (inQueries > 0) {
      checkInQueries(value);
      checkRepeated(value, direct + inQueries);
    }
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

/** The rows of a body with the values of a call in it. */
export function boundRows(rows: Relation, bindings: readonly Binding[]): Relation {
  const uses = usesOf({ rows });
  for (const { column, value } of bindings) checkRepeated(value, uses.get(column.id)?.inQueries ?? 0);
  return boundPlan(rows, new Map(bindings.map(({ column, value }) => [column.id, value])));
}

/** A plan whose references to parameters are what stands for them: all that is of the queries around. */
function boundPlan(plan: Relation, values: ReadonlyMap<ColumnId, Expression>): Relation {
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
