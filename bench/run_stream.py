"""Streaming: rows out through toArrow(), rows in through createDataFrame, beside raw DuckDB in Python's own process."""

import os
import threading
import time

import duckdb
import pyarrow as pa
from pyspark.sql import SparkSession

ROWS = 10_000_000
QUERY = "SELECT id, CAST(id AS DOUBLE) / 3 AS d, lpad(CAST(id AS STRING), 10, '0') AS s FROM range({rows})"
DUCK = "SELECT range AS id, range::DOUBLE / 3 AS d, lpad(range::VARCHAR, 10, '0') AS s FROM range({rows})"


def resident_mb(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


class Watch(threading.Thread):
    """The greatest resident memory of a process while it is watched."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.stopped = pid, 0.0, False

    def run(self):
        while not self.stopped:
            self.most = max(self.most, resident_mb(self.pid))
            time.sleep(0.02)


def main():
    spark = SparkSession.builder.remote(os.environ["FIRESTEEL_URL"]).getOrCreate()
    pid = int(os.environ["FIRESTEEL_PID"])
    raw = duckdb.connect(config={"threads": int(os.environ["BENCH_THREADS"])})
    path = "/tmp/firesteel-bench-stream.parquet"
    raw.execute(f"COPY ({DUCK.format(rows=ROWS)}) TO '{path}' (FORMAT parquet)")
    frame = spark.read.parquet(path)
    frame.limit(1).collect()
    for _ in range(int(os.environ["BENCH_REPEAT"])):
        watch = Watch(pid)
        watch.start()
        start = time.perf_counter()
        table = frame.toArrow()
        seconds = time.perf_counter() - start
        watch.stopped = True
        ordered = table.column("id").to_numpy()
        assert table.num_rows == ROWS and (ordered[1:] > ordered[:-1]).all(), "rows are missing or out of order"
        megabytes = table.nbytes / 1e6
        start = time.perf_counter()
        duck = raw.execute(f"SELECT * FROM '{path}'").to_arrow_table()
        duck_seconds = time.perf_counter() - start
        print(
            f"10 million rows through toArrow(): {megabytes / seconds:.0f} MB/s in {seconds:.2f} s "
            f"(bound 150), server at most {watch.most:.0f} MB (bound 500); "
            f"raw DuckDB in process {duck.nbytes / 1e6 / duck_seconds:.0f} MB/s, ratio {seconds / duck_seconds:.2f}",
            flush=True,
        )
    start = time.perf_counter()
    first = next(iter(frame.toLocalIterator()))
    print(f"first row of toLocalIterator(): {(time.perf_counter() - start) * 1000:.0f} ms, id {first.id}")
    watch = Watch(pid)
    watch.start()
    slow = frame.toLocalIterator()
    end = time.perf_counter() + 4
    while time.perf_counter() < end:
        next(slow)
        time.sleep(0.01)
    watch.stopped = True
    del slow
    print(f"a slow client for 4 s: server at most {watch.most:.0f} MB (bound 500)")
    table = pa.table(raw.execute(DUCK.format(rows=1_000_000)).to_arrow_table())
    for _ in range(int(os.environ["BENCH_REPEAT"])):
        start = time.perf_counter()
        counted = spark.createDataFrame(table).count()
        print(f"1 million rows into createDataFrame and counted: {time.perf_counter() - start:.2f} s (bound 0.5), {counted}")
    os.unlink(path)
    spark.stop()


if __name__ == "__main__":
    main()
