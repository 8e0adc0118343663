"""Relations of the DataFrame API beside the daily ones: schemas, sets by name, duplicates, hints, partitions, as-of joins and others."""

import datetime

from case import Cases
from pyspark.sql import Row, Window
from pyspark.sql import functions as F
from pyspark.sql import types as T

CASES = Cases()


def add(name, run, ordered=False, **options):
    CASES.add(name, run, ordered=ordered, **options)


def left(spark):
    return spark.createDataFrame([(1, "a", 10), (2, "b", 20), (2, "b", 21), (3, None, None)], "id int, name string, v int")


def right(spark):
    return spark.createDataFrame([("x", 1, 1.5), ("y", 2, 2.5)], "tag string, id int, w double")


# ---- to(schema) ----


def to(name, schema, frame=left):
    add(f"to_{name}", lambda spark: frame(spark).to(schema))


def field(name, type_, nullable=True, metadata=None):
    return T.StructField(name, type_, nullable, metadata)


to("reorder", T.StructType([field("v", T.IntegerType()), field("id", T.IntegerType())]))
to("cast", T.StructType([field("id", T.LongType()), field("v", T.DoubleType())]))
to("cast_text", T.StructType([field("id", T.StringType())]))
to("narrow", T.StructType([field("id", T.ShortType())]))
to("text_to_int", T.StructType([field("name", T.IntegerType())]))
to("int_to_date", T.StructType([field("id", T.DateType())]))
to("missing", T.StructType([field("id", T.IntegerType()), field("new", T.StringType())]))
to("missing_required", T.StructType([field("id", T.IntegerType()), field("new", T.StringType(), False)]))
to("not_null", T.StructType([field("id", T.IntegerType(), False)]))
to("not_null_input", T.StructType([field("id", T.LongType(), False)]), lambda spark: spark.range(2))
to("nullable_input", T.StructType([field("id", T.LongType(), True)]), lambda spark: spark.range(2))
to("case", T.StructType([field("ID", T.IntegerType())]))
to("metadata", T.StructType([field("id", T.IntegerType(), True, {"k": 1})]))
to("empty", T.StructType([]))
to("ambiguous", T.StructType([field("x", T.IntegerType())]), lambda spark: spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("x")))
NESTED = lambda spark: spark.createDataFrame([Row(s=Row(a=1, b="x"), l=[1, 2], m={"k": 1})], "s struct<a:int,b:string>, l array<int>, m map<string,int>")  # noqa: E731
to("struct", T.StructType([field("s", T.StructType([field("b", T.StringType()), field("a", T.LongType())]))]), NESTED)
to("struct_missing", T.StructType([field("s", T.StructType([field("b", T.StringType()), field("z", T.LongType())]))]), NESTED)
to("struct_missing_required", T.StructType([field("s", T.StructType([field("z", T.LongType(), False)]))]), NESTED)
to("array", T.StructType([field("l", T.ArrayType(T.LongType()))]), NESTED)
to("array_not_null", T.StructType([field("l", T.ArrayType(T.LongType(), False))]), NESTED)
to("map", T.StructType([field("m", T.MapType(T.StringType(), T.DoubleType()))]), NESTED)
to("struct_to_int", T.StructType([field("s", T.IntegerType())]), NESTED)
to("array_of_structs", T.StructType([field("l", T.ArrayType(T.StructType([field("b", T.StringType()), field("a", T.LongType())])))]), lambda spark: spark.sql("SELECT array(struct(1 AS a, 'x' AS b)) AS l"))

