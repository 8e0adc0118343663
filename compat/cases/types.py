"""Every type in and out: literals, bounds, texts, special values, nested values, other zones than UTC."""

import datetime
import decimal

from case import Cases
from pyspark.sql import Row
from pyspark.sql import functions as F
from pyspark.sql import types as T

CASES = Cases()
D = decimal.Decimal

# ---- literals and their types ----

CASES.value("integers", "1Y, 2S, 3, 4L, -128Y, 127Y, -32768S, 32767S, -2147483648, 2147483647, -9223372036854775808L, 9223372036854775807L, 2147483648, 9223372036854775808")
CASES.value("floats", "1.5F, 1.5D, 1e3, 1E-2D, float('NaN'), double('Infinity'), double('-inf'), float('1e40'), 0.1F + 0.2F, 0.1D + 0.2D, -0.0D")
CASES.value("float_bounds", "double('1.7976931348623157E308'), double('4.9E-324'), float('3.4028235E38'), float('1.4E-45'), double('1e400')")
CASES.value("decimals", "1.5, 0.001, 123.450, 1.50BD, 12345678901234567890.123456789012345678, -99999999999999999999999999999999999999, .5, 5., 1e2BD")
CASES.value("decimal_bounds", "99999999999999999999999999999999999999BD, 0.99999999999999999999999999999999999999BD, CAST(1 AS DECIMAL(38,37)), CAST('-0.00' AS DECIMAL(5,2))")
CASES.value("decimal_arithmetic", "1.5 + 2.25, 1.5 * 2.25, 10.0 / 3, 10 / 3, 1.10BD / 3.3BD, 7.5 % 2, -7.5 % 2, 5 DIV 2, CAST(1 AS DECIMAL(38,10)) * CAST(2 AS DECIMAL(38,10)), CAST(1 AS DECIMAL(38,18)) / CAST(3 AS DECIMAL(38,18))")
CASES.value("decimal_sums", "sum(x), avg(x), sum(y), avg(y) FROM VALUES (1.10, 99999999999999999999.99), (2.25, 0.01) AS t(x, y)")
CASES.value("strings", "'plain', 'it''s', \"double\", 'a' 'b', r'raw\\n', 'tab\\t', 'unicode \\u00e9', '😀', ''")
CASES.value("binary", "X'', X'00FF', CAST('abc' AS BINARY), CAST(X'616263' AS STRING), hex(X'0aFf'), unhex('4D'), X'61' = CAST('a' AS BINARY)")
CASES.value("booleans", "true, false, NOT true, NULL AND false, NULL OR true, CAST('yes' AS BOOLEAN), CAST('0' AS BOOLEAN), CAST(2 AS BOOLEAN)")
CASES.value("null_type", "NULL, array(NULL), map('a', NULL), named_struct('n', NULL), coalesce(NULL, NULL), NULL + 1, NULL || 'a', array()")
CASES.value("dates", "DATE'2024-02-29', DATE'0001-01-01', DATE'9999-12-31', DATE'1582-10-04', DATE'1582-10-15', DATE'1969-12-31', CAST('2024-2-9' AS DATE), CAST('2024' AS DATE), CAST('2024-05' AS DATE)")
CASES.value("timestamps", "TIMESTAMP'2024-02-29 12:34:56.123456', TIMESTAMP'0001-01-01 00:00:00', TIMESTAMP'9999-12-31 23:59:59.999999', TIMESTAMP'2024-01-01', TIMESTAMP'2024-01-01T01:02:03Z', TIMESTAMP'2024-01-01 01:02:03+05:30'", since=(4, 0))
CASES.value("timestamps_ntz", "TIMESTAMP_NTZ'2024-02-29 12:34:56.123456', TIMESTAMP_NTZ'0001-01-01', TIMESTAMP_NTZ'9999-12-31 23:59:59.999999', TIMESTAMP_LTZ'2024-01-01 00:00:00'")
CASES.value("intervals_day_time", "INTERVAL '1' DAY, INTERVAL '1 02:03:04.567' DAY TO SECOND, INTERVAL '-5' HOUR, INTERVAL '90' SECOND, INTERVAL 3 HOURS 20 MINUTES, INTERVAL '10:20' MINUTE TO SECOND, INTERVAL 1 WEEK, INTERVAL 1500 MILLISECONDS")
CASES.value("intervals_text", "CAST(INTERVAL '1 02:03:04.567' DAY TO SECOND AS STRING), CAST(INTERVAL '1-2' YEAR TO MONTH AS STRING), CAST(INTERVAL '-3' MONTH AS STRING), CAST(INTERVAL '5' MINUTE AS STRING), CAST(INTERVAL -1 YEAR AS STRING), CAST(INTERVAL '106751991 04:00:54.775807' DAY TO SECOND AS STRING)")
CASES.value("interval_calendar_text", "CAST(make_interval(1, 2, 3, 4, 5, 6, 7.5) AS STRING), CAST(make_interval() AS STRING), CAST(make_interval(0, -1, 0, 1) AS STRING)")
CASES.value("interval_arithmetic", "DATE'2024-01-31' + INTERVAL 1 MONTH, TIMESTAMP_NTZ'2024-01-31 10:00:00' + INTERVAL '1 1' DAY TO HOUR, DATE'2024-03-01' - DATE'2024-02-01', CAST(TIMESTAMP'2024-03-01 12:00:00' - TIMESTAMP'2024-02-01 00:00:00' AS STRING), INTERVAL '2' DAY * 1.5, INTERVAL '1' DAY / 2, CAST(INTERVAL '1-1' YEAR TO MONTH * 2 AS STRING), DATE'2024-01-01' + 5, -INTERVAL '1' DAY")
CASES.value("interval_compare", "INTERVAL '1' DAY < INTERVAL '25' HOUR, INTERVAL '1' YEAR = INTERVAL '12' MONTH, greatest(INTERVAL '1' DAY, INTERVAL '30' HOUR)")
CASES.value("year_month_collected", "INTERVAL '1-2' YEAR TO MONTH")
CASES.value("nested", "array(1, 2, NULL), array(array(1), array()), map('a', 1, 'b', NULL), map(1, array('x')), named_struct('a', 1, 'b', named_struct('c', 'x')), struct(1, 'a' AS s), array(named_struct('k', 1))")
CASES.value("nested_widening", "array(1, 2L, 3.5), array(1, 2.5D), map('a', 1, 'b', 2.5), array(DATE'2024-01-01', TIMESTAMP_NTZ'2024-01-01 00:00:00'), coalesce(1, 2.5), CASE WHEN true THEN 1 ELSE 2L END, if(true, 1Y, 300), nvl(1, 2.0D), greatest(1, 2.5, 3L)")
CASES.value("text_and_number", "1 = '1', '10' > 9, 1 + '2', concat(1, 'a', 2.5), 'a' || 1, array('a', 'b')[1], 5 || 6, '1.5' + 1")

