"""Functions in Python whose arguments come from a query and from the query around it."""

from case import Cases

CASES = Cases()


def functions(spark):
    """By their names in SQL: `po_add` over any numbers, `po_text`, `po_pair` of two texts, the vectorised `po_times`, `po_draw`."""
    import pandas as pd

    from pyspark.sql.functions import pandas_udf, udf, udtf

    @pandas_udf("long")
    def times(a: pd.Series, b: pd.Series) -> pd.Series:
        return a * b

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    class UpTo:
        def eval(self, a, b):
            for n in range(a or 0, b or 0):
                yield (n,)

    spark.udf.register("po_add", lambda *n: None if None in n else sum(n), "long")
    spark.udf.register("po_text", lambda *a: "|".join(map(str, a)), "string")
    spark.udf.register("po_less", lambda a, b: None if a is None or b is None else a < b, "boolean")
    spark.udf.register("po_times", times)
    spark.udf.register("po_mean", mean)
    spark.udf.register("po_draw", udf(lambda a, b: None if a is None or b is None else a + b, "long").asNondeterministic())
    spark.udtf.register("po_up_to", udtf(UpTo, returnType="n int"))


VIEWS = (
    "CREATE OR REPLACE TEMP VIEW po_o AS SELECT * FROM VALUES (1, 10L), (2, 20L), (2, 5L), (3, NULL), (NULL, 7L) AS o(k, b)",
    "CREATE OR REPLACE TEMP VIEW po_t AS SELECT * FROM VALUES (1, 1L), (1, 2L), (2, 30L), (NULL, 4L), (4, 5L) AS t(k, a)",
)

