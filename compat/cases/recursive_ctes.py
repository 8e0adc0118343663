"""WITH RECURSIVE, which Spark has since 4.1: what a definition that names itself may be, and when it ends.

Spark 4.0 knows the clause and cannot run it; 3.5 does not know it.
"""

from case import Cases
from held import Held, in_steps, quietly
from pyspark.sql import functions as F

CASES = Cases()
SINCE = (4, 1)
LEVELS = "spark.sql.cteRecursionLevelLimit"
ROWS = "spark.sql.cteRecursionRowLimit"
UP = "SELECT 1 UNION ALL SELECT n + 1 FROM t"


def numbers(step, rest="SELECT * FROM t", names="(n)", level=""):
    """A query over `t`, whose anchor is 1."""
    return f"WITH RECURSIVE t{names}{level} AS (SELECT 1 UNION ALL {step}) {rest}"


def sql(name, text, since=SINCE, **options):
    CASES.sql(name, text, since=since, **options)


def under(name, settings, text):
    def run(spark):
        for key, value in settings.items():
            spark.conf.set(key, value)
        try:
            return Held(spark.sql(text))
        finally:
            for key in settings:
                spark.conf.unset(key)

    CASES.add(name, run, since=SINCE)


def upto(last, rest="SELECT * FROM t", level=""):
    return numbers(f"SELECT n + 1 FROM t WHERE n < {last}", rest, level=level)


# ---- what it gives ----

sql("numbers", upto(5))
sql("numbers_summed", upto(5, "SELECT sum(n) FROM t"))
sql("of_values", "WITH RECURSIVE t(n) AS (VALUES 1, 3 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT * FROM t")
sql("names_of_the_anchor", numbers("SELECT `1` + 1 FROM t WHERE `1` < 3", names=""))
sql("two_columns", "WITH RECURSIVE t(n, s) AS (SELECT 1, 'a' UNION ALL SELECT n + 1, s || 'b' FROM t WHERE n < 4) SELECT s, n FROM t ORDER BY n DESC")
sql("repeated_names", "WITH RECURSIVE t(n, n) AS (SELECT 1, 2 UNION ALL SELECT 3, 4) SELECT * FROM t")
sql("keywords_are_names", "WITH RECURSIVE Recursive(Max) AS (SELECT 1 UNION ALL SELECT max + 1 FROM RECURSIVE WHERE MAX < 3) SELECT max FROM recursive")
sql("as_is_its_name", "WITH recursive AS (SELECT 1) SELECT * FROM recursive", since=(4, 0))
sql("no_rows_to_begin_with", "WITH RECURSIVE t(n) AS (SELECT 1 WHERE false UNION ALL SELECT n + 1 FROM t) SELECT * FROM t")
sql("only_the_rows_made_last", numbers("SELECT n + 1 FROM t WHERE n % 2 = 1 UNION ALL SELECT n + 10 FROM t WHERE n = 1", names="(n)").replace("UNION ALL SELECT n + 1", "UNION ALL (SELECT n + 1").replace("n = 1)", "n = 1))"))
sql("anchor_of_two", "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT * FROM t")
sql("not_recursive", "WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT * FROM t", since=(4, 0))
sql("not_recursive_distinct", "WITH RECURSIVE t AS (SELECT 1 AS a UNION SELECT 1) SELECT * FROM t", since=(4, 0))
sql(
    "tree",
    "WITH RECURSIVE e(id, up) AS (VALUES (1, NULL), (2, 1), (3, 1), (4, 2), (5, 4)),"
    " r(id, path) AS (SELECT id, array(id) FROM e WHERE up IS NULL UNION ALL SELECT e.id, array_append(path, e.id) FROM e JOIN r ON e.up = r.id)"
    " SELECT * FROM r ORDER BY id",
)
sql("used_twice", upto(3, "SELECT a.n, b.n AS m FROM t a JOIN t b ON a.n = b.n + 1 ORDER BY a.n"))
sql("in_a_subquery", "SELECT (" + upto(3, "SELECT max(n) FROM t") + ") AS m")
sql("in_a_table", "SELECT k, n FROM VALUES (1), (3) u(k) JOIN (" + upto(3) + ") s ON s.n = u.k")
sql("under_a_correlated_filter", "SELECT k, (" + upto(3, "SELECT max(n) FROM t WHERE n < k") + ") AS m FROM VALUES (2), (3) u(k)")
sql("of_another", "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 3), b AS (SELECT n * 2 AS m FROM a) SELECT sum(n), sum(m) FROM a, b")
sql("over_another", "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 3), b(m) AS (SELECT 10 UNION ALL SELECT m + n FROM b JOIN a ON m < 13) SELECT m, count(*) FROM b GROUP BY m ORDER BY m")
sql("inside_another", numbers("SELECT n + k FROM (WITH RECURSIVE u(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM u WHERE k < 2) SELECT k FROM u), t WHERE n < 3"))
sql("inside_another_over_its_rows", numbers("(WITH RECURSIVE u(k) AS (SELECT n FROM t WHERE n < 3 UNION ALL SELECT k + 1 FROM u WHERE k < 3) SELECT k + 1 FROM u)"))
sql("with_before_it", "WITH RECURSIVE t(n) AS (WITH s AS (SELECT 1 AS x), u AS (SELECT 5 AS y) SELECT x FROM s UNION ALL SELECT n + 1 FROM t JOIN u ON n < y) SELECT * FROM t")
sql("with_in_the_step", numbers("(WITH s AS (SELECT n FROM t WHERE n < 3) SELECT a.n + 1 FROM s a JOIN s b ON a.n = b.n)"))
sql("hides_tables", "WITH RECURSIVE t(n) AS (SELECT 7 AS n UNION ALL (WITH t AS (SELECT 1 AS n) SELECT n FROM t)) SELECT * FROM t", since=(4, 0))
sql("error_in_the_step", numbers("SELECT CAST(10 / (2 - n) AS INT) FROM t WHERE n < 100"))
sql("schema", "WITH RECURSIVE t(n, s, l) AS (SELECT 1, named_struct('a', 1), array(1) UNION ALL SELECT n + 1, named_struct('b', 2), array(2) FROM t WHERE n < 2) SELECT * FROM t")

