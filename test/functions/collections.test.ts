import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../backends/duckdb/worker-client.ts";
import { kernels } from "../../src/kernels/index.ts";
import {
  array,
  BOOLEAN,
  type DataType,
  DOUBLE,
  INT,
  LONG,
  map,
  STRING,
  struct,
  field,
} from "../../src/types/data-type.ts";
import type { MapValue, Value } from "../../src/types/value.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { call, col, plan, project, values } from "../harness/plans.ts";
import { answers } from "./run-plan.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine.close());

const settings = { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" } as const;

/** The kernel's answers beside the lowering's. */
async function both(
  name: string,
  argTypes: readonly DataType[],
  returns: DataType,
  rows: readonly (readonly Value[])[],
) {
  const input = values(argTypes, rows);
  const read = call(
    name,
    argTypes.map((_, i) => col(input, i)),
    returns,
    { nullable: true },
  );
  const found = kernels[name];
  if (found === undefined) throw new Error(`no kernel ${name}`);
  const bound = found.bind({
    argTypes,
    returnType: returns,
    constants: argTypes.map(() => undefined),
    mode: "ansi",
    settings,
  });
  const printed = rows.map((row) => (found.nulls === "propagate" && row.includes(null) ? null : bound(...row)));
  const lowered = (await answers(engine, plan(project(input, read)))).map((r) => r[0]);
  return { lowered, printed };
}

const I = array(INT);
const lists: readonly Value[] = [
  null,
  [],
  [1],
  [1, null],
  [null, null],
  [3, 1, 2, 1, 3],
  [2, null, 1, null, 2],
  [5, 4],
];
const pairs = lists.flatMap((a) => lists.map((b) => [a, b] as const));
const withValue = lists.flatMap((a) => [null, 1, 2, 7].map((v) => [a, v] as const));
const singles = lists.map((a) => [a] as const);
const S = array(STRING);

describe("arrays in DuckDB answer as the kernels do", () => {
  const cases: readonly (readonly [string, readonly DataType[], DataType, readonly (readonly Value[])[]])[] = [
    ["array_contains", [I, INT], BOOLEAN, withValue],
    ["array_position", [I, INT], LONG, withValue],
    ["array_remove", [I, INT], I, withValue],
    ["array_append", [I, INT], I, withValue],
    ["array_prepend", [I, INT], I, withValue],
    ["array_distinct", [I], I, singles],
    ["array_compact", [I], I, singles],
    ["array_max", [I], INT, singles],
    ["array_min", [I], INT, singles],
    ["array_size", [I], INT, singles],
    ["size", [I], INT, singles],
    ["array_union", [I, I], I, pairs],
    ["array_except", [I, I], I, pairs],
    ["array_intersect", [I, I], I, pairs],
    ["arrays_overlap", [I, I], BOOLEAN, pairs],
    ["arrays_zip", [I, I], array(struct([field("a", INT), field("b", INT)])), pairs],
    ["flatten", [array(I)], I, [[null], [[]], [[[1], [null, 2], []]], [[[1], null]]]],
    [
      "array_repeat",
      [INT, INT],
      I,
      [
        [1, 2],
        [1, 0],
        [1, -1],
        [null, 2],
        [1, null],
      ],
    ],
    [
      "slice",
      [I, INT, INT],
      I,
      lists.flatMap((a) =>
        [
          [1, 2],
          [2, 9],
          [-1, 1],
          [-5, 2],
          [4, 0],
          [9, 1],
          [null, 1],
        ].map(([s, n]) => [a, s ?? null, n ?? null]),
      ),
    ],
    ["array_insert", [I, INT, INT], I, lists.flatMap((a) => [1, 2, 3, 9, -1, -2, -9, null].map((p) => [a, p, 8]))],
    ["get", [I, INT], INT, lists.flatMap((a) => [-1, 0, 1, 9, null].map((p) => [a, p]))],
    ["try_element_at", [I, INT], INT, lists.flatMap((a) => [1, 2, -1, -9, 9, null].map((p) => [a, p]))],
    ["array_max", [array(I)], I, [[[[1], [1, null], null]], [[[null], []]], [null], [[]]]],
    ["array_distinct", [array(DOUBLE)], array(DOUBLE), [[[1, Number.NaN, Number.NaN, 1]]]],
    [
      "sequence",
      [INT, INT],
      I,
      [
        [1, 5],
        [5, 1],
        [2, 2],
        [null, 1],
      ],
    ],
    [
      "sequence",
      [LONG, LONG, LONG],
      array(LONG),
      [
        [1n, 7n, 3n],
        [5n, 1n, -2n],
        [1n, 1n, 0n],
        [1n, null, 1n],
      ],
    ],
    ["array_join", [S, STRING], STRING, []],
  ];
  it.each(cases.filter((c) => c[3].length > 0))("%s", async (name, argTypes, returns, rows) => {
    const { lowered, printed } = await both(name, argTypes, returns, rows);
    expect(lowered).toEqual(printed);
  });
});

const M = map(STRING, INT);
const m = (...entries: readonly (readonly [Value, Value])[]): MapValue => ({ entries });
const maps: readonly Value[] = [null, m(), m(["a", 1]), m(["b", null], ["c", 3])];

describe("maps in DuckDB answer as the kernels do", () => {
  const ms = maps.map((v) => [v] as const);
  const cases: readonly (readonly [string, readonly DataType[], DataType, readonly (readonly Value[])[]])[] = [
    ["map_keys", [M], S, ms],
    ["map_values", [M], I, ms],
    ["map_entries", [M], array(struct([field("key", STRING), field("value", INT)])), ms],
    ["size", [M], INT, ms],
    ["map_contains_key", [M, STRING], BOOLEAN, maps.flatMap((v) => ["a", "z", null].map((k) => [v, k]))],
    ["element_at", [M, STRING], INT, maps.flatMap((v) => ["a", "b", "z", null].map((k) => [v, k]))],
    [
      "map_concat",
      [M, M],
      M,
      [
        [m(["a", 1]), m(["b", 2])],
        [m(), m(["b", 2])],
        [null, m()],
      ],
    ],
    [
      "map_from_arrays",
      [S, I],
      M,
      [
        [
          ["a", "b"],
          [1, null],
        ],
        [[], []],
        [null, [1]],
      ],
    ],
    [
      "map_from_entries",
      [array(struct([field("k", STRING), field("v", INT)]))],
      M,
      [[[{ fields: ["a", 1] }, { fields: ["b", null] }]], [[null]], [null], [[]]],
    ],
    ["map", [STRING, INT, STRING, INT], M, [["a", 1, "b", null]]],
  ];
  it.each(cases)("%s", async (name, argTypes, returns, rows) => {
    const { lowered, printed } = await both(name, argTypes, returns, rows);
    expect(lowered).toEqual(printed);
  });
});
