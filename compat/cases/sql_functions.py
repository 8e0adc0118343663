"""Functions made in SQL, of expressions and of FROM: they are of Spark 4.0; 3.5 knows functions of Java's classes only."""

from case import Cases
from held import Held, in_steps, quietly
from pyspark.sql import functions as F

CASES = Cases()
LASTING = ("f", "g", "h", "k", "default.upper", "fdb.f", "fdb.g")
TEMPORARY = ("tf", "tg", "th", "upper")


def alone(run):
    """A case in a session whose functions of other cases are gone."""

    def go(spark):
        for row in spark.sql("SHOW USER FUNCTIONS").collect():
            quietly(spark, f"DROP TEMPORARY FUNCTION IF EXISTS {row[0].split('.')[-1]}")
        return run(spark)

    return go


def add(name, *steps, drop=(), ordered=False, since=(4, 0)):
    """Statements in their order, and the answer of the last; what they made is dropped, whatever came of them."""
    functions = [f"DROP FUNCTION IF EXISTS {f}" for f in LASTING] + [f"DROP TEMPORARY FUNCTION IF EXISTS {f}" for f in TEMPORARY]
    run = in_steps(steps, ["USE default", *drop, *functions])
    lists = any(isinstance(step, str) and step.startswith("SHOW USER FUNCTIONS") for step in steps)
    CASES.add(name, alone(run) if lists else run, ordered=ordered, since=since)


# ---- what Spark 3.5 says ----

for name, text in {
    "create": "CREATE FUNCTION f(a INT) RETURNS INT RETURN a",
    "create_without": "CREATE FUNCTION f() RETURN 1",
    "temporary": "CREATE TEMPORARY FUNCTION tf(a INT) RETURNS INT RETURN a",
    "temporary_class": "CREATE TEMPORARY FUNCTION tf AS 'org.example.None'",
    "drop": "DROP FUNCTION f",
    "drop_if": "DROP FUNCTION IF EXISTS f",
    "drop_temporary": "DROP TEMPORARY FUNCTION tf",
    "drop_temporary_if": "DROP TEMPORARY FUNCTION IF EXISTS tf",
    "drop_built_in": "DROP FUNCTION upper",
    "drop_temporary_built_in": "DROP TEMPORARY FUNCTION upper",
    "drop_temporary_of_database": "DROP TEMPORARY FUNCTION default.tf",
    "refresh": "REFRESH FUNCTION f",
    "refresh_built_in": "REFRESH FUNCTION upper",
    "show_user": "SHOW USER FUNCTIONS",
    "show_user_like": "SHOW USER FUNCTIONS LIKE 'no*'",
    "show_system": "SHOW SYSTEM FUNCTIONS LIKE 'ab*'",
    "show_in": "SHOW FUNCTIONS IN default LIKE 'abs'",
    "show_in_nothing": "SHOW FUNCTIONS IN nothing",
    "show_none": "SHOW NONE FUNCTIONS",
    "describe": "DESCRIBE FUNCTION f",
    "unknown": "SELECT f(1)",
    "unknown_of_database": "SELECT default.f(1)",
    "unknown_of_catalog": "SELECT spark_catalog.default.f(1)",
    "unknown_in_from": "SELECT * FROM f(1)",
}.items():
    add(f"none_{name}", text, since=None)

# ---- calls ----

PLUS = "CREATE FUNCTION f(a INT, b INT DEFAULT 10) RETURNS INT RETURN a + b"
ROWS = "VALUES (1, 2), (3, 4), (NULL, 5), (3, 6) AS t(x, y)"
COUNT = "CREATE FUNCTION g(a BIGINT) RETURNS BIGINT RETURN SELECT count(*) FROM range(10) WHERE id < a"

