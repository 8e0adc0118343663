/** DuckDB's error messages as Spark's conditions: the only place that knows their wording. */
import { InternalError } from "../../src/base/invariant.ts";
import type { Origin } from "../../src/errors/origin.ts";
import { SparkError, sparkError, unsupported } from "../../src/errors/spark-error.ts";
import { decimalToPlainString, roundToDigits } from "../../src/kernels/decimal.ts";
import { doubleToString, floatToString } from "../../src/kernels/number-text.ts";
import { MAX_PRECISION } from "../../src/types/decimal.ts";
import type { Candidate, Candidates } from "./candidates.ts";
import { carriedError } from "./error-text.ts";

const ANSI = '"spark.sql.ansi.enabled"';

/** A DuckDB message's meaning. */
interface Rule {
  readonly pattern: RegExp;
  /** What kind of operation failed, as `Statement.candidates` names it. */
  readonly word?: string | ((match: RegExpExecArray) => string);
  readonly error: (match: RegExpExecArray, message: string, candidate: Candidate | undefined) => SparkError;
}

const overflow = (type: string, alternative = ""): SparkError =>
  sparkError("ARITHMETIC_OVERFLOW", { message: `${type} overflow`, alternative, config: ANSI });

const tolerated = (name: string): string => ` Use '${name}' to tolerate overflow and return NULL instead.`;

/** Spark's name of the operation's type in overflow messages (`Math.addExact` and its kin). */
const WIDTHS: Readonly<Record<string, string>> = {
  INT8: "byte",
  INT16: "short",
  INT32: "integer",
  INT64: "long",
  INT128: "long",
};

const OPERATIONS: Readonly<Record<string, { readonly symbol: string; readonly alternative: string }>> = {
  addition: { symbol: "+", alternative: "try_add" },
  subtraction: { symbol: "-", alternative: "try_subtract" },
  multiplication: { symbol: "*", alternative: "try_multiply" },
};

const TYPES: Readonly<Record<string, string>> = {
  INT8: "TINYINT",
  INT16: "SMALLINT",
  INT32: "INT",
  INT64: "BIGINT",
  FLOAT: "FLOAT",
  DOUBLE: "DOUBLE",
  VARCHAR: "STRING",
  BOOL: "BOOLEAN",
  INTEGER: "INT",
  TIMESTAMP: "TIMESTAMP_NTZ",
  "TIMESTAMP WITH TIME ZONE": "TIMESTAMP",
};

const typeName = (duck: string): string => `"${TYPES[duck] ?? duck}"`;

/** A number as Spark writes literals of its type in messages. */
function literal(value: string, duck: string): string {
  if (duck === "INT64") return `${value}L`;
  if (duck === "INT16" || duck === "INT8") return `${value}S`;
  if (duck === "DOUBLE") return `${doubleToString(Number(value))}D`;
  if (duck === "FLOAT") return floatToString(Number(value));
  return duck.startsWith("DECIMAL") ? `${value}BD` : value;
}

const outOfRange = (value: string, precision: string, scale: string): SparkError =>
  sparkError("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", { value, precision, scale, config: ANSI });