# ---- the step ----

for name, step in {
    "distinct": "SELECT DISTINCT n + 1 FROM t WHERE n < 4",
    "limit": "(SELECT n + 1 FROM t WHERE n < 5 LIMIT 1)",
    "offset": "(SELECT n + 1 FROM t WHERE n < 4 OFFSET 1)",
    "table": "(TABLE t LIMIT 0)",
    "explode": "SELECT explode(array(n + 1, n + 2)) FROM t WHERE n < 3",
    "lateral_view": "SELECT m FROM t LATERAL VIEW explode(array(n + 1, n + 2)) x AS m WHERE n < 3",
    "lateral": "SELECT n + k FROM t, LATERAL (SELECT n AS k) WHERE n < 3",
    "left_of_left": "SELECT t.n + 1 FROM t LEFT JOIN VALUES (1), (2) b(n) ON b.n = t.n WHERE t.n < 4",
    "left_of_semi": "SELECT n + 1 FROM t LEFT SEMI JOIN VALUES (1), (2) b(m) ON b.m = t.n",
    "left_of_anti": "SELECT n + 1 FROM t LEFT ANTI JOIN VALUES (3), (4) b(m) ON b.m = t.n",
    "right_of_right": "SELECT t.n + 1 FROM VALUES (1), (2) b(n) RIGHT JOIN t ON b.n = t.n WHERE t.n < 4",
    "right_of_left": "SELECT b.n FROM VALUES (1), (2) b(n) LEFT JOIN t ON b.n = t.n",
    "left_of_right": "SELECT t.n + 1 FROM t RIGHT JOIN VALUES (1), (2) b(n) ON b.n = t.n WHERE t.n < 4",
    "full": "SELECT t.n + 1 FROM t FULL JOIN VALUES (1), (2) b(n) ON b.n = t.n WHERE t.n < 4",
    "right_of_semi": "SELECT b.n + 1 FROM VALUES (1), (2) b(n) LEFT SEMI JOIN t ON b.n = t.n",
    "right_of_anti": "SELECT b.n + 1 FROM VALUES (1), (2) b(n) LEFT ANTI JOIN t ON b.n = t.n",
    "except": "(SELECT n + 1 FROM t WHERE n < 4 EXCEPT SELECT 3)",
    "right_of_except": "(SELECT 2 EXCEPT SELECT n FROM t WHERE n < 4)",
    "union_of_two": "(SELECT n + 1 FROM t WHERE n < 4 UNION SELECT n + 1 FROM t WHERE n < 3)",
    "two_references": "SELECT a.n + 1 FROM t a, t b WHERE a.n < 5",
    "exists": "SELECT n + 1 FROM t WHERE EXISTS (SELECT 1 FROM t) AND n < 3",
    "in_query": "SELECT m + 1 FROM VALUES (1), (2) b(m) WHERE m IN (SELECT n FROM t)",
    "scalar_query": "SELECT n + 1 FROM t WHERE n < (SELECT least(3, n + 2) FROM t)",
    "scalar_query_of_others": "SELECT n + 1 FROM t WHERE n < (SELECT 4)",
    "aggregate": "SELECT CAST(max(n) + 1 AS INT) FROM t HAVING max(n) < 3",
    "group_by": "SELECT n + 1 FROM t GROUP BY n",
    "aggregate_in_query": "SELECT (SELECT max(n) FROM t)",
    "aggregate_in_with": "(WITH s AS (SELECT max(n) AS m FROM t) SELECT m + 1 FROM s WHERE m < 3)",
    "window": "SELECT row_number() OVER (ORDER BY n) FROM t WHERE n < 3",
    "sort": "(SELECT n + 1 FROM t WHERE n < 5 ORDER BY n)",
    "sort_of_all": "SELECT n + 1 FROM t WHERE n < 5 ORDER BY n",
    "another_name": "SELECT x FROM t",
    "more_unions": "SELECT n + 1 FROM t WHERE n < 5 UNION ALL SELECT 7 AS n",
}.items():
    sql(f"step_{name}", numbers(step))

