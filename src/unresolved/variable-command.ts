import type { Origin } from "../errors/origin.ts";
import type { DataType } from "../types/data-type.ts";
import type { Expression } from "./expression.ts";
import type { CommandRows, Relation } from "./relation.ts";

/** SQL: DECLARE [OR REPLACE] [VARIABLE] v [type] [DEFAULT e] (`CreateVariable`). */
export interface DeclareVariable {
  readonly kind: "declare_variable";
  readonly nameParts: readonly string[];
  readonly replace: boolean;
  /** Absent: that of the default. */
  readonly type?: DataType | undefined;
  /** Absent: NULL. */
  readonly byDefault?: Expression | undefined;
  readonly nameOrigin?: Origin | undefined;
  readonly origin?: Origin | undefined;
}

/** SQL: DROP TEMPORARY VARIABLE [IF EXISTS] v (`DropVariable`). */
export interface DropVariable {
  readonly kind: "drop_variable";
  readonly nameParts: readonly string[];
  readonly ifExists: boolean;
  readonly nameOrigin?: Origin | undefined;
}

/** SQL: SET VARIABLE v = e, …, or SET VARIABLE (v, …) = (query) (`SetVariable`). */
export interface SetVariables {
  readonly kind: "set_variables";
  readonly targets: readonly (readonly string[])[];
  /** Where they stand, in their order. */
  readonly targetOrigins?: readonly Origin[] | undefined;
  readonly source:
    | { readonly kind: "values"; readonly values: readonly Expression[] }
    | { readonly kind: "query"; readonly query: Relation };
  readonly origin?: Origin | undefined;
}

/** SQL: EXECUTE IMMEDIATE text [INTO v, …] [USING e [AS name], …] (`ExecuteImmediateQuery`). */
export interface ExecuteImmediate {
  readonly kind: "execute_immediate";
  /** A text, or the name of a variable that has it. */
  readonly statement: Expression;
  readonly into: readonly (readonly string[])[];
  readonly using: readonly Expression[];
  readonly origin?: Origin | undefined;
}

/** Commands on variables of the session. */
export type VariableCommand = DeclareVariable | DropVariable | SetVariables | ExecuteImmediate;

/** Whether rows are asked of EXECUTE IMMEDIATE. */
export const isImmediate = (relation: CommandRows): relation is CommandRows & { readonly command: ExecuteImmediate } =>
  relation.command.kind === "execute_immediate";
