import { sparkError, unsupported } from "../errors/spark-error.ts";
import { canCast } from "../types/casts.ts";
import { type DataType, isText } from "../types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import { quotedType, sqlTypeName } from "./sql-text.ts";
import { type BuiltField, VariantBuilder } from "./variant-builder.ts";
import {
  elementsOf,
  fieldsOf,
  rootOf,
  scalarOf,
  type VariantRef,
  type VariantScalar,
  variantKind,
} from "./variant-format.ts";
import { variantJson } from "./variant-json.ts";
import { scalarType, scalarValue } from "./variant-scalar.ts";
import type { Zone } from "./zone.ts";

/** How a value without parts is cast, given its type (`castFunction`, in `try` mode). */
export type ScalarCast = (from: DataType, to: DataType) => (value: Value) => Value;

/** What casts out of a variant need to know. */
export interface FromVariant {
  readonly zone: Zone;
  /** NULL instead of INVALID_VARIANT_CAST. */
  readonly tolerant: boolean;
  readonly scalar: ScalarCast;
}

/** Seconds since 1970 beyond which microseconds overflow. */
const MOST_SECONDS = 9_223_372_036_854n;

/** The cast of a variant's part to a type (`VariantGet.cast`). */
export function variantCast(to: DataType, cx: FromVariant): (ref: VariantRef) => Value {
  const refuse = (ref: VariantRef): null => {
    if (cx.tolerant) return null;
    throw sparkError("INVALID_VARIANT_CAST", { value: variantJson(ref, cx.zone), dataType: quotedType(to) });
  };
  /** Of a null nothing is left; what is of another kind does not fit. */
  const ofKind =
    (kind: "object" | "array", convert: (ref: VariantRef) => Value) =>
    (ref: VariantRef): Value =>
      variantKind(ref) === kind ? convert(ref) : isNull(ref) ? null : refuse(ref);
  switch (to.kind) {
    case "variant":
      return (ref) => {
        const builder = new VariantBuilder();
        builder.copy(ref);
        return builder.build("variant_get");
      };
    case "array": {
      const element = variantCast(to.element, cx);
      return ofKind("array", (ref) => elementsOf(ref).map(element));
    }
    case "map": {
      const item = variantCast(to.value, cx);
      return ofKind("object", (ref) => ({
        entries: fieldsOf(ref).map(([name, value]) => [name, item(value)] as const),
      }));
    }
    case "struct": {
      const fields = to.fields.map((f) => ({ name: f.name, cast: variantCast(f.type, cx) }));
      return ofKind("object", (ref) => {
        const found = new Map(fieldsOf(ref));
        return {
          fields: fields.map(({ name, cast }) => {
            const value = found.get(name);
            return value === undefined ? null : cast(value);
          }),
        };
      });
    }
    default:
      return (ref) => {
        if (variantKind(ref) !== "scalar") return isText(to) ? variantJson(ref, cx.zone) : refuse(ref);
        const scalar = scalarOf(ref);
        if (scalar.kind === "null") return null;
        const from = scalarType(scalar);
        if (!canCast(from, to, "ansi") || (to.kind === "timestamp" && beyondTime(scalar))) return refuse(ref);
        return cx.scalar(from, to)(scalarValue(scalar)) ?? refuse(ref);
      };
  }
}

const isNull = (ref: VariantRef): boolean => variantKind(ref) === "scalar" && scalarOf(ref).kind === "null";

/** Whole numbers and decimals that as seconds are no time; Spark's plain casts let them wrap around. */
function beyondTime(scalar: VariantScalar): boolean {
  const seconds =
    scalar.kind === "long"
      ? scalar.value
      : scalar.kind === "decimal"
        ? scalar.value.unscaled / 10n ** BigInt(scalar.value.scale)
        : 0n;
  return seconds > MOST_SECONDS || seconds < -MOST_SECONDS - 1n;
}

/** A value of a type as a variant (`VariantExpressionEvalUtils.castToVariant`). Throws VARIANT_DUPLICATE_KEY. */
export function toVariant(from: DataType, functionName: string): (value: Value) => VariantValue {
  const write = writerOf(from);
  return (value) => {
    const builder = new VariantBuilder();
    write(builder, value);
    return builder.build(functionName);
  };
}

type Writer = (builder: VariantBuilder, value: Value) => void;

function writerOf(type: DataType): Writer {
  const write = presentWriter(type);
  return (builder, value) => (value === null ? builder.scalar({ kind: "null" }) : write(builder, value));
}

function presentWriter(type: DataType): Writer {
  switch (type.kind) {
    case "variant":
      return (builder, value) => builder.copy(rootOf(value as VariantValue));
    case "array": {
      const element = writerOf(type.element);
      return (builder, value) => {
        const start = builder.position;
        const offsets: number[] = [];
        for (const item of value as readonly Value[]) {
          offsets.push(builder.position - start);
          element(builder, item);
        }
        builder.array(start, offsets);
      };
    }
    case "map": {
      const item = writerOf(type.value);
      return (builder, value) => {
        const { entries } = value as MapValue;
        writeObject(
          builder,
          entries.map(([name, v]) => [name as string, () => item(builder, v)]),
        );
      };
    }
    case "struct": {
      const fields = type.fields.map((f) => ({ name: f.name, write: writerOf(f.type) }));
      return (builder, value) => {
        const values = (value as StructValue).fields;
        writeObject(
          builder,
          fields.map((f, i) => [f.name, () => f.write(builder, values[i] ?? null)]),
        );
      };
    }
    default:
      return (builder, value) => builder.scalar(scalarFrom(type, value));
  }
}

function writeObject(builder: VariantBuilder, items: readonly (readonly [name: string, write: () => void])[]): void {
  const start = builder.position;
  const fields: BuiltField[] = [];
  for (const [name, write] of items) {
    fields.push({ name, id: builder.id(name), offset: builder.position - start });
    write();
  }
  const key = builder.object(start, fields, false);
  if (key !== undefined) throw sparkError("VARIANT_DUPLICATE_KEY", { key });
}

function scalarFrom(type: DataType, value: Value): VariantScalar {
  switch (type.kind) {
    case "boolean":
      return { kind: "boolean", value: value as boolean };
    case "byte":
    case "short":
    case "int":
    case "long":
      return { kind: "long", value: BigInt(value as number | bigint) };
    case "float":
    case "double":
      return { kind: type.kind, value: value as number };
    case "decimal":
      return { kind: "decimal", value: value as Decimal };
    case "string":
    case "char":
    case "varchar":
      return { kind: "string", value: value as string };
    case "date":
      return { kind: "date", value: value as number };
    case "timestamp":
    case "timestamp_ntz":
      return { kind: type.kind, value: value as bigint };
    case "binary":
      return { kind: "binary", value: value as Uint8Array };
    default:
      throw unsupported(`a VARIANT of ${sqlTypeName(type)}`);
  }
}