to("map_of_structs", T.StructType([field("m", T.MapType(T.LongType(), T.StructType([field("b", T.StringType()), field("a", T.LongType())])))]), lambda spark: spark.sql("SELECT map(1, struct(1 AS a, 'x' AS b), 2, NULL) AS m"))
to("map_value_not_null", T.StructType([field("m", T.MapType(T.StringType(), T.IntegerType(), False))]), NESTED)
to("struct_null", T.StructType([field("s", T.StructType([field("b", T.StringType()), field("z", T.LongType())]))]), lambda spark: spark.sql("SELECT * FROM VALUES (struct(1 AS a, 'x' AS b)), (NULL) AS t(s)"))
to("struct_not_null", T.StructType([field("s", T.StructType([field("a", T.LongType(), False)]), False)]), lambda spark: spark.sql("SELECT struct(1 AS a) AS s"))
to("struct_nullable_field", T.StructType([field("s", T.StructType([field("a", T.LongType(), False)]))]), NESTED)
to("struct_ambiguous", T.StructType([field("s", T.StructType([field("a", T.LongType())]))]), lambda spark: spark.sql("SELECT struct(1 AS a, 2 AS a) AS s"))
to("struct_wrong_field", T.StructType([field("s", T.StructType([field("b", T.LongType())]))]), NESTED)
to("array_wrong_element", T.StructType([field("l", T.ArrayType(T.DateType()))]), NESTED)
to("overflow", T.StructType([field("id", T.ByteType())]), lambda spark: spark.range(300, 301))

# ---- set operations ----

add("union_by_name", lambda spark: left(spark).select("id", "name").unionByName(left(spark).select("name", "id")))
add("union_by_name_case", lambda spark: left(spark).select("id", "name").unionByName(left(spark).select(F.col("name").alias("NAME"), F.col("id").alias("Id"))))
add("union_by_name_missing", lambda spark: left(spark).unionByName(right(spark)))
add("union_by_name_allowed", lambda spark: left(spark).unionByName(right(spark), allowMissingColumns=True))
add("union_by_name_extra_left", lambda spark: left(spark).unionByName(left(spark).drop("v"), allowMissingColumns=True))
add("union_by_name_count", lambda spark: left(spark).unionByName(left(spark).drop("v")))
add("union_by_name_types", lambda spark: left(spark).select("id").unionByName(right(spark).select(F.col("w").alias("id"))))
add("union_by_name_wrong_types", lambda spark: left(spark).select("id").unionByName(spark.range(1).select(F.array("id").alias("id"))))
add("union_by_name_duplicate", lambda spark: spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("x")).unionByName(spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("x"))))
add("union_by_name_duplicate_right", lambda spark: spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("y")).unionByName(spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("X"))))
add("union_by_name_struct", lambda spark: spark.sql("SELECT struct(1 AS a, 2 AS b) AS s").unionByName(spark.sql("SELECT struct(3 AS b, 4 AS a) AS s")))
add("union_by_name_struct_missing", lambda spark: spark.sql("SELECT struct(1 AS a, 2 AS b) AS s").unionByName(spark.sql("SELECT struct(3 AS b, 4 AS c) AS s"), allowMissingColumns=True))
add("union_by_name_struct_missing_refused", lambda spark: spark.sql("SELECT struct(1 AS a) AS s").unionByName(spark.sql("SELECT struct(3 AS b, 4 AS a) AS s")))
add("union_by_name_array_struct", lambda spark: spark.sql("SELECT array(struct(1 AS a, 2 AS b)) AS s").unionByName(spark.sql("SELECT array(struct(3 AS b, 4 AS c)) AS s"), allowMissingColumns=True))
for name, one, other, allow in (
    ("struct_missing_right", "struct(1 AS a, 2 AS b)", "struct(3 AS a)", False),
    ("struct_more_right", "struct(1 AS b)", "struct(3 AS a, 4 AS b)", True),
    ("struct_more_left", "struct(1 AS b, 2 AS c)", "struct(4 AS c)", True),
    ("struct_letters", "struct(1 AS A, 2 AS b)", "struct(3 AS B, 4 AS a)", False),
    ("struct_types", "struct(1 AS a, 'x' AS b)", "struct('y' AS b, 4L AS a)", False),
    ("struct_null", "struct(1 AS a, 2 AS b)", "IF(rand() > 2, struct(3 AS b, 4 AS a), NULL)", False),
    ("struct_null_missing", "IF(rand() > 2, struct(1 AS a, 2 AS b), NULL)", "struct(3 AS b, 4 AS c)", True),
    ("array_reordered", "array(struct(1 AS a, 2 AS b))", "array(struct(3 AS b, 4 AS a))", False),
    ("array_missing_right", "array(struct(1 AS a, 2 AS b))", "array(struct(3 AS b))", False),
    ("nested_struct", "struct(struct(1 AS a, 2 AS b) AS s)", "struct(struct(3 AS b, 4 AS a) AS s)", False),
    ("nested_struct_missing", "struct(struct(1 AS a) AS s, 0 AS x)", "struct(struct(3 AS b) AS s)", True),
    ("nested_array", "struct(array(struct(1 AS a, 2 AS b)) AS s)", "struct(array(struct(3 AS b)) AS s)", True),
    ("array_of_arrays", "array(array(struct(1 AS a, 2 AS b)))", "array(array(struct(3 AS b, 4 AS a)))", True),
    ("map_of_structs", "map('k', struct(1 AS a, 2 AS b))", "map('k', struct(3 AS b, 4 AS a))", True),
    ("struct_and_number", "struct(1 AS a)", "1", True),
):
    add(f"union_by_name_{name}", lambda spark, one=one, other=other, allow=allow: spark.sql(f"SELECT {one} AS s").unionByName(spark.sql(f"SELECT {other} AS s"), allow))
