"""Settings that bring older ways and other dialects back: each is set, statements are asked under it, and it is unset."""

from case import Cases
from held import Held

CASES = Cases()


def under(name, settings, *texts, since=(4, 0), ordered=True):
    """A case for each text, asked with the settings in force."""
    for number, text in enumerate(texts, 1):

        def run(spark, text=text):
            try:
                for key, value in settings.items():
                    spark.conf.set(f"spark.sql.{key}", value)
                return Held(spark.sql(text))
            finally:
                for key in settings:
                    spark.conf.unset(f"spark.sql.{key}")

        CASES.add(f"{name}_{number}", run, ordered=ordered, since=since)


ANSI = {"ansi.enabled": "true"}
NOT_ANSI = {"ansi.enabled": "false"}

# ---- the grammar ----

under(
    "bang_is_not",
    {"legacy.bangEqualsNot": "true"},
    "SELECT 1 ! BETWEEN 0 AND 2, 1 ! IN (3), 'a' ! LIKE 'b', 1 IS ! NULL, 'a' ! RLIKE 'b', 1 IS ! DISTINCT FROM 1",
    "SELECT CAST(named_struct('a', 1) AS STRUCT<a: INT ! NULL>)",
    "SELECT ! EXISTS (SELECT 1), !true, ! ! true, '1' ! ILIKE ANY ('1'), false IS ! TRUE",
    "CREATE DATABASE IF ! EXISTS default",
)
under("bang_is_not_off", {}, "CREATE DATABASE IF ! EXISTS default", "SELECT 1 ! IN (3)", "SELECT 1 IS ! NULL")

under(
    "having_is_where",
    {"legacy.parser.havingWithoutGroupByAsWhere": "true"},
    "SELECT 1 AS a HAVING true",
    "SELECT id FROM range(5) HAVING id > 2 ORDER BY id",
    "SELECT id AS a FROM range(5) HAVING id > 2 ORDER BY a",
    "SELECT id % 2 AS a FROM range(5) HAVING a > 0",
    "SELECT id % 2 AS a FROM range(5) HAVING id ORDER BY id",
    "SELECT id % 2 AS a FROM range(5) HAVING 'true' ORDER BY id",
    "SELECT DISTINCT id % 2 AS a FROM range(5) HAVING id > 1 ORDER BY a",
    "SELECT 1 FROM range(10) HAVING MAX(id) > 0",
    "SELECT max(id) m FROM range(10) HAVING m > 0",
    "SELECT max(id) m FROM range(10) HAVING MAX(id) > 0",
    "SELECT id, count(*) FROM range(3) GROUP BY id HAVING count(*) > 0 ORDER BY id",
    "SELECT id, row_number() OVER (ORDER BY id) r FROM range(3) HAVING r > 1 ORDER BY id",
    "SELECT id FROM range(5) HAVING (SELECT true) ORDER BY id",
)

under(
    "sets_in_order",
    {"legacy.setopsPrecedence.enabled": "true"},
    "SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 2",
    "SELECT 1 UNION SELECT 2 EXCEPT SELECT 2 UNION ALL SELECT 1 INTERSECT ALL SELECT 1",
    "SELECT 1 INTERSECT SELECT 1 UNION ALL SELECT 3 INTERSECT SELECT 3 ORDER BY 1 LIMIT 5",
    "SELECT 1 UNION ALL (SELECT 2 INTERSECT SELECT 2) ORDER BY 1",
)

QUOTED = {"ansi.doubleQuotedIdentifiers": "true"}
under(
    "double_quoted",
    {**ANSI, **QUOTED},
    'SELECT "a b" FROM (SELECT 1 AS "a b")',
    'SELECT "t"."a b" FROM (SELECT 1 AS "a b") "t"',
    'SELECT "t"."a b"."x" FROM (SELECT named_struct(\'x\', 1) AS "a b") "t"',
    "SELECT \"upper\"('a')",
    "SELECT \"nope\"('a')",
    'SELECT transform(array(1), "x" -> "x" + 1)',
    'SELECT "a" FROM VALUES (1) AS t("a")',
    "SELECT 'it' \"lab\"",
    'SELECT 1 "x\\"y"',
    'SELECT "a\\tb" FROM VALUES (1) AS t("a\\tb")',
    "SELECT 'a' LIKE \"b\"",
    'SELECT * FROM range(1) AS "r" JOIN range(1) AS "s" ON "r".id = "s".id',
    'SELECT named_struct("a", 1)',
    'SELECT "A" FROM VALUES (1) AS t(a)',
    'SELECT 1 AS ""',
    'WITH "q"("z") AS (SELECT 5) SELECT "z" FROM "q"',
    'SELECT date "2020-01-01"',
    'SELECT CAST(1 AS "int")',
    "SELECT r\"raw\", R'x'",
    'SELECT 1 AS "c""d"',
    'USE SCHEMA "not_there"',
    'SELECT 1 FROM "not_there"',
)
under("double_quoted_not_ansi", {**NOT_ANSI, **QUOTED}, "SELECT \"a\", 'b'")

