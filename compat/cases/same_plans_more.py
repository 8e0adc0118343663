"""Which more plans Spark takes for the same: functions that stand for others, casts, literals, generators, files, local rows, CTEs."""

from case import Cases
from cases.same_plans import made, q
from pyspark.sql import Window
from pyspark.sql import functions as F

CASES = Cases()

V = "FROM VALUES (1, 'a'), (2, 'b') AS v(n, s)"
D = "FROM VALUES (DATE '2020-01-02', TIMESTAMP '2020-01-02 03:04:05') AS v(d, t)"
A = "FROM VALUES (array(1, 2)) AS v(a)"
M = "FROM VALUES (map('a', 1)) AS v(m)"
N = "FROM VALUES (1.5, 2.25D, 3S) AS v(x, y, z)"
J = "FROM range(3) a JOIN range(4) b ON a.id = b.id"

def table(spark, end):
    """A range as SQL makes it, which has no number of partitions."""
    return spark.sql(f"SELECT * FROM range({end})")


def numbers(spark):
    return table(spark, 3)


PAIRS = {
    # ---- casts and literals ----
    "cast_names": (q("CAST(id AS INT)"), q("int(id)")),
    "cast_operator": (q("CAST(id AS INT)"), q("id::int")),
    "cast_method": (lambda s: numbers(s).select(F.col("id").cast("int")), q("CAST(id AS INT)")),
    "cast_try": (q("CAST(s AS INT)", V), q("try_cast(s AS INT)", V)),
    "cast_own_type": (q("CAST(id AS BIGINT)"), q("id")),
    "cast_twice": (q("CAST(CAST(id AS INT) AS INT)"), q("CAST(id AS INT)")),
    "cast_of_literal": (q("CAST(1 AS BIGINT)"), q("1L")),
    "cast_of_literal_text": (q("CAST('1' AS BIGINT)"), q("1L")),
    "cast_of_literal_twice": (q("CAST(CAST(1 AS SMALLINT) AS BIGINT)"), q("CAST(1 AS BIGINT)")),
    "cast_null": (q("CAST(NULL AS BIGINT)"), q("id - id + CAST(NULL AS BIGINT)")),
    "cast_null_implicit": (q("id + NULL"), q("id + CAST(NULL AS BIGINT)")),
    "cast_null_in_coalesce": (q("coalesce(NULL, id)"), q("coalesce(CAST(NULL AS BIGINT), id)")),
    "cast_date_text": (q("d = '2020-01-02'", D), q("d = CAST('2020-01-02' AS DATE)", D)),
    "cast_date_literal": (q("d = '2020-01-02'", D), q("d = DATE '2020-01-02'", D)),
    "cast_comparison": (q("id = 1"), q("id = 1L")),
    "cast_comparison_written": (q("id = 1"), q("id = CAST(1 AS BIGINT)")),
    "cast_in": (q("id IN (1, 2)"), q("id IN (1L, 2L)")),
    "cast_in_written": (q("id IN (1, 2)"), q("id IN (CAST(1 AS BIGINT), CAST(2 AS BIGINT))")),
    "cast_method_literal": (lambda s: numbers(s).filter(F.col("id") > 1), "SELECT * FROM range(3) WHERE id > 1"),
    "cast_method_long": (lambda s: numbers(s).filter(F.col("id") > 2**40), f"SELECT * FROM range(3) WHERE id > {2**40}"),
    "cast_decimal": (q("x + 1", N), q("x + CAST(1 AS DECIMAL(1, 0))", N)),
    "cast_decimal_ten": (q("x + 1", N), q("x + CAST(1 AS DECIMAL(10, 0))", N)),
    "cast_double": (q("y + 1", N), q("y + 1D", N)),
    "cast_double_decimal": (q("y + 1.5", N), q("y + 1.5D", N)),
    "cast_small": (q("z + 1", N), q("CAST(z AS INT) + 1", N)),
    "cast_case": (q("CASE WHEN id > 1 THEN id ELSE 1 END"), q("CASE WHEN id > 1 THEN id ELSE 1L END")),
    "cast_union": ("SELECT 1 UNION ALL SELECT 2L", "SELECT 1L UNION ALL SELECT 2L"),
    "cast_union_column": ("SELECT 1 UNION ALL SELECT 2L", "SELECT CAST(1 AS BIGINT) UNION ALL SELECT 2L"),
    "cast_division": (q("id / 2"), q("CAST(id AS DOUBLE) / CAST(2 AS DOUBLE)")),
    "cast_concat": (q("concat(s, 1)", V), q("concat(s, CAST(1 AS STRING))", V)),
    "cast_function": (q("sqrt(id)"), q("sqrt(CAST(id AS DOUBLE))")),
    "cast_interval": (q("d + INTERVAL 1 DAY", D), q("date_add(d, 1)", D)),
    "literal_null": (q("NULL"), q("CAST(NULL AS VOID)")),
    "literal_texts": (q("'a'"), q('"a"')),
    "literal_concatenated": (q("'a' 'b'"), q("'ab'")),
    "literal_sum": (q("1 + 1"), q("2")),
    "literal_negative": (q("-1"), q("negative(1)")),
    "literal_negative_number": (q("- 1"), q("-1")),
    "literal_decimals": (q("1.0"), q("1.00")),
    "literal_decimal_suffix": (q("1.5"), q("1.5BD")),
    "literal_double": (q("1.5D"), q("CAST(1.5 AS DOUBLE)")),
    "literal_exponent": (q("1e2"), q("100D")),
    "literal_dates": (q("DATE '2020-01-02'"), q("DATE '2020-1-2'")),
    "literal_date_cast": (q("DATE '2020-01-02'"), q("to_date('2020-01-02')")),
    "literal_intervals": (q("INTERVAL 1 DAY"), q("INTERVAL '24' HOUR")),
    "literal_intervals_same": (q("INTERVAL '1' YEAR"), q("INTERVAL '12' MONTH")),
    "literal_binary": (q("X'61'"), q("CAST('a' AS BINARY)")),
    "literal_method": (lambda s: numbers(s).select(F.lit(1)), q("1")),
    "literal_array": (lambda s: numbers(s).select(F.lit([1, 2])), q("array(1, 2)")),
    "literal_true": (q("id > 1 AND true"), q("id > 1")),
    "literal_current": (q("current_date()"), q("curdate()")),
    "literal_now": (q("now()"), q("current_timestamp()")),
    # ---- functions that stand for others ----
    "nvl": (q("nvl(id, 1L)"), q("coalesce(id, 1L)")),
    "ifnull": (q("ifnull(id, 1L)"), q("nvl(id, 1L)")),
    "nvl2": (q("nvl2(id, 1, 2)"), q("IF(id IS NOT NULL, 1, 2)")),
    "nullif_itself": (q("nullif(id, 1L)"), q("nullif(id, 1L)")),
    "nullif_int": (q("nullif(id, 1)"), q("nullif(id, 1L)")),
    "nullif_case": (q("nullif(id, 1L)"), q("CASE WHEN id = 1L THEN NULL ELSE id END")),
    "decode": (q("decode(n, 1, 'a')", V), q("CASE WHEN n <=> 1 THEN 'a' END", V)),
    "decode_else": (q("decode(n, 1, 'a', 'b')", V), q("CASE WHEN n <=> 1 THEN 'a' ELSE 'b' END", V)),
    "left": (q("left(s, 1)", V), q("substring(s, 1, 1)", V)),
    "right": (q("right(s, 1)", V), q("substring(s, -1)", V)),
    "substr": (q("substr(s, 1, 1)", V), q("substring(s FROM 1 FOR 1)", V)),
    "substring_rest": (q("substring(s, 2)", V), q("substr(s FROM 2)", V)),
    "lower": (q("lower(s)", V), q("lcase(s)", V)),
    "upper": (q("upper(s)", V), q("ucase(s)", V)),
    "length": (q("length(s)", V), q("char_length(s)", V)),
    "power": (q("power(y, 2)", N), q("pow(y, 2)", N)),
    "ceil": (q("ceil(x)", N), q("ceiling(x)", N)),
    "ceil_scale": (q("ceil(x)", N), q("ceil(x, 0)", N)),
    "round": (q("round(x)", N), q("round(x, 0)", N)),
    "log": (q("ln(y)", N), q("log(y)", N)),
    "log_base": (q("log(2, y)", N), q("log2(y)", N)),
    "sign": (q("sign(y)", N), q("signum(y)", N)),
    "modulo_operator": (q("z % 2", N), q("mod(z, 2)", N)),
    "pmod": (q("pmod(id, 2)"), q("id % 2")),
    "trim": (q("trim(s)", V), q("trim(BOTH FROM s)", V)),
    "trim_btrim": (q("trim(s)", V), q("btrim(s)", V)),
    "trim_leading": (q("trim(LEADING 'a' FROM s)", V), q("ltrim('a', s)", V)),
    "trim_trailing": (q("trim(TRAILING FROM s)", V), q("rtrim(s)", V)),
    "position": (q("position('a' IN s)", V), q("position('a', s)", V)),
    "locate": (q("locate('a', s)", V), q("position('a', s)", V)),
    "instr": (q("instr(s, 'a')", V), q("locate('a', s)", V)),
    "overlay": (q("overlay(s PLACING 'x' FROM 1)", V), q("overlay(s, 'x', 1, -1)", V)),
    "lpad": (q("lpad(s, 3)", V), q("lpad(s, 3, ' ')", V)),
    "contains": (q("contains(s, 'a')", V), q("s LIKE '%a%'", V)),
    "contains_method": (lambda s: s.sql("SELECT * " + V).filter(F.col("s").contains("a")), "SELECT * " + V + " WHERE contains(s, 'a')"),
    "startswith_method": (
        lambda s: s.sql("SELECT * " + V).filter(F.col("s").startswith("a")),
        "SELECT * " + V + " WHERE startswith(s, 'a')",
    ),
    "like_all": (q("s LIKE ALL ('a%', 'b%')", V), q("s LIKE 'a%' AND s LIKE 'b%'", V)),
    "like_any_same": (q("s LIKE ANY ('a%', 'b%')", V), q("s LIKE ANY ('a%', 'b%')", V)),
    "like_any_some": (q("s LIKE ANY ('a%', 'b%')", V), q("s LIKE SOME ('a%', 'b%')", V)),
    "like_any_order": (q("s LIKE ANY ('a%', 'b%')", V), q("s LIKE ANY ('b%', 'a%')", V)),
    "like_any_not": (q("s NOT LIKE ANY ('a%', 'b%')", V), q("NOT (s LIKE ANY ('a%', 'b%'))", V)),
    "ilike": (q("s ILIKE 'a%'", V), q("lower(s) LIKE lower('a%')", V)),
    "rlike_names": (q("s RLIKE 'a'", V), q("s REGEXP 'a'", V)),
    "regexp_count": (q("regexp_count(s, 'a')", V), q("size(regexp_extract_all(s, 'a', 0))", V)),
    "regexp_substr": (q("regexp_substr(s, 'a')", V), q("nullif(regexp_extract(s, 'a', 0), '')", V)),
    "regexp_extract": (q("regexp_extract(s, '(a)')", V), q("regexp_extract(s, '(a)', 1)", V)),
    "split": (q("split(s, 'a')", V), q("split(s, 'a', -1)", V)),
    "to_date": (q("to_date(s)", V), q("CAST(s AS DATE)", V)),
    "to_date_format": (q("to_date(s, 'yyyy')", V), q("CAST(to_timestamp(s, 'yyyy') AS DATE)", V)),
    "to_timestamp": (q("to_timestamp(s)", V), q("CAST(s AS TIMESTAMP)", V)),
    "date_of": (q("date(t)", D), q("CAST(t AS DATE)", D)),
    "date_part": (q("date_part('YEAR', d)", D), q("year(d)", D)),
    "extract": (q("extract(YEAR FROM d)", D), q("year(d)", D)),
    "extract_part": (q("extract(MONTH FROM d)", D), q("date_part('mon', d)", D)),
    "date_add_operator": (q("d + 1", D), q("date_add(d, 1)", D)),
    "date_sub_operator": (q("d - 1", D), q("date_sub(d, 1)", D)),
    "date_diff": (q("datediff(d, d)", D), q("date_diff(d, d)", D)),
    "dates_minus": (q("d - d", D), q("t - t", D)),
    "date_add_unit": (q("dateadd(DAY, 1, t)", D), q("timestampadd(DAY, 1, t)", D)),
    "trunc": (q("date_trunc('MONTH', t)", D), q("date_trunc('mon', t)", D)),
    "dayofweek": (q("day(d)", D), q("dayofmonth(d)", D)),
    "element_at": (q("element_at(a, 1)", A), q("a[0]", A)),
    "element_get": (q("get(a, 0)", A), q("a[0]", A)),
    "map_get": (q("m['a']", M), q("m['a']", M)),
    "array_size": (q("array_size(a)", A), q("size(a)", A)),
    "cardinality": (q("cardinality(a)", A), q("size(a)", A)),
    "array_append": (q("array_append(a, 3)", A), q("array_insert(a, -1, 3)", A)),
    "array_contains": (q("array_contains(a, 1)", A), q("exists(a, x -> x = 1)", A)),
    "array_join": (q("array_distinct(a)", A), q("array_union(a, a)", A)),
    "sort_array": (q("array_sort(a)", A), q("sort_array(a)", A)),
    "array_compact": (q("array_compact(a)", A), q("filter(a, x -> x IS NOT NULL)", A)),
    "lambda_names": (q("transform(a, x -> x + 1)", A), q("transform(a, y -> 1 + y)", A)),
    "lambda_two": (q("transform(a, (x, i) -> x + i)", A), q("transform(a, (x, i) -> i + x)", A)),
    "reduce": (q("reduce(a, 0, (x, y) -> x + y)", A), q("aggregate(a, 0, (x, y) -> x + y)", A)),
    "struct_names": (q("struct(id AS a)"), q("named_struct('a', id)")),
    "struct_other_names": (q("struct(id AS a)"), q("struct(id AS b)")),
    "struct_field": (q("struct(id AS a).a"), q("struct(id AS b).b")),
    "struct_field_brackets": (q("struct(id AS a).a"), q("struct(id AS a)['a']")),
    "map_entries": (q("map('a', id)"), q("map_from_arrays(array('a'), array(id))")),
    "assert_true": (q("assert_true(id >= 0)"), q("raise_error('x')")),
    "equal_null": (q("equal_null(id, 1L)"), q("id <=> 1L")),
    "hash_names": (q("sha(s)", V), q("sha1(s)", V)),
    "sha_two": (q("sha2(s, 0)", V), q("sha2(s, 256)", V)),
    "to_json": (q("to_json(struct(id))"), q("to_json(named_struct('id', id))")),
    "typeof": (q("typeof(id)"), q("'bigint'")),
    "try_add": (q("try_add(id, 1L)"), q("id + 1L")),
    "try_divide": (q("try_divide(id, 2)"), q("id / 2")),
    "greatest": (q("greatest(id, 1L)"), q("greatest(1L, id)")),
    "coalesce_order": (q("coalesce(id, 1L)"), q("coalesce(1L, id)")),
    "isnotnull": (q("id IS NOT NULL"), q("NOT (id IS NULL)")),
    "isnotnull_function": (q("id IS NOT NULL"), q("isnotnull(id)")),
    "is_true": (q("(id > 1) IS TRUE"), q("(id > 1) <=> true")),
    "is_not_true": (q("(id > 1) IS NOT TRUE"), q("NOT ((id > 1) <=> true)")),
    "is_unknown": (q("(id > 1) IS UNKNOWN"), q("(id > 1) IS NULL")),
    "is_distinct": (q("id IS DISTINCT FROM 1L"), q("NOT (id <=> 1L)")),
    "bit_count": (q("bit_get(id, 0)"), q("getbit(id, 0)")),
    "bit_not": (q("~id"), q("id ^ -1L")),
    "shift_right": (q("id >> 1"), q("shiftright(id, 1)")),
    "chr": (q("chr(65)"), q("char(65)")),
    "printf": (q("printf('%s', s)", V), q("format_string('%s', s)", V)),
    "character_class": (q("ascii(s)", V), q("ascii(substring(s, 1, 1))", V)),
    "url": (q("url_encode(s)", V), q("url_decode(s)", V)),
    "user": (q("user()"), q("current_user()")),
    "schema": (q("current_schema()"), q("current_database()")),
    "random_seed": (q("rand(1)"), q("random(1)")),
    "random_seeds": (q("rand(1)"), q("rand(2)")),
    "random_no_seed": (q("rand()"), q("rand()")),
    "uuid": (q("uuid()"), q("uuid()")),
    "monotonic": (q("monotonically_increasing_id()"), q("monotonically_increasing_id()")),
    # ---- aggregates ----
    "sum_of_sum": (q("sum(id + 1)"), q("sum(1 + id)")),
    "sum_plus": (q("sum(id) + 1"), q("1 + sum(id)")),
    "sum_try": (q("try_sum(id)"), q("sum(id)")),
    "std": (q("std(id)"), q("stddev(id)")),
    "median": (q("median(id)"), q("percentile(id, 0.5)")),
    "percentile_cont": (q("percentile_cont(0.5) WITHIN GROUP (ORDER BY id)"), q("percentile(id, 0.5)")),
    "approx_percentile": (q("approx_percentile(id, 0.5)"), q("percentile_approx(id, 0.5)")),
    "approx_count": (q("approx_count_distinct(id)"), q("approx_count_distinct(id, 0.05)")),
    "count_if": (q("count_if(id > 1)"), q("count(nullif(id > 1, false))")),
    "count_two": (q("count(id, id + 1)"), q("count(id + 1, id)")),
    "max_by": (q("max_by(id, id)"), q("max(id)")),
    "regr_count": (q("regr_count(id, id)"), q("count(id)")),
    "regr_avgx": (q("regr_avgx(id, id)"), q("avg(id)")),
    "bit_and_aggregate": (q("bit_and(id)"), q("bit_or(id)")),
    "last": (q("last(id)"), q("last_value(id)")),
    "mode": (q("mode(id)"), q("mode() WITHIN GROUP (ORDER BY id)"), (4, 0)),
    "listagg": (q("collect_set(id)"), q("collect_set(id + 0)")),
    "histogram": (q("histogram_numeric(id, 2)"), q("histogram_numeric(id, 3)")),
    "skewness": (q("skewness(id)"), q("kurtosis(id)")),
    "covar": (q("covar_pop(id, id)"), q("covar_samp(id, id)")),
    "aggregate_of_expression": (
        "SELECT id % 2, sum(id) FROM range(3) GROUP BY id % 2",
        "SELECT a, sum(id) FROM (SELECT id % 2 AS a, id FROM range(3)) GROUP BY a",
    ),
    "aggregate_sum_of_two": (q("max(id) + min(id)"), q("min(id) + max(id)")),
    "aggregate_two_minus": (q("max(id) - min(id)"), q("max(id) - min(id) AS a")),
    "aggregate_below": (q("max(id) + 1"), "SELECT m + 1 FROM (SELECT max(id) AS m FROM range(3))"),
    "aggregate_orders_of_keys": (
        "SELECT id, count(1) FROM range(3) GROUP BY id",
        "SELECT count(1), id FROM range(3) GROUP BY id",
    ),
    "aggregate_two_orders": (q("max(id), min(id)"), q("min(id), max(id)")),
    "aggregate_twice": (q("max(id), max(id)"), q("max(id)")),
    "aggregate_twice_same": (q("max(id) + max(id)"), q("max(id) + max(id)")),
    "aggregate_selected": (
        lambda s: numbers(s).groupBy("id").agg(F.max("id")).select("max(id)"),
        "SELECT max(id) FROM range(3) GROUP BY id",
    ),
    "aggregate_order": ("SELECT id FROM range(3) GROUP BY id ORDER BY max(id)", "SELECT id FROM range(3) GROUP BY id ORDER BY max(id) ASC"),
    "aggregate_having_alias": (
        "SELECT max(id) AS m FROM range(3) HAVING m > 1",
        "SELECT max(id) AS m FROM range(3) HAVING max(id) > 1",
    ),
    "aggregate_having_other": (
        "SELECT max(id) AS m FROM range(3) HAVING min(id) > 1",
        "SELECT m FROM (SELECT max(id) AS m, min(id) AS n FROM range(3)) WHERE n > 1",
    ),
    "group_position": ("SELECT id + 1, count(1) FROM range(3) GROUP BY 1", "SELECT id + 1, count(1) FROM range(3) GROUP BY id + 1"),
    "group_swapped": ("SELECT id + 1, count(1) FROM range(3) GROUP BY id + 1", "SELECT 1 + id, count(1) FROM range(3) GROUP BY 1 + id"),
    "group_literal": ("SELECT count(1) FROM range(3) GROUP BY 'a'", "SELECT count(1) FROM range(3)"),
    "group_nothing": (lambda s: numbers(s).groupBy().agg(F.max("id")), lambda s: numbers(s).agg(F.max("id"))),
    "cube_order": (
        "SELECT count(1) FROM VALUES (1, 2) GROUP BY CUBE (col1, col2)",
        "SELECT count(1) FROM VALUES (1, 2) GROUP BY CUBE (col2, col1)",
    ),
    "sets_order": (
        "SELECT count(1) FROM VALUES (1, 2) GROUP BY GROUPING SETS ((col1), (col2))",
        "SELECT count(1) FROM VALUES (1, 2) GROUP BY GROUPING SETS ((col2), (col1))",
    ),
    "rollup_method": (
        lambda s: numbers(s).rollup("id").count(),
        "SELECT id, count(1) FROM range(3) GROUP BY ROLLUP (id)",
    ),
    "sets_one": ("SELECT id, count(1) FROM range(3) GROUP BY GROUPING SETS ((id))", "SELECT id, count(1) FROM range(3) GROUP BY id"),
    "pivot_text": (
        lambda s: numbers(s).groupBy("id").pivot("id", [1, 2]).count(),
        lambda s: numbers(s).groupBy("id").pivot("id", [1, 2]).agg(F.count(F.lit(1))),
    ),
    "distinct_and_group": ("SELECT DISTINCT id FROM range(3)", "SELECT id FROM range(3) GROUP BY id"),
    # ---- windows ----
    "window_two_windows": (
        "SELECT sum(id) OVER (ORDER BY id), sum(id) OVER (PARTITION BY id) FROM range(3)",
        "SELECT sum(id) OVER (PARTITION BY id), sum(id) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_two_partitions": (
        "SELECT sum(col1) OVER (PARTITION BY col1, col2) FROM VALUES (1, 2)",
        "SELECT sum(col1) OVER (PARTITION BY col2, col1) FROM VALUES (1, 2)",
    ),
    "window_partition_sum": (
        "SELECT sum(id) OVER (PARTITION BY id + 1) FROM range(3)",
        "SELECT sum(id) OVER (PARTITION BY 1 + id) FROM range(3)",
    ),
    "window_descending": (
        "SELECT rank() OVER (ORDER BY id DESC) FROM range(3)",
        "SELECT rank() OVER (ORDER BY id DESC NULLS LAST) FROM range(3)",
    ),
    "window_rank_dense": (
        "SELECT rank() OVER (ORDER BY id) FROM range(3)",
        "SELECT dense_rank() OVER (ORDER BY id) FROM range(3)",
    ),
    "window_ranks_frames": (
        "SELECT rank() OVER (ORDER BY id) FROM range(3)",
        "SELECT rank() OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM range(3)",
    ),
    "window_frame_bounds": (
        "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM range(3)",
        "SELECT sum(id) OVER (ORDER BY id ROWS 1 PRECEDING) FROM range(3)",
    ),
    "window_range": (
        "SELECT sum(id) OVER (ORDER BY id) FROM range(3)",
        "SELECT sum(id) OVER (ORDER BY id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM range(3)",
    ),
    "window_first_nulls": (
        "SELECT first_value(id) IGNORE NULLS OVER (ORDER BY id) FROM range(3)",
        "SELECT first_value(id, true) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_lag_default": (
        "SELECT lag(id, 1, NULL) OVER (ORDER BY id) FROM range(3)",
        "SELECT lag(id) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_columns": (
        lambda s: numbers(s).withColumn("r", F.row_number().over(Window.orderBy("id"))),
        "SELECT id, row_number() OVER (ORDER BY id) AS r FROM range(3)",
    ),
    "window_qualified": (
        "SELECT rank() OVER (ORDER BY id) AS a FROM range(3)",
        "SELECT a FROM (SELECT rank() OVER (ORDER BY id) AS a, id FROM range(3))",
    ),
    "window_over_sum": (
        "SELECT sum(sum(id)) OVER (ORDER BY id) FROM range(3) GROUP BY id",
        "SELECT sum(s) OVER (ORDER BY id) FROM (SELECT id, sum(id) AS s FROM range(3) GROUP BY id)",
    ),
    # ---- generators ----
    "lateral_views_named": (
        "SELECT e " + A + " LATERAL VIEW explode(a) t AS e",
        "SELECT f " + A + " LATERAL VIEW explode(a) t AS f",
    ),
    "lateral_views_tables": (
        "SELECT e " + A + " LATERAL VIEW explode(a) t AS e",
        "SELECT e " + A + " LATERAL VIEW explode(a) u AS e",
    ),
    "lateral_join": ("SELECT col " + A + ", LATERAL explode(a)", "SELECT col " + A + " LATERAL VIEW explode(a) t"),
    "generators_methods": (
        lambda s: s.sql("SELECT * " + A).select(F.explode("a").alias("x")),
        lambda s: s.sql("SELECT * " + A).select(F.explode("a")),
    ),
    "generator_and_text": (lambda s: s.sql("SELECT * " + A).select(F.explode("a")), "SELECT explode(a) " + A),
    "posexplode": ("SELECT posexplode(a) " + A, "SELECT posexplode(a) AS (p, c) " + A),
    "generators_kinds": ("SELECT explode(a) " + A, "SELECT inline(arrays_zip(a)) " + A),
    "stack": ("SELECT stack(2, 1, 2)", "SELECT stack(1, 1, 2)"),
    "stack_same": ("SELECT stack(2, 1, 2)", "SELECT stack(2, 1, 2) AS (a)"),
    "table_functions": ("SELECT * FROM explode(array(1, 2))", "SELECT explode(array(1, 2))"),
    "table_functions_same": ("SELECT * FROM explode(array(1, 2))", "SELECT * FROM explode(array(1, 2)) AS t(c)"),
    # ---- relations ----
    "values_same": ("VALUES (1, 'a')", "SELECT * FROM VALUES (1, 'a') AS t(a, b)"),
    "values_select": ("VALUES (1)", "SELECT 1"),
    "values_sum": ("VALUES (1 + 1)", "VALUES (2)"),
    "values_types": ("VALUES (1), (2L)", "VALUES (1L), (2L)"),
    "values_other_rows": ("VALUES (1), (2)", "VALUES (2), (1)"),
    "range_forms": (lambda s: s.range(0, 3, 1), lambda s: s.range(0, 3)),
    "range_partitions": (lambda s: s.range(0, 3, 1, 2), lambda s: s.range(0, 3, 1, 3)),
    "range_partitions_text": (lambda s: s.range(0, 3, 1, 2), "SELECT * FROM range(0, 3, 1, 2)"),
    "range_empty": (lambda s: s.range(3, 3), lambda s: s.range(0, 0)),
    "local_same": (lambda s: s.createDataFrame([(1, "a")], "n int, s string"), lambda s: s.createDataFrame([(1, "a")], "n int, s string")),
    "local_values": (lambda s: s.createDataFrame([(1, "a")], "n int, s string"), lambda s: s.createDataFrame([(1, "b")], "n int, s string")),
    "local_inferred": (lambda s: s.createDataFrame([(1, "a")], ["n", "s"]), lambda s: s.createDataFrame([(1, "a")], ["m", "t"])),
    "local_inferred_typed": (lambda s: s.createDataFrame([(1, "a")], ["n", "s"]), lambda s: s.createDataFrame([(1, "a")], "n bigint, s string")),
    "local_types": (lambda s: s.createDataFrame([(1,)], "n int"), lambda s: s.createDataFrame([(1,)], "n bigint")),
    "local_nullable": (lambda s: s.createDataFrame([(1,)], "n int"), lambda s: s.createDataFrame([(1,)], "n int not null")),
    "local_empty": (lambda s: s.createDataFrame([], "n int"), lambda s: s.createDataFrame([], "m int")),
    "local_values_text": (lambda s: s.createDataFrame([(1,)], "n int"), "VALUES (1)"),
    "local_selected": (
        lambda s: s.createDataFrame([(1, "a")], "n int, s string").select("n"),
        lambda s: s.createDataFrame([(1, "a")], "n int, s string").select("n"),
    ),
    "ctes_same": (
        "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c",
        "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c",
    ),
    "ctes_inlined": ("WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c", "SELECT a FROM (SELECT id + 1 AS a FROM range(3))"),
    "ctes_nested": (
        "WITH c AS (SELECT id FROM range(3)), d AS (SELECT * FROM c) SELECT * FROM d",
        "WITH c AS (SELECT id FROM range(3)), d AS (SELECT * FROM c) SELECT * FROM d",
    ),
    "ctes_in_subquery": (
        "SELECT (WITH c AS (SELECT 1 AS a) SELECT a FROM c)",
        "SELECT (WITH c AS (SELECT 1 AS a) SELECT a FROM c)",
    ),
    "cte_above": (
        lambda s: s.sql("WITH c AS (SELECT id FROM range(3)) SELECT id FROM c").filter("id > 1"),
        lambda s: s.sql("WITH c AS (SELECT id FROM range(3)) SELECT id FROM c").filter("id > 1"),
    ),
    "filters_reordered": (
        lambda s: numbers(s).filter("id > 1").filter("id < 3"),
        lambda s: numbers(s).filter("id < 3").filter("id > 1"),
    ),
    "filters_together": (lambda s: numbers(s).filter("id > 1").filter("id < 3"), lambda s: numbers(s).filter("id > 1 AND id < 3")),
    "filter_where": (lambda s: numbers(s).where("id > 1"), "SELECT * FROM range(3) WHERE id > 1"),
    "filter_of_all": (lambda s: numbers(s).filter("true"), numbers),
    "filter_below": (
        lambda s: numbers(s).filter("id > 1").select("id"),
        lambda s: numbers(s).select("id").filter("id > 1"),
    ),
    "select_order": (q("id, id + 1"), q("id + 1, id")),
    "select_twice": (lambda s: numbers(s).select("id", "id"), q("id, id")),
    "select_nested": (q("id + 1 + 1"), "SELECT a + 1 FROM (SELECT id + 1 AS a FROM range(3))"),
    "select_star": ("SELECT * FROM range(3)", "SELECT id FROM range(3)"),
    "select_star_twice": ("SELECT *, id FROM range(3)", "SELECT id, * FROM range(3)"),
    "with_column": (lambda s: numbers(s).withColumn("a", F.col("id") + 1), q("*, id + 1 AS a")),
    "with_columns": (
        lambda s: numbers(s).withColumn("a", F.lit(1)).withColumn("b", F.lit(2)),
        lambda s: numbers(s).withColumns({"a": F.lit(1), "b": F.lit(2)}),
    ),
    "with_column_renamed": (lambda s: numbers(s).withColumnRenamed("id", "x"), numbers),
    "with_column_replaced": (lambda s: numbers(s).withColumn("id", F.col("id")), numbers),
    "to_names": (lambda s: numbers(s).toDF("x"), numbers),
    "drop_column": (lambda s: numbers(s).withColumn("a", F.lit(1)).drop("a"), lambda s: numbers(s).select("id")),
    "drop_nothing": (lambda s: numbers(s).drop("zz"), numbers),
    "alias_of_frame": (lambda s: numbers(s).alias("x"), numbers),
    "alias_star": (lambda s: numbers(s).select("*"), numbers),
    "metadata_same": (
        lambda s: numbers(s).select(F.col("id").alias("id", metadata={"a": 1})),
        lambda s: numbers(s).select(F.col("id").alias("x", metadata={"a": 1})),
    ),
    "metadata_other": (
        lambda s: numbers(s).select(F.col("id").alias("id", metadata={"a": 1})),
        lambda s: numbers(s).select(F.col("id").alias("id", metadata={"a": 2})),
    ),
    "metadata_above": (
        lambda s: numbers(s).select(F.col("id").alias("id", metadata={"a": 1})).select("id"),
        lambda s: numbers(s).select(F.col("id").alias("id", metadata={"a": 1})),
    ),
    "alias_in_having": (q("id AS a"), q("id AS b")),
    "alias_lateral": (q("id + 1 AS a, a + 1 AS b"), q("id + 1 AS x, x + 1 AS y")),
    "alias_lateral_nested": (q("id + 1 AS a, a + 1 AS b"), "SELECT a, a + 1 AS b FROM (SELECT id + 1 AS a FROM range(3))"),
    "select_expr": (lambda s: numbers(s).selectExpr("id + 1"), q("id + 1")),
    "select_metadata": (lambda s: numbers(s).select(F.col("id").alias("id", metadata={"a": 1})), numbers),
    "limit_all": ("SELECT * FROM range(3) LIMIT ALL", "SELECT * FROM range(3)"),
    "limit_literal_cast": ("SELECT * FROM range(3) LIMIT CAST(2 AS INT)", "SELECT * FROM range(3) LIMIT 2"),
    "limit_twice": (lambda s: numbers(s).limit(2).limit(1), lambda s: numbers(s).limit(1)),
    "offset_zero": (lambda s: numbers(s).offset(0), numbers),
    "sort_selected": ("SELECT id FROM range(3) ORDER BY id", lambda s: numbers(s).select("id").orderBy("id")),
    "sort_hidden": ("SELECT id + 1 FROM range(3) ORDER BY id", "SELECT id + 1 AS a FROM range(3) ORDER BY id"),
    "sort_all": ("SELECT id FROM range(3) ORDER BY ALL", "SELECT id FROM range(3) ORDER BY id"),
    "sort_twice": (lambda s: numbers(s).sort("id").sort("id"), lambda s: numbers(s).sort("id")),
    "sort_sum": ("SELECT id FROM range(3) ORDER BY id + 1", "SELECT id FROM range(3) ORDER BY 1 + id"),
    "sort_by_hidden": ("SELECT id + 1 FROM range(3) SORT BY id", "SELECT id + 1 FROM range(3) ORDER BY id"),
    "union_text": ("SELECT 1 UNION ALL SELECT 2", "VALUES (1), (2)"),
    "union_swapped": ("SELECT 1 UNION ALL SELECT 2", "SELECT 2 UNION ALL SELECT 1"),
    "union_method": (lambda s: table(s, 1).union(table(s, 2)), "SELECT * FROM range(1) UNION ALL SELECT * FROM range(2)"),
    "union_three_text": (
        "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3",
        "SELECT 1 UNION ALL (SELECT 2 UNION ALL SELECT 3)",
    ),
    "union_three_method": (
        lambda s: table(s, 1).union(table(s, 2)).union(table(s, 3)),
        "SELECT * FROM range(1) UNION ALL SELECT * FROM range(2) UNION ALL SELECT * FROM range(3)",
    ),
    "union_distinct_method": (
        lambda s: table(s, 1).union(table(s, 2)).distinct(),
        "SELECT * FROM range(1) UNION SELECT * FROM range(2)",
    ),
    "union_by_name_other": (
        lambda s: s.sql("SELECT 1 AS a, 2 AS b").unionByName(s.sql("SELECT 1 AS b, 2 AS a")),
        lambda s: s.sql("SELECT 1 AS a, 2 AS b").union(s.sql("SELECT 1 AS b, 2 AS a").select("a", "b")),
    ),
    "union_by_name_missing": (
        lambda s: s.sql("SELECT 1 AS a").unionByName(s.sql("SELECT 2 AS a"), allowMissingColumns=True),
        lambda s: s.sql("SELECT 1 AS a").union(s.sql("SELECT 2 AS a")),
    ),
    "minus_except": ("SELECT 1 EXCEPT SELECT 2", "SELECT 1 MINUS SELECT 2"),
    "except_all": (lambda s: table(s, 3).exceptAll(table(s, 2)), "SELECT * FROM range(3) EXCEPT ALL SELECT * FROM range(2)"),
    "intersect_three": (
        "SELECT 1 INTERSECT SELECT 2 INTERSECT SELECT 3",
        "SELECT 1 INTERSECT (SELECT 2 INTERSECT SELECT 3)",
    ),
    # ---- joins ----
    "join_comma_on": ("SELECT * FROM range(3) a, range(4) b", "SELECT * FROM range(3) a JOIN range(4) b"),
    "join_sides": ("SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id", "SELECT a.id FROM range(4) b JOIN range(3) a ON a.id = b.id"),
    "join_condition_and": (
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id = b.id AND a.id > 1",
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id > 1 AND b.id = a.id",
    ),
    "join_true": ("SELECT * FROM range(3) a JOIN range(4) b ON true", "SELECT * FROM range(3) a JOIN range(4) b"),
    "join_natural": ("SELECT * FROM range(3) NATURAL JOIN range(4)", "SELECT * FROM range(3) JOIN range(4) USING (id)"),
    "join_using_full": (
        "SELECT * FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT coalesce(a.id, b.id) FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    "join_using_right": (
        "SELECT * FROM range(3) RIGHT JOIN range(4) USING (id)",
        "SELECT b.id FROM range(3) a RIGHT JOIN range(4) b ON a.id = b.id",
    ),
    "join_method_names": (lambda s: table(s, 3).join(table(s, 4), ["id"]), lambda s: table(s, 3).join(table(s, 4), "id", "inner")),
    "join_method_cross": (lambda s: table(s, 3).join(table(s, 4), how="cross"), lambda s: table(s, 3).crossJoin(table(s, 4))),
    "join_semi": (
        "SELECT * FROM range(3) a LEFT SEMI JOIN range(4) b ON a.id = b.id",
        lambda s: table(s, 3).join(table(s, 4), "id", "left_semi"),
    ),
    "join_semi_anti": (
        "SELECT * FROM range(3) a LEFT SEMI JOIN range(4) b ON a.id = b.id",
        "SELECT * FROM range(3) a LEFT ANTI JOIN range(4) b ON a.id = b.id",
    ),
    "join_same_sides": ("SELECT * FROM range(3) a JOIN range(3) b ON a.id = b.id", "SELECT * FROM range(3) b JOIN range(3) a ON b.id = a.id"),
    "join_frames": (
        lambda s: (lambda a, b: a.join(b, a.id == b.id))(table(s, 3), table(s, 4)),
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id = b.id",
    ),
    "join_itself": (
        lambda s: (lambda a: a.alias("x").join(a.alias("y"), F.col("x.id") == F.col("y.id")))(table(s, 3)),
        "SELECT * FROM range(3) a JOIN range(3) b ON a.id = b.id",
    ),
    "join_columns": ("SELECT b.id " + J, "SELECT a.id " + J),
    "join_three": (
        "SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id JOIN range(5) c ON b.id = c.id",
        "SELECT x.id FROM range(3) x JOIN range(4) y ON x.id = y.id JOIN range(5) z ON y.id = z.id",
    ),
    "join_hint_twice": (
        "SELECT /*+ BROADCAST(a), BROADCAST(b) */ * " + J,
        "SELECT /*+ BROADCAST(b), BROADCAST(a) */ * " + J,
    ),
    "join_lateral": (
        "SELECT * FROM range(3) a, LATERAL (SELECT a.id + 1)",
        "SELECT * FROM range(3) a CROSS JOIN LATERAL (SELECT 1 + a.id)",
    ),
    # ---- subqueries ----
    "exists_select": (
        "SELECT * FROM range(3) a WHERE EXISTS (SELECT 1 FROM range(4) b WHERE a.id = b.id)",
        "SELECT * FROM range(3) a WHERE EXISTS (SELECT * FROM range(4) b WHERE b.id = a.id)",
    ),
    "exists_where": (
        "SELECT * FROM range(3) a WHERE EXISTS (SELECT 1 FROM range(4) b WHERE a.id = b.id)",
        "SELECT * FROM range(3) x WHERE EXISTS (SELECT 1 FROM range(4) y WHERE y.id = x.id)",
    ),
    "scalar_correlated": (
        "SELECT (SELECT max(b.id) FROM range(4) b WHERE b.id = a.id) FROM range(3) a",
        "SELECT (SELECT max(y.id) FROM range(4) y WHERE y.id = x.id) FROM range(3) x",
    ),
    "in_subquery_not": (
        "SELECT * FROM range(5) WHERE id NOT IN (SELECT id FROM range(3))",
        "SELECT * FROM range(5) WHERE NOT (id IN (SELECT id FROM range(3)))",
    ),
    "in_subquery_and": (
        "SELECT * FROM range(5) WHERE id IN (SELECT id FROM range(3)) AND id > 1",
        "SELECT * FROM range(5) WHERE id > 1 AND id IN (SELECT id FROM range(3))",
    ),
    "subquery_alias": ("SELECT * FROM (SELECT id FROM range(3)) x", "SELECT id FROM range(3)"),
    "subquery_columns": ("SELECT * FROM (SELECT id FROM range(3)) x(a)", "SELECT id AS a FROM range(3)"),
    "subqueries_twice": (
        "SELECT (SELECT max(id) FROM range(3)) + (SELECT min(id) FROM range(3))",
        "SELECT (SELECT min(id) FROM range(3)) + (SELECT max(id) FROM range(3))",
    ),
    # ---- samples, statistics, others ----
    "sample_fractions": (lambda s: numbers(s).sample(0.5, 1), lambda s: numbers(s).sample(0.6, 1)),
    "sample_replacement": (lambda s: numbers(s).sample(True, 0.5, 1), lambda s: numbers(s).sample(False, 0.5, 1)),
    "sample_text": (lambda s: numbers(s).sample(0.5, 1), "SELECT * FROM (SELECT * FROM range(3)) TABLESAMPLE (50 PERCENT) REPEATABLE (1)"),
    "sample_text_same": (
        "SELECT * FROM (SELECT * FROM range(3)) TABLESAMPLE (50 PERCENT) REPEATABLE (1)",
        "SELECT * FROM (SELECT * FROM range(3)) TABLESAMPLE (BUCKET 1 OUT OF 2) REPEATABLE (1)",
    ),
    "sample_rows": ("SELECT * FROM (SELECT * FROM range(3)) TABLESAMPLE (2 ROWS)", "SELECT * FROM range(3) LIMIT 2"),
    "sample_no_seed": (lambda s: numbers(s).sample(0.5), lambda s: numbers(s).sample(0.5)),
    "random_split": (lambda s: numbers(s).randomSplit([1.0, 1.0], 1)[0], lambda s: numbers(s).randomSplit([1.0, 1.0], 1)[0]),
    "random_split_other": (lambda s: numbers(s).randomSplit([1.0, 1.0], 1)[0], lambda s: numbers(s).randomSplit([1.0, 1.0], 1)[1]),
    "sample_by": (lambda s: numbers(s).sampleBy("id", {1: 0.5}, 1), lambda s: numbers(s).sampleBy("id", {1: 0.5}, 1)),
    "summary": (lambda s: numbers(s).summary("min"), lambda s: numbers(s).summary("min")),
    "crosstab": (lambda s: numbers(s).crosstab("id", "id"), lambda s: numbers(s).crosstab("id", "id")),
    "freq_items": (lambda s: numbers(s).freqItems(["id"]), lambda s: numbers(s).freqItems(["id"])),
    "fillna_values": (lambda s: numbers(s).fillna(1), lambda s: numbers(s).fillna(2)),
    "fillna_dict": (lambda s: numbers(s).fillna({"id": 1}), lambda s: numbers(s).fillna(1)),
    "replace": (lambda s: numbers(s).replace(1, 2), lambda s: numbers(s).na.replace([1], [2])),
    "dropna_thresh": (lambda s: numbers(s).dropna(thresh=1), lambda s: numbers(s).dropna("all")),
    "dropna_subset": (lambda s: numbers(s).dropna(subset=["id"]), lambda s: numbers(s).dropna()),
    "unpivot": (
        lambda s: numbers(s).unpivot([], ["id"], "k", "v"),
        lambda s: numbers(s).melt([], ["id"], "x", "y"),
    ),
    "drop_duplicates_two": (
        lambda s: s.sql("SELECT * " + V).dropDuplicates(["n", "s"]),
        lambda s: s.sql("SELECT * " + V).dropDuplicates(["s", "n"]),
    ),
    "drop_duplicates_one": (
        lambda s: s.sql("SELECT * " + V).dropDuplicates(["n"]),
        lambda s: s.sql("SELECT * " + V).dropDuplicates(["n"]),
    ),
    "drop_duplicates_first": (
        lambda s: s.sql("SELECT * " + V).dropDuplicates(["n"]),
        "SELECT n, first(s) " + V + " GROUP BY n",
    ),
    "distinct_all": (lambda s: numbers(s).distinct(), "SELECT DISTINCT * FROM range(3)"),
    "drop_duplicates_and_distinct": (lambda s: numbers(s).dropDuplicates(), lambda s: numbers(s).distinct()),
    "drop_duplicates_and_text": (lambda s: numbers(s).dropDuplicates(["id"]), "SELECT DISTINCT * FROM range(3)"),
    "drop_duplicates_named": (lambda s: numbers(s).dropDuplicates(["id"]), lambda s: numbers(s).dropDuplicates(["ID"])),
    "distinct_twice": (lambda s: numbers(s).distinct().distinct(), lambda s: numbers(s).distinct()),
    "observe": (lambda s: numbers(s).observe("o", F.count(F.lit(1))), numbers),
    "observe_same": (
        lambda s: numbers(s).observe("o", F.count(F.lit(1))),
        lambda s: numbers(s).observe("o", F.count(F.lit(1))),
    ),
    "window_of_time": (
        lambda s: s.sql("SELECT t " + D).groupBy(F.window("t", "1 hour")).count(),
        "SELECT window, count(1) " + D + " GROUP BY window(t, '1 hour')",
    ),
    "window_of_time_same": (
        "SELECT window(t, '1 hour') AS w " + D,
        "SELECT window(t, '60 minutes') AS w " + D,
    ),
    "struct_to": (
        lambda s: numbers(s).to(numbers(s).schema),
        numbers,
    ),
    "tail_nothing": (lambda s: numbers(s).select(F.col("id").isin([1, 2])), q("id IN (1, 2)")),
    "isin_one": (lambda s: numbers(s).select(F.col("id").isin([1])), q("id IN (1)")),
    "not_method": (lambda s: numbers(s).select(~(F.col("id") == 1)), q("id <> 1")),
    "not_equal_method": (lambda s: numbers(s).select(F.col("id") != 1), q("id <> 1")),
    "minus_method": (lambda s: numbers(s).select(-F.col("id")), q("-id")),
    "substr_method": (
        lambda s: s.sql("SELECT * " + V).select(F.col("s").substr(1, 1)),
        "SELECT substring(s, 1, 1) FROM (SELECT * " + V + ")",
    ),
    "get_item_method": (
        lambda s: s.sql("SELECT * " + A).select(F.col("a")[0]),
        "SELECT a[0] " + A,
    ),
    "eq_null_safe_method": (lambda s: numbers(s).select(F.col("id").eqNullSafe(1)), q("id <=> 1")),
    "expr_method": (lambda s: numbers(s).select(F.expr("id + 1")), lambda s: numbers(s).select(F.col("id") + 1)),
    "count_method_star": (lambda s: numbers(s).agg(F.count("*")), q("count(*)")),
    "sum_distinct_method": (lambda s: numbers(s).agg(F.sum_distinct("id")), q("sum(DISTINCT id)")),
    "first_method": (lambda s: numbers(s).agg(F.first("id", True)), q("first(id, true)")),
    "asc_method": (lambda s: numbers(s).sort(F.asc("id")), lambda s: numbers(s).sort("id")),
    "desc_method": (lambda s: numbers(s).sort(F.desc_nulls_last("id")), lambda s: numbers(s).sort("id", ascending=False)),
    "nanvl": (q("nanvl(y, 1D)", N), q("IF(isnan(y), 1D, y)", N)),
    "zeroifnull": (q("zeroifnull(id)"), q("coalesce(id, 0)"), (4, 0)),
    "nullifzero": (q("nullifzero(id)"), q("nullif(id, 0)"), (4, 0)),
    "exists_any": (q("some(id > 1) AND every(id < 3)"), q("every(id < 3) AND some(id > 1)")),
    "pipe": ("FROM range(3) |> WHERE id > 1", "SELECT * FROM range(3) WHERE id > 1", (4, 0)),
    "pipe_star": ("FROM range(3) |> SELECT *", "SELECT * FROM range(3)", (4, 0)),
    "pipe_where_select": ("FROM range(3) |> WHERE id > 1 |> SELECT id + 1", "SELECT id + 1 FROM range(3) WHERE id > 1", (4, 0)),
    "pipe_wheres": ("FROM range(3) |> WHERE id > 1", "FROM range(3) |> WHERE 1 < id", (4, 0)),
    "pipe_limit": ("FROM range(3) |> LIMIT 1", "SELECT * FROM range(3) LIMIT 1", (4, 0)),
    "pipe_order": ("FROM range(3) |> ORDER BY id", "SELECT * FROM range(3) ORDER BY id", (4, 0)),
    "from_alone": ("FROM range(3)", "SELECT * FROM range(3)", (4, 0)),
    "pipe_select": ("FROM range(3) |> SELECT id + 1 AS a", "SELECT id + 1 FROM range(3)", (4, 0)),
    "variant": (q("parse_json('1')"), q("parse_json('2')"), (4, 0)),
    "collations": (q("s COLLATE UTF8_LCASE", V), q("collate(s, 'UTF8_LCASE')", V), (4, 0)),
    "map_values": ("SELECT m " + M, "SELECT m " + M),
    "array_values": ("SELECT a " + A, "SELECT a " + A),
    "struct_values": ("SELECT * FROM VALUES (struct(1, 'a'))", "SELECT * FROM VALUES (struct(1, 'a'))"),
    "binary_values": ("SELECT * FROM VALUES (X'61')", "SELECT * FROM VALUES (X'61')"),
    "local_maps": (
        lambda s: s.createDataFrame([({"a": 1},)], "m map<string, int>"),
        lambda s: s.createDataFrame([({"a": 1},)], "m map<string, int>"),
    ),
    "map_literals": (q("map('a', 1)"), q("map('a', 1)")),
    "binary_literals": (q("X'61'"), q("X'61'")),
    "nested_nullability": (
        "SELECT a FROM (SELECT array(1) AS a) WHERE size(a) > 0",
        "SELECT a FROM (SELECT array(1) AS a) WHERE size(a) > 0",
    ),
}

for name, (one, other, *since) in PAIRS.items():

    def compare(spark, one=one, other=other):
        a, b = made(spark, one), made(spark, other)
        return a.sameSemantics(b), a.semanticHash() == b.semanticHash()

    CASES.add(name, compare, **({"since": since[0]} if since else {}))


def alone(name):
    """A frame compared with itself."""

    def add(make):
        CASES.add(name, lambda spark: (lambda df: (df.sameSemantics(df), df.semanticHash() == df.semanticHash()))(make(spark)))
        return make

    return add


@alone("itself_cte")
def itself_cte(spark):
    return spark.sql("WITH c AS (SELECT id FROM range(3)) SELECT id FROM c")


@alone("itself_uuid")
def itself_uuid(spark):
    return spark.sql("SELECT uuid()")


@alone("itself_sample")
def itself_sample(spark):
    return spark.range(9).sample(0.5)


@alone("itself_local")
def itself_local(spark):
    return spark.createDataFrame([(1, "a")], "n int, s string")


@alone("itself_between")
def itself_between(spark):
    return spark.sql("SELECT id BETWEEN 1 AND 2 FROM range(3)")


def cached(name, text, other):
    """Whether one plan is known to be cached once another is."""

    def run(spark):
        a, b = made(spark, text), made(spark, other)
        a.cache()
        try:
            return b.storageLevel.useMemory, sorted(map(tuple, b.collect()), key=repr)
        finally:
            a.unpersist()

    CASES.add("cached_" + name, run)


for name, text, other in (
    ("cte", "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c", "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c"),
    ("cte_other_name", "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c", "WITH d AS (SELECT id + 1 AS b FROM range(3)) SELECT b FROM d"),
    ("cte_twice", "WITH c AS (SELECT id FROM range(3)) SELECT * FROM c JOIN c AS d USING (id)", "WITH c AS (SELECT id FROM range(3)) SELECT * FROM c JOIN c AS d USING (id)"),
    ("random", "SELECT uuid() IS NULL", "SELECT uuid() IS NULL"),
    ("maps", "SELECT m['a'] " + M, "SELECT m['a'] " + M),
    ("cast", q("id + 1"), q("id + 1L")),
    ("cast_written", q("id + 1"), q("id + CAST(1 AS BIGINT)")),
    ("unions", lambda s: table(s, 1).union(table(s, 2)).union(table(s, 3)), lambda s: table(s, 1).union(table(s, 2).union(table(s, 3)))),
    ("sort_by", "SELECT * FROM range(3) SORT BY id", "SELECT * FROM range(3) ORDER BY id"),
    ("local", lambda s: s.createDataFrame([(1, "a")], "n int, s string"), lambda s: s.createDataFrame([(1, "a")], "n int, s string")),
    ("cross", "SELECT * FROM range(3) CROSS JOIN range(2)", "SELECT * FROM range(3), range(2)"),
    ("between", q("id BETWEEN 1 AND 2"), q("id BETWEEN 1 AND 2")),
    ("nullif", q("nullif(id, 1)"), q("nullif(id, 1)")),
):
    cached(name, text, other)


def files(spark):
    """The files of a table read by path and by other options."""
    spark.sql("DROP TABLE IF EXISTS same_plans_files")
    spark.sql("CREATE TABLE same_plans_files USING parquet AS SELECT id AS n, 'a' AS s FROM range(3)")
    try:
        t = spark.table("same_plans_files")
        path = t.inputFiles()[0].rsplit("/", 1)[0]
        r = spark.read.parquet(path)
        return (
            r.sameSemantics(spark.read.parquet(path)),
            r.sameSemantics(t),
            r.sameSemantics(spark.sql(f"SELECT * FROM parquet.`{path}`")),
            r.sameSemantics(spark.read.schema("n bigint, s string").parquet(path)),
            r.sameSemantics(spark.read.option("mergeSchema", "true").parquet(path)),
            r.sameSemantics(spark.read.format("parquet").load(path)),
            r.select("n").sameSemantics(spark.read.schema("n bigint").parquet(path)),
            r.filter("n > 1").sameSemantics(r.filter("1 < n")),
            t.filter("n > 1").sameSemantics(spark.sql("SELECT * FROM same_plans_files WHERE n > 1")),
        )
    finally:
        spark.sql("DROP TABLE same_plans_files")


CASES.add("files", files)


def kept(name, make):
    """Whether a frame that is asked to be kept is known to be, and gives the same rows each time."""

    def run(spark):
        df = make(spark)
        df.cache()
        try:
            rows = df.collect()
            return df.storageLevel.useMemory, rows == df.collect(), df.sameSemantics(df), rows == df.filter("1 = 1").collect()
        finally:
            df.unpersist()

    CASES.add("kept_" + name, run)


kept("random_text", lambda s: s.sql("SELECT rand() FROM range(3)"))
kept("random_expression", lambda s: s.range(3).selectExpr("rand()"))
kept("random", lambda s: s.range(3).select(F.rand()))
kept("uuid", lambda s: s.range(3).select(F.expr("uuid()")))
kept("cte", lambda s: s.sql("WITH c AS (SELECT id FROM range(3)) SELECT id FROM c"))
kept("lambda", lambda s: s.range(3).select(F.transform(F.array("id"), lambda x: x + 1)))
kept("lambda_text", lambda s: s.sql("SELECT transform(array(id), x -> x + 1) FROM range(3)"))
kept("sample", lambda s: s.range(30).sample(0.5))
kept("now", lambda s: s.sql("SELECT now() FROM range(3)"))


def stored(name, text):
    """A view of text and one of a frame, each against itself, and whether they are kept."""

    def run(spark):
        out = []
        df = spark.sql(text)
        spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW same_plans_text AS {text}")
        df.createOrReplaceTempView("same_plans_frame")
        for view in ("same_plans_text", "same_plans_frame"):
            of = spark.table(view)
            out += [of.sameSemantics(spark.table(view)), of.sameSemantics(df)]
            spark.sql(f"CACHE TABLE {view}")
            out += [spark.catalog.isCached(view), of.storageLevel.useMemory, of.collect() == spark.table(view).collect()]
            spark.sql(f"UNCACHE TABLE {view}")
        return out

    CASES.add("stored_" + name, run)


stored("uuid", "SELECT uuid() AS u FROM range(2)")
stored("cte", "WITH c AS (SELECT id FROM range(3)) SELECT id FROM c")
stored("lambda", "SELECT transform(array(id), x -> x + 1) AS x FROM range(3)")
stored("map", "SELECT m FROM VALUES (map('a', 1)) AS v(m)")
stored("plain", "SELECT id + 1 AS x FROM range(3)")
