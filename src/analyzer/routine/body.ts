/** The bodies of SQL functions: what they mean over columns that stand for their parameters. */
import type { Origin } from "../../errors/origin.ts";
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Relation as ResolvedRelation } from "../../resolved/relation.ts";
import { canCast } from "../../types/casts.ts";
import { type DataType, sameType, struct } from "../../types/data-type.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { castExpression, sessionMode } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { castMismatch } from "../../functions/cast-mismatch.ts";
import { under } from "../facts.ts";
import { missingFacts } from "../needs.ts";
import { asksOfFiles } from "../relation/file-metadata.ts";
import { Misplaced } from "../relation/misplaced.ts";
import { MissingFacts } from "../rows.ts";
import { EMPTY_SCOPE, qualified, type Scope } from "../scope.ts";
import type { Typed } from "../typed.ts";
import { dependsOnZone, valueDependsOnZone } from "../zone.ts";
import { type Routine, routineName } from "./routine.ts";
import { isRoutineValue, placeOfCasts } from "./value.ts";

/** Where a body is meant, and how its expressions are resolved. */
export type BodyContext = Pick<ExpressionContext, "relation" | "resolve">;

/** How many SQL functions may call one another. */
const MAX_CALLS = 100;

/** Where a function's texts are meant: under the settings, the database and the session's names of its making. */
export function contextOf(routine: Routine, cx: RelationContext, origin: Origin | undefined): RelationContext {
  const called = routineName(routine);
  const from = cx.calls.indexOf(called);
  if (from !== -1) {
    const path = [...cx.calls.slice(from), called].join(" -> ");
    throw sparkError("CYCLIC_FUNCTION_REFERENCE", { path }, { origin: null });
  }
  if (cx.calls.length >= MAX_CALLS) throw sparkError("MAX_DEPTH_EXCEEDED", { limit: String(MAX_CALLS) }, { origin });
  const { session, settings } = routine;
  const facts =
    session === "all"
      ? cx.facts
      : under(settings, cx.facts, {
          variables: { kind: "named", names: new Set(session.variables), made: struct([]) },
        });
  return {
    ...cx,
    facts,
    typing: facts.settings.typing,
    ctes: new Map(),
    windows: {},
    references: new Map(),
    outer: [],
    variables: session === "all" ? cx.variables : new Set(),
    routines: { database: routine.within, temporary: session === "all" ? "all" : new Set(session.functions) },
    calls: [...cx.calls, called],
  };
}

/** The columns of a function's parameters, new in the plan. */
export const parameterColumns = (routine: Routine, cx: RelationContext): readonly Column[] =>
  routine.parameters.map((p) => cx.ids.column(p.name, p.type, true));

const scopeOf = (routine: Routine, columns: readonly Column[], constant = false): Scope => ({
  ...EMPTY_SCOPE,
  constant,
  columns: qualified(columns, [routine.name]),
  parameters: true,
});

/** The one expression of a SELECT without FROM, which is all that there is of the query. */
function onlyExpression(query: Relation): Expression | undefined {
  if (query.kind !== "project" || query.input.kind !== "one_row" || query.expressions.length !== 1) return undefined;
  const [only] = query.expressions;
  return only?.kind === "alias" ? only.child : only;
}

/** The value that a function's body is of, cast to what it returns; `inner` is its {@link contextOf}. */
export function bodyValue(
  routine: Routine,
  columns: readonly Column[],
  inner: BodyContext,
  origin: Origin | undefined,
): Resolved {
  const { body, returns } = routine;
  const { relation } = inner;
  const expression: Expression =
    body.kind === "expression"
      ? body.expression
      : (onlyExpression(body.query) ?? { kind: "subquery", mode: "scalar", plan: body.query, values: [], origin });
  gather({ kind: "project", input: { kind: "one_row" }, expressions: [expression] }, relation);
  const typed = plainValue(expression, scopeOf(routine, columns), routine, inner);
  const type = returns.kind === "value" ? returns.type : undefined;
  if (isOtherZone(relation) && valueDependsOnZone(typed.expr)) throw otherZone(routine, relation, origin);
  return castTo(typed, type ?? typed.expr.type, relation, origin);
}

