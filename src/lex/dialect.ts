/** How SQL's grammar differs from Spark's default by the settings of a session. */
export interface Dialect {
  /** `!` is NOT everywhere (`spark.sql.legacy.bangEqualsNot`). */
  readonly bangIsNot: boolean;
  /** HAVING without GROUP BY filters rows (`spark.sql.legacy.parser.havingWithoutGroupByAsWhere`). */
  readonly havingIsWhere: boolean;
  /** INTERSECT binds no tighter than the other set operations (`spark.sql.legacy.setopsPrecedence.enabled`). */
  readonly setsInOrder: boolean;
  /** A text in double quotes is a name (`spark.sql.ansi.doubleQuotedIdentifiers`, in ANSI mode alone). */
  readonly doubleQuotedNames: boolean;
  /** JOIN binds tighter than a comma (`spark.sql.ansi.relationPrecedence`, in ANSI mode alone). */
  readonly joinsFirst: boolean;
  /** Names in back-ticks that hold more than letters are patterns (`spark.sql.parser.quotedRegexColumnNames`). */
  readonly regexNames: boolean;
  /** Intervals are of the calendar, not year-month or day-time ones (`spark.sql.legacy.interval.enabled`). */
  readonly calendarIntervals: boolean;
  /** Back-slashes in strings stand for themselves (`spark.sql.parser.escapedStringLiterals`). */
  readonly plainStrings: boolean;
  /** Views may say how they follow their queries' columns (`spark.sql.legacy.viewSchemaBindingMode`). */
  readonly viewModes: boolean;
}

/** Spark's default grammar. */
export const PLAIN_DIALECT: Dialect = {
  bangIsNot: false,
  havingIsWhere: false,
  setsInOrder: false,
  doubleQuotedNames: false,
  joinsFirst: false,
  regexNames: false,
  calendarIntervals: false,
  plainStrings: false,
  viewModes: true,
};
