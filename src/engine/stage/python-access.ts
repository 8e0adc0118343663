import { unsupported } from "../../errors/spark-error.ts";
import type { PythonRuntime, PythonSession, PythonSettings } from "../../python/api.ts";
import type { SparkSettings } from "../../settings/snapshot.ts";

/** A session's Python. */
export interface PythonAccess {
  readonly runtime: PythonRuntime;
  /** The session with its files at their places. */
  readonly session: () => Promise<PythonSession>;
  /** Takes what workers add to accumulators. */
  readonly accumulated: (update: Uint8Array) => void;
}

/** A server without Python is asked for it. */
export const noPython = (): Error => unsupported("functions in Python: this server has no Python (--python)");

/** The session's settings as workers need them. */
export const pythonSettings = (settings: SparkSettings): PythonSettings => ({
  timeZone: settings.timeZone,
  maxRecordsPerBatch: Math.max(0, settings.maxRecordsPerBatch),
  useLargeVarTypes: settings.isTrue("spark.sql.execution.arrow.useLargeVarTypes"),
  conf: (key) => settings.get(key),
});
