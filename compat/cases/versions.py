"""What changed between Spark's versions: each client gets what its own Spark answers."""

from case import Cases
from pyspark.sql import functions as F

CASES = Cases()


def ansi(spark, on, query):
    """A query's answer with ANSI mode on or off, whatever the default."""
    spark.conf.set("spark.sql.ansi.enabled", str(on).lower())
    try:
        found = spark.sql(query)
        return [found.schema.json(), [list(row) for row in found.collect()]]
    finally:
        spark.conf.unset("spark.sql.ansi.enabled")


def both(name, text):
    """A SQL expression of one row, with ANSI mode on and off."""
    CASES.add(f"{name}_ansi", lambda spark: ansi(spark, True, f"SELECT {text}"))
    CASES.add(f"{name}_lenient", lambda spark: ansi(spark, False, f"SELECT {text}"))


def value(name, text):
    CASES.value(name, text)


def sql(name, text):
    CASES.sql(name, text)


# ---- literals and syntax ----

value("string_doubled_quote", "'it''s', \"a\"\"b\", r'a''b', 'a' 'b', 'a' \"b\"")
value("string_doubled_only", "'''', 'a'''''")
value("bang_in", "1 ! IN (2)")
value("bang_between", "1 ! BETWEEN 2 AND 3")
value("bang_like", "'a' ! LIKE 'b'")
value("bang_is_null", "1 IS ! NULL")
value("bang_prefix", "! true, !(1 = 2)")
value("shift_operators", "1 << 2, 8 >> 1, -1 >>> 60")
value("double_colon", "'1' :: INT")
value("identifier_unicode", "é FROM VALUES (1) AS t(é)")
value("between_name", "1 BETWEEN 0 AND 2, 'b' NOT BETWEEN 'a' AND 'c'")
sql("star_except", "SELECT * EXCEPT (a) FROM VALUES (1, 2) AS t(a, b)")
sql("pipe", "FROM VALUES (1), (2) AS t(a) |> WHERE a > 1")
sql("qualify", "SELECT a FROM VALUES (1), (2) AS t(a) QUALIFY row_number() OVER (ORDER BY a) = 1")
sql("window_filter", "SELECT a, sum(a) FILTER (WHERE a > 1) OVER (ORDER BY a) AS s FROM VALUES (1), (2), (3) AS t(a)")
sql("window_range_dates", "SELECT d, count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW) AS c FROM VALUES (DATE'2024-01-01'), (DATE'2024-01-02') AS t(d)")
sql("order_by_all", "SELECT a, b FROM VALUES (2, 1), (1, 2) AS t(a, b) ORDER BY ALL")
sql("group_by_all", "SELECT a, count(*) AS c FROM VALUES (1), (1) AS t(a) GROUP BY ALL")
sql("recursive_cte", "WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT * FROM r")
sql("cte_nested_conflict", "WITH t AS (SELECT 1 AS a), u AS (WITH t AS (SELECT 2 AS a) SELECT * FROM t) SELECT * FROM u")
sql("cte_nested_in_subquery", "WITH t AS (SELECT 1 AS a) SELECT (WITH t AS (SELECT 2 AS a) SELECT a FROM t) AS b")
sql("cte_same_columns", "WITH t(a, a) AS (SELECT 1, 2) SELECT * FROM t")
sql("empty_grouping_set", "SELECT count(*) AS c FROM VALUES (1) AS t(a) WHERE a > 1 GROUP BY GROUPING SETS (())")
sql("lca_array_index", "SELECT 1 AS i, array(5, 6)[i] AS x FROM VALUES (0) AS t(i)")
sql("order_by_ordinal_alias", "SELECT a AS `2`, b FROM VALUES (1, 9), (2, 8) AS t(a, b) ORDER BY 2")
sql("group_by_map", "SELECT m, count(*) AS c FROM VALUES (map(1, 2)), (map(1, 2)) AS t(m) GROUP BY m")
sql("distinct_map", "SELECT DISTINCT m FROM VALUES (map(1, 2)), (map(1, 2)) AS t(m)")
sql("correlated_scalar_plain", "SELECT (SELECT b FROM VALUES (1, 5) AS u(a, b) WHERE u.a = t.a) AS x FROM VALUES (1) AS t(a)")
sql("correlated_scalar_limit", "SELECT (SELECT b FROM VALUES (1, 5) AS u(a, b) WHERE u.a = t.a LIMIT 1) AS x FROM VALUES (1), (2) AS t(a)")
sql("temp_view_both", "CREATE OR REPLACE TEMPORARY VIEW IF NOT EXISTS v AS SELECT 1")
sql("sample_negative", "SELECT * FROM range(3) TABLESAMPLE (-1 PERCENT)")
sql("sample_too_much", "SELECT * FROM range(3) TABLESAMPLE (200 PERCENT)")
sql("window_where", "SELECT a FROM VALUES (1) AS t(a) WHERE row_number() OVER (ORDER BY a) = 1")
sql("window_unordered", "SELECT rank() OVER () FROM VALUES (1) AS t(a)")
sql("window_bound", "SELECT sum(a) OVER (ORDER BY a ROWS BETWEEN a PRECEDING AND CURRENT ROW) FROM VALUES (1) AS t(a)")
sql("describe_query", "DESCRIBE QUERY SELECT 1 AS a, 'x' AS b")
sql("union_by_names", "SELECT 1 AS a UNION ALL SELECT 1.5")
sql("missing_table", "SELECT * FROM nowhere.nothing")
sql("missing_parameter", "SELECT :a")
sql("time_literal", "SELECT TIME'12:34:56' AS t")
sql("decimal_type_scale", "SELECT CAST(1 AS DECIMAL(3, 5))")
sql("set_variable", "DECLARE VARIABLE v INT DEFAULT 5")

