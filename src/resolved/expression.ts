import type { Origin } from "../errors/origin.ts";
import type { DataType } from "../types/data-type.ts";
import type { PythonFunction } from "../types/python-function.ts";
import type { Value } from "../types/value.ts";
import type { ColumnId } from "./column.ts";
import type { Relation } from "./relation.ts";

/** Raise, legacy answer, or NULL on failure: Spark's EvalMode. */
export type EvalMode = "ansi" | "legacy" | "try";

/** Expressions with their meaning settled: every node has its Spark type and nullability, arguments are coerced. */
export type Expression =
  | Literal
  | ColumnRef
  | OuterRef
  | Call
  | Cast
  | Case
  | GetField
  | Lambda
  | LambdaRef
  | Subquery
  | PythonCall;

interface Typed {
  readonly type: DataType;
  readonly nullable: boolean;
}

/** A constant. */
export interface Literal extends Typed {
  readonly kind: "literal";
  readonly value: Value;
  /** What it stands for where its value is the query's own (`current_timestamp`): such plans are the same whatever it is. */
  readonly standsFor?: string | undefined;
  /** The expression that it is the value of, where Spark's plan has that one still: a cast of another literal. */
  readonly spelled?: Expression | undefined;
}

/** A column of the relation below. */
export interface ColumnRef extends Typed {
  readonly kind: "column";
  readonly id: ColumnId;
}

/** A column of an enclosing query (or, in a lateral join, of the left side). */
export interface OuterRef extends Typed {
  readonly kind: "outer";
  readonly id: ColumnId;
}

/** The form of a call of more than two arguments that stands for a chain of calls of two. */
export const CHAIN = "chain";

/** A scalar function of the registry. `and`, `or`, `concat`, `in`, `coalesce` take any number of arguments. */
export interface Call extends Typed {
  readonly kind: "call";
  /** The registry's name, lower case. */
  readonly function: string;
  readonly args: readonly Expression[];
  readonly mode: EvalMode;
  readonly draw?: Draw | undefined;
  /** What it was asked as, where Spark takes that for another expression than this one. */
  readonly form?: string | undefined;
  readonly origin?: Origin | undefined;
}

/**
 * Which draw a random function without a seed, or a sample, is: another each time that it is analysed, but the same for
 * the same place of a DataFrame's view, whose plan Spark analyses once. It tells plans apart and does not seed them.
 */
export type Draw = string;

/** A conversion that was checked to be allowed in its mode. */
export interface Cast extends Typed {
  readonly kind: "cast";
  readonly child: Expression;
  readonly mode: EvalMode;
  readonly origin?: Origin | undefined;
}

/** Branches are tried in order, and only the chosen one is evaluated. */
export interface Case extends Typed {
  readonly kind: "case";
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  /** A typed NULL literal where ELSE is absent. */
  readonly otherwise: Expression;
  /** What it was asked as, where that was no CASE with ELSE: Spark takes them for different expressions. */
  readonly form?: string | undefined;
}

/** A struct's field by position. */
export interface GetField extends Typed {
  readonly kind: "get_field";
  readonly child: Expression;
  readonly index: number;
}

/** A parameter of a lambda. */
export interface LambdaParam extends Typed {
  readonly id: ColumnId;
  readonly name: string;
}

/** A lambda, only as an argument of a higher-order function; `type` is its body's. */
export interface Lambda extends Typed {
  readonly kind: "lambda";
  readonly params: readonly LambdaParam[];
  readonly body: Expression;
}

/** A lambda's parameter inside its body. */
export interface LambdaRef extends Typed {
  readonly kind: "lambda_ref";
  readonly id: ColumnId;
}

/** A query as a value; columns of this query appear inside `plan` as {@link OuterRef}. */
export interface Subquery extends Typed {
  readonly kind: "subquery";
  readonly mode: "scalar" | "exists" | "in";
  readonly plan: Relation;
  /** The left sides of IN. */
  readonly values: readonly Expression[];
  readonly origin?: Origin | undefined;
}

/** A Python function of one row (`PythonUDF`): no backend sees it, the engine has workers compute it. */
export interface PythonCall extends Typed {
  readonly kind: "python";
  readonly udf: PythonFunction;
  readonly args: readonly Expression[];
  /** The keywords that arguments are passed by; `undefined` for those passed by their places. */
  readonly keywords: readonly (string | undefined)[];
  /** Tells a call that is not deterministic from all others of its query; plans are the same with and without. */
  readonly draw?: Draw | undefined;
  readonly origin?: Origin | undefined;
}

/** A sort key of a resolved relation. */
export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nulls: "first" | "last";
}

/** An aggregate function's call: stands only in Aggregate and Window relations. */
export interface AggregateCall extends Typed {
  readonly function: string;
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  readonly filter?: Expression | undefined;
  readonly ignoreNulls: boolean;
  /** WITHIN GROUP. */
  readonly order: readonly SortKey[];
  readonly mode: EvalMode;
  /** A Python function of groups of rows (`PythonUDAF`), under {@link PYTHON_AGGREGATE} for a name. */
  readonly python?: Pick<PythonCall, "udf" | "keywords"> | undefined;
  readonly origin?: Origin | undefined;
}

/** What aggregates in Python have in the place of a function's name. */
export const PYTHON_AGGREGATE = "python aggregate";

/** A frame's end: an offset is a non-negative literal of rows, or of the ordering's distance type. */
export type FrameBound =
  | { readonly kind: "unbounded" }
  | { readonly kind: "current_row" }
  | { readonly kind: "preceding"; readonly offset: Literal }
  | { readonly kind: "following"; readonly offset: Literal };

/** A window's frame; always present after analysis. */
export interface WindowFrame {
  readonly unit: "rows" | "range";
  readonly lower: FrameBound;
  readonly upper: FrameBound;
}

/** A window or aggregate function over a window. */
export interface WindowCall extends AggregateCall {
  readonly partition: readonly Expression[];
  readonly windowOrder: readonly SortKey[];
  readonly frame: WindowFrame;
}