JOINS = {"ansi.relationPrecedence": "true"}
JOINED = "SELECT * FROM VALUES (1) a(x), VALUES (1),(2) b(y) JOIN VALUES (1) c(z) ON "
under(
    "joins_first",
    {**ANSI, **JOINS},
    f"{JOINED}b.y = c.z",
    f"{JOINED}a.x = c.z",
    "SELECT * FROM VALUES (1) a(x), LATERAL (SELECT x + 1 AS w) JOIN VALUES (2) c(z) ON w = z",
    "SELECT * FROM VALUES (1) a(x) JOIN VALUES (1) d(u) ON x = u, VALUES (1),(2) b(y) LEFT JOIN VALUES (1) c(z)"
    " ON y = z ORDER BY y",
)
under("joins_first_not_ansi", {**NOT_ANSI, **JOINS}, f"{JOINED}a.x = c.z ORDER BY y")

T = "(SELECT 1 AS a1, 2 AS a2, 3 AS b) t"
under(
    "regex_names",
    {"parser.quotedRegexColumnNames": "true"},
    f"SELECT `a.` FROM {T}",
    f"SELECT `(a1)?+.+` FROM {T}",
    f"SELECT t.`A\\d` FROM {T}",
    f"SELECT u.`a.` FROM {T}",
    f"SELECT `zz.*` FROM {T}",
    f"SELECT sum(`a.`) FROM {T}",
    f"SELECT struct(`a.`), `b` + 1 FROM {T}",
    f"SELECT `a.` + 1 FROM {T}",
    f"SELECT b FROM {T} WHERE `a.` = 1",
    f"SELECT b FROM {T} ORDER BY `a.`",
    f"SELECT `a1` AS `x y` FROM {T}",
    "SELECT `a b` FROM (SELECT 1 AS `a b`)",
    f"SELECT count(`a.`) FROM {T} GROUP BY b",
    "SELECT s.`x.` FROM (SELECT named_struct('x1', 1) AS s)",
    "SELECT `s.`.x1 FROM (SELECT named_struct('x1', 1) AS s1)",
    f"SELECT (SELECT max(b) FROM {T} WHERE `a.` = 1)",
    f"SELECT `a.` AS q FROM {T}",
)
under(
    "regex_names_by_case",
    {"parser.quotedRegexColumnNames": "true", "caseSensitive": "true"},
    f"SELECT `A.` FROM {T}",
    f"SELECT T.`a.` FROM {T}",
    f"SELECT `a.` FROM {T}",
)

under(
    "plain_strings",
    {"parser.escapedStringLiterals": "true"},
    "SELECT 'a\\nb', length('a\\nb'), 'it\\'s', \"x\\\\y\"",
    "SELECT 'a\\\\d' RLIKE '\\\\d', '7' RLIKE '\\d', 'a%' LIKE 'a\\%', r'\\n'",
    "SELECT 'a\\t' '\\tb', '\\u0041'",
    "SELECT 'it''s'",
)

# ---- meanings of functions ----

