import type { ConditionName, ErrorClass } from "./conditions.ts";
import { SparkError } from "./spark-error.ts";

type Params = Readonly<Record<string, string>>;

/** What an error was before a version of Spark, or is from one on; what is left out is as it stands. */
interface Former {
  /** The line that changed it, as `settings/spark-version.ts` counts: 401 is Spark 4.1. */
  readonly before?: number;
  /** The first line that has it so, where the condition is known by what it was. */
  readonly from?: number;
  readonly condition?: ConditionName;
  readonly class?: ErrorClass;
  readonly params?: (params: Params) => Params;
  /** Only errors whose parameters are so. */
  readonly when?: (params: Params) => boolean;
  /** Where its place was told. */
  readonly told?: "context" | "message";
  /** Whether it was an exception without a condition. */
  readonly unnamed?: boolean;
}

const without =
  (...names: readonly string[]) =>
  (params: Params): Params =>
    Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));

/** The conditions that had other names, parameters or exceptions in older versions, the nearest past first. */
const former: { readonly [C in ConditionName]?: readonly Former[] } = {
  ARITHMETIC_OVERFLOW: [
    {
      from: 403,
      params: (params) => ({ ...params, message: "overflow" }),
      when: ({ message = "" }) => message === "integer overflow" || message === "long overflow",
    },
  ],
  CANNOT_PARSE_TIMESTAMP: [
    {
      before: 403,
      params: (params) => ({ ...params, func: "`try_to_timestamp`" }),
      when: ({ func }) => func === "`try_to_date`",
    },
  ],
  "CONNECT_INVALID_PLAN.DEDUPLICATE_REQUIRES_COLUMNS_OR_ALL": [{ before: 401, unnamed: true }],
  CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE: [
    { before: 403, condition: "_LEGACY_ERROR_TEMP_0052", params: without("viewName") },
  ],
  DATETIME_FIELD_OUT_OF_BOUNDS: [
    {
      from: 403,
      condition: "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
      params: without("ansiConfig"),
    },
  ],
  COLUMN_ALIASES_NOT_ALLOWED: [{ before: 400, condition: "COLUMN_ALIASES_IS_NOT_ALLOWED" }],
  RENAME_TEMP_VIEW_WITH_DATABASE: [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_1074",
      params: ({ db = "", ...params }) => ({ ...params, db: db.slice(1, -1) }),
    },
  ],
  _LEGACY_ERROR_TEMP_2096: [
    { before: 403, params: without("tableName") },
    {
      from: 403,
      condition: "UNSUPPORTED_FEATURE.TABLE_OPERATION",
      class: "unsupported_operation",
      params: ({ ddl = "", tableName = "" }) => ({ operation: ddl, tableName }),
    },
  ],
  MERGE_INSERT_VALUE_COUNT_MISMATCH: [
    { before: 403, condition: "_LEGACY_ERROR_TEMP_0006", params: without("actualCount", "expectedCount") },
  ],
  "INVALID_SQL_SYNTAX.INVALID_TABLE_FUNCTION_TABLE_ARGUMENT_PARTITIONING": [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_0064",
      params: ({ clause = "" }) => ({
        msg:
          "The table function call includes a table argument with an invalid partitioning/ordering specification: " +
          `the ${clause} clause included multiple expressions without parentheses surrounding them; ` +
          "please add parentheses around these expressions and then retry the query again",
      }),
    },
  ],
  DECIMAL_SCALE_EXCEEDS_PRECISION: [{ before: 403, condition: "_LEGACY_ERROR_TEMP_1228" }],
  "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS": [{ before: 401, unnamed: true }],
  "INVALID_CONF_VALUE.REQUIREMENT": [{ before: 401, unnamed: true }],
  "INVALID_CONF_VALUE.TYPE_MISMATCH": [
    { before: 401, class: "number_format", unnamed: true, when: ({ confType = "" }) => confType.includes(" in ") },
    { before: 401, unnamed: true },
  ],
  "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH": [{ before: 400, class: "analysis" }],
  INVALID_TABLESAMPLE_FRACTION: [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_0064",
      params: ({ fraction = "" }) => ({ msg: `Sampling fraction (${fraction}) must be on interval [0, 1]` }),
    },
  ],
  "INVALID_PARAMETER_VALUE.CHARSET": [{ before: 400, class: "jvm" }],
  INVALID_PARTITION_SPEC: [{ before: 403, condition: "_LEGACY_ERROR_TEMP_1076" }],
  CREATE_EXTERNAL_TABLE_WITHOUT_LOCATION: [{ before: 403, condition: "_LEGACY_ERROR_TEMP_1069" }],
  CONFLICTING_PARTITION_COLUMN_NAMES: [{ before: 400, class: "jvm" }],
  INVALID_IDENTIFIER: [
    {
      before: 400,
      condition: "PARSE_SYNTAX_ERROR",
      params: ({ ident = "" }) => ({ error: `'${ident}'`, hint: "" }),
      when: ({ ident = "" }) => /[^ -~]/.test(ident),
    },
  ],
  "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND": [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_0064",
      params: () => ({ msg: "Frame bound value must be a literal." }),
    },
  ],
  "INVALID_SQL_SYNTAX.EMPTY_REFRESH_RESOURCE_PATH": [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_0064",
      params: () => ({ msg: "Resource paths cannot be empty in REFRESH statements. Use / to match everything" }),
    },
  ],
  "INVALID_SQL_SYNTAX.INVALID_REFRESH_RESOURCE_PATH": [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_0064",
      params: () => ({
        msg: "REFRESH statements cannot contain ' ', '\\n', '\\r', '\\t' inside unquoted resource paths",
      }),
    },
  ],
  INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT: [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_1021",
      params: ({ tableName = "" }) => ({ targetString: tableName.replaceAll("`", "") }),
    },
  ],
  "JVM.ILLEGAL_ARGUMENT": [
    {
      from: 403,
      condition: "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
      params: ({ pattern = "" }) => ({ pattern, docroot: "https://spark.apache.org/docs/latest" }),
      when: ({ pattern }) => pattern !== undefined,
    },
  ],
  NOT_A_TABLE_FUNCTION: [
    {
      before: 401,
      condition: "UNRESOLVABLE_TABLE_VALUED_FUNCTION",
      params: ({ functionName = "" }) => ({ name: functionName }),
      // Functions made in SQL are told as they are.
      when: ({ functionName = "" }) => !functionName.includes("`.`"),
    },
  ],
  "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION": [{ before: 400, condition: "NUMERIC_VALUE_OUT_OF_RANGE" }],
  PARSE_EMPTY_STATEMENT: [
    { before: 400, condition: "PARSE_SYNTAX_ERROR", params: () => ({ error: "end of input", hint: "" }) },
  ],
  PARTITION_BY_NOT_ALLOWED_WITH_INSERT_INTO: [
    { before: 403, condition: "_LEGACY_ERROR_TEMP_1309", params: without("tableName") },
  ],
  PYTHON_EXCEPTION: [{ before: 401, condition: "JVM.PYTHON", params: without("msg") }],
  REMAINDER_BY_ZERO: [{ before: 403, condition: "DIVIDE_BY_ZERO" }],
  REQUIRES_SINGLE_PART_NAMESPACE: [
    { before: 403, params: without("identifier") },
    { from: 403, params: without("namespace") },
  ],
  RESERVED_DATABASE_NAME: [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_1066",
      params: ({ database = "" }) => ({ database: database.slice(1, -1) }),
    },
  ],
  SCALAR_SUBQUERY_TOO_MANY_ROWS: [{ before: 400, class: "jvm" }],
  STRUCT_ARRAY_LENGTH_MISMATCH: [{ before: 400, class: "jvm", unnamed: true }],
  TABLE_OR_VIEW_NOT_FOUND: [{ before: 402, params: without("searchPath") }],
  UNBOUND_SQL_PARAMETER: [{ from: 403, told: "context" }],
  UNRESOLVED_COLUMN_AMONG_FIELD_NAMES: [{ before: 403, condition: "_LEGACY_ERROR_TEMP_1201" }],
  UNSUPPORTED_EXPR_FOR_OPERATOR: [{ before: 403, params: without("operator") }],
  USER_RAISED_EXCEPTION: [{ before: 400, class: "jvm" }],
  UNRESOLVED_VARIABLE: [
    { before: 403, params: ({ searchPath = "", ...params }) => ({ ...params, searchPath: searchPath.slice(1, -1) }) },
  ],
  WRONG_COMMAND_FOR_OBJECT_TYPE: [
    {
      from: 403,
      params: (params) => ({ ...params, requiredType: "VIEW or METRIC_VIEW" }),
      when: ({ requiredType }) => requiredType === "VIEW",
    },
  ],
  WINDOW_FUNCTION_FRAME_NOT_ORDERED: [
    {
      before: 403,
      condition: "_LEGACY_ERROR_TEMP_1037",
      params: ({ wf_expr = "" }) => ({ wf: wf_expr.replace(/^[A-Z_]+/, (name) => name.toLowerCase()) }),
    },
  ],
  WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE: [{ before: 403, condition: "_LEGACY_ERROR_TEMP_1034" }],
};

/** An error as Spark of a line would have raised it. */
export function asOf(error: SparkError, line: number): SparkError {
  let spoken = error;
  for (const change of former[error.condition] ?? []) {
    if (line >= (change.before ?? Number.POSITIVE_INFINITY) || line < (change.from ?? 0)) continue;
    if (change.when?.(spoken.params) === false) continue;
    const { condition = spoken.condition, params = (p: Params) => p } = change;
    spoken = new SparkError(condition, params(spoken.params), {
      origin: spoken.origin,
      ...(change.condition === undefined ? { class: spoken.class, sqlState: spoken.sqlState } : {}),
      ...(change.class === undefined ? {} : { class: change.class }),
      told: change.told ?? spoken.told,
      unnamed: change.unnamed,
      cause: error.cause,
    });
  }
  return spoken;
}
