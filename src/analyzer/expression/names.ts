import { SparkError, sparkError } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import { suggest } from "../../base/suggest.ts";
import { findVariable } from "../../catalog/variables.ts";
import { AUTO_ALIAS, quoteParts } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { INT, type StructField } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Attribute, LambdaVariable } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { expandedMeaning } from "../expanded.ts";
import { findPlanColumn, type PlanColumn, planRulesOf } from "../plan-columns.ts";
import { asHere, findName, type NameMatch, type Scope } from "../scope.ts";
import { columnRef, literal, type Typed } from "../typed.ts";
import { variableReference } from "../variable.ts";

/** A column's name to the column (`ColumnResolutionHelper`): lambda parameters, plan ids, the scope, enclosing queries. */
export function resolveAttribute(node: Attribute, cx: ExpressionContext): Typed {
  const found = node.isVariable === true ? undefined : (expandedMeaning(node) ?? tryAttribute(node, cx));
  if (found !== undefined) return found;
  const [name = ""] = node.nameParts;
  if (
    node.nameParts.length === 1 &&
    node.isVariable !== true &&
    isLiteralFunction(name.toLowerCase(), cx.relation.facts.settings.line)
  ) {
    const lower = name.toLowerCase();
    const called = lower === "grouping__id" ? "grouping_id" : lower === "user" ? "current_user" : name;
    const typed = cx.resolve({ kind: "function", nameParts: [called], args: [], origin: node.origin }, cx);
    return {
      ...typed,
      ...(lower === "grouping__id" && { sql: () => name }),
      name: lower === "grouping__id" ? name : typed.sql(),
    };
  }
  const variable = resolveVariable(node, cx);
  if (variable !== undefined) return variable;
  throw unresolvedColumn(node.nameParts, cx, node.origin);
}

/** A session variable, or a field of one: what a name means that is no column (`ColumnResolutionHelper.resolveVariables`). */
function resolveVariable({ nameParts, origin, isVariable }: Attribute, cx: ExpressionContext): Typed | undefined {
  const { facts, variables } = cx.relation;
  const found = findVariable(
    nameParts,
    (name, qualifier) => facts.variable(name, qualifier),
    facts.settings.caseSensitive,
  );
  if (found === undefined) return undefined;
  const { variable, length } = found;
  variables.add(nameParts.slice(0, length));
  const name = isVariable === true ? undefined : nameParts[length - 1];
  const typed: Typed = { ...variableReference(variable, facts), name };
  return nameParts.slice(length).reduce((t, field) => extractField(t, field, cx, origin), typed);
}

/** Functions that may be called without parentheses, where no column has the name (`LiteralFunctionResolution`). */
const LITERAL_FUNCTIONS = new Set([
  "current_date",
  "current_timestamp",
  "current_user",
  "session_user",
  "user",
  "grouping__id",
]);

/** {@link LITERAL_FUNCTIONS} of a Spark version. */
export const isLiteralFunction = (name: string, line: number): boolean =>
  LITERAL_FUNCTIONS.has(name) || (name === "current_time" && line > 400);

/** {@link resolveAttribute} that leaves it to the caller what an unknown name means. */
export function tryAttribute(node: Attribute, cx: ExpressionContext): Typed | undefined {
  const { nameParts } = node;
  const lambda = lambdaParameter(nameParts, cx, node.origin);
  if (lambda !== undefined) return lambda;
  const ofPlan = node.planId === undefined ? undefined : byPlanId(node, node.planId, cx);
  if (ofPlan !== undefined) return ofPlan;
  const caseSensitive = cx.relation.facts.settings.caseSensitive;
  const local = withOrigin(node.origin, () => findName(cx.scope, nameParts, caseSensitive));
  if (local !== undefined) return walk(local, cx, node.origin, 0);
  const below = cx.fallback?.(nameParts, undefined, node.origin);
  const isFunction =
    nameParts.length === 1 && isLiteralFunction((nameParts[0] ?? "").toLowerCase(), cx.relation.facts.settings.line);
  // A function without parentheses comes before lateral aliases and the columns of enclosing queries, and a column that is
  // one of a DataFrame is none of its list.
  const isAlias = below?.lateralAlias !== undefined && (isFunction || node.planId !== undefined);
  if (below !== undefined && !isAlias) return below;
  if (isFunction) return undefined;
  for (const [i, scope] of cx.relation.outer.entries()) {
    if (scope.parameters === true && i > 0) continue;
    const match = withOrigin(node.origin, () => findName(scope, nameParts, caseSensitive));
    if (match !== undefined) return walk(match, cx, node.origin, i + 1);
  }
  return undefined;
}

