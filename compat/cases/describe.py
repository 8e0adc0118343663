"""SHOW and DESCRIBE over tables, views and databases."""

from case import Cases
from on_tables import OnTables

CASES = Cases()
on = OnTables(CASES)
CREATE = (
    "CREATE TABLE t (id INT COMMENT 'the id', name STRING NOT NULL, p INT) USING parquet "
    "PARTITIONED BY (p) COMMENT 'a table' TBLPROPERTIES (k = 'v', 'a.b' = 'c') OPTIONS (compression 'gzip')"
)
PLAIN = "CREATE TABLE u (a INT, b ARRAY<STRUCT<x: INT, y: STRING>>) USING csv"
FILLED = "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', NULL)"
VIEW = "CREATE VIEW w (x COMMENT 'ex', y) COMMENT 'a view' TBLPROPERTIES (k = 'v') AS SELECT id, name FROM t"
TEMP = "CREATE TEMP VIEW v AS SELECT 1 AS one"

# ---- SHOW TABLES, VIEWS ----

on.sql("show_tables", CREATE, PLAIN, VIEW, TEMP, "SHOW TABLES")
on.sql("show_tables_in", CREATE, "USE default", "SHOW TABLES IN fs")
on.sql("show_tables_from_catalog", CREATE, "SHOW TABLES FROM spark_catalog.fs")
on.sql("show_tables_like", CREATE, PLAIN, "SHOW TABLES LIKE 't*|nope'")
on.sql("show_tables_pattern", CREATE, PLAIN, "SHOW TABLES 'u'")
on.sql("show_tables_missing", "SHOW TABLES IN nope")
on.sql("show_tables_none", "SHOW TABLES")
on.sql("show_tables_global_temp", TEMP, "SHOW TABLES IN global_temp")
on.sql("show_views", CREATE, VIEW, TEMP, "SHOW VIEWS")
on.sql("show_views_like", CREATE, VIEW, TEMP, "SHOW VIEWS LIKE 'w*'")
on.sql("show_views_in", CREATE, VIEW, "USE default", "SHOW VIEWS IN fs")
on.sql("show_table_extended", CREATE, "SHOW TABLE EXTENDED LIKE 't'")
on.sql("show_table_extended_view", CREATE, VIEW, "SHOW TABLE EXTENDED LIKE 'w'")
on.sql("show_table_extended_temporary", TEMP, "SHOW TABLE EXTENDED LIKE 'v'")
on.sql("show_table_extended_in", CREATE, PLAIN, "USE default", "SHOW TABLE EXTENDED IN fs LIKE '*'")
on.sql("show_table_extended_none", "SHOW TABLE EXTENDED LIKE 'nope'")
on.sql("show_table_extended_partition", CREATE, FILLED, "SHOW TABLE EXTENDED LIKE 't' PARTITION (p = 1)")

# ---- SHOW COLUMNS, CREATE TABLE, PARTITIONS, TBLPROPERTIES ----

on.sql("show_columns", CREATE, "SHOW COLUMNS IN t")
on.sql("show_columns_in", CREATE, "USE default", "SHOW COLUMNS FROM t IN fs")
on.sql("show_columns_qualified", CREATE, "SHOW COLUMNS IN fs.t")
on.sql("show_columns_conflict", CREATE, "SHOW COLUMNS IN fs.t IN default")
on.sql("show_columns_view", CREATE, VIEW, "SHOW COLUMNS IN w")
on.sql("show_columns_missing", "SHOW COLUMNS IN nope")
on.sql("show_create", CREATE, "SHOW CREATE TABLE t")
on.sql("show_create_plain", PLAIN, "SHOW CREATE TABLE u")
on.sql("show_create_external", "CREATE TABLE u (a INT) USING json LOCATION '/tmp/fs_nope'", "SHOW CREATE TABLE u")
on.sql("show_create_default", "CREATE TABLE u (a INT DEFAULT 42, `b c` VARCHAR(5)) USING parquet", "SHOW CREATE TABLE u")
on.sql("show_create_view", CREATE, VIEW, "SHOW CREATE TABLE w")
on.sql("show_create_temporary", TEMP, "SHOW CREATE TABLE v")
on.sql("show_create_missing", "SHOW CREATE TABLE nope")
on.sql("show_partitions", CREATE, FILLED, "SHOW PARTITIONS t")
on.sql("show_partitions_of", CREATE, FILLED, "SHOW PARTITIONS t PARTITION (p = 2)")
on.sql("show_partitions_unknown", CREATE, "SHOW PARTITIONS t PARTITION (nope = 2)")
on.sql("show_partitions_none", PLAIN, "SHOW PARTITIONS u")
on.sql("show_partitions_view", CREATE, VIEW, "SHOW PARTITIONS w")
on.sql("show_partitions_missing", "SHOW PARTITIONS nope")
on.sql("show_properties", CREATE, "SHOW TBLPROPERTIES t")
on.sql("show_property", CREATE, "SHOW TBLPROPERTIES t ('a.b')")
on.sql("show_property_unknown", CREATE, "SHOW TBLPROPERTIES t (nope)")
on.sql("show_properties_view", CREATE, VIEW, "SHOW TBLPROPERTIES w (k)")
on.sql("show_properties_temporary", TEMP, "SHOW TBLPROPERTIES v")
on.sql("show_properties_missing", "SHOW TBLPROPERTIES nope")

