"""INSERT in its forms and conversions, DataFrameWriter.saveAsTable and insertInto in all modes, DataFrame.writeTo."""

from case import Cases
from on_tables import OnTables
from pyspark.sql import functions as F

CASES = Cases()
on = OnTables(CASES)
COLUMNS = "(id INT, name STRING, price DECIMAL(5,2))"
CREATE = f"CREATE TABLE t {COLUMNS} USING parquet"
INSERT = "INSERT INTO t VALUES (1, 'a', 1.5), (2, NULL, 2.25)"
ALL = "SELECT * FROM t ORDER BY id"
PARTS = "CREATE TABLE t (id INT, p INT, q STRING) USING parquet PARTITIONED BY (p, q)"
FILLED = "INSERT INTO t VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'a')"


def frame(spark, count=3):
    return spark.range(count).select(F.col("id").cast("int").alias("id"), F.concat(F.lit("n"), "id").alias("name"))


on.sql("answers_nothing", CREATE, INSERT)
on.sql("into_twice", CREATE, INSERT, INSERT, ALL)
on.sql("overwrite", CREATE, INSERT, "INSERT OVERWRITE t VALUES (7, 'g', 7)", ALL)
on.sql("overwrite_table", CREATE, INSERT, "INSERT OVERWRITE TABLE t SELECT 8, 'h', 8.5", ALL)
on.sql("overwrite_with_nothing", CREATE, INSERT, "INSERT OVERWRITE t SELECT * FROM t WHERE false", ALL)
on.sql("overwrite_from_itself", CREATE, INSERT, "INSERT OVERWRITE t SELECT id + 10, name, price FROM t", ALL)
on.sql("into_from_itself", CREATE, INSERT, "INSERT INTO t SELECT id + 10, name, price FROM t", ALL)
on.sql("select", CREATE, "INSERT INTO t SELECT CAST(id AS INT), 'x', 1 FROM range(2)", ALL)
on.sql("from_first", CREATE, "FROM range(2) INSERT INTO t SELECT CAST(id AS INT), 'x', 1", ALL)
on.sql("with_query", CREATE, "WITH c AS (SELECT 5 AS five) INSERT INTO t SELECT five, 'x', 1 FROM c", ALL)
on.sql("table", CREATE, INSERT, f"CREATE TABLE u {COLUMNS} USING parquet", "INSERT INTO u TABLE t", "SELECT * FROM u ORDER BY id")
on.sql("columns", CREATE, "INSERT INTO t (name, id) VALUES ('z', 26)", ALL)
on.sql("columns_overwrite", CREATE, INSERT, "INSERT OVERWRITE t (name, id) VALUES ('z', 26)", ALL)
on.sql("columns_unknown", CREATE, "INSERT INTO t (nope) VALUES (1)")
on.sql("columns_twice", CREATE, "INSERT INTO t (id, id) VALUES (1, 2)")
on.sql("columns_too_many_values", CREATE, "INSERT INTO t (id) VALUES (1, 2)")
on.sql("columns_too_few_values", CREATE, "INSERT INTO t (id, name) VALUES (1)")
on.sql("by_name", CREATE, "INSERT INTO t BY NAME SELECT 1.5BD AS price, 3 AS id, 'c' AS name", ALL)
on.sql("by_name_missing", CREATE, "INSERT INTO t BY NAME SELECT 3 AS id", ALL)
on.sql("by_name_unknown", CREATE, "INSERT INTO t BY NAME SELECT 3 AS id, 4 AS nope")
on.sql("by_name_twice", CREATE, "INSERT INTO t BY NAME SELECT 3 AS id, 4 AS ID")
on.sql("by_name_too_many", CREATE, "INSERT INTO t BY NAME SELECT 3 AS id, 4 AS id, 'a' AS name, 1 AS price")
on.sql("by_name_extra_columns", CREATE, "INSERT INTO t BY NAME SELECT 3 AS nope, 4 AS other")
for name, text in {
    "by_name_case": "INSERT INTO t BY NAME SELECT 3 AS ID, 'a' AS name",
    "columns_case": "INSERT INTO t (ID) VALUES (1)",
    "columns_same_case": "INSERT INTO t (id) VALUES (1)",
}.items():

    def in_case(spark, text=text):
        spark.sql(CREATE)
        spark.conf.set("spark.sql.caseSensitive", "true")
        try:
            spark.sql(text)
        finally:
            spark.conf.unset("spark.sql.caseSensitive")
        return spark.sql(ALL)

    on.add(name, in_case)
