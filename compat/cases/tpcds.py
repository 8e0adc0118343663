"""TPC-DS on Parquet at a small scale: each text as SQL over temporary views, answered by a digest of its rows."""

import hashlib
import json
import os

from answers import plain
from case import Cases, data_dir
from tpcds import tables_of, texts, unlimited

CASES = Cases()
# Their LIMIT cuts between rows that their ORDER BY holds for equal: they run without it.
CUT_IN_TIES = set()
# How many digits of a floating point number all ways to add up its parts agree in.
DIGITS = 10


def settled(value):
    """A plain value with its floating point numbers rounded."""
    if isinstance(value, dict) and "double" in value:
        return {"double": f"{float(value['double']):.{DIGITS}g}"}
    return value


def query(name, text):
    def run(spark):
        for table in tables_of(text):
            spark.read.parquet(os.path.join(data_dir(), "tpcds", table)).createOrReplaceTempView(table)
        frame = spark.sql(unlimited(text) if name in CUT_IN_TIES else text)
        rows = sorted(json.dumps([settled(plain(v)) for v in row]) for row in frame.collect())
        digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
        return [frame.schema.simpleString(), len(rows), digest]

    return run


for name, text in texts().items():
    CASES.add(name, query(name, text))
