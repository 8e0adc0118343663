import type { Origin } from "../errors/origin.ts";
import type { DataType, StructField } from "../types/data-type.ts";
import type { Expression } from "./expression.ts";
import type { Relation } from "./relation.ts";

/** An expression with the place of its whole text, parentheses around it included. */
export interface WrittenExpression {
  readonly expression: Expression;
  readonly origin?: Origin | undefined;
}

/** One parameter of a function that is made in SQL. */
export interface CreatedParameter {
  readonly name: string;
  readonly type: DataType;
  readonly byDefault?: WrittenExpression | undefined;
  readonly comment?: string | undefined;
}

/** What a function that is made in SQL gives: one value, or a table; without type or columns those of its body. */
export type CreatedReturns =
  | { readonly kind: "value"; readonly type?: DataType | undefined }
  | { readonly kind: "table"; readonly columns?: readonly StructField[] | undefined };

/** What stands behind RETURN, and the place of its whole text. */
export type CreatedBody =
  | (WrittenExpression & { readonly kind: "expression" })
  | { readonly kind: "query"; readonly query: Relation; readonly origin?: Origin | undefined };

/** SQL: CREATE [OR REPLACE] [TEMPORARY] FUNCTION f(…) RETURNS … RETURN … (`CreateUserDefinedFunction`). */
export interface CreateFunction {
  readonly kind: "create_function";
  readonly nameParts: readonly string[];
  readonly temporary: boolean;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  readonly parameters: readonly CreatedParameter[];
  /** The place of the list of parameters or columns one of which says NOT NULL, which Spark refuses. */
  readonly notNull?: { readonly origin?: Origin | undefined } | undefined;
  readonly returns: CreatedReturns;
  readonly body: CreatedBody;
  readonly comment?: string | undefined;
  readonly deterministic?: boolean | undefined;
  /** READS SQL DATA; false: CONTAINS SQL. */
  readonly readsData?: boolean | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: DROP [TEMPORARY] FUNCTION [IF EXISTS] f (`DropFunctionCommand`). */
export interface DropFunction {
  readonly kind: "drop_function";
  readonly nameParts: readonly string[];
  readonly temporary: boolean;
  readonly ifExists: boolean;
  readonly origin?: Origin | undefined;
}

/** SQL: CREATE [TEMPORARY] FUNCTION f AS 'class' (`CreateFunctionCommand`). */
export interface CreateClassFunction {
  readonly kind: "create_class_function";
  readonly nameParts: readonly string[];
  readonly temporary: boolean;
  readonly className: string;
}

/** Commands on functions that users make. */
export type FunctionCommand = CreateFunction | CreateClassFunction | DropFunction;
