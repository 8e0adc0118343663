"""Texts with collations: which one wins, what it means for comparison, groups, joins, order, sets and functions."""

from case import Cases
from held import in_steps

CASES = Cases()
SINCE = (4, 0)


def sql(name, text, **options):
    CASES.sql(name, text, since=SINCE, **options)


def values(prefix, texts):
    for name, text in texts.items():
        CASES.value(f"{prefix}_{name}", text, since=SINCE)


def trimming(name, text):
    def run(spark):
        spark.conf.set("spark.sql.collation.trim.enabled", "true")
        return spark.sql(text)

    CASES.add(f"rtrim_{name}", run, since=SINCE)


T = "(SELECT a COLLATE {c} AS a, b FROM VALUES ('B', 1), ('a', 2), ('A', 3), ('b', 4), ('é', 5), ('E', 6), (NULL, 7) t(a, b))"
CI = T.format(c="UNICODE_CI")
LC = T.format(c="UTF8_LCASE")
AI = T.format(c="UNICODE_CI_AI")
UN = T.format(c="UNICODE")

values("name", {
    "as_written": "'a' COLLATE UNICODE_ci, 'a' COLLATE Utf8_LCase, collate('a', 'Unicode_Ci'), 'a' COLLATE sr_ai_ci",
    "of": "collation('a'), collation('a' COLLATE unicode_ci), typeof('a' COLLATE unicode_ci)",
    "qualified": "'a' COLLATE system.builtin.unicode",
    "default_specifiers": "collation('a' COLLATE unicode_cs_as), collation('a' COLLATE de_as_ci)",
    "script": "collation('a' COLLATE zh_hant_twn)",
    "computed": "collate('a', concat('utf8', '_lcase'))",
    "unknown": "'a' COLLATE foo",
    "unknown_specifier": "'a' COLLATE unicode_xx",
    "unknown_bytes": "'a' COLLATE UTF8_BINARI",
    "unknown_bytes_lower": "'a' COLLATE utf8_lcas",
    "twice": "'a' COLLATE unicode_ci_ci",
    "contradicting": "'a' COLLATE unicode_ci_cs",
    "bytes_with_specifier": "'a' COLLATE utf8_lcase_ci",
    "country": "'a' COLLATE de_XX",
    "language": "'a' COLLATE deu",
    "cast_unknown": "CAST('a' AS STRING COLLATE nope)",
    "null_name": "collate('a', NULL)",
    "of_number": "collate(1, 'utf8_lcase')",
    "collation_of_number": "collation(1)",
    "null_text": "collate(NULL, 'utf8_lcase')",
    "cast": "collation(CAST(1 AS STRING COLLATE unicode_ci)), CAST('a' AS STRING COLLATE UTF8_LCASE)",
})
sql("name_not_constant", "SELECT collate('a', x) FROM VALUES ('unicode') t(x)")

