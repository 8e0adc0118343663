import { invariant } from "../../base/invariant.ts";
import type {
  AggregateFunction,
  Expression,
  Expression_FieldReference,
  Expression_IfThen,
  Expression_ScalarFunction,
  Expression_Subquery,
  FunctionArgument,
  FunctionOption,
  SortField,
} from "../../gen/substrait/algebra_pb.ts";
import { AggregateFunction_AggregationInvocation, SortField_SortDirection } from "../../gen/substrait/algebra_pb.ts";
import type { Rel } from "../../gen/substrait/algebra_pb.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import { CAST, LAMBDA, LAMBDA_PARAMETER } from "../expression.ts";
import { readLiteral } from "../literal.ts";
import { readType } from "../type.ts";
import type { EvalMode, ReadAggregateCall, ReadColumn, ReadExpr, ReadLiteral, ReadRel, ReadSortKey } from "./plan.ts";

/** What reading a plan knows: its extension names, and the columns around an expression. */
export interface ReadContext {
  readonly functionNames: ReadonlyMap<number, string>;
  readonly typeNames: ReadonlyMap<number, string>;
  readonly shared: readonly ReadRel[];
  relation(rel: Rel | undefined, outer: readonly (readonly ReadColumn[])[], cx: ReadContext): ReadRel;
}

/** Columns that an expression can see: the input's, and those of enclosing inputs, nearest first. */
export interface Visible {
  readonly columns: readonly ReadColumn[];
  readonly outer: readonly (readonly ReadColumn[])[];
}

/** An expression with its anchors undone and its type known. */
export function readExpression(message: Expression | undefined, at: Visible, cx: ReadContext): ReadExpr {
  const rex = message?.rexType;
  switch (rex?.case) {
    case "literal": {
      const { type, value } = readLiteral(rex.value, cx.typeNames);
      return { kind: "literal", type, value, nullable: value === null };
    }
    case "selection":
      return readReference(rex.value, at, cx);
    case "scalarFunction":
      return readCall(rex.value, at, cx);
    case "ifThen":
      return readCase(rex.value, at, cx);
    case "subquery":
      return readSubquery(rex.value, at, cx);
    case undefined:
      invariant(false, "a Substrait expression is missing");
  }
}

function readReference(message: Expression_FieldReference, at: Visible, cx: ReadContext): ReadExpr {
  const segment =
    message.referenceType.case === "directReference" ? message.referenceType.value.referenceType : undefined;
  invariant(segment?.case === "structField", "only struct field references are in use");
  const index = segment.value.field;
  const root = message.rootType;
  switch (root.case) {
    case "expression": {
      const child = readExpression(root.value, at, cx);
      const field = child.type.kind === "struct" ? child.type.fields[index] : undefined;
      invariant(field !== undefined, "a field reference into something that is no struct");
      return { kind: "get_field", child, index, type: field.type, nullable: child.nullable || field.nullable };
    }
    case "outerReference": {
      const steps = root.value.stepsOut;
      const column = at.outer[steps - 1]?.[index];
      invariant(column !== undefined, "an outer reference to nothing");
      return { kind: "outer", steps, index, ...column };
    }
    case "rootReference":
    case undefined: {
      const column = at.columns[index];
      invariant(column !== undefined, "a field reference to nothing");
      return { kind: "field", index, ...column };
    }
  }
}

const optionOf = (options: readonly FunctionOption[], name: string): string | undefined =>
  options.find((o) => o.name === name)?.preference[0];

const originOf = (options: readonly FunctionOption[]): { readonly origin?: number } => {
  const origin = optionOf(options, "origin");
  return origin === undefined ? {} : { origin: Number(origin) };
};

const modeOf = (options: readonly FunctionOption[]): EvalMode => (optionOf(options, "mode") ?? "ansi") as EvalMode;

const valueOf = (argument: FunctionArgument | undefined): Expression | undefined =>
  argument?.argType.case === "value" ? argument.argType.value : undefined;

