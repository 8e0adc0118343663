"""Functions in Python in conditions of joins and over them, and clauses of calls that they do not take."""

from case import Cases

CASES = Cases()


def functions(spark):
    """The functions `pj_plus`, `pj_same`, the aggregate `pj_mean`, and the views `pj_left` and `pj_right`."""
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    # A worker for each of the default's 200 partitions would take minutes.
    spark.conf.set("spark.sql.shuffle.partitions", "2")
    spark.udf.register("pj_plus", lambda n: None if n is None else n + 1, "long")
    spark.udf.register("pj_same", lambda a, b: a == b, "boolean")
    spark.udf.register("pj_mean", mean)
    spark.range(6).selectExpr("id AS a", "id * 2 AS b").createOrReplaceTempView("pj_left")
    spark.range(4).selectExpr("id AS c", "concat('n', id) AS d").createOrReplaceTempView("pj_right")


STATEMENTS = r"""
SELECT * FROM pj_left, pj_right WHERE pj_plus(a) = c ORDER BY ALL
SELECT * FROM pj_left CROSS JOIN pj_right WHERE pj_plus(a) = pj_plus(c) AND pj_plus(b) > 3 AND d <> 'n3' ORDER BY ALL
SELECT l.a, r.c, s.c AS e FROM pj_left l, pj_right r, pj_right s WHERE pj_plus(l.a) = r.c AND pj_plus(r.c) = s.c ORDER BY ALL
SELECT * FROM pj_left JOIN pj_right ON pj_same(a, c) WHERE pj_plus(a) > 2 ORDER BY ALL
SELECT * FROM pj_left, pj_right WHERE pj_same(b, c) AND pj_plus(c) < 4 AND a < 5 ORDER BY ALL
SELECT * FROM pj_left LEFT JOIN pj_right ON a = c WHERE pj_plus(a) > 4 AND d IS NULL ORDER BY ALL
SELECT a, pj_plus(q.c) AS p, q.k IS NULL AS n FROM pj_left LEFT JOIN (SELECT c, pj_plus(c) IS NOT NULL AS k FROM pj_right) q ON a = q.c ORDER BY ALL
SELECT pj_plus(q.c) FROM pj_left LEFT JOIN (SELECT * FROM pj_right r JOIN pj_left m ON pj_plus(r.c) = m.a) q ON pj_plus(pj_left.a) = pj_plus(q.c) ORDER BY ALL
SELECT pj_plus(q.k) FROM pj_left LEFT JOIN (SELECT m.*, pj_plus(m.k) AS b FROM (VALUES (1, 2), (2, 3)) m(k, l) LEFT JOIN pj_right r ON r.c = pj_plus(m.l)) q ON pj_plus(q.k) = a WHERE pj_plus(q.b) > 1
SELECT count(*) FROM pj_left, pj_right WHERE pj_plus(1) = 2 AND a = c
SELECT count(*) FROM pj_left, pj_right WHERE pj_plus(a) IN (SELECT c FROM pj_right) AND a = c
SELECT pj_mean(DISTINCT a) FROM pj_left
SELECT pj_plus(DISTINCT a) FROM pj_left
SELECT pj_plus(a) FILTER (WHERE a > 1) FROM pj_left
""".strip()


for number, text in enumerate(STATEMENTS.splitlines(), 1):

    def asked(spark, text=text):
        functions(spark)
        return spark.sql(text)

    CASES.add(f"sql_{number:02}", asked, ordered="ORDER BY" in text)
