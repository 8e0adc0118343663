"""SQL's pipes: positions, what an operator takes no aggregate or needs one, names behind operators, refused groupings. Since 4.0."""

from case import Cases

CASES = Cases()
V = "VALUES (1, 10, 'a'), (1, 20, 'b'), (2, 30, 'a') AS v(x, y, s)"


def add(name, text, ordered=True):
    CASES.add(name, lambda spark: spark.sql(text), ordered=ordered, since=(4, 0))


def of(name, *operators, source=V, ordered=False):
    add(name, f"{source} " + " ".join(f"|> {operator}" for operator in operators), ordered=ordered)


# ---- positions in GROUP BY are those of the input ----

of("position", "AGGREGATE sum(y) GROUP BY 1")
of("position_last", "AGGREGATE sum(y) GROUP BY 3")
of("positions", "AGGREGATE count(*) GROUP BY 1, 3")
of("positions_turned", "AGGREGATE count(*) GROUP BY 3, 1")
of("position_twice", "AGGREGATE sum(y) GROUP BY 1, 1")
of("position_and_name", "AGGREGATE sum(y) GROUP BY x, 1")
of("position_and_name_of_other", "AGGREGATE sum(y) GROUP BY s, 1")
of("position_named", "AGGREGATE sum(y) GROUP BY 1 AS a")
of("position_in_sum", "AGGREGATE sum(y) GROUP BY 1 + 0")
of("position_alone", "AGGREGATE GROUP BY 1, 2")
of("position_zero", "AGGREGATE sum(y) GROUP BY 0")
of("position_too_large", "AGGREGATE sum(y) GROUP BY 4")
of("position_negative", "AGGREGATE sum(y) GROUP BY -1")
of("position_long", "AGGREGATE sum(y) GROUP BY 1L")
of("position_of_computed", "SELECT x + 1, y", "AGGREGATE sum(y) GROUP BY 1")
of("position_of_two_same", "SELECT x, y AS x", "AGGREGATE count(*) GROUP BY 2")
of("position_of_table", "AS t", "AGGREGATE sum(t.y) GROUP BY 1", "SELECT x")
of("position_qualified_after", "AS t", "AGGREGATE sum(t.y) AS n GROUP BY 1", "SELECT t.x, n")
of("position_in_order", "ORDER BY 2 DESC", "SELECT y", ordered=True)
of("position_of_map", "SELECT map(1, x) AS m", "AGGREGATE count(*) GROUP BY 1")

# ---- aggregates where none may be, and where one has to be ----

of("select_sum", "SELECT sum(x)")
of("select_sum_named", "SELECT sum(x) AS n")
of("select_sum_and_column", "SELECT y, sum(x)")
of("select_sum_inside", "SELECT y, length(s) + sum(x) AS r")
of("select_sum_over", "SELECT sum(x) OVER () AS n")
of("select_sum_distinct_rows", "SELECT DISTINCT sum(x)")
of("select_count", "SELECT count(*)")
of("select_min_by_subquery", "SELECT (SELECT max(id) FROM range(3)) AS m")
of("select_sum_of_unknown", "SELECT sum(nope)")
of("extend_sum", "EXTEND sum(x) AS n")
of("extend_sum_over", "EXTEND sum(x) OVER (PARTITION BY s) AS n")
of("extend_star", "EXTEND *")
of("set_sum", "SET x = sum(x)")
of("set_sum_over", "SET x = sum(x) OVER ()")
of("aggregate_column", "AGGREGATE x")
of("aggregate_column_grouped", "AGGREGATE x GROUP BY x")
of("aggregate_constant", "AGGREGATE 1 AS one GROUP BY x")
of("aggregate_constant_alone", "AGGREGATE 1 AS one")
of("aggregate_computed", "AGGREGATE x + 1 GROUP BY x")
of("aggregate_mixed", "AGGREGATE sum(y) + x GROUP BY x")
of("aggregate_mixed_named", "AGGREGATE sum(y) + x AS z GROUP BY x AS k")
of("aggregate_one_without", "AGGREGATE sum(y), x GROUP BY x")
of("aggregate_over", "AGGREGATE sum(y) OVER ()")
of("aggregate_over_grouped", "AGGREGATE sum(y) OVER () GROUP BY x")
of("aggregate_window_key", "AGGREGATE sum(y) GROUP BY sum(x) OVER ()")
of("aggregate_nothing", "AGGREGATE")
of("aggregate_nothing_more", "AGGREGATE", "SELECT x")
of("aggregate_group_by_nothing", "AGGREGATE GROUP BY")
of("aggregate_group_as_name", "SELECT x AS group", "AGGREGATE GROUP BY")
of("where_sum", "WHERE sum(x) = 1")
of("where_over", "WHERE sum(x) OVER () = 1")
of("where_window", "WHERE sum(x) OVER w = 1 WINDOW w AS (PARTITION BY y)")
of("where_after_aggregate", "AGGREGATE sum(y) AS n GROUP BY x", "WHERE n > 30")
of("where_sum_after_aggregate", "AGGREGATE sum(y) AS n GROUP BY x", "WHERE sum(y) > 30")

