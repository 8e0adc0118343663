"""Columns of DataFrames that SQL texts made, whatever the text begins or ends with."""

from case import Cases

CASES = Cases()
QUERIES = {
    "select": "SELECT 1 AS n",
    "with": "WITH c AS (SELECT 1 AS n) SELECT n FROM c",
    "with_star": "WITH c AS (SELECT 1 AS n) SELECT * FROM c",
    "with_inside": "SELECT * FROM (WITH c AS (SELECT 1 AS n) SELECT n FROM c)",
    "with_order": "WITH c AS (SELECT 1 AS n) SELECT n FROM c ORDER BY n LIMIT 3",
    "with_union": "WITH c AS (SELECT 1 AS n) SELECT n FROM c UNION ALL SELECT 2",
    "window": "SELECT id AS n, sum(id) OVER w AS s FROM range(2) WINDOW w AS (ORDER BY id)",
    "order": "SELECT id AS n FROM range(2) ORDER BY n DESC",
    "limit": "SELECT id AS n FROM range(5) LIMIT 2",
    "offset": "SELECT id AS n FROM range(3) ORDER BY id OFFSET 1",
    "union": "SELECT 1 AS n UNION ALL SELECT 2",
    "values": "SELECT * FROM VALUES (1), (2) AS t(n)",
    "inline": "VALUES (1), (2) AS t(n)",
    "from_first": "FROM range(2) SELECT id AS n",
    "lateral_view": "SELECT n FROM range(1) LATERAL VIEW explode(array(1, 2)) AS n",
    "group": "SELECT id % 2 AS n FROM range(4) GROUP BY id % 2 HAVING count(*) > 1 ORDER BY n",
    "distinct": "SELECT DISTINCT id % 2 AS n FROM range(4) ORDER BY n",
    "parentheses": "(SELECT 1 AS n)",
    "hint": "SELECT /*+ COALESCE(1) */ id AS n FROM range(2)",
}
for name, text in QUERIES.items():
    CASES.add(f"select_{name}", lambda spark, text=text: (lambda d: d.select(d["n"]))(spark.sql(text)))
    CASES.add(f"where_{name}", lambda spark, text=text: (lambda d: d.where(d.n > 0).withColumn("m", d.n + 1))(spark.sql(text)))
CASES.add("pivot_with", lambda spark: (lambda d: d.groupBy().pivot("n").count())(spark.sql(QUERIES["with"])))
CASES.add("join_with", lambda spark: (lambda a, b: a.join(b, a.n == b.n).select(b.n))(spark.sql(QUERIES["with"]), spark.sql(QUERIES["window"])))
CASES.add("legacy_with", lambda spark: (lambda d: d.select(d.n))(spark.sql(QUERIES["with_order"])))
for name, text in {"pipe": "FROM range(2) |> SELECT id AS n |> WHERE n > 0", "pipe_with": "WITH c AS (SELECT 1 AS n) FROM c |> WHERE n > 0"}.items():
    CASES.add(f"select_{name}", lambda spark, text=text: (lambda d: d.select(d["n"]))(spark.sql(text)), since=(4, 0))