values("wins", {
    "explicit_over_implicit": "CAST('a' AS STRING COLLATE unicode) = 'A' COLLATE unicode_ci",
    "implicit_twice": "CAST('a' AS STRING COLLATE unicode) = CAST('A' AS STRING COLLATE unicode_ci)",
    "explicit_twice": "'a' COLLATE unicode = 'A' COLLATE unicode_ci",
    "over_literal": "collation(concat('a' COLLATE unicode, 'b'))",
    "indeterminate": "concat(CAST('a' AS STRING COLLATE unicode), CAST('b' AS STRING COLLATE unicode_ci))",
    "indeterminate_name": "collation(concat(CAST('a' AS STRING COLLATE unicode), CAST('b' AS STRING COLLATE unicode_ci)))",
    "case": "CASE WHEN true THEN 'a' COLLATE unicode_ci ELSE 'b' END",
    "coalesce": "coalesce(NULL, 'a' COLLATE unicode_ci, 'b')",
    "array": "array('a' COLLATE unicode_ci, 'b')",
    "map": "map('a' COLLATE utf8_lcase, 'x', 'b', 'y' COLLATE unicode)",
    "struct": "named_struct('a', 'x' COLLATE unicode, 'b', 'y')",
    "in": "'a' COLLATE utf8_lcase IN ('B', 'A')",
    "nullif_literal": "nullif('a' COLLATE utf8_lcase, 'A')",
    "nullif_explicit": "nullif('a' COLLATE utf8_lcase, 'A' COLLATE utf8_lcase)",
    "between_literal": "'b' COLLATE utf8_lcase BETWEEN 'A' AND 'C'",
    "quoted": "concat('it''s', 'a' COLLATE unicode)",
    "with_number": "concat('a' COLLATE unicode_ci, 1)",
    "lower_of_two": "lower(concat(CAST('a' AS STRING COLLATE unicode), CAST('b' AS STRING COLLATE unicode_ci)))",
})
for name, text in {
    "columns": f"SELECT x.a = y.a FROM {CI} x JOIN {LC} y ON x.b = y.b",
    "column_and_plain": f"SELECT a = c FROM {CI} x JOIN (SELECT 'a' AS c) y",
    "column_and_literal": f"SELECT b FROM {CI} WHERE a = 'B' ORDER BY b",
    "concat_columns": f"SELECT x.a || y.a AS c FROM {CI} x JOIN {LC} y ON x.b = y.b ORDER BY x.b",
    "group_by_indeterminate": f"SELECT c, count(*) FROM (SELECT x.a || y.a AS c FROM {CI} x JOIN {LC} y ON x.b = y.b) GROUP BY c",
    "inline_table": "SELECT * FROM VALUES ('a' COLLATE unicode_ci), ('b') t(a)",
    "inline_table_alike": "SELECT a, collation(a) FROM VALUES ('a' COLLATE unicode_ci), ('b' COLLATE unicode_ci) t(a)",
    "lambda": "SELECT transform(array('b' COLLATE utf8_lcase, 'a'), y -> y = 'A')",
    "subquery": f"SELECT (SELECT max(a) FROM {CI} WHERE a IS NOT NULL) = 'É'",
    "union_differs": f"SELECT a FROM {CI} UNION ALL SELECT a FROM {LC}",
    "union_plain": f"SELECT a FROM {CI} UNION ALL SELECT 'x'",
    "except_all_differs": f"SELECT a FROM {CI} EXCEPT ALL SELECT a FROM {LC}",
}.items():
    sql(f"wins_{name}", text)

values("compare", {
    "lcase": "'İ' COLLATE utf8_lcase = 'i̇', 'ς' COLLATE utf8_lcase = 'Σ', 'ß' COLLATE utf8_lcase = 'ẞ', 'ﬀ' COLLATE utf8_lcase = 'FF', 'ı' COLLATE utf8_lcase = 'I'",
    "ci": "'ß' COLLATE unicode_ci = 'SS', 'ﬀ' COLLATE unicode_ci = 'FF', 'a' COLLATE unicode_ci = 'á', 'a' COLLATE unicode_ci = 'Ａ'",
    "ai": "'æ' COLLATE unicode_ai = 'ae', 'ø' COLLATE unicode_ci_ai = 'O', 'đ' COLLATE unicode_ci_ai = 'D', 'ł' COLLATE unicode_ci_ai = 'l', 'a' COLLATE unicode_ai = 'Á', 'a' COLLATE unicode_ai = 'á'",
    "unicode": "'a' COLLATE unicode < 'A', 'a' COLLATE unicode < 'B', 'Z' COLLATE unicode > 'a', 'á' COLLATE unicode < 'b', '_' COLLATE unicode < 'a', '1' COLLATE unicode < 'a', '-' COLLATE unicode < '_'",
    "composed": "'é' COLLATE unicode = 'e\\u0301', 'é' COLLATE utf8_lcase = 'e\\u0301', 'ạ̈' COLLATE unicode = 'ạ̈'",
    "ignorable": "'a\\u0000b' COLLATE unicode = 'ab', 'a\\u00adb' COLLATE unicode_ci = 'ab', 'ab' COLLATE unicode = 'a b'",
    "languages": "'Kypper' COLLATE sv < 'Köpfe', 'Kypper' COLLATE de > 'Köpfe', 'I' COLLATE tr_ci = 'ı', 'ch' COLLATE cs > 'h', 'ch' COLLATE en > 'h', 'aa' COLLATE da > 'z', 'll' COLLATE es > 'lz', 'ä' COLLATE de = 'ae'",
    "scripts": "'я' COLLATE unicode > 'z', 'α' COLLATE unicode < 'я', '中' COLLATE unicode > 'я', '中' COLLATE zh < '文', 'あ' COLLATE ja_ci = 'ア', '가' COLLATE ko < '나'",
    "emoji": "'😀' COLLATE unicode = '😁', '😀' COLLATE unicode_ci_ai = '😀', '😀' COLLATE unicode < 'a'",
    "null": "'a' COLLATE unicode_ci = NULL, 'a' COLLATE unicode_ci <=> NULL, NULL COLLATE unicode_ci <=> NULL",
    "nested": "array('a' COLLATE unicode_ci) = array('A'), named_struct('a', 'x' COLLATE utf8_lcase) = named_struct('a', 'X')",
    "greatest": "greatest('a' COLLATE unicode, 'B', 'A'), least('b' COLLATE utf8_lcase, 'A', 'a')",
    "blank": "'a' COLLATE unicode_ci = 'A ', 'a' < 'a ' COLLATE unicode",
})

