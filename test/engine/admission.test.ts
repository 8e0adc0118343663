import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Admission, type AdmissionLimits, type Slot } from "../../src/engine/admission.ts";
import { SparkError } from "../../src/errors/spark-error.ts";

const MANY = Number.POSITIVE_INFINITY;
const never = new AbortController().signal;
setMaxListeners(0, never);

class Players {
  readonly admission: Admission;
  readonly started: string[] = [];
  readonly slots = new Map<string, Slot>();
  readonly errors = new Map<string, string>();

  constructor(limits: Partial<AdmissionLimits> = {}) {
    this.admission = new Admission({ maxQueries: 16, maxQueued: 1000, queueTimeout: 60_000, ...limits });
  }

  /** Comes as `user/session/anything`. */
  async come(name: string, rows: number, signal: AbortSignal = never): Promise<void> {
    const [user = "", session = ""] = name.split("/");
    this.admission.enter({ user, session }, rows, signal).then(
      (slot) => {
        this.started.push(name);
        this.slots.set(name, slot);
      },
      (reason: unknown) => this.errors.set(name, reason instanceof SparkError ? reason.condition : String(reason)),
    );
    await flush();
  }

  async leave(name: string): Promise<void> {
    this.slots.get(name)?.leave();
    await flush();
  }
}

