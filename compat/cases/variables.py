"""Session variables, and EXECUTE IMMEDIATE: both are of Spark 4.0; 3.5 knows none of their statements."""

from case import Cases
from held import Held, in_steps, quietly
from pyspark.sql import functions as F

CASES = Cases()
NAMES = ("v", "w", "u", "q", "`a b`")


def add(name, *steps, drop=(), ordered=True):
    """Statements in their order, and the answer of the last; what they made is dropped, whatever came of them."""
    variables = [f"DROP TEMPORARY VARIABLE IF EXISTS {variable}" for variable in NAMES]
    CASES.add(name, in_steps(steps, [*drop, *variables]), ordered=ordered, since=(4, 0))


# ---- what Spark 3.5 says ----

for name, text in {
    "declare": "DECLARE v INT",
    "drop": "DROP TEMPORARY VARIABLE v",
    "set": "SET VARIABLE v = 1",
    "execute": "EXECUTE IMMEDIATE 'SELECT 1' INTO",
}.items():
    CASES.add(f"unknown_{name}", lambda spark, text=text: Held(spark.sql(text)) if spark.version < "4" else None)

# ---- declaring ----

add("declared", "DECLARE v INT = 5", "SELECT v, V AS x, session.v, system.SESSION.v, v + 1")
add("declared_null", "DECLARE v INT", "SELECT v, v + 1, typeof(v), v IS NULL")
add("declared_by_default", "DECLARE VARIABLE v DEFAULT 'a'", "SELECT v, upper(v)")
add("declared_quoted", "DECLARE `a b` = 1", "SELECT `a b`, `a b` + 1")
add("declared_cast", "DECLARE v DECIMAL(4, 1) = 12.34", "SELECT v, v + 1, 1.5 + v")
add("declared_array", "DECLARE v ARRAY<INT> = array('1', '2')", "SELECT v, v[0], size(v)")
add("declared_struct", "DECLARE v = named_struct('a', 1, 'b', named_struct('c', 2))", "SELECT v.a, v.b.c, session.v.b, v")
add("declared_map", "DECLARE v = map('a', 1)", "SELECT v, v.a, v['a']")
add("declared_void", "DECLARE v = NULL", "SELECT typeof(v), v IS NULL")
add("declared_of_other", "DECLARE v = 1", "DECLARE w = v + 1", "SELECT w")
add("declared_twice", "DECLARE v INT", "DECLARE V STRING")
add("replaced", "DECLARE v INT", "DECLARE OR REPLACE VARIABLE v = 'x'", "SELECT v")
add("replaced_by_itself", "DECLARE v = 1", "DECLARE OR REPLACE v = v + 1", "SELECT v")
add("of_literal_function", "DECLARE current_date = 1", "SELECT current_date IS NOT NULL, session.current_date", drop=["DROP TEMPORARY VARIABLE current_date"])
for name, text in {
    "nothing": "DECLARE v",
    "no_name": "DECLARE",
    "no_default": "DECLARE v STRING =",
    "too_much": "DECLARE v INT 5",
    "elsewhere": "DECLARE other.v INT",
    "far": "DECLARE a.b.c.v INT",
    "if_not_exists": "DECLARE VARIABLE IF NOT EXISTS v INT",
    "unknown_name": "DECLARE v INT DEFAULT nothing",
    "subquery": "DECLARE v INT DEFAULT (SELECT 1)",
    "bad_text": "DECLARE v INT = 'x'",
    "bad_type": "DECLARE v DATE = 5",
    "overflow": "DECLARE v SMALLINT = 100000",
    "division": "DECLARE v = 1 / 0",
    "default_default": "DECLARE v INT DEFAULT DEFAULT",
    "marker": "DECLARE v = ?",
}.items():
    add(f"declare_{name}", text)

# ---- what names mean ----

