/** Calls whose arguments have a collation: which one they are brought to, and which their answer has. */
import { sparkError } from "../../errors/spark-error.ts";
import { type CollationRule, collationRule } from "../../functions/collation-rules.ts";
import type { ArgInfo, FunctionDef } from "../../functions/define.ts";
import { ordinal } from "../../functions/ordinal.ts";
import { resolveCall, type CallSite, type ResolvedCall } from "../../functions/resolve.ts";
import { findCollation, isCollated, isIndeterminate, withoutCollations } from "../../types/collation.ts";
import { type DataType, mapType, sameType, someType, type StringType, typeParts } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Origin } from "../../errors/origin.ts";
import { castTo } from "../coerce.ts";
import { oneCollation } from "../collation-context.ts";
import type { ExpressionContext, RelationContext } from "../context.ts";
import { prettyLiteral } from "../pretty.ts";
import { literal, type Typed } from "../typed.ts";

/** Whether an expression has another collation than UTF8_BINARY. */
export const haveCollation = (args: readonly Typed[]): boolean => args.some((a) => isCollated(a.expr.type));

/** An expression under a type that differs in collations alone; a constant text then prints with its collation. */
export function recollated(typed: Typed, type: DataType, cx: RelationContext): Typed {
  const { expr } = typed;
  if (sameType(expr.type, type)) return typed;
  if (expr.kind !== "literal" || expr.type.kind !== "string" || type.kind !== "string")
    return { ...castTo(typed, type, cx), sql: typed.uncast ?? typed.sql };
  const { value } = expr;
  const sql = () => (isCollated(type) ? prettyLiteral(type, value, cx.facts.settings.kernelSettings) : typed.sql());
  return { ...typed, expr: literal(type, value), sql };
}

/** Expressions brought to one collation, where one of them has another than UTF8_BINARY. */
export function withOneCollation(typed: readonly Typed[], cx: RelationContext): readonly Typed[] {
  const types = haveCollation(typed) ? oneCollation(typed) : undefined;
  return types === undefined ? typed : typed.map((t, i) => recollated(t, types[i] ?? t.expr.type, cx));
}

/**
 * The arguments of a call brought to one collation as its function wants it. Throws COLLATION_MISMATCH.EXPLICIT,
 * INDETERMINATE_COLLATION_IN_EXPRESSION, and DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE for a collation that it does not take.
 */
export function metArguments(
  name: string,
  args: readonly Typed[],
  printed: (args: readonly Typed[]) => string,
  cx: ExpressionContext,
  origin: Origin | undefined,
): readonly Typed[] {
  const sql = () => printed(args);
  const rule = haveCollation(args) ? collationRule(name) : undefined;
  if (rule === undefined) return args;
  const order =
    rule.meet === undefined || rule.meet === "all" ? args.map((_, i) => i) : rule.meet.filter((i) => i < args.length);
  const chosen = order.flatMap((i) => args[i] ?? []);
  const types = rule.meet === undefined ? undefined : oneCollation(chosen);
  const out = [...args];
  order.forEach((i, k) => {
    const [arg, type] = [args[i], types?.[k]];
    if (arg !== undefined && type !== undefined) out[i] = recollated(arg, type, cx.relation);
  });
  if (name === "map") return metPairs(out, cx);
  checkDeterminate(
    rule,
    out,
    name === "btrim" ? () => `TRIM(BOTH ${args[1]?.sql()} FROM ${args[0]?.sql()})` : sql,
    origin,
  );
  checkTaken(
    rule,
    order,
    out,
    name === "btrim" ? () => `TRIM(BOTH ${args[1]?.sql()} FROM ${args[0]?.sql()})` : () => printed(out),
    origin,
  );
  return out;
}

/** The keys of a map brought to one collation, and its values to one. */
function metPairs(args: readonly Typed[], cx: ExpressionContext): readonly Typed[] {
  const sides = [0, 1].map((side) =>
    withOneCollation(
      args.filter((_, i) => i % 2 === side),
      cx.relation,
    ),
  );
  return args.map((arg, i) => sides[i % 2]?.[Math.floor(i / 2)] ?? arg);
}

function checkDeterminate(
  rule: CollationRule,
  args: readonly Typed[],
  sql: () => string,
  origin: Origin | undefined,
): void {
  if (!args.some((a) => isIndeterminate(a.expr.type))) return;
  if (rule.determinateInside === true) throw sparkError("INDETERMINATE_COLLATION", {}, { origin: null });
  if (rule.determinate === true)
    throw sparkError("INDETERMINATE_COLLATION_IN_EXPRESSION", { expr: `"${sql()}"` }, { origin });
}

function checkTaken(
  { takes }: CollationRule,
  order: readonly number[],
  args: readonly Typed[],
  sql: () => string,
  origin: Origin | undefined,
): void {
  if (takes === "any") return;
  for (const [k, i] of order.entries()) {
    const type = args[i]?.expr.type;
    const found = type?.kind === "string" ? findCollation(type.collation) : undefined;
    if (type === undefined || found === undefined) continue;
    if (found.provider !== "icu" && !(takes === "bytes" && found.trims)) continue;
    if (takes === "cased" && !(found.ignoresAccents && !found.ignoresCase)) continue;
    throw sparkError(
      "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
      {
        sqlExpr: `"${sql()}"`,
        paramIndex: ordinal(k),
        requiredType: '"STRING"',
        inputSql: `"${args[i]?.sql() ?? ""}"`,
        inputType: `"${sqlType(type)}"`,
      },
      { origin },
    );
  }
}

/** An argument as it would be without its collation. */
class BareArgument implements ArgInfo {
  readonly type: DataType;
  readonly nullable: boolean;
  readonly foldable: boolean;
  readonly literal: boolean | undefined;
  readonly elements: ArgInfo["elements"];
  readonly #from: ArgInfo;

  constructor(from: ArgInfo) {
    this.type = withoutCollations(from.type);
    this.nullable = from.nullable;
    this.foldable = from.foldable;
    this.literal = from.literal;
    this.elements = from.elements;
    this.#from = from;
  }

  get value(): ArgInfo["value"] {
    return this.#from.value;
  }

  get sql(): string {
    return this.#from.sql;
  }
}

/** Types a call whose arguments may have collations. */
export function resolveCollated(
  def: FunctionDef,
  args: readonly ArgInfo[],
  cx: ExpressionContext,
  call: CallSite,
): ResolvedCall {
  const { typing } = cx.relation;
  const rule = args.some((a) => isCollated(a.type)) ? collationRule(def.name) : undefined;
  if (rule?.answers === undefined) return resolveCall(def, args, typing, call);
  const bare = args.map((a) => new BareArgument(a));
  const resolved = resolveCall(def, bare, typing, call);
  const types = resolved.args.map((type, i) => {
    const [own, given] = [bare[i]?.type, args[i]?.type];
    return own !== undefined && given !== undefined && sameType(own, type, { nullability: true }) ? given : type;
  });
  const from =
    rule.answers === "none" ? undefined : rule.answers === "met" ? types.find(isCollated) : types[rule.answers];
  const text = from === undefined ? undefined : textIn(from);
  return {
    ...resolved,
    args: types,
    type: text === undefined ? resolved.type : mapType(resolved.type, (t) => (t.kind === "string" ? text : t)),
  };
}

/** The first text in a type. */
function textIn(type: DataType): StringType | undefined {
  if (type.kind === "string") return type;
  return typeParts(type).flatMap((part) => (someType(part, (t) => t.kind === "string") ? (textIn(part) ?? []) : []))[0];
}