const flush = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("admission", () => {
  test("bounds what runs, whatever it is", async () => {
    for (const maxQueries of [1, 2, 3, 16]) {
      const players = new Players({ maxQueries, queueTimeout: 2 ** 30 });
      for (let i = 0; i < 40; i++) await players.come(`u/s/light${i}`, 1);
      expect(players.started).toHaveLength(maxQueries - Math.floor((maxQueries * 3) / 8));
      for (let i = 0; i < 40; i++) await players.come(`u/s/heavy${i}`, MANY);
      for (let turn = 0; turn < 20; turn++) await vi.advanceTimersByTimeAsync(1000);
      expect(players.admission.stats).toEqual({ running: maxQueries, queued: 80 - maxQueries });
      for (let left = 80; left > 0; left--) {
        const [name = ""] = players.slots.keys();
        await players.leave(name);
        players.slots.delete(name);
        expect(players.admission.stats.running).toBeLessThanOrEqual(maxQueries);
        await vi.advanceTimersByTimeAsync(1000);
      }
      expect(players.admission.stats).toEqual({ running: 0, queued: 0 });
      expect(players.started).toHaveLength(80);
    }
  });

  test("lets light queries pass beside as many heavy ones as come at once", async () => {
    const players = new Players();
    for (let i = 0; i < 40; i++) await players.come(`u/s/heavy${i}`, MANY);
    expect(players.started).toHaveLength(4);
    for (let i = 0; i < 6; i++) await players.come(`u/s/light${i}`, 1000);
    expect(players.started.filter((name) => name.includes("light"))).toHaveLength(6);
  });

  test("lets others begin when a query turns out to be long", async () => {
    const players = new Players();
    for (let i = 0; i < 40; i++) await players.come(`u/s/heavy${i}`, MANY);
    await vi.advanceTimersByTimeAsync(2500);
    expect(players.started).toHaveLength(8);
    for (let i = 0; i < 10; i++) await vi.advanceTimersByTimeAsync(2500);
    // Six long ones in places of their own, four in those that are open to all; light ones still pass.
    expect(players.started).toHaveLength(10);
    for (let i = 0; i < 6; i++) await players.come(`u/s/light${i}`, 1000);
    expect(players.started).toHaveLength(16);
  });

  test("lets no more heavy ones compute at once than there are threads, and as many long ones", async () => {
    const players = new Players({ threads: 2 });
    for (let i = 0; i < 8; i++) await players.come(`u/s/heavy${i}`, MANY);
    expect(players.started).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2500);
    expect(players.started).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(players.started).toHaveLength(4);
    for (let i = 0; i < 6; i++) await players.come(`u/s/light${i}`, 1);
    expect(players.started).toHaveLength(10);
    await players.leave("u/s/heavy0");
    expect(players.started.at(-1)).toBe("u/s/heavy4");
  });

  test("serves users in turn, however many queries and sessions one has", async () => {
    const players = new Players({ maxQueries: 2 });
    for (let i = 0; i < 6; i++) await players.come(`a/${i % 3}/${i}`, MANY);
    for (let i = 0; i < 2; i++) await players.come(`b/1/${i}`, MANY);
    // One place frees up while the other is still a's: b comes before all that a has waiting.
    await players.leave("a/0/0");
    expect(players.started).toEqual(["a/0/0", "a/1/1", "b/1/0"]);
    await players.leave("a/1/1");
    // Now a runs nothing, and b does.
    expect(players.started.at(-1)).toBe("a/2/2");
    await players.leave("b/1/0");
    expect(players.started.at(-1)).toBe("b/1/1");
  });

  test("serves the sessions of a user in turn", async () => {
    const players = new Players({ maxQueries: 2 });
    for (const name of ["a/1/1", "a/1/2", "a/1/3", "a/2/1"]) await players.come(name, MANY);
    await players.leave("a/1/1");
    expect(players.started).toEqual(["a/1/1", "a/1/2", "a/2/1"]);
  });

  test("refuses what finds the queue full, and what waits too long", async () => {
    const players = new Players({ maxQueries: 1, maxQueued: 2, queueTimeout: 5000 });
    for (let i = 0; i < 4; i++) await players.come(`u/s/${i}`, MANY);
    expect(players.errors).toEqual(new Map([["u/s/3", "FIRESTEEL_LIMIT_EXCEEDED.QUEUE"]]));
    await vi.advanceTimersByTimeAsync(5001);
    expect(players.errors.get("u/s/1")).toBe("FIRESTEEL_LIMIT_EXCEEDED.QUEUE_TIME");
    expect(players.admission.stats).toEqual({ running: 1, queued: 0 });
    await players.leave("u/s/0");
    await players.come("u/s/4", MANY);
    expect(players.started).toEqual(["u/s/0", "u/s/4"]);
  });

  test("forgets who is cancelled while it waits", async () => {
    const players = new Players({ maxQueries: 1 });
    const controller = new AbortController();
    await players.come("u/s/0", MANY);
    await players.come("u/s/1", MANY, controller.signal);
    await players.come("u/s/2", MANY);
    controller.abort();
    await flush();
    expect(players.errors).toEqual(new Map([["u/s/1", "OPERATION_CANCELED"]]));
    await players.leave("u/s/0");
    expect(players.started).toEqual(["u/s/0", "u/s/2"]);
    await players.come("u/s/3", MANY, controller.signal);
    expect(players.errors.get("u/s/3")).toBe("OPERATION_CANCELED");
  });

  test("gives the place of a paused query to others, and takes it back at its turn", async () => {
    const players = new Players({ maxQueries: 1 });
    await players.come("a/1/slow", MANY);
    await players.come("b/1/next", MANY);
    const slow = players.slots.get("a/1/slow");
    slow?.pause();
    await flush();
    expect(players.started).toEqual(["a/1/slow", "b/1/next"]);
    let isBack = false;
    const back = slow?.resume(never).then(() => (isBack = true));
    await flush();
    expect(isBack).toBe(false);
    await players.leave("b/1/next");
    await back;
    expect(players.admission.stats).toEqual({ running: 1, queued: 0 });
    await players.leave("a/1/slow");
    expect(players.admission.stats).toEqual({ running: 0, queued: 0 });
  });
});

test("waiting takes no time where there is a place", async () => {
  vi.useRealTimers();
  const waits: number[] = [];
  const admission = new Admission({ maxQueries: 1, maxQueued: 1, queueTimeout: 1000 }, (ms) => waits.push(ms));
  const slot = await admission.enter({ user: "u", session: "s" }, 1, never);
  const second = admission.enter({ user: "u", session: "s" }, 1, never);
  await sleep(30);
  slot.leave();
  (await second).leave();
  expect(waits[0]).toBeLessThan(20);
  expect(waits[1]).toBeGreaterThan(25);
});
