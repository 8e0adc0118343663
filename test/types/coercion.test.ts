import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canCast, canStoreAssign, canUpCast, forceNullable } from "../../src/types/casts.ts";
import {
  findTightestCommonType,
  findWiderTypeForTwo,
  findWiderTypeWithoutStringPromotionForTwo,
  implicitCast,
} from "../../src/types/coercion.ts";
import { array, type DataType, decimal, map, sameType, struct } from "../../src/types/data-type.ts";

/** Answers of Spark 4.0.4's own lattices, asked for every pair of types. */
const spark = JSON.parse(readFileSync(new URL("./coercion-spark-4.0.4.json", import.meta.url), "utf8")) as {
  names: string[];
  specs: string[];
  typeNames: string[];
  types: unknown[];
  tables: Record<string, (number[] | string)[]>;
};

type Json = {
  type: string;
  elementType: Json;
  containsNull: boolean;
  keyType: Json;
  valueType: Json;
  valueContainsNull: boolean;
  fields: { name: string; type: Json; nullable: boolean }[];
};

const plain: Record<string, DataType["kind"]> = {
  void: "null",
  boolean: "boolean",
  byte: "byte",
  short: "short",
  integer: "int",
  long: "long",
  float: "float",
  double: "double",
  binary: "binary",
  date: "date",
  timestamp: "timestamp",
  timestamp_ntz: "timestamp_ntz",
  interval: "calendar_interval",
  variant: "variant",
};

function typeOf(json: unknown): DataType {
  if (typeof json === "string") {
    if (json === "string") return { kind: "string", collation: "UTF8_BINARY" };
    const d = /^decimal\((\d+),(\d+)\)$/.exec(json);
    if (d) return decimal(Number(d[1]), Number(d[2]));
    const i = /^interval (\w+)(?: to (\w+))?$/.exec(json);
    if (i) {
      const start = i[1] as "year";
      const end = (i[2] ?? i[1]) as "year";
      return start === "year" || (start as string) === "month"
        ? { kind: "year_month_interval", start, end }
        : { kind: "day_time_interval", start: start as unknown as "day", end: end as unknown as "day" };
    }
    return { kind: plain[json] } as DataType;
  }
  const j = json as Json;
  if (j.type === "array") return array(typeOf(j.elementType), j.containsNull);
  if (j.type === "map") return map(typeOf(j.keyType), typeOf(j.valueType), j.valueContainsNull);
  return struct(j.fields.map((f) => ({ name: f.name, type: typeOf(f.type), nullable: f.nullable })));
}

const types = spark.types.map(typeOf);
const indexOf = (t: DataType | undefined) =>
  t === undefined ? -1 : types.findIndex((x) => sameType(x, t, { nullability: true }));
const label = (i: number) => (i < 0 ? "none" : JSON.stringify(spark.types[i]));

function differences(
  table: string,
  ours: (a: DataType, b: DataType) => DataType | undefined,
  columns: number,
): string[] {
  const out: string[] = [];
  for (const [a, row] of (spark.tables[table] as number[][]).entries()) {
    for (let b = 0; b < columns; b++) {
      const mine = ours(types[a] as DataType, types[b] as DataType);
      const want = row[b] as number;
      if (mine === undefined ? want !== -1 : indexOf(mine) !== want) {
        out.push(
          `${spark.typeNames[a]} | ${spark.typeNames[b]}: ${mine ? JSON.stringify(mine) : "none"}, Spark ${label(want)}`,
        );
      }
    }
  }
  return out;
}

function booleans(table: string, ours: (a: DataType, b: DataType) => boolean): string[] {
  const out: string[] = [];
  for (const [a, row] of (spark.tables[table] as string[]).entries()) {
    for (let b = 0; b < row.length; b++) {
      const mine = ours(types[a] as DataType, types[b] as DataType);
      if (mine !== (row[b] === "1")) out.push(`${spark.typeNames[a]} -> ${spark.typeNames[b]}: ${mine}`);
    }
  }
  return out;
}

describe("the lattices equal Spark's for every pair of types", () => {
  const pairs = spark.names.length;
  for (const [mode, ansi] of [
    ["legacy", false],
    ["ansi", true],
  ] as const) {
    test(`${mode} findTightestCommonType`, () =>
      expect(
        differences(
          `${mode}.findTightestCommonType`,
          (a, b) => findTightestCommonType(a, b, { ansi, line: 400 }),
          pairs,
        ),
      ).toEqual([]));
    test(`${mode} findWiderTypeForTwo`, () =>
      expect(
        differences(`${mode}.findWiderTypeForTwo`, (a, b) => findWiderTypeForTwo(a, b, { ansi, line: 400 }), pairs),
      ).toEqual([]));
    test(`${mode} findWiderTypeWithoutStringPromotionForTwo`, () =>
      expect(
        differences(
          `${mode}.findWiderTypeWithoutStringPromotionForTwo`,
          (a, b) => findWiderTypeWithoutStringPromotionForTwo(a, b, { ansi, line: 400 }),
          pairs,
        ),
      ).toEqual([]));
    test(`${mode} implicitCast`, () =>
      expect(
        differences(
          `${mode}.implicitCast`,
          (a, b) => implicitCast(a, b, ansi),
          spark.types.length > pairs ? pairs : pairs,
        ),
      ).toEqual([]));
  }
  test("canCast", () => expect(booleans("canCast", (a, b) => canCast(a, b, "legacy"))).toEqual([]));
  test("canAnsiCast", () => expect(booleans("canAnsiCast", (a, b) => canCast(a, b, "ansi"))).toEqual([]));
  test("canTryCast", () => expect(booleans("canTryCast", (a, b) => canCast(a, b, "try"))).toEqual([]));
  test("forceNullable", () => expect(booleans("forceNullable", forceNullable)).toEqual([]));
  test("canStoreAssign", () => expect(booleans("canANSIStoreAssign", canStoreAssign)).toEqual([]));
  test("canUpCast", () => expect(booleans("canUpCast", canUpCast)).toEqual([]));
});
