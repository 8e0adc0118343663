import { randomUUID } from "node:crypto";
import { sparkError } from "../errors/spark-error.ts";
import type { Engine, EngineSession } from "../engine/api.ts";
import { ErrorStore } from "./error-details.ts";
import type { ServerLimits } from "./limits.ts";
import type { ResultBudget } from "./result-budget.ts";
import { Operation, type OperationOptions } from "./operation.ts";

/** What a session needs of the server. */
export interface SessionOptions {
  readonly userId: string;
  readonly sessionId: string;
  readonly engine: Engine;
  readonly limits: ServerLimits;
  /** What the responses of all operations count against. */
  readonly budget: ResultBudget;
  /** The Spark version spoken to clients that do not say theirs. */
  readonly defaultVersion: string;
}

/** Bytes of uploads that wait for a session to know its version. */
const MAX_PENDING = 64 * 1024 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A session or operation id, which must be a UUID: else INVALID_HANDLE.FORMAT. */
export function checkedHandle(handle: string): string {
  if (!UUID.test(handle)) throw sparkError("INVALID_HANDLE.FORMAT", { handle });
  return handle;
}

/** The Spark version in `_SPARK_CONNECT_PYTHON spark/4.0.1 os/linux python/3.11`. */
export const versionOf = (clientType: string | undefined): string | undefined =>
  /(?:^|\s)spark\/(\d+\.\d+(?:\.\d+)?)/.exec(clientType ?? "")?.[1];

/** One client's session as the server sees it: its operations, its errors, and the engine's session behind it. */
export class Session {
  readonly userId: string;
  readonly sessionId: string;
  /** Clients notice by this id that a session is not the one they began. */
  readonly serverSideId: string = randomUUID();
  readonly errors: ErrorStore;
  readonly #options: SessionOptions;
  readonly #operations = new Map<string, Operation>();
  readonly #abandoned = new Set<string>();
  readonly #pendingArtifacts = new Map<string, Uint8Array>();
  #pendingBytes = 0;
  #engineSession: EngineSession | undefined;
  #lastUsed = Date.now();

  constructor(options: SessionOptions) {
    this.userId = options.userId;
    this.sessionId = options.sessionId;
    this.errors = new ErrorStore(options.limits.keptErrors);
    this.#options = options;
  }

  /** Notes that a client spoke; idle sessions are closed. */
  touch(): void {
    this.#lastUsed = Date.now();
  }

  /** How long nothing has happened; 0 while an operation runs. */
  idle(now: number): number {
    return this.#operations.size > 0 ? 0 : now - this.#lastUsed;
  }

  /** The engine's session, made by the first request that says which Spark the client speaks. */
  engine(clientType: string | undefined): EngineSession {
    if (this.#engineSession !== undefined) return this.#engineSession;
    const { engine, userId, sessionId, defaultVersion } = this.#options;
    const made = engine.newSession({ userId, sessionId, sparkVersion: versionOf(clientType) ?? defaultVersion });
    for (const [name, data] of this.#pendingArtifacts) made.artifacts.put(name, data);
    this.#pendingArtifacts.clear();
    this.#engineSession = made;
    return made;
  }

  /** Keeps an artifact. Uploads do not say the client's version, so those before any other call wait for it. */
  putArtifact(name: string, data: Uint8Array): void {
    if (this.#engineSession === undefined) {
      this.#pendingArtifacts.set(name, data);
      this.#pendingBytes += data.length;
      // The engine's store is bounded, this one is not: a large upload goes there without waiting for a version.
      if (this.#pendingBytes > MAX_PENDING) this.engine(undefined);
    } else this.#engineSession.artifacts.put(name, data);
  }

  hasArtifact(name: string): boolean {
    return this.#engineSession?.artifacts.has(name) ?? this.#pendingArtifacts.has(name);
  }

  get operations(): Iterable<Operation> {
    return this.#operations.values();
  }

  operation(id: string): Operation | undefined {
    return this.#operations.get(id);
  }

  /** Whether an operation was given up because no client came back for it. */
  wasAbandoned(id: string): boolean {
    return this.#abandoned.has(id);
  }

  /** Begins an operation. Its id must be new: else INVALID_HANDLE.OPERATION_ALREADY_EXISTS or OPERATION_ABANDONED. */
  begin(options: Pick<OperationOptions, "id" | "tags" | "reattachable" | "produce">): Operation {
    const { id } = options;
    if (this.#operations.has(id)) throw sparkError("INVALID_HANDLE.OPERATION_ALREADY_EXISTS", { handle: id });
    if (this.#abandoned.has(id)) throw sparkError("INVALID_HANDLE.OPERATION_ABANDONED", { handle: id });
    const { maxOperationsPerSession } = this.#options.limits;
    if (this.#operations.size >= maxOperationsPerSession)
      throw sparkError("FIRESTEEL_LIMIT_EXCEEDED.OPERATIONS", { limit: String(maxOperationsPerSession) });
    const operation = new Operation({
      ...options,
      sessionId: this.sessionId,
      serverSideSessionId: this.serverSideId,
      limits: this.#options.limits,
      budget: this.#options.budget,
      onGone: (abandoned) => {
        this.#operations.delete(id);
        this.touch();
        if (abandoned) this.#remember(id);
      },
    });
    this.#operations.set(id, operation);
    return operation;
  }

  #remember(id: string): void {
    this.#abandoned.add(id);
    const [oldest] = this.#abandoned;
    if (this.#abandoned.size > this.#options.limits.operationTombstones && oldest !== undefined)
      this.#abandoned.delete(oldest);
  }

  /** Ends all that runs and drops the engine's state. */
  async close(): Promise<void> {
    for (const operation of this.#operations.values()) operation.interrupt();
    await this.#engineSession?.close();
  }
}
