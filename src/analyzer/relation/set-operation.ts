import { sparkError } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Relation } from "../../resolved/relation.ts";
import { type DataType, sameType, someType, unionLike } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { SetOperation } from "../../unresolved/relation.ts";
import { ordinal } from "../../functions/ordinal.ts";
import { castExpression, commonType } from "../coerce.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { planRulesOf } from "../plan-columns.ts";
import { columnRef } from "../typed.ts";
import { lostOver, qualified } from "../scope.ts";
import { visible } from "../visible.ts";
import { alignByName } from "./align-by-name.ts";

/**
 * UNION, INTERSECT and EXCEPT: columns by position (or by name), brought to common types; names are the left's. Chains
 * of unions are left to {@link flattened}.
 */
export function analyzeSetOperation(node: SetOperation, left: Analyzed, cx: RelationContext): Analyzed {
  const right = cx.analyze(node.right, cx);
  const sides = { left: visible(left), right: visible(right) };
  const { left: l, right: r } = node.byName ? alignByName(node, sides.left, sides.right, cx) : sides;
  const operator = `${node.operation.toUpperCase()}${node.all && node.operation !== "union" ? " ALL" : ""}`;
  if (l.output.length !== r.output.length) {
    throw sparkError(
      "NUM_COLUMNS_MISMATCH",
      {
        operator,
        firstNumColumns: String(l.output.length),
        invalidOrdinalNum: "second",
        invalidNumColumns: String(r.output.length),
      },
      { origin: node.origin },
    );
  }
  const types = l.output.map((column, i) => {
    const other = r.output[i] as Column;
    // Fields of structs go by their place: their names are the left side's.
    if (sameType(column.type, other.type, { names: false })) {
      return node.operation === "union" ? unionLike(column.type, other.type) : column.type;
    }
    const type = commonType([column.type, other.type], cx);
    if (type !== undefined) return type;
    throw sparkError(
      "INCOMPATIBLE_COLUMN_TYPE",
      {
        operator,
        columnOrdinalNumber: ordinal(i),
        tableOrdinalNumber: "second",
        dataType1: `"${sqlType(other.type)}"`,
        dataType2: `"${sqlType(column.type)}"`,
        hint: "",
      },
      { origin: node.origin },
    );
  });
  if (!node.all || node.operation !== "union") refuseMaps(l.output, node.origin);
  const inputs = [castColumns(l, types, cx), castColumns(r, types, cx)];
  const [first = l, second = r] = inputs;
  const output = first.output.map((column, i) => {
    const other = second.output[i] as Column;
    const isNullable = {
      union: column.nullable || other.nullable,
      intersect: column.nullable && other.nullable,
      except: column.nullable,
    }[node.operation];
    // A union's columns are new; those of the others are the left ones, filtered.
    return node.operation === "union"
      ? cx.ids.column(column.name, types[i] ?? column.type, isNullable, column.metadata)
      : { ...column, nullable: isNullable };
  });
  const relation: Relation = { kind: "set_operation", operation: node.operation, all: node.all, inputs, output };
  const columns = qualified(output, []);
  const renames = new Map(sides.left.output.map((c, i) => [c.id, output[i] ?? c]));
  const plans = { planId: node.planId, columns, renames, below: plansBelow(node, left, right, cx) };
  const file = lostOver(operator, left.scope, right.scope);
  return { relation, scope: { columns, hidden: [], plans, file } };
}

/** Rows are told apart here, which maps and variants have no order for (`CheckAnalysis`). */
export function refuseMaps(columns: readonly Column[], origin: Origin | undefined): void {
  for (const [kind, condition] of UNORDERED) {
    const found = columns.find((c) => someType(c.type, (t) => t.kind === kind));
    if (found === undefined) continue;
    const params = { colName: quoteIdentifier(found.name), dataType: `"${sqlType(found.type)}"` };
    throw sparkError(condition, params, { origin });
  }
}

const UNORDERED = [
  ["map", "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE"],
  ["variant", "UNSUPPORTED_FEATURE.SET_OPERATION_ON_VARIANT_TYPE"],
] as const;

/** The plans in which columns are looked for; below a union only before 4.0, where its columns were those of its left side. */
const plansBelow = (node: SetOperation, left: Analyzed, right: Analyzed, cx: RelationContext) =>
  node.operation === "union" && planRulesOf(cx.facts.settings) !== "named"
    ? []
    : [left.scope.plans, right.scope.plans].filter((p) => p !== undefined);

type SetRelation = Extract<Relation, { kind: "set_operation" }>;

const isUnionAll = (r: Relation): r is SetRelation => r.kind === "set_operation" && r.operation === "union" && r.all;

/** Whether a union's rows are those of the unions in it. */
const takesIn = (outer: SetRelation, inner: Relation): inner is SetRelation =>
  isUnionAll(inner) && inner.output.every((c, i) => sameType(c.type, outer.output[i]?.type ?? c.type));

/**
 * `a UNION ALL b UNION ALL c` as one operation of three inputs, one in parentheses on the right stays one of its own: once
 * for a whole chain, for it may be very long.
 */
export function flattened(relation: Relation): Relation {
  if (!isUnionAll(relation)) return relation;
  const backwards: Relation[] = [];
  let node = relation;
  for (;;) {
    const [first, ...rest] = node.inputs;
    backwards.push(...rest.toReversed());
    if (first === undefined || !takesIn(node, first))
      return { ...relation, inputs: [...(first === undefined ? [] : [first]), ...backwards.toReversed()] };
    node = first;
  }
}

/** A relation's columns brought to these types, by position. */
export function castColumns(relation: Relation, types: readonly DataType[], cx: RelationContext): Relation {
  if (relation.output.every((c, i) => sameType(c.type, types[i] ?? c.type))) return relation;
  const projections = relation.output.map((column, i) => {
    const expression = castExpression(columnRef(column), types[i] ?? column.type, cx);
    return { column: cx.ids.column(column.name, expression.type, expression.nullable), expression };
  });
  return { kind: "project", input: relation, projections, output: projections.map((p) => p.column) };
}
