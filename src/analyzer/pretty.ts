/** How Spark prints resolved expressions in generated column names and messages (`toPrettySQL`). */
import { quoteString } from "../lex/strings.ts";
import type { KernelSettings } from "../kernels/kernel.ts";
import { isCollated } from "../types/collation.ts";
import { type DataType, STRING, isNumeric } from "../types/data-type.ts";
import type { MapValue, StructValue, Value } from "../types/value.ts";
import { literal } from "./typed.ts";
import { evaluate } from "./fold.ts";

/** A value as a cast to STRING gives it. */
export const valueText = (type: DataType, value: Value, settings: KernelSettings): string => {
  const folded = evaluate(
    { kind: "cast", child: literal(type, value), type: STRING, mode: "legacy", nullable: true },
    settings,
  );
  return String(folded?.value ?? "NULL");
};

/** A literal as a generated name shows it: strings bare, numbers without suffix, dates as typed literals. */
export function prettyLiteral(type: DataType, value: Value, settings: KernelSettings): string {
  if (value === null) return "NULL";
  if (isCollated(type) && type.kind === "string")
    return `${literalSql(type, value, settings)} collate ${type.collation}`;
  if (type.kind === "string" || type.kind === "char" || type.kind === "varchar") return String(value);
  if (isNumeric(type)) return valueText(type, value, settings);
  return literalSql(type, value, settings);
}

/** A literal as `Literal.toString` shows it: its value, and nothing of its type. */
export function plainLiteral(type: DataType, value: Value, settings: KernelSettings): string {
  if (value === null) return "NULL";
  if (type.kind === "binary")
    return `0x${Buffer.from(value as Uint8Array)
      .toString("hex")
      .toUpperCase()}`;
  const isMoment = type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamp_ntz";
  return isMoment ? valueText(type, value, settings) : prettyLiteral(type, value, settings);
}

/** A literal as SQL text (`Literal.sql`). */
export function literalSql(type: DataType, value: Value, settings: KernelSettings): string {
  if (value === null) return "NULL";
  switch (type.kind) {
    case "string":
    case "char":
    case "varchar":
      return quoteString(String(value));
    case "boolean":
      return String(value);
    case "binary":
      return `X'${Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase()}'`;
    case "date":
      return `DATE '${valueText(type, value, settings)}'`;
    case "timestamp":
      return `TIMESTAMP '${valueText(type, value, settings)}'`;
    case "timestamp_ntz":
      return `TIMESTAMP_NTZ '${valueText(type, value, settings)}'`;
    case "calendar_interval":
      return `INTERVAL '${valueText(type, value, settings)}'`;
    case "array": {
      const parts = (value as readonly Value[]).map((v) => literalSql(type.element, v, settings));
      return `ARRAY(${parts.join(", ")})`;
    }
    case "map": {
      const { entries } = value as MapValue;
      const keys = entries.map(([k]) => literalSql(type.key, k, settings));
      const values = entries.map(([, v]) => literalSql(type.value, v, settings));
      return `MAP(${keys.map((k, i) => `${k}, ${values[i]}`).join(", ")})`;
    }
    case "struct": {
      const { fields } = value as StructValue;
      const parts = type.fields.map((f, i) => `'${f.name}', ${literalSql(f.type, fields[i] ?? null, settings)}`);
      return `NAMED_STRUCT(${parts.join(", ")})`;
    }
    case "long":
      return `${valueText(type, value, settings)}L`;
    case "short":
      return `${valueText(type, value, settings)}S`;
    case "byte":
      return `${valueText(type, value, settings)}Y`;
    case "float":
      return `CAST('${valueText(type, value, settings)}' AS FLOAT)`;
    case "double":
      if (!Number.isFinite(value)) return `CAST('${valueText(type, value, settings)}' AS DOUBLE)`;
      return `${valueText(type, value, settings)}D`;
    case "decimal":
      return `${valueText(type, value, settings)}BD`;
    default:
      return valueText(type, value, settings);
  }
}
