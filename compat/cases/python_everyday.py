"""Functions in Python as notebooks use them: windows, keys, joins, orders, changes of rows, and what goes wrong."""

from case import Cases

CASES = Cases()


def sales(spark):
    rows = [(1, "a", 10.0), (2, "a", 30.0), (3, "b", 5.0), (4, "b", None), (5, None, 1.0)]
    return spark.createDataFrame(rows, "id int, shop string, price double")


def mean_of():
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("double")
    def mean(s: pd.Series) -> float:
        return float(s.mean())

    return mean


def bucket_of():
    from pyspark.sql.functions import udf

    @udf("string")
    def bucket(price):
        return "none" if price is None else "high" if price > 8 else "low"

    return bucket


@CASES.case()
def window_partitioned_by_a_function(spark):
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    bucket = bucket_of()
    window = Window.partitionBy(bucket("price")).orderBy("id")
    return sales(spark).select("id", f.row_number().over(window).alias("n"), f.sum("id").over(window).alias("s")).orderBy("id")


@CASES.case()
def window_of_an_aggregate_in_python(spark):
    from pyspark.sql import Window

    mean = mean_of()
    whole = Window.partitionBy("shop")
    moving = Window.partitionBy("shop").orderBy("id").rowsBetween(-1, 0)
    frame = sales(spark).select("id", mean("price").over(whole).alias("w"), mean("price").over(moving).alias("m"))
    return frame.orderBy("id")


@CASES.case()
def window_of_an_aggregate_over_a_function(spark):
    from pyspark.sql import Window
    from pyspark.sql.functions import udf

    double = udf(lambda x: None if x is None else x * 2, "double")
    return sales(spark).select("id", mean_of()(double("price")).over(Window.partitionBy("shop")).alias("w")).orderBy("id")


@CASES.case()
def window_with_a_range(spark):
    from pyspark.sql import Window

    window = Window.orderBy("price").rangeBetween(-5, 0)
    return sales(spark).select("id", mean_of()("price").over(window).alias("w")).orderBy("id")


@CASES.case()
def window_of_a_plain_function(spark):
    from pyspark.sql import Window

    return sales(spark).select(bucket_of()("price").over(Window.partitionBy("shop")))


@CASES.case(ordered=False)
def rows_of_a_function_of_a_function(spark):
    from pyspark.sql.functions import udtf

    class Words:
        def eval(self, text):
            for word in text.split():
                yield (word,)

    spark.udf.register("pe_twice", lambda s: f"{s} {s}")
    spark.udtf.register("pe_words", udtf(Words, returnType="word string"))
    return spark.sql("SELECT * FROM VALUES (1, 'a b'), (2, 'c') AS t(id, s), LATERAL pe_words(pe_twice(s)) AS w")


@CASES.case()
def grouped_by_a_function_of_an_alias(spark):
    from pyspark.sql import functions as f

    bucket = bucket_of()
    grouped = sales(spark).groupBy(bucket("price").alias("b"), "shop").agg(f.count("*").alias("n"), f.max("id"))
    return grouped.orderBy("b", "shop")


@CASES.case()
def cube_of_a_function(spark):
    from pyspark.sql import functions as f

    frame = sales(spark).cube(bucket_of()("price").alias("b"), "shop").agg(f.count("*").alias("n"), f.grouping_id().alias("g"))
    return frame.orderBy("g", "b", "shop")


@CASES.case()
def pivoted_by_a_function(spark):
    from pyspark.sql import functions as f

    frame = sales(spark).withColumn("b", bucket_of()("price")).groupBy("shop").pivot("b").agg(f.sum("id"))
    return frame.orderBy("shop")


@CASES.case()
def pivoted_aggregate(spark):
    return sales(spark).groupBy("shop").pivot("id", [1, 3]).agg(mean_of()("price")).orderBy("shop")