# ---- values as text ----

CASES.value("text_of_numbers", "CAST(1.0D AS STRING), CAST(1e7 AS STRING), CAST(1.0E-4D AS STRING), CAST(123456789.0D AS STRING), CAST(1.1F AS STRING), CAST(1e10F AS STRING), CAST(double('NaN') AS STRING), CAST(-double('Infinity') AS STRING), CAST(0.001D AS STRING), CAST(9007199254740993D AS STRING), CAST(-0.0D AS STRING), CAST(100F AS STRING), CAST(1.50BD AS STRING), CAST(0.0000001BD AS STRING), CAST(CAST(1 AS DECIMAL(38,20)) AS STRING)")
CASES.value("text_of_datetimes", "CAST(DATE'0001-01-01' AS STRING), CAST(TIMESTAMP'2024-01-01 10:00:00.500' AS STRING), CAST(TIMESTAMP'2024-01-01 10:00:00' AS STRING), CAST(TIMESTAMP_NTZ'2024-01-01 10:00:00.000001' AS STRING), CAST(TIMESTAMP'9999-12-31 23:59:59.999999' AS STRING)")
CASES.value("text_of_nested", "CAST(array(1, NULL, 3) AS STRING), CAST(map('a', 1, 'b', NULL) AS STRING), CAST(named_struct('a', 1, 'b', 'x', 'c', NULL) AS STRING), CAST(array('a', 'b') AS STRING), CAST(array(array(1.5D)) AS STRING), CAST(true AS STRING), CAST(array(X'61') AS STRING), CAST(array(DATE'2024-01-01') AS STRING)")
CASES.value("typeof", "typeof(1), typeof(1Y), typeof(1.5), typeof('a'), typeof(NULL), typeof(array(1)), typeof(map('a', 1)), typeof(struct(1)), typeof(INTERVAL '1' DAY), typeof(INTERVAL 1 MONTH), typeof(make_interval(1)), typeof(X''), typeof(DATE'2024-01-01'), typeof(current_timestamp()), typeof(1e1), typeof(TIMESTAMP_NTZ'2024-01-01')")

