"""CHAR(n) and VARCHAR(n): what tables declare, what is stored in them, how they are read and compared."""

from case import Cases
from on_tables import OnTables
from pyspark.sql import functions as F

CASES = Cases()
on = OnTables(CASES)


def run(name, *steps):
    """Statements and calls in their order: the answer of the last."""

    def use(spark):
        for step in steps:
            result = spark.sql(step) if isinstance(step, str) else step(spark)
        return result

    on.add(name, use)



T = "CREATE TABLE t (c CHAR(5), v VARCHAR(6), s STRING, n INT) USING parquet"
ROWS = "INSERT INTO t VALUES ('ab', 'cd', 'ab', 1), ('abc  ', 'x ', 'abc  ', 2), ('abcde   ', 'cd        ', 'ef', 3), (NULL, NULL, NULL, 4)"
U = "CREATE TABLE u (c2 CHAR(2), c10 CHAR(10), a ARRAY<CHAR(3)>, st STRUCT<x: CHAR(3), y: VARCHAR(2)>, m MAP<CHAR(2), VARCHAR(3)>) USING parquet"
NESTED = "INSERT INTO u VALUES ('ab', 'ab', array('a', 'b'), named_struct('x', 'p', 'y', 'q'), map('k', 'v'))"
P = "CREATE TABLE p (n INT, p CHAR(4), q VARCHAR(3)) USING parquet PARTITIONED BY (p, q)"
PARTS = "INSERT INTO p VALUES (1, 'ab', 'x'), (2, 'abcd  ', 'y  ')"

# ---- what a table declares ----

on.sql("schema", T, "SELECT * FROM t")
on.sql("schema_nested", U, "SELECT * FROM u")
on.sql("describe", T, "DESCRIBE t")
on.sql("describe_nested", U, "DESCRIBE u")
on.sql("describe_column", T, "DESCRIBE t c")
on.sql("show_create", T, "SHOW CREATE TABLE t")
on.sql("show_create_nested", U, "SHOW CREATE TABLE u")
run("list_columns", T, lambda spark: spark.createDataFrame(spark.catalog.listColumns("t")).select("name", "dataType").collect())
on.sql("show_columns", T, "SHOW COLUMNS IN t")
on.sql("without_length", "CREATE TABLE t (c CHAR) USING parquet")
on.sql("varchar_without_length", "CREATE TABLE t (c VARCHAR) USING parquet")
on.sql("character", "CREATE TABLE t (c CHARACTER(3)) USING parquet", "DESCRIBE t")
on.sql("length_zero", "CREATE TABLE t (c CHAR(0)) USING parquet")
on.sql("comment", "CREATE TABLE t (c CHAR(3) COMMENT 'three') USING parquet", "SELECT * FROM t")
on.sql("as_select", T, ROWS, "CREATE TABLE u USING parquet AS SELECT c AS d, v, upper(c) AS x, coalesce(c, 'x') AS y FROM t", "DESCRIBE u")
on.sql("as_select_union", T, "CREATE TABLE u USING parquet AS SELECT c FROM t UNION ALL SELECT 'x'", "DESCRIBE u")
on.sql("as_select_cast", "CREATE TABLE t USING parquet AS SELECT CAST('a' AS CHAR(4)) AS c", "DESCRIBE t")
on.sql("as_select_rows", T, ROWS, "CREATE TABLE u USING parquet AS SELECT c, v FROM t", "SELECT c || '|', v || '|' FROM u ORDER BY 1")
on.sql("like", T, "CREATE TABLE u LIKE t", "DESCRIBE u")
on.sql("like_a_view", T, "CREATE VIEW w AS SELECT c, v FROM t", "CREATE TABLE u LIKE w", "DESCRIBE u")
on.sql("add_columns", T, "ALTER TABLE t ADD COLUMNS (z VARCHAR(3) COMMENT 'zz', y CHAR(2))", "DESCRIBE t")
on.sql("change_type", T, "ALTER TABLE t ALTER COLUMN c TYPE CHAR(6)")
on.sql("change_type_same", T, "ALTER TABLE t CHANGE COLUMN c TYPE CHAR(5)", "DESCRIBE t")
on.sql("change_type_string", T, "ALTER TABLE t ALTER COLUMN v TYPE STRING")
on.sql("change_comment", T, "ALTER TABLE t ALTER COLUMN c COMMENT 'five'", "SELECT c FROM t")
on.sql("rename", T, ROWS, "ALTER TABLE t RENAME TO u", "SELECT n FROM u WHERE c = 'ab'")

