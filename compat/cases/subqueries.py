"""Queries inside queries with the DataFrame API: subqueries as values, lateral joins, table-valued functions."""

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()


def add(name, run, ordered=False, since=(4, 0), **options):
    CASES.add(name, run, ordered=ordered, since=since, **options)


def people(spark):
    return spark.createDataFrame(
        [(1, "Ann", "sales", 30), (2, "Bob", "sales", 40), (3, "Cid", "tech", 52), (4, "Dan", None, 10), (5, "Eve", "tech", None)],
        "id int, name string, dept string, pay int",
    )


def depts(spark):
    return spark.createDataFrame([("sales", "Rome", 1), ("tech", "Oslo", 3), ("law", "Bonn", None)], "dept string, city string, boss int")


def views(spark):
    people(spark).createOrReplaceTempView("subquery_people")
    depts(spark).createOrReplaceTempView("subquery_depts")


def both(function):
    return lambda spark: function(people(spark), depts(spark))


# ---- scalar ----

add("scalar_select", both(lambda p, d: p.select("id", p.groupBy().agg(F.max("pay")).scalar().alias("top"))))
add("scalar_unnamed", both(lambda p, d: p.select("id", p.groupBy().agg(F.max("pay")).scalar())))
add("scalar_filter", both(lambda p, d: p.where(F.col("pay") > p.select(F.avg("pay")).scalar())))
add("scalar_correlated", both(lambda p, d: p.alias("a").select("name", d.alias("b").where(F.col("a.dept").outer() == F.col("b.dept")).select("city").scalar().alias("city"))))
add("scalar_correlated_unaliased", both(lambda p, d: p.withColumnRenamed("dept", "pd").select("name", d.where(F.col("dept") == F.col("pd").outer()).select("city").scalar().alias("city"))))
add("scalar_correlated_columns", both(lambda p, d: p.select("name", d.where(d.dept == p.dept.outer()).select(d.city).scalar().alias("city"))))
add("scalar_correlated_aggregate", both(lambda p, d: d.select("city", p.where(p.dept == d.dept.outer()).select(F.max(p.pay)).scalar().alias("top"), p.where(p.dept == d.dept.outer()).select(F.count(F.lit(1))).scalar().alias("n"))))
add("scalar_in_expression", both(lambda p, d: p.select((F.col("pay") - p.select(F.min("pay")).scalar()).alias("over"), F.coalesce("dept", d.select(F.max("dept")).scalar()))))
add("scalar_in_order", both(lambda p, d: p.select("id", "pay").orderBy(F.abs(F.col("pay") - p.select(F.avg("pay")).scalar()), "id")), ordered=True)
add("scalar_with_column", both(lambda p, d: p.withColumn("n", d.select(F.count("boss")).scalar())))
add("scalar_in_aggregate", both(lambda p, d: p.groupBy("dept").agg(F.sum(F.col("pay") + d.select(F.count("boss")).scalar()).alias("s"))))
add("scalar_as_group", both(lambda p, d: p.groupBy((F.col("pay") > p.select(F.avg("pay")).scalar()).alias("rich")).count()))
add("scalar_no_rows", both(lambda p, d: p.select("id", d.where("dept = 'none'").select("city").scalar().alias("c"))))
add("scalar_many_rows", both(lambda p, d: p.select("id", d.select("city").scalar().alias("c"))))
add("scalar_two_columns", both(lambda p, d: p.select("id", d.select("city", "dept").scalar().alias("c"))))
add("scalar_limit", both(lambda p, d: p.select("id", d.orderBy("city").select("city").limit(1).scalar().alias("c"))))
add("scalar_nested", both(lambda p, d: p.where(F.col("pay") == p.where(F.col("pay") < p.select(F.max("pay")).scalar()).select(F.max("pay")).scalar())))
add("scalar_nested_outer", both(lambda p, d: d.select("city", p.where((p.dept == d.dept.outer()) & (p.pay == p.where(p.pay < 50).select(F.max("pay")).scalar())).select("name").scalar().alias("n"))))
add("scalar_in_join", both(lambda p, d: p.join(d, (p.dept == d.dept) & (p.pay > p.select(F.min("pay")).scalar()))))
add("scalar_twice", both(lambda p, d: (lambda top: p.select((F.col("pay") / top).alias("a"), (top - F.col("pay")).alias("b")))(p.select(F.max("pay")).scalar())))
add("scalar_of_sql", lambda spark: (views(spark), people(spark).where(F.col("pay") > spark.sql("SELECT avg(pay) FROM subquery_people").scalar()))[1])
add("scalar_of_range", lambda spark: spark.range(3).select("id", spark.range(10).select(F.sum("id")).scalar().alias("s")))
add("scalar_then_sql_view", lambda spark: (people(spark).select("id", people(spark).select(F.max("pay")).scalar().alias("m")).createOrReplaceTempView("subquery_view"), spark.sql("SELECT * FROM subquery_view WHERE id < 3"))[1])
add("scalar_missing_column", both(lambda p, d: p.select("id", d.where(F.col("dept") == F.col("nope").outer()).select("city").scalar())))
add("scalar_outer_without", both(lambda p, d: p.select(F.col("id").outer())))
add("scalar_ambiguous_self", both(lambda p, d: p.select("id", p.where(F.col("dept") == F.col("dept").outer()).select(F.max("pay")).scalar().alias("m"))))
add("scalar_self_columns", both(lambda p, d: p.select("id", p.where(p.dept == p.dept.outer()).select(F.max("pay")).scalar().alias("m"))))
add("scalar_self_aliases", both(lambda p, d: p.alias("o").select("id", p.alias("i").where(F.col("i.dept") == F.col("o.dept").outer()).select(F.max("i.pay")).scalar().alias("m"))))
add("scalar_inequality", both(lambda p, d: p.alias("o").select("id", p.alias("i").where(F.col("i.pay") < F.col("o.pay").outer()).select(F.count(F.lit(1)).alias("n")).scalar().alias("below"))))
add("scalar_schema_only", both(lambda p, d: [(f.name, f.dataType.simpleString(), f.nullable) for f in p.select(d.select(F.max("boss")).scalar().alias("x"), d.exists().alias("y")).schema]))

