"""The first hour of a notebook: data from Python, the DataFrame API's daily forms, what is printed, views, settings, the catalog."""

import contextlib
import datetime
import decimal
import io

from case import Cases
from pyspark.sql import Row, Window
from pyspark.sql import functions as F
from pyspark.sql import types as T

CASES = Cases()
D = decimal.Decimal


def add(**options):
    """Adds a case under the function's name."""
    return CASES.case(**options)


def printed(function):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        function()
    return out.getvalue()


def people(spark):
    return spark.createDataFrame(
        [
            (1, "Ann", "sales", 3000.0, datetime.date(2020, 1, 31)),
            (2, "Bob", "sales", 4000.5, datetime.date(2019, 6, 15)),
            (3, "Cid", "tech", 5200.0, None),
            (4, "Dan", "tech", None, datetime.date(2021, 2, 28)),
            (5, "Eve", None, 100.25, datetime.date(2022, 12, 31)),
            (6, None, "hr", 3000.0, datetime.date(1999, 12, 31)),
        ],
        ["id", "name", "dept", "pay", "since"],
    )


def depts(spark):
    return spark.createDataFrame([("sales", "Rome"), ("tech", "Oslo"), ("law", "Bonn"), (None, "Nowhere")], "dept string, city string")


def nested(spark):
    return spark.createDataFrame(
        [
            (1, [1, 2, 3], {"a": 1, "b": 2}, Row(x=1, y="one")),
            (2, [], {}, Row(x=None, y=None)),
            (3, None, None, None),
            (4, [None, 5], {"c": None}, Row(x=4, y="four")),
        ],
        "id int, arr array<int>, m map<string,int>, s struct<x:int,y:string>",
    )


# ---- createDataFrame ----


@add()
def create_tuples_names(spark):
    return spark.createDataFrame([(1, "a"), (2, None)], ["i", "s"])


@add()
def create_tuples_no_names(spark):
    return spark.createDataFrame([(1, "a", 2.5, True)])


@add()
def create_dicts(spark):
    return spark.createDataFrame([{"b": 1, "a": "x"}, {"a": "y", "b": 2}, {"a": None, "b": None}])


@add()
def create_rows(spark):
    return spark.createDataFrame([Row(a=1, b="x"), Row(a=None, b="y")])


@add()
def create_ddl(spark):
    return spark.createDataFrame([(1, 2, 3, 4, 1.5, 2.5, "s", True)], "a tinyint, b smallint, c int, d bigint, e float, f double, g string, h boolean")


@add()
def create_ddl_colon(spark):
    return spark.createDataFrame([(1, "x")], "a: int, b: string")


@add()
def create_single_type(spark):
    return spark.createDataFrame([1, 2, None], "int")


@add()
def create_struct_type(spark):
    schema = T.StructType(
        [
            T.StructField("i", T.IntegerType(), False, {"comment": "the key"}),
            T.StructField("s", T.StringType(), True),
            T.StructField("d", T.DecimalType(12, 3), True),
        ]
    )
    return spark.createDataFrame([(1, "x", D("1.5")), (2, None, None)], schema)


@add()
def create_scalars(spark):
    return spark.createDataFrame(
        [
            (
                1,
                -(2**63),
                2**63 - 1,
                1.5,
                float("nan"),
                float("-inf"),
                "é€😀",
                True,
                bytearray(b"\x00\xff"),
                D("12.345"),
                datetime.date(2024, 2, 29),
                datetime.datetime(2024, 2, 29, 12, 34, 56, 789012),
                datetime.timedelta(days=1, seconds=2, microseconds=3),
            ),
            (None,) * 13,
        ],
        ["i", "lo", "hi", "f", "nan", "inf", "s", "b", "bin", "dec", "date", "ts", "iv"],
    )


@add()
def create_bytes(spark):
    return spark.createDataFrame([(b"abc",), (b"",), (None,)], ["b"])


@add()
def create_nested(spark):
    return nested(spark)


@add()
def create_inferred_nested(spark):
    return spark.createDataFrame([(1, [1, 2], {"k": 1.5}, Row(x=1, y=Row(z="q")), (1, "t"), [[1], []], [{"a": 1}])], ["i", "l", "m", "r", "t", "ll", "lm"])


@add()
def create_nested_datetimes(spark):
    return spark.createDataFrame(
        [([datetime.date(2020, 1, 1)], {"k": datetime.datetime(2020, 1, 1, 1, 2, 3)}, Row(d=D("1.10")))],
        "a array<date>, b map<string,timestamp>, c struct<d:decimal(10,2)>",
    )


@add()
def create_empty(spark):
    return spark.createDataFrame([], "a int, b array<string>")


@add()
def create_decimal_inferred(spark):
    return spark.createDataFrame([(D("123456789012345678.123456789"),)], ["d"])


@add()
def create_ntz(spark):
    return spark.createDataFrame([(datetime.datetime(2020, 5, 6, 7, 8, 9),)], "t timestamp_ntz")


@add()
def create_mixed_number_lists(spark):
    return spark.createDataFrame([(1, 2.0), (3, 4.0)], ["a", "b"])


@add()
def create_pandas(spark):
    import pandas as pd

    return spark.createDataFrame(
        pd.DataFrame(
            {
                "i": [1, 2],
                "f": [1.5, float("nan")],
                "s": ["a", None],
                "b": [True, False],
                "t": pd.to_datetime(["2020-01-01 01:02:03", "2021-06-01 00:00:00"]),
            }
        )
    )


@add()
def create_pandas_schema(spark):
    import pandas as pd

    return spark.createDataFrame(pd.DataFrame({"x": [1, 2], "y": ["p", "q"]}), "a long, b string")


