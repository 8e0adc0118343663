"""The names that expressions give their columns."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT upper(b AS q) FROM x
SELECT upper(b q) FROM x
SELECT a AS q + 1 FROM x
SELECT (a AS q) FROM x
SELECT (a AS q) + 1 FROM x
SELECT array(a AS q, c AS r) FROM x
SELECT coalesce(a AS q, c) FROM x
SELECT sum(a AS q) FROM x
SELECT count(DISTINCT a AS q) FROM x
SELECT struct(upper(b AS q)) FROM x
SELECT struct(upper(b) AS q, 1 AS r).q FROM x
SELECT row_number() OVER (ORDER BY a AS q) FROM x
SELECT if(a > 1 AS q, b, b) FROM x
SELECT current_user, session_user, current_catalog, current_database, current_schema
SELECT current_date = current_date(), current_timestamp = current_timestamp, now() = now(), localtimestamp = localtimestamp(), curdate() = current_date
SELECT current_timezone(), current_timezone() || ''
SELECT current_time = current_time
SELECT 1, 1L, 1S, 1Y, 1.0, 1.0D, 1.0F, 1.0BD, 1e3, 1e3D, 1e3BD, -1, - 1, -1L, +1, -1.5, -(-1)
SELECT 'a', "b", 'it''s', "it""s", r'a\n', 'a\nb', 'a\'b', '\\', 'a' 'b', 'ü', ''
SELECT X'1F', x'', X'ff00', b'1' FROM x
SELECT X'1F', x'', X'ff00'
SELECT true, false, NULL, TRUE, null
SELECT DATE'2020-01-02', TIMESTAMP'2020-01-02 03:04:05', TIMESTAMP'2020-01-02 03:04:05.123456', TIMESTAMP_NTZ'2020-01-02 03:04:05', TIMESTAMP_LTZ'2020-01-02', DATE'0001-01-01', DATE'-0044-03-15'
SELECT INTERVAL '1' DAY, INTERVAL 1 DAY, INTERVAL '1-2' YEAR TO MONTH, INTERVAL 1 YEAR 2 MONTHS, INTERVAL '1 02:03:04.567' DAY TO SECOND, INTERVAL 3 HOURS, INTERVAL '3 hours 2 minutes', INTERVAL -1 DAY, - INTERVAL 1 DAY, INTERVAL '-1' DAY, INTERVAL 1 WEEK, INTERVAL 1 MONTH
SELECT INTERVAL a DAY FROM x
SELECT INTERVAL (a + 1) DAY FROM x
SELECT INTERVAL a YEARS, INTERVAL a MONTH FROM x
SELECT CAST(a AS STRING), CAST(a AS BIGINT), a::string, TRY_CAST(b AS INT), CAST(a AS DECIMAL(10, 2)), CAST(a AS DEC), CAST(a AS LONG), CAST(b AS VARCHAR(3)), CAST(b AS CHAR(3)), CAST(NULL AS ARRAY<INT>), CAST(NULL AS MAP<STRING, INT>), CAST(NULL AS STRUCT<a: INT>) FROM x
SELECT a::string || b, CAST(CAST(a AS STRING) AS INT) + 1, CAST(a + 1 AS STRING), string(a), int('1'), double(a), bigint(a), decimal(a), date('2020-01-01'), timestamp('2020-01-01'), boolean('true'), binary('a'), tinyint(a), smallint(a), float(a) FROM x
SELECT CAST('1' AS INTERVAL DAY), CAST('2020-01-01' AS DATE), CAST('a' AS BINARY), CAST(1 AS TIMESTAMP), CAST(INTERVAL '1' DAY AS INT)
SELECT a + c, a - c, a * c, a / c, a % c, a DIV c, -a, +a, ~a, a & c, a | c, a ^ c, a << 1, a >> 1, a >>> 1, a || b FROM x
SELECT a = c, a == c, a <> c, a != c, a < c, a <= c, a > c, a >= c, a <=> c, NOT a = c, ! (a = c) FROM x
SELECT a = 1 AND c = 2, a = 1 OR c = 2, NOT (a = 1 AND c = 2), a = 1 AND c = 2 AND b = 'a', (a = 1 OR c = 2) AND b = 'a' FROM x
SELECT a IS NULL, a IS NOT NULL, (a = 1) IS TRUE, (a = 1) IS NOT TRUE, (a = 1) IS FALSE, (a = 1) IS UNKNOWN, (a = 1) IS NOT UNKNOWN, a IS DISTINCT FROM c, a IS NOT DISTINCT FROM c FROM x
SELECT a BETWEEN 1 AND 2, a NOT BETWEEN 1 AND c, b BETWEEN 'a' AND 'b' FROM x
SELECT a IN (1, 2), a NOT IN (1, c), b IN ('a'), (a, b) IN ((1, 'a'), (2, 'b')), a IN (1) FROM x
SELECT a IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) FROM x
SELECT b LIKE 'a%', b NOT LIKE 'a%', b LIKE 'a!%' ESCAPE '!', b ILIKE 'A%', b NOT ILIKE 'A%', b RLIKE 'a', b REGEXP 'a', b NOT RLIKE 'a', b LIKE '\\%' FROM x
SELECT b LIKE ANY ('a%', 'b%'), b LIKE ALL ('a%', 'b%'), b LIKE SOME ('a%'), b NOT LIKE ANY ('a%', 'b'), b NOT LIKE ALL ('a%', 'b'), b ILIKE ANY ('A%', 'b'), b NOT ILIKE ALL ('A', 'b') FROM x
SELECT like(b, 'a%'), ilike(b, 'A%'), rlike(b, 'a'), regexp(b, 'a'), regexp_like(b, 'a'), like(b, 'a', '!'), contains(b, 'a'), startswith(b, 'a'), endswith(b, 'a') FROM x
SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, CASE WHEN a = 1 THEN 'x' END, CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' END, CASE WHEN a = 1 THEN 'x' WHEN a = 2 THEN 'y' ELSE NULL END FROM x
SELECT if(a = 1, 'x', 'y'), iff(a = 1, 1, 2) FROM x
SELECT if(a = 1, 'x', 'y'), nullif(a, c), nvl(a, c), nvl2(a, c, 1), ifnull(a, c), coalesce(a, c), isnull(a), isnotnull(a), nullifzero(a), zeroifnull(a), decode(a, 1, 'x', 'y'), equal_null(a, c) FROM x
SELECT year(d), month(d), day(d), dayofmonth(d), quarter(d), dayofyear(d), dayofweek(d), weekday(d), weekofyear(d), hour(d), minute(d), second(d) FROM VALUES (TIMESTAMP'2020-01-02 03:04:05') t(d)
SELECT trim(b), TRIM(BOTH FROM b), TRIM(LEADING FROM b), TRIM(TRAILING FROM b), TRIM('a' FROM b), TRIM(BOTH 'a' FROM b), TRIM(LEADING 'a' FROM b), TRIM(TRAILING 'a' FROM b), trim('a', b), ltrim(b), rtrim(b), ltrim('a', b), rtrim('a', b), btrim(b), btrim(b, 'a') FROM x
SELECT substring(b, 1), substring(b, 1, 2), substr(b, 1, 2), substring(b FROM 1), substring(b FROM 1 FOR 2), substr(b FROM 1 FOR 2), left(b, 1), right(b, 1), substring_index(b, 'a', 1) FROM x
SELECT position('a' IN b), position('a', b), position('a', b, 1), locate('a', b), locate('a', b, 2), instr(b, 'a'), charindex('a', b), overlay(b PLACING 'z' FROM 1), overlay(b PLACING 'z' FROM 1 FOR 2), overlay(b, 'z', 1), overlay(b, 'z', 1, 2) FROM x
SELECT struct(a, b), struct(a, b).a, named_struct('p', a), named_struct('p', a).p, (a, b), (a, b).col1, (a, 1, upper(b)), struct(a + 1, b).col1, struct(1, 'x'), struct(struct(a)).a.a FROM x
SELECT *, a FROM x
SELECT x.*, x.a FROM x
SELECT struct(*), array(a, c), count(*), count(1) FROM x GROUP BY a, b, c
SELECT struct(*) FROM x
SELECT struct(x.*) FROM x
SELECT concat_ws('-', *) FROM x
SELECT coalesce(*) FROM (SELECT a, c FROM x)
SELECT greatest(x.*, 1) FROM (SELECT a, c FROM x) x
SELECT sum(a), avg(a), min(a), max(a), first(a), first(a, true), first(a) IGNORE NULLS, last(a), any_value(a), any_value(a) IGNORE NULLS, first_value(a) IGNORE NULLS, mean(a), stddev(a), std(a), stddev_samp(a), stddev_pop(a), variance(a), var_samp(a), var_pop(a), collect_list(a), collect_set(a), array_agg(a), count_if(a > 1), bool_and(a > 1), every(a > 1), bool_or(a > 1), some(a > 1), any(a > 1), bit_and(a), bit_or(a), bit_xor(a), max_by(a, c), min_by(a, c), corr(a, c), covar_pop(a, c), skewness(a), kurtosis(a), approx_count_distinct(a), approx_count_distinct(a, 0.1), sum(DISTINCT a), try_sum(a), try_avg(a), median(a), mode(a), percentile(a, 0.5), percentile_approx(a, 0.5), approx_percentile(a, 0.5, 100), regr_count(a, c), regr_slope(a, c), grouping(a), listagg(b), listagg(b, ','), string_agg(b, ',') FROM x GROUP BY a
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a), percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC), percentile_disc(0.5) WITHIN GROUP (ORDER BY a), listagg(b, ',') WITHIN GROUP (ORDER BY a DESC), listagg(DISTINCT b) WITHIN GROUP (ORDER BY b), mode() WITHIN GROUP (ORDER BY a), mode() WITHIN GROUP (ORDER BY a DESC) FROM x
SELECT sum(a) FILTER (WHERE a > 1), count(*) FILTER (WHERE b = 'a'), count(DISTINCT a) FILTER (WHERE a > 1 AND b IS NOT NULL) FROM x
SELECT row_number() OVER (ORDER BY a, b), rank() OVER (PARTITION BY b ORDER BY a DESC), dense_rank() OVER (ORDER BY a DESC NULLS FIRST, b NULLS LAST), ntile(2) OVER (ORDER BY a), lag(a) OVER (ORDER BY a), lag(a, 2) OVER (ORDER BY a), lead(a, 1, 0) OVER (ORDER BY a), cume_dist() OVER (ORDER BY a), percent_rank() OVER (ORDER BY a) FROM x
SELECT sum(a) OVER (), sum(a) OVER (ORDER BY c), sum(a) OVER (ORDER BY c ROWS 1 PRECEDING), sum(a) OVER (ORDER BY c ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), sum(a) OVER (ORDER BY c RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), sum(a) OVER (PARTITION BY b, a), sum(a) OVER (ORDER BY c RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING), sum(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) FROM x
SELECT sum(a) OVER w, avg(a) OVER (w) FROM x WINDOW w AS (PARTITION BY b ORDER BY c)
SELECT nth_value(a, 2) OVER (ORDER BY a), nth_value(a, 2) IGNORE NULLS OVER (ORDER BY a), first_value(a) IGNORE NULLS OVER (ORDER BY a), lag(a) IGNORE NULLS OVER (ORDER BY a), lag(a) RESPECT NULLS OVER (ORDER BY a) FROM x
SELECT sum(a + 1) OVER (ORDER BY c) + 1, 1 + row_number() OVER (ORDER BY a, b) FROM x
SELECT sum(sum(a)) OVER (), rank() OVER (ORDER BY sum(a)), sum(a) / sum(sum(a)) OVER () FROM x GROUP BY b
SELECT (SELECT 1), (SELECT max(a) FROM y), (SELECT 1 AS q), (SELECT 1) + 1, EXISTS (SELECT 1 FROM y), a IN (SELECT a FROM y), NOT EXISTS (SELECT 1 FROM y), a NOT IN (SELECT a FROM y), (SELECT max(y.a) FROM y WHERE y.a = x.a) FROM x
SELECT coalesce((SELECT 1), 2), array((SELECT max(a) FROM y)), CASE WHEN EXISTS (SELECT 1 FROM y) THEN 1 END, if(a IN (SELECT a FROM y), 1, 2) FROM x
SELECT transform(array(1), e -> e + 1), transform(array(1), (e, i) -> e + i), filter(array(1), x -> x > 1), exists(array(1), e -> e = 1), forall(array(1), e -> e = 1), aggregate(array(1), 0, (acc, e) -> acc + e), aggregate(array(1), 0, (acc, e) -> acc + e, acc -> acc * 2), reduce(array(1), 0, (s, e) -> s + e), zip_with(array(1), array(2), (p, q) -> p + q), map_filter(map(1, 2), (k, v) -> k > v), transform_keys(map(1, 2), (k, v) -> k + 1), transform_values(map(1, 2), (k, v) -> v + 1), map_zip_with(map(1, 2), map(1, 3), (k, a, b) -> a + b), array_sort(array(2, 1), (l, r) -> l - r), array_sort(array(2, 1)), transform(array(a), e -> transform(array(e), f -> f + e + a)) FROM x
SELECT explode(array(1, 2)) FROM x
SELECT explode(map(1, 2)), posexplode(array(1)) FROM x
SELECT posexplode(array(1)) FROM x
SELECT explode(map(1, 2)) FROM x
SELECT inline(array(struct(1, 'a'))) FROM x
SELECT stack(2, 1, 2, 3) FROM x
SELECT explode_outer(array()), 1 FROM x
SELECT json_tuple('{"a":1}', 'a', 'b') FROM x
SELECT DATE'2020-01-01' + 1, DATE'2020-01-01' - 1, DATE'2020-01-01' + INTERVAL 1 DAY, DATE'2020-01-01' - DATE'2019-01-01', TIMESTAMP'2020-01-01' - TIMESTAMP'2019-01-01', DATE'2020-01-01' + INTERVAL 1 MONTH, TIMESTAMP'2020-01-01' + INTERVAL '1' HOUR, INTERVAL 1 DAY * 2, INTERVAL 1 DAY / 2, 2 * INTERVAL 1 MONTH, INTERVAL 1 DAY + INTERVAL 1 HOUR, - INTERVAL '1' MONTH
SELECT date_add(DATE'2020-01-01', 1), date_sub(DATE'2020-01-01', 1), datediff(DATE'2020-01-01', DATE'2019-01-01'), date_diff(DATE'2020-01-01', DATE'2019-01-01'), dateadd(DATE'2020-01-01', 1), dateadd(DAY, 1, DATE'2020-01-01'), date_add(MONTH, 1, TIMESTAMP'2020-01-01'), datediff(DAY, DATE'2020-01-01', DATE'2021-01-01'), timestampadd(HOUR, 1, TIMESTAMP'2020-01-01'), timestampdiff(HOUR, TIMESTAMP'2020-01-01', TIMESTAMP'2020-01-02'), add_months(DATE'2020-01-01', 1), months_between(DATE'2020-01-01', DATE'2019-01-01'), trunc(DATE'2020-01-01', 'MM'), date_trunc('MM', TIMESTAMP'2020-01-01'), last_day(DATE'2020-01-01'), next_day(DATE'2020-01-01', 'MO'), to_date('2020-01-01'), to_date('2020-01-01', 'yyyy-MM-dd'), to_timestamp('2020-01-01'), to_timestamp_ntz('2020-01-01'), date_format(DATE'2020-01-01', 'yyyy'), unix_timestamp('2020-01-01', 'yyyy-MM-dd'), from_unixtime(0), make_date(2020, 1, 1), make_timestamp(2020, 1, 1, 1, 1, 1), make_interval(1), make_dt_interval(1), make_ym_interval(1), window(TIMESTAMP'2020-01-01', '1 day').start
SELECT abs(a), ceil(1.5), ceiling(1.5), ceil(1.55, 1), floor(1.5), floor(1.55, 1), round(1.5), round(1.55, 1), bround(2.5), pow(a, 2), power(a, 2), sqrt(a), exp(a), ln(a), log(a), log(2, a), log10(a), log2(a), sign(a), signum(a), mod(a, 2), pmod(a, 2), factorial(3), hex(a), unhex('1F'), bin(a), conv('10', 10, 2), pi(), e(), rand(1) > 2, width_bucket(a, 0, 10, 5), try_add(a, 1), try_divide(a, 1), try_subtract(a, 1), try_multiply(a, 1), try_mod(a, 2), negative(a), positive(a), degrees(a), radians(a), shiftleft(a, 1), shiftright(a, 1), shiftrightunsigned(a, 1), bit_count(a), getbit(a, 0), bit_get(a, 0), uniform(1, 2, 0) > 5, div(a, 2) FROM x
SELECT size(array(1)), cardinality(array(1)), array_size(array(1)), sort_array(array(1)), sort_array(array(1), false), array_contains(array(1), 1), array_position(array(1), 1), array_join(array('a'), ','), array_join(array('a'), ',', 'n'), array_max(array(1)), array_min(array(1)), array_distinct(array(1)), array_remove(array(1), 1), array_union(array(1), array(2)), array_intersect(array(1), array(2)), array_except(array(1), array(2)), arrays_overlap(array(1), array(2)), arrays_zip(array(1), array(2)), arrays_zip(array(a) AS q, array(1)), flatten(array(array(1))), sequence(1, 3), sequence(1, 3, 1), slice(array(1), 1, 1), array_repeat(1, 2), array_append(array(1), 2), array_prepend(array(1), 2), array_insert(array(1), 1, 2), array_compact(array(1)), map(1, 2), map_keys(map(1, 2)), map_values(map(1, 2)), map_entries(map(1, 2)), map_from_arrays(array(1), array(2)), map_from_entries(array(struct(1, 2))), map_concat(map(1, 2)), map_contains_key(map(1, 2), 1), str_to_map('a:1'), shuffle(array(1)), concat(array(1), array(2)), reverse(array(1)) FROM x
SELECT to_json(struct(a, b)), from_json('{"a":1}', 'a INT'), get_json_object('{"a":1}', '$.a'), schema_of_json('{"a":1}'), json_array_length('[1]'), json_object_keys('{"a":1}'), to_csv(struct(a, b)), from_csv('1', 'a INT'), schema_of_csv('1,a'), parse_json('{"a":1}')::string, variant_get(parse_json('{"a":1}'), '$.a', 'int'), parse_json('{"a":1}'):a::int, is_variant_null(parse_json('null')), xpath_string('<a>b</a>', 'a'), parse_url('http://a/b', 'HOST'), hash(a), xxhash64(a), typeof(a), assert_true(true), raise_error('x') IS NULL FROM x WHERE a < 0
SELECT monotonically_increasing_id() > 0, spark_partition_id(), input_file_name(), version() IS NULL, uuid() IS NULL FROM x
SELECT `a`, x.`a`, `x`.a, a `my col`, a AS `a.b`, a 'lit' FROM x
SELECT spark_catalog.default.x.a FROM x
SELECT A, X.A, x.A + 1, UPPER(B), Upper(b), CoalESCE(A, 1) FROM x
SELECT named_struct('A', 1).a, struct(a AS `q r`).`q r`, map('a b', 1)['a b'], struct(a).A FROM x
SELECT 1 + 2 * 3, (1 + 2) * 3, 1 - (2 - 3), 1 - 2 - 3, -a + 1, -(a + 1), - -a, NOT NOT true, a * (c + 1), (a), ((a + 1)) FROM x
SELECT 1.10, 01, 00.5, .5, 5., 1e-3, 123456789012345678901234567890, 9223372036854775807, 9223372036854775808, -9223372036854775808, 2147483648, 1.0e10D, 1.5F, 0.1F, 100000000.0D, 1e20D, 1e-10D, double('NaN'), double('Infinity'), float('1e10'), 3.0D, 1234567.0D, 12345678.0D
SELECT :a + 1 FROM x
SELECT date '2020-01-01' = '2020-01-01', 1 = '1', a = '1', a + '1', a || 1, b + 1 FROM x WHERE a < 0
SELECT sum(a + 1), sum(-a), sum(CAST(a AS LONG)), sum(1), max(struct(a, b)), min(a) + 1, -sum(a), count(*) + 1, count(NULL), sum(a) > 1, max(b) || 'x' FROM x
SELECT DISTINCT a + 1 FROM x
SELECT a + 1 FROM x GROUP BY a + 1
SELECT a + 1, count(*) FROM x GROUP BY ALL
SELECT a, b, grouping(a), grouping_id(), grouping_id(a, b), count(*) FROM x GROUP BY CUBE (a, b)
SELECT * FROM (SELECT a, c FROM x) PIVOT (sum(c) FOR a IN (1, 2 AS two))
SELECT * FROM (SELECT a, c FROM x) PIVOT (sum(c) AS s, max(c) FOR a IN (1, 2 AS two))
SELECT * FROM (SELECT a, b, c FROM x) PIVOT (sum(c) FOR (a, b) IN ((1, 'a'), (2, 'b') AS q))
SELECT * FROM (SELECT a, c FROM x) UNPIVOT (v FOR n IN (a, c))
SELECT * FROM (SELECT a, c FROM x) UNPIVOT INCLUDE NULLS ((v) FOR n IN ((a) AS p, (c) AS q))
SELECT * FROM VALUES (1, 'a'), (2, 'b')
SELECT * FROM VALUES (1, 'a') t
SELECT * FROM VALUES 1, 2
SELECT * FROM range(2)
SELECT * FROM explode(array(1, 2))
SELECT * FROM x LATERAL VIEW explode(array(a)) t
SELECT * FROM x LATERAL VIEW explode(map(a, b)) t WHERE b IS NOT NULL
SELECT * FROM x LATERAL VIEW posexplode(array(a)) t AS p, q
SELECT * FROM x NATURAL JOIN y
SELECT * FROM x JOIN y USING (a)
SELECT * FROM x FULL JOIN y USING (a, b)
SELECT a % 2 = 0 AND true, a != 1 OR NULL, xor(1, 2) FROM x
SELECT a % 2 = 0 AND true, a != 1 OR NULL FROM x
SELECT b || 'x' || a, b LIKE concat('a', '%'), b LIKE b || '%', lower(b) LIKE 'a' FROM x
SELECT timestamp_seconds(1), timestamp_millis(1), timestamp_micros(1), unix_seconds(TIMESTAMP'2020-01-01'), unix_date(DATE'2020-01-01'), date_from_unix_date(1), to_utc_timestamp('2020-01-01', 'Asia/Tokyo'), from_utc_timestamp('2020-01-01', 'Asia/Tokyo'), convert_timezone('UTC', 'Asia/Tokyo', TIMESTAMP_NTZ'2020-01-01'), dayname(DATE'2020-01-01'), monthname(DATE'2020-01-01'), make_timestamp_ltz(2020,1,1,1,1,1), make_timestamp_ntz(2020,1,1,1,1,1), try_to_timestamp('x'), to_unix_timestamp('2020-01-01', 'yyyy-MM-dd'), session_window(TIMESTAMP'2020-01-01', '1 day').end IS NULL
""",
)
