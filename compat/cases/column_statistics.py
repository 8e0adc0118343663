"""ANALYZE TABLE … FOR COLUMNS, and what DESCRIBE tells of a column after it."""

from case import Cases
from held import in_steps

CASES = Cases()
COLUMNS = "i INT COMMENT 'k', s STRING, d DECIMAL(5,2), dt DATE, ts TIMESTAMP, b BOOLEAN, f DOUBLE, bin BINARY, n TIMESTAMP_NTZ, `a b` STRING"
ROWS = """(1, 'a', 1.5, DATE'2020-01-01', TIMESTAMP'2020-01-01 01:02:03.5', true, 1.5, X'0102', TIMESTAMP_NTZ'2020-01-01 01:02:03.5', 'x'),
(3, 'bbbb', NULL, NULL, TIMESTAMP'2021-01-01 00:00:00', false, 2.25, X'01', NULL, 'x'),
(NULL, NULL, 2, DATE'2021-01-01', NULL, NULL, NULL, NULL, NULL, '')"""
MADE = (f"CREATE TABLE anc ({COLUMNS}) USING parquet", f"INSERT INTO anc VALUES {ROWS}")
ALL = "ANALYZE TABLE anc COMPUTE STATISTICS FOR ALL COLUMNS"


def add(name, *steps):
    drop = ["DROP TABLE IF EXISTS anc", "DROP TABLE IF EXISTS anc2", "DROP TABLE IF EXISTS anx"]
    CASES.add(name, in_steps(steps, drop))


for column in ("i", "s", "d", "dt", "ts", "b", "f", "bin", "n", "`a b`"):
    add(f"of_{column.strip('`').replace(' ', '_')}", *MADE, ALL, f"DESCRIBE EXTENDED anc {column}")
SOME = "ANALYZE TABLE anc COMPUTE STATISTICS FOR COLUMNS I, s"
add("of_no_rows", MADE[0], ALL, "DESCRIBE EXTENDED anc i")
add("of_some", *MADE, SOME, "DESCRIBE EXTENDED anc i")
add("of_another", *MADE, SOME, "DESCRIBE EXTENDED anc d")
add("not_extended", *MADE, SOME, "DESCRIBE anc i")
add("added", *MADE, SOME, "ANALYZE TABLE anc COMPUTE STATISTICS FOR COLUMNS d", "DESCRIBE EXTENDED anc i")
add("counts_rows", *MADE, SOME, "ANALYZE TABLE anc COMPUTE STATISTICS", "DESCRIBE EXTENDED anc i")
add("after_insert", *MADE, SOME, "INSERT INTO anc SELECT * FROM anc", "DESCRIBE EXTENDED anc i")
add("after_rename", *MADE, SOME, "ALTER TABLE anc RENAME TO anc2", "DESCRIBE EXTENDED anc2 i")
add("after_truncate", *MADE, SOME, "TRUNCATE TABLE anc", "DESCRIBE EXTENDED anc i")
add("no_column", *MADE, "ANALYZE TABLE anc COMPUTE STATISTICS FOR COLUMNS nope")
add("no_columns", *MADE, "ANALYZE TABLE anc COMPUTE STATISTICS FOR COLUMNS")
add("array", "CREATE TABLE anx (a ARRAY<INT>, k INT) USING parquet", "ANALYZE TABLE anx COMPUTE STATISTICS FOR COLUMNS a")
add("all_with_array", "CREATE TABLE anx (k INT, a ARRAY<INT>) USING parquet", "ANALYZE TABLE anx COMPUTE STATISTICS FOR ALL COLUMNS")
