"""window() and session_window() wherever they may stand: groups, select lists, filters, sorts, partitions; gaps, slides, offsets, NULLs."""

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()

ROWS = """(VALUES
  (1, 'a', TIMESTAMP '2024-01-01 00:01:00', '5 minutes'),
  (2, 'a', TIMESTAMP '2024-01-01 00:04:30', '10 minutes'),
  (3, 'b', TIMESTAMP '2024-01-01 00:12:00', '1 minute'),
  (4, 'b', NULL, '5 minutes'),
  (5, 'a', TIMESTAMP '2024-01-01 00:20:00.5', NULL),
  (6, 'b', TIMESTAMP '1969-12-31 23:58:00', '5 minutes')) AS v(id, k, t, g)"""
NTZ = ROWS.replace("TIMESTAMP '", "TIMESTAMP_NTZ '")


def on(name, select, rows=ROWS, rest="", **options):
    CASES.sql(name, f"SELECT {select} FROM {rows} {rest}", **options)


# ---- window() in GROUP BY ----
by = "window, count(*) AS n, sum(id) AS s"
on("tumbling", by, rest="GROUP BY window(t, '5 minutes') ORDER BY window")
on("tumbling_ntz", by, NTZ, "GROUP BY window(t, '5 minutes') ORDER BY window")
on("sliding", by, rest="GROUP BY window(t, '10 minutes', '5 minutes') ORDER BY window")
on("sliding_ntz", by, NTZ, "GROUP BY window(t, '10 minutes', '5 minutes') ORDER BY window")
on("sliding_uneven", by, rest="GROUP BY window(t, '7 minutes', '3 minutes') ORDER BY window")
on("offset", by, rest="GROUP BY window(t, '10 minutes', '10 minutes', '3 minutes') ORDER BY window")
on("offset_negative", by, rest="GROUP BY window(t, '10 minutes', '10 minutes', '-3 minutes') ORDER BY window")
on("offset_sliding", by, rest="GROUP BY window(t, '10 minutes', '5 minutes', '2 minutes') ORDER BY window")
on("offset_too_large", by, rest="GROUP BY window(t, '10 minutes', '10 minutes', '11 minutes')")
on("slide_too_large", by, rest="GROUP BY window(t, '5 minutes', '10 minutes')")
on("of_months", by, rest="GROUP BY window(t, '1 month')")
on("of_nothing", by, rest="GROUP BY window(t, '0 minutes')")
on("of_no_text", by, rest="GROUP BY window(t, 5) ORDER BY window")
on("of_number", "count(*)", rest="GROUP BY window(id, '5 minutes')")
on("of_text", "count(*)", rest="GROUP BY window('2024-01-01', '5 minutes')")
on("of_date", "count(*)", rest="GROUP BY window(CAST(t AS DATE), '1 day')")
on("with_key", "k, window.start, count(*) AS n", rest="GROUP BY k, window(t, '5 minutes') ORDER BY k, window.start")
on("having", by, rest="GROUP BY window(t, '5 minutes') HAVING count(*) > 1 ORDER BY window")
on("having_window", by, rest="GROUP BY window(t, '5 minutes') HAVING window.start > TIMESTAMP '2024-01-01 00:00:00' ORDER BY window")
on("twice", "count(*)", rest="GROUP BY window(t, '5 minutes'), window(t, '10 minutes')")
on("same_twice", "count(*) AS n", rest="GROUP BY window(t, '5 minutes'), window(t, '5 minutes') ORDER BY n")
on("rollup", "window, k, count(*) AS n", rest="GROUP BY ROLLUP (window(t, '10 minutes'), k) ORDER BY window, k, n")
on("time", "window_time(window) AS at, count(*) AS n", rest="GROUP BY window(t, '5 minutes') ORDER BY at")
on("time_ntz", "window_time(window) AS at, count(*) AS n", NTZ, "GROUP BY window(t, '5 minutes') ORDER BY at")
on("time_of_no_window", "window_time(k)")
on("again", "window(window, '10 minutes') AS w, sum(n) AS n", f"(SELECT window(t, '5 minutes') AS window, count(*) AS n FROM {ROWS} GROUP BY window(t, '5 minutes'))", "GROUP BY window(window, '10 minutes') ORDER BY w")
on("again_time", "window(window_time(window), '10 minutes') AS w, sum(n) AS n", f"(SELECT window(t, '5 minutes') AS window, count(*) AS n FROM {ROWS} GROUP BY window(t, '5 minutes'))", "GROUP BY window(window_time(window), '10 minutes') ORDER BY w")
on("grouped_by_alias", "window(t, '5 minutes') AS w, count(*) AS n", rest="GROUP BY w ORDER BY w")
on("grouped_by_position", "window(t, '5 minutes'), count(*) AS n", rest="GROUP BY 1 ORDER BY 2, 1")

# ---- elsewhere ----
on("selected", "id, window(t, '5 minutes') AS w", rest="ORDER BY id")
on("selected_sliding", "id, window(t, '10 minutes', '5 minutes') AS w", rest="ORDER BY id, w")
on("selected_field", "id, window(t, '5 minutes').start AS w", rest="ORDER BY id")
on("selected_twice", "id, window(t, '5 minutes') AS w, window(t, '10 minutes') AS x")
on("filtered", "id", rest="WHERE window(t, '5 minutes').start >= TIMESTAMP '2024-01-01 00:10:00' ORDER BY id")
on("filtered_sliding", "id", rest="WHERE window(t, '10 minutes', '5 minutes').start >= TIMESTAMP '2024-01-01 00:00:00' ORDER BY id")
on("sorted", "id", rest="ORDER BY window(t, '5 minutes'), id")
on("distributed", "count(*)", f"(SELECT * FROM {ROWS} DISTRIBUTE BY window(t, '5 minutes'))")
on("in_aggregate", "max(window(t, '5 minutes'))")
on("in_over", "id, count(*) OVER (PARTITION BY window(t, '5 minutes')) AS n", rest="ORDER BY id")
on("in_join", "count(*)", ROWS, f"JOIN {ROWS.replace(' v(', ' w(')} ON window(v.t, '5 minutes') = window(w.t, '5 minutes')")