# ---- what is no anchor and step ----

for name, query in {
    "without_union": "SELECT n + 1 FROM t",
    "anchor": "SELECT n + 1 FROM t UNION ALL SELECT 1",
    "except": "SELECT 1 EXCEPT SELECT n + 1 FROM t",
    "intersect": "SELECT 1 INTERSECT SELECT n + 1 FROM t",
    "limit": "(SELECT 1 UNION ALL SELECT n + 1 FROM t) LIMIT 4",
    "with_of_its_rows": "WITH s AS (SELECT n FROM t) SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 3",
}.items():
    sql(f"no_loop_{name}", f"WITH RECURSIVE t(n) AS ({query}) SELECT 1", since=(4, 0) if name == "without_union" else SINCE)
sql("union_distinct", "WITH RECURSIVE t(n) AS (SELECT 1 UNION SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t")
sql("names_of_other_number", numbers("SELECT n + 1 FROM t", names="(n, m)"), since=(4, 0))
sql("without_recursive", "WITH t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT * FROM t")
sql("two_references_in_4_0", numbers("SELECT a.n + 1 FROM t a, t b WHERE a.n < 5"), since=(4, 0))
sql("right_join_in_4_0", numbers("SELECT t.n + 1 FROM t RIGHT JOIN VALUES (1), (2) b(n) ON b.n = t.n WHERE t.n < 4"), since=(4, 0))
sql("in_query_in_4_0", numbers("SELECT m + 1 FROM VALUES (1), (2) b(m) WHERE m IN (SELECT n FROM t)"), since=(4, 0))
sql("max_level_in_4_0", upto(3, level=" MAX RECURSION LEVEL 3"), since=(4, 0))

# ---- types are the anchor's ----

for name, (anchor, step) in {
    "int_of_bigint": ("1", "n + 1L"),
    "bigint_of_int": ("1L", "CAST(n + 1 AS INT)"),
    "int_of_text": ("1", "'a'"),
    "text_of_int": ("'a'", "1"),
    "text_of_date": ("'a'", "DATE'2020-01-01'"),
    "int_of_double": ("1", "n / 1"),
    "double_of_int": ("1D", "2"),
    "float_of_int": ("1F", "2"),
    "decimal_of_int": ("CAST(1 AS DECIMAL(10,2))", "2"),
    "decimal_of_narrower": ("CAST(1 AS DECIMAL(10,2))", "CAST(2 AS DECIMAL(5,2))"),
    "decimal_of_wider": ("1.0", "n * 1.5"),
    "int_of_null": ("1", "NULL"),
    "null_of_int": ("NULL", "1"),
    "timestamp_of_date": ("TIMESTAMP'2020-01-01'", "DATE'2020-01-02'"),
    "date_of_interval": ("DATE'2020-01-01'", "n + INTERVAL 1 DAY"),
    "varchar": ("CAST('a' AS VARCHAR(2))", "n || 'bcd'"),
    "struct_of_other_names": ("struct(1 AS a)", "struct(n.a + 1)"),
}.items():
    sql(f"type_{name}", f"WITH RECURSIVE t(n, k) AS (SELECT {anchor}, 1 UNION ALL SELECT {step}, k + 1 FROM t WHERE k < 3) SELECT * FROM t")

