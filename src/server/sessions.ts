import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { sparkError } from "../errors/spark-error.ts";
import type { Engine, EngineSession } from "../engine/api.ts";
import type { ServerLimits } from "./limits.ts";
import { ResultBudget } from "./result-budget.ts";
import { unavailable } from "./status.ts";
import { checkedHandle, isBefore41, isUuid, Session, versionOf } from "./session.ts";

/** Whom a request comes from, as all requests say it. */
export interface Caller {
  readonly sessionId: string;
  readonly userContext?: { readonly userId: string } | undefined;
  readonly clientType?: string | undefined;
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

/** Why a handle finds no session; since 4.1 it counts as a broken connection. */
const refused = (what: "SESSION_NOT_FOUND" | "SESSION_CLOSED" | "SESSION_CHANGED", { sessionId, clientType }: Caller) =>
  sparkError(
    `INVALID_HANDLE.${what}`,
    { handle: sessionId },
    isBefore41(versionOf(clientType) ?? "") ? {} : { sqlState: "08003" },
  );

const keyOf = ({ userContext, sessionId }: Caller): string => JSON.stringify([userContext?.userId ?? "", sessionId]);

/** All sessions, by user and session id; made when they are first spoken to (`SparkConnectSessionManager`). */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #closed = new Set<string>();
  readonly #budget: ResultBudget;
  readonly #maintenance: NodeJS.Timeout;
  #isDraining = false;

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
      this.#checkClosed(key, caller);
      session = this.#make(caller);
    }
    return this.#observed(session, caller);
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
    return this.#observed(this.existingUnobserved(caller), caller);
  }

  /** As {@link existing}, whichever session the caller saw before: a release comes late and finds its operation or none. */
  existingUnobserved(caller: Caller): Session {
    const session = this.peek(caller);
    if (session === undefined) {
      this.#checkClosed(keyOf(caller), caller);
      throw refused("SESSION_NOT_FOUND", caller);
    }
    session.touch();
    return session;
  }

  /** The caller's session if there is one; no checks. */
  peek(caller: Caller): Session | undefined {
    return this.#sessions.get(keyOf(caller));
  }

  /** A session with the state of the caller's, under another id: a new one where none is given. */
  clone(caller: Caller, wanted: string | undefined): Session {
    const original = this.existing(caller);
    const targetSessionId = wanted === undefined || wanted === "" ? randomUUID() : wanted;
    if (!isUuid(targetSessionId))
      throw sparkError("INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_FORMAT", { targetSessionId });
    const target = { sessionId: targetSessionId, userContext: caller.userContext };
    const key = keyOf(target);
    if (this.#closed.has(key))
      throw sparkError("INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_CLOSED", { targetSessionId });
    if (this.#sessions.has(key))
      throw sparkError("INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_EXISTS", { targetSessionId });
    return this.#make(target, original.engine(caller.clientType).clone(targetSessionId));
  }

  #make(caller: Caller, engineSession?: EngineSession): Session {
    if (this.#isDraining) throw unavailable();
    this.#checkCount(caller);
    const { engine, limits, defaultVersion } = this.#options;
    const { sessionId, userContext } = caller;
    const userId = userContext?.userId ?? "";
    const budget = this.#budget;
    const session = new Session({ userId, sessionId, engine, limits, budget, defaultVersion, engineSession });
    this.#sessions.set(keyOf(caller), session);
    return session;
  }

  #checkClosed(key: string, caller: Caller): void {
    if (this.#closed.has(key)) throw refused("SESSION_CLOSED", caller);
  }

  #observed(session: Session, caller: Caller): Session {
    const observed = caller.clientObservedServerSideSessionId;
    if (observed !== undefined && observed !== session.serverSideId) throw refused("SESSION_CHANGED", caller);
    session.touch();
    return session;
  }

  /** Closes the caller's session, if there is one. Unless it may come back, later calls get INVALID_HANDLE.SESSION_CLOSED. */
  async release(caller: Caller, mayReconnect: boolean): Promise<Session | undefined> {
    const key = keyOf(caller);
    const session = this.#sessions.get(key);
    if (session === undefined) return undefined;
    if (!mayReconnect) this.#bury(key);
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

  /** Begins no session any more: those who ask for one get UNAVAILABLE, and try again, maybe elsewhere. */
  drain(): void {
    this.#isDraining = true;
  }

  /** Whether no operation runs, or has results that its client does not have yet. */
  get isQuiet(): boolean {
    for (const session of this.#sessions.values())
      for (const operation of session.operations) if (!operation.isSettled) return false;
    return true;
  }

  /** Bytes of results that clients have not released. */
  get resultBytes(): number {
    return this.#budget.bytes;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Ends what runs: clients get OPERATION_CANCELED. */
  interrupt(): void {
    for (const session of this.#sessions.values()) for (const operation of session.operations) operation.interrupt();
  }

  async close(): Promise<void> {
    clearInterval(this.#maintenance);
    const open = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.allSettled(open.map((session) => session.close()));
  }
}