under(
    "java_charsets",
    {"legacy.javaCharsets": "true"},
    "SELECT encode('häß€', 'WINDOWS-1252'), decode(X'68E4DF80', 'windows-1252'), encode('a', 'utf-32le')",
    "SELECT encode('Ω', 'WINDOWS-1252')",
    "SELECT decode(X'81', 'WINDOWS-1252')",
    "SELECT decode(encode('ж', 'koi8-r'), 'koi8-r'), encode('x', 'latin1')",
    "SELECT encode('a', 'no-such-set')",
    "SELECT encode(a, b) FROM VALUES ('é', 'iso-8859-15'), ('é', 'utf-8'), (NULL, 'x'), ('x', NULL) AS t(a, b)",
    since=(4, 0),
)
under(
    "replaced_characters",
    {"legacy.codingErrorAction": "true"},
    "SELECT encode('aé渭', 'US-ASCII'), decode(X'61E9', 'US-ASCII'), decode(X'61FF62', 'utf-8')",
    "SELECT encode('é', 'WINDOWS-1252')",
    "SELECT decode(X'FF', 'WINDOWS-1252')",
    "SELECT encode('渭', 'iso-8859-1'), decode(X'D800', 'utf-16be'), decode(X'00', 'utf-16')",
    since=(4, 0),
)
under(
    "java_charsets_replaced",
    {"legacy.javaCharsets": "true", "legacy.codingErrorAction": "true"},
    "SELECT encode('Ωé', 'WINDOWS-1252'), decode(X'8141', 'WINDOWS-1252')",
    since=(4, 0),
)
under(
    "array_insert_before_last",
    {"legacy.negativeIndexInArrayInsert": "true"},
    "SELECT array_insert(array(1, 3, 4), -2, 2), array_insert(array(1), -1, 2), array_insert(array(1, 2), 3, 9)",
    "SELECT array_insert(array(2, 3, NULL, 4), -5, 1), array_insert(array(1), -4, 2), array_insert(array(1), 1, 0)",
    "SELECT array_insert(a, i, 'x') FROM VALUES (array('a', 'b'), -1), (array('a', 'b'), 2), (NULL, -1) AS t(a, i)",
    "SELECT array_insert(array(1), 0, 2)",
    "SELECT array_insert(array(1), CAST(NULL AS INT), 2)",
)
DISC = "percentile_disc({}) WITHIN GROUP (ORDER BY a{})"
under(
    "floored_percentile",
    {"legacy.percentileDiscCalculation": "true"},
    f"SELECT {', '.join(DISC.format(p / 10, '') for p in range(11))} FROM VALUES (0), (1), (2), (3), (4) AS v(a)",
    f"SELECT {', '.join(DISC.format(p / 10, ' DESC') for p in range(11))} FROM VALUES (0), (1), (2), (9) AS v(a)",
    f"SELECT {DISC.format('array(0.25, 0.5, 0.75)', '')} FROM VALUES (1), (NULL), (3), (7) AS v(a)",
    f"SELECT k, {DISC.format('0.5', '')} FROM VALUES (1, 2), (1, 4), (2, 7), (3, NULL) AS v(k, a) GROUP BY k ORDER BY k",
    since=(4, 0),
)
BYTES = "VALUES (X'61', X'62'), (NULL, X'63') AS t(a, b)"
under(
    "concat_is_text",
    {"function.concatBinaryAsString": "true"},
    f"SELECT concat(a, b), a || b || b, typeof(a || b) FROM {BYTES}",
    f"SELECT concat(a), concat(), concat(array(a), array(b)) FROM {BYTES}",
)
under(
    "elt_is_text",
    {"function.eltOutputAsString": "true"},
    f"SELECT elt(1, a, b), elt(2, a, b), typeof(elt(2, a, b)) FROM {BYTES}",
)
N = "VALUES (1, NULL), (2, 3) AS t(a, b)"
under(
    "empty_count",
    {"legacy.allowParameterlessCount": "true"},
    f"SELECT count() FROM {N}",
    f"SELECT a, count() AS n FROM {N} GROUP BY a ORDER BY a",
    f"SELECT count() OVER () AS n FROM {N}",
)
under("empty_count_off", {}, f"SELECT count() FROM {N}", f"SELECT count(t.*) FROM {N}", f"SELECT count(DISTINCT t.*) FROM {N}")
under(
    "count_of_table",
    {"legacy.allowStarWithSingleTableIdentifierInCount": "true"},
    f"SELECT count(t.*), count(*) FROM {N}",
    f"SELECT count(t.*, t.*) FROM {N}",
)

# ---- intervals ----

