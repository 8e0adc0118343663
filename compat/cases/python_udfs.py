"""Functions in Python over rows: `udf`, `pandas_udf`, where they may stand, what they are called with, how they fail."""

import datetime
import decimal

from case import Cases

CASES = Cases()


def people(spark):
    return spark.createDataFrame(
        [(1, "ann", 1.5), (2, None, 2.5), (3, "cy", None), (None, "dee", 4.0)], "id int, name string, score double"
    )


@CASES.case()
def plain(spark):
    from pyspark.sql.functions import udf

    return people(spark).select("id", udf(lambda s: None if s is None else s.upper())("name"))


@CASES.case()
def named_and_typed(spark):
    from pyspark.sql.functions import col, udf

    @udf("long")
    def add(a, b):
        return None if a is None else a + b

    return people(spark).select(add("id", col("id") * 10), add(col("id"), col("id")).alias("twice"))


@CASES.case()
def type_object(spark):
    from pyspark.sql.functions import udf
    from pyspark.sql.types import ArrayType, IntegerType

    spread = udf(lambda n: None if n is None else list(range(n)), ArrayType(IntegerType()))
    return people(spark).select(spread("id"))


@CASES.case()
def struct_result(spark):
    from pyspark.sql.functions import udf

    @udf("a int, b string")
    def pair(n):
        return (n, str(n))

    return people(spark).select(pair("id").alias("p")).select("p.a", "p.b", "p")


@CASES.case()
def every_type(spark):
    from pyspark.sql.functions import udf

    frame = spark.sql(
        "SELECT true AS b, 1Y AS y, 2S AS s, 3 AS i, 4L AS l, 1.5F AS f, 2.5D AS d, 3.25BD AS n, 'x' AS t, X'00FF' AS x, "
        "DATE'2024-02-29' AS dt, TIMESTAMP'2024-02-29 12:34:56.789012' AS ts, TIMESTAMP_NTZ'2024-02-29 12:34:56' AS tn, "
        "array(1, NULL) AS a, map('k', 1) AS m, named_struct('p', 1, 'q', 'z') AS st, INTERVAL '1 02:03:04' DAY TO SECOND AS iv"
    )
    return frame.select(*[udf(lambda v: repr(v))(c).alias(c) for c in frame.columns if c not in ("ts", "tn")])


@CASES.case()
def every_type_back(spark):
    from pyspark.sql.functions import lit, udf

    made = {
        "boolean": lambda _: True,
        "byte": lambda _: 7,
        "short": lambda _: 300,
        "int": lambda _: 70000,
        "long": lambda _: 5_000_000_000,
        "float": lambda _: 1.5,
        "double": lambda _: 2.5,
        "decimal(10,2)": lambda _: decimal.Decimal("12.34"),
        "string": lambda _: "text",
        "binary": lambda _: b"\x00\x01",
        "date": lambda _: datetime.date(2024, 2, 29),
        "timestamp": lambda _: datetime.datetime(2024, 2, 29, 12, 34, 56, 789012),
        "array<string>": lambda _: ["a", None],
        "map<string,int>": lambda _: {"k": 1, "n": None},
        "struct<a:int,b:array<int>>": lambda _: (1, [2]),
    }
    return spark.range(1).select(*[udf(f, t)(lit(1)).alias(t) for t, f in made.items()])


@CASES.case()
def wrong_types(spark):
    """What does not fit becomes NULL, or a text."""
    from pyspark.sql.functions import lit, udf

    made = {
        "int from text": ("int", lambda _: "1"),
        "int from float": ("int", lambda _: 1.0),
        "long from bool": ("long", lambda _: True),
        "double from int": ("double", lambda _: 1),
        "string from int": ("string", lambda _: 1),
        "string from list": ("string", lambda _: [1, 2]),
        "string from bool": ("string", lambda _: True),
        "string from dict": ("string", lambda _: {"a": 1}),
        "boolean from int": ("boolean", lambda _: 1),
        "date from text": ("date", lambda _: "2024-01-01"),
        "decimal from int": ("decimal(10,2)", lambda _: 1),
        "array from tuple": ("array<int>", lambda _: (1, 2)),
        "byte too large": ("byte", lambda _: 300),
        "binary from text": ("binary", lambda _: "ab"),
    }
    return spark.range(1).select(*[udf(f, t)(lit(1)).alias(n) for n, (t, f) in made.items()])


@CASES.case()
def where(spark):
    from pyspark.sql.functions import col, udf

    even = udf(lambda n: n % 2 == 0, "boolean")
    return spark.range(10).where(even("id") & (col("id") > 2)).select("id", even("id"))


@CASES.case()
def no_row_that_is_filtered(spark):
    from pyspark.sql.functions import col, udf

    inverse = udf(lambda n: 1 / n, "double")
    return spark.range(4).withColumn("i", inverse("id")).where(col("id") > 0)


