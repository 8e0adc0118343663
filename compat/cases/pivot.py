"""Rows to columns and back: pivot, unpivot, transpose; rollup, cube and grouping sets of the DataFrame API."""

import datetime
import decimal

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()


def earnings(spark):
    return spark.createDataFrame(
        [
            (2012, "dotNET", 10000.5, "a"),
            (2012, "Java", 20000.0, "b"),
            (2012, "dotNET", 5000.25, None),
            (2013, "dotNET", 48000.0, "c"),
            (2013, "Java", None, "d"),
            (None, "Java", 1.5, "e"),
            (2014, None, 7.0, "f"),
        ],
        "year int, course string, earnings double, note string",
    )


def typed(spark):
    return spark.createDataFrame(
        [
            (1, True, decimal.Decimal("1.50"), datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31, 12, 30), 1.0, [1, 2], {"k": 1}),
            (1, False, decimal.Decimal("2.25"), datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 1, 2, 3), float("nan"), [3], {"k": 2}),
            (2, None, None, None, None, -0.0, None, None),
            (2, True, decimal.Decimal("9.99"), datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31, 12, 30), 0.0, [], {}),
        ],
        "g int, b boolean, d decimal(6,2), day date, at timestamp, x double, l array<int>, m map<string,int>",
    )


def add(name, run, ordered=False, **options):
    CASES.add(name, run, ordered=ordered, **options)


# ---- groupBy().pivot() ----