# ---- operators ----

both("divide_zero", "1 / 0")
both("modulo_zero", "5 % 0, mod(5, 0)")
both("add_overflow", "2147483647 + 1")
both("multiply_overflow", "9223372036854775807 * 2")
both("negate_overflow", "-(-2147483648)")
both("abs_overflow", "abs(-9223372036854775808L)")
both("decimal_overflow", "99999999999999999999999999999999999999BD + 1")
both("decimal_sum_overflow", "sum(x), avg(x) FROM VALUES (CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))), (CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))) AS t(x)")
both("decimal_divide", "CAST(1 AS DECIMAL(38, 18)) / CAST(3 AS DECIMAL(38, 18)), CAST(1.5 AS DECIMAL(38, 18)) * CAST(2.5 AS DECIMAL(38, 18))")
both("decimal_wider", "coalesce(CAST(1.5 AS DECIMAL(38, 20)), CAST(1 AS DECIMAL(38, 0)))")
both("decimal_union", "array(CAST(1.5 AS DECIMAL(38, 30)), CAST(123456789012 AS DECIMAL(20, 0)))")
both("empty_in", "CAST(NULL AS INT) IN (SELECT 1 WHERE false), 1 NOT IN (SELECT 1 WHERE false)")
both("map_zero_key", "map(0.0D, 1)[-0.0D], map_keys(map(-0.0D, 1))")
both("index_out", "array(1)[3], element_at(array(1), 3), element_at(map(1, 2), 3)")

# ---- casts ----

