"""What DESCRIBE … AS JSON tells of views that last, the settings among it that they were made under, and ANALYZE TABLE of views."""

import json

from case import Cases
from held import in_steps

CASES = Cases()
DROP = (
    "DROP TABLE IF EXISTS dv_t",
    "DROP VIEW IF EXISTS dv_w",
    "DROP VIEW IF EXISTS dv_temp",
    "DROP VIEW IF EXISTS global_temp.dv_g",
    "DROP DATABASE IF EXISTS dv_other",
)


def add(name, *steps, since=None):
    """Statements in their order, and the answer of the last; what they made is dropped, whatever came of them."""
    CASES.add(name, in_steps(steps, DROP), since=since)


def told(text):
    """The JSON that a statement answers, keys in their order, without what is of the moment and place."""

    def run(spark):
        [[answer]] = spark.sql(text).collect()
        pairs = [(key, value) for key, value in json.loads(answer).items() if key not in ("location", "created_time", "created_by")]
        return [(key, list(value.items()) if isinstance(value, dict) else value) for key, value in pairs]

    return run


def under(settings, *steps):
    """Steps with settings that are set for them alone."""

    def run(spark):
        try:
            for key, value in settings.items():
                spark.conf.set(key, value)
            for step in steps:
                answer = step(spark) if callable(step) else spark.sql(step).collect()
            return answer
        finally:
            for key in settings:
                spark.conf.unset(key)
            spark.conf.set("spark.sql.session.timeZone", "UTC")

    return run


JSON = told("DESCRIBE TABLE EXTENDED dv_w AS JSON")
TABLE = "CREATE TABLE dv_t (id INT, name STRING, d DECIMAL(10, 2)) USING parquet"
NEW = (4, 0)

# ---- DESCRIBE … AS JSON ----

add("plain", "CREATE VIEW dv_w AS SELECT 1 AS c", JSON, since=NEW)
add("of_a_table", TABLE, "CREATE VIEW dv_w (x COMMENT 'ex', y) COMMENT 'a view' TBLPROPERTIES (k = 'v', a = 'b') AS SELECT id, name FROM dv_t", JSON, since=NEW)
add("formatted", "CREATE VIEW dv_w AS SELECT 1 AS c", told("DESC FORMATTED dv_w AS JSON"), since=NEW)
add("of_types", TABLE, "CREATE VIEW dv_w AS SELECT id, map(name, array(d)) AS m, struct(id, name) AS s, INTERVAL '1' DAY AS i, TIMESTAMP '2024-01-01 00:00:00' AS t FROM dv_t", JSON, since=NEW)
add("binding", TABLE, "CREATE VIEW dv_w WITH SCHEMA BINDING AS SELECT id FROM dv_t", JSON, since=NEW)
add("type_evolution", TABLE, "CREATE VIEW dv_w WITH SCHEMA TYPE EVOLUTION AS SELECT id FROM dv_t", JSON, since=NEW)
add("evolution", TABLE, "CREATE VIEW dv_w WITH SCHEMA EVOLUTION AS SELECT * FROM dv_t", JSON, since=NEW)
add("collation", "CREATE VIEW dv_w DEFAULT COLLATION UTF8_LCASE AS SELECT 'a' AS c", JSON, since=NEW)
add("replaced", "CREATE VIEW dv_w AS SELECT 1 AS c", "CREATE OR REPLACE VIEW dv_w AS SELECT 'x' AS d", JSON, since=NEW)
add("altered", "CREATE VIEW dv_w AS SELECT 1 AS c", "ALTER VIEW dv_w AS SELECT 'x' AS d", JSON, since=NEW)
add("altered_properties", "CREATE VIEW dv_w AS SELECT 1 AS c", "ALTER VIEW dv_w SET TBLPROPERTIES ('a b' = 'c')", JSON, since=NEW)
add("escaped", "CREATE VIEW dv_w AS SELECT 'ä\"\\\\' AS `a b`, `x` FROM (SELECT 1 AS x)", JSON, since=NEW)
add("partition", "CREATE VIEW dv_w AS SELECT 1 AS c", "DESCRIBE EXTENDED dv_w PARTITION (c = 1) AS JSON", since=NEW)
add("column", "CREATE VIEW dv_w AS SELECT 1 AS c", "DESCRIBE EXTENDED dv_w c AS JSON", since=NEW)
add("not_extended", "CREATE VIEW dv_w AS SELECT 1 AS c", "DESCRIBE dv_w AS JSON", since=NEW)
MADE = "CREATE VIEW dv_w AS SELECT 1 AS c"
for name, settings in {
    "one": {"spark.sql.caseSensitive": "true"},
    "zone": {"spark.sql.session.timeZone": "Asia/Tokyo"},
    "two": {"spark.sql.caseSensitive": "true", "spark.sql.mapKeyDedupPolicy": "LAST_WIN"},
    "many": {
        "spark.sql.decimalOperations.allowPrecisionLoss": "true",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.groupByOrdinal": "false",
        "spark.sql.caseSensitive": "true",
    },
    "left_out": {
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.optimizer.maxIterations": "99",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
        "spark.sql.adaptive.enabled": "true",
    },
    "unknown": {"spark.sql.nothing.of.spark": "1", "spark.nothing": "2", "nothing": "3"},
}.items():
    add(f"settings_{name}", under(settings, MADE, JSON), since=NEW)
