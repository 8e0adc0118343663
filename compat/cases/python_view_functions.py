"""Which function a view calls when its name is registered anew, or dropped."""

from case import Cases

CASES = Cases()


def column(frame):
    return [r[0] for r in frame.collect()]


def attempt(ask):
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        condition = error.getCondition() if hasattr(error, "getCondition") else error.getErrorClass()
        return [type(error).__name__, condition]


def registered(spark, by, name="pv_f"):
    spark.udf.register(name, lambda n: n + by, "long")


@CASES.case()
def of_a_frame(spark):
    from pyspark.sql.functions import call_udf

    registered(spark, 1)
    spark.range(2).select(call_udf("pv_f", "id").alias("p")).createOrReplaceTempView("pv_frame")
    before = column(spark.table("pv_frame"))
    registered(spark, 100)
    return [before, column(spark.table("pv_frame")), column(spark.sql("SELECT p FROM pv_frame"))]


@CASES.case()
def of_a_frame_of_sql(spark):
    registered(spark, 1)
    spark.sql("SELECT pv_f(id) AS p FROM range(2)").createOrReplaceTempView("pv_frame_sql")
    before = column(spark.table("pv_frame_sql"))
    registered(spark, 100)
    return [before, column(spark.table("pv_frame_sql"))]


@CASES.case()
def of_an_expression(spark):
    registered(spark, 1)
    spark.range(2).selectExpr("pv_f(id) AS p").createOrReplaceTempView("pv_frame_expr")
    before = column(spark.table("pv_frame_expr"))
    registered(spark, 100)
    return [before, column(spark.table("pv_frame_expr"))]


@CASES.case()
def of_a_frame_that_stays(spark):
    """A frame is analysed whenever it is asked."""
    registered(spark, 1)
    frame = spark.range(2).selectExpr("pv_f(id) AS p")
    before = column(frame)
    registered(spark, 100)
    return [before, column(frame)]


@CASES.case()
def of_a_function_in_a_variable(spark):
    from pyspark.sql.functions import udf

    f = udf(lambda n: n + 1, "long")
    spark.range(2).select(f("id").alias("p")).createOrReplaceTempView("pv_variable")
    f = udf(lambda n: n + 100, "long")
    return column(spark.table("pv_variable"))


@CASES.case()
def of_a_global_view(spark):
    registered(spark, 1)
    spark.range(2).selectExpr("pv_f(id) AS p").createOrReplaceGlobalTempView("pv_global")
    before = column(spark.table("global_temp.pv_global"))
    registered(spark, 100)
    return [before, column(spark.table("global_temp.pv_global"))]


@CASES.case()
def of_sql(spark):
    registered(spark, 1)
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_sql AS SELECT pv_f(id) AS p FROM range(2)")
    before = column(spark.table("pv_sql"))
    registered(spark, 100)
    return [before, column(spark.table("pv_sql"))]


@CASES.case()
def of_sql_over_a_frame(spark):
    registered(spark, 1)
    spark.range(2).selectExpr("pv_f(id) AS p").createOrReplaceTempView("pv_under")
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_over AS SELECT pv_f(p) AS q FROM pv_under")
    before = column(spark.table("pv_over"))
    registered(spark, 100)
    return [before, column(spark.table("pv_over"))]


@CASES.case()
def of_sql_with_another_type(spark):
    registered(spark, 1)
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_typed AS SELECT pv_f(id) AS p FROM range(2)")
    spark.udf.register("pv_f", lambda n: f"<{n}>", "string")
    return attempt(lambda: [column(spark.table("pv_typed")), spark.table("pv_typed").schema.simpleString()])


@CASES.case()
def of_sql_with_a_smaller_type(spark):
    registered(spark, 1)
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_smaller AS SELECT pv_f(id) AS p FROM range(2)")
    spark.udf.register("pv_f", lambda n: n + 100, "int")
    return attempt(lambda: [column(spark.table("pv_smaller")), spark.table("pv_smaller").schema.simpleString()])


@CASES.case()
def of_sql_with_a_dropped_function(spark):
    registered(spark, 1, "pv_dropped")
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_without AS SELECT pv_dropped(id) AS p FROM range(2)")
    spark.range(2).selectExpr("pv_dropped(id) AS p").createOrReplaceTempView("pv_without_frame")
    spark.sql("DROP TEMPORARY FUNCTION pv_dropped")
    return [attempt(lambda: column(spark.table(name))) for name in ("pv_without", "pv_without_frame")]


@CASES.case()
def of_a_lasting_view(spark):
    registered(spark, 1)
    return attempt(lambda: spark.sql("CREATE VIEW pv_lasting AS SELECT pv_f(id) AS p FROM range(2)").collect())


@CASES.case()
def of_table_functions(spark):
    from pyspark.sql.functions import udtf

    def made(by):
        class Plus:
            def eval(self, n):
                yield (n + by,)

        spark.udtf.register("pv_rows", udtf(Plus, returnType="n long"))

    made(1)
    spark.sql("SELECT n FROM pv_rows(1L)").createOrReplaceTempView("pv_rows_frame")
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_rows_sql AS SELECT n FROM pv_rows(1L)")
    before = [column(spark.table(v)) for v in ("pv_rows_frame", "pv_rows_sql")]
    made(100)
    return [before, [column(spark.table(v)) for v in ("pv_rows_frame", "pv_rows_sql")]]


@CASES.case()
def of_aggregates(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    def made(by):
        @pandas_udf("double")
        def mean(s: pd.Series) -> float:
            return float(s.mean()) + by

        spark.udf.register("pv_mean", mean)

    made(0)
    spark.sql("SELECT pv_mean(id) AS m FROM range(3)").createOrReplaceTempView("pv_mean_frame")
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_mean_sql AS SELECT pv_mean(id) AS m FROM range(3)")
    made(100)
    return [column(spark.table(v)) for v in ("pv_mean_frame", "pv_mean_sql")]


@CASES.case()
def of_a_cached_view(spark):
    registered(spark, 1)
    spark.sql("CREATE OR REPLACE TEMP VIEW pv_cached AS SELECT pv_f(id) AS p FROM range(2)")
    spark.sql("CACHE TABLE pv_cached")
    before = column(spark.table("pv_cached"))
    registered(spark, 100)
    after = column(spark.table("pv_cached"))
    spark.sql("UNCACHE TABLE pv_cached")
    return [before, after, column(spark.table("pv_cached"))]


@CASES.case()
def of_a_cached_frame_view(spark):
    registered(spark, 1)
    spark.range(2).selectExpr("pv_f(id) AS p").createOrReplaceTempView("pv_cached_frame")
    spark.catalog.cacheTable("pv_cached_frame")
    before = column(spark.table("pv_cached_frame"))
    registered(spark, 100)
    after = column(spark.table("pv_cached_frame"))
    spark.catalog.uncacheTable("pv_cached_frame")
    return [before, after, column(spark.table("pv_cached_frame"))]
