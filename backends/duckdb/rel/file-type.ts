/**
 * Values inside files brought to Spark's types. What a file holds is known by DuckDB's description of it
 * (`STRUCT("a" INTEGER, …)`), so structs are rebuilt with this backend's field names.
 */
import type { DataType } from "../../../src/types/data-type.ts";
import type { RelEnv } from "../context.ts";
import { typedNull } from "../literal.ts";
import { atom, type Sql, text } from "../sql.ts";
import { physicalType } from "../types.ts";
import type { Lowered } from "./block.ts";

/** A DuckDB type taken apart. */
export type DuckType =
  | { readonly kind: "plain"; readonly name: string }
  | { readonly kind: "list"; readonly element: DuckType }
  | { readonly kind: "map"; readonly key: DuckType; readonly value: DuckType }
  | { readonly kind: "struct"; readonly fields: readonly { readonly name: string; readonly type: DuckType }[] };

/** Reads DuckDB's spelling of a type. */
export function parseDuckType(spelled: string): DuckType {
  let at = 0;
  const skip = () => {
    while (spelled[at] === " ") at++;
  };
  const identifier = (): string => {
    skip();
    if (spelled[at] === '"') {
      let out = "";
      for (at++; at < spelled.length; at++) {
        if (spelled[at] === '"') {
          if (spelled[at + 1] !== '"') break;
          at++;
        }
        out += spelled[at] ?? "";
      }
      at++;
      return out;
    }
    const start = at;
    while (at < spelled.length && /\w/.test(spelled[at] ?? "")) at++;
    return spelled.slice(start, at);
  };
  const expect = (c: string) => {
    skip();
    if (spelled[at] === c) at++;
  };
  const one = (): DuckType => {
    skip();
    let type: DuckType;
    if (spelled.startsWith("STRUCT(", at)) {
      at += 7;
      const fields: { name: string; type: DuckType }[] = [];
      for (skip(); spelled[at] !== ")" && at < spelled.length; skip()) {
        const name = identifier();
        fields.push({ name, type: one() });
        skip();
        if (spelled[at] === ",") at++;
      }
      at++;
      type = { kind: "struct", fields };
    } else if (spelled.startsWith("MAP(", at)) {
      at += 4;
      const key = one();
      expect(",");
      const value = one();
      expect(")");
      type = { kind: "map", key, value };
    } else {
      const start = at;
      let depth = 0;
      while (at < spelled.length) {
        const c = spelled[at];
        if (c === "(") depth++;
        else if (c === ")" && depth-- === 0) break;
        else if ((c === "," || c === "[") && depth === 0) break;
        at++;
      }
      type = { kind: "plain", name: spelled.slice(start, at).trim() };
    }
    while (spelled.startsWith("[", at)) {
      at = spelled.indexOf("]", at) + 1;
      type = { kind: "list", element: type };
    }
    return type;
  };
  return one();
}

/** A value of a file's type as a Spark type's physical form; absent fields are NULL. */
export const fromFile = (x: Sql, from: DuckType, type: DataType, env: RelEnv): Sql => convert(x, from, type, env);

/** The fields of a struct inside a file, each read alone; `undefined` for other types. */
export function partsFromFile(
  x: Sql,
  from: DuckType,
  to: DataType,
  env: RelEnv,
): ((index: number) => Lowered) | undefined {
  if (to.kind === "udt") return partsFromFile(x, from, to.sqlType, env);
  if (to.kind !== "struct" || from.kind !== "struct") return undefined;
  return (index) => {
    const wanted = to.fields[index];
    if (wanted === undefined) throw new RangeError(`no field ${index} in a struct of ${to.fields.length}`);
    const duck = physicalType(wanted.type);
    const found = fieldNamed(from.fields, wanted.name);
    if (found === undefined) return { sql: typedNull(wanted.type), duck, depth: 0 };
    const value = atom(`struct_extract(${x.text}, ${text(found.name).text})`);
    return {
      sql: convert(value, found.type, wanted.type, env),
      duck,
      depth: 1,
      part: partsFromFile(value, found.type, wanted.type, env),
    };
  };
}

const fieldNamed = <F extends { readonly name: string }>(fields: readonly F[], name: string): F | undefined =>
  fields.find((f) => f.name === name) ?? fields.find((f) => f.name.toLowerCase() === name.toLowerCase());