@add()
def create_pandas_names(spark):
    import pandas as pd

    return spark.createDataFrame(pd.DataFrame([[1, "a"], [2, "b"]]), ["n", "t"])


@add()
def create_pandas_nested(spark):
    import pandas as pd

    return spark.createDataFrame(pd.DataFrame({"l": [[1, 2], [3]], "d": [D("1.5"), D("2.25")]}))


@add()
def create_numpy(spark):
    import numpy as np

    return spark.createDataFrame(np.array([[1, 2], [3, 4]]))


@add()
def create_numpy_one_column(spark):
    import numpy as np

    return spark.createDataFrame(np.array([1.5, 2.5]), ["v"])


@add(since=(4, 0))
def create_arrow(spark):
    import pyarrow as pa

    return spark.createDataFrame(
        pa.table(
            {
                "i8": pa.array([1, None], pa.int8()),
                "i64": pa.array([1, 2**62], pa.int64()),
                "f32": pa.array([1.5, None], pa.float32()),
                "s": pa.array(["a", None]),
                "ls": pa.array(["a", None], pa.large_string()),
                "b": pa.array([b"x", None]),
                "d": pa.array([datetime.date(2020, 1, 1), None]),
                "t": pa.array([datetime.datetime(2020, 1, 1), None], pa.timestamp("us", tz="UTC")),
                "n": pa.array([datetime.datetime(2020, 1, 1), None], pa.timestamp("us")),
                "dec": pa.array([D("1.25"), None], pa.decimal128(10, 2)),
                "l": pa.array([[1, None], None], pa.list_(pa.int32())),
                "st": pa.array([{"x": 1}, None], pa.struct([("x", pa.int32())])),
                "m": pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int32())),
            }
        )
    )


@add(since=(4, 0))
def create_arrow_schema(spark):
    import pyarrow as pa

    return spark.createDataFrame(pa.table({"a": [1, 2], "b": ["x", "y"]}), "p long, q string")


@add()
def create_wrong_type(spark):
    return spark.createDataFrame([("x",)], "a int")


# ---- range ----

CASES.add("range_end", lambda spark: spark.range(4))
CASES.add("range_start_end", lambda spark: spark.range(2, 5))
CASES.add("range_step", lambda spark: spark.range(10, 0, -3))
CASES.add("range_partitions", lambda spark: spark.range(0, 5, 2, 3))
CASES.add("range_empty", lambda spark: spark.range(5, 5))
CASES.add("range_zero_step", lambda spark: spark.range(0, 5, 0))

# ---- projection ----