add("values", lambda spark: earnings(spark).groupBy("year").pivot("course", ["dotNET", "Java"]).sum("earnings"))
add("no_values", lambda spark: earnings(spark).groupBy("year").pivot("course").sum("earnings"))
add("count", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "dotNET", "Go"]).count())
add("count_no_values", lambda spark: earnings(spark).groupBy("year").pivot("course").count())
add("two_aggregates", lambda spark: earnings(spark).groupBy("year").pivot("course", ["dotNET", "Java"]).agg(F.sum("earnings"), F.avg("earnings").alias("mean")))
add("one_alias", lambda spark: earnings(spark).groupBy("year").pivot("course", ["dotNET"]).agg(F.max("earnings").alias("top")))
add("no_grouping", lambda spark: earnings(spark).groupBy().pivot("course", ["Java", "dotNET"]).sum("earnings"))
add("two_groupings", lambda spark: earnings(spark).groupBy("year", F.length("course").alias("n")).pivot("course").agg(F.first("earnings")))
add("string_aggregate", lambda spark: earnings(spark).groupBy("year").pivot("course", ["dotNET", "Java"]).agg(F.max("note")))
add("lists", lambda spark: earnings(spark).groupBy("year").pivot("course", ["dotNET", "Java"]).agg(F.sort_array(F.collect_list("note")).alias("notes"), F.count(F.lit(1)).alias("n")))
add("first_last", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java"]).agg(F.first("note"), F.last("note")))
add("expression_of_aggregates", lambda spark: earnings(spark).groupBy("year").pivot("course", ["dotNET", "Java"]).agg((F.sum("earnings") / F.count("earnings")).alias("m"), F.round(F.sum("earnings") + 1)))
add("int_values", lambda spark: earnings(spark).groupBy("course").pivot("year", [2012, 2014]).sum("earnings"))
add("cast_values", lambda spark: earnings(spark).groupBy("course").pivot("year", ["2012", "2013"]).sum("earnings"))
add("bool_values", lambda spark: typed(spark).groupBy("g").pivot("b").sum("x"))
add("decimal_values", lambda spark: typed(spark).groupBy("g").pivot("d").max("x"))
add("date_values", lambda spark: typed(spark).groupBy("g").pivot("day").agg(F.max("d")))
add("timestamp_values", lambda spark: typed(spark).groupBy("g").pivot("at").agg(F.max("d")))
add("double_values", lambda spark: typed(spark).groupBy("g").pivot("x").agg(F.count("g")))
add("map_values", lambda spark: typed(spark).groupBy("g").pivot("m").agg(F.count("g")))
add("date_aggregate", lambda spark: typed(spark).groupBy("g").pivot("b", [True, False]).agg(F.max("day"), F.min("at")))
add("repeated_value", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "Java", "dotNET"]).sum("earnings"))
add("repeated_value_text", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "Java"]).agg(F.max("note")))
add("case_of_values", lambda spark: earnings(spark).groupBy("year").pivot("course", ["java", "JAVA"]).sum("earnings"))
add("then_select", lambda spark: (lambda p: p.select("year", p["Java"], (p.dotNET * 2).alias("twice")))(earnings(spark).groupBy("year").pivot("course", ["dotNET", "Java"]).sum("earnings")))
add("then_filter", lambda spark: earnings(spark).groupBy("year").pivot("course").sum("earnings").filter("Java > 2"))
add("join_after", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java"]).sum("earnings").join(earnings(spark), "year"))
add("struct_field", lambda spark: earnings(spark).select("year", F.struct("course", "earnings").alias("s")).groupBy("year").pivot("s.course", ["Java", "dotNET"]).agg(F.sum("s.earnings")))
add("count_distinct", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "dotNET"]).agg(F.count_distinct("note"), F.sum_distinct("earnings")))
add("too_many_values", lambda spark: spark.range(10001).groupBy().pivot("id").count(), since=(4, 0))
add("no_such_column", lambda spark: earnings(spark).groupBy("year").pivot("nope", ["a"]).sum("earnings"))
add("no_such_column_no_values", lambda spark: earnings(spark).groupBy("year").pivot("nope").sum("earnings"))
add("wrong_type_value", lambda spark: typed(spark).groupBy("g").pivot("day", [True]).max("x"))
add("not_an_aggregate", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java"]).agg(F.col("earnings")))
add("window_in_pivot", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java"]).agg(F.sum("earnings").over(__import__("pyspark.sql", fromlist=["Window"]).Window.partitionBy())))
add("literal_aggregate", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java"]).agg(F.lit(1)))
add("approx_percentile", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "dotNET"]).agg(F.percentile_approx("earnings", [0.5, 0.9]), F.percentile_approx("earnings", 0.5)))
add("filtered_aggregate", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "dotNET"]).agg(F.expr("sum(earnings) filter (where earnings > 6000)"), F.expr("max(note) filter (where note > 'a')")))
add("star", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java"]).agg(F.count("*")))
add("count_with_text", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "dotNET"]).agg(F.count(F.lit(1)), F.max("note")))
add("count_with_dates", lambda spark: typed(spark).groupBy("g").pivot("b", [True, False]).agg(F.count(F.lit(1)).alias("n"), F.max("day").alias("d")))
add("count_with_decimals", lambda spark: typed(spark).groupBy("g").pivot("b", [True, False]).agg(F.count(F.lit(1)).alias("n"), F.max("d").alias("d"), F.min("g"), F.bool_or("b")))
add("unnamed_grouping", lambda spark: earnings(spark).groupBy(F.length("course"), F.col("year") % 2).pivot("course", ["Java"]).sum("earnings"))
add("unnamed_grouping_text", lambda spark: earnings(spark).groupBy(F.length("course")).pivot("course", ["Java"]).agg(F.max("note")))
add("bad_cast_value", lambda spark: earnings(spark).groupBy("course").pivot("year", ["abc"]).sum("earnings"))
add("column_of_input", lambda spark: (lambda e: e.groupBy("year").pivot("course", ["Java"]).sum("earnings").select(e.year, "Java"))(earnings(spark)))
add("grouped_by_pivot_column", lambda spark: earnings(spark).groupBy("course").pivot("course", ["Java"]).sum("earnings"))
add("struct_values_sql", lambda spark: earnings(spark).groupBy("year").pivot("course").agg(F.struct(F.sum("earnings").alias("a"), F.max("note").alias("b")).alias("s")))
add("aggregates_of_text", lambda spark: earnings(spark).groupBy("year").pivot("course", ["Java", "dotNET"]).agg(F.max_by("note", "earnings"), F.collect_set("course")))
add("on_grouped", lambda spark: earnings(spark).groupBy("year", "course").agg(F.sum("earnings").alias("s")).groupBy("course").pivot("year").agg(F.first("s")))

