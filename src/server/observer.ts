import type { IncomingHttpHeaders } from "node:http2";
import type { Logger } from "pino";

/** An operation that begins. */
export interface OperationStart {
  readonly session: string;
  readonly user: string;
  readonly operation: string;
  /** Of the call that began it. */
  readonly headers: IncomingHttpHeaders;
}

/** How an operation ended. Nothing of what was asked or answered is in it but counts. */
export interface OperationEnd {
  /** The kind of the command: `query`, `write_files` … */
  readonly kind: string;
  readonly status: "succeeded" | "failed" | "cancelled";
  /** The error's condition. */
  readonly condition?: string | undefined;
  readonly ms: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Is told when an operation begins; what it gives back is told when that ends. */
export type OperationObserver = (start: OperationStart) => (end: OperationEnd) => void;

/** One line in the log for each operation. */
export const loggingObserver =
  (log: Logger): OperationObserver =>
  ({ session, user, operation }) =>
  (end) =>
    log.info({ session, user, operation, ...end, ms: Math.round(end.ms) }, "operation");

/** All of some observers as one. */
export const observers =
  (all: readonly OperationObserver[]): OperationObserver =>
  (start) => {
    const ended = all.map((observe) => observe(start));
    return (end) => {
      for (const tell of ended) tell(end);
    };
  };