CASES.add("select_names", lambda spark: people(spark).select("id", "name"))
CASES.add("select_star_and_more", lambda spark: people(spark).select("*", (F.col("pay") * 2).alias("twice")))
CASES.add("select_list", lambda spark: people(spark).select(["id", F.upper("name")]))
CASES.add("select_attribute", lambda spark: (lambda df: df.select(df.id + 1, df["pay"] / 2, -df.id, ~(df.id > 2)))(people(spark)))
CASES.add("select_arithmetic", lambda spark: people(spark).select(F.col("id") % 2, F.col("id") - 1, 10 - F.col("id"), F.col("id") ** 2, F.col("id") * 1.5))
CASES.add("select_expr", lambda spark: people(spark).selectExpr("id + 1 AS n", "upper(name)", "*"))
CASES.add("select_backticks", lambda spark: spark.createDataFrame([(1, 2)], ["a.b", "c d"]).select("`a.b`", F.col("`c d`")))
CASES.add("select_literals", lambda spark: spark.range(1).select(F.lit(1), F.lit("x"), F.lit(1.5), F.lit(None), F.lit(True), F.lit(datetime.date(2020, 1, 2)), F.lit([1, 2])))
CASES.add("select_decimal_literals", lambda spark: spark.range(1).select(F.lit(D("1.50")), F.lit(D("1E+3")), F.lit(b"xy"), F.lit(datetime.timedelta(hours=25)), F.lit(2**40)))
CASES.add("select_datetime_literal", lambda spark: spark.range(1).select(F.lit(datetime.datetime(2020, 1, 2, 3, 4, 5, 6))))
CASES.add("filter_column", lambda spark: people(spark).filter(F.col("pay") > 3000))
CASES.add("filter_string", lambda spark: people(spark).filter("pay > 3000 AND dept = 'tech'"))
CASES.add("where_and_or", lambda spark: people(spark).where((F.col("id") > 2) & (F.col("dept").isNotNull()) | F.col("name").isNull()))
CASES.add("filter_chain_dropped", lambda spark: people(spark).select("id").filter(F.col("pay") > 3000))
CASES.add("with_column", lambda spark: people(spark).withColumn("x", F.col("id") * 10).withColumn("id", F.col("id") + 100))
CASES.add("with_columns", lambda spark: people(spark).withColumns({"x": F.col("id") * 10, "name": F.lower("name")}))
CASES.add("with_column_renamed", lambda spark: people(spark).withColumnRenamed("id", "key").withColumnRenamed("nope", "x"))
CASES.add("with_columns_renamed", lambda spark: people(spark).withColumnsRenamed({"id": "key", "pay": "salary"}))
CASES.add("with_metadata", lambda spark: people(spark).select("id").withMetadata("id", {"k": "v"}))
CASES.add("drop_names", lambda spark: people(spark).drop("name", "nope"))
CASES.add("drop_column", lambda spark: (lambda df: df.drop(df.name))(people(spark)))
CASES.add("to_df", lambda spark: people(spark).select("id", "name").toDF("a", "b"))
CASES.add("to_df_wrong", lambda spark: people(spark).toDF("a", "b"))
CASES.add("to_schema", lambda spark: people(spark).select("name", "id").to(T.StructType([T.StructField("id", T.StringType()), T.StructField("name", T.StringType())])))
CASES.add("alias_qualified", lambda spark: people(spark).alias("p").select("p.id", F.col("p.name"), "p.*"))
CASES.add("case_insensitive", lambda spark: people(spark).select("ID", "Name"))
CASES.add("when_otherwise", lambda spark: people(spark).select(F.when(F.col("pay") > 4000, "high").when(F.col("pay") > 1000, "mid").otherwise("low").alias("level")))
CASES.add("when_alone", lambda spark: people(spark).select(F.when(F.col("id") > 3, F.col("id"))))
CASES.add("isin", lambda spark: people(spark).select(F.col("id").isin(1, 3), F.col("dept").isin(["hr", "tech"]), F.col("dept").isin([])))
CASES.add("between_like", lambda spark: people(spark).select(F.col("id").between(2, 4), F.col("name").like("%n"), F.col("name").rlike("^[AB]"), F.col("name").ilike("a%")))
CASES.add("string_methods", lambda spark: people(spark).select(F.col("name").substr(1, 2), F.col("name").startswith("A"), F.col("name").endswith("e"), F.col("name").contains("o")))
CASES.add("casts", lambda spark: people(spark).select(F.col("id").cast("string"), F.col("pay").cast("int"), F.col("since").cast(T.StringType()), F.col("id").astype("decimal(10,2)")))
CASES.add("null_safe", lambda spark: people(spark).select(F.col("dept").eqNullSafe(None), F.col("dept").eqNullSafe("hr"), F.col("dept") == "hr", F.col("dept") != "hr"))
CASES.add("bitwise", lambda spark: people(spark).select(F.col("id").bitwiseAND(1), F.col("id").bitwiseOR(8), F.col("id").bitwiseXOR(3)))
CASES.add("nested_access_safe", lambda spark: nested(spark).select("s.x", F.col("s")["y"], F.get("arr", F.lit(0)), F.col("m")["a"], "s.*"))
CASES.add("with_field", lambda spark: nested(spark).select(F.col("s").withField("z", F.lit(1)), F.col("s").dropFields("x")))
CASES.add("struct_array_map", lambda spark: people(spark).select(F.struct("id", "name"), F.array("id", F.lit(0)), F.create_map(F.lit("k"), "id"), F.struct(F.col("id").alias("q"))))
CASES.add("explode", lambda spark: nested(spark).select("id", F.explode("arr")))
CASES.add("explode_outer", lambda spark: nested(spark).select("id", F.explode_outer("arr").alias("e")))
CASES.add("explode_map", lambda spark: nested(spark).select("id", F.explode("m")))
CASES.add("explode_map_alias", lambda spark: nested(spark).select("id", F.explode_outer("m").alias("k", "v")))
CASES.add("posexplode", lambda spark: nested(spark).select(F.posexplode("arr")))
CASES.add("inline", lambda spark: spark.sql("SELECT array(struct(1 AS a, 'x' AS b), struct(2 AS a, 'y' AS b)) AS v").select(F.inline("v")))
CASES.add("higher_order", lambda spark: nested(spark).select(F.transform("arr", lambda x: x + 1), F.filter("arr", lambda x: x > 1), F.exists("arr", lambda x: x == 5), F.aggregate("arr", F.lit(0), lambda a, x: a + F.coalesce(x, F.lit(0)))))
CASES.add("higher_order_index", lambda spark: nested(spark).select(F.transform("arr", lambda x, i: x * i), F.map_filter("m", lambda k, v: v > 1), F.transform_values("m", lambda k, v: v * 10), F.zip_with("arr", "arr", lambda a, b: a + b)))
CASES.add("strings", lambda spark: people(spark).select(F.concat("name", F.lit("-"), "dept"), F.concat_ws("/", "name", "dept"), F.length("name"), F.lpad("name", 5, "*"), F.regexp_replace("name", "[aeiou]", "_"), F.split("name", "n"), F.initcap(F.lit("hello wORLD")), F.trim(F.lit("  x ")), F.format_string("%d:%s", "id", "name")))
CASES.add("dates", lambda spark: people(spark).select(F.year("since"), F.month("since"), F.dayofmonth("since"), F.date_add("since", 1), F.add_months("since", 1), F.last_day("since"), F.date_format("since", "yyyy/MM/dd EEE"), F.datediff("since", F.lit("2020-01-01").cast("date")), F.trunc("since", "month"), F.date_trunc("year", "since")))
CASES.add("timestamps", lambda spark: spark.sql("SELECT timestamp'2024-03-10 12:34:56.789' AS t").select("t", F.hour("t"), F.minute("t"), F.second("t"), F.unix_timestamp("t"), F.from_unixtime(F.unix_timestamp("t")), F.date_trunc("hour", "t"), F.to_timestamp(F.lit("2020-01-01 10:00:00")), F.dayofweek("t")))
CASES.add("numbers", lambda spark: people(spark).select(F.round("pay", 1), F.bround("pay"), F.ceil("pay"), F.floor("pay"), F.sqrt("id"), F.greatest("id", F.lit(3)), F.least("id", F.lit(3)), F.abs(-F.col("id")), F.pow("id", F.lit(2)), F.log("id"), F.format_number("pay", 2)))
CASES.add("nulls", lambda spark: people(spark).select(F.coalesce("name", "dept", F.lit("?")), F.isnull("name"), F.nvl("name", F.lit("-")), F.nullif("dept", F.lit("hr")), F.isnan("pay"), F.ifnull("pay", F.lit(0.0))))
CASES.add("expr_functions", lambda spark: people(spark).select(F.expr("id * 2 + length(name)"), F.call_function("upper", F.col("name"))))