for name, text in {
    "plain": "SELECT f(1), F(1, 2), default.f(1), spark_catalog.default.f(1, 2), f(1) + 1 AS z",
    "columns": f"SELECT x, f(x), f(x, y), f(f(x), y) FROM {ROWS}",
    "where": f"SELECT x, y FROM {ROWS} WHERE f(x, y) > 5",
    "casts": "SELECT f('7'), f(1.9), f(true), f(NULL)",
    "bad_text": "SELECT f('x')",
    "too_large": "SELECT f(3000000000)",
    "overflow": "SELECT f(2147483647)",
    "wrong_type": "SELECT f(array(1))",
    "wrong_date": "SELECT f(DATE'2020-01-01')",
    "too_few": "SELECT f()",
    "too_many": "SELECT f(1, 2, 3)",
    "named": "SELECT f(a => 1), f(b => 1, a => 2), f(1, b => 5)",
    "named_missing": "SELECT f(b => 1)",
    "named_unknown": "SELECT f(1, c => 1)",
    "named_case": "SELECT f(A => 1)",
    "named_twice": "SELECT f(a => 1, a => 2)",
    "named_and_placed": "SELECT f(1, a => 2)",
    "named_before": "SELECT f(a => 1, 2)",
    "star": "SELECT f(*) FROM VALUES (1, 2) AS t(x, y)",
    "distinct": "SELECT f(DISTINCT 1)",
    "filter": "SELECT f(1) FILTER (WHERE true)",
    "over": "SELECT f(1) OVER ()",
    "nulls": "SELECT f(1) IGNORE NULLS",
    "in_aggregate": f"SELECT sum(f(x)), max(f(x, y)), f(sum(x)) FROM {ROWS}",
    "in_groups": f"SELECT f(x), count(*) FROM {ROWS} GROUP BY f(x)",
    "in_groups_all": f"SELECT f(x), count(*) FROM {ROWS} GROUP BY ALL",
    "in_groups_by_place": f"SELECT f(x), sum(y) FROM {ROWS} GROUP BY 1",
    "over_groups": f"SELECT x, f(x), f(sum(y)), f(x, count(*)) FROM {ROWS} GROUP BY x",
    "not_grouped": f"SELECT f(y) FROM {ROWS} GROUP BY x",
    "column_of_group": f"SELECT x FROM {ROWS} GROUP BY f(x)",
    "having": f"SELECT x, sum(y) FROM {ROWS} GROUP BY x HAVING f(sum(y)) > 12",
    "having_of_alias": f"SELECT f(x) AS z, sum(y) FROM {ROWS} GROUP BY x HAVING z > 12",
    "rollup": f"SELECT f(x), sum(y), grouping(f(x)) FROM {ROWS} GROUP BY ROLLUP(f(x))",
    "distinct_rows": f"SELECT DISTINCT f(x) FROM {ROWS}",
    "window": f"SELECT x, sum(f(y)) OVER (PARTITION BY f(x)) AS s FROM {ROWS}",
    "window_order": f"SELECT y, row_number() OVER (ORDER BY f(y) DESC) AS s FROM {ROWS}",
    "over_window": f"SELECT y, f(row_number() OVER (ORDER BY y)) AS s FROM {ROWS}",
    "aggregate_filter": f"SELECT sum(y) FILTER (WHERE f(y) > 14) FROM {ROWS}",
    "case": f"SELECT CASE WHEN f(x) > 11 THEN f(y) ELSE -1 END AS z, if(x > 1, f(x), 0) AS w FROM {ROWS}",
    "in_list": f"SELECT x, f(x) IN (11, f(3)) AS i FROM {ROWS}",
    "join": f"SELECT a.x, b.x FROM {ROWS.replace('AS t', 'AS a')} JOIN (SELECT * FROM {ROWS}) b ON f(a.x) = f(b.y)",
    "join_both": f"SELECT a.x, b.y FROM {ROWS.replace('AS t', 'AS a')} LEFT JOIN (SELECT * FROM {ROWS}) b ON f(a.x, b.y) = 5",
    "join_random": "SELECT * FROM range(2) a JOIN range(2) b ON f(a.id, b.id + CAST(rand() AS INT)) > 1",
    "subquery": "SELECT f((SELECT max(id) FROM range(4)))",
    "in_subquery": f"SELECT (SELECT max(f(id, t.x)) FROM range(3)) AS m FROM {ROWS}",
    "in_list_query": f"SELECT x FROM {ROWS} WHERE f(x) IN (SELECT f(id) FROM range(3))",
    "in_exists": f"SELECT x FROM {ROWS} WHERE EXISTS (SELECT 1 FROM range(4) r WHERE f(r.id) = f(t.x))",
    "cte": f"WITH c AS (SELECT f(x) AS z FROM {ROWS}) SELECT z, f(z) FROM c",
    "union": "SELECT f(1) UNION ALL SELECT f(2)",
    "pivot": "SELECT * FROM range(4) PIVOT (max(f(id)) FOR id IN (0, 1))",
    "order": f"SELECT x, y FROM {ROWS} ORDER BY f(y)",
    "order_of_item": f"SELECT f(y) FROM {ROWS} ORDER BY f(y)",
    "order_of_alias": f"SELECT f(y) AS z FROM {ROWS} ORDER BY z",
    "sort": f"SELECT x, y FROM {ROWS} SORT BY f(y)",
    "distribute": f"SELECT x, y FROM {ROWS} DISTRIBUTE BY f(y)",
    "limit": f"SELECT x FROM {ROWS} LIMIT f(1)",
    "offset": f"SELECT x FROM {ROWS} OFFSET f(1)",
    "values": "SELECT * FROM VALUES (f(1)) AS t(a)",
    "range": "SELECT * FROM range(f(1))",
    "generator": "SELECT explode(array(f(1), f(2)))",
    "lateral_view": "SELECT * FROM range(1) LATERAL VIEW explode(array(f(id))) AS e",
    "lambda": "SELECT transform(array(1, 2), v -> f(v))",
    "lambda_around": "SELECT f(aggregate(array(1, 2), 0, (v, w) -> v + w))",
    "in_from": "SELECT * FROM f(1)",
    "parameters_of_others": "SELECT f(x, x), x FROM (SELECT f(id) AS x FROM range(2))",
    "type_of": "SELECT typeof(f(1)), typeof(f(1) + 1L)",
}.items():
    add(f"call_{name}", PLUS, text, ordered=name.startswith("order_of"))

for name, text in {
    "columns": f"SELECT x, g(x), g(x + 1), g(g(y)) FROM {ROWS}",
    "where": f"SELECT x FROM {ROWS} WHERE g(x) > 1",
    "aggregate": f"SELECT sum(g(x)), g(max(x)) FROM {ROWS}",
    "groups": f"SELECT g(x), count(*) FROM {ROWS} GROUP BY g(x)",
    "over_groups": f"SELECT x, g(x), g(sum(y)) FROM {ROWS} GROUP BY x",
    "over_computed_groups": "SELECT id % 2, g(id % 2), g(id % 2 + 1) FROM range(4) GROUP BY id % 2",
    "having": f"SELECT x FROM {ROWS} GROUP BY x HAVING g(x) = 3",
    "window": f"SELECT x, sum(g(y)) OVER (PARTITION BY g(x)) AS s FROM {ROWS}",
    "constant": "SELECT g(3), g(NULL), g('4')",
    "join": "SELECT a.id FROM range(3) a JOIN range(3) b ON g(a.id) = b.id",
    "random": "SELECT min(g(rand() * 0 + 2)) FROM range(3)",
    "random_rows": "SELECT g(rand() * 0 + 2) FROM range(3)",
    "constant_beside": "SELECT g(1 + 1), count(*) FROM range(3)",
    "computed_beside": "SELECT g(id + 1), count(*) FROM range(3)",
    "computed_measure": "SELECT g(count(*) + 1), count(*) FROM range(3)",
    "computed_where": "SELECT id, g(id + 1) AS q FROM range(5) WHERE g(id * 2) > 3 AND g(id * 2) < 7",
    "computed_groups": "SELECT id % 2 AS m, sum(g(id * 2)), g(sum(id * 2)) FROM range(5) GROUP BY id % 2 HAVING sum(g(id + 1)) > 3",
    "computed_window": "SELECT id, sum(g(id * 2)) OVER (PARTITION BY g(id % 2) ORDER BY id) AS s FROM range(5)",
    "computed_chain": "SELECT g(g(id + 1) + 1) FROM range(3)",
    "computed_generated": "SELECT explode(array(1, 2)) AS e, g(id + 1) FROM range(2)",
    "computed_distinct": "SELECT DISTINCT g(id % 2) FROM range(4)",
    "computed_rollup": "SELECT g(id % 2) + 1, count(*) FROM range(4) GROUP BY ROLLUP(g(id % 2) + 1)",
    "computed_join": "SELECT a.id FROM range(3) a JOIN range(3) b ON g(a.id + 1) = b.id",
    "computed_alias": "SELECT id + 1 AS x, g(x * 2) FROM range(2)",
    "of_query": "SELECT g((SELECT max(id) FROM range(3)) + t.id) FROM range(2) t",
    "case": f"SELECT CASE WHEN x > 1 THEN g(x) END AS c FROM {ROWS}",
    "in_subquery": f"SELECT (SELECT max(g(t.x))) AS c FROM {ROWS}",
}.items():
    add(f"query_{name}", COUNT, text)

# ---- bodies ----