for name, text in {
    "group_ci": f"SELECT lower(a) AS k, count(*), sum(b) FROM {CI} GROUP BY a ORDER BY 2, 3",
    "group_ai": f"SELECT count(*), sum(b) FROM {AI} GROUP BY a ORDER BY 2",
    "group_expression": "SELECT count(*) FROM VALUES ('a'), ('A'), ('b') t(a) GROUP BY a COLLATE utf8_lcase ORDER BY 1",
    "group_two_keys": f"SELECT a = 'a' AS k, b % 2, count(*) FROM {CI} GROUP BY a, b % 2 ORDER BY a, 2",
    "group_struct": "SELECT count(*) FROM (SELECT named_struct('q', a COLLATE utf8_lcase) s FROM VALUES ('B'), ('b'), ('c') t(a)) GROUP BY s ORDER BY 1",
    "group_array": "SELECT count(*) FROM (SELECT array(a COLLATE unicode_ci) s FROM VALUES ('B'), ('b'), ('c') t(a)) GROUP BY s ORDER BY 1",
    "having": f"SELECT count(*) FROM {CI} GROUP BY a HAVING a = 'B'",
    "distinct_count": f"SELECT count(DISTINCT a), count(a), count(DISTINCT a, b % 2), count(DISTINCT a) FILTER (WHERE b > 3) FROM {CI}",
    "distinct_rows": f"SELECT count(*) FROM (SELECT DISTINCT a FROM {AI})",
    "min_max": f"SELECT min(a), max(b), max_by(b, a), min_by(b, a) FROM {UN}",
    "min_lcase": f"SELECT lower(min(a)), lower(max(a)) FROM {LC}",
    "approx": f"SELECT approx_count_distinct(a) FROM {LC}",
    "first": f"SELECT first(a), typeof(collect_list(a)), typeof(any_value(a)) FROM {CI} WHERE b < 3",
    "collect_set": f"SELECT collect_set(a) FROM {CI}",
    "listagg_order": "SELECT listagg(a) WITHIN GROUP (ORDER BY a COLLATE unicode) FROM VALUES ('b'), ('A'), ('a'), ('B') t(a)",
    "listagg_distinct": "SELECT lower(listagg(DISTINCT a COLLATE utf8_lcase) WITHIN GROUP (ORDER BY a COLLATE utf8_lcase)) FROM VALUES ('b'), ('A'), ('a'), ('B') t(a)",
    "mode": "SELECT lower(mode(a)) FROM (SELECT a COLLATE utf8_lcase a FROM VALUES ('B'), ('a'), ('A') t(a))",
    "order_unicode": "SELECT a FROM (SELECT a COLLATE unicode a FROM VALUES ('B'), ('a'), ('A'), ('b'), ('ä'), ('Z'), ('_'), ('1'), (' '), ('-'), ('z'), ('æ'), ('ø'), ('ß'), ('ss'), ('я'), ('中'), ('') t(a)) ORDER BY a",
    "order_desc": f"SELECT a, b FROM {CI} ORDER BY a DESC, b",
    "order_nulls": f"SELECT a, b FROM {LC} ORDER BY a NULLS LAST, b DESC",
    "order_swedish": "SELECT a FROM VALUES ('z'), ('ö'), ('ä'), ('å'), ('a'), ('o'), ('ü'), ('y') t(a) ORDER BY a COLLATE sv",
    "order_danish": "SELECT a FROM VALUES ('aa'), ('ab'), ('z'), ('å'), ('ø'), ('æ'), ('b') t(a) ORDER BY a COLLATE da",
    "order_czech": "SELECT a FROM VALUES ('ch'), ('c'), ('h'), ('i'), ('č'), ('cz') t(a) ORDER BY a COLLATE cs",
    "order_array": "SELECT s FROM (SELECT array(a COLLATE unicode, 'z') s FROM VALUES ('B'), ('b'), ('A') t(a)) ORDER BY s",
    "order_lcase": "SELECT a FROM VALUES ('_'), ('a'), ('B'), ('Z'), ('é'), ('É!'), ('ﬀ') t(a) ORDER BY a COLLATE utf8_lcase",
    "limit": f"SELECT a FROM {UN} WHERE a IS NOT NULL ORDER BY a LIMIT 3",
    "join": f"SELECT l.b, r.b FROM {CI} l JOIN {CI} r ON l.a = r.a ORDER BY 1, 2",
    "join_ai": f"SELECT l.b, r.b FROM {AI} l JOIN {AI} r ON l.a = r.a AND l.b < r.b ORDER BY 1, 2",
    "join_lcase_explicit": "SELECT l.a, r.a FROM VALUES ('x'), ('y') l(a) JOIN VALUES ('X'), ('z') r(a) ON l.a = r.a COLLATE utf8_lcase",
    "join_using": f"SELECT a, l.b, r.b FROM {UN} l LEFT JOIN {UN} r USING (a) ORDER BY l.b",
    "join_full": f"SELECT l.b, r.b FROM (SELECT * FROM {CI} WHERE b < 3) l FULL JOIN (SELECT * FROM {CI} WHERE b > 2) r ON l.a = r.a ORDER BY 1, 2",
    "join_semi": f"SELECT b FROM {CI} l LEFT SEMI JOIN (SELECT 'É' COLLATE unicode_ci a) r ON l.a = r.a ORDER BY b",
    "join_less": f"SELECT l.b, r.b FROM {CI} l JOIN {CI} r ON l.a < r.a ORDER BY 1, 2",
    "join_null_safe": f"SELECT l.b, r.b FROM {LC} l JOIN {LC} r ON l.a <=> r.a ORDER BY 1, 2",
    "exists": f"SELECT b FROM {CI} x WHERE EXISTS (SELECT 1 FROM {CI} y WHERE x.a = y.a AND x.b <> y.b) ORDER BY b",
    "union": f"SELECT count(*) FROM (SELECT a FROM {CI} UNION SELECT a FROM {CI})",
    "intersect": f"SELECT count(*) FROM (SELECT a FROM {CI} INTERSECT SELECT 'É' COLLATE unicode_ci)",
    "except": f"SELECT lower(a) FROM (SELECT a FROM {LC} EXCEPT SELECT 'B' COLLATE utf8_lcase) ORDER BY a",
    "except_all": f"SELECT lower(a) FROM (SELECT a FROM {LC} EXCEPT ALL SELECT 'B' COLLATE utf8_lcase) ORDER BY a",
    "intersect_all": f"SELECT lower(a) FROM (SELECT a FROM {LC} INTERSECT ALL SELECT upper(a) FROM {LC} WHERE b <> 4) ORDER BY a",
    "window_partition": f"SELECT b, sum(b) OVER (PARTITION BY a) s, row_number() OVER (PARTITION BY a ORDER BY b) n FROM {CI} ORDER BY b",
    "window_order": f"SELECT b, rank() OVER (ORDER BY a) r, dense_rank() OVER (ORDER BY a DESC) d FROM {CI} ORDER BY b",
    "window_values": f"SELECT b, lag(a) OVER (ORDER BY b) l, lead(a, 1, 'z') OVER (ORDER BY b) e, first_value(a) OVER (PARTITION BY a ORDER BY b) f FROM {CI} ORDER BY b",
    "window_min": f"SELECT b, lower(min(a) OVER (ORDER BY b)), lower(max(a) OVER (ORDER BY b)) FROM {LC} ORDER BY b",
    "explode": "SELECT col = 'A' FROM (SELECT explode(array('a' COLLATE unicode_ci, 'b')))",
    "pivot": f"SELECT * FROM (SELECT a, b FROM {LC} WHERE b < 5) PIVOT (sum(b) FOR a IN ('a' COLLATE utf8_lcase, 'b' COLLATE utf8_lcase))",
    "drop_duplicates": f"SELECT count(*) FROM (SELECT DISTINCT a, b % 2 FROM {CI})",
}.items():
    sql(name, text)