# ---- session_window() ----
session = "session_window, count(*) AS n, sum(id) AS s"
on("session", session, rest="GROUP BY session_window(t, '5 minutes') ORDER BY session_window")
on("session_ntz", session, NTZ, "GROUP BY session_window(t, '5 minutes') ORDER BY session_window")
on("session_key", "k, " + session, rest="GROUP BY k, session_window(t, '5 minutes') ORDER BY k, session_window")
on("session_gap_column", session, rest="GROUP BY session_window(t, g) ORDER BY session_window")
on("session_gap_case", session, rest="GROUP BY session_window(t, CASE WHEN k = 'a' THEN '20 minutes' ELSE '1 minute' END) ORDER BY session_window")
on("session_gap_interval", session, rest="GROUP BY session_window(t, INTERVAL '5' MINUTE) ORDER BY session_window")
on("session_gap_zero", session, rest="GROUP BY session_window(t, '0 minutes') ORDER BY session_window")
on("session_gap_negative", session, rest="GROUP BY session_window(t, '-5 minutes') ORDER BY session_window")
on("session_gap_bad", session, rest="GROUP BY session_window(t, 'abc')")
on("session_gap_number", session, rest="GROUP BY session_window(t, 5)")
on("session_gap_month", session, rest="GROUP BY session_window(t, '1 month') ORDER BY session_window")
on("session_selected", "session_window(t, '5 minutes')")
on("session_filtered", "id", rest="WHERE session_window(t, '5 minutes').start IS NULL")
on("session_distinct", "session_window, count(DISTINCT k) AS n", rest="GROUP BY session_window(t, '5 minutes') ORDER BY session_window")
on("session_having", session, rest="GROUP BY session_window(t, '5 minutes') HAVING count(*) > 1 ORDER BY session_window")
on("session_time", "window_time(session_window) AS at", rest="GROUP BY session_window(t, '5 minutes')")
on("session_and_window", "count(*)", rest="GROUP BY session_window(t, '5 minutes'), window(t, '5 minutes')")
on("session_rollup", "count(*)", rest="GROUP BY ROLLUP (session_window(t, '5 minutes'), k)")


def frame(name, use):
    CASES.add(name, lambda spark: use(spark.sql(f"SELECT * FROM {ROWS}")))


# ---- DataFrames ----
frame("frame_group", lambda d: d.groupBy(F.window("t", "5 minutes")).count().orderBy("window"))
frame("frame_group_alias", lambda d: d.groupBy(F.window("t", "5 minutes").alias("w"), "k").agg(F.sum("id")).orderBy("w", "k"))
frame("frame_sliding", lambda d: d.groupBy(F.window("t", "10 minutes", "5 minutes")).count().orderBy("window"))
frame("frame_offset", lambda d: d.groupBy(F.window("t", "10 minutes", startTime="3 minutes")).count().orderBy("window"))
frame("frame_column", lambda d: d.withColumn("w", F.window("t", "5 minutes")).select("id", "w.start", "w.end").orderBy("id"))
frame("frame_column_sliding", lambda d: d.withColumn("w", F.window("t", "10 minutes", "5 minutes")).select("id", "w").orderBy("id", "w"))
frame("frame_filter", lambda d: d.filter(F.window("t", "5 minutes")["start"] > F.lit("2024-01-01 00:00:00").cast("timestamp")).select("id").orderBy("id"))
frame("frame_sort", lambda d: d.orderBy(F.window("t", "5 minutes"), "id").select("id"))
frame("frame_repartition", lambda d: d.repartition(2, F.window("t", "5 minutes")).select("id").orderBy("id"))
frame("frame_session", lambda d: d.groupBy(F.session_window("t", "5 minutes")).count().orderBy("session_window"))
frame("frame_session_gap", lambda d: d.groupBy("k", F.session_window("t", F.when(F.col("id") > 2, "1 minute").otherwise("10 minutes"))).count().orderBy("k", "session_window"))
frame("frame_session_column", lambda d: d.withColumn("w", F.session_window("t", "5 minutes")))
frame("frame_session_pivot", lambda d: d.groupBy(F.session_window("t", "5 minutes")).pivot("k", ["a", "b"]).count().orderBy("session_window"))
frame("frame_window_pivot", lambda d: d.groupBy(F.window("t", "10 minutes")).pivot("k", ["a", "b"]).sum("id").orderBy("window"))
frame("frame_window_time", lambda d: d.groupBy(F.window("t", "5 minutes")).count().select(F.window_time("window"), "count").orderBy("count", "window_time(window)"))
frame("frame_rollup", lambda d: d.rollup(F.window("t", "10 minutes"), "k").count().orderBy("window", "k", "count"))
frame("frame_distinct", lambda d: d.select(F.window("t", "10 minutes")).distinct().orderBy("window"))
frame("frame_drop_duplicates", lambda d: d.withColumn("w", F.window("t", "10 minutes")).dropDuplicates(["w"]).count())
frame("frame_agg_fields", lambda d: d.groupBy(F.window("t", "5 minutes")).agg(F.max("id").alias("m")).select("window.start", "m").orderBy("start"))
