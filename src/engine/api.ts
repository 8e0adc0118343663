/**
 * What the engine offers to the server: sessions that run commands and answer questions about plans. The server knows
 * streams, operations and protobuf; the engine knows plans, rows and state.
 */
import type { Progress, RecordBatchBytes } from "../backend/backend.ts";
import type { StructType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import type { Command, ExplainMode, SqlDoor } from "../unresolved/command.ts";
import type { StorageLevel } from "../unresolved/storage-level.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { SessionFiles } from "./artifact-files.ts";
import type { SessionSettings } from "../settings/session-settings.ts";

export type { Progress };

/** What a running command tells, in order. */
export type EngineEvent =
  /** The result's schema: first, once, for commands that give rows. */
  | { readonly kind: "schema"; readonly schema: StructType }
  /** One record batch; at least one follows every schema. */
  | ({ readonly kind: "batch" } & RecordBatchBytes)
  /** Metrics that were observed while the rows were made: one row of this schema. */
  | {
      readonly kind: "observed";
      readonly name: string;
      readonly planId: number | undefined;
      readonly schema: StructType;
      readonly row: readonly Value[];
    }
  /** A SQL text was a query: the client is to keep the relation that it sent. */
  | { readonly kind: "sql_query" }
  /**
   * A SQL text was a command, and these are its rows: one Arrow IPC stream, maybe of no columns. `schema` where columns
   * have metadata.
   */
  | {
      readonly kind: "sql_rows";
      readonly data: Uint8Array;
      readonly schema?: StructType | undefined;
      readonly rows: number;
    }
  /** A DataFrame is kept under this id. */
  | { readonly kind: "checkpoint"; readonly id: string };

/** What a run is bounded by. */
export interface RunContext {
  readonly signal: AbortSignal;
  /** Told now and then how far the work is. */
  readonly report?: ((progress: Progress) => void) | undefined;
}

/** One client's session. Keyed by user and session id; made on first use. */
export interface EngineSession {
  /** The Spark version it speaks: `3.5.9`, `4.0.4` … */
  readonly sparkVersion: string;
  /** Spark configuration, mutable. */
  readonly settings: SessionSettings;
  /** Client artifacts by name (`cache/<hash>` …), bounded in bytes by the engine's limits. */
  readonly artifacts: ArtifactStore;
  /** The SQL door. */
  readonly door: SqlDoor;
  /** Runs a command or query. Throws SparkErrors. */
  run(command: Command, cx: RunContext): AsyncIterable<EngineEvent>;
  /** The schema of a plan, nothing executed. */
  schemaOf(relation: Relation, cx: RunContext): Promise<StructType>;
  explain(relation: Relation, mode: ExplainMode, cx: RunContext): Promise<string>;
  inputFiles(relation: Relation, cx: RunContext): Promise<readonly string[]>;
  /** Equal for plans that mean the same (`sameSemantics`, `semanticHash`). */
  planKey(relation: Relation, cx: RunContext): Promise<string>;
  /** Whether a plan needs no file or engine (isLocal). */
  isLocal(relation: Relation, cx: RunContext): Promise<boolean>;
  /** Keeps the rows of a plan, and of every plan that means the same, from its first use on. */
  persist(relation: Relation, level: StorageLevel, cx: RunContext): Promise<void>;
  unpersist(relation: Relation, cx: RunContext): Promise<void>;
  /** The level that a plan is kept at; one that is not has the level NONE. */
  storageLevel(relation: Relation, cx: RunContext): Promise<StorageLevel>;
  /** A session with the same settings, temporary views and files, that goes its own way (`SparkSession.cloneSession`). */
  clone(sessionId: string): EngineSession;
  /** Files at or below a path are others than before, whoever changed them. */
  filesChanged(path: string): void;
  close(): Promise<void>;
}

export type { StorageLevel };

/** Named blobs of a session (`ArtifactManager`). */
export interface ArtifactStore {
  has(name: string): boolean;
  get(name: string): Uint8Array | undefined;
  /**
   * Keeps a content under a name. ARTIFACT_ALREADY_EXISTS when another stands there, but for `cache/` and `classes/`;
   * refuses when the session's byte limit is passed.
   */
  put(name: string, data: Uint8Array): Promise<void>;
  /** The artifacts that Python workers see, as files. */
  files(): Promise<SessionFiles>;
  /** Holds room for an artifact that is under way, or refuses; the function gives it back. */
  reserve(name: string, bytes: number): () => void;
  /** A store of its own with the same artifacts but the cached local relations, which Spark does not hand on. */
  clone(): ArtifactStore;
  clear(): void;
}

/** All sessions over one set of backends. */
export interface Engine {
  /** Resolves when the catalog is loaded; what is asked before waits for it. Rejects with WarehouseError. */
  readonly ready: Promise<void>;
  /** An empty store. Uploads come before anything tells the session's version, so it is made first. */
  newArtifacts(): ArtifactStore;
  /** Rows of a client are on their way: what runs plans is made ready meanwhile. */
  expectRows(): void;
  /** A session, which takes the store over. */
  newSession(options: {
    readonly userId: string;
    readonly sessionId: string;
    readonly sparkVersion: string;
    readonly artifacts: ArtifactStore;
  }): EngineSession;
  close(): Promise<void>;
}
