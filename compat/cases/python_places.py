"""Functions in Python in all kinds of places of a query."""

from case import Cases

CASES = Cases()


def functions(spark):
    """Functions by their names in SQL: `pl_plus`, `pl_text`, `pl_none` and the aggregate `pl_mean`."""
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    spark.udf.register("pl_plus", lambda n: None if n is None else n + 1, "long")
    spark.udf.register("pl_text", lambda *a: "|".join(map(str, a)), "string")
    spark.udf.register("pl_none", lambda n: None, "int")
    spark.udf.register("pl_inverse", lambda n: 1 / n, "double")
    spark.udf.register("pl_mean", mean)


STATEMENTS = r"""
SELECT pl_plus(id) AS p, pl_plus(id) + pl_plus(id) AS q FROM range(3)
SELECT pl_text(*) FROM VALUES (1, 'a'), (2, NULL) AS t(x, y)
SELECT pl_text(id, id + 1, 'c', NULL, true, 1.5) FROM range(1)
SELECT pl_text() FROM range(2)
SELECT pl_none(id), pl_none(NULL) IS NULL FROM range(1)
SELECT CASE WHEN id > 0 THEN pl_inverse(id) ELSE 0 END FROM range(3)
SELECT coalesce(pl_none(id), 7), if(pl_plus(id) > 1, 'big', 'small') FROM range(2)
SELECT id FROM range(5) WHERE id > 0 AND pl_inverse(id) < 0.5
SELECT id FROM range(5) WHERE pl_plus(id) > 2 OR pl_text(id) = '0'
SELECT id FROM range(5) WHERE NOT pl_plus(id) IN (1, 3) ORDER BY pl_text(id) DESC
SELECT pl_plus(id) AS k, count(*) AS n FROM range(4) GROUP BY k ORDER BY k
SELECT pl_plus(id % 2) AS k, sum(id) AS s FROM range(5) GROUP BY pl_plus(id % 2) HAVING pl_plus(sum(id)) > 5 ORDER BY 1
SELECT pl_plus(id % 2) + 1, max(pl_plus(id)) FROM range(5) GROUP BY pl_plus(id % 2) ORDER BY 1
SELECT id % 2 AS k, pl_plus(id) FROM range(3) GROUP BY id % 2
SELECT DISTINCT pl_plus(id % 2) AS k FROM range(5) ORDER BY k
SELECT count(DISTINCT pl_plus(id % 3)), sum(id) FILTER (WHERE pl_plus(id) > 2) FROM range(5)
SELECT pl_plus(id % 2) AS k, id % 3 AS j, count(*) FROM range(6) GROUP BY ROLLUP (pl_plus(id % 2), id % 3) ORDER BY 1 NULLS FIRST, 2 NULLS FIRST
SELECT k, pl_mean(v) FROM VALUES (1, 1.0D), (1, 3.0D), (2, NULL) AS t(k, v) GROUP BY k ORDER BY k
SELECT pl_mean(v) + 1, pl_plus(k) FROM VALUES (1, 1.0D), (1, 3.0D), (2, 5.0D) AS t(k, v) GROUP BY k ORDER BY k
SELECT k, pl_mean(v), sum(v) FROM VALUES (1, 1.0D), (1, 3.0D) AS t(k, v) GROUP BY k
SELECT k FROM VALUES (1, 1.0D), (2, 3.0D) AS t(k, v) GROUP BY k HAVING pl_mean(v) > 2
SELECT sum(pl_mean(v)) FROM VALUES (1, 1.0D) AS t(k, v)
SELECT k, pl_mean(v) FROM VALUES (1, 1.0D), (2, 3.0D) AS t(k, v) GROUP BY ROLLUP (k) ORDER BY k NULLS FIRST
SELECT pl_mean(DISTINCT v) FROM VALUES (1.0D), (1.0D) AS t(v)
SELECT id, rank() OVER (ORDER BY pl_plus(-id)) FROM range(3) ORDER BY id
SELECT id, pl_plus(sum(id) OVER (ORDER BY id)) FROM range(3) ORDER BY id
SELECT k, v, pl_mean(v) OVER (PARTITION BY k) AS m FROM VALUES (1, 1.0D), (1, 3.0D), (2, 5.0D) AS t(k, v) ORDER BY k, v
SELECT k, v, pl_mean(v) OVER (ORDER BY v ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) AS m FROM VALUES (1, 1.0D), (1, 3.0D), (2, 5.0D) AS t(k, v) ORDER BY v
SELECT a.id, b.id FROM range(3) a JOIN range(3) b ON pl_plus(a.id) = pl_plus(b.id) ORDER BY 1
SELECT a.id, b.id FROM range(3) a JOIN range(3) b ON pl_plus(a.id) = b.id AND a.id < b.id ORDER BY 1
SELECT a.id, b.id FROM range(2) a, range(2) b WHERE pl_text(a.id, b.id) = '0|1'
SELECT a.id FROM range(3) a LEFT SEMI JOIN range(3) b ON pl_plus(a.id) = b.id ORDER BY 1
SELECT x.p, y.p FROM (SELECT pl_plus(id) AS p FROM range(2)) x JOIN (SELECT pl_plus(id) AS p FROM range(3)) y ON x.p = y.p ORDER BY 1
WITH t AS (SELECT id, pl_plus(id) AS p FROM range(2)) SELECT * FROM t UNION ALL SELECT p, id FROM t
SELECT pl_plus(id) FROM range(3) INTERSECT SELECT id FROM range(3) ORDER BY 1
SELECT (SELECT max(pl_plus(id)) FROM range(3)) AS m, id FROM range(2)
SELECT pl_plus((SELECT max(id) FROM range(3))) AS m FROM range(1)
SELECT id FROM range(3) a WHERE EXISTS (SELECT 1 FROM range(3) b WHERE b.id = pl_plus(a.id))
SELECT id FROM range(4) WHERE pl_plus(id) IN (SELECT id FROM range(3)) ORDER BY id
SELECT id, e FROM range(3) LATERAL VIEW explode(array(pl_plus(id), 0)) AS e
SELECT inline(array(struct(pl_plus(id) AS a, pl_text(id) AS b))) FROM range(2)
SELECT named_struct('a', pl_plus(id)).a, array(pl_plus(id))[0], map('k', pl_plus(id))['k'] FROM range(2)
SELECT transform(array(pl_plus(id)), x -> x + 1) FROM range(2)
SELECT exists(array(1, 2), x -> x = pl_plus(id)) FROM range(2)
SELECT * FROM VALUES (pl_plus(1))
SELECT * FROM range(5) LIMIT pl_plus(1)
SELECT pl_plus(1), pl_text('a', 2)
SELECT pl_plus(id) FROM range(10) ORDER BY id DESC LIMIT 2 OFFSET 1
SELECT pl_plus(pl_plus(id) + pl_plus(id + 1)) FROM range(2)
SELECT cast(pl_plus(id) AS string) || 'x', pl_plus(cast(id AS int)) FROM range(2)
SELECT * FROM (SELECT id, pl_text(id) AS t FROM range(4)) PIVOT (max(t) FOR id IN (0, 1))
SELECT pl_nosuch(id) FROM range(1)
SELECT pl_plus(n => 1)
SELECT pl_plus(nosuch) FROM range(1)
SELECT pl_plus(id, id) FROM range(1)
SELECT pl_text(id) AS t FROM range(3) TABLESAMPLE (100 PERCENT)
SELECT upper(pl_text(id)), length(pl_text(id, id)) FROM range(2)
SELECT pl_plus(id) AS p FROM range(3) QUALIFY row_number() OVER (ORDER BY p DESC) = 1
SELECT * FROM pl_plus(1)
""".strip().split("\n")