# ---- groupings that a pipe does not know ----

of("rollup", "AGGREGATE sum(y) GROUP BY ROLLUP(x, s)")
of("rollup_with", "AGGREGATE sum(y) GROUP BY x, s WITH ROLLUP")
of("cube", "AGGREGATE sum(y) GROUP BY CUBE(x, s)")
of("cube_with", "AGGREGATE sum(y) GROUP BY x, s WITH CUBE")
of("cube_second", "AGGREGATE sum(y) GROUP BY x, CUBE(s)")
of("sets", "AGGREGATE sum(y) GROUP BY GROUPING SETS (x, s)")
of("sets_behind", "AGGREGATE sum(y) GROUP BY x, s GROUPING SETS (x, s)")
of("grouping", "AGGREGATE sum(y), grouping(x) + 1 GROUP BY x")
of("grouping_id", "AGGREGATE sum(y), grouping_id(x) GROUP BY x")
of("grouping_alone", "AGGREGATE grouping(x)")
of("all", "AGGREGATE sum(y) GROUP BY ALL")
of("all_named", "AGGREGATE sum(y) GROUP BY ALL AS a")
of("all_quoted", "SELECT x AS all, y", "AGGREGATE sum(y) GROUP BY `all`")

# ---- names behind operators ----

of("order_by_lost", "SELECT x + 1 AS r", "ORDER BY x")
of("order_by_kept", "SELECT x + 1 AS r, y", "ORDER BY y DESC", ordered=True)
of("order_by_selected", "SELECT x + 1 AS r", "ORDER BY r DESC", ordered=True)
of("distribute_by_lost", "SELECT x + 1 AS r", "DISTRIBUTE BY x")
of("cluster_by_lost", "SELECT x + 1 AS r", "CLUSTER BY x")
of("sort_by_lost", "SELECT x + 1 AS r", "SORT BY x")
of("where_lost", "SELECT x + 1 AS r", "WHERE x > 1")
of("where_lost_under_limit", "SELECT x, y", "LIMIT 10", "WHERE s = 'a'")
of("where_lost_under_order", "SELECT x, y", "ORDER BY x", "WHERE s = 'a'")
of("order_by_lost_in_order", "SELECT x, y", "WHERE x > 1", "ORDER BY s")
of("order_of_aggregate_lost", "AGGREGATE sum(y) AS n GROUP BY x", "ORDER BY sum(y)")
of("order_of_aggregate", "AGGREGATE sum(y) AS n GROUP BY x", "ORDER BY n DESC")
of("qualified_after_select", "AS t", "SELECT t.x", "WHERE t.x > 1")
of("qualified_after_where", "AS t", "WHERE t.x > 1", "SELECT t.y")
of("qualified_after_two_wheres", "AS t", "WHERE t.x > 1", "WHERE t.y > 1", "SELECT t.s")
of("qualified_after_order", "AS t", "ORDER BY t.y", "WHERE t.x > 1", "SELECT t.y", ordered=True)
of("qualified_after_extend", "AS t", "EXTEND x + 1 AS z", "WHERE t.x > 1", "SELECT t.y, z")
of("qualified_after_set", "AS t", "SET x = x + 1", "SELECT t.x")
of("qualified_after_set_of_other", "AS t", "SET x = x + 1", "SELECT t.y")
of("qualified_after_drop", "AS t", "DROP x", "SELECT t.y")
of("unknown_tells_names", "AS t", "SELECT x, y + 1 AS z", "WHERE nope > 1")
of("ambiguous", "AGGREGATE count(*) AS c, sum(x) AS x GROUP BY x", "WHERE x = 1")

# ---- SET, DROP, EXTEND ----

