"""Sketches: count-min sketches byte by byte, of all types that they take, and what they refuse."""

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()

NUMBERS = "VALUES (1), (2), (1), (NULL), (-7) AS t(col)"
LONGS = "VALUES (9223372036854775807L), (-9223372036854775808L), (-1L), (0L), (4294967296L), (-4294967297L) AS t(col)"
TEXTS = "VALUES ('a'), (''), ('é🙂'), (NULL), ('hello world'), ('abc'), ('a') AS t(col)"
BYTES = "VALUES (X''), (X'FF00'), (NULL), (X'0001020304') AS t(col)"


def count_min(arguments, table=NUMBERS, more=""):
    return f"SELECT hex(count_min_sketch({arguments})) AS s FROM {table}{more}"


for name, text in {
    "ints": count_min("col, 0.5d, 0.5d, 1"),
    "bytes": count_min("CAST(col AS TINYINT), 0.5d, 0.5d, 1"),
    "shorts": count_min("CAST(col AS SMALLINT), 0.5d, 0.5d, 1"),
    "longs": count_min("col, 0.1d, 0.95d, -77", LONGS),
    "texts": count_min("col, 0.2d, 0.9d, 42", TEXTS),
    "binaries": count_min("col, 0.2d, 0.9d, 42", BYTES),
    "void": count_min("NULL, 0.5d, 0.5d, 1"),
    "no_rows": count_min("col, 0.5d, 0.5d, 1", more=" WHERE false"),
    "no_groups": count_min("col, 0.5d, 0.5d, 1", more=" WHERE false GROUP BY col"),
    "groups": "SELECT col % 2 AS k, hex(count_min_sketch(col, 0.5d, 0.5d, 1)) AS s FROM VALUES (1), (2), (1) AS t(col) GROUP BY col % 2 ORDER BY 1",
    "distinct": count_min("DISTINCT col, 0.5d, 0.5d, 1"),
    "filter": "SELECT hex(count_min_sketch(col, 0.5d, 0.5d, 1) FILTER (WHERE col > 1)) AS s FROM VALUES (1), (2), (1) AS t(col)",
    "window": "SELECT col, hex(count_min_sketch(col, 0.5d, 0.5d, 1) OVER (ORDER BY col)) AS s FROM VALUES (1), (2), (1) AS t(col)",
    "column_name": "SELECT count_min_sketch(col, 0.5d, 0.5d, 1) FROM VALUES (1) AS t(col)",
    "having": "SELECT hex(count_min_sketch(col, 0.5d, 0.5d, 1)) AS s FROM VALUES (1) AS t(col) HAVING length(s) > 5",
    "folded": count_min("col, 0.25d + 0.25d, 0.5d, 1 + 0"),
    "named": count_min("seed => 1, `column` => col, confidence => 0.5d, epsilon => 0.5d"),
    "wide": "SELECT md5(hex(count_min_sketch(id, 0.001d, 0.999d, 7))) AS s FROM range(1000)",
    "wide_texts": "SELECT md5(hex(count_min_sketch(CAST(id AS STRING), 0.001d, 0.999d, 7))) AS s FROM range(1000)",
    "long_seed": count_min("col, 0.5d, 0.5d, 1111111111111111111"),
    "negative_seed": count_min("col, 0.5d, 0.9d, -1"),
    "eps_above": count_min("col, 3d, 0.5d, 1"),
    "confidence_least": count_min("col, 0.5d, 1e-300, 1"),
    "confidence_most": "SELECT md5(hex(count_min_sketch(col, 0.5d, 0.9999999999999999d, 1))) AS s FROM VALUES (1) AS t(col)",
    "confidence_nan": count_min("col, 0.5d, double('NaN'), 1"),
    "seed_missing": count_min("col, 0.5d, 0.5d"),
    "all_missing": count_min(""),
    "named_missing": count_min("col, 1d, seed => 1"),
    "too_many": count_min("col, 0.5d, 0.5d, 1, 2"),
    "eps_int": count_min("col, 1, 0.5d, 1"),
    "eps_decimal": count_min("col, 0.5, 0.5d, 1"),
    "eps_column": count_min("col, CAST(col AS DOUBLE), 0.5d, 1"),
    "confidence_column": count_min("col, 0.5d, col / 2, 1"),
    "seed_column": count_min("col, 0.5d, 0.5d, col"),
    "eps_null": count_min("col, NULL, 0.5d, 1"),
    "confidence_null": count_min("col, 0.5d, NULL, 1"),
    "seed_null": count_min("col, 0.5d, 0.5d, NULL"),
    "eps_zero": count_min("col, 0d, 0.5d, 1"),
    "eps_negative": count_min("col, -1.5d, 0.5d, 1"),
    "eps_small": count_min("col, -1e-10, 0.5d, 1"),
    "eps_infinite": count_min("col, double('-Infinity'), 0.5d, 1"),
    "confidence_zero": count_min("col, 0.5d, 0d, 1"),
    "confidence_one": count_min("col, 0.5d, 1d, 1"),
    "confidence_above": count_min("col, 0.5d, 1.25e8, 1"),
    "eps_text": count_min("col, '0.5', 0.5d, 1"),
    "seed_decimal": count_min("col, 0.5d, 0.5d, 1.7"),
    "seed_byte": count_min("col, 0.5d, 0.5d, 1Y"),
    "of_decimal": count_min("1.5, 0.5d, 0.5d, 1"),
    "of_double": count_min("1.5d, 0.5d, 0.5d, 1"),
    "of_boolean": count_min("true, 0.5d, 0.5d, 1"),
    "of_date": count_min("date'2020-01-01', 0.5d, 0.5d, 1"),
    "of_interval": count_min("INTERVAL '1' DAY, 0.5d, 0.5d, 1"),
    "of_array": count_min("array(1), 0.5d, 0.5d, 1"),
}.items():
    CASES.sql(f"count_min_{name}", text)

CASES.add("count_min_api", lambda spark: spark.range(100).select(F.hex(F.count_min_sketch(F.col("id"), F.lit(3.0), F.lit(0.1), F.lit(1)))))
CASES.add("count_min_api_random", lambda spark: spark.range(5).select(F.length(F.count_min_sketch("id", F.lit(0.5), F.lit(0.9), F.lit(3)))))
