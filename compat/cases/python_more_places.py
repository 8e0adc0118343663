"""Functions in Python in places that take a plan apart: outer lateral joins, grouping sets, clauses of calls."""

from case import Cases

CASES = Cases()


def functions(spark):
    """By their names in SQL: `pm_words` and `pm_count` over a text, the aggregates `pm_mean` and `pm_longest`, `pm_plus`."""
    import pandas as pd

    from pyspark.sql.functions import pandas_udf, udtf

    class Words:
        def eval(self, text):
            for word in (text or "").split():
                yield word, len(word)

    class Count:
        def __init__(self):
            self.rows = 0

        def eval(self, text):
            self.rows += 1
            if text is not None:
                yield (len(text),)

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    @pandas_udf("string")
    def longest(a: pd.Series, b: pd.Series) -> str:
        return max([*a.dropna().astype(str), *b.dropna().astype(str)], key=lambda t: (len(t), t), default=None)

    spark.udtf.register("pm_words", udtf(Words, returnType="word string, size int"))
    spark.udtf.register("pm_count", udtf(Count, returnType="size int"))
    spark.udf.register("pm_mean", mean)
    spark.udf.register("pm_longest", longest)
    spark.udf.register("pm_plus", lambda n: None if n is None else n + 1, "long")


ROWS = "VALUES (1, 'a bb'), (2, ''), (3, NULL), (3, 'a bb') AS t(id, s)"
GROUPS = "VALUES (1, 'x', 1.0D), (1, 'y', 3.0D), (2, 'x', 5.0D), (NULL, 'y', 7.0D) AS t(k, j, v)"

STATEMENTS = f"""
SELECT t.*, w.* FROM {ROWS} LEFT JOIN LATERAL pm_words(s) AS w
SELECT t.*, w.* FROM {ROWS} LEFT JOIN LATERAL pm_words(s) AS w ON true
SELECT t.*, w.* FROM {ROWS} LEFT JOIN LATERAL pm_words(s) AS w ON size > 1
SELECT t.*, w.* FROM {ROWS} LEFT JOIN LATERAL pm_words(s) AS w ON w.size = t.id
SELECT t.*, w.* FROM {ROWS} JOIN LATERAL pm_words(s) AS w ON w.size = t.id
SELECT t.*, w.* FROM {ROWS} LEFT JOIN LATERAL (SELECT word, 1 AS one FROM pm_words(s)) AS w
SELECT t.*, w.* FROM {ROWS} LEFT JOIN LATERAL (SELECT word FROM pm_words(s) WHERE size > 1) AS w
SELECT id, count(word), count(*) FROM {ROWS} LEFT JOIN LATERAL pm_words(s) GROUP BY id
SELECT id, c.size FROM {ROWS} LEFT JOIN LATERAL pm_count(s) AS c
SELECT id, u.x, w.word FROM {ROWS} LEFT JOIN LATERAL (SELECT upper(s) AS x) AS u LEFT JOIN LATERAL pm_words(u.x) AS w
SELECT id, w.word FROM {ROWS} CROSS JOIN LATERAL pm_words(s) AS w
SELECT id, w.word FROM {ROWS} LEFT JOIN LATERAL pm_words('q r') AS w WHERE id < 3
SELECT id, word FROM {ROWS} LATERAL VIEW pm_words(s) w AS word, size
SELECT id, word FROM {ROWS} LATERAL VIEW OUTER pm_words(s) w AS word, size
SELECT k, j, pm_mean(v) AS m FROM {GROUPS} GROUP BY ROLLUP (k, j)
SELECT k, j, pm_mean(v) AS m, grouping(k) AS gk, grouping_id() AS g FROM {GROUPS} GROUP BY CUBE (k, j)
SELECT k, j, pm_mean(v), pm_longest(j, k) FROM {GROUPS} GROUP BY GROUPING SETS ((k), (j), ())
SELECT k, pm_mean(v) AS m FROM {GROUPS} GROUP BY k WITH ROLLUP HAVING pm_mean(v) > 2
SELECT k, pm_mean(k) AS m FROM {GROUPS} GROUP BY ROLLUP (k)
SELECT pm_plus(k) AS p, pm_mean(v) AS m FROM {GROUPS} GROUP BY ROLLUP (pm_plus(k))
SELECT k, pm_mean(v) AS m FROM {GROUPS} WHERE v > 100 GROUP BY ROLLUP (k)
SELECT k, pm_mean(v), sum(v) FROM {GROUPS} GROUP BY ROLLUP (k)
SELECT k, j, pm_mean(v) AS m FROM {GROUPS} GROUP BY k, ROLLUP (j)
SELECT pm_mean(DISTINCT v) FROM {GROUPS}
SELECT pm_plus(DISTINCT k) FROM {GROUPS}
SELECT pm_mean(v) FILTER (WHERE v > 1) FROM {GROUPS}
SELECT pm_plus(k) FILTER (WHERE v > 1) FROM {GROUPS}
SELECT pm_mean(v) IGNORE NULLS FROM {GROUPS}
SELECT pm_mean(DISTINCT v) OVER (PARTITION BY k) FROM {GROUPS}
SELECT pm_mean(v) FILTER (WHERE v > 1) OVER (PARTITION BY k) FROM {GROUPS}
SELECT id FROM range(3) a WHERE EXISTS (SELECT 1 FROM range(3) b WHERE b.id = pm_plus(a.id))
SELECT id, (SELECT max(b.id) FROM range(5) b WHERE b.id = pm_plus(a.id)) AS m FROM range(3) a
SELECT id, (SELECT max(pm_plus(b.id)) FROM range(5) b WHERE b.id = a.id) AS m FROM range(3) a
SELECT id FROM range(4) a WHERE id IN (SELECT pm_plus(b.id) FROM range(3) b WHERE b.id < a.id)
SELECT id FROM range(4) a WHERE NOT EXISTS (SELECT 1 FROM range(2) b WHERE pm_plus(b.id) = a.id)
SELECT id, pm_plus(sum(id) OVER (ORDER BY id)) FROM range(3)
SELECT exists(array(1, 2), x -> x = pm_plus(id)) FROM range(2)
""".strip().split("\n")

for number, text in enumerate(STATEMENTS):

    def asked(spark, text=text):
        functions(spark)
        return spark.sql(text)

    CASES.add(f"sql_{number:02}", asked, ordered=False)
