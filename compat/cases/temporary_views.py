"""ALTER of temporary views, and DESCRIBE … AS JSON of tables."""

import json
import re

from case import Cases
from held import in_steps

CASES = Cases()

VIEWS = ("CREATE OR REPLACE TEMP VIEW tv_a AS SELECT 1 AS a", "CREATE OR REPLACE GLOBAL TEMP VIEW tv_g AS SELECT 1 AS a")
DROPS = (
    "DROP VIEW IF EXISTS tv_a",
    "DROP VIEW IF EXISTS tv_b",
    "DROP VIEW IF EXISTS global_temp.tv_g",
    "DROP VIEW IF EXISTS global_temp.tv_h",
    "DROP TABLE IF EXISTS tv_t",
)


def add(name, *steps, since=(3, 5)):
    CASES.add(name, in_steps([*VIEWS, *steps], DROPS), since=since)


for name, steps in {
    "renamed": ("ALTER VIEW tv_a RENAME TO tv_b", "SELECT * FROM tv_b"),
    "renamed_away": ("ALTER VIEW tv_a RENAME TO tv_b", "SELECT * FROM tv_a"),
    "renamed_as_table": ("ALTER TABLE tv_a RENAME TO tv_b", "SELECT * FROM tv_b"),
    "renamed_elsewhere": ("ALTER VIEW tv_a RENAME TO default.tv_b",),
    "renamed_onto": ("CREATE OR REPLACE TEMP VIEW tv_b AS SELECT 2 AS b", "ALTER VIEW tv_a RENAME TO tv_b"),
    "global": ("ALTER VIEW global_temp.tv_g RENAME TO global_temp.tv_h", "SELECT * FROM global_temp.tv_h"),
    "global_short": ("ALTER VIEW global_temp.tv_g RENAME TO tv_h", "SELECT * FROM global_temp.tv_h"),
    "altered": ("ALTER VIEW tv_a AS SELECT 2 AS b, 3 AS c", "SELECT * FROM tv_a"),
    "altered_global": ("ALTER VIEW global_temp.tv_g AS SELECT 5 AS f", "SELECT * FROM global_temp.tv_g"),
    "properties": ("ALTER VIEW tv_a SET TBLPROPERTIES ('a' = 'b')",),
    "properties_unset": ("ALTER VIEW tv_a UNSET TBLPROPERTIES ('a')",),
}.items():
    add(name, *steps)


def told(spark, name="tv_t"):
    """What DESCRIBE tells as JSON, without places and moments, its keys in their order."""
    [row] = spark.sql(f"DESCRIBE EXTENDED {name} AS JSON").collect()
    text = re.sub(r'"location":"[^"]*"', '"location":"…"', row.json_metadata)
    text = re.sub(r'"created_(?:time|by)":"[^"]*"', '"created":"…"', text)
    return [json.loads(text), list(json.loads(text))]


TYPES = (
    "CREATE TABLE tv_t (a STRING DEFAULT 'x' COMMENT 'ca', b INT NOT NULL, c DECIMAL(10, 2), d ARRAY<INT>,"
    " e MAP<STRING, DOUBLE>, f STRUCT<x: INT COMMENT 'fx', y: ARRAY<STRING>>, g DATE, h TIMESTAMP, i TIMESTAMP_NTZ,"
    " j CHAR(3), k VARCHAR(4), l BINARY, m BOOLEAN, n INTERVAL DAY TO SECOND, o INTERVAL YEAR, p BIGINT, q FLOAT,"
    " r TINYINT, s SMALLINT, t STRING COLLATE UTF8_LCASE) USING parquet COMMENT 'tc' TBLPROPERTIES ('k' = 'v')"
)
BUCKETS = (
    "CREATE TABLE tv_t (a INT, p INT) USING csv OPTIONS (header 'true') PARTITIONED BY (p)"
    " CLUSTERED BY (a) INTO 2 BUCKETS"
)
add("json_types", TYPES, told, since=(4, 0))
add("json_buckets", BUCKETS, told, since=(4, 0))
add("json_unknown", "DESCRIBE EXTENDED tv_nothing AS JSON", since=(4, 0))
add("json_plain", BUCKETS, "DESCRIBE tv_t AS JSON", since=(4, 0))
add("json_column", BUCKETS, "DESCRIBE EXTENDED tv_t a AS JSON", since=(4, 0))