for name, (body, call) in {
    "constant": ("() RETURNS INT RETURN 1", "SELECT f(), f() + 1"),
    "inferred": ("(a INT, b STRING) RETURN concat(b, a)", "SELECT f(1, 'x'), typeof(f(1, 'x'))"),
    "inferred_struct": ("(a INT, b STRING) RETURN struct(a, b)", "SELECT f(1, 'x'), f(1, 'x').a"),
    "inferred_void": ("() RETURN NULL", "SELECT f(), typeof(f())"),
    "inferred_query": ("(a INT) RETURN SELECT max(id) AS z FROM range(4) WHERE id < a", "SELECT f(3), typeof(f(3))"),
    "select": ("(a INT) RETURNS INT RETURN SELECT a", "SELECT f(id) FROM range(3)"),
    "select_in_parentheses": ("(a INT) RETURNS INT RETURN (SELECT a + 1)", "SELECT f(id) FROM range(3)"),
    "select_inside": ("(a INT) RETURNS INT RETURN 1 + (SELECT a)", "SELECT f(id) FROM range(3)"),
    "select_twice": ("(a INT) RETURNS INT RETURN 1 + (SELECT (SELECT a))", "SELECT f(1)"),
    "values": ("() RETURNS INT RETURN VALUES (7)", "SELECT f()"),
    "from_first": ("() RETURNS INT RETURN FROM range(3) SELECT max(id)", "SELECT f()"),
    "with": ("(a INT) RETURNS INT RETURN WITH c AS (SELECT a + 1 AS v) SELECT v FROM c", "SELECT f(1)"),
    "with_only": ("() RETURNS INT RETURN (WITH c AS (SELECT 5 AS v) SELECT v FROM c)", "SELECT f()"),
    "union": ("(a INT) RETURNS BIGINT RETURN SELECT sum(v) FROM (SELECT a AS v UNION ALL SELECT 2)", "SELECT f(1)"),
    "exists": ("(a INT) RETURNS BOOLEAN RETURN EXISTS (SELECT 1 FROM range(3) WHERE id = a)", "SELECT id, f(id) FROM range(1, 5)"),
    "not_exists": ("(a INT) RETURNS BOOLEAN RETURN NOT EXISTS (SELECT 1 FROM range(3) WHERE id = a)", "SELECT id FROM range(1, 5) WHERE f(id)"),
    "in": ("(a INT) RETURNS BOOLEAN RETURN a IN (SELECT id FROM range(3))", "SELECT id, f(id) FROM range(1, 5)"),
    "in_correlated": ("(a INT) RETURNS BOOLEAN RETURN a NOT IN (SELECT id FROM range(3) WHERE id > a)", "SELECT id, f(id) FROM range(1, 5)"),
    "no_rows": ("(a INT) RETURNS INT RETURN SELECT id FROM range(3) WHERE id > 5", "SELECT f(1)"),
    "many_rows": ("(a INT) RETURNS INT RETURN SELECT id FROM range(3)", "SELECT f(1)"),
    "own_name": ("(a INT) RETURNS INT RETURN SELECT max(f.a + t.a) FROM VALUES (1), (2) AS t(a)", "SELECT f(10)"),
    "hidden_name": ("(a INT) RETURNS INT RETURN SELECT max(a) FROM VALUES (1), (2) AS t(a)", "SELECT f(10)"),
    "own_name_of_expression": ("(a INT) RETURNS INT RETURN f.a + a", "SELECT f(10)"),
    "lambda": ("(a ARRAY<INT>, b INT) RETURNS ARRAY<INT> RETURN transform(a, v -> v + b)", "SELECT f(array(1, 2), 10)"),
    "lambda_hides": ("(a ARRAY<INT>, b INT) RETURNS ARRAY<INT> RETURN transform(a, b -> b + 1)", "SELECT f(array(1, 2), 10)"),
    "struct": ("(s STRUCT<a: INT, b: STRING>) RETURNS STRING RETURN s.b || s.a", "SELECT f(struct(1, 'x')), f(named_struct('q', 2, 'r', 'y'))"),
    "map": ("(m MAP<STRING, INT>, k STRING) RETURNS INT RETURN m[k]", "SELECT f(map('a', 1), 'a'), f(map('a', 1), 'b')"),
    "decimal": ("(a DECIMAL(5, 2)) RETURNS DECIMAL(6, 1) RETURN a * 2", "SELECT f(12.345), f(1)"),
    "decimal_too_large": ("(a DECIMAL(5, 2)) RETURNS DECIMAL(5, 2) RETURN a", "SELECT f(1000)"),
    "narrowing": ("(a INT) RETURNS TINYINT RETURN a", "SELECT f(300)"),
    "date": ("(a DATE) RETURNS DATE RETURN a + INTERVAL '1' MONTH", "SELECT f('2020-01-31'), f(TIMESTAMP'2020-01-31 12:00:00')"),
    "interval": ("(a INTERVAL DAY TO SECOND) RETURNS INTERVAL DAY TO SECOND RETURN a * 2", "SELECT f(INTERVAL '1' DAY)"),
    "binary": ("(a BINARY) RETURNS STRING RETURN hex(a)", "SELECT f('ab'), f(X'00ff')"),
    "current_database": ("() RETURNS STRING RETURN current_database()", "SELECT f()"),
    "random_once": ("(a DOUBLE) RETURNS BOOLEAN RETURN a = a AND a <= a", "SELECT count(*) FROM range(100) WHERE f(rand())"),
    "random_inside": ("() RETURNS DOUBLE RETURN rand() * 0 + 1", "SELECT f(), f() = 1 FROM range(2)"),
    "random_by_default": ("(a DOUBLE DEFAULT rand()) RETURNS BOOLEAN RETURN a = a", "SELECT f()"),
    "division": ("(a INT) RETURNS DOUBLE RETURN 1 / a", "SELECT f(2), f(0)"),
    "division_apart": ("(a INT) RETURNS DOUBLE RETURN 1 / a", "SELECT id, if(id = 0, 0, f(id)) AS q FROM range(3)"),
    "unused": ("(a INT) RETURNS INT RETURN 1", "SELECT f(NULL), f(id) FROM range(2)"),
    "raising": ("(a STRING) RETURNS STRING RETURN raise_error(a)", "SELECT f('oh')"),
    "spaces": ("(` a` INT, a INT, `a b` INT) RETURNS INT RETURN ` a` + a * 10 + `a b` * 100", "SELECT f(1, 2, 3)"),
    "words": ("(date STRING, `select` INT) RETURNS STRING RETURN date || `select`", "SELECT f('x', 1)"),
    "comment_inside": ("(a INT) RETURNS INT RETURN a /* twice */ * -- and\n 2", "SELECT f(3)"),
    "default_text": ("(a STRING DEFAULT 'it''s') RETURNS STRING RETURN a", "SELECT f()"),
    "default_null": ("(a INT DEFAULT NULL, b INT DEFAULT 1 + 1) RETURNS INT RETURN coalesce(a, -1) + b", "SELECT f(), f(1), f(1, 1)"),
    "default_cast": ("(a INT DEFAULT '5') RETURNS INT RETURN a", "SELECT f(), typeof(f())"),
    "default_bad_text": ("(a INT DEFAULT 'x') RETURNS INT RETURN a", "SELECT f(1), f()"),
    "default_named": ("(a INT DEFAULT 1, b INT DEFAULT 2, c INT DEFAULT 3) RETURNS INT RETURN a * 100 + b * 10 + c", "SELECT f(b => 9), f(c => 8, a => 7)"),
    "characteristics": ("(a INT COMMENT 'c') RETURNS INT LANGUAGE SQL DETERMINISTIC CONTAINS SQL COMMENT 'x' SQL SECURITY DEFINER RETURN a", "SELECT f(1)"),
    "reads": ("(a INT) RETURNS INT COMMENT 'x' READS SQL DATA NOT DETERMINISTIC RETURN a", "SELECT f(1)"),
}.items():
    add(f"body_{name}", f"CREATE FUNCTION f{body}", call)