on.sql("by_name_other_case", CREATE, "INSERT INTO t BY NAME SELECT 3 AS ID", ALL)
on.sql("too_few", CREATE, "INSERT INTO t VALUES (1)")
on.sql("too_many", CREATE, "INSERT INTO t VALUES (1, 'a', 1, 1)")
on.sql("missing_table", "INSERT INTO nope VALUES (1)")
on.sql("into_temporary_view", "CREATE TEMP VIEW v AS SELECT 1 AS a", "INSERT INTO v VALUES (1)")
on.sql("syntax", CREATE, "INSERT t VALUES (1)")
on.sql("if_not_exists_without_partition", CREATE, "INSERT OVERWRITE t IF NOT EXISTS VALUES (1, 'a', 1)")
on.sql("replace_where", CREATE, "INSERT INTO t REPLACE WHERE id = 1 VALUES (1, 'a', 1)")

# ---- conversions ----

on.sql("stores_string_as_int", CREATE, "INSERT INTO t VALUES ('1', 'a', 1)")
on.sql("stores_int_as_string", CREATE, "INSERT INTO t VALUES (1, 2, 1)", ALL)
on.sql("stores_long_as_int", CREATE, "INSERT INTO t VALUES (1L, 'a', 1)", ALL)
on.sql("stores_too_large", CREATE, "INSERT INTO t VALUES (3000000000L, 'a', 1)")
on.sql("stores_double_as_int", CREATE, "INSERT INTO t VALUES (1.9D, 'a', 1)", ALL)
on.sql("stores_decimal_too_large", CREATE, "INSERT INTO t VALUES (1, 'a', 12345.6)")
on.sql("stores_decimal_rounded", CREATE, "INSERT INTO t VALUES (1, 'a', 1.239)", ALL)
on.sql("stores_boolean_as_int", CREATE, "INSERT INTO t VALUES (true, 'a', 1)")
on.sql("stores_date_as_timestamp", "CREATE TABLE t (a TIMESTAMP) USING parquet", "INSERT INTO t VALUES (DATE'2020-01-02')", "SELECT * FROM t")
on.sql("stores_timestamp_as_date", "CREATE TABLE t (a DATE) USING parquet", "INSERT INTO t VALUES (TIMESTAMP'2020-01-02 03:04:05')", "SELECT * FROM t")
on.sql("stores_int_as_date", "CREATE TABLE t (a DATE) USING parquet", "INSERT INTO t VALUES (1)")
on.sql("stores_array", "CREATE TABLE t (a ARRAY<INT>) USING parquet", "INSERT INTO t VALUES (array(1L, NULL))", "SELECT * FROM t")
on.sql("stores_struct_by_position", "CREATE TABLE t (a STRUCT<x: INT, y: STRING>) USING parquet", "INSERT INTO t VALUES (named_struct('x', 1, 'y', 'b'))", "SELECT * FROM t")
on.sql("stores_struct_other_names", "CREATE TABLE t (a STRUCT<x: INT, y: STRING>) USING parquet", "INSERT INTO t VALUES (named_struct('p', 1, 'q', 'b'))", "SELECT * FROM t")
on.sql("stores_struct_too_few", "CREATE TABLE t (a STRUCT<x: INT, y: STRING>) USING parquet", "INSERT INTO t VALUES (named_struct('x', 1))")
on.sql("stores_map_as_int", CREATE, "INSERT INTO t VALUES (map(1, 2), 'a', 1)")
on.sql("stores_null_in_not_null", "CREATE TABLE t (a INT NOT NULL) USING parquet", "INSERT INTO t VALUES (NULL)", "SELECT * FROM t")
on.add(
    "stores_legacy",
    lambda spark: (
        spark.sql(CREATE),
        spark.conf.set("spark.sql.storeAssignmentPolicy", "LEGACY"),
        spark.sql("INSERT INTO t VALUES ('1', 'a', 1)"),
        spark.conf.unset("spark.sql.storeAssignmentPolicy"),
        spark.sql(ALL),
    )[-1],
)