both("timestamp_to_int", "CAST(TIMESTAMP'9999-12-31 23:59:59' AS INT)")
both("timestamp_to_short", "CAST(TIMESTAMP'2024-01-01 00:00:00' AS SMALLINT)")
both("timestamp_to_byte", "CAST(TIMESTAMP'2024-01-01 00:00:00' AS TINYINT)")
both("timestamp_to_long", "CAST(TIMESTAMP'2024-01-01 00:00:00' AS BIGINT)")
both("double_to_int", "CAST(1e20D AS INT), CAST(double('NaN') AS BIGINT)")
both("int_to_byte", "CAST(300 AS TINYINT)")
both("interval_to_int", "CAST(INTERVAL '1' DAY AS INT)")
both("interval_to_byte", "CAST(INTERVAL '1000' DAY AS TINYINT)")
both("int_to_timestamp", "CAST(9223372036854775807 AS TIMESTAMP)")
both("text_to_int", "CAST(' 12 ' AS INT), CAST('1.5' AS INT), CAST('1e3' AS INT)")
both("text_to_boolean", "CAST('t' AS BOOLEAN), CAST('maybe' AS BOOLEAN)")
both("text_compare_int", "'1.0' = 1, '2' > 10")
both("date_arithmetic", "date_add(DATE'2024-01-01', '1'), DATE'2024-01-01' + 1")
both("concat_types", "concat(1, 'a'), 'a' || 1, 1 + '2'")

# ---- functions ----

both("encode_charset", "encode('é', 'US-ASCII')")
both("encode_other_charset", "encode('a', 'windows-1252')")
both("encode_utf32", "encode('a', 'UTF-32')")
both("encode_lower", "encode('é', 'utf-8')")
both("decode_bad", "decode(X'E9', 'UTF-8')")
both("decode_other_charset", "decode(X'61', 'windows-1252')")
both("date_patterns", "to_date('2024-1-1', 'yyyy-MM-dd')")
both("date_patterns_lenient", "to_date('2024-01-01x', 'yyyy-MM-dd')")
both("date_pattern_hopeless", "to_date('nope', 'yyyy-MM-dd')")
both("timestamp_patterns", "to_timestamp('01/02/24 3', 'dd/MM/yy HH')")
both("unix_timestamp_pattern", "unix_timestamp('2024-1-1', 'yyyy-MM-dd')")
both("pattern_unknown", "date_format(DATE'2024-01-01', 'YYYY-ww')")
both("pattern_letters", "date_format(DATE'2024-01-01', 'AAAA')")
both("date_wrong", "to_date('31/31/2024', 'dd/MM/yyyy')")
both("make_date_wrong", "make_date(2024, 2, 30)")
both("make_timestamp_wrong", "make_timestamp(2024, 1, 1, 25, 0, 0)")
both("sentences_locale", "sentences('Hi there. Bye.', 'tr')")
both("base64_long", "base64(repeat('a', 100))")
both("split_empty", "split('abc', ''), split('abc', '', 2), split('', '')")
both("format_string_zero", "format_string('%0$s', 'a')")
both("conv_overflow", "conv('ffffffffffffffffffff', 16, 10)")
both("array_insert", "array_insert(array(1, 2), -1, 9), array_insert(array(1, 2), 5, 9)")
both("elt_out", "elt(5, 'a')")
both("next_day_wrong", "next_day(DATE'2024-01-01', 'xx')")
both("parse_url_wrong", "parse_url('http:// bad', 'HOST')")
both("url_decode_wrong", "url_decode('%zz')")
both("raise_error", "raise_error('no')")
both("assert_true", "assert_true(false)")
both("to_number_wrong", "to_number('x', '99')")
both("to_binary_wrong", "to_binary('zz', 'hex')")
both("round_overflow", "round(2147483647, -1), bround(127Y, -1)")
both("sequence_wrong", "sequence(1, 5, -1)")
both("array_repeat_type", "array_repeat(NULL, 2)")
both("mode_null", "mode(x) FROM VALUES (1), (NULL), (1) AS t(x)")
both("percentile", "percentile_approx(x, 0.5), median(x) FROM VALUES (1), (2), (3) AS t(x)")
both("try_functions", "try_add(2147483647, 1), try_divide(1, 0), try_element_at(array(1), 3)")
both("unknown_function", "nothing(1)")
both("unknown_table_function", "* FROM nothing(1)")
both("trim_and_pad", "lpad('a', 3), btrim('  a '), rtrim('a  ')")
both("json_partial", "from_json('{\"a\": 1, \"b\": \"x\"}', 'a INT, b INT')")
both("json_bad", "from_json('{\"a\": ', 'a INT')")
both("csv_bad", "from_csv('x', 'a INT')")
both("schema_of_json", "schema_of_json('{\"a b\": 1}')")
both("current_names", "current_catalog(), current_database(), current_schema()")
both("hash_map", "hash(array(1, 2)), xxhash64('a')")
both("initcap", "initcap('ab cd-ef'), initcap('İi')")
both("upper_sharp", "upper('ß'), lower('İ')")
both("like_escape", "'a_b' LIKE 'a\\\\_b', 'a' LIKE 'a\\\\'")
both("regexp_group", "regexp_extract('a1', '([a-z])', 3)")
both("to_char", "to_char(78.12, '$99.99'), to_char(DATE'2024-01-01', 'yyyy')")
both("interval_arithmetic", "INTERVAL '1' DAY / 0, INTERVAL '106751991' DAY * 2")
both("interval_text", "CAST(INTERVAL '1-2' YEAR TO MONTH AS STRING), CAST(INTERVAL '1 2:3:4' DAY TO SECOND AS STRING)")