sql("group_lcase", f"SELECT count(*), sum(b) FROM {LC} GROUP BY a ORDER BY 2", ordered=False)

A = "array('b' COLLATE utf8_lcase, 'a', 'B', 'C')"
U = "array('b' COLLATE unicode_ci_ai, 'á', 'B', 'C', 'A')"
values("array", {
    "sort": f"array_sort({A}), sort_array({U}), sort_array({U}, false)",
    "extremes": f"array_max({A}), array_min({U})",
    "distinct": f"array_distinct({A}), array_distinct({U})",
    "contains": f"array_contains({A}, 'A'), array_contains({U}, 'A'), array_contains({U}, 'x')",
    "position": f"array_position({A}, 'B'), array_position({U}, 'a')",
    "remove": f"array_remove({A}, 'b'), array_remove({U}, 'A')",
    "sets": f"array_union({A}, array('A', 'Z')), array_except({A}, array('A')), array_intersect({A}, array('A'))",
    "sets_unicode": f"array_union({U}, array('à', 'Z')), array_except({U}, array('a')), array_intersect({U}, array('a')), arrays_overlap({U}, array('c'))",
    "shape": f"slice({A}, 1, 2), element_at({A}, 1), {A}[0], reverse({A}), concat({A}, array('q')), flatten(array({A})), array_append({A}, 'q'), array_compact({A}), array_repeat({A}[0], 2), size({A}), arrays_zip({A}, {A})",
    "join": f"array_join({A}, ','), array_join({A}, ',' COLLATE utf8_lcase)",
    "prepend": f"array_prepend({A}, 'q')",
    "lambdas": f"filter({A}, y -> y = 'B'), exists({A}, y -> y = 'c'), transform({U}, y -> y = 'A')",
    "aggregate": f"aggregate({A}, CAST('' AS STRING COLLATE utf8_lcase), (s, y) -> s || y)",
    "aggregate_plain": f"aggregate({A}, '', (s, y) -> s || y)",
})
values("map", {
    "lookup": "map('a' COLLATE utf8_lcase, 1)['A'], element_at(map('a' COLLATE utf8_lcase, 1), 'A' COLLATE utf8_lcase)",
    "duplicate": "map('a' COLLATE utf8_lcase, 1, 'A', 2)",
    "keys": "map_keys(map('a' COLLATE unicode, 1)), map_values(map('a', 'x' COLLATE unicode))",
    "contains": "map_contains_key(map('a' COLLATE utf8_lcase, 1), 'A' COLLATE utf8_lcase)",
    "contains_plain": "map_contains_key(map('a' COLLATE unicode, 1), 'a')",
    "from_arrays": "map_from_arrays(array('a' COLLATE unicode_ci, 'b'), array(1, 2))['B']",
    "str_to_map": "str_to_map('a:1,B:2' COLLATE utf8_lcase, ',', ':')",
})