add("union_by_name_extra_right", lambda spark: left(spark).drop("v").unionByName(left(spark)))
add("union_by_name_duplicate_allowed", lambda spark: spark.range(1).unionByName(spark.range(1).select("id", "id"), True))
add("union_by_name_three", lambda spark: left(spark).unionByName(right(spark), True).unionByName(spark.range(1).withColumn("z", F.lit(1)), True))
add("union_by_name_then_columns", lambda spark: (lambda u: u.select(u.id, "tag").where(u.id > 1))(left(spark).unionByName(right(spark), True)))
add("union_not_null", lambda spark: spark.range(1).unionByName(spark.range(1).select(F.col("id").cast("int"))))
add("union_by_name_missing_not_null", lambda spark: spark.range(1).withColumn("a", F.lit(1)).unionByName(spark.range(1).withColumn("b", F.lit(2)), True))
add("intersect_all", lambda spark: left(spark).select("name").intersectAll(left(spark).select("name")))
add("except_all", lambda spark: left(spark).select("name").exceptAll(left(spark).select("name").where("id = 1")))
add("subtract", lambda spark: left(spark).select("id").subtract(left(spark).select("id").where("id = 2")))
add("intersect_nulls", lambda spark: left(spark).select("name").intersect(left(spark).select("name").where("name IS NULL")))
add("union_metadata", lambda spark: spark.range(1).select(F.col("id").alias("a", metadata={"k": 1})).union(spark.range(1).select(F.col("id").alias("b", metadata={"k": 2}))))

# ---- duplicates ----

add("drop_duplicates_keys", lambda spark: left(spark).dropDuplicates(["id", "name"]).select("id", "name"))
add("drop_duplicates_key_text", lambda spark: left(spark).drop_duplicates(["ID"]).select("id"))
add("drop_duplicates_all", lambda spark: left(spark).dropDuplicates())
add("drop_duplicates_none", lambda spark: left(spark).dropDuplicates([]))
add("drop_duplicates_missing", lambda spark: left(spark).dropDuplicates(["nope"]))
add("drop_duplicates_map", lambda spark: spark.sql("SELECT map('a', 1) AS m").dropDuplicates())
add("drop_duplicates_nan", lambda spark: spark.sql("SELECT * FROM VALUES (double('nan')), (double('nan')), (0.0D), (-0.0D), (NULL), (NULL) AS t(x)").dropDuplicates(["x"]))
add("drop_duplicates_ambiguous", lambda spark: spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("x")).dropDuplicates(["x"]))
add("drop_duplicates_within_watermark", lambda spark: left(spark).dropDuplicatesWithinWatermark())
add("drop_duplicates_struct_field", lambda spark: spark.sql("SELECT struct(1 AS a) AS s").dropDuplicates(["s.a"]))

