"""Functions in Python over partitions, groups and cogroups, and table functions."""

from case import Cases

CASES = Cases()


def keyed(spark, n=6):
    return spark.range(n).selectExpr("id % 2 AS k", "id AS v")


@CASES.case()
def map_in_pandas(spark):
    def odd(frames):
        for frame in frames:
            yield frame[frame["id"] % 2 == 1]

    return spark.range(6).mapInPandas(odd, "id long")


@CASES.case()
def map_in_pandas_other_columns(spark):
    import pandas as pd

    def lengths(frames):
        for frame in frames:
            yield pd.DataFrame({"n": [len(frame)], "names": [",".join(frame.columns)]})

    return spark.createDataFrame([(1, "a"), (2, "b")], "x int, y string").coalesce(1).mapInPandas(lengths, "n long, names string")


@CASES.case()
def map_in_pandas_twice(spark):
    def plus(frames):
        for frame in frames:
            yield frame + 1

    return spark.range(4).mapInPandas(plus, "id long").mapInPandas(plus, "id long").where("id > 2")


@CASES.case()
def map_in_pandas_limited(spark):
    def plus(frames):
        for frame in frames:
            yield frame + 1

    return spark.range(1000000).mapInPandas(plus, "id long").limit(3)


@CASES.case()
def map_in_pandas_missing_column(spark):
    def other(frames):
        for frame in frames:
            yield frame.rename(columns={"id": "other"})

    return spark.range(4).mapInPandas(other, "id long, more long")


@CASES.case()
def map_in_pandas_no_frame(spark):
    def numbers(frames):
        for frame in frames:
            yield 1

    return spark.range(4).mapInPandas(numbers, "id long")


@CASES.case()
def map_in_pandas_counted(spark):
    def plus(frames):
        for frame in frames:
            yield frame + 1

    return spark.range(10).mapInPandas(plus, "id long").groupBy().count()


@CASES.case()
def map_in_arrow(spark):
    import pyarrow as pa

    def odd(batches):
        for batch in batches:
            frame = batch.to_pandas()
            yield pa.RecordBatch.from_pandas(frame[frame["id"] % 2 == 1], preserve_index=False)

    return spark.range(6).mapInArrow(odd, "id long")


@CASES.case()
def for_each(spark):
    seen = spark.range(3).foreach(lambda row: None)
    more = spark.range(3).foreachPartition(lambda rows: None)
    return [seen, more]


@CASES.case()
def for_each_fails(spark):
    def fails(row):
        raise ValueError("no luck")

    return spark.range(3).foreach(fails)


@CASES.case(ordered=False)
def groups(spark):
    def centred(frame):
        return frame.assign(v=frame["v"] - frame["v"].mean())

    return keyed(spark).groupBy("k").applyInPandas(centred, "k long, v double")


@CASES.case(ordered=False)
def groups_with_key(spark):
    import pandas as pd

    def described(key, frame):
        return pd.DataFrame([key + (frame["v"].sum(), ",".join(frame.columns))])

    return keyed(spark).groupBy("k").applyInPandas(described, "k long, total long, names string")


@CASES.case(ordered=False)
def groups_by_expression(spark):
    import pandas as pd

    def described(key, frame):
        return pd.DataFrame([key + (len(frame), ",".join(frame.columns))])

    frame = spark.range(6)
    return frame.groupBy(frame.id % 3, "id").applyInPandas(described, "a long, b long, n long, names string")


@CASES.case(ordered=False)
def groups_with_null(spark):
    import pandas as pd

    def counted(key, frame):
        return pd.DataFrame({"k": [str(key[0])], "n": [len(frame)]})

    frame = spark.createDataFrame([("a", 1), (None, 2), ("a", 3), (None, 4)], "k string, v int")
    return frame.groupBy("k").applyInPandas(counted, "k string, n long")


@CASES.case()
def groups_of_all(spark):
    import pandas as pd

    return spark.range(5).groupBy().applyInPandas(lambda f: pd.DataFrame({"n": [len(f)]}), "n long")


@CASES.case()
def groups_of_none(spark):
    import pandas as pd

    return spark.range(0).groupBy("id").applyInPandas(lambda f: pd.DataFrame({"n": [len(f)]}), "n long")


@CASES.case()
def groups_keep_the_order(spark):
    def numbered(frame):
        return frame.assign(place=range(len(frame)))

    frame = spark.createDataFrame([(1, 9), (1, 3), (1, 7), (1, 1)], "k int, v int").coalesce(1)
    return frame.groupBy("k").applyInPandas(numbered, "k int, v int, place int")


@CASES.case()
def groups_missing_column(spark):
    return keyed(spark).groupBy("k").applyInPandas(lambda f: f[["k"]], "k long, v long")