# ---- exists ----

add("exists", both(lambda p, d: p.where(d.where(d.dept == p.dept.outer()).exists())))
add("not_exists", both(lambda p, d: p.where(~d.where(d.dept == p.dept.outer()).exists())))
add("exists_uncorrelated", both(lambda p, d: p.where(d.where("city = 'Rome'").exists())))
add("exists_select", both(lambda p, d: p.select("id", d.where(d.dept == p.dept.outer()).exists().alias("known"))))
add("exists_unnamed", both(lambda p, d: p.select(d.where(d.dept == p.dept.outer()).exists())))
add("exists_or", both(lambda p, d: p.where(d.where(d.dept == p.dept.outer()).exists() | (F.col("id") == 4))))
add("exists_nested", both(lambda p, d: d.where(p.where((p.dept == d.dept.outer()) & p.where(F.col("pay") > 50).exists()).exists())))
add("exists_empty", both(lambda p, d: p.where(d.where("false").exists())))

# ---- in ----

add("isin_dataframe", both(lambda p, d: p.where(p.dept.isin(d.select("dept")))), since=(4, 1))
add("not_isin_dataframe", both(lambda p, d: p.where(~p.id.isin(d.where("boss IS NOT NULL").select("boss")))), since=(4, 1))
add("isin_correlated", both(lambda p, d: p.where(p.id.isin(d.where(d.dept == p.dept.outer()).select("boss")))), since=(4, 1))
add("isin_select", both(lambda p, d: p.select("id", p.id.isin(d.select("boss")).alias("boss"))), since=(4, 1))
add("isin_struct", both(lambda p, d: p.where(F.struct("dept", "id").isin(d.select("dept", "boss")))), since=(4, 1))
add("isin_wrong_count", both(lambda p, d: p.where(p.dept.isin(d))), since=(4, 1))
add("isin_types", both(lambda p, d: p.where(p.id.isin(d.select(F.array("boss"))))), since=(4, 1))