STATEMENTS = """
SELECT k, b, (SELECT max(po_add(t.a, o.b)) FROM po_t t) AS m FROM po_o o
SELECT k, b, (SELECT max(po_add(t.a, o.b)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT po_add(max(t.a), o.b) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT po_add(t.a, o.b) FROM po_t t WHERE t.k = o.k AND t.a > 1) AS m FROM po_o o
SELECT k, b, (SELECT count(*) FROM po_t t WHERE po_less(t.a, o.b)) AS m FROM po_o o
SELECT k, b, (SELECT count(*) FROM po_t t WHERE t.k = o.k AND po_less(t.a, o.b)) AS m FROM po_o o
SELECT k, b, (SELECT max(t.a) FROM po_t t WHERE po_add(t.k, o.k) = 3) AS m FROM po_o o
SELECT k, b, (SELECT max(t.a) FROM po_t t WHERE po_text(t.k, o.k) = '2|2') AS m FROM po_o o
SELECT k, b, (SELECT max(po_text(t.a, o.b)) FROM po_t t WHERE t.k = o.k GROUP BY t.k) AS m FROM po_o o
SELECT k, b, (SELECT max(po_add(o.b, o.k)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT max(po_add(o.b, 1)) FROM po_t t) AS m FROM po_o o
SELECT k, b, (SELECT max(po_times(t.a, o.b)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT count(*) FROM po_t t WHERE po_times(t.a, o.b) > 10) AS m FROM po_o o
SELECT k, b, (SELECT sum(po_draw(t.a, o.b)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT count(*) FROM po_t t WHERE po_draw(t.a, o.b) > 12) AS m FROM po_o o
SELECT k, b, (SELECT po_mean(t.a + o.b) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT po_mean(t.a) + o.b FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT max(po_add(po_add(t.a, 1), o.b)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, (SELECT max(po_add(po_times(t.a, o.b), o.k)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, b, po_add((SELECT max(t.a) FROM po_t t WHERE t.k = o.k), b) AS m FROM po_o o
SELECT k, b, po_add((SELECT max(po_add(t.a, o.b)) FROM po_t t WHERE t.k = o.k), b) AS m FROM po_o o
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t WHERE po_less(o.b, t.a))
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t WHERE t.k = o.k AND po_less(t.a, o.b))
SELECT k, b FROM po_o o WHERE NOT EXISTS (SELECT 1 FROM po_t t WHERE po_less(o.b, t.a))
SELECT k, b FROM po_o o WHERE NOT EXISTS (SELECT 1 FROM po_t t WHERE t.k = o.k AND po_less(t.a, o.b))
SELECT k, b FROM po_o o WHERE EXISTS (SELECT po_add(t.a, o.b) FROM po_t t WHERE t.k = o.k)
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t WHERE po_add(t.k, 1) = o.k)
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t WHERE po_less(o.k, 3) AND t.k = o.k)
SELECT k, b, EXISTS (SELECT 1 FROM po_t t WHERE po_less(o.b, t.a)) AS e FROM po_o o
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t WHERE po_less(o.b, t.a)) OR k = 3
SELECT k, b FROM po_o o WHERE b IN (SELECT po_add(t.a, o.b) FROM po_t t)
SELECT k, b FROM po_o o WHERE b IN (SELECT po_add(t.a, o.k) FROM po_t t WHERE t.k = 1)
SELECT k, b FROM po_o o WHERE b IN (SELECT t.a FROM po_t t WHERE po_less(t.a, o.b))
SELECT k, b FROM po_o o WHERE b NOT IN (SELECT po_add(t.a, o.k) FROM po_t t WHERE t.k = o.k)
SELECT k, b FROM po_o o WHERE k NOT IN (SELECT t.k FROM po_t t WHERE po_less(t.a, o.b))
SELECT k, b FROM po_o o WHERE po_add(k, 1) IN (SELECT po_add(t.k, o.k) FROM po_t t)
SELECT k, b, b IN (SELECT po_add(t.a, o.k) FROM po_t t WHERE t.k = 1) AS i FROM po_o o
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(t.a, o.b) AS m FROM po_t t WHERE t.k = o.k) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(t.a, o.b) AS m FROM po_t t) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT max(po_add(t.a, o.b)) AS m FROM po_t t WHERE t.k = o.k) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT max(po_add(t.a, o.b)) AS m FROM po_t t) s
SELECT o.k, o.b, s.a FROM po_o o, LATERAL (SELECT t.a FROM po_t t WHERE po_less(t.a, o.b)) s
SELECT o.k, o.b, s.a FROM po_o o LEFT JOIN LATERAL (SELECT t.a FROM po_t t WHERE po_less(o.b, t.a)) s
SELECT o.k, o.b, s.m FROM po_o o LEFT JOIN LATERAL (SELECT po_add(t.a, o.b) AS m FROM po_t t WHERE t.k = o.k) s ON s.m > 12
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(o.b, o.k) AS m) s
SELECT o.k, o.b, s.m, u.n FROM po_o o, LATERAL (SELECT po_add(o.b, o.k) AS m) s, LATERAL (SELECT po_add(s.m, o.k) AS n) u
SELECT o.k, o.b, s.a FROM po_o o, LATERAL (SELECT t.a FROM po_t t WHERE po_less(t.a, o.b) ORDER BY t.a DESC LIMIT 1) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(t.a, o.b) AS m FROM po_t t ORDER BY m LIMIT 1) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT DISTINCT po_add(t.k, o.k) AS m FROM po_t t) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(t.a, o.b) AS m FROM po_t t UNION ALL SELECT o.b) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(sum(t.a) OVER (ORDER BY t.a), o.b) AS m FROM po_t t WHERE t.k = o.k) s
SELECT o.k, s.n FROM po_o o, LATERAL (SELECT u.n FROM po_t t, LATERAL po_up_to(t.k, 3) u WHERE t.k = o.k) s
SELECT o.k, s.n FROM po_o o, LATERAL (SELECT u.n FROM po_t t, LATERAL po_up_to(t.k, o.k) u) s
SELECT o.k, u.n FROM po_o o, LATERAL po_up_to(o.k, 3) u WHERE o.k IS NOT NULL
SELECT o.k, u.n FROM po_o o, LATERAL po_up_to(o.k, po_add(o.k, 1)) u WHERE o.k IS NOT NULL
SELECT o.k, (SELECT max(u.n) FROM po_up_to(o.k, 5) u) AS m FROM po_o o WHERE o.k IS NOT NULL
SELECT k, (SELECT max(t.a) FROM po_t t JOIN po_t s ON po_add(t.k, s.k) = o.k) AS m FROM po_o o
SELECT k, (SELECT max(t.a) FROM po_t t JOIN po_t s ON po_add(t.k, s.k) = 2 WHERE t.k = o.k) AS m FROM po_o o
SELECT k, sum(b), (SELECT max(po_add(t.a, o.k)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o GROUP BY k
SELECT k, sum(b) FROM po_o o GROUP BY k HAVING EXISTS (SELECT 1 FROM po_t t WHERE t.k = o.k AND po_less(t.a, sum(o.b)))
SELECT k, b FROM po_o o ORDER BY (SELECT max(po_add(t.a, o.b)) FROM po_t t WHERE t.k = o.k), b
SELECT o.k, o.b FROM po_o o JOIN po_t t ON o.k = t.k AND EXISTS (SELECT 1 FROM po_t s WHERE s.k = o.k AND po_less(s.a, o.b))
SELECT o.k, o.b FROM po_o o JOIN po_t t ON o.k = t.k AND po_add(o.b, (SELECT max(s.a) FROM po_t s WHERE s.k = o.k)) > 12
SELECT CASE WHEN k = 1 THEN (SELECT max(po_add(t.a, o.b)) FROM po_t t WHERE t.k = o.k) ELSE 0 END AS m FROM po_o o
SELECT k, (SELECT max(po_add(t.a, o.b)) FILTER (WHERE po_less(t.a, o.b)) FROM po_t t WHERE t.k = o.k) AS m FROM po_o o
SELECT k, (SELECT max(x) FROM (SELECT po_add(t.a, o.b) AS x FROM po_t t WHERE t.k = o.k)) AS m FROM po_o o
SELECT k, (WITH w AS (SELECT po_add(t.a, o.b) AS x, t.k FROM po_t t) SELECT max(x) FROM w WHERE w.k = o.k) AS m FROM po_o o
SELECT k, (SELECT e FROM po_t t LATERAL VIEW explode(array(po_add(t.a, o.b))) v AS e WHERE t.k = o.k AND t.a > 1) AS m FROM po_o o
SELECT k, (SELECT max(po_add(t.a, o.b)) FROM po_t t WHERE t.k = o.k HAVING max(po_add(t.a, o.b)) > 12) AS m FROM po_o o
SELECT k, b, (SELECT t.a FROM po_t t WHERE po_add(t.k, o.k) = 3) AS m FROM po_o o
SELECT k, b, (SELECT t.a FROM po_t t WHERE t.k = o.k AND po_less(t.a, o.b)) AS m FROM po_o o
SELECT k, b, (SELECT max(t.a) FROM po_t t JOIN po_t s ON t.k = s.k AND po_less(s.a, o.b)) AS m FROM po_o o
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t JOIN po_t s ON po_add(t.k, s.k) = po_add(o.k, 1))
SELECT k, b FROM po_o o WHERE EXISTS (SELECT count(*) FROM po_t t WHERE po_less(t.a, o.b) HAVING count(*) > 3)
SELECT k, b FROM po_o o WHERE NOT (EXISTS (SELECT 1 FROM po_t t WHERE po_less(t.a, o.b)))
SELECT k, b FROM po_o o WHERE EXISTS (SELECT 1 FROM po_t t WHERE po_less(t.a, o.b)) AND k = 1
SELECT o.k, o.b, s.a FROM (SELECT * FROM po_o ORDER BY b DESC LIMIT 2) o, LATERAL (SELECT t.a FROM po_t t WHERE po_less(t.a, o.b)) s
SELECT o.k, o.x, s.a FROM (SELECT k, po_add(b, 1) AS x FROM po_o) o, LATERAL (SELECT t.a FROM po_t t WHERE po_less(t.a, o.x)) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(x.a, o.b) AS m FROM (SELECT a FROM po_t t WHERE t.k = o.k ORDER BY a LIMIT 1) x) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(x.a, o.b) AS m FROM (SELECT max(a) AS a FROM po_t t WHERE t.k = o.k) x) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(x.a, o.b) AS m FROM (SELECT k, max(a) AS a FROM po_t t WHERE t.k = o.k GROUP BY k) x) s
SELECT o.k, o.b, s.m FROM po_o o, LATERAL (SELECT po_add(po_times(t.a, o.b), o.k) AS m FROM po_t t WHERE t.k = o.k) s
SELECT o.k, o.b, s.a, u.m FROM po_o o, LATERAL (SELECT t.a FROM po_t t WHERE po_less(t.a, o.b)) s, LATERAL (SELECT po_add(t.a, s.a, o.b) AS m FROM po_t t WHERE t.k = o.k) u
SELECT d, (SELECT max(x) FROM (SELECT po_text(t.k, o.d) AS x FROM po_t t)) AS m FROM VALUES (0.0D), (-0.0D), (DOUBLE('NaN')) AS o(d)
SELECT k, (SELECT max(x) FROM (SELECT po_text(t.k, o.m) AS x FROM po_t t)) AS m FROM (SELECT k, map('a', b) AS m FROM po_o) o
SELECT k, b, (SELECT collect_list(x) FROM (SELECT po_draw(t.a, o.b) AS x FROM po_t t WHERE t.k = o.k)) AS m FROM po_o o WHERE k = 2
""".strip().split("\n")


