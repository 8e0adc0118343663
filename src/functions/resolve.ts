/**
 * Types a call: how many arguments, what each is converted to, what comes out (`FunctionRegistry` builders,
 * `ImplicitTypeCasts`, `checkInputDataTypes`).
 */

import type { Origin } from "../errors/origin.ts";
import { type SparkError, sparkError } from "../errors/spark-error.ts";
import { castNullable } from "../types/casts.ts";
import { findWiderCommonType } from "../types/coercion.ts";
import { type DataType, sameType, someType } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";
import { isOrderable } from "./arg-rules.ts";
import type { ArgInfo, FunctionDef, TypingSettings } from "./define.ts";
import { ordinal } from "./ordinal.ts";
import { fits, implicitTarget, specSql } from "./signature.ts";

/** A typed call. */
export interface ResolvedCall {
  /** The type each argument is converted to; a lambda's own type at its place. */
  readonly args: readonly DataType[];
  readonly type: DataType;
  readonly nullable: boolean;
  readonly mode: "ansi" | "legacy" | "try";
}

/** The call as messages show it, and its place. */
export interface CallSite {
  /** The printed call: `substring(a, 1)`. */
  readonly sql: string;
  readonly origin?: Origin | undefined;
}

const DOCROOT = "https://spark.apache.org/docs/latest";

/**
 * Types a call of a function with arguments whose defaults were filled in already. Throws WRONG_NUM_ARGS,
 * DATATYPE_MISMATCH and what the function's own check throws.
 */
export function resolveCall(
  def: FunctionDef,
  args: readonly ArgInfo[],
  settings: TypingSettings,
  site: CallSite,
): ResolvedCall {
  const call = def.plainMessages === true ? plainly(def, args, site) : site;
  try {
    checkArity(def, args.length);
    const targets = targetTypes(def, args, settings, call);
    const mode = def.mode ?? (settings.ansi ? "ansi" : "legacy");
    const castMode = settings.ansi ? "ansi" : "legacy";
    const coerced = args.map((arg, i): ArgInfo => {
      const type = targets[i] ?? arg.type;
      if (sameType(type, arg.type, { nullability: true })) return arg;
      return new CoercedArgument(arg, type, arg.nullable || castNullable(arg.type, type, castMode, settings.line));
    });
    checkFoldable(def, coerced, call);
    def.check?.(coerced, settings, call);
    if (def.compares !== undefined) requireOrder(def.compares(coerced), def.calledAs ?? def.name, call);
    const type = typeof def.returns === "function" ? def.returns(coerced, settings) : def.returns;
    if (type.kind === "map") requireKey(type.key, call);
    return { args: targets, type, nullable: nullability(def, coerced, settings), mode };
  } catch (error) {
    const place = error as Partial<SparkError>;
    throw typeof place.at === "function" ? place.at(call.origin) : error;
  }
}

/** A call as messages show it that know no operators. */
const plainly = (def: FunctionDef, args: readonly ArgInfo[], site: CallSite): CallSite => ({
  ...site,
  sql: `${def.calledAs ?? def.name}(${args.map((arg) => arg.sql).join(", ")})`,
});

/** Throws INVALID_ORDERING_TYPE for a type without an order. */
export function requireOrder(type: DataType, functionName: string, call: CallSite): void {
  if (isOrderable(type)) return;
  throw sparkError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
    sqlExpr: `"${call.sql}"`,
    functionName: `\`${functionName}\``,
    dataType: `"${sqlType(type)}"`,
  }).at(call.origin);
}

/** Throws INVALID_MAP_KEY_TYPE for keys that could not be told apart (`TypeUtils.checkForMapKeyType`). */
function requireKey(key: DataType, call: CallSite): void {
  if (!someType(key, (t) => t.kind === "map" || t.kind === "variant")) return;
  throw sparkError("DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE", {
    sqlExpr: `"${call.sql}"`,
    keyType: `"${sqlType(key)}"`,
  });
}