for c in ("utf8_lcase", "unicode_ci", "unicode_ci_ai", "unicode", "de_ci"):
    values(c, {
        "find": f"contains('xÄbC' COLLATE {c}, 'äBc'), contains('xabc' COLLATE {c}, 'BC'), startswith('Abc' COLLATE {c}, 'aB'), endswith('abC' COLLATE {c}, 'Bc'), contains('' COLLATE {c}, ''), startswith('abc' COLLATE {c}, ''), contains('a' COLLATE {c}, 'abc')",
        "position": f"instr('aBcabc' COLLATE {c}, 'BC'), locate('C' COLLATE {c}, 'abcabc', 4), position('b' COLLATE {c} IN 'aBb'), locate('' COLLATE {c}, 'abc'), instr('ab' COLLATE {c}, 'é')",
        "replace": f"replace('aBcAbC' COLLATE {c}, 'bC', 'x'), replace('aaa' COLLATE {c}, 'AA', 'b'), replace('abc' COLLATE {c}, '', 'x'), translate('aAbBé' COLLATE {c}, 'Abe', '12'), overlay('abc' COLLATE {c} PLACING 'X' FROM 2)",
        "split": f"split_part('aXbxc' COLLATE {c}, 'x', 2), split_part('aXbxc' COLLATE {c}, 'x', -1), substring_index('aXbxc' COLLATE {c}, 'x', 1), substring_index('aXbxc' COLLATE {c}, 'X', -1), substring_index('aXbxc' COLLATE {c}, 'x', 5), find_in_set('B' COLLATE {c}, 'a,b,c'), find_in_set('é' COLLATE {c}, 'a,E,c')",
        "trim": f"trim('X' COLLATE {c}, 'xaXbx'), ltrim('xy' COLLATE {c}, 'XYaX'), rtrim('E' COLLATE {c}, 'aeé'), btrim('xax' COLLATE {c}, 'X'), trim(' a ' COLLATE {c})",
        "case": f"upper('straße İi ς' COLLATE {c}), lower('İI ΑΣ' COLLATE {c}), initcap('hELLO wORLD-foo o''neil 1st ǆ' COLLATE {c})",
        "carried": f"substring('abc' COLLATE {c}, 2), left('abc' COLLATE {c}, 1), right('abc' COLLATE {c}, 1), repeat('a' COLLATE {c}, 2), lpad('a' COLLATE {c}, 3, 'x'), rpad('a' COLLATE {c}, 3), reverse('ab' COLLATE {c}), concat_ws(',' COLLATE {c}, 'a', 'b'), elt(1, 'a' COLLATE {c}, 'b'), format_string('%s' COLLATE {c}, 'a'), hex('a' COLLATE {c})",
        "plain": f"length('a' COLLATE {c}), octet_length('é' COLLATE {c}), ascii('a' COLLATE {c}), base64('a' COLLATE {c}), md5('a' COLLATE {c}), soundex('a' COLLATE {c}), levenshtein('abc' COLLATE {c}, 'ABC'), encode('a' COLLATE {c}, 'utf-8'), sentences('Hi. You' COLLATE {c})",
        "dates": f"to_date('2020-01-01' COLLATE {c}), CAST('2020-01-01' COLLATE {c} AS DATE), CAST('12' COLLATE {c} AS INT) + 1, date_format(DATE'2020-01-01', 'yyyy' COLLATE {c})",
    })
