"""`spark.sql` with arguments by name and by position, with DataFrames in its text, and literals of every type."""

import datetime
import decimal

from case import Cases
from pyspark.sql import Row
from pyspark.sql import functions as F
from pyspark.sql import types as T

CASES = Cases()
D = decimal.Decimal


def add(name, run, ordered=False, **options):
    CASES.add(name, run, ordered=ordered, **options)


def people(spark):
    return spark.createDataFrame([(1, "Ann", 30), (2, "Bob", 40), (3, "Cid", None)], "id int, name string, pay int")


def sql(name, text, args, **options):
    add(name, lambda spark: spark.sql(text, args() if callable(args) else args), **options)


# ---- by name and by position ----

sql("named", "SELECT :a + 1 AS x, :b || 'y' AS y", {"a": 1, "b": "x"})
sql("named_repeated", "SELECT :a, :a + :a", {"a": 2})
sql("named_unused", "SELECT :a", {"a": 1, "b": 2})
sql("named_missing", "SELECT :a, :b", {"a": 1})
sql("named_case", "SELECT :A", {"a": 1})
sql("named_in_where", "SELECT * FROM range(10) WHERE id > :low AND id < :high", {"low": 3, "high": 6})
sql("named_in_limit", "SELECT * FROM range(10) LIMIT :n", {"n": 2})
sql("named_in_offset", "SELECT * FROM range(5) LIMIT :n OFFSET :m", {"n": 2, "m": 1})
sql("named_in_values", "SELECT * FROM VALUES (:a), (:b) AS t(x)", {"a": 1, "b": 2})
sql("named_in_cte", "WITH t AS (SELECT :a AS x) SELECT x + :a FROM t", {"a": 3})
sql("named_in_subquery", "SELECT (SELECT max(id) + :a FROM range(3))", {"a": 1})
sql("named_in_window", "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) + :a FROM range(3)", {"a": 1})
sql("named_in_list", "SELECT * FROM range(5) WHERE id IN (:a, :b)", {"a": 1, "b": 4})
sql("named_in_interval", "SELECT DATE'2024-01-01' + make_interval(0, 0, 0, :d)", {"d": 3})
sql("named_in_table_function", "SELECT * FROM range(:n)", {"n": 2})
sql("named_in_identifier", "SELECT * FROM IDENTIFIER(:t)", {"t": "no_such_table"})
sql("named_identifier_function", "SELECT IDENTIFIER(:f)('A')", {"f": "lower"})
sql("named_identifier_column", "SELECT IDENTIFIER(:c) FROM VALUES (1, 2) AS t(a, b)", {"c": "b"})
sql("named_as_alias", "SELECT 1 AS :a", {"a": "x"})
sql("named_null", "SELECT :a IS NULL, coalesce(:a, 1)", {"a": None})
sql("positional", "SELECT ? + 1, ? || 'y'", [1, "x"])
sql("positional_few", "SELECT ?, ?", [1])
sql("positional_many", "SELECT ?", [1, 2])
sql("positional_in_where", "SELECT * FROM range(10) WHERE id BETWEEN ? AND ?", [3, 5])
sql("positional_named_mixed", "SELECT ?, :a", [1])
sql("named_positional_mixed", "SELECT ?, :a", {"a": 1})
sql("empty_named", "SELECT 1", {})
sql("empty_positional", "SELECT 1", [])
sql("marker_without_arguments", "SELECT :a", {})
add("marker_no_args", lambda spark: spark.sql("SELECT ?"))
sql("marker_in_text", "SELECT ':a', \":b\", 'c' -- :d", {"a": 1})
sql("marker_type_cast", "SELECT CAST(:a AS INT) + 1, :b :: DATE", {"a": "5", "b": "2024-01-02"})
sql("marker_of_map_access", "SELECT map('a', 1)[:k], array(10, 20)[:i]", {"k": "a", "i": 1})
sql("columns", "SELECT element_at(:m, 'a'), :s.x, :l[0]", lambda: {"m": F.create_map(F.lit("a"), F.lit(1)), "s": F.struct(F.lit(1).alias("x")), "l": F.array(F.lit("p"), F.lit("q"))}, since=(4, 0))
sql("columns_positional", "SELECT ?, ?", lambda: [F.array(F.lit(1), F.lit(2)), F.create_map(F.lit("k"), F.lit(1.5))], since=(4, 0))
sql("column_expression", "SELECT :a", lambda: {"a": F.lit(1) + 1}, since=(4, 0))
sql("column_function", "SELECT :a", lambda: {"a": F.upper(F.lit("a"))}, since=(4, 0))
sql("column_reference", "SELECT :a FROM range(1)", lambda: {"a": F.col("id")}, since=(4, 0))
sql("column_date", "SELECT :a", lambda: {"a": F.to_date(F.lit("2024-01-02"))}, since=(4, 0))

