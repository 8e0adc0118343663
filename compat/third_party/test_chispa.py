"""chispa: comparisons of columns and frames as a user's unit tests have them."""

import pytest
from chispa import (
    assert_approx_column_equality,
    assert_approx_df_equality,
    assert_column_equality,
    assert_df_equality,
)
from chispa.column_comparer import ColumnsNotEqualError
from chispa.dataframe_comparer import DataFramesNotEqualError
from chispa.schema_comparer import SchemasNotEqualError
from pyspark.sql import functions as F
from pyspark.sql.types import IntegerType, StringType, StructField, StructType


def letters(spark, rows, *names):
    return spark.createDataFrame(rows, list(names))


def test_columns(spark):
    frame = letters(spark, [("jo&&se", "jose"), ("**li**", "li"), ("#::luisa", "luisa"), (None, None)], "name", "expected")
    cleaned = frame.withColumn("clean", F.regexp_replace("name", r"[^\w\s]+", ""))
    assert_column_equality(cleaned, "clean", "expected")
    with pytest.raises(ColumnsNotEqualError, match="jo&&se"):
        assert_column_equality(cleaned, "name", "expected")


def test_columns_of_a_python_function(spark):
    @F.udf(IntegerType())
    def length(text):
        return None if text is None else len(text)

    frame = spark.createDataFrame([("a", 1), ("abc", 3), (None, None)], "text STRING, expected INT")
    assert_column_equality(frame.withColumn("n", length("text")), "n", "expected")


def test_approximate_columns(spark):
    frame = letters(spark, [(10.1, 10.1), (2.0, 2.05), (None, None)], "a", "b")
    assert_approx_column_equality(frame, "a", "b", 0.1)
    with pytest.raises(ColumnsNotEqualError):
        assert_approx_column_equality(frame, "a", "b", 0.01)


def test_frames(spark):
    left = letters(spark, [(1, "x"), (2, "y")], "n", "s")
    assert_df_equality(left, letters(spark, [(1, "x"), (2, "y")], "n", "s"))
    assert_df_equality(left, letters(spark, [(2, "y"), (1, "x")], "n", "s"), ignore_row_order=True)
    assert_df_equality(left, letters(spark, [("x", 1), ("y", 2)], "s", "n"), ignore_column_order=True)
    with pytest.raises(DataFramesNotEqualError, match="y"):
        assert_df_equality(left, letters(spark, [(1, "x"), (2, "z")], "n", "s"))


def test_frames_of_a_query(spark):
    sales = letters(spark, [("a", 1.0), ("a", 2.0), ("b", 5.0)], "shop", "amount")
    totals = sales.groupBy("shop").agg(F.sum("amount").alias("total"), F.count("*").alias("n"))
    expected = letters(spark, [("a", 3.0, 2), ("b", 5.0, 1)], "shop", "total", "n")
    assert_df_equality(totals, expected, ignore_row_order=True, ignore_nullable=True)
    assert_approx_df_equality(
        totals, letters(spark, [("a", 3.01, 2), ("b", 5.0, 1)], "shop", "total", "n"), 0.1, ignore_nullable=True, ignore_row_order=True
    )


def test_nan(spark):
    left = letters(spark, [(float("nan"), "x")], "d", "s")
    assert_df_equality(left, letters(spark, [(float("nan"), "x")], "d", "s"), allow_nan_equality=True)
    with pytest.raises(DataFramesNotEqualError):
        assert_df_equality(left, letters(spark, [(float("nan"), "x")], "d", "s"))


def test_schemas(spark):
    strict = StructType([StructField("n", IntegerType(), False), StructField("s", StringType(), True)])
    left = spark.createDataFrame([(1, "x")], strict)
    with pytest.raises(SchemasNotEqualError):
        assert_df_equality(left, spark.createDataFrame([(1, "x")], "n INT, s STRING"))
    assert_df_equality(left, spark.createDataFrame([(1, "x")], "n INT, s STRING"), ignore_nullable=True)
    with pytest.raises(SchemasNotEqualError):
        assert_df_equality(left, spark.createDataFrame([(1, 1)], "n INT, s INT"))