# ---- functions of functions ----

add("nested", PLUS, "CREATE FUNCTION h(a INT) RETURNS INT RETURN f(a) * f(a, 1)", "SELECT h(2), f(h(1), h(2))")
add("nested_query", COUNT, "CREATE FUNCTION h(a INT) RETURNS INT RETURN g(a) + g(a + 1)", "SELECT id, h(id) FROM range(3)")
add("nested_in_query", PLUS, "CREATE FUNCTION h(a INT) RETURNS INT RETURN SELECT max(f(id, a)) FROM range(3)", "SELECT id, h(id) FROM range(3)")
add("nested_default", PLUS, "CREATE FUNCTION h(a INT DEFAULT f(1)) RETURNS INT RETURN a", "SELECT h()")
add("nested_replaced", PLUS, "CREATE FUNCTION h(a INT) RETURNS INT RETURN f(a)", PLUS.replace("CREATE", "CREATE OR REPLACE").replace("a + b", "a - b"), "SELECT h(1)")
add("nested_dropped", PLUS, "CREATE FUNCTION h(a INT) RETURNS INT RETURN f(a)", "DROP FUNCTION f", "SELECT h(1)")
add("nested_deep", "CREATE FUNCTION f(a INT) RETURNS INT RETURN a + 1", "SELECT " + "f(" * 20 + "0" + ")" * 20 + " AS z")
add("doubled_deep", "CREATE FUNCTION f(a BIGINT) RETURNS BIGINT RETURN a + a", "SELECT " + "f(" * 20 + "id" + ")" * 20 + " AS z FROM range(3)")
add("cycle_of_one", PLUS, "CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT RETURN f(a)")
add("cycle_of_two", PLUS, "CREATE FUNCTION h(a INT) RETURNS INT RETURN f(a)", "CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT RETURN 1 + H(a)")
add("cycle_of_query", PLUS, "CREATE FUNCTION h(a INT) RETURNS TABLE(b INT) RETURN SELECT f(a)", "CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT RETURN SELECT max(b) FROM h(a)")
add("cycle_of_none", "CREATE FUNCTION f(a INT) RETURNS INT RETURN f(a)")

# ---- functions of FROM ----

PAIR = "CREATE FUNCTION f(a INT, b INT DEFAULT 7) RETURNS TABLE(p INT COMMENT 'c', q STRING) RETURN SELECT a, b"
LESS = "CREATE FUNCTION g(a INT) RETURNS TABLE(n BIGINT) RETURN SELECT id FROM range(5) WHERE id < a"
for name, text in {
    "plain": "SELECT * FROM f(1)",
    "all": "SELECT * FROM F(1, 2), default.f(3), spark_catalog.default.f(4)",
    "qualified": "SELECT f.p, f.q FROM f(1)",
    "qualified_fully": "SELECT default.f.p FROM f(1)",
    "alias": "SELECT t.p, t.* FROM f(1) AS t",
    "alias_columns": "SELECT t.x FROM f(1) AS t(x, y)",
    "alias_short": "SELECT * FROM f(1) AS t(x)",
    "named": "SELECT * FROM f(b => 1, a => 2)",
    "named_unknown": "SELECT * FROM f(1, z => 2)",
    "named_missing": "SELECT * FROM f(b => 2)",
    "too_few": "SELECT * FROM f()",
    "too_many": "SELECT * FROM f(1, 2, 3)",
    "bad_text": "SELECT * FROM f('x')",
    "wrong_type": "SELECT * FROM f(array(1))",
    "expression": "SELECT f(1)",
    "nested_expression": "SELECT 1 + f(1)",
    "column_of_nothing": "SELECT * FROM f(x)",
    "not_lateral": "SELECT * FROM range(2) r, f(r.id)",
    "lateral": "SELECT * FROM range(2) r, LATERAL f(r.id)",
    "lateral_computed": "SELECT * FROM range(2) r, LATERAL f(r.id + 1, r.id * 2) AS t(x, y)",
    "subquery": "SELECT * FROM f((SELECT max(id) FROM range(4)))",
    "random": "SELECT count(*), min(p) FROM f(rand() * 0 + 3)",
    "of_query_around": "SELECT id, (SELECT max(p) FROM f(id)) AS m FROM range(3)",
    "cte": "WITH c AS (SELECT * FROM f(1)) SELECT * FROM c",
    "join": "SELECT * FROM f(1) a JOIN f(2) b ON a.p < b.p",
    "using": "SELECT * FROM f(1) a JOIN f(1, 2) b USING (p)",
    "count": "SELECT count(*) FROM f(1)",
}.items():
    add(f"table_{name}", PAIR, text)
for name, text in {
    "rows": "SELECT * FROM g(3)",
    "lateral": "SELECT * FROM range(4) r, LATERAL g(r.id)",
    "left": "SELECT * FROM range(3) r LEFT JOIN LATERAL g(r.id) ON true",
    "left_on": "SELECT * FROM range(4) r LEFT JOIN LATERAL g(r.id) ON n > 0",
    "chained": "SELECT * FROM range(4) r, LATERAL g(r.id) a, LATERAL g(a.n) b",
    "lateral_query": "SELECT * FROM range(3) r, LATERAL (SELECT count(*) AS c FROM g(r.id))",
    "scalar": "SELECT id, (SELECT sum(n) FROM g(id)) AS s FROM range(4)",
    "exists": "SELECT id FROM range(4) r WHERE EXISTS (SELECT 1 FROM g(r.id) WHERE n = 2)",
    "two": "SELECT a.n, b.n FROM g(2) a, g(3) b",
}.items():
    add(f"table_of_{name}", LESS, text)
