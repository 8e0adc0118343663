import { describe, expect, test as it } from "vitest";
import { array, decimal, DOUBLE, INT, LONG, STRING } from "../../../src/types/data-type.ts";
import {
  aggregate,
  asc,
  call,
  cast,
  col,
  column,
  desc,
  fetch,
  filter,
  int,
  join,
  lit,
  long,
  measure,
  plan,
  project,
  range,
  sort,
  str,
  test,
  values,
} from "../../harness/plans.ts";
import { rowsOf, textOf } from "./engine.ts";

const people = values(
  [INT, STRING],
  [
    [1, "a"],
    [2, "b"],
    [3, null],
    [0, "z"],
  ],
);
const sums = (rel = people) =>
  aggregate(rel, [col(rel, 1)], [measure("sum", [col(rel, 0)], LONG), measure("count", [], LONG)]);

describe("relations", () => {
  it("puts filter, projection, order and limit into one SELECT", async () => {
    const kept = filter(people, test(">", col(people, 0), int(0)));
    const made = project(kept, call("+", [col(kept, 0), int(1)], INT), col(kept, 1));
    const p = plan(fetch(sort(made, desc(col(made, 0))), 2));
    expect(textOf(p).match(/SELECT/g)).toHaveLength(1);
    expect(await rowsOf(p)).toEqual([
      [4, null],
      [3, "b"],
    ]);
  });

  it("keeps joins in one FROM clause with plain keys", async () => {
    const other = values(
      [INT, STRING],
      [
        [1, "x"],
        [2, "y"],
      ],
    );
    const both = join(people, other, "inner", test("=", col(people, 0), { ...col(other, 0), index: 2 }));
    const p = plan(both);
    expect(textOf(p)).toMatch(/ON \(t\d+\.c0 = t\d+\.c0\)$/);
    expect(await rowsOf(p)).toEqual([
      [1, "a", 1, "x"],
      [2, "b", 2, "y"],
    ]);
  });

  it("joins by a sum that can overflow, which it does for every row", async () => {
    const rows = [
      [0, "a"],
      [1, "b"],
    ] as const;
    const other = values([INT, STRING], rows);
    const theirs = (i: number) => ({ ...col(other, i), index: 2 + i });
    const next = test("=", col(people, 0), call("+", [theirs(0), int(1)], INT));
    const p = plan(join(people, other, "inner", test("and", test("=", col(people, 1), theirs(1)), next)));
    expect(textOf(p)).not.toContain("CASE");
    expect(await rowsOf(p)).toEqual([
      [1, "a", 0, "a"],
      [2, "b", 1, "b"],
    ]);
    const greatest = values([INT, STRING], [...rows, [2 ** 31 - 1, "x"]]);
    const overflowing = plan(join(people, greatest, "inner", test("and", test("=", col(people, 1), theirs(1)), next)));
    await expect(rowsOf(overflowing)).rejects.toThrow("Overflow in addition");
  });

  it("does outer, semi and anti joins", async () => {
    const other = values([INT], [[1], [5]]);
    const on = test("=", col(people, 0), { ...col(other, 0), index: 2 });
    const left = join(people, other, "left", on);
    expect(await rowsOf(plan(sort(left, asc(col(left, 0)))))).toEqual([
      [0, "z", null],
      [1, "a", 1],
      [2, "b", null],
      [3, null, null],
    ]);
    expect(await rowsOf(plan(join(people, other, "left_semi", on)))).toEqual([[1, "a"]]);
    const anti = join(people, other, "left_anti", on);
    expect(await rowsOf(plan(sort(anti, asc(col(anti, 0)))))).toEqual([
      [0, "z"],
      [2, "b"],
      [3, null],
    ]);
    const full = join(people, other, "full", on);
    expect(await rowsOf(plan(full))).toHaveLength(5);
  });

  it("aggregates groups, grouping sets and nothing", async () => {
    const p = sums();
    expect(await rowsOf(plan(sort(p, asc(col(p, 0)))))).toEqual([
      [null, "3", "1"],
      ["a", "1", "1"],
      ["b", "2", "1"],
      ["z", "0", "1"],
    ]);
    const none = filter(people, lit(false, { kind: "boolean" }));
    expect(await rowsOf(plan(aggregate(none, [], [measure("count", [], LONG)])))).toEqual([["0"]]);
    expect(await rowsOf(plan(aggregate(none, [col(none, 1)], [measure("count", [], LONG)], [[0], []])))).toEqual([]);
    const sets = aggregate(people, [col(people, 1)], [measure("count", [], LONG)], [[0], []]);
    expect(await rowsOf(plan(fetch(sort(sets, desc(col(sets, 1))), 1)))).toEqual([[null, "1", "4"]]);
  });

  it("treats -0.0 and 0.0 as one group", async () => {
    const zeros = values([DOUBLE], [[-0], [0]]);
    expect(await rowsOf(plan(aggregate(zeros, [col(zeros, 0)], [measure("count", [], LONG)])))).toEqual([[0, "2"]]);
  });

  it("filters over aggregates and projects over limits outside", async () => {
    const groups = sums();
    const having = filter(groups, test(">", col(groups, 1), long(1n)));
    expect(await rowsOf(plan(sort(having, asc(col(having, 1)))))).toEqual([
      ["b", "2", "1"],
      [null, "3", "1"],
    ]);
    const few = fetch(sort(people, asc(col(people, 0))), 1);
    const p = plan(project(few, call("div", [int(6), call("+", [col(few, 0), int(1)], INT)], INT)));
    expect(await rowsOf(p)).toEqual([[6]]);
  });

  it("counts up, down and to the end of 64 bits", async () => {
    expect(await rowsOf(plan(range(0n, 3n)))).toEqual([["0"], ["1"], ["2"]]);
    expect(await rowsOf(plan(range(3n, 0n, -2n)))).toEqual([["3"], ["1"]]);
    expect(await rowsOf(plan(range(9223372036854775800n, 9223372036854775807n, 5n)))).toEqual([
      ["9223372036854775800"],
      ["9223372036854775805"],
    ]);
    expect(await rowsOf(plan(range(5n, 5n)))).toEqual([]);
  });

  it("gives rows without columns", async () => {
    const none = values([], [[], [], []]);
    expect(await rowsOf(plan(none))).toHaveLength(3);
    const counted = aggregate(none, [], [measure("count", [], LONG)]);
    expect(await rowsOf(plan(counted))).toEqual([["3"]]);
  });

  it("generates and keeps order", async () => {
    const lists = values(
      [INT, array(INT)],
      [
        [1, [10, 20]],
        [2, []],
        [3, [30]],
      ],
    );
    const made = {
      kind: "generate",
      input: lists,
      function: "explode",
      args: [col(lists, 1)],
      outer: false,
      generated: [column(INT)],
      columns: [...lists.columns, column(INT)],
    } as const;
    expect(await rowsOf(plan(project(made, col(made, 0), col(made, 2))))).toEqual([
      [1, 10],
      [1, 20],
      [3, 30],
    ]);
  });

  it("takes the tail, unions and shared pieces", async () => {
    const sorted = sort(people, asc(col(people, 0)));
    expect(await rowsOf(plan({ kind: "tail", input: sorted, count: 2, columns: sorted.columns }))).toEqual([
      [2, "b"],
      [3, null],
    ]);
    const ref = { kind: "reference", index: 0, columns: people.columns } as const;
    const union = { kind: "set", operation: "union", all: true, inputs: [ref, ref], columns: people.columns } as const;
    const p = plan(union, [people]);
    expect(textOf(p)).toMatch(/^WITH s0 AS \(/);
    expect(await rowsOf(p)).toHaveLength(8);
  });
});

describe("expressions", () => {
  it("asks a failing operand only where the ones before it hold", async () => {
    const guarded = test(
      "and",
      test(">", col(people, 0), int(0)),
      test(">", call("div", [int(6), col(people, 0)], INT), int(2)),
    );
    expect(await rowsOf(plan(filter(people, guarded)))).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    expect(await rowsOf(plan(project(people, guarded)))).toEqual([[true], [true], [false], [false]]);
    const either = test(
      "or",
      test("=", col(people, 0), int(0)),
      test(">", call("div", [int(6), col(people, 0)], INT), int(2)),
    );
    expect(await rowsOf(plan(project(people, either)))).toEqual([[true], [true], [false], [true]]);
  });

  it("guards failing arguments of FILTER", async () => {
    const m = measure("sum", [call("div", [int(6), col(people, 0)], INT)], LONG, {
      filter: test(">", col(people, 0), int(0)),
    });
    expect(await rowsOf(plan(aggregate(people, [], [m])))).toEqual([["11"]]);
  });

  it("raises with the condition, its origin and parameters", async () => {
    const p = plan(project(people, call("div", [int(6), col(people, 0)], INT, { origin: 7 })));
    await expect(rowsOf(p)).rejects.toThrow('[DIVIDE_BY_ZERO]#7{"config":"x"}');
  });

  it("computes repeated arguments once and does not explode", async () => {
    let e = call("upper", [call("upper", [col(people, 1)], STRING)], STRING);
    for (let i = 0; i < 30; i++) e = call("twice", [call("length", [e], INT)], INT);
    const text = textOf(plan(project(people, e)));
    expect(text.length).toBeLessThan(20_000);
    expect(
      await rowsOf(
        plan(
          project(
            people,
            call(
              "twice",
              [call("+", [call("*", [col(people, 0), int(7)], INT), call("*", [col(people, 0), int(9)], INT)], INT)],
              INT,
            ),
          ),
        ),
      ),
    ).toEqual([[32], [64], [96], [0]]);
  });

  it("survives deep expressions", async () => {
    let e = col(people, 0) as ReturnType<typeof call> | ReturnType<typeof col>;
    for (let i = 0; i < 300; i++) e = call("+", [e, int(1)], INT);
    expect(await rowsOf(plan(fetch(project(people, e), 1)))).toEqual([[301]]);
  });

  it("takes window functions from an inner SELECT", async () => {
    const index = call("row_index", [], LONG);
    expect(await rowsOf(plan(filter(people, test("<", index, long(2n)))))).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
  });

  it("nests lambdas and captures columns", async () => {
    const lists = values([INT, array(INT)], [[1, [10, 20]]]);
    const inner = {
      kind: "lambda",
      params: [column(INT)],
      type: INT,
      nullable: true,
      body: call(
        "+",
        [
          { kind: "lambda_param", steps: 1, index: 0, ...column(INT) },
          call("+", [{ kind: "lambda_param", steps: 0, index: 0, ...column(INT) }, col(lists, 0)], INT),
        ],
        INT,
      ),
    } as const;
    const outer = {
      kind: "lambda",
      params: [column(INT)],
      type: array(INT),
      nullable: true,
      body: call("transform", [col(lists, 1), inner], array(INT)),
    } as const;
    expect(await rowsOf(plan(project(lists, call("transform", [col(lists, 1), outer], array(array(INT))))))).toEqual([
      [
        [
          [21, 31],
          [31, 41],
        ],
      ],
    ]);
  });

  it("correlates sub-queries", async () => {
    const other = values(
      [INT, INT],
      [
        [1, 5],
        [1, 6],
        [2, 7],
      ],
    );
    const outer = { kind: "outer", steps: 1, index: 0, ...column(INT) } as const;
    const matching = filter(other, test("=", col(other, 0), outer));
    const scalar = {
      kind: "subquery",
      mode: "scalar",
      rel: aggregate(matching, [], [measure("sum", [col(matching, 1)], LONG)]),
      values: [],
      ...column(LONG),
    } as const;
    expect(await rowsOf(plan(project(people, col(people, 0), scalar)))).toEqual([
      [1, "11"],
      [2, "7"],
      [3, null],
      [0, null],
    ]);
    const exists = {
      kind: "subquery",
      mode: "exists",
      rel: matching,
      values: [],
      ...column({ kind: "boolean" }, false),
    } as const;
    expect(await rowsOf(plan(filter(people, exists)))).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    const pairs = values(
      [INT, INT],
      [
        [1, null],
        [2, 5],
      ],
    );
    const member = {
      kind: "subquery",
      mode: "in",
      rel: pairs,
      values: [col(people, 0), int(5)],
      ...column({ kind: "boolean" }),
    } as const;
    // Spark's existence join knows no NULL.
    expect(await rowsOf(plan(project(people, member)))).toEqual([[false], [true], [false], [false]]);
  });

  it("multiplies decimals without widening casts below aggregates only", async () => {
    const d = decimal(15, 2);
    const rows = values(
      [d, d],
      [
        [
          { unscaled: 9999999999999n, scale: 2 },
          { unscaled: 9999999999999n, scale: 2 },
        ],
        [
          { unscaled: 1n, scale: 2 },
          { unscaled: 1n, scale: 2 },
        ],
      ],
    );
    const product = call("*", [col(rows, 0), col(rows, 1)], decimal(31, 4));
    const total = plan(aggregate(rows, [], [measure("sum", [product], decimal(38, 4))]));
    expect(textOf(total)).not.toMatch(/CAST\(t\d+\.c0/);
    await expect(rowsOf(total)).rejects.toThrow(/DECIMAL\(18/);
    expect(await rowsOf(total, { wideDecimals: true })).toEqual([["9999999999998000000000.0002"]]);
    expect(await rowsOf(plan(project(rows, product)))).toEqual([["9999999999998000000000.0001"], ["0.0001"]]);
  });

  it("casts where DuckDB's type differs", async () => {
    expect(await rowsOf(plan(project(people, cast(col(people, 0), STRING), cast(str("12"), INT))))).toEqual([
      ["1", 12],
      ["2", 12],
      ["3", 12],
      ["0", 12],
    ]);
  });
});