# ---- lateral join ----


def numbers(spark):
    return spark.createDataFrame([(1, [1, 2]), (2, []), (3, None), (4, [5])], "id int, xs array<int>")


def aliased(function):
    return lambda spark: function(people(spark).alias("p"), depts(spark).alias("d"), F.col("p.dept") == F.col("d.dept").outer())


add("lateral_aliased", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name", "pay"))))
add("lateral_aliased_left", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name", "pay"), how="left")))
add("lateral_aliased_cross", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name"), how="cross")))
add("lateral_aliased_condition", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name", "pay"), F.col("pay") > 35)))
add("lateral_aliased_left_condition", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name", "pay"), F.col("pay") > 45, "left")))
add("lateral_aliased_top", aliased(lambda p, d, same: d.lateralJoin(p.where(same).orderBy(F.desc("pay")).limit(1).select("name"))))
add("lateral_aliased_aggregate", aliased(lambda p, d, same: d.lateralJoin(p.where(same).agg(F.sum("pay").alias("total"), F.count(F.lit(1)).alias("n")))))
add("lateral_aliased_window", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name", F.row_number().over(__import__("pyspark.sql", fromlist=["Window"]).Window.orderBy("pay")).alias("r")))))
add("lateral_aliased_distinct", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("dept").distinct().toDF("x"))))
add("lateral_aliased_union", aliased(lambda p, d, same: d.lateralJoin(p.where(same).select("name").union(p.select("name").limit(0)))))
add("lateral_aliased_join", aliased(lambda p, d, same: d.lateralJoin(p.where(same).join(p.select(F.col("id").alias("id2")), F.col("p.id") == F.col("id2")).select("name", "id2"))))
add("lateral_aliased_nested", aliased(lambda p, d, same: d.lateralJoin(p.where(same & F.col("d.boss").isNotNull()).lateralJoin(depts(p.sparkSession).alias("e").where(F.col("e.dept") == F.col("p.dept").outer()).select(F.col("e.city").alias("c2"))).select("name", "c2"))))
add("lateral_alias_explode", lambda spark: numbers(spark).alias("t").lateralJoin(spark.tvf.explode(F.col("t.xs").outer()).toDF("x")))
add("lateral_alias_explode_left", lambda spark: numbers(spark).alias("t").lateralJoin(spark.tvf.explode(F.col("t.xs").outer()).toDF("x"), how="left").select("id", "x"))
add("exists_aliased", aliased(lambda p, d, same: d.where(p.where(same).exists())))
add("not_exists_aliased", aliased(lambda p, d, same: d.where(~p.where(same).exists())))
add("exists_aliased_or", aliased(lambda p, d, same: d.where(p.where(same).exists() | F.col("boss").isNull())))
add("exists_aliased_select", aliased(lambda p, d, same: d.select("dept", p.where(same).exists().alias("used"), p.where(same).exists())))
add("scalar_aliased", aliased(lambda p, d, same: d.select("city", p.where(same).select(F.max("pay")).scalar().alias("top"), p.where(same).select(F.count(F.lit(1))).scalar().alias("n"), p.where(same).select(F.max("pay")).scalar())))
add("scalar_aliased_update", aliased(lambda p, d, same: d.withColumn("boss", F.coalesce("boss", p.where(same).select(F.min("id")).scalar()))))

add("lateral_inner", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).select("name", "pay"))))
add("lateral_left", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).select("name", "pay"), how="left")))
add("lateral_cross", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).select("name"), how="cross")))
add("lateral_condition", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).select("name", "pay"), F.col("pay") > 35)))
add("lateral_left_condition", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).select("name", "pay"), F.col("pay") > 45, "left")))
add("lateral_top", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).orderBy(F.desc("pay")).limit(1).select("name"))))
add("lateral_aggregate", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer()).agg(F.sum("pay").alias("total"), F.count(F.lit(1)).alias("n")))))
add("lateral_uncorrelated", both(lambda p, d: d.lateralJoin(p.select(F.max("pay").alias("m")))))
add("lateral_project", lambda spark: (lambda t: t.lateralJoin(spark.range(1).select((t.id.outer() * 2).alias("twice"), (F.col("id").outer() + 1).alias("next"))))(numbers(spark)))
add("lateral_explode", lambda spark: (lambda t: t.lateralJoin(spark.tvf.explode(t.xs.outer()).toDF("x")))(numbers(spark)))
add("lateral_explode_left", lambda spark: (lambda t: t.lateralJoin(spark.tvf.explode(t.xs.outer()).toDF("x"), how="left").select("id", "x"))(numbers(spark)))
add("lateral_explode_outer", lambda spark: (lambda t: t.lateralJoin(spark.tvf.explode_outer(F.col("xs").outer())).select("id", "col"))(numbers(spark)))
add("lateral_posexplode_alias", lambda spark: numbers(spark).alias("t").lateralJoin(spark.tvf.posexplode(F.col("t.xs").outer()).alias("e")).select("t.id", "e.pos", "e.col"))
add("lateral_chain", lambda spark: (lambda t: t.lateralJoin(spark.range(1).select((t.id.outer() + 1).alias("a"))).lateralJoin(spark.range(1).select((F.col("a").outer() + 1).alias("b"))).select(t.id, "a", "b"))(numbers(spark)))
add("lateral_right", both(lambda p, d: d.lateralJoin(p, how="right")))
add("lateral_full", both(lambda p, d: d.lateralJoin(p, how="full")))
add("lateral_semi", both(lambda p, d: d.lateralJoin(p, how="semi")))
add("lateral_missing", both(lambda p, d: d.lateralJoin(p.where(p.dept == F.col("nope").outer()))))
add("lateral_same_names", both(lambda p, d: d.lateralJoin(p.where(p.dept == d.dept.outer())).select(d.dept, p.dept, "name")))
add("lateral_subquery", both(lambda p, d: d.lateralJoin(p.where((p.dept == d.dept.outer()) & (p.pay == p.select(F.max("pay")).scalar())).select("name"))))