# ---- casts ----

CASES.value("cast_to_numbers", "CAST('12' AS INT), CAST(' 12 ' AS INT), CAST('+5' AS BIGINT), CAST(12.99 AS INT), CAST(-12.99D AS INT), CAST('1e3' AS DOUBLE), CAST('1.005' AS DECIMAL(5,2)), CAST(2.5 AS DECIMAL(3,0)), CAST(true AS INT), CAST('NaN' AS FLOAT), CAST('-Infinity' AS DOUBLE), CAST(1L AS TINYINT), CAST(TIMESTAMP'1970-01-02 00:00:00' AS BIGINT), CAST(TIMESTAMP'1970-01-01 00:00:01.5' AS DOUBLE)")
CASES.value("cast_to_datetimes", "CAST('2024-01-02' AS DATE), CAST(' 2024-01-02 ' AS DATE), CAST('2024-01-02 03:04:05.6789' AS TIMESTAMP), CAST('2024-01-02T03:04' AS TIMESTAMP), CAST(DATE'2024-01-02' AS TIMESTAMP), CAST(TIMESTAMP'2024-01-02 23:59:59' AS DATE), CAST(0 AS TIMESTAMP), CAST(1.5D AS TIMESTAMP), CAST(-1 AS TIMESTAMP), CAST('2024-01-02 03:04:05' AS TIMESTAMP_NTZ)")
CASES.value("try_casts", "try_cast('x' AS INT), try_cast('999' AS TINYINT), try_cast(300 AS TINYINT), try_cast('2024-13-01' AS DATE), try_cast('abc' AS DOUBLE), try_cast('1e9' AS DECIMAL(3,1)), try_cast('t' AS BOOLEAN), try_cast(1e20D AS BIGINT)")
CASES.value("cast_nested", "CAST(array(1, 2) AS ARRAY<STRING>), CAST(map('1', 2) AS MAP<INT, DOUBLE>), CAST(named_struct('a', 1, 'b', '2') AS STRUCT<x: STRING, y: INT>), CAST(array('1', NULL) AS ARRAY<DECIMAL(5,1)>)")
CASES.value("cast_intervals", "CAST('1-2' AS INTERVAL YEAR TO MONTH) = INTERVAL '1-2' YEAR TO MONTH, CAST('1 02:03:04' AS INTERVAL DAY TO SECOND), CAST(INTERVAL '90' MINUTE AS INTERVAL HOUR TO MINUTE), CAST(INTERVAL '2' DAY AS INT), CAST(3 AS INTERVAL HOUR)")
CASES.value("double_colon", "'12'::INT, 1::STRING, 1.5::DECIMAL(3,1), DATE'2024-01-01'::STRING")
CASES.value("legacy_names", "CAST(1 AS LONG), CAST(1 AS BYTE), CAST(1 AS SHORT), CAST(1 AS INTEGER), CAST(1 AS REAL), CAST(1 AS DEC(5)), CAST(1 AS NUMERIC(4,1)), CAST('a' AS CHAR(3)), CAST('abc' AS VARCHAR(10))")
CASES.value("narrowing_arithmetic", "127Y + 0Y, 1S * 2S, 1Y + 1, 5Y / 2Y, -(-5), ~5, 5 & 3, 5 | 3, 5 ^ 3, 1 << 3, 16 >> 2, -16 >>> 28, 7 % -3, -7 % 3, pmod(-7, 3)")
CASES.value("comparisons", "double('NaN') = double('NaN'), double('NaN') > double('Infinity'), -0.0D = 0.0D, NULL <=> NULL, NULL = NULL, 'a' < 'B', 'é' > 'z', X'01' < X'0100', array(1) < array(1, 2), struct(1, 2) < struct(1, 3), 1.0 = 1, DATE'2024-01-01' = '2024-01-01'")

