"""Statements that Spark answers, or fails with a condition of its own, where another answer comes easily."""

from case import Cases
from pyspark.errors import AnalysisException

CASES = Cases()

TIMES = "VALUES (1, TIMESTAMP'2024-01-01 00:00:00.5'), (1, TIMESTAMP'1850-01-01 00:00:00.123456'), (2, NULL) t(k, c)"
for call in ("sum(c)", "avg(c)", "try_sum(c)", "try_avg(c)", "sum(DISTINCT c)", "mean(c)"):
    CASES.sql(f"times.{call}", f"SELECT {call} FROM {TIMES}")
    CASES.sql(f"times.keys.{call}", f"SELECT k, {call} FROM {TIMES} GROUP BY k ORDER BY k")
CASES.sql("times.window", f"SELECT k, sum(c) OVER (ORDER BY c ROWS 1 PRECEDING) AS s FROM {TIMES} ORDER BY s")
CASES.sql("times.pivot", f"SELECT * FROM (SELECT k, c FROM {TIMES}) PIVOT (sum(c) FOR k IN (1, 2))")
for name, value in {
    "ntz": "TIMESTAMP_NTZ'2024-01-01 00:00:00'",
    "date": "DATE'2024-01-01'",
    "boolean": "true",
    "binary": "X'01'",
    "array": "array(1)",
}.items():
    CASES.sql(f"sum.{name}", f"SELECT sum({value})")
    CASES.sql(f"avg.{name}", f"SELECT avg({value})")

for name, format in {"other": "'xyz'", "empty": "''", "number": "1", "hex": "'HEX'", "text": "'Utf-8'"}.items():
    CASES.sql(f"try_to_binary.{name}", f"SELECT try_to_binary('6162', {format})")
    CASES.sql(f"to_binary.{name}", f"SELECT to_binary('6162', {format})")

for name, ends in {
    "days": "INTERVAL '0' DAY, INTERVAL '10' DAY",
    "hours": "INTERVAL '0' HOUR, INTERVAL '10' DAY",
    "back": "INTERVAL '10' DAY, INTERVAL '0' DAY",
    "same": "INTERVAL '1' DAY, INTERVAL '1' DAY",
    "null": "NULL, INTERVAL '1' DAY",
    "months": "INTERVAL '0' MONTH, INTERVAL '1' MONTH",
}.items():
    for value in ("3' HOUR", "3' DAY", "-1' SECOND", "10' DAY"):
        CASES.sql(f"buckets.{name}.{value}", f"SELECT width_bucket(INTERVAL '{value}, {ends}, 4)")
for value in ("3' MONTH", "2' YEAR", "-1' MONTH"):
    CASES.sql(
        f"buckets.years.{value}", f"SELECT width_bucket(INTERVAL '{value}, INTERVAL '0' MONTH, INTERVAL '2' YEAR, 5)"
    )
CASES.sql("buckets.null", "SELECT width_bucket(NULL, INTERVAL '0' MONTH, INTERVAL '2' YEAR, 5)")


def table(make, *statements):
    """Rows of the last statement, of a table that is made first."""

    def run(spark):
        spark.sql("DROP TABLE IF EXISTS kept_rows")
        spark.sql(make).collect()
        try:
            for text in statements[:-1]:
                spark.sql(text).collect()
            return [list(row) for row in spark.sql(statements[-1]).collect()]
        finally:
            spark.sql("DROP TABLE IF EXISTS kept_rows")

    return run


KEPT = "CREATE TABLE kept_rows (a INT, d DECIMAL(5, 2), e DECIMAL(20, 2)) USING parquet"
for name, query in {
    "decimal": "SELECT 1, 99999.5, 1",
    "values": "VALUES (1, 99999.5, 1)",
    "int": "SELECT 1, 1234567, 1",
    "bigint": "SELECT 1, id * 1000, 1 FROM range(2)",
    "double": "SELECT 1, 1234567.5D, 1",
    "long": "SELECT 1, 1, CAST('123456789012345678901234' AS DECIMAL(30, 0))",
    "infinite": "SELECT 1, 1, 1e30D",
    "product": "SELECT 1, CAST(id AS DECIMAL(20, 0)) * 1000, 1 FROM range(2)",
    "written": "SELECT 1, CAST(1234567 AS DECIMAL(5, 2)), 1",
    "rounded": "SELECT 1, 999.994, 1",
}.items():
    CASES.add(f"insert.{name}", table(KEPT, f"INSERT INTO kept_rows {query}", "SELECT * FROM kept_rows"))