values("lcase_patterns", {
    "like": "'ABC' COLLATE utf8_lcase LIKE 'a_c', 'ABC' LIKE 'a%' COLLATE utf8_lcase, 'ß' COLLATE utf8_lcase LIKE 'SS', 'İ' COLLATE utf8_lcase LIKE 'i', 'ı' COLLATE utf8_lcase LIKE 'I', 'ς' COLLATE utf8_lcase LIKE 'Σ', 'a%' COLLATE utf8_lcase LIKE 'A\\\\%'",
    "ilike": "ilike('aBc' COLLATE utf8_lcase, 'AB%')",
    "rlike": "'ABC' COLLATE utf8_lcase RLIKE 'a.c', 'ABC' RLIKE 'a.c' COLLATE utf8_lcase",
    "replace": "regexp_replace('ABcab' COLLATE utf8_lcase, 'B', 'x')",
    "extract": "regexp_extract('ABC' COLLATE utf8_lcase, '(b)', 1), regexp_extract_all('aBb' COLLATE utf8_lcase, '(b)'), regexp_substr('ABC' COLLATE utf8_lcase, 'b')",
    "count": "regexp_count('aBb' COLLATE utf8_lcase, 'b'), regexp_instr('aBb' COLLATE utf8_lcase, 'b')",
    "split": "split('aXbxc' COLLATE utf8_lcase, 'x')",
})
values("refused", {
    "like_unicode": "'a' COLLATE unicode_ci LIKE 'A'",
    "rlike_unicode": "'a' COLLATE unicode RLIKE 'A'",
    "split_unicode": "split('a' COLLATE unicode_ci, 'A')",
    "regexp_replace_unicode": "regexp_replace('a' COLLATE unicode_ci, 'A', 'b')",
    "contains_ai": "contains('a' COLLATE unicode_ai, 'A')",
    "replace_ai": "replace('a' COLLATE unicode_ai, 'A', 'b')",
    "instr_ai": "instr('a' COLLATE unicode_ai, 'A')",
    "trim_ai": "trim('a' COLLATE unicode_ai, 'A')",
    "split_part_ai": "split_part('a' COLLATE unicode_ai, 'A', 1)",
    "find_in_set_ai": "find_in_set('á' COLLATE unicode_ai, 'A,a')",
    "count_min_sketch": "count_min_sketch('a' COLLATE unicode_ci, 0.5d, 0.5d, 1)",
})
values("turkish", {
    "case": "initcap('iSTANBUL ışık' COLLATE tr), upper('istanbul' COLLATE tr), upper('ıi' COLLATE tr), lower('Iİ' COLLATE tr), lower('I' COLLATE tr)",
    "others": "upper('ß' COLLATE de), upper('άβ' COLLATE el), lower('Ì' COLLATE lt)",
})

