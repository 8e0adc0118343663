import type { Logger } from "pino";
import type { Sessions } from "../sessions.ts";

/** What every service works with. */
export interface ServiceContext {
  readonly sessions: Sessions;
  readonly log: Logger;
}

/** One call: ends with its signal, be it by the client, by its deadline or because the connection broke. */
export interface Call {
  readonly signal: AbortSignal;
}

/** Answers one request with one message. Throws what `server/status.ts` translates. */
export type UnaryHandler<I, O> = (request: I, call: Call) => Promise<O> | O;

/** Answers one request with a stream. */
export type StreamHandler<I, O> = (request: I, call: Call) => AsyncIterable<O>;