# ---- partitions ----

on.sql("parts_dynamic", PARTS, FILLED, ALL)
on.sql("parts_static", PARTS, "INSERT INTO t PARTITION (p = 1, q = 'x') VALUES (5), (6)", ALL)
on.sql("parts_mixed", PARTS, "INSERT INTO t PARTITION (p = 1, q) VALUES (5, 'x')", ALL)
on.sql("parts_static_converted", PARTS, "INSERT INTO t PARTITION (p = '1', q = 2) VALUES (5)", ALL)
on.sql("parts_static_null", PARTS, "INSERT INTO t PARTITION (p = NULL, q = 'x') VALUES (5)", ALL)
on.sql("parts_static_bad", PARTS, "INSERT INTO t PARTITION (p = 'one', q = 'x') VALUES (5)")
on.sql("parts_unknown", PARTS, "INSERT INTO t PARTITION (nope = 1) VALUES (5)")
on.sql("parts_twice", PARTS, "INSERT INTO t PARTITION (p = 1, p = 2) VALUES (5)")
on.sql("parts_dynamic_before_static", PARTS, "INSERT INTO t PARTITION (p, q = 'x') VALUES (5, 1)", ALL)
on.sql("parts_of_unpartitioned", CREATE, "INSERT INTO t PARTITION (id = 1) VALUES ('a', 1)")
on.sql("parts_too_many_values", PARTS, "INSERT INTO t PARTITION (p = 1, q = 'x') VALUES (5, 6)")
on.sql("parts_overwrite", PARTS, FILLED, "INSERT OVERWRITE t VALUES (9, 1, 'a')", ALL)
on.sql("parts_overwrite_static", PARTS, FILLED, "INSERT OVERWRITE t PARTITION (p = 1, q = 'a') VALUES (9)", ALL)
on.sql("parts_overwrite_mixed", PARTS, FILLED, "INSERT OVERWRITE t PARTITION (p = 1, q) VALUES (9, 'z')", ALL)
on.sql("parts_overwrite_if_not_exists", PARTS, FILLED, "INSERT OVERWRITE t PARTITION (p = 1, q = 'a') IF NOT EXISTS VALUES (9)", ALL)
on.sql("parts_columns", PARTS, "INSERT INTO t (q, p, id) VALUES ('x', 4, 5)", ALL)
on.sql("parts_static_and_columns", PARTS, "INSERT INTO t PARTITION (p = 1) (q, id) VALUES ('x', 5)", ALL)


def dynamic(spark):
    spark.sql(PARTS)
    spark.sql(FILLED)
    spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
    try:
        spark.sql("INSERT OVERWRITE t VALUES (9, 1, 'a')")
    finally:
        spark.conf.unset("spark.sql.sources.partitionOverwriteMode")
    return spark.sql(ALL)


on.add("parts_overwrite_dynamic", dynamic)

# ---- DataFrameWriter ----


def saved(name, *writes, then=lambda spark: spark.sql(ALL)):
    def use(spark):
        for write in writes:
            write(spark)
        return then(spark)

    on.add(name, use)


def save(count=3, mode=None, **options):
    def write(spark):
        writer = frame(spark, count).write
        if mode is not None:
            writer = writer.mode(mode)
        if "format" in options:
            writer = writer.format(options["format"])
        if "partition" in options:
            writer = writer.partitionBy(*options["partition"])
        writer.saveAsTable(options.get("table", "t"))

    return write