add("column_first", "DECLARE v = 1", "SELECT v, session.v AS s FROM VALUES (2) AS t(v)")
add("outer_first", "DECLARE v = 1", "SELECT x, y FROM VALUES (2) AS t(v), LATERAL (SELECT v, session.v) AS s(x, y)")
add("alias_first", "DECLARE v = 1", "SELECT 'x' AS v, v")
add("no_alias", "DECLARE v = 1", "SELECT v, v + 1, v AS w, w")
add("lambda_first", "DECLARE v = 1", "SELECT transform(array(5), v -> v + 1), transform(array(5), x -> x + v)")
add("in_where", "DECLARE v = 3", "SELECT id FROM range(10) WHERE id = v OR id IN (v + 1, 8)")
add("in_aggregate", "DECLARE v = 3", "SELECT sum(v), count(v), max(id) + v FROM range(3) HAVING max(id) < v")
add("in_group", "DECLARE v = 3", "SELECT id % v AS k, count(*) FROM range(7) GROUP BY id % v ORDER BY 1")
add("alone_in_group", "DECLARE v = 2", "SELECT v, count(*) FROM range(7) GROUP BY v")
add("no_ordinal", "DECLARE v = 2", "SELECT id, -id AS n FROM range(3) ORDER BY v, id")
add("in_limit", "DECLARE v = 2", "SELECT id FROM range(10) ORDER BY id LIMIT v OFFSET v")
add("in_limit_text", "DECLARE v = 'x'", "SELECT 1 LIMIT v")
add("in_range", "DECLARE v = 2", "SELECT * FROM range(v)")
add("in_values", "DECLARE v = 2", "SELECT * FROM VALUES (v), (v + 1)")
add("in_subquery", "DECLARE v = 2", "SELECT id, (SELECT max(id) FROM range(10) WHERE id < v) FROM range(1)")
add("in_join", "DECLARE v = 2", "SELECT t.id FROM range(3) t JOIN range(3) u ON t.id = u.id AND t.id = v")
add("in_cte", "DECLARE v = 2", "WITH c(x) AS (SELECT v) SELECT x + v FROM c")
add("in_window", "DECLARE v = 1", "SELECT id, lag(id, v) OVER (ORDER BY id) AS l FROM range(3)")
add("in_case", "DECLARE v = 1", "SELECT CASE v WHEN 1 THEN 'y' ELSE 'n' END, v BETWEEN 0 AND 2, v LIKE '1%'")
add("in_explode", "DECLARE v = array(1, 2)", "SELECT * FROM explode(v)")
add("in_schema", "DECLARE v = 'a INT'", "SELECT from_json('{\"a\": 1}', v)")
add("in_round", "DECLARE v = 2", "SELECT round(2.5678, v), date_add(DATE '2020-01-01', v)")
add("of_many_types", "DECLARE v = DATE '2020-01-01'", "DECLARE w = TIMESTAMP '2020-01-01 00:00:00'", "DECLARE u = X'00FF'", "DECLARE q = 1.5D", "SELECT v IS NULL, w IS NULL, u IS NULL, q IS NULL")
add("of_more_types", "DECLARE v = 5L", "DECLARE w = CAST(1.5 AS FLOAT)", "DECLARE u = INTERVAL '5' HOUR", "DECLARE q = 'it\\'s'", "SELECT v IS NULL, w IS NULL, u IS NULL, q IS NULL")
add("described", "DECLARE v = 1", "DESCRIBE QUERY SELECT v, v + 1 AS n")
add("in_table", "DECLARE v = 7", "CREATE TABLE variables_t AS SELECT v AS c", "INSERT INTO variables_t VALUES (v + 1)", "SELECT * FROM variables_t ORDER BY c", drop=["DROP TABLE IF EXISTS variables_t"])
add("in_frame", "DECLARE v = 7", lambda spark: spark.range(2).select(F.expr("v + id"), F.col("v")))
add("in_filter", "DECLARE v = 1", lambda spark: spark.range(3).filter("id = v"))
add("unknown", "SELECT v")
add("unknown_qualified", "DECLARE v = 1", "SELECT other.v")
add("unknown_field", "DECLARE v = named_struct('a', 1)", "SELECT v.b")
add("field_of_number", "DECLARE v = 1", "SELECT v.a")

# ---- setting ----

