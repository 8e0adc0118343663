import type { ConditionName, ErrorClass } from "./conditions.ts";
import { SparkError } from "./spark-error.ts";

type Params = Readonly<Record<string, string>>;

/** What an error was before a version of Spark; what is left out was as it is now. */
interface Former {
  /** The line that changed it, as `settings/spark-version.ts` counts: 401 is Spark 4.1. */
  readonly before: number;
  readonly condition?: ConditionName;
  readonly class?: ErrorClass;
  readonly params?: (params: Params) => Params;
  /** Only errors whose parameters are so. */
  readonly when?: (params: Params) => boolean;
  /** Whether it was an exception without a condition. */
  readonly unnamed?: boolean;
}

const without =
  (...names: readonly string[]) =>
  (params: Params): Params =>
    Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));

/** The conditions that had other names, parameters or exceptions in older versions, the nearest past first. */
const former: { readonly [C in ConditionName]?: readonly Former[] } = {
  "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS": [{ before: 401, unnamed: true }],
  "INVALID_CONF_VALUE.REQUIREMENT": [{ before: 401, unnamed: true }],
  "INVALID_CONF_VALUE.TYPE_MISMATCH": [
    { before: 401, class: "number_format", unnamed: true, when: ({ confType = "" }) => confType.includes(" in ") },
    { before: 401, unnamed: true },
  ],
  "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH": [{ before: 400, class: "analysis" }],
  "INVALID_PARAMETER_VALUE.CHARSET": [{ before: 400, class: "jvm" }],
  CONFLICTING_PARTITION_COLUMN_NAMES: [{ before: 400, class: "jvm" }],
  INVALID_IDENTIFIER: [
    {
      before: 400,
      condition: "PARSE_SYNTAX_ERROR",
      params: ({ ident = "" }) => ({ error: `'${ident}'`, hint: "" }),
      when: ({ ident = "" }) => /[^ -~]/.test(ident),
    },
  ],
  PARSE_EMPTY_STATEMENT: [
    { before: 400, condition: "PARSE_SYNTAX_ERROR", params: () => ({ error: "end of input", hint: "" }) },
  ],
  SCALAR_SUBQUERY_TOO_MANY_ROWS: [{ before: 400, class: "jvm" }],
  TABLE_OR_VIEW_NOT_FOUND: [{ before: 402, params: without("searchPath") }],
  USER_RAISED_EXCEPTION: [{ before: 400, class: "jvm" }],
};

/** An error as Spark of a line would have raised it. */
export function asOf(error: SparkError, line: number): SparkError {
  let spoken = error;
  for (const change of former[error.condition] ?? []) {
    if (line >= change.before) break;
    if (change.when?.(spoken.params) === false) continue;
    const { condition = spoken.condition, params = (p: Params) => p } = change;
    spoken = new SparkError(condition, params(spoken.params), {
      origin: spoken.origin,
      ...(change.condition === undefined ? { class: spoken.class, sqlState: spoken.sqlState } : {}),
      ...(change.class === undefined ? {} : { class: change.class }),
      unnamed: change.unnamed,
      cause: error.cause,
    });
  }
  return spoken;
}