# ---- the same over columns, where nothing is folded ----


def column(name, text, *rows):
    """A SQL expression over a column `x` of texts, with ANSI mode on and off."""
    both(name, f"{text} FROM VALUES {', '.join(f'({row})' for row in rows)} AS t(x)")


column("columns_initcap", "initcap(x)", "'ÁB ßa ŉb'", "'ὀδυσσεύς ΣΑΣ ǆ ﬁn'", "'a\\tb c  d'", "'İi iİ'", "' 𐐨x '", "NULL")
column("columns_encode", "hex(encode(x, 'windows-1252')), hex(encode(x, 'latin1')), hex(encode(x, 'KOI8-R')), hex(encode(x, 'UTF-32LE'))", "'aé€'", "'😀ж'", "''")
column("columns_encode_ascii", "hex(encode(x, 'US-ASCII'))", "'aé€'", "'b'")
column("columns_encode_utf16", "hex(encode(x, 'UTF-16'))", "'aé😀'", "''")
column("columns_encode_unknown", "encode(x, 'nope')", "'a'")
column("columns_decode", "decode(x, 'windows-1252'), decode(x, 'iso-8859-15'), decode(x, 'ascii')", "X'6181A4FF'", "X'80'")
column("columns_decode_utf8", "decode(x, 'utf-8')", "X'61EDA080C380'")
column("columns_decode_unknown", "decode(x, 'nope')", "X'61'")
column("columns_split_empty", "split(x, '', 2), split(x, '', 1), split(x, '', 5), split(x, '', 0)", "'abc'", "'a😀b'", "''")
column("columns_timestamp_to_short", "CAST(CAST(x AS TIMESTAMP) AS SMALLINT)", "'1970-01-01 00:02:00'", "'2024-05-06 07:08:09'", "'1900-01-01'", "'9999-12-31'")
column("columns_timestamp_to_int", "CAST(CAST(x AS TIMESTAMP) AS INT)", "'1970-01-01 00:02:00'", "'2024-05-06 07:08:09'", "'1900-01-01'", "'9999-12-31'")
column("columns_to_date", "to_date(x, 'yyyy-MM-dd')", "'2024-01-02'", "NULL", "'nope'")
column("columns_to_date_old", "to_date(x, 'yyyy-MM-dd')", "'2024-1-2'")
column("columns_to_timestamp_old", "to_timestamp(x, 'dd/MM/yyyy HH:mm')", "'1/2/2024 3:4'")
column("columns_to_timestamp_never", "to_timestamp(x, 'dd/MM/yyyy HH:mm')", "'30/2/2024 3:4'", "'1/2/2024 25:00'", "'1.2.2024 3:04'")
column("columns_try_to_timestamp_old", "try_to_timestamp(x, 'yyyy-MM-dd')", "'2024-1-2'")
column("columns_unix_timestamp_old", "unix_timestamp(x)", "'2024-1-2 3:4:5'")
column("columns_to_timestamp_ntz_old", "to_timestamp_ntz(x, 'yyyy-MM-dd')", "'2024-1-2'")
column("columns_from_csv_old", "from_csv(x, 'a DATE', map('dateFormat', 'dd/MM/yyyy'))", "'1/2/2024'")
column("columns_from_csv_lenient", "from_csv(x, 'a DATE', map('dateFormat', 'dd/MM/yyyy'))", "'01/32/2024'")
column("columns_from_csv_default", "from_csv(x, 'a DATE, b TIMESTAMP')", "'2024-01-02,2024-01-02 03:04:05'", "'2024-1-2,2024-1-2 3:4:5'", "'x,y'")
column("columns_from_csv_default_old", "from_csv(x, 'a DATE')", "'2024-01-02z'")
column("columns_from_json_old", "from_json(x, 'a TIMESTAMP', map('timestampFormat', 'yyyy-MM-dd'))", "'{\"a\": \"2024-1-2\"}'")
column("columns_from_json_default_old", "from_json(x, 'a DATE')", "'{\"a\": \"2024-01-02z\"}'")
column("columns_date_add", "date_add(DATE'2024-01-01', x), date_sub(x, 1)", "1")
both("date_add_text", "date_add(x, '1'), date_sub(x, '2') FROM VALUES (DATE'2024-01-01'), (NULL) AS t(x)")
both("date_add_cast", "date_add(DATE'2024-01-01', CAST('1' AS INT)), date_add(DATE'2024-01-01', 1)")
both("decimal_compare", "x = y, x < y, x IN (y), greatest(x, y), nvl(x, y) FROM VALUES (CAST(1.5 AS DECIMAL(38, 20)), CAST(1 AS DECIMAL(38, 0))) AS t(x, y)")
both("decimal_case", "CASE WHEN true THEN CAST(1.5 AS DECIMAL(38, 20)) ELSE CAST(1 AS DECIMAL(38, 0)) END, if(true, CAST(1.5 AS DECIMAL(38, 20)), 1)")
both("decimal_narrow", "array(CAST(1.5 AS DECIMAL(10, 2)), CAST(1 AS DECIMAL(20, 0))), coalesce(CAST(1.5 AS DECIMAL(10, 2)), 1)")
sql("decimal_union_all", "SELECT CAST(1.5 AS DECIMAL(38, 20)) AS a UNION ALL SELECT CAST(1 AS DECIMAL(38, 0)) ORDER BY a")
both("decimal_arithmetic", "CAST(1.5 AS DECIMAL(38, 20)) + CAST(1 AS DECIMAL(38, 0)), CAST(1.5 AS DECIMAL(38, 20)) * CAST(1 AS DECIMAL(38, 0)), CAST(1.5 AS DECIMAL(38, 20)) % CAST(1 AS DECIMAL(38, 0))")
both("nulls_encode", "encode(x, 'utf-8'), decode(encode(x, 'utf-8'), 'utf-8'), to_binary(x, 'utf-8') FROM VALUES ('a') AS t(x)")
both("to_char_bytes", "to_char(X'61', 'hex')")
both("to_char_column", "to_char(x, '999') FROM VALUES (12) AS t(x)")

