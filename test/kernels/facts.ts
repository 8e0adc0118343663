import { readFileSync } from "node:fs";
import { asOf } from "../../src/errors/former.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { parseDecimal, rescale } from "../../src/kernels/decimal.ts";
import { kernelNamed } from "../../src/kernels/index.ts";
import type { EvalMode, KernelContext } from "../../src/kernels/kernel.ts";
import * as t from "../../src/types/data-type.ts";
import type { Decimal, MapValue, StructValue, Value } from "../../src/types/value.ts";

/**
 * Facts are answers of a real Spark 4.0 to calls with literal arguments: types in Spark's JSON form, longs, decimals and
 * times as text, binary as hex. One JSON object per line.
 */
export interface Fact {
  readonly fn: string;
  readonly mode: EvalMode;
  readonly args: readonly (readonly [JsonType, unknown])[];
  readonly type: JsonType;
  readonly value?: unknown;
  readonly error?: readonly [string, Readonly<Record<string, string>>];
}

type JsonType =
  | string
  | { readonly type: "array"; readonly elementType: JsonType; readonly containsNull: boolean }
  | {
      readonly type: "map";
      readonly keyType: JsonType;
      readonly valueType: JsonType;
      readonly valueContainsNull: boolean;
    }
  | {
      readonly type: "struct";
      readonly fields: readonly { readonly name: string; readonly type: JsonType; readonly nullable: boolean }[];
    };

const NAMES: Record<string, t.DataType> = {
  void: t.NULL,
  boolean: t.BOOLEAN,
  byte: t.BYTE,
  short: t.SHORT,
  integer: t.INT,
  long: t.LONG,
  float: t.FLOAT,
  double: t.DOUBLE,
  string: t.STRING,
  binary: t.BINARY,
  date: t.DATE,
  timestamp: t.TIMESTAMP,
  timestamp_ntz: t.TIMESTAMP_NTZ,
};

export function typeOf(json: JsonType): t.DataType {
  if (typeof json === "string") {
    const simple = NAMES[json];
    if (simple !== undefined) return simple;
    const found = /^decimal\((\d+),(\d+)\)$/.exec(json);
    if (found !== null) return t.decimal(Number(found[1]), Number(found[2]));
    const interval = /^interval (\w+)(?: to (\w+))?$/.exec(json);
    if (interval !== null) {
      const start = interval[1] as t.DayTimeField;
      return { kind: "day_time_interval", start, end: (interval[2] ?? start) as t.DayTimeField };
    }
    throw new Error(`unknown type ${json}`);
  }
  switch (json.type) {
    case "array":
      return t.array(typeOf(json.elementType), json.containsNull);
    case "map":
      return t.map(typeOf(json.keyType), typeOf(json.valueType), json.valueContainsNull);
    case "struct":
      return t.struct(json.fields.map((f) => t.field(f.name, typeOf(f.type), f.nullable)));
  }
}

export function valueOf(type: t.DataType, json: unknown): Value {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "day_time_interval":
      return BigInt(json as string);
    case "float":
    case "double":
      return Number(json);
    case "decimal": {
      const exact = parseDecimal(json as string) as Decimal;
      return { unscaled: rescale(exact.unscaled, exact.scale, type.scale), scale: type.scale };
    }
    case "binary":
      return new Uint8Array(Buffer.from(json as string, "hex"));
    case "array":
      return (json as unknown[]).map((v) => valueOf(type.element, v));
    case "map":
      return {
        entries: (json as [unknown, unknown][]).map(
          ([k, v]) => [valueOf(type.key, k), valueOf(type.value, v)] as const,
        ),
      };
    case "struct":
      return { fields: type.fields.map((f, i) => valueOf(f.type, (json as unknown[])[i])) };
    default:
      return json as Value;
  }
}

/** A value's text, exact to the sign of zero, for comparison in tests. */
export function show(v: Value): string {
  if (typeof v === "bigint") return `${v}L`;
  if (Object.is(v, -0)) return "-0.0";
  if (v instanceof Uint8Array) return `X'${Buffer.from(v).toString("hex")}'`;
  if (Array.isArray(v)) return `[${(v as readonly Value[]).map(show).join(", ")}]`;
  if (typeof v === "string") return JSON.stringify(v);
  if (typeof v === "object" && v !== null) {
    if ("unscaled" in v) return `${v.unscaled}e-${v.scale}`;
    // The recording went through an unordered map.
    if ("entries" in v)
      return `{${(v as MapValue).entries
        .map(([k, x]) => `${show(k)}: ${show(x)}`)
        .sort()
        .join(", ")}}`;
    if ("fields" in v) return `(${(v as StructValue).fields.map(show).join(", ")})`;
  }
  return String(v);
}

export const SETTINGS = { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" } as const;

/** Calls a kernel as an interpreter does; errors become `!CONDITION {…}`. */
export function call(fn: string, cx: KernelContext, args: readonly Value[]): string {
  const kernel = kernelNamed(fn);
  if (kernel === undefined) return `no kernel ${fn}`;
  try {
    const apply = kernel.bind(cx);
    if (kernel.nulls === "propagate" && args.includes(null)) return "null";
    return show(apply(...args));
  } catch (e) {
    if (e instanceof SparkError) {
      const { condition, params } = asOf(e, 400);
      return showError(condition, params);
    }
    throw e;
  }
}

const showError = (condition: string, params: Readonly<Record<string, string>>): string =>
  `!${condition} ${JSON.stringify(Object.entries(params).sort())}`;

/** What our kernel answers to a fact, and what Spark answered. */
export function judge(fact: Fact): { readonly ours: string; readonly spark: string } {
  const argTypes = fact.args.map(([type]) => typeOf(type));
  const args = fact.args.map(([, v], i) => valueOf(argTypes[i] as t.DataType, v));
  const returnType = typeOf(fact.type);
  const cx: KernelContext = { argTypes, returnType, constants: args, mode: fact.mode, settings: SETTINGS };
  const ours = call(fact.fn, cx, args);
  const spark =
    fact.error === undefined ? show(valueOf(returnType, fact.value)) : showError(fact.error[0], fact.error[1]);
  return { ours, spark };
}

/** The facts of a file beside this one. */
export const facts = (name: string): Fact[] =>
  readFileSync(new URL(`facts/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Fact);
