"""Views whose queries' columns change: WITH SCHEMA, ALTER VIEW … WITH SCHEMA, and the settings of both (Spark 4.0 and later)."""

from case import Cases
from on_tables import OnTables

CASES = Cases()
on = OnTables(CASES)

MODES = {"binding": "BINDING", "compensation": "COMPENSATION", "type_evolution": "TYPE EVOLUTION", "evolution": "EVOLUTION"}
OLD = ("CREATE TABLE t (a INT, b INT) USING parquet", "INSERT INTO t VALUES (1, 2)")
CHANGES = {
    "wider": ("CREATE TABLE t (a BIGINT, b DOUBLE) USING parquet", "INSERT INTO t VALUES (3, 4.5)"),
    "narrower": ("CREATE TABLE t (a TINYINT, b SMALLINT) USING parquet", "INSERT INTO t VALUES (3, 4)"),
    "text": ("CREATE TABLE t (a STRING, b STRING) USING parquet", "INSERT INTO t VALUES ('5', '6')"),
    "text_that_is_no_number": ("CREATE TABLE t (a STRING, b STRING) USING parquet", "INSERT INTO t VALUES ('x', '6')"),
    "array": ("CREATE TABLE t (a ARRAY<INT>, b INT) USING parquet", "INSERT INTO t VALUES (array(1), 6)"),
    "more": ("CREATE TABLE t (z STRING, b INT, a INT) USING parquet", "INSERT INTO t VALUES ('z', 8, 7)"),
    "fewer": ("CREATE TABLE t (a INT) USING parquet", "INSERT INTO t VALUES (7)"),
    "others": ("CREATE TABLE t (c INT, d INT) USING parquet", "INSERT INTO t VALUES (7, 8)"),
}
DROP = "DROP TABLE t"


def described(name, *texts):
    """The columns and the mode that DESCRIBE EXTENDED tells of `v` after some statements."""

    def use(spark):
        for text in texts:
            spark.sql(text).collect()
        rows = spark.sql("DESCRIBE EXTENDED v").collect()
        return [list(r) for r in rows if not r[0].startswith(("Created", "Last", "Owner"))]

    on.add(name, use)


for key, mode in MODES.items():
    view = f"CREATE VIEW v WITH SCHEMA {mode} AS SELECT * FROM t"
    on.sql(f"{key}_reads", *OLD, view, "SELECT * FROM v")
    described(f"{key}_described", *OLD, view)
    on.sql(f"{key}_shown", *OLD, view, "SHOW CREATE TABLE v")
    for change, statements in CHANGES.items():
        on.sql(f"{key}_{change}", *OLD, view, DROP, *statements, "SELECT * FROM v")
    for change in ("wider", "more"):
        described(f"{key}_{change}_described_before", *OLD, view, DROP, *CHANGES[change])
    if mode != "BINDING":
        described(f"{key}_wider_described", *OLD, view, DROP, *CHANGES["wider"], "SELECT * FROM v")
        described(f"{key}_more_described", *OLD, view, DROP, *CHANGES["more"], "SELECT * FROM v")
    named = f"CREATE VIEW v (x, y COMMENT 'why') WITH SCHEMA {mode} AS SELECT * FROM t"
    described(f"{key}_named_described", *OLD, named)
    on.sql(f"{key}_named_wider", *OLD, named, DROP, *CHANGES["wider"], "SELECT * FROM v")
    on.sql(f"{key}_named_fewer", *OLD, named, DROP, *CHANGES["fewer"], "SELECT * FROM v")
    described(f"{key}_altered", *OLD, "CREATE VIEW v AS SELECT * FROM t", f"ALTER VIEW v WITH SCHEMA {mode}")
    on.sql(f"{key}_altered_reads", *OLD, "CREATE VIEW v AS SELECT * FROM t", f"ALTER VIEW v WITH SCHEMA {mode}", DROP, *CHANGES["text"], "SELECT * FROM v")
    described(f"{key}_altered_as", *OLD, view, "ALTER VIEW v AS SELECT b FROM t")
    described(f"{key}_replaced", *OLD, view, "CREATE OR REPLACE VIEW v AS SELECT b FROM t")
    on.sql(f"{key}_of_a_temporary_view", f"CREATE TEMPORARY VIEW v WITH SCHEMA {mode} AS SELECT 1 AS a")

