"""One side of `bench -- udf`: reads names of cases, answers the seconds that each took and what came out.

PYTHON udf_side.py ours | spark; a session of `FIRESTEEL_URL`, or one of a real Spark in this process.
"""

import json
import os
import sys
import time

GROUPS = 10_000


def session(side):
    from pyspark.sql import SparkSession

    if side == "ours":
        return SparkSession.builder.remote(os.environ["FIRESTEEL_URL"]).create()
    spark = (
        SparkSession.builder.master(f"local[{os.environ['BENCH_THREADS']}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def cases(spark):
    """
    Makers of queries by their names; each gives one row with a sum of what the functions made. A query is made anew for
    each run: a real Spark would answer the same one from what it wrote for the shuffle.
    """
    import pandas as pd
    import pyspark.sql.functions as F

    @F.pandas_udf("long")
    def vectors(x: pd.Series) -> pd.Series:
        return x + 1

    @F.udf("long")
    def pickled(x):
        return x + 1

    def group_sum(key, frame):
        return pd.DataFrame({"k": [key[0]], "y": [frame.v.sum()]})

    def same(frames):
        yield from frames

    def summed(frame):
        return frame.agg(F.sum("y"))

    def keyed():
        return spark.range(100 * GROUPS).selectExpr(f"id % {GROUPS} AS k", "id AS v").groupBy("k")

    def pairs():
        return spark.range(10_000_000).selectExpr("id AS k", "id AS y")

    return {
        "first": lambda: summed(spark.range(1).select(vectors("id").alias("y"))),
        "pandas_udf": lambda: summed(spark.range(10_000_000).select(vectors("id").alias("y"))),
        "udf": lambda: summed(spark.range(1_000_000).select(pickled("id").alias("y"))),
        "groups": lambda: summed(keyed().applyInPandas(group_sum, "k long, y long")),
        "map": lambda: summed(pairs().mapInPandas(same, "k long, y long")),
    }


def main():
    side = sys.argv[1]
    import pandas  # noqa: F401  what a user has imported before the first query
    import pyspark.sql.functions  # noqa: F401

    known = None
    for line in sys.stdin:
        start = time.perf_counter()
        if known is None:
            spark = session(side)
            known = cases(spark)
        rows = known[line.strip()]().collect()
        print("TOOK " + json.dumps([time.perf_counter() - start, rows[0][0]]), flush=True)
    if known is not None:
        spark.stop()


if __name__ == "__main__":
    main()
