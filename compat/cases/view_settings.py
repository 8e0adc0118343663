"""Views are meant under the settings that they were made under, whatever they are made with."""

from case import Cases

CASES = Cases()

ZONE = "spark.sql.session.timeZone"
ANSI = "spark.sql.ansi.enabled"
TIMESTAMPS = "spark.sql.timestampType"
QUERIES = {
    "zone_text": (ZONE, "UTC", "Asia/Tokyo", "SELECT CAST(timestamp_seconds(id) AS STRING) AS x, hour(timestamp_seconds(id)) AS h FROM range(1)"),
    "zone_from_unixtime": (ZONE, "UTC", "Asia/Tokyo", "SELECT from_unixtime(id) AS x FROM range(1)"),
    "zone_literal": (ZONE, "UTC", "Asia/Tokyo", "SELECT unix_seconds(TIMESTAMP '2024-01-01 00:00:00') AS x"),
    "zone_instant": (ZONE, "UTC", "Asia/Tokyo", "SELECT max(timestamp_seconds(id)) < timestamp_seconds(7) AS x FROM range(3)"),
    "zone_current": (ZONE, "UTC", "Asia/Tokyo", "SELECT current_timezone() AS x"),
    "zone_frame": (ZONE, "America/New_York", "UTC", "SELECT count(*) OVER (ORDER BY timestamp_seconds(1710000000 + 43200 * id) RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW) AS x FROM range(4)"),
    "zone_rows": (ZONE, "America/New_York", "UTC", "SELECT count(*) OVER (ORDER BY timestamp_seconds(1710000000 + 43200 * id) ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS x FROM range(4)"),
    "zone_none": (ZONE, "UTC", "Asia/Tokyo", "SELECT id AS x FROM range(2)"),
    "ansi_cast": (ANSI, "false", "true", "SELECT CAST(concat('x', id) AS INT) AS x FROM range(1)"),
    "ansi_divide": (ANSI, "false", "true", "SELECT 1 / id AS x FROM range(1)"),
    "ansi_plus": (ANSI, "false", "true", "SELECT id + '1' AS x FROM range(1)"),
    "ansi_size": (ANSI, "false", "true", "SELECT size(CAST(NULL AS ARRAY<INT>)) AS x"),
    "ansi_index": (ANSI, "false", "true", "SELECT array(id)[5] AS x FROM range(1)"),
    "ansi_sum": (ANSI, "false", "true", "SELECT sum(9223372036854775807 - id) AS x FROM range(3)"),
    "lenient_cast": (ANSI, "true", "false", "SELECT CAST(concat('x', id) AS INT) AS x FROM range(1)"),
    "case": ("spark.sql.caseSensitive", "false", "true", "SELECT ID AS x FROM range(1)"),
    "map_keys": ("spark.sql.mapKeyDedupPolicy", "EXCEPTION", "LAST_WIN", "SELECT map(id, 2, id, 3) AS x FROM range(1)"),
    "map_keys_last": ("spark.sql.mapKeyDedupPolicy", "LAST_WIN", "EXCEPTION", "SELECT map(id, 2, id, 3) AS x FROM range(1)"),
    "ntz_literal": (TIMESTAMPS, "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "SELECT TIMESTAMP '2024-01-01 00:00:00' AS x"),
    "ntz_function": (TIMESTAMPS, "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "SELECT to_timestamp('2024-01-01 00:00:00') AS x"),
    "ltz_function": (TIMESTAMPS, "TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "SELECT to_timestamp('2024-01-01 00:00:00') AS x"),
    "decimals": ("spark.sql.decimalOperations.allowPrecisionLoss", "false", "true", "SELECT CAST(1 AS DECIMAL(38, 18)) / CAST(3 AS DECIMAL(38, 18)) AS x"),
    "ordinals": ("spark.sql.groupByOrdinal", "false", "true", "SELECT 5 AS x, count(*) AS c FROM range(1) GROUP BY 1"),
}
NAME = "view_settings"


def made_by_sql(kind):
    return lambda spark, query: spark.sql(f"CREATE OR REPLACE {kind} {NAME} AS {query}")


KINDS = {
    "temp": (made_by_sql("TEMP VIEW"), NAME, "DROP VIEW IF EXISTS " + NAME),
    "global": (made_by_sql("GLOBAL TEMP VIEW"), f"global_temp.{NAME}", f"DROP VIEW IF EXISTS global_temp.{NAME}"),
    "lasting": (made_by_sql("VIEW"), NAME, "DROP VIEW IF EXISTS " + NAME),
    "frame": (lambda spark, query: spark.sql(query).createOrReplaceTempView(NAME), NAME, "DROP VIEW IF EXISTS " + NAME),
}


def add(kind, name):
    make, shown, drop = KINDS[kind]
    key, before, after, query = QUERIES[name]

    def run(spark):
        old = spark.conf.get(key)
        try:
            spark.conf.set(key, before)
            make(spark, query)
            spark.conf.set(key, after)
            found = spark.table(shown)
            return [found.schema.simpleString(), [list(row) for row in found.collect()]]
        finally:
            spark.conf.set(key, old)
            spark.sql(drop)

    CASES.add(f"{kind}_{name}", run)


for kind in KINDS:
    for name in QUERIES:
        add(kind, name)
