"""pandera's PySpark backend: models and schemas that validate frames of the server's."""

import pandera.pyspark as pa
import pyspark.sql.types as T
import pytest
from pandera.pyspark import DataFrameModel, DataFrameSchema, Field


class Product(DataFrameModel):
    id: T.IntegerType() = Field(gt=5)
    name: T.StringType() = Field(str_startswith="B")
    price: T.DecimalType(20, 5) = Field(in_range={"min_value": 5, "max_value": 100})
    tags: T.ArrayType(T.StringType()) = Field(nullable=True)


SCHEMA = T.StructType(
    [
        T.StructField("id", T.IntegerType(), False),
        T.StructField("name", T.StringType(), False),
        T.StructField("price", T.DecimalType(20, 5), False),
        T.StructField("tags", T.ArrayType(T.StringType()), True),
    ]
)


def products(spark, *rows):
    from decimal import Decimal

    return spark.createDataFrame([(i, n, Decimal(p), t) for i, n, p, t in rows], SCHEMA)


def test_valid(spark):
    checked = Product.validate(check_obj=products(spark, (6, "Bread", "44.4", ["x"]), (15, "Butter", "99.0", None)))
    assert not checked.pandera.errors
    assert checked.count() == 2


def test_values(spark):
    checked = Product.validate(check_obj=products(spark, (5, "Bread", "44.4", None), (15, "Apple", "999.0", None)))
    assert set(checked.pandera.errors) == {"DATA"}
    [kind] = checked.pandera.errors.values()
    checks = sorted(error["check"] for errors in kind.values() for error in errors)
    assert [check.split("(")[0] for check in checks] == ["greater_than", "in_range", "str_startswith"]


def test_schema(spark):
    frame = spark.createDataFrame([(6, "Bread")], "id BIGINT, name STRING")
    checked = Product.validate(check_obj=frame)
    found = checked.pandera.errors["SCHEMA"]
    assert "WRONG_DATATYPE" in found and "COLUMN_NOT_IN_DATAFRAME" in found, found
    assert any("IntegerType" in error["error"] for error in found["WRONG_DATATYPE"])


def test_nulls(spark):
    schema = DataFrameSchema({"a": pa.Column(T.LongType(), nullable=False), "b": pa.Column(T.StringType(), nullable=True)})
    checked = schema.validate(spark.createDataFrame([(1, None), (None, "x")], "a BIGINT, b STRING"))
    assert "SERIES_CONTAINS_NULLS" in str(dict(checked.pandera.errors)), checked.pandera.errors


def test_checks_of_ones_own(spark):
    from pandera.extensions import register_check_method
    from pyspark.sql import functions as F

    @register_check_method
    def divisible(pyspark_obj, *, by):
        return pyspark_obj.dataframe.filter(F.col(pyspark_obj.column_name) % by != 0).limit(1).count() == 0

    schema = DataFrameSchema({"a": pa.Column(T.LongType(), pa.Check.divisible(by=2))})
    assert not schema.validate(spark.range(0, 10, 2).toDF("a")).pandera.errors
    assert schema.validate(spark.range(3).toDF("a")).pandera.errors


def test_unique(spark):
    schema = DataFrameSchema({"a": pa.Column(T.LongType()), "b": pa.Column(T.StringType())}, unique=["a", "b"])
    rows = [(1, "x"), (1, "y"), (1, "x")]
    assert "DUPLICATES" in str(dict(schema.validate(spark.createDataFrame(rows, "a BIGINT, b STRING")).pandera.errors))


@pytest.mark.parametrize("values,good", [([1, 2, 3], True), ([1, 2, 4], False)])
def test_isin(spark, values, good):
    schema = DataFrameSchema({"a": pa.Column(T.LongType(), pa.Check.isin([1, 2, 3]))})
    checked = schema.validate(spark.createDataFrame([(v,) for v in values], "a BIGINT"))
    assert (not checked.pandera.errors) == good
