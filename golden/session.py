"""A session for one golden file: an unmodified client, the suite's settings and tables."""

import logging
import pathlib
import uuid

import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql.connect.session import SparkSession
from pyspark.sql.types import StructType

from months import months_as_integers
from python_functions import PythonFunctions
from render import rows_of, schema_text, type_texts
import table_functions

SETTINGS = {
    "spark.sql.session.timeZone": "America/Los_Angeles",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.datetime.java8API.enabled": "true",
    "spark.sql.collation.trim.enabled": "true",
}
KIND_SETTINGS = {
    "nonansi": {"spark.sql.ansi.enabled": "false"},
    # Spark shows the frames of PySpark itself in its own tests.
    "udtf": {"spark.sql.execution.pyspark.udf.simplifiedTraceback.enabled": "false"},
    "timestampNTZ": {"spark.sql.timestampType": "TIMESTAMP_NTZ"},
    "postgreSQL": {"spark.sql.ansi.enabled": "true", "spark.sql.legacy.interval.enabled": "true"},
}
ONEK = (
    "unique1 INT, unique2 INT, two INT, four INT, ten INT, twenty INT, hundred INT, thousand INT, twothousand INT, "
    "fivethous INT, tenthous INT, odd INT, even INT, stringu1 STRING, stringu2 STRING, string4 STRING"
)
TABLES = ("testdata", "arraydata", "mapdata", "aggtest", "onek", "tenk1")


# The client logs every error that a query is expected to give.
for logger in ("SQLQueryContextLogger", "DataFrameQueryContextLogger", "pyspark.sql.connect.logging"):
    logging.getLogger(logger).setLevel(logging.CRITICAL + 1)


class Outcome:
    """What a query gave: a schema with rows, or an error."""

    def __init__(self, schema=None, types=None, rows=None, error=None):
        self.schema, self.types, self.rows, self.error = schema, types, rows, error

    def mapped(self, change):
        """The same with other texts in its schema and its error."""
        return Outcome(self.schema and change(self.schema), self.types, self.rows, changed(self.error, change))


def changed(value, change):
    """A value of texts, lists and dictionaries with all its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: changed(item, change) for key, item in value.items()}
    return [changed(item, change) for item in value] if isinstance(value, list) else value


class GoldenSession:
    """One session of a server; closed with `close`."""

    def __init__(self, url):
        self.spark = SparkSession.builder.remote(f"{url}/;user_id=test_user;session_id={uuid.uuid4()}").create()
        self.client = self.spark.client
        self.classes, self.cause, self.functions = "", None, None
        fetch = self.client._fetch_enriched_error

        def keeping(info):
            self.classes = info.metadata.get("classes", "")
            details = fetch(info)
            self.cause = cause_of(details)
            return details

        self.client._fetch_enriched_error = keeping

    def prepare(self, case):
        """Sets the suite's settings and those that the file begins with; gives those that the server refuses."""
        refused = []
        kind = KIND_SETTINGS.get("postgreSQL" if "postgreSQL/" in case.name else case.kind, {})
        self.binary_style = dict(case.settings).get("spark.sql.binaryOutputStyle", "")
        for key, value in {**SETTINGS, "spark.sql.ansi.enabled": "true", **kind, **dict(case.settings)}.items():
            try:
                self.spark.conf.set(key, value)
            except PySparkException as error:
                refused.append(f"{key}={value}: {str(error).splitlines()[0]}")
        self.functions = PythonFunctions(self.spark) if case.kind in ("udf", "udaf") else None
        if case.kind == "udtf":
            table_functions.register(self.spark)
        return refused

    def run(self, sql):
        """One query's outcome."""
        if self.functions is None:
            return self.answer(sql)
        return self.answer(self.functions.written(sql)).mapped(self.functions.as_asked)

    def answer(self, sql):
        """One query's outcome, as it is written."""
        self.classes, self.cause = "", None
        try:
            frame = self.spark.sql(sql)
            table, schema, _ = self.client.to_table(frame._plan.to_proto(self.client), {})
        except PySparkException as error:
            return Outcome(error=self.error_of(error))
        schema = schema if schema is not None else StructType([])
        if "interval year" in schema.simpleString() or "interval month" in schema.simpleString():
            table = months_as_integers(table)
        settings = {"spark.sql.session.timeZone": zone_of(table), "spark.sql.binaryOutputStyle": self.binary_style}
        return Outcome(schema_text(schema), type_texts(schema), rows_of(table, schema, settings))

    def error_of(self, error):
        contexts = []
        for context in error.getQueryContext() or []:
            found = {"objectType": context.objectType(), "objectName": context.objectName()}
            for key, index in (("startIndex", context.startIndex()), ("stopIndex", context.stopIndex())):
                if index + 1 > 0:
                    found[key] = index + 1
            contexts.append({**found, "fragment": context.fragment()})
        return {
            "classes": self.classes,
            "message": str(error),
            "cause": self.cause,
            "errorClass": error.getCondition(),
            "sqlState": error.getSqlState(),
            "messageParameters": error.getMessageParameters() or {},
            "queryContext": contexts,
        }

    def close(self):
        self.spark.stop()


def cause_of(details):
    """The classes and the message of what a failed job died of: the suite prints that, not the job's own error."""
    if details is None or not details.HasField("root_error_idx"):
        return None
    root = details.errors[details.root_error_idx]
    if root.HasField("spark_throwable") or not root.HasField("cause_idx"):
        return None
    cause = details.errors[root.cause_idx]
    return {"classes": list(cause.error_type_hierarchy), "message": cause.message}


def zone_of(table):
    """The zone in which timestamps are printed: Arrow's fields carry the session's."""

    def visit(type_):
        if pa.types.is_timestamp(type_):
            return type_.tz
        return next((z for z in (visit(type_.field(i).type) for i in range(type_.num_fields)) if z), None)

    return next((z for z in (visit(f.type) for f in table.schema) if z), "UTC")


def make_tables(spark, data):
    """The six tables that all files read, in the database `default`."""

    def save(frame, name):
        frame.coalesce(1).write.mode("overwrite").format("parquet").saveAsTable(name)

    def from_file(name, schema):
        kinds = [part.split()[1] for part in schema.split(", ")]
        convert = {"INT": int, "FLOAT": float, "STRING": str}
        lines = (pathlib.Path(data) / f"test-data/postgresql/{name}").read_text().splitlines()
        rows = [[convert[k](v) for k, v in zip(kinds, line.split("\t"))] for line in lines]
        return spark.createDataFrame(rows, schema)

    save(spark.createDataFrame([(i, str(i)) for i in range(1, 101)], "key INT, value STRING"), "testdata")
    arrays = [([1, 2, 3], [[1, 2, 3]]), ([2, 3, 4], [[2, 3, 4]])]
    save(spark.createDataFrame(arrays, "arraycol ARRAY<INT>, nestedarraycol ARRAY<ARRAY<INT>>"), "arraydata")
    letters = "abcde"
    maps = [({i + 1: f"{letters[i]}{n}" for i in range(size)},) for n, size in zip(range(1, 6), (5, 4, 3, 2, 1))]
    save(spark.createDataFrame(maps, "mapcol MAP<INT, STRING>"), "mapdata")
    save(from_file("agg.data", "a INT, b FLOAT"), "aggtest")
    save(from_file("onek.data", ONEK), "onek")
    save(from_file("tenk.data", ONEK), "tenk1")
