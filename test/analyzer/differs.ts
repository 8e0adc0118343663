/** Queries that are answered otherwise than Spark's analyzer does, and how. */
export const differs: ReadonlyMap<string, string> = new Map([
  [
    "SELECT dept FROM emp GROUP BY dept HAVING max(pay) > 1 ORDER BY min(id)",
    "accepted, where Spark raises UNRESOLVED_COLUMN.WITH_SUGGESTION",
  ],
  ["SELECT grouping_id(id) FROM emp GROUP BY ROLLUP (dept)", "a parameter is spelled otherwise"],
  ["SELECT max(id) FROM emp GROUP BY max(id)", "a parameter is spelled otherwise"],
  ["SELECT id FROM emp LIMIT id", "refused, with another condition than INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE"],
  ["SELECT * FROM (SELECT id, name FROM emp) AS s(a)", "the place covers another part of the text"],
  ["SELECT id['a'] FROM emp", "the place covers another part of the text"],
  ["SELECT transform(ints, x -> y) FROM nest", "the place covers another part of the text"],
  ["SELECT id FROM emp QUALIFY row_number() OVER (ORDER BY id) = 1", "the place covers another part of the text"],
]);