# ---- what is stored ----

on.sql("stored", T, ROWS, "SELECT c || '|', v || '|', length(c), length(v), typeof(c), typeof(v) FROM t ORDER BY n")
on.sql("stored_too_long", T, "INSERT INTO t VALUES ('abcdef', 'x', 'x', 1)")
on.sql("stored_too_long_varchar", T, "INSERT INTO t VALUES ('a', 'cd    x', 'x', 1)")
on.sql("stored_too_long_by_select", T, ROWS, "INSERT INTO t SELECT c || 'z', v, s, n FROM t")
on.sql("stored_by_code_points", T, "INSERT INTO t VALUES ('äöüß€', '𝄞𝄞𝄞𝄞𝄞𝄞', 'x', 1), ('é', '𝄞', 'x', 2)", "SELECT c || '|', v || '|' FROM t ORDER BY n")
on.sql("stored_number", T, "INSERT INTO t VALUES (12, 345, 'x', 1)", "SELECT c || '|', v FROM t")
on.sql("stored_number_too_long", T, "INSERT INTO t VALUES (1234567, 345, 'x', 1)")
on.sql("stored_empty", T, "INSERT INTO t VALUES ('', '', '', 1), ('      ', '       ', '', 2)", "SELECT c || '|', v || '|' FROM t ORDER BY n")
on.sql("stored_tab", T, "INSERT INTO t VALUES ('abcde\t', '', '', 1)")
on.sql("stored_by_name", T, "INSERT INTO t BY NAME SELECT 1 AS n, 'a' AS c", "SELECT c || '|', v FROM t")
on.sql("stored_columns", T, "INSERT INTO t (n, c) VALUES (1, 'q')", "SELECT c || '|', v FROM t")
on.sql("stored_nested", U, NESTED, "SELECT * FROM u")
on.sql("stored_nested_null", U, "INSERT INTO u VALUES (NULL, NULL, array(NULL, 'b'), NULL, NULL), ('a', 'b', NULL, named_struct('x', NULL, 'y', NULL), map('k', NULL))", "SELECT * FROM u ORDER BY c2")
on.sql("stored_nested_array_too_long", U, "INSERT INTO u VALUES ('a', 'a', array('abcd'), named_struct('x', 'p', 'y', 'q'), map('k', 'v'))")
on.sql("stored_nested_struct_too_long", U, "INSERT INTO u VALUES ('a', 'a', array('a'), named_struct('x', 'p', 'y', 'qrs'), map('k', 'v'))")
on.sql("stored_nested_map_too_long", U, "INSERT INTO u VALUES ('a', 'a', array('a'), named_struct('x', 'p', 'y', 'q'), map('k', 'vwxyz'))")
for format in ["csv", "json"]:
    on.sql(f"stored_{format}", f"CREATE TABLE t (c CHAR(3), v VARCHAR(3)) USING {format}", "INSERT INTO t VALUES ('a', 'b')", "SELECT c || '|', v || '|' FROM t")
