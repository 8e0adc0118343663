import { workerNotStarted } from "../errors.ts";
import { Daemon, type WorkerProcess } from "./daemon.ts";
import type { Surroundings } from "./interpreter.ts";
import type { ReadyInterpreter } from "./interpreters.ts";

/** How many workers there may be, and for how long. */
export interface PoolLimits {
  /** Most workers at once, busy or idle. */
  readonly maxWorkers: number;
  /** Bytes that each may have. */
  readonly memoryLimit?: number | undefined;
  /** How long an idle one is kept, in milliseconds. */
  readonly idleTime: number;
}

/** What a worker must be. */
export interface Wanted {
  readonly interpreter: ReadyInterpreter;
  /** Python's module that it runs. */
  readonly module: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Whose: workers are never handed from session to session, for what one imports the other would see. */
  readonly session: string;
}

/** A worker for one task. */
export interface Lease {
  readonly process: WorkerProcess;
  /** Whether it has just started, and has done nothing yet. */
  readonly isNew: boolean;
  /** The task is done, and the worker waits for the next. */
  release(): void;
  /** The task failed: the worker is ended at once. */
  discard(): void;
}

interface Live {
  readonly process: WorkerProcess;
  readonly daemonKey: string;
  /** Absent: it has done nothing for anybody yet. */
  session: string | undefined;
  timer?: NodeJS.Timeout;
}

/** A task that waits for a worker. */
interface Waiting {
  readonly operation: AbortSignal;
  readonly wake: () => void;
}