for name, (body, call) in {
    "inferred": ("(a INT) RETURNS TABLE RETURN SELECT a AS x, 'y' AS y", "SELECT * FROM f(1)"),
    "star": ("() RETURNS TABLE RETURN SELECT * FROM range(2)", "SELECT * FROM f()"),
    "casts": ("() RETURNS TABLE(a TINYINT, b STRING) RETURN SELECT id, id FROM range(2)", "SELECT * FROM f()"),
    "values": ("() RETURNS TABLE(a INT, b INT) RETURN VALUES (1, 2), (3, 4)", "SELECT * FROM f()"),
    "groups": ("(a INT) RETURNS TABLE(k BIGINT, c BIGINT) RETURN SELECT id % a, count(*) FROM range(10) GROUP BY 1", "SELECT * FROM f(3)"),
    "own_names": ("(a STRING) RETURNS TABLE(a STRING, b STRING) RETURN SELECT a, f.a FROM VALUES ('t') AS t(a)", "SELECT * FROM f('x')"),
    "union": ("(a INT) RETURNS TABLE(v INT) RETURN SELECT a UNION ALL SELECT a + 1", "SELECT * FROM f(1)"),
    "with": ("(a INT) RETURNS TABLE(v INT) RETURN WITH c AS (SELECT a AS v) SELECT v FROM c", "SELECT * FROM f(1)"),
    "order": ("() RETURNS TABLE(v BIGINT) RETURN SELECT id FROM range(5) ORDER BY id DESC LIMIT 2", "SELECT * FROM f()"),
    "of_range": ("(a INT) RETURNS TABLE(v BIGINT) RETURN SELECT * FROM range(a)", "SELECT * FROM f(1)"),
    "generator": ("(a ARRAY<INT>) RETURNS TABLE(v INT) RETURN SELECT explode(a)", "SELECT * FROM f(array(1, 2))"),
    "overflow": ("() RETURNS TABLE(a TINYINT) RETURN SELECT 300", "SELECT * FROM f()"),
    "bad_cast": ("() RETURNS TABLE(a DATE) RETURN SELECT 1", "SELECT * FROM f()"),
}.items():
    add(f"table_body_{name}", f"CREATE FUNCTION f{body}", call)
add("table_nested", LESS, "CREATE FUNCTION h(a INT) RETURNS TABLE(m BIGINT) RETURN SELECT n * 2 FROM g(a)", "SELECT * FROM h(3)")
add("table_in_value", LESS, "CREATE FUNCTION h(a INT) RETURNS BIGINT RETURN SELECT sum(n) FROM g(a)", "SELECT id, h(id) FROM range(4)")

# ---- what cannot be made ----

for name, text in {
    "same_parameters": "CREATE FUNCTION f(a INT, b INT, A INT) RETURNS INT RETURN 1",
    "same_columns": "CREATE FUNCTION f() RETURNS TABLE(a INT, A INT) RETURN SELECT 1, 2",
    "same_inferred_columns": "CREATE FUNCTION f(a INT) RETURNS TABLE RETURN SELECT a, a",
    "unnamed_columns": "CREATE FUNCTION f(a INT) RETURNS TABLE RETURN SELECT a + 1",
    "no_columns": "CREATE FUNCTION f() RETURNS TABLE() RETURN SELECT 1",
    "column_default": "CREATE FUNCTION f() RETURNS TABLE(a INT DEFAULT 1) RETURN SELECT 1",
    "not_null": "CREATE FUNCTION f(a INT NOT NULL, b INT) RETURNS INT RETURN 1",
    "not_null_column": "CREATE FUNCTION f() RETURNS TABLE(a INT NOT NULL) RETURN SELECT 1",
    "generated": "CREATE FUNCTION f(a INT, b INT GENERATED ALWAYS AS (a + 1)) RETURNS INT RETURN 1",
    "identity": "CREATE FUNCTION f(a BIGINT GENERATED ALWAYS AS IDENTITY) RETURNS INT RETURN 1",
    "char": "CREATE FUNCTION f(a CHAR(3)) RETURNS INT RETURN 1",
    "varchar": "CREATE FUNCTION f(a INT) RETURNS VARCHAR(3) RETURN 'a'",
    "untyped": "CREATE FUNCTION f(a) RETURNS INT RETURN 1",
    "unknown_type": "CREATE FUNCTION f(a NOTHING) RETURNS INT RETURN 1",
    "too_few_columns": "CREATE FUNCTION f() RETURNS TABLE(a INT, b INT) RETURN SELECT 1",
    "too_many_columns": "CREATE FUNCTION f() RETURNS TABLE(a INT) RETURN SELECT 1, 2",
    "table_of_expression": "CREATE FUNCTION f() RETURNS TABLE(a INT) RETURN 1",
    "two_values": "CREATE FUNCTION f() RETURNS INT RETURN SELECT 1, 2",
    "two_values_in_parentheses": "CREATE FUNCTION f() RETURNS INT RETURN (SELECT 1, 2)",
    "aggregate": "CREATE FUNCTION f(a INT) RETURNS INT RETURN sum(a) + 1",
    "aggregate_of_query": "CREATE FUNCTION f(a INT) RETURNS INT RETURN SELECT sum(a)",
    "window": "CREATE FUNCTION f(a INT) RETURNS INT RETURN row_number() OVER (ORDER BY a)",
    "generator": "CREATE FUNCTION f(a INT) RETURNS INT RETURN explode(array(a))",
    "unknown_column": "CREATE FUNCTION f(a INT) RETURNS INT RETURN a + b",
    "unknown_column_in_query": "CREATE FUNCTION f(a INT) RETURNS INT RETURN SELECT b FROM range(1)",
    "unknown_column_of_none": "CREATE FUNCTION f() RETURNS INT RETURN b",
    "unknown_table": "CREATE FUNCTION f(a INT) RETURNS INT RETURN SELECT a FROM nothing",
    "unknown_function": "CREATE FUNCTION f(a INT) RETURNS INT RETURN nothing(a)",
    "unknown_function_of_database": "CREATE FUNCTION f(a INT) RETURNS INT RETURN nodb.nothing(a)",
    "unknown_field": "CREATE FUNCTION f(a INT) RETURNS INT RETURN a.b",
    "wrong_call": "CREATE FUNCTION f(a INT) RETURNS INT RETURN upper(a, a)",
    "wrong_type": "CREATE FUNCTION f(a INT) RETURNS INT RETURN array(a)",
    "wrong_date": "CREATE FUNCTION f(a INT) RETURNS DATE RETURN a",
    "default_query": "CREATE FUNCTION f(a INT DEFAULT (SELECT 1)) RETURNS INT RETURN a",
    "default_type": "CREATE FUNCTION f(a INT DEFAULT array(1)) RETURNS INT RETURN a",
    "default_aggregate": "CREATE FUNCTION f(a INT DEFAULT sum(1)) RETURNS INT RETURN a",
    "default_of_parameter": "CREATE FUNCTION f(a INT, b INT DEFAULT a) RETURNS INT RETURN a",
    "default_unknown": "CREATE FUNCTION f(a INT DEFAULT nothing(1)) RETURNS INT RETURN a",
    "default_before": "CREATE FUNCTION f(a INT DEFAULT 1, b INT) RETURNS INT RETURN a",
    "nothing": "CREATE FUNCTION f",
    "no_return": "CREATE FUNCTION f(a INT) RETURNS INT",
    "no_body": "CREATE FUNCTION f(a INT) RETURNS INT RETURN",
    "no_list": "CREATE FUNCTION f RETURNS INT RETURN 1",
    "half_list": "CREATE FUNCTION f(a INT,) RETURNS INT RETURN 1",
    "two_bodies": "CREATE FUNCTION f(a INT) RETURNS INT RETURN 1 RETURN 2",
    "replace_if_not_exists": "CREATE OR REPLACE FUNCTION IF NOT EXISTS f() RETURNS INT RETURN 1",
    "temporary_if_not_exists": "CREATE TEMPORARY FUNCTION IF NOT EXISTS tf() RETURNS INT RETURN 1",
    "temporary_of_database": "CREATE TEMPORARY FUNCTION default.tf() RETURNS INT RETURN 1",
    "temporary_of_catalog": "CREATE TEMPORARY FUNCTION spark_catalog.default.tf() RETURNS INT RETURN 1",
    "no_database": "CREATE FUNCTION nodb.f() RETURNS INT RETURN 1",
    "far": "CREATE FUNCTION x.y.z.f() RETURNS INT RETURN 1",
    "no_catalog": "CREATE FUNCTION nocat.default.f() RETURNS INT RETURN 1",
    "language": "CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON RETURN 1",
    "invoker": "CREATE FUNCTION f() RETURNS INT SQL SECURITY INVOKER RETURN 1",
    "said_twice": "CREATE FUNCTION f() RETURNS INT DETERMINISTIC NOT DETERMINISTIC RETURN 1",
    "comment_twice": "CREATE FUNCTION f() RETURNS INT COMMENT 'a' COMMENT 'b' RETURN 1",
    "built_in": "CREATE TEMPORARY FUNCTION upper(a INT) RETURNS INT RETURN 1",
    "built_in_replaced": "CREATE OR REPLACE TEMPORARY FUNCTION upper(a INT) RETURNS INT RETURN 1",
    "marker": "CREATE FUNCTION f(a INT) RETURNS INT RETURN a + ?",
}.items():
    add(f"refused_{name}", text)

