"""Aggregates of what answers anew each time: refused over groups, taken over windows."""

from case import Cases

CASES = Cases()

STATEMENTS = """
SELECT sum(rand()) FROM range(3)
SELECT count(uuid()) FROM range(3)
SELECT count(rand(1)) OVER () FROM range(2)
SELECT max(id) FILTER (WHERE rand() >= 0) FROM range(3)
SELECT sum(monotonically_increasing_id()) FROM range(3)
SELECT count(monotonically_increasing_id()) OVER () FROM range(2)
SELECT sum(DISTINCT rand(0) * 0) AS s, count(*) FROM range(3)
SELECT * FROM range(3) PIVOT (sum(rand(0)) FOR id IN (1, 2))
SELECT any_value(shuffle(array(1, 1))) FROM range(2)
SELECT id FROM range(3) GROUP BY id HAVING max(rand()) >= 0 ORDER BY id
SELECT id FROM range(3) GROUP BY id ORDER BY max(rand())
SELECT count(now()), count(current_date()), count(current_user()) FROM range(2)
SELECT count(n) FROM (SELECT rand() AS n FROM range(2))
SELECT collect_list(id) FROM range(3) GROUP BY rand(3) > 2
SELECT max(input_file_name()) FROM range(2)
SELECT max(spark_partition_id()) FROM range(2)
SELECT avg(id + rand()) FROM range(2)
SELECT max(struct(id, rand()).id) FROM range(2)
SELECT count(DISTINCT id, rand()) FROM range(2)
SELECT max_by(id, rand()) FROM range(2)
SELECT percentile(rand(), 0.5) FROM range(2)
SELECT max((SELECT max(rand()) FROM range(2))) FROM range(2)
SELECT max((SELECT rand() >= 0)) FROM range(2)
""".strip().split("\n")

for number, text in enumerate(STATEMENTS):
    CASES.sql(f"sql_{number:02}", text)


@CASES.case()
def in_a_frame(spark):
    from pyspark.sql import functions as f

    return spark.range(2).agg(f.sum(f.rand(1)))


@CASES.case()
def in_groups_of_a_frame(spark):
    from pyspark.sql import functions as f

    return spark.range(2).groupBy("id").agg(f.max(f.col("id") + f.rand(1)).alias("m"))
