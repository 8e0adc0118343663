/** Small rules over typed arguments that several function groups share. */
import {
  type ArrayType,
  array,
  type DataType,
  isText,
  type MapType,
  map,
  NULL,
  type StructType,
} from "../types/data-type.ts";
import { type SparkError, sparkError } from "../errors/spark-error.ts";
import { sqlType } from "../types/print.ts";
import { ordinal } from "./ordinal.ts";
import { implicitTarget } from "./signature.ts";
import type { ArgInfo, NullRule, ReturnRule, TypingSettings } from "./define.ts";

/** The type of an argument; VOID when it was left out. */
export const typeAt = (args: readonly ArgInfo[], i: number): DataType => args[i]?.type ?? NULL;

/** An argument's array type; ARRAY<VOID> for the untyped NULL. */
export function arrayAt(args: readonly (ArgInfo | undefined)[], i: number): ArrayType {
  const type = args[i]?.type;
  return type?.kind === "array" ? type : array(NULL);
}

/** An argument's map type; MAP<VOID, VOID> for the untyped NULL. */
export function mapAt(args: readonly (ArgInfo | undefined)[], i: number): MapType {
  const type = args[i]?.type;
  return type?.kind === "map" ? type : map(NULL, NULL);
}

/** An argument's struct type, if it is one. */
export function structAt(args: readonly (ArgInfo | undefined)[], i: number): StructType | undefined {
  const type = args[i]?.type;
  return type?.kind === "struct" ? type : undefined;
}

/** The result has an argument's type. */
export const sameAs =
  (i: number): ReturnRule =>
  (args) =>
    typeAt(args, i);

/** Whether an argument can be NULL. */
export const nullableAt = (args: readonly ArgInfo[], i: number): boolean => args[i]?.nullable ?? false;

/** In ANSI mode NULL when an argument is; else (a failure is NULL) always. */
export const nullsUnlessAnsi: NullRule = (args, settings) => !settings.ansi || args.some((a) => a.nullable);

/** DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE of an argument; `required` is spelled as Spark does. */
export const unexpectedInput = (
  args: readonly ArgInfo[],
  i: number,
  required: string,
  call: { readonly sql: string },
): SparkError =>
  sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    sqlExpr: `"${call.sql}"`,
    paramIndex: ordinal(i),
    requiredType: required,
    inputSql: `"${args[i]?.sql ?? ""}"`,
    inputType: `"${sqlType(typeAt(args, i))}"`,
  });

/** NULL at any time since Spark 4.0; before, when an argument is. */
export const alwaysSince4: NullRule = (args, { line }) => line >= 400 || args.some((a) => a.nullable);

/** The text of a constant argument, if it is one. */
export const constantText = (arg: ArgInfo | undefined): string | undefined =>
  arg !== undefined && isText(arg.type) && typeof arg.value === "string" ? arg.value : undefined;

/** Whether values of a type have an order in Spark: all but maps, variants, calendar intervals and what holds them. */
export function isOrderable(type: DataType): boolean {
  switch (type.kind) {
    case "map":
    case "variant":
    case "calendar_interval":
      return false;
    case "array":
      return isOrderable(type.element);
    case "struct":
      return type.fields.every((f) => isOrderable(f.type));
    case "udt":
      return isOrderable(type.sqlType);
    default:
      return true;
  }
}

/**
 * Whether an array's element at an index can be NULL: in ANSI mode an index that is no constant either finds an
 * element or fails. Of an array that is made right there, what a constant index finds is known (`GetArrayItem`,
 * `ElementAt`). `first`: the first element's index; `tolerant`: an index outside gives NULL in ANSI mode too.
 */
export const elementNulls =
  (first: 0 | 1, tolerant = false): NullRule =>
  (args, settings) => {
    const fails = settings.ansi && !tolerant;
    if (typeAt(args, 0).kind !== "array") return true;
    const position = args[1]?.foldable === true ? args[1].value : undefined;
    const made = args[0]?.elements;
    if (made !== undefined && (typeof position === "number" || typeof position === "bigint")) {
      const at = Number(position);
      const element = at < 0 && first === 1 ? made[made.length + at] : made[at - first];
      return element ?? (first === 0 || at !== 0 ? !fails : false);
    }
    const outside = args[1]?.foldable === true && position !== null;
    return !fails || nullableAt(args, 0) || outside || arrayAt(args, 0).containsNull;
  };

/** The DATATYPE_MISMATCH of an argument whose type is not the one that messages call `requiredType`. */
export const unexpectedType = (
  args: readonly ArgInfo[],
  i: number,
  requiredType: string,
  call: { readonly sql: string },
): SparkError =>
  sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    sqlExpr: `"${call.sql}"`,
    paramIndex: ordinal(i),
    requiredType,
    inputSql: `"${args[i]?.sql ?? ""}"`,
    inputType: `"${sqlType(typeAt(args, i))}"`,
  });

/** The types, when the arguments are implicitly converted to them; else throws UNEXPECTED_INPUT_TYPE. */
export function implicitly(
  args: readonly ArgInfo[],
  types: readonly DataType[],
  settings: TypingSettings,
  call: { readonly sql: string },
): readonly DataType[] {
  types.forEach((type, i) => {
    if (implicitTarget(typeAt(args, i), { spec: "exact", type }, settings) === undefined)
      throw unexpectedType(args, i, `"${sqlType(type)}"`, call);
  });
  return types;
}