both("array_append_nulls", "array_append(array(1), 2), array_append(array(1), NULL), array_prepend(array(1), 2)")
both("array_compact_nulls", "array_compact(array(1, NULL)), array_compact(array(1))")
both("size_of_null", "size(x), size(array(1)), cardinality(CAST(NULL AS MAP<INT, INT>)) FROM VALUES (array(1)), (NULL) AS t(x)")
both("to_csv_plain", "to_csv(named_struct('a', 1, 'b', 'x', 'c', DATE'2024-01-01'))")

# ---- functions that came later ----

for call in ["dayname(DATE'2024-01-01')", "monthname(DATE'2024-01-01')", "nullifzero(1)", "zeroifnull(1)", "try_mod(1, 0)", "parse_json('1')", "listagg('a')", "string_agg('a')", "uniform(1, 2, 3)", "randstr(3, 1)", "validate_utf8('a')", "collation('a')", "try_to_date('x')", "try_url_decode('%')", "try_parse_url('x', 'HOST')", "between(1, 0, 2)", "try_make_interval(1)", "to_variant_object(named_struct('a', 1))"]:
    value(f"later_{call.split('(')[0]}", call)
value("later_mode_within", "mode() WITHIN GROUP (ORDER BY x) FROM VALUES (1), (1), (2) AS t(x)")
value("percentile_cont", "percentile_cont(0.5) WITHIN GROUP (ORDER BY x), percentile_disc(0.5) WITHIN GROUP (ORDER BY x) FROM VALUES (1), (2), (3) AS t(x)")
sql("later_table_function", "SELECT * FROM variant_explode(NULL)")

