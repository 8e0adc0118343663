import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Column } from "../../resolved/column.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection, Relation } from "../../resolved/relation.ts";
import { type DataType, sameType, type StructType } from "../../types/data-type.ts";
import type { SetOperation } from "../../unresolved/relation.ts";
import type { RelationContext } from "../context.ts";
import { arrayFrom, fieldsOf, type MadeField, structFrom } from "../nested.ts";
import { sameName } from "../same-name.ts";
import { columnRef, nullOf } from "../typed.ts";

/** The two sides of `unionByName` with columns, and fields in them, in the left side's order (`ResolveUnion`). */
export function alignByName(node: SetOperation, left: Relation, right: Relation, cx: RelationContext) {
  refuseRepeated(left.output, cx);
  refuseRepeated(right.output, cx);
  const { allowMissingColumns } = node;
  const aligned = alignedTo(left.output, right, allowMissingColumns, cx);
  return { left: allowMissingColumns ? alignedTo(aligned.output, left, true, cx) : left, right: aligned };
}

function refuseRepeated(columns: readonly Column[], cx: RelationContext): void {
  const same = sameName(cx);
  const repeated = columns.find(({ name }, i) => columns.findIndex((other) => same(name, other.name)) !== i);
  if (repeated === undefined) return;
  const { caseSensitive } = cx.facts.settings;
  const columnName = quoteIdentifier(caseSensitive ? repeated.name : repeated.name.toLowerCase());
  throw sparkError("COLUMN_ALREADY_EXISTS", { columnName });
}

/** A relation with the columns of a target first, and then its own others (`ResolveUnion.compareAndAddFields`). */
function alignedTo(
  target: readonly Column[],
  input: Relation,
  isMissingAllowed: boolean,
  cx: RelationContext,
): Relation {
  const same = sameName(cx);
  const wanted = target.map((column): Projection => {
    const found = input.output.find((c) => same(c.name, column.name));
    if (found === undefined) {
      if (!isMissingAllowed) {
        const fieldNames = input.output.map((c) => c.name).join(", ");
        throw sparkError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", { colName: column.name, fieldNames });
      }
      return { column: cx.ids.column(column.name, column.type, true), expression: nullOf(column.type) };
    }
    const expression = merged(columnRef(found), column.type, isMissingAllowed ? "filled" : "refused", cx);
    const { name, metadata } = found;
    if (expression.kind === "column") return { column: found, expression };
    return { column: cx.ids.column(name, expression.type, expression.nullable, metadata), expression };
  });
  const others = input.output.filter((c) => !target.some((t) => same(t.name, c.name)));
  const projections = [...wanted, ...others.map((column) => ({ column, expression: columnRef(column) }))];
  const output = projections.map((p) => p.column);
  const isSame = output.length === input.output.length && output.every((c, i) => c.id === input.output[i]?.id);
  // Since 4.0 a projection of just what is there is no other plan.
  if (isSame && cx.facts.settings.line >= 400) return input;
  return { kind: "project", input, projections, output };
}

/** What becomes of a field that a value has not: it is filled with NULL, refused (FIELD_NOT_FOUND), or left out. */
type Missing = "filled" | "refused" | "left";

/** A value whose structs have the fields of a column's in its order, as far as they have them, and then their others. */
export const inOrderOf = (value: Resolved, target: DataType, cx: RelationContext): Resolved =>
  merged(value, target, "left", cx);

/** A value whose structs have a target's fields in its order, and then their own others (`ResolveUnion.mergeFields`). */
function merged(value: Resolved, target: DataType, missing: Missing, cx: RelationContext): Resolved {
  const { type } = value;
  if (sameType(type, target)) return value;
  if (type.kind === "struct" && target.kind === "struct") {
    return structFrom(value, mergedFields(value, type, target, missing, cx));
  }
  if (type.kind === "array" && target.kind === "array" && type.element.kind === target.element.kind) {
    const element = { type: type.element, nullable: type.containsNull };
    return arrayFrom(value, element, (part) => merged(part, target.element, missing, cx), cx);
  }
  return value;
}

function mergedFields(
  value: Resolved,
  type: StructType,
  target: StructType,
  missing: Missing,
  cx: RelationContext,
): readonly MadeField[] {
  const same = sameName(cx);
  const values = fieldsOf(value, type);
  const wanted = target.fields.flatMap((field): MadeField[] => {
    const index = type.fields.findIndex((f) => same(f.name, field.name));
    const own = values[index];
    if (own !== undefined) return [{ name: field.name, value: merged(own, field.type, missing, cx) }];
    if (missing === "left") return [];
    if (missing === "filled") return [{ name: field.name, value: nullOf(field.type) }];
    throw sparkError("FIELD_NOT_FOUND", {
      fieldName: quoteIdentifier(field.name),
      fields: type.fields.map((f) => quoteIdentifier(f.name)).join(", "),
    });
  });
  const others = type.fields.flatMap(({ name }, i): MadeField[] => {
    const own = values[i];
    return own === undefined || target.fields.some((f) => same(f.name, name)) ? [] : [{ name, value: own }];
  });
  return [...wanted, ...others];
}