# ---- order and groups of special values ----

CASES.sql("order_doubles", "SELECT * FROM VALUES (double('NaN')), (1.5D), (NULL), (double('-Infinity')), (-0.0D), (double('Infinity')) AS t(v) ORDER BY v")
CASES.sql("order_doubles_desc", "SELECT * FROM VALUES (double('NaN')), (1.5D), (NULL), (double('-Infinity')), (double('Infinity')) AS t(v) ORDER BY v DESC")
CASES.sql("group_doubles", "SELECT v, count(*) FROM VALUES (double('NaN')), (double('NaN')), (0.0D), (-0.0D), (NULL), (NULL) AS t(v) GROUP BY v", ordered=False)
CASES.sql("join_doubles", "SELECT a.v FROM VALUES (double('NaN')), (0.0D) AS a(v) JOIN VALUES (double('NaN')), (-0.0D), (NULL) AS b(v) ON a.v = b.v", ordered=False)
CASES.sql("aggregate_doubles", "SELECT max(v), min(v), sum(v), avg(v), count(v) FROM VALUES (double('NaN')), (1.5D), (NULL), (double('Infinity')) AS t(v)")
CASES.sql("order_strings", "SELECT * FROM VALUES ('b'), ('a'), ('B'), ('é'), ('z'), ('😀'), ('ｚ'), (''), (NULL) AS t(v) ORDER BY v")
CASES.sql("order_nested", "SELECT * FROM VALUES (array(2)), (array(1, 5)), (array()), (NULL), (array(NULL)) AS t(v) ORDER BY v")
CASES.sql("order_structs", "SELECT * FROM VALUES (1, struct(1, 'b')), (2, struct(1, 'a')), (3, struct(NULL, 'z')), (4, NULL) AS t(k, v) ORDER BY v DESC")
CASES.sql("order_binary", "SELECT * FROM VALUES (X'FF'), (X'00'), (X''), (X'7F') AS t(v) ORDER BY v")
CASES.sql("order_booleans", "SELECT * FROM VALUES (true), (false), (NULL) AS t(v) ORDER BY v NULLS LAST")
CASES.sql("order_intervals", "SELECT * FROM VALUES (INTERVAL '1' DAY), (INTERVAL '-1' DAY), (INTERVAL '25' DAY) AS t(v) ORDER BY v")
CASES.sql("integer_aggregates", "SELECT sum(a), avg(a), sum(b), avg(b), max(a), min(b), sum(c), avg(c), typeof(sum(d)), typeof(avg(d)) FROM VALUES (1Y, 2S, 3, 4L), (2Y, 3S, 4, 5L) AS t(a, b, c, d)")
CASES.sql("interval_aggregates", "SELECT sum(v), avg(v), max(v) FROM VALUES (INTERVAL '1' DAY), (INTERVAL '3' DAY), (NULL) AS t(v)")
CASES.sql("empty_aggregates", "SELECT count(*), sum(v), avg(v), max(v), collect_list(v), first(v) FROM VALUES (1) AS t(v) WHERE v > 5")

# ---- Python values ----


@CASES.case()
def python_bounds(spark):
    schema = "a tinyint, b smallint, c int, d bigint, e decimal(38,0), f decimal(38,38), g date, h timestamp_ntz"
    return spark.createDataFrame(
        [
            (-128, -32768, -(2**31), -(2**63), D(-(10**38 - 1)), D("-0." + "9" * 38), datetime.date(1, 1, 1), datetime.datetime(1, 1, 1)),
            (127, 32767, 2**31 - 1, 2**63 - 1, D(10**38 - 1), D("0." + "9" * 38), datetime.date(9999, 12, 31), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)),
        ],
        schema,
    )


@CASES.case()
def python_floats(spark):
    return spark.createDataFrame([(float("nan"), float("inf")), (-0.0, 5e-324), (1.7976931348623157e308, None)], "a double, b double")


