import { type CoercionRules, findTightestCommonType } from "../types/coercion.ts";
import {
  array,
  type DataType,
  decimal,
  DOUBLE,
  field,
  NULL,
  struct,
  type StructType,
  TIMESTAMP,
  VARIANT,
} from "../types/data-type.ts";
import { fieldSqlName } from "../types/print.ts";
import { sqlTypeName } from "./sql-text.ts";
import { elementsOf, fieldsOf, scalarOf, type VariantRef, variantKind } from "./variant-format.ts";
import { scalarType } from "./variant-scalar.ts";

/** Variants know no session: their types meet as in ANSI mode (`JsonInferSchema`). */
const RULES: CoercionRules = { ansi: true, line: 400 };

/** The type that a variant's part looks like; VARIANT where parts of an array are at odds (`SchemaOfVariant.schemaOf`). */
export function variantType(ref: VariantRef): DataType {
  switch (variantKind(ref)) {
    case "object":
      return struct(fieldsOf(ref).map(([name, value]) => field(name, variantType(value))));
    case "array":
      return array(elementsOf(ref).map(variantType).reduce(mergeVariantTypes, NULL));
    default:
      return scalarType(scalarOf(ref));
  }
}

/** The type of a column with parts of both types (`JsonInferSchema.compatibleType`). */
export function mergeVariantTypes(a: DataType, b: DataType): DataType {
  const common = findTightestCommonType(a, b, RULES);
  if (common !== undefined) return common;
  if (a.kind === "struct" && b.kind === "struct") return mergeObjects(a, b);
  if (a.kind === "array" && b.kind === "array") return array(mergeVariantTypes(a.element, b.element));
  if (a.kind === "decimal" || b.kind === "decimal") return mergeDecimal(a, b);
  if ((a.kind === "timestamp" && b.kind === "timestamp_ntz") || (a.kind === "timestamp_ntz" && b.kind === "timestamp"))
    return TIMESTAMP;
  return VARIANT;
}

function mergeDecimal(a: DataType, b: DataType): DataType {
  const exact = (t: DataType) => (t.kind === "long" ? decimal(20, 0) : t);
  const [x, y] = [exact(a), exact(b)];
  if (x.kind === "decimal" && y.kind === "decimal") {
    const scale = Math.max(x.scale, y.scale);
    const range = Math.max(x.precision - x.scale, y.precision - y.scale);
    return range + scale > 38 ? DOUBLE : decimal(range + scale, scale);
  }
  return x.kind === "double" || y.kind === "double" ? DOUBLE : VARIANT;
}

function mergeObjects(a: StructType, b: StructType): DataType {
  const types = new Map(a.fields.map((f) => [f.name, f.type]));
  for (const f of b.fields) {
    const known = types.get(f.name);
    types.set(f.name, known === undefined ? f.type : mergeVariantTypes(known, f.type));
  }
  const names = [...types.keys()].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  return struct(names.map((name) => field(name, types.get(name) ?? NULL)));
}

/** A type as schema_of_variant spells it: objects are no structs. */
export function variantTypeText(type: DataType): string {
  switch (type.kind) {
    case "struct":
      return `OBJECT<${type.fields.map((f) => `${fieldSqlName(f)}: ${variantTypeText(f.type)}`).join(", ")}>`;
    case "array":
      return `ARRAY<${variantTypeText(type.element)}>`;
    default:
      return sqlTypeName(type);
  }
}
