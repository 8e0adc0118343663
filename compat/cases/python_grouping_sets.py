"""Aggregates in Python over grouping sets, CUBE and ROLLUP."""

from case import Cases

CASES = Cases()


def functions(spark):
    """The aggregates `gs_sum` and `gs_count` in SQL, and the view `gs_rows`."""
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def total(s: pd.Series) -> float:
        return float(s.sum())

    @pandas_udf("long")
    def counted(s: pd.Series, t: pd.Series) -> int:
        return int(s.count() + 10 * t.count())

    spark.udf.register("gs_sum", total)
    spark.udf.register("gs_count", counted)
    rows = [(1, "x", 2.0), (1, "y", None), (2, "x", 4.0), (2, None, 5.0), (None, "x", 6.0)]
    spark.createDataFrame(rows, "a INT, b STRING, v DOUBLE").createOrReplaceTempView("gs_rows")


STATEMENTS = r"""
SELECT a, b, gs_sum(v) AS s FROM gs_rows GROUP BY CUBE (a, b) ORDER BY ALL
SELECT a, b, gs_sum(v) FROM gs_rows GROUP BY a, b WITH ROLLUP ORDER BY ALL
SELECT a, gs_sum(v), gs_count(a, b) FROM gs_rows GROUP BY GROUPING SETS ((a), (), (a)) ORDER BY ALL
SELECT a, b, grouping(a), grouping_id(a, b), gs_count(a, b) FROM gs_rows GROUP BY CUBE (a, b) ORDER BY ALL
SELECT a + 1 AS k, gs_count(a, b), gs_sum(a) FROM gs_rows GROUP BY ROLLUP (a + 1) ORDER BY ALL
SELECT a, b, gs_sum(v) AS s FROM gs_rows GROUP BY GROUPING SETS ((a, b), (b)) HAVING gs_sum(v) > 4 ORDER BY ALL
SELECT gs_sum(v) FROM gs_rows WHERE a > 7 GROUP BY GROUPING SETS (())
SELECT a, gs_sum(v) FROM gs_rows WHERE a > 7 GROUP BY ROLLUP (a)
SELECT gs_sum(v) FROM gs_rows GROUP BY GROUPING SETS (())
""".strip()


for number, text in enumerate(STATEMENTS.splitlines(), 1):

    def asked(spark, text=text):
        functions(spark)
        return spark.sql(text)

    CASES.add(f"sql_{number:02}", asked, ordered="ORDER BY" in text)