for number, text in enumerate(STATEMENTS):

    def asked(spark, text=text):
        functions(spark)
        return spark.sql(text)

    CASES.add(f"sql_{number:02}", asked, ordered="ORDER BY" in text)


@CASES.case()
def in_a_view(spark):
    from pyspark.sql.functions import udf

    spark.range(3).select(udf(lambda n: n + 1, "long")("id").alias("p")).createOrReplaceTempView("python_places_view")
    return spark.sql("SELECT sum(p), max(p) FROM python_places_view WHERE p > 1")


@CASES.case()
def in_a_table(spark):
    functions(spark)
    spark.sql("DROP TABLE IF EXISTS python_places_table")
    spark.sql("CREATE TABLE python_places_table USING parquet AS SELECT id, pl_plus(id) AS p FROM range(3)")
    spark.sql("INSERT INTO python_places_table SELECT 7, pl_plus(7)")
    found = [list(r) for r in spark.table("python_places_table").orderBy("id").collect()]
    spark.sql("DROP TABLE python_places_table")
    return found


@CASES.case()
def ways_to_read(spark):
    from pyspark.sql.functions import udf

    frame = spark.range(4).select(udf(lambda n: n + 1, "long")("id").alias("n"))
    return [
        frame.first()[0],
        frame.count(),
        frame.isEmpty(),
        [r[0] for r in frame.tail(2)],
        [r[0] for r in frame.head(2)],
        [r[0] for r in frame.toLocalIterator()],
        frame.toPandas()["n"].tolist(),
        frame.distinct().count(),
    ]


@CASES.case()
def self_join(spark):
    from pyspark.sql.functions import udf

    frame = spark.range(3).withColumn("p", udf(lambda n: n + 1, "long")("id"))
    return frame.alias("a").join(frame.alias("b"), "id").selectExpr("id", "a.p", "b.p AS q").orderBy("id")


@CASES.case()
def described(spark):
    from pyspark.sql.functions import udf

    return spark.range(4).select(udf(lambda n: n + 1, "long")("id").alias("n")).describe()


@CASES.case()
def filled_and_replaced(spark):
    from pyspark.sql.functions import udf

    frame = spark.range(3).select(udf(lambda n: None if n == 1 else n, "long")("id").alias("n"))
    return [[r[0] for r in f.collect()] for f in (frame.fillna(9), frame.dropna(), frame.replace(2, 5))]


@CASES.case()
def observed(spark):
    from pyspark.sql import Observation
    from pyspark.sql.functions import max as most, udf

    seen = Observation("python_places")
    frame = spark.range(4).select(udf(lambda n: n + 1, "long")("id").alias("n")).observe(seen, most("n").alias("m"))
    return [frame.count(), seen.get]


@CASES.case()
def rows_of_python_on_each_other(spark):
    import pandas as pd

    from pyspark.sql.functions import udf

    plus = udf(lambda n: n + 1, "long")
    frame = spark.range(6).select((plus("id") % 2).alias("k"), plus("id").alias("v"))
    groups = frame.groupBy(plus("k").alias("j")).applyInPandas(
        lambda key, f: pd.DataFrame({"j": [key[0]], "s": [f["v"].sum()]}), "j long, s long"
    )
    return groups.mapInPandas(lambda frames: (f.assign(s=f["s"] + 1) for f in frames), "j long, s long").select(
        "j", plus("s")
    ).orderBy("j")


@CASES.case(ordered=False)
def cogroups_of_one(spark):
    import pandas as pd

    frame = spark.range(4).selectExpr("id % 2 AS k", "id AS v")
    same = frame.groupBy("k").cogroup(frame.groupBy("k"))
    return same.applyInPandas(lambda l, r: pd.DataFrame({"n": [len(l) * len(r)]}), "n long")