# ---- DESCRIBE ----

on.sql("describe", CREATE, "DESCRIBE t")
on.sql("describe_table", PLAIN, "DESCRIBE TABLE fs.u")
on.sql("describe_extended", CREATE, "DESCRIBE TABLE EXTENDED t")
on.sql("describe_formatted", PLAIN, "DESC FORMATTED u")
on.sql("describe_external", "CREATE TABLE u (a INT) USING json LOCATION '/tmp/fs_nope'", "DESCRIBE EXTENDED u")
on.sql("describe_view", CREATE, VIEW, "DESCRIBE w")
on.sql("describe_view_extended", CREATE, VIEW, "DESCRIBE EXTENDED w")
on.sql("describe_temporary", TEMP, "DESCRIBE v")
on.sql("describe_temporary_extended", TEMP, "DESCRIBE EXTENDED v")
on.sql("describe_missing", "DESCRIBE nope")
on.sql("describe_query", CREATE, "DESCRIBE QUERY SELECT id, p FROM t")
on.sql("describe_column", CREATE, "DESCRIBE t id")
on.sql("describe_column_extended", CREATE, "DESCRIBE EXTENDED t name")
on.sql("describe_column_unknown", CREATE, "DESCRIBE t nope")
on.sql("describe_column_nested", PLAIN, "DESCRIBE u b.x")
on.sql("describe_partition", CREATE, FILLED, "DESCRIBE t PARTITION (p = 1)")
on.sql("describe_partition_extended", CREATE, FILLED, "DESCRIBE EXTENDED t PARTITION (p = 1)")
on.sql("describe_partition_missing", CREATE, FILLED, "DESCRIBE t PARTITION (p = 7)")
on.sql("describe_default", "CREATE TABLE u (a INT DEFAULT 42, b VARCHAR(5)) USING parquet", "DESCRIBE EXTENDED u")

# ---- ALTER TABLE, COMMENT ----

on.sql("alter_set_properties", CREATE, "ALTER TABLE t SET TBLPROPERTIES (k = 'w', n = '1')", "SHOW TBLPROPERTIES t")
on.sql("alter_unset_properties", CREATE, "ALTER TABLE t UNSET TBLPROPERTIES (k)", "SHOW TBLPROPERTIES t")
on.sql("alter_unset_unknown", CREATE, "ALTER TABLE t UNSET TBLPROPERTIES (nope)")
on.sql("alter_rename", CREATE, FILLED, "ALTER TABLE t RENAME TO u", "SELECT * FROM u ORDER BY id")
on.sql("alter_rename_taken", CREATE, PLAIN, "ALTER TABLE t RENAME TO u")
on.sql("alter_rename_missing", "ALTER TABLE nope RENAME TO u")
on.sql("alter_add_column", CREATE, FILLED, "ALTER TABLE t ADD COLUMNS (x INT COMMENT 'ex')", "SELECT * FROM t ORDER BY id")
on.sql("alter_add_column_twice", CREATE, "ALTER TABLE t ADD COLUMNS (x INT, X STRING)")
on.sql("alter_add_column_csv_array", "CREATE TABLE t (a INT) USING csv", "ALTER TABLE t ADD COLUMNS (x ARRAY<INT>)")
on.sql("alter_add_column_partitioned", "CREATE TABLE t (a INT, p INT) USING parquet PARTITIONED BY (p)", "ALTER TABLE t ADD COLUMNS (x INT, y STRING)", "SELECT * FROM t")
on.sql("alter_add_column_there", CREATE, "ALTER TABLE t ADD COLUMNS (id INT)")
on.sql("alter_drop_column", CREATE, "ALTER TABLE t DROP COLUMN name")
on.sql("alter_rename_column", CREATE, "ALTER TABLE t RENAME COLUMN name TO n")
on.sql("alter_column_comment", CREATE, "ALTER TABLE t ALTER COLUMN name COMMENT 'said'", "DESCRIBE t")
on.sql("alter_add_partition", CREATE, "ALTER TABLE t ADD PARTITION (p = 5)", "SHOW PARTITIONS t")
on.sql("alter_add_partition_there", CREATE, FILLED, "ALTER TABLE t ADD PARTITION (p = 1)")
on.sql("alter_drop_partition", CREATE, FILLED, "ALTER TABLE t DROP PARTITION (p = 1)", "SELECT * FROM t ORDER BY id")
on.sql("alter_drop_partition_missing", CREATE, FILLED, "ALTER TABLE t DROP PARTITION (p = 9)")
on.sql("comment_on_table", CREATE, "COMMENT ON TABLE t IS 'said'", "SHOW TBLPROPERTIES t")
on.sql("repair", CREATE, FILLED, "MSCK REPAIR TABLE t", "SHOW PARTITIONS t")
on.sql("analyze", CREATE, FILLED, "ANALYZE TABLE t COMPUTE STATISTICS", "DESCRIBE EXTENDED t")
