"""Databases in SQL and in spark.catalog, catalogs, names of current ones, and spark.catalog over tables and views."""

from case import Cases
from on_tables import OnTables
from pyspark.sql import functions as F

CASES = Cases()
on = OnTables(CASES)
CREATE = "CREATE TABLE t (id INT COMMENT 'the id', name STRING NOT NULL, p INT) USING parquet PARTITIONED BY (p) COMMENT 'a table'"


def rows(found):
    """What a catalog call lists, as plain values."""
    if isinstance(found, list):
        return [rows(f) for f in found]
    return list(found) if hasattr(found, "_fields") else found


def call(name, use, *texts, **options):
    """What a call of spark.catalog answers after some statements."""

    def run(spark):
        for text in texts:
            spark.sql(text)
        return rows(use(spark))

    on.add(name, run, **options)


# ---- databases in SQL ----

on.sql("create", "CREATE DATABASE fs2")
on.sql("create_again", "CREATE DATABASE fs")
on.sql("create_if_not_exists", "CREATE DATABASE IF NOT EXISTS fs")
on.sql("create_schema", "CREATE SCHEMA fs2 COMMENT 'two' WITH DBPROPERTIES (a = 'x', 'b.c' = 'y')", "DESCRIBE DATABASE EXTENDED fs2")
on.sql("create_located", "CREATE DATABASE fs2 LOCATION '/tmp/fs2'", "DESCRIBE DATABASE fs2")
on.sql("create_two_parts", "CREATE DATABASE a.fs2")
on.sql("create_in_catalog", "CREATE DATABASE spark_catalog.fs2", "SHOW DATABASES LIKE 'fs*'")
on.sql("create_two_comments", "CREATE DATABASE fs2 COMMENT 'a' COMMENT 'b'")
on.sql("create_bad_name", "CREATE DATABASE `fs-2`")
on.sql("create_reserved_property", "CREATE DATABASE fs2 WITH DBPROPERTIES (location = 'x')")
on.sql("create_global_temp", "CREATE DATABASE global_temp")
on.sql("drop_one", "CREATE DATABASE fs2", "DROP DATABASE fs2")
on.sql("drop_missing", "DROP DATABASE nope")
on.sql("drop_missing_if_exists", "DROP DATABASE IF EXISTS nope")
on.sql("drop_not_empty", CREATE, "DROP DATABASE fs")
on.sql("drop_restrict", CREATE, "DROP DATABASE fs RESTRICT")
on.sql("drop_cascade", CREATE, "DROP DATABASE fs CASCADE", "SHOW DATABASES LIKE 'fs*'")
on.sql("drop_default", "DROP DATABASE default")
on.sql("drop_current", "DROP DATABASE fs", "SELECT current_database()")
on.sql("describe", "DESCRIBE DATABASE fs")
on.sql("describe_extended", "DESCRIBE SCHEMA EXTENDED fs")
on.sql("describe_missing", "DESCRIBE DATABASE nope")
on.sql("show", "SHOW DATABASES")
on.sql("show_like", "CREATE DATABASE fs2", "SHOW SCHEMAS LIKE 'fs*|nope'")
on.sql("show_pattern", "SHOW DATABASES 'fs'")
on.sql("show_in", "SHOW DATABASES IN spark_catalog LIKE 'fs'")
on.sql("show_in_unknown", "SHOW DATABASES IN nope")
on.sql("use", "CREATE DATABASE fs2", "USE fs2", "SELECT current_database(), current_schema(), current_catalog()")
on.sql("use_database", "CREATE DATABASE fs2", "USE DATABASE fs2", "SELECT current_database()")
on.sql("use_catalog_and_database", "USE spark_catalog.fs", "SELECT current_database()")
on.sql("use_missing", "USE nope")
on.sql("use_two_parts", "USE nope.fs")
on.sql("use_any_case", "USE FS", "SELECT current_database()")
on.sql("show_current", "SHOW CURRENT NAMESPACE")
on.sql("show_catalogs", "SHOW CATALOGS")
on.sql("set_catalog", "SET CATALOG spark_catalog")
on.sql("set_catalog_unknown", "SET CATALOG nope")
on.sql("alter_properties", "ALTER DATABASE fs SET DBPROPERTIES (k = 'v')", "DESCRIBE DATABASE EXTENDED fs")
on.sql("comment_on", "COMMENT ON DATABASE fs IS 'said'", "DESCRIBE DATABASE fs")
on.sql("names_resolve_in_the_current", "CREATE DATABASE fs2", "CREATE TABLE fs2.t (x INT) USING parquet", "USE fs2", "SELECT * FROM t")