# ---- aggregation ----

CASES.add("agg_global", lambda spark: people(spark).agg(F.count("*"), F.count("name"), F.sum("pay"), F.avg("pay"), F.min("name"), F.max("since")), ordered=False)
CASES.add("agg_dict", lambda spark: people(spark).agg({"pay": "max", "id": "count"}), ordered=False)
CASES.add("group_count", lambda spark: people(spark).groupBy("dept").count(), ordered=False)
CASES.add("group_agg", lambda spark: people(spark).groupBy("dept").agg(F.sum("pay").alias("s"), F.sort_array(F.collect_list("id")).alias("l"), F.count_distinct("pay"), F.first("dept")), ordered=False)
CASES.add("group_dict", lambda spark: people(spark).groupBy("dept").agg({"pay": "sum", "*": "count"}), ordered=False)
CASES.add("group_avg", lambda spark: people(spark).groupBy("dept").avg("pay", "id"), ordered=False)
CASES.add("group_mean_all", lambda spark: people(spark).groupBy("dept").mean(), ordered=False)
CASES.add("group_min_max", lambda spark: people(spark).groupBy("dept").min("pay").join(people(spark).groupBy("dept").max("pay"), "dept"), ordered=False)
CASES.add("group_sum_all", lambda spark: people(spark).groupby().sum(), ordered=False)
CASES.add("group_expression", lambda spark: people(spark).groupBy((F.col("id") % 2).alias("odd"), F.length("name")).agg(F.max("id")), ordered=False)
CASES.add("group_ordinal", lambda spark: people(spark).groupBy(3).count(), since=(4, 0), ordered=False)
CASES.add("rollup", lambda spark: people(spark).rollup("dept", "name").agg(F.count("*"), F.grouping_id(), F.grouping("dept")), ordered=False)
CASES.add("cube", lambda spark: people(spark).cube("dept", F.col("id") > 3).agg(F.sum("pay")), ordered=False)
CASES.add("grouping_sets", lambda spark: people(spark).groupingSets([["dept"], ["name"], []], "dept", "name").agg(F.count("*")), since=(4, 0), ordered=False)
CASES.add("pivot", lambda spark: people(spark).groupBy("dept").pivot("id", [1, 3]).agg(F.sum("pay")), ordered=False)
CASES.add("pivot_unknown_values", lambda spark: people(spark).groupBy("dept").pivot("name").agg(F.sum("pay"), F.count("id")), ordered=False)
CASES.add("agg_statistics", lambda spark: people(spark).agg(F.stddev("pay"), F.variance("pay"), F.skewness("pay"), F.kurtosis("pay"), F.corr("id", "pay"), F.covar_pop("id", "pay"), F.median("pay"), F.percentile_approx("pay", 0.5), F.mode("pay")), ordered=False)
CASES.add("agg_collect", lambda spark: people(spark).agg(F.sort_array(F.collect_set("dept")), F.sum_distinct("pay"), F.max_by("name", "pay"), F.min_by("name", "id"), F.bool_and(F.col("id") > 0), F.approx_count_distinct("dept")), ordered=False)
CASES.add("agg_no_grouping_error", lambda spark: people(spark).groupBy("dept").agg(F.col("name")))
CASES.add("having_filter", lambda spark: people(spark).groupBy("dept").agg(F.count("*").alias("n")).where("n > 1"), ordered=False)

# ---- joins ----

for how in ("inner", "left", "right", "full", "outer", "left_outer", "rightouter", "fullouter", "left_semi", "semi", "left_anti", "anti", "cross"):
    CASES.add(f"join_name_{how}", lambda spark, how=how: people(spark).join(depts(spark), "dept", how), ordered=False)
CASES.add("join_list", lambda spark: people(spark).join(people(spark).select("id", "dept", F.col("pay").alias("p2")), ["id", "dept"], "left"), ordered=False)
CASES.add("join_condition", lambda spark: (lambda a, b: a.join(b, a.dept == b.dept).select(a.id, b.city, a.dept, b["dept"]))(people(spark), depts(spark)), ordered=False)
CASES.add("join_conditions", lambda spark: (lambda a, b: a.join(b, [a.dept == b.dept, a.id > 1], "left"))(people(spark), depts(spark)), ordered=False)
CASES.add("join_not_equal", lambda spark: (lambda a, b: a.join(b, a.dept < b.dept))(people(spark).select("id", "dept"), depts(spark)), ordered=False)
CASES.add("join_self_alias", lambda spark: (lambda p: p.alias("a").join(p.alias("b"), F.col("a.id") == F.col("b.id") + 1).select("a.id", "b.name"))(people(spark)), ordered=False)
CASES.add("join_self_columns", lambda spark: (lambda p, q: p.join(q, p["id"] == q["id"]).select(p["id"], q["name"]))(people(spark), people(spark).filter("id > 2")), ordered=False)
CASES.add("join_derived", lambda spark: (lambda p: (lambda q: p.join(q, p["dept"] == q["dept"]))(p.groupBy("dept").agg(F.max("pay").alias("top"))))(people(spark).select("id", "dept", "pay")), ordered=False)
CASES.add("join_self_ambiguous", lambda spark: (lambda p: p.join(p, p["id"] == p["id"]).select("id"))(people(spark)))
CASES.add("join_cross", lambda spark: people(spark).select("id").crossJoin(depts(spark)), ordered=False)
CASES.add("join_no_condition", lambda spark: people(spark).select("id").limit(2).join(depts(spark)), ordered=False)
CASES.add("join_null_safe", lambda spark: (lambda a, b: a.join(b, a.dept.eqNullSafe(b.dept)).select(a.id, b.city))(people(spark), depts(spark)), ordered=False)
CASES.add("join_hint", lambda spark: people(spark).join(F.broadcast(depts(spark)), "dept"), ordered=False)
CASES.add("join_unknown_type", lambda spark: people(spark).join(depts(spark), "dept", "sideways"))
CASES.add("join_drop_duplicate_column", lambda spark: (lambda a, b: a.join(b, a.dept == b.dept).drop(b.dept))(people(spark), depts(spark)), ordered=False)

