"""Tables: CREATE TABLE and what it refuses, CREATE TABLE AS, INSERT in its forms, saveAsTable and insertInto, writeTo."""

import os
import shutil
import tempfile

from case import Cases
from on_tables import OnTables
from pyspark.sql import functions as F

CASES = Cases()
on = OnTables(CASES)
COLUMNS = "(id INT, name STRING, price DECIMAL(5,2))"
CREATE = f"CREATE TABLE t {COLUMNS} USING parquet"
INSERT = "INSERT INTO t VALUES (1, 'a', 1.5), (2, NULL, 2.25)"
ALL = "SELECT * FROM t ORDER BY id"


def frame(spark, count=3):
    return spark.range(count).select(F.col("id").cast("int").alias("id"), F.concat(F.lit("n"), "id").alias("name"))


# ---- CREATE TABLE ----

on.sql("create_answers_nothing", CREATE)
for format in ["parquet", "csv", "json"]:
    on.sql(f"create_{format}", f"CREATE TABLE t {COLUMNS} USING {format}", INSERT, ALL)
on.sql("create_text", "CREATE TABLE t (line STRING) USING text", "INSERT INTO t VALUES ('a'), ('b')", "SELECT * FROM t ORDER BY line")
on.sql("create_without_using", f"CREATE TABLE t {COLUMNS}")
on.sql("create_empty_read", CREATE, "SELECT * FROM t")
on.sql("create_again", CREATE, CREATE)
on.sql("create_if_not_exists", CREATE, INSERT, f"CREATE TABLE IF NOT EXISTS t (x INT) USING parquet", ALL)
on.sql("create_unknown_database", f"CREATE TABLE nope.t {COLUMNS} USING parquet")
on.sql("create_three_parts", f"CREATE TABLE spark_catalog.fs.t {COLUMNS} USING parquet", INSERT, "SELECT count(*) FROM spark_catalog.fs.t")
on.sql("create_four_parts", f"CREATE TABLE a.b.c.t {COLUMNS} USING parquet")
on.sql("create_unknown_catalog", f"CREATE TABLE nope.fs.t {COLUMNS} USING parquet")
on.sql("create_unknown_format", f"CREATE TABLE t {COLUMNS} USING nope")
on.sql("create_no_columns", "CREATE TABLE t USING parquet")
on.sql("create_same_column_twice", "CREATE TABLE t (a INT, A STRING) USING parquet")
on.sql("create_not_null", "CREATE TABLE t (a INT NOT NULL, b STRING COMMENT 'two') USING parquet", "SELECT * FROM t")
on.sql("create_default", "CREATE TABLE t (a INT, b INT DEFAULT 42) USING parquet", "INSERT INTO t (a) VALUES (1)", "INSERT INTO t VALUES (2, DEFAULT)", "SELECT * FROM t ORDER BY a")
on.sql("create_varchar", "CREATE TABLE t (a VARCHAR(3), b CHAR(3)) USING parquet", "INSERT INTO t VALUES ('abc', 'x')", "SELECT *, length(b) AS n FROM t")
on.sql("create_varchar_too_long", "CREATE TABLE t (a VARCHAR(3)) USING parquet", "INSERT INTO t VALUES ('abcd')")
on.sql("create_interval", "CREATE TABLE t (a INTERVAL) USING parquet")
on.sql("create_options", "CREATE TABLE t (a STRING, b STRING) USING csv OPTIONS (sep = '|', 'header' 'true')", "INSERT INTO t VALUES ('x,y', 'z')", "SELECT * FROM t")
on.sql("create_partitioned", f"CREATE TABLE t {COLUMNS} USING parquet PARTITIONED BY (name)", "INSERT INTO t VALUES (1, 1.5, 'a'), (2, 2.5, NULL)", ALL)
on.sql("create_partitioned_unknown", f"CREATE TABLE t {COLUMNS} USING parquet PARTITIONED BY (nope)")
on.sql("create_partitioned_all", "CREATE TABLE t (a INT) USING parquet PARTITIONED BY (a)")
on.sql("create_partitioned_twice", f"CREATE TABLE t {COLUMNS} USING parquet PARTITIONED BY (id, id)")
on.sql("create_partitioned_by_types", "CREATE TABLE t (a INT) USING parquet PARTITIONED BY (p STRING)")
on.sql("create_clustered", f"CREATE TABLE t {COLUMNS} USING parquet CLUSTERED BY (id) INTO 4 BUCKETS")
on.sql("create_external_without_location", f"CREATE EXTERNAL TABLE t {COLUMNS} USING parquet")
on.sql("create_temporary", f"CREATE TEMPORARY TABLE t {COLUMNS} USING parquet")
on.sql("create_or_replace", f"CREATE OR REPLACE TABLE t {COLUMNS} USING parquet")
on.sql("create_over_a_temporary_view", "CREATE TEMP VIEW t AS SELECT 9 AS nine", CREATE, "SELECT * FROM t")
on.sql("create_syntax", "CREATE TABLE t (a INT USING parquet")
on.sql("create_two_locations", f"CREATE TABLE t {COLUMNS} USING parquet LOCATION '/x' LOCATION '/y'")
on.sql("create_type_unknown", "CREATE TABLE t (a NOPE) USING parquet")


