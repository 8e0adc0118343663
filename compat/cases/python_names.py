"""How columns are called that a function in Python makes: its arguments are printed in a way of their own."""

import datetime
import decimal

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()

ROW = """
    SELECT 1 AS a, 2L AS b, 'x' AS s, array(1, 2) AS arr, named_struct('p', 1, 'q', 'z') AS st, map('k', 1) AS m,
        DATE'2020-01-01' AS dt, 1.5D AS x, true AS t, TIMESTAMP'2020-01-01 00:00:00' AS ts, 1.50BD AS dec,
        CAST(NULL AS INT) AS n
"""


def named(*values):
    return "1"


def add(name, argument, **options):
    """The name of the column that a call with `argument()` makes."""
    CASES.add(name, lambda spark: spark.sql(ROW).select(F.udf(named, "string")(argument())).columns, **options)


def expr(name, text, **options):
    add(name, lambda: F.expr(text), **options)


add("column", lambda: F.col("a"))
add("cast", lambda: F.col("a").cast("bigint"))
add("cast_inside", lambda: F.col("a").cast("bigint") + 1)
add("cast_nested", lambda: F.array("a").cast("array<string>"))
add("cast_decimal", lambda: F.col("a").cast("decimal(10,2)"))
add("implicit_cast", lambda: F.col("a") + F.col("b"))
add("negative", lambda: -F.col("a"))
add("inverted", lambda: ~F.col("t"))
add("null", lambda: F.lit(None))
add("date", lambda: F.lit(datetime.date(2020, 1, 2)))
add("timestamp", lambda: F.lit(datetime.datetime(2020, 1, 2, 3, 4, 5)))
add("decimal", lambda: F.lit(decimal.Decimal("1.50")))
add("binary", lambda: F.lit(b"ab"))
add("text", lambda: F.lit("x"))
add("alias", lambda: F.col("a").alias("zz"))
add("alias_inside", lambda: F.col("a").alias("zz") + 1)
add("is_null", lambda: F.col("a").isNull())
add("is_not_null", lambda: F.col("a").isNotNull())
add("is_in", lambda: F.col("a").isin(1, 2))
add("and", lambda: (F.col("a") > 1) & (F.col("b") < 3))
add("like", lambda: F.col("s").like("x%"))
add("when", lambda: F.when(F.col("a") > 1, "p").otherwise("q"))
add("case_when_null", lambda: F.when(F.col("a").isNull(), F.col("a").cast("string")))
add("element", lambda: F.col("arr")[0])
add("field", lambda: F.col("st.p"))
add("key", lambda: F.col("m")["k"])
add("hash", lambda: F.hash("a", "s"))
add("xxhash64", lambda: F.xxhash64("a"))
add("chained", lambda: F.udf(named, "string")(F.col("a").cast("string")))
expr("sql_cast", "CAST(s AS DATE)")
expr("sql_double_colon", "a::double")
expr("sql_try_cast", "try_cast(s AS INT)")
expr("sql_if", "if(a > 1, 2, 3)")
expr("sql_is_null", "a IS NULL OR NOT t")
expr("sql_between", "a BETWEEN 1 AND 2")
expr("sql_date", "DATE'2020-01-01'")
expr("sql_minus", "- a")


@CASES.case()
def aggregate(spark):
    return spark.sql(ROW).groupBy("t").agg(F.udf(named, "string")(F.max("a").cast("string"))).columns


@CASES.case()
def registered(spark):
    spark.udf.register("py_named", named, "string")
    return spark.sql(f"SELECT py_named(CAST(a AS STRING), -a, a IS NULL) FROM ({ROW})").columns
