"""The suite's table functions in Python, as functions that an unmodified client registers under the suite's names.

Each is made of a few parts: a table's rows counted and added up, with what `analyze` asks of the table; rows that hold
NULL where their type takes none; and constructors and results of `analyze` that do not fit.
"""

from dataclasses import dataclass

from pyspark.sql.functions import AnalyzeResult, OrderingColumn, PartitioningColumn, SelectedColumn, udtf
from pyspark.sql.types import ArrayType, IntegerType, MapType, Row, StringType, StructType

RESULT = StructType().add("result", StringType())
LAST = StructType().add("last", "integer")
TALLY = StructType().add("count", "integer").add("total", "integer").add("last", "integer")
KEYED_TALLY = StructType([StructType().add("partition_col", "integer")[0], *TALLY])


# Workers cannot import this file, so every class is made inside a function and travels whole.
def pairs():
    class Pairs:
        def eval(self, a: int, b: int):
            if a > 0 and b > 0:
                return [(a, a - b), (b, b - a)]
            return [(0, 0)] if a == b == 0 else []

    return udtf(Pairs, returnType="x int, y int")


def tally(schema, arguments=1, **asked):
    """Counts a table's rows and adds up their `input`; gives as many of the key, the count, the sum and the last value
    as the schema has columns. The table is the last of one or two arguments."""

    class Tally:
        def __init__(self):
            self.key, self.last, self.count, self.total = None, None, 0, 0

        def take(self, row):
            if len(schema) == 4:
                self.key = row["partition_col"]
            self.count += 1
            self.last = row["input"]
            self.total += row["input"]

        def terminate(self):
            yield (self.key, self.count, self.total, self.last)[-len(schema) :]

    class OfTable(Tally):
        @staticmethod
        def analyze(row):
            return AnalyzeResult(schema=schema, **asked)

        def eval(self, row):
            self.take(row)

    class OfTableAndCount(Tally):
        @staticmethod
        def analyze(initial_count, input_table):
            return AnalyzeResult(schema=schema, **asked)

        def eval(self, initial_count, row):
            self.take(row)

    return OfTable if arguments == 1 else OfTableAndCount


def by_key(key="partition_col", order="input", select=()):
    ordered = order if isinstance(order, list) else [OrderingColumn(order)]
    return tally(KEYED_TALLY, partitionBy=[PartitioningColumn(key)], orderBy=ordered, select=list(select))


def indexing():
    class Indexing:
        @staticmethod
        def analyze(observed):
            return AnalyzeResult(
                schema=StructType().add("partition_col", "string").add("double_col", "double"),
                partitionBy=[PartitioningColumn("partition_col")],
                select=[SelectedColumn("partition_col"), SelectedColumn("double_col")],
            )

        def eval(self, *values, **named):
            pass

        def terminate(self):
            yield from [{"partition_col": None, "double_col": 1.0}] * 5

    return Indexing


def misfit(schema=RESULT, **asked):
    """A function whose result of `analyze` is refused."""

    class Misfit:
        @staticmethod
        def analyze(argument):
            return AnalyzeResult(schema=schema, **asked)

        def eval(self, argument):
            pass

    return Misfit


def state(arguments):
    """Functions that get the result of `analyze`: one by a keyword, one with a constructor of two parameters."""

    @dataclass
    class WithText(AnalyzeResult):
        text: str = ""

    class Keyword:
        def __init__(self, analyzed):
            self.analyzed = analyzed

        @staticmethod
        def analyze(**named):
            given = named.get("argument")
            return WithText(schema=RESULT, text=given and given.value)

        def eval(self, argument: str):
            pass

        def terminate(self):
            yield (self.analyzed.text,)

    class TooMany(Keyword):
        def __init__(self, analyzed, more):
            pass

        @staticmethod
        def analyze(argument):
            return WithText(schema=RESULT, text=argument.value)

        def eval(self, argument):
            pass

    return Keyword if arguments == 1 else TooMany


def needs_more():
    class NeedsMore:
        def __init__(self, more):
            pass

        def eval(self, argument):
            pass

    return udtf(NeedsMore, returnType="result string")