# ---- queries ----

sql("cte_nested_in_from", "WITH t AS (SELECT 1 AS a) SELECT * FROM (WITH t AS (SELECT 2 AS a) SELECT * FROM t)")
sql("cte_nested_deep", "WITH t AS (SELECT 1 AS a), u AS (SELECT * FROM (WITH t AS (SELECT 2 AS a) SELECT * FROM t)) SELECT * FROM u")
sql("cte_nested_siblings", "WITH a AS (WITH t AS (SELECT 1 AS x) SELECT * FROM t), b AS (WITH t AS (SELECT 2 AS x) SELECT * FROM t) SELECT a.x, b.x FROM a, b")
sql("cte_nested_in_in", "WITH t AS (SELECT 1 AS a) SELECT 1 IN (WITH T AS (SELECT 2 AS a) SELECT * FROM T) AS b")
sql("group_by_map_inside", "SELECT count(*) AS c FROM VALUES (array(map(1, 2))) AS t(m) GROUP BY m")
sql("grouping_set_of_map", "SELECT count(*) AS c FROM VALUES (map(1, 2)) AS t(m) GROUP BY GROUPING SETS ((m), ())")
sql("window_range_dates_days", "SELECT count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) AS c FROM VALUES (DATE'2024-01-01'), (DATE'2024-01-02') AS t(d)")
sql("window_range_dates_months", "SELECT count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND CURRENT ROW) AS c FROM VALUES (DATE'2024-01-01'), (DATE'2024-01-02') AS t(d)")
sql("window_range_dates_hours", "SELECT count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS c FROM VALUES (DATE'2024-01-01') AS t(d)")
sql("window_range_dates_number", "SELECT count(*) OVER (ORDER BY d RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS c FROM VALUES (DATE'2024-01-01'), (DATE'2024-01-02') AS t(d)")
for kind, text in [("exists", "SELECT a FROM VALUES (1), (2) AS t(a) WHERE EXISTS (SELECT b FROM VALUES (1, 5) AS u(a, b) WHERE u.a = t.a {})"), ("in", "SELECT a FROM VALUES (1), (2) AS t(a) WHERE 5 IN (SELECT b FROM VALUES (1, 5) AS u(a, b) WHERE u.a = t.a {})"), ("lateral", "SELECT * FROM VALUES (1), (2) AS t(a), LATERAL (SELECT b FROM VALUES (1, 5) AS u(a, b) WHERE u.a = t.a {})"), ("scalar", "SELECT (SELECT max(b) FROM VALUES (1, 5) AS u(a, b) WHERE u.a = t.a {}) AS x FROM VALUES (1), (2) AS t(a)")]:
    sql(f"correlated_{kind}_below_limit", text.format("LIMIT 1"))
    sql(f"correlated_{kind}_below_offset", text.format("OFFSET 0"))
    sql(f"correlated_{kind}_below_order", text.format("ORDER BY 1"))
