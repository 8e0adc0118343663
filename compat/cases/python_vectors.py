"""Functions in Python over vectors of values: Arrow, pandas, groups and whole inputs, with odd types and answers."""

from case import Cases
from cases.python_everyday import mean_of, sales

CASES = Cases()


@CASES.case()
def types_of_the_default(spark):
    from pyspark.sql.functions import udf

    shown = udf(lambda v: v)
    frame = spark.sql("SELECT 1 AS i, 1.5D AS d, true AS b, array(1) AS a, map('a', 1) AS m")
    return frame.select(*[shown(c) for c in frame.columns])


@CASES.case(since=(4, 0))
def arrow_types_of_the_default(spark):
    from pyspark.sql.functions import udf

    frame = spark.sql("SELECT 1 AS i, 1.5D AS d, true AS b, array(1) AS a, date'2024-01-02' AS e, map('a', 1) AS m")
    shown = udf(lambda v: v, useArrow=True)
    return frame.select(*[shown(c) for c in ("i", "d", "b", "a", "e")])


@CASES.case(since=(4, 0))
def arrow_by_setting(spark):
    from pyspark.sql.functions import udf

    spark.conf.set("spark.sql.execution.pythonUDF.arrow.enabled", "true")
    try:
        plus = udf(lambda n: n + 1, "long")
        return spark.range(2).select(plus("id"), udf(lambda n: type(n).__name__)("id")).collect()
    finally:
        spark.conf.unset("spark.sql.execution.pythonUDF.arrow.enabled")


@CASES.case(since=(4, 0))
def arrow_with_nested(spark):
    from pyspark.sql.functions import udf

    made = udf(lambda n: {"a": n, "b": [str(n)]}, "struct<a:int,b:array<string>>", useArrow=True)
    return spark.range(2).select(made("id").alias("r")).select("r.a", "r.b")


@CASES.case(since=(4, 0))
def arrow_raises(spark):
    from pyspark.sql.functions import udf

    return spark.range(2).select(udf(lambda n: 1 // n, "long", useArrow=True)("id")).collect()


@CASES.case()
def pandas_timestamps(spark):
    import pandas as pd

    from pyspark.sql import functions as f

    @f.pandas_udf("timestamp")
    def later(s: pd.Series) -> pd.Series:
        return s + pd.Timedelta(days=1)

    @f.pandas_udf("string")
    def kind(s: pd.Series) -> pd.Series:
        return s.map(lambda v: f"{type(v).__name__} {v}")

    frame = spark.sql("SELECT timestamp'2024-03-10 02:30:00' AS t, timestamp_ntz'2024-01-02 00:00:00' AS n, date'2024-01-02' AS d")
    return frame.select(later("t"), kind("t"), kind("n"), kind("d"))


@CASES.case()
def pandas_nulls_in_integers(spark):
    import pandas as pd

    from pyspark.sql import functions as f

    @f.pandas_udf("string")
    def kind(s: pd.Series) -> pd.Series:
        return pd.Series([f"{s.dtype}"] * len(s))

    frame = spark.sql("SELECT * FROM VALUES (1, 2L, true, 'a'), (NULL, NULL, NULL, NULL) AS t(i, l, b, s)").coalesce(1)
    return frame.select(kind("i"), kind("l"), kind("b"), kind("s"))


@CASES.case()
def pandas_wrong_type(spark):
    import pandas as pd

    from pyspark.sql import functions as f

    @f.pandas_udf("int")
    def wrong(s: pd.Series) -> pd.Series:
        return s.map(lambda v: f"x{v}")

    return spark.range(1).select(wrong("id")).collect()


@CASES.case()
def pandas_not_a_series(spark):
    import pandas as pd

    from pyspark.sql import functions as f

    @f.pandas_udf("long")
    def wrong(s: pd.Series) -> pd.Series:
        return 3

    return spark.range(2).select(wrong("id")).collect()


@CASES.case()
def pandas_aggregates_with_keys(spark):
    from pyspark.sql import functions as f

    mean = mean_of()
    frame = sales(spark).groupBy("shop", (f.col("id") % 2).alias("odd")).agg(mean("price").alias("m"), mean("id").alias("i"))
    return frame.orderBy("shop", "odd")


@CASES.case()
def pandas_aggregate_with_others(spark):
    from pyspark.sql import functions as f

    return sales(spark).groupBy("shop").agg(mean_of()("price"), f.sum("id")).collect()


@CASES.case()
def pandas_aggregate_by_name(spark):
    spark.udf.register("pe_mean", mean_of())
    return sales(spark).groupBy("shop").agg({"price": "pe_mean"}).orderBy("shop")


@CASES.case(ordered=False)
def apply_in_pandas_then_more(spark):
    import pandas as pd

    def top(frame):
        return frame.nlargest(1, "price")

    frame = sales(spark).groupBy("shop").applyInPandas(top, "id int, shop string, price double")
    return frame.join(sales(spark).select("id", "shop"), ["id", "shop"], "left").where("price > 1")


@CASES.case()
def apply_in_pandas_fewer_columns(spark):
    import pandas as pd

    def wrong(frame):
        return pd.DataFrame({"a": [1]})

    return sales(spark).groupBy("shop").applyInPandas(wrong, "a int, b int").collect()


@CASES.case()
def apply_in_pandas_wrong_type(spark):
    import pandas as pd

    def wrong(frame):
        return pd.DataFrame({"a": ["x"]})

    return sales(spark).groupBy("shop").applyInPandas(wrong, "a int").collect()


@CASES.case(ordered=False)
def apply_in_pandas_by_position(spark):
    import pandas as pd

    def unnamed(key, frame):
        return pd.DataFrame([[key[0], len(frame)]])

    return sales(spark).groupBy("shop").applyInPandas(unnamed, "shop string, n long")


@CASES.case()
def map_in_pandas_with_a_barrier(spark):
    def same(frames):
        yield from frames

    return spark.range(3).mapInPandas(same, "id long", barrier=True)


@CASES.case()
def map_in_arrow_with_a_barrier(spark):
    def same(batches):
        yield from batches

    return spark.range(3).mapInArrow(same, "id long", barrier=True)


@CASES.case()
def map_in_arrow_other_type(spark):
    def same(batches):
        yield from batches

    return spark.range(3).mapInArrow(same, "id int").collect()


@CASES.case()
def map_in_pandas_of_types(spark):
    def shown(frames):
        import pandas as pd

        for frame in frames:
            yield pd.DataFrame({"s": ["|".join(f"{n}={frame[n].dtype}" for n in frame.columns)]})

    frame = spark.sql("SELECT 1 AS i, 1.5BD AS d, date'2024-01-02' AS e, timestamp'2024-01-02 00:00:00' AS t, array(1) AS a, 'x' AS s")
    return frame.mapInPandas(shown, "s string")