under(
    "calendar_intervals",
    {"legacy.interval.enabled": "true"},
    "SELECT CAST(INTERVAL '1' YEAR AS STRING), CAST(INTERVAL '1-2' YEAR TO MONTH AS STRING), typeof(INTERVAL 1 DAY)",
    "SELECT CAST(INTERVAL '1 2:03:04.5' DAY TO SECOND AS STRING), CAST(INTERVAL '30:01' HOUR TO MINUTE AS STRING)",
    "SELECT CAST(INTERVAL 1 YEAR 2 MONTHS 3 DAYS -4 SECONDS AS STRING), CAST(INTERVAL '3 days 2 hours' AS STRING)",
    "SELECT CAST(INTERVAL -'1 02:03' DAY TO MINUTE AS STRING), CAST(- INTERVAL '1' DAY AS STRING)",
    "SELECT CAST(date'2020-03-31' - date'2019-02-28' AS STRING), CAST(date'2019-02-28' - date'2020-03-31' AS STRING)",
    "SELECT CAST(date'2020-01-01' - date'2020-01-31' AS STRING), typeof(date'2020-01-01' - date'2020-01-31')",
    "SELECT CAST(timestamp'2020-01-03 04:05:06.7' - timestamp'2020-01-01' AS STRING)",
    "SELECT CAST(timestamp_ntz'2020-01-03 04:05:06.7' - date'2020-01-01' AS STRING)",
    "SELECT date'2020-01-31' + INTERVAL 1 MONTH, timestamp'2020-01-31 00:00:00' - INTERVAL '1 1' DAY TO HOUR",
    "SELECT CAST(INTERVAL 1 DAY * 1.5 AS STRING), CAST(INTERVAL 1 MONTH + INTERVAL 1 DAY AS STRING)",
    "SELECT INTERVAL 'nothing'",
    "SELECT INTERVAL '1 2:03' DAY TO HOUR",
)

# ---- dates and times as Spark 2 had them ----

LEGACY = {"legacy.timeParserPolicy": "LEGACY", "session.timeZone": "America/Los_Angeles"}


def parsing(name, *pairs, settings=LEGACY, since=(4, 0)):
    """All texts by their patterns, at once without ANSI mode: what is none is NULL."""
    items = ", ".join(f"CAST(to_timestamp('{t}', '{p}') AS STRING) AS c{i}" for i, (t, p) in enumerate(pairs))
    under(name, {**settings, **NOT_ANSI}, f"SELECT {items}", since=since)


