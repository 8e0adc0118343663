/** What DEFAULT means where session variables are declared and set (`ResolveDefaultColumns`). */
import { isRandomPlan } from "../../analyzer/random.ts";
import type { Variable } from "../../catalog/variables.ts";
import type { Origin } from "../../errors/origin.ts";
import { SparkError, sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Relation as Resolved } from "../../resolved/relation.ts";
import { inputsOf } from "../../resolved/visit.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { subexpressionsOf } from "../../unresolved/visit.ts";
import type { CommandContext } from "./context.ts";

/** An expression as its text, without the spaces around it. */
export function textOf({ origin }: Expression): string {
  return origin?.kind === "sql" ? origin.source.text.slice(origin.span.start, origin.span.end) : "NULL";
}

/** Raises unless a variable can have the default: `source` selects it, and nothing beside it. */
export async function checkDeclared(
  source: Relation,
  byDefault: Expression,
  colName: string,
  cx: CommandContext,
): Promise<void> {
  const { plan } = await cx.meant(source);
  if (some(byDefault, (e) => e.kind === "subquery")) {
    const params = { statement: "DECLARE VARIABLE", colName, defaultValue: textOf(byDefault) };
    throw sparkError("INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION", params, { origin: null });
  }
  if (!isPlain(plan)) {
    throw unsupported("aggregates, windows and generators as defaults of variables", { origin: byDefault.origin });
  }
}

/** Nothing but a SELECT without FROM. */
const isPlain = (plan: Resolved): boolean =>
  plan.kind === "values" || (plan.kind === "project" && inputsOf(plan).every(isPlain));

/** Whether an expression or one inside it passes. */
export const some = (e: Expression, test: (e: Expression) => boolean): boolean =>
  test(e) || subexpressionsOf(e).some((child) => some(child, test));

/** Whether it is the word DEFAULT, with or without an alias. */
export const isDefault = (e: Expression): boolean =>
  e.kind === "alias"
    ? isDefault(e.child)
    : e.kind === "attribute" && e.nameParts.length === 1 && e.nameParts[0]?.toLowerCase() === "default";

/**
 * The query that variables are set from, with DEFAULT in its list replaced by what the variables have; a column of the
 * name comes first. Raises DEFAULT_PLACEMENT_INVALID for one inside of an expression.
 */
export async function withDefaults(
  source: Relation,
  targets: readonly Variable[],
  origin: Origin | undefined,
  cx: CommandContext,
): Promise<Relation> {
  const rows = listsOf(source);
  if (rows === undefined || !rows.some((row) => row.some((e) => some(e, isDefault)))) return source;
  try {
    await cx.meant(source);
    return source;
  } catch (reason) {
    if (!isUnknownDefault(reason)) throw reason;
  }
  if (rows.some((row) => row.some((e) => !isDefault(e) && some(e, isDefault))))
    throw sparkError("DEFAULT_PLACEMENT_INVALID", {}, { origin: null });
  const asked = new Set(rows.flatMap((row) => row.flatMap((e, i) => (isDefault(e) ? [targets[i]] : []))));
  for (const target of asked) if (target !== undefined) await checkKept(target, origin, cx);
  return replaced(source, (e, i) => (isDefault(e) ? withDefault(e, targets[i]) : e));
}

function withDefault(e: Expression, target: Variable | undefined): Expression {
  if (target === undefined) return e;
  return e.kind === "alias"
    ? { ...e, child: target.byDefault }
    : { kind: "alias", child: target.byDefault, names: [target.name] };
}

/** Whether a plan means nothing because DEFAULT is none of its columns. */
export function isUnknownDefault(reason: unknown): boolean {
  if (!(reason instanceof SparkError) || !reason.condition.startsWith("UNRESOLVED_COLUMN.")) return false;
  return (reason.params as { readonly objectName?: string }).objectName?.toLowerCase() === "`default`";
}

/** A default that is used again has to be constant, and to read no other variable. */
async function checkKept({ name, byDefault }: Variable, origin: Origin | undefined, cx: CommandContext): Promise<void> {
  // Spark calls it so whatever the statement is.
  const params = { statement: "INSERT", colName: quoteIdentifier(name), defaultValue: textOf(byDefault) };
  const { plan, variables } = await cx.meant({
    kind: "project",
    input: { kind: "one_row" },
    expressions: [byDefault],
  });
  if (variables.length > 0)
    throw sparkError("INVALID_DEFAULT_VALUE.UNRESOLVED_EXPRESSION", params, { origin, told: "message" });
  if (isRandomPlan(plan)) throw sparkError("INVALID_DEFAULT_VALUE.NOT_CONSTANT", params, { origin: null });
}

/** The lists of a query's own SELECT or VALUES; `undefined`: it is neither. */
function listsOf(r: Relation): readonly (readonly Expression[])[] | undefined {
  if (r.kind === "project") return [r.expressions];
  if (r.kind === "inline_table") return r.rows;
  return isAround(r) ? listsOf(r.input) : undefined;
}

function replaced(r: Relation, f: (e: Expression, index: number) => Expression): Relation {
  if (r.kind === "project") return { ...r, expressions: r.expressions.map(f) };
  if (r.kind === "inline_table") return { ...r, rows: r.rows.map((row) => row.map((e, i) => valueOf(f(e, i)))) };
  return isAround(r) ? { ...r, input: replaced(r.input, f) } : r;
}

const valueOf = (e: Expression): Expression => (e.kind === "alias" ? e.child : e);

const isAround = (
  r: Relation,
): r is Extract<Relation, { kind: "limit" | "offset" | "sort" | "with_ctes" | "subquery_alias" }> =>
  r.kind === "limit" ||
  r.kind === "offset" ||
  r.kind === "sort" ||
  r.kind === "with_ctes" ||
  r.kind === "subquery_alias";
