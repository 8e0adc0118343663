"""TABLE arguments of functions in FROM, and names that IDENTIFIER computes."""

from case import Cases
from held import in_steps

CASES = Cases()

VIEWS = (
    "CREATE OR REPLACE TEMP VIEW ta_v AS SELECT * FROM VALUES (1, 'a'), (2, 'b') t(x, y)",
    "CREATE OR REPLACE TEMP VIEW ta_w AS SELECT id FROM range(3)",
)
DROPS = ("DROP VIEW IF EXISTS ta_v", "DROP VIEW IF EXISTS ta_w")


def add(name, *steps, drop=(), since=(3, 5)):
    CASES.add(name, in_steps([*VIEWS, *steps], [*drop, *DROPS]), since=since)


for name, text in {
    "struct": "explode(TABLE(ta_v))",
    "named": "explode(collection => TABLE(ta_w))",
    "bare": "explode(TABLE ta_v)",
    "bare_alias": "explode(TABLE ta_v AS t)",
    "query": "explode(TABLE(SELECT 1 AS a, 2 AS b))",
    "values": "explode(TABLE(VALUES (1, 2)))",
    "with": "explode(TABLE(WITH q AS (SELECT 1 AS one) SELECT * FROM q))",
    "partition_list": "explode(TABLE(ta_v) PARTITION BY x, y)",
    "order_list": "explode(TABLE(ta_v) PARTITION BY x ORDER BY y, x)",
    "partition_other": "explode(TABLE(ta_v) PARTITION BY x, 3)",
    "order_alone": "explode(TABLE(ta_v) ORDER BY x)",
    "single_partition_by": "explode(TABLE(ta_v) WITH SINGLE PARTITION PARTITION BY x)",
    "missing": "explode(TABLE(ta_nothing))",
    "missing_function": "ta_nofunc(TABLE(ta_v))",
    "missing_both": "ta_nofunc(TABLE(ta_nothing))",
    "two": "explode(TABLE(ta_v), TABLE(ta_w))",
    "range": "range(TABLE(ta_w))",
    "json_tuple": "json_tuple(TABLE(ta_v), 'a')",
    "stack": "stack(2, TABLE(ta_v), 1)",
    "inline": "inline(TABLE(ta_v))",
    "inside": "inline(array(TABLE(ta_v)))",
    "posexplode": "posexplode(TABLE(ta_v))",
    "keywords": "sql_keywords(TABLE(ta_v))",
    "text": "explode(TABLE('ta_v'))",
    "word": "explode(TABLE)",
    "unknown_parameter": "explode(x => TABLE(ta_v))",
}.items():
    add(name, f"SELECT * FROM {text}")

add("lateral", "SELECT * FROM ta_v, LATERAL explode(TABLE(SELECT x))")
add("in_select", "SELECT explode(TABLE(ta_v))")
for name, call in {"given": "TABLE(ta_v)", "named": "a => TABLE(ta_v)", "missing": "TABLE(ta_nothing)"}.items():
    add(
        f"sql_function_{name}",
        "CREATE OR REPLACE TEMPORARY FUNCTION ta_f(a INT) RETURNS TABLE(b INT) RETURN SELECT a + 1",
        f"SELECT * FROM ta_f({call})",
        drop=["DROP TEMPORARY FUNCTION IF EXISTS ta_f"],
        since=(4, 0),
    )

# ---- IDENTIFIER ----

for name, text in {
    "concat_number": "SELECT IDENTIFIER('x' || '') FROM ta_v",
    "lower": "SELECT IDENTIFIER(lower('X')) FROM ta_v",
    "if": "SELECT IDENTIFIER(if(true, 'x', 'y')) FROM ta_v",
    "case": "SELECT IDENTIFIER(CASE WHEN 1 = 2 THEN 'x' ELSE 'y' END) FROM ta_v",
    "table": "SELECT * FROM IDENTIFIER(lower('TA_' || 'V'))",
    "function": "SELECT IDENTIFIER('up' || 'per')('a')",
    "number": "SELECT IDENTIFIER(1)",
    "null": "SELECT IDENTIFIER(CAST(NULL AS STRING))",
    "table_number": "SELECT * FROM IDENTIFIER(1)",
    "random": "SELECT IDENTIFIER(CAST(rand() AS STRING))",
}.items():
    add(f"identifier_{name}", text)

for name, text in {
    "table": "SELECT * FROM IDENTIFIER(ta_n)",
    "computed": "SELECT * FROM IDENTIFIER(lower(upper(ta_n)))",
    "column": "SELECT IDENTIFIER(ta_n || '.x') FROM ta_v",
}.items():
    add(
        f"identifier_variable_{name}",
        "DECLARE OR REPLACE ta_n = 'ta_v'",
        text,
        drop=["DROP TEMPORARY VARIABLE IF EXISTS ta_n"],
        since=(4, 0),
    )