# ---- types of arguments ----

ARGUMENTS = {
    "bool": True,
    "int": 1,
    "min_int": -(2**31),
    "long": 2**31,
    "max_long": 2**63 - 1,
    "float": 1.5,
    "nan": float("nan"),
    "infinity": float("-inf"),
    "decimal": D("12.3400"),
    "decimal_scale": D("0.00012"),
    "decimal_integer": D("123456789012345678901234567890"),
    "decimal_exponent": D("1E+3"),
    "string": "a'b\"c\\d\n",
    "unicode": "zażółć 🎉",
    "bytes": b"\x00\xffa",
    "bytearray": bytearray(b"xyz"),
    "date": datetime.date(2024, 2, 29),
    "old_date": datetime.date(1, 1, 1),
    "timestamp": datetime.datetime(2024, 2, 29, 12, 30, 15, 123456),
    "timestamp_zone": datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc),
    "timedelta": datetime.timedelta(days=1, hours=2, microseconds=3),
    "negative_timedelta": datetime.timedelta(days=-1, seconds=1),
    "none": None,
}
for name, value in ARGUMENTS.items():
    add(f"argument_{name}", lambda spark, value=value: spark.sql("SELECT :v AS v, typeof(:v) AS t", {"v": value}))
    add(f"lit_{name}", lambda spark, value=value: spark.range(1).select(F.lit(value).alias("v"), F.lit(value)))

for name, value in {
    "list": [1, 2, 3],
    "list_null": [1, None],
    "list_empty": [],
    "list_strings": ["a", "b"],
    "list_floats": [1.5, float("nan")],
    "list_mixed": [1, 2.5],
    "list_long": [1, 2**40],
    "list_bools": [True, False],
    "list_dates": [datetime.date(2024, 1, 1)],
    "list_decimals": [D("1.5"), D("22.25")],
    "list_nested": [[1], [2, 3]],
    "tuple": (1, 2),
    "dict": {"a": 1, "b": 2},
    "dict_empty": {},
}.items():
    add(f"lit_{name}", lambda spark, value=value: spark.range(1).select(F.lit(value).alias("v")), since=(4, 0))
    add(f"argument_{name}", lambda spark, value=value: spark.sql("SELECT :v AS v", {"v": value}), since=(4, 0))

add("lit_row", lambda spark: spark.range(1).select(F.lit(Row(a=1, b="x"))))
add("lit_typed_none", lambda spark: spark.range(1).select(F.lit(None).cast("int").alias("i"), F.lit(None).cast("array<struct<a:int>>").alias("s"), F.lit(None).cast("map<string,date>").alias("m")))
add("lit_enum", lambda spark: spark.range(1).select(F.lit(__import__("enum").Enum("E", {"A": "x"}).A)), since=(4, 0))
add("lit_numpy", lambda spark: (lambda np: spark.range(1).select(F.lit(np.int8(1)).alias("b"), F.lit(np.int16(1)).alias("s"), F.lit(np.int32(1)).alias("i"), F.lit(np.int64(1)).alias("l"), F.lit(np.float32(1.5)).alias("f"), F.lit(np.float64(1.5)).alias("d"), F.lit(np.bool_(True)).alias("t"), F.lit(np.str_("x")).alias("z")))(__import__("numpy")), since=(4, 0))
add("lit_numpy_arrays", lambda spark: (lambda np: spark.range(1).select(F.lit(np.array([1, 2], "int8")).alias("b"), F.lit(np.array([1, 2], "int64")).alias("l"), F.lit(np.array([1.5], "float32")).alias("f"), F.lit(np.array(["a"])).alias("s"), F.lit(np.array([True])).alias("t")))(__import__("numpy")), since=(4, 0))
add("lit_time", lambda spark: spark.range(1).select(F.lit(datetime.time(12, 30, 15)).alias("t")), since=(4, 1))
add("lit_decimal_types", lambda spark: [f.dataType.simpleString() for f in spark.range(1).select(F.lit(D("1")), F.lit(D("1.50")), F.lit(D("0.001")), F.lit(D("-12345.678")), F.lit(D("1E-10")), F.lit(D("1E+5"))).schema])
add("lit_too_long", lambda spark: spark.range(1).select(F.lit(2**63)))
add("lit_too_wide_decimal", lambda spark: spark.range(1).select(F.lit(D("1" * 39))))
add("lit_set", lambda spark: spark.range(1).select(F.lit({1, 2})))
add("lit_column", lambda spark: spark.range(1).select(F.lit(F.col("id"))))

