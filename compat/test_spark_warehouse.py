"""A real Spark and Firesteel on the same directories: what one writes the other reads.

Needs a Python with all of PySpark and Java: `FIRESTEEL_SPARK=/path/to/python`. Without it nothing is tried.
"""

import json
import os
import pathlib
import subprocess

import pytest
from launch import CLEAN, end, server
from spark_side import shown

SPARK = os.environ.get("FIRESTEEL_SPARK")
pytestmark = pytest.mark.skipif(SPARK is None, reason="no real Spark is named")

COLUMNS = """
  i INT, b BOOLEAN, t TINYINT, s SMALLINT, l BIGINT, f FLOAT, d DOUBLE, d1 DECIMAL(5,2), d2 DECIMAL(18,6), d3 DECIMAL(38,18),
  text STRING, bytes BINARY, day DATE, at TIMESTAMP, local TIMESTAMP_NTZ,
  list ARRAY<INT>, deep ARRAY<ARRAY<STRUCT<x: DECIMAL(10,3), y: TIMESTAMP>>>, m MAP<STRING, ARRAY<DATE>>,
  r STRUCT<a: INT, `b c`: STRUCT<z: BINARY, w: MAP<INT, STRING>>>"""

#: Rows in the order of the columns, with two partition values behind.
ROWS = """
  (1, true, 1Y, 2S, 3L, 1.5F, 2.25D, 123.45, 123456789012.123456, 12345678901234567890.123456789012345678BD,
   'plain', X'00FF', DATE '2024-02-29', TIMESTAMP '2024-02-29 12:34:56.789012', TIMESTAMP_NTZ '2024-02-29 12:34:56.789012',
   array(1, NULL, 3), array(array(named_struct('x', 1.234BD, 'y', TIMESTAMP '1969-12-31 23:59:59.999999')), array(), NULL), map('k', array(DATE '0001-01-01', NULL)),
   named_struct('a', 1, 'b c', named_struct('z', X'01', 'w', map(1, 'one', 2, NULL))), 'a/b=c', DATE '2024-01-01'),
  (2, false, -128Y, -32768S, -9223372036854775808L, float('NaN'), double('-Infinity'), -999.99, -0.000001, -0.000000000000000001BD,
   'tab\\t line\\n \\u00e4 \\ud83d\\udd25 ''quoted''', X'', DATE '9999-12-31', TIMESTAMP '1883-11-18 12:03:57.000001', TIMESTAMP_NTZ '0001-01-01 00:00:00',
   array(), array(), map(), named_struct('a', NULL, 'b c', NULL), 'percent % colon : hash # star * q ? [x]{y}^ "dq" back\\\\slash', DATE '1582-10-04'),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, true, 0Y, 0S, 0L, -0.0F, 0.0D, 0.00, 0.000000, 0BD, '', NULL, DATE '1970-01-01', TIMESTAMP '1970-01-01 00:00:00', TIMESTAMP_NTZ '1970-01-01 00:00:00',
   array(NULL), array(array(NULL)), map('', NULL), NULL, '\\u00e4\\u4e2d space ', DATE '1970-01-01')"""

TABLE = f"({COLUMNS}, p STRING, q DATE) USING parquet PARTITIONED BY (p, q)"


def spark(warehouse, *statements):
    """The rows of each of a real Spark's statements, as texts."""
    command = [SPARK, str(pathlib.Path(__file__).parent / "spark_side.py"), json.dumps(statements), str(warehouse)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, env=CLEAN, cwd=warehouse)
    lines = [line for line in done.stdout.splitlines() if line.startswith("ROWS ")]
    assert lines, done.stderr[-3000:]
    return json.loads(lines[0][5:])


def over(name, location):
    """Statements that make a table of all that lies in a directory."""
    return [f"CREATE TABLE {name} {TABLE} LOCATION '{location}'", f"MSCK REPAIR TABLE {name}"]


def session(running):
    from pyspark.sql.connect.session import SparkSession

    found = SparkSession.builder.remote(running.url).create()
    found.conf.set("spark.sql.session.timeZone", "UTC")
    return found


FILTERED = "SELECT i, p FROM {} WHERE p IS NULL OR p LIKE '%/b=c'"
FILES = "SELECT * EXCEPT (p, q) FROM {}"
#: One row of nothing but its number, in place of a partition.
ONE = f"INSERT OVERWRITE {{}} PARTITION (p = 'a/b=c', q = DATE '2024-01-01') VALUES (99{', NULL' * 18})"


def test_what_one_writes_the_other_reads(tmp_path):
    warehouse, own = tmp_path / "warehouse", tmp_path / "spark"
    own.mkdir()
    location = warehouse / "db.db/t"
    more = ROWS.replace("(1, true", "(11, true").replace("(3, NULL", "(13, NULL")
    with server(tmp_path, "--warehouse", warehouse) as running:
        ours = session(running)

        def rows(sql):
            return shown(ours.sql(sql).collect())

        ours.sql("CREATE DATABASE db").collect()
        ours.sql(f"CREATE TABLE db.t {TABLE}").collect()
        ours.sql(f"INSERT INTO db.t VALUES {ROWS}").collect()
        written = rows("SELECT * FROM db.t")
        # Spark reads what we wrote, by our schema and by the files' own, and writes beside it and over a part of it.
        answers = spark(
            own,
            *over("t", location),
            "SELECT * FROM t",
            "SHOW PARTITIONS t",
            FILES.format(f"parquet.`{location}`"),
            FILTERED.format("t"),
            f"INSERT INTO t VALUES {more}",
            ONE.format("t"),
            "SELECT * FROM t",
        )
        assert answers[2] == written
        assert answers[3] == rows("SHOW PARTITIONS db.t")
        assert len(answers[4]) == 4
        assert [row[0] for row in answers[5]] == ["1", "3"]
        assert len(answers[8]) == 7
        # We see it at once.
        assert rows("SELECT * FROM db.t") == answers[8]
        assert rows(FILES.format("db.t")) == rows(FILES.format(f"parquet.`{location}`"))
        # We write over what Spark wrote.
        ours.sql(f"INSERT OVERWRITE db.t VALUES {ROWS}").collect()
        ours.sql("ALTER TABLE db.t RENAME TO db.u").collect()
        end(ours)
        running.stop()
    # Spark's own warehouse.
    answers = spark(
        own,
        *over("t", warehouse / "db.db/u"),
        "SELECT * FROM t",
        f"CREATE TABLE s {TABLE}",
        f"INSERT INTO s VALUES {ROWS}",
        "SELECT * FROM s",
        FILES.format(f"parquet.`{own}/s`"),
    )
    assert answers[2] == written
    assert answers[5] == written
    with server(tmp_path, "--warehouse", warehouse) as running:
        ours = session(running)
        assert rows("SELECT * FROM db.u") == written
        for statement in over("s", own / "s"):
            ours.sql(statement).collect()
        assert rows("SELECT * FROM s") == written
        assert rows(FILES.format(f"parquet.`{own}/s`")) == answers[6]
        ours.sql(f"INSERT INTO s VALUES {more}").collect()
        ours.sql(ONE.format("s")).collect()
        twice = rows("SELECT * FROM s")
        assert len(twice) == 7
        # An external table's files stay.
        ours.sql("DROP TABLE s").collect()
        end(ours)
    assert spark(own, *over("s2", own / "s"), "SELECT * FROM s2")[2] == twice
