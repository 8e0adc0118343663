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

# ---- HLL sketches: of one partition, where the order of the rows is the answer's as well ----

SMALL = "VALUES (1), (2), (1), (NULL) AS t(col)"


def hll(arguments="col", table=SMALL, more=""):
    return f"SELECT hex(hll_sketch_agg({arguments})) AS s FROM {table}{more}"


def ids(count):
    return f"range(0, {count}, 1, 1)"


# Lists, sets as they grow, registers.
for count in [*range(0, 21), 24, 25, 100, 1000, 10_000, 1_000_000]:
    CASES.sql(
        f"hll_of_{count}",
        f"SELECT md5(hll_sketch_agg(id)) AS bytes, hll_sketch_estimate(hll_sketch_agg(id)) AS n, md5(hll_sketch_agg(id, 4)) AS least, hll_sketch_estimate(hll_sketch_agg(id, 4)) AS least_n FROM {ids(count)}",
    )

for size in range(4, 22):
    CASES.sql(
        f"hll_size_{size}",
        f"SELECT md5(s) AS bytes, hll_sketch_estimate(s) AS n, length(s) AS size FROM (SELECT hll_sketch_agg(id * 7919, {size}) AS s FROM {ids(30_000)})",
    )

# Unions of lists, sets and registers, of one size and of different ones.
for left in [0, 3, 20, 500, 20_000]:
    for right in [0, 5, 100, 30_000]:
        parts = f"(SELECT hll_sketch_agg(id) AS a FROM {ids(left)}), (SELECT hll_sketch_agg(id + {left // 2}) AS b, hll_sketch_agg(id + {left // 2}, 9) AS c, hll_sketch_agg(id, 14) AS d FROM {ids(right)})"
        CASES.sql(
            f"hll_union_{left}_{right}",
            f"SELECT md5(hll_union(a, b)), hll_sketch_estimate(hll_union(a, b)) AS ab, md5(hll_union(a, c, true)), hll_sketch_estimate(hll_union(a, c, true)) AS ac, md5(hll_union(d, a, true)), hll_sketch_estimate(hll_union(hll_union(d, a, true), c, true)) AS dac FROM {parts}",
        )
        CASES.sql(
            f"hll_union_agg_{left}_{right}",
            f"SELECT md5(hll_union_agg(s)) AS bytes, hll_sketch_estimate(hll_union_agg(s)) AS n FROM (SELECT /*+ COALESCE(1) */ s FROM (SELECT 1 AS i, hll_sketch_agg(id) AS s FROM {ids(left)} UNION ALL SELECT 2, hll_sketch_agg(id + {left // 2}) FROM {ids(right)} UNION ALL SELECT 3, NULL) ORDER BY i)",
        )

SKETCHES = "VALUES (X'0201070C030002082BF2FB06862FF90D{rest}00000000'), (NULL), (X'0201070A0300010875816607{rest}0000000000000000') AS t(s)".format(rest="00" * 20)

