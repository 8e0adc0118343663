/** What tasks of all kinds say and move. */

/** A record batch as a complete Arrow IPC stream (schema, one batch, end): what backends yield and take. */
export interface PythonBatch {
  readonly data: Uint8Array;
  readonly rows: number;
  /** Whether nobody else reads its memory: it is given back once the worker has all of it. */
  readonly isOwn?: boolean | undefined;
}

/** Whose function runs: workers are kept per session, and see its files only. */
export interface PythonSession {
  /** Names the session within the server. */
  readonly key: string;
  /** The line of the client's PySpark, as `3.5` or `4.0`: only a worker of the same line can read its pickles. */
  readonly sparkVersion: string;
  /** Absolute path of the directory with the session's files, which is on the workers' `sys.path`; absent: none. */
  readonly files?: string | undefined;
  /** Names below `files` that go on `sys.path` too: zips, eggs, unpacked archives. */
  readonly includes: readonly string[];
}

/** The session's settings as a task needs them. */
export interface PythonSettings {
  /** The session's zone (`spark.sql.session.timeZone`). */
  readonly timeZone: string;
  /** Most rows in a batch that a function sees (`spark.sql.execution.arrow.maxRecordsPerBatch`; 0: no bound). */
  readonly maxRecordsPerBatch: number;
  /** `spark.sql.execution.arrow.useLargeVarTypes`. */
  readonly useLargeVarTypes: boolean;
  /** Any other setting of the session by its key, `undefined` where it has neither value nor default. */
  readonly conf: (key: string) => string | undefined;
  /** Takes what a worker adds to an accumulator, which profilers use: an update as the worker pickles it. */
  readonly accumulated?: ((update: Uint8Array) => void) | undefined;
}
