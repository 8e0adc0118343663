import type { Line } from "../settings/spark-version.ts";
import type { DataType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";

/**
 * What a throwing operation does instead of answering (`org.apache.spark.sql.catalyst.expressions.EvalMode`):
 * `ansi` raises, `legacy` gives Spark 2's answer (wrap-around, NULL), `try` gives NULL.
 */
export type EvalMode = "ansi" | "legacy" | "try";

/** The session's settings that change what a scalar means. */
export interface KernelSettings {
  /** `spark.sql.session.timeZone`. */
  readonly timeZone: string;
  /** `spark.sql.mapKeyDedupPolicy`. */
  readonly mapKeyDedupPolicy: "EXCEPTION" | "LAST_WIN";
  /** `spark.sql.variant.allowDuplicateKeys`: the last of a JSON object's fields of one name counts. Default false. */
  readonly variantDuplicateKeys?: boolean;
  /** `spark.sql.caseSensitive`: names inside of texts must agree in their case. Default false. */
  readonly caseSensitive?: boolean;
  /** The release line of the Spark whose answers are wanted. Default: the newest's. */
  readonly line?: Line | undefined;
  /** `spark.sql.binaryOutputStyle`. Default HEX_DISCRETE. */
  readonly binaryStyle?: "UTF-8" | "BASIC" | "BASE64" | "HEX" | "HEX_DISCRETE" | undefined;
  /**
   * `spark.sql.legacy.timeParserPolicy`: LEGACY reads and writes dates as Spark 2 did, EXCEPTION fails on texts that it
   * would have read. Default CORRECTED.
   */
  readonly timeParserPolicy?: "EXCEPTION" | "CORRECTED" | "LEGACY" | undefined;
}

/** Whether Spark 3.5's answers are wanted. */
export const isBefore4 = ({ line = 400 }: KernelSettings): boolean => line < 400;

/** Whether sets tell the two zeros and the NaNs apart, as Spark's did before 4.3 (seen there, not in 4.0). */
export const tellsZeros = ({ line = 400 }: KernelSettings): boolean => line < 403;

/** What a kernel knows once per call site, before any row. */
export interface KernelContext {
  readonly argTypes: readonly DataType[];
  readonly returnType: DataType;
  /** The value of each argument that is a literal; `undefined` for one that differs by row. */
  readonly constants: readonly (Value | undefined)[];
  readonly mode: EvalMode;
  readonly settings: KernelSettings;
  /** What kernels with a memory keep while one query runs; shared by all call sites of it. */
  readonly memory?: Map<string, unknown> | undefined;
}

/** One row's arguments to its value. Synchronous; keeps no argument. Throws SparkError. */
export type KernelFunction = (...args: Value[]) => Value;

/** A scalar's meaning over plain values, by which it is folded, interpreted and run inside engines. */
export interface Kernel {
  /** `propagate`: the caller answers NULL when an argument is NULL and does not call. `accept`: NULLs are passed in. */
  readonly nulls: "propagate" | "accept";
  /** Prepares what depends on types and constants alone (a pattern, a formatter). */
  readonly bind: (cx: KernelContext) => KernelFunction;
  /** `query`: its answers hold for one query only, and are the same in all of it; it is not folded. Default: none. */
  readonly remembers?: "query" | undefined;
  /** Bytes that an answer stands for, where they are not its own: backends bound their sum over a batch. */
  readonly weigh?: (answer: Value) => number;
}

/** Kernels by the name of their function in the registry (`cast` for casts). */
export type KernelTable = Readonly<Record<string, Kernel>>;

/** A kernel that is never called with a NULL. */
export const kernel = (bind: Kernel["bind"]): Kernel => ({ nulls: "propagate", bind });

/** A kernel that wants to see NULLs. */
export const kernelOfNulls = (bind: Kernel["bind"]): Kernel => ({ nulls: "accept", bind });
