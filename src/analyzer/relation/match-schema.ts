import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier, quoteParts } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import type { Projection } from "../../resolved/relation.ts";
import { canStoreAssign } from "../../types/casts.ts";
import { type DataType, sameType, type StructField } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { ToSchema } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { unresolvedColumn } from "../expression/names.ts";
import { arrayFrom, fieldsOf, mapFrom, structFrom } from "../nested.ts";
import { sameName } from "../same-name.ts";
import { columnRef, nullOf } from "../typed.ts";
import { leaf } from "./leaf.ts";

/** Columns, and fields in them, in another order and of other types, by name (`Project.matchSchema`). */
export function analyzeToSchema(node: ToSchema, input: Analyzed, cx: RelationContext): Analyzed {
  const parts = input.scope.columns.map(({ column }): Part => ({ ...column, value: columnRef(column) }));
  const unknown = (name: string) => unresolvedColumn([name], input, node.origin, "given");
  const projections = matched(parts, node.schema.fields, [], unknown, cx).map(
    ({ name, value, metadata }): Projection => ({
      column: cx.ids.column(name, value.type, value.nullable, metadata),
      expression: value,
    }),
  );
  const output = projections.map((p) => p.column);
  return leaf({ kind: "project", input: input.relation, projections, output }, [], node.planId);
}

/** A column or field: what is there, or what is to be. */
interface Part {
  readonly name: string;
  readonly value: Resolved;
  readonly metadata?: string | undefined;
}

/** The parts that the wanted fields name; absent ones are NULL where they may be (`Project.reorderFields`). */
function matched(
  parts: readonly Part[],
  wanted: readonly StructField[],
  path: readonly string[],
  unknown: (name: string) => Error,
  cx: RelationContext,
): readonly Part[] {
  const same = sameName(cx);
  return wanted.map((field) => {
    const { name, type, nullable } = field;
    const found = parts.filter((part) => same(part.name, name));
    const [part] = found;
    if (part === undefined) {
      if (!nullable) throw unknown(name);
      return { name, value: nullOf(type), metadata: field.metadata };
    }
    const place = [...path, name];
    if (found.length > 1) {
      throw sparkError("AMBIGUOUS_COLUMN_OR_FIELD", { name: quoteParts(place), n: String(found.length) });
    }
    const value = reconciled(part.value, type, nullable, place, cx);
    return { name, value, metadata: mergedMetadata(part.metadata, field.metadata) };
  });
}

/** Both, the second one's where both have a key (JSON texts). */
function mergedMetadata(first: string | undefined, second: string | undefined): string | undefined {
  if (first === undefined || second === undefined) return second ?? first;
  return JSON.stringify({ ...(JSON.parse(first) as object), ...(JSON.parse(second) as object) });
}

/** A value as a type that it can be stored as, fields of structs by name (`Project.reconcileColumnType`). */
function reconciled(
  value: Resolved,
  type: DataType,
  nullable: boolean,
  path: readonly string[],
  cx: RelationContext,
): Resolved {
  const from = value.type;
  if (value.nullable && !nullable) throw sparkError("NULLABLE_COLUMN_OR_FIELD", { name: quoteParts(path) });
  if (sameType(from, type, { nullability: true })) return value;
  const within = (name: string, to: DataType, mayBeNull: boolean) => (part: Resolved) =>
    reconciled(part, to, mayBeNull, [...path, name], cx);
  const columnPath = quoteParts(path);
  if (from.kind === "struct" && type.kind === "struct") {
    const values = fieldsOf(value, from);
    const parts = from.fields.flatMap((field, i): Part[] => {
      const part = values[i];
      return part === undefined ? [] : [{ ...field, value: part }];
    });
    const unknown = (name: string) =>
      sparkError("UNRESOLVED_FIELD.WITH_SUGGESTION", {
        fieldName: quoteIdentifier(name),
        columnPath,
        proposal: from.fields.map((f) => quoteIdentifier(f.name)).join(", "),
      });
    return structFrom(value, matched(parts, type.fields, path, unknown, cx));
  }
  if (from.kind === "array" && type.kind === "array") {
    if (from.containsNull && !type.containsNull) {
      throw sparkError("NOT_NULL_CONSTRAINT_VIOLATION.ARRAY_ELEMENT", { columnPath });
    }
    const element = { type: from.element, nullable: from.containsNull };
    return arrayFrom(value, element, within("element", type.element, type.containsNull), cx);
  }
  if (from.kind === "map" && type.kind === "map") {
    if (from.valueContainsNull && !type.valueContainsNull) {
      throw sparkError("NOT_NULL_CONSTRAINT_VIOLATION.MAP_VALUE", { columnPath });
    }
    const changes = {
      key: within("key", type.key, false),
      value: within("value", type.value, type.valueContainsNull),
    };
    return mapFrom(value, from, changes, cx);
  }
  if (sameType(from, type)) return value;
  if (canStoreAssign(from, type)) {
    return { kind: "cast", child: value, type, mode: "ansi", nullable: value.nullable };
  }
  throw sparkError("INVALID_COLUMN_OR_FIELD_DATA_TYPE", {
    name: columnPath,
    type: `"${sqlType(from)}"`,
    expectedType: `"${sqlType(type)}"`,
  });
}