# ---- table-valued functions ----


def tvf(name, run, ordered=True, **options):
    add(f"tvf_{name}", run, ordered=ordered, **options)


tvf("range", lambda spark: spark.tvf.range(3))
tvf("range_from", lambda spark: spark.tvf.range(2, 5))
tvf("range_step", lambda spark: spark.tvf.range(10, 0, -3))
tvf("range_partitions", lambda spark: spark.tvf.range(0, 4, 2, 3))
tvf("explode_array", lambda spark: spark.tvf.explode(F.array(F.lit(1), F.lit(2), F.lit(None))))
tvf("explode_map", lambda spark: spark.tvf.explode(F.create_map(F.lit("a"), F.lit(1), F.lit("b"), F.lit(None).cast("int"))))
tvf("explode_empty", lambda spark: spark.tvf.explode(F.array().cast("array<int>")))
tvf("explode_null", lambda spark: spark.tvf.explode(F.lit(None).cast("array<int>")))
tvf("explode_wrong", lambda spark: spark.tvf.explode(F.lit(1)))
tvf("explode_outer", lambda spark: spark.tvf.explode_outer(F.array(F.lit("x"))))
tvf("explode_outer_empty", lambda spark: spark.tvf.explode_outer(F.array().cast("array<int>")))
tvf("explode_outer_map_null", lambda spark: spark.tvf.explode_outer(F.lit(None).cast("map<string,int>")))
tvf("posexplode", lambda spark: spark.tvf.posexplode(F.array(F.lit("x"), F.lit("y"))))
tvf("posexplode_map", lambda spark: spark.tvf.posexplode(F.create_map(F.lit("a"), F.lit(1))))
tvf("posexplode_outer", lambda spark: spark.tvf.posexplode_outer(F.array().cast("array<string>")))
tvf("inline", lambda spark: spark.tvf.inline(F.array(F.struct(F.lit(1).alias("a"), F.lit("x").alias("b")), F.struct(F.lit(2).alias("a"), F.lit("y").alias("b")))))
tvf("inline_outer", lambda spark: spark.tvf.inline_outer(F.array().cast("array<struct<a:int,b:string>>")))
tvf("json_tuple", lambda spark: spark.tvf.json_tuple(F.lit('{"a": 1, "b": {"c": 2}}'), F.lit("a"), F.lit("b"), F.lit("z")))
tvf("stack", lambda spark: spark.tvf.stack(F.lit(2), F.lit(1), F.lit("a"), F.lit(2), F.lit("b")))
tvf("stack_uneven", lambda spark: spark.tvf.stack(F.lit(2), F.lit(1), F.lit(2), F.lit(3)))
tvf("collations", lambda spark: spark.tvf.collations().where("NAME IN ('UTF8_BINARY', 'UTF8_LCASE')"))
tvf("sql_keywords", lambda spark: spark.tvf.sql_keywords().where("keyword IN ('SELECT', 'ANTI', 'DATE')").orderBy("keyword"))
tvf("variant_explode", lambda spark: spark.tvf.variant_explode(F.parse_json(F.lit('["a", 1]'))).select("pos", "key"))
tvf("variant_explode_outer", lambda spark: spark.tvf.variant_explode_outer(F.parse_json(F.lit("[]"))).select("pos", "key"))
tvf("alias", lambda spark: spark.tvf.explode(F.array(F.lit(1), F.lit(2))).alias("t").select("t.col", (F.col("col") + 1).alias("n")))
tvf("to_df", lambda spark: spark.tvf.posexplode(F.array(F.lit(1))).toDF("i", "v"))
tvf("join", lambda spark: spark.tvf.explode(F.array(F.lit(1), F.lit(2))).join(spark.range(3), F.col("col") == F.col("id")))

