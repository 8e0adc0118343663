import type { Logger } from "pino";

/** What ends with the process, in order. */
export interface Endings {
  /** Lets what runs come to its end, for so many milliseconds at most. */
  readonly drain: (milliseconds: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
  /** Whether something still works that would not let the process exit. */
  readonly lingers: () => boolean;
  /** Leaves nothing behind; called last, and at once where there is no time. */
  readonly remove: () => void;
  readonly log: Logger;
}

/** Milliseconds for all that follows the draining. */
const CLOSE_PATIENCE = 6000;

/**
 * Ends the process in good order on SIGTERM or SIGINT: draining, which takes so many milliseconds at most, then closing.
 * It ends at once on the second signal, and where closing takes too long.
 */
export function endOnSignals(endings: Endings, milliseconds: number): void {
  const { log } = endings;
  const exit = (signal: NodeJS.Signals) => {
    endings.remove();
    if (endings.lingers()) dieOf(signal);
    else process.exit(0);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    log.info({ signal }, "draining");
    if (!(await endings.drain(milliseconds))) log.warn({ signal }, "ending what still runs");
    const late = setTimeout(() => {
      log.warn({ signal }, "closing takes too long");
      endings.remove();
      dieOf(signal);
    }, CLOSE_PATIENCE);
    await endings.close();
    clearTimeout(late);
    log.info({ signal }, "closed");
    exit(signal);
  };
  let isEnding = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isEnding) {
      log.warn({ signal }, "ending at once");
      endings.remove();
      dieOf(signal);
      return;
    }
    isEnding = true;
    end(signal).catch((err: unknown) => {
      log.error({ err }, "closing failed");
      endings.remove();
      dieOf(signal);
    });
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "the server fails");
    endings.remove();
    dieOf("SIGKILL");
  });
}

/**
 * Ends the process by a signal's own action. `process.exit` would wait for the query engine, which cannot always be
 * interrupted, and abort when that gives its result to a thread that is gone.
 */
function dieOf(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
