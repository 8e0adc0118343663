import { MAX_MESSAGE_DEPTH } from "../connect/wire.ts";

/** Bounds of the server; times in milliseconds. Defaults follow Spark's `spark.connect.*` where it has them. */
export interface ServerLimits {
  /** Greatest request and response message. */
  readonly maxMessageBytes: number;
  /** Bytes of requests that are not complete yet, all connections together. */
  readonly requestBytes: number;
  /** Levels that a message may nest: a chain of `withColumn` takes two a step (`marshallerRecursionLimit`). */
  readonly maxPlanDepth: number;
  /** Sessions at once, and of one user. */
  readonly maxSessions: number;
  readonly maxSessionsPerUser: number;
  /** Operations of a session that run or whose results are not released. */
  readonly maxOperationsPerSession: number;
  /** Bytes of results that are not released, all operations together. Beyond, operations wait for their readers. */
  readonly resultBytes: number;
  /** A request that does not come in, and an answer that is not taken, are given up after this time. */
  readonly stallTimeout: number;
  /** A response stream is ended after this time; the client attaches again (`senderMaxStreamDuration`). */
  readonly streamDuration: number;
  /** A response stream is ended after so many bytes (`senderMaxStreamSize`). */
  readonly streamBytes: number;
  /**
   * Responses that were sent and not released are kept up to so many bytes (`observerRetryBufferSize`). Windows and
   * socket buffers hold more than Spark's 10 MiB: those are lost when a connection breaks.
   */
  readonly retryBufferBytes: number;
  /** A running operation waits while so many bytes have not been sent. */
  readonly unsentBytes: number;
  /** An operation without a reader is given up after this time (`detachedTimeout`). */
  readonly detachedTimeout: number;
  /** A running operation whose connection broke is cancelled after this time, and one that was read to its end forgotten. */
  readonly brokenStreamTimeout: number;
  /** A session without calls and operations is closed after this time (`session.manager.defaultSessionTimeout`). */
  readonly sessionTimeout: number;
  /** How often idle sessions are looked for. */
  readonly maintenanceInterval: number;
  /** Closed sessions that are remembered (`closedSessionsTombstonesSize`). */
  readonly sessionTombstones: number;
  /** Operations given up that are remembered, per session (`abandonedTombstonesSize`). */
  readonly operationTombstones: number;
  /** Error texts kept for FetchErrorDetails, per session. */
  readonly keptErrors: number;
}

const MIB = 1024 * 1024;

/** What holds unless the configuration says otherwise. */
export const defaultLimits: ServerLimits = {
  maxMessageBytes: 128 * MIB,
  requestBytes: 512 * MIB,
  maxPlanDepth: MAX_MESSAGE_DEPTH,
  maxSessions: 1000,
  maxSessionsPerUser: 1000,
  maxOperationsPerSession: 1000,
  resultBytes: 1024 * MIB,
  stallTimeout: 120_000,
  streamDuration: 120_000,
  streamBytes: 1024 * MIB,
  retryBufferBytes: 64 * MIB,
  unsentBytes: 16 * MIB,
  detachedTimeout: 300_000,
  brokenStreamTimeout: 30_000,
  sessionTimeout: 3_600_000,
  maintenanceInterval: 30_000,
  sessionTombstones: 1000,
  operationTombstones: 1000,
  keptErrors: 100,
};