for name, text in {
    "sql_range_named": "SELECT * FROM range(end => 3)",
    "sql_range_constant": "SELECT * FROM range(1 + 1, 2 * 3)",
    "sql_range_null": "SELECT * FROM range(NULL)",
    "sql_range_text": "SELECT * FROM range('3')",
    "sql_range_bad_text": "SELECT * FROM range('x')",
    "sql_range_none": "SELECT * FROM range()",
    "sql_range_five": "SELECT * FROM range(1, 2, 3, 4, 5)",
    "sql_range_decimal": "SELECT * FROM range(2.7)",
    "sql_range_zero_step": "SELECT * FROM range(1, 2, 0)",
    "sql_explode_alias": "SELECT * FROM explode(array(1, 2)) AS t(x)",
    "sql_explode_column_alias": "SELECT t.x, t.x + 1 FROM explode(array(1, 2)) t(x)",
    "sql_explode_alias_count": "SELECT * FROM explode(array(1, 2)) AS t(x, y)",
    "sql_lateral_function": "SELECT id, x FROM VALUES (1, array(1, 2)), (2, array()) AS t(id, xs), LATERAL explode(xs) AS e(x)",
    "sql_lateral_left_function": "SELECT id, x FROM VALUES (1, array(1, 2)), (2, array()) AS t(id, xs) LEFT JOIN LATERAL explode(xs) AS e(x)",
    "sql_lateral_inline": "SELECT t.id, s.* FROM VALUES (1, array(struct('a', 2))) AS t(id, xs), LATERAL inline(t.xs) AS s(p, q)",
    "sql_unknown_function": "SELECT * FROM no_such_tvf(1)",
    "sql_scalar_as_table": "SELECT * FROM upper('a')",
    "sql_aggregate_as_table": "SELECT * FROM sum(1)",
    "sql_keywords": "SELECT count(*) > 300 FROM sql_keywords() WHERE keyword <> 'x'",
    "sql_keywords_reserved": "SELECT keyword, reserved FROM sql_keywords() WHERE keyword IN ('TABLE', 'FROM', 'ASC') ORDER BY 1",
    "sql_collations": "SELECT NAME, LANGUAGE, ACCENT_SENSITIVITY FROM collations() WHERE NAME LIKE 'UTF8%' ORDER BY 1",
}.items():
    CASES.sql(name, text, ordered="ORDER" in text, since=(4, 0))
