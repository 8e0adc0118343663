"""Great Expectations: a suite of expectations over a frame of the server's, through its Spark engine."""

import great_expectations as gx
import great_expectations.expectations as gxe
import pytest


@pytest.fixture(scope="module")
def trips(spark):
    """A batch of taxi trips."""
    rows = [
        (1, "2024-01-01 10:00:00", 2, 12.5, "card"),
        (2, "2024-01-01 11:30:00", 1, 7.0, "cash"),
        (3, "2024-01-02 09:15:00", 4, 30.25, "card"),
        (4, "2024-01-02 23:59:59", 6, 3.75, None),
    ]
    frame = spark.createDataFrame(rows, "id BIGINT, at STRING, passengers INT, fare DOUBLE, paid STRING")
    context = gx.get_context(mode="ephemeral")
    source = context.data_sources.add_spark("spark")
    asset = source.add_dataframe_asset("trips")
    definition = asset.add_batch_definition_whole_dataframe("all")
    return context, definition, frame.selectExpr("id", "CAST(at AS TIMESTAMP) AS at", "passengers", "fare", "paid")


GOOD = [
    gxe.ExpectTableRowCountToEqual(value=4),
    gxe.ExpectTableColumnCountToEqual(value=5),
    gxe.ExpectTableColumnsToMatchOrderedList(column_list=["id", "at", "passengers", "fare", "paid"]),
    gxe.ExpectColumnToExist(column="fare"),
    gxe.ExpectColumnValuesToBeUnique(column="id"),
    gxe.ExpectColumnValuesToNotBeNull(column="id"),
    gxe.ExpectColumnValuesToBeBetween(column="passengers", min_value=1, max_value=6),
    gxe.ExpectColumnValuesToBeInSet(column="paid", value_set=["card", "cash"]),
    gxe.ExpectColumnValuesToMatchRegex(column="paid", regex="^ca"),
    gxe.ExpectColumnValueLengthsToEqual(column="paid", value=4),
    gxe.ExpectColumnValuesToBeOfType(column="fare", type_="DoubleType"),
    gxe.ExpectColumnMeanToBeBetween(column="fare", min_value=13, max_value=14),
    gxe.ExpectColumnMaxToBeBetween(column="fare", min_value=30, max_value=31),
    gxe.ExpectColumnMedianToBeBetween(column="fare", min_value=5, max_value=13),
    gxe.ExpectColumnStdevToBeBetween(column="fare", min_value=10, max_value=13),
    gxe.ExpectColumnSumToBeBetween(column="passengers", min_value=13, max_value=13),
    gxe.ExpectColumnDistinctValuesToEqualSet(column="paid", value_set=["card", "cash"]),
    gxe.ExpectColumnUniqueValueCountToBeBetween(column="paid", min_value=2, max_value=2),
    gxe.ExpectColumnMostCommonValueToBeInSet(column="paid", value_set=["card"]),
    gxe.ExpectColumnQuantileValuesToBeBetween(
        column="fare", quantile_ranges={"quantiles": [0.25, 0.75], "value_ranges": [[3, 8], [12, 31]]}
    ),
    gxe.ExpectColumnPairValuesToBeEqual(column_A="id", column_B="id", ignore_row_if="either_value_is_missing"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["id", "paid"]),
]
BAD = [
    gxe.ExpectTableRowCountToEqual(value=5),
    gxe.ExpectColumnValuesToBeBetween(column="passengers", max_value=4),
    gxe.ExpectColumnValuesToNotBeNull(column="paid"),
    gxe.ExpectColumnValuesToBeInSet(column="paid", value_set=["cash"]),
    gxe.ExpectColumnValuesToMatchRegex(column="paid", regex="h$"),
    gxe.ExpectColumnValuesToBeOfType(column="id", type_="StringType"),
    gxe.ExpectColumnMeanToBeBetween(column="fare", max_value=1),
]


@pytest.mark.parametrize("expectation", GOOD, ids=lambda e: type(e).__name__)
def test_met(trips, expectation):
    _, definition, frame = trips
    result = definition.get_batch({"dataframe": frame}).validate(expectation)
    assert result.success, result


@pytest.mark.parametrize("expectation", BAD, ids=lambda e: type(e).__name__)
def test_not_met(trips, expectation):
    _, definition, frame = trips
    result = definition.get_batch({"dataframe": frame}).validate(expectation)
    assert not result.success and not result.exception_info.get("raised_exception", False), result


def test_what_is_unexpected(trips):
    _, definition, frame = trips
    expectation = gxe.ExpectColumnValuesToBeBetween(column="passengers", min_value=1, max_value=3)
    result = definition.get_batch({"dataframe": frame}).validate(expectation).result
    assert (result["element_count"], result["unexpected_count"], result["unexpected_percent"]) == (4, 2, 50.0)
    assert sorted(result["partial_unexpected_list"]) == [4, 6]


def test_suite(trips):
    context, definition, frame = trips
    suite = context.suites.add(gx.ExpectationSuite(name="trips", expectations=[*GOOD[:6], BAD[0]]))
    validation = context.validation_definitions.add(gx.ValidationDefinition(name="all", data=definition, suite=suite))
    result = validation.run(batch_parameters={"dataframe": frame})
    assert not result.success
    assert (result.statistics["evaluated_expectations"], result.statistics["successful_expectations"]) == (7, 6)