# ---- hints and partitions ----

add("hint_broadcast", lambda spark: left(spark).join(right(spark).hint("broadcast"), "id"))
add("hint_names", lambda spark: left(spark).hint("broadcast", "a", "b"))
add("hint_unknown", lambda spark: left(spark).hint("nonsense", 1, "x", [1, 2]))
add("hint_repartition", lambda spark: left(spark).hint("repartition", 3, "id"))
add("hint_repartition_columns", lambda spark: left(spark).hint("repartition", "id", "name"))
add("hint_repartition_column_missing", lambda spark: left(spark).hint("repartition", "nope"))
add("hint_coalesce", lambda spark: left(spark).hint("coalesce", 1))
add("hint_coalesce_wrong", lambda spark: left(spark).hint("coalesce", "x"))
add("hint_coalesce_none", lambda spark: left(spark).hint("coalesce"))
add("hint_coalesce_zero", lambda spark: left(spark).hint("coalesce", 0))
add("hint_rebalance", lambda spark: left(spark).hint("rebalance", "id"))
add("hint_repartition_by_range", lambda spark: left(spark).hint("repartition_by_range", 2, "id"))
add("hint_wrong_name", lambda spark: left(spark).hint(1))
add("hint_merge", lambda spark: left(spark).hint("merge").join(right(spark), "id"))
add("hint_skew", lambda spark: left(spark).hint("skewjoin", "id"))
add("repartition", lambda spark: left(spark).repartition(3))
add("repartition_columns", lambda spark: left(spark).repartition("id", "name"))
add("repartition_count_columns", lambda spark: left(spark).repartition(2, "id", F.col("v") % 2))
add("repartition_zero", lambda spark: left(spark).repartition(0))
add("repartition_negative", lambda spark: left(spark).repartition(-1))
add("repartition_unknown", lambda spark: left(spark).repartition(2, "nope"))
add("repartition_ordinal", lambda spark: left(spark).repartition(2, F.lit(1)))
add("repartition_range", lambda spark: left(spark).repartitionByRange(2, "id"))
add("repartition_range_sort", lambda spark: left(spark).repartitionByRange(2, F.desc("id"), "name"))
add("repartition_range_no_column", lambda spark: left(spark).repartitionByRange(2))
add("repartition_range_map", lambda spark: spark.sql("SELECT map('a', 1) AS m").repartitionByRange(2, "m"))
add("repartition_aggregate", lambda spark: left(spark).repartition(2, F.sum("v")))
add("coalesce", lambda spark: left(spark).coalesce(1))
add("coalesce_zero", lambda spark: left(spark).coalesce(0))
add("coalesce_negative", lambda spark: left(spark).coalesce(-3))
add("repartition_by_id", lambda spark: left(spark).repartitionById(2, F.col("id")), since=(4, 1))
add("repartition_by_id_null", lambda spark: left(spark).repartitionById(2, F.col("v")), since=(4, 1))
add("repartition_by_id_text", lambda spark: left(spark).repartitionById(2, F.col("name")), since=(4, 1))
add("repartition_by_id_array", lambda spark: left(spark).repartitionById(2, F.array("id")), since=(4, 1))
add("repartition_by_id_negative", lambda spark: left(spark).repartitionById(2, -F.col("id")), since=(4, 1))
add("sort_within", lambda spark: left(spark).coalesce(1).sortWithinPartitions(F.desc("id"), "v"), ordered=True)

# ---- functions by name, named arguments, casts ----

