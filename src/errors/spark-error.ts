import { lineAndColumn } from "../base/span.ts";
import { type ConditionName, type ConditionParams, conditions, type ErrorClass, isNamed } from "./conditions.ts";
import { isNowhere, type Origin } from "./origin.ts";

/** Builds an error of a condition; leaving out one of its parameters does not compile. */
export interface SparkErrorOptions extends ErrorOptions {
  /**
   * Where the fault lies; becomes the query context. `null`: Spark tells no place, whatever stands around. `parent`:
   * the place of what the faulty expression stands in.
   */
  readonly origin?: Origin | "parent" | null | undefined;
  /** Where the place is told: in the query context, in the message only, or in both even if the condition is of syntax. */
  readonly told?: "context" | "message" | "both" | undefined;
  /** Where Spark's versions disagree: instead of the condition's own. */
  readonly sqlState?: string | undefined;
  /** The exception's family, where it is not the condition's own. */
  readonly class?: ErrorClass | undefined;
  /** Whether the session's Spark has no name for it yet: clients are told the sentence alone. */
  readonly unnamed?: boolean | undefined;
}

/**
 * An error of the user's, under Spark's name for it. `message` has Spark's layout:
 * `[CONDITION] sentence SQLSTATE: xxxxx`, followed by the query context where one is known
 * (`SparkThrowableHelper.getMessage`).
 */
export class SparkError extends Error {
  readonly condition: ConditionName;
  readonly params: Readonly<Record<string, string>>;
  readonly origin: Origin | undefined;
  readonly sqlState: string;
  readonly class: ErrorClass;
  /** Whether clients are told its condition: JVM exceptions have none, and older Sparks have fewer. */
  readonly named: boolean;
  readonly told: SparkErrorOptions["told"];
  readonly #placeless: boolean;
  readonly #above: boolean;

  constructor(condition: ConditionName, params: Readonly<Record<string, string>>, options: SparkErrorOptions = {}) {
    const { sqlState = conditions[condition].sqlState, class: family = conditions[condition].class } = options;
    const origin = options.origin === "parent" ? undefined : (options.origin ?? undefined);
    const named = options.unnamed !== true && isNamed(condition);
    super(formatMessage(condition, params, { sqlState, family, named, origin, told: options.told }), options);
    this.name = "SparkError";
    this.condition = condition;
    this.params = params;
    this.origin = origin;
    this.sqlState = sqlState;
    this.class = family;
    this.named = named;
    this.told = options.told;
    this.#placeless = options.origin === null;
    this.#above = options.origin === "parent";
  }

  /** The query context: the place, but for those errors of syntax that tell it in their message only. */
  get context(): Origin | undefined {
    const isPositional = POSITIONAL.has(this.condition) && this.told !== "both";
    const isUntold = isPlaceless(this.condition) || isPositional || this.told === "message";
    return isUntold ? undefined : this.origin;
  }

