import { create } from "@bufbuild/protobuf";
import { invariant } from "../base/invariant.ts";
import {
  AggregateFunction_AggregationInvocation,
  type AggregateFunction,
  AggregateFunctionSchema,
  AggregationPhase,
  type Expression,
  Expression_Subquery_SetPredicate_PredicateOp,
  ExpressionSchema,
  type FunctionArgument,
  FunctionArgumentSchema,
  type FunctionOption,
  FunctionOptionSchema,
  type SortField,
  SortField_SortDirection,
  SortFieldSchema,
} from "../gen/substrait/algebra_pb.ts";
import type { Origin } from "../errors/origin.ts";
import type { ColumnId } from "../resolved/column.ts";
import type { AggregateCall, EvalMode, Expression as Resolved, SortKey } from "../resolved/expression.ts";
import { INT } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import { positionIn, type Positions, type ProduceContext } from "./context.ts";
import { produceLiteral } from "./literal.ts";
import { produceType } from "./type.ts";

/** Functions of our URN that stand for what Substrait has no expression for. */
export const CAST = "cast";
export const LAMBDA = "lambda";
export const LAMBDA_PARAMETER = "lambda_parameter";

/** What stands in the way of a plan that still holds functions in Python: the engine cuts them out before. */
export function inPython(): never {
  throw invariant(false, "a Python function that no worker was asked for");
}

type Handlers = {
  readonly [K in Resolved["kind"]]: (
    e: Extract<Resolved, { kind: K }>,
    at: Positions,
    cx: ProduceContext,
  ) => Expression;
};

const handlers: Handlers = {
  literal: (e, _, cx) =>
    create(ExpressionSchema, {
      rexType: { case: "literal", value: produceLiteral(e.type, e.value, cx.extensions) },
    }),
  column: (e, at) => fieldReference(positionIn(at.input, e.id), 0),
  outer: (e, at) => {
    const steps = at.outer.findIndex((positions) => positions.has(e.id));
    invariant(steps !== -1, `outer column ${e.id} has no position`);
    return fieldReference(positionIn(at.outer[steps] ?? new Map<ColumnId, number>(), e.id), steps + 1);
  },
  call: (e, at, cx) =>
    call(
      e.function,
      e.args.map((a) => argument(produceExpression(a, at, cx))),
      e,
      options(e, cx),
      cx,
    ),
  python: inPython,
  cast: (e, at, cx) => call(CAST, [argument(produceExpression(e.child, at, cx))], e, options(e, cx), cx),
  case: (e, at, cx) =>
    create(ExpressionSchema, {
      rexType: {
        case: "ifThen",
        value: {
          ifs: e.branches.map((b) => ({
            if: produceExpression(b.when, at, cx),
            then: produceExpression(b.then, at, cx),
          })),
          else: produceExpression(e.otherwise, at, cx),
        },
      },
    }),
  get_field: (e, at, cx) =>
    create(ExpressionSchema, {
      rexType: {
        case: "selection",
        value: {
          referenceType: {
            case: "directReference",
            value: { referenceType: { case: "structField", value: { field: e.index } } },
          },
          rootType: { case: "expression", value: produceExpression(e.child, at, cx) },
        },
      },
    }),
  lambda: (e, at, cx) => {
    const inner = { ...at, lambdas: [e.params, ...at.lambdas] };
    const params = e.params.map((p) =>
      create(FunctionArgumentSchema, { argType: { case: "type", value: produceType(p, cx.extensions) } }),
    );
    return call(LAMBDA, [argument(produceExpression(e.body, inner, cx)), ...params], e, [], cx);
  },
  lambda_ref: (e, at, cx) => {
    const steps = at.lambdas.findIndex((params) => params.some((p) => p.id === e.id));
    const index = at.lambdas[steps]?.findIndex((p) => p.id === e.id) ?? -1;
    invariant(index !== -1, `lambda parameter ${e.id} is not in scope`);
    return call(LAMBDA_PARAMETER, [integer(steps, cx), integer(index, cx)], e, [], cx);
  },
  subquery: (e, at, cx) => {
    const rel = cx.relation(e.plan, [at.input, ...at.outer], cx);
    const wrap = (value: Parameters<typeof subquery>[0]) => subquery(value);
    switch (e.mode) {
      case "scalar":
        return wrap({ case: "scalar", value: { input: rel } });
      case "exists":
        return wrap({
          case: "setPredicate",
          value: { predicateOp: Expression_Subquery_SetPredicate_PredicateOp.EXISTS, tuples: rel },
        });
      case "in":
        return wrap({
          case: "inPredicate",
          value: { needles: e.values.map((v) => produceExpression(v, at, cx)), haystack: rel },
        });
    }
  },
};

