import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamToValues } from "../../src/arrow/column-values.ts";
import type { PythonBatch } from "../../src/python/api.ts";
import { inParts } from "../../src/python/parts/in-parts.ts";
import type { PartSize } from "../../src/python/parts/split.ts";
import type { Value } from "../../src/types/value.ts";
import { batch, LONG, rowsOf, schema, settings, stream } from "./harness.ts";

const GV = schema({ g: LONG, v: LONG });
/** Parts of so many groups. */
const of = (groups: number): PartSize => ({ groups, column: 0, input: GV, options: settings });
const valuesOf = ({ data }: PythonBatch): Value[][] => streamToValues(data).rows;

/** Runs it in parts by a worker that is now slow, now fast; tells what each part saw, and what left. */
async function taken(batches: readonly PythonBatch[], size: PartSize, most: number) {
  const parts: Value[][][] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const run = async function* (part: AsyncIterable<PythonBatch>) {
    const seen: Value[][] = [];
    const number = parts.push(seen);
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    const got: PythonBatch[] = [];
    for await (const each of part) {
      seen.push(...valuesOf(each));
      got.push(each);
    }
    await new Promise((next) => setTimeout(next, (number * 7) % 5));
    yield* got;
    atOnce--;
  };
  const left = await rowsOf(inParts(stream(...batches), size, { most, hasRoom: () => true }, run));
  return { parts, left, mostAtOnce };
}

describe("tasks in parts", () => {
  it("keep the order of their rows, and never cut a group", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (lengths, batchRows, groups, most) => {
          const rows = lengths.flatMap((n, g) => Array.from({ length: n }, (_, v): Value[] => [BigInt(g), BigInt(v)]));
          const batches: PythonBatch[] = [];
          for (let i = 0; i < rows.length; i += batchRows) batches.push(batch(GV, rows.slice(i, i + batchRows)));
          const { parts, left, mostAtOnce } = await taken(batches, of(groups), most);
          expect(left).toEqual(rows);
          expect(parts.flat()).toEqual(rows);
          expect(mostAtOnce).toBeLessThanOrEqual(most);
          const seen = parts.map((part) => new Set(part.map(([g]) => g)));
          for (const part of seen) expect(part.size).toBeLessThanOrEqual(groups);
          expect(seen.reduce((n, part) => n + part.size, 0)).toBe(lengths.filter((n) => n > 0).length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are cut behind so many groups, and run once without any", async () => {
    const batches = Array.from({ length: 10 }, (_, i) =>
      batch(GV, [
        [BigInt(i), 0n],
        [BigInt(i), 1n],
      ]),
    );
    expect((await taken(batches, of(3), 2)).parts.map((part) => part.length)).toEqual([6, 6, 6, 2]);
    expect((await taken([], of(3), 2)).parts).toEqual([[]]);
    expect((await taken(batches.slice(0, 3), of(3), 2)).parts.length).toBe(1);
  });

  it("fail with the error of a part, and give up the input", async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (let i = 0n; ; i++) yield batch(GV, [[i, 0n]]);
      } finally {
        isClosed = true;
      }
    }
    let count = 0;
    const run = async function* (part: AsyncIterable<PythonBatch>) {
      const number = ++count;
      for await (const each of part) {
        if (number === 3) throw new Error("the third");
        yield each;
      }
    };
    await expect(rowsOf(inParts(endless(), of(2), { most: 2, hasRoom: () => true }, run))).rejects.toThrow("the third");
    await new Promise((next) => setTimeout(next, 50));
    expect(isClosed).toBe(true);
  });

  it("end when nobody takes more", async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (let i = 0n; ; i++) {
          await new Promise((next) => setImmediate(next));
          yield batch(GV, [[i, 0n]]);
        }
      } finally {
        isClosed = true;
      }
    }
    const run = async function* (part: AsyncIterable<PythonBatch>) {
      yield* part;
    };
    for await (const _ of inParts(endless(), of(2), { most: 2, hasRoom: () => true }, run)) break;
    await new Promise((next) => setTimeout(next, 50));
    expect(isClosed).toBe(true);
  });

  it("begin before the worker of the one before has taken its input, and keep its results waiting", async () => {
    const batches = Array.from({ length: 8 }, (_, i) => batch(GV, [[BigInt(i), 0n]]));
    let begun = 0;
    let ended = 0;
    let both: (() => void) | undefined;
    const together = new Promise<void>((resolve) => {
      both = resolve;
    });
    let second: (() => void) | undefined;
    const secondEnded = new Promise<void>((resolve) => {
      second = resolve;
    });
    const run = async function* (part: AsyncIterable<PythonBatch>) {
      const number = ++begun;
      if (begun === 2) both?.();
      await together;
      // What the first makes leaves first, though the second is done with its own by then.
      if (number === 1) await secondEnded;
      yield* part;
      if (++ended === 1) second?.();
    };
    const left = await rowsOf(inParts(stream(...batches), of(4), { most: 2, hasRoom: () => true }, run));
    expect(left).toEqual(batches.flatMap(valuesOf));
  });
});