# ---- spark.catalog ----

call("current_database", lambda spark: spark.catalog.currentDatabase())
call("set_current_missing", lambda spark: spark.catalog.setCurrentDatabase("nope"))
call("set_current_two_parts", lambda spark: spark.catalog.setCurrentDatabase("spark_catalog.fs"))
call("current_catalog", lambda spark: spark.catalog.currentCatalog())
call("set_current_catalog", lambda spark: spark.catalog.setCurrentCatalog("spark_catalog"))
call("set_current_catalog_unknown", lambda spark: spark.catalog.setCurrentCatalog("nope"))
call("list_catalogs", lambda spark: spark.catalog.listCatalogs())
call("list_catalogs_pattern", lambda spark: spark.catalog.listCatalogs("nope*"))
call("list_databases", lambda spark: spark.catalog.listDatabases())
call("list_databases_pattern", lambda spark: spark.catalog.listDatabases("f*"))
call("get_database", lambda spark: spark.catalog.getDatabase("fs"), "COMMENT ON DATABASE fs IS 'said'")
call("get_database_qualified", lambda spark: spark.catalog.getDatabase("spark_catalog.fs"))
call("get_database_missing", lambda spark: spark.catalog.getDatabase("nope"))
call("database_exists", lambda spark: [spark.catalog.databaseExists(n) for n in ["fs", "FS", "nope", "spark_catalog.fs", "global_temp"]])
call("list_tables", lambda spark: spark.catalog.listTables(), CREATE, "CREATE TEMP VIEW v AS SELECT 1", "CREATE VIEW w AS SELECT 2")
call("list_tables_of", lambda spark: spark.catalog.listTables("fs"), CREATE, "USE default")
call("list_tables_pattern", lambda spark: spark.catalog.listTables("fs", "t*"), CREATE, "CREATE TABLE u (a INT) USING json")
call("list_tables_missing", lambda spark: spark.catalog.listTables("nope"))
call("get_table", lambda spark: spark.catalog.getTable("t"), CREATE)
call("get_table_qualified", lambda spark: spark.catalog.getTable("fs.t"), CREATE, "USE default")
call("get_table_of_catalog", lambda spark: spark.catalog.getTable("spark_catalog.fs.t"), CREATE)
call("get_table_view", lambda spark: spark.catalog.getTable("w"), "CREATE VIEW w COMMENT 'c' AS SELECT 2")
call("get_table_temporary", lambda spark: spark.catalog.getTable("v"), "CREATE TEMP VIEW v AS SELECT 1")
call("get_table_missing", lambda spark: spark.catalog.getTable("nope"))
call("get_table_missing_qualified", lambda spark: spark.catalog.getTable("fs.nope"))
call("table_exists", lambda spark: [spark.catalog.tableExists(n) for n in ["t", "T", "fs.t", "spark_catalog.fs.t", "nope", "nope.t", "v"]], CREATE, "CREATE TEMP VIEW v AS SELECT 1")
call("table_exists_in", lambda spark: [spark.catalog.tableExists("t", "fs"), spark.catalog.tableExists("t", "default")], CREATE)
call("list_columns", lambda spark: spark.catalog.listColumns("t"), CREATE)
call("list_columns_qualified", lambda spark: spark.catalog.listColumns("fs.t"), CREATE)
call("list_columns_in", lambda spark: spark.catalog.listColumns("t", "fs"), CREATE)
call("list_columns_view", lambda spark: spark.catalog.listColumns("v"), "CREATE TEMP VIEW v AS SELECT 1 AS a, 'x' AS b")
call("list_columns_missing", lambda spark: spark.catalog.listColumns("nope"))
call("get_function", lambda spark: spark.catalog.getFunction("abs").name)
call("get_function_missing", lambda spark: spark.catalog.getFunction("nope"))
call("function_exists", lambda spark: [spark.catalog.functionExists(n) for n in ["abs", "ABS", "nope", "fs.abs"]])
call("function_exists_in", lambda spark: spark.catalog.functionExists("abs", "fs"))
call("list_functions_pattern", lambda spark: [f.name for f in spark.catalog.listFunctions(pattern="array_p*")])
call("list_functions_missing_database", lambda spark: spark.catalog.listFunctions("nope"))
call("drop_temp_view", lambda spark: [spark.catalog.dropTempView("v"), spark.catalog.dropTempView("v")], "CREATE TEMP VIEW v AS SELECT 1")
call("drop_temp_view_is_no_table", lambda spark: [spark.catalog.dropTempView("t"), spark.catalog.tableExists("t")], CREATE)
call("recover_partitions_of_unpartitioned", lambda spark: spark.catalog.recoverPartitions("t"), "CREATE TABLE t (a INT) USING parquet")
call("recover_partitions_missing", lambda spark: spark.catalog.recoverPartitions("nope"))
call("recover_partitions_temporary", lambda spark: spark.catalog.recoverPartitions("v"), "CREATE TEMP VIEW v AS SELECT 1")
call("cache_table", lambda spark: [spark.catalog.isCached("t"), spark.catalog.cacheTable("t"), spark.catalog.isCached("fs.t"), spark.catalog.uncacheTable("t"), spark.catalog.isCached("t")], CREATE)