# ---- making, replacing and dropping ----

add("twice", PLUS, "CREATE FUNCTION F(a INT) RETURNS INT RETURN 2")
add("twice_of_other_kind", PLUS, "CREATE FUNCTION f(a INT) RETURNS TABLE(b INT) RETURN SELECT 2")
add("if_not_exists", PLUS, "CREATE FUNCTION IF NOT EXISTS f(a INT) RETURNS INT RETURN 2", "SELECT f(1)")
add("replaced", PLUS, "CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT RETURN 2", "SELECT f(1)")
add("replaced_by_table", PLUS, "CREATE OR REPLACE FUNCTION f(a INT) RETURNS TABLE(b INT) RETURN SELECT 2", "SELECT * FROM f(1)")
add("kept_where_refused", PLUS, lambda spark: quietly(spark, "CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT RETURN nothing"), "SELECT f(1)")
add("dropped", PLUS, "DROP FUNCTION f", "SELECT f(1)")
add("dropped_by_full_name", PLUS, "DROP FUNCTION spark_catalog.default.F", "SELECT f(1)")
add("dropped_twice", PLUS, "DROP FUNCTION f", "DROP FUNCTION f")
add("beside_built_in", "CREATE FUNCTION upper(a STRING) RETURNS STRING RETURN 'mine'", "SELECT upper('a'), default.upper('a')")
add("dropped_beside_built_in", "CREATE FUNCTION upper(a STRING) RETURNS STRING RETURN 'mine'", "DROP FUNCTION default.upper", "SELECT default.upper('a')")

TEMP = "CREATE TEMPORARY FUNCTION tf(a INT, b INT DEFAULT 10) RETURNS INT RETURN a + b"
TEMP_TABLE = "CREATE TEMPORARY FUNCTION TG(a INT) RETURNS TABLE(n BIGINT) RETURN SELECT id FROM range(a + 0 * a) WHERE id < 9"
add("temporary", TEMP, "SELECT tf(1), TF(1, 2), tf(tf(1))")
add("temporary_case", "CREATE TEMP FUNCTION Tf(a INT) RETURNS INT RETURN a", "SELECT tf(1), Tf(2)")
add("temporary_of_database", TEMP, "SELECT default.tf(1)")
add("temporary_too_many", TEMP, "SELECT tf(1, 2, 3)")
add("temporary_in_from", TEMP, "SELECT * FROM tf(1)")
add("temporary_table", "CREATE TEMPORARY FUNCTION Tg(a INT) RETURNS TABLE(n BIGINT) RETURN SELECT id FROM range(5) WHERE id < a", "SELECT * FROM tg(2)")
add("temporary_table_too_many", "CREATE TEMPORARY FUNCTION Tg(a INT) RETURNS TABLE(n BIGINT) RETURN SELECT 1", "SELECT * FROM tg(2, 3)")
add("temporary_table_as_value", "CREATE TEMPORARY FUNCTION Tg(a INT) RETURNS TABLE(n BIGINT) RETURN SELECT 1", "SELECT tg(2)")
add("temporary_of_both_kinds", TEMP, "CREATE TEMPORARY FUNCTION tf() RETURNS TABLE(n INT) RETURN SELECT 5", "SELECT tf(1), n FROM tf()")
add("temporary_twice", TEMP, TEMP)
add("temporary_replaced", TEMP, TEMP.replace("CREATE", "CREATE OR REPLACE").replace("a + b", "a - b"), "SELECT tf(1)")
add("temporary_dropped", TEMP, "DROP TEMPORARY FUNCTION tf", "SELECT tf(1)")
add("temporary_dropped_as_lasting", TEMP, "DROP FUNCTION tf")
add("temporary_dropped_as_lasting_if", TEMP, "DROP FUNCTION IF EXISTS tf")
add("temporary_before_lasting", "CREATE FUNCTION f() RETURNS INT RETURN 1", "CREATE TEMPORARY FUNCTION f() RETURNS INT RETURN 2", "SELECT f(), default.f()", drop=["DROP TEMPORARY FUNCTION IF EXISTS f"])
add("temporary_refreshed", TEMP, "REFRESH FUNCTION tf")
add("refreshed", PLUS, "REFRESH FUNCTION f")

