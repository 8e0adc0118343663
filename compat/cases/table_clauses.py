"""What tables say behind their columns and keep for columns that come later: default collations, defaults of rows from before,
and what DESCRIBE … AS JSON tells of partitions and temporary views."""

import json

from case import Cases
from held import in_steps

CASES = Cases()
NAMES = ("tc_t", "tc_u")


def add(name, *steps, since=None):
    """Statements in their order, and the answer of the last; the tables are dropped, whatever came of them."""
    CASES.add(name, in_steps(steps, [*(f"DROP TABLE IF EXISTS {table}" for table in NAMES), "DROP VIEW IF EXISTS tc_v", "DROP VIEW IF EXISTS global_temp.tc_g"]), since=since)


def told(text):
    """The JSON that a statement answers, without what is of the moment and place."""

    def run(spark):
        [[answer]] = spark.sql(text).collect()
        return [(key, value) for key, value in json.loads(answer).items() if key not in ("location", "created_time", "created_by")]

    return run


def shown(text):
    """DESCRIBE's rows without what is of the moment and place."""

    def run(spark):
        return [tuple(row) for row in spark.sql(text).collect() if row[0] not in ("Location", "Created Time", "Created By")]

    return run


# ---- rows from before a column ----

TABLE = "CREATE TABLE tc_t (a INT) USING parquet"
ADDED = "ALTER TABLE tc_t ADD COLUMN (b INT DEFAULT 5)"
ALL = "SELECT * FROM tc_t ORDER BY a"
add("older_rows", TABLE, "INSERT INTO tc_t VALUES (1)", ADDED, "INSERT INTO tc_t VALUES (2, NULL)", "INSERT INTO tc_t (a) VALUES (3)", ALL)
add("older_rows_after_another_default", TABLE, "INSERT INTO tc_t VALUES (1)", ADDED, "ALTER TABLE tc_t ALTER COLUMN b SET DEFAULT 9", "INSERT INTO tc_t (a) VALUES (2)", ALL)
add("older_rows_after_no_default", TABLE, "INSERT INTO tc_t VALUES (1)", ADDED, "ALTER TABLE tc_t ALTER COLUMN b DROP DEFAULT", "INSERT INTO tc_t (a) VALUES (2)", ALL)
add(
    "older_rows_of_types",
    TABLE,
    "INSERT INTO tc_t VALUES (1)",
    "ALTER TABLE tc_t ADD COLUMNS (b STRING DEFAULT 'x' || 'y', c DATE DEFAULT DATE'2020-01-01', d ARRAY<INT> DEFAULT array(1, 2), e DECIMAL(5, 2) DEFAULT 1.5, f BIGINT DEFAULT 5, g STRUCT<x: INT> DEFAULT named_struct('x', 1), h TIMESTAMP DEFAULT TIMESTAMP'2020-01-01 00:00:00')",
    ALL,
)
add("older_rows_of_two_columns", TABLE, "INSERT INTO tc_t VALUES (1)", ADDED, "INSERT INTO tc_t VALUES (2, 6)", "ALTER TABLE tc_t ADD COLUMN (c STRING DEFAULT 'c')", "INSERT INTO tc_t VALUES (3, 7, NULL)", ALL)
add("older_rows_filtered", TABLE, "INSERT INTO tc_t VALUES (1), (2)", ADDED, "INSERT INTO tc_t VALUES (3, 6), (4, 5)", "SELECT a FROM tc_t WHERE b = 5 ORDER BY a")
add("older_rows_counted", TABLE, "INSERT INTO tc_t VALUES (1), (2)", ADDED, "INSERT INTO tc_t VALUES (3, NULL)", "SELECT count(*), count(b), sum(b) FROM tc_t")
add("older_partitions", "CREATE TABLE tc_t (a INT, p INT) USING parquet PARTITIONED BY (p)", "INSERT INTO tc_t VALUES (1, 1)", ADDED, "INSERT INTO tc_t VALUES (2, 43, 2)", ALL)
add("older_rows_overwritten", TABLE, "INSERT INTO tc_t VALUES (1)", ADDED, "INSERT OVERWRITE tc_t SELECT a + 1, b + 1 FROM tc_t WHERE a < 0 UNION ALL SELECT 7, 8", ALL)
add("older_rows_copied", TABLE, "INSERT INTO tc_t VALUES (1)", ADDED, "CREATE TABLE tc_u USING parquet AS SELECT * FROM tc_t", "SELECT * FROM tc_u")

# ---- DEFAULT COLLATION ----