run("insert_into", "CREATE TABLE t (c CHAR(3), v VARCHAR(3)) USING parquet", lambda spark: spark.createDataFrame([("a", "b")], "c string, v string").write.insertInto("t"), "SELECT c || '|', v || '|' FROM t")
run("insert_into_too_long", "CREATE TABLE t (c CHAR(3), v VARCHAR(3)) USING parquet", lambda spark: spark.createDataFrame([("abcd", "b")], "c string, v string").write.insertInto("t"))
run("append_too_long", "CREATE TABLE t (c CHAR(3), v VARCHAR(3)) USING parquet", lambda spark: spark.createDataFrame([("a", "abcd")], "c string, v string").write.mode("append").saveAsTable("t"))
run("append", "CREATE TABLE t (c CHAR(3), v VARCHAR(3)) USING parquet", lambda spark: spark.createDataFrame([("a", "b")], "c string, v string").write.mode("append").format("parquet").saveAsTable("t"), "SELECT c || '|', v || '|' FROM t")
run("save_as_table", T, ROWS, lambda spark: spark.table("t").select("c", "v").write.saveAsTable("u"), "DESCRIBE u")

# ---- partitions ----

on.sql("partitions", P, PARTS, "SHOW PARTITIONS p")
on.sql("partitions_read", P, PARTS, "SELECT n, p || '|', q || '|' FROM p ORDER BY n")
on.sql("partitions_compared", P, PARTS, "SELECT n FROM p WHERE p = 'ab'")
on.sql("partitions_compared_longer", P, PARTS, "SELECT n FROM p WHERE p = 'ab      ' AND q = 'x'")
on.sql("partitions_static", P, "INSERT INTO p PARTITION (p = 'cd', q = 'z') VALUES (3)", "SHOW PARTITIONS p")
on.sql("partitions_static_too_long", P, "INSERT INTO p PARTITION (p = 'cdefg', q = 'z') VALUES (3)")
on.sql("partitions_overwritten", P, PARTS, "INSERT OVERWRITE p PARTITION (p = 'ab', q = 'x') VALUES (9)", "SELECT * FROM p ORDER BY n")
on.sql("partitions_if_not_exists", P, PARTS, "INSERT OVERWRITE p PARTITION (p = 'ab', q = 'x') IF NOT EXISTS VALUES (9)", "SELECT n FROM p ORDER BY n")

# ---- comparing ----

for name, condition in {
    "equal": "c = 'ab'",
    "equal_padded": "c = 'ab   '",
    "equal_longer": "c = 'ab        '",
    "equal_longer_other": "c = 'ab      x'",
    "equal_reversed": "'ab' = c",
    "null_safe": "c <=> 'ab'",
    "null_safe_null": "c <=> NULL",
    "equal_null": "c = NULL",
    "equal_null_function": "equal_null(c, 'ab')",
    "not_equal": "c != 'ab'",
    "not_equal_call": "c <> upper('ab')",
    "equal_call": "c = lower('AB')",
    "equal_concat": "c = concat('a', 'b')",
    "equal_cast": "c = CAST('ab' AS STRING)",
    "greater": "c > 'ab'",
    "less": "c < 'ab '",
    "less_equal": "c <= 'ab'",
    "between": "c BETWEEN 'ab' AND 'abc'",
    "in": "c IN ('ab', 'abc')",
    "in_longer": "c IN ('ab', 'abc', 'zzzzzzzzz')",
    "in_one": "c IN ('ab')",
    "not_in": "c NOT IN ('ab', 'x')",
    "in_with_null": "c IN ('ab', NULL)",
    "in_with_null_first": "c IN (NULL, 'ab')",
    "in_with_a_column": "c IN ('ab', s)",
    "in_a_column": "c IN (s)",
    "in_a_query": "c IN (SELECT 'ab' AS x)",
    "in_a_query_of_itself": "c IN (SELECT c FROM t WHERE c = 'ab')",
    "string_column": "c = s",
    "varchar_column": "c = v",
    "varchar": "v = 'x'",
    "varchar_padded": "v = 'x '",
    "number": "length(c) = 5",
    "like": "c LIKE 'ab'",
    "upper": "upper(c) = 'AB'",
    "case": "CASE c WHEN 'ab' THEN true ELSE false END",
    "nullif": "nullif(c, 'ab') IS NULL",
    "decode": "decode(c, 'ab', true, false)",
    "struct": "struct(c AS x) = named_struct('x', 'ab')",
    "in_padded_with_null": "c IN ('ab   ', NULL)",
    "in_several_with_null": "c IN ('ab', NULL, 'abc')",
    "in_several_with_nulls": "c IN (NULL, 'ab', 'abc', NULL)",
    "in_all_null": "c IN (NULL, NULL)",
    "in_upper_with_null": "c IN (upper('ab'), lower('AB'), NULL)",
    "not_in_with_null": "c NOT IN ('ab', NULL) IS NULL",
    "if_equal": "if(c = 'ab', true, false)",
    "nvl2": "nvl2(c, c = 'ab', false)",
    "not_between": "c NOT BETWEEN 'abc' AND 'abd'",
    "equal_number": "c = 1",
    "least": "least(c, 'zz') = 'ab'",
    "scalar_query": "(SELECT 'ab') = c",
    "exists": "EXISTS (SELECT 1 FROM t AS u WHERE t.c = u.c AND u.c = 'ab')",
    "correlated": "n = (SELECT max(u.n) FROM t AS u WHERE u.c = t.c)",
    "itself": "c = c",
}.items():
    on.sql(f"where_{name}", T, ROWS, f"SELECT n FROM t WHERE {condition} ORDER BY n")