/** An argument after its implicit cast; its constant goes along where rules read it, and is unknown elsewhere. */
class CoercedArgument implements ArgInfo {
  readonly type: DataType;
  readonly nullable: boolean;
  readonly foldable: boolean;
  readonly literal: boolean | undefined;
  readonly elements: ArgInfo["elements"];
  readonly #from: ArgInfo;

  constructor(from: ArgInfo, type: DataType, nullable: boolean) {
    this.type = type;
    this.nullable = nullable;
    this.foldable = from.foldable;
    this.literal = from.literal;
    this.elements = from.elements;
    this.#from = from;
  }

  get value(): ArgInfo["value"] {
    return castConstant(this.#from.value, this.type);
  }

  get sql(): string {
    return this.#from.sql;
  }
}

/** A constant as a whole number or text; NULL stays NULL. */
function castConstant(value: ArgInfo["value"], to: DataType): ArgInfo["value"] {
  if (value === null || value === undefined) return value;
  const whole =
    typeof value === "number" ||
    typeof value === "bigint" ||
    (typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value));
  switch (to.kind) {
    case "byte":
    case "short":
    case "int":
      return whole ? Math.trunc(Number(value)) : undefined;
    case "long":
      return whole && !(typeof value === "number" && !Number.isInteger(value))
        ? BigInt(value as number | bigint | string)
        : undefined;
    case "string":
      return typeof value === "string" ||
        typeof value === "boolean" ||
        typeof value === "bigint" ||
        Number.isInteger(value)
        ? String(value)
        : undefined;
    default:
      return value;
  }
}

/** Throws WRONG_NUM_ARGS unless so many arguments are allowed. */
export function checkArity(def: FunctionDef, count: number): void {
  const { least, most } = arity(def);
  if (count >= least && count <= most && !(def.arities && !def.arities.includes(count))) return;
  const functionName = `\`${def.calledAs ?? def.name}\``;
  if (def.name === "count") {
    const setting = { legacyConfKey: '"spark.sql.legacy.allowParameterlessCount"', legacyConfValue: '"true"' };
    throw sparkError(
      "WRONG_NUM_ARGS.WITH_SUGGESTION",
      { functionName, expectedNum: " >= 1", actualNum: String(count), legacyNum: "0", ...setting },
      { origin: null },
    );
  }
  throw sparkError("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", {
    functionName,
    expectedNum: def.expects ?? expected(def, least, most),
    actualNum: String(count),
    docroot: DOCROOT,
  });
}

/** How many arguments a function takes. */
interface Arity {
  readonly least: number;
  readonly most: number;
}

const arities = new WeakMap<FunctionDef, Arity>();

/** The least and greatest number of arguments. */
export function arity(def: FunctionDef): Arity {
  let known = arities.get(def);
  if (known === undefined) {
    known = arityOf(def);
    arities.set(def, known);
  }
  return known;
}

function arityOf(def: FunctionDef): Arity {
  const least = def.args.filter((p) => p.default === undefined && p.optional !== true).length;
  const variadic = def.args.at(-1)?.variadic === true;
  return { least, most: variadic ? Number.POSITIVE_INFINITY : def.args.length };
}

function expected(def: FunctionDef, least: number, most: number): string {
  if (def.arities) return def.arities.length === 1 ? String(def.arities[0]) : `[${def.arities.join(", ")}]`;
  if (most === Number.POSITIVE_INFINITY) return `> ${least - 1}`;
  if (least === most) return String(least);
  return `[${Array.from({ length: most - least + 1 }, (_, i) => least + i).join(", ")}]`;
}

