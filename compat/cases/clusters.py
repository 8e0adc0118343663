"""DataFrameWriter.clusterBy: what it goes with, and that files are written without."""

import pathlib
import tempfile

from case import Cases

CASES = Cases()


def on_path(name, use):
    def run(spark):
        with tempfile.TemporaryDirectory(prefix="firesteel-clusters-") as d:
            frame = spark.createDataFrame([(1, "a"), (2, "b"), (3, None)], "id int, name string").coalesce(1)
            return use(spark, frame, f"{d}/out")

    CASES.add(name, run, since=(4, 0))


def saved(spark, writer, path, format="parquet"):
    writer.format(format).save(path)
    names = sorted(p.name for p in pathlib.Path(path).iterdir() if p.is_dir())
    return [names, [list(row) for row in spark.read.format(format).load(path).collect()]]


on_path("parquet", lambda spark, df, d: saved(spark, df.write.clusterBy("name"), d))
on_path("json", lambda spark, df, d: saved(spark, df.select("id").write.clusterBy("id"), d, "json"))
on_path("list", lambda spark, df, d: saved(spark, df.write.clusterBy(["name", "id"]), d))
on_path("append", lambda spark, df, d: [saved(spark, df.write.clusterBy("name"), d), saved(spark, df.where("id = 1").write.mode("append").clusterBy("id"), d)][1][1].__len__())
on_path("overwrite", lambda spark, df, d: [saved(spark, df.write, d), saved(spark, df.where("id = 1").write.mode("overwrite").clusterBy("id"), d)][1])
on_path("unknown", lambda spark, df, d: saved(spark, df.write.clusterBy("nope"), d))
on_path("twice", lambda spark, df, d: saved(spark, df.write.clusterBy("id", "id"), d))
on_path("no_name", lambda spark, df, d: saved(spark, df.write.clusterBy("a b `"), d))
on_path("partitions", lambda spark, df, d: saved(spark, df.write.partitionBy("id").clusterBy("name"), d))
on_path("buckets", lambda spark, df, d: saved(spark, df.write.bucketBy(2, "id").clusterBy("name"), d))
on_path("partitions_and_buckets", lambda spark, df, d: saved(spark, df.write.bucketBy(2, "id").partitionBy("id").clusterBy("name"), d))


def table(name, use):
    def run(spark):
        spark.sql("DROP TABLE IF EXISTS clusters_t")
        try:
            spark.sql("CREATE TABLE clusters_t (id INT, name STRING) USING parquet")
            return use(spark, spark.createDataFrame([(1, "a"), (2, "b")], "id int, name string").coalesce(1))
        finally:
            spark.sql("DROP TABLE IF EXISTS clusters_t")

    CASES.add(name, run, since=(4, 0))


table("insert_into", lambda spark, df: [df.write.clusterBy("name").insertInto("clusters_t"), [list(row) for row in spark.table("clusters_t").orderBy("id").collect()]])
table("table_partitions", lambda spark, df: df.write.mode("overwrite").partitionBy("id").clusterBy("name").saveAsTable("clusters_t"))
table("table_buckets", lambda spark, df: df.write.mode("overwrite").bucketBy(2, "id").clusterBy("name").saveAsTable("clusters_t"))
table("table", lambda spark, df: [df.write.mode("overwrite").clusterBy("name").saveAsTable("clusters_t"), [list(row) for row in spark.sql("SHOW TBLPROPERTIES clusters_t").collect()]])


def sql(name, *statements):
    """Statements on tables, each told by its rows."""

    def run(spark):
        for t in ("clusters_a", "clusters_b"):
            spark.sql(f"DROP TABLE IF EXISTS {t}")
        try:
            out = []
            for statement in statements:
                rows = [list(map(str, row)) for row in spark.sql(statement).collect()]
                out.append([row for row in rows if row[0] not in ("Created Time", "Created By", "Location", "Owner")])
            return out
        finally:
            for t in ("clusters_a", "clusters_b"):
                spark.sql(f"DROP TABLE IF EXISTS {t}")

    CASES.add("sql_" + name, run, since=(4, 0))


MADE = "CREATE TABLE clusters_a (a INT, B STRING COMMENT 'text', c STRUCT<d: INT, `e f`: INT>, `x y` INT) USING parquet"
SHOWN = ("DESCRIBE clusters_a", "SHOW CREATE TABLE clusters_a", "SHOW TBLPROPERTIES clusters_a")

