/** Random typed SQL expressions over the typed table. */
import fc from "fast-check";
import { canCast } from "../../../src/types/casts.ts";
import * as T from "../../../src/types/data-type.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import { sqlType } from "../../../src/types/print.ts";
import { type CallShape, poolTypes, scalarDefs, shapesOf } from "./calls.ts";
import { sqlOf } from "./sql-literal.ts";
import { poolColumns } from "./typed-table.ts";

/** How calls are spelled that are no `name(a, b)`. */
const INFIX = new Set([
  "+",
  "-",
  "*",
  "/",
  "%",
  "div",
  "=",
  "<=>",
  "<",
  "<=",
  ">",
  ">=",
  "&",
  "|",
  "^",
  "like",
  "ilike",
  "rlike",
]);

function spell(name: string, args: readonly string[]): string {
  if (INFIX.has(name) && args.length === 2) return `(${args[0]} ${name.toUpperCase()} ${args[1]})`;
  if (name === "~") return `(~ ${args[0]})`;
  if (name === "extract") return `EXTRACT(${(args[0] ?? "").replaceAll("'", "")} FROM ${args[1]})`;
  if ((name === "timestampadd" || name === "timestampdiff") && args.length === 3)
    return `${name}(${args[0]}, ${args[1]}, ${args[2]})`;
  return `${name}(${args.join(", ")})`;
}

/** Decimals are one family: operators bring them together. */
const keyOf = (type: DataType): string => (type.kind === "decimal" ? "decimal" : sqlType(type));

const shapes: readonly CallShape[] = scalarDefs.flatMap(shapesOf);
const byName = grouped(shapes, (s) => s.name);
const byResult = grouped(shapes, (s) => keyOf(s.type));

function grouped<V>(items: readonly V[], key: (item: V) => string): ReadonlyMap<string, readonly V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

type Text = fc.Arbitrary<string>;
const memo = new Map<string, Text>();

/** An expression of a type, at most `depth` calls deep. */
export function expressionOf(type: DataType, depth: number): Text {
  const key = `${keyOf(type)}@${depth}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const made = fc.oneof(...alternatives(type, depth));
  memo.set(key, made);
  return made;
}

function alternatives(type: DataType, depth: number): { arbitrary: Text; weight: number }[] {
  const key = keyOf(type);
  const columns = poolColumns.filter((c) => keyOf(c.type) === key);
  const out = [
    {
      arbitrary: fc.constantFrom(
        ...columns.map((c) => c.name),
        ...(columns.length === 0 ? [`CAST(NULL AS ${sqlType(type)})`] : []),
      ),
      weight: 8,
    },
    {
      arbitrary: fc.constantFrom(
        ...columns.flatMap((c) => c.pool.map((v) => sqlOf(v, c.type))),
        `CAST(NULL AS ${sqlType(type)})`,
      ),
      weight: 2,
    },
  ];
  if (depth === 0) return out;
  const calls = byResult.get(key) ?? [];
  const names = [...new Set(calls.map((c) => c.name))];
  if (names.length > 0) {
    const byFunction = names.map((name) =>
      fc.oneof(...calls.filter((c) => c.name === name).map((c) => shapeText(c, depth - 1))),
    );
    out.push({ arbitrary: fc.oneof(...byFunction), weight: 8 });
  }
  out.push({ arbitrary: castText(type, depth - 1), weight: 2 });
  const inner = expressionOf(type, depth - 1);
  const when = expressionOf(T.BOOLEAN, depth - 1);
  out.push({
    arbitrary: fc.tuple(when, inner, inner).map(([c, a, b]) => `CASE WHEN ${c} THEN ${a} ELSE ${b} END`),
    weight: 1,
  });
  out.push({ arbitrary: fc.tuple(inner, inner).map(([a, b]) => `coalesce(${a}, ${b})`), weight: 1 });
  if (type.kind === "boolean") out.push({ arbitrary: predicateText(depth - 1), weight: 5 });
  if (type.kind === "array" && type.element.kind === "int") out.push({ arbitrary: lambdaText(depth - 1), weight: 3 });
  if (type.kind === "int") {
    out.push({
      arbitrary: fc.constantFrom(
        "st.a",
        "ai[ix]",
        "m1['a']",
        "size(m1)",
        "aggregate(ai, 0, (acc, x) -> acc + coalesce(x, 0))",
      ),
      weight: 1,
    });
  }
  return out;
}

const shapeText = (shape: CallShape, depth: number): Text =>
  fc
    .tuple(
      ...shape.args.map((a) =>
        a.kind === "constant" ? fc.constantFrom(...a.texts) : expressionOf(a.type, Math.max(depth, 0)),
      ),
    )
    .map((args) => spell(shape.name, args));

function castText(type: DataType, depth: number): Text {
  const sources = poolTypes.filter((from) => !T.sameType(from, type) && canCast(from, type, "ansi"));
  if (sources.length === 0) return expressionOf(type, depth);
  const one = (from: DataType): Text =>
    fc
      .tuple(expressionOf(from, depth), fc.constantFrom("CAST", "CAST", "TRY_CAST"))
      .map(([e, how]) => `${how}(${e} AS ${sqlType(type)})`);
  return fc.oneof(...sources.map(one));
}

const comparable = poolTypes.filter((t) => t.kind !== "map");

function predicateText(depth: number): Text {
  const of = (type: DataType) => expressionOf(type, depth);
  const b = of(T.BOOLEAN);
  return fc.oneof(
    fc.tuple(b, b, fc.constantFrom("AND", "OR")).map(([x, y, op]) => `(${x} ${op} ${y})`),
    b.map((x) => `(NOT ${x})`),
    ...comparable.map((t) => fc.tuple(of(t), of(t), of(t)).map(([x, y, z]) => `(${x} IN (${y}, ${z}))`)),
    ...comparable.map((t) => fc.tuple(of(t), of(t), of(t)).map(([x, y, z]) => `(${x} BETWEEN ${y} AND ${z})`)),
    ...poolTypes.map((t) =>
      fc.tuple(of(t), fc.constantFrom("IS NULL", "IS NOT NULL")).map(([x, is]) => `(${x} ${is})`),
    ),
    ...comparable.map((t) => fc.tuple(of(t), of(t)).map(([x, y]) => `(${x} IS DISTINCT FROM ${y})`)),
  );
}

function lambdaText(depth: number): Text {
  const items = expressionOf(T.array(T.INT), depth);
  const i = expressionOf(T.INT, depth);
  return fc.oneof(
    fc.tuple(items, i).map(([a, n]) => `transform(${a}, x -> x + ${n})`),
    fc.tuple(items, i).map(([a, n]) => `filter(${a}, x -> x > ${n})`),
    items.map((a) => `transform(${a}, (x, i) -> x * i)`),
    fc.tuple(items, items).map(([a, b]) => `zip_with(${a}, ${b}, (x, y) -> coalesce(x, y))`),
  );
}

/** Any expression: every function is as likely as another, and casts and predicates have their share. */
export const anyExpression = (depth: number): Text =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.oneof(...[...byName.values()].map((list) => fc.oneof(...list.map((s) => shapeText(s, depth - 1))))),
    },
    { weight: 2, arbitrary: fc.oneof(...poolTypes.map((t) => castText(t, depth - 1))) },
    { weight: 1, arbitrary: predicateText(depth - 1) },
    { weight: 1, arbitrary: lambdaText(depth - 1) },
  );