# ---- DataFrames in the text ----


def frames(name, run, since=(4, 0), **options):
    add(f"frame_{name}", run, since=since, **options)


frames("one", lambda spark: spark.sql("SELECT * FROM {p} WHERE id > 1", p=people(spark)))
frames("two", lambda spark: spark.sql("SELECT a.name, b.id FROM {a} a JOIN {b} b ON a.id = b.id", a=people(spark), b=spark.range(3)))
frames("same_twice", lambda spark: (lambda p: spark.sql("SELECT count(*) FROM {p} x JOIN {p} y ON x.id < y.id", p=p))(people(spark)))
frames("same_two_names", lambda spark: (lambda p: spark.sql("SELECT count(*) FROM {p} JOIN {q} USING (id)", p=p, q=p))(people(spark)))
frames("and_args", lambda spark: spark.sql("SELECT * FROM {p} WHERE id = :i", {"i": 2}, p=people(spark)))
frames("and_positional", lambda spark: spark.sql("SELECT * FROM {p} WHERE id = ? OR name = ?", [2, "Ann"], p=people(spark)))
frames("and_value", lambda spark: spark.sql("SELECT id + {n} AS x, {s} AS s FROM {p}", n=10, s="it's", p=people(spark)))
frames("value_only", lambda spark: spark.sql("SELECT * FROM range(10) WHERE id > {low} LIMIT {n}", low=5, n=2))
frames("column", lambda spark: (lambda p: spark.sql("SELECT {c}, {p}.name FROM {p}", c=p.id, p=p))(people(spark)))
frames("column_by_name", lambda spark: spark.sql("SELECT {c} FROM {p}", c=F.col("name"), p=people(spark)))
frames("plan", lambda spark: spark.sql("SELECT sum(s) FROM {g}", g=people(spark).groupBy("name").agg(F.sum("pay").alias("s")).where("s > 30")))
frames("of_sql", lambda spark: spark.sql("SELECT * FROM {x}", x=spark.sql("SELECT 1 AS a, :b AS b", {"b": 2})))
frames("nested", lambda spark: spark.sql("SELECT * FROM {y}", y=spark.sql("SELECT id FROM {x} WHERE id < 3", x=people(spark))))
frames("in_subquery", lambda spark: spark.sql("SELECT * FROM range(5) WHERE id IN (SELECT id FROM {p})", p=people(spark)))
frames("in_cte", lambda spark: spark.sql("WITH t AS (SELECT * FROM {p}) SELECT count(*) FROM t", p=people(spark)))
frames("then_more", lambda spark: (lambda q: q.select(q.name, (q["id"] * 2).alias("d")).orderBy("d"))(spark.sql("SELECT * FROM {p}", p=people(spark))), ordered=True)
frames("unused", lambda spark: spark.sql("SELECT 1", p=people(spark)))
frames("missing", lambda spark: spark.sql("SELECT * FROM {nope}", p=people(spark)))
frames("command", lambda spark: spark.sql("CREATE OR REPLACE TEMP VIEW frame_view AS SELECT * FROM {p}", p=people(spark)))
frames("describe", lambda spark: spark.sql("DESCRIBE QUERY SELECT * FROM {p}", p=people(spark)))
frames("unknown_column", lambda spark: spark.sql("SELECT nope FROM {p}", p=people(spark)))
frames("self_join", lambda spark: (lambda p: spark.sql("SELECT * FROM {p}", p=p).join(p, "id"))(people(spark)))
frames("union", lambda spark: (lambda p: spark.sql("SELECT id FROM {p} UNION ALL SELECT id FROM {q}", p=p, q=p.where("id = 1")))(people(spark)))

# ---- literals of the other types in data ----

add("lit_year_month", lambda spark: spark.sql("SELECT INTERVAL '1-2' YEAR TO MONTH AS i, :a + INTERVAL '1' MONTH AS d", {"a": datetime.date(2024, 1, 31)}).select(F.col("i").cast("string"), "d"))
add("types_of_lits", lambda spark: spark.createDataFrame([(1,)], T.StructType([T.StructField("a", T.ByteType())])).select(F.lit(1).cast("tinyint") + F.col("a"), F.lit(1.5).cast("float"), F.lit("1").cast("binary")))
