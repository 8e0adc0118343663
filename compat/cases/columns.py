"""Which column a name means: columns of DataFrames by plan, self-joins, ambiguity; columns renamed, dropped, picked and changed."""

from case import Cases
from pyspark.sql import Row, Window
from pyspark.sql import functions as F

CASES = Cases()


def add(name, run, ordered=False, **options):
    CASES.add(name, run, ordered=ordered, **options)


def left(spark):
    return spark.createDataFrame([(1, "a", 10), (2, "b", 20), (3, "c", None)], "id int, name string, v int")


def right(spark):
    return spark.createDataFrame([(1, "x", 100), (2, "y", 200), (4, "z", 400)], "id int, tag string, v int")


def two(function):
    return lambda spark: function(left(spark), right(spark))


def one(function):
    return lambda spark: function(left(spark))


# ---- columns by plan ----

add("select_own", one(lambda a: a.select(a.id, a["name"])))
add("select_after_filter", one(lambda a: a.filter(a.id > 1).select(a.id)))
add("select_after_rename", one(lambda a: a.withColumnRenamed("id", "key").select(a.id)))
add("select_renamed_name", one(lambda a: a.withColumnRenamed("id", "key").select("key", a.name)))
add("select_after_select_without", one(lambda a: a.select("name").select(a.id)))
add("filter_after_select_without", one(lambda a: a.select("name").filter(a.id > 1)))
add("order_after_select_without", one(lambda a: a.select("name").orderBy(a.id.desc())), ordered=True)
add("select_after_with_column", one(lambda a: a.withColumn("v", F.col("v") + 1).select(a.v)))
add("filter_after_with_column", one(lambda a: a.withColumn("v", F.lit(5)).filter(a.v == 20)))
add("select_from_other", two(lambda a, b: a.select(b.id)))
add("filter_from_other", two(lambda a, b: a.filter(b.v > 1)))
add("select_other_same_name", two(lambda a, b: a.select("id", b.v)))
add("select_after_aggregate", one(lambda a: a.groupBy("name").agg(F.sum("v").alias("v")).select(a.name)))
add("select_lost_in_aggregate", one(lambda a: a.groupBy("name").agg(F.sum("v").alias("v")).select(a.v)))
add("aggregate_columns", one(lambda a: a.groupBy(a.name).agg(F.sum(a.v), F.max(a["id"]))))
add("select_after_alias", one(lambda a: a.alias("t").select(a.id, F.col("t.name"))))
add("select_alias_column", one(lambda a: (lambda t: t.select(t.id, t["t.name"]))(a.alias("t"))))
add("select_after_distinct", one(lambda a: a.distinct().select(a.id)))
add("select_after_union", two(lambda a, b: a.union(b).select(a.id)))
add("select_right_of_union", two(lambda a, b: a.union(b).select(b.tag)))
add("select_after_union_self", one(lambda a: a.union(a).select(a.id)))
add("select_after_union_by_name", two(lambda a, b: a.select("id", "v").unionByName(b.select("v", "id")).select(a.id)))
add("select_after_intersect", one(lambda a: a.intersect(a.filter("id > 1")).select(a.id)))
add("select_after_limit", one(lambda a: a.orderBy("id").limit(2).select(a.id)))
add("select_after_drop_duplicates", one(lambda a: a.dropDuplicates(["id"]).select(a.v)))
add("select_after_to_df", one(lambda a: a.toDF("x", "y", "z").select(a.id)))
add("select_after_drop", one(lambda a: a.drop("v").select(a.v)))
add("select_star_of_plan", two(lambda a, b: a.join(b, a.id == b.id).select(a["*"])), since=(4, 0))
add("select_star_of_both", two(lambda a, b: a.join(b, a.id == b.id).select(b["*"], a["*"])), since=(4, 0))
add("select_star_of_other", two(lambda a, b: a.select(b["*"])), since=(4, 0))
add("select_star_lost", one(lambda a: a.select("id").select(a["*"])), since=(4, 0))
add("select_star_renamed", one(lambda a: a.withColumn("w", F.lit(1)).select(a["*"])), since=(4, 0))

