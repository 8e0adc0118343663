"""TPC-H: every query through PySpark on Firesteel and through raw DuckDB, on the same Parquet files, in one run."""

import os
import pathlib
import statistics
import time

import duckdb
from pyspark.sql import SparkSession

from generate import TABLES

DATA = os.environ["BENCH_DATA"]
REPEAT = int(os.environ["BENCH_REPEAT"])


def best(run):
    times = []
    for _ in range(REPEAT):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main():
    spark = SparkSession.builder.remote(os.environ["FIRESTEEL_URL"]).getOrCreate()
    raw = duckdb.connect(config={"threads": int(os.environ["BENCH_THREADS"])})
    for table in TABLES["tpch"]:
        path = os.path.join(DATA, table)
        spark.read.parquet(path).createOrReplaceTempView(table)
        raw.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{path}/*.parquet')")
    ours, theirs, worst = [], [], []
    print(f"{'query':>5} {'Firesteel ms':>13} {'DuckDB ms':>10} {'ratio':>6}")
    for number in range(1, 23):
        text = (pathlib.Path(os.environ["GOLDEN_DIR"]) / "tpch" / f"q{number}.sql").read_text()
        mine = best(lambda: spark.sql(text).toArrow())
        duck = best(lambda: raw.execute(text).to_arrow_table())
        ours.append(mine)
        theirs.append(duck)
        bound = duck * 1.6 + 0.050
        if mine > bound:
            worst.append(number)
        flag = " over 1.6x + 50 ms" if mine > bound else ""
        print(f"{number:>5} {mine * 1000:>13.1f} {duck * 1000:>10.1f} {mine / duck:>6.2f}{flag}", flush=True)
    total, base = sum(ours), sum(theirs)
    print(f"total {total * 1000:>13.1f} {base * 1000:>10.1f} {total / base:>6.2f}   (bound 1.25)")
    print(f"median ratio {statistics.median(a / b for a, b in zip(ours, theirs)):.2f}; over the bound: {worst or 'none'}")
    spark.stop()


if __name__ == "__main__":
    main()