# ---- order, limits, sets ----

CASES.add("order_desc", lambda spark: people(spark).orderBy(F.desc("pay"), "id"))
CASES.add("order_nulls", lambda spark: people(spark).orderBy(F.col("pay").desc_nulls_first(), F.col("name").asc_nulls_last()))
CASES.add("sort_flags", lambda spark: people(spark).sort("dept", "id", ascending=[False, True]))
CASES.add("sort_false", lambda spark: people(spark).sort(["pay", "id"], ascending=False))
CASES.add("sort_ordinal", lambda spark: people(spark).select("name", "id").sort(2), since=(4, 0))
CASES.add("sort_dropped_column", lambda spark: people(spark).select("id").orderBy("pay", "id"))
CASES.add("sort_in_partitions", lambda spark: people(spark).coalesce(1).sortWithinPartitions(F.desc("id")))
CASES.add("limit", lambda spark: people(spark).orderBy("id").limit(2))
CASES.add("offset", lambda spark: people(spark).orderBy("id").offset(4))
CASES.add("limit_offset", lambda spark: people(spark).orderBy("id").offset(1).limit(2))
CASES.add("limit_zero", lambda spark: people(spark).limit(0))
CASES.add("limit_negative", lambda spark: people(spark).limit(-1))
CASES.add("head_first_take_tail", lambda spark: (lambda df: [df.head(), df.head(2), df.first(), df.take(3), df.tail(2), df.limit(0).first(), df.limit(0).head(1)])(people(spark).orderBy("id")))
CASES.add("distinct", lambda spark: people(spark).select("dept").distinct(), ordered=False)
CASES.add("drop_duplicates", lambda spark: people(spark).select("dept", "pay").dropDuplicates(), ordered=False)
CASES.add("drop_duplicates_subset", lambda spark: people(spark).dropDuplicates(["dept"]).select("dept"), ordered=False)
CASES.add("drop_duplicates_unknown", lambda spark: people(spark).dropDuplicates(["nope"]))
CASES.add("union", lambda spark: people(spark).select("id", "name").union(people(spark).select(F.col("pay"), "dept")), ordered=False)
CASES.add("union_all", lambda spark: spark.range(2).unionAll(spark.range(2)), ordered=False)
CASES.add("union_by_name", lambda spark: people(spark).select("id", "name").unionByName(people(spark).select("name", "id")), ordered=False)
CASES.add("union_by_name_missing", lambda spark: people(spark).select("id", "name").unionByName(people(spark).select("dept", "id"), allowMissingColumns=True), ordered=False)
CASES.add("union_by_name_error", lambda spark: people(spark).select("id", "name").unionByName(people(spark).select("id", "dept")))
CASES.add("union_width_error", lambda spark: people(spark).union(depts(spark)))
CASES.add("intersect", lambda spark: people(spark).select("dept").intersect(depts(spark).select("dept")), ordered=False)
CASES.add("intersect_all", lambda spark: people(spark).select("dept").intersectAll(people(spark).select("dept")), ordered=False)
CASES.add("except", lambda spark: people(spark).select("dept").subtract(depts(spark).select("dept")), ordered=False)
CASES.add("except_all", lambda spark: people(spark).select("dept").exceptAll(depts(spark).select("dept")), ordered=False)

# ---- windows ----

by_dept = lambda: Window.partitionBy("dept").orderBy("pay", "id")  # noqa: E731
CASES.add("window_ranks", lambda spark: people(spark).select("id", F.row_number().over(by_dept()).alias("r"), F.rank().over(Window.partitionBy("dept").orderBy("pay")).alias("k"), F.dense_rank().over(Window.orderBy(F.desc("pay"))).alias("d"), F.ntile(2).over(by_dept()), F.percent_rank().over(by_dept()), F.cume_dist().over(by_dept())), ordered=False)
CASES.add("window_lag", lambda spark: people(spark).select("id", F.lag("pay").over(by_dept()).alias("a"), F.lead("pay", 1, 0.0).over(by_dept()).alias("b"), F.first("name").over(by_dept()), F.last("name", True).over(by_dept()), F.nth_value("id", 2).over(by_dept())), ordered=False)
CASES.add("window_frames", lambda spark: people(spark).select("id", F.sum("id").over(Window.orderBy("id").rowsBetween(-1, 1)).alias("a"), F.sum("id").over(Window.orderBy("id").rangeBetween(Window.unboundedPreceding, 0)).alias("b"), F.count("*").over(Window.partitionBy("dept")).alias("c"), F.avg("pay").over(Window.partitionBy("dept")).alias("m")), ordered=False)
CASES.add("window_top", lambda spark: people(spark).withColumn("r", F.row_number().over(Window.partitionBy("dept").orderBy(F.desc("pay")))).filter("r = 1").drop("r"), ordered=False)
CASES.add("window_no_order", lambda spark: people(spark).select(F.row_number().over(Window.partitionBy("dept"))))

# ---- missing values ----