# ---- joins ----

add("join_on_columns", two(lambda a, b: a.join(b, a.id == b.id).select(a.id, b.id, a.v, b.v)))
add("join_ambiguous_name", two(lambda a, b: a.join(b, a.id == b.id).select("id")))
add("join_ambiguous_filter", two(lambda a, b: a.join(b, a.id == b.id).filter("v > 1")))
add("join_ambiguous_condition", two(lambda a, b: a.join(b, F.col("id") == F.col("id"))))
add("join_using_left_column", two(lambda a, b: a.join(b, "id").select(a.id, a.v, b.v)))
add("join_using_right_key", two(lambda a, b: a.join(b, "id").select(b.id)))
add("join_using_left_right_key", two(lambda a, b: a.join(b, "id", "left").select("id", a.id, b.id)))
add("join_using_right_right_key", two(lambda a, b: a.join(b, "id", "right").select("id", a.id, b.id)))
add("join_using_full_keys", two(lambda a, b: a.join(b, "id", "full").select("id", a.id, b.id)))
add("join_using_ambiguous", two(lambda a, b: a.join(b, "id").select("v")))
add("join_semi_right", two(lambda a, b: a.join(b, a.id == b.id, "semi").select(b.id)))
add("join_outer_null", two(lambda a, b: a.join(b, a.id == b.id, "left").filter(b.id.isNull()).select(a.id, b.tag)))
add("join_then_drop", two(lambda a, b: a.join(b, a.id == b.id).drop(b.id)))
add("join_then_drop_both", two(lambda a, b: a.join(b, a.id == b.id).drop(b.id, a.v)))
add("join_then_drop_name", two(lambda a, b: a.join(b, a.id == b.id).drop("id")))
add("join_then_drop_col", two(lambda a, b: a.join(b, a.id == b.id).drop(F.col("id"))))
add("join_three", lambda spark: (lambda a, b, c: a.join(b, a.id == b.id).join(c, c.id == a.id).select(a.id, b.tag, c.v))(left(spark), right(spark), right(spark).filter("id < 2")))
add("join_three_chain", lambda spark: (lambda a, b, c: a.join(b.join(c, b.id == c.id), a.id == b.id).select(a.id, b.v, c.tag))(left(spark), right(spark), right(spark)))
add("join_with_derived", one(lambda a: (lambda d: a.join(d, a.name == d.name).select(a.id, d.top))(a.groupBy("name").agg(F.max("v").alias("top")))))
add("join_with_filtered", one(lambda a: (lambda f: a.join(f, a.id == f.id).select(a.id, f.v))(a.filter("id > 1"))))
add("join_with_filtered_base_column", one(lambda a: (lambda f: a.join(f, a.id == f.id).select(a["v"]))(a.filter("id > 1"))))
add("join_self_same", one(lambda a: a.join(a, a.id == a.id)))
add("join_self_same_select", one(lambda a: a.join(a, a.id == a.id).select(a.id)))
add("join_self_using", one(lambda a: a.join(a, "id")))
add("join_self_using_column", one(lambda a: a.join(a, "id").select(a.id)))
add("join_self_using_value", one(lambda a: a.join(a, "id").select(a.v)))
add("join_self_aliases", one(lambda a: a.alias("p").join(a.alias("q"), F.col("p.id") == F.col("q.id") - 1).select("p.id", "q.id")))
add("join_self_alias_frames", one(lambda a: (lambda p, q: p.join(q, p.id == q.id).select(p.id, q.name))(a.alias("p"), a.alias("q"))))
add("join_self_base_column", one(lambda a: (lambda p, q: p.join(q, p.id == q.id).select(a.id))(a.alias("p"), a.alias("q"))))
add("join_self_selects", one(lambda a: (lambda p, q: p.join(q, p.id == q.id).select(p.id, q.v))(a.select("id", "name"), a.select("id", "v"))))
add("join_self_selects_base", one(lambda a: (lambda p, q: p.join(q, p.id == q.id).select(a.v))(a.select("id", "name"), a.select("id", "v"))))
add("join_self_renamed", one(lambda a: (lambda q: a.join(q, a.id == q.key).select(a.id, q.key, a.v))(a.select(F.col("id").alias("key")))))
add("join_derived_twice", one(lambda a: (lambda x, y: a.join(x, a.id == x.id).join(y, a.id == y.id).select(a.id, x.p, y.q))(a.select("id", (F.col("v") * 2).alias("p")), a.select("id", (F.col("v") * 3).alias("q")))))
add("join_deep_base_column", one(lambda a: a.filter("id > 0").join(a.select("id").distinct(), "id").select(a.name)))
add("join_cross_self", one(lambda a: a.crossJoin(a).count()))
add("join_condition_other_plan", lambda spark: (lambda a, b, c: a.join(b, a.id == c.id))(left(spark), right(spark), right(spark)))
add("join_condition_base_of_one", one(lambda a: (lambda f: f.join(a.withColumnRenamed("id", "k"), a.id == F.col("k")))(a.filter("id > 1"))))
add("union_then_join", two(lambda a, b: (lambda u: u.join(b, u.id == b.id).select(u.id, b.tag))(a.union(a))))
add("with_column_other_plan", two(lambda a, b: a.withColumn("w", b.v)))
add("order_by_other_plan", two(lambda a, b: a.orderBy(b.v)))
add("group_by_other_plan", two(lambda a, b: a.groupBy(b.tag).count()))
add("unknown_own_column", one(lambda a: a.select(a["nope"])))
add("unknown_own_attribute", one(lambda a: a.nope))
add("unknown_field_of_own", lambda spark: (lambda a: a.select(a["s.z"]))(spark.createDataFrame([Row(s=Row(x=1))])))
add("field_of_own", lambda spark: (lambda a: a.select(a["s.x"], a.s.x, a.s["x"], a["s"]["x"]))(spark.createDataFrame([Row(s=Row(x=1))])))
add("dotted_name", lambda spark: (lambda a: a.select(a["`a.b`"], F.col("`a.b`")))(spark.range(1).select(F.col("id").alias("a.b"))))
add("dotted_name_bare", lambda spark: (lambda a: a.select(a["a.b"]))(spark.range(1).select(F.col("id").alias("a.b"))))
add("same_name_twice", lambda spark: (lambda a: a.select(a["x"]))(spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("x"))))
add("same_name_cases", lambda spark: (lambda a: a.select(a["X"]))(spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("X"))))
add("case_of_name", one(lambda a: a.select(a["ID"], F.col("Name"), "V")))
add("lambda_with_own_column", lambda spark: (lambda a: a.select(F.transform(a.xs, lambda x: x + a.id)))(spark.createDataFrame([(1, [1, 2])], "id int, xs array<int>")))
add("window_with_own_columns", one(lambda a: a.select(a.id, F.sum(a.v).over(Window.partitionBy(a.name).orderBy(a.id)))))
add("view_of_frame", lambda spark: (lambda a: (a.createOrReplaceTempView("columns_view"), spark.table("columns_view").select(a.id))[1])(left(spark)))

