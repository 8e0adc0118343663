/**
 * What the engine offers to the server: sessions that run commands and answer questions about plans. The server knows
 * streams, operations and protobuf; the engine knows plans, rows and state.
 */
import type { RecordBatchBytes } from "../backend/backend.ts";
import type { StructType } from "../types/data-type.ts";
import type { Command, ExplainMode, SqlDoor } from "../unresolved/command.ts";
import type { Relation } from "../unresolved/relation.ts";
import type { SessionSettings } from "../settings/session-settings.ts";

/** What a running command tells, in order. */
export type EngineEvent =
  /** The result's schema: first, once, for commands that give rows. */
  | { readonly kind: "schema"; readonly schema: StructType }
  /** One record batch; at least one follows every schema. */
  | ({ readonly kind: "batch" } & RecordBatchBytes)
  /** A SQL text was a query: the client is to keep the relation that it sent. */
  | { readonly kind: "sql_query" }
  /** A SQL text was a command, and these are its rows: one Arrow IPC stream, maybe of no columns. */
  | { readonly kind: "sql_rows"; readonly data: Uint8Array; readonly rows: number };

/** What a run is bounded by. */
export interface RunContext {
  readonly signal: AbortSignal;
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
  semanticText(relation: Relation, cx: RunContext): Promise<string>;
  /** Whether a plan needs no file or engine (isLocal). */
  isLocal(relation: Relation, cx: RunContext): Promise<boolean>;
  /** Persistence levels by plan equivalence; absent: not kept. */
  persist(relation: Relation, level: StorageLevel, cx: RunContext): Promise<void>;
  unpersist(relation: Relation, cx: RunContext): Promise<void>;
  storageLevel(relation: Relation, cx: RunContext): Promise<StorageLevel>;
  close(): Promise<void>;
}

/** Spark's StorageLevel. */
export interface StorageLevel {
  readonly useDisk: boolean;
  readonly useMemory: boolean;
  readonly useOffHeap: boolean;
  readonly deserialized: boolean;
  readonly replication: number;
}

/** Named blobs of a session. */
export interface ArtifactStore {
  has(name: string): boolean;
  get(name: string): Uint8Array | undefined;
  /** Refuses when the session's byte limit is passed, or another content stands under the name. */
  put(name: string, data: Uint8Array): void;
}

/** All sessions over one set of backends. */
export interface Engine {
  newSession(options: {
    readonly userId: string;
    readonly sessionId: string;
    readonly sparkVersion: string;
  }): EngineSession;
  close(): Promise<void>;
}