function withOrigin<T>(origin: Origin | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof SparkError ? error.at(origin) : error;
  }
}

/** What a name leads to in the plan that it names. */
export function columnOfPlan(node: Attribute, planId: number, cx: ExpressionContext): PlanColumn {
  const { caseSensitive } = cx.relation.facts.settings;
  const rules = planRulesOf(cx.relation.facts.settings);
  const passing = new Set(cx.scope.metadata?.map((c) => c.column.id));
  return findPlanColumn(cx.scope.plans, planId, node.nameParts, { caseSensitive, rules, passing });
}

/** A column of the plan it names; `undefined`: its name alone counts. */
function byPlanId(node: Attribute, planId: number, cx: ExpressionContext): Typed | undefined {
  const rules = planRulesOf(cx.relation.facts.settings);
  const { columns, hidden, metadata = [] } = cx.scope;
  const found = columnOfPlan(node, planId, cx);
  const name = `"${node.nameParts.join(".")}"`;
  switch (found.kind) {
    case "column": {
      const { column } = found.match.found;
      const isInput = rules !== "named" || [...columns, ...hidden, ...metadata].some((c) => c.column.id === column.id);
      const match = { ...found.match, found: asHere(found.match.found, cx.scope) };
      if (isInput) return walk(match, cx, node.origin, 0);
      const below = cx.fallback?.(node.nameParts, planId);
      if (below !== undefined) return below;
      throw missingAttribute(found.match.found.column, cx, node.origin);
    }
    case "no_column": {
      if (rules !== "strict") return undefined;
      const below = cx.fallback?.(node.nameParts, planId);
      if (below !== undefined) return below;
      throw sparkError("CANNOT_RESOLVE_DATAFRAME_COLUMN", { name }, { origin: node.origin });
    }
    case "ambiguous":
      throw sparkError("AMBIGUOUS_COLUMN_REFERENCE", { name }, { origin: node.origin });
    case "no_plan":
      throw sparkError("CANNOT_RESOLVE_DATAFRAME_COLUMN", { name }, { origin: node.origin });
  }
}

/** A column that was found but is no input of the operator (`CheckAnalysis`). */
function missingAttribute({ name }: Column, cx: ExpressionContext, origin: Origin | undefined): Error {
  const input = cx.scope.columns.map((c) => `"${c.column.name}"`).join(", ");
  const params = { missingAttributes: `"${name}"`, input, operator: cx.clause };
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  return cx.scope.columns.some((c) => same(c.column.name))
    ? sparkError(
        "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION",
        { ...params, operation: `"${name}"` },
        { origin },
      )
    : sparkError("MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT", params, { origin });
}

function lambdaParameter(
  parts: readonly string[],
  cx: ExpressionContext,
  origin: Origin | undefined,
): Typed | undefined {
  const first = (parts[0] ?? "").toLowerCase();
  for (const scope of cx.lambdas) {
    const param = scope.params.find((p) => p.name.toLowerCase() === first);
    if (param === undefined) continue;
    const typed: Typed = {
      expr: { kind: "lambda_ref", id: param.id, type: param.type, nullable: param.nullable },
      sql: () => (scope.asWritten === true ? param.name : "namedlambdavariable()"),
      foldable: false,
      name: param.name,
    };
    return parts.slice(1).reduce((t, name) => extractField(t, name, cx, origin), typed);
  }
  return undefined;
}

/** A parameter of an enclosing lambda as Connect names it. */
export function resolveLambdaVariable(node: LambdaVariable, cx: ExpressionContext): Typed {
  const found = lambdaParameter(node.nameParts, cx, node.origin);
  if (found === undefined) throw unresolvedColumn(node.nameParts, cx, node.origin);
  return found;
}

function walk(match: NameMatch, cx: ExpressionContext, origin: Origin | undefined, steps: number): Typed {
  const { column } = match.found;
  const { name } = match;
  const expr: Resolved =
    steps === 0 ? columnRef(column) : { kind: "outer", id: column.id, type: column.type, nullable: column.nullable };
  const typed: Typed = {
    expr,
    sql: () => (steps === 0 ? name : `outer(${[...match.found.qualifier.slice(-1), name].join(".")})`),
    foldable: false,
    name,
    metadata: column.metadata,
  };
  return match.rest.reduce((t, name) => extractField(t, name, cx, origin), typed);
}

