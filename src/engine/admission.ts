import { sparkError } from "../errors/spark-error.ts";

/** On whose behalf something runs: queries are served in turn by user, and of each user by session. */
export interface Applicant {
  readonly user: string;
  readonly session: string;
}

/** Bounds on what runs and waits; times in milliseconds. */
export interface AdmissionLimits {
  /** Queries that run at once. */
  readonly maxQueries: number;
  /**
   * Threads that compute. So many long queries and so many middling ones run at once: more would not be faster, only keep
   * the light ones from the processors. Undefined: no bound but `maxQueries`.
   */
  readonly threads?: number | undefined;
  /** Queries that wait for others to end; more are refused. */
  readonly maxQueued: number;
  /** How long one may wait. */
  readonly queueTimeout: number;
  /** How long one may run; undefined: as long as it takes. */
  readonly queryTimeout?: number | undefined;
}

/** What may go on now. Whoever holds a slot gives it back with `leave`. */
export interface Slot {
  /** The reader does not keep up: others may run meanwhile. */
  pause(): void;
  /** Goes on after a pause, at its turn. */
  resume(signal: AbortSignal): Promise<void>;
  leave(): void;
}

/** How things stand. */
export interface AdmissionStats {
  readonly running: number;
  readonly queued: number;
}

/** A query that is guessed to touch no more rows is light. */
export const LIGHT_ROWS = 500_000;
/** A query that is not light, and one that was thought to be, count as long when they have run so long. */
const LONG_AFTER = 2000;
const LIGHT_LONG_AFTER = 500;
/** How often it is looked whether queries have become long, while others wait. */
const RECOUNT_EVERY = 100;

interface Ticket {
  readonly user: string;
  /** The session, of whatever user. */
  readonly session: string;
  readonly isLight: boolean;
  /** When it began to run; 0: not yet. */
  readonly since: number;
}

interface Waiting extends Ticket {
  /** Lower numbers were here first. */
  readonly number: number;
  readonly start: () => void;
}

/**
 * Lets queries run, few enough at once that all of them get on. Nothing that runs can be halted, so places are divided:
 * some are for light queries only, some are for those that have turned out to be long, and a query that is not light
 * holds one of the others until it is long itself. So light queries pass beside long ones, and middling ones do not wait
 * for all of those either. Within that the user with the fewest running queries comes first, then the session with the
 * fewest, then who has waited longest.
 */
export class Admission {
  readonly limits: AdmissionLimits;
  readonly #onWait: (milliseconds: number) => void;
  /** Places for light queries only, and for long ones. */
  readonly #reserved: number;
  readonly #running = new Set<Ticket>();
  readonly #waiting = new Set<Waiting>();
  #count = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `onWait` hears how long each query waited before it began. */
  constructor(limits: AdmissionLimits, onWait: (milliseconds: number) => void = () => {}) {
    this.limits = limits;
    this.#onWait = onWait;
    this.#reserved = Math.floor((limits.maxQueries * 3) / 8);
  }