  /** The same error at a place; an error that has its place already, or that Spark tells without one, keeps it. */
  at(origin: Origin | undefined): SparkError {
    const { sqlState, cause, class: family, named, told } = this;
    const kept = { sqlState, cause, class: family, unnamed: !named, told };
    if (this.#above) return new SparkError(this.condition, this.params, kept);
    if (this.#placeless || this.origin !== undefined || origin === undefined) return this;
    return new SparkError(this.condition, this.params, { ...kept, origin });
  }
}

/** The one way to make a {@link SparkError}: parameters are checked against the condition's sentence. */
export function sparkError<C extends ConditionName>(
  condition: C,
  params: ConditionParams<C>,
  options?: SparkErrorOptions,
): SparkError {
  return new SparkError(condition, params as Readonly<Record<string, string>>, options);
}

/** A feature that Spark has and Firesteel has not: refused by its name, never ignored. */
export const unsupported = (feature: string, options?: SparkErrorOptions): SparkError =>
  sparkError("UNSUPPORTED_FEATURE.FIRESTEEL", { feature }, options);

/** An argument that Spark refuses by Scala's `require`: an exception of Java's, without a condition. */
export const requirementFailed = (message: string): SparkError =>
  sparkError("JVM.ILLEGAL_ARGUMENT", { message: `requirement failed: ${message}` });

/** What Spark's own code cannot do: an exception of Java's, without a condition. */
export const javaUnsupported = (message: string): SparkError => sparkError("JVM.UNSUPPORTED_OPERATION", { message });

/** Errors of syntax that point at one token, and carry no query context (`ParseException` without one). */
const POSITIONAL: ReadonlySet<ConditionName> = new Set<ConditionName>([
  "PARSE_SYNTAX_ERROR",
  "PARSE_EMPTY_STATEMENT",
  "INVALID_IDENTIFIER",
  "UNCLOSED_BRACKETED_COMMENT",
]);

/** Conditions that Spark raises without a query context, wherever they arise. */
const PLACELESS = new RegExp(
  `^(?:${[
    "BINARY_ARITHMETIC_OVERFLOW",
    "CANNOT_DECODE_URL",
    "CANNOT_PARSE_TIMESTAMP",
    "CAST_OVERFLOW",
    "CONVERSION_INVALID_INPUT",
    "DATETIME_FIELD_OUT_OF_BOUNDS",
    "EXCEED_LIMIT_LENGTH",
    "HLL_(?:INVALID_LG_K|INVALID_INPUT_SKETCH_BUFFER|UNION_DIFFERENT_LG_K)",
    "ILLEGAL_DAY_OF_WEEK",
    "INCONSISTENT_BEHAVIOR_CROSS_VERSION",
    "INVALID_CORRUPT_RECORD_TYPE",
    "INVALID_DATETIME_PATTERN",
    "INVALID_FORMAT(?!\\.(?:EMPTY|WRONG_NUM|CUR_MUST|CONT_THOUSANDS|THOUSANDS_SEPS|UNEXPECTED))",
    "INVALID_FRACTION_OF_SECOND",
    "INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION",
    "INVALID_PARAMETER_VALUE(?!\\.(?:DATETIME_UNIT|ZERO_INDEX))",
    "INVALID_TIMEZONE",
    "INVALID_URL",
    "INVALID_UTF8_STRING",
    "INVALID_VARIANT_(?:CAST|GET_PATH)",
    "MALFORMED_CHARACTER_CODING",
    "MALFORMED_RECORD_IN_PARSING",
    "MISSING_AGGREGATION",
    "NUMERIC_VALUE_OUT_OF_RANGE\\.WITHOUT_SUGGESTION",
    "PARSE_MODE_UNSUPPORTED",
    "USER_RAISED_EXCEPTION",
    "JVM",
    "_LEGACY_ERROR_TEMP_(?:1030|1037|2128|2130|2147|3238)",
  ].join("|")})(?:\\.|$)`,
);

const isPlaceless = (name: ConditionName): boolean => PLACELESS.test(name);

/** ` (line l, pos p)` and the text with `^^^` under the place, as `ParseException.getMessage` lays it out. */
function describePosition(name: ConditionName, origin: Origin): string {
  if (origin.kind === "dataframe") return "";
  const { text } = origin.source;
  if (name === "UNCLOSED_BRACKETED_COMMENT") return `\n== SQL ==\n${text}`;
  const { line, column } = lineAndColumn(text, origin.span.start);
  const rows = text.split("\n");
  const marked = [...rows.slice(0, line), `${"-".repeat(column)}^^^`, ...rows.slice(line)];
  return ` (line ${line}, pos ${column})\n\n== SQL ==\n${marked.join("\n")}\n`;
}

function formatMessage(
  name: ConditionName,
  params: Readonly<Record<string, string>>,
  how: Pick<SparkError, "sqlState" | "named" | "origin" | "told"> & { readonly family: ErrorClass },
): string {
  const { sqlState, family, named, origin } = how;
  const sentence = conditions[name].template
    .replace(/\{([^}]*<(\w+)>[^}]*)\}/g, (_, part: string, key: string) => (key in params ? part : ""))
    .replace(/<(\w+)>/g, (_, key: string) => params[key] ?? `<${key}>`);
  const state = sqlState === "" ? "" : ` SQLSTATE: ${sqlState}`;
  const shown = !named || name.startsWith("_LEGACY_ERROR_") ? sentence : `[${name}] ${sentence}${state}`;
  const start = family === "parse" ? "\n" : "";
  if (origin === undefined || isPlaceless(name) || how.told === "context") return `${start}${shown}`;
  return (POSITIONAL.has(name) && how.told !== "both") || how.told === "message"
    ? `${start}${shown}${describePosition(name, origin)}`
    : `${start}${shown}${describedBelow(origin)}`;
}

function describedBelow(origin: Origin): string {
  const described = describeOrigin(origin);
  return described === "" ? "" : `\n${described}`;
}

/** How many characters of the line before and after the place are shown. */
const MAX_AROUND = 32;

/**
 * The `== SQL (line, position) ==` or `== DataFrame ==` block under a message: each line of the place with `^` under
 * it, far ends of long lines cut (`SQLQueryContext.summary`).
 */
export function describeOrigin(origin: Origin): string {
  if (origin.kind === "dataframe") return `== DataFrame ==\n"${origin.fragment}" was called from\n${origin.callSite}\n`;
  const { source, span } = origin;
  if (isNowhere(origin)) return "";
  const { text } = source;
  const { line, column } = lineAndColumn(text, span.start);
  const place = source.objectType ? ` of ${source.objectType} ${source.objectName ?? ""}` : "";
  const stop = span.end - 1;
  let before = span.start;
  while (before >= 0 && span.start - before <= MAX_AROUND && text[before] !== "\n") before--;
  let after = stop;
  while (after < text.length && after - stop <= MAX_AROUND && text[after] !== "\n") after++;
  const rows = text.slice(before + 1, after).split("\n");
  const out = [`== SQL${place} (line ${line}, position ${column + 1}) ==`];
  let offset = before + 1;
  for (const [i, row] of rows.entries()) {
    const cut = i === 0 && span.start - before > MAX_AROUND ? "..." : "";
    const rest = i === rows.length - 1 && after - stop > MAX_AROUND ? "..." : "";
    const start = Math.max(span.start, offset);
    const end = Math.min(span.end, offset + row.length);
    out.push(
      `${cut}${row}${rest}`,
      start < end ? " ".repeat(cut.length + start - offset) + "^".repeat(end - start) : "",
    );
    offset += row.length + 1;
  }
  return `${out.join("\n")}\n`;
}
