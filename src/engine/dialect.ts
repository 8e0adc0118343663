import type { Dialect } from "../lex/dialect.ts";
import type { SparkSettings } from "../settings/snapshot.ts";

/** The grammar of SQL that a session's settings ask for. */
export const dialectOf = ({ isTrue, ansi }: Pick<SparkSettings, "isTrue" | "ansi">): Dialect => ({
  bangIsNot: isTrue("spark.sql.legacy.bangEqualsNot"),
  havingIsWhere: isTrue("spark.sql.legacy.parser.havingWithoutGroupByAsWhere"),
  setsInOrder: isTrue("spark.sql.legacy.setopsPrecedence.enabled"),
  doubleQuotedNames: ansi && isTrue("spark.sql.ansi.doubleQuotedIdentifiers"),
  joinsFirst: ansi && isTrue("spark.sql.ansi.relationPrecedence"),
  regexNames: isTrue("spark.sql.parser.quotedRegexColumnNames"),
  calendarIntervals: isTrue("spark.sql.legacy.interval.enabled"),
  plainStrings: isTrue("spark.sql.parser.escapedStringLiterals"),
  viewModes: isTrue("spark.sql.legacy.viewSchemaBindingMode"),
});
