/**
 * The language in which Spark's functions are declared: once per function, for every backend. A declaration says what
 * the analyzer needs (parameters, coercion, result type, nullability) and what people need (words, examples).
 */
import type { CoercionRules } from "../types/coercion.ts";
import type { DataType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";

/** What is known of an argument when a call is typed. */
export interface ArgInfo {
  readonly type: DataType;
  readonly nullable: boolean;
  /** Whether it is a constant expression. */
  readonly foldable: boolean;
  /** Its value, when it is a literal (or was folded to one); absent otherwise. */
  readonly value?: Value | undefined;
  /** Of an array that is made right there: which of its elements can be NULL. */
  readonly elements?: readonly boolean[] | undefined;
  /** False when `value` was folded from something that is no literal; some rules are for literals alone. */
  readonly literal?: boolean | undefined;
  /** How Spark prints it, for error messages. */
  readonly sql: string;
}

/** Settings that change typing. */
export interface TypingSettings extends CoercionRules {
  readonly allowPrecisionLoss: boolean;
  readonly timeZone: string;
  readonly timestampType: "TIMESTAMP_LTZ" | "TIMESTAMP_NTZ";
  /** `spark.sql.legacy.charVarcharAsString`. */
  readonly charsAreText?: boolean | undefined;
  /** Which functions have meanings of older Sparks. Default: none. */
  readonly ways?: FunctionWays;
}

/** Settings that bring older meanings of single functions back. */
export interface FunctionWays {
  /** `encode` and `decode` know all of Java's character sets (`spark.sql.legacy.javaCharsets`). */
  readonly javaCharsets: boolean;
  /** They replace what they cannot write or read (`spark.sql.legacy.codingErrorAction`). */
  readonly replacesCharacters: boolean;
  /** −1 of `array_insert` is before the last element (`spark.sql.legacy.negativeIndexInArrayInsert`). */
  readonly insertsBeforeLast: boolean;
  /** `percentile_disc` counts from the first value (`spark.sql.legacy.percentileDiscCalculation`). */
  readonly flooredPercentiles: boolean;
  /** Differences of dates and times are calendar intervals (`spark.sql.legacy.interval.enabled`). */
  readonly calendarIntervals: boolean;
  /** `concat` of bytes is text (`spark.sql.function.concatBinaryAsString`). */
  readonly concatIsText: boolean;
  /** `elt` of bytes is text (`spark.sql.function.eltOutputAsString`). */
  readonly eltIsText: boolean;
  /** `count()` is 0 (`spark.sql.legacy.allowParameterlessCount`). */
  readonly emptyCount: boolean;
  /** `count(t.*)` is allowed (`spark.sql.legacy.allowStarWithSingleTableIdentifierInCount`). */
  readonly countsTableStar: boolean;
}

/** What a parameter takes. `spec` names are those of Spark's AbstractDataTypes. */
export type TypeSpec =
  | { readonly spec: "any" }
  | { readonly spec: "exact"; readonly type: DataType }
  | {
      readonly spec: "family";
      readonly family:
        | "numeric"
        | "integral"
        | "fractional"
        | "decimal"
        | "text"
        | "ansi_interval"
        | "any_timestamp"
        | "array"
        | "map"
        | "struct"
        | "hashable";
    }
  /** `bare`: messages print it without parentheses; `byKind`: an array is asked to be the array among them. */
  | { readonly spec: "oneOf"; readonly specs: readonly TypeSpec[]; readonly bare?: true; readonly byKind?: true }
  /** `noNulls`: of elements that cannot be NULL. */
  | { readonly spec: "arrayOf"; readonly element: TypeSpec; readonly noNulls?: true }
  | { readonly spec: "mapOf"; readonly key: TypeSpec; readonly value: TypeSpec }
  | {
      readonly spec: "lambda";
      /** Types of the lambda's parameters, from the other arguments' types; several alternatives by parameter count. */
      readonly params: (
        args: readonly (ArgInfo | undefined)[],
        count: number,
      ) => readonly LambdaParamType[] | undefined;
    };

/** Type and nullability of a lambda's parameter. */
export interface LambdaParamType {
  readonly type: DataType;
  readonly nullable: boolean;
}

/** A declared parameter. */
export interface Param {
  readonly name: string;
  readonly accepts: TypeSpec;
  /** Must be a constant; a text is what Spark's message says that it has to be, instead of the argument's type. */
  readonly foldable?: boolean | "integer" | "integer or floating-point";
  /** SQL text of the default; parameters with defaults may be left out. */
  readonly default?: string;
  /** May be left out without a default: the signature simply has another arity. */
  readonly optional?: boolean;
  /** Takes any further arguments as well; only the last parameter. */
  readonly variadic?: boolean;
}

/** The result type from coerced arguments. */
export type ReturnRule = DataType | ((args: readonly ArgInfo[], settings: TypingSettings) => DataType);

/** When the result can be NULL. `mirror`: when an argument can. */
export type NullRule =
  | "mirror"
  | "always"
  | "never"
  | ((args: readonly ArgInfo[], settings: TypingSettings) => boolean);

/** SQL text and the printed answer (as `show` prints it), from a real Spark. */
export type Example = readonly [sql: string, answer: string];

/** What all kinds of functions declare. */
export interface Declaration {
  readonly args: readonly Param[];
  readonly returns: ReturnRule;
  readonly nulls: NullRule;
  readonly since: string;
  readonly doc: string;
  readonly examples: readonly Example[];
  readonly aliases?: readonly string[];
  /** The only numbers of arguments, where they are not a range. */
  readonly arities?: readonly number[];
  /** How many arguments WRONG_NUM_ARGS says that it takes, where Spark's builder says less than it takes. */
  readonly expects?: string;
  /** Arguments must have the declared types: of implicit conversions only NULL's happens (Spark's ExpectsInputTypes). */
  readonly strict?: boolean;
  /** Spark's builder knows the parameters by name: one that is missing is REQUIRED_PARAMETER_NOT_FOUND. */
  readonly named?: boolean;
  /**
   * Arguments brought to one common type before `returns`: all, or those at these positions. Which common type:
   * `tightest-or-wider` is Spark's findWiderCommonType (CASE, COALESCE, arrays); `operands` is binary operators'.
   */
  readonly unify?: { readonly positions: "all" | readonly number[]; readonly rule: "wider" | "operands" };
  /**
   * Target types where coercion is a program of its own (arithmetic, datetime operators); runs instead of the
   * declared parameters' rules. `undefined`: the arguments do not fit, and DATATYPE_MISMATCH follows.
   */
  readonly coerce?: (
    args: readonly ArgInfo[],
    settings: TypingSettings,
    call: { readonly sql: string },
  ) => readonly DataType[] | undefined;
  /** Whether what `coerce` says holds of types too that are not converted implicitly. Default false. */
  readonly coercesAll?: boolean;
  /** The type whose values are compared with each other: DATATYPE_MISMATCH.INVALID_ORDERING_TYPE where it has no order. */
  readonly compares?: (args: readonly ArgInfo[]) => DataType;
  /** Checks after coercion; throws SparkError. */
  readonly check?: (args: readonly ArgInfo[], settings: TypingSettings, call: { readonly sql: string }) => void;
  /**
   * The call in terms of others (Spark's RuntimeReplaceable): SQL over `$0`, `$1` … The printed name stays.
   * Arguments are coerced first. `undefined`: these arguments are not replaced.
   */
  readonly replacedBy?: string | ((args: readonly ArgInfo[], settings: TypingSettings) => string | undefined);
  /** False for functions that answer anew each time. Default true. */
  readonly deterministic?: boolean;
  /** Can fail at run time: always, or in ANSI mode only. Default false. */
  readonly throws?: boolean | "ansi";
  /** `try` for try_* twins of a throwing function; default: the session's. */
  readonly mode?: "try" | "legacy" | "ansi";
  /**
   * How a generated column name is spelled from printed arguments; default `name(a, b)`. `called` is the name or alias
   * it was looked up by.
   */
  readonly pretty?: (args: readonly string[], info: readonly ArgInfo[], called?: string) => string;
  /** How the call is spelled where it was written as an operator, if otherwise than {@link pretty}. */
  readonly prettyOperator?: (args: readonly string[]) => string;
  /** How the call is spelled in the name of a Python function's call around it (`toString`), if otherwise. */
  readonly plain?: (args: readonly string[]) => string;
  /** Messages show the call as `name(a, b)`, however {@link pretty} spells it. */
  readonly plainMessages?: true;
  /** Stands in FROM only: there is no such function elsewhere. */
  readonly tableOnly?: boolean;
  /** Names and types of generated columns, for generators. */
  readonly generates?: (args: readonly ArgInfo[], settings: TypingSettings) => readonly GeneratedColumn[];
}

/** A column that a generator makes. */
export interface GeneratedColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** What is noted on it, where it is a field of a struct. */
  readonly metadata?: string | undefined;
}

