"""Odd types of arguments, names, options and stored values: what is refused is refused, and the rest keeps its meaning."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT posexplode(array(1)) AS x
SELECT explode(map('a', 1)) AS x
SELECT stack(2, 1, 2, 3, 4) AS (a)
SELECT inline(array(struct(1, 2))) AS (a, b, c)
SELECT explode(array(1)) AS (a, b)
SELECT json_tuple('{}', 'a', 'b') AS x
SELECT i AS (a, b) FROM z
SELECT str_to_map(1)
SELECT str_to_map('a', 1)
SELECT str_to_map(NULL)
SELECT format_string(array(1))
SELECT format_string(5), format_string(NULL, 1)
SELECT printf(map())
SELECT flatten(NULL)
SELECT flatten(array(1))
SELECT map_from_entries(NULL)
SELECT map_from_entries(array(struct(1)))
SELECT map_from_entries(array(struct(1, 2, 3)))
SELECT to_date(2024), to_timestamp_ntz(2024), to_timestamp(2024), to_timestamp_ltz(5)
SELECT to_date(i) FROM z WHERE i > 5000
SELECT to_date(2024.5)
SELECT to_timestamp_ntz(array(1))
SELECT hour(1)
SELECT hour(NULL), minute(DATE'2024-01-01')
SELECT binary(5Y)
SELECT timestamp(true)
SELECT int(DATE'2024-01-01')
SELECT date(5)
SELECT concat(struct(1), 'a')
SELECT 1 || map()
SELECT lpad(1, true)
SELECT decode(1, 'utf-8')
SELECT elt(struct(1), 'a')
SELECT get(array(1), '0')
SELECT sentences('a-b 2024-02-29 x--y 3.5,6 well-known: -z q- 12-ab ab-12 a_b'), sentences('!'), sentences('')
SELECT sentences('a', 'no such', 'locale')
SELECT CAST(12.35BD AS INTERVAL HOUR), CAST(-1.5BD AS INTERVAL DAY), CAST(80.654321BD AS INTERVAL HOUR TO MINUTE)
SELECT sequence(DATE'2024-01-01', DATE'2024-01-03', INTERVAL 36 HOURS)
SELECT sequence(DATE'2024-01-01', DATE'2024-01-03', INTERVAL 12 HOURS)
SELECT sequence(DATE'2024-03-09', DATE'2024-03-12', INTERVAL 25 HOURS)
SELECT * FROM (SELECT 1 AS a) NATURAL LEFT SEMI JOIN (SELECT 1 AS a)
SELECT * FROM (SELECT 1 AS a) NATURAL ANTI JOIN (SELECT 1 AS b)
""",
    since=(4, 0),
)

TABLE = "(v INT, s STRING, st STRUCT<x: INT, y: INT>, sa ARRAY<STRUCT<x: INT, y: INT>>)"


def stored(name, insert):
    """What a table has after one INSERT."""

    def run(spark):
        table = f"hunt_values_{name}"
        spark.sql(f"DROP TABLE IF EXISTS {table}")
        spark.sql(f"CREATE TABLE {table} {TABLE} USING parquet")
        try:
            spark.sql(f"INSERT INTO {table} {insert}")
            return spark.table(table).collect()
        finally:
            spark.sql(f"DROP TABLE {table}")

    CASES.add(name, run, since=(4, 0))


stored("fields_by_name", "BY NAME SELECT named_struct('y', 1, 'x', 2) AS st, 7 AS v")
stored("fields_of_elements_by_name", "BY NAME SELECT array(named_struct('Y', 1, 'X', 2)) AS sa")
stored("field_missing_by_name", "BY NAME SELECT named_struct('y', 1, 'z', 2) AS st")
stored("fields_by_position", "(st) VALUES (named_struct('y', 1, 'x', 2))")
stored("bytes_as_text", "(s) VALUES (X'4142')")


def partitions(name, *statements):
    """What a table of partitions has after the statements."""

    def run(spark):
        table = f"hunt_partitions_{name}"
        spark.sql(f"DROP TABLE IF EXISTS {table}")
        spark.sql(f"CREATE TABLE {table} (v INT, s STRING) USING parquet PARTITIONED BY (s)")
        try:
            for statement in statements:
                spark.sql(statement.format(table))
            return spark.sql(f"SELECT * FROM {table} ORDER BY v").collect()
        finally:
            spark.sql(f"DROP TABLE {table}")

    CASES.add(name, run, since=(4, 0))


partitions("text_of_null_partition", "INSERT INTO {} VALUES (1, '__HIVE_DEFAULT_PARTITION__'), (2, 'a')")
partitions("empty_static_value", "INSERT INTO {} PARTITION (s = '') VALUES (1)")
partitions("empty_value_added", "ALTER TABLE {} ADD PARTITION (s = '')")
partitions("empty_value_dropped", "ALTER TABLE {} DROP PARTITION (s = '')")
partitions("empty_value_shown", "SHOW PARTITIONS {} PARTITION (s = '')")

for name, type_ in {
    "array": "ARRAY<INT>",
    "map": "MAP<INT, INT>",
    "struct": "STRUCT<a: INT>",
}.items():

    def refused(spark, type_=type_):
        spark.sql(f"CREATE TABLE hunt_partition_types (v INT, s {type_}) USING parquet PARTITIONED BY (s)")

    CASES.add(f"partitions_of_{name}", refused, since=(4, 0))
