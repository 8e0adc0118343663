/** Configuration keys that Spark gave up: removed ones keep their last value, deprecated ones work and warn (`SQLConf`). */

/** A key that is no more. */
export interface RemovedKey {
  readonly version: string;
  /** The one value that it still takes. */
  readonly last: string;
  readonly comment: string;
}

const NO_EFFECT = "It has no effect any more.";
const instead = (key: string) => `Set '${key}' instead.`;

/** Keys removed before 4.0, by Spark's version. */
const removedEarly: readonly (readonly [key: string, version: string, last: string, comment: string])[] = [
  ["spark.sql.ansi.strictIndexOperator", "3.4.0", "true", NO_EFFECT],
  ["spark.sql.execution.pandas.respectSessionTimeZone", "3.0.0", "true", NO_EFFECT],
  ["spark.sql.fromJsonForceNullableSchema", "3.0.0", "true", NO_EFFECT],
  ["spark.sql.legacy.allowCreatingManagedTableUsingNonemptyLocation", "3.0.0", "false", NO_EFFECT],
  ["spark.sql.legacy.compareDateTimestampInTimestamp", "3.0.0", "true", NO_EFFECT],
  ["spark.sql.optimizer.planChangeLog.batches", "3.1.0", "", instead("spark.sql.planChangeLog.batches")],
  ["spark.sql.optimizer.planChangeLog.level", "3.1.0", "trace", instead("spark.sql.planChangeLog.level")],
  ["spark.sql.optimizer.planChangeLog.rules", "3.1.0", "", instead("spark.sql.planChangeLog.rules")],
  ["spark.sql.parquet.int64AsTimestampMillis", "3.0.0", "false", instead("spark.sql.parquet.outputTimestampType")],
];

/** Keys that 3.5 deprecates and 4.0 has no more. */
const removedIn40: readonly (readonly [key: string, last: string, deprecated: string, comment: string])[] = [
  ["spark.sql.hive.verifyPartitionPath", "false", "3.0", instead("spark.sql.files.ignoreMissingFiles")],
  ...["avro.datetimeRebaseModeInRead", "avro.datetimeRebaseModeInWrite", "parquet.datetimeRebaseModeInWrite"]
    .concat(["parquet.int96RebaseModeInRead", "parquet.int96RebaseModeInWrite"])
    .map((name) => [`spark.sql.legacy.${name}`, "CORRECTED", "3.2", instead(`spark.sql.${name}`)] as const),
];

const deprecatedAlways: readonly (readonly [key: string, version: string, comment: string])[] = [
  [
    "spark.sql.adaptive.coalescePartitions.minPartitionNum",
    "3.2",
    instead("spark.sql.adaptive.coalescePartitions.minPartitionSize"),
  ],
  [
    "spark.sql.adaptive.shuffle.targetPostShuffleInputSize",
    "3.0",
    instead("spark.sql.adaptive.advisoryPartitionSizeInBytes"),
  ],
  ["spark.sql.execution.arrow.enabled", "3.0", instead("spark.sql.execution.arrow.pyspark.enabled")],
  ["spark.sql.execution.arrow.fallback.enabled", "3.0", instead("spark.sql.execution.arrow.pyspark.fallback.enabled")],
  ["spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName", "2.4", NO_EFFECT],
  ["spark.sql.legacy.parquet.datetimeRebaseModeInRead", "3.2", instead("spark.sql.parquet.datetimeRebaseModeInRead")],
  ["spark.sql.legacy.replaceDatabricksSparkAvro.enabled", "3.2", 'Name the format "avro" instead.'],
  ["spark.sql.optimizer.metadataOnly", "3.0", NO_EFFECT],
  ["spark.sql.sources.schemaStringLengthThreshold", "3.2", instead("spark.sql.hive.tablePropertyLengthThreshold")],
];

const convertCtas = [
  "spark.sql.hive.convertCTAS",
  "3.1",
  instead("spark.sql.legacy.createHiveTableByDefault"),
] as const;

const deprecatedIn40: readonly (readonly [key: string, version: string, comment: string])[] = [
  [
    "spark.connect.copyFromLocalToFs.allowDestLocal",
    "4.0",
    instead("spark.sql.artifact.copyFromLocalToFs.allowDestLocal"),
  ],
  ["spark.sql.legacy.allowZeroIndexInFormatString", "4.0", "Count the arguments of format_string from 1."],
  ["spark.sql.parser.escapedStringLiterals", "4.0", "Write raw string literals (r'…') instead."],
];

const fileCleanup = ["spark.sql.shuffleDependency.fileCleanup.enabled", "4.1", NO_EFFECT] as const;

const since40 = (version: string): boolean => !version.startsWith("3.");
const since41 = (version: string): boolean => since40(version) && !version.startsWith("4.0");

/** The removed keys of a Spark version. */
export function removedKeys(version: string): ReadonlyMap<string, RemovedKey> {
  const lately = since40(version)
    ? removedIn40.map(([key, last, , comment]) => [key, "4.0.0", last, comment] as const)
    : [];
  const semiJoin = [
    "spark.sql.optimizer.runtimeFilter.semiJoinReduction.enabled",
    "4.0.0",
    "false",
    NO_EFFECT,
  ] as const;
  const all = [...removedEarly, ...lately, ...(since40(version) ? [semiJoin] : [])];
  return new Map(all.map(([key, removed, last, comment]) => [key, { version: removed, last, comment }]));
}

/** What Spark of a version warns of where a key is read or set, by key. */
export function deprecations(version: string): ReadonlyMap<string, string> {
  const all = [
    ...deprecatedAlways,
    ...(since40(version)
      ? deprecatedIn40
      : removedIn40.map(([key, , since, comment]) => [key, since, comment] as const)),
    since41(version) ? fileCleanup : convertCtas,
  ];
  return new Map(
    all.map(([key, since, comment]) => [
      key,
      `The SQL config '${key}' is deprecated since Spark v${since} and may be removed. ${comment}`,
    ]),
  );
}
