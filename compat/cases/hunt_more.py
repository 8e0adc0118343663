r"""Signs of zeros in nested values, templates of numbers, long decimals, and texts at the edges of their formats."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT first(array(d)), last(array(d)), any_value(array(d)), first(struct(d, f)), last(array(struct(f))) FROM z WHERE i = 2
SELECT max(array(d)), min(array(d)), max(struct(d, f)), min(array(array(f))) FROM z WHERE i = 2
SELECT max(array(d)), min(array(d)), max(struct(d)), min(struct(d)) FROM z WHERE i IN (3, 5)
SELECT max_by(array(d), i), min_by(struct(f), i), max_by(map(1, d), i), min_by(map(i, array(f)), i) FROM z WHERE i IN (2, 5)
SELECT first(map(1, d)), last(map(i, f)), any_value(map('k', array(d, NULL))) FROM z WHERE i = 2
SELECT first(map(1, d), true), last(array(d), true), first(struct(d), true) FROM z WHERE i = 4
SELECT mode(array(d)), mode(struct(f)), mode(map(1, d)) FROM z WHERE i IN (2, 5)
SELECT max_by(d, struct(i)), max_by(f, i > 0), min_by(d, CAST(i AS DECIMAL(38, 2))), min_by(f, CAST(i AS TINYINT)), max_by(d, array(s)) FROM z WHERE i = 2
SELECT max_by(d, s), max_by(f, s), max_by(d, f), max_by(f, DATE'2024-01-01'), max_by(d, X'01') FROM z WHERE i = 2
SELECT i, max(array(d)) OVER (PARTITION BY i), first_value(struct(d)) OVER (PARTITION BY i), max_by(array(f), i) OVER (PARTITION BY i) FROM z
SELECT i, array(coalesce(d, 0.0D)) AS a FROM z ORDER BY a, i
SELECT array(coalesce(d, 0.0D)) AS a FROM z WHERE i IN (2, 3, 6) ORDER BY a
SELECT array(coalesce(d, 0.0D)) AS a, row_number() OVER (ORDER BY array(coalesce(d, 0.0D)), i) AS n FROM z
SELECT i % 2 AS k, first(array(d)), max(struct(d)), any_value(array(f)) FILTER (WHERE i < 3) FROM z WHERE i IN (2, 3) GROUP BY i % 2
SELECT * FROM (SELECT i, array(d) AS a FROM z WHERE i IN (2, 3)) PIVOT (first(a) FOR i IN (2, 3))
SELECT array_max(array(array(d))), array_min(array(struct(d))), array_max(array(array(d), array(f), NULL)), array_min(array(array(d), array(0.0D))) FROM z
SELECT sort_array(array(0.0D, -0.0D)), sort_array(array(0.0D, -0.0D), false), sort_array(array(float(0), float('-0.0'))), sort_array(array(0.0D, -0.0D, NULL)), array_sort(array(0.0D, -0.0D))
SELECT sort_array(collect_list(d)) FROM z WHERE i IN (1, 2)
SELECT histogram_numeric(x, 5) FROM (SELECT /*+ COALESCE(1) */ * FROM VALUES (double('NaN')), (double('NaN')), (2D) AS t(x))
SELECT histogram_numeric(x, 5) FROM (SELECT /*+ COALESCE(1) */ * FROM VALUES (double('NaN')), (5D), (1D), (double('NaN')), (2D), (7D), (-1D) AS t(x))
SELECT histogram_numeric(x, 3) FROM (SELECT /*+ COALESCE(1) */ * FROM VALUES (double('NaN')), (double('Infinity')), (double('-Infinity')), (0D), (-0.0D) AS t(x))
SELECT try_to_timestamp('2024 1', 'yyyy Q')
SELECT try_to_timestamp(s, 'yyyy-MM-dd e') FROM x, (SELECT '2024-02-09 7' AS s) LIMIT 1
SELECT try_to_timestamp('2024-02-30', 'yyyy-MM-dd'), try_to_timestamp('x', 'yyyy')
SELECT to_char(12, ' 999')
SELECT to_char(12, 'L99')
SELECT to_char(12, '.')
SELECT to_char(12, '')
SELECT to_char(12, '9,,9')
SELECT to_char(12, 'PR99')
SELECT to_char(12, 'S99S')
SELECT to_char(12, '$$99')
SELECT to_number('1', '9$9')
SELECT to_number('1', '9.9$')
SELECT to_number('1', '9.9,9')
SELECT to_number('1', ',9')
SELECT to_number('1', '9,')
SELECT to_number('1', '9S9')
SELECT to_number('1', '9.9.9')
SELECT to_number('1', '99999999999999999999999999999999999999999')
SELECT to_number('1', '9\'9')
SELECT to_number('1', concat('9', 'x'))
SELECT try_to_number('1', '9x')
SELECT to_varchar(12, '9x')
SELECT to_char(12, '999'), to_char(1.5, '9D9'), to_char(1, 's9'), to_char(1, '9mi'), to_char(-1, '9pr'), to_number('1,2', '9g9'), to_number('<1>', '9PR')
SELECT format_number(d, '#E0'), format_number(d, '#E00'), format_number(d, '##E0'), format_number(d, '0E0') FROM z WHERE i IN (1, 6)
SELECT 0.5BD * 2Y, 2Y * 1.5, 1.25 + 1Y, 3Y % 2.5, 3Y = 3.0, -3Y * 1.5, 0.5BD * 2S
SELECT -a, abs(a), -(-a), 0 - a FROM VALUES (1234567890123456789012345678901234567BD), (-1234567890123456789012345678901234567BD), (12BD), (NULL) AS t(a)
SELECT -a, abs(-a) FROM VALUES (12345678901234567890123456789012345650BD), (12345678901234567890123456789012355000BD) AS t(a)
SELECT -a FROM VALUES (9.9999999999999999999999999999999999999BD) AS t(a)
SELECT abs(-99999999999999999999999999999999999999BD)
SELECT try_subtract(d, make_interval(0, 1, 0, 1, 1, 0, 0)), try_add(d, make_interval(0, 1, 0, 1, 1, 0, 0)), try_add(d, make_interval(0, 1, 0, 1, 0, 0, 0)) FROM VALUES (DATE'2024-01-01') AS t(d)
SELECT d + make_interval(0, 0, 0, 1, 24, 0, 0) FROM VALUES (DATE'2024-01-01') AS t(d)
SELECT timestampadd(DAYOFYEAR, 1, TIMESTAMP'2024-01-01 00:00:00')
SELECT TIMESTAMP'2024-03-10T02:30Z'
SELECT TIMESTAMP'2024-03-10 02:30 UTC'
SELECT TIMESTAMP'2024-03-10 01', TIMESTAMP'2024-03-10T7', TIMESTAMP_NTZ'2024-03-10 23', TIMESTAMP'2024-03-10 02:30:00Z'
SELECT sentences('a\nb'), sentences('a\n\nb. C\r\nd'), sentences('\na'), sentences('\n\n'), sentences('x.\u2029y'), sentences('a\tb\nc. D\n\nE! F')
SELECT sentences('don’t a_b _b a__b c_ __'), sentences('Ⅷ x'), sentences('𝔘n a')
SELECT to_csv(struct(CAST(NULL AS STRING))), to_csv(struct(NULL, NULL)), to_csv(struct(CAST(NULL AS INT)), map('nullValue', 'N')), to_csv(struct('' AS a), map('emptyValue', ''))
SELECT to_csv(struct(CAST(NULL AS INT)), map('quoteAll', 'true')), to_csv(struct('a', CAST(NULL AS STRING)), map('quoteAll', 'true')), to_csv(struct(CAST(NULL AS INT)), map('quoteAll', 'true', 'nullValue', 'N'))
SELECT from_json('{"a":"5"}', 'a DATE'), from_json('{"a":"-200000"}', 'a DATE'), from_json('{"a":"2024"}', 'a DATE'), from_json('{"a":"+7"}', 'a DATE'), from_json('{"a":5}', 'a DATE')
SELECT from_json('{"a":"5"}', 'a DATE', map('dateFormat', 'yyyy-MM-dd')), from_csv('5', 'a DATE')
SELECT from_json('{"a":"2024-01-01T01:02:03Z"}', 'a TIMESTAMP_NTZ'), from_csv('2024-01-01T01:02:03Z', 'a TIMESTAMP_NTZ'), from_csv('2024-01-01T01:02:03', 'a TIMESTAMP_NTZ')
SELECT from_json('{"a":"AQI="}', 'a BINARY'), from_json('{"a":"AQI"}', 'a BINARY'), from_json('{"a":""}', 'a BINARY'), from_json('{"a":"A"}', 'a BINARY')
SELECT from_json('{"a":"1,234.5"}', 'a DECIMAL(10, 1)'), from_json('{"a":" 1"}', 'a DECIMAL(10, 1)'), from_json('{"a":"1e2"}', 'a DECIMAL(10, 1)')
SELECT from_json('1', 'INT')
SELECT json_tuple('{"a":1,"b":{"x":1},"a":[1]}', 'a', 'b', 'a')
SELECT json_tuple('{"a":1,"a":null}', 'a')
SELECT json_tuple('{"it\'s":1,"a b":2,"a.b":3}', 'it\'s', 'a b', 'a.b')
SELECT json_tuple(j, 'a', 'b') FROM VALUES ('{"a":1,"a":2,"b":null}'), ('{"a":"x","a":"y"'), ('[1]'), (NULL) AS t(j)
SELECT array_position(array(1, 2), NULL), array_remove(array(1), NULL), array_remove(array(NULL), NULL)
SELECT array_position(array(NULL), NULL)
SELECT schema_of_csv(' 1 ,2'), schema_of_csv('-Infinity,NaN,Inf'), schema_of_csv('"1,234"'), schema_of_csv('1d,2f,1e3,0x1p3'), schema_of_csv('99999999999999999999,1.0')
SELECT from_csv('#c', 'a STRING', map('comment', '#')), from_csv(' #c', 'a STRING', map('comment', '#')), from_csv('a#c', 'a STRING, b STRING', map('comment', '#'))
SELECT from_csv('', 'a INT', map('mode', 'FAILFAST'))
SELECT transform(array(1), 1), filter(array(1), true), exists(array(1), true), forall(array(1), false), zip_with(array(1), array(2), 3)
SELECT aggregate(array(1), 0, 5), aggregate(array(1), 0, 5, 6), map_filter(map(1, 2), true), transform_values(map(1, 2), 3), transform_keys(map(1, 2), 3), map_zip_with(map(1, 2), map(1, 3), 4)
SELECT transform(array(i), i + 1), filter(array(i), i > 2) FROM z
""",
)

add_statements(
    CASES,
    r"""
SELECT timestampdiff(HOUR, TIMESTAMP'2024-01-01 00:00:00', TIMESTAMP'2024-11-04 00:00:00')
SELECT CAST(parse_json('"x"') AS INT)
SELECT variant_get(parse_json('"x"'), '$', 'int')
SELECT variant_get(parse_json('1'), 'a', 'int')
""",
    since=(4, 0),
)