@CASES.case()
def chained(spark):
    from pyspark.sql.functions import col, udf

    plus = udf(lambda n: n + 1, "long")
    twice = udf(lambda n: n * 2, "long")
    return spark.range(3).select(plus(twice("id")), twice(plus(twice(col("id") + 1))), plus("id") + twice("id"))


@CASES.case()
def with_columns(spark):
    from pyspark.sql.functions import col, udf

    plus = udf(lambda n: n + 1, "long")
    frame = spark.range(3).withColumn("a", plus("id")).withColumn("b", plus("a"))
    return frame.withColumn("c", col("a") + col("b")).withColumn("a", plus("c"))


@CASES.case(ordered=False)
def group_by(spark):
    from pyspark.sql.functions import count, udf

    parity = udf(lambda n: "even" if n % 2 == 0 else "odd")
    return spark.range(7).groupBy(parity("id")).agg(count("*"))


@CASES.case()
def in_aggregates(spark):
    from pyspark.sql.functions import count, sum as total, udf

    plus = udf(lambda n: n + 1, "long")
    return spark.range(4).agg(total(plus("id")), plus(total("id")), count(plus("id")))


@CASES.case()
def order_by(spark):
    from pyspark.sql.functions import udf

    minus = udf(lambda n: -n, "long")
    return spark.range(5).orderBy(minus("id")).limit(3)


@CASES.case()
def limited(spark):
    from pyspark.sql.functions import udf

    return spark.range(100000).select(udf(lambda n: n + 1, "long")("id").alias("n")).limit(3)


@CASES.case()
def in_window(spark):
    from pyspark.sql import Window
    from pyspark.sql.functions import sum as total, udf

    plus = udf(lambda n: n + 1, "long")
    window = Window.partitionBy(udf(lambda n: n % 2, "long")("id")).orderBy("id")
    return spark.range(5).select("id", total(plus("id")).over(window)).orderBy("id")


@CASES.case(ordered=False)
def join_of_one_side(spark):
    from pyspark.sql.functions import col, udf

    plus = udf(lambda n: n + 1, "long")
    left, right = spark.range(3).toDF("a"), spark.range(3).toDF("b")
    return left.join(right, plus("a") == col("b"), "left")


@CASES.case(ordered=False)
def join_of_both_sides(spark):
    from pyspark.sql.functions import udf

    near = udf(lambda a, b: abs(a - b) == 1, "boolean")
    left, right = spark.range(3).toDF("a"), spark.range(3).toDF("b")
    return left.join(right, near("a", "b"))


for kind in ("left", "right", "full", "left_semi", "left_anti"):

    def outer(spark, kind=kind):
        from pyspark.sql.functions import udf

        near = udf(lambda a, b: abs(a - b) == 1, "boolean")
        return spark.range(3).toDF("a").join(spark.range(3).toDF("b"), near("a", "b"), kind).collect()

    CASES.add(f"join_of_both_sides_{kind}", outer)


@CASES.case()
def exploded(spark):
    from pyspark.sql.functions import explode, udf

    return spark.range(3).select("id", explode(udf(lambda n: list(range(n)), "array<int>")("id")))


@CASES.case()
def in_lambda(spark):
    from pyspark.sql.functions import array, transform, udf

    plus = udf(lambda n: n + 1, "long")
    try:
        return spark.range(1).select(transform(array("id"), lambda x: plus(x))).collect()
    except Exception as error:  # noqa: BLE001 - its parameters hold numbers of Spark's own
        return [type(error).__name__, "LAMBDA_FUNCTION_WITH_PYTHON_UDF" in str(error)]


@CASES.case()
def of_union(spark):
    from pyspark.sql.functions import udf

    plus = udf(lambda n: n + 1, "long")
    return spark.range(2).select(plus("id").alias("n")).union(spark.range(2).select(plus(plus("id"))))


@CASES.case()
def no_arguments(spark):
    from pyspark.sql.functions import udf

    return spark.range(2).select("id", udf(lambda: "x")())


@CASES.case()
def no_rows(spark):
    from pyspark.sql.functions import udf

    return spark.range(0).select(udf(lambda n: n, "long")("id").alias("n"))


@CASES.case(since=(4, 0))
def keywords(spark):
    from pyspark.sql.functions import col, udf

    @udf("long")
    def minus(a, b=1):
        return a - b

    return spark.range(2).select(minus(a=col("id")), minus(col("id"), b=col("id") + 1), minus(b="id", a="id"))


@CASES.case()
def nondeterministic(spark):
    from pyspark.sql.functions import udf

    one = udf(lambda n: n, "long").asNondeterministic()
    return spark.range(3).select(one("id").alias("n")).where("n > 0")