def layout(spark):
    """The files of a table, by their directories."""
    root = spark.conf.get("spark.sql.warehouse.dir").replace("file:", "").replace("//", "/") + "/fs.db/t"
    found = []
    for directory, _, files in os.walk(root):
        for file in files:
            name = "part" if file.startswith("part-") else file
            if not file.endswith(".crc"):
                found.append(os.path.relpath(directory, root) + "/" + name)
    return sorted(set(found))


def laid_out(name, *texts):
    def use(spark):
        for text in texts:
            spark.sql(text)
        return layout(spark)

    on.add(name, use)


laid_out("layout_created", CREATE)
laid_out("layout_inserted", CREATE, INSERT)
laid_out("layout_partitioned", f"CREATE TABLE t {COLUMNS} USING parquet PARTITIONED BY (name, id)", "INSERT INTO t VALUES (1.5, 'a=b', 1), (2.5, NULL, 2)")
laid_out("layout_selected", "CREATE TABLE t USING json AS SELECT 1 AS a")


def dropped_files(spark):
    spark.sql(CREATE)
    spark.sql(INSERT)
    spark.sql("DROP TABLE t")
    return layout(spark)


on.add("layout_dropped", dropped_files)


# ---- CREATE TABLE AS ----

on.sql("as_answers_nothing", "CREATE TABLE t USING parquet AS SELECT 1 AS a")
on.sql("as", "CREATE TABLE t USING parquet AS SELECT id, id * 2 AS d FROM range(3)", "SELECT * FROM t ORDER BY id")
on.sql("as_without_using", "CREATE TABLE t AS SELECT 1 AS a")
on.sql("as_partitioned", "CREATE TABLE t USING parquet PARTITIONED BY (p) AS SELECT id % 2 AS p, id FROM range(4)", "SELECT * FROM t ORDER BY id")
on.sql("as_again", CREATE, "CREATE TABLE t USING parquet AS SELECT 1 AS a")
on.sql("as_if_not_exists", CREATE, "CREATE TABLE IF NOT EXISTS t USING parquet AS SELECT 1 AS a", ALL)
on.sql("as_columns", "CREATE TABLE t (a INT) USING parquet AS SELECT 1")
on.sql("as_same_column_twice", "CREATE TABLE t USING parquet AS SELECT 1 AS a, 2 AS a")
on.sql("as_unnamed", "CREATE TABLE t USING parquet AS SELECT 1, 1 + 1", "SELECT * FROM t")
on.sql("as_void", "CREATE TABLE t USING parquet AS SELECT NULL AS n")
on.sql("as_bad_name", "CREATE TABLE t USING parquet AS SELECT 1 AS `a b,c`", "SELECT * FROM t")
on.sql("as_fails", "CREATE TABLE t USING parquet AS SELECT 1 / (id - 1) AS x FROM range(3)")


def failed_as(spark):
    try:
        spark.sql("CREATE TABLE t USING parquet AS SELECT 1 / (id - 1) AS x FROM range(3)")
    except Exception:  # noqa: BLE001
        pass
    return spark.catalog.tableExists("t")


on.add("as_that_fails_leaves_nothing", failed_as)
on.sql("as_nullable", "CREATE TABLE t USING parquet AS SELECT id FROM range(1)", "SELECT * FROM t")


# ---- places ----


def located(name, use):
    def run(spark):
        directory = tempfile.mkdtemp(prefix="firesteel-tables-")
        try:
            return use(spark, directory)
        except Exception as error:
            for held in (getattr(error, "_messageParameters", None), getattr(error, "_message_parameters", None)):
                for key in list(held or {}):
                    held[key] = held[key].replace(directory, "<dir>")
            raise
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    on.add(name, run)


