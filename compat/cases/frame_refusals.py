"""What frames are refused where they are written, read, named and joined: partitions, paths, codecs, sorts, stars, metrics."""

import atexit
import shutil
import tempfile

from case import Cases
from pyspark.sql import Observation
from pyspark.sql import functions as F

CASES = Cases()


def people(spark):
    return spark.sql("SELECT * FROM VALUES (1, 'ann', 10), (2, 'bob', 20), (4, NULL, NULL) AS t(id, name, dept)")


def written(name, write, read=None):
    def run(spark):
        directory = tempfile.mkdtemp(prefix="firesteel-frames-")
        # Rows are read after this returns.
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        path = f"{directory}/out"
        write(people(spark), path)
        return read(spark, path) if read is not None else "written"

    CASES.add(name, run, ordered=False)


written("partition_twice", lambda d, p: d.write.partitionBy("id", "id").parquet(p))
written("partition_twice_by_case", lambda d, p: d.write.partitionBy("id", "ID").parquet(p))
written("partition_array", lambda d, p: d.withColumn("a", F.array("id")).write.partitionBy("a").parquet(p))
written("partition_map", lambda d, p: d.withColumn("a", F.create_map("id", "id")).write.partitionBy("a").json(p))
written("partition_null", lambda d, p: d.write.partitionBy("name").parquet(p), lambda s, p: s.read.parquet(p))
written("no_path", lambda d, p: d.write.format("parquet").save())
written("two_paths", lambda d, p: d.write.option("path", p).format("parquet").save(p + "2"))
written("two_paths_read", lambda d, p: d.write.csv(p), lambda s, p: s.read.option("path", p).schema("id int").csv(p))
written("option_path", lambda d, p: d.write.option("path", p).format("csv").save(), lambda s, p: s.read.option("path", p).format("csv").load())
written("text_two_columns", lambda d, p: d.write.text(p))
written("text_two_texts", lambda d, p: d.select("name", F.col("name").alias("b")).write.text(p))
written("buckets", lambda d, p: d.write.bucketBy(2, "id").parquet(p))
written("buckets_sorted", lambda d, p: d.write.bucketBy(2, "id").sortBy("id").parquet(p))
written("sorted", lambda d, p: d.write.sortBy("id").parquet(p))
written("sorted_table", lambda d, p: d.write.sortBy("id").saveAsTable("frame_sorted"))
written("csv_codec", lambda d, p: d.write.option("compression", "zzz").csv(p))
written("json_codec", lambda d, p: d.write.option("compression", "zzz").json(p))
written("csv_separator_empty", lambda d, p: d.write.csv(p), lambda s, p: s.read.csv(p, sep=""))
CASES.add("read_no_path", lambda spark: spark.read.format("parquet").load())
CASES.add("read_no_path_csv", lambda spark: spark.read.format("csv").load())
CASES.add("read_empty_path", lambda spark: spark.read.parquet(""))


@CASES.case()
def view_with_database(spark):
    people(spark).createOrReplaceTempView("a.frame_named")
    return spark.table("frame_named")


CASES.add("view_with_two_databases", lambda spark: people(spark).createOrReplaceTempView("a.b.frame_named"))
CASES.add("star_of_a_number", lambda spark: people(spark).select(F.col("id.*")))
CASES.sql("star_of_a_number_in_sql", "SELECT id.* FROM range(3)")
CASES.add("stack_of_no_rows", lambda spark: spark.sql("SELECT stack(0, 1)"))
CASES.add("stack_of_fewer", lambda spark: spark.range(1).select(F.stack(F.lit(-1), F.lit(1))))
CASES.add("as_of_unknown", lambda spark: (lambda d: d._joinAsOf(d, leftAsOfColumn=d.id, rightAsOfColumn=d.id, how="sidewise"))(people(spark)))


def observed(name, metric):
    def run(spark):
        people(spark).observe(Observation("o"), metric()).collect()

    CASES.add(f"observe_{name}", run)


observed("distinct", lambda: F.countDistinct("dept").alias("c"))
observed("nested", lambda: F.sum(F.sum("id")).alias("x"))
observed("random", lambda: F.rand(1).alias("x"))