function convert(x: Sql, from: DuckType, to: DataType, env: RelEnv): Sql {
  if (to.kind === "udt") return convert(x, from, to.sqlType, env);
  if (to.kind === "array" && from.kind === "list") {
    const e = `p_${env.cx.next()}`;
    const element = convert(atom(e), from.element, to.element, env);
    return element.text === e ? x : atom(`list_transform(${x.text}, lambda ${e}: ${element.text})`);
  }
  if (to.kind === "map" && from.kind === "map") {
    const e = `p_${env.cx.next()}`;
    const key = convert(atom(`struct_extract(${e}, 'key')`), from.key, to.key, env);
    const value = convert(atom(`struct_extract(${e}, 'value')`), from.value, to.value, env);
    if (key.text === `struct_extract(${e}, 'key')` && value.text === `struct_extract(${e}, 'value')`) return x;
    return atom(
      `map_from_entries(list_transform(map_entries(${x.text}), lambda ${e}: {'key': ${key.text}, 'value': ${value.text}}))`,
    );
  }
  if (to.kind === "struct" && from.kind === "struct") {
    const fields = to.fields.map((f, i) => {
      const found = fieldNamed(from.fields, f.name);
      const value =
        found === undefined
          ? typedNull(f.type)
          : convert(atom(`struct_extract(${x.text}, ${text(found.name).text})`), found.type, f.type, env);
      return `'f${i}': ${value.text}`;
    });
    if (fields.length === 0) return atom(`CASE WHEN ${x.text} IS NOT NULL THEN {'f0': CAST(NULL AS INTEGER)} END`);
    return atom(`CASE WHEN ${x.text} IS NOT NULL THEN {${fields.join(", ")}} END`);
  }
  const target = physicalType(to);
  if (from.kind === "plain" && from.name === target) return x;
  if (!readable(from, to)) throw new TypeMismatch(from);
  return atom(`CAST(${x.text} AS ${target})`);
}

/** What a file holds cannot be read as what was asked for. */
export class TypeMismatch extends Error {
  /** The column's physical type in Parquet's words. */
  readonly actualType: string;

  constructor(from: DuckType) {
    super("a file holds another type");
    this.actualType = from.kind === "plain" ? (PHYSICAL[from.name.replace(/\(.*/, "")] ?? from.name) : "group";
  }
}

const PHYSICAL: Readonly<Record<string, string>> = {
  BOOLEAN: "BOOLEAN",
  TINYINT: "INT32",
  SMALLINT: "INT32",
  INTEGER: "INT32",
  UTINYINT: "INT32",
  USMALLINT: "INT32",
  UINTEGER: "INT32",
  BIGINT: "INT64",
  UBIGINT: "INT64",
  FLOAT: "FLOAT",
  DOUBLE: "DOUBLE",
  VARCHAR: "BINARY",
  BLOB: "BINARY",
  DATE: "INT32",
  TIMESTAMP: "INT64",
  "TIMESTAMP WITH TIME ZONE": "INT64",
};

type Kind = DataType["kind"];

const READABLE: Readonly<Record<string, readonly Kind[]>> = {
  BOOLEAN: ["boolean"],
  TINYINT: ["byte", "short", "int", "long", "double", "decimal"],
  SMALLINT: ["byte", "short", "int", "long", "double", "decimal"],
  INTEGER: ["byte", "short", "int", "long", "double", "decimal", "year_month_interval"],
  UTINYINT: ["short", "int", "long"],
  USMALLINT: ["int", "long"],
  UINTEGER: ["long"],
  UBIGINT: ["decimal"],
  BIGINT: ["long", "decimal", "day_time_interval"],
  FLOAT: ["float", "double"],
  DOUBLE: ["double"],
  DECIMAL: ["decimal"],
  VARCHAR: ["string", "char", "varchar", "binary"],
  BLOB: ["binary", "string", "char", "varchar"],
  DATE: ["date", "timestamp_ntz"],
  TIMESTAMP: ["timestamp_ntz", "timestamp"],
  "TIMESTAMP WITH TIME ZONE": ["timestamp", "timestamp_ntz"],
};

/** Whole digits that a decimal must have to hold a file's whole numbers. */
const WHOLE_DIGITS: Readonly<Record<string, number>> = {
  TINYINT: 10,
  SMALLINT: 10,
  INTEGER: 10,
  BIGINT: 20,
  UBIGINT: 20,
};

/** What Spark's readers convert (`ParquetVectorUpdaterFactory.getUpdater`); types that it never writes are left alone. */
function readable(from: DuckType, to: DataType): boolean {
  if (from.kind !== "plain") return false;
  const [, base = from.name, precision, scale] = /^([A-Z ]+?)(?:\((\d+)(?:,\s*(\d+))?\))?$/.exec(from.name) ?? [];
  const kinds = READABLE[base];
  if (kinds === undefined) return true;
  if (!kinds.includes(to.kind)) return false;
  if (to.kind !== "decimal") return true;
  if (base !== "DECIMAL") return to.precision - to.scale >= (WHOLE_DIGITS[base] ?? 0);
  const [p, s] = [Number(precision), Number(scale ?? 0)];
  return to.scale >= s && to.precision - to.scale >= p - s;
}
