import { overlap } from "./path-locks.ts";

/** Who reads which directories since when: what they read stays until they have ended. */
export class Readings {
  readonly #open = new Set<Reading>();
  readonly #onEnd: () => void;
  #moment = 0;

  /** `onEnd` is told whenever one has ended. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  begin(): Reading {
    const reading = new Reading(
      () => this.#moment,
      () => {
        if (this.#open.delete(reading)) this.#onEnd();
      },
    );
    this.#open.add(reading);
    return reading;
  }

  /** A moment that comes after all that was looked at so far. */
  next(): number {
    return ++this.#moment;
  }

  /** Whether someone looked at one of the paths, or around it, before a moment, and has not ended. */
  hold(paths: readonly string[], before: number): boolean {
    for (const { seen } of this.#open)
      for (const [path, moment] of seen)
        if (moment < before && paths.some((other) => overlap(path, other))) return true;
    return false;
  }
}

/** One operation's reading. */
export class Reading {
  /** The paths that were looked at, and the moment of the first time. */
  readonly seen = new Map<string, number>();
  readonly #now: () => number;
  readonly end: () => void;

  constructor(now: () => number, end: () => void) {
    this.#now = now;
    this.end = end;
  }

  /** Notes that paths are looked at. */
  see(paths: readonly string[]): void {
    for (const path of paths) if (!this.seen.has(path)) this.seen.set(path, this.#now());
  }
}
