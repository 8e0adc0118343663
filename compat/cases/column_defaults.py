"""Defaults of columns: what they may be, what tells them, and what INSERT fills in."""

from case import Cases
from held import in_steps

CASES = Cases()

MADE = "CREATE TABLE cd_t (a INT DEFAULT 42, b STRING DEFAULT 'abc', c INT) USING parquet"
DROPS = ("DROP TABLE IF EXISTS cd_t", "DROP TABLE IF EXISTS cd_u")


def add(name, *steps, since=(3, 5)):
    CASES.add(name, in_steps(steps, DROPS), since=since)


for name, text in {
    "describe": "DESCRIBE cd_t",
    "column_extended": "DESCRIBE EXTENDED cd_t a",
    "column": "DESCRIBE cd_t a",
    "statement": "SHOW CREATE TABLE cd_t",
    "metadata": "SELECT * FROM cd_t",
    "metadata_alias": "SELECT a AS z, a + 1 FROM cd_t",
}.items():
    add(f"told_{name}", MADE, text)

ALL = "SELECT * FROM cd_t"
for name, text in {
    "values": "INSERT INTO cd_t VALUES (DEFAULT, DEFAULT, DEFAULT)",
    "listed": "INSERT INTO cd_t (c) VALUES (7)",
    "mixed": "INSERT INTO cd_t (c, a) VALUES (8, DEFAULT), (DEFAULT, 9)",
    "select": "INSERT INTO cd_t (b) SELECT 'sel'",
    "select_default": "INSERT INTO cd_t SELECT DEFAULT, 'z', 1",
    "by_name": "INSERT INTO cd_t BY NAME SELECT 3 AS c",
    "star_of_values": "INSERT INTO cd_t SELECT * FROM VALUES (DEFAULT, 'z', 1)",
    "parentheses": "INSERT INTO cd_t (SELECT DEFAULT, 'p', 1)",
    "overwrite": "INSERT OVERWRITE cd_t VALUES (DEFAULT, 'ow', 1)",
    "too_few": "INSERT INTO cd_t VALUES (5)",
    "too_few_selected": "INSERT INTO cd_t SELECT 6, 'q'",
    "too_many": "INSERT INTO cd_t VALUES (1, 'x', 3, 4)",
    "aliased": "INSERT INTO cd_t SELECT DEFAULT AS a, 'z', 1 WHERE true",
    "inside": "INSERT INTO cd_t VALUES (DEFAULT + 1, 'x', 1)",
    "inside_call": "INSERT INTO cd_t SELECT DEFAULT + 1, 'x', 1",
    "named": "INSERT INTO cd_t BY NAME SELECT DEFAULT AS a, 4 AS c",
    "union": "INSERT INTO cd_t SELECT DEFAULT, 'u', 1 UNION ALL SELECT DEFAULT, 'v', 2",
    "nested": "INSERT INTO cd_t SELECT * FROM (SELECT DEFAULT, 'z', 1)",
}.items():
    add(f"insert_{name}", MADE, text, ALL)

add("selected", "SELECT DEFAULT")
add("selected_from", MADE, "SELECT DEFAULT FROM cd_t")

for name, column in {
    "type": "a INT DEFAULT 'x'",
    "unknown": "a INT DEFAULT zz",
    "itself": "a INT DEFAULT a",
    "subquery": "a INT DEFAULT (SELECT 1)",
    "random": "a INT DEFAULT rand()",
    "twice": "a INT DEFAULT 1 DEFAULT 2",
    "too_large": "a TINYINT DEFAULT 300",
    "missing": "a INT DEFAULT",
    "default": "a INT DEFAULT DEFAULT",
    "varchar": "a VARCHAR(3) DEFAULT 'abcd'",
}.items():
    add(f"refused_{name}", f"CREATE TABLE cd_t ({column}) USING parquet")
add("refused_text", "CREATE TABLE cd_t (a STRING DEFAULT 'x') USING text")

