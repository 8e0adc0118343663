import { randomUUID } from "node:crypto";
import { sparkError } from "../errors/spark-error.ts";
import type { ArtifactStore, Engine, EngineSession } from "../engine/api.ts";
import { ErrorStore } from "./error-details.ts";
import type { ServerLimits } from "./limits.ts";
import type { ResultBudget } from "./result-budget.ts";
import { Operation, type OperationOptions, type OperationState } from "./operation.ts";

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
  /** The engine's session behind a clone; others get theirs when their version is known. */
  readonly engineSession?: EngineSession | undefined;
}

/** What is left of an operation. */
export interface Tombstone {
  readonly state: OperationState;
  /** Whether it was given up because no client came back for it. */
  readonly abandoned: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether an id has the form of a UUID. */
export const isUuid = (id: string): boolean => UUID.test(id);

/** A session or operation id, which must be a UUID: else INVALID_HANDLE.FORMAT. */
export function checkedHandle(handle: string): string {
  if (!isUuid(handle)) throw sparkError("INVALID_HANDLE.FORMAT", { handle });
  return handle;
}

/** The Spark version in `_SPARK_CONNECT_PYTHON spark/4.0.1 os/linux python/3.11`. */
export const versionOf = (clientType: string | undefined): string | undefined =>
  /(?:^|\s)spark\/(\d+\.\d+(?:\.\d+)?)/.exec(clientType ?? "")?.[1];

/** Whether a version is one of 3.5 or 4.0, or is not told. */
export const isBefore41 = (version: string): boolean => /^(?:3\.|4\.0|$)/.test(version);

/** One client's session as the server sees it: its operations, its errors, and the engine's session behind it. */
export class Session {
  readonly userId: string;
  readonly sessionId: string;
  /** Clients notice by this id that a session is not the one they began. */
  readonly serverSideId: string = randomUUID();
  readonly errors: ErrorStore;
  /** Uploads do not say the client's version: they may come before the engine's session. */
  readonly artifacts: ArtifactStore;
  readonly #options: SessionOptions;
  readonly #operations = new Map<string, Operation>();
  readonly #tombstones = new Map<string, Tombstone>();
  #engineSession: EngineSession | undefined;
  #lastUsed = Date.now();

  constructor(options: SessionOptions) {
    this.userId = options.userId;
    this.sessionId = options.sessionId;
    this.errors = new ErrorStore(options.limits.keptErrors);
    this.#options = options;
    this.#engineSession = options.engineSession;
    this.artifacts = options.engineSession?.artifacts ?? options.engine.newArtifacts();
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
    this.#engineSession = engine.newSession({
      userId,
      sessionId,
      sparkVersion: versionOf(clientType) ?? defaultVersion,
      artifacts: this.artifacts,
    });
    return this.#engineSession;
  }

  /** The Spark version that the session speaks, as far as it is known. */
  get sparkVersion(): string {
    return this.#engineSession?.sparkVersion ?? this.#options.defaultVersion;
  }

  get operations(): Iterable<Operation> {
    return this.#operations.values();
  }

  operation(id: string): Operation | undefined {
    return this.#operations.get(id);
  }

  /** What is remembered of an operation that is gone. */
  tombstone(id: string): Tombstone | undefined {
    return this.#tombstones.get(id);
  }

  /** The ids of operations that are gone and remembered. */
  get tombstones(): Iterable<string> {
    return this.#tombstones.keys();
  }

  /**
   * Begins an operation. A client that lost the answer begins it once more: one with the same plan, if it can be
   * attached to, is given as it is (from 4.0 on). Any other use of a known id is INVALID_HANDLE.OPERATION_ALREADY_EXISTS, and of one
   * that is gone OPERATION_ABANDONED.
   */
  begin(
    options: Pick<
      OperationOptions,
      "id" | "tags" | "reattachable" | "progressInterval" | "fingerprint" | "produce" | "onEnd"
    >,
  ): {
    readonly operation: Operation;
    readonly isNew: boolean;
  } {
    const { id } = options;
    const known = this.#operations.get(id);
    if (known !== undefined) {
      if (known.fingerprint !== options.fingerprint || this.sparkVersion.startsWith("3."))
        throw sparkError("INVALID_HANDLE.OPERATION_ALREADY_EXISTS", { handle: id });
      if (!known.reattachable) throw sparkError("INVALID_CURSOR.NOT_REATTACHABLE", {});
      return { operation: known, isNew: false };
    }
    const gone = this.#tombstones.get(id);
    if (gone !== undefined && (gone.abandoned || !this.#mayReuseIds))
      throw sparkError("INVALID_HANDLE.OPERATION_ABANDONED", { handle: id });
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
        this.#remember(id, { state: operation.state, abandoned });
      },
    });
    this.#operations.set(id, operation);
    return { operation, isNew: true };
  }

  /** Before 4.1 the id of an operation that was released can be used again. */
  get #mayReuseIds(): boolean {
    return isBefore41(this.sparkVersion);
  }

  #remember(id: string, tombstone: Tombstone): void {
    this.#tombstones.delete(id);
    this.#tombstones.set(id, tombstone);
    const [oldest] = this.#tombstones.keys();
    if (this.#tombstones.size > this.#options.limits.operationTombstones && oldest !== undefined)
      this.#tombstones.delete(oldest);
  }

  /** Ends all that runs and drops the engine's state. */
  async close(): Promise<void> {
    for (const operation of this.#operations.values()) operation.releaseAll();
    await this.#engineSession?.close();
    this.artifacts.clear();
  }
}
