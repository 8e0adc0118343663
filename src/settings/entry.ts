/** Configuration entries: their types, the validation of values, and their normal spelling (`ConfigBuilder`). */
import { sparkError } from "../errors/spark-error.ts";
import { leastValue } from "./bounds.ts";
import { entryLines } from "./entries.ts";

/** What values an entry takes. `bytes` are sizes like `64MB`, `time` and `seconds` durations like `5m`. */
export type EntryType =
  | { readonly kind: "boolean" | "int" | "long" | "double" | "string" | "zone" | "bytes" | "time" | "seconds" }
  | { readonly kind: "enum"; readonly upper: boolean; readonly values: readonly string[] };

/** A known configuration key. */
export interface Entry {
  readonly key: string;
  readonly type: EntryType;
  /** Static keys are fixed when the server starts. */
  readonly isStatic: boolean;
  readonly default: string | undefined;
  /** The key whose value it has unless it is set itself. */
  readonly fallback: string | undefined;
}

function parseEntry(line: string): Entry {
  const [first = "", type = "string", ...rest] = line.split("|");
  const value = rest.join("|");
  const isStatic = first.startsWith("!");
  const fallback = value.startsWith("=") ? value.slice(1) : undefined;
  return {
    key: isStatic ? first.slice(1) : first,
    type: parseType(type),
    isStatic,
    default: value === "-" || fallback !== undefined ? undefined : value,
    fallback,
  };
}

function parseType(text: string): EntryType {
  const listed = /^(enum|ENUM)\((.*)\)$/.exec(text);
  if (listed) return { kind: "enum", upper: listed[1] === "ENUM", values: (listed[2] ?? "").split(",") };
  return { kind: text as Exclude<EntryType["kind"], "enum"> };
}

/** The entries of Spark 4.0 by key. */
export const baseEntries: ReadonlyMap<string, Entry> = new Map(
  entryLines
    .trim()
    .split("\n")
    .map(parseEntry)
    .map((e) => [e.key, e]),
);

/** An entry from the short form of `entries.ts`. */
export const entry = parseEntry;

/** Throws INVALID_CONF_VALUE when an entry does not take a value. */
export function validate(e: Entry, value: string, isZone: (id: string) => boolean): void {
  const text = value.trim();
  const confName = e.key;
  const refuse = (confType: string) =>
    sparkError("INVALID_CONF_VALUE.TYPE_MISMATCH", { confName, confValue: value, confType });
  const { type } = e;
  switch (type.kind) {
    case "boolean":
      if (!/^(true|false)$/i.test(text)) throw refuse("boolean");
      return;
    case "int":
      if (!wholeWithin(text, 31n)) throw refuse("int");
      break;
    case "long":
      if (!wholeWithin(text, 63n)) throw refuse("long");
      break;
    case "double":
      if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[dDfF]?$|^[+-]?(NaN|Infinity)$/i.test(text)) throw refuse("double");
      break;
    case "bytes":
      if (bytesOf(text) === undefined) throw refuse("bytes in BYTE");
      break;
    case "time":
    case "seconds":
      if (!/^-?\d+(us|ms|s|m|min|h|d)?$/i.test(text))
        throw refuse(`time in ${type.kind === "time" ? "MILLISECONDS" : "SECONDS"}`);
      break;
    case "zone":
      if (!isZone(text)) throw sparkError("INVALID_CONF_VALUE.TIME_ZONE", { confName, confValue: value });
      return;
    case "enum":
      if (!type.values.includes(type.upper ? text.toUpperCase() : text.toLowerCase()) && !type.values.includes(text)) {
        const confOptions = type.values.join(", ");
        throw sparkError("INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS", { confName, confValue: value, confOptions });
      }
      return;
    case "string":
      return;
  }
  const least = leastValue(e.key);
  if (least !== undefined && Number.parseFloat(text) < least) {
    const confRequirement = `it must be at least ${least}`;
    throw sparkError("INVALID_CONF_VALUE.REQUIREMENT", { confName, confValue: value, confRequirement });
  }
}

function wholeWithin(text: string, bits: bigint): boolean {
  if (!/^[+-]?\d+$/.test(text)) return false;
  const n = BigInt(text.replace("+", ""));
  return n >= -(1n << bits) && n < 1n << bits;
}

const units: Readonly<Record<string, bigint>> = {
  "": 0n,
  b: 0n,
  k: 10n,
  kb: 10n,
  m: 20n,
  mb: 20n,
  g: 30n,
  gb: 30n,
  t: 40n,
  tb: 40n,
  p: 50n,
  pb: 50n,
};

/** A size in bytes from Spark's spelling (`64MB`, `10485760b`, `-1`); `undefined` when it is none. */
export function bytesOf(text: string): bigint | undefined {
  const m = /^(-?\d+)([a-z]*)$/i.exec(text.trim());
  const shift = units[(m?.[2] ?? "x").toLowerCase()];
  return m === null || shift === undefined ? undefined : BigInt(m[1] ?? "0") << shift;
}

const milliseconds: Readonly<Record<string, number>> = {
  "": 1,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A time in milliseconds from Spark's spelling (`2s`, `300000ms`, `5`); `undefined` when it is none. */
export function millisecondsOf(text: string): number | undefined {
  const m = /^(-?\d+)([a-z]*)$/i.exec(text.trim());
  const unit = milliseconds[(m?.[2] ?? "x").toLowerCase()];
  return m === null || unit === undefined ? undefined : Number(m[1]) * unit;
}