COLLATED = "CREATE TABLE tc_t (a STRING, b STRING COLLATE UNICODE, c ARRAY<STRING>, d STRING COLLATE UTF8_BINARY) USING parquet COMMENT 'n' DEFAULT COLLATION UTF8_LCASE TBLPROPERTIES (k = 'v')"
add("collation", COLLATED, "DESCRIBE tc_t", since=(4, 0))
add("collation_told", COLLATED, shown("DESCRIBE EXTENDED tc_t"), since=(4, 0))
add("collation_json", COLLATED, told("DESCRIBE EXTENDED tc_t AS JSON"), since=(4, 0))
add("collation_create", COLLATED, "SHOW CREATE TABLE tc_t", since=(4, 0))
add("collation_compares", COLLATED, "INSERT INTO tc_t VALUES ('a', 'a', array('a'), 'a'), ('A', 'A', NULL, 'A')", "SELECT count(DISTINCT a), count(DISTINCT b), count(DISTINCT d), max(a = 'A' AND d = 'a') FROM tc_t", since=(4, 0))
add("collation_altered", COLLATED, "ALTER TABLE tc_t DEFAULT COLLATION UNICODE_CI", "ALTER TABLE tc_t ADD COLUMNS (e STRING, f STRING COLLATE UTF8_BINARY, g MAP<STRING, STRING>)", "DESCRIBE tc_t", since=(4, 0))
add("collation_of_added", COLLATED, "ALTER TABLE tc_t ADD COLUMNS (e STRING)", "DESCRIBE tc_t", since=(4, 0))
add("collation_altered_without", TABLE, "ALTER TABLE tc_t DEFAULT COLLATION UTF8_LCASE", "ALTER TABLE tc_t ADD COLUMNS (e STRING)", "DESCRIBE tc_t", since=(4, 0))
add("collation_unknown", "CREATE TABLE tc_t (a STRING) USING parquet DEFAULT COLLATION nope", since=(4, 0))
add("collation_twice", "CREATE TABLE tc_t (a STRING) USING parquet DEFAULT COLLATION UTF8_LCASE DEFAULT COLLATION UTF8_LCASE", since=(4, 0))
add("collation_of_nothing", "ALTER TABLE tc_t DEFAULT COLLATION UTF8_LCASE", since=(4, 0))
add("collation_of_a_query", "CREATE TABLE tc_t USING parquet DEFAULT COLLATION UTF8_LCASE AS SELECT 1 AS n, id FROM range(1)", "DESCRIBE tc_t", since=(4, 0))

# ---- DESCRIBE … AS JSON ----

PARTS = "CREATE TABLE tc_t (a INT, b INT DEFAULT 42, p INT, q STRING) USING parquet PARTITIONED BY (p, q) COMMENT 'n'"
PART = "INSERT INTO tc_t VALUES (1, 2, 1, 'x y'), (1, 2, 2, NULL)"
add("json_of_a_partition", PARTS, PART, told("DESCRIBE EXTENDED tc_t PARTITION (p = 1, q = 'x y') AS JSON"), since=(4, 0))
add("json_of_a_partition_without_rows", PARTS, PART, told("DESCRIBE EXTENDED tc_t PARTITION (p = 9, q = 'x') AS JSON"), since=(4, 0))
add("json_of_a_partition_of_no_column", PARTS, PART, told("DESCRIBE EXTENDED tc_t PARTITION (z = 9) AS JSON"), since=(4, 0))
add("json_of_a_partition_of_a_plain_table", TABLE, told("DESCRIBE EXTENDED tc_t PARTITION (a = 9) AS JSON"), since=(4, 0))
add("json_of_a_temporary_view", "CREATE TEMPORARY VIEW tc_v (k COMMENT 'kk') COMMENT 'com' AS SELECT 1 AS x", told("DESCRIBE TABLE EXTENDED tc_v AS JSON"), since=(4, 0))
add("json_of_a_global_view", "CREATE GLOBAL TEMPORARY VIEW tc_g AS SELECT 1 AS x, 'a' AS y", told("DESCRIBE TABLE EXTENDED global_temp.tc_g AS JSON"), since=(4, 0))
add("json_of_a_partition_of_a_view", "CREATE TEMPORARY VIEW tc_v AS SELECT 1 AS x", told("DESCRIBE TABLE EXTENDED tc_v PARTITION (x = 1) AS JSON"), since=(4, 0))
add("json_not_extended", "CREATE TEMPORARY VIEW tc_v AS SELECT 1 AS x", told("DESCRIBE TABLE tc_v AS JSON"), since=(4, 0))