def made(name, use):
    """The table that createTable makes: its columns, its rows, and what the catalog says of it."""

    def run(spark):
        use(spark)
        return [spark.table("t").schema.json(), spark.table("t").count(), rows(spark.catalog.getTable("t"))]

    on.add(name, run)


SCHEMA = "id INT, name STRING"
made("create_table", lambda spark: spark.catalog.createTable("t", schema=_schema(spark), source="parquet"))
made("create_table_by_default", lambda spark: spark.catalog.createTable("t", schema=_schema(spark)))
made("create_table_described", lambda spark: spark.catalog.createTable("fs.t", schema=_schema(spark), source="json", description="said"))
made("create_table_without_schema", lambda spark: spark.catalog.createTable("t", source="parquet"))
made("create_table_unknown_source", lambda spark: spark.catalog.createTable("t", schema=_schema(spark), source="nope"))
made("create_table_again", lambda spark: [spark.catalog.createTable("t", schema=_schema(spark)) for _ in range(2)])


def _schema(spark):
    return spark.sql("SELECT CAST(1 AS INT) AS id, 'x' AS name").schema


def kept_table(spark):
    spark.sql(CREATE)
    spark.sql("INSERT INTO t VALUES (1, 'a', 1)")
    spark.sql("CACHE TABLE t")
    counts = [spark.table("t").count()]
    spark.sql("INSERT INTO t VALUES (2, 'b', 2)")
    counts += [spark.table("t").count(), spark.catalog.isCached("t")]
    spark.table("t").filter("id > 0").cache()
    spark.sql("UNCACHE TABLE t")
    return counts + [spark.catalog.isCached("t"), spark.table("t").filter("id > 0").storageLevel.useMemory]


on.add("cached_table_sees_inserts", kept_table)


def kept_and_dropped(spark):
    spark.sql(CREATE)
    spark.sql("CACHE TABLE t")
    spark.sql("DROP TABLE t")
    spark.sql(CREATE)
    return spark.catalog.isCached("t"), spark.table("t").count()


on.add("cached_table_dropped_and_made_again", kept_and_dropped)
