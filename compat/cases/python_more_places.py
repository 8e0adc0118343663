"""Functions in Python in places that take a plan apart: outer lateral joins, queries that look out, clauses of calls."""

from case import Cases

CASES = Cases()


def functions(spark):
    """By their names in SQL: `pm_words`, `pm_ends` and `pm_count` over a text, the aggregate `pm_mean`, `pm_plus`."""
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

    class Ends:
        def eval(self, text):
            if text:
                yield (len(text),)

        def terminate(self):
            yield (-1,)

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    spark.udtf.register("pm_words", udtf(Words, returnType="word string, size int"))
    spark.udtf.register("pm_ends", udtf(Ends, returnType="n int"))
    spark.udtf.register("pm_count", udtf(Count, returnType="size int"))
    spark.udf.register("pm_mean", mean)
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
SELECT id, e.n FROM {ROWS} LEFT JOIN LATERAL pm_ends(s) AS e ON true
SELECT id, e.n FROM {ROWS} LEFT JOIN LATERAL pm_ends(s) AS e ON n > 0 AND id < 3
SELECT t.*, w.one FROM {ROWS} LEFT JOIN LATERAL (SELECT 1 AS one, word FROM pm_words(s)) AS w ON w.word IS NULL OR w.word <> 'a'
SELECT t.*, u.*, w.word FROM {ROWS} LEFT JOIN LATERAL pm_words(s) AS u ON u.size < id LEFT JOIN LATERAL pm_words(u.word) AS w ON true
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