add("settings_of_then", MADE, under({"spark.sql.caseSensitive": "true"}, JSON), since=NEW)
add("settings_of_a_new_mode", MADE, under({"spark.sql.caseSensitive": "true"}, "ALTER VIEW dv_w WITH SCHEMA BINDING"), JSON, since=NEW)
add("without_modes", under({"spark.sql.legacy.viewSchemaBindingMode": "false"}, MADE, JSON), since=NEW)


def of_another_database(spark):
    """A new mode takes the current database over, as Spark does."""
    try:
        spark.sql("CREATE DATABASE dv_other")
        spark.sql("CREATE TABLE dv_other.dv_t (id INT, other STRING) USING parquet")
        spark.sql(TABLE)
        spark.sql("CREATE VIEW dv_w AS SELECT id FROM dv_t")
        spark.sql("USE dv_other")
        spark.sql("ALTER VIEW default.dv_w WITH SCHEMA EVOLUTION")
        spark.sql("USE default")
        return JSON(spark)
    finally:
        spark.sql("USE default")
        for text in ("DROP VIEW IF EXISTS dv_w", "DROP TABLE IF EXISTS dv_t", "DROP DATABASE IF EXISTS dv_other CASCADE"):
            spark.sql(text)


CASES.add("mode_of_another_database", of_another_database, since=NEW)

# ---- temporary views ----

add("temporary_properties", "CREATE TEMP VIEW dv_temp TBLPROPERTIES ('a' = 'b') AS SELECT 1")
add("temporary_properties_global", "CREATE GLOBAL TEMP VIEW dv_g COMMENT 'c' TBLPROPERTIES ('a' = 'b') AS SELECT 1")

# ---- ANALYZE TABLE ----

TEMP = "CREATE OR REPLACE TEMP VIEW dv_temp AS SELECT 1 AS one, array(1) AS list"
for name, text in {
    "whole": "COMPUTE STATISTICS",
    "noscan": "COMPUTE STATISTICS NOSCAN",
    "partition": "PARTITION (one = 1) COMPUTE STATISTICS",
    "columns": "COMPUTE STATISTICS FOR COLUMNS one",
    "columns_unknown": "COMPUTE STATISTICS FOR COLUMNS nothing",
    "columns_twice": "COMPUTE STATISTICS FOR COLUMNS one, ONE",
    "columns_of_lists": "COMPUTE STATISTICS FOR COLUMNS list",
    "all_columns": "COMPUTE STATISTICS FOR ALL COLUMNS",
}.items():
    add(f"analyze_temporary_{name}", TEMP, f"ANALYZE TABLE dv_temp {text}")
    add(f"analyze_temporary_kept_{name}", TEMP, "CACHE TABLE dv_temp", f"ANALYZE TABLE dv_temp {text}")
    add(f"analyze_lasting_{name}", "CREATE VIEW dv_w AS SELECT 2 AS one, array(1) AS list", f"ANALYZE TABLE dv_w {text}")
    add(f"analyze_lasting_kept_{name}", "CREATE VIEW dv_w AS SELECT 3 AS one, array(1) AS list", "CACHE LAZY TABLE dv_w", f"ANALYZE TABLE dv_w {text}")
add("analyze_table_columns_twice", TABLE, "ANALYZE TABLE dv_t COMPUTE STATISTICS FOR COLUMNS id, id")
add("analyze_global_columns", "CREATE GLOBAL TEMP VIEW dv_g AS SELECT 77 AS y", "ANALYZE TABLE global_temp.dv_g COMPUTE STATISTICS FOR COLUMNS y")
add("analyze_global", "CREATE GLOBAL TEMP VIEW dv_g AS SELECT 77 AS y", "ANALYZE TABLE global_temp.dv_g COMPUTE STATISTICS")
