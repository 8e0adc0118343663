import type { Origin } from "../errors/origin.ts";
import type { KernelSettings } from "../kernels/kernel.ts";
import type { ReadPlan } from "../substrait/read/plan.ts";
import type { StructType } from "../types/data-type.ts";

/** What a backend can do beyond the least; each flag says what its absence costs. */
export interface Capabilities {
  /** Takes correlated subqueries as they are. Default `false`: the engine must not send them. */
  readonly correlatedSubqueries: boolean;
  /** Takes lateral joins. Default `false`. */
  readonly lateralJoins: boolean;
}

/** One node of a plan that a backend cannot run, or runs with another answer than Spark's. */
export interface Finding {
  readonly kind: "unsupported" | "differs";
  /** The feature by its name: `function soundex`, `relation sample`. */
  readonly feature: string;
  readonly reason: string;
  readonly origin?: Origin | undefined;
}

/** A record batch as a complete Arrow IPC stream (schema, one batch, end), ready for the wire. */
export interface RecordBatchBytes {
  readonly data: Uint8Array;
  readonly rows: number;
  /** Whether nobody else reads its memory: who has taken all from it may give it back. */
  readonly isOwn?: boolean | undefined;
}

/** Client rows, passed beside the plan under the id the plan names. */
export interface InputData {
  /** The Arrow IPC streams that hold the rows; columns by position. */
  readonly streams: readonly Uint8Array[];
  readonly schema: StructType;
}

/** Rows that come batch by batch from elsewhere; they are pulled no faster than they are taken. */
export interface BatchStream {
  readonly batches: AsyncIterable<RecordBatchBytes>;
  readonly schema: StructType;
  /** Nobody else has the batches: a backend may take their memory. */
  readonly isOwn?: boolean | undefined;
}

/** Rows that a backend keeps for later plans: in memory, and on disk where that runs short. */
export interface StoredData {
  readonly kind: "stored";
  readonly rows: number;
  /** About how many bytes they take. */
  readonly bytes: number;
  /** The engine that held them has ended: plans over them fail. */
  readonly lost: boolean;
  /** Gives them up. No plan may be reading them. */
  dispose(): Promise<void>;
}

/** What a plan's local data is: it comes with the plan, or is kept already. */
export type Input = InputData | StoredData;

/** Bounds on one execution. */
export interface ExecutionLimits {
  /** Most rows in one batch (`spark.sql.execution.arrow.maxRecordsPerBatch`; 0: no bound). */
  readonly maxBatchRows: number;
  /** Bytes a batch should stay under. */
  readonly maxBatchBytes: number;
}

/** How far a running plan is. */
export interface Progress {
  /** From 0 to 1, of what is known to be done. */
  readonly fraction: number;
}

/** What a plan runs with. */
export interface ExecuteContext {
  /** Names, types and nullability of the result; the batches have exactly this schema. */
  readonly schema: StructType;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly signal: AbortSignal;
  readonly settings: KernelSettings & {
    /** `spark.sql.execution.arrow.useLargeVarTypes`. */
    readonly useLargeVarTypes: boolean;
  };
  readonly limits: ExecutionLimits;
  /** A guess at how many rows the plan touches: who waits for whom goes by it. Absent: many. */
  readonly effort?: number | undefined;
  /** Told now and then how far the work is, where the backend knows. */
  readonly report?: ((progress: Progress) => void) | undefined;
}

/** Where and how files are written. */
export interface FileSink {
  readonly format: "parquet" | "csv" | "json" | "text" | "xml";
  /** An existing empty directory. */
  readonly directory: string;
  /** Column positions that become directories `name=value`. */
  readonly partitionBy: readonly number[];
  /** Canonical writer options. */
  readonly options: Readonly<Record<string, string>>;
}

/** One file that was written, relative to the sink's directory. */
export interface WrittenFile {
  readonly path: string;
  readonly rows: bigint;
  readonly bytes: number;
}

/** An engine that runs plans. Errors are SparkErrors with their origin. */
export interface Backend {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Every node that it cannot run or runs differently; no side effects. */
  support(plan: ReadPlan): readonly Finding[];
  /** The rows, in order; at least one batch, be it empty. Ends early only by throwing. */
  execute(plan: ReadPlan, cx: ExecuteContext): AsyncIterable<RecordBatchBytes>;
  /** Writes the rows as files; the engine commits them. */
  write(plan: ReadPlan, sink: FileSink, cx: ExecuteContext): Promise<readonly WrittenFile[]>;
  /** Keeps the rows, in order. All or nothing: what fails or is canceled leaves nothing behind. */
  store(source: ReadPlan | BatchStream, cx: ExecuteContext): Promise<StoredData>;
  /** The schema that files of a format tell of themselves. */
  inferSchema(request: InferSchema): Promise<StructType>;
  /** Makes ready what the first plan needs, where that takes time. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Asks a backend to read the schema of files. */
export interface InferSchema {
  readonly format: "parquet" | "csv" | "json" | "xml";
  /** Absolute paths, already listed. */
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly settings: KernelSettings & { readonly timestampType: "TIMESTAMP_LTZ" | "TIMESTAMP_NTZ" };
  readonly signal: AbortSignal;
}