/** The rows that the body of a function of FROM is of, under the names and types of what it returns. `constant`: its arguments are. */
export function bodyRows(
  routine: Routine,
  columns: readonly Column[],
  inner: RelationContext,
  origin: Origin | undefined,
  constant: boolean,
): ResolvedRelation {
  const { body, returns } = routine;
  if (body.kind !== "query")
    throw sparkError("USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY", { name: routine.name });
  gather(body.query, inner);
  const made: Analyzed = inner.analyze(body.query, { ...inner, outer: [scopeOf(routine, columns, constant)] });
  if (isOtherZone(inner) && dependsOnZone(made.relation)) throw otherZone(routine, inner, origin);
  const place = placeOfCasts("table", inner.facts.settings.line, origin);
  const given = made.scope.columns.map((c) => c.column);
  const fields = (returns.kind === "table" ? returns.columns?.fields : undefined) ?? given;
  if (fields.length !== given.length) {
    throw sparkError(
      "USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH",
      { name: routineName(routine), outputSize: String(given.length), returnParamSize: String(fields.length) },
      { origin: null },
    );
  }
  const projections = given.map((column, i) => {
    const { name, type } = fields[i] ?? column;
    const value: Typed = { expr: { ...column, kind: "column" }, sql: () => column.name, foldable: false };
    const expression = castChecked(value, type, inner, origin, place).expr;
    const { metadata } = returns.kind === "table" && returns.columns === undefined ? column : { metadata: undefined };
    return { column: inner.ids.column(name, type, expression.nullable, metadata), expression };
  });
  return { kind: "project", input: made.relation, projections, output: projections.map((p) => p.column) };
}

/** What stands for a parameter that a call leaves out: it sees no columns. */
export function defaultValue(byDefault: Expression, routine: Routine, inner: BodyContext): Typed {
  gather({ kind: "project", input: { kind: "one_row" }, expressions: [byDefault] }, inner.relation);
  return plainValue(byDefault, EMPTY_SCOPE, routine, inner);
}

/** Raises what the body needs to know of the world and does not yet. */
function gather(body: Relation, { facts, asksOfFiles: isAsked }: RelationContext): void {
  const needs = missingFacts(body, facts);
  if (needs.length > 0) throw new MissingFacts(needs);
  if (!isAsked && asksOfFiles(body, facts))
    throw unsupported("what files tell of themselves in the body of a SQL function");
}

/** A value without aggregates, windows and generators. */
function plainValue(e: Expression, scope: Scope, routine: Routine, inner: BodyContext): Typed {
  let generates = false;
  const context: ExpressionContext = {
    ...inner,
    scope,
    lambdas: [],
    insideAggregate: false,
    clause: "SELECT",
    generators: { names: [], add: () => (generates = true) },
  };
  const misplaced = new Misplaced(context);
  const typed = inner.resolve(e, misplaced.within(context));
  if (generates)
    throw sparkError(
      "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS",
      { expression: `"${typed.sql()}"` },
      { origin: null },
    );
  if (misplaced.found.length === 0) return typed;
  throw sparkError(
    "USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS",
    { queryText: routine.text },
    { origin: null },
  );
}

/** A value cast as Spark casts arguments and results; raises DATATYPE_MISMATCH where it may not be. */
export function castChecked(
  typed: Typed,
  type: DataType,
  cx: RelationContext,
  origin: Origin | undefined,
  place: Origin,
): Typed {
  const from = typed.expr.type;
  if (sameType(from, type)) return typed;
  const mode = sessionMode(cx.typing);
  if (!canCast(from, type, mode)) throw castMismatch(typed.sql(), from, type, "session", mode, origin);
  return { ...typed, expr: castExpression(typed.expr, type, cx, place) };
}

/**
 * {@link castChecked} that is a cast even to the same type: so a call is no column of its arguments, and `isRoutineValue`
 * knows it.
 */
function castTo(typed: Typed, type: DataType, cx: RelationContext, origin: Origin | undefined): Resolved {
  const place = placeOfCasts("value", cx.facts.settings.line, origin);
  const { expr } = castChecked(typed, type, cx, origin, place);
  if (isRoutineValue(expr)) return expr;
  return { kind: "cast", child: expr, type, mode: sessionMode(cx.typing), nullable: expr.nullable, origin: place };
}

const isOtherZone = ({ facts }: RelationContext): boolean => facts.settings.timeZone !== facts.timeZone;

const otherZone = (routine: Routine, { facts }: Pick<RelationContext, "facts">, origin: Origin | undefined): Error =>
  unsupported(
    `the function ${quoteIdentifier(routine.name)}, which computes in the time zone ${facts.settings.timeZone}, while the session's is ${facts.timeZone},`,
    { origin },
  );
