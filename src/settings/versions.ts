/** What differs from the entries of Spark 4.0 by the Spark version that a session speaks. */
import { baseEntries, type Entry, entry } from "./entry.ts";

/** Keys of the Connect server and of clients, of all versions. */
const connectLines = [
  "!spark.sql.warehouse.dir|string|spark-warehouse",
  "spark.python.sql.dataFrameDebugging.enabled|boolean|true",
  "!spark.connect.grpc.binding.port|int|15002",
  "!spark.connect.grpc.maxInboundMessageSize|long|134217728",
  "!spark.connect.grpc.arrow.maxBatchSize|long|4194304",
  "!spark.connect.grpc.maxMetadataSize|long|1024",
  "spark.connect.progress.reportInterval|time|2s",
  "spark.sql.connect.enrichError.enabled|boolean|true",
  "spark.sql.connect.serverStacktrace.enabled|boolean|true",
  "spark.sql.connect.ui.retainedSessions|int|200",
  "spark.sql.connect.ui.retainedStatements|int|200",
  "spark.buffer.size|int|65536",
  "spark.redaction.string.regex|string|-",
  "spark.memory.offHeap.enabled|boolean|false",
  "spark.python.worker.faulthandler.enabled|boolean|false",
  "spark.python.worker.idleTimeoutSeconds|time|0ms",
];

const since41 = [
  "spark.sql.session.localRelationCacheThreshold|int|1048576",
  "spark.sql.session.localRelationChunkSizeRows|int|10000",
  "spark.sql.session.localRelationChunkSizeBytes|bytes|16777216",
  "spark.sql.session.localRelationBatchOfChunksSizeBytes|bytes|1073741824",
  "spark.sql.session.localRelationSizeLimit|bytes|3221225472",
  "spark.sql.execution.pandas.convertToArrowArraySafely|boolean|true",
  "spark.sql.execution.pyspark.binaryAsBytes|boolean|true",
  "spark.connect.session.planCompression.threshold|int|10485760",
  "spark.connect.session.planCompression.defaultAlgorithm|string|ZSTD",
  "spark.connect.session.resultChunking.maxChunkSize|int|120795955",
];

const since42 = [
  "spark.sql.execution.pythonUDF.arrow.enabled|boolean|true",
  "spark.sql.execution.pythonUDTF.arrow.enabled|boolean|true",
  "spark.sql.execution.arrow.pyspark.enabled|boolean|true",
];

const in35 = [
  "spark.sql.ansi.enabled|boolean|false",
  "spark.sql.orc.compression.codec|enum(brotli,lz4,lzo,none,snappy,uncompressed,zlib,zstd)|snappy",
];

const table = (lines: readonly string[], base: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> =>
  new Map([...base, ...lines.map(entry).map((e) => [e.key, e] as const)]);

const v40 = table(connectLines, baseEntries);
const v35 = table(in35, v40);
const v41 = table(since41, v40);
const v42 = table(since42, v41);

/** Whether a Spark version is older than `major.minor`. */
export function isBefore(version: string, major: number, minor: number): boolean {
  const [ofMajor = 4, ofMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return ofMajor < major || (ofMajor === major && ofMinor < minor);
}

/** The entries of a Spark version: `3.5.1`, `4.0.4`, `4.2.0-preview`. */
export function entriesOf(version: string): ReadonlyMap<string, Entry> {
  const [major = 4, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  if (major < 4) return v35;
  if (major > 4 || minor >= 2) return v42;
  return minor === 1 ? v41 : v40;
}

const coreKey = new RegExp(
  `^spark\\.(?:${[
    "(?:executor|driver|yarn|kubernetes|shuffle|history|deploy|storage|scheduler|dynamicAllocation|eventLog|memory)\\..*",
    "(?:network|task|rdd|io|ssl|excludeOnFailure|speculation|cleaner|kryo|kryoserializer|rpc|locality|broadcast|security)\\..*",
    "(?:kerberos|authenticate|files|metrics|checkpoint|reducer|decommission|barrier|stage|standalone|unsafe|ui)\\..*",
    "(?:serializer|plugins|authenticate|files|archives|jars|cores\\.max|default\\.parallelism|extraListeners)",
    "(?:jars\\.(?:packages|repositories|excludes|ivy|ivySettings)|submit\\.(?:deployMode|pyFiles)|log\\.(?:level|callerContext))",
    "(?:buffer\\.(?:pageSize|size)|redaction\\.regex|python\\.worker\\.reuse|pyspark\\.python|pyspark\\.driver\\.python)",
  ].join("|")})$`,
);

/** Whether a key configures a Spark application, not a session: it is fixed when the application starts. */
export const isCoreKey = (key: string): boolean => coreKey.test(key);
