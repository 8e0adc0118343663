"""Missing data: fill, drop and replace, over every kind of column and value."""

import datetime
import decimal

from case import Cases
from pyspark.sql import Row
from pyspark.sql import functions as F

CASES = Cases()
D = decimal.Decimal
NAN = float("nan")


def on(name, use, frame=None, **options):
    """A case over a frame of this module."""
    CASES.add(name, lambda spark: use((frame or mixed)(spark)), **options)


def mixed(spark):
    return spark.createDataFrame(
        [
            (1, 1, 1, 1, 1.5, 1.5, D("1.50"), "x", True, datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1, 1), [1], Row(v=1)),
            (None,) * 13,
            (None, 2, None, 2, NAN, NAN, None, "", False, None, None, [None], Row(v=None)),
            (3, None, 3, None, 0.0, -1.0, D("0.00"), "y", None, None, None, [], None),
        ],
        "a tinyint, b smallint, c int, d bigint, e float, f double, g decimal(6,2), h string, i boolean, j date, k timestamp, l array<int>, m struct<v:int>",
    ).coalesce(1)


def people(spark):
    return spark.createDataFrame([(10, 80.5, "Ann", None), (5, None, "Bob", None), (None, None, "Tom", None), (None, None, None, True)], "age int, height double, name string, spy boolean").coalesce(1)


def twice(spark):
    return people(spark).select("age", F.col("height").alias("age"), "name")


def required(spark):
    """Columns that cannot be NULL."""
    return spark.range(3).select("id", F.lit("t").alias("s"), F.col("id").cast("double").alias("f"))


# ---- fill ----

on("fill_int", lambda df: df.na.fill(50))
on("fill_negative", lambda df: df.fillna(-1))
on("fill_double", lambda df: df.na.fill(2.75))
on("fill_big", lambda df: df.na.fill(300).collect())
on("fill_text", lambda df: df.na.fill("none"))
on("fill_boolean", lambda df: df.na.fill(True))
on("fill_subset", lambda df: df.na.fill(7, subset=["a", "f", "h"]))
on("fill_subset_text", lambda df: df.na.fill("q", subset="h"))
on("fill_subset_tuple", lambda df: df.fillna(False, ("i", "h")))
on("fill_dict", lambda df: df.na.fill({"a": 9, "h": "unknown", "i": False}))
on("fill_dict_one", lambda df: df.na.fill({"h": 5}))
on("fill_dict_casts", lambda df: df.na.fill({"h": 5, "c": "12", "f": 3, "g": 1.239, "i": "true"}))
on("fill_dict_impossible", lambda df: df.na.fill({"j": 5, "c": 1}))
on("fill_dict_text_for_int", lambda df: df.na.fill({"c": "x", "h": "y"}).collect())
on("fill_dict_date", lambda df: df.na.fill({"j": "2021-02-03", "k": "2021-02-03 04:05:06"}))
on("fill_dict_array", lambda df: df.na.fill({"l": "x", "h": "y"}))
on("fill_dict_unknown", lambda df: df.na.fill({"a": 1, "zz": 2}))
on("fill_dict_one_unknown", lambda df: df.na.fill({"zz": 2}))
on("fill_subset_unknown", lambda df: df.na.fill(1, ["a", "zz"]))
on("fill_subset_other_case", lambda df: df.na.fill(1, ["A", "D"]).select("a", "d"))
on("fill_subset_field", lambda df: df.na.fill(1, ["m.v"]).select("m"))
on("fill_dict_field", lambda df: df.na.fill({"m.v": 1, "a": 2}))
on("fill_subset_empty", lambda df: df.na.fill(1, []))
on("fill_dict_empty", lambda df: df.na.fill({}))
on("fill_list", lambda df: df.na.fill([1]))
on("fill_subset_wrong", lambda df: df.na.fill(1, 5))
on("fill_people", lambda df: df.na.fill({"age": 50, "name": "unknown"}), people)
on("fill_people_schema", lambda df: df.na.fill(50).schema.json(), people)
on("fill_twice", lambda df: df.na.fill(0), twice)
on("fill_twice_subset", lambda df: df.na.fill(0, ["age"]), twice)
on("fill_required", lambda df: df.na.fill(1).na.fill("x"), required)
on("fill_above", lambda df: df.na.fill(0).filter("age = 0").select("name", "age"), people)
on("fill_then_column", lambda df: df.na.fill(0).select(df["age"]), people)
on("fill_metadata", lambda df: df.select(F.col("age").alias("age", metadata={"k": 1}), F.col("name").alias("n", metadata={"k": 2})).na.fill(0).schema.json(), people)
on("fill_quoted", lambda df: df.toDF("a.b", "c d", "e", "f").na.fill(0, ["`a.b`", "c d"]), people)
on("fill_quoted_not", lambda df: df.toDF("a.b", "c d", "e", "f").na.fill(0, ["a.b"]), people)