for name, text in {
    "ints": hll(),
    "longs": hll("col", LONGS),
    "texts": hll("col", TEXTS),
    "binaries": hll("col", BYTES),
    "long_texts": "SELECT hex(hll_sketch_agg(repeat('x', CAST(id * 5 AS INT)))) AS s FROM range(0, 7, 1, 1)",
    "void": hll("NULL"),
    "no_rows": hll(more=" WHERE false"),
    "distinct": "SELECT hll_sketch_estimate(hll_sketch_agg(DISTINCT id % 700)) AS n FROM range(0, 1000, 1, 1)",
    "filter": "SELECT hex(hll_sketch_agg(col) FILTER (WHERE col > 1)) AS s FROM VALUES (1), (2), (1) AS t(col)",
    "window": "SELECT id, hex(hll_sketch_agg(id) OVER (ORDER BY id)) AS s FROM range(0, 3, 1, 1)",
    "groups": "SELECT id % 2 AS k, hll_sketch_estimate(hll_sketch_agg(id)) AS n FROM range(0, 1000, 1, 1) GROUP BY 1 ORDER BY 1",
    "folded": hll("col, 10 + 2"),
    "column_name": "SELECT hll_sketch_agg(col), hll_union_agg(hll_sketch_agg(col)) OVER () FROM VALUES (1) AS t(col)",
    "names": "SELECT hll_sketch_agg(col), hll_sketch_agg(col, 4), hll_sketch_estimate(hll_sketch_agg(col)) FROM VALUES (1) AS t(col)",
    "union_names": "SELECT hll_union(s, s), hll_union(s, s, true), hll_sketch_estimate(s) FROM (SELECT hll_sketch_agg(1) AS s)",
    "union_agg_names": "SELECT hll_union_agg(s), hll_union_agg(s, true) FROM (SELECT hll_sketch_agg(1) AS s)",
    "size_below": hll("col, 3"),
    "size_above": hll("col, 22"),
    "size_below_no_rows": hll("col, 3", more=" WHERE false"),
    "size_below_no_groups": hll("col, 3", more=" WHERE false GROUP BY col"),
    "size_null": hll("col, NULL"),
    "size_long": hll("col, 12L"),
    "size_byte": hll("col, 12Y"),
    "size_text": hll("col, '12'"),
    "of_decimal": "SELECT hll_sketch_agg(1.5)",
    "of_byte": "SELECT hll_sketch_agg(1Y)",
    "of_double": "SELECT hll_sketch_agg(1.5d)",
    "of_boolean": "SELECT hll_sketch_agg(true)",
    "of_date": "SELECT hll_sketch_agg(current_date())",
    "none": "SELECT hll_sketch_agg()",
    "too_many": "SELECT hll_sketch_agg(1, 12, 1)",
    "estimate_null": "SELECT hll_sketch_estimate(NULL) AS a, hll_sketch_estimate(CAST(NULL AS BINARY)) AS b",
    "estimate_compact": "SELECT hll_sketch_estimate(X'0201070C03040008') AS a, hll_sketch_estimate(X'0201070C03000108AABBCC08') AS b, hll_sketch_estimate(X'0301070C0508000902000000AABBCC08AABBCC10') AS c",
    "estimate_registers": "SELECT hll_sketch_estimate(X'0A01070400000002000000000000F03F0000000000003040000000000000000010000000000000000000000000000000') IS NOT NULL AS a WHERE false",
    "estimate_nothing": "SELECT hll_sketch_estimate(X'')",
    "estimate_zero": "SELECT hll_sketch_estimate(X'00')",
    "estimate_wrong": "SELECT hll_sketch_estimate(X'0001020304050607')",
    "estimate_text": "SELECT hll_sketch_estimate('abc')",
    "estimate_int": "SELECT hll_sketch_estimate(1)",
    "estimate_none": "SELECT hll_sketch_estimate()",
    "union_sizes": "SELECT hll_union(hll_sketch_agg(col, 12), hll_sketch_agg(col, 14)) FROM VALUES (1), (2) AS t(col)",
    "union_sizes_allowed": "SELECT hex(hll_union(hll_sketch_agg(col, 12), hll_sketch_agg(col, 14), true)) AS s FROM VALUES (1), (2) AS t(col)",
    "union_wrong": "SELECT hll_union(hll_sketch_agg(col, 12), X'01') FROM VALUES (1), (2) AS t(col)",
    "union_text": "SELECT hll_union(hll_sketch_agg(col, 12), 'abcdefghijkl') FROM VALUES (1), (2) AS t(col)",
    "union_null": "SELECT hll_union(hll_sketch_agg(col, 12), NULL) AS a, hll_union(hll_sketch_agg(col), hll_sketch_agg(col), NULL) AS b FROM VALUES (1), (2) AS t(col)",
    "union_flag_int": "SELECT hll_union(hll_sketch_agg(col, 12), hll_sketch_agg(col, 13), 1) FROM VALUES (1), (2) AS t(col)",
    "union_one": "SELECT hll_union(X'01')",
    "union_agg_nothing": "SELECT hex(hll_union_agg(s)) AS s FROM VALUES (CAST(NULL AS BINARY)) AS t(s)",
    "union_agg_no_rows": "SELECT hex(hll_union_agg(s)) AS s FROM VALUES (CAST(NULL AS BINARY)) AS t(s) WHERE false",
    "union_agg_sizes": f"SELECT hex(hll_union_agg(s)) AS s FROM {SKETCHES}",
    "union_agg_sizes_allowed": f"SELECT hex(hll_union_agg(s, true)) AS s FROM {SKETCHES}",
    "union_agg_flag_null": "SELECT hex(hll_union_agg(s, NULL)) AS s FROM (SELECT hll_sketch_agg(1) AS s)",
    "union_agg_wrong": "SELECT hex(hll_union_agg(s)) AS s FROM VALUES (X'01') AS t(s)",
    "union_agg_text": "SELECT hll_union_agg(s) FROM VALUES ('abc') AS t(s)",
    "union_agg_int": "SELECT hll_union_agg(s) FROM VALUES (1) AS t(s)",
}.items():
    CASES.sql(f"hll_{name}", text)

CASES.add("hll_api", lambda spark: spark.range(0, 50, 1, 1).select(F.hll_sketch_estimate(F.hll_sketch_agg("id")), F.hll_sketch_estimate(F.hll_sketch_agg("id", F.lit(4)))))
CASES.add("hll_api_union", lambda spark: spark.range(0, 50, 1, 1).agg(F.hll_sketch_agg("id").alias("a"), F.hll_sketch_agg(F.col("id") + 25).alias("b")).select(F.hll_sketch_estimate(F.hll_union("a", "b"))))

SIZED = "(SELECT hll_sketch_agg(id, 12) AS a12, hll_sketch_agg(id, 9) AS a9, hll_sketch_agg(id, 12) FILTER (WHERE id < 0) AS e12, hll_sketch_agg(id, 9) FILTER (WHERE id < 0) AS e9 FROM range(0, 5, 1, 1))"

# Sketches of nothing beside others of another size.
for left, right in [("a12", "e9"), ("e9", "a12"), ("e12", "a9"), ("e12", "e9"), ("e9", "e12")]:
    CASES.sql(f"hll_union_empty_{left}_{right}", f"SELECT hex(hll_union({left}, {right}, true)) AS s FROM {SIZED}")
    CASES.sql(f"hll_union_empty_{left}_{right}_refused", f"SELECT hex(hll_union({left}, {right})) AS s FROM {SIZED}")
    CASES.sql(
        f"hll_union_agg_empty_{left}_{right}",
        f"SELECT hex(hll_union_agg(s, true)) AS s FROM (SELECT /*+ COALESCE(1) */ s FROM (SELECT 1 AS i, {left} AS s FROM {SIZED} UNION ALL SELECT 2, {right} FROM {SIZED}) ORDER BY i)",
    )