const rules: readonly Rule[] = [
  {
    pattern: /Overflow in (addition|subtract(?:ion)?|multiplication) of DECIMAL\((\d+)\) \((-?\d+) [-+*] (-?\d+)\)/,
    word: ([, operation = ""]) => operation.replace(/subtract$/, "subtraction"),
    error: ([, operation, precision = "", a = "0", b = "0"], _message, candidate) => {
      // Only decimals that were narrowed to 64 bits can do that; the statement is run again in 128 (`narrowDecimals`).
      if (precision === "18") return overflow("decimal");
      const [x, y] = [BigInt(a), BigInt(b)];
      const whole = operation === "addition" ? x + y : operation === "multiplication" ? x * y : x - y;
      const { decimal } = candidate ?? {};
      if (decimal === undefined) return outOfRange(String(whole), precision, "0");
      const { type, scale } = decimal;
      const exact = { unscaled: whole, scale };
      // Products are computed with one digit more than a decimal has (`Decimal.MATH_CONTEXT`).
      const value = operation === "multiplication" ? roundToDigits(exact, MAX_PRECISION + 1, "DOWN") : exact;
      return outOfRange(decimalToPlainString(value), String(type.precision), String(type.scale));
    },
  },
  {
    pattern: /Overflow in (addition|subtraction|multiplication) of (\w+) \((-?\d+) [-+*] (-?\d+)\)/,
    word: ([, operation = ""]) => operation,
    error: ([, operation = "", type = "", value1 = "", value2 = ""]) => {
      const { symbol, alternative } = OPERATIONS[operation] ?? { symbol: "", alternative: "" };
      if (type !== "INT8" && type !== "INT16") return overflow(WIDTHS[type] ?? "long", tolerated(alternative));
      return sparkError("BINARY_ARITHMETIC_OVERFLOW", {
        value1: `${value1}S`,
        symbol,
        value2: `${value2}S`,
        functionName: `\`${alternative}\``,
      });
    },
  },
  { pattern: /Overflow in negation of/, word: "negation", error: () => overflow("long") },
  {
    pattern: /Overflow on abs\((-?\d+)\)/,
    word: "abs",
    error: ([, value = ""]) =>
      overflow(
        ({ "-128": "byte", "-32768": "short", "-2147483648": "integer" } as Record<string, string>)[value] ?? "long",
      ),
  },
  {
    pattern: /Overflow in HUGEINT|SUM is out of range/i,
    word: "sum",
    error: () => overflow("long", tolerated("try_add")),
  },
  {
    pattern: /(?:STDDEV_\w+|VAR_?(?:SAMP|POP)|SKEW\w*|KURTOSIS\w*|REGR_\w+|CORR|COVAR_\w+) is out of range/i,
    error: () => unsupported("statistics of numbers whose squares are beyond the range of DOUBLE"),
  },
  {
    // Spark has no 128-bit integers: such a value is a sum or a product that was widened to be checked by this cast.
    pattern:
      /Type U?INT128 with value -?\d+ can't be cast because the value is out of range for the destination type (\w+)/,
    word: "sum",
    error: ([, target = ""]) => overflow(WIDTHS[target] ?? "long", tolerated("try_add")),
  },
  {
    pattern:
      /Type (\w+) with value (.+?) can't be cast because the value is out of range for the destination type (\w+)/,
    word: "cast",
    error: ([, source = "", value = "", target = ""]) =>
      new SparkError("CAST_OVERFLOW", {
        value: literal(value, source),
        sourceType: typeName(source),
        targetType: typeName(target),
        ansiConfig: ANSI,
      }),
  },
  {
    // Intervals times decimals: no cast of a query's own gives this text.
    pattern: /Failed to cast decimal value -?\d+ to type (\w+)/,
    error: ([, target = ""]) => overflow(WIDTHS[target] ?? "long"),
  },
  {
    pattern: /(?:Could not cast value|Casting value) "?(.+?)"? to (?:type )?DECIMAL\((\d+),\s*(\d+)\)/,
    word: "cast",
    error: ([, value = "", precision = "", scale = ""]) => outOfRange(value, precision, scale),
  },
  {
    pattern: /Could not convert string ['"]([^]*?)['"] to (DECIMAL\(\d+,\d+\)|\w[\w ]*)/,
    word: "cast",
    error: ([, value = "", target = ""]) =>
      new SparkError("CAST_INVALID_INPUT", {
        expression: `'${value}'`,
        sourceType: '"STRING"',
        targetType: typeName(target),
        ansiConfig: ANSI,
      }),
  },
  {
    pattern: /(?:invalid (timestamp|date) field format|(timestamp|date) field value out of range): "([^]*?)"/,
    word: "cast",
    error: ([, a, b, value = ""]) =>
      new SparkError("CAST_INVALID_INPUT", {
        expression: `'${value}'`,
        sourceType: '"STRING"',
        targetType: `"${(a ?? b ?? "").toUpperCase()}"`,
        ansiConfig: ANSI,
      }),
  },
  {
    pattern:
      /Date out of range|Timestamp (?:microseconds )?out of range|Date and time not in timestamp range|Unable to convert TIMESTAMPTZ to local TIMESTAMP|Type INT32 with value [-\d]+(?: \(BC\))? can't be cast to the destination type INT64/i,
    error: (_, message) => sparkError("DATETIME_OVERFLOW", { operation: firstLine(message) }),
  },
  {
    pattern: /More than one row returned by a subquery/i,
    word: "subquery",
    error: () => sparkError("SCALAR_SUBQUERY_TOO_MANY_ROWS", {}),
  },
  { pattern: /division by zero/i, error: () => sparkError("DIVIDE_BY_ZERO", { config: ANSI }) },
  { pattern: /Map keys can not be NULL/i, error: () => sparkError("NULL_MAP_KEY", {}) },
  {
    pattern: /Map keys must be unique/i,
    error: () =>
      sparkError("DUPLICATED_MAP_KEY", { key: "of the map", mapKeyDedupPolicy: '"spark.sql.mapKeyDedupPolicy"' }),
  },
  {
    pattern:
      /^(?:Out of Memory Error|OutOfMemory)[^:]*: ([^\n]*)|failed to (?:pin|allocate|offload) [^\n]*|Lists larger than 2\^32|maximum supported string size/i,
    error: (m, message) => sparkError("OUT_OF_MEMORY", { reason: m[1] ?? firstLine(message) }),
  },
  { pattern: /^INTERRUPT Error/i, error: () => sparkError("OPERATION_CANCELED", {}) },
  // What DuckDB cannot plan (windows and outer joins over columns of enclosing queries) is refused by its own words.
  { pattern: /^Not implemented Error: ([^\n]*)/i, error: ([, what = ""]) => unsupported(`in DuckDB: ${what}`) },
  {
    pattern: /^Binder Error: (window expression is not supported here|[^\n]*cannot contain window functions[^\n]*)/i,
    error: ([, what = ""]) => unsupported(`in DuckDB: ${what}`),
  },
  {
    pattern: /No files found that match the pattern "([^"\n]+)"/,
    error: ([, path = ""]) => sparkError("PATH_NOT_FOUND", { path }),
  },
  {
    pattern: /^IO Error: Could not write (?:all bytes )?(?:to )?file ['"]([^'"\n]+)['"]: ([^\n]+)/i,
    error: ([, path = "", reason = ""]) => sparkError("UNABLE_TO_WRITE", { path: `file:${path}`, reason }),
  },
  {
    pattern: /^(?:IO Error|HTTP Error|Invalid Input Error)[^]*?(?:file|reading|open) ['"]([^'"\n]+)['"]/i,
    error: ([, path = ""]) =>
      sparkError("FAILED_READ_FILE.NO_HINT", { path: path.startsWith("/") ? `file://${path}` : path }),
  },
];

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;