@CASES.case()
def python_round_trip_as_text(spark):
    frame = spark.createDataFrame(
        [(1.1, 1e21, True, b"\xff", datetime.date(2020, 2, 29), datetime.datetime(2020, 2, 29, 1, 2, 3), datetime.timedelta(days=-1, hours=5), [1.5, None], {"k": 2}, Row(x=1))],
        ["d", "big", "b", "bin", "date", "ts", "iv", "l", "m", "s"],
    )
    return frame.select([F.col(name).cast("string") if name != "bin" else F.hex(name) for name in frame.columns])


@CASES.case()
def python_deep(spark):
    schema = T.StructType(
        [
            T.StructField("a", T.ArrayType(T.ArrayType(T.MapType(T.StringType(), T.ArrayType(T.IntegerType()))))),
            T.StructField("m", T.MapType(T.StringType(), T.StructType([T.StructField("d", T.DecimalType(10, 2)), T.StructField("l", T.ArrayType(T.DateType()))]))),
        ]
    )
    return spark.createDataFrame([([[{"k": [1, None]}], None, []], {"x": (D("1.25"), [datetime.date(2020, 1, 1), None])}), (None, None)], schema)


@CASES.case()
def python_not_null(spark):
    schema = T.StructType([T.StructField("a", T.ArrayType(T.IntegerType(), False), False), T.StructField("m", T.MapType(T.StringType(), T.LongType(), False))])
    return spark.createDataFrame([([1], {"a": 1})], schema).select("a", "m", F.col("a")[0], F.size("m"))


@CASES.case()
def python_char_varchar(spark):
    return spark.createDataFrame([("ab", "cd")], T.StructType([T.StructField("c", T.StringType()), T.StructField("v", T.StringType())])).selectExpr("c", "v", "CAST(c AS CHAR(5)) AS p")


@CASES.case()
def python_interval(spark):
    return spark.createDataFrame([(datetime.timedelta(days=1, microseconds=5),), (datetime.timedelta(days=-106751991),)], "iv interval day to second").select("iv", F.col("iv").cast("string").alias("t"))


# ---- zones ----


def zoned(zone, use):
    def run(spark):
        spark.conf.set("spark.sql.session.timeZone", zone)
        try:
            frame = use(spark)
            return [frame.schema.simpleString(), frame.collect()]
        finally:
            spark.conf.set("spark.sql.session.timeZone", "UTC")

    return run