sql("create", MADE + " CLUSTER BY (a, b)", *SHOWN, "DESCRIBE EXTENDED clusters_a")
sql("create_fields", MADE + " CLUSTER BY (c.d, c.`e f`, `x y`)", *SHOWN)
sql("create_as", "CREATE TABLE clusters_a USING parquet CLUSTER BY (id) AS SELECT id, id + 1 AS n FROM range(3)", *SHOWN, "SELECT * FROM clusters_a ORDER BY id")
sql("create_csv", "CREATE TABLE clusters_a (a INT) USING csv TBLPROPERTIES ('k' = 'v') CLUSTER BY (A)", *SHOWN)
sql("create_unknown", MADE + " CLUSTER BY (zz)")
sql("create_unknown_field", MADE + " CLUSTER BY (c.zz)")
sql("create_twice", MADE + " CLUSTER BY (a, A)")
sql("create_clause_twice", MADE + " CLUSTER BY (a) CLUSTER BY (b)")
sql("create_partitioned", MADE + " CLUSTER BY (a) PARTITIONED BY (b)")
sql("create_buckets", MADE + " CLUSTER BY (a) CLUSTERED BY (a) INTO 4 BUCKETS")
sql("create_nothing", MADE + " CLUSTER BY ()")
sql("create_none", MADE + " CLUSTER BY NONE")
sql("like", MADE + " CLUSTER BY (a)", "CREATE TABLE clusters_b LIKE clusters_a", "SHOW CREATE TABLE clusters_b")
sql("alter", MADE, "ALTER TABLE clusters_a CLUSTER BY (b)", *SHOWN, "ALTER TABLE clusters_a CLUSTER BY (c.d, a)", *SHOWN)
sql("alter_none", MADE + " CLUSTER BY (a)", "ALTER TABLE clusters_a CLUSTER BY NONE", *SHOWN)
sql("alter_unknown", MADE, "ALTER TABLE clusters_a CLUSTER BY (zz)")
sql("alter_twice", MADE, "ALTER TABLE clusters_a CLUSTER BY (a, A)")
sql("alter_nothing", MADE, "ALTER TABLE clusters_a CLUSTER BY ()")
sql("alter_missing", "ALTER TABLE clusters_a CLUSTER BY (a)")
sql("alter_view", "CREATE OR REPLACE TEMPORARY VIEW clusters_v AS SELECT 1 AS a", "ALTER TABLE clusters_v CLUSTER BY (a)")
sql("alter_partitioned", "CREATE TABLE clusters_a (a INT, p INT) USING parquet PARTITIONED BY (p)", "ALTER TABLE clusters_a CLUSTER BY (a)", *SHOWN)
sql("property", "CREATE TABLE clusters_a (a INT) USING parquet TBLPROPERTIES ('clusteringColumns' = '[[\"a\"]]')", *SHOWN)
sql("property_unset", MADE + " CLUSTER BY (a)", "ALTER TABLE clusters_a UNSET TBLPROPERTIES ('clusteringColumns')", *SHOWN)
sql("rows", "CREATE TABLE clusters_a (a INT) USING parquet CLUSTER BY (a)", "INSERT INTO clusters_a VALUES (2), (1)", "INSERT OVERWRITE clusters_a VALUES (3)", "SELECT * FROM clusters_a", *SHOWN)


def shown(spark, name="clusters_t"):
    return [list(map(str, row)) for what in ("SHOW CREATE TABLE", "SHOW TBLPROPERTIES", "DESCRIBE") for row in spark.sql(f"{what} {name}").collect()]


table("table_shown", lambda spark, df: [df.write.mode("overwrite").clusterBy("NAME", "id").saveAsTable("clusters_t"), shown(spark)])
table("table_unknown", lambda spark, df: df.write.mode("overwrite").clusterBy("nope").saveAsTable("clusters_t"))
table("table_twice", lambda spark, df: df.write.mode("overwrite").clusterBy("id", "ID").saveAsTable("clusters_t"))
table("table_no_name", lambda spark, df: df.write.mode("overwrite").clusterBy("a b `").saveAsTable("clusters_t"))
table("table_append_other", lambda spark, df: df.write.mode("append").clusterBy("name").saveAsTable("clusters_t"))
table("table_append_same", lambda spark, df: [df.write.mode("overwrite").clusterBy("name").saveAsTable("clusters_t"), df.write.mode("append").clusterBy("name").saveAsTable("clusters_t"), shown(spark), spark.table("clusters_t").count()])
table("table_append_plain", lambda spark, df: [df.write.mode("overwrite").clusterBy("name").saveAsTable("clusters_t"), df.write.mode("append").saveAsTable("clusters_t"), shown(spark), spark.table("clusters_t").count()])
table("table_write_to", lambda spark, df: [spark.sql("DROP TABLE clusters_t") and None, df.writeTo("clusters_t").using("parquet").clusterBy("name").create(), shown(spark)])
