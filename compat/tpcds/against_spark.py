"""
Compares Firesteel's rows of every TPC-DS query with a real Spark's, on the same files at any scale.

    GOLDEN_DIR=… python compat/tpcds/against_spark.py DIRECTORY sc://… [query …]

The Python needs the full `pyspark` (`record.py` starts the real server); DIRECTORY is what `generate.py tpcds` made. Where
rows differ, the query is compared again without its LIMIT: equal then, they differed in ties of its ORDER BY only.
"""

import json
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

from answers import plain, same  # noqa: E402
from generate import TABLES  # noqa: E402
from record import start  # noqa: E402
from tpcds import texts, unlimited  # noqa: E402


BROADCASTS = "spark.sql.autoBroadcastJoinThreshold"


def answer(spark, text):
    """Schema and sorted rows, or the error's text."""
    try:
        frame = spark.sql(text)
        schema = [[f.name, f.dataType.simpleString()] for f in frame.schema.fields]
        return schema, sorted(([plain(v) for v in row] for row in frame.collect()), key=key)
    except Exception as error:  # noqa: BLE001 - an answer too
        if BROADCASTS in str(error) and spark.conf.get(BROADCASTS) != "-1":
            # A real Spark of little memory says so itself.
            spark.conf.set(BROADCASTS, "-1")
            return answer(spark, text)
        return str(error)[:300], []


def key(row):
    """Rows in an order that last digits of floating point numbers do not change."""
    return json.dumps([{"double": f"{float(v['double']):.6g}"} if isinstance(v, dict) and "double" in v else v for v in row])


def verdict(sessions, text):
    ours, theirs = (answer(spark, text) for spark in sessions)
    if ours[0] != theirs[0]:
        return f"schema: {ours[0]} but Spark {theirs[0]}"
    if same(theirs[1], ours[1]):
        return f"same, {len(ours[1])} rows"
    if unlimited(text) != text and len(ours[1]) == len(theirs[1]):
        ours, theirs = (answer(spark, unlimited(text)) for spark in sessions)
        if same(theirs[1], ours[1]):
            return f"same without LIMIT, {len(ours[1])} rows"
    first = next(((a, b) for a, b in zip(ours[1], theirs[1]) if not same(b, a)), (None, None))
    return f"DIFFERENT: {len(ours[1])} rows, Spark {len(theirs[1])}; {first[0]} but Spark {first[1]}"


def main(directory, url, *names):
    from pyspark.sql.connect.session import SparkSession

    spark = start()
    ours = SparkSession.builder.remote(url).create()
    for session in (ours, spark):
        session.conf.set("spark.sql.session.timeZone", "UTC")
        for table in TABLES["tpcds"]:
            session.read.parquet(os.path.join(directory, table)).createOrReplaceTempView(table)
    for name, text in texts().items():
        if not names or name in names:
            begun = time.perf_counter()
            print(f"{name}: {verdict((ours, spark), text)} ({time.perf_counter() - begun:.1f} s)", flush=True)
    # The server's Java process ends with this one.
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    main(*sys.argv[1:])
