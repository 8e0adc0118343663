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