add("call_function", lambda spark: spark.range(2).select(F.call_function("abs", F.col("id") - 1), F.call_function("concat", F.lit("a"), F.lit("b"))))
add("call_function_aggregate", lambda spark: left(spark).select(F.call_function("sum", "v"), F.call_function("count", "name")))
add("call_function_qualified", lambda spark: spark.range(1).select(F.call_function("system.builtin.abs", F.lit(-1))), since=(4, 0))
add("call_function_unknown", lambda spark: spark.range(1).select(F.call_function("nope", F.lit(1))))
add("call_function_quoted", lambda spark: spark.range(1).select(F.call_function("`abs`", F.lit(-1))))
add("call_function_bad_name", lambda spark: spark.range(1).select(F.call_function("a b", F.lit(-1))))
add("call_function_window", lambda spark: left(spark).select("id", F.call_function("rank").over(Window.orderBy("id"))))
add("named_argument", lambda spark: spark.range(1).selectExpr("mask('Ab1', lowerChar => 'q')", "mask(str => 'Ab1', digitChar => 'z')"))
add("try_cast", lambda spark: spark.createDataFrame([("1",), ("x",), (None,)], "s string").select(F.col("s").try_cast("int"), F.col("s").try_cast(T.DoubleType()).alias("d")), since=(4, 0))
add("try_cast_wrong", lambda spark: spark.range(1).select(F.array("id").try_cast("int")), since=(4, 0))
add("cast_ansi_fails", lambda spark: spark.createDataFrame([("x",)], "s string").select(F.col("s").cast("int")))
add("cast_text_type", lambda spark: spark.range(1).select(F.col("id").cast("decimal(5,2)"), F.col("id").cast("string")))
add("cast_bad_type", lambda spark: spark.range(1).select(F.col("id").cast("nope")))
add("cast_struct", lambda spark: spark.sql("SELECT struct(1 AS a, 'x' AS b) AS s").select(F.col("s").cast("struct<p:bigint,q:string>")))

# ---- windows ----


def over(name, window, *functions):
    add(f"window_{name}", lambda spark: left(spark).select("id", "v", *[f().over(window()) for f in functions]))


SUM = lambda: F.sum("v")  # noqa: E731
LIST = lambda: F.collect_list("id")  # noqa: E731
over("none", lambda: Window.partitionBy(), SUM, LIST)
over("rows_all", lambda: Window.orderBy("id", "v").rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing), SUM, LIST)
over("rows_current", lambda: Window.orderBy("id", "v").rowsBetween(Window.currentRow, Window.currentRow), SUM, LIST)
over("rows_before", lambda: Window.orderBy("id", "v").rowsBetween(-2, -1), SUM, LIST)
over("rows_after", lambda: Window.orderBy("id", "v").rowsBetween(1, Window.unboundedFollowing), SUM, LIST)
over("rows_around", lambda: Window.partitionBy("name").orderBy("v").rowsBetween(-1, 1), SUM, LIST)
over("range_default", lambda: Window.orderBy("id"), SUM, LIST)
over("range_around", lambda: Window.orderBy("v").rangeBetween(-1, 1), SUM)
over("range_after", lambda: Window.orderBy("v").rangeBetween(0, 10), SUM)
over("range_desc", lambda: Window.orderBy(F.desc("v")).rangeBetween(-1, 5), SUM)
over("range_unbounded", lambda: Window.orderBy("v").rangeBetween(Window.unboundedPreceding, -1), SUM)
over("range_no_order", lambda: Window.partitionBy("name").rangeBetween(-1, 1), SUM)
over("range_two_orders", lambda: Window.orderBy("id", "v").rangeBetween(-1, 1), SUM)
over("range_text", lambda: Window.orderBy("name").rangeBetween(-1, 1), SUM)
over("rows_reversed", lambda: Window.orderBy("id").rowsBetween(2, 1), SUM)
over("rows_big", lambda: Window.orderBy("id", "v").rowsBetween(-(2**31) + 1, 2**31 - 2), SUM)
over("expressions", lambda: Window.partitionBy(F.col("id") % 2).orderBy(F.coalesce("v", F.lit(0)).desc()), SUM, F.row_number)
over("nulls_order", lambda: Window.orderBy(F.col("v").desc_nulls_first()), lambda: F.row_number(), lambda: F.first("v"))
add("window_of_aggregate", lambda spark: left(spark).groupBy("id").agg(F.sum("v").alias("s"), F.rank().over(Window.orderBy(F.sum("v").desc())).alias("r")))
add("window_nested", lambda spark: left(spark).select(F.sum(F.row_number().over(Window.orderBy("id"))).over(Window.partitionBy())))
add("window_without_function", lambda spark: left(spark).select(F.col("v").over(Window.partitionBy())))
add("window_dates", lambda spark: spark.createDataFrame([(datetime.date(2024, 1, d), d) for d in (1, 2, 5)], "d date, x int").select("d", F.sum("x").over(Window.orderBy("d").rangeBetween(-1, 1))))

