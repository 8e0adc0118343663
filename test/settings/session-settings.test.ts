import { describe, expect, test } from "vitest";
import { SparkError } from "../../src/errors/spark-error.ts";
import { SessionSettings } from "../../src/settings/session-settings.ts";

const settings = (sparkVersion = "4.0.4") => new SessionSettings({ sparkVersion });
const condition = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof SparkError) return error.condition;
    throw error;
  }
  return "none";
};

describe("defaults by version", () => {
  test.each([
    ["3.5.1", "spark.sql.ansi.enabled", "false"],
    ["4.0.4", "spark.sql.ansi.enabled", "true"],
    ["3.5.1", "spark.sql.session.localRelationCacheThreshold", "67108864"],
    ["4.1.0", "spark.sql.session.localRelationCacheThreshold", "1048576"],
    ["4.2.0", "spark.sql.session.localRelationSizeLimit", "3221225472"],
    ["4.0.4", "spark.sql.execution.pandas.convertToArrowArraySafely", "false"],
    ["4.2.0", "spark.sql.execution.pandas.convertToArrowArraySafely", "true"],
    ["4.1.1", "spark.sql.execution.pythonUDF.arrow.enabled", "false"],
    ["4.2.0", "spark.sql.execution.pythonUDF.arrow.enabled", "true"],
    ["4.0.4", "spark.sql.autoBroadcastJoinThreshold", "10485760b"],
    ["4.0.4", "spark.sql.broadcastTimeout", "300000ms"],
    ["4.0.4", "spark.sql.timestampType", "TIMESTAMP_LTZ"],
    ["4.0.4", "spark.sql.execution.arrow.pyspark.enabled", "false"],
    ["4.0.4", "spark.sql.adaptive.advisoryPartitionSizeInBytes", "67108864b"],
    ["4.0.4", "spark.sql.sources.default", "parquet"],
  ])("%s %s", (version, key, value) => expect(settings(version).get(key)).toBe(value));

  test.each([
    "spark.sql.timestampType",
    "spark.sql.session.timeZone",
    "spark.sql.session.localRelationCacheThreshold",
    "spark.sql.execution.pandas.convertToArrowArraySafely",
    "spark.sql.execution.pandas.inferPandasDictAsMap",
    "spark.sql.pyspark.inferNestedDictAsStruct.enabled",
    "spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled",
    "spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled",
    "spark.sql.execution.arrow.useLargeVarTypes",
    "spark.sql.repl.eagerEval.maxNumRows",
    "spark.sql.connect.serverStacktrace.enabled",
    "spark.sql.pyspark.plotting.max_rows",
  ])("clients read %s on their own", (key) => expect(settings().getOption(key)).toBeDefined());
});

describe("what a real Spark says to SET", () => {
  test.each([
    ["spark.sql.ansi.enabled", "maybe", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["spark.sql.ansi.enabled", "TRUE", "none"],
    ["spark.sql.ansi.enabled", " true ", "none"],
    ["spark.sql.shuffle.partitions", "x", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["spark.sql.execution.arrow.maxRecordsPerBatch", "10000000000", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["spark.sql.warehouse.dir", "/x", "CANNOT_MODIFY_CONFIG"],
    ["spark.executor.memory", "1g", "CANNOT_MODIFY_CONFIG"],
    ["spark.sql.session.timeZone", "Nowhere", "INVALID_CONF_VALUE.TIME_ZONE"],
    ["spark.sql.session.timeZone", "+25:00", "INVALID_CONF_VALUE.TIME_ZONE"],
    ["spark.sql.session.timeZone", "GMT+8", "none"],
    ["spark.sql.session.timeZone", "America/Los_Angeles", "none"],
    ["spark.sql.mapKeyDedupPolicy", "foo", "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS"],
    ["spark.sql.mapKeyDedupPolicy", "last_win", "none"],
    ["spark.sql.autoBroadcastJoinThreshold", "64x", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["spark.sql.autoBroadcastJoinThreshold", "64MB", "none"],
    ["spark.sql.broadcastTimeout", "1y", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["spark.sql.adaptive.skewJoin.skewedPartitionFactor", "abc", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["spark.foo.bar", "1", "none"],
    ["spark.app.name", "mine", "none"],
  ])("%s = %s", (key, value, expected) => {
    const s = settings();
    expect(condition(() => s.set(key, value))).toBe(expected);
    expect(s.getAll().some(([k]) => k === key)).toBe(expected === "none");
  });
});

test.each([
  ["spark.sql.legacy.sizeOfNull", "false", "UNSUPPORTED_FEATURE.FIRESTEEL"],
  ["spark.sql.legacy.sizeOfNull", "true", "none"],
  ["spark.sql.legacy.timeParserPolicy", "LEGACY", "none"],
  ["spark.sql.legacy.timeParserPolicy", "CORRECTED", "none"],
  ["spark.sql.legacy.createHiveTableByDefault", "true", "none"],
  ["spark.sql.function.concatBinaryAsString", "true", "none"],
  ["spark.sql.crossJoin.enabled", "false", "UNSUPPORTED_FEATURE.FIRESTEEL"],
  ["spark.sql.adaptive.enabled", "false", "none"],
])("%s = %s is kept only where answers follow it", (key, value, expected) => {
  expect(condition(() => settings().set(key, value))).toBe(expected);
});

test("unknown keys are kept, unset and not found", () => {
  const s = settings();
  expect(condition(() => s.get("spark.foo"))).toBe("SQL_CONF_NOT_FOUND");
  expect(s.getWithDefault("spark.foo", "x")).toBe("x");
  expect(s.getWithDefault("spark.sql.ansi.enabled", "false")).toBe("false");
  s.set("spark.foo", "1");
  expect(s.get("spark.foo")).toBe("1");
  expect(s.isModifiable("spark.foo")).toBe(false);
  expect(s.isModifiable("spark.sql.ansi.enabled")).toBe(true);
  expect(s.isModifiable("spark.sql.warehouse.dir")).toBe(false);
  s.unset("spark.foo");
  expect(s.getOption("spark.foo")).toBeUndefined();
});

test("a snapshot stays as it was", () => {
  const s = settings();
  const before = s.snapshot();
  expect(s.snapshot()).toBe(before);
  s.set("spark.sql.ansi.enabled", "false");
  s.set("spark.sql.session.timeZone", "Asia/Tokyo");
  expect(before.ansi).toBe(true);
  expect(s.snapshot().typing).toMatchObject({
    ansi: false,
    line: 400,
    allowPrecisionLoss: true,
    timeZone: "Asia/Tokyo",
    timestampType: "TIMESTAMP_LTZ",
    charsAreText: false,
  });
  expect(before.get("spark.sql.ansi.enabled")).toBe("true");
  expect(s.snapshot().numberOf("spark.sql.autoBroadcastJoinThreshold")).toBe(10485760);
});
