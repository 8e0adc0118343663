"""TPC-DS: every query through PySpark on Firesteel and through raw DuckDB, on the same Parquet files, in one run."""

import os
import re
import statistics
import time

import duckdb
from pyspark.sql import SparkSession

from generate import TABLES
from tpcds import texts

DATA = os.environ["BENCH_DATA"]
REPEAT = int(os.environ["BENCH_REPEAT"])
WORST = 5


def for_duckdb(text):
    """A text with the names quoted that DuckDB does not read as Spark writes them."""
    return re.sub(r"\) (returns|at)\b", r') AS "\1"', text.replace("`", '"'))


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main():
    spark = SparkSession.builder.remote(os.environ["FIRESTEEL_URL"]).getOrCreate()
    raw = duckdb.connect(config={"threads": int(os.environ["BENCH_THREADS"])})
    for table in TABLES["tpcds"]:
        path = os.path.join(DATA, table)
        spark.read.parquet(path).createOrReplaceTempView(table)
        raw.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{path}/*.parquet')")
    times = {}
    print(f"{'query':>12} {'Firesteel ms':>13} {'DuckDB ms':>10} {'ratio':>6}")
    for name, text in texts().items():
        duck = for_duckdb(text)
        # By turns, so that what else the machine does falls on both.
        pairs = [
            (seconds(lambda: spark.sql(text).toArrow()), seconds(lambda: raw.execute(duck).to_arrow_table()))
            for _ in range(REPEAT)
        ]
        mine, theirs = (min(column) for column in zip(*pairs))
        times[name] = (mine, theirs)
        flag = " over 2x + 100 ms" if mine > bound(theirs) else ""
        print(f"{name:>12} {mine * 1000:>13.1f} {theirs * 1000:>10.1f} {mine / theirs:>6.2f}{flag}", flush=True)
    for title, chosen in (("the 103", [n for n in times if "/" not in n]), ("v2.7.0", [n for n in times if "/" in n])):
        total, base = (sum(times[n][i] for n in chosen) for i in (0, 1))
        limit = "   (bound 1.25)" if title == "the 103" else ""
        print(f"{title:>12} {total * 1000:>13.1f} {base * 1000:>10.1f} {total / base:>6.2f}{limit}")
    ratios = {n: mine / theirs for n, (mine, theirs) in times.items()}
    worst = sorted(ratios, key=ratios.get, reverse=True)[:WORST]
    over = [n for n, (mine, theirs) in times.items() if mine > bound(theirs)]
    print(f"median ratio {statistics.median(ratios.values()):.2f}; over the bound: {', '.join(over) or 'none'}")
    print(f"worst ratios: {', '.join(f'{n} {ratios[n]:.2f}' for n in worst)}")
    spark.stop()


def bound(theirs):
    """What a query may take, in seconds."""
    return theirs * 2 + 0.100


if __name__ == "__main__":
    main()