# ---- drop, rename, metadata, patterns ----

add("drop_names", one(lambda a: a.drop("v", "nope", "NAME")))
add("drop_column", one(lambda a: a.drop(a.v)))
add("drop_col", one(lambda a: a.drop(F.col("v"), F.col("nope"))))
add("drop_mixed", one(lambda a: a.drop("id", a.v)), since=(4, 0))
add("drop_expression", one(lambda a: a.drop(a.v + 1)))
add("drop_other_plan", two(lambda a, b: a.drop(b.v)))
add("drop_all", one(lambda a: a.drop("id", "name", "v")))
add("drop_nothing", one(lambda a: a.drop()))
add("drop_dotted", lambda spark: spark.range(1).select(F.lit(1).alias("a.b"), F.struct(F.lit(2).alias("b")).alias("a")).drop("a.b"))
add("drop_dotted_col", lambda spark: spark.range(1).select(F.lit(1).alias("a.b"), F.struct(F.lit(2).alias("b")).alias("a")).drop(F.col("`a.b`")))
add("drop_field_col", lambda spark: spark.range(1).select(F.struct(F.lit(2).alias("b")).alias("a"), F.lit(1).alias("c")).drop(F.col("a.b")))
add("drop_ambiguous_col", lambda spark: spark.range(1).select(F.lit(1).alias("x"), F.lit(2).alias("x")).drop(F.col("x")))
add("rename_one", one(lambda a: a.withColumnRenamed("id", "key")))
add("rename_missing", one(lambda a: a.withColumnRenamed("nope", "key")))
add("rename_case", one(lambda a: a.withColumnRenamed("ID", "Key")))
add("rename_several", one(lambda a: a.withColumnsRenamed({"id": "a", "v": "b", "nope": "c"})))
add("rename_swap", one(lambda a: a.withColumnsRenamed({"id": "v", "v": "id"})))
# Clients before 4.0 send the names as a map, whose order is anybody's guess.
add("rename_chain", one(lambda a: a.withColumnsRenamed({"id": "x", "x": "y"})), since=(4, 0))
add("rename_to_existing", one(lambda a: a.withColumnRenamed("id", "name")))
add("rename_to_same", one(lambda a: a.withColumnsRenamed({"id": "x", "v": "x"})))
add("rename_dotted", one(lambda a: a.withColumnRenamed("id", "a.b")))
add("rename_keeps_metadata", one(lambda a: a.withMetadata("id", {"k": 1}).withColumnRenamed("id", "key")))
add("metadata", one(lambda a: a.withMetadata("id", {"comment": "the key", "n": 1, "l": [1, 2], "o": {"x": "y"}})))
add("metadata_missing", one(lambda a: a.withMetadata("nope", {"k": 1})))
add("metadata_replaced", one(lambda a: a.withMetadata("id", {"k": 1}).withMetadata("id", {"j": 2})))
add("metadata_alias", one(lambda a: a.select(F.col("id").alias("key", metadata={"k": 1}), (F.col("v") + 1).alias("w", metadata={"m": "n"}))))
add("metadata_kept", one(lambda a: a.withMetadata("id", {"k": 1}).filter("id > 1").select("id", F.col("id").alias("other"), (F.col("id") + 1).alias("more"))))
add("metadata_kept_cast", one(lambda a: a.withMetadata("id", {"k": 1}).select(F.col("id").cast("long"), F.col("id").cast("long").alias("c"))))
add("metadata_grouped", one(lambda a: a.withMetadata("id", {"k": 1}).groupBy("id").agg(F.max("id"), F.first("v"))))
add("metadata_joined", two(lambda a, b: a.withMetadata("id", {"k": 1}).join(b, "id")))
add("metadata_union", two(lambda a, b: a.withMetadata("id", {"k": 1}).union(b)))
add("metadata_empty", one(lambda a: a.withMetadata("id", {})))
add("with_columns", one(lambda a: a.withColumns({"w": F.col("v") + 1, "id": F.col("id") * 2, "Name": F.upper("name")})))
add("with_columns_see_input", one(lambda a: a.withColumns({"v": F.col("v") + 1, "w": F.col("v")})))
add("with_column_star", one(lambda a: a.withColumn("s", F.struct("*"))))
add("with_column_window", one(lambda a: a.withColumn("r", F.row_number().over(Window.orderBy("id")))))
add("with_column_aggregate", one(lambda a: a.withColumn("m", F.max("v"))))
add("with_column_explode", lambda spark: spark.createDataFrame([(1, [1, 2]), (2, [])], "id int, xs array<int>").withColumn("x", F.explode("xs")))
add("with_column_many", one(lambda a: a.withColumns({f"c{i}": F.lit(i) for i in range(20)}).select("c0", "c19")))
add("col_regex", one(lambda a: a.select(a.colRegex("`(id|v)`"))))
add("col_regex_case", one(lambda a: a.select(a.colRegex("`(ID|N.*)`"))))
add("col_regex_name", one(lambda a: a.select(a.colRegex("id"))))
add("col_regex_none", one(lambda a: a.select(a.colRegex("`x.*`"))))
add("col_regex_alias", one(lambda a: a.alias("t").select(a.colRegex("t.`.*d`"))))
add("col_regex_in_function", one(lambda a: a.select(F.array(a.colRegex("`id|v`")))))
add("col_regex_filter", one(lambda a: a.filter(a.colRegex("`id`") > 1)))
add("col_regex_negative", one(lambda a: a.select(a.colRegex("`(?!id).*`"))))
add("file_metadata", lambda spark: spark.range(1).select(F.col("_metadata")))
add("file_metadata_column", lambda spark: spark.range(1).metadataColumn("_metadata"), since=(4, 0))
add("file_metadata_column_select", lambda spark: (lambda a: a.select(a.metadataColumn("_metadata")))(spark.range(1)), since=(4, 0))