# ---- lambda functions ----


def arrays(spark):
    return spark.createDataFrame([(1, [3, 1, 2], {"a": 1, "b": 2}), (2, [], {}), (3, None, None), (4, [None, 5], {"c": None})], "id int, xs array<int>, m map<string,int>")


for name, run in {
    "transform": lambda: F.transform("xs", lambda x: x + 1),
    "transform_index": lambda: F.transform("xs", lambda x, i: x * i),
    "filter": lambda: F.filter("xs", lambda x: x > 1),
    "filter_index": lambda: F.filter("xs", lambda x, i: i == 0),
    "exists": lambda: F.exists("xs", lambda x: x == 2),
    "forall": lambda: F.forall("xs", lambda x: x > 0),
    "aggregate": lambda: F.aggregate("xs", F.lit(0), lambda a, x: a + F.coalesce(x, F.lit(0))),
    "aggregate_finish": lambda: F.aggregate("xs", F.lit(0.0), lambda a, x: a + x, lambda a: a / 2),
    "reduce": lambda: F.reduce("xs", F.lit(""), lambda a, x: F.concat(a, x.cast("string"))),
    "zip_with": lambda: F.zip_with("xs", F.array(F.lit(10), F.lit(20)), lambda a, b: a + b),
    "transform_keys": lambda: F.transform_keys("m", lambda k, v: F.upper(k)),
    "transform_values": lambda: F.transform_values("m", lambda k, v: v + 1),
    "map_filter": lambda: F.map_filter("m", lambda k, v: v > 1),
    "map_zip_with": lambda: F.map_zip_with("m", F.create_map(F.lit("a"), F.lit(5)), lambda k, a, b: F.coalesce(a, F.lit(0)) + F.coalesce(b, F.lit(0))),
    "sort": lambda: F.array_sort("xs", lambda a, b: F.coalesce(b, F.lit(0)) - F.coalesce(a, F.lit(0))),
    "nested": lambda: F.transform("xs", lambda x: F.filter("xs", lambda y: y > x)),
    "outer_column": lambda: F.transform("xs", lambda x: x + F.col("id")),
    "struct": lambda: F.transform("xs", lambda x: F.struct(x.alias("v"), (x * 2).alias("w"))),
}.items():
    add(f"lambda_{name}", lambda spark, run=run: arrays(spark).select("id", run().alias("r")))

# ---- as-of joins (as pandas-on-Spark asks for them) ----


def trades(spark):
    return spark.createDataFrame([(1, "a", 1.0), (5, "b", 2.0), (10, "a", 3.0), (11, None, 4.0), (None, "a", 5.0)], "t int, k string, p double")


def quotes(spark):
    return spark.createDataFrame([(1, "a", 100), (2, "b", 200), (3, "a", 300), (6, "b", 600), (10, "a", 1000), (None, "a", 0)], "t int, k string, q int")


def as_of(name, **options):
    def run(spark):
        a, b = trades(spark), quotes(spark)
        given = {"on": None, "how": "left", "tolerance": None, "allowExactMatches": True, "direction": "backward", **options}
        given = {k: v(a, b) if callable(v) else v for k, v in given.items()}
        return a._joinAsOf(b, a.t, b.t, **given)

    add(f"as_of_{name}", run, since=(4, 0))