parsing(
    "read",
    ("2020-01-02 03:04:05", "yyyy-MM-dd HH:mm:ss"),
    ("2020-1-2 3:4:5 and more", "yyyy-MM-dd HH:mm:ss"),
    ("2020-02-30", "yyyy-MM-dd"),
    ("2020-13-01", "yyyy-MM-dd"),
    ("20200102030405", "yyyyMMddHHmmss"),
    ("1500-02-29", "yyyy-MM-dd"),
    ("1582-10-10", "yyyy-MM-dd"),
    ("0001-01-01", "yyyy-MM-dd"),
    ("26/October/2015", "dd/MMMMM/yyyy"),
    ("Tue, 3 Mar 2020 10:11:12 +0100", "EEE, d MMM yyyy HH:mm:ss Z"),
    ("Mon, 3 Mar 2020 10:11:12 +0100", "EEE, d MMM yyyy HH:mm:ss Z"),
    ("2020-03-08 02:30:00", "yyyy-MM-dd HH:mm:ss"),
    ("2020-11-01 01:30:00", "yyyy-MM-dd HH:mm:ss"),
    ("2020-01-02T03:04:05.678Z", "yyyy-MM-dd''T''HH:mm:ss.SSSX".replace("''", "\\'")),
    ("2020-01-02 1234", "yyyy-MM-dd SSSS"),
    ("10:15 PM", "hh:mm a"),
    ("13:15 PM", "hh:mm a"),
    ("2020 7 3", "yyyy w u"),
    ("2020 02 2 Tue", "yyyy MM F E"),
    ("2020 60", "yyyy DDD"),
    ("24:00", "kk:mm"),
    ("5 BC", "y G"),
    ("2020-01-02 GMT+1:30", "yyyy-MM-dd z"),
    ("2020-01-02 UTC", "yyyy-MM-dd z"),
    ("２０２０-01-02", "yyyy-MM-dd"),
    ("  2020-01-02", "yyyy-MM-dd"),
    ("2020-01-02", "yyyy-MM-dd "),
    ("-20", "yyyy"),
    ("99", "yy"),
    ("00", "yy"),
    ("1E3", "yyyy"),
)
under(
    "read_by_function",
    {**LEGACY, **NOT_ANSI},
    "SELECT to_date('1500-02-29', 'yyyy-MM-dd'), to_date('2020-06-01 extra', 'yyyy-MM-dd'), to_date('x', 'yyyy')",
    "SELECT unix_timestamp('2020-06-01 1', 'yyyy-MM-dd H'), unix_timestamp('2020-06-01', 'yyyy-MM-dd HH')",
    "SELECT to_unix_timestamp('1900-01-01', 'yyyy-MM-dd'), to_unix_timestamp('1000-01-01', 'yyyy-MM-dd')",
    "SELECT to_timestamp_ntz('2020-06-01 01', 'yyyy-MM-dd HH'), to_timestamp_ntz('2020-06-01 extra', 'yyyy-MM-dd')",
    "SELECT to_timestamp(a, b) FROM VALUES ('1 x', 'd'), ('3.4', 'd.M'), ('z', 'd') AS t(a, b)",
)
under(
    "read_ansi",
    {**LEGACY, **ANSI},
    "SELECT to_timestamp('2020-02-30', 'yyyy-MM-dd')",
    "SELECT to_date('nothing', 'yyyy-MM-dd')",
    "SELECT try_to_timestamp('2020-02-30', 'yyyy-MM-dd')",
    "SELECT unix_timestamp('nothing', 'yyyy-MM-dd')",
    "SELECT to_timestamp('2020', 'yyyy q')",
    "SELECT to_timestamp('2020', 'yyyy XXXX')",
    "SELECT to_timestamp('2020', 'yyyy ''x')",
    "SELECT date_format(timestamp'2020-01-02', 'VV')",
)
TIMES = (
    "VALUES (timestamp'2020-01-02 03:04:05.678901'), (timestamp'1582-10-14 23:59:59'), (timestamp'1582-10-04 12:00:00'),"
    " (timestamp'1500-03-01 00:00:00'), (timestamp'0001-01-01 00:00:00'), (timestamp'1969-12-31 23:59:59.999999'),"
    " (timestamp'2020-07-01 13:00:00') AS v(t)"
)
under(
    "written",
    LEGACY,
    f"SELECT date_format(t, 'yyyy-MM-dd HH:mm:ss'), date_format(t, 'y yy yyyyy G') FROM {TIMES}",
    f"SELECT date_format(t, 'E EEEE u D DDD F w W Y'), date_format(t, 'M MMM MMMM L LL') FROM {TIMES}",
    f"SELECT date_format(t, 'S SSS SSSSSS'), date_format(t, 'H k K h a'), date_format(t, 'X XX XXX Z') FROM {TIMES}",
    f"SELECT date_format(t, '[yyyy]'), date_format(t, '''T'' yyyy'), date_format(t, 'yyyyMMdd') FROM {TIMES}",
    f"SELECT from_unixtime(0), from_unixtime(-62135596800), from_unixtime(1593600000, 'EEE, d MMM') FROM {TIMES} LIMIT 1",
    f"SELECT to_char(t, 'MMM d yyyy'), date_format(CAST(t AS DATE), 'E') FROM {TIMES}",
    "SELECT date_format(timestamp'2020-01-02', 'z zzzz'), date_format(timestamp'2020-07-02', 'z zzzz')",
    "SELECT date_format(timestamp_ntz'2020-01-02 03:04:05', 'HH Z')",
)
under(
    "written_by_option",
    {**LEGACY, **NOT_ANSI},
    f"SELECT to_json(named_struct('t', t)), to_json(named_struct('d', CAST(t AS DATE))) FROM {TIMES}",
    f"SELECT to_csv(named_struct('t', t)), to_csv(named_struct('d', CAST(t AS DATE))) FROM {TIMES}",
    f"SELECT to_json(named_struct('t', t), map('timestampFormat', 'yyyy/M/d H:m:s.SSSSSS ZZ')) FROM {TIMES}",
    f"SELECT to_json(named_struct('d', CAST(t AS DATE)), map('dateFormat', 'E d MMM y')) FROM {TIMES}",
)
under(
    "read_by_option",
    {**LEGACY, **NOT_ANSI},
    "SELECT from_json('{\"d\":\"26/October/2015\"}', 'd DATE', map('dateFormat', 'dd/MMMMM/yyyy'))",
    "SELECT from_json('{\"t\":\"26/10/2015\"}', 't TIMESTAMP', map('timestampFormat', 'dd/MM/yyyy'))",
    "SELECT from_json('{\"t\":\"2015-10-26T01:02:03.456Z\"}', 't TIMESTAMP')",
    "SELECT from_json('{\"t\":\"2015-10-26 01:02:03\"}', 't TIMESTAMP')",
    "SELECT from_json('{\"t\":\"2015-10-26T01:02:03GMT+02:00\"}', 't TIMESTAMP')",
    "SELECT from_json('{\"d\":\"2015-13-40\"}', 'd DATE'), from_json('{\"d\":\"1500-02-29\"}', 'd DATE')",
    "SELECT from_json('{\"d\":\"16000\"}', 'd DATE'), from_json('{\"d\":\"-150000\"}', 'd DATE')",
    "SELECT from_csv('26/October/2015', 'd DATE', map('dateFormat', 'dd/MMMMM/yyyy'))",
    "SELECT from_csv('2015-10-26 01:02:03', 't TIMESTAMP'), from_csv('2015-10-26T01:02:03.4Z', 't TIMESTAMP')",
    "SELECT from_csv('2015-10-26 1.123456', 't TIMESTAMP', map('timestampFormat', 'yyyy-MM-dd H.SSSSSS'))",
    "SELECT from_json('{\"t\":\"2015\"}', 't TIMESTAMP', map('timestampFormat', 'yyyy q'))",
)