def none_of(type_, nullable, wrong, right=None):
    """Gives `wrong` for each row; at the end where `right` comes first."""

    class OfNone:
        def __init__(self, analyzed):
            pass

        @staticmethod
        def analyze(*arguments):
            return AnalyzeResult(schema=StructType().add("result", type_, nullable))

        def eval(self, *arguments):
            yield (wrong if right is None else right,)

    class AtTheEnd(OfNone):
        def terminate(self):
            yield (wrong,)

    return OfNone if right is None else AtTheEnd


def functions():
    """The functions by their names."""
    one = [PartitioningColumn("partition_col")]
    plus = {"key": "partition_col + 1", "order": "RANDOM(42)"}
    key, value = SelectedColumn("partition_col"), SelectedColumn("input")
    single = [OrderingColumn("input"), OrderingColumn("partition_col")]
    found = {
        "udtf": pairs(),
        "UDTFCountSumLast": tally(TALLY),
        "UDTFWithSinglePartition": tally(TALLY, arguments=2, withSinglePartition=True, orderBy=single),
        "UDTFPartitionByOrderBy": by_key(),
        "UDTFPartitionByOrderByComplexExpr": by_key(**plus),
        "UDTFPartitionByOrderBySelectExpr": by_key(select=[key, value]),
        "UDTFPartitionByOrderBySelectComplexExpr": by_key(**plus, select=[key, SelectedColumn("input + 1", "input")]),
        "UDTFPartitionByOrderBySelectExprOnlyPartitionColumn": by_key(select=[key]),
        "UDTFPartitionByIndexingBug": indexing(),
        "UDTFInvalidPartitionByOrderByParseError": by_key("unparsable"),
        "UDTFInvalidSelectExprParseError": by_key(select=[SelectedColumn("unparsable")]),
        "UDTFInvalidSelectExprStringValue": by_key(select=["partition_cll"]),
        "UDTFInvalidComplexSelectExprMissingAlias": by_key(**plus, select=[SelectedColumn("input + 1")]),
        "UDTFInvalidOrderByAscKeyword": by_key(order="partition_col ASC"),
        "UDTFInvalidOrderByStringList": by_key(order=["partition_col"]),
        "UDTFInvalidPartitionByAndWithSinglePartition": tally(LAST, withSinglePartition=True, partitionBy=one),
        "UDTFInvalidOrderByWithoutPartitionBy": tally(LAST, orderBy=[OrderingColumn("input")]),
        "UDTFForwardStateFromAnalyzeWithKwargs": state(1),
        "InvalidForwardStateFromAnalyzeTooManyInitArgs": state(2),
        "InvalidNotForwardStateFromAnalyzeTooManyInitArgs": needs_more(),
        "InvalidAnalyzeMethodReturnsNonStructTypeSchema": misfit(42),
        "InvalidAnalyzeMethodWithSinglePartitionNoInputTable": misfit(withSinglePartition=True),
        "InvalidAnalyzeMethodWithPartitionByNoInputTable": misfit(partitionBy=one),
        "InvalidAnalyzeMethodWithPartitionByListOfStrings": misfit(partitionBy=["partition_col"]),
    }
    places = {
        "ScalarType": (StringType(), False, None, "abc"),
        "ArrayType": (ArrayType(IntegerType()), False, None, [1, 2]),
        "ArrayElementType": (ArrayType(IntegerType(), False), True, [1, None], [1, 2]),
        "StructType": (StructType().add("field", IntegerType(), False), True, Row(field=None), Row(field=1)),
        "MapType": (MapType(IntegerType(), StringType(), False), True, {1: None}, {1: "abc"}),
    }
    for place, (type_, nullable, wrong, right) in places.items():
        found[f"InvalidEvalReturnsNoneToNonNullableColumn{place}"] = none_of(type_, nullable, wrong)
        found[f"InvalidTerminateReturnsNoneToNonNullableColumn{place}"] = none_of(type_, nullable, wrong, right)
    return found


def register(spark):
    for name, function in functions().items():
        if isinstance(function, type):
            function.__name__ = name
            function = udtf(function)
        spark.udtf.register(name, function)