on.sql("names", T, ROWS, "SELECT c = 'ab', c IN ('ab', 'x'), 'ab' <=> c FROM t ORDER BY n")
on.sql("of_a_query", T, ROWS, "SELECT n, x FROM (SELECT n, c AS x FROM t) WHERE x = 'ab'")
on.sql("of_an_expression", T, ROWS, "SELECT n FROM (SELECT n, c || '' AS x FROM t) WHERE x = 'ab'")
on.sql("of_groups", T, ROWS, "SELECT c, count(*) FROM t GROUP BY c HAVING c = 'ab'")
on.sql("of_an_aggregate", T, ROWS, "SELECT * FROM (SELECT max(c) AS m FROM t) WHERE m = 'abcde'")
on.sql("of_a_union", T, ROWS, "SELECT * FROM (SELECT c FROM t UNION ALL SELECT 'ab') WHERE c = 'ab'")
on.sql("of_a_cte", T, ROWS, "WITH w AS (SELECT * FROM t) SELECT n FROM w WHERE c = 'ab'")
on.sql("of_a_view", T, ROWS, "CREATE VIEW w AS SELECT c, v, n FROM t", "SELECT * FROM w WHERE c = 'ab'")
on.sql("of_a_view_described", T, "CREATE VIEW w AS SELECT c, v, n FROM t", "DESCRIBE w")
on.sql("of_a_temporary_view", T, ROWS, "CREATE TEMPORARY VIEW w AS SELECT c, v, n FROM t", "SELECT * FROM w WHERE c = 'ab'")
on.sql("of_a_temporary_view_described", T, "CREATE TEMPORARY VIEW w AS SELECT c, v, n FROM t", "DESCRIBE w")
on.sql("lengths", U, NESTED, "SELECT c2 = c10, c10 = c2, c2 <=> c10, c2 < c10, c2 IN (c10), c10 IN (c2), c10 IN (c2, 'ab') FROM u")
on.sql("nested", U, NESTED, "SELECT st.x = 'p', a[0] = 'a', a = array('a', 'b'), st.x = c2, m['k'], m['k '] FROM u")
on.sql("nested_columns", U, NESTED, "CREATE TABLE t (a ARRAY<CHAR(5)>, st STRUCT<x: CHAR(5), y: VARCHAR(2)>) USING parquet", "INSERT INTO t VALUES (array('a', 'b'), named_struct('x', 'p', 'y', 'q'))", "SELECT t.a = u.a, t.st = u.st FROM t, u")
on.sql("join", T, ROWS, U, NESTED, "SELECT n FROM t JOIN u ON t.c = u.c10")
on.sql("join_using", T, ROWS, "CREATE TABLE u (c CHAR(8)) USING parquet", "INSERT INTO u VALUES ('ab'), ('x')", "SELECT * FROM t JOIN u USING (c)")
on.sql("join_string", T, ROWS, "SELECT t.n FROM t JOIN (SELECT 'ab' AS c) AS u ON t.c = u.c")
run("dataframe_filter", T, ROWS, lambda spark: spark.table("t").filter(F.col("c") == "ab").select("n").collect())
run("dataframe_filter_text", T, ROWS, lambda spark: spark.table("t").filter("c = 'ab'").select("n").collect())
run("dataframe_isin", T, ROWS, lambda spark: spark.table("t").filter(F.col("c").isin("ab", "abc")).select("n").orderBy("n").collect())
run("dataframe_schema", T, lambda spark: spark.table("t").selectExpr("c AS d", "upper(c) AS e", "n").schema.json())

