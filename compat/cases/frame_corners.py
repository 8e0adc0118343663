"""Corners of DataFrames: fields without values in files of JSON, types of partitions, and what errors tell."""

import os
import tempfile

from case import Cases
from pyspark.sql import functions as F
from pyspark.sql.types import IntegerType, StructField, StructType

CASES = Cases()

ROWS = "SELECT * FROM VALUES (1, 'a', 10), (1, 'b', 5), (2, 'a', 7) AS t(y, k, v)"


def read_json(name, text, **options):
    def run(spark):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "rows.json")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            frame = spark.read.json(path, **options)
            return [frame.schema.simpleString(), *frame.collect()]

    CASES.add(name, run)


def partitions(name, *values):
    def run(spark):
        with tempfile.TemporaryDirectory() as folder:
            for value in values:
                spark.range(1).coalesce(1).write.parquet(f"{folder}/t/p={value}")
            frame = spark.read.parquet(f"{folder}/t")
            return [frame.schema.simpleString(), *sorted(str(row.p) for row in frame.collect())]

    CASES.add(name, run)


NULLS = '{"a":1,"b":[],"c":{"d":null},"e":{"f":null,"g":2},"h":[null],"i":[{"j":null}]}\n{"a":2.5,"b":null}\n'
read_json("json_all_null", NULLS)
read_json("json_all_null_dropped", NULLS, dropFieldIfAllNull=True)
read_json("json_all_null_dropped_lines", '[{"a":1,"b":[]},{"a":2,"b":null}]', dropFieldIfAllNull=True, multiLine=True)
read_json("json_only_nulls_dropped", '{"a":null}\n', dropFieldIfAllNull=True)
read_json("json_failfast", '{"a":1}\n{bad\n', mode="FAILFAST")
read_json("json_failfast_named", '{"a":1}\n{bad\n', mode="FAILFAST", columnNameOfCorruptRecord="c")
read_json("json_primitives_exact", '{"a":1,"b":{"c":true}}\n{"a":1.50}\n{"a":1e2}\n', primitivesAsString=True)
read_json("json_text_exact", '{"a": {"b" :  1.0}}\n{"a":[1,  2.50]}\n{"a":-0.0}\n', schema="a string")


@CASES.case()
def schema_of_json_dropped(spark):
    return spark.range(1).select(
        F.schema_of_json('{"a":null,"b":[null],"c":1}', {"dropFieldIfAllNull": "true"}).alias("s"),
        F.schema_of_json("[]", {"dropFieldIfAllNull": "true"}).alias("e"),
        F.schema_of_json('[{"a":null}]', {"dropFieldIfAllNull": "true"}).alias("r"),
    )


partitions("partition_long_double", "1", "9999999999", "1.5")
partitions("partition_int_double", "1", "1.5")
partitions("partition_decimal_double", "99999999999999999999", "1.5")
partitions("partition_date_timestamp", "2020-01-01", "2020-01-01 00%3A00%3A01")


def error(name, use):
    CASES.add(name, lambda spark: use(spark.sql(ROWS)))


error("to_absent", lambda d: d.to(StructType([StructField("zz", IntegerType(), False)])))
error("grouping_id_order", lambda d: d.rollup("y", "k").agg(F.grouping_id("k", "y")))
error("grouping_other", lambda d: d.rollup("y", "k").agg(F.grouping("v")))
