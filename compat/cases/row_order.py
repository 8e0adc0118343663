"""The order of few rows where a query asks for none: no query may count on it, but programs over a few rows do.

Spark reads the rows of a small exchange as one partition. How rows are dealt out to its tasks shows in the order of groups
all the same, so these cases have one partition.
"""

from case import Cases
from pyspark.sql import Window
from pyspark.sql import functions as F

CASES = Cases()
JOINS = ["inner", "left", "right", "full", "left_semi", "left_anti"]


def few(spark):
    return spark.createDataFrame([(i, i % 3, str(i % 3)) for i in range(6)], ["a", "k", "s"])


def more(spark):
    return spark.createDataFrame([(10 + i, i % 4 if i != 5 else None, str(i % 4)) for i in range(9)], ["b", "k", "s"])


def add(name, run):
    def with_one_partition(spark):
        spark.conf.set("spark.sql.shuffle.partitions", "1")
        try:
            return run(spark).collect()
        finally:
            spark.conf.unset("spark.sql.shuffle.partitions")

    CASES.add(name, with_one_partition)


for how in JOINS:
    if how == "full":
        # How Spark deals rows out to tasks shows in those of equal keys.
        add("join_full_by_unique_number", lambda spark: few(spark).join(more(spark), F.col("a") + 9 == F.col("b"), "full"))
        continue
    add(f"join_{how}_by_number", lambda spark, how=how: few(spark).join(more(spark), "k", how))
    add(f"join_{how}_by_text", lambda spark, how=how: few(spark).join(more(spark), "s", how))
    add(f"join_{how}_swapped", lambda spark, how=how: more(spark).join(few(spark), "k", how))
    add(f"join_{how}_of_keys_without_partners", lambda spark, how=how: more(spark).join(few(spark), F.col("b") == F.col("a") + 11, how))
for how in ["inner", "left", "right"]:
    add(f"join_{how}_by_order", lambda spark, how=how: few(spark).alias("x").join(more(spark).alias("y"), F.col("x.k") < F.col("y.k"), how))
    add(f"join_{how}_by_order_swapped", lambda spark, how=how: more(spark).alias("x").join(few(spark).alias("y"), F.col("x.k") < F.col("y.k"), how))
add("cross_join", lambda spark: few(spark).crossJoin(more(spark)))
add("cross_join_swapped", lambda spark: more(spark).crossJoin(few(spark)))
add("cross_join_of_equals", lambda spark: few(spark).select("a").crossJoin(few(spark).select("k")))
add("groups", lambda spark: more(spark).groupBy("k").count())
add("groups_of_two_keys", lambda spark: more(spark).groupBy("s", "k").agg(F.max("b")))
add("groups_of_groups", lambda spark: more(spark).groupBy("s", "k").count().groupBy("k").agg(F.sum("count")))
add("groups_of_a_join", lambda spark: few(spark).join(more(spark).drop("s"), "k").groupBy("s").count())
add("distinct", lambda spark: more(spark).select("s").distinct())
add("drop_duplicates", lambda spark: more(spark).select("s", "k").dropDuplicates(["k"]))
add("having", lambda spark: more(spark).groupBy("s").count().where("count > 1"))
add("limit_of_groups", lambda spark: more(spark).groupBy("s").count().limit(2))
add("lists_of_a_join", lambda spark: few(spark).join(more(spark).drop("s"), "k").groupBy("k").agg(F.collect_list("b")))
add("union", lambda spark: few(spark).select("s").union(more(spark).select("s")).distinct())
add("union_in_sql", lambda spark: spark.sql("SELECT c FROM VALUES (3), (1), (3) t(c) UNION SELECT c FROM VALUES (2), (1), (7) t(c)"))
add("intersect", lambda spark: more(spark).select("s").intersect(few(spark).select("s")))
add("intersect_all", lambda spark: more(spark).select("s").intersectAll(few(spark).select("s")))
add("except", lambda spark: more(spark).select("b").subtract(few(spark).select(F.col("a") + 11)))
add("except_all", lambda spark: more(spark).select("s").exceptAll(few(spark).select("s").limit(3)))
add("window", lambda spark: more(spark).withColumn("n", F.row_number().over(Window.partitionBy("k").orderBy(F.desc("b")))))
add("window_of_ties", lambda spark: more(spark).withColumn("n", F.rank().over(Window.partitionBy("k").orderBy("s"))))
add("window_without_order", lambda spark: more(spark).withColumn("n", F.max("b").over(Window.partitionBy("s"))))
add("window_without_partitions", lambda spark: more(spark).withColumn("n", F.row_number().over(Window.orderBy(F.desc("s")))))
add("groups_of_texts", lambda spark: more(spark).groupBy("k").agg(F.max("s"), F.count("*")))
add("groups_of_firsts", lambda spark: few(spark).orderBy(F.desc("a")).groupBy("k").agg(F.first("a")))
add("groups_of_lists", lambda spark: more(spark).groupBy("k").agg(F.collect_list("b"), F.max("s")))
add("window_over_groups", lambda spark: more(spark).groupBy("s").agg(F.sum("b").alias("t")).withColumn("n", F.rank().over(Window.orderBy("s"))))
CASES.sql("lateral_except", "SELECT a FROM VALUES (1), (2) x(a), LATERAL (SELECT 1 EXCEPT SELECT a)")
CASES.sql("lateral_except_all", "SELECT a, b FROM VALUES (1), (2) x(a), LATERAL (SELECT y.b FROM VALUES (1), (2) y(b) WHERE y.b >= a EXCEPT ALL SELECT 1) z", ordered=False)
CASES.sql("full_join_of_nulls", "SELECT * FROM (VALUES (1), (null) t(a)) FULL JOIN (VALUES (2), (null) u(b)) ON a = b")
add("groups_by_a_constant", lambda spark: few(spark).groupBy(F.lit(1)).agg(F.sum("a"), F.count("k")))
add("groups_by_a_constant_and_more", lambda spark: few(spark).groupBy(F.lit(2), "k").agg(F.sum("a")))
add("groups_by_a_constant_too_large", lambda spark: few(spark).groupBy(F.lit(9), "k").agg(F.sum("a")))
add("groups_by_the_place_of_an_aggregate", lambda spark: few(spark).groupBy(F.lit(3), "k").agg(F.sum("a")))
for operation in ("UNION", "INTERSECT", "EXCEPT"):
    other = "1D" if operation == "EXCEPT" else "-0.0D"
    CASES.sql(f"zeros_of_{operation.lower()}", f"SELECT if(id < 1500, -0.0D, 1D) AS d FROM range(2000) {operation} SELECT {other}", ordered=False)