type SubqueryInit = NonNullable<
  Extract<
    NonNullable<NonNullable<Parameters<typeof create<typeof ExpressionSchema>>[1]>["rexType"]>,
    { case: "subquery" }
  >["value"]["subqueryType"]
>;

const subquery = (subqueryType: SubqueryInit): Expression =>
  create(ExpressionSchema, { rexType: { case: "subquery", value: { subqueryType } } });

/** A resolved expression in Substrait; columns become positions of the input. */
export const produceExpression = (e: Resolved, at: Positions, cx: ProduceContext): Expression =>
  (handlers[e.kind] as (e: Resolved, at: Positions, cx: ProduceContext) => Expression)(e, at, cx);

const argument = (value: Expression): FunctionArgument =>
  create(FunctionArgumentSchema, { argType: { case: "value", value } });

const integer = (value: Value, cx: ProduceContext): FunctionArgument =>
  argument(
    create(ExpressionSchema, { rexType: { case: "literal", value: produceLiteral(INT, value, cx.extensions) } }),
  );

function call(
  name: string,
  args: FunctionArgument[],
  typed: { readonly type: Resolved["type"]; readonly nullable: boolean },
  opts: FunctionOption[],
  cx: ProduceContext,
): Expression {
  return create(ExpressionSchema, {
    rexType: {
      case: "scalarFunction",
      value: {
        functionReference: cx.extensions.functionAnchor(name),
        arguments: args,
        options: opts,
        outputType: produceType(typed, cx.extensions),
      },
    },
  });
}

/** How a call behaves on failure and where it was written, as function options. */
function options(
  e: { readonly mode: EvalMode; readonly origin?: Origin | undefined },
  cx: ProduceContext,
): FunctionOption[] {
  const out = [option("mode", e.mode)];
  if (e.origin !== undefined) out.push(option("origin", String(cx.origins.index(e.origin))));
  return out;
}

const option = (name: string, value: string): FunctionOption =>
  create(FunctionOptionSchema, { name, preference: [value] });

/** A reference to an input's column, or to one of an enclosing input's. */
export function fieldReference(field: number, stepsOut: number): Expression {
  const referenceType = {
    case: "directReference" as const,
    value: { referenceType: { case: "structField" as const, value: { field } } },
  };
  return create(ExpressionSchema, {
    rexType: {
      case: "selection",
      value:
        stepsOut === 0
          ? { referenceType, rootType: { case: "rootReference", value: {} } }
          : { referenceType, rootType: { case: "outerReference", value: { stepsOut } } },
    },
  });
}

const directions = {
  asc_first: SortField_SortDirection.ASC_NULLS_FIRST,
  asc_last: SortField_SortDirection.ASC_NULLS_LAST,
  desc_first: SortField_SortDirection.DESC_NULLS_FIRST,
  desc_last: SortField_SortDirection.DESC_NULLS_LAST,
} as const;

/** A sort key. */
export const produceSort = (key: SortKey, at: Positions, cx: ProduceContext): SortField =>
  create(SortFieldSchema, {
    expr: produceExpression(key.expression, at, cx),
    sortKind: { case: "direction", value: directions[`${key.descending ? "desc" : "asc"}_${key.nulls}`] },
  });

/** An aggregate or window function's call; its filter stands beside it. */
export function produceAggregateCall(aggregate: AggregateCall, at: Positions, cx: ProduceContext): AggregateFunction {
  const opts = options(aggregate, cx);
  if (aggregate.ignoreNulls) opts.push(option("nulls", "ignore"));
  return create(AggregateFunctionSchema, {
    functionReference: cx.extensions.functionAnchor(aggregate.function),
    arguments: aggregate.args.map((a) => argument(produceExpression(a, at, cx))),
    options: opts,
    outputType: produceType(aggregate, cx.extensions),
    phase: AggregationPhase.INITIAL_TO_RESULT,
    sorts: aggregate.order.map((key) => produceSort(key, at, cx)),
    invocation: aggregate.distinct
      ? AggregateFunction_AggregationInvocation.DISTINCT
      : AggregateFunction_AggregationInvocation.ALL,
  });
}
