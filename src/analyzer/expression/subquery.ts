import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { quoteIfNeeded } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Relation as ResolvedRelation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "../../resolved/visit.ts";
import { BOOLEAN, type DataType, sameType } from "../../types/data-type.ts";
import { catalogString, sqlType } from "../../types/print.ts";
import type { SubqueryExpression } from "../../unresolved/expression.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { castExpression, castTo, commonType } from "../coerce.ts";
import type { Analyzed, ExpressionContext, RelationContext } from "../context.ts";
import { refuseFormerScalar } from "../relation/former-subqueries.ts";
import { refuseHidingCtes } from "../relation/nested-queries.ts";
import { refuseOuterBelowJoins } from "../relation/subquery-places.ts";
import { visible } from "../visible.ts";
import { isNullInNothing } from "./in.ts";
import { columnRef, literal, nullOf, type Typed } from "../typed.ts";
import type { Scope } from "../scope.ts";

/** A query as a value; it sees the columns of the queries around it. */
export function resolveSubquery(node: SubqueryExpression, cx: ExpressionContext): Typed {
  const { relation } = cx;
  if (node.mode === "table") return tableValue(node, relation);
  const asked = subqueryPlan(node, relation);
  refuseHidingCtes(asked, relation);
  // Over a grouped SELECT its own columns come first, then those it groups.
  const around = cx.aggregateScope === undefined ? [cx.scope] : [cx.scope, cx.aggregateScope];
  // Spark looks for a name in the query around only, and not in those around that.
  const inner = relation.analyze(asked, { ...relation, outer: around, within: node.mode });
  const plan = visible(inner);
  refuseOuterBelowJoins(plan);
  const { output } = plan;
  const names = () => outerNames(plan, around).join(", ");
  switch (node.mode) {
    case "exists":
      return {
        expr: {
          kind: "subquery",
          mode: "exists",
          plan,
          values: [],
          type: BOOLEAN,
          nullable: false,
          origin: node.origin,
        },
        sql: () => `exists(${names()})`,
        foldable: false,
      };
    case "scalar": {
      const [column] = inner.scope.columns;
      if (inner.scope.columns.length !== 1 || column === undefined) {
        throw sparkError(
          "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
          { number: String(inner.scope.columns.length) },
          { origin: node.origin },
        );
      }
      refuseFormerScalar({ plan, origin: node.origin }, relation);
      return {
        expr: {
          kind: "subquery",
          mode: "scalar",
          plan,
          values: [],
          type: column.column.type,
          nullable: true,
          origin: node.origin,
        },
        sql: () => `scalarsubquery(${names()})`,
        foldable: false,
      };
    }
    case "in": {
      const values = node.values.map((v) => cx.resolve(v, cx));
      const left = values.map((v) => v.sql()).join(", ");
      const named = values.flatMap((v, i) => [`'${v.name ?? `col${i + 1}`}'`, v.sql()]);
      const leftSql = values.length === 1 ? left : `named_struct(${named.join(", ")})`;
      const sql = () => `(${leftSql} IN (listquery(${names()})))`;
      if (values.length !== output.length) {
        throw sparkError(
          "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH",
          {
            sqlExpr: `"${sql()}"`,
            leftLength: String(values.length),
            rightLength: String(output.length),
            leftColumns: values.map((v) => `"${v.sql()}"`).join(", "),
            rightColumns: output.map((c) => `"${c.name}"`).join(", "),
          },
          { origin: node.origin },
        );
      }
      const types = values.map((v, i) => {
        const right = output[i] as Column;
        const type = commonType([v.expr.type, right.type], relation);
        if (type !== undefined) return type;
        throw inTypesDiffer(values, output, sql(), node.origin);
      });
      const typedPlan = castOutput(plan, types, cx);
      const left2 = values.map((v, i) => castTo(v, types[i] ?? v.expr.type, relation).expr);
      const [only] = left2;
      if (left2.length === 1 && only !== undefined && isNull(only)) {
        const expr = isNullInNothing(relation.facts.settings) ? nullOf(BOOLEAN) : nullIn(typedPlan, node);
        return { expr, sql, foldable: false, named: false };
      }
      return {
        expr: {
          kind: "subquery",
          mode: "in",
          plan: typedPlan,
          values: left2,
          type: BOOLEAN,
          nullable: left2.some((e) => e.nullable) || output.some((c) => c.nullable),
          origin: node.origin,
        },
        sql,
        foldable: false,
      };
    }
  }
}