# ---- what ends with the session ----

add("lasting_of_temporary", TEMP, "CREATE FUNCTION f(a INT) RETURNS INT RETURN tf(a)")
add("lasting_of_temporary_in_query", TEMP, "CREATE FUNCTION f(a INT) RETURNS TABLE(b INT) RETURN SELECT tf(a)")
add("lasting_of_view", "CREATE TEMPORARY VIEW tv AS SELECT 1 AS v", "CREATE FUNCTION f() RETURNS INT RETURN SELECT v FROM tv", drop=["DROP VIEW tv"])
add("lasting_of_view_in_expression", "CREATE TEMPORARY VIEW tv AS SELECT 1 AS v", "CREATE FUNCTION f() RETURNS INT RETURN 1 + (SELECT v FROM tv)", drop=["DROP VIEW tv"])
add("lasting_of_variable", "DECLARE v INT = 1", "CREATE FUNCTION f() RETURNS INT RETURN v + 1", drop=["DROP TEMPORARY VARIABLE v"])
add("temporary_of_variable", "DECLARE v INT = 1", "CREATE TEMPORARY FUNCTION tf() RETURNS INT RETURN v + 1", "SET VAR v = 5", "SELECT tf()", drop=["DROP TEMPORARY VARIABLE v"])
add("temporary_of_view", "CREATE TEMPORARY VIEW tv AS SELECT 1 AS v", "CREATE TEMPORARY FUNCTION tf() RETURNS INT RETURN SELECT max(v) FROM tv", "CREATE OR REPLACE TEMPORARY VIEW tv AS SELECT 7 AS v", "SELECT tf()", drop=["DROP VIEW tv"])
add("temporary_of_temporary", TEMP, "CREATE TEMPORARY FUNCTION th(a INT) RETURNS INT RETURN tf(a) * 2", TEMP.replace("CREATE", "CREATE OR REPLACE").replace("a + b", "a - b"), "SELECT th(1)")
add("temporary_of_dropped", TEMP, "CREATE TEMPORARY FUNCTION th(a INT) RETURNS INT RETURN tf(a) * 2", "DROP TEMPORARY FUNCTION tf", "SELECT th(1)")
add("temporary_cycle", TEMP, "CREATE TEMPORARY FUNCTION th(a INT) RETURNS INT RETURN tf(a)", "CREATE OR REPLACE TEMPORARY FUNCTION tf(a INT) RETURNS INT RETURN th(a)")
add("view_of_function", PLUS, "CREATE VIEW fv AS SELECT f(1) AS z", "SELECT * FROM fv", drop=["DROP VIEW fv"])
add("view_of_function_replaced", PLUS, "CREATE VIEW fv AS SELECT f(1) AS z", PLUS.replace("CREATE", "CREATE OR REPLACE").replace("a + b", "a - b"), "SELECT * FROM fv", drop=["DROP VIEW fv"])
add("view_of_function_dropped", PLUS, "CREATE VIEW fv AS SELECT f(1) AS z", "DROP FUNCTION f", "SELECT * FROM fv", drop=["DROP VIEW fv"])
add("view_of_temporary", TEMP, "CREATE VIEW fv AS SELECT tf(1) AS z", drop=["DROP VIEW IF EXISTS fv"])
add("view_of_temporary_in_from", "CREATE TEMPORARY FUNCTION tg() RETURNS TABLE(a INT) RETURN SELECT 1", "CREATE VIEW fv AS SELECT * FROM tg()", drop=["DROP VIEW IF EXISTS fv"])
add("temporary_view_of_temporary", TEMP, "CREATE TEMPORARY VIEW fv AS SELECT tf(1) AS z", "SELECT * FROM fv", drop=["DROP VIEW fv"])
add("temporary_view_of_dropped", TEMP, "CREATE TEMPORARY VIEW fv AS SELECT tf(1) AS z", "DROP TEMPORARY FUNCTION tf", "SELECT * FROM fv", drop=["DROP VIEW fv"])
add("function_of_view", "CREATE VIEW fv AS SELECT id, id * 2 AS d FROM range(5)", "CREATE FUNCTION f(a INT) RETURNS BIGINT RETURN SELECT max(d) FROM fv WHERE id <= a", "SELECT id, f(id) FROM range(3)", drop=["DROP VIEW fv"])
add("function_of_view_dropped", "CREATE VIEW fv AS SELECT id FROM range(5)", "CREATE FUNCTION f() RETURNS BIGINT RETURN SELECT max(id) FROM fv", "DROP VIEW fv", "SELECT f()", drop=["DROP VIEW IF EXISTS fv"])
add("function_of_table", "CREATE TABLE ft USING parquet AS SELECT id FROM range(5)", "CREATE FUNCTION f(a INT) RETURNS BIGINT RETURN SELECT count(*) FROM ft WHERE id < a", "INSERT INTO ft VALUES (0)", "SELECT id, f(id) FROM range(3)", drop=["DROP TABLE ft"])
add("made_table_of_function", PLUS, "CREATE TABLE ft USING parquet AS SELECT f(id) AS z FROM range(3)", "SELECT * FROM ft", drop=["DROP TABLE ft"])
add("inserted", PLUS, "CREATE TABLE ft (z INT) USING parquet", "INSERT INTO ft SELECT f(id) FROM range(3)", "SELECT * FROM ft", drop=["DROP TABLE ft"])

# ---- databases and settings of the making ----

