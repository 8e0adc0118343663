// Every kind of function, through PySpark's own workers of each client version.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PythonBatch, PythonTask } from "../../src/python/api.ts";
import { type DataType, INT } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import {
  batch,
  clients,
  commandsOf,
  common,
  DOUBLE,
  LONG,
  rowsOf,
  STRING,
  scalar,
  schema,
  startRuntime,
  stream,
} from "./harness.ts";

const AB = schema({ a: LONG, b: LONG });
const KV = schema({ k: LONG, v: LONG });
const KVG = schema({ k: LONG, v: LONG, g: LONG });
const SUMS = schema({ k: LONG, total: LONG });
const PAIR = schema({ a: LONG, b: STRING });

it.runIf(clients.length === 0)("there is no client's environment here (scripts/clients.mjs)", () => {});

describe.each(clients)("PySpark of $name", (client) => {
  const { runtime, end } = startRuntime();
  let commands: ReadonlyMap<string, Uint8Array>;
  beforeAll(() => {
    commands = commandsOf(client);
  });
  afterAll(end);

  const since = (line: string) => Number(client.line) >= Number(line);
  const command = (name: string): Uint8Array => {
    const found = commands.get(name);
    if (found === undefined) throw new Error(`commands.py has no ${name}`);
    return found;
  };
  const f = (name: string, ...columns: number[]) => ({
    commands: [command(name)],
    args: columns.map((column) => ({ column })),
    name,
  });
  const run = (task: PythonTask, input: AsyncIterable<PythonBatch>, other?: AsyncIterable<PythonBatch>) =>
    rowsOf(runtime.run(task, input, other));

  const rows: Value[][] = [
    [1n, 10n],
    [2n, 20n],
    [3n, null],
  ];
  const ab = () => stream(batch(AB, rows.slice(0, 2)), batch(AB, []), batch(AB, rows.slice(2)));
  const plusOne = rows.map(([a]) => [a, (a as bigint) + 1n]);

  describe("scalar", () => {
    const cases: readonly [number, string, string][] = [
      [100, "plus_one", "3.5"],
      [101, "plus_one", "3.5"],
      [200, "plus_one", "3.5"],
      [204, "iterated", "3.5"],
      [204, "iterated_at_once", "3.5"],
      [250, "arrow_plus_one", "4.1"],
      [251, "arrow_iterated", "4.1"],
    ];
    it.each(cases.filter(([, , line]) => since(line)))("%i %s", async (evalType, name) => {
      expect(await run(scalar(client, evalType, [f(name, 0)], [LONG]), ab())).toEqual(plusOne);
    });

    it.each([100, 101, 200])("%i: two functions in one trip, over nulls", async (evalType) => {
      const task = scalar(client, evalType, [f("plus_one", 0), f("text_of", 0)], [LONG, STRING], { keep: [1, 0] });
      const made = await run(
        {
          ...task,
          functions: task.functions.slice(0, 1),
          output: { ...task.output, fields: task.output.fields.slice(0, 3) },
        },
        ab(),
      );
      expect(made).toEqual(rows.map(([a, b]) => [b, a, (a as bigint) + 1n]));
    });

    it.each([100, 101, 200])("%i: a chain runs innermost first", async (evalType) => {
      const chain = { commands: [command("plus_one"), command("times_two")], args: [{ column: 0 }], name: "chain" };
      expect(await run(scalar(client, evalType, [chain], [LONG]), ab())).toEqual(
        rows.map(([a]) => [a, ((a as bigint) + 1n) * 2n]),
      );
    });

    it("functions without arguments are called per row", async () => {
      for (const evalType of since("4.0") ? [100, 101] : [100])
        expect(await run(scalar(client, evalType, [f("nothing")], [LONG]), ab())).toEqual(rows.map(([a]) => [a, 7n]));
    });

    it.skipIf(!since("4.0"))("arguments by name", async () => {
      const keyword = {
        commands: [command("keyword")],
        args: [
          { column: 0, name: "b" },
          { column: 1, name: "a" },
        ],
        name: "keyword",
      };
      for (const evalType of [100, 101, 200])
        expect(await run(scalar(client, evalType, [keyword], [LONG]), stream(batch(AB, rows.slice(0, 2))))).toEqual([
          [1n, 9n],
          [2n, 18n],
        ]);
    });

    it("structs come back", async () => {
      for (const evalType of [100, 101])
        expect(await run(scalar(client, evalType, [f("structured", 0)], [PAIR]), ab())).toEqual(
          rows.map(([a]) => [a, { fields: [a, String(a)] }]),
        );
    });

    it("no rows make no rows, in one batch", async () => {
      for (const evalType of [100, 200]) {
        const batches: PythonBatch[] = [];
        for await (const each of runtime.run(scalar(client, evalType, [f("plus_one", 0)], [LONG]), stream()))
          batches.push(each);
        expect(batches.map((b) => b.rows)).toEqual([0]);
      }
    });

    it("batches are as large as the session lets them be", async () => {
      const many = batch(
        AB,
        Array.from({ length: 25 }, (_, i) => [BigInt(i), null]),
      );
      const task = scalar(client, 200, [f("length", 0)], [LONG], {
        keep: [],
        settings: { ...common(client).settings, maxRecordsPerBatch: 10 },
      });
      const made = (await run(task, stream(many))).flat();
      expect(made).toEqual([...Array(20).fill(10n), ...Array(5).fill(5n)]);
    });

    it("errors are the function's, with its traceback", async () => {
      await expect(run(scalar(client, 100, [f("boom", 0)], [LONG]), ab())).rejects.toMatchObject({
        condition: "PYTHON_EXCEPTION",
        class: "python",
        params: { traceback: expect.stringMatching(/^Traceback.*in boom\n.*ValueError: bad 1\n$/s) },
      });
      await expect(run(scalar(client, 200, [f("wrong_length", 0)], [LONG]), ab())).rejects.toMatchObject({
        params: { traceback: expect.stringMatching(/expected 2, got 1|output rows \(1\)/) },
      });
      await expect(run(scalar(client, 100, [f("wrong_struct", 0)], [PAIR]), ab())).rejects.toMatchObject({
        condition: "STRUCT_ARRAY_LENGTH_MISMATCH",
        params: { expected: "2", actual: "3" },
      });
    });
  });

  describe("maps", () => {
    const map = (evalType: number, name: string, output = KV, input = KV): PythonTask => ({
      ...common(client),
      kind: "map",
      evalType,
      command: command(name),
      name,
      barrier: false,
      input,
      output,
    });
    const kv = () =>
      stream(
        batch(KV, [
          [1n, 2n],
          [2n, 3n],
        ]),
        batch(KV, [[3n, 4n]]),
      );

    it("205 and 207 see frames and give frames", async () => {
      expect(await run(map(205, "map_filter"), kv())).toEqual([
        [1n, 2n],
        [3n, 4n],
      ]);
      expect(await run({ ...map(205, "map_filter"), barrier: true } as PythonTask, kv())).toEqual([
        [1n, 2n],
        [3n, 4n],
      ]);
      expect(await run(map(207, "arrow_map"), kv())).toEqual([
        [1n, 2n],
        [2n, 3n],
        [3n, 4n],
      ]);
      expect(await run(map(207, "arrow_map_large", schema({ s: STRING })), stream(batch(KV, [[1n, 2n]])))).toEqual([
        ["a"],
        [null],
        ["c"],
      ]);
    });

    it("are called once, without rows too", async () => {
      const counts = schema({ frames: LONG, rows: LONG });
      expect(await run(map(205, "map_count", counts), kv())).toEqual([[2n, 3n]]);
      expect(await run(map(205, "map_count", counts), stream())).toEqual([[0n, 0n]]);
    });

    it("need not take all rows", async () => {
      async function* endless() {
        for (;;) yield batch(KV, [[1n, 2n]]);
      }
      expect(await run(map(205, "map_first"), endless())).toEqual([[1n, 2n]]);
    });

    it("are held to their schema", async () => {
      await expect(run(map(205, "map_wrong"), kv())).rejects.toMatchObject({
        params: { traceback: expect.stringContaining("Missing: k, v. Unexpected: z.") },
      });
      await expect(run(map(207, "arrow_map_wrong"), kv())).rejects.toMatchObject({
        condition: "UNSUPPORTED_CALL.WITHOUT_SUGGESTION",
        params: { methodName: "getLong" },
      });
      const twice = schema({
        s: {
          kind: "struct",
          fields: [
            { name: "x", type: LONG, nullable: true },
            { name: "x", type: LONG, nullable: true },
          ],
        },
      });
      await expect(run(map(205, "map_same", KV, twice), stream())).rejects.toMatchObject({
        condition: "DUPLICATED_FIELD_NAME_IN_ARROW_STRUCT",
        params: { fieldNames: "[x, x]" },
      });
    });
  });

  describe("groups", () => {
    const data: Value[][] = [
      [1n, 1n, 0n],
      [1n, 2n, 0n],
      [2n, 3n, 1n],
      [2n, 4n, 1n],
      [2n, 5n, 1n],
      [5n, 6n, 7n],
    ];
    // A group spans batches.
    const grouped = () => stream(batch(KVG, data.slice(0, 4)), batch(KVG, data.slice(4)));
    const columns = { grouping: { column: 2 }, keys: [0], values: [0, 1] };
    const map = (evalType: number, name: string, output = SUMS): PythonTask => ({
      ...common(client),
      ...columns,
      kind: "groups",
      evalType,
      command: command(name),
      name,
      input: KVG,
      output,
    });
    const sums = [
      [1n, 3n],
      [2n, 12n],
      [5n, 6n],
    ];
    const maps: readonly [number, string, string][] = [
      [201, "group_sum", "3.5"],
      [209, "group_sum_arrow", "4.0"],
      [216, "group_iter", "4.1"],
      [215, "group_iter_arrow", "4.1"],
    ];
    it.each(maps.filter(([, , line]) => since(line)))("%i %s", async (evalType, name) => {
      expect(await run(map(evalType, name), grouped())).toEqual(sums);
      expect(await run(map(evalType, name), stream())).toEqual([]);
    });

    it("201: any number of rows leaves", async () => {
      expect(await run(map(201, "group_rows", KV), grouped())).toEqual([
        [1n, 2n],
        [1n, 2n],
        [2n, 3n],
        [2n, 3n],
        [2n, 3n],
        [5n, 1n],
      ]);
    });

    it.each(
      (
        [
          [206, "cogroup", "3.5"],
          [210, "cogroup_arrow", "4.0"],
        ] as const
      ).filter(([, , line]) => since(line)),
    )("%i %s", async (evalType, name) => {
      const other = stream(
        batch(KVG, [
          [2n, 30n, 1n],
          [3n, 1n, 4n],
        ]),
        batch(KVG, [[3n, 2n, 4n]]),
      );
      const task: PythonTask = {
        ...common(client),
        ...columns,
        kind: "cogroups",
        evalType,
        command: command(name),
        name,
        input: KVG,
        output: schema({ k: LONG, left: LONG, right: LONG }),
        other: { ...columns, input: KVG },
      };
      expect(await run(task, grouped(), other)).toEqual([
        [1n, 2n, 0n],
        [2n, 3n, 1n],
        [3n, 0n, 2n],
        [5n, 1n, 0n],
      ]);
    });

    const aggregates: readonly [number, string, DataType, string][] = [
      [202, "whole_sum", DOUBLE, "3.5"],
      [217, "sum_iter", DOUBLE, "4.2"],
      [252, "arrow_sum", LONG, "4.1"],
    ];
    it.each(aggregates.filter(([, , , line]) => since(line)))("%i %s", async (evalType, name, type) => {
      const task = (keep: readonly number[], column: number | undefined): PythonTask => ({
        ...common(client),
        kind: "aggregate",
        evalType,
        functions: [f(name, 1)],
        input: KVG,
        keep,
        grouping: { column },
        output: {
          kind: "struct",
          fields: [
            ...keep.map(() => KVG.fields[0] as (typeof KVG.fields)[number]),
            { name: "r", type, nullable: true },
          ],
        },
      });
      const number = (n: number) => (type === LONG ? BigInt(n) : n);
      expect(await run(task([0], 2), grouped())).toEqual([
        [1n, number(3)],
        [2n, number(12)],
        [5n, number(6)],
      ]);
      expect(await run(task([], undefined), grouped())).toEqual([[number(21)]]);
      expect(await run(task([], undefined), stream())).toEqual([]);
    });

    const windows: readonly [number, string, DataType, string][] = [
      [203, "whole_sum", DOUBLE, "3.5"],
      [253, "arrow_sum", LONG, "4.1"],
    ];
    it.each(windows.filter(([, , , line]) => since(line)))("%i %s", async (evalType, name, type) => {
      const input = schema({ k: LONG, v: LONG, g: LONG, begin: INT, end: INT });
      const framed = stream(
        batch(input, [
          [1n, 1n, 0n, 0, 1],
          [1n, 2n, 0n, 0, 2],
          [2n, 3n, 1n, 0, 1],
        ]),
        batch(input, [
          [2n, 4n, 1n, 0, 2],
          [2n, 5n, 1n, 1, 3],
        ]),
      );
      const task: PythonTask = {
        ...common(client),
        kind: "window",
        evalType,
        input,
        keep: [1],
        grouping: { column: 2 },
        functions: [{ ...f(name, 1), frame: { begin: 3, end: 4 } }, f(name, 1)],
        output: schema({ v: LONG, framed: type, whole: type }),
      };
      const number = (n: number) => (type === LONG ? BigInt(n) : n);
      expect(await run(task, framed)).toEqual(
        [
          [1n, 1, 3],
          [2n, 3, 3],
          [3n, 3, 12],
          [4n, 7, 12],
          [5n, 9, 12],
        ].map(([v, a, b]) => [v, number(a as number), number(b as number)]),
      );
    });
  });

  describe("table functions", () => {
    const N = schema({ n: INT });
    const task = (evalType: number): PythonTask => ({
      ...common(client),
      kind: "table",
      evalType,
      command: command("countdown"),
      name: "countdown",
      args: [{ column: 0 }],
      returns: schema({ n: INT, i: INT }),
      partitionColumns: [],
      outer: false,
      keep: [0],
      input: N,
      output: schema({ k: INT, n: INT, i: INT }),
    });
    it.each([300, 301])("%i: rows stand beside theirs, those of terminate beside the last", async (evalType) => {
      expect(await run(task(evalType), stream(batch(N, [[2], [0], [1]])))).toEqual([
        [2, 2, 0],
        [2, 2, 1],
        [1, 1, 0],
        [1, -1, -1],
      ]);
    });

    it.skipIf(!since("4.0"))("analyze tells the schema, or why not", async () => {
      const request = {
        ...common(client),
        command: command("analyzed"),
        name: "analyzed",
        args: [{ type: INT, isTable: false }],
      };
      expect((await runtime.analyze(request)).schema).toEqual(schema({ n: INT, text: STRING }));
      await expect(runtime.analyze({ ...request, command: command("unanalyzable") })).rejects.toMatchObject({
        condition: "TABLE_VALUED_FUNCTION_FAILED_TO_ANALYZE_IN_PYTHON",
        params: { msg: expect.stringContaining("ValueError: no schema") },
      });
    });
  });

  it("refuses kinds that it does not know by their number", async () => {
    await expect(run(scalar(client, 999, [], []), stream())).rejects.toMatchObject({
      params: { feature: "Python functions of the evaluation type 999" },
    });
  });
});