CASES.add("na_fill", lambda spark: people(spark).na.fill({"name": "?", "pay": 0.0}))
CASES.add("fillna_number", lambda spark: people(spark).fillna(7))
CASES.add("fillna_string_subset", lambda spark: people(spark).fillna("none", subset=["dept"]))
CASES.add("fillna_bool", lambda spark: spark.createDataFrame([(True,), (None,)], ["b"]).fillna(False))
CASES.add("na_drop", lambda spark: people(spark).na.drop())
CASES.add("dropna_all", lambda spark: people(spark).dropna("all"))
CASES.add("dropna_thresh", lambda spark: people(spark).dropna(thresh=5))
CASES.add("dropna_subset", lambda spark: people(spark).dropna(subset=["name", "pay"]))
CASES.add("na_replace", lambda spark: people(spark).na.replace({"Ann": "Anna", "tech": "it"}))
CASES.add("replace_list", lambda spark: people(spark).replace([3000.0, 100.25], [1.0, 2.0], subset=["pay"]))

# ---- statistics ----

CASES.add("describe", lambda spark: people(spark).describe("id", "pay"))
CASES.add("describe_all", lambda spark: people(spark).describe())
CASES.add("summary", lambda spark: people(spark).summary("count", "min", "50%", "max"))
CASES.add("approx_quantile", lambda spark: people(spark).approxQuantile("pay", [0.0, 0.5, 1.0], 0.0))
CASES.add("corr", lambda spark: people(spark).dropna().corr("id", "pay"))
CASES.add("cov", lambda spark: people(spark).dropna().cov("id", "pay"))
CASES.add("crosstab", lambda spark: people(spark).dropna().crosstab("dept", "name"), ordered=False)
CASES.add("freq_items", lambda spark: people(spark).dropna().freqItems(["dept"], 0.4))
CASES.add("sample_all", lambda spark: people(spark).sample(1.0).count())
CASES.add("sample_none", lambda spark: people(spark).sample(0.0).count())
CASES.add("sample_bounds", lambda spark: 400 < spark.range(1000).sample(0.5, seed=7).count() < 600)
CASES.add("sample_by", lambda spark: people(spark).sampleBy("dept", {"sales": 1.0, "tech": 0.0}, 3).select("dept"))
CASES.add("random_split", lambda spark: sum(part.count() for part in spark.range(100).randomSplit([0.3, 0.7], 5)))
CASES.add("unpivot", lambda spark: people(spark).unpivot("id", ["pay"], "what", "value"))
CASES.add("melt", lambda spark: people(spark).melt(["id"], ["name", "dept"], "what", "value"))
CASES.add("transpose", lambda spark: spark.createDataFrame([("a", 1, 2), ("b", 3, 4)], ["k", "x", "y"]).transpose(), since=(4, 0))

# ---- actions ----

CASES.add("collect_rows", lambda spark: people(spark).collect())
CASES.add("row_access", lambda spark: (lambda r: [r.id, r["name"], r[2], r.asDict(), len(r)])(people(spark).orderBy("id").first()))
CASES.add("count_is_empty", lambda spark: [people(spark).count(), people(spark).isEmpty(), people(spark).limit(0).isEmpty(), people(spark).limit(0).count()])
CASES.add("to_local_iterator", lambda spark: [row.id for row in spark.range(5).toLocalIterator()])
CASES.add("foreach_names", lambda spark: [people(spark).columns, people(spark).dtypes])
CASES.add("schema_text", lambda spark: [nested(spark).schema.simpleString(), nested(spark).schema.json()])
CASES.add("is_local_streaming", lambda spark: [people(spark).isLocal(), people(spark).isStreaming, people(spark).inputFiles()])


def as_lists(pdf):
    import pandas as pd

    def value(v):
        if v is None or v is pd.NaT:
            return None
        if isinstance(v, pd.Timestamp):
            return v.to_pydatetime()
        if hasattr(v, "tolist"):
            v = v.tolist()
        return None if isinstance(v, float) and v != v else v

    return [list(pdf.columns), [[value(v) for v in pdf[c].tolist()] for c in pdf.columns]]


CASES.add("to_pandas", lambda spark: as_lists(people(spark).toPandas()))
CASES.add("to_pandas_nested", lambda spark: as_lists(nested(spark).select("id", "arr").toPandas()))
CASES.add("to_pandas_timestamp", lambda spark: as_lists(spark.sql("SELECT timestamp'2020-01-01 01:02:03' t, timestamp_ntz'2020-01-01 01:02:03' n, date'2020-01-01' d").toPandas()))
CASES.add("to_pandas_empty", lambda spark: as_lists(people(spark).limit(0).toPandas()))
CASES.add("duplicate_names", lambda spark: spark.sql("SELECT 1 AS a, 2 AS a"))
CASES.add("to_arrow", lambda spark: str(people(spark).toArrow().schema), since=(4, 0))
CASES.add("to_arrow_nested", lambda spark: str(nested(spark).toArrow().schema), since=(4, 0))
CASES.add("cache", lambda spark: (lambda df: [df.cache().count(), str(df.storageLevel), df.unpersist().count()])(people(spark)))
CASES.add("repartition", lambda spark: people(spark).repartition(3, "dept").count())
CASES.add("hint", lambda spark: people(spark).hint("broadcast").select("id"))
CASES.add("transform_method", lambda spark: people(spark).transform(lambda df: df.select("id")))
CASES.add("same_semantics", lambda spark: (lambda df: [df.sameSemantics(df), df.select("id").sameSemantics(df.select("name"))])(people(spark)))

# ---- printing ----