of("set_unknown", "SET z = 1")
of("set_twice", "SET x = x + 1, x = x * 10")
of("set_sees_before", "SET x = x + 1, y = x")
of("set_qualified", "AS t", "SET t.x = 1")
of("set_field", "SELECT struct(x AS a) AS st", "SET st.a = 1")
of("set_case", "SET X = 5")
of("set_star", "SET x = *")
of("drop_unknown", "DROP z")
of("drop_unknown_then", "DROP z", "SELECT x")
of("drop_twice", "DROP x, x")
of("drop_all", "DROP x, y, s")
of("drop_case", "DROP X")
of("extend_sees_before", "EXTEND x + 1 AS z, z + 1 AS w")
of("extend_same_name", "EXTEND 1 AS x")
of("extend_same_name_then", "EXTEND 1 AS x", "SELECT x")
of("extend_explode", "EXTEND explode(array(1, 2)) AS e")

# ---- windows, PIVOT, hints, several clauses ----

of("window", "SELECT sum(x) OVER w AS n WINDOW w AS (PARTITION BY s)")
of("windows", "SELECT sum(x) OVER w AS n, max(y) OVER u AS m WINDOW w AS (PARTITION BY s), u AS (PARTITION BY x)")
of("window_of_second_clause", "SELECT sum(x) OVER w AS n, max(y) OVER u AS m WINDOW w AS (PARTITION BY s) WINDOW u AS ()")
of("window_of_later", "SELECT s, sum(x) OVER w AS n", "SELECT max(n) OVER w AS m WINDOW w AS (PARTITION BY s)")
of("window_of_earlier", "SELECT s, sum(x) OVER w AS n WINDOW w AS (PARTITION BY s)", "SELECT max(n) OVER w AS m")
of("window_missing", "SELECT sum(x) OVER w AS n")
of("window_distinct", "SELECT DISTINCT sum(x) OVER w AS n WINDOW w AS (PARTITION BY s)")
add("window_around", f"(FROM {V} |> SELECT sum(x) OVER w AS n) WINDOW w AS (PARTITION BY s)", ordered=False)
of("pivot_unpivot", "PIVOT (sum(y) FOR s IN ('a', 'b')) UNPIVOT (n FOR k IN (a, b))")
of("pivot_then_unpivot", "PIVOT (sum(y) FOR s IN ('a', 'b'))", "UNPIVOT (n FOR k IN (a, b))")
of("unpivot_pivot", "UNPIVOT (n FOR k IN (x, y)) PIVOT (sum(n) FOR k IN ('x', 'y'))")
of("order_limit", "ORDER BY x LIMIT 1")
of("limit_offset", "ORDER BY y", "LIMIT 1 OFFSET 1", ordered=True)
of("select_hint", "SELECT /*+ COALESCE(1) */ x")
of("union", "SELECT x", "UNION ALL SELECT 5")
of("union_order", "SELECT x", "UNION ALL SELECT 5", "ORDER BY x DESC", ordered=True)
of("join", "AS a", "JOIN (VALUES (1, 'q')) AS b(x, t) USING (x)", "SELECT x, t")
of("join_on", "AS a", "JOIN (VALUES (1, 'q')) AS b(x, t) ON a.x = b.x", "SELECT a.x, b.t")
add("in_subquery", f"SELECT (FROM {V} |> AGGREGATE sum(y)) AS n")
add("in_cte", f"WITH c AS (FROM {V} |> AGGREGATE sum(y) AS n GROUP BY 1) SELECT * FROM c ORDER BY x")
add("error_in_subquery", f"SELECT (FROM {V} |> SELECT sum(y)) AS n")
add("error_in_cte", f"WITH c AS (FROM {V} |> DROP nope) SELECT * FROM c")


def view(name, *operators):
    """A lasting view keeps its text."""
    text = f"FROM {V} " + " ".join(f"|> {operator}" for operator in operators)

    def run(spark):
        spark.sql("DROP VIEW IF EXISTS pipes_v")
        spark.sql(f"CREATE VIEW pipes_v AS {text}")
        try:
            return [list(row) for row in spark.table("pipes_v").collect()]
        finally:
            spark.sql("DROP VIEW pipes_v")

    CASES.add(name, run, since=(4, 0))


view("view", "EXTEND x + y AS z", "WHERE z > 11", "SET z = z + 1", "DROP s", "ORDER BY z DESC", "LIMIT 5")
view("view_grouped", "AGGREGATE sum(y) AS n GROUP BY 1", "ORDER BY x", "SELECT x, n")
