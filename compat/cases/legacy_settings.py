"""Settings that bring older ways and other dialects back: each is set, statements are asked under it, and it is unset."""

from case import Cases

CASES = Cases()


class Held:
    """A DataFrame that was read while the settings were there."""

    def __init__(self, frame):
        self.schema = frame.schema
        self.rows = frame.collect()

    def collect(self):
        return self.rows


def under(name, settings, *texts, since=(3, 5), ordered=True):
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
    "SELECT max(id) m FROM range(10) HAVING id > 0",
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
