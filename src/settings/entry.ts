/** Configuration entries: their types, the validation of values, and their normal spelling (`ConfigBuilder`). */
import { sparkError } from "../errors/spark-error.ts";
import { type Line, lineOf } from "./spark-version.ts";

/** What values an entry takes. Sizes are spelled like `64MB`, times like `5m`; both in a unit of their own when bare. */
export type EntryType =
  | { readonly kind: "boolean" | "string" | "zone" | "class" }
  | { readonly kind: NumberKind; readonly ranges: readonly Range[] }
  | {
      readonly kind: "options";
      readonly values: readonly string[];
      readonly anyCase: boolean;
      readonly of: "enum" | "one";
    };

type NumberKind = keyof typeof numbers;

/** Both ends count, but those marked as open. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly openFrom: boolean;
  readonly openTo: boolean;
}

/** A known configuration key. */
export interface Entry {
  readonly key: string;
  readonly type: EntryType;
  /** Static keys are fixed when the server starts. */
  readonly isStatic: boolean;
  /** Internal keys are not listed by `SET -v`. */
  readonly isInternal: boolean;
  readonly default: string | undefined;
  /** The key whose value it has unless it is set itself. */
  readonly fallback: string | undefined;
}

/** An entry and the lines of Spark that have it so, both ends included. */
export interface DatedEntry extends Entry {
  readonly since: Line;
  readonly until: Line;
}

/** An entry from its line in `entries/`: `since..until !~key|type|default`. */
export function parseEntry(text: string): DatedEntry {
  const m = /^(?:(\S*)\.\.(\S*) )?(!?)(~?)([^|]+)\|([^|]+)\|(.*)$/.exec(text);
  const [, since = "", until = "", fixed, internal, key = "", type = "", value = ""] = m ?? [];
  const fallback = value.startsWith("=") ? value.slice(1) : undefined;
  return {
    key,
    type: parseType(type),
    isStatic: fixed === "!",
    isInternal: internal === "~",
    default: value === "-" || fallback !== undefined ? undefined : value,
    fallback,
    since: since === "" ? 0 : lineOf(since),
    until: until === "" ? Number.POSITIVE_INFINITY : lineOf(until),
  };
}

function parseType(text: string): EntryType {
  const [, kind = "", given] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  switch (kind) {
    case "enum":
    case "ENUM":
    case "one":
    case "ONE": {
      const of = kind.toLowerCase() === "one" ? "one" : "enum";
      return { kind: "options", values: (given ?? "").split(","), anyCase: kind === kind.toUpperCase(), of };
    }
    case "boolean":
    case "string":
    case "zone":
    case "class":
      return { kind };
    default:
      return { kind: kind as NumberKind, ranges: given === undefined ? [] : given.split(",").map(parseRange) };
  }
}

/** `1..9`, `0..`, `..10`, `-1`; `>0..<1` is open at both ends. */
function parseRange(text: string): Range {
  const [first = "", last = first] = text.split("..");
  const end = (bound: string, none: number) => (bound === "" ? none : Number(bound.replace(/[<>]/, "")));
  return {
    from: end(first, Number.NEGATIVE_INFINITY),
    to: end(last, Number.POSITIVE_INFINITY),
    openFrom: first.startsWith(">"),
    openTo: last.startsWith("<"),
  };
}

/** Throws INVALID_CONF_VALUE when an entry does not take a value. */
export function validate(e: Entry, value: string, isZone: (id: string) => boolean): void {
  const { key: confName, type } = e;
  const text = value.trim();
  const mismatch = (confType: string) =>
    sparkError("INVALID_CONF_VALUE.TYPE_MISMATCH", { confName, confValue: value, confType });
  const requires = (confRequirement: string) =>
    sparkError("INVALID_CONF_VALUE.REQUIREMENT", { confName, confValue: value, confRequirement });
  switch (type.kind) {
    case "string":
      return;
    case "boolean":
      if (!/^(true|false)$/i.test(text)) throw mismatch("boolean");
      return;
    case "zone":
      if (!isZone(text)) throw sparkError("INVALID_CONF_VALUE.TIME_ZONE", { confName, confValue: value });
      return;
    case "class":
      if (value !== e.default) throw requires("No other class is there.");
      return;
    case "options": {
      const same = (option: string) =>
        option === value || (type.anyCase && option.toUpperCase() === text.toUpperCase());
      if (type.values.some(same)) return;
      const confOptions = type.values.join(", ");
      if (type.of === "one") throw requires(`It is one of ${confOptions}.`);
      throw sparkError("INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS", { confName, confValue: value, confOptions });
    }
    default: {
      const { shown, read } = numbers[type.kind];
      const given = read(text);
      if (given === undefined) throw mismatch(shown);
      if (type.ranges.length > 0 && !type.ranges.some((range) => isIn(range, given))) {
        throw requires(`It lies within ${type.ranges.map(describe).join(" or ")}.`);
      }
    }
  }
}

const isIn = ({ from, to, openFrom, openTo }: Range, n: number): boolean =>
  (openFrom ? n > from : n >= from) && (openTo ? n < to : n <= to);

const describe = ({ from, to, openFrom, openTo }: Range): string =>
  from === to ? String(from) : `${openFrom ? "(" : "["}${from}, ${to}${openTo ? ")" : "]"}`;

const whole =
  (bits: bigint) =>
  (text: string): number | undefined => {
    if (!/^[+-]?\d+$/.test(text)) return undefined;
    const n = BigInt(text.replace("+", ""));
    return n >= -(1n << bits) && n < 1n << bits ? Number(n) : undefined;
  };

const size = (text: string): number | undefined => {
  const bytes = bytesOf(text);
  return bytes === undefined || bytes >= 1n << 63n ? undefined : Number(bytes);
};

/** Only whether a time is above 0 counts in ranges: its number will do. */
const time = (text: string): number | undefined => {
  const [, digits, unit = ""] = /^(-?\d+)([a-z]*)$/i.exec(text) ?? [];
  return digits === undefined || !(unit.toLowerCase() in milliseconds) ? undefined : whole(63n)(digits);
};

/** The kinds of numbers: how Spark calls them, and their values; `undefined` for text that is none. */
const numbers = {
  int: { shown: "int", read: whole(31n) },
  long: { shown: "long", read: whole(63n) },
  double: {
    shown: "double",
    read: (text: string) =>
      /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[dDfF]?$|^[+-]?(NaN|Infinity)$/i.test(text)
        ? Number.parseFloat(text)
        : undefined,
  },
  bytes: { shown: "bytes in BYTE", read: size },
  mib: { shown: "bytes in MiB", read: size },
  ms: { shown: "time in MILLISECONDS", read: time },
  seconds: { shown: "time in SECONDS", read: time },
  minutes: { shown: "time in MINUTES", read: time },
} as const satisfies Readonly<Record<string, { shown: string; read: (text: string) => number | undefined }>>;

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
  us: 0.001,
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