# ---- limits ----

sql("level_limit", numbers("SELECT n + 1 FROM t"))
for last in (3, 4):
    sql(f"max_level_3_upto_{last}", upto(last, level=" MAX RECURSION LEVEL 3"))
sql("max_level_0", upto(3, level=" MAX RECURSION LEVEL 0"))
under("max_level_above_the_setting", {LEVELS: "2"}, upto(5, "SELECT max(n) FROM t", level=" MAX RECURSION LEVEL 5"))
sql("max_level_without_columns", "WITH RECURSIVE t MAX RECURSION LEVEL 5 (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT * FROM t")
sql("max_level_not_recursive", "WITH t(n) MAX RECURSION LEVEL 3 AS (SELECT 1) SELECT * FROM t")
sql("max_level_of_a_plain_query", "WITH RECURSIVE t(n) MAX RECURSION LEVEL 3 AS (SELECT 1) SELECT * FROM t")
for name, level in {"word": "x", "negative": "-1"}.items():
    sql(f"max_level_{name}", f"WITH RECURSIVE t(n) MAX RECURSION LEVEL {level} AS (SELECT 1) SELECT * FROM t")
under("level_setting", {LEVELS: "3"}, upto(3))
under("level_setting_passed", {LEVELS: "3"}, upto(4))
under("level_setting_none", {LEVELS: "-1"}, upto(7, "SELECT max(n) FROM t"))
under("row_setting", {ROWS: "5"}, upto(4))
under("row_setting_reached", {ROWS: "5"}, upto(5))
under("row_setting_reached_by_the_anchor", {ROWS: "5"}, "WITH RECURSIVE t(n) AS (SELECT id FROM range(5) UNION ALL SELECT n + 1 FROM t WHERE n < 0) SELECT * FROM t")
under("row_setting_under_a_limit", {ROWS: "5"}, numbers("SELECT n + 1 FROM t", "SELECT * FROM t LIMIT 8"))
under("row_setting_none", {ROWS: "-1"}, upto(4))

for name, rest in {
    "limit": "SELECT * FROM t LIMIT 5",
    "limit_of_a_projection": "SELECT n * 2 FROM t LIMIT 5",
    "limit_of_two_projections": "SELECT * FROM (SELECT n AS k, n * 2 AS m FROM t) LIMIT 3",
    "limit_and_offset": "SELECT * FROM t LIMIT 5 OFFSET 3",
    "limit_0": "SELECT * FROM t LIMIT 0",
    "limit_true": "SELECT * FROM t WHERE true LIMIT 3",
    "limit_counted": "SELECT count(*) FROM (SELECT * FROM t LIMIT 5)",
    "limits_of_a_union": "(SELECT n FROM t LIMIT 3) UNION ALL (SELECT n FROM t LIMIT 4)",
    "limit_of_a_union": "SELECT * FROM t UNION ALL SELECT 7 LIMIT 3",
    "limits_of_a_join": "SELECT a.n, b.n AS m FROM (SELECT * FROM t LIMIT 3) a JOIN (SELECT * FROM t LIMIT 2) b ON a.n = b.n",
    "limit_of_left_join": "SELECT * FROM t LEFT JOIN VALUES (1) u(k) ON n = k LIMIT 3",
    "limit_of_cross_join": "SELECT * FROM t CROSS JOIN VALUES (1) u(k) LIMIT 3",
    "limit_in_a_query": "SELECT * FROM VALUES (2), (200) v(k) WHERE k IN (SELECT n FROM t LIMIT 5)",
    "too_high_limit": "SELECT * FROM t LIMIT 20",
    "limit_of_a_filter": "SELECT * FROM t WHERE n > 3 LIMIT 5",
    "limit_of_a_sort": "SELECT * FROM t ORDER BY n LIMIT 5",
    "limit_of_a_join": "SELECT a.n FROM t a JOIN VALUES (1), (2) b(n) ON a.n = b.n LIMIT 2",
    "limit_of_explode": "SELECT explode(array(n, n)) FROM t LIMIT 3",
    "offset": "SELECT n FROM t OFFSET 3",
    "unused": "SELECT 1",
}.items():
    sql(f"endless_{name}", numbers("SELECT n + 1 FROM t", rest, level=" MAX RECURSION LEVEL 9"))
