import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamToValues } from "../../src/arrow/column-values.ts";
import type { PythonBatch } from "../../src/python/api.ts";
import { dealt } from "../../src/python/parts/dealt.ts";
import type { Value } from "../../src/types/value.ts";
import { batch, LONG, rowsOf, schema, settings, stream } from "./harness.ts";

const V = schema({ v: LONG });
const deal = (rows: number) => ({ rows, output: V, options: settings });
const lanes = (most: number) => ({ most, hasRoom: () => true });
const valuesOf = ({ data }: PythonBatch): Value[][] => streamToValues(data).rows;
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

/** Batches of so many rows each, numbered through. */
function batches(lengths: readonly number[]): PythonBatch[] {
  let next = 0n;
  return lengths.map((n) =>
    batch(
      V,
      Array.from({ length: n }, () => [next++]),
    ),
  );
}

/** A worker that answers in batches of its own size, and keeps some rows back as long as more may come. */
const worker = (size: number, keepsBack: number, seen: Value[][][] = []) => {
  return async function* (part: AsyncIterable<PythonBatch>): AsyncGenerator<PythonBatch> {
    const rows: Value[][] = [];
    seen.push(rows);
    let sent = 0;
    const upTo = function* (end: number) {
      for (; sent < end; sent += size) yield batch(V, rows.slice(sent, Math.min(end, sent + size)));
      sent = Math.max(sent, end);
    };
    for await (const each of part) {
      rows.push(...valuesOf(each));
      if (rows.length % 3 === 0) await pause(0);
      const ready = rows.length - keepsBack;
      if (ready - sent >= size) yield* upTo(ready - ((ready - sent) % size));
    }
    yield* upTo(rows.length);
    if (rows.length === 0) yield batch(V, []);
  };
};

describe("rows dealt to several workers", () => {
  it("leave in their order, whatever batches the workers make of them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(6), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(8),
        async (lengths, size, keepsBack, most, rows) => {
          const seen: Value[][][] = [];
          const input = batches(lengths);
          const out: PythonBatch[] = [];
          for await (const b of dealt(stream(...input), deal(rows), lanes(most), worker(size, keepsBack, seen)))
            out.push(b);
          expect(out.flatMap(valuesOf)).toEqual(input.flatMap(valuesOf));
          expect(out.length).toBeGreaterThan(0);
          expect(seen.length).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("stay with one where they are few, and go to several where they are many", async () => {
    const few: Value[][][] = [];
    await rowsOf(dealt(stream(...batches([2, 2, 2])), deal(100), lanes(2), worker(1, 0, few)));
    expect(few.length).toBe(1);
    const many: Value[][][] = [];
    await rowsOf(dealt(stream(...batches(Array(40).fill(5))), deal(20), lanes(2), worker(5, 0, many)));
    expect(many.length).toBe(2);
  });

  it("fail with the error of a worker, and give up the input", async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (let i = 0n; ; i++) {
          await pause(0);
          yield batch(V, [[i]]);
        }
      } finally {
        isClosed = true;
      }
    }
    let count = 0;
    const run = async function* (part: AsyncIterable<PythonBatch>) {
      const number = ++count;
      let seen = 0;
      for await (const each of part) {
        if (number === 2 && ++seen === 3) throw new Error("the second");
        await pause(5);
        yield each;
      }
    };
    await expect(rowsOf(dealt(endless(), deal(2), lanes(2), run))).rejects.toThrow("the second");
    await pause(50);
    expect(isClosed).toBe(true);
  });

  it("fail with the input's error, and with that of a worker that ends before it", async () => {
    async function* broken() {
      yield* batches([1, 1, 1]);
      throw new Error("the input");
    }
    await expect(rowsOf(dealt(broken(), deal(1), lanes(2), worker(1, 0)))).rejects.toThrow("the input");
    async function* endless() {
      for (let i = 0n; ; i++) {
        await pause(0);
        yield batch(V, [[i]]);
      }
    }
    const leaves = async function* (part: AsyncIterable<PythonBatch>) {
      let left = 3;
      for await (const each of part) {
        yield each;
        if (--left === 0) return;
      }
    };
    await expect(rowsOf(dealt(endless(), deal(1000), lanes(2), leaves))).rejects.toThrow("ended before");
    const short = async function* (part: AsyncIterable<PythonBatch>) {
      for await (const each of part) if (each.rows === 0) yield each;
    };
    await expect(rowsOf(dealt(stream(...batches([1, 1])), deal(1), lanes(2), short))).rejects.toThrow("ended before");
  });

  it("end when nobody takes more", async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (let i = 0n; ; i++) {
          await pause(0);
          yield batch(V, [[i]]);
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of dealt(endless(), deal(2), lanes(2), worker(1, 0))) break;
    await pause(50);
    expect(isClosed).toBe(true);
  });

  it("wait in bounds: of input and of results", async () => {
    const one = batch(V, [[0n]]);
    let pulled = 0;
    async function* endless() {
      for (; pulled < 100; pulled++) yield { ...one, data: new Uint8Array(4 << 20) };
    }
    let answered = 0;
    const run = async function* (part: AsyncIterable<PythonBatch>) {
      for await (const _ of part) {
        answered++;
        yield one;
      }
    };
    let taken = 0;
    for await (const _ of dealt(endless(), deal(1000), lanes(2), run)) {
      taken++;
      await pause(1);
      if (pulled < 100) expect(pulled).toBeLessThan(answered + 6);
    }
    expect(taken).toBe(100);
  });
});
