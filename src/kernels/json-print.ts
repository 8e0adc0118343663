import type { DataType } from "../types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value, VariantValue } from "../types/value.ts";
import { decimalToString } from "./decimal.ts";
import { internalText } from "./format-printf.ts";
import { type JsonDates, jsonDates } from "./json-dates.ts";
import type { JsonOptions } from "./json-options.ts";
import { jsonDouble, jsonString } from "./json-writer.ts";
import { floatToString } from "./number-text.ts";
import { rootOf } from "./variant-format.ts";
import { variantJson } from "./variant-json.ts";
import { zoneOf } from "./zone.ts";

/** A value's parts as JSON text: leaves as strings, objects and arrays as lists. */
type Node = string | { readonly open: "{" | "["; readonly items: readonly Node[]; readonly names?: readonly string[] };

/** `to_json` of a struct, array or map (`JacksonGenerator`). */
export function jsonPrinter(type: DataType, options: JsonOptions): (value: Value) => string {
  const convert = converterOf(type, jsonDates(options), options);
  return options.pretty ? (value) => pretty(convert(value), "") : (value) => compact(convert(value));
}

function variantText({ timeZone }: JsonOptions): (value: Value) => string {
  const zone = zoneOf(timeZone);
  return (v) => variantJson(rootOf(v as VariantValue), zone);
}

function compact(node: Node): string {
  if (typeof node === "string") return node;
  if (node.open === "[") return `[${node.items.map(compact).join(",")}]`;
  return `{${node.items.map((item, i) => `${node.names?.[i] ?? ""}:${compact(item)}`).join(",")}}`;
}

/** Jackson's default pretty printer: objects over several lines, arrays on one. */
function pretty(node: Node, indent: string): string {
  if (typeof node === "string") return node;
  if (node.items.length === 0) return node.open === "[" ? "[ ]" : "{ }";
  if (node.open === "[") return `[ ${node.items.map((item) => pretty(item, indent)).join(", ")} ]`;
  const deeper = `${indent}  `;
  const fields = node.items.map((item, i) => `${deeper}${node.names?.[i] ?? ""} : ${pretty(item, deeper)}`);
  return `{\n${fields.join(",\n")}\n${indent}}`;
}

function converterOf(type: DataType, dates: JsonDates, options: JsonOptions): (value: Value) => Node {
  const convert = ofNonNull(type, dates, options);
  return (value) => (value === null ? "null" : convert(value));
}

function ofNonNull(type: DataType, dates: JsonDates, options: JsonOptions): (value: Value) => Node {
  switch (type.kind) {
    case "null":
      return () => "null";
    case "boolean":
    case "byte":
    case "short":
    case "int":
    case "long":
      return String;
    case "float":
      return (v) => (Number.isFinite(v) ? floatToString(v as number) : `"${floatToString(v as number)}"`);
    case "double":
      return (v) => jsonDouble(v as number);
    case "decimal":
      return (v) => decimalToString(v as Decimal);
    case "string":
    case "char":
    case "varchar":
      return (v) => jsonString(v as string);
    case "binary":
      return (v) => `"${Buffer.from(v as Uint8Array).toString("base64")}"`;
    case "date":
    case "timestamp":
    case "timestamp_ntz":
    case "time":
    case "year_month_interval":
    case "day_time_interval":
    case "calendar_interval": {
      const format = dates.formatter(type);
      return (v) => jsonString(format(v));
    }
    case "array": {
      const element = converterOf(type.element, dates, options);
      return (v) => ({ open: "[", items: (v as readonly Value[]).map(element) });
    }
    case "map": {
      const item = converterOf(type.value, dates, options);
      const { key } = type;
      return (v) => {
        const { entries } = v as MapValue;
        return {
          open: "{",
          names: entries.map(([k]) => jsonString(internalText(key, k))),
          items: entries.map(([, x]) => item(x)),
        };
      };
    }
    case "struct": {
      const names = type.fields.map((f) => jsonString(f.name));
      const fields = type.fields.map((f) => converterOf(f.type, dates, options));
      return (v) => {
        const kept: string[] = [];
        const items: Node[] = [];
        (v as StructValue).fields.forEach((x, i) => {
          if (x === null && options.ignoreNullFields) return;
          kept.push(names[i] ?? "");
          items.push(fields[i]?.(x) ?? "null");
        });
        return { open: "{", names: kept, items };
      };
    }
    case "udt":
      return ofNonNull(type.sqlType, dates, options);
    case "variant":
      return variantText(options);
  }
}