for name, column in {
    "narrow": "a TINYINT DEFAULT 3",
    "wide": "a BIGINT DEFAULT 3, b DOUBLE DEFAULT 1, c DATE DEFAULT '2020-01-01', d STRING DEFAULT 5",
    "null": "a INT DEFAULT NULL",
    "sum": "a INT DEFAULT 1 + 1, b STRING DEFAULT concat('a', 'b')",
    "nested": "a STRUCT<x: INT> DEFAULT named_struct('x', 1), b ARRAY<INT> DEFAULT array(1, 2)",
    "char": "a CHAR(5) DEFAULT 'ab'",
    "comment": "a INT NOT NULL DEFAULT 5 COMMENT 'x'",
}.items():
    count = column.count("DEFAULT")
    made = f"CREATE TABLE cd_t ({column}) USING parquet"
    insert = f"INSERT INTO cd_t VALUES ({', '.join(['DEFAULT'] * count)})"
    add(f"kind_{name}", made, insert, ALL)
    add(f"kind_{name}_statement", made, "SHOW CREATE TABLE cd_t")
add(
    "of_the_moment",
    "CREATE TABLE cd_t (a DATE DEFAULT current_date(), b TIMESTAMP DEFAULT current_timestamp()) USING parquet",
    "INSERT INTO cd_t VALUES (DEFAULT, DEFAULT)",
    "SELECT a = current_date(), b IS NOT NULL FROM cd_t",
)
for provider in ("csv", "json"):
    add(
        f"format_{provider}",
        f"CREATE TABLE cd_t (a INT DEFAULT 1, b INT) USING {provider}",
        "INSERT INTO cd_t (b) VALUES (2)",
        ALL,
    )
add(
    "partition",
    "CREATE TABLE cd_t (a INT, p INT DEFAULT 3) USING parquet PARTITIONED BY (p)",
    "INSERT INTO cd_t (a) VALUES (1)",
    ALL,
)

SET = "ALTER TABLE cd_t ALTER COLUMN c SET DEFAULT 10"
add("set", MADE, SET, "INSERT INTO cd_t (a) VALUES (1)", ALL)
add("set_metadata", MADE, SET, ALL)
add("dropped", MADE, "ALTER TABLE cd_t ALTER COLUMN a DROP DEFAULT", "INSERT INTO cd_t (c) VALUES (1)", ALL)
add("dropped_told", MADE, "ALTER TABLE cd_t ALTER COLUMN a DROP DEFAULT", "SHOW CREATE TABLE cd_t")
add("comment_keeps", MADE, "ALTER TABLE cd_t ALTER COLUMN a COMMENT 'other'", ALL)
for name, change in {
    "type": "c SET DEFAULT 'x'",
    "column": "zz SET DEFAULT 1",
    "subquery": "c SET DEFAULT (SELECT 1)",
    "unknown": "c SET DEFAULT zz",
}.items():
    add(f"set_{name}", MADE, f"ALTER TABLE cd_t ALTER COLUMN {change}")
add("added", MADE, "ALTER TABLE cd_t ADD COLUMN d INT DEFAULT 9", "INSERT INTO cd_t (a) VALUES (1)", ALL)
add(
    "added_after_rows",
    MADE,
    "INSERT INTO cd_t (a) VALUES (1)",
    "ALTER TABLE cd_t ADD COLUMN d INT DEFAULT 9",
    "INSERT INTO cd_t (a) VALUES (2)",
    "SELECT * FROM cd_t ORDER BY a",
)
for name, column in {"unknown": "d INT DEFAULT zz", "random": "d INT DEFAULT rand()"}.items():
    add(f"added_{name}", MADE, f"ALTER TABLE cd_t ADD COLUMN {column}")
add("like", MADE, "CREATE TABLE cd_u LIKE cd_t", "SHOW CREATE TABLE cd_u")
add(
    "of_query",
    MADE,
    "CREATE TABLE cd_u USING parquet AS SELECT * FROM cd_t",
    "INSERT INTO cd_u (c) VALUES (5)",
    "SELECT * FROM cd_u",
)
