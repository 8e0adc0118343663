/** How array functions bring an array and a value, or several arrays, to one element type. */
import { type ConditionName } from "../errors/conditions.ts";
import { SparkError } from "../errors/spark-error.ts";
import {
  type CoercionRules,
  findTightestCommonType,
  findWiderTypeWithoutStringPromotionForTwo,
} from "../types/coercion.ts";
import { array, type DataType, sameType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { arrayAt, typeAt, unexpectedType } from "./arg-rules.ts";
import type { ArgInfo, Declaration, TypingSettings } from "./define.ts";

type Coerce = NonNullable<Declaration["coerce"]>;
type Common = (a: DataType, b: DataType, rules: CoercionRules) => DataType | undefined;

const mismatch = (condition: ConditionName, sql: string, params: Readonly<Record<string, string>>): SparkError =>
  new SparkError(condition, { sqlExpr: `"${sql}"`, ...params });

const differing = (name: string, sql: string, args: readonly ArgInfo[], position = 1): SparkError =>
  mismatch("DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES", sql, {
    functionName: `\`${name}\``,
    dataType: '"ARRAY"',
    leftType: `"${sqlType(typeAt(args, 0))}"`,
    rightType: `"${sqlType(typeAt(args, position))}"`,
  });

interface ArrayAndValue {
  readonly position?: number;
  /** The types of the other arguments, by their places. */
  readonly others?: readonly DataType[];
  /** Whether an untyped NULL is a value; `unless array`: but in an array of them. */
  readonly nullValues?: boolean | "unless array";
  /** How an untyped NULL is refused that stands for the array. */
  readonly ofNull?: "NULL_TYPE" | "ARRAY_FUNCTION_DIFF_TYPES" | "UNEXPECTED_INPUT_TYPE";
}

/** An array and a value of its element type at `position`: both are brought to the type of both. */
export const arrayAndValue =
  (name: string, common: Common, options: ArrayAndValue = {}): Coerce =>
  (args: readonly ArgInfo[], settings: TypingSettings, call?: { readonly sql: string }) => {
    const { position = 1, others = [], nullValues = false, ofNull = "NULL_TYPE" } = options;
    const [of, value] = [typeAt(args, 0), typeAt(args, position)];
    const sql = call?.sql ?? name;
    const isUntyped = of.kind === "array" && of.element.kind === "null" && nullValues === "unless array";
    const isRefused = of.kind === "null" || (value.kind === "null" && (nullValues === false || isUntyped));
    if (ofNull === "NULL_TYPE" && isRefused) {
      throw mismatch("DATATYPE_MISMATCH.NULL_TYPE", sql, { functionName: `\`${name}\`` });
    }
    if (ofNull === "ARRAY_FUNCTION_DIFF_TYPES" && of.kind === "null") throw differing(name, sql, args, position);
    if (of.kind !== "array") {
      throw mismatch("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", sql, {
        paramIndex: "first",
        requiredType: '"ARRAY"',
        inputSql: `"${args[0]?.sql ?? ""}"`,
        inputType: `"${sqlType(of)}"`,
      });
    }
    const element = common(of.element, value, settings);
    if (element === undefined) throw differing(name, sql, args, position);
    return args.map((arg, i) =>
      i === 0 ? array(element, of.containsNull) : i === position ? element : (others[i] ?? arg.type),
    );
  };

/** The types of both without loss, as appending functions and set operations have it. */
export const tightest: Common = findTightestCommonType;
/** The wider type of both, text only with text. */
export const wider: Common = findWiderTypeWithoutStringPromotionForTwo;

/** Two arrays of one element type. */
export const twoArrays =
  (name: string): Coerce =>
  (args: readonly ArgInfo[], settings: TypingSettings, call?: { readonly sql: string }) => {
    const [a, b] = [typeAt(args, 0), typeAt(args, 1)];
    const areArrays = a.kind === "array" && b.kind === "array";
    if (!areArrays && a.kind !== "null" && b.kind !== "null") return undefined;
    const element = areArrays ? elementOf(a.element, b.element, settings) : undefined;
    if (!areArrays || element === undefined) {
      throw mismatch("DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES", call?.sql ?? name, {
        functionName: `\`${name}\``,
        arrayType: '"ARRAY"',
        leftType: `"${sqlType(a)}"`,
        rightType: `"${sqlType(b)}"`,
      });
    }
    return [array(element, a.containsNull), array(element, b.containsNull)];
  };

const elementOf = (a: DataType, b: DataType, settings: TypingSettings): DataType | undefined =>
  sameType(a, b) ? a : findTightestCommonType(a, b, settings);

/** Whether elements of an argument can be NULL. */
export const elementsNullable = (args: readonly (ArgInfo | undefined)[], i: number): boolean =>
  arrayAt(args, i).containsNull;

/** The first argument has to be an array of such elements, which messages call `required`; an untyped NULL is none. */
export const arrayOfKind =
  (required: string, holds: (element: DataType) => boolean): Coerce =>
  (args, _settings, call) => {
    const type = typeAt(args, 0);
    if (type.kind === "array" && holds(type.element)) return args.map((a) => a.type);
    throw unexpectedType(args, 0, required, call);
  };