def answered(ask):
    """The answer, or of an error whose parameters tell Spark's numbers of columns its condition."""
    try:
        frame = ask()
        frame.schema
        return frame
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        condition = error.getCondition() if hasattr(error, "getCondition") else error.getErrorClass()
        # The numbers are others each time.
        if condition is None or "MIXED_OUTER" not in condition and "CORRELATED_REFERENCE" not in condition:
            raise
        return [condition]


for number, text in enumerate(STATEMENTS):

    def asked(spark, text=text):
        for view in VIEWS:
            spark.sql(view)
        functions(spark)
        return answered(lambda: spark.sql(text))

    CASES.add(f"sql_{number:02}", asked, ordered=False)


def frames(spark):
    for view in VIEWS:
        spark.sql(view)
    functions(spark)
    return spark.table("po_o"), spark.table("po_t")


@CASES.case(since=(4, 0), ordered=False)
def scalar_of_frames(spark):
    from pyspark.sql.functions import call_function, col, max as most

    o, t = frames(spark)
    inner = t.where(t.k == col("k").outer()).select(most(call_function("po_add", t.a, col("b").outer())))
    return answered(lambda: o.select("k", "b", inner.scalar().alias("m")))


@CASES.case(since=(4, 0), ordered=False)
def exists_of_frames(spark):
    from pyspark.sql.functions import call_function, col

    o, t = frames(spark)
    return o.where(t.where(call_function("po_less", col("b").outer(), t.a)).exists())


@CASES.case(since=(4, 0), ordered=False)
def lateral_of_frames(spark):
    from pyspark.sql.functions import col, udf

    o, t = frames(spark)
    plus = udf(lambda a, b: None if a is None or b is None else a + b, "long")
    return o.lateralJoin(t.select(plus(t.a, col("b").outer()).alias("m")))