sql("table", "SELECT typeof(a), typeof(b) FROM (SELECT CAST('x' AS STRING COLLATE sr_ci_ai) a, CAST(array('x') AS ARRAY<STRING COLLATE UTF8_LCASE>) b)")


TEXTS = "CREATE TABLE collated_texts (a STRING COLLATE UTF8_LCASE, b STRING) USING parquet"
STORED = "INSERT INTO collated_texts VALUES ('a', 'a'), ('A', 'A'), ('b', 'B')"
COUNTED = "SELECT count(DISTINCT a), count(DISTINCT b), count_if(a = 'A'), count_if(b = 'A'), max(collation(a)) FROM collated_texts"
CASES.add("stored", in_steps([TEXTS, STORED, COUNTED], ["DROP TABLE collated_texts"]), since=SINCE)


@CASES.case(since=SINCE)
def view(spark):
    spark.sql("CREATE OR REPLACE TEMPORARY VIEW collated_view DEFAULT COLLATION UNICODE_CI AS SELECT 'a' AS a, 'b' = 'B' AS b, CAST(1 AS STRING) AS c, lower('X') AS d, 'q'")
    return spark.sql("SELECT *, collation(a), collation(c), collation(d) FROM collated_view WHERE a = 'A'")


def disabled(spark):
    spark.conf.set("spark.sql.collation.trim.enabled", "false")
    return spark.sql("SELECT 'a ' COLLATE unicode_ci_ai_rtrim")


