"""Cancelling: every query of TPC-H is interrupted while it runs. How long until the client knows, and until the engine
rests again (the server's processor time stands still)?"""

import os
import pathlib
import statistics
import threading
import time

from pyspark.sql import SparkSession

from generate import TABLES

DATA = os.environ["BENCH_DATA"]
PID = int(os.environ["FIRESTEEL_PID"])
REPEAT = int(os.environ["BENCH_REPEAT"])
# Where in a query's time it is stopped.
PARTS = (0.2, 0.5, 0.8)
TICK = 1 / os.sysconf("SC_CLK_TCK")
# The server rests once it has used at most one tick of the clock in this time.
REST = 0.060


def cpu_seconds():
    fields = open(f"/proc/{PID}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def until_rest(start):
    """Seconds from `start` until the server began to rest; at most 10."""
    samples = [(time.perf_counter(), cpu_seconds())]
    while samples[-1][0] - start < 10:
        time.sleep(0.005)
        now, used = time.perf_counter(), cpu_seconds()
        samples.append((now, used))
        for then, before in samples:
            if now - then < REST:
                break
            if used - before <= TICK * 1.5:
                return max(0.0, then - start)
    return 10.0


class Query(threading.Thread):
    """A query in a thread of its own; keeps how it ended and when."""

    def __init__(self, frame):
        super().__init__(daemon=True)
        self.frame, self.error, self.ended = frame, None, None

    def run(self):
        try:
            self.frame.toArrow()
        except Exception as error:  # noqa: BLE001 - the error is what is asked for
            self.error = error
        self.ended = time.perf_counter()


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main():
    spark = SparkSession.builder.remote(os.environ["FIRESTEEL_URL"]).getOrCreate()
    for table in TABLES["tpch"]:
        spark.read.parquet(os.path.join(DATA, table)).createOrReplaceTempView(table)
    told, rested, late, wrong = [], [], 0, []
    for number in range(1, 23):
        text = (pathlib.Path(os.environ["GOLDEN_DIR"]) / "tpch" / f"q{number}.sql").read_text()
        frame = spark.sql(text)
        frame.toArrow()
        start = time.perf_counter()
        frame.toArrow()
        whole = time.perf_counter() - start
        for part in PARTS * REPEAT:
            until_rest(time.perf_counter())
            query = Query(frame)
            query.start()
            time.sleep(whole * part)
            start = time.perf_counter()
            spark.interruptAll()
            engine = until_rest(start)
            query.join(30)
            if query.error is None:
                late += 1
            elif getattr(query.error, "getErrorClass", getattr(query.error, "getCondition", str))() != "OPERATION_CANCELED":
                wrong.append((number, str(query.error)[:200]))
            else:
                told.append(max(0.0, query.ended - start))
                rested.append(engine)
    print(f"{len(told)} queries cancelled, {late} had ended before; other errors: {wrong or 'none'}")
    for what, values, bound in (("client told", told, 100), ("engine rests", rested, 500)):
        print(
            f"{what}: p50 {statistics.median(values) * 1000:.0f} ms, p95 {percentile(values, 0.95) * 1000:.0f} ms, "
            f"most {max(values) * 1000:.0f} ms (bound {bound})"
        )
    spark.stop()


if __name__ == "__main__":
    main()
