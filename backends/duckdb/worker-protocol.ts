/** What passes between the server's thread and the engine's: plain data, buffers transferred. */
import type { MessagePort } from "node:worker_threads";
import type { ExecutionLimits, InputData } from "../../src/backend/backend.ts";
import type { StructType } from "../../src/types/data-type.ts";
import type { FlowLimits } from "./flow-control.ts";
import type { Statement } from "./statement.ts";
import type { Append } from "./vectors/append.ts";

/** How the engine is set up; sizes in bytes. */
export interface EngineSettings {
  /** DuckDB's threads; undefined: the machine's cores. */
  readonly threads?: number | undefined;
  readonly memoryLimit: number;
  /** Where DuckDB spills; created on demand. */
  readonly tempDirectory: string;
  readonly maxTempDirectorySize?: number | undefined;
  /** Where extensions lie (`<dir>/v1.5.5/<platform>/<name>.duckdb_extension`). */
  readonly extensionDirectory?: string | undefined;
  /** Statements that run at once; others wait. Each takes one thread of libuv's pool. */
  readonly maxStatements: number;
  /** Bytes of results that may be under way to the other thread. */
  readonly flow: FlowLimits;
  /** See `cancel-flags.ts`. */
  readonly cancelFlags: SharedArrayBuffer;
  /** Closed when the thread is gone. */
  readonly life: MessagePort;
}

/** The attached database whose tables are kept rows (`store.ts`). */
export const STORED_DATABASE = "stored";

/** One statement with all it needs. */
export interface ExecuteMessage {
  readonly statement: Statement;
  /** Names and nullability of the result; its types are the statement's. */
  readonly schema: StructType;
  /** By `InputSpec.dataId`. */
  readonly inputs: ReadonlyMap<string, InputData>;
  readonly timeZone: string;
  readonly useLargeVarTypes: boolean;
  readonly limits: ExecutionLimits;
  readonly tellsProgress: boolean;
  /** Rows that are appended to a table; the statement's text is not run then, and no rows come. */
  readonly append?: Append | undefined;
}

export type ToWorker =
  | { readonly kind: "execute"; readonly id: number; readonly request: ExecuteMessage }
  /** The consumer has taken that many bytes, or has thrown them away. */
  | { readonly kind: "taken"; readonly id: number; readonly bytes: number }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "close" };

/** A failure that survives the crossing. */
export type Failure =
  | { readonly kind: "spark"; readonly condition: string; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: "duckdb"; readonly message: string }
  | { readonly kind: "internal"; readonly message: string; readonly stack: string | undefined };

export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "batch"; readonly id: number; readonly data: Uint8Array; readonly rows: number }
  | { readonly kind: "progress"; readonly id: number; readonly fraction: number }
  | { readonly kind: "done"; readonly id: number }
  | { readonly kind: "failed"; readonly id: number; readonly failure: Failure }
  /** Something broke outside every statement; the thread ends as soon as nothing runs, and takes no more statements. */
  | { readonly kind: "dying"; readonly failure: Failure };