# ---- definitions, and bytes as text ----

HIDING = (
    "WITH t AS (SELECT 1), t2 AS (WITH t AS (SELECT 2) SELECT * FROM t) SELECT * FROM t2",
    "WITH t AS (SELECT 1) SELECT * FROM (WITH t AS (SELECT 2) SELECT * FROM t)",
    "WITH t AS (SELECT 1) SELECT (WITH t AS (SELECT 2) SELECT * FROM t)",
    "WITH t AS (SELECT 1) SELECT (WITH u AS (SELECT * FROM t) SELECT * FROM u)",
    "WITH t AS (SELECT 1 AS c) SELECT * FROM t WHERE c IN (WITH T AS (SELECT 2) SELECT * FROM t)",
    "WITH a AS (SELECT 1), b AS (WITH c AS (SELECT * FROM a) SELECT * FROM c) SELECT * FROM b",
    "WITH a(x) AS (SELECT 1), b AS (SELECT * FROM a) SELECT x, (SELECT max(x) FROM b) FROM a JOIN b USING (x)",
    "WITH a AS (SELECT 1 AS x) SELECT * FROM a, LATERAL (WITH a AS (SELECT 2 AS y) SELECT * FROM a)",
    "WITH a AS (SELECT 1) SELECT * FROM (WITH b AS (SELECT * FROM a) SELECT * FROM b)",
    "WITH a AS (SELECT 1), a2 AS (SELECT * FROM (WITH a AS (SELECT 3) SELECT * FROM a)) SELECT * FROM a2",
)
under("outer_definitions", {"legacy.ctePrecedencePolicy": "LEGACY"}, *HIDING)
under("refused_definitions", {"legacy.ctePrecedencePolicy": "EXCEPTION"}, *HIDING)
under("inner_definitions", {"legacy.ctePrecedencePolicy": "CORRECTED"}, *HIDING)

for style in ("UTF-8", "BASIC", "BASE64", "HEX", "HEX_DISCRETE"):
    under(
        f"bytes_as_{style.lower().replace('-', '')}",
        {"binaryOutputStyle": style},
        "SELECT to_csv(named_struct('a', X'61FF62', 'b', array(X'63', NULL), 'c', X''))",
        "SELECT to_xml(named_struct('a', X'6162', 'b', array(X'63'), 'c', X''))",
        "SELECT X'61FF' AS b, to_json(named_struct('a', X'6162'))",
        since=(4, 0),
    )


def shown(spark):
    """What show() prints under each style."""
    rows = []
    for style in ("UTF-8", "BASIC", "BASE64", "HEX", "HEX_DISCRETE"):
        try:
            spark.conf.set("spark.sql.binaryOutputStyle", style)
            frame = spark.sql("SELECT X'6180' AS a, array(X'62', X'') AS b")
            rows.append((style, frame._show_string(20, False, False)))
        finally:
            spark.conf.unset("spark.sql.binaryOutputStyle")
    return spark.createDataFrame(rows, "style STRING, text STRING")


CASES.add("bytes_shown", shown, ordered=True, since=(4, 0))