CASES.add("show", lambda spark: printed(people(spark).show))
CASES.add("show_n", lambda spark: printed(lambda: people(spark).show(2)))
CASES.add("show_truncate", lambda spark: printed(lambda: spark.sql("SELECT 'a long text that is longer than twenty' AS t, 1 AS n").show()))
CASES.add("show_truncate_false", lambda spark: printed(lambda: spark.sql("SELECT 'a long text that is longer than twenty' AS t, 1 AS n").show(truncate=False)))
CASES.add("show_truncate_3", lambda spark: printed(lambda: people(spark).show(2, 3)))
CASES.add("show_vertical", lambda spark: printed(lambda: people(spark).show(2, vertical=True)))
CASES.add("show_wide", lambda spark: printed(lambda: spark.sql("SELECT '日本語テキスト' AS `列`, 'é' AS e, '한국어' AS k").show()))
CASES.add("show_control", lambda spark: printed(lambda: spark.sql("SELECT 'a\\nb\\tc' AS t").show()))
CASES.add("show_empty", lambda spark: printed(people(spark).limit(0).show))
CASES.add("show_no_columns", lambda spark: printed(people(spark).select().show))
CASES.add("show_zero", lambda spark: printed(lambda: people(spark).show(0)))
CASES.add("show_types", lambda spark: printed(lambda: spark.sql("SELECT 1Y, 1.50BD, 1e10D, float(1.1), double('NaN'), X'00FF', date'2020-01-01', timestamp'2020-01-01 10:00:00.5', interval '1' day, interval '1-2' year to month, array(1, null), map('a', 1), named_struct('x', null, 'y', 's'), true, null").show(truncate=False)))
CASES.add("show_nested", lambda spark: printed(lambda: nested(spark).show(truncate=False)))
CASES.add("print_schema", lambda spark: printed(people(spark).printSchema))
CASES.add("print_schema_nested", lambda spark: printed(nested(spark).printSchema))
CASES.add("print_schema_level", lambda spark: printed(lambda: nested(spark).printSchema(1)))
CASES.add("repr", lambda spark: [repr(people(spark)), repr(nested(spark)), repr(spark.range(1))])
CASES.add("repr_eager", lambda spark: (spark.conf.set("spark.sql.repl.eagerEval.enabled", "true"), repr(people(spark)), people(spark)._repr_html_(), spark.conf.unset("spark.sql.repl.eagerEval.enabled"))[1:3])
CASES.add("explain_prints", lambda spark: [len(printed(people(spark).explain)) > 0] + [len(printed(lambda m=m: people(spark).explain(mode=m))) > 0 for m in ("simple", "extended", "codegen", "cost", "formatted")])
CASES.add("explain_wrong_mode", lambda spark: people(spark).explain(mode="loud"))

# ---- views, SQL, tables ----


def with_view(name, make, use, globally=False):
    def run(spark):
        frame = make(spark)
        (frame.createOrReplaceGlobalTempView if globally else frame.createOrReplaceTempView)(name)
        try:
            result = use(spark)
            if hasattr(result, "collect"):
                schema, rows = result.schema.json(), result.collect()
                return [schema, rows]
            return result
        finally:
            (spark.catalog.dropGlobalTempView if globally else spark.catalog.dropTempView)(name)

    return run


CASES.add("view_sql", with_view("nb_people", people, lambda spark: spark.sql("SELECT dept, count(*) AS n FROM nb_people GROUP BY dept ORDER BY dept")))
CASES.add("view_table", with_view("nb_people", people, lambda spark: spark.table("nb_people").select("id")))
CASES.add("view_read_table", with_view("nb_people", people, lambda spark: spark.read.table("nb_people").select("name")))
CASES.add("view_global", with_view("nb_global", people, lambda spark: spark.sql("SELECT count(*) FROM global_temp.nb_global"), globally=True))
CASES.add("view_global_unqualified", with_view("nb_global", people, lambda spark: spark.sql("SELECT count(*) FROM nb_global"), globally=True))
CASES.add("view_create_twice", with_view("nb_people", people, lambda spark: people(spark).createTempView("nb_people")))
CASES.add("view_of_view", with_view("nb_people", people, lambda spark: (spark.sql("CREATE OR REPLACE TEMP VIEW nb_two AS SELECT id FROM nb_people WHERE id > 4"), spark.table("nb_two").collect(), spark.catalog.dropTempView("nb_two"))[1]))
CASES.add("view_sees_old_definition", with_view("nb_people", people, lambda spark: (spark.table("nb_people"), spark.range(3).createOrReplaceTempView("nb_people"), spark.table("nb_people").count())[2]))
CASES.add("view_missing", lambda spark: spark.table("nb_nothing_here"))
CASES.add("sql_named_args", lambda spark: spark.sql("SELECT :a + 1 AS x, :b AS y", {"a": 41, "b": "text"}))
CASES.add("sql_positional_args", lambda spark: spark.sql("SELECT ? AS x, ? AS y, ?", [1, "t", None]))
CASES.add("sql_arg_types", lambda spark: spark.sql("SELECT :d AS d, :t AS t, :f AS f, :n AS n", {"d": datetime.date(2020, 1, 1), "t": D("1.5"), "f": 2.5, "n": None}))
CASES.add("sql_args_in_filter", with_view("nb_people", people, lambda spark: spark.sql("SELECT id FROM nb_people WHERE pay > :p AND dept = :d", {"p": 3500, "d": "sales"})))
CASES.add("sql_missing_arg", lambda spark: spark.sql("SELECT :a", {"b": 1}))
CASES.add("sql_frame_args", lambda spark: spark.sql("SELECT count(*) AS n FROM {df}", df=people(spark)), since=(4, 0))
CASES.add("sql_array_arg", lambda spark: spark.sql("SELECT array_contains(:a, 2) AS c", {"a": F.array(F.lit(1), F.lit(2))}), since=(4, 0))
CASES.add("sql_command_result", lambda spark: spark.sql("CREATE OR REPLACE TEMP VIEW nb_cmd AS SELECT 1 AS a"))
CASES.add("sql_drop_view", lambda spark: (spark.sql("CREATE OR REPLACE TEMP VIEW nb_cmd AS SELECT 1 AS a"), spark.sql("DROP VIEW nb_cmd").collect(), spark.catalog.tableExists("nb_cmd"))[1:])
CASES.add("sql_drop_missing", lambda spark: spark.sql("DROP VIEW nb_never"))
CASES.add("sql_set", lambda spark: spark.sql("SET spark.sql.shuffle.partitions=7"))
CASES.add("sql_set_read", lambda spark: (spark.sql("SET nb.mine=some value"), spark.conf.get("nb.mine"), spark.sql("SET nb.mine").collect())[1:])
CASES.add("sql_show_views", with_view("nb_people", people, lambda spark: spark.sql("SHOW VIEWS LIKE 'nb_p*'")))