# ---- SQL PIVOT ----

VIEW = "WITH e AS (SELECT * FROM VALUES (2012, 'dotNET', 10000.5D, 'a'), (2012, 'Java', 20000D, 'b'), (2013, 'dotNET', 48000D, 'c'), (2013, 'Java', NULL, 'd') AS t(year, course, earnings, note))"


def sql(name, text, **options):
    CASES.sql(f"sql_{name}", f"{VIEW} {text}", ordered=False, **options)


sql("pivot", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (sum(earnings) FOR course IN ('dotNET', 'Java'))")
sql("pivot_aliases", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (sum(earnings) AS s, max(earnings) FOR course IN ('dotNET' AS net, 'Java' j))")
sql("pivot_implicit_groups", "SELECT * FROM e PIVOT (sum(earnings) FOR year IN (2012, 2013))")
sql("pivot_two_columns", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (sum(earnings) FOR (year, course) IN ((2012, 'Java') AS a, (2013, 'dotNET') AS b))")
sql("pivot_two_columns_unnamed", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (sum(earnings) FOR (year, course) IN ((2012, 'Java'), (2013, 'dotNET')))")
sql("pivot_expression", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (ceil(sum(earnings)) AS a, sum(earnings) + 1 FOR course IN ('Java'))")
sql("pivot_named", "SELECT p.* FROM (SELECT year, course, earnings FROM e) PIVOT (sum(earnings) FOR course IN ('dotNET', 'Java')) AS p WHERE p.year > 2012")
sql("pivot_where", "SELECT year, Java FROM (SELECT year, course, earnings FROM e) PIVOT (sum(earnings) FOR course IN ('dotNET', 'Java')) WHERE Java IS NOT NULL ORDER BY year")
sql("pivot_join", "SELECT * FROM e JOIN (SELECT 1 AS one) PIVOT (sum(earnings) FOR course IN ('Java', 'dotNET'))")
sql("pivot_null", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (count(earnings) FOR course IN (NULL, 'Java'))")
sql("pivot_constant_value", "SELECT * FROM (SELECT year, course, earnings FROM e) PIVOT (count(earnings) FOR year IN (2011 + 1, cast('2013' as int)))")
sql("pivot_not_aggregate", "SELECT * FROM e PIVOT (earnings FOR course IN ('Java'))")
sql("pivot_not_literal", "SELECT * FROM e PIVOT (sum(earnings) FOR course IN (note))")
sql("pivot_wrong_type", "SELECT * FROM e PIVOT (sum(earnings) FOR year IN (array(1)))")
sql("pivot_map_column", "SELECT * FROM (SELECT map('a', year) AS m, earnings FROM e) PIVOT (sum(earnings) FOR m IN (map('a', 2012)))")
sql("pivot_no_column", "SELECT * FROM e PIVOT (sum(earnings) FOR nope IN ('Java'))")
sql("pivot_group_by", "SELECT year FROM e PIVOT (sum(earnings) FOR course IN ('Java')) GROUP BY year")
sql("pivot_nested_aggregate", "SELECT * FROM e PIVOT (sum(avg(earnings)) FOR course IN ('Java'))")
sql("pivot_pipe", "FROM e |> SELECT year, course, earnings |> PIVOT (sum(earnings) FOR course IN ('Java', 'dotNET'))", since=(4, 0))

# ---- unpivot, melt ----


def wide(spark):
    return spark.createDataFrame([(1, 11, 1.1, "x"), (2, 12, None, "y"), (3, None, 3.3, None)], "id int, i int, d double, s string")


add("unpivot", lambda spark: wide(spark).unpivot("id", ["i", "d"], "var", "val"))
add("unpivot_list", lambda spark: wide(spark).unpivot(["id", "s"], ["i", "d"], "var", "val"))
add("unpivot_all", lambda spark: wide(spark).drop("s").unpivot("id", None, "var", "val"))
add("unpivot_all_mixed", lambda spark: wide(spark).unpivot("id", None, "var", "val"))
add("unpivot_no_ids", lambda spark: wide(spark).unpivot([], ["i", "d"], "var", "val"))
add("unpivot_one", lambda spark: wide(spark).unpivot(["id"], "s", "var", "val"))
add("unpivot_expressions", lambda spark: wide(spark).unpivot([F.col("id"), (F.col("id") * 2).alias("twice")], [F.col("i"), F.col("d")], "var", "val"))
add("unpivot_expression_value", lambda spark: wide(spark).unpivot("id", [F.col("i"), (F.col("i") * 2).alias("twice")], "var", "val"))
add("unpivot_unnamed_id", lambda spark: wide(spark).unpivot([F.col("id") + 1], ["i"], "var", "val"))
add("unpivot_star", lambda spark: wide(spark).select("id", "i", "d").unpivot("id", ["*"], "var", "val"))
add("unpivot_empty_values", lambda spark: wide(spark).unpivot("id", [], "var", "val"))
add("unpivot_nothing_left", lambda spark: wide(spark).select("id").unpivot("id", None, "var", "val"))
add("unpivot_mismatch", lambda spark: wide(spark).unpivot("id", ["i", "s"], "var", "val"))
add("unpivot_unknown", lambda spark: wide(spark).unpivot("id", ["i", "nope"], "var", "val"))
add("unpivot_struct_field", lambda spark: wide(spark).select("id", F.struct("i", "d").alias("st")).unpivot("id", ["st.i", "st.d"], "var", "val"))
add("unpivot_same_names", lambda spark: wide(spark).unpivot("id", ["i"], "id", "id"))
add("unpivot_not_null", lambda spark: spark.range(3).select("id", F.lit(1).alias("a"), F.lit(2).alias("b")).unpivot("id", ["a", "b"], "var", "val"))
add("unpivot_df_columns", lambda spark: (lambda w: w.unpivot(w.id, [w.i, w["d"]], "var", "val"))(wide(spark)))
add("unpivot_dates", lambda spark: spark.sql("SELECT 1 id, date'2024-01-01' a, timestamp'2024-01-02 03:04:05' b, timestamp_ntz'2024-01-02 03:04:05' c").unpivot("id", ["a", "b", "c"], "var", "val"))
add("unpivot_decimals", lambda spark: spark.sql("SELECT 1 id, 1.5 a, 22.25 b, 3 c").unpivot("id", ["a", "b", "c"], "var", "val"))
add("unpivot_arrays", lambda spark: spark.sql("SELECT 1 id, array(1) a, array(2L, null) b").unpivot("id", ["a", "b"], "var", "val"))
add("unpivot_then_pivot", lambda spark: wide(spark).unpivot("id", ["i", "d"], "var", "val").groupBy("id").pivot("var").sum("val"), since=(4, 0))
add("unpivot_order", lambda spark: wide(spark).unpivot("id", ["i", "d"], "var", "val"), ordered=True)
add("melt", lambda spark: wide(spark).melt(["id"], ["i", "d"], "var", "val"))
add("unpivot_many_mismatch", lambda spark: spark.sql("SELECT 1 id, 1 a, 2 b, 3 c, 4 d, 5 e, 'x' s").unpivot("id", ["e", "d", "c", "b", "a", "s"], "var", "val"))
add("unpivot_expression_no_values", lambda spark: wide(spark).unpivot([F.col("id") + 1], None, "var", "val"))
add("unpivot_unnamed_value", lambda spark: wide(spark).unpivot(["id"], [F.col("i") + 1], "var", "val"))
add("unpivot_repeated_values", lambda spark: wide(spark).unpivot(["id", "id"], ["i", "i"], "var", "val"))
add("unpivot_select", lambda spark: (lambda u: u.select(u.id, u["var"], (u.val + 1).alias("more")).where("more > 2"))(wide(spark).unpivot("id", ["i", "d"], "var", "val")), since=(4, 0))

WIDE = "WITH w AS (SELECT * FROM VALUES (1, 10, 11, 'a', 'b'), (2, NULL, 21, 'c', NULL), (3, NULL, NULL, NULL, NULL) AS t(id, x1, x2, y1, y2))"


def unpivot_sql(name, text, **options):
    CASES.sql(f"sql_unpivot_{name}", f"{WIDE} {text}", ordered=False, **options)


unpivot_sql("plain", "SELECT * FROM (SELECT id, x1, x2 FROM w) UNPIVOT (v FOR n IN (x1, x2))")
unpivot_sql("include", "SELECT * FROM (SELECT id, x1, x2 FROM w) UNPIVOT INCLUDE NULLS (v FOR n IN (x1, x2))")
unpivot_sql("exclude", "SELECT * FROM (SELECT id, x1, x2 FROM w) UNPIVOT EXCLUDE NULLS (v FOR n IN (x1, x2))")
unpivot_sql("aliases", "SELECT * FROM w UNPIVOT (v FOR n IN (x1 AS one, x2 two)) AS u")
unpivot_sql("alias_use", "SELECT u.n, u.v + 1 FROM w UNPIVOT (v FOR n IN (x1 AS one, x2)) u WHERE u.v > 10")
unpivot_sql("multi", "SELECT * FROM w UNPIVOT ((x, y) FOR n IN ((x1, y1) AS one, (x2, y2) AS two))")
unpivot_sql("multi_unnamed", "SELECT * FROM w UNPIVOT INCLUDE NULLS ((x, y) FOR n IN ((x1, y1), (x2, y2)))")
unpivot_sql("mismatch", "SELECT * FROM w UNPIVOT (v FOR n IN (x1, y1))")
unpivot_sql("unknown", "SELECT * FROM w UNPIVOT (v FOR n IN (x1, z1))")
unpivot_sql("in_join", "SELECT * FROM w UNPIVOT (v FOR n IN (x1, x2)) u JOIN (SELECT 'x1' AS n) USING (n)")
unpivot_sql("pipe", "FROM w |> SELECT id, x1, x2 |> UNPIVOT (v FOR n IN (x1, x2))", since=(4, 0))
unpivot_sql("qualified", "SELECT * FROM w AS q UNPIVOT (v FOR n IN (q.x1, q.x2))")

# ---- transpose ----

add("transpose", lambda spark: wide(spark).select("s", "i", "d").transpose(), ordered=True, since=(4, 0))
add("transpose_index", lambda spark: wide(spark).select("id", "i", "d").transpose("id"), ordered=True, since=(4, 0))
add("transpose_index_column", lambda spark: (lambda w: w.transpose(w.id))(wide(spark).select("i", "id", "d")), ordered=True, since=(4, 0))
add("transpose_index_date", lambda spark: typed(spark).select("day", "g", "x").transpose("day"), ordered=True, since=(4, 0))
add("transpose_index_double", lambda spark: typed(spark).select("x", "g").transpose(), ordered=True, since=(4, 0))
add("transpose_repeated_index", lambda spark: spark.createDataFrame([("a", 1), ("b", 2), ("a", 3)], "k string, v int").transpose(), ordered=True, since=(4, 0))
add("transpose_no_rows", lambda spark: wide(spark).select("id", "i").where("id > 9").transpose(), ordered=True, since=(4, 0))
add("transpose_one_column", lambda spark: wide(spark).select("id").transpose(), ordered=True, since=(4, 0))
add("transpose_no_columns", lambda spark: spark.range(2).select().transpose(), ordered=True, since=(4, 0))
add("transpose_strings", lambda spark: spark.sql("SELECT * FROM VALUES ('p', 'a', 'b'), ('q', NULL, 'd') AS t(k, s1, s2)").transpose(), ordered=True, since=(4, 0))
add("transpose_mixed", lambda spark: wide(spark).transpose("id"), ordered=True, since=(4, 0))
add("transpose_arrays", lambda spark: typed(spark).select("g", "l").transpose(), ordered=True, since=(4, 0))
add("transpose_array_index", lambda spark: typed(spark).select("l", "g").transpose(), ordered=True, since=(4, 0))
add("transpose_decimals", lambda spark: spark.sql("SELECT * FROM VALUES (1, 1.5, 2), (2, 22.25, 3) AS t(k, a, b)").transpose(), ordered=True, since=(4, 0))
add("transpose_unknown", lambda spark: wide(spark).transpose("nope"), ordered=True, since=(4, 0))
add("transpose_expression", lambda spark: wide(spark).select("id", "i").transpose(F.col("id") + 1), ordered=True, since=(4, 0))
add("transpose_too_many", lambda spark: spark.range(501).select("id", F.lit(1).alias("a")).transpose(), ordered=True, since=(4, 0))
add("transpose_long_float", lambda spark: spark.sql("SELECT 1 k, 2L a, cast(1.5 as float) b").transpose(), ordered=True, since=(4, 0))
add("transpose_null_column", lambda spark: spark.sql("SELECT 1 k, NULL a, 2 b").transpose(), ordered=True, since=(4, 0))
add("transpose_null_index", lambda spark: spark.sql("SELECT * FROM VALUES ('b', 1), (NULL, 2), ('a', 3) AS t(k, v)").transpose(), ordered=True, since=(4, 0))
add("transpose_map_index", lambda spark: spark.sql("SELECT map('a', struct(1 x, array('y') z)) k, 2 v").transpose(), ordered=True, since=(4, 0))
add("transpose_interval_index", lambda spark: spark.sql("SELECT make_interval(1) k, 2 v").transpose(), ordered=True, since=(4, 0))
add("transpose_twice", lambda spark: wide(spark).select("id", "i", "d").transpose("id").transpose("key"), ordered=True, since=(4, 0))
add("transpose_select", lambda spark: (lambda t: t.select(t.key, t["1"] + 1))(wide(spark).select("id", "i", "d").transpose("id")), ordered=True, since=(4, 0))

# ---- rollup, cube, grouping sets ----

add("rollup", lambda spark: earnings(spark).rollup("year", "course").agg(F.sum("earnings").alias("s"), F.grouping("year"), F.grouping_id("year", "course")))
add("cube", lambda spark: earnings(spark).cube("year", "course").agg(F.count("*").alias("n"), F.grouping_id()))
add("cube_expression", lambda spark: earnings(spark).cube((F.col("year") % 2).alias("odd"), F.length("course")).agg(F.sum("earnings")))
add("rollup_count", lambda spark: earnings(spark).rollup("year").count())
add("rollup_nothing", lambda spark: earnings(spark).rollup().count())
add("cube_columns", lambda spark: (lambda e: e.cube(e.year, e["course"]).agg(F.max(e.earnings)))(earnings(spark)))
add("rollup_group_column_in_aggregate", lambda spark: earnings(spark).rollup("year").agg(F.sum("year"), F.max(F.col("year") + 1)))
add("rollup_having", lambda spark: earnings(spark).rollup("year").agg(F.count("*").alias("n")).where("n > 1"))
add("grouping_sets", lambda spark: earnings(spark).groupingSets([["year"], ["course"], []], "year", "course").agg(F.sum("earnings").alias("s"), F.grouping_id()), since=(4, 0))
add("grouping_sets_columns", lambda spark: (lambda e: e.groupingSets([[e.year, e.course], [e.year]], e.year, e.course).agg(F.count("*")))(earnings(spark)), since=(4, 0))
add("grouping_sets_order", lambda spark: earnings(spark).groupingSets([("course",), ("year", "course")], "course", "year").agg(F.grouping("course"), F.grouping("year"), F.max("note")), since=(4, 0))
add("grouping_sets_not_grouped", lambda spark: earnings(spark).groupingSets([["note"]], "year").agg(F.count("*")), since=(4, 0))
add("grouping_sets_subset", lambda spark: earnings(spark).groupingSets([["year"]], "year", "course").agg(F.count("*")), since=(4, 0))
add("grouping_without_sets", lambda spark: earnings(spark).groupBy("year").agg(F.grouping("year")))
add("group_by_ordinal", lambda spark: earnings(spark).groupBy(1).agg(F.count("*")), since=(4, 0))
add("rollup_ordinal", lambda spark: earnings(spark).rollup(2, 1).agg(F.count("*")), since=(4, 0))
add("group_by_ordinal_out", lambda spark: earnings(spark).groupBy(9).agg(F.count("*")), since=(4, 0))