CASES.add("rtrim_disabled", disabled, since=SINCE)
for name, text in {
    "compare": "'a ' COLLATE utf8_binary_rtrim = 'a', 'a ' COLLATE utf8_lcase_rtrim = 'A', 'a ' COLLATE unicode_ci_rtrim = 'A', 'a ' COLLATE utf8_binary_rtrim < 'a!', collation('a' COLLATE en_rtrim)",
    "find": "contains('abc', 'C ' COLLATE unicode_ci_rtrim), startswith('abc ', 'ABC  ' COLLATE unicode_ci_rtrim), endswith('abc  ', 'C ' COLLATE unicode_ci_rtrim), contains('a b', 'A ' COLLATE unicode_ci_rtrim), endswith('abc ', 'C' COLLATE utf8_lcase_rtrim), endswith('abc ', 'c' COLLATE utf8_binary_rtrim), startswith('abc', 'ab ' COLLATE utf8_binary_rtrim), contains(' ', '  ' COLLATE utf8_binary_rtrim), contains('aaAaAAaA', 'AaAA ' COLLATE utf8_lcase_rtrim), startswith('abc', ' ' COLLATE utf8_lcase_rtrim), contains('ab c', 'B ' COLLATE utf8_lcase_rtrim)",
    "position": "instr('aaAaAAaA' , 'AaAA ' COLLATE utf8_lcase_rtrim), instr('abc', 'c ' COLLATE utf8_binary_rtrim), instr('abc', 'C ' COLLATE unicode_ci_rtrim), locate('AaAA ' COLLATE utf8_lcase_rtrim, 'aaAaAAaA'), locate('C ' COLLATE unicode_ci_rtrim, 'abc'), locate('c ' COLLATE utf8_binary_rtrim, 'abc'), locate('c ' COLLATE utf8_binary_rtrim, 'abc '), instr('abc ', 'c ' COLLATE utf8_lcase_rtrim)",
    "replace": "replace('abcabc', 'C ' COLLATE unicode_ci_rtrim, 'x'), replace('abcabc', 'C ' COLLATE utf8_lcase_rtrim, 'x'), replace('abcabc', 'c ' COLLATE utf8_binary_rtrim, 'x'), replace('abc abc ', 'c ' COLLATE utf8_binary_rtrim, 'x')",
    "index": "substring_index('a,b,c', ', ' COLLATE unicode_ci_rtrim, 2), substring_index('a,b,c ', ', ' COLLATE utf8_binary_rtrim, -1), substring_index('axbxc', 'X ' COLLATE utf8_lcase_rtrim, 2), substring_index('axbxc  ', 'X ' COLLATE utf8_lcase_rtrim, 5), substring_index('axbxc  ', 'X ' COLLATE utf8_lcase_rtrim, -1), substring_index('axb  ', 'b ' COLLATE utf8_lcase_rtrim, 1)",
    "set": "find_in_set('b ' COLLATE unicode_ci_rtrim, 'a,B,c'), find_in_set('b' COLLATE utf8_lcase_rtrim, 'a,B ,c'), find_in_set('b' COLLATE utf8_binary_rtrim, 'a,b ,c')",
    "translate": "translate('a b ', 'B ' COLLATE unicode_ci_rtrim, 'x'), translate('a b ', 'B ' COLLATE utf8_lcase_rtrim, 'x'), translate('a b ', 'b ' COLLATE utf8_binary_rtrim, 'xy')",
    "part": "split_part('a b c', 'B ' COLLATE utf8_lcase_rtrim, 2), split_part('a b c', 'B ' COLLATE unicode_ci_rtrim, 2), split_part('a b c', 'b ' COLLATE utf8_binary_rtrim, 1), split_part('abc', 'B ' COLLATE utf8_lcase_rtrim, 1)",
    "trim": "concat('[', trim('X' COLLATE utf8_lcase_rtrim, 'xax  '), ']'), concat('[', rtrim('X' COLLATE unicode_ci_rtrim, 'xax  '), ']'), concat('[', rtrim('x' COLLATE utf8_binary_rtrim, 'xax  '), ']'), concat('[', rtrim('xax  ' COLLATE utf8_binary_rtrim), ']'), concat('[', ltrim('X ' COLLATE unicode_ci_rtrim, '  xax  '), ']'), concat('[', rtrim('x' COLLATE utf8_lcase_rtrim, '   '), ']')",
    "like": "'a ' COLLATE utf8_lcase_rtrim LIKE 'A', 'a ' COLLATE utf8_binary_rtrim LIKE 'a', 'A' COLLATE utf8_lcase_rtrim RLIKE 'a'",
    "case": "upper('a ' COLLATE unicode_rtrim) = 'A', lower('A ' COLLATE utf8_lcase_rtrim) = 'a', initcap('ab cd ' COLLATE unicode_rtrim) = 'Ab Cd', length('a ' COLLATE unicode_rtrim), levenshtein('a ' COLLATE unicode_rtrim, 'a')",
}.items():
    trimming(name, f"SELECT {text}")
trimming("group", "SELECT count(*) FROM (SELECT a COLLATE unicode_ci_rtrim a FROM VALUES ('a'), ('A '), ('b'), (' b') t(a)) GROUP BY a ORDER BY 1")
trimming("join", "SELECT l.a, r.a FROM VALUES ('x '), ('y') l(a) JOIN VALUES ('x'), ('z') r(a) ON l.a COLLATE utf8_binary_rtrim = r.a")