# ---- settings ----

CASES.add("conf_set_get", lambda spark: (spark.conf.set("spark.sql.shuffle.partitions", "9"), spark.conf.get("spark.sql.shuffle.partitions"), spark.conf.unset("spark.sql.shuffle.partitions"))[1])
CASES.add("conf_types", lambda spark: (spark.conf.set("nb.flag", True), spark.conf.set("nb.n", 3), [spark.conf.get("nb.flag"), spark.conf.get("nb.n")])[2])
CASES.add("conf_default", lambda spark: [spark.conf.get("nb.unknown", "fallback"), spark.conf.get("spark.sql.caseSensitive"), spark.conf.get("spark.sql.session.timeZone")])
CASES.add("conf_unknown", lambda spark: spark.conf.get("nb.unknown.key"))
CASES.add("conf_unset", lambda spark: (spark.conf.set("nb.gone", "1"), spark.conf.unset("nb.gone"), spark.conf.get("nb.gone", None))[2])
CASES.add("conf_modifiable", lambda spark: [spark.conf.isModifiable("spark.sql.shuffle.partitions"), spark.conf.isModifiable("spark.sql.warehouse.dir"), spark.conf.isModifiable("spark.master"), spark.conf.isModifiable("nb.any")])
CASES.add("conf_static", lambda spark: spark.conf.set("spark.sql.warehouse.dir", "/nowhere"))
CASES.add("conf_invalid", lambda spark: spark.conf.set("spark.sql.shuffle.partitions", "many"))
CASES.add("conf_get_all", lambda spark: (spark.conf.set("nb.listed", "1"), {"nb.listed": spark.conf.getAll["nb.listed"]})[1], since=(4, 0))
CASES.add("version_major", lambda spark: spark.version.split(".")[0], since=(4, 0))

# ---- catalog ----

CASES.add("catalog_current", lambda spark: [spark.catalog.currentDatabase(), spark.catalog.currentCatalog()])
CASES.add("catalog_databases", lambda spark: [d.name for d in spark.catalog.listDatabases()])
CASES.add("catalog_catalogs", lambda spark: [c.name for c in spark.catalog.listCatalogs()])
CASES.add("catalog_database_exists", lambda spark: [spark.catalog.databaseExists("default"), spark.catalog.databaseExists("nb_no_such")])
CASES.add("catalog_tables", with_view("nb_people", people, lambda spark: [[t.name, t.catalog, t.namespace, t.description, t.tableType, t.isTemporary] for t in spark.catalog.listTables() if t.name == "nb_people"]))
CASES.add("catalog_table", with_view("nb_people", people, lambda spark: (lambda t: [t.name, t.catalog, t.namespace, t.tableType, t.isTemporary])(spark.catalog.getTable("nb_people"))))
CASES.add("catalog_columns", with_view("nb_people", people, lambda spark: [list(c) for c in spark.catalog.listColumns("nb_people")]))
CASES.add("catalog_table_exists", with_view("nb_people", people, lambda spark: [spark.catalog.tableExists("nb_people"), spark.catalog.tableExists("nb_absent"), spark.catalog.tableExists("default.nb_people")]))
CASES.add("catalog_function_exists", lambda spark: [spark.catalog.functionExists("upper"), spark.catalog.functionExists("nb_no_function")])
CASES.add("catalog_get_function", lambda spark: spark.catalog.getFunction("upper").name)
CASES.add("catalog_list_functions", lambda spark: sorted(f.name for f in spark.catalog.listFunctions() if f.name in ("upper", "count", "explode", "abs")))
CASES.add("catalog_drop_view", lambda spark: (people(spark).createOrReplaceTempView("nb_drop"), [spark.catalog.dropTempView("nb_drop"), spark.catalog.dropTempView("nb_drop"), spark.catalog.dropGlobalTempView("nb_drop")])[1])
CASES.add("catalog_list_columns_missing", lambda spark: spark.catalog.listColumns("nb_absent"))
CASES.add("catalog_cache", with_view("nb_people", people, lambda spark: [spark.catalog.isCached("nb_people"), spark.catalog.cacheTable("nb_people"), spark.catalog.isCached("nb_people"), spark.catalog.uncacheTable("nb_people"), spark.catalog.clearCache()]))
CASES.add("catalog_set_database", lambda spark: [spark.catalog.setCurrentDatabase("default"), spark.catalog.currentDatabase()])
CASES.add("catalog_set_database_missing", lambda spark: spark.catalog.setCurrentDatabase("nb_no_such"))
