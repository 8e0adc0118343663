import type { Logger } from "pino";
import type { Call } from "../grpc/transport.ts";
import type { OperationObserver } from "../observer.ts";
import type { Sessions } from "../sessions.ts";

/** What every service works with. */
export interface ServiceContext {
  readonly sessions: Sessions;
  readonly log: Logger;
  /** Is told of every operation. */
  readonly observe: OperationObserver;
  /** Levels that a request may nest. */
  readonly maxPlanDepth: number;
  /** Where clients may copy files to; undefined: nowhere. */
  readonly uploadDirectory?: string | undefined;
}

/** Answers one request with one message. Throws what `server/status.ts` translates. */
export type UnaryHandler<I, O> = (request: I, call: Call) => Promise<O> | O;

/** Answers one request with a stream. */
export type StreamHandler<I, O> = (request: I, call: Call) => AsyncIterable<O>;