# ---- struct fields ----


def nested(spark):
    return spark.createDataFrame(
        [(1, Row(a=1, b=Row(c="x", d=2.5))), (2, Row(a=None, b=None)), (3, None)],
        "id int, s struct<a:int, b:struct<c:string, d:double>>",
    )


def field(name, function):
    add(f"field_{name}", lambda spark: function(nested(spark)))


field("replace", lambda n: n.select("id", F.col("s").withField("a", F.lit(9)).alias("s")))
field("add", lambda n: n.select(F.col("s").withField("z", F.col("id") + 1).alias("s")))
field("unnamed", lambda n: n.select(F.col("s").withField("z", F.lit(1))))
field("nested_replace", lambda n: n.select(F.col("s").withField("b.c", F.lit("q")).alias("s")))
field("nested_add", lambda n: n.select(F.col("s").withField("b.e", F.lit(1)).alias("s")))
field("nested_missing", lambda n: n.select(F.col("s").withField("x.e", F.lit(1)).alias("s")))
field("nested_not_struct", lambda n: n.select(F.col("s").withField("a.e", F.lit(1)).alias("s")))
field("two", lambda n: n.select(F.col("s").withField("a", F.lit(1)).withField("z", F.col("s.a")).alias("s")))
field("null_value", lambda n: n.select(F.col("s").withField("a", F.lit(None)).alias("s")))
field("case", lambda n: n.select(F.col("s").withField("A", F.lit(5)).alias("s")))
field("dotted", lambda n: n.select(F.col("s").withField("`x.y`", F.lit(5)).alias("s")))
field("on_not_struct", lambda n: n.select(F.col("id").withField("a", F.lit(1))))
field("drop", lambda n: n.select(F.col("s").dropFields("a").alias("s")))
field("drop_two", lambda n: n.select(F.col("s").dropFields("a", "b.c").alias("s")))
field("drop_nested", lambda n: n.select(F.col("s").dropFields("b.d").alias("s")))
field("drop_missing", lambda n: n.select(F.col("s").dropFields("zz").alias("s")))
field("drop_nested_missing", lambda n: n.select(F.col("s").dropFields("b.zz").alias("s")))
field("drop_missing_parent", lambda n: n.select(F.col("s").dropFields("q.zz").alias("s")))
field("drop_all", lambda n: n.select(F.col("s").dropFields("a", "b").alias("s")))
field("drop_unnamed", lambda n: n.select(F.col("s").dropFields("a")))
field("of_struct_function", lambda n: n.select(F.struct(F.lit(1).alias("x"), F.lit(2).alias("y")).withField("y", F.lit("t")).dropFields("x").alias("s")))
field("repeated", lambda n: n.select(F.struct(F.lit(1).alias("x"), F.lit(2).alias("x")).withField("x", F.lit(7)).alias("s")))
field("get", lambda n: n.select(F.col("s").getField("a"), F.col("s.b.c"), F.col("s")["b"]["d"], F.col("s").b.d.alias("q")))
field("get_missing", lambda n: n.select(F.col("s").getField("zz")))
field("star", lambda n: n.select("id", "s.*"))
field("star_nested", lambda n: n.select("s.b.*"))