@CASES.case()
def registered(spark):
    spark.udf.register("shout", lambda s: None if s is None else s.upper() + "!")
    people(spark).createOrReplaceTempView("people_of_udfs")
    return spark.sql("SELECT id, shout(name), Shout('a') AS a FROM people_of_udfs WHERE shout(name) <> 'CY!' OR name IS NULL")


@CASES.case()
def registered_typed(spark):
    from pyspark.sql.functions import call_function, col, expr, udf

    spark.udf.register("plus_of_udfs", udf(lambda a, b: a + b, "int"))
    return spark.range(2).select(expr("plus_of_udfs(id, 1)"), call_function("plus_of_udfs", col("id"), col("id")))


@CASES.case()
def registered_returns_the_function(spark):
    plus = spark.udf.register("plus_one_of_udfs", lambda n: n + 1, "long")
    return spark.range(2).select(plus("id"))


@CASES.case()
def registered_and_dropped(spark):
    spark.udf.register("gone_of_udfs", lambda n: n, "long")
    found = spark.catalog.functionExists("gone_of_udfs")
    spark.sql("DROP TEMPORARY FUNCTION gone_of_udfs")
    return [found, spark.catalog.functionExists("gone_of_udfs")]


@CASES.case()
def registered_listed(spark):
    spark.udf.register("listed_of_udfs", lambda n: n, "long")
    listed = [f for f in spark.catalog.listFunctions() if f.name == "listed_of_udfs"]
    return [[f.name, f.catalog, f.namespace, f.isTemporary] for f in listed]


@CASES.case()
def in_sql_clauses(spark):
    spark.udf.register("neg_of_udfs", lambda n: -n, "long")
    return spark.sql(
        "SELECT neg_of_udfs(id % 3) AS k, count(*), max(neg_of_udfs(id)) FROM range(8) GROUP BY neg_of_udfs(id % 3) "
        "HAVING neg_of_udfs(count(*)) < -2 ORDER BY k"
    )


@CASES.case()
def in_subquery(spark):
    spark.udf.register("twice_of_udfs", lambda n: 2 * n, "long")
    return spark.sql("SELECT id FROM range(5) WHERE id IN (SELECT twice_of_udfs(id) FROM range(3)) ORDER BY id")


@CASES.case()
def raises(spark):
    from pyspark.sql.functions import udf

    def fails(n):
        raise ValueError("no luck")

    return spark.range(1).select(udf(fails, "long")("id"))


@CASES.case()
def raises_text(spark):
    from pyspark.sql.functions import udf

    def fails(n):
        raise ValueError("no luck")

    try:
        spark.range(1).select(udf(fails, "long")("id")).collect()
    except Exception as error:  # noqa: BLE001
        return [type(error).__name__, "ValueError: no luck" in str(error), "in fails" in str(error)]


@CASES.case()
def too_few_arguments(spark):
    from pyspark.sql.functions import udf

    return spark.range(1).select(udf(lambda a, b: a, "long")("id"))


@CASES.case()
def java_function(spark):
    spark.udf.registerJavaFunction("java_of_udfs", "no.such.Class")
    return spark.sql("SELECT java_of_udfs(1)")


@CASES.case()
def kept(spark):
    from pyspark.sql.functions import udf

    frame = spark.range(3).select(udf(lambda n: n + 1, "long")("id").alias("n")).cache()
    try:
        return [frame.count(), [r[0] for r in frame.collect()], frame.where("n > 1").count()]
    finally:
        frame.unpersist()


@CASES.case()
def written(spark):
    import tempfile

    from pyspark.sql.functions import udf

    with tempfile.TemporaryDirectory() as place:
        frame = spark.range(3).select(udf(lambda n: n + 1, "long")("id").alias("n"))
        frame.write.mode("overwrite").parquet(f"{place}/t")
        return sorted(r[0] for r in spark.read.parquet(f"{place}/t").collect())


@CASES.case()
def shown(spark):
    from pyspark.sql.functions import udf

    return spark.range(3).select(udf(lambda n: f"<{n}>")("id").alias("s"))._show_string(20, True, False)


@CASES.case(since=(4, 0))
def arrow(spark):
    from pyspark.sql.functions import udf

    return spark.range(3).select(udf(lambda n: n + 1, "long", useArrow=True)("id"), udf(lambda n: str(n), useArrow=True)("id"))


