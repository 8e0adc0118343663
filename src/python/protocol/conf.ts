import type { PythonSettings } from "../api.ts";

/** Which profiler runs. */
export const PROFILER = "spark.sql.pyspark.udf.profiler";

/**
 * The settings that some line's worker reads (`RunnerConf`); a worker ignores those it does not know. The session gives
 * those that its own line has.
 */
const KEYS: readonly string[] = [
  "spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName",
  "spark.sql.execution.pandas.convertToArrowArraySafely",
  "spark.sql.execution.arrow.maxRecordsPerBatch",
  "spark.sql.execution.pythonUDF.arrow.concurrency.level",
  "spark.sql.execution.pythonUDF.pandas.intToDecimalCoercionEnabled",
  "spark.sql.execution.pythonUDF.pandas.preferIntExtensionDtype",
  "spark.sql.execution.pythonUDF.mapInBatch.legacy.acceptAnyIterable.enabled",
  "spark.sql.execution.pyspark.binaryAsBytes",
  "spark.sql.legacy.execution.pythonUDF.pandas.conversion.enabled",
  "spark.sql.legacy.execution.pythonUDTF.pandas.conversion.enabled",
  PROFILER,
];

/** What a worker is told of the session's settings. */
export function workerConf(settings: PythonSettings): Map<string, string> {
  const conf = new Map([
    ["spark.sql.session.timeZone", settings.timeZone],
    ["spark.sql.execution.arrow.useLargeVarTypes", String(settings.useLargeVarTypes)],
  ]);
  for (const key of KEYS) {
    const value = settings.conf(key);
    if (value !== undefined) conf.set(key, value);
  }
  return conf;
}

/** Variables that make workers tell errors as the session's settings want them told; they are a daemon's. */
export function workerVariables(settings: Pick<PythonSettings, "conf">): Record<string, string> {
  const on = (key: string, fallback: boolean) => (settings.conf(key) ?? String(fallback)).toLowerCase() === "true";
  return {
    ...(on("spark.sql.execution.pyspark.udf.simplifiedTraceback.enabled", true)
      ? { SPARK_SIMPLIFIED_TRACEBACK: "1" }
      : {}),
    ...(on("spark.sql.execution.pyspark.udf.hideTraceback.enabled", false) ? { SPARK_HIDE_TRACEBACK: "1" } : {}),
  };
}