# ---- drop ----

on("drop", lambda df: df.na.drop())
on("drop_all", lambda df: df.na.drop("all"))
on("drop_any_subset", lambda df: df.na.drop("any", subset=["c", "f"]))
on("drop_all_subset", lambda df: df.dropna("all", subset=["c", "e", "f"]))
on("drop_thresh", lambda df: df.dropna(thresh=7))
on("drop_thresh_subset", lambda df: df.dropna(thresh=2, subset=["a", "b", "e", "f"]))
on("drop_thresh_zero", lambda df: df.dropna(thresh=0).count())
on("drop_thresh_many", lambda df: df.dropna(thresh=100).count())
on("drop_thresh_over_how", lambda df: df.dropna(how="any", thresh=5))
on("drop_twice_named", lambda df: df.dropna(thresh=2, subset=["a", "a", "b"]))
on("drop_text_subset", lambda df: df.dropna(subset="h"))
on("drop_field", lambda df: df.dropna(subset=["m.v"]))
on("drop_unknown", lambda df: df.dropna(subset=["zz"]))
on("drop_other_case", lambda df: df.dropna(subset=["A"]).count())
on("drop_how_wrong", lambda df: df.dropna(how="some"))
on("drop_subset_wrong", lambda df: df.dropna(subset=5))
on("drop_twice", lambda df: df.dropna(), twice)
on("drop_twice_subset", lambda df: df.dropna(subset=["age"]), twice)
on("drop_then_column", lambda df: df.dropna(subset=["age"]).select(df["name"]), people)
on("drop_schema", lambda df: df.dropna().schema.json(), people)
on("drop_empty_subset", lambda df: df.dropna(subset=[]).count())

# ---- replace ----

on("replace_int", lambda df: df.na.replace(1, 10))
on("replace_int_list", lambda df: df.replace([1, 2], [10, 20]))
on("replace_list_one", lambda df: df.replace([1, 2, 3], 9))
on("replace_double", lambda df: df.replace(1.5, 2.25))
on("replace_double_for_int", lambda df: df.replace(1, 2.75).collect())
on("replace_overflow", lambda df: df.replace(1, 300).select("a").collect())
on("replace_nan", lambda df: df.replace(NAN, 0.0))
on("replace_text", lambda df: df.replace("x", "z"))
on("replace_text_empty", lambda df: df.replace("", "empty"))
on("replace_text_null", lambda df: df.replace("x", None))
on("replace_number_null", lambda df: df.replace(1, None))
on("replace_boolean", lambda df: df.replace(True, False))
on("replace_dict", lambda df: df.replace({"x": "1", "y": "2"}))
on("replace_dict_null", lambda df: df.replace({"x": None, "y": "q"}, subset=["h"]))
on("replace_dict_numbers", lambda df: df.replace({1: 5, 2: 6, 3: 7}, subset=["b", "d", "g", "h"]))
on("replace_dict_floats", lambda df: df.replace({1.5: 5.5, 0.0: 0.5}))
on("replace_swap", lambda df: df.replace({1: 2, 2: 1}).select("b", "d"))
on("replace_subset", lambda df: df.replace(1, 5, subset=["a", "h"]))
on("replace_subset_text", lambda df: df.replace(1, 5, "a"))
on("replace_subset_unknown", lambda df: df.replace(1, 5, ["zz"]))
on("replace_subset_field", lambda df: df.replace(1, 5, ["m.v"]))
on("replace_subset_case", lambda df: df.replace(1, 5, ["A"]).select("a"))
on("replace_mixed", lambda df: df.replace([1, "x"], [2, "y"]))
on("replace_lengths", lambda df: df.replace([1, 2], [1]))
on("replace_no_value", lambda df: df.replace(1))
on("replace_empty", lambda df: df.replace({}))
on("replace_number_by_text", lambda df: df.replace(1, "x"))
on("replace_bool_by_int", lambda df: df.replace(True, 1))
on("replace_schema", lambda df: df.replace(1, 10).schema.json())
on("replace_people", lambda df: df.na.replace(["Ann", "Bob"], ["A", "B"], "name"), people)
on("replace_twice", lambda df: df.na.replace(10, 11), twice)
on("replace_twice_subset", lambda df: df.na.replace(10, 11, ["age"]), twice)
on("replace_required", lambda df: df.na.replace(1, 11).na.replace("t", None), required)
on("replace_decimal", lambda df: df.na.replace(1.5, 2.239, ["g"]).select("g"))
on("replace_then_column", lambda df: df.na.replace(10, 11).select(df["name"]), people)