@CASES.case()
def pandas_series(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def plus(s: pd.Series) -> pd.Series:
        return s + 1

    @pandas_udf("string")
    def shout(s: pd.Series) -> pd.Series:
        return s.str.upper()

    return people(spark).fillna(0).select(plus("id"), shout("name"), plus("id") + plus(plus("id")))


@CASES.case()
def pandas_iterator(spark):
    from typing import Iterator

    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def plus(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
        for s in batches:
            yield s + 1

    return spark.range(5).select("id", plus("id"), plus("id") * 2)


@CASES.case()
def pandas_iterator_of_two(spark):
    from typing import Iterator, Tuple

    import pandas as pd

    from pyspark.sql.functions import col, pandas_udf

    @pandas_udf("long")
    def add(batches: Iterator[Tuple[pd.Series, pd.Series]]) -> Iterator[pd.Series]:
        for a, b in batches:
            yield a + b

    return spark.range(5).select(add("id", col("id") * 10))


@CASES.case()
def pandas_struct(spark):
    import pandas as pd

    from pyspark.sql.functions import col, pandas_udf, struct

    @pandas_udf("a long, b string")
    def made(s: pd.Series) -> pd.DataFrame:
        return pd.DataFrame({"a": s, "b": s.astype(str)})

    @pandas_udf("long")
    def taken(frame: pd.DataFrame) -> pd.Series:
        return frame["x"] + frame["y"]

    frame = spark.range(3)
    return frame.select(made("id"), taken(struct(col("id").alias("x"), (col("id") * 2).alias("y"))))


@CASES.case()
def pandas_wrong_length(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def short(s: pd.Series) -> pd.Series:
        return s[:1]

    return spark.range(3).select(short("id"))


@CASES.case()
def pandas_and_plain(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf, udf

    @pandas_udf("long")
    def plus(s: pd.Series) -> pd.Series:
        return s + 1

    twice = udf(lambda n: n * 2, "long")
    return spark.range(3).select(plus(twice("id")), twice(plus("id")), plus("id"), twice("id"))


@CASES.case()
def pandas_aggregate(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    frame = spark.range(6).selectExpr("id", "id % 2 AS k")
    return frame.groupBy("k").agg(mean("id"), mean("id").alias("again")).orderBy("k")


@CASES.case()
def pandas_aggregate_of_all(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    return spark.range(6).agg(mean("id"))


@CASES.case()
def pandas_aggregate_of_none(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def count(s: pd.Series) -> int:
        return len(s)

    return spark.range(0).agg(count("id"))


@CASES.case()
def pandas_aggregate_by_computed_key(spark):
    import pandas as pd

    from pyspark.sql.functions import col, pandas_udf, udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    half = udf(lambda n: n // 2, "long")
    return spark.range(6).groupBy(half("id").alias("k")).agg(mean(half(col("id") + 1))).orderBy("k")


@CASES.case()
def pandas_aggregate_beside_sum(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf, sum as total

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    return spark.range(6).groupBy(spark.range(6).id % 2).agg(mean("id"), total("id")).collect()


@CASES.case()
def pandas_aggregate_in_sql(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    spark.udf.register("mean_of_udfs", mean)
    return spark.sql("SELECT id % 2 AS k, mean_of_udfs(id) FROM range(6) GROUP BY id % 2 ORDER BY k")


@CASES.case()
def pandas_aggregate_in_where(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    return spark.range(6).where(mean("id") > 1)


@CASES.case()
def pandas_window(spark):
    import pandas as pd

    from pyspark.sql import Window
    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    whole = Window.partitionBy("k")
    growing = Window.partitionBy("k").orderBy("id")
    sliding = Window.partitionBy("k").orderBy("id").rowsBetween(-1, 0)
    near = Window.partitionBy("k").orderBy("id").rangeBetween(-2, 2)
    frame = spark.range(8).selectExpr("id", "id % 2 AS k")
    return frame.select(
        "id", "k", mean("id").over(whole), mean("id").over(growing), mean("id").over(sliding), mean("id").over(near)
    ).orderBy("k", "id")


@CASES.case()
def pandas_window_beside_sum(spark):
    import pandas as pd

    from pyspark.sql import Window
    from pyspark.sql.functions import pandas_udf, sum as total

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return s.mean()

    window = Window.partitionBy("k").orderBy("id")
    frame = spark.range(6).selectExpr("id", "id % 2 AS k")
    return frame.select("id", mean("id").over(window), total("id").over(window)).orderBy("id")


@CASES.case()
def scalar_over_window(spark):
    from pyspark.sql import Window
    from pyspark.sql.functions import udf

    return spark.range(3).select(udf(lambda n: n, "long")("id").over(Window.partitionBy("id")))


@CASES.case()
def user_type(spark):
    from pyspark.ml.linalg import Vectors, VectorUDT
    from pyspark.sql.functions import udf

    vector = udf(lambda n: Vectors.dense([n, n + 0.5]), VectorUDT())
    total = udf(lambda v: float(v.sum()), "double")
    return spark.range(2).select(vector("id").alias("v")).select(total("v"))