@CASES.case()
def pivoted_aggregate_of_texts(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("string")
    def joined(s: pd.Series) -> str:
        return "".join(map(str, s))

    spark.udf.register("pe_joined", joined)
    return spark.sql("SELECT * FROM range(4) PIVOT (pe_joined(id) FOR id IN (1, 2))").collect()


@CASES.case()
def join_on_functions_of_each_side(spark):
    from pyspark.sql.functions import udf

    upper = udf(lambda s: None if s is None else s.upper())
    other = spark.createDataFrame([("A", 1), ("B", 2)], "name string, rank int")
    left = sales(spark)
    return left.join(other, upper(left.shop) == other.name, "left").select("id", "rank").orderBy("id")


@CASES.case()
def join_on_a_function_of_both(spark):
    from pyspark.sql.functions import udf

    near = udf(lambda a, b: a is not None and abs(a - b) < 6, "boolean")
    left, right = sales(spark).alias("l"), sales(spark).select("id", "price").alias("r").where("price is not null")
    joined = left.join(right, near("l.price", "r.price")).select("l.id", "r.id")
    return joined.orderBy("l.id", "r.id")


@CASES.case()
def ordered_by_a_function(spark):
    return sales(spark).orderBy(bucket_of()("price").desc(), "id").select("id")


@CASES.case()
def filtered_then_limited(spark):
    return sales(spark).where(bucket_of()("price") != "none").orderBy("id").limit(2)


@CASES.case()
def in_when_and_otherwise(spark):
    from pyspark.sql import functions as f

    inverse = f.udf(lambda x: 1 / x, "double")
    frame = spark.createDataFrame([(0.0,), (2.0,)], "x double")
    return frame.select(f.when(f.col("x") != 0, inverse("x")).otherwise(-1.0).alias("i"))


@CASES.case()
def twice_in_one_select(spark):
    bucket = bucket_of()
    return sales(spark).select("id", bucket("price"), bucket("price").alias("again"), bucket(bucket("id"))).orderBy("id")


@CASES.case(since=(4, 0))
def defaults_and_keywords(spark):
    from pyspark.sql.functions import col, lit, udf

    @udf("string")
    def shown(a, b="B", *, c="C"):
        return f"{a}{b}{c}"

    frame = spark.range(1)
    return frame.select(
        shown("id"),
        shown("id", lit("x")),
        shown("id", c=lit("y")),
        shown(c=col("id"), a=lit("z"), b=lit(1)),
    )


@CASES.case(since=(4, 0))
def keywords_in_sql(spark):
    def shown(a, b="B", *rest, c="C", **more):
        return f"{a}{b}{rest}{c}{sorted(more.items())}"

    spark.udf.register("pe_shown", shown)
    return spark.sql("SELECT pe_shown(1), pe_shown(1, 2, 3), pe_shown(1, c => 2), pe_shown(b => 1, a => 2, d => 4)")


@CASES.case(since=(4, 0))
def keyword_unknown(spark):
    spark.udf.register("pe_one", lambda a: a)
    return spark.sql("SELECT pe_one(b => 1)").collect()


@CASES.case()
def nested_results(spark):
    from pyspark.sql.functions import udf

    @udf("struct<name:string, tags:array<struct<k:string, v:map<string, int>>>>")
    def nested(n):
        return None if n == 1 else {"name": str(n), "tags": [("a", {"x": n}), {"k": "b", "v": None}, None]}

    return spark.range(3).select("id", nested("id").alias("r")).select("id", "r.*", "r.tags.k").orderBy("id")


@CASES.case()
def nested_arguments(spark):
    from pyspark.sql import functions as f

    @f.udf("string")
    def shown(value):
        return repr(value)

    frame = spark.sql(
        "SELECT named_struct('a', 1, 'b', array(1, NULL)) AS s, map('k', named_struct('d', date'2024-01-02')) AS m, "
        "array(timestamp_ntz'2024-01-02 03:04:05', NULL) AS t, 1.50BD AS d, x'0102' AS b, interval '1' day AS i"
    )
    return frame.select(*[shown(c) for c in frame.columns])


@CASES.case()
def whole_row_as_argument(spark):
    from pyspark.sql import functions as f

    shown = f.udf(lambda row: f"{row.id}:{row['shop']}:{len(row)}")
    return sales(spark).select(shown(f.struct("*")).alias("r"))


@CASES.case()
def row_results(spark):
    from pyspark.sql import Row
    from pyspark.sql.functions import udf

    made = udf(lambda n: Row(b=n, a=str(n)), "struct<a:string,b:long>")
    return spark.range(2).select(made("id").alias("r")).select("r.*")


@CASES.case()
def struct_too_short(spark):
    from pyspark.sql.functions import udf

    return spark.range(1).select(udf(lambda n: (n,), "struct<a:long,b:long>")("id")).collect()


@CASES.case()
def nondeterministic_filter(spark):
    from pyspark.sql.functions import udf

    plus = udf(lambda n: n + 1, "long").asNondeterministic()
    return spark.range(4).where(plus("id") > 2).select("id", plus("id").alias("p"))


@CASES.case()
def nondeterministic_in_a_group(spark):
    from pyspark.sql.functions import udf

    plus = udf(lambda n: n % 2, "long").asNondeterministic()
    return spark.range(4).groupBy(plus("id").alias("k")).count().orderBy("k")


@CASES.case()
def nondeterministic_groups_beside_others(spark):
    from pyspark.sql import functions as f

    plus = f.udf(lambda n: n % 2, "long").asNondeterministic()
    grouped = spark.range(6).groupBy(plus("id").alias("k"), (f.col("id") % 3).alias("m")).agg(f.sum("id").alias("s"))
    return grouped.orderBy("k", "m")


@CASES.case()
def nondeterministic_in_an_aggregate(spark):
    from pyspark.sql import functions as f

    plus = f.udf(lambda n: n % 2, "long").asNondeterministic()
    return spark.range(4).agg(f.sum(plus("id")))


@CASES.case()
def raised_in_the_middle(spark):
    from pyspark.sql.functions import udf

    def picky(n):
        if n == 3:
            raise ValueError("no threes")
        return n

    return spark.range(5).select(udf(picky, "long")("id")).collect()


@CASES.case()
def raised_and_told(spark):
    from pyspark.errors import PythonException
    from pyspark.sql.functions import udf

    def picky(n):
        raise KeyError("told")

    try:
        spark.range(1).select(udf(picky, "long")("id")).collect()
    except PythonException as error:
        text = str(error)
        return ["KeyError: 'told'" in text, "in picky" in text, "Traceback (most recent call last)" in text, error.getErrorClass()]


@CASES.case()
def session_used_in_a_function(spark):
    from pyspark.sql.functions import udf

    return spark.range(1).select(udf(lambda n: spark.range(n).count(), "long")("id")).collect()


@CASES.case()
def with_state_in_pandas(spark):
    from pyspark.sql.streaming.state import GroupStateTimeout

    def counted(key, frames, state):
        yield from frames

    frame = spark.range(3).groupBy("id").applyInPandasWithState(counted, "id long", "n long", "append", GroupStateTimeout.NoTimeout)
    return frame.collect()


@CASES.case(since=(4, 0))
def transform_with_state(spark):
    from pyspark.sql.streaming.stateful_processor import StatefulProcessor

    class Counter(StatefulProcessor):
        def init(self, handle):
            pass

        def handleInputRows(self, key, rows, timerValues):
            yield from rows

        def close(self):
            pass

    return spark.range(3).groupBy("id").transformWithStateInPandas(Counter(), "id long", "append", "none").collect()


@CASES.case()
def broadcast_of_rows_with_a_function(spark):
    from pyspark.sql import functions as f

    small = sales(spark).select("id", bucket_of()("price").alias("b"))
    return sales(spark).join(f.broadcast(small), "id").select("id", "b").orderBy("id")


@CASES.case()
def kept_rows_with_a_function(spark):
    frame = sales(spark).withColumn("b", bucket_of()("price")).cache()
    counts = [frame.count(), frame.where("b = 'low'").count()]
    frame.unpersist()
    return counts


@CASES.case()
def set_operations(spark):
    bucket = bucket_of()
    left = sales(spark).select(bucket("price").alias("b"))
    return left.union(left).distinct().exceptAll(left.where("b = 'none'")).orderBy("b")


@CASES.case()
def sampled_and_described(spark):
    frame = sales(spark).select("id", bucket_of()("price").alias("b"))
    return [frame.describe("b").collect(), frame.dropDuplicates(["b"]).count(), frame.na.fill("x").count()]


@CASES.case()
def exploded_result(spark):
    from pyspark.sql import functions as f

    letters = f.udf(lambda s: list(s or ""), "array<string>")
    return sales(spark).select("id", f.explode_outer(letters("shop")).alias("c")).orderBy("id")


def condition_of(frame):
    """The condition of the error: its text numbers the variables of lambdas."""
    from pyspark.errors import AnalysisException

    try:
        return frame.collect()
    except AnalysisException as error:
        return error.getErrorClass()


@CASES.case(since=(4, 0))
def in_higher_order_function(spark):
    from pyspark.sql import functions as f

    plus = f.udf(lambda n: n + 1, "int")
    return condition_of(spark.sql("SELECT array(1, 2) AS a").select(f.transform("a", lambda x: plus(x))))


@CASES.case()
def partial_and_method_and_callable(spark):
    import functools

    from pyspark.sql.functions import udf

    class Scale:
        def __init__(self, by):
            self.by = by

        def __call__(self, n):
            return n * self.by

        def plus(self, n):
            return n + self.by

    by = functools.partial(lambda a, b: a + b, 100)
    return spark.range(2).select(udf(Scale(3), "long")("id"), udf(Scale(3).plus, "long")("id"), udf(by, "long")("id"))


@CASES.case()
def global_variables_are_taken_along(spark):
    from pyspark.sql.functions import udf

    table = {0: "zero", 1: "one"}
    return spark.range(3).select(udf(lambda n: table.get(n, "many"))("id").alias("w"))


@CASES.case()
def unknown_type_text(spark):
    from pyspark.sql.functions import udf

    return spark.range(1).select(udf(lambda n: n, "integr")("id")).collect()


@CASES.case()
def void_argument(spark):
    from pyspark.sql import functions as f

    return spark.range(1).select(f.udf(lambda n: repr(n))(f.lit(None)), f.udf(lambda a: None, "void")("id"))


@CASES.case()
def written_and_read(spark):
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        sales(spark).withColumn("b", bucket_of()("price")).write.partitionBy("b").parquet(place + "/t")
        return spark.read.parquet(place + "/t").orderBy("id").collect()