def external(spark, directory):
    frame(spark).write.parquet(f"{directory}/t")
    spark.sql(f"CREATE TABLE t USING parquet LOCATION '{directory}/t'")
    rows = [list(row) for row in spark.sql(ALL).collect()]
    spark.sql("INSERT INTO t VALUES (9, 'nine')")
    count = spark.read.parquet(f"{directory}/t").count()
    spark.sql("DROP TABLE t")
    return rows, count, spark.read.parquet(f"{directory}/t").count()


def external_partitions(spark, directory):
    frame(spark).withColumn("p", F.col("id") % 2).write.partitionBy("p").parquet(f"{directory}/t")
    spark.sql(f"CREATE TABLE t USING parquet LOCATION '{directory}/t'")
    before = spark.table("t").count(), spark.table("t").columns
    spark.sql("CREATE TABLE u (id INT, name STRING, p INT) USING parquet PARTITIONED BY (p) LOCATION '%s/t'" % directory)
    counts = [spark.table("u").count()]
    spark.catalog.recoverPartitions("u")
    counts.append(spark.table("u").count())
    return before, counts, [row[0] for row in spark.sql("SHOW PARTITIONS u").collect()]


def external_as(spark, directory):
    spark.sql(f"CREATE TABLE t USING parquet LOCATION '{directory}/t' AS SELECT 1 AS a")
    return spark.read.parquet(f"{directory}/t").count(), spark.table("t").count()


def as_over_files(spark, directory):
    frame(spark).write.parquet(f"{directory}/t")
    return spark.sql(f"CREATE TABLE t USING parquet LOCATION '{directory}/t' AS SELECT 1 AS a")


def managed_over_files(spark, _):
    spark.sql(CREATE)
    root = spark.conf.get("spark.sql.warehouse.dir").replace("file:", "").replace("//", "/") + "/fs.db/u"
    frame(spark).write.parquet(root)
    try:
        return spark.sql(f"CREATE TABLE u {COLUMNS} USING parquet")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def location_missing(spark, directory):
    spark.sql(f"CREATE TABLE t {COLUMNS} USING parquet LOCATION '{directory}/nope'")
    rows = spark.table("t").count()
    spark.sql("INSERT INTO t VALUES (1, 'a', 1.5)")
    return rows, spark.table("t").count()


located("external", external)
located("external_partitions", external_partitions)
located("external_as", external_as)
located("as_over_files", as_over_files)
located("managed_over_files", managed_over_files)
located("location_missing", location_missing)
located("location_without_files", lambda spark, d: spark.sql(f"CREATE TABLE t USING parquet LOCATION '{d}/nope'"))

# ---- DROP TABLE ----

on.sql("drop", CREATE, "DROP TABLE t")
on.sql("drop_missing", "DROP TABLE nope")
on.sql("drop_missing_in_database", "DROP TABLE fs.nope")
on.sql("drop_missing_database", "DROP TABLE nope.t")
on.sql("drop_if_exists", "DROP TABLE IF EXISTS nope")
on.sql("drop_if_exists_database", "DROP TABLE IF EXISTS nope.t")
on.sql("drop_purge", CREATE, "DROP TABLE t PURGE")
on.sql("drop_temporary_view", "CREATE TEMP VIEW v AS SELECT 1", "DROP TABLE v")
on.sql("drop_view_of_a_table", CREATE, "DROP VIEW t")
on.sql("dropped_is_gone", CREATE, "DROP TABLE t", "SELECT * FROM t")
on.sql("truncate", CREATE, INSERT, "TRUNCATE TABLE t", ALL)

# ---- names ----

on.sql("name_any_case", CREATE, INSERT, "SELECT T.ID FROM FS.T ORDER BY 1")
on.sql("name_qualified_columns", CREATE, INSERT, "SELECT fs.t.id, spark_catalog.fs.t.name FROM t ORDER BY 1")
on.sql("name_shadowed_by_view", CREATE, INSERT, "CREATE TEMP VIEW t AS SELECT 9 AS nine", "SELECT * FROM t")
on.sql("name_qualified_past_a_view", CREATE, INSERT, "CREATE TEMP VIEW t AS SELECT 9 AS nine", "SELECT id FROM fs.t ORDER BY id")
on.sql("name_missing_database", "SELECT * FROM nope.t")
on.sql("name_missing_table", "SELECT * FROM fs.nope")
on.sql("name_four_parts", "SELECT * FROM a.b.c.d")
on.sql("name_bad", "CREATE TABLE `a-b` (x INT) USING parquet")
on.sql("name_of_a_catalog", "SELECT * FROM nope.fs.t")
