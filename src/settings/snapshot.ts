import { bytesOf } from "./entry.ts";
import type { Line } from "./spark-version.ts";

/** A session's configuration at one moment. `get` answers any key; the getters are typed. */
export interface SparkSettings {
  /** The Spark that the session speaks. */
  readonly line: Line;
  /** What was set, by key. */
  readonly set: ReadonlyMap<string, string>;
  /** The value of a key: set, or its default; `undefined` when it has none. */
  readonly get: (key: string) => string | undefined;
  /** `spark.sql.ansi.enabled`. */
  readonly ansi: boolean;
  /** `spark.sql.session.timeZone`. */
  readonly timeZone: string;
  /** `spark.sql.decimalOperations.allowPrecisionLoss`. */
  readonly allowPrecisionLoss: boolean;
  /** `spark.sql.caseSensitive`. */
  readonly caseSensitive: boolean;
  /** `spark.sql.timestampType`. */
  readonly timestampType: "TIMESTAMP_LTZ" | "TIMESTAMP_NTZ";
  /** `spark.sql.mapKeyDedupPolicy`. */
  readonly mapKeyDedupPolicy: "EXCEPTION" | "LAST_WIN";
  /** `spark.sql.sources.default`. */
  readonly defaultSource: string;
  /** `spark.sql.execution.arrow.maxRecordsPerBatch`. */
  readonly maxRecordsPerBatch: number;
  /** What types depend on. */
  readonly typing: {
    readonly ansi: boolean;
    readonly line: Line;
    readonly allowPrecisionLoss: boolean;
    readonly timeZone: string;
    readonly timestampType: "TIMESTAMP_LTZ" | "TIMESTAMP_NTZ";
    readonly charsAreText: boolean;
    readonly ways: Readonly<Record<keyof typeof WAYS, boolean>>;
  };
  /** What scalar meanings depend on. */
  readonly kernelSettings: {
    readonly timeZone: string;
    readonly mapKeyDedupPolicy: "EXCEPTION" | "LAST_WIN";
    readonly variantDuplicateKeys: boolean;
    readonly caseSensitive: boolean;
    readonly line: Line;
    readonly timeParserPolicy: "EXCEPTION" | "CORRECTED" | "LEGACY";
    readonly binaryStyle: (typeof BINARY_STYLES)[number] | undefined;
  };
  /** `spark.sql.repl.eagerEval.*`. */
  readonly eagerEval: { readonly enabled: boolean; readonly maxNumRows: number; readonly truncate: number };
  /** `spark.sql.groupByOrdinal`, `spark.sql.orderByOrdinal`, `spark.sql.groupByAliases`. */
  readonly groupByOrdinal: boolean;
  readonly orderByOrdinal: boolean;
  readonly groupByAliases: boolean;
  /** `spark.sql.pivotMaxValues`. */
  readonly pivotMaxValues: number;
  /** `spark.sql.transposeMaxValues`. */
  readonly transposeMaxValues: number;
  readonly isTrue: (key: string) => boolean;
  /** A whole number, sizes in bytes; 0 when the key has none. */
  readonly numberOf: (key: string) => number;
}

/** The settings that bring older meanings of single functions back, by what they ask for. */
const WAYS = {
  javaCharsets: "spark.sql.legacy.javaCharsets",
  replacesCharacters: "spark.sql.legacy.codingErrorAction",
  insertsBeforeLast: "spark.sql.legacy.negativeIndexInArrayInsert",
  flooredPercentiles: "spark.sql.legacy.percentileDiscCalculation",
  calendarIntervals: "spark.sql.legacy.interval.enabled",
  concatIsText: "spark.sql.function.concatBinaryAsString",
  eltIsText: "spark.sql.function.eltOutputAsString",
  emptyCount: "spark.sql.legacy.allowParameterlessCount",
  countsTableStar: "spark.sql.legacy.allowStarWithSingleTableIdentifierInCount",
} as const;