/** What a plan knows beside a message. */
export interface ErrorPlaces {
  /** The plan's table that carried errors index. */
  readonly origins: readonly Origin[];
  /** `Statement.candidates`. */
  readonly candidates: Candidates;
}

/**
 * What a DuckDB failure means to a Spark user; DuckDB's own error is the `cause`. Texts that no rule knows are faults
 * of ours: InternalError with the text.
 */
export function fromDuckDB(reason: unknown, { origins, candidates }: ErrorPlaces): SparkError | InternalError {
  if (reason instanceof SparkError || reason instanceof InternalError) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  const carried = carriedError(message);
  if (carried !== undefined) {
    const origin = carried.origin === undefined ? undefined : origins[carried.origin];
    return new SparkError(carried.condition, carried.params, { origin, cause: reason });
  }
  for (const { pattern, word, error } of rules) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const places = word === undefined ? [] : (candidates[typeof word === "string" ? word : word(match)] ?? []);
    const [first] = places;
    const candidate = places.every((p) => p.origin === first?.origin) ? first : undefined;
    const known = error(match, message, candidate);
    const origin = origins[candidate?.origin ?? -1];
    return new SparkError(known.condition, known.params, { origin, cause: reason });
  }
  return new InternalError(`DuckDB: ${message}`, { cause: reason });
}

/** Whether a failure is an overflow that a statement with `narrowDecimals` may cause without need: of 64-bit decimals, of sums. */
export const isNarrowDecimalOverflow = (error: unknown): boolean =>
  error instanceof SparkError &&
  error.cause instanceof Error &&
  /Overflow in \w+ of DECIMAL\(18\)|Overflow in HUGEINT|SUM is out of range/i.test(error.cause.message);