  get stats(): AdmissionStats {
    return { running: this.#running.size, queued: this.#waiting.size };
  }

  /**
   * Waits for a place. `rows` guesses what the query touches. Rejects with OPERATION_CANCELED when the signal aborts, and
   * with FIRESTEEL_LIMIT_EXCEEDED where too many wait or it takes too long.
   */
  async enter(applicant: Applicant, rows: number, signal: AbortSignal): Promise<Slot> {
    const came = performance.now();
    const isLight = rows <= LIGHT_ROWS;
    if (this.#waiting.size >= this.limits.maxQueued && !this.#hasPlace(isLight))
      throw sparkError("FIRESTEEL_LIMIT_EXCEEDED.QUEUE", { limit: String(this.limits.maxQueued) });
    const owner = { user: applicant.user, session: JSON.stringify([applicant.user, applicant.session]), isLight };
    let ticket = await this.#place({ ...owner, since: 0 }, signal);
    this.#onWait(performance.now() - came);
    let isPaused = false;
    return {
      pause: () => {
        isPaused = true;
        this.#remove(ticket);
      },
      resume: async (again) => {
        if (!isPaused) return;
        ticket = await this.#place(ticket, again);
        isPaused = false;
      },
      leave: () => this.#remove(ticket),
    };
  }

  #place(ticket: Ticket, signal: AbortSignal): Promise<Ticket> {
    if (signal.aborted) return Promise.reject(canceled(signal));
    if (this.#waiting.size === 0 && this.#hasPlace(ticket.isLight)) {
      const started = begun(ticket);
      this.#running.add(started);
      return Promise.resolve(started);
    }
    return new Promise((resolve, reject) => {
      const { queueTimeout } = this.limits;
      const giveUp = (reason: Error) => {
        settle();
        reject(reason);
      };
      const onAbort = () => giveUp(canceled(signal));
      const timer = setTimeout(
        () => giveUp(sparkError("FIRESTEEL_LIMIT_EXCEEDED.QUEUE_TIME", { limit: `${queueTimeout / 1000} s` })),
        queueTimeout,
      );
      const waiting: Waiting = {
        ...ticket,
        number: ++this.#count,
        start: () => {
          settle();
          const started = begun(ticket);
          this.#running.add(started);
          resolve(started);
        },
      };
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        this.#waiting.delete(waiting);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#waiting.add(waiting);
      this.#serve();
    });
  }

  #remove(ticket: Ticket): void {
    if (this.#running.delete(ticket)) this.#serve();
  }

  /** Starts who may start. */
  #serve(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) next.start();
    clearTimeout(this.#timer);
    this.#timer = this.#waiting.size === 0 ? undefined : setTimeout(() => this.#serve(), RECOUNT_EVERY);
    this.#timer?.unref();
  }

  /** Whether a query of a kind may start beside those that run. */
  #hasPlace(isLight: boolean): boolean {
    const now = performance.now();
    let long = 0;
    let light = 0;
    for (const ticket of this.#running) {
      if (now - ticket.since > (ticket.isLight ? LIGHT_LONG_AFTER : LONG_AFTER)) long++;
      else if (ticket.isLight) light++;
    }
    const reserved = this.#reserved;
    const open = this.limits.maxQueries - 2 * reserved;
    const { threads = this.limits.maxQueries } = this.limits;
    // Who finds no place among its own takes an open one.
    const inOpen = (ofLong: number) => this.#running.size - long - light + Math.max(0, long - ofLong);
    return isLight
      ? light + inOpen(reserved) < reserved + open
      : Math.max(0, light - reserved) + inOpen(Math.min(reserved, threads)) < Math.min(open, threads);
  }

  #next(): Waiting | undefined {
    const places = { light: this.#hasPlace(true), other: this.#hasPlace(false) };
    if (!places.light) return undefined;
    const users = new Map<string, number>();
    const sessions = new Map<string, number>();
    for (const { user, session } of this.#running) {
      users.set(user, (users.get(user) ?? 0) + 1);
      sessions.set(session, (sessions.get(session) ?? 0) + 1);
    }
    const rank = ({ user, session, number }: Waiting) =>
      [users.get(user) ?? 0, sessions.get(session) ?? 0, number] as const;
    let best: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (!waiting.isLight && !places.other) continue;
      if (best === undefined || isBefore(rank(waiting), rank(best))) best = waiting;
    }
    return best;
  }
}

/** What was paused is as old as it was. */
const begun = (ticket: Ticket): Ticket => ({ ...ticket, since: ticket.since || performance.now() });

type Rank = readonly [number, number, number];

const isBefore = (a: Rank, b: Rank): boolean => (a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) < 0;

const canceled = (signal: AbortSignal) => sparkError("OPERATION_CANCELED", {}, { cause: signal.reason });