add("set", "DECLARE v INT", "SET VAR v = '12'", "SELECT v")
add("set_session", "DECLARE v INT", "SET VARIABLE system.session.V = 3", "SELECT v")
add("set_several", "DECLARE v = 1", "DECLARE w = 2", "SET VAR v = w, w = v", "SELECT v, w")
add("set_row", "DECLARE v = 1", "DECLARE w = 'a'", "SET VAR (v, w) = (SELECT 5, 6)", "SELECT v, w")
add("set_no_row", "DECLARE v = 1", "SET VAR (v) = (SELECT 5 WHERE false)", "SELECT v")
add("set_subquery", "DECLARE v = 1", "SET VAR v = (SELECT max(id) FROM range(5))", "SELECT v")
add("set_default", "DECLARE v = 'd'", "SET VAR v = 'x'", "SET VAR v = DEFAULT", "SELECT v")
add("set_row_default", "DECLARE v = 'd'", "DECLARE w = 5", "SET VAR w = 6", "SET VAR (v, w) = (SELECT 'x', DEFAULT)", "SELECT v, w")
add("set_values_default", "DECLARE v = 'd'", "DECLARE w = 5", "SET VAR w = 6", "SET VAR (v, w) = (VALUES ('x', DEFAULT))", "SELECT v, w")
add("set_default_column", "DECLARE v = 'd'", "SET VAR (v) = (SELECT default FROM VALUES ('c') AS t(default))", "SELECT v")
for name, text in {
    "unknown": "SET VAR nothing = 1",
    "elsewhere": "SET VAR other.v = 1",
    "unknown_value": "SET VAR v = nothing",
    "twice": "SET VAR v = 1, V = 2",
    "arity": "SET VAR (v) = (SELECT 1, 2)",
    "rows": "SET VAR (v) = (SELECT id FROM range(2))",
    "text": "SET VAR v = 'abc'",
    "array": "SET VAR v = array(1)",
    "date": "SET VAR v = DATE '2020-01-01'",
    "default_inside": "SET VAR v = DEFAULT + 1",
    "no_value": "SET VAR v",
    "colon": "SET VAR v := 1",
    "no_target": "SET VAR () = (SELECT 1)",
    "no_query": "SET VAR (v) = SELECT 1",
    "as_setting": "SET v = 5",
    "as_setting_session": "SET session.v = 5",
    "read_setting": "SET v",
}.items():
    add(f"set_{name}", "DECLARE v INT", text)
add("set_random_default", "DECLARE v DOUBLE = rand()", "SET VAR v = DEFAULT")
add("set_default_of_other", "DECLARE w = 1", "DECLARE v = w", "SET VAR v = DEFAULT")
add("failed_set_keeps", "DECLARE v = 1", lambda spark: (quietly(spark, "SET VAR v = 'abc'"), spark.sql("SELECT v"))[1])

# ---- dropping ----

add("dropped", "DECLARE v INT", "DROP TEMPORARY VARIABLE session.V", "SELECT v")
add("drop_unknown", "DROP TEMPORARY VARIABLE v")
add("drop_if_exists", "DROP TEMP VAR IF EXISTS v")
add("drop_elsewhere", "DROP TEMPORARY VARIABLE IF EXISTS other.v")
add("drop_two", "DROP TEMPORARY VARIABLE v, w")
add("drop_plain", "DROP VARIABLE v")

# ---- views ----

DROP_VIEW = ["DROP VIEW IF EXISTS variables_view"]
VIEW = "CREATE OR REPLACE TEMPORARY VIEW variables_view AS "
add("view_follows", "DECLARE v = 1", f"{VIEW}SELECT v AS c", "SET VAR v = 2", "SELECT * FROM variables_view", drop=DROP_VIEW)
add("view_of_dropped", "DECLARE v = 1", f"{VIEW}SELECT v AS c", "DROP TEMPORARY VARIABLE v", "SELECT * FROM variables_view", drop=DROP_VIEW)
add("view_lasting", "DECLARE v = 1", "CREATE VIEW variables_view AS SELECT session.v AS c", drop=DROP_VIEW)
add("view_marker", "EXECUTE IMMEDIATE 'CREATE VIEW variables_view AS SELECT ? AS c' USING 5", drop=DROP_VIEW)


def frame_view(spark):
    spark.sql("SELECT v AS c").createOrReplaceTempView("variables_view")
    spark.sql("SET VAR v = 2").collect()
    return spark.sql("SELECT c, session.v FROM variables_view")


add("view_of_frame_keeps", "DECLARE v = 1", frame_view, drop=DROP_VIEW)
add("cached", "DECLARE v = 1", "CACHE TABLE variables_view AS SELECT v AS c", "SET VAR v = 2", "SELECT * FROM variables_view", drop=DROP_VIEW)

# ---- EXECUTE IMMEDIATE ----

