import type { Origin } from "../errors/origin.ts";
import type { DataType } from "../types/data-type.ts";
import type { PythonFunction } from "../types/python-function.ts";
import type { Value } from "../types/value.ts";
import type { Relation } from "./relation.ts";

/**
 * Expressions as they were asked for: names as written, nothing looked up, no types but those of literals and casts.
 * Operators are calls of the function that Spark registers for them (`+`, `=`, `<=>`, `and`, `not`, `in`, `like` …).
 */
export type Expression =
  | Literal
  | Attribute
  | Star
  | ColumnRegex
  | FunctionCall
  | CaseWhen
  | Alias
  | Cast
  | SortOrder
  | LambdaFunction
  | LambdaVariable
  | WindowExpression
  | ExtractValue
  | UpdateFields
  | NamedArgument
  | SubqueryExpression
  | InList
  | PythonCall
  | Parameter;

interface Node {
  /** Where it was written; absent where no error can point there. */
  readonly origin?: Origin | undefined;
}

/** A constant. Connect: `literal`. */
export interface Literal extends Node {
  readonly kind: "literal";
  readonly type: DataType;
  readonly value: Value;
}

/** A column by name: `a`, `t.a`, `t.a.field`. Connect: `unresolved_attribute`. */
export interface Attribute extends Node {
  readonly kind: "attribute";
  readonly nameParts: readonly string[];
  /** The client's plan node that the column belongs to. */
  readonly planId?: number | undefined;
  readonly isMetadataColumn?: boolean | undefined;
  /** An argument of EXECUTE IMMEDIATE: a session variable, whatever columns there are. */
  readonly isVariable?: true | undefined;
}

/** `*`, `t.*` or `struct.*`. Connect: `unresolved_star`. */
export interface Star extends Node {
  readonly kind: "star";
  readonly target?: readonly string[] | undefined;
  readonly planId?: number | undefined;
  /** `* EXCEPT (a, b.c)`. */
  readonly except?: readonly (readonly string[])[] | undefined;
}

/** All columns whose name matches a Java regular expression. Connect: `unresolved_regex`, whatever DataFrame it names. */
export interface ColumnRegex extends Node {
  readonly kind: "column_regex";
  readonly pattern: string;
  /** Only columns of the relation of this name. */
  readonly table?: string | undefined;
}

/**
 * A call. `and`, `or` and `concat`/`||` chains are flat: any number of arguments. Connect: `unresolved_function`,
 * `call_function`.
 */
export interface FunctionCall extends Node {
  readonly kind: "function";
  readonly nameParts: readonly string[];
  readonly args: readonly Expression[];
  readonly distinct?: boolean | undefined;
  /** `FILTER (WHERE …)`. */
  readonly filter?: Expression | undefined;
  /** `IGNORE NULLS` (true) or `RESPECT NULLS` (false). */
  readonly ignoreNulls?: boolean | undefined;
  /** `WITHIN GROUP (ORDER BY …)`. */
  readonly withinGroup?: readonly SortOrder[] | undefined;
  /** Written as an operator in SQL (`a + b`), not as a call (`` `+`(a, b) ``): matters to printed names only. */
  readonly operator?: boolean | undefined;
}

/** `CASE WHEN c THEN v … ELSE e END`; `CASE x WHEN v …` arrives as `x = v` conditions. Connect: function `when`. */
export interface CaseWhen extends Node {
  readonly kind: "case";
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression | undefined;
}

/** `expr AS name`, or `AS (a, b)` for generators. Connect: `alias`. */
export interface Alias extends Node {
  readonly kind: "alias";
  readonly child: Expression;
  readonly names: readonly string[];
  /** The names are a list in parentheses, as columns of generators have; of one name, too. */
  readonly listed?: boolean | undefined;
  /** JSON text of the column's metadata. */
  readonly metadata?: string | undefined;
}

/** `CAST(e AS t)`, `e::t`, `TRY_CAST`. Connect: `cast`. `session` takes the mode from `spark.sql.ansi.enabled`. */
export interface Cast extends Node {
  readonly kind: "cast";
  readonly child: Expression;
  readonly to: DataType;
  readonly mode: "session" | "ansi" | "legacy" | "try";
}