/** The kinds of functions. A `window` function needs OVER; an `aggregate` may have it. */
export type FunctionKind = "scalar" | "aggregate" | "window" | "generator";

/** A function of Spark as the registry keeps it. */
export interface FunctionDef extends Declaration {
  readonly kind: FunctionKind;
  /** Canonical lower-case name. */
  readonly name: string;
  /** Spark's documentation group: `math`, `string` … */
  readonly group: string;
  /** The alias it was looked up by, which messages show. */
  readonly calledAs?: string;
}

type Unnamed = Declaration & { readonly kind: FunctionKind };

export const scalar = (declaration: Declaration) => ({ ...declaration, kind: "scalar" }) as const;
export const aggregate = (declaration: Declaration) => ({ ...declaration, kind: "aggregate" }) as const;
export const windowFunction = (declaration: Declaration) => ({ ...declaration, kind: "window" }) as const;
export const generator = (declaration: Declaration) => ({ ...declaration, kind: "generator" }) as const;

/** Names the functions of one group; the result's keys type the backends' lowering tables. */
export function functionGroup<const T extends Readonly<Record<string, Unnamed>>>(
  group: string,
  declarations: T,
): { readonly [K in keyof T]: FunctionDef } {
  const named: Record<string, FunctionDef> = {};
  for (const [name, declaration] of Object.entries(declarations)) named[name] = { ...declaration, name, group };
  return named as { readonly [K in keyof T]: FunctionDef };
}

// Parameters

type ParamOptions = Omit<Param, "name" | "accepts">;
const exact = (type: DataType): TypeSpec => ({ spec: "exact", type });
const param =
  (accepts: TypeSpec) =>
  (name: string, options: ParamOptions = {}): Param => ({ name, accepts, ...options });

/** A parameter of any of these. */
export const oneOf = (name: string, specs: readonly TypeSpec[], options: ParamOptions = {}): Param => ({
  name,
  accepts: { spec: "oneOf", specs },
  ...options,
});
/** A parameter of exactly a type (after implicit casts). */
export const of = (name: string, type: DataType, options: ParamOptions = {}): Param => ({
  name,
  accepts: exact(type),
  ...options,
});
export const any = param({ spec: "any" });
export const numeric = param({ spec: "family", family: "numeric" });
export const integral = param({ spec: "family", family: "integral" });
export const text = param({ spec: "family", family: "text" });
export const arrayArg = param({ spec: "family", family: "array" });
export const mapArg = param({ spec: "family", family: "map" });
export const structArg = param({ spec: "family", family: "struct" });