as_of("backward")
as_of("backward_inner", how="inner")
as_of("forward", direction="forward")
as_of("nearest", direction="nearest")
as_of("not_exact", allowExactMatches=False)
as_of("not_exact_forward", allowExactMatches=False, direction="forward")
as_of("not_exact_nearest", allowExactMatches=False, direction="nearest")
as_of("using", on="k")
as_of("using_list", on=["k"], how="inner")
as_of("condition", on=lambda a, b: a.k == b.k)
as_of("tolerance", tolerance=lambda a, b: F.lit(2))
as_of("tolerance_forward", tolerance=lambda a, b: F.lit(1), direction="forward")
as_of("tolerance_zero", tolerance=lambda a, b: F.lit(0))
as_of("tolerance_negative", tolerance=lambda a, b: F.lit(-1))
as_of("tolerance_column", tolerance=lambda a, b: a.t)
as_of("wrong_direction", direction="sideways")
as_of("wrong_type", how="right")
add("as_of_times", lambda spark: (lambda a, b: a._joinAsOf(b, a.t, b.t, None, "left", tolerance=F.expr("interval 5 minutes"), allowExactMatches=True, direction="backward"))(
    spark.createDataFrame([(datetime.datetime(2024, 1, 1, 10, m), m) for m in (0, 7, 20)], "t timestamp, x int"),
    spark.createDataFrame([(datetime.datetime(2024, 1, 1, 10, m), m) for m in (1, 6, 10)], "t timestamp, y int")), since=(4, 0))
add("as_of_text", lambda spark: (lambda a, b: a._joinAsOf(b, a.k, b.k, None, "left"))(trades(spark), quotes(spark)), since=(4, 0))

# ---- joins of the newer protocol ----

add("zip", lambda spark: (lambda a: a.select("id").zip(a.select((F.col("v") * 2).alias("w"))))(left(spark)), since=(4, 3))
add("zip_self", lambda spark: (lambda a: a.zip(a.select("name")))(left(spark)), since=(4, 3))
add("zip_other", lambda spark: left(spark).zip(right(spark)), since=(4, 3))
add("zip_filtered", lambda spark: (lambda a: a.zip(a.filter("id > 1")))(left(spark)), since=(4, 3))
for name, run in {
    "range": lambda spark: spark.range(3).zip(spark.range(3).select((F.col("id") + 1).alias("next"))),
    "other_range": lambda spark: spark.range(3).zip(spark.range(4)),
    "with_columns": lambda spark: (lambda a: a.select("id").zip(a.withColumn("w", F.col("v") * 2).select("w", "name")))(left(spark)),
    "of_selects": lambda spark: (lambda a: a.select((F.col("id") + 1).alias("x")).select((F.col("x") * 2).alias("y")).zip(a.select(F.upper("name").alias("u")).select(F.concat("u", F.lit("!")))))(left(spark)),
    "over_filter": lambda spark: (lambda a: a.select("id").zip(a.select("name")))(left(spark).filter("id > 1")),
    "over_limit": lambda spark: (lambda a: a.select("id").zip(a.select("name")))(left(spark).orderBy("id").limit(2)),
    "aggregate": lambda spark: (lambda a: a.select(F.sum("id")).zip(a.select(F.sum("v"))))(left(spark)),
    "windows": lambda spark: (lambda a: a.select("v").zip(a.select(F.sum("v").over(Window.partitionBy("id")).alias("s"))))(left(spark)),
    "explode": lambda spark: (lambda a: a.select("id").zip(a.select(F.explode(F.array("id", "v")))))(left(spark)),
    "random": lambda spark: (lambda a: a.select("id").zip(a.select((F.rand(1) < 2).alias("r"))))(left(spark)),
    "subquery": lambda spark: (lambda a: a.select("id").zip(a.select(F.expr("(SELECT 7) AS seven"))))(left(spark)),
    "then_columns": lambda spark: (lambda a, b: a.zip(b).select(a.id, b.w))(*(lambda a: (a.select("id"), a.select((F.col("v") * 2).alias("w"))))(left(spark))),
    "alias": lambda spark: (lambda a: a.select("id").zip(a.alias("z").select("z.name")))(left(spark)),
}.items():
    add(f"zip_{name}", run, since=(4, 3))