function targetTypes(
  def: FunctionDef,
  args: readonly ArgInfo[],
  settings: TypingSettings,
  call: CallSite,
): readonly DataType[] {
  if (def.coerce !== undefined) {
    const own = def.coerce(args, settings, call);
    const isCast = (arg: ArgInfo, i: number): boolean =>
      own?.[i] === undefined || implicitTarget(arg.type, { spec: "exact", type: own[i] }, settings) !== undefined;
    if (own !== undefined && (def.coercesAll === true || args.every(isCast))) return own;
    const unfit = mismatch(def, args, settings, call);
    if (own !== undefined && unfit === undefined) return own;
    throw unfit ?? differing(def, args, call);
  }
  const unified = unify(def, args, settings, call);
  return args.map((arg, i) => {
    const common = unified?.[i];
    const param = def.args[Math.min(i, def.args.length - 1)];
    if (param === undefined) return arg.type;
    const from = common ?? arg.type;
    const to =
      def.strict === true && from.kind !== "null"
        ? strictTarget(from, param.accepts)
        : implicitTarget(from, param.accepts, settings);
    if (to === undefined) throw unexpected(param.accepts, new CoercedArgument(arg, from, arg.nullable), i, call);
    return to;
  });
}

const strictTarget = (type: DataType, spec: Parameters<typeof fits>[1]): DataType | undefined =>
  fits(type, spec) ? type : undefined;

function unify(
  def: FunctionDef,
  args: readonly ArgInfo[],
  settings: TypingSettings,
  call: CallSite,
): readonly (DataType | undefined)[] | undefined {
  if (def.unify === undefined) return undefined;
  const { positions } = def.unify;
  const chosen = args.map((_, i) => positions === "all" || positions.includes(i));
  const types = args.filter((_, i) => chosen[i]).map((a) => a.type);
  const common = findWiderCommonType(types, settings);
  if (common === undefined)
    throw differing(
      def,
      args.filter((_, i) => chosen[i]),
      call,
    );
  return chosen.map((yes) => (yes ? common : undefined));
}

const differing = (def: FunctionDef, args: readonly ArgInfo[], call: CallSite): SparkError =>
  sparkError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
    sqlExpr: `"${call.sql}"`,
    functionName: `\`${def.name}\``,
    dataType: `(${args.map((a) => `"${sqlType(a.type)}"`).join(" or ")})`,
  });

const unexpected = (spec: Parameters<typeof specSql>[0], arg: ArgInfo, i: number, call: CallSite): SparkError =>
  sparkError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    sqlExpr: `"${call.sql}"`,
    paramIndex: ordinal(i),
    requiredType: specSql(spec, arg.type),
    inputSql: `"${arg.sql}"`,
    inputType: `"${sqlType(arg.type)}"`,
  });

/** The first argument that its declared parameter does not take. */
function mismatch(
  def: FunctionDef,
  args: readonly ArgInfo[],
  settings: TypingSettings,
  call: CallSite,
): SparkError | undefined {
  for (const [i, arg] of args.entries()) {
    const param = def.args[Math.min(i, def.args.length - 1)];
    if (param !== undefined && implicitTarget(arg.type, param.accepts, settings) === undefined) {
      return unexpected(param.accepts, arg, i, call);
    }
  }
  return undefined;
}

function checkFoldable(def: FunctionDef, args: readonly ArgInfo[], call: CallSite): void {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const param = def.args[Math.min(i, def.args.length - 1)];
    const foldable = param?.foldable ?? false;
    if (param === undefined || foldable === false || arg === undefined || arg.foldable) continue;
    throw sparkError("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", {
      sqlExpr: `"${call.sql}"`,
      inputName: `\`${param.name}\``,
      inputType: foldable === true ? `"${sqlType(arg.type)}"` : foldable,
      inputExpr: `"${arg.sql}"`,
    });
  }
}

/** Whether a call of a function with these arguments can give NULL. */
export function nullability(def: FunctionDef, args: readonly ArgInfo[], settings: TypingSettings): boolean {
  switch (def.nulls) {
    case "always":
      return true;
    case "never":
      return false;
    case "mirror":
      return args.some((a) => a.nullable);
    default:
      return def.nulls(args, settings);
  }
}