add("of_database", "CREATE DATABASE fdb", "CREATE FUNCTION fdb.f(a INT) RETURNS INT RETURN a + 1", "SELECT fdb.f(1), spark_catalog.fdb.f(2)", drop=["DROP DATABASE fdb CASCADE"])
add("of_other_database", "CREATE DATABASE fdb", "CREATE FUNCTION fdb.f(a INT) RETURNS INT RETURN a + 1", "SELECT f(1)", drop=["DROP DATABASE fdb CASCADE"])
add("of_current_database", "CREATE DATABASE fdb", "USE fdb", "CREATE FUNCTION f(a INT) RETURNS INT RETURN a + 1", "CREATE FUNCTION g(a INT) RETURNS INT RETURN f(a) * 2", "USE default", "SELECT fdb.g(1)", drop=["DROP DATABASE fdb CASCADE"])
add("of_table_of_its_database", "CREATE DATABASE fdb", "USE fdb", "CREATE VIEW fv AS SELECT 5 AS v", "CREATE FUNCTION g() RETURNS INT RETURN SELECT max(v) FROM fv", "USE default", "SELECT fdb.g()", drop=["DROP DATABASE fdb CASCADE"])
add("database_with_functions", "CREATE DATABASE fdb", "CREATE FUNCTION fdb.f() RETURNS INT RETURN 1", "DROP DATABASE fdb", drop=["DROP DATABASE fdb CASCADE"])
add("database_dropped", "CREATE DATABASE fdb", "CREATE FUNCTION fdb.f() RETURNS INT RETURN 1", "DROP DATABASE fdb CASCADE", "SELECT fdb.f()")
add("database_made_anew", "CREATE DATABASE fdb", "CREATE FUNCTION fdb.f() RETURNS INT RETURN 1", "DROP DATABASE fdb CASCADE", "CREATE DATABASE fdb", "SHOW USER FUNCTIONS IN fdb", drop=["DROP DATABASE fdb CASCADE"])

ANSI = "spark.sql.ansi.enabled"
BACK = [f"RESET {ANSI}"]
add("strict_once", f"SET {ANSI} = true", "CREATE FUNCTION f(a STRING) RETURNS INT RETURN CAST(a AS INT) + 1", f"SET {ANSI} = false", "SELECT f('x')", drop=BACK)
add("lenient_once", f"SET {ANSI} = false", "CREATE FUNCTION f(a STRING) RETURNS INT RETURN CAST(a AS INT) + 1", f"SET {ANSI} = true", "SELECT f('x'), f('1')", drop=BACK)
add("lenient_arguments", f"SET {ANSI} = false", "CREATE FUNCTION f(a INT) RETURNS TINYINT RETURN a", f"SET {ANSI} = true", "SELECT f('x'), f(300), f(9999999999)", drop=BACK)
add("strict_arguments", "CREATE FUNCTION f(a INT) RETURNS TINYINT RETURN a", f"SET {ANSI} = false", "SELECT f('x')", drop=BACK)
add("strict_result", "CREATE FUNCTION f(a INT) RETURNS TINYINT RETURN a", f"SET {ANSI} = false", "SELECT f(300)", drop=BACK)
add("strict_rows", "CREATE FUNCTION f(a INT) RETURNS TABLE(b DOUBLE) RETURN SELECT 1 / a", f"SET {ANSI} = false", "SELECT * FROM f(0)", drop=BACK)
add("strict_types", "CREATE FUNCTION f(a INT) RETURNS INT RETURN a", f"SET {ANSI} = false", "SELECT f(DATE'2020-01-01')", drop=BACK)
add("case_of_names", "SET spark.sql.caseSensitive = true", "CREATE FUNCTION f(a INT, A INT) RETURNS INT RETURN a * 10 + A", "SELECT f(1, 2), F(3, 4)", drop=["RESET spark.sql.caseSensitive"])

# ---- lists ----

add("shown", PLUS, TEMP, "SHOW USER FUNCTIONS", ordered=True)
add("shown_like", PLUS, TEMP, "SHOW FUNCTIONS LIKE 'f|tf|abs'", ordered=True)
add("shown_all_like", PLUS, TEMP, "SHOW ALL FUNCTIONS LIKE 't*f'", ordered=True)
add("shown_system", PLUS, TEMP, "SHOW SYSTEM FUNCTIONS LIKE 'f|tf|abs'", ordered=True)
add("shown_of_database", PLUS, TEMP, "CREATE DATABASE fdb", "CREATE FUNCTION fdb.g() RETURNS INT RETURN 1", "SHOW USER FUNCTIONS IN fdb", ordered=True, drop=["DROP DATABASE fdb CASCADE"])
add("shown_of_both_kinds", TEMP, "CREATE TEMPORARY FUNCTION tf() RETURNS TABLE(n INT) RETURN SELECT 5", "SHOW USER FUNCTIONS", ordered=True)
add("described_name", PLUS, lambda spark: spark.sql("DESCRIBE FUNCTION f").limit(1))
add("described_temporary_name", TEMP, lambda spark: spark.sql("DESCRIBE FUNCTION TF").limit(1))


def catalog(call):
    return lambda spark: spark.createDataFrame([tuple(str(v) for v in call(spark.catalog))])


def told(f):
    return (f.name, f.catalog, f.namespace, f.isTemporary)


for name, call in {
    "exists": lambda c: (c.functionExists("f"), c.functionExists("default.f"), c.functionExists("tf"), c.functionExists("nothing"), c.functionExists("nodb.f")),
    "exists_in": lambda c: (c.functionExists("f", "default"), c.functionExists("tf", "default"), c.functionExists("spark_catalog.default.f")),
    "told": lambda c: told(c.getFunction("f")),
    "told_in": lambda c: told(c.getFunction("default.f")),
    "told_temporary": lambda c: told(c.getFunction("tf")),
    "told_nothing": lambda c: told(c.getFunction("nothing")),
    "listed": lambda c: [told(f) for f in c.listFunctions() if f.name in ("f", "tf")],
    "listed_like": lambda c: [told(f) for f in c.listFunctions(pattern="*f") if f.name in ("f", "tf")],
    "listed_in": lambda c: [told(f) for f in c.listFunctions("default") if f.name in ("f", "tf")],
    "listed_in_nothing": lambda c: [told(f) for f in c.listFunctions("nodb")],
}.items():
    add(f"catalog_{name}", PLUS, TEMP, catalog(call))

# ---- DataFrames ----

add("frame_expr", PLUS, lambda spark: Held(spark.range(3).select(F.expr("f(id)"), F.expr("f(id, 1)").alias("z"))))
add("frame_call", PLUS, lambda spark: Held(spark.range(3).select(F.call_function("f", F.col("id")), F.call_function("default.f", F.col("id"), F.lit(1)))))
add("frame_filter", PLUS, lambda spark: Held(spark.range(3).filter("f(id) > 10")))
add("frame_group", PLUS, lambda spark: Held(spark.range(3).groupBy(F.expr("f(id % 2)")).count()))
add("frame_agg", PLUS, lambda spark: Held(spark.range(3).agg(F.sum(F.expr("f(id)")).alias("s"))))
add("frame_sort", PLUS, lambda spark: Held(spark.range(3).orderBy(F.expr("f(id)"))))
add("frame_view", PLUS, lambda spark: (spark.range(3).selectExpr("f(id) AS z").createOrReplaceTempView("fv"), Held(spark.sql("SELECT * FROM fv")))[1], drop=["DROP VIEW fv"])