/** A sort key. Connect: `sort_order`. Nulls default to first when ascending, last when descending. */
export interface SortOrder extends Node {
  readonly kind: "sort_order";
  readonly child: Expression;
  readonly descending: boolean;
  readonly nulls: "first" | "last";
}

/** `x -> body`, `(x, y) -> body`. Connect: `lambda_function`. */
export interface LambdaFunction extends Node {
  readonly kind: "lambda";
  readonly params: readonly string[];
  readonly body: Expression;
}

/** A lambda's parameter as Connect sends it; SQL sends an {@link Attribute}. */
export interface LambdaVariable extends Node {
  readonly kind: "lambda_variable";
  readonly nameParts: readonly string[];
}

/** One end of a window frame; `value` may be any foldable expression, negative for PRECEDING. */
export type FrameBound =
  | { readonly kind: "unbounded_preceding" }
  | { readonly kind: "unbounded_following" }
  | { readonly kind: "current_row" }
  | { readonly kind: "value"; readonly value: Expression };

/** `ROWS | RANGE BETWEEN lower AND upper`. */
export interface WindowFrame {
  readonly unit: "rows" | "range";
  readonly lower: FrameBound;
  readonly upper: FrameBound;
}

/** A window's definition. */
export interface WindowSpec extends Node {
  readonly partition: readonly Expression[];
  readonly order: readonly SortOrder[];
  readonly frame?: WindowFrame | undefined;
}

/** `f(…) OVER (…)` or `OVER name`. Connect: `window`. */
export interface WindowExpression extends Node {
  readonly kind: "window";
  readonly function: Expression;
  readonly window: WindowSpec | { readonly name: string };
}

/** `a.b` on a struct, `a[i]` on an array or map. Connect: `unresolved_extract_value`. */
export interface ExtractValue extends Node {
  readonly kind: "extract_value";
  readonly child: Expression;
  readonly extraction: Expression;
}

/** A struct with one field set, or dropped where `value` is absent. Connect: `update_fields`. */
export interface UpdateFields extends Node {
  readonly kind: "update_fields";
  readonly child: Expression;
  readonly fieldName: readonly string[];
  readonly value?: Expression | undefined;
}

/** `name => value`. Connect: `named_argument_expression`. */
export interface NamedArgument extends Node {
  readonly kind: "named_argument";
  readonly name: string;
  readonly value: Expression;
}

/** How a function gets the rows of a table argument: all of them to one call, or those of each partition, in an order. */
export interface RowsGiven {
  readonly partition: readonly Expression[];
  readonly order: readonly SortOrder[];
  /** `WITH SINGLE PARTITION`. */
  readonly single: boolean;
}

/**
 * A query as a value: `(SELECT …)`, `EXISTS (…)`, `(a, b) IN (SELECT …)`, and `TABLE(…)`, an argument of a function in
 * FROM. Connect: `subquery_expression`, whose plan stands among the references of a `with_relations` under `planId`.
 */
export interface SubqueryExpression extends Node {
  readonly kind: "subquery";
  readonly mode: "scalar" | "exists" | "in" | "table";
  readonly plan: Relation | { readonly planId: number };
  /** Left sides of IN; empty otherwise. */
  readonly values: readonly Expression[];
  /** Of a table: absent where nothing is said. */
  readonly given?: RowsGiven | undefined;
}

/** `x IN (a, b, c)`. Connect: function `in`. */
export interface InList extends Node {
  readonly kind: "in";
  readonly child: Expression;
  readonly list: readonly Expression[];
}

/** A call of a Python function whose code came with it. Connect: `common_inline_user_defined_function`. */
export interface PythonCall extends Node {
  readonly kind: "python_call";
  readonly udf: PythonFunction;
  readonly args: readonly Expression[];
}

/** `:name` or the n-th `?` (0-based). Bound before analysis. */
export interface Parameter extends Node {
  readonly kind: "parameter";
  readonly name: string | number;
}

export type ExpressionKind = Expression["kind"];