on.sql("altered_table", *OLD, "ALTER VIEW t WITH SCHEMA BINDING")
on.sql("altered_unknown", "ALTER VIEW nope WITH SCHEMA BINDING")
on.sql("altered_temporary", "CREATE TEMPORARY VIEW v AS SELECT 1 AS a", "ALTER VIEW v WITH SCHEMA BINDING")
on.sql("altered_named_to_evolution", *OLD, "CREATE VIEW v (x, y) AS SELECT * FROM t", "ALTER VIEW v WITH SCHEMA EVOLUTION", "SELECT * FROM v")
on.sql("unknown_mode", "CREATE VIEW v WITH SCHEMA NOPE AS SELECT 1 AS a")
on.sql("evolution_to_the_same_name_twice", "CREATE TABLE t (a INT) USING parquet", "CREATE TABLE u (b INT) USING parquet", "CREATE VIEW v WITH SCHEMA EVOLUTION AS SELECT * FROM t, u", "DROP TABLE u", "CREATE TABLE u (a INT) USING parquet", "SELECT * FROM v")
on.sql("evolution_in_a_view", *OLD, "CREATE VIEW v WITH SCHEMA EVOLUTION AS SELECT * FROM t", "CREATE VIEW w AS SELECT * FROM v", DROP, *CHANGES["wider"], "SELECT * FROM w")
on.sql("binding_in_a_view", *OLD, "CREATE VIEW v WITH SCHEMA BINDING AS SELECT * FROM t", "CREATE VIEW w AS SELECT * FROM v", DROP, *CHANGES["wider"], "SELECT * FROM w")
described("evolution_comments", "CREATE TABLE t (a INT COMMENT 'one') USING parquet", "CREATE VIEW v WITH SCHEMA EVOLUTION AS SELECT * FROM t", DROP, "CREATE TABLE t (a INT COMMENT 'two') USING parquet", "SELECT * FROM v")
described("type_evolution_comments", "CREATE TABLE t (a INT COMMENT 'one') USING parquet", "CREATE VIEW v WITH SCHEMA TYPE EVOLUTION AS SELECT * FROM t", DROP, "CREATE TABLE t (a BIGINT COMMENT 'two') USING parquet", "SELECT * FROM v")


def under(name, settings, *steps):
    """Settings that are there for all of the statements."""

    def use(spark):
        if spark.version < "4":
            return None
        try:
            for key, value in settings.items():
                spark.conf.set(f"spark.sql.legacy.{key}", value)
            for text in steps[:-1]:
                spark.sql(text).collect()
            answer = spark.sql(steps[-1])
            rows = [list(row) for row in answer.collect()]
            return [answer.schema.json(), [r for r in rows if not str(r[0]).startswith(("Created", "Last", "Owner"))]]
        finally:
            for key in settings:
                spark.conf.unset(f"spark.sql.legacy.{key}")

    on.add(name, use)


VIEW = "CREATE VIEW v AS SELECT * FROM t"
OFF = {"viewSchemaBindingMode": "false"}
STRICT = {"viewSchemaCompensation": "false"}
under("modes_off_create", OFF, *OLD, "CREATE VIEW v WITH SCHEMA BINDING AS SELECT * FROM t")
under("modes_off_alter", OFF, *OLD, VIEW, "ALTER VIEW v WITH SCHEMA BINDING")
under("modes_off_described", OFF, *OLD, VIEW, "DESCRIBE EXTENDED v")
under("modes_off_shown", OFF, *OLD, VIEW, "SHOW CREATE TABLE v")
under("modes_off_turned_on", OFF, *OLD, VIEW, "SET spark.sql.legacy.viewSchemaBindingMode = true", "DESCRIBE EXTENDED v")
under("modes_turned_off", OFF, "SET spark.sql.legacy.viewSchemaBindingMode = true", *OLD, "CREATE VIEW v WITH SCHEMA EVOLUTION AS SELECT * FROM t", "SET spark.sql.legacy.viewSchemaBindingMode = false", DROP, *CHANGES["wider"], "SELECT * FROM v")
under("strict_described", STRICT, *OLD, VIEW, "DESCRIBE EXTENDED v")
for change, statements in CHANGES.items():
    under(f"modes_off_{change}", OFF, *OLD, VIEW, DROP, *statements, "SELECT * FROM v")
    under(f"strict_{change}", STRICT, *OLD, VIEW, DROP, *statements, "SELECT * FROM v")
    under(f"strict_modes_off_{change}", {**OFF, **STRICT}, *OLD, VIEW, DROP, *statements, "SELECT * FROM v")
on.sql("temporary_extended", "CREATE TEMPORARY VIEW v AS SELECT 1 AS a", "SHOW TABLE EXTENDED LIKE 'v'")
on.sql("temporary_extended_named", "CREATE TEMPORARY VIEW v (x COMMENT 'ex') AS SELECT 1 AS a", "SHOW TABLE EXTENDED LIKE 'v'")
on.sql("global_temporary_extended", "CREATE GLOBAL TEMPORARY VIEW v AS SELECT 1 AS a", "SHOW TABLE EXTENDED IN global_temp LIKE 'v'")