/** `InSubquery.checkInputDataTypes`. */
function inTypesDiffer(
  values: readonly Typed[],
  output: readonly Column[],
  sql: string,
  origin: SubqueryExpression["origin"],
): Error {
  const typesOf = (types: readonly DataType[]) => types.map((t) => `"${sqlType(t)}"`).join(", ");
  const pairs = values.flatMap((v, i) => {
    const right = output[i];
    if (right === undefined || sameType(v.expr.type, right.type)) return [];
    const name = quoteIfNeeded(right.name);
    return [`(${v.sql()}:${catalogString(v.expr.type)}, ${name}:${catalogString(right.type)})`];
  });
  return sparkError(
    "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH",
    {
      sqlExpr: `"${sql}"`,
      mismatchedColumns: pairs.join(", "),
      leftType: typesOf(values.map((v) => v.expr.type)),
      rightType: typesOf(output.map((c) => c.type)),
    },
    { origin },
  );
}

/** The columns of the query around that a plan refers to, at each place, from the top down (`SubExprUtils.getOuterReferences`). */
export function outerNames(plan: ResolvedRelation, around: readonly Scope[]): string[] {
  const names = new Map(around.flatMap((s) => [...s.hidden, ...s.columns]).map((c) => [c.column.id, c.column.name]));
  const found: string[] = [];
  const visitExpression = (e: Resolved): void => {
    const name = e.kind === "outer" ? names.get(e.id) : undefined;
    if (name !== undefined) found.push(name);
    if (e.kind === "subquery") visit(e.plan);
    for (const child of subexpressions(e)) visitExpression(child);
  };
  const visit = (r: ResolvedRelation): void => {
    for (const e of expressionsOf(r)) visitExpression(e);
    for (const input of inputsOf(r)) visit(input);
  };
  visit(plan);
  return found;
}

/** Whether it is NULL, or a cast of it. */
const isNull = (e: Resolved): boolean =>
  e.kind === "cast" ? isNull(e.child) : e.kind === "literal" && e.value === null;

/** `NULL IN (SELECT …)`: false where there are no rows, else unknown (`NullPropagation`). */
const nullIn = (plan: ResolvedRelation, node: SubqueryExpression): Resolved => ({
  kind: "case",
  branches: [
    {
      when: { kind: "subquery", mode: "exists", plan, values: [], type: BOOLEAN, nullable: false, origin: node.origin },
      then: nullOf(BOOLEAN),
    },
  ],
  otherwise: literal(BOOLEAN, false),
  type: BOOLEAN,
  nullable: true,
});

/** A table argument as functions that take none see it: its row. */
function tableValue(node: SubqueryExpression, cx: RelationContext): Typed {
  // Spark fails with an internal error.
  if (node.given !== undefined)
    throw unsupported("PARTITION BY, ORDER BY and WITH SINGLE PARTITION of this function's TABLE argument", node);
  const fields = tableOutput(node, cx).map(({ name, type, nullable }) => ({ name, type, nullable }));
  const row: DataType = { kind: "struct", fields };
  const expr: Resolved = { kind: "literal", type: row, value: null, nullable: false };
  return { expr, sql: () => "functiontablesubqueryargumentexpression()", foldable: false };
}

/** The columns of a table argument. */
export const tableOutput = (node: SubqueryExpression, cx: RelationContext): readonly Column[] =>
  visible(analyzeTable(node, cx)).output;

/** A table argument, which sees no columns around it. */
export const analyzeTable = (node: SubqueryExpression, cx: RelationContext): Analyzed =>
  cx.analyze(subqueryPlan(node, cx), { ...cx, outer: [] });

function subqueryPlan(node: SubqueryExpression, cx: RelationContext): Relation {
  const { plan } = node;
  if ("kind" in plan) return plan;
  const found = plan.planId === undefined ? undefined : cx.references.get(plan.planId);
  if (found === undefined) throw unsupported("a subquery whose plan was not sent", { origin: node.origin });
  return found;
}

function castOutput(relation: ResolvedRelation, types: readonly DataType[], cx: ExpressionContext): ResolvedRelation {
  if (relation.output.every((c, i) => sameType(c.type, types[i] ?? c.type))) return relation;
  const projections = relation.output.map((column, i) => {
    const expression = castExpression(columnRef(column), types[i] ?? column.type, cx.relation);
    return { column: cx.relation.ids.column(column.name, expression.type, expression.nullable), expression };
  });
  return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
}
