"""Windows of time over rows that are all there: window, session_window, window_time, in grouping and in selections."""

import datetime

from case import Cases
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
