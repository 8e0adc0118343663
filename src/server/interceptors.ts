import { timingSafeEqual } from "node:crypto";
import type { Interceptor } from "@connectrpc/connect";
import { ConnectError } from "@connectrpc/connect";
import type { Logger } from "pino";
import { unauthenticated } from "./status.ts";

/**
 * Ends a stream's generator when its call is aborted. Without it a client that cancels while the server waits for flow
 * control leaves the generator suspended for good: its `finally` would never run.
 */
export const abortGuard: Interceptor = (next) => async (request) => {
  const response = await next(request);
  if (!response.stream) return response;
  const { message } = response;
  return {
    ...response,
    message: {
      [Symbol.asyncIterator]() {
        const inner = message[Symbol.asyncIterator]();
        const onAbort = () => void inner.return?.().catch(() => {});
        request.signal.addEventListener("abort", onAbort, { once: true });
        const settled = <R extends { done?: boolean }>(result: R): R => {
          if (result.done === true) request.signal.removeEventListener("abort", onAbort);
          return result;
        };
        return {
          next: async () => settled(await inner.next()),
          return: async (value?: unknown) => settled((await inner.return?.(value)) ?? { done: true as const, value: undefined }),
          throw: async (error?: unknown) => {
            if (inner.throw === undefined) throw error;
            return settled(await inner.throw(error));
          },
        };
      },
    },
  };
};

/** One line per call at debug level: method, outcome, milliseconds. Never a header or a message: they may hold secrets. */
export const logCalls =
  (log: Logger): Interceptor =>
  (next) => {
    if (!log.isLevelEnabled("debug")) return next;
    return async (request) => {
      const start = performance.now();
      const say = (outcome: string) => log.debug({ method: request.method.name, outcome, ms: Math.round(performance.now() - start) }, "call");
      try {
        const response = await next(request);
        say("ok");
        return response;
      } catch (error) {
        say(ConnectError.from(error).rawMessage.slice(0, 200));
        throw error;
      }
    };
  };

/** Refuses calls without the token, where the server has one. */
export const requireToken = (token: string): Interceptor => {
  const wanted = Buffer.from(`Bearer ${token}`);
  return (next) => (request) => {
    const given = request.header.get("authorization");
    if (given === null) throw unauthenticated("No authentication token provided");
    const bytes = Buffer.from(given);
    if (bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted)) throw unauthenticated("Invalid authentication token");
    return next(request);
  };
};
