/** Structs, arrays and maps made anew from the values inside them. */
import type { Expression, LambdaParam } from "../resolved/expression.ts";
import { array, BOOLEAN, type DataType, map, STRING, struct, type StructType } from "../types/data-type.ts";
import type { RelationContext } from "./context.ts";
import { callOf, literal, nullOf } from "./typed.ts";

/** A field of the struct that is to be made. */
export interface MadeField {
  readonly name: string;
  readonly value: Expression;
  readonly metadata?: string | undefined;
}

/** The fields of a struct by position. */
export const fieldsOf = (value: Expression, { fields }: StructType): readonly Expression[] =>
  fields.map(({ type, nullable }, index) => ({
    kind: "get_field",
    child: value,
    index,
    type,
    nullable: value.nullable || nullable,
  }));

/** A struct of fields that were taken out of `source`: NULL where that is NULL. */
export function structFrom(source: Expression, fields: readonly MadeField[]): Expression {
  const type = struct(
    fields.map(({ name, value, metadata }) => ({ name, type: value.type, nullable: value.nullable, metadata })),
  );
  const args = fields.flatMap(({ name, value }) => [literal(STRING, name), value]);
  const made = callOf("named_struct", args, type, false);
  if (!source.nullable) return made;
  const when = callOf("isnull", [source], BOOLEAN, false);
  return { kind: "case", branches: [{ when, then: nullOf(type) }], otherwise: made, type, nullable: true };
}

/** An array with each of its elements changed (`transform`). */
export function arrayFrom(
  source: Expression,
  element: { readonly type: DataType; readonly nullable: boolean },
  change: (element: Expression) => Expression,
  cx: RelationContext,
): Expression {
  const param: LambdaParam = { id: cx.ids.next(), name: "x", type: element.type, nullable: element.nullable };
  const body = change({ kind: "lambda_ref", id: param.id, type: param.type, nullable: param.nullable });
  const lambda: Expression = { kind: "lambda", params: [param], body, type: body.type, nullable: body.nullable };
  return callOf("transform", [source, lambda], array(body.type, body.nullable), source.nullable);
}

/** A map with each of its keys and values changed (`map_from_arrays`). */
export function mapFrom(
  source: Expression,
  type: Extract<DataType, { kind: "map" }>,
  changes: Readonly<Record<"key" | "value", (part: Expression) => Expression>>,
  cx: RelationContext,
): Expression {
  const { key, value, valueContainsNull } = type;
  const keys = callOf("map_keys", [source], array(key, false), source.nullable);
  const values = callOf("map_values", [source], array(value, valueContainsNull), source.nullable);
  const newKeys = arrayFrom(keys, { type: key, nullable: false }, changes.key, cx);
  const newValues = arrayFrom(values, { type: value, nullable: valueContainsNull }, changes.value, cx);
  const [k, v] = [newKeys.type, newValues.type];
  const made = k.kind === "array" && v.kind === "array" ? map(k.element, v.element, v.containsNull) : type;
  return callOf("map_from_arrays", [newKeys, newValues], made, source.nullable);
}