def nearest(name, ranking, count=1, mode="exact", direction="distance", **options):
    def run(spark):
        a = spark.createDataFrame([(1, 10.0), (2, 20.0), (3, None)], "u int, x double")
        b = spark.createDataFrame([("A", 11.0), ("B", 22.5), ("C", 5.5), ("D", None)], "p string, y double")
        return a.nearestByJoin(b, ranking(a, b), count, mode, direction, **options)

    add(f"nearest_{name}", run, since=(4, 2))


nearest("distance", lambda a, b: F.abs(a.x - b.y))
nearest("two", lambda a, b: F.abs(a.x - b.y), 2)
nearest("many", lambda a, b: F.abs(a.x - b.y), 10)
nearest("similarity", lambda a, b: -F.abs(a.x - b.y), 2, direction="similarity")
nearest("approx", lambda a, b: F.abs(a.x - b.y), 1, "approx")
nearest("left", lambda a, b: F.abs(a.x - b.y), 1, joinType="leftouter")
nearest("left_many", lambda a, b: F.when(a.u == 1, F.abs(a.x - b.y)), 2, joinType="left_outer")
nearest("text_rank", lambda a, b: b.p, 1)
nearest("constant_rank", lambda a, b: F.lit(1), 10)
nearest("array_rank", lambda a, b: F.array(b.y), 1)
nearest("map_rank", lambda a, b: F.create_map(b.p, b.y), 1)
add("nearest_random_rank", lambda spark: spark.range(3).nearestByJoin(spark.range(5).toDF("x"), F.rand(), 2, "approx", "distance").count(), since=(4, 2))
nearest("aggregate_rank", lambda a, b: F.sum(b.y), 1)
nearest("unknown_column", lambda a, b: F.col("nope"), 1)
nearest("names", lambda a, b: F.col("y") - F.col("x"), 1)
nearest("struct_rank", lambda a, b: F.struct(b.y, b.p), 2)
nearest("nan_rank", lambda a, b: F.when(b.p == "A", F.lit(float("nan"))).otherwise(b.y), 2)
nearest("nan_rank_similarity", lambda a, b: F.when(b.p == "A", F.lit(float("nan"))).otherwise(b.y), 2, direction="similarity")
add("nearest_empty", lambda spark: left(spark).nearestByJoin(right(spark).where("id > 9"), F.lit(1), 1, "exact", "distance"), since=(4, 2))
add("nearest_empty_left", lambda spark: left(spark).nearestByJoin(right(spark).where("id > 9"), F.lit(1), 1, "exact", "distance", joinType="left"), since=(4, 2))
add("nearest_then_columns", lambda spark: (lambda a, b: a.nearestByJoin(b, F.abs(a.id - b.id), 1, "exact", "distance").where(b.w > 1).select(a.id, b.id, "tag", a.v))(left(spark), right(spark)), since=(4, 2))
add("nearest_repeated_rows", lambda spark: spark.sql("SELECT 1 AS x UNION ALL SELECT 1").nearestByJoin(right(spark), F.col("w"), 1, "exact", "distance"), since=(4, 2))
add("nearest_itself", lambda spark: (lambda a, b: a.nearestByJoin(b, F.abs(F.col("a.id") - F.col("b.id")), 1, "exact", "distance"))(spark.range(3).alias("a"), spark.range(3).alias("b")), since=(4, 2))
nearest("wrong_count", lambda a, b: b.y, 0)
nearest("wrong_mode", lambda a, b: b.y, 1, "quick")
