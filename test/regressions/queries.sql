SELECT x % y, mod(x, y), try_mod(x, y), pmod(x, y) FROM VALUES (CAST(NULL AS INT), -1), (5, -1), (5, 2), (-7, 2) AS t(x, y)
SELECT CAST(x AS DECIMAL(5, 2)), CAST(x AS DECIMAL(16, 6)), TRY_CAST(x AS DECIMAL(38, 0)) FROM VALUES (9e-5D), (-9e-5D), (6e-20D), (4.9e-324D), (0.005D), (0.0049999D), (0.995D), (5e-1D) AS t(x)
SELECT CAST(x AS DECIMAL(5, 2)) FROM VALUES ('9e-5'), ('-6E-11'), ('5e-3'), ('4.9e-3'), (' 1.5 ') AS t(x)
SELECT bround(x, 1), round(x, 1), bround(x, 0), bround(x, -2) FROM VALUES (CAST('9999999999999999999999999999.9999999999' AS DECIMAL(38, 10))), (2.25), (-0.05) AS t(x)
SELECT shiftleft(x, 31), shiftleft(x, 33), shiftright(x, 1), shiftrightunsigned(x, 28) FROM VALUES (-1), (1), (2147483647) AS t(x)
SELECT array_distinct(x), array_union(x, x), array_except(x, array(1D)), array_intersect(x, x) FROM VALUES (array(-0.0D, 0.0D, NULL, 1D, double('NaN'), double('NaN'))) AS t(x)
SELECT x, TRY_CAST(x AS TINYINT) <> 0, TRY_CAST(x AS TINYINT) > CAST(100 AS TINYINT), TRY_CAST(x AS INT) IN (1, 2) FROM VALUES (300L), (5L), (3000000000L) AS t(x)
SELECT x FROM VALUES (300L), (5L) AS t(x) WHERE TRY_CAST(x AS TINYINT) <> 0
SELECT TRY_CAST(x AS DECIMAL(5, 0)) = 1, TRY_CAST(x AS DECIMAL(5, 0)) < 7 FROM VALUES (99999999BD), (1BD) AS t(x)
SELECT CAST(x AS TINYINT) > CAST(100 AS TINYINT) FROM VALUES (300L) AS t(x)
SELECT try_add(x, CAST(127 AS TINYINT)) > CAST(0 AS TINYINT), try_multiply(x, x) = CAST(1 AS TINYINT) FROM VALUES (CAST(100 AS TINYINT)), (CAST(1 AS TINYINT)) AS t(x)
SELECT k FROM VALUES (1, 9223372036854775807L), (1, 1L), (2, 3L) AS t(k, x) GROUP BY k HAVING sum(x) > 0
SELECT try_sum(x) > 0, try_avg(x) > 0 FROM VALUES (9223372036854775807L), (1L) AS t(x)
SELECT count_if(x), count_if(x) FILTER (WHERE x IS NULL), count_if(x) FILTER (WHERE false), count(x), sum(1) FILTER (WHERE false) FROM VALUES (true), (false), (NULL) AS t(x)
SELECT count_if(x) FROM VALUES (true) AS t(x) WHERE false
SELECT id, x IN (SELECT y FROM VALUES (1), (NULL) AS s(y)), x NOT IN (SELECT y FROM VALUES (1), (NULL) AS s(y)), x NOT IN (SELECT y FROM VALUES (1), (2) AS s(y)) FROM VALUES (0, NULL), (1, 1), (2, 5) AS t(id, x)
SELECT id FROM VALUES (0, NULL), (1, 1), (2, 5) AS t(id, x) WHERE x NOT IN (SELECT y FROM VALUES (1), (NULL) AS s(y))
SELECT id FROM VALUES (0, NULL), (1, 1), (2, 5) AS t(id, x) WHERE x NOT IN (SELECT y FROM VALUES (1) AS s(y))
SELECT id FROM VALUES (0, NULL), (1, 1), (2, 5) AS t(id, x) WHERE x NOT IN (SELECT y FROM VALUES (1) AS s(y) WHERE y > 3)
SELECT locate('a', x, p), locate('', x, p), position('n', x, p) FROM VALUES ('banana', 3), ('banana', CAST(NULL AS INT)), (NULL, 1), ('banana', 0) AS t(x, p)
SELECT overlay(x, 'xy', p, n) FROM VALUES ('abcdef', 2147483647, 5), ('abcdef', -2, 1), ('abcdef', 3, -1), ('abcdef', 0, 2) AS t(x, p, n)
SELECT to_unix_timestamp(x), unix_timestamp(x) FROM VALUES (TIMESTAMP_NTZ'2024-07-01 00:00:00'), (TIMESTAMP_NTZ'1969-12-31 23:59:59.5') AS t(x)
SELECT to_unix_timestamp(x), unix_seconds(x), CAST(x AS BIGINT) FROM VALUES (TIMESTAMP'1969-12-31 23:59:59.5 UTC'), (TIMESTAMP'2024-07-01 00:00:00 UTC') AS t(x)
SELECT x, x + INTERVAL 1 DAY, x + INTERVAL 24 HOURS, date_trunc('DAY', x), CAST(x AS DATE), hour(x) FROM VALUES (TIMESTAMP'2024-03-09 10:30:00'), (TIMESTAMP'2024-11-02 09:30:00'), (TIMESTAMP'2024-11-03 01:30:00') AS t(x)
SELECT CAST(x AS TIMESTAMP), CAST(CAST(x AS TIMESTAMP) AS BIGINT) FROM VALUES (TIMESTAMP_NTZ'2024-03-10 02:30:00'), (TIMESTAMP_NTZ'2024-11-03 01:30:00'), (TIMESTAMP_NTZ'2024-03-10 03:00:00') AS t(x)
SELECT dept, sum(c) FROM (SELECT l.dept, 1 AS c FROM VALUES (1), (NULL) AS l(dept) FULL JOIN VALUES (2), (NULL) AS r(dept) USING (dept)) GROUP BY dept ORDER BY dept, 2
SELECT * FROM VALUES (1), (2) AS l(a) FULL JOIN VALUES (2), (3) AS r(a) USING (a) ORDER BY a
SELECT id, explode(array(1, 2)) AS a, explode(array('x', 'y')) AS b FROM range(1)
SELECT x, rank() OVER (ORDER BY x), sum(x) OVER (ORDER BY x), last(x) OVER (ORDER BY x), count(*) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1), (1), (NULL), (3), (2), (NULL) AS t(x)
SELECT x, sum(x) OVER (ORDER BY x DESC RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING), avg(x) OVER (ORDER BY x NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) FROM VALUES (1), (1), (NULL), (3), (2) AS t(x)
SELECT x, first_value(x) IGNORE NULLS OVER (ORDER BY i), last_value(x) IGNORE NULLS OVER (ORDER BY i), lag(x, 1, -1) OVER (ORDER BY i), lead(x, 2) IGNORE NULLS OVER (ORDER BY i), nth_value(x, 2) OVER (ORDER BY i) FROM VALUES (1, NULL), (2, 5), (3, NULL), (4, 7), (5, 8) AS t(i, x)
SELECT a, b, grouping_id(a, b), sum(x), count(*) FROM VALUES (1, 'p', 10), (1, NULL, 20), (NULL, 'p', 30) AS t(a, b, x) GROUP BY CUBE (a, b) ORDER BY 3, 1, 2
SELECT a, count(*) FROM VALUES (1) AS t(a) WHERE a > 1 GROUP BY GROUPING SETS ((a), ())
SELECT a FROM VALUES (1), (1), (2), (NULL), (NULL) AS t(a) INTERSECT ALL SELECT a FROM VALUES (1), (NULL), (NULL), (3) AS t(a) ORDER BY a
SELECT a FROM VALUES (1), (1), (2), (NULL), (NULL) AS t(a) EXCEPT ALL SELECT a FROM VALUES (1), (NULL) AS t(a) ORDER BY a
SELECT min(x), max(x), min_by(x, y), max_by(x, y), collect_list(x), array_sort(collect_set(x)) FROM VALUES ('b', 2), ('a', NULL), (NULL, 3), ('B', 1) AS t(x, y)
SELECT x / y, x div y, x % y FROM VALUES (-9223372036854775808L, -1L) AS t(x, y)
SELECT avg(x), sum(x), avg(CAST(x AS DECIMAL(5, 2))), stddev(x), variance(x), stddev_pop(x) FROM VALUES (1.1D), (2.2D), (NULL), (3.3D) AS t(x)
SELECT sum(CAST(x AS FLOAT)), sum(x), avg(x) FROM VALUES (CAST(0.1 AS FLOAT)), (CAST(0.2 AS FLOAT)), (CAST(0.3 AS FLOAT)) AS t(x)
SELECT x = y, x <=> y, x < y, greatest(x, y), least(x, y) FROM VALUES (double('NaN'), double('NaN')), (double('NaN'), double('Infinity')), (-0.0D, 0.0D), (NULL, 1D) AS t(x, y)
SELECT x, count(*) FROM VALUES (double('NaN')), (double('NaN')), (-0.0D), (0.0D), (NULL), (NULL) AS t(x) GROUP BY x ORDER BY x
SELECT x FROM VALUES ('é'), ('z'), ('Z'), (''), ('😀'), ('￮'), ('a'), (NULL) AS t(x) ORDER BY x DESC
SELECT substring(x, -3, 2), substring(x, 0, 2), substring(x, 2), left(x, -1), right(x, 2), lpad(x, 5, '*'), rpad(x, 2), reverse(x), initcap(x), length(x), instr(x, 'b') FROM VALUES ('abcd'), ('😀é日'), ('') AS t(x)
SELECT split(x, ','), split(x, ',', 2), regexp_replace(x, '(\\w)', '<$1>'), regexp_extract(x, '(b)(,)?', 2), x RLIKE '^a', x LIKE 'a\\_%' FROM VALUES ('a,b,,'), ('a_b'), ('') AS t(x)
SELECT months_between(x, y), datediff(x, y), add_months(x, 1), last_day(x), next_day(x, 'MON'), date_add(x, -1), weekofyear(x), dayofweek(x), extract(YEAROFWEEK FROM x) FROM VALUES (DATE'2024-02-29', DATE'2023-01-31'), (DATE'2023-12-31', DATE'2024-01-01'), (DATE'0001-01-01', DATE'9999-12-31') AS t(x, y)
SELECT CAST(x AS INT), CAST(x AS BIGINT), CAST(x AS FLOAT), CAST(x AS BOOLEAN), CAST(x AS STRING) FROM VALUES (1.9D), (-1.9D), (0.0D), (1e15D), (1e-5D), (123456789.125D) AS t(x)
SELECT element_at(x, 1), element_at(x, -1), x[0], try_element_at(x, 5), get(x, 5), slice(x, 1, 2), sort_array(x, false), array_position(x, 3), array_max(x) FROM VALUES (array(3, NULL, 1)) AS t(x)
SELECT m['a'], element_at(m, 'z'), map_keys(m), map_values(m), map_entries(m), map_concat(m, map('c', 3)), size(m), cardinality(m) FROM VALUES (map('a', 1, 'b', NULL)) AS t(m)
SELECT id FROM range(5) WHERE id > 1 ORDER BY id DESC LIMIT 2 OFFSET 1
SELECT (SELECT max(b) FROM VALUES (1, 2), (1, 3) AS s(a, b) WHERE s.a = t.a), (SELECT count(*) FROM VALUES (1, 2) AS s(a, b) WHERE s.a = t.a) FROM VALUES (1), (2) AS t(a)
SELECT a FROM VALUES (1), (2) AS t(a) WHERE NOT EXISTS (SELECT 1 FROM VALUES (2), (NULL) AS s(b) WHERE s.b = t.a)
SELECT t.a, s.b FROM VALUES (1), (2), (NULL) AS t(a) LEFT JOIN VALUES (1, 'x'), (1, 'y'), (NULL, 'z') AS s(a, b) ON t.a <=> s.a AND s.b <> 'y' ORDER BY 1, 2
SELECT x + 1 > 5 FROM VALUES (2147483647), (1) AS t(x)
SELECT x FROM VALUES (2147483647), (1) AS t(x) WHERE x + 1 > 5
SELECT x * CAST(2 AS TINYINT) <> CAST(0 AS TINYINT) FROM VALUES (CAST(100 AS TINYINT)) AS t(x)
SELECT 1 - x > 5L FROM VALUES (-9223372036854775808L) AS t(x)
SELECT decode(x, 1, y), decode(x, 1, 'a', 2, 'b'), decode(x, 1, y, y), decode(x, 7, 1.5) FROM VALUES (1, 2.50), (2, 3.25) AS t(x, y)