CASES.add("insert.listed", table(KEPT, "INSERT INTO kept_rows (d) SELECT 1234567", "SELECT * FROM kept_rows"))
CASES.add("insert.by_name", table(KEPT, "INSERT INTO kept_rows BY NAME SELECT 1234567 AS d", "SELECT * FROM kept_rows"))
CASES.add("insert.overwrite", table(KEPT, "INSERT OVERWRITE kept_rows SELECT 1, 1234567, 1", "SELECT * FROM kept_rows"))

SECRETS = (
    "CREATE TABLE kept_rows (a INT) USING parquet OPTIONS ('my.password' = 'x', 'o' = 'q') TBLPROPERTIES "
    "('password' = 'abc', 'my.secret' = 'x', 'url' = 'jdbc:foo', 'plain' = 'y', 'kind' = 'token', 'Access.Key' = 'k')"
)
SHOWN = "SHOW TBLPROPERTIES kept_rows"
CASES.add("secrets.all", table(SECRETS, SHOWN))
for key in ("password", "url", "plain", "kind", "missing.password"):
    CASES.add(f"secrets.{key}", table(SECRETS, f"{SHOWN} ('{key}')"))


def view_secrets(statement):
    def run(spark):
        spark.sql("CREATE OR REPLACE VIEW kept_view TBLPROPERTIES ('password' = 'abc', 'p' = 'q') AS SELECT 1 AS a")
        try:
            return [list(row) for row in spark.sql(statement).collect()]
        finally:
            spark.sql("DROP VIEW kept_view")

    return run


CASES.add("secrets.view", view_secrets("SHOW TBLPROPERTIES kept_view"))
CASES.add("secrets.view_statement", view_secrets("SHOW CREATE TABLE kept_view"))

# Fields that an interval's type has, and others.
INTERVALS = {
    "hours": "INTERVAL '49' HOUR",
    "days": "INTERVAL '3' DAY",
    "day_to_second": "INTERVAL '1 02:03:04.5' DAY TO SECOND",
    "minutes": "INTERVAL '61:30' MINUTE TO SECOND",
    "years": "INTERVAL '3' YEAR",
    "year_to_month": "INTERVAL '1-2' YEAR TO MONTH",
    "calendar": "make_interval(1, 2, 0, 3, 4, 5, 6.5)",
}
for kind, interval in INTERVALS.items():
    for field in ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"):
        CASES.value(f"extract.{kind}.{field.lower()}", f"extract({field} FROM {interval})")

UNORDERED = {"map": "map(1, 2)", "struct": "struct(map(1, 2) AS m)", "array": "array(map(1, 2))", "interval": "make_interval(1)"}


def refusal(text):
    """Condition and parameters: Spark's own comparator keeps the place of the statement that used it first."""

    def run(spark):
        try:
            return spark.sql(text).collect()
        except AnalysisException as error:
            return [error.getErrorClass(), error.getMessageParameters().get("dataType")]

    return run


for kind, value in UNORDERED.items():
    CASES.add(f"array_sort.{kind}", refusal(f"SELECT array_sort(array({value}))"))
CASES.value("array_sort.compared", "array_sort(array(map(3, 4), map(1, 2)), (a, b) -> map_keys(a)[0] - map_keys(b)[0])")

for mode in ("DROPMALFORMED", "dropmalformed", "failfast", "unknown"):
    for text in ("1", "x"):
        CASES.value(f"from_csv.{mode}.{text}", f"from_csv('{text}', 'a INT', map('mode', '{mode}'))")
        CASES.value(f"from_json.{mode}.{text}", f"from_json('{{\"a\": {text}}}', 'a INT', map('mode', '{mode}'))")
CASES.value("schema_of_json.mode", "schema_of_json('{\"a\": 1}', map('mode', 'DROPMALFORMED'))")
NUMBERS = '{"a":" 1.5","b":"+1","c":"1e2","d":"1e-2","e":"1,000.5","f":"1.","g":".5","h":"0.05","i":"-12.30","j":"1 "}'
CASES.value("numbers_in_texts", f"schema_of_json('{NUMBERS}', map('prefersDecimal', 'true'))")
