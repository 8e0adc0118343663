"""Columns that functions over frames give and nobody reads, and rows of scalar functions that several workers see."""

from case import Cases

CASES = Cases()
SCHEMA = "id long, name string, twice double"


def made(spark, rows=10):
    import pandas as pd

    def make(frames):
        for frame in frames:
            yield pd.DataFrame(
                {"id": frame.id, "name": [f"n{i % 3}" for i in frame.id], "twice": frame.id * 2.0}
            )

    return spark.range(0, rows, 1, 1).mapInPandas(make, SCHEMA)


def grouped(spark):
    import pandas as pd

    def make(key, frame):
        return pd.DataFrame({"k": [key[0]], "n": [len(frame)], "s": [float(frame.id.sum())]})

    return spark.range(20).selectExpr("id % 3 AS k", "id").groupBy("k").applyInPandas(make, "k long, n long, s double")


@CASES.case()
def one_column_summed(spark):
    from pyspark.sql import functions as f

    return made(spark).agg(f.sum("twice"))


@CASES.case()
def rows_counted(spark):
    return [made(spark).count(), grouped(spark).count()]


@CASES.case()
def last_column_by_the_second(spark):
    from pyspark.sql import functions as f

    return made(spark).groupBy("name").agg(f.max("twice").alias("m")).orderBy("name")


@CASES.case()
def counted_by_a_part(spark):
    return made(spark).selectExpr("id % 4 AS k", "twice", "name").groupBy("k").count().orderBy("k")


@CASES.case()
def counted_within_a_query(spark):
    frame = made(spark)
    within = frame.groupBy("name").count().withColumnRenamed("count", "n")
    return frame.join(within, "name").selectExpr("sum(n)", "count(*)")


@CASES.case()
def some_selected(spark):
    return made(spark).select("twice", "id").orderBy("id")


@CASES.case()
def beside_itself(spark):
    from pyspark.sql import functions as f

    rows = made(spark)
    return rows.select("name").union(rows.selectExpr("CAST(twice AS STRING)")).agg(f.count("*"), f.min("name"), f.max("name"))


@CASES.case()
def of_groups(spark):
    from pyspark.sql import functions as f

    return grouped(spark).agg(f.sum("s"), f.max("k"))


@CASES.case()
def of_cogroups(spark):
    import pandas as pd

    from pyspark.sql import functions as f

    def make(key, left, right):
        return pd.DataFrame({"k": [key[0]], "l": [len(left)], "r": [len(right)]})

    left = spark.range(10).selectExpr("id % 2 AS k", "id").groupBy("k")
    right = spark.range(6).selectExpr("id % 3 AS k", "id").groupBy("k")
    return left.cogroup(right).applyInPandas(make, "k long, l long, r long").agg(f.sum("r"), f.count("*"))


@CASES.case()
def unread_of_another_type_fails(spark):
    import pyarrow as pa

    from pyspark.sql import functions as f

    def make(batches):
        for batch in batches:
            yield pa.RecordBatch.from_arrays([batch.column(0), batch.column(0)], ["id", "name"])

    frame = spark.range(0, 3, 1, 1).mapInArrow(make, "id long, name string").agg(f.sum("id"))
    try:
        return [list(row) for row in frame.collect()]
    except Exception as error:  # noqa: BLE001 - the messages differ, the failure does not
        return type(error).__name__


@CASES.case()
def long_input_in_order(spark):
    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def plus(x):
        return x + 1

    from pyspark.sql import functions as f

    rows = spark.range(600_000).select("id", plus("id").alias("y"))
    return rows.agg(f.sum("y"), f.sum(f.expr("CAST(y <> id + 1 AS INT)")), f.count("*"))


@CASES.case()
def long_input_of_rows(spark):
    from pyspark.sql.functions import udf

    @udf("long")
    def plus(x):
        return x + 1

    from pyspark.sql import functions as f

    rows = spark.range(60_000).select("id", plus("id").alias("y"))
    return rows.agg(f.sum("y"), f.sum(f.expr("CAST(y <> id + 1 AS INT)")), f.count("*"))


@CASES.case()
def late_failure(spark):
    from pyspark.sql.functions import udf

    @udf("long")
    def fails(x):
        return 1 // (x - 59_000)

    from pyspark.sql import functions as f

    try:
        return spark.range(60_000).select(fails("id").alias("y")).agg(f.sum("y")).collect()
    except Exception as error:  # noqa: BLE001 - the traceback's lines differ
        return "ZeroDivisionError" in str(error)
