"""Frames with Python functions that draw, when they are cached, checkpointed, or asked again."""

from case import Cases

CASES = Cases()


def drawn(spark, rows=20):
    import random

    from pyspark.sql.functions import udf

    draw = udf(lambda n: random.random(), "double").asNondeterministic()
    return spark.range(rows).select("id", draw("id").alias("x"))


def same(a, b):
    return sorted(map(tuple, a.collect())) == sorted(map(tuple, b.collect()))


@CASES.case()
def asked_twice(spark):
    frame = drawn(spark)
    return [same(frame, frame), same(frame.cache(), frame), frame.unpersist() is not None]


@CASES.case()
def cached(spark):
    frame = drawn(spark).cache()
    first = frame.collect()
    again = frame.collect()
    summed = frame.selectExpr("sum(x)").collect()[0][0]
    return [
        sorted(first) == sorted(again),
        abs(summed - sum(r.x for r in first)) < 1e-9,
        same(frame.where("id < 5"), frame.where("id < 5")),
        frame.unpersist() is not None,
    ]


@CASES.case()
def persisted_levels(spark):
    from pyspark import StorageLevel

    found = []
    for level in (StorageLevel.MEMORY_ONLY, StorageLevel.DISK_ONLY, StorageLevel.MEMORY_AND_DISK):
        frame = drawn(spark).persist(level)
        found.append([same(frame, frame), frame.storageLevel == level])
        frame.unpersist()
    return found


@CASES.case()
def joined_with_itself(spark):
    frame = drawn(spark).cache()
    joined = frame.alias("a").join(frame.alias("b"), "id").where("a.x = b.x").count()
    frame.unpersist()
    return joined


@CASES.case()
def checkpointed(spark):
    frame = drawn(spark).localCheckpoint()
    return [same(frame, frame), frame.alias("a").join(frame.alias("b"), "id").where("a.x = b.x").count()]


@CASES.case()
def as_a_view(spark):
    drawn(spark).createOrReplaceTempView("pk_view")
    spark.sql("CACHE TABLE pk_view")
    found = same(spark.table("pk_view"), spark.sql("SELECT * FROM pk_view"))
    spark.sql("UNCACHE TABLE pk_view")
    return [found, same(spark.table("pk_view"), spark.table("pk_view"))]


@CASES.case()
def as_a_named_query(spark):
    spark.sql("DROP TEMPORARY FUNCTION IF EXISTS pk_draw")
    from pyspark.sql.functions import udf
    import random

    spark.udf.register("pk_draw", udf(lambda n: random.random(), "double").asNondeterministic())
    return spark.sql(
        "WITH w AS (SELECT id, pk_draw(id) AS x FROM range(10)) SELECT count(*) FROM w a JOIN w b ON a.id = b.id WHERE a.x = b.x"
    )


@CASES.case()
def columns_of_a_frame(spark):
    frame = drawn(spark)
    return frame.selectExpr("x = x AS same", "x + 0 = x AS plus").distinct()


@CASES.case()
def filtered_by_what_is_drawn(spark):
    frame = drawn(spark, 200).where("x < 0.5")
    return frame.selectExpr("max(x) < 0.5 AS below", "count(*) BETWEEN 40 AND 160 AS about")


@CASES.case()
def in_sorts_and_groups(spark):
    frame = drawn(spark)
    sorted_rows = [r.x for r in frame.orderBy("x").collect()]
    groups = frame.groupBy("x").count().where("count > 1").count()
    return [sorted_rows == sorted(sorted_rows), groups]


@CASES.case()
def kept_and_called_again(spark):
    """Another frame with the same call is no copy of the cached one."""
    frame = drawn(spark).cache()
    frame.count()
    other = drawn(spark)
    found = same(frame, other)
    frame.unpersist()
    return found


@CASES.case()
def the_same_plan_is_kept(spark):
    """What is written once and asked of the cached frame's own plan is the cached one."""
    from pyspark.sql.functions import udf

    import random

    draw = udf(lambda n: random.random(), "double").asNondeterministic()
    base = spark.range(10)
    frame = base.select(draw("id").alias("x")).cache()
    frame.count()
    other = base.select(draw("id").alias("x"))
    found = same(frame, other)
    frame.unpersist()
    return found


@CASES.case()
def written(spark):
    spark.sql("DROP TABLE IF EXISTS pk_table")
    frame = drawn(spark).cache()
    frame.write.saveAsTable("pk_table")
    found = same(frame, spark.table("pk_table"))
    frame.unpersist()
    spark.sql("DROP TABLE pk_table")
    return found


@CASES.case()
def draws_of_pandas(spark):
    import numpy as np
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def draw(s: pd.Series) -> pd.Series:
        return pd.Series(np.random.rand(len(s)))

    frame = spark.range(20).select("id", draw.asNondeterministic()("id").alias("x")).cache()
    found = [same(frame, frame), frame.select("x").distinct().count()]
    frame.unpersist()
    return found


@CASES.case()
def rows_drawn(spark):
    """Functions over whole frames are asked again, too, unless their rows are kept."""
    import numpy as np

    def drawn_rows(frames):
        for frame in frames:
            yield frame.assign(x=np.random.rand(len(frame)))

    frame = spark.range(20).mapInPandas(drawn_rows, "id long, x double")
    before = same(frame, frame)
    frame = frame.cache()
    found = [before, same(frame, frame)]
    frame.unpersist()
    return found


@CASES.case()
def not_allowed_places(spark):
    from pyspark.sql.functions import udf

    spark.udf.register("pk_id", udf(lambda n: n, "long").asNondeterministic())
    found = []
    for text in (
        "SELECT id FROM range(3) WHERE pk_id(id) = 1",
        "SELECT id FROM range(3) ORDER BY pk_id(id)",
        "SELECT sum(pk_id(id)) FROM range(3)",
        "SELECT pk_id(sum(id)) FROM range(3)",
        "SELECT pk_id(id), count(*) FROM range(3) GROUP BY pk_id(id)",
        "SELECT a.id FROM range(3) a JOIN range(3) b ON pk_id(a.id) = b.id",
        "SELECT sum(id) OVER (PARTITION BY pk_id(id)) FROM range(3)",
        "SELECT id FROM range(3) LATERAL VIEW explode(array(pk_id(id))) e AS x",
        "SELECT sum(id) FROM range(3) HAVING pk_id(sum(id)) > 1",
        "SELECT CASE WHEN pk_id(id) > 1 THEN 1 ELSE 0 END FROM range(3)",
        "SELECT max(id) FILTER (WHERE pk_id(id) > 1) FROM range(3)",
        "SELECT id FROM range(3) DISTRIBUTE BY pk_id(id)",
        "SELECT * FROM VALUES (pk_id(1L))",
        "SELECT id FROM range(3) QUALIFY pk_id(row_number() OVER (ORDER BY id)) = 1",
    ):
        try:
            found.append(sorted(str(list(r)) for r in spark.sql(text).collect()))
        except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
            condition = error.getCondition() if hasattr(error, "getCondition") else error.getErrorClass()
            found.append([type(error).__name__, condition])
    return found