saved("save", save())
saved("save_again", save(), save())
saved("save_append", save(), save(2, "append"))
saved("save_append_missing", save(2, "append"))
saved("save_overwrite", save(), save(1, "overwrite"))
saved("save_ignore", save(), save(1, "ignore"))
saved("save_json", save(format="json"))
saved("save_unknown_format", save(format="nope"))
saved("save_append_other_format", save(), save(1, "append", format="json"))
saved("save_partitioned", save(partition=["name"]))
saved("save_append_partitioned", save(partition=["name"]), save(1, "append", partition=["name"]))
saved("save_append_other_partitions", save(partition=["name"]), save(1, "append", partition=["id"]))
saved("save_append_partitions_left_out", save(partition=["name"]), save(1, "append"))
saved("save_append_by_name", save(), lambda spark: frame(spark, 1).select("name", "id").write.mode("append").saveAsTable("t"))
saved("save_append_missing_column", save(), lambda spark: frame(spark, 1).select("id").write.mode("append").saveAsTable("t"))
saved("save_append_more_columns", save(), lambda spark: frame(spark, 1).withColumn("x", F.lit(1)).write.mode("append").saveAsTable("t"))
saved("save_append_other_type", save(), lambda spark: spark.sql("SELECT 'x' AS id, 'y' AS name").write.mode("append").saveAsTable("t"))
saved("save_overwrite_other_columns", save(), lambda spark: spark.sql("SELECT 1 AS id, 2 AS b").write.mode("overwrite").saveAsTable("t"))
saved("save_overwrite_from_itself", save(), lambda spark: spark.table("t").write.mode("overwrite").saveAsTable("t"))
saved("save_append_from_itself", save(), lambda spark: spark.table("t").write.mode("append").saveAsTable("t"))
saved("save_missing_database", save(table="nope.t"))
saved("save_over_temporary_view", lambda spark: frame(spark, 1).createOrReplaceTempView("t"), save(2), then=lambda spark: spark.sql("SELECT * FROM fs.t ORDER BY id"))
saved("save_overwrite_temporary_view", lambda spark: frame(spark, 1).createOrReplaceTempView("t"), save(2, "overwrite"), then=lambda spark: spark.sql("SELECT * FROM fs.t ORDER BY id"))
saved("save_same_column_twice", lambda spark: spark.sql("SELECT 1 AS a, 2 AS a").write.saveAsTable("t"))
saved("save_nullable", lambda spark: spark.range(1).write.saveAsTable("t"), then=lambda spark: spark.table("t"))
saved("insert_into", save(), lambda spark: frame(spark, 1).write.insertInto("t"))
saved("insert_into_by_position", save(), lambda spark: spark.sql("SELECT 7 AS name, 'x' AS id").write.insertInto("t"))
saved("insert_into_overwrite", save(), lambda spark: frame(spark, 1).write.insertInto("t", overwrite=True))
saved("insert_into_overwrite_mode", save(), lambda spark: frame(spark, 1).write.mode("overwrite").insertInto("t"))
saved("insert_into_missing", lambda spark: frame(spark, 1).write.insertInto("nope"))
saved("insert_into_too_few", save(), lambda spark: frame(spark, 1).select("id").write.insertInto("t"))
saved("insert_into_partition_by", save(partition=["name"]), lambda spark: frame(spark, 1).write.partitionBy("name").insertInto("t"))
saved("insert_into_temporary_view", lambda spark: frame(spark, 1).createOrReplaceTempView("v"), lambda spark: frame(spark, 1).write.insertInto("v"))

# ---- writeTo ----

saved("to_create", lambda spark: frame(spark).writeTo("t").create())
saved("to_create_using", lambda spark: frame(spark).writeTo("t").using("parquet").tableProperty("k", "v").create())
saved("to_create_partitioned", lambda spark: frame(spark).writeTo("t").using("parquet").partitionedBy(F.col("name")).create())
saved("to_create_again", save(), lambda spark: frame(spark).writeTo("t").create())
saved("to_append", save(), lambda spark: frame(spark, 1).writeTo("t").append())
saved("to_append_missing", lambda spark: frame(spark, 1).writeTo("t").append())
saved("to_overwrite", save(), lambda spark: frame(spark, 1).writeTo("t").overwrite(F.lit(True)))
saved("to_overwrite_partitions", save(), lambda spark: frame(spark, 1).writeTo("t").overwritePartitions())
saved("to_replace", save(), lambda spark: frame(spark, 1).writeTo("t").replace())
saved("to_replace_missing", lambda spark: frame(spark, 1).writeTo("t").replace())
saved("to_create_or_replace", save(), lambda spark: frame(spark, 1).writeTo("t").createOrReplace())
saved("to_create_or_replace_using", save(), lambda spark: frame(spark, 1).writeTo("t").using("parquet").createOrReplace())
