"""Views that last: what they see, what they keep of the moment they were made at, and what is refused."""

from case import Cases
from on_tables import OnTables

CASES = Cases()
on = OnTables(CASES)
TABLE = "CREATE TABLE t USING parquet AS SELECT CAST(id AS INT) AS id, concat('n', id) AS name FROM range(4)"
VIEW = "CREATE VIEW w AS SELECT id, upper(name) AS u FROM t WHERE id > 0"

on.sql("answers_nothing", TABLE, VIEW)
on.sql("read", TABLE, VIEW, "SELECT * FROM w ORDER BY id")
on.sql("read_qualified", TABLE, VIEW, "USE default", "SELECT fs.w.id, u FROM spark_catalog.fs.w ORDER BY id")
on.sql("sees_inserts", TABLE, VIEW, "INSERT INTO t VALUES (9, 'x')", "SELECT * FROM w ORDER BY id")
on.sql("again", TABLE, VIEW, VIEW)
on.sql("if_not_exists", TABLE, VIEW, "CREATE VIEW IF NOT EXISTS w AS SELECT 9 AS nine", "SELECT * FROM w ORDER BY 1")
on.sql("or_replace", TABLE, VIEW, "CREATE OR REPLACE VIEW w AS SELECT 9 AS nine", "SELECT * FROM w")
on.sql("or_replace_table", TABLE, "CREATE OR REPLACE VIEW t AS SELECT 9 AS nine")
on.sql("over_a_table", TABLE, "CREATE VIEW t AS SELECT 1")
on.sql("table_over_a_view", TABLE, VIEW, "CREATE TABLE w (a INT) USING parquet")
on.sql("table_if_not_exists_over_a_view", TABLE, VIEW, "CREATE TABLE IF NOT EXISTS w (a INT) USING parquet")
on.sql("columns", TABLE, "CREATE VIEW w (a COMMENT 'first', b) AS SELECT id, name FROM t", "SELECT * FROM w ORDER BY a")
on.sql("columns_too_few", TABLE, "CREATE VIEW w (a) AS SELECT id, name FROM t")
on.sql("columns_too_many", TABLE, "CREATE VIEW w (a, b, c) AS SELECT id, name FROM t")
on.sql("same_column_twice", TABLE, "CREATE VIEW w AS SELECT id, id FROM t")
on.sql("unnamed_column", TABLE, "CREATE VIEW w AS SELECT id + 1 FROM t")
on.sql("unknown_column", TABLE, "CREATE VIEW w AS SELECT nope FROM t")
on.sql("missing_table", "CREATE VIEW w AS SELECT * FROM nope")
on.sql("missing_database", "CREATE VIEW nope.w AS SELECT 1 AS a")
on.sql("of_a_view", TABLE, VIEW, "CREATE VIEW v AS SELECT max(id) AS m FROM w", "SELECT * FROM v")
on.sql("of_a_temporary_view", "CREATE TEMP VIEW v AS SELECT 1 AS a", "CREATE VIEW w AS SELECT * FROM v")
on.sql("of_itself", TABLE, VIEW, "CREATE OR REPLACE VIEW w AS SELECT * FROM w")
on.sql("with_cte", TABLE, "CREATE VIEW w AS WITH c AS (SELECT id FROM t) SELECT * FROM c", "SELECT * FROM w ORDER BY id")
on.sql("star_is_kept", TABLE, "CREATE VIEW w AS SELECT * FROM t", "ALTER TABLE t ADD COLUMNS (x INT)", "SELECT * FROM w ORDER BY id")
on.sql("star_in_temporary_view", TABLE, "CREATE TEMP VIEW v AS SELECT * FROM t", "SELECT * FROM v ORDER BY id")
on.sql("of_its_database", TABLE, VIEW, "CREATE DATABASE fs2", "USE fs2", "SELECT * FROM fs.w ORDER BY id")
on.sql("not_shadowed_by_temporary_views", TABLE, VIEW, "CREATE TEMP VIEW t AS SELECT 77 AS id, 'z' AS name", "SELECT * FROM w ORDER BY id")
on.sql("table_dropped", TABLE, VIEW, "DROP TABLE t", "SELECT * FROM w")
on.sql("column_gone", TABLE, VIEW, "DROP TABLE t", "CREATE TABLE t (id INT) USING parquet", "SELECT * FROM w")
on.sql("type_changed", TABLE, VIEW, "DROP TABLE t", "CREATE TABLE t (id BIGINT, name STRING) USING parquet", "SELECT * FROM w")
on.sql("drop", TABLE, VIEW, "DROP VIEW w")
on.sql("drop_missing", "DROP VIEW nope")
on.sql("drop_missing_if_exists", "DROP VIEW IF EXISTS nope")
on.sql("drop_table_of_a_view", TABLE, VIEW, "DROP TABLE w")
on.sql("drop_temporary_first", TABLE, VIEW, "CREATE TEMP VIEW w AS SELECT 1 AS a", "DROP VIEW w", "SELECT * FROM w ORDER BY 1")
on.sql("insert_into", TABLE, VIEW, "INSERT INTO w VALUES (1, 'a')")
on.sql("schema_binding", TABLE, "CREATE VIEW w WITH SCHEMA BINDING AS SELECT * FROM t", "SELECT * FROM w ORDER BY id", since=(4, 0))
on.sql("schema_evolution", TABLE, "CREATE VIEW w WITH SCHEMA EVOLUTION AS SELECT * FROM t", "ALTER TABLE t ADD COLUMNS (x INT)", "SELECT * FROM w ORDER BY id", since=(4, 0))
on.sql("alter_as", TABLE, VIEW, "ALTER VIEW w AS SELECT 5 AS five", "SELECT * FROM w")
on.sql("alter_rename", TABLE, VIEW, "ALTER VIEW w RENAME TO v", "SELECT * FROM v ORDER BY id")
on.sql("alter_properties", TABLE, VIEW, "ALTER VIEW w SET TBLPROPERTIES (k = 'v')", "SHOW TBLPROPERTIES w (k)")
on.sql("alter_missing", "ALTER VIEW nope AS SELECT 1 AS a")
on.sql("temporary_in_database", "CREATE TEMP VIEW fs.v AS SELECT 1")
on.sql("temporary_again", "CREATE TEMP VIEW v AS SELECT 1", "CREATE TEMP VIEW v AS SELECT 2")
on.sql("global_read", "CREATE OR REPLACE GLOBAL TEMP VIEW fs_g AS SELECT 1 AS a", "SELECT * FROM global_temp.fs_g")
on.sql("global_unqualified", "CREATE OR REPLACE GLOBAL TEMP VIEW fs_g AS SELECT 1 AS a", "SELECT * FROM fs_g")
on.sql("temporary_using", "CREATE TEMP VIEW v (a INT) USING csv OPTIONS (path '/tmp/fs_nope')")
on.sql("error_inside", TABLE, "CREATE VIEW w AS SELECT 1 / (id - 1) AS x FROM t", "SELECT * FROM w")


def settings(spark):
    """A view runs under the settings that it was made under."""
    mode = spark.conf.get("spark.sql.ansi.enabled")
    spark.conf.set("spark.sql.ansi.enabled", "false")
    try:
        spark.sql("CREATE VIEW w AS SELECT CAST('x' AS INT) AS a")
    finally:
        spark.conf.set("spark.sql.ansi.enabled", mode)
    return spark.sql("SELECT * FROM w")


on.add("keeps_ansi_mode", settings)


def by_dataframe(spark):
    spark.sql(TABLE)
    spark.table("t").filter("id > 1").createTempView("v")
    spark.sql("INSERT INTO t VALUES (9, 'x')")
    return spark.sql("SELECT * FROM v ORDER BY id")


on.add("dataframe_view_over_a_table", by_dataframe)
