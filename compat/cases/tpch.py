"""TPC-H on Parquet: each query as SQL over temporary views, and in the DataFrame API over `spark.read.parquet`."""

import os
import pathlib

from case import Case, Cases, data_dir
from tpch import dataframe
from generate import TABLES

CASES = Cases()


def path(table):
    return os.path.join(data_dir(), "tpch", table)


def sql_query(number):
    def run(spark):
        text = (pathlib.Path(os.environ["GOLDEN_DIR"]) / "tpch" / f"q{number}.sql").read_text()
        for table in TABLES["tpch"]:
            spark.read.parquet(path(table)).createOrReplaceTempView(table)
        return spark.sql(text)

    return run


def frame_query(query):
    return lambda spark: query(lambda table: spark.read.parquet(path(table)))


for number, query in enumerate(dataframe.QUERIES, start=1):
    CASES.append(Case(f"sql_q{number:02}", sql_query(number), ordered=False))
    CASES.append(Case(f"dataframe_q{number:02}", frame_query(query), ordered=False))


@CASES.case()
def by_path_in_sql(spark):
    return spark.sql(f"SELECT n_name, n_regionkey FROM parquet.`{path('nation')}` ORDER BY n_name LIMIT 5")