/** Workers by what they are, with bounds. */
export class WorkerPool {
  readonly #around: Surroundings;
  readonly #limits: PoolLimits;
  readonly #daemons = new Map<string, Daemon>();
  /** In the order in which they became idle. */
  readonly #idle = new Set<Live>();
  readonly #busy = new Set<Live>();
  /** Workers that are being forked. */
  #coming = 0;
  readonly #holders = new Map<AbortSignal, number>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(around: Surroundings, limits: PoolLimits) {
    this.#around = around;
    this.#limits = limits;
  }

  /**
   * A worker of the session; waits while there are as many as there may be. Tasks of one operation (one signal) never
   * wait for each other, because one may feed the other: as soon as one of them has a worker, all that wait go on.
   */
  async acquire(wanted: Wanted, operation: AbortSignal): Promise<Lease> {
    for (let hasWaited = false; ; hasWaited = true) {
      operation.throwIfAborted();
      if (this.#closed) throw workerNotStarted(wanted.interpreter.path, "the server shuts down");
      const idle = this.#takeIdle(wanted);
      if (idle !== undefined) {
        this.#hold(operation);
        return this.#lease(idle, operation, false);
      }
      if (!this.#isFull || this.#holders.has(operation)) break;
      if (this.#evict()) continue;
      await this.#turn(operation, hasWaited);
      if (operation.aborted) this.#wakeNext();
    }
    // It holds from now on: what feeds it need not wait until it is there.
    this.#hold(operation);
    try {
      return this.#lease({ ...(await this.#fork(wanted)), session: wanted.session }, operation, true);
    } catch (reason) {
      this.#unhold(operation);
      throw reason;
    }
  }

  /** Makes a worker ready for the first who comes, unless there is one or no room; `prepare` has it import what it needs. */
  async spare(wanted: Omit<Wanted, "session">, prepare: (process: WorkerProcess) => Promise<boolean>): Promise<void> {
    const key = daemonKey(wanted);
    if (this.#closed || this.#isFull || [...this.#idle].some((w) => w.session === undefined && w.daemonKey === key))
      return;
    const live: Live = { ...(await this.#fork(wanted)), session: undefined };
    this.#busy.add(live);
    let isReady = false;
    try {
      isReady = await prepare(live.process);
    } finally {
      this.#busy.delete(live);
      if (isReady && !this.#closed) this.#keep(live);
      else live.process.kill();
      this.#wakeNext();
    }
  }

  /** Ends the workers of a session. */
  forget(session: string): void {
    for (const live of [...this.#idle, ...this.#busy]) {
      if (live.session !== session) continue;
      this.#drop(live);
      live.process.kill();
    }
    this.#wakeNext();
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const live of [...this.#idle, ...this.#busy]) {
      this.#drop(live);
      live.process.kill();
    }
    for (const { wake } of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#daemons.values()].map((d) => d.close()));
    this.#daemons.clear();
  }

  /** Whether a task more could start without waiting. */
  get hasRoom(): boolean {
    return !this.#isFull || this.#idle.size > 0;
  }

  get #isFull(): boolean {
    return this.#busy.size + this.#idle.size + this.#coming >= this.#limits.maxWorkers;
  }

  #lease(live: Live, operation: AbortSignal, isNew: boolean): Lease {
    this.#busy.add(live);
    let isDone = false;
    const finish = (keep: boolean) => {
      if (isDone) return;
      isDone = true;
      this.#unhold(operation);
      // A worker that was forgotten meanwhile is ended, and so is one more than there may be.
      const isOurs = this.#busy.delete(live);
      if (keep && isOurs && !this.#isFull && !this.#closed && !live.process.channel.closed) this.#keep(live);
      else live.process.kill();
      this.#wakeNext();
    };
    return {
      process: live.process,
      isNew,
      release: () => finish(true),
      discard: () => finish(false),
    };
  }

  #hold(operation: AbortSignal): void {
    const held = this.#holders.get(operation) ?? 0;
    this.#holders.set(operation, held + 1);
    if (held > 0) return;
    // What began to wait before may be what feeds it.
    const fellows = this.#waiting.filter((w) => w.operation === operation);
    for (const fellow of fellows) this.#waiting.splice(this.#waiting.indexOf(fellow), 1);
    for (const { wake } of fellows) wake();
  }

  #unhold(operation: AbortSignal): void {
    const held = (this.#holders.get(operation) ?? 1) - 1;
    if (held === 0) this.#holders.delete(operation);
    else this.#holders.set(operation, held);
  }

  #keep(live: Live): void {
    this.#idle.add(live);
    live.timer = setTimeout(() => {
      this.#drop(live);
      live.process.kill();
      this.#wakeNext();
    }, this.#limits.idleTime);
    live.timer.unref();
  }

  #takeIdle(wanted: Wanted): Live | undefined {
    const key = daemonKey(wanted);
    for (const owner of [wanted.session, undefined]) {
      for (const live of [...this.#idle].reverse()) {
        if (live.daemonKey !== key || live.session !== owner) continue;
        this.#drop(live);
        if (live.process.channel.closed) live.process.kill();
        else {
          live.session = wanted.session;
          return live;
        }
      }
    }
    return undefined;
  }

  /** Ends the worker that has been idle for longest; `false` where none is. */
  #evict(): boolean {
    const [oldest] = this.#idle;
    if (oldest === undefined) return false;
    this.#drop(oldest);
    oldest.process.kill();
    return true;
  }

  #drop(live: Live): void {
    clearTimeout(live.timer);
    this.#idle.delete(live);
    this.#busy.delete(live);
  }

  async #fork(wanted: Omit<Wanted, "session">): Promise<{ process: WorkerProcess; daemonKey: string }> {
    this.#coming++;
    const key = daemonKey(wanted);
    try {
      let daemon = this.#daemons.get(key);
      if (daemon === undefined || daemon.ended) {
        const { module, variables } = wanted;
        const { memoryLimit } = this.#limits;
        daemon = new Daemon(wanted.interpreter, this.#around, { module, variables, memoryLimit });
        this.#daemons.set(key, daemon);
      }
      const process = await daemon.fork();
      if (this.#closed) {
        process.kill();
        throw new Error("the server shuts down");
      }
      return { process, daemonKey: key };
    } catch (reason) {
      this.#wakeNext();
      throw workerNotStarted(
        wanted.interpreter.path,
        reason instanceof Error ? reason.message : String(reason),
        reason,
      );
    } finally {
      this.#coming--;
    }
  }

  #wakeNext(): void {
    this.#waiting.shift()?.wake();
  }

  /** Until a worker has become free, or the operation is given up; who has waited keeps its place. */
  #turn(operation: AbortSignal, hasWaited: boolean): Promise<void> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        operation,
        wake: () => {
          operation.removeEventListener("abort", abort);
          resolve();
        },
      };
      const abort = () => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        resolve();
      };
      operation.addEventListener("abort", abort, { once: true });
      if (hasWaited) this.#waiting.unshift(waiting);
      else this.#waiting.push(waiting);
    });
  }
}

const daemonKey = ({ interpreter, module, variables }: Omit<Wanted, "session">): string =>
  JSON.stringify([interpreter.path, module, Object.entries(variables).sort()]);