# ---- where they are no types ----

CASES.sql("cast", "SELECT CAST('ab' AS CHAR(5)), CAST('abcdef' AS VARCHAR(2)), typeof(CAST('ab' AS CHAR(5)))")
CASES.sql("cast_number", "SELECT CAST(12 AS CHAR(1))")
CASES.sql("from_json", "SELECT from_json('{\"a\": \"x\"}', 'a CHAR(3)')")
CASES.sql("from_csv", "SELECT from_csv('x', 'a VARCHAR(3)')")
CASES.add("read_schema", lambda spark: spark.read.schema("c CHAR(5)").csv("/nowhere").schema.json())
CASES.add("cast_column", lambda spark: spark.range(1).select(F.col("id").cast("char(3)").alias("c")).schema.json())

# ---- settings ----


def setting(name, settings, *steps):
    """The answer of the last statement, where those after None run under settings."""

    def use(spark):
        before = steps[: steps.index(None)] if None in steps else ()
        after = steps[steps.index(None) + 1 :] if None in steps else steps
        for text in before:
            spark.sql(text).collect()
        try:
            for key, value in settings.items():
                spark.conf.set(key, value)
            for text in after[:-1]:
                spark.sql(text).collect()
            answer = spark.sql(after[-1])
            return [answer.schema.json(), [list(row) for row in answer.collect()]]
        finally:
            for key in settings:
                spark.conf.unset(key)

    on.add(name, use)


NO_READ = {"spark.sql.readSideCharPadding": "false"}
PLAIN = {"spark.sql.legacy.charVarcharAsString": "true"}
SHORT = ("CREATE TABLE t (c CHAR(5), n INT) USING csv", "INSERT INTO t VALUES ('ab', 1)")
setting("no_reading_padded", NO_READ, T, ROWS, None, "SELECT c || '|' FROM t ORDER BY n")
setting("no_reading_padded_csv", NO_READ, *SHORT, None, "SELECT c || '|', c = 'ab', c IN ('ab') FROM t")
setting("no_reading_padded_compared", {**NO_READ, "spark.sql.legacy.noCharPaddingInPredicate": "true"}, *SHORT, None, "SELECT c || '|', c = 'ab', c IN ('ab') FROM t")
setting("plain_read", PLAIN, T, ROWS, None, "SELECT c || '|', c = 'ab', c IN ('ab') FROM t ORDER BY n")
setting("plain_stored", PLAIN, T, None, "INSERT INTO t VALUES ('abcdefgh', 'abcdefgh', 'x', 1)", "SELECT * FROM t")
setting("plain_created", PLAIN, None, T, "DESCRIBE t")
setting("plain_from_json", PLAIN, None, "SELECT from_json('{\"a\": \"x\"}', 'a CHAR(3)')")
setting("as_varchar", {"spark.sql.charAsVarchar": "true"}, None, T, "DESCRIBE t")
setting("as_varchar_added", {"spark.sql.charAsVarchar": "true"}, T, None, "ALTER TABLE t ADD COLUMNS (z CHAR(3))", "DESCRIBE t")
setting("as_varchar_selected", {"spark.sql.charAsVarchar": "true"}, T, None, "CREATE TABLE u USING parquet AS SELECT c FROM t", "DESCRIBE u")