/**
 * `struct.field`, `array<struct>.field` or `map.key` by name (`ExtractValue`). `placeless`: Spark does not tell where a
 * field is missing that an expression asks for, and not a name.
 */
export function extractField(
  typed: Typed,
  name: string,
  cx: ExpressionContext,
  origin: Origin | undefined,
  placeless = false,
): Typed {
  const place = placeless ? null : origin;
  const { type, nullable } = typed.expr;
  const sql = () => `${typed.sql()}.${name}`;
  if (type.kind === "struct") {
    const index = fieldIndex(type.fields, name, cx, place);
    const field = type.fields[index] as StructField;
    return {
      expr: { kind: "get_field", child: typed.expr, index, type: field.type, nullable: nullable || field.nullable },
      sql,
      foldable: typed.foldable,
      name,
      metadata: field.metadata,
    };
  }
  if (type.kind === "array" && type.element.kind === "struct") {
    const { fields } = type.element;
    const index = fieldIndex(fields, name, cx, place);
    const field = fields[index] as StructField;
    return {
      expr: {
        kind: "call",
        function: "get_array_struct_fields",
        args: [typed.expr, literal(INT, index)],
        type: { kind: "array", element: field.type, containsNull: type.containsNull || field.nullable },
        nullable,
        mode: "ansi",
        origin,
      },
      sql,
      foldable: typed.foldable,
      name: field.name,
    };
  }
  if (type.kind === "map" && type.key.kind === "string") {
    return {
      expr: {
        kind: "call",
        function: "get_map_value",
        args: [typed.expr, literal(type.key, name)],
        type: type.value,
        nullable: true,
        mode: "ansi",
        origin,
      },
      sql: () => `${typed.sql()}[${name}]`,
      foldable: typed.foldable,
      name,
    };
  }
  throw sparkError(
    "INVALID_EXTRACT_BASE_FIELD_TYPE",
    { base: `"${typed.sql()}"`, other: `"${sqlType(type)}"` },
    { origin },
  );
}

function fieldIndex(
  fields: readonly StructField[],
  name: string,
  cx: ExpressionContext,
  origin: Origin | null | undefined,
): number {
  const same = cx.relation.facts.settings.caseSensitive
    ? (f: StructField) => f.name === name
    : (f: StructField) => f.name.toLowerCase() === name.toLowerCase();
  const index = fields.findIndex(same);
  if (index === -1) {
    throw sparkError(
      "FIELD_NOT_FOUND",
      { fieldName: `\`${name}\``, fields: fields.map((f) => `\`${f.name}\``).join(", ") },
      { origin },
    );
  }
  const count = fields.filter(same).length;
  if (count > 1) {
    throw sparkError("AMBIGUOUS_REFERENCE_TO_FIELDS", { field: `\`${name}\``, count: String(count) }, { origin });
  }
  return index;
}

/** UNRESOLVED_COLUMN with the nearest names of the scope. */
export function unresolvedColumn(
  parts: readonly string[],
  cx: { readonly scope: Scope },
  origin: Origin | undefined,
  ties: "alphabet" | "given" = "alphabet",
): Error {
  const objectName = quoteParts(parts);
  const names = candidateNames(cx.scope, parts.length, ties);
  if (names.length === 0) return sparkError("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", { objectName }, { origin });
  const shown = new Map(names.map((name) => [quoteParts(name), name]));
  const nearest = suggest(parts.join("."), names.map(quoteParts));
  // The alias of subqueries without one is measured, and not told.
  const proposal = nearest.map((text) => quoteParts((shown.get(text) ?? []).filter((part) => part !== AUTO_ALIAS)));
  return sparkError("UNRESOLVED_COLUMN.WITH_SUGGESTION", { objectName, proposal: proposal.join(", ") }, { origin });
}

/**
 * The columns of a scope without the qualifiers that all share: as many parts as the name that failed had are kept. In
 * the order of their names, or as they stand in the scope.
 */
function candidateNames(scope: Scope, parts: number, ties: "alphabet" | "given"): string[][] {
  const names = scope.columns.map((c) => [...c.qualifier, c.column.name]);
  if (ties === "alphabet") names.sort((a, b) => compareText(a.at(-1) ?? "", b.at(-1) ?? ""));
  for (const kept of [1, 2]) {
    const shared = new Set(names.map((name) => quoteParts(name.slice(0, -kept)).toLowerCase()));
    if (parts <= kept && shared.size <= 1) return names.map((name) => name.slice(-kept));
  }
  return names;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
