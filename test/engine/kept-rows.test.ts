import { describe, expect, test } from "vitest";
import type { StoredData } from "../../src/backend/backend.ts";
import { KeptRows } from "../../src/engine/kept/kept-rows.ts";
import { KeptSpace } from "../../src/engine/kept/kept-space.ts";

class Data implements StoredData {
  readonly kind = "stored";
  readonly rows = 1;
  readonly bytes: number;
  lost = false;
  disposed = false;

  constructor(bytes = 10) {
    this.bytes = bytes;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
  }
}

const signal = () => new AbortController().signal;

/** A computation that ends when it is told to. */
function later(): {
  readonly make: (signal: AbortSignal) => Promise<Data>;
  readonly done: (data: Data) => void;
  stopped: boolean;
} {
  let done: (data: Data) => void = () => undefined;
  const promise = new Promise<Data>((resolve) => {
    done = resolve;
  });
  const state = {
    make: (ends: AbortSignal) => {
      ends.addEventListener("abort", () => {
        state.stopped = true;
      });
      return promise;
    },
    done: (data: Data) => done(data),
    stopped: false,
  };
  return state;
}

describe("kept rows", () => {
  test("are computed once for all who ask at the same time", async () => {
    const rows = new KeptRows("a", true, new KeptSpace(100));
    let made = 0;
    const make = async () => {
      made++;
      return new Data();
    };
    const leases = await Promise.all([rows.acquire(make, signal()), rows.acquire(make, signal())]);
    expect(made).toBe(1);
    expect(leases[0]?.data).toBe(leases[1]?.data);
  });

  test("go when they are dropped and nobody reads them any more", async () => {
    const space = new KeptSpace(100);
    const rows = new KeptRows("a", true, space);
    const data = new Data();
    const lease = await rows.acquire(async () => data, signal());
    rows.drop();
    expect(data.disposed).toBe(false);
    const again = await rows.acquire(async () => new Data(), signal());
    expect(again.data).not.toBe(data);
    lease.release();
    lease.release();
    expect(data.disposed).toBe(true);
    expect(space.used).toBe(10);
  });

  test("are dropped while they are computed: they go as soon as they are there", async () => {
    const space = new KeptSpace(100);
    const rows = new KeptRows("a", true, space);
    const { make, done } = later();
    const waiting = rows.acquire(make, signal());
    rows.drop();
    const data = new Data();
    done(data);
    (await waiting).release();
    expect([data.disposed, space.used]).toEqual([true, 0]);
  });

  test("one who waits may leave; the last one who leaves ends the computation", async () => {
    const rows = new KeptRows("a", true, new KeptSpace(100));
    const work = later();
    const [first, second] = [new AbortController(), new AbortController()];
    const waits = [first, second].map((c) => rows.acquire(work.make, c.signal));
    const ended = Promise.allSettled(waits);
    first.abort();
    await expect(waits[0]).rejects.toMatchObject({ condition: "OPERATION_CANCELED" });
    expect(work.stopped).toBe(false);
    second.abort();
    await ended;
    expect(work.stopped).toBe(true);
    const lease = await rows.acquire(async () => new Data(), signal());
    expect(lease.data.rows).toBe(1);
  });

  test("a failure reaches everybody, and the next one tries anew", async () => {
    const rows = new KeptRows("a", true, new KeptSpace(100));
    const fail = async (): Promise<StoredData> => {
      throw new Error("no");
    };
    const both = await Promise.allSettled([rows.acquire(fail, signal()), rows.acquire(fail, signal())]);
    expect(both.map((b) => b.status)).toEqual(["rejected", "rejected"]);
    await expect(rows.acquire(async () => new Data(), signal())).resolves.toBeDefined();
  });

  test("that their engine lost are computed anew", async () => {
    const rows = new KeptRows("a", true, new KeptSpace(100));
    const data = new Data();
    (await rows.acquire(async () => data, signal())).release();
    data.lost = true;
    const fresh = new Data();
    expect((await rows.acquire(async () => fresh, signal())).data).toBe(fresh);
  });

  test("the ones not used for longest make room; those in use and those that cannot be computed again stay", async () => {
    const space = new KeptSpace(100);
    const [old, young, used, fixed] = ["old", "young", "used", "fixed"].map(
      (id) => new KeptRows(id, id !== "fixed", space),
    );
    const [oldData, youngData, usedData, fixedData] = [new Data(20), new Data(20), new Data(20), new Data(20)];
    const take = async (rows: KeptRows | undefined, data: Data) => rows?.acquire(async () => data, signal());
    (await take(fixed, fixedData))?.release();
    (await take(old, oldData))?.release();
    const lease = await take(used, usedData);
    (await take(young, youngData))?.release();
    const more = new KeptRows("more", true, space);
    (await take(more, new Data(40)))?.release();
    expect([oldData, youngData, usedData, fixedData].map((d) => d.disposed)).toEqual([true, false, false, false]);
    const much = new Data(90);
    await expect(take(new KeptRows("much", true, space), much)).rejects.toMatchObject({ condition: "OUT_OF_MEMORY" });
    expect(much.disposed).toBe(true);
    expect([youngData, usedData, fixedData].map((d) => d.disposed)).toEqual([true, false, false]);
    lease?.release();
    expect(space.used).toBe(40);
  });
});
