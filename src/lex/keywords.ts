/**
 * The keywords that Spark takes for a column name, a function name or an explicit alias, but not for the alias of a
 * relation (`strictNonReserved` of its grammar, with `spark.sql.ansi.enforceReservedKeywords` off). No other keyword
 * is reserved.
 */
export const STRICT_NON_RESERVED: ReadonlySet<string> = new Set([
  "ANTI",
  "CROSS",
  "EXCEPT",
  "FULL",
  "INNER",
  "INTERSECT",
  "JOIN",
  "LATERAL",
  "LEFT",
  "MINUS",
  "NATURAL",
  "ON",
  "RIGHT",
  "SEMI",
  "UNION",
  "USING",
]);

/** The words that set operations start with. */
export const SET_OPERATORS: ReadonlySet<string> = new Set(["UNION", "EXCEPT", "INTERSECT", "MINUS"]);