sql("uncorrelated_limit", "SELECT (SELECT b FROM VALUES (1, 5) AS u(a, b) LIMIT 1) AS x FROM VALUES (1), (2) AS t(a)")
sql("empty_grouping_sets_twice", "SELECT count(*) AS c FROM VALUES (1) AS t(a) WHERE a > 1 GROUP BY GROUPING SETS ((), ())")
sql("empty_grouping_set_rows", "SELECT count(*) AS c, grouping_id() AS g FROM VALUES (1), (2) AS t(a) GROUP BY GROUPING SETS (())")
sql("empty_grouping_set_bare", "SELECT 1 AS x FROM VALUES (1) AS t(a) WHERE a > 1 GROUP BY GROUPING SETS (())")
sql("empty_rollup", "SELECT a, count(*) AS c FROM VALUES (1) AS t(a) WHERE a > 1 GROUP BY ROLLUP (a)")
sql("sample_fraction", "SELECT * FROM (SELECT 1) TABLESAMPLE (101 PERCENT)")
sql("sample_function_rows", "SELECT * FROM range(3) TABLESAMPLE (1 ROWS)")
sql("shift_right", "SELECT 8 >> 1")
sql("shift_right_unsigned", "SELECT 8 >>> 1")
sql("pipe_after_expression", "SELECT 1 AS a |> SELECT a + 1 AS b")
sql("pipe_after_value", "SELECT 1 |> SELECT 2")
sql("star_except_qualified", "SELECT t.* EXCEPT (a) FROM VALUES (1, 2) AS t(a, b)")
value("between_name_not", "1 NOT BETWEEN 0 AND 2, a BETWEEN 1 AND b FROM VALUES (1, 2) AS t(a, b)")
value("current_names_only", "current_schema()")

# ---- DataFrames ----

CASES.add("isin_nothing", lambda spark: spark.sql("SELECT CAST(NULL AS INT) AS a UNION ALL SELECT 1").select(F.col("a").isin([])), ordered=False)
CASES.add("cast_in_name", lambda spark: spark.range(1).select(F.upper(F.col("id").cast("string")), F.col("id").cast("int") + 1, F.expr("CAST(id AS STRING) || 'x'")))
CASES.add("get_item_name", lambda spark: spark.range(1).select(F.array("id")[0], F.array("id").getItem(0), F.struct("id")["id"], F.struct(F.col("id").alias("x")).getField("x")).schema.json())
CASES.add("between_name_api", lambda spark: spark.range(1).select(F.col("id").between(0, 1)))
CASES.add("show_more", lambda spark: spark.range(3)._show_string(2))
CASES.add("show_more_vertical", lambda spark: spark.range(3)._show_string(1, True, True))
CASES.add("show_none_vertical", lambda spark: spark.range(3)._show_string(0, True, True))
CASES.add("to_df_wrong", lambda spark: spark.range(1).toDF("a", "b").collect())
CASES.add("drop_duplicates_unknown", lambda spark: spark.range(1).dropDuplicates(["nope"]).collect())
CASES.add("union_by_name_missing", lambda spark: spark.range(1).unionByName(spark.range(1).toDF("x")).collect())
CASES.add("range_step_zero", lambda spark: spark.range(0, 3, 0).collect())
CASES.add("sample_wrong", lambda spark: spark.range(3).sample(1.5).collect())
CASES.add("decimal_literal", lambda spark: spark.range(1).select(F.lit(__import__("decimal").Decimal("1.5")).alias("d")))
CASES.add("other_frame_column", lambda spark: spark.range(1).select(spark.range(2)["id"]).collect())
CASES.add("version", lambda spark: [spark.version.split(".")[:2], spark.sql("SELECT version()").collect()[0][0].split(".")[0]])