const waysOf = (isTrue: (key: string) => boolean): Readonly<Record<keyof typeof WAYS, boolean>> => ({
  javaCharsets: isTrue(WAYS.javaCharsets),
  replacesCharacters: isTrue(WAYS.replacesCharacters),
  insertsBeforeLast: isTrue(WAYS.insertsBeforeLast),
  flooredPercentiles: isTrue(WAYS.flooredPercentiles),
  calendarIntervals: isTrue(WAYS.calendarIntervals),
  concatIsText: isTrue(WAYS.concatIsText),
  eltIsText: isTrue(WAYS.eltIsText),
  emptyCount: isTrue(WAYS.emptyCount),
  countsTableStar: isTrue(WAYS.countsTableStar),
});

const BINARY_STYLES = ["UTF-8", "BASIC", "BASE64", "HEX", "HEX_DISCRETE"] as const;
const PARSER_POLICIES = ["EXCEPTION", "CORRECTED", "LEGACY"] as const;

/** A snapshot over a fixed table of values. */
export function snapshotOf(
  get: (key: string) => string | undefined,
  line: Line,
  set: ReadonlyMap<string, string>,
): SparkSettings {
  const text = (key: string) => (get(key) ?? "").trim();
  const isTrue = (key: string) => text(key).toLowerCase() === "true";
  const numberOf = (key: string) => {
    const size = bytesOf(text(key));
    return size === undefined ? Number.parseInt(text(key), 10) || 0 : Number(size);
  };
  const ansi = isTrue("spark.sql.ansi.enabled");
  const timeZone = text("spark.sql.session.timeZone");
  const allowPrecisionLoss = isTrue("spark.sql.decimalOperations.allowPrecisionLoss");
  const timestampType =
    text("spark.sql.timestampType").toUpperCase() === "TIMESTAMP_NTZ" ? "TIMESTAMP_NTZ" : "TIMESTAMP_LTZ";
  const mapKeyDedupPolicy = text("spark.sql.mapKeyDedupPolicy").toUpperCase() === "LAST_WIN" ? "LAST_WIN" : "EXCEPTION";
  const parserPolicy = text("spark.sql.legacy.timeParserPolicy").toUpperCase();
  return {
    line,
    set,
    get,
    isTrue,
    numberOf,
    ansi,
    timeZone,
    allowPrecisionLoss,
    timestampType,
    mapKeyDedupPolicy,
    caseSensitive: isTrue("spark.sql.caseSensitive"),
    defaultSource: text("spark.sql.sources.default"),
    maxRecordsPerBatch: numberOf("spark.sql.execution.arrow.maxRecordsPerBatch"),
    typing: {
      ansi,
      line,
      allowPrecisionLoss,
      timeZone,
      timestampType,
      charsAreText: isTrue("spark.sql.legacy.charVarcharAsString"),
      ways: waysOf(isTrue),
    },
    kernelSettings: {
      timeZone,
      mapKeyDedupPolicy,
      variantDuplicateKeys: isTrue("spark.sql.variant.allowDuplicateKeys"),
      caseSensitive: isTrue("spark.sql.caseSensitive"),
      line,
      binaryStyle: BINARY_STYLES.find((style) => style === text("spark.sql.binaryOutputStyle").toUpperCase()),
      timeParserPolicy: PARSER_POLICIES.find((p) => p === parserPolicy) ?? "CORRECTED",
    },
    eagerEval: {
      enabled: isTrue("spark.sql.repl.eagerEval.enabled"),
      maxNumRows: numberOf("spark.sql.repl.eagerEval.maxNumRows"),
      truncate: numberOf("spark.sql.repl.eagerEval.truncate"),
    },
    groupByOrdinal: isTrue("spark.sql.groupByOrdinal"),
    orderByOrdinal: isTrue("spark.sql.orderByOrdinal"),
    groupByAliases: isTrue("spark.sql.groupByAliases"),
    pivotMaxValues: numberOf("spark.sql.pivotMaxValues"),
    transposeMaxValues: numberOf("spark.sql.transposeMaxValues"),
  };
}
