/** What every backend must do, whatever its engine: the same suite runs on each. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { streamToValues } from "../../src/arrow/column-values.ts";
import { valuesToStream } from "../../src/arrow/build-column.ts";
import { readStream } from "../../src/arrow/read.ts";
import type { Backend, ExecuteContext, InputData, RecordBatchBytes } from "../../src/backend/backend.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import type { ReadPlan, ReadRel } from "../../src/substrait/read/plan.ts";
import * as T from "../../src/types/data-type.ts";
import type { DataType, StructType } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import {
  aggregate,
  asc,
  call,
  cast,
  col,
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
  test as predicate,
  values,
} from "../harness/plans.ts";
import { anyValue, layouts, printed, randomOf } from "../harness/values.ts";

const schemaOf = (p: ReadPlan): StructType =>
  T.struct(p.root.columns.map((c, i) => T.field(p.names[i] ?? `c${i}`, c.type, c.nullable)));

const contextOf = (p: ReadPlan, more: Partial<ExecuteContext> = {}): ExecuteContext => ({
  schema: schemaOf(p),
  inputs: new Map(),
  signal: new AbortController().signal,
  settings: { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION", useLargeVarTypes: false },
  limits: { maxBatchRows: 0, maxBatchBytes: 4 << 20 },
  ...more,
});

const ORIGIN = { kind: "sql", source: { text: "SELECT a / b" }, span: { start: 7, end: 12 } } as const;
const withOrigin = (root: ReadRel): ReadPlan => ({ ...plan(root), origins: [ORIGIN] });

const local = (types: readonly DataType[], id = "rows"): ReadRel => ({
  kind: "local_data",
  dataId: id,
  columns: types.map((type) => ({ type, nullable: true })),
});

const inputOf = (types: readonly DataType[], ...batches: readonly (readonly (readonly Value[])[])[]): InputData => {
  const schema = T.struct(types.map((type, i) => T.field(`c${i}`, type)));
  return {
    schema,
    streams: batches.map((rows) => valuesToStream(schema, rows, { timeZone: "UTC", useLargeVarTypes: false })),
  };
};

/** Runs the suite on a backend. `ownThread`: it computes beside the caller, and so hears of a signal before it has rows. */
export function backendContract(
  name: string,
  open: () => Promise<Backend>,
  { ownThread }: { readonly ownThread: boolean },
): void {
  describe(`the contract of a backend: ${name}`, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await open();
    });
    afterAll(() => backend.close());

    const batches = async (p: ReadPlan, more: Partial<ExecuteContext> = {}): Promise<RecordBatchBytes[]> => {
      const out: RecordBatchBytes[] = [];
      for await (const batch of backend.execute(p, contextOf(p, more))) out.push(batch);
      return out;
    };
    const rows = async (p: ReadPlan, more: Partial<ExecuteContext> = {}): Promise<Value[][]> =>
      (await batches(p, more)).flatMap((b) => streamToValues(b.data).rows);
    const failure = async (work: Promise<unknown>): Promise<SparkError> => {
      const reason: unknown = await work.then(
        () => undefined,
        (e: unknown) => e,
      );
      if (!(reason instanceof SparkError)) throw reason ?? new Error("nothing was thrown");
      return reason;
    };

    describe("results", () => {
      test("no rows give one batch with the schema", async () => {
        const p = plan(filter(range(0n, 10n), predicate(">", col(range(0n, 1n), 0), long(100n))));
        const found = await batches(p);
        expect(found.map((b) => b.rows)).toEqual([0]);
        expect(readStream(found[0]?.data ?? new Uint8Array()).fields.map((f) => f.name)).toEqual(["c0"]);
      });

      test("rows without columns are counted", async () => {
        const none = project(range(0n, 3n));
        const found = await batches(plan(none));
        expect(found.reduce((n, b) => n + b.rows, 0)).toBe(3);
        expect(await rows(plan(aggregate(none, [], [measure("count", [], T.LONG, { nullable: false })])))).toEqual([
          [3n],
        ]);
      });

      test("the batches have the schema that was asked for: names, types, nullability", async () => {
        const p = plan(project(range(0n, 1n), long(7n), lit(null, T.STRING)));
        const schema = T.struct([T.field("a.b", T.LONG, false), T.field("a.b", T.STRING)]);
        const [first] = await batches(p, { schema });
        expect(readStream(first?.data ?? new Uint8Array()).fields.map((f) => [f.name, f.nullable])).toEqual([
          ["a.b", false],
          ["a.b", true],
        ]);
      });

      test("batches stay under the limit of rows, and none is lost", async () => {
        const found = await batches(plan(range(0n, 10_000n)), {
          limits: { maxBatchRows: 333, maxBatchBytes: 1 << 20 },
        });
        expect(Math.max(...found.map((b) => b.rows))).toBeLessThanOrEqual(333);
        expect(found.flatMap((b) => streamToValues(b.data).rows.map(([v]) => v))).toEqual(
          Array.from({ length: 10_000 }, (_, i) => BigInt(i)),
        );
      });

      test("wide rows are split by bytes", async () => {
        const wide = project(range(0n, 200n), lit("x".repeat(20_000), T.STRING));
        const found = await batches(plan(wide), { limits: { maxBatchRows: 0, maxBatchBytes: 1 << 20 } });
        expect(found.reduce((n, b) => n + b.rows, 0)).toBe(200);
        expect(Math.max(...found.map((b) => b.data.byteLength))).toBeLessThan(4 << 20);
      });

      test("many rows keep their order", async () => {
        const p = plan(project(range(0n, 200_000n), call("*", [col(range(0n, 1n), 0), long(3n)], T.LONG)));
        const found = await rows(p);
        expect(found.length).toBe(200_000);
        expect(found.every(([v], i) => v === BigInt(i) * 3n)).toBe(true);
      });

      test("rows of several streams come in order", async () => {
        const input = inputOf([T.INT], [[1], [2]], [], [[3]]);
        expect(await rows(plan(local([T.INT])), { inputs: new Map([["rows", input]]) })).toEqual([[1], [2], [3]]);
      });
    });

    describe("values", () => {
      test.each(layouts.map((t) => [JSON.stringify(t), t] as const))("%s in, and the same out", async (_, type) => {
        const random = randomOf(41);
        const data = Array.from({ length: 40 }, () => [anyValue(type, random)]);
        const p = plan(local([type]));
        expect(printed(await rows(p, { inputs: new Map([["rows", inputOf([type], data)]]) }))).toBe(printed(data));
      });

      const spelled = layouts.filter(
        (t) => !T.someType(t, (p) => p.kind === "variant" || p.kind === "udt" || p.kind === "time"),
      );
      test.each(spelled.map((t) => [JSON.stringify(t), t] as const))("%s as literals", async (_, type) => {
        const random = randomOf(42);
        const data = Array.from({ length: 12 }, () => [anyValue(type, random)]);
        expect(printed(await rows(plan(values([type], data))))).toBe(printed(data));
      });

      test("decimals keep every digit", async () => {
        const type = T.decimal(38, 38);
        const most = { unscaled: 10n ** 38n - 1n, scale: 38 };
        const least = { unscaled: -(10n ** 38n - 1n), scale: 38 };
        expect(await rows(plan(values([type], [[most], [least]])))).toEqual([[most], [least]]);
        const one = T.decimal(38, 0);
        const sum = call(
          "+",
          [lit({ unscaled: 10n ** 37n, scale: 0 }, one), lit({ unscaled: 1n, scale: 0 }, one)],
          one,
        );
        expect(await rows(plan(project(range(0n, 1n), sum)))).toEqual([[{ unscaled: 10n ** 37n + 1n, scale: 0 }]]);
      });

      test("NaN is equal to itself and above all; -0.0 is 0.0 in groups and joins", async () => {
        const data = values([T.DOUBLE], [[NaN], [-0], [0], [Infinity], [NaN]]);
        const groups = await rows(
          plan(
            sort(
              aggregate(data, [col(data, 0)], [measure("count", [], T.LONG, { nullable: false })]),
              asc(col(data, 0)),
            ),
          ),
        );
        expect(printed(groups)).toBe(
          printed([
            [0, 2n],
            [Infinity, 1n],
            [NaN, 2n],
          ]),
        );
        const joined = join(data, values([T.DOUBLE], [[NaN], [0]]), "inner");
        const [left, right] = [col(joined, 0), col(joined, 1)];
        const matches = await rows(plan(join(joined.left, joined.right, "inner", predicate("=", left, right))));
        expect(matches.length).toBe(4);
      });
    });

    describe("order", () => {
      const data = values(
        [T.INT, T.STRING],
        [
          [2, "b"],
          [null, "n"],
          [1, "a"],
          [3, null],
        ],
      );
      const order = async (...keys: Parameters<typeof sort>[1][]) =>
        (await rows(plan(sort(data, ...keys)))).map(([v]) => v);

      test("every key says where NULL goes", async () => {
        expect(await order(asc(col(data, 0)))).toEqual([null, 1, 2, 3]);
        expect(await order(desc(col(data, 0)))).toEqual([3, 2, 1, null]);
        expect(await order({ ...asc(col(data, 0)), nulls: "last" })).toEqual([1, 2, 3, null]);
        expect(await order({ ...desc(col(data, 0)), nulls: "first" })).toEqual([null, 3, 2, 1]);
        expect(await order(asc(col(data, 1)))).toEqual([3, 1, 2, null]);
      });

      test("text is ordered by its bytes", async () => {
        const texts = values([T.STRING], [["é"], ["z"], ["Z"], [""], ["😀"], ["\uffee"], ["a"]]);
        expect((await rows(plan(sort(texts, asc(col(texts, 0)))))).map(([v]) => v)).toEqual([
          "",
          "Z",
          "a",
          "z",
          "é",
          "\uffee",
          "😀",
        ]);
      });

      test("nested values: element by element, NULL first inside", async () => {
        const lists = values([T.array(T.INT)], [[[1, 2]], [[1]], [[1, null]], [null], [[0, 9]]]);
        expect((await rows(plan(sort(lists, asc(col(lists, 0)))))).map(([v]) => v)).toEqual([
          null,
          [0, 9],
          [1],
          [1, null],
          [1, 2],
        ]);
      });

      test("a limit after a sort takes the first", async () => {
        expect(await rows(plan(fetch(sort(data, desc(col(data, 0))), 2, 1)))).toEqual([
          [2, "b"],
          [1, "a"],
        ]);
        expect(await rows(plan(fetch(data, 0)))).toEqual([]);
      });
    });

    describe("failures", () => {
      const divided = (origin?: number) => {
        const input = values(
          [T.INT, T.INT],
          [
            [6, 3],
            [1, 0],
          ],
        );
        return project(
          input,
          call("div", [col(input, 0), col(input, 1)], T.LONG, origin === undefined ? {} : { origin }),
        );
      };

      test("a division by zero carries its condition and its place", async () => {
        const error = await failure(rows(withOrigin(divided(0))));
        expect([error.condition, error.origin]).toEqual(["DIVIDE_BY_ZERO", ORIGIN]);
      });

      test("overflow and casts have Spark's conditions", async () => {
        const most = values([T.INT, T.STRING], [[2147483647, "x"]]);
        const overflow = project(most, call("+", [col(most, 0), int(1)], T.INT, { origin: 0 }));
        expect(await failure(rows(withOrigin(overflow)))).toMatchObject({
          condition: "ARITHMETIC_OVERFLOW",
          origin: ORIGIN,
        });
        const bad = project(most, cast(col(most, 1), T.INT, "ansi", 0));
        expect(await failure(rows(withOrigin(bad)))).toMatchObject({ condition: "CAST_INVALID_INPUT", origin: ORIGIN });
        expect(await rows(plan(project(most, cast(col(most, 1), T.INT, "try"))))).toEqual([[null]]);
      });

      test("a late failure is never a short result", async () => {
        const input = range(0n, 500_000n);
        const late = project(
          input,
          call("div", [long(1n), call("-", [long(499_999n), col(input, 0)], T.LONG)], T.LONG, { origin: 0 }),
        );
        let seen = 0;
        const read = async () => {
          for await (const batch of backend.execute(
            withOrigin(late),
            contextOf(withOrigin(late), { limits: { maxBatchRows: 1000, maxBatchBytes: 1 << 20 } }),
          ))
            seen += batch.rows;
        };
        expect((await failure(read())).condition).toBe("DIVIDE_BY_ZERO");
        expect(seen).toBeLessThan(500_000);
      });

      test("a branch that is not taken does not fail", async () => {
        const input = values([T.INT], [[0], [2]]);
        const guarded = call(
          "if",
          [predicate("=", col(input, 0), int(0)), long(-1n), call("div", [int(10), col(input, 0)], T.LONG)],
          T.LONG,
        );
        expect(await rows(plan(project(input, guarded)))).toEqual([[-1n], [5n]]);
        const kept = filter(
          input,
          predicate(
            "and",
            predicate(">", col(input, 0), int(0)),
            predicate("=", call("div", [int(10), col(input, 0)], T.LONG), long(5n)),
          ),
        );
        expect(await rows(plan(kept))).toEqual([[2]]);
      });

      test("after a failure the backend runs on", async () => {
        await failure(rows(plan(divided())));
        expect(await rows(plan(range(0n, 2n)))).toEqual([[0n], [1n]]);
      });
    });

    describe("ends", () => {
      const endless = plan(range(0n, 1_000_000_000_000n));

      test("a signal that has fired runs nothing", async () => {
        const error = await failure(rows(endless, { signal: AbortSignal.abort(new Error("no more")) }));
        expect(error.condition).toBe("OPERATION_CANCELED");
      });

      test("a signal ends a running query", async () => {
        const stop = new AbortController();
        const running = failure(
          (async () => {
            for await (const batch of backend.execute(endless, contextOf(endless, { signal: stop.signal })))
              if (batch.rows > 0) stop.abort();
          })(),
        );
        expect((await running).condition).toBe("OPERATION_CANCELED");
      });

      test.runIf(ownThread)("a signal ends a query that has no rows to give yet", async () => {
        const big = range(0n, 1_000_000_000_000n);
        const counting = plan(
          aggregate(big, [], [measure("sum", [call("%", [col(big, 0), long(7n)], T.LONG)], T.LONG)]),
        );
        const stop = new AbortController();
        setTimeout(() => stop.abort(), 50);
        expect((await failure(rows(counting, { signal: stop.signal }))).condition).toBe("OPERATION_CANCELED");
      });

      test("a consumer may leave early, and the backend runs on", async () => {
        for (let i = 0; i < 5; i++) {
          for await (const batch of backend.execute(endless, contextOf(endless))) {
            expect(batch.rows).toBeGreaterThan(0);
            break;
          }
        }
        expect(await rows(plan(range(0n, 1n)))).toEqual([[0n]]);
      });

      test("queries run beside one another", async () => {
        const counts = await Promise.all([1n, 1000n, 20_000n].map((n) => rows(plan(range(0n, n)))));
        expect(counts.map((r) => r.length)).toEqual([1, 1000, 20_000]);
      });

      test("closing while a stream is open ends it with an error", async () => {
        const own = await open();
        const stream = own
          .execute(endless, contextOf(endless, { limits: { maxBatchRows: 100, maxBatchBytes: 1 << 16 } }))
          [Symbol.asyncIterator]();
        await stream.next();
        const closing = own.close();
        const drained = (async () => {
          while (!(await stream.next()).done);
        })();
        await expect(drained).rejects.toThrow();
        await closing;
      });
    });

    describe("kept rows", () => {
      const keep = (p: ReadPlan, more: Partial<ExecuteContext> = {}) => backend.store(p, contextOf(p, more));

      test("are there for later plans, in their order, and say how many they are", async () => {
        const p = plan(sort(range(0n, 5000n), desc(col(range(0n, 1n), 0))));
        const kept = await keep(p);
        expect(kept.rows).toBe(5000);
        expect(kept.bytes).toBeGreaterThan(0);
        expect(kept.lost).toBe(false);
        const inputs = new Map([["kept", kept]]);
        const scan = local([T.LONG], "kept");
        for (let i = 0; i < 2; i++) {
          const found = await rows(plan(scan), { inputs });
          expect(found.map(([v]) => v)).toEqual(Array.from({ length: 5000 }, (_, n) => BigInt(4999 - n)));
        }
        const few = filter(scan, predicate("<", col(scan, 0), long(2n)));
        expect(await rows(plan(few), { inputs })).toEqual([[1n], [0n]]);
        await kept.dispose();
      });

      test.each(layouts.map((t) => [JSON.stringify(t), t] as const))("%s in, and the same out", async (_, type) => {
        const random = randomOf(12);
        const data = Array.from({ length: 300 }, () => [anyValue(type, random)]);
        const client = new Map([["rows", inputOf([type], data)]]);
        const kept = await keep(plan(local([type])), { inputs: client });
        const found = await rows(plan(local([type], "kept")), { inputs: new Map([["kept", kept]]) });
        expect(printed(found)).toBe(printed(data));
        await kept.dispose();
      });

      test.each(layouts.map((t) => [JSON.stringify(t), t] as const))(
        "%s from elsewhere, batch by batch, and the same out",
        async (_, type) => {
          const random = randomOf(13);
          const data = Array.from({ length: 300 }, () => [anyValue(type, random)]);
          const { streams, schema } = inputOf([type], data.slice(0, 100), [], data.slice(100));
          const batches = async function* () {
            for (const [i, stream] of streams.entries()) yield { data: stream, rows: [100, 0, 200][i] ?? 0 };
          };
          const p = plan(local([type]));
          const kept = await backend.store({ batches: batches(), schema }, contextOf(p));
          expect(kept.rows).toBe(300);
          const found = await rows(plan(local([type], "kept")), { inputs: new Map([["kept", kept]]) });
          expect(printed(found)).toBe(printed(data));
          await kept.dispose();
        },
      );

      test("from elsewhere may be without columns, and leave nothing behind where they fail", async () => {
        const bare = plan(project(range(0n, 3n)));
        const batches = backend.execute(bare, contextOf(bare));
        const kept = await backend.store({ batches, schema: T.struct([]) }, contextOf(bare));
        expect(kept.rows).toBe(3);
        await kept.dispose();
        const failing = async function* (): AsyncGenerator<RecordBatchBytes> {
          yield* backend.execute(bare, contextOf(bare));
          throw new Error("no more");
        };
        const broken = backend.store({ batches: failing(), schema: T.struct([]) }, contextOf(bare));
        await expect(broken).rejects.toThrow("no more");
      });

      test("of a plan over kept rows outlive these", async () => {
        const first = await keep(plan(range(0n, 3n)));
        const second = await keep(plan(local([T.LONG], "first")), { inputs: new Map([["first", first]]) });
        await first.dispose();
        expect(await rows(plan(local([T.LONG], "kept")), { inputs: new Map([["kept", second]]) })).toEqual([
          [0n],
          [1n],
          [2n],
        ]);
        await second.dispose();
      });

      test("may be none, or without columns", async () => {
        const none = await keep(plan(filter(range(0n, 3n), predicate("<", col(range(0n, 1n), 0), long(0n)))));
        expect(none.rows).toBe(0);
        const bare = await keep(plan(project(range(0n, 3n))));
        expect(bare.rows).toBe(3);
        const counted = aggregate(local([], "kept"), [], [measure("count", [], T.LONG, { nullable: false })]);
        expect(await rows(plan(counted), { inputs: new Map([["kept", bare]]) })).toEqual([[3n]]);
        await Promise.all([none.dispose(), bare.dispose()]);
      });

      test("are not kept in part: a failure and a cancellation leave nothing", async () => {
        const input = range(0n, 50_000n);
        const late = project(
          input,
          call("div", [long(1n), call("-", [long(49_999n), col(input, 0)], T.LONG)], T.LONG, { origin: 0 }),
        );
        expect(await failure(keep(withOrigin(late)))).toMatchObject({ condition: "DIVIDE_BY_ZERO", origin: ORIGIN });
        const aborted = AbortSignal.abort(new Error("no more"));
        expect((await failure(keep(plan(input), { signal: aborted }))).condition).toBe("OPERATION_CANCELED");
      });
    });

    test("what is not supported is told, with its name, and not run", () => {
      const unknown = plan(project(range(0n, 1n), call("no_such_function", [], T.INT)));
      expect(backend.support(unknown)).toMatchObject([{ kind: "unsupported", feature: "function no_such_function" }]);
      expect(backend.support(plan(range(0n, 1n)))).toEqual([]);
    });
  });
}