@CASES.case(ordered=False, since=(4, 0))
def groups_in_arrow(spark):
    import pyarrow as pa
    import pyarrow.compute as pc

    def total(key, table):
        return pa.table({"k": [key[0].as_py()], "total": [pc.sum(table["v"]).as_py()]})

    return keyed(spark).groupBy("k").applyInArrow(total, "k long, total long")


@CASES.case(ordered=False)
def cogroups(spark):
    import pandas as pd

    def sides(key, left, right):
        return pd.DataFrame({"k": [key[0]], "l": [len(left)], "r": [len(right)]})

    left = spark.createDataFrame([(1, 1), (1, 2), (2, 3)], "k int, a int")
    right = spark.createDataFrame([(1, 1.0), (3, 2.0)], "k int, b double")
    return left.groupBy("k").cogroup(right.groupBy("k")).applyInPandas(sides, "k int, l long, r long")


@CASES.case(ordered=False)
def cogroups_merged(spark):
    import pandas as pd

    left = spark.createDataFrame([(1, 1), (1, 2), (2, 3)], "k int, a int")
    right = spark.createDataFrame([(1, 1.0), (1, 2.0)], "k int, b double")
    merged = left.groupBy("k").cogroup(right.groupBy("k"))
    return merged.applyInPandas(lambda l, r: pd.merge(l, r, on="k"), "k int, a int, b double")


@CASES.case(ordered=False, since=(4, 0))
def cogroups_in_arrow(spark):
    import pyarrow as pa

    def sides(left, right):
        return pa.table({"l": [left.num_rows], "r": [right.num_rows]})

    left, right = keyed(spark), keyed(spark, 3)
    return left.groupBy("k").cogroup(right.groupBy("k")).applyInArrow(sides, "l long, r long")


@CASES.case()
def table_function(spark):
    from pyspark.sql.functions import lit, udtf

    @udtf(returnType="n int, square int")
    class Squares:
        def eval(self, start, end):
            for n in range(start, end + 1):
                yield n, n * n

    return Squares(lit(1), lit(3))


def register_words(spark):
    """The words of a text, a row each; made here, for workers cannot import this module."""
    from pyspark.sql.functions import udtf

    class Words:
        def eval(self, text):
            for word in text.split():
                yield (word,)

    spark.udtf.register("words_of_rows", udtf(Words, returnType="word string"))


@CASES.case()
def table_function_in_sql(spark):
    register_words(spark)
    return spark.sql("SELECT * FROM words_of_rows('a b c')")


@CASES.case(ordered=False)
def table_function_lateral(spark):
    register_words(spark)
    return spark.sql("SELECT t.*, w.word FROM VALUES (1, 'a b'), (2, ''), (3, 'c') AS t(id, s), LATERAL words_of_rows(s) AS w")


@CASES.case()
def table_function_terminates(spark):
    from pyspark.sql.functions import lit, udtf

    @udtf(returnType="n int")
    class Counter:
        def __init__(self):
            self.count = 0

        def eval(self, n):
            self.count += n

        def terminate(self):
            yield (self.count,)

    return Counter(lit(5))


@CASES.case()
def table_function_named(spark):
    from pyspark.sql.functions import udtf

    @udtf(returnType="a int, b int")
    class Pair:
        def eval(self, a, b):
            yield a, b

    spark.udtf.register("pair_of_rows", Pair)
    return spark.sql("SELECT b, a FROM pair_of_rows(1, 2)")


@CASES.case()
def table_function_fails(spark):
    from pyspark.sql.functions import lit, udtf

    @udtf(returnType="a int")
    class Fails:
        def eval(self, a):
            raise ValueError("no luck")

    return Fails(lit(1))


@CASES.case(since=(4, 0))
def table_function_analyzed(spark):
    from pyspark.sql.functions import lit, udtf
    from pyspark.sql.types import IntegerType, StructType
    from pyspark.sql.udtf import AnalyzeResult

    @udtf
    class Wide:
        @staticmethod
        def analyze(n):
            schema = StructType()
            for i in range(n.value):
                schema = schema.add(f"c{i}", IntegerType())
            return AnalyzeResult(schema=schema)

        def eval(self, n):
            yield tuple(range(n))

    return Wide(lit(3))


# ---- functions over no rows ----


def mapped(rows):
    """A row of the function's own, however many rows come."""

    def once(batches):
        import pandas as pd

        for _ in batches:
            pass
        yield pd.DataFrame({"id": [7]})

    return rows.mapInPandas(once, "id long")


for name, empty in {
    "client": lambda spark: spark.createDataFrame([], "id long"),
    "client_projected": lambda spark: spark.createDataFrame([], "id long").selectExpr("id + 1 AS id").filter("id > 3"),
    "filter": lambda spark: spark.range(3).filter("false"),
    "limit": lambda spark: spark.range(3).limit(0),
}.items():
    CASES.add(f"map_of_no_rows_{name}", lambda spark, empty=empty: mapped(empty(spark)))