CASES.add("endless_frame_limit", lambda spark: spark.sql(numbers("SELECT n + 1 FROM t")).limit(3), since=SINCE)
CASES.add("frame", lambda spark: spark.sql(upto(4)).where("n > 1").select((F.col("n") * 2).alias("m")), since=SINCE)
CASES.add("of_a_frame", lambda spark: spark.sql("WITH RECURSIVE t(n) AS (SELECT id FROM {d} UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT * FROM t", d=spark.range(1, 3)), since=SINCE)

# ---- where queries stand ----

CASES.add("temporary_view", in_steps(["CREATE TEMPORARY VIEW recursive_view AS " + upto(3), "SELECT * FROM recursive_view"], ["DROP VIEW IF EXISTS recursive_view"]), since=SINCE)
CASES.add("view", in_steps(["CREATE VIEW recursive_view AS " + upto(3), "SELECT * FROM recursive_view"], ["DROP VIEW IF EXISTS recursive_view"]), since=SINCE)
CASES.add(
    "written",
    in_steps(
        ["CREATE TABLE recursive_rows AS " + upto(3), "INSERT INTO recursive_rows " + upto(2), upto(2, "INSERT INTO recursive_rows SELECT n + 10 FROM t"), "SELECT * FROM recursive_rows ORDER BY n"],
        ["DROP TABLE IF EXISTS recursive_rows"],
    ),
    since=SINCE,
)
CASES.add("cached", in_steps(["CACHE TABLE recursive_cache AS " + upto(3), "SELECT sum(n) FROM recursive_cache"], ["DROP VIEW IF EXISTS recursive_cache"]), since=SINCE)


def with_python(spark):
    @F.udf("int")
    def plus_two(n):
        return n + 2

    spark.udf.register("plus_two_in_a_loop", plus_two)
    return spark.sql(numbers("SELECT plus_two_in_a_loop(n) FROM t WHERE n < 3"))


CASES.add("python_in_the_step", with_python, since=SINCE)

# ---- functions of a seed: each level has a seed of its own ----

for name, anchor, step in (
    ("rand", "0.0D", "rand(5)"),
    ("rand_null", "0.0D", "rand(NULL)"),
    ("randn", "0.0D", "randn(5)"),
    ("randstr", "''", "randstr(5, 3)"),
    ("uniform", "0", "uniform(0, 100, 3)"),
    ("shuffle", "array(1)", "shuffle(array(1, 2, 3), 5)"),
    ("inside", "0", "CAST(rand(5) * 1000 AS INT) + n"),
):
    sql(f"seed_{name}", f"WITH RECURSIVE t(n, r) AS (SELECT 1, {anchor} UNION ALL SELECT n + 1, {step} FROM t WHERE n < 4) SELECT * FROM t")
sql("seed_two", "WITH RECURSIVE t(n, r, q) AS (SELECT 1, 0.0D, 0.0D UNION ALL SELECT n + 1, rand(5), rand(6) FROM t WHERE n < 4) SELECT * FROM t")
sql("seed_rows", "WITH RECURSIVE t(n, r) AS (SELECT * FROM VALUES (1, 0.0D), (2, 0.0D), (3, 0.0D) UNION ALL SELECT n + 10, rand(5) FROM t WHERE n < 20) SELECT * FROM t")
sql("seed_filter", numbers("SELECT n + 1 FROM t WHERE n < 9 AND rand(5) < 0.1"))
sql("seed_column", "WITH RECURSIVE t(n, r) AS (SELECT 1, 0.0D UNION ALL SELECT n + 1, rand(n) FROM t WHERE n < 4) SELECT * FROM t")