function readCall(message: Expression_ScalarFunction, at: Visible, cx: ReadContext): ReadExpr {
  const name = cx.functionNames.get(message.functionReference);
  invariant(name !== undefined, "a function without a declaration");
  const { type, nullable } = readType(message.outputType, cx.typeNames);
  const { options } = message;
  if (name === LAMBDA) {
    const [body, ...params] = message.arguments;
    return {
      kind: "lambda",
      params: params.map((p) => readType(p.argType.case === "type" ? p.argType.value : undefined, cx.typeNames)),
      body: readExpression(valueOf(body), at, cx),
      type,
      nullable,
    };
  }
  const args = message.arguments.map((a) => readExpression(valueOf(a), at, cx));
  if (name === LAMBDA_PARAMETER) {
    const [steps, index] = args.map((a) => (a.kind === "literal" ? Number(a.value) : -1));
    return { kind: "lambda_param", steps: steps ?? -1, index: index ?? -1, type, nullable };
  }
  if (name === CAST) {
    const [child] = args;
    invariant(child !== undefined, "a cast of nothing");
    return { kind: "cast", child, mode: modeOf(options), type, nullable, ...originOf(options) };
  }
  return { kind: "call", function: name, args, mode: modeOf(options), type, nullable, ...originOf(options) };
}

function readCase(message: Expression_IfThen, at: Visible, cx: ReadContext): ReadExpr {
  const branches = message.ifs.map((clause) => ({
    when: readExpression(clause.if, at, cx),
    then: readExpression(clause.then, at, cx),
  }));
  const otherwise = readExpression(message.else, at, cx);
  const [first] = branches;
  invariant(first !== undefined, "a conditional without branches");
  return {
    kind: "case",
    branches,
    otherwise,
    type: first.then.type,
    nullable: otherwise.nullable || branches.some((b) => b.then.nullable),
  };
}

function readSubquery(message: Expression_Subquery, at: Visible, cx: ReadContext): ReadExpr {
  const { subqueryType: s } = message;
  const inside = [at.columns, ...at.outer];
  switch (s.case) {
    case "scalar": {
      const rel = cx.relation(s.value.input, inside, cx);
      const [column] = rel.columns;
      invariant(column !== undefined, "a scalar subquery without a column");
      return { kind: "subquery", mode: "scalar", rel, values: [], type: column.type, nullable: true };
    }
    case "setPredicate": {
      const rel = cx.relation(s.value.tuples, inside, cx);
      return { kind: "subquery", mode: "exists", rel, values: [], type: BOOLEAN, nullable: false };
    }
    case "inPredicate": {
      const rel = cx.relation(s.value.haystack, inside, cx);
      const values = s.value.needles.map((needle) => readExpression(needle, at, cx));
      const nullable = values.some((v) => v.nullable) || rel.columns.some((c) => c.nullable);
      return { kind: "subquery", mode: "in", rel, values, type: BOOLEAN, nullable };
    }
    case undefined:
      invariant(false, "a subquery of no kind");
  }
}

const directions: Readonly<Record<number, { readonly descending: boolean; readonly nulls: "first" | "last" }>> = {
  [SortField_SortDirection.ASC_NULLS_FIRST]: { descending: false, nulls: "first" },
  [SortField_SortDirection.ASC_NULLS_LAST]: { descending: false, nulls: "last" },
  [SortField_SortDirection.DESC_NULLS_FIRST]: { descending: true, nulls: "first" },
  [SortField_SortDirection.DESC_NULLS_LAST]: { descending: true, nulls: "last" },
};

/** A sort key. */
export function readSort(message: SortField, at: Visible, cx: ReadContext): ReadSortKey {
  const direction = message.sortKind.case === "direction" ? directions[message.sortKind.value] : undefined;
  invariant(direction !== undefined, "a sort key without a direction");
  return { expression: readExpression(message.expr, at, cx), ...direction };
}

/** An aggregate or window function's call. */
export function readAggregateCall(
  message: AggregateFunction | undefined,
  filter: Expression | undefined,
  at: Visible,
  cx: ReadContext,
): ReadAggregateCall {
  invariant(message !== undefined, "a measure without its function");
  const name = cx.functionNames.get(message.functionReference);
  invariant(name !== undefined, "a function without a declaration");
  const { options } = message;
  return {
    function: name,
    args: message.arguments.map((a) => readExpression(valueOf(a), at, cx)),
    distinct: message.invocation === AggregateFunction_AggregationInvocation.DISTINCT,
    filter: filter === undefined ? undefined : readExpression(filter, at, cx),
    ignoreNulls: optionOf(options, "nulls") === "ignore",
    order: message.sorts.map((s) => readSort(s, at, cx)),
    mode: modeOf(options),
    ...readType(message.outputType, cx.typeNames),
    ...originOf(options),
  };
}

/** A literal where only a literal may stand. */
export function readLiteralExpression(message: Expression | undefined, cx: ReadContext): ReadLiteral {
  const e = readExpression(message, { columns: [], outer: [] }, cx);
  invariant(e.kind === "literal", "a literal was expected");
  return e;
}
