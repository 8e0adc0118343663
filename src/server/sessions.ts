import type { Logger } from "pino";
import { sparkError } from "../errors/spark-error.ts";
import type { Engine } from "../engine/api.ts";
import type { ServerLimits } from "./limits.ts";
import { ResultBudget } from "./result-budget.ts";
import { checkedHandle, Session } from "./session.ts";

/** Whom a request comes from, as all requests say it. */
export interface Caller {
  readonly sessionId: string;
  readonly userContext?: { readonly userId: string } | undefined;
  /** The server's id for the session that the client saw before. */
  readonly clientObservedServerSideSessionId?: string | undefined;
}

/** What {@link Sessions} work with. */
export interface SessionsOptions {
  readonly engine: Engine;
  readonly limits: ServerLimits;
  readonly defaultVersion: string;
  readonly log: Logger;
}

const keyOf = ({ userContext, sessionId }: Caller): string => JSON.stringify([userContext?.userId ?? "", sessionId]);

/** All sessions, by user and session id; made when they are first spoken to (`SparkConnectSessionManager`). */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #closed = new Set<string>();
  readonly #budget: ResultBudget;
  readonly #maintenance: NodeJS.Timeout;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#budget = new ResultBudget(options.limits.resultBytes);
    this.#maintenance = setInterval(() => this.#closeIdle(), options.limits.maintenanceInterval);
    this.#maintenance.unref();
  }

  /** The caller's session, made if need be. A closed one is INVALID_HANDLE.SESSION_CLOSED, another one SESSION_CHANGED. */
  open(caller: Caller): Session {
    checkedHandle(caller.sessionId);
    const key = keyOf(caller);
    let session = this.#sessions.get(key);
    if (session === undefined) {
      if (this.#closed.has(key)) throw sparkError("INVALID_HANDLE.SESSION_CLOSED", { handle: caller.sessionId });
      this.#checkObserved(caller, undefined);
      this.#checkCount(caller);
      const { engine, limits, defaultVersion } = this.#options;
      session = new Session({
        userId: caller.userContext?.userId ?? "",
        sessionId: caller.sessionId,
        engine,
        limits,
        budget: this.#budget,
        defaultVersion,
      });
      this.#sessions.set(key, session);
    } else this.#checkObserved(caller, session);
    session.touch();
    return session;
  }

  /** There is room for one more session: else FIRESTEEL_LIMIT_EXCEEDED. */
  #checkCount({ userContext }: Caller): void {
    const { maxSessions, maxSessionsPerUser } = this.#options.limits;
    if (this.#sessions.size >= maxSessions)
      throw sparkError("FIRESTEEL_LIMIT_EXCEEDED.SESSIONS", { limit: String(maxSessions) });
    if (this.#sessions.size < maxSessionsPerUser) return;
    const user = userContext?.userId ?? "";
    const own = [...this.#sessions.values()].filter((session) => session.userId === user).length;
    if (own >= maxSessionsPerUser)
      throw sparkError("FIRESTEEL_LIMIT_EXCEEDED.SESSIONS_OF_USER", { limit: String(maxSessionsPerUser) });
  }

  /** The caller's session, which must exist: else INVALID_HANDLE.SESSION_NOT_FOUND. */
  existing(caller: Caller): Session {
    checkedHandle(caller.sessionId);
    const session = this.peek(caller);
    if (session === undefined) {
      if (this.#closed.has(keyOf(caller)))
        throw sparkError("INVALID_HANDLE.SESSION_CLOSED", { handle: caller.sessionId });
      throw sparkError("INVALID_HANDLE.SESSION_NOT_FOUND", { handle: caller.sessionId });
    }
    this.#checkObserved(caller, session);
    session.touch();
    return session;
  }

  /** The caller's session if there is one; no checks. */
  peek(caller: Caller): Session | undefined {
    return this.#sessions.get(keyOf(caller));
  }

  #checkObserved(
    { sessionId, clientObservedServerSideSessionId: observed }: Caller,
    session: Session | undefined,
  ): void {
    if (observed !== undefined && observed !== "" && observed !== session?.serverSideId) {
      throw sparkError("INVALID_HANDLE.SESSION_CHANGED", { handle: sessionId });
    }
  }

  /** Closes the caller's session. Unless it may come back, later calls get INVALID_HANDLE.SESSION_CLOSED. */
  async release(caller: Caller, mayReconnect: boolean): Promise<Session | undefined> {
    checkedHandle(caller.sessionId);
    const key = keyOf(caller);
    const session = this.#sessions.get(key);
    if (!mayReconnect) this.#bury(key);
    if (session === undefined) return undefined;
    this.#sessions.delete(key);
    await session.close();
    return session;
  }

  #bury(key: string): void {
    this.#closed.add(key);
    const [oldest] = this.#closed;
    if (this.#closed.size > this.#options.limits.sessionTombstones && oldest !== undefined) this.#closed.delete(oldest);
  }

  #closeIdle(): void {
    const now = Date.now();
    for (const [key, session] of this.#sessions) {
      if (session.idle(now) < this.#options.limits.sessionTimeout) continue;
      this.#sessions.delete(key);
      this.#bury(key);
      session.close().catch((err: unknown) => this.#options.log.error({ err }, "closing an idle session failed"));
    }
  }

  get size(): number {
    return this.#sessions.size;
  }

  async close(): Promise<void> {
    clearInterval(this.#maintenance);
    const open = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.allSettled(open.map((session) => session.close()));
  }
}
