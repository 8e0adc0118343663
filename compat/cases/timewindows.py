"""Windows of time over rows that are all there: window, session_window, window_time, in grouping and in selections."""

import datetime

from case import Cases
from pyspark.sql import Window
from pyspark.sql import functions as F

CASES = Cases()


def add(name, run, ordered=False, **options):
    CASES.add(name, run, ordered=ordered, **options)


def sql(name, text, **options):
    CASES.sql(name, text, ordered=False, **options)


def events(spark):
    at = [(10, 0, 0), (10, 2, 30), (10, 5, 0), (10, 12, 59), (11, 0, 1)]
    rows = [(datetime.datetime(2024, 3, 1, h, m, s), "ab"[i % 2], i) for i, (h, m, s) in enumerate(at)]
    return spark.createDataFrame([*rows, (None, "a", 9)], "ts timestamp, k string, v int")


# ---- window ----


def grouped(name, *arguments, key=None):
    def run(spark):
        keys = [F.window("ts", *arguments)] + ([] if key is None else [key])
        return events(spark).groupBy(*keys).agg(F.sum("v").alias("s"))

    add(f"window_{name}", run)


grouped("tumbling", "5 minutes")
grouped("keyed", "5 minutes", key="k")
grouped("sliding", "10 minutes", "5 minutes")
grouped("sliding_uneven", "10 minutes", "4 minutes")
grouped("start", "10 minutes", "10 minutes", "3 minutes")
grouped("start_negative", "10 minutes", "10 minutes", "-3 minutes")
grouped("days", "1 day")
grouped("week", "1 week")
grouped("seconds_fraction", "1.5 seconds")
grouped("month", "1 month")
grouped("zero", "0 seconds")
grouped("negative", "-1 minutes")
grouped("slide_longer", "5 minutes", "10 minutes")
grouped("start_longer", "10 minutes", "5 minutes", "6 minutes")
grouped("nonsense", "five minutes")
add("window_fields", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes").alias("w"), "k").count().select("w.start", "w.end", "k", "count"))
add("window_default_name", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes")).count().select("window.start", "count"))
add("window_select", lambda spark: events(spark).select("v", F.window("ts", "5 minutes")))
add("window_select_star", lambda spark: events(spark).select("*", F.window("ts", "5 minutes", "4 minutes").alias("w")))
add("window_select_field", lambda spark: events(spark).select("v", F.window("ts", "5 minutes").start, F.window("ts", "5 minutes")["end"].alias("e")))
add("window_column", lambda spark: events(spark).withColumn("w", F.window("ts", "5 minutes")))
add("window_two", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes"), F.window("ts", "10 minutes")).count())
add("window_twice", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes"), F.window("ts", "5 minutes")).count())
add("window_in_filter", lambda spark: events(spark).where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00"))
add("window_in_order", lambda spark: events(spark).orderBy(F.window("ts", "5 minutes")))
add("window_aggregate", lambda spark: events(spark).groupBy("k").agg(F.count(F.window("ts", "10 minutes", "5 minutes"))))
add("window_ntz", lambda spark: events(spark).select(F.col("ts").cast("timestamp_ntz").alias("ts"), "v").groupBy(F.window("ts", "10 minutes", "5 minutes")).agg(F.sum("v")))
add("window_date", lambda spark: events(spark).select(F.col("ts").cast("date").alias("ts")).groupBy(F.window("ts", "12 hours")).count())
add("window_text", lambda spark: spark.createDataFrame([("2024-03-01 10:01:00",), ("2024-03-01 10:04:00",)], "t string").groupBy(F.window("t", "2 minutes")).count())
add("window_number", lambda spark: events(spark).groupBy(F.window("v", "2 minutes")).count())
add("window_before_1970", lambda spark: spark.createDataFrame([(datetime.datetime(1969, 12, 31, 23, 58),), (datetime.datetime(1960, 1, 1),)], "t timestamp").groupBy(F.window("t", "5 minutes", "5 minutes", "1 minute")).count())
add("window_of_window", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes"), "k").count().groupBy(F.window("window", "10 minutes")).agg(F.sum("count")))
add("window_rollup", lambda spark: events(spark).rollup(F.window("ts", "1 hour"), "k").count())
add("window_pivot", lambda spark: events(spark).groupBy(F.window("ts", "1 hour")).pivot("k", ["a", "b"]).sum("v"))
add("window_having", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes").alias("w")).agg(F.count("*").alias("n")).where("n > 1"))
add("window_over_join", lambda spark: (lambda e: e.join(e.select(F.col("k").alias("k2"), F.col("v").alias("v2")), e.v == F.col("v2")).groupBy(F.window("ts", "1 hour")).count())(events(spark)))
EVENTS = "VALUES (TIMESTAMP'2024-03-01 10:00:00', 'a', 1), (TIMESTAMP'2024-03-01 10:04:30', 'b', 2), (TIMESTAMP'2024-03-01 10:12:00', 'a', 3) AS e(ts, k, v)"
sql("window_sql", f"SELECT k, window.start, window.end, sum(v) AS s FROM {EVENTS} GROUP BY k, window(ts, '5 minutes')")
sql("window_sql_call", f"SELECT window(ts, '5 minutes'), count(*) FROM {EVENTS} GROUP BY window(ts, '5 minutes')")
sql("window_sql_order", f"SELECT window, count(*) AS n FROM {EVENTS} GROUP BY window(ts, '10 minutes', '5 minutes') ORDER BY window.start DESC")
sql("window_sql_select", f"SELECT window(ts, '5 minutes') AS w, v FROM {EVENTS}")
sql("window_sql_alias", f"SELECT window(ts, '5 minutes') AS w, sum(v) FROM {EVENTS} GROUP BY w")
sql("window_sql_column", f"SELECT window(ts, k) FROM {EVENTS}")
sql("window_sql_one_argument", f"SELECT window(ts) FROM {EVENTS}")
sql("window_sql_constant", "SELECT window(TIMESTAMP'2024-03-01 10:01:00', '5 minutes')")

# ---- window_time ----

add("window_time", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes")).count().select(F.window_time("window"), "count"))
add("window_time_alias", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes").alias("w")).count().select(F.window_time("w").alias("t")))
add("window_time_group", lambda spark: events(spark).groupBy(F.window("ts", "5 minutes")).count().groupBy(F.window(F.window_time("window"), "10 minutes")).agg(F.sum("count")))
add("window_time_of_struct", lambda spark: spark.sql("SELECT struct(now() AS start, now() AS end) AS w").select(F.window_time("w")))

# ---- session_window ----


def session(name, gap, *keys):
    add(f"session_{name}", lambda spark: events(spark).groupBy(F.session_window("ts", gap() if callable(gap) else gap), *keys).agg(F.sum("v").alias("s"), F.count("*").alias("n")))


session("gap", "5 minutes")
session("keyed", "5 minutes", "k")
session("short", "10 seconds")
session("touching", "150 seconds")
session("column_gap", lambda: F.when(F.col("k") == "a", "5 minutes").otherwise("1 minute"))
session("zero", "0 seconds")
session("month", "1 month")
add("session_select", lambda spark: events(spark).select("v", F.session_window("ts", "5 minutes")))
add("session_name", lambda spark: events(spark).groupBy("k", F.session_window("ts", "5 minutes").alias("w")).agg(F.max("v")).select("w.start", "w.end", "k"))
add("session_default_name", lambda spark: events(spark).groupBy(F.session_window("ts", "5 minutes")).count().select("session_window.end", "count"))
add("session_distinct", lambda spark: events(spark).groupBy(F.session_window("ts", "5 minutes")).agg(F.count_distinct("k")))
add("session_ntz", lambda spark: events(spark).select(F.col("ts").cast("timestamp_ntz").alias("ts")).groupBy(F.session_window("ts", "5 minutes")).count())
add("session_and_window", lambda spark: events(spark).groupBy(F.session_window("ts", "5 minutes"), F.window("ts", "5 minutes")).count())
sql("session_sql", f"SELECT k, session_window.start, count(*) AS n FROM {EVENTS} GROUP BY k, session_window(ts, '5 minutes')")

# ---- windows in operators that pass their rows on: the window is a column in front of theirs ----

add("window_in_filter_sliding", lambda spark: events(spark).where(F.window("ts", "10 minutes", "5 minutes").end > "2024-03-01 10:05:00"))
add("window_in_filter_selected", lambda spark: events(spark).where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00").select("v"))
add("window_in_filter_twice", lambda spark: events(spark).where((F.window("ts", "5 minutes").start < "2024-03-01 10:05:00") & F.window("ts", "5 minutes").isNotNull()))
add("window_in_filter_two", lambda spark: events(spark).where((F.window("ts", "5 minutes").start < "2024-03-01 10:05:00") & F.window("ts", "6 minutes").isNotNull()))
add("window_in_filter_named", lambda spark: events(spark).where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00").select("window.end", "k"))
add("window_in_two_filters", lambda spark: events(spark).where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00").where(F.window("ts", "1 hour").isNotNull()))
add("window_in_filter_of_aggregate", lambda spark: events(spark).groupBy("ts").count().where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00"))
add("window_in_filter_lost_column", lambda spark: events(spark).select("v").where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00"))
add("window_in_filter_grouped", lambda spark: events(spark).where(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00").groupBy("k").count())
add("window_in_filter_unknown", lambda spark: events(spark).where(F.window("nope", "5 minutes").isNotNull()))
add("window_in_order_field", lambda spark: events(spark).orderBy(F.window("ts", "5 minutes").start.desc(), "v"), ordered=True)
add("window_in_order_sliding", lambda spark: events(spark).orderBy(F.window("ts", "10 minutes", "5 minutes"), "v"), ordered=True)
add("window_in_sort_within", lambda spark: events(spark).sortWithinPartitions(F.window("ts", "5 minutes")))
add("window_in_repartition", lambda spark: events(spark).repartition(2, F.window("ts", "5 minutes")))
add("session_in_filter", lambda spark: events(spark).where(F.session_window("ts", "5 minutes").start < "2024-03-01 10:05:00"))
add("session_in_order", lambda spark: events(spark).orderBy(F.session_window("ts", "5 minutes")), ordered=True)
add("session_in_column", lambda spark: events(spark).withColumn("w", F.session_window("ts", "5 minutes")))
add("window_in_columns", lambda spark: events(spark).withColumns({"w": F.window("ts", "5 minutes"), "s": F.window("ts", "5 minutes").start}))
add("window_in_column_and_kept", lambda spark: events(spark).withColumn("v", F.window("ts", "5 minutes").start).select("v"))
add("window_in_over", lambda spark: events(spark).select("v", F.sum("v").over(Window.partitionBy(F.window("ts", "5 minutes")))))
add("window_in_when", lambda spark: events(spark).select(F.when(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00", "early").otherwise("late").alias("d")))
add("window_in_count_if", lambda spark: events(spark).groupBy("k").agg(F.count_if(F.window("ts", "5 minutes").start < "2024-03-01 10:05:00").alias("n")))
add("window_in_global", lambda spark: events(spark).agg(F.max(F.window("ts", "5 minutes").end).alias("e")))
add("window_in_cube", lambda spark: events(spark).cube(F.window("ts", "1 hour").alias("w"), "k").agg(F.sum("v").alias("s")))
add("window_in_distinct", lambda spark: events(spark).select(F.window("ts", "1 hour")).distinct())
add("window_in_join", lambda spark: (lambda e: e.alias("a").join(e.alias("b"), F.window("a.ts", "5 minutes") == F.window("b.ts", "5 minutes")))(events(spark)))
add("window_in_join_of_columns", lambda spark: (lambda e: e.join(e.select("w", F.col("v").alias("v2")), "w").select("v", "v2"))(events(spark).select(F.window("ts", "5 minutes").alias("w"), "v")))
add("window_time_in_filter", lambda spark: events(spark).select(F.window("ts", "5 minutes"), "v").where(F.window_time("window") > "2024-03-01 10:05:00"))
add("window_time_in_order", lambda spark: events(spark).select(F.window("ts", "5 minutes"), "v").orderBy(F.window_time("window").desc(), "v"), ordered=True)
add("window_time_in_group", lambda spark: events(spark).select(F.window("ts", "5 minutes"), "v").groupBy(F.window_time("window")).agg(F.sum("v").alias("s")))
add("window_time_in_column", lambda spark: events(spark).select(F.window("ts", "5 minutes"), "v").withColumn("t", F.window_time("window")))
sql("window_sql_where", f"SELECT * FROM {EVENTS} WHERE window(ts, '5 minutes').start < TIMESTAMP'2024-03-01 10:05:00'")
sql("window_sql_where_named", f"SELECT v FROM {EVENTS} WHERE window(ts, '5 minutes').start < TIMESTAMP'2024-03-01 10:05:00'")
sql("window_sql_order_by", f"SELECT * FROM {EVENTS} ORDER BY window(ts, '5 minutes')")
sql("window_sql_order_by_selected", f"SELECT ts, v FROM {EVENTS} ORDER BY window(ts, '5 minutes'), v")
sql("window_sql_order_by_lost", f"SELECT v FROM {EVENTS} ORDER BY window(ts, '5 minutes'), v")
sql("window_sql_having", f"SELECT k, count(*) AS n FROM {EVENTS} GROUP BY k, window(ts, '5 minutes') HAVING window.start < TIMESTAMP'2024-03-01 10:05:00'")
sql("window_sql_having_call", f"SELECT k, count(*) AS n FROM {EVENTS} GROUP BY k, window(ts, '5 minutes') HAVING window(ts, '5 minutes').start < TIMESTAMP'2024-03-01 10:05:00'")
sql("window_sql_distribute", f"SELECT * FROM {EVENTS} DISTRIBUTE BY window(ts, '5 minutes')")
sql("window_sql_group_sets", f"SELECT window, k, sum(v) AS s FROM {EVENTS} GROUP BY GROUPING SETS ((window(ts, '1 hour'), k), (k))")
sql("window_sql_group_expression", f"SELECT window(ts, '5 minutes').start AS s, count(*) AS n FROM {EVENTS} GROUP BY window(ts, '5 minutes').start")
sql("window_sql_group_position", f"SELECT window(ts, '5 minutes') AS w, count(*) AS n FROM {EVENTS} GROUP BY 1")
sql("window_sql_group_all", f"SELECT window(ts, '5 minutes') AS w, count(*) AS n FROM {EVENTS} GROUP BY ALL")
sql("window_sql_subquery", f"SELECT k, (SELECT max(window(e2.ts, '5 minutes').end) FROM {EVENTS.replace('AS e(', 'AS e2(')}) AS m FROM {EVENTS}")
sql("session_sql_position", f"SELECT session_window(ts, '5 minutes') AS w, count(*) AS n FROM {EVENTS} GROUP BY 1")
sql("session_sql_keys", f"SELECT session_window(ts, '5 minutes').start AS s, upper(k) AS u, count(*) AS n FROM {EVENTS} GROUP BY session_window(ts, '5 minutes'), upper(k)")
sql("session_sql_sets", f"SELECT session_window, k, count(*) AS n FROM {EVENTS} GROUP BY ROLLUP (session_window(ts, '5 minutes'), k)")