NEW_YORK = "America/New_York"
CASES.add("zone_spring_gap", zoned(NEW_YORK, lambda spark: spark.sql("SELECT CAST(TIMESTAMP'2024-03-10 02:30:00' AS STRING), unix_timestamp(TIMESTAMP'2024-03-10 02:30:00'), CAST(TIMESTAMP'2024-03-10 01:59:59' + INTERVAL '1' SECOND AS STRING), CAST(TIMESTAMP'2024-03-09 02:30:00' + INTERVAL '1' DAY AS STRING), CAST(TIMESTAMP'2024-02-10 02:30:00' + INTERVAL '1' MONTH AS STRING)")))
CASES.add("zone_autumn_overlap", zoned(NEW_YORK, lambda spark: spark.sql("SELECT CAST(TIMESTAMP'2024-11-03 01:30:00' AS STRING), unix_timestamp(TIMESTAMP'2024-11-03 01:30:00'), CAST(TIMESTAMP'2024-11-03 00:30:00' + INTERVAL '2' HOUR AS STRING), CAST(TIMESTAMP'2024-11-02 01:30:00' + INTERVAL '1' DAY AS STRING)")))
CASES.add("zone_fields", zoned(NEW_YORK, lambda spark: spark.sql("SELECT hour(t), day(t), date_format(t, 'yyyy-MM-dd HH:mm:ss z XXX'), CAST(t AS DATE), date_trunc('DAY', t) = TIMESTAMP'2023-12-31', from_unixtime(0), to_date(t), CAST(t AS STRING) FROM VALUES (TIMESTAMP'2024-01-01 03:30:00Z') AS v(t)")))
CASES.add("zone_casts", zoned("Asia/Kolkata", lambda spark: spark.sql("SELECT CAST(DATE'2024-01-01' AS TIMESTAMP), CAST(TIMESTAMP_NTZ'2024-01-01 00:00:00' AS TIMESTAMP), CAST(TIMESTAMP'2024-01-01 00:00:00' AS TIMESTAMP_NTZ), CAST('2024-01-01 00:00:00' AS TIMESTAMP), CAST('2024-01-01 00:00:00 Europe/Paris' AS TIMESTAMP), CAST(TIMESTAMP'2024-01-01 00:00:00' AS BIGINT)")))
CASES.add("zone_old_dates", zoned("Europe/Amsterdam", lambda spark: spark.sql("SELECT CAST(TIMESTAMP'1900-01-01 00:00:00' AS STRING), unix_timestamp(TIMESTAMP'1900-01-01 00:00:00'), CAST(TIMESTAMP'1937-07-01 00:00:19' AS STRING), unix_timestamp(TIMESTAMP'1937-07-01 00:00:00')")))
CASES.add("zone_difference", zoned(NEW_YORK, lambda spark: spark.sql("SELECT TIMESTAMP'2024-03-11 00:00:00' - TIMESTAMP'2024-03-10 00:00:00', datediff(TIMESTAMP'2024-03-11 00:00:00', TIMESTAMP'2024-03-10 23:00:00'), months_between(TIMESTAMP'2024-03-31 10:00:00', TIMESTAMP'2024-02-29 10:00:00')")))
CASES.add("zone_functions", zoned(NEW_YORK, lambda spark: spark.sql("SELECT from_utc_timestamp(TIMESTAMP_NTZ'2024-07-01 12:00:00', 'Asia/Tokyo'), to_utc_timestamp('2024-07-01 12:00:00', 'Asia/Tokyo'), convert_timezone('America/New_York', 'UTC', TIMESTAMP_NTZ'2024-07-01 12:00:00'), current_timezone(), make_timestamp(2024, 7, 1, 1, 2, 3.5), to_timestamp('2024-07-01 01:02', 'yyyy-MM-dd HH:mm')")))
CASES.add("zone_sequence", zoned(NEW_YORK, lambda spark: spark.sql("SELECT explode(sequence(TIMESTAMP'2024-03-09 12:00:00', TIMESTAMP'2024-03-11 12:00:00', INTERVAL '1' DAY)) AS t")))
CASES.add("zone_offset", zoned("+05:30", lambda spark: spark.sql("SELECT CAST(TIMESTAMP'2024-01-01 00:00:00Z' AS STRING), current_timezone()")))
CASES.add("zone_invalid", lambda spark: spark.conf.set("spark.sql.session.timeZone", "Mars/Base"))
CASES.add("zone_group_by_day", zoned(NEW_YORK, lambda spark: spark.sql("SELECT CAST(t AS DATE) AS d, count(*) AS n FROM VALUES (TIMESTAMP'2024-01-01 04:59:59Z'), (TIMESTAMP'2024-01-01 05:00:00Z'), (TIMESTAMP'2024-01-02 04:59:59Z') AS v(t) GROUP BY 1 ORDER BY 1")))


@CASES.case()
def zone_python_timestamps(spark):
    spark.conf.set("spark.sql.session.timeZone", NEW_YORK)
    try:
        frame = spark.createDataFrame([(datetime.datetime(2024, 7, 1, 12, 0, tzinfo=datetime.timezone.utc),), (datetime.datetime(2024, 3, 10, 7, 0),)], ["t"])
        return [frame.collect(), frame.select(F.col("t").cast("string"), F.hour("t")).collect(), [str(t) for t in frame.toPandas()["t"]]]
    finally:
        spark.conf.set("spark.sql.session.timeZone", "UTC")


# ---- schemas as text ----

CASES.add("ddl_types", lambda spark: spark.createDataFrame([], "a byte, b short, c integer, d long, e real, f double, g dec(5,1), h numeric, i string, j binary, k boolean, l date, m timestamp, n timestamp_ltz, o timestamp_ntz, p interval day to second, q array<map<string,struct<x:int,`y z`:string>>>, r void").schema.json())
CASES.add("ddl_not_null_comment", lambda spark: spark.createDataFrame([], "a int NOT NULL COMMENT 'the key', b string").schema.json())
CASES.add("ddl_char", lambda spark: T.StructType.fromDDL("a char(3), b varchar(5)").simpleString(), since=(4, 0))
CASES.add("ddl_error", lambda spark: spark.createDataFrame([], "a intt").schema)
CASES.add("from_ddl", lambda spark: T.DataType.fromDDL("array<decimal(10,2)>").simpleString(), since=(4, 0))
