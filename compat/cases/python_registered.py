"""Functions in Python that SQL calls by a name: in views, functions, inserts and texts that are made."""

from case import Cases

CASES = Cases()


@CASES.case()
def registered_in_a_view(spark):
    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    spark.sql("CREATE OR REPLACE TEMPORARY VIEW pe_view AS SELECT id, pe_plus(id) AS p FROM range(3)")
    spark.udf.register("pe_plus", lambda n: n + 10, "long")
    return spark.sql("SELECT *, pe_plus(p) AS q FROM pe_view ORDER BY id")


@CASES.case()
def registered_in_a_lasting_view(spark):
    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    spark.sql("CREATE OR REPLACE VIEW pe_lasting AS SELECT pe_plus(id) AS p FROM range(3)")


@CASES.case()
def registered_in_a_function_of_sql(spark):
    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    spark.sql("CREATE OR REPLACE TEMPORARY FUNCTION pe_twice(n BIGINT) RETURNS BIGINT RETURN pe_plus(pe_plus(n))")
    return spark.sql("SELECT pe_twice(id) FROM range(2)")


@CASES.case()
def registered_in_other_letters(spark):
    spark.udf.register("pe_Plus", lambda n: n + 1, "long")
    return spark.sql("SELECT PE_PLUS(1), pe_plus(2L) AS b")


# Where it comes first, it cannot be dropped.
@CASES.case(since=(4, 3))
def registered_like_a_function_of_sql(spark):
    spark.udf.register("upper", lambda s: s + "!", "string")
    try:
        return spark.sql("SELECT upper('a') AS u, lower('B') AS l").collect()
    finally:
        spark.sql("DROP TEMPORARY FUNCTION upper")


@CASES.case()
def registered_and_called_by_name(spark):
    from pyspark.sql import functions as f

    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    return spark.range(2).select(f.call_udf("pe_plus", "id"), f.expr("pe_plus(id) * 2"))


@CASES.case()
def registered_in_an_insert(spark):
    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    spark.sql("DROP TABLE IF EXISTS pe_kept")
    spark.sql("CREATE TABLE pe_kept USING parquet AS SELECT id, pe_plus(id) AS p FROM range(2)")
    spark.sql("INSERT INTO pe_kept SELECT pe_plus(id), pe_plus(10 + id) FROM range(2)")
    rows = spark.sql("SELECT * FROM pe_kept ORDER BY id, p").collect()
    spark.sql("DROP TABLE pe_kept")
    return rows


@CASES.case()
def registered_in_values_of_an_insert(spark):
    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    spark.sql("DROP TABLE IF EXISTS pe_kept")
    spark.sql("CREATE TABLE pe_kept (id BIGINT, p BIGINT) USING parquet")
    try:
        spark.sql("INSERT INTO pe_kept VALUES (1, pe_plus(1L))")
        return spark.table("pe_kept").collect()
    finally:
        spark.sql("DROP TABLE pe_kept")


@CASES.case()
def registered_in_execute_immediate(spark):
    spark.udf.register("pe_plus", lambda n: n + 1, "long")
    return spark.sql("SELECT pe_plus(:n)", {"n": 4})