TEXT = "DECLARE w = 'SELECT :a + 1 AS x'"
add("execute", "EXECUTE IMMEDIATE 'SELECT 1 AS a, \\'b\\' AS b;'")
add("execute_variable", TEXT, "EXECUTE IMMEDIATE w USING 5 AS a")
add("execute_parentheses", TEXT, "EXECUTE IMMEDIATE session.w USING (5 AS a, 6 AS z)")
add("execute_positions", "EXECUTE IMMEDIATE 'SELECT id FROM range(9) WHERE id > ? AND id < ?' USING 3, 6")
add("execute_of_variable", "DECLARE v = 4", "EXECUTE IMMEDIATE 'SELECT id AS v FROM range(9) WHERE id = ?' USING v")
add("execute_variable_not_column", "DECLARE v = 4", "EXECUTE IMMEDIATE 'SELECT v, ? AS x FROM VALUES (1) AS t(v)' USING v")
add("execute_variable_named", "DECLARE v = 4", "EXECUTE IMMEDIATE 'SELECT v AS c, :v AS x FROM VALUES (1) AS t(v)' USING v")
add("execute_constants", "EXECUTE IMMEDIATE 'SELECT ? AS a, ? AS b, ? AS c, ? AS d' USING -5, DATE '2020-01-01', NULL, array(1, 2)")
add("execute_in_limit", "EXECUTE IMMEDIATE 'SELECT id FROM range(9) ORDER BY id LIMIT ?' USING 2")
add("execute_show", "EXECUTE IMMEDIATE 'SHOW TABLES LIKE \\'nothing\\''")
add("execute_set", "DECLARE v INT", "EXECUTE IMMEDIATE 'SET VAR v = ?' USING 8", "SELECT v")
add("execute_declare", "EXECUTE IMMEDIATE 'DECLARE v INT = 3'", "SELECT v")
add("execute_view", f"EXECUTE IMMEDIATE '{VIEW}SELECT 5 AS c'", "SELECT * FROM variables_view", drop=DROP_VIEW)
add("execute_into", "DECLARE v INT", "DECLARE w STRING", "EXECUTE IMMEDIATE 'SELECT 5, 6' INTO v, w", "SELECT v, w")
add("execute_into_cast", "DECLARE v INT", "EXECUTE IMMEDIATE 'SELECT \\'12\\'' INTO v", "SELECT v")
add("execute_into_nothing", "DECLARE v = 1", "EXECUTE IMMEDIATE 'SELECT 1 WHERE false' INTO v", "SELECT v")
add("execute_into_using", "DECLARE v INT", "EXECUTE IMMEDIATE 'SELECT max(id) FROM range(?)' INTO v USING 5", "SELECT v")
add("execute_filtered", lambda spark: spark.sql("EXECUTE IMMEDIATE 'SELECT id FROM range(9)'").filter("id > 6"))


def lazily(spark):
    frame = spark.sql("EXECUTE IMMEDIATE 'SELECT v AS c'")
    spark.sql("SET VAR v = 2").collect()
    return frame


add("execute_later", "DECLARE v = 1", lazily)
for name, text in {
    "marker_missing": "EXECUTE IMMEDIATE 'SELECT ?, ?' USING 1",
    "name_missing": "EXECUTE IMMEDIATE 'SELECT :a' USING 1 AS A",
    "none_given": "EXECUTE IMMEDIATE 'SELECT :a'",
    "unnamed": "EXECUTE IMMEDIATE 'SELECT :a' USING 1, 2 AS a",
    "mixed": "EXECUTE IMMEDIATE 'SELECT ? + :a' USING 1, 2 AS a",
    "aliases": "EXECUTE IMMEDIATE 'SELECT :a' USING 1 AS a, 2 AS a",
    "syntax": "EXECUTE IMMEDIATE 'SELCT 1'",
    "empty": "EXECUTE IMMEDIATE ''",
    "inner": "EXECUTE IMMEDIATE 'SELECT nothing'",
    "table": "EXECUTE IMMEDIATE 'SELECT 1 FROM nothing'",
    "division": "EXECUTE IMMEDIATE 'SELECT 1 / 0'",
    "number": "EXECUTE IMMEDIATE v",
    "null": "EXECUTE IMMEDIATE u",
    "nested": "EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE \\'SELECT 1 AS a\\''",
    "concatenated": "EXECUTE IMMEDIATE 'SELECT ' || '1 AS a'",
    "computed": "EXECUTE IMMEDIATE 'SELECT ? AS a' USING 1 + 1",
    "computed_of_variable": "EXECUTE IMMEDIATE 'SELECT ? AS a' USING abs(v)",
    "subquery": "EXECUTE IMMEDIATE 'SELECT ? AS a' USING (SELECT 1)",
    "into_command": "EXECUTE IMMEDIATE 'SHOW TABLES' INTO v",
    "into_rows": "EXECUTE IMMEDIATE 'SELECT id FROM range(2)' INTO v",
    "into_arity": "EXECUTE IMMEDIATE 'SELECT 1, 2' INTO v",
    "into_twice": "EXECUTE IMMEDIATE 'SELECT 1, 2' INTO v, v",
    "into_text": "EXECUTE IMMEDIATE 'SELECT \\'x\\'' INTO v",
    "into_parentheses": "EXECUTE IMMEDIATE 'SELECT 1' INTO (v)",
    "no_using": "EXECUTE IMMEDIATE 'SELECT 1' USING",
}.items():
    add(f"execute_{name}", "DECLARE v = 1", "DECLARE u STRING", text)
