"""Data sources in Python: registered, read in partitions, written with commit and abort, and how they fail."""

import json
import os
import tempfile

from case import Cases

CASES = Cases()

NEW = (4, 0)


def numbers(spark):
    """`ps_numbers`: `rows` numbers in each of `parts` partitions, from one `start` on."""
    from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

    class Numbers(DataSource):
        @classmethod
        def name(cls):
            return "ps_numbers"

        def schema(self):
            return "n long, text string"

        def reader(self, schema):
            return NumbersReader(schema, self.options)

    class NumbersReader(DataSourceReader):
        def __init__(self, schema, options):
            self.names = [f.name for f in schema.fields]
            self.options = options

        def partitions(self):
            return [InputPartition(i) for i in range(int(self.options.get("parts", 2)))]

        def read(self, partition):
            rows = int(self.options.get("rows", 3))
            for i in range(rows):
                n = partition.value * rows + i + int(self.options.get("start", 0))
                yield (n, f"{','.join(self.names)}{n}")

    spark.dataSource.register(Numbers)


def simple(spark, name, schema, read, partitions=None):
    """A source with a schema and a function that reads."""
    from pyspark.sql.datasource import DataSource, DataSourceReader

    class Reader(DataSourceReader):
        def read(self, partition):
            return read(partition)

    class ReaderInParts(DataSourceReader):
        def partitions(self):
            return partitions()

        def read(self, partition):
            return read(partition)

    class Source(DataSource):
        @classmethod
        def name(cls):
            return name

        def schema(self):
            return schema() if callable(schema) else schema

        def reader(self, schema):
            return Reader() if partitions is None else ReaderInParts()

    spark.dataSource.register(Source)


def failed(run):
    """What an error says, but for the way to it, which is another in every worker."""
    try:
        return ["answered", [list(r) for r in run()]]
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        condition = error.getCondition() if hasattr(error, "getCondition") else None
        parameters = dict(error.getMessageParameters() or {}) if condition and hasattr(error, "getMessageParameters") else {}
        message = parameters.pop("msg", None)
        lines = (message if message is not None else str(error)).strip().split("\n")
        last = next((line for line in reversed(lines) if line[:1] not in ("", " ") and "JVM stacktrace" not in line), "")
        return [type(error).__name__, condition, parameters, last if message is not None else None]


@CASES.case(since=NEW, ordered=False)
def read(spark):
    numbers(spark)
    return spark.read.format("ps_numbers").load()


@CASES.case(since=NEW, ordered=False)
def read_with_options(spark):
    numbers(spark)
    return spark.read.format("PS_Numbers").option("PARTS", 3).options(rows=1, start=10).load()


@CASES.case(since=NEW, ordered=False)
def read_with_schema(spark):
    numbers(spark)
    return spark.read.format("ps_numbers").schema("a bigint, b string").load()


@CASES.case(since=NEW)
def read_nothing(spark):
    numbers(spark)
    return spark.read.format("ps_numbers").option("rows", 0).load()


@CASES.case(since=NEW)
def no_partitions(spark):
    simple(spark, "ps_no_parts", "a int", lambda p: iter([(1,)]), lambda: [])
    return spark.read.format("ps_no_parts").load()


@CASES.case(since=NEW, ordered=False)
def read_and_more(spark):
    numbers(spark)
    frame = spark.read.format("ps_numbers").load()
    other = spark.read.format("ps_numbers").option("parts", 1).load()
    return frame.where("n % 2 = 0").join(other.selectExpr("n AS m"), frame.n == other.n * 2, "left").groupBy("m").count()


@CASES.case(since=NEW)
def read_some_columns(spark):
    numbers(spark)
    return spark.read.format("ps_numbers").load().selectExpr("upper(text) AS t").where("t LIKE '%4'")


@CASES.case(since=NEW)
def read_counted(spark):
    numbers(spark)
    frame = spark.read.format("ps_numbers").option("parts", 5).load()
    return [frame.count(), frame.limit(2).count(), frame.agg({"n": "sum"}).collect()[0][0], len(frame.take(4))]


@CASES.case(since=NEW)
def read_with_udf(spark):
    from pyspark.sql.functions import udf

    numbers(spark)
    frame = spark.read.format("ps_numbers").option("parts", 1).load()
    return frame.select(udf(lambda n: n * n, "long")("n").alias("square"))


@CASES.case(since=NEW)
def read_in_sql(spark):
    numbers(spark)
    spark.sql("CREATE OR REPLACE TEMP VIEW ps_view USING ps_numbers OPTIONS (parts 1, rows '2', start 5)")
    found = spark.sql("SELECT n + 1 AS m, text FROM ps_view ORDER BY n").collect()
    spark.sql("DROP VIEW ps_view")
    return [list(r) for r in found]


@CASES.case(since=NEW)
def read_as_view(spark):
    numbers(spark)
    spark.read.format("ps_numbers").option("parts", 1).load().createOrReplaceTempView("ps_view")
    return spark.sql("SELECT max(n), count(*) FROM ps_view")


@CASES.case(since=NEW)
def paths(spark):
    from pyspark.sql.datasource import DataSource, DataSourceReader

    class Reader(DataSourceReader):
        def __init__(self, options):
            self.options = options

        def read(self, partition):
            for key in sorted(self.options):
                yield (key, self.options[key])

    class Source(DataSource):
        @classmethod
        def name(cls):
            return "ps_paths"

        def schema(self):
            return "k string, v string"

        def reader(self, schema):
            return Reader(self.options)

    spark.dataSource.register(Source)
    read = spark.read.format("ps_paths").option("Some", "More")
    found = [read.load(), read.load("/a"), read.load(["/a", "/b"]), read.option("path", "/c").load()]
    return [[list(r) for r in frame.collect()] for frame in found]


@CASES.case(since=NEW)
def schema_as_type(spark):
    from pyspark.sql.types import ArrayType, IntegerType, MapType, StringType, StructField, StructType

    schema = StructType(
        [
            StructField("a", IntegerType(), False),
            StructField("b", ArrayType(StringType())),
            StructField("c", MapType(StringType(), IntegerType())),
            StructField("d", StructType([StructField("x", IntegerType())])),
        ]
    )
    simple(spark, "ps_nested", schema, lambda p: iter([(1, ["x", None], {"k": 1}, (2,)), (2, None, None, None)]))
    return spark.read.format("ps_nested").load()


@CASES.case(since=NEW)
def every_type(spark):
    def read(partition):
        import datetime
        import decimal

        yield (
            True,
            1,
            2,
            3,
            4,
            1.5,
            2.5,
            decimal.Decimal("1.25"),
            "s",
            b"\x00\xff",
            datetime.date(2024, 2, 29),
            datetime.datetime(2024, 2, 29, 12, 30, 15, 250000),
            datetime.datetime(2024, 2, 29, 12, 30, 15, 250000),
        )
        yield (None,) * 13

    schema = (
        "b boolean, y byte, s short, i int, l long, f float, d double, n decimal(5,2), t string, x binary, dt date, "
        "ts timestamp_ntz, tz timestamp_ntz"
    )
    simple(spark, "ps_types", schema, read)
    return spark.read.format("ps_types").load()


@CASES.case(since=NEW)
def rows_by_name(spark):
    def read(partition):
        from pyspark.sql import Row

        yield Row(b="x", a=1)
        yield [2, "y"]

    simple(spark, "ps_rows", "a int, b string", read)
    return spark.read.format("ps_rows").load()


@CASES.case(since=NEW)
def arrow_batches(spark):
    def read(partition):
        import pyarrow as pa

        yield pa.RecordBatch.from_pydict({"a": pa.array([1, 2], pa.int32()), "b": pa.array(["x", None])})
        yield pa.RecordBatch.from_pydict({"a": pa.array([3], pa.int32()), "b": pa.array(["z"])})

    simple(spark, "ps_batches", "a int, b string", read)
    return spark.read.format("ps_batches").load()


def case_of_failure(name, make):
    def run(spark):
        simple(spark, f"ps_{name}", *make())
        return failed(lambda: spark.read.format(f"ps_{name}").load().collect())

    CASES.add(f"fails_{name}", run, since=NEW)


def no_luck():
    def raising(*_):
        raise ValueError("no luck")

    return raising


case_of_failure("in_read", lambda: ("a int", no_luck()))
case_of_failure("in_partitions", lambda: ("a int", lambda p: iter([]), no_luck()))
case_of_failure("in_schema", lambda: (no_luck(), lambda p: iter([])))
case_of_failure("too_few", lambda: ("a int, b int", lambda p: iter([(1,)])))
case_of_failure("no_iterator", lambda: ("a int", lambda p: [(1,)]))
case_of_failure("wrong_partitions", lambda: ("a int", lambda p: iter([(1,)]), lambda: [1, 2]))
case_of_failure("wrong_list", lambda: ("a int", lambda p: iter([(1,)]), lambda: 7))
case_of_failure("bad_ddl", lambda: ("a int,", lambda p: iter([(1,)])))
case_of_failure("no_struct", lambda: ("int", lambda p: iter([(1,)])))
case_of_failure("no_schema", lambda: (lambda: None, lambda p: iter([(1,)])))


@CASES.case(since=NEW)
def fails_without_reader(spark):
    from pyspark.sql.datasource import DataSource

    class Source(DataSource):
        @classmethod
        def name(cls):
            return "ps_no_reader"

        def schema(self):
            return "a int"

    spark.dataSource.register(Source)
    return failed(lambda: spark.read.format("ps_no_reader").load().collect())


@CASES.case(since=NEW)
def fails_without_schema(spark):
    from pyspark.sql.datasource import DataSource

    class Source(DataSource):
        @classmethod
        def name(cls):
            return "ps_no_schema"

    spark.dataSource.register(Source)
    return failed(lambda: spark.read.format("ps_no_schema").load().collect())


@CASES.case(since=NEW)
def only_when_rows_are_asked_for(spark):
    simple(spark, "ps_lazy", "a int", no_luck(), no_luck())
    return spark.read.format("ps_lazy").load().schema.simpleString()


@CASES.case(since=NEW)
def not_registered(spark):
    return spark.read.format("ps_never").load()


@CASES.case(since=NEW)
def registered_again(spark):
    simple(spark, "ps_again", "a int", lambda p: iter([(1,)]))
    simple(spark, "PS_again", "b string", lambda p: iter([("x",)]))
    return failed(lambda: spark.read.format("PS_again").load().collect())


@CASES.case(since=NEW)
def fails_with_a_name_in_other_letters(spark):
    simple(spark, "ps_Letters", "a int", lambda p: iter([(1,)]))
    return failed(lambda: spark.read.format("PS_LETTERS").load().collect())


@CASES.case(since=NEW)
def named_as_a_format(spark):
    simple(spark, "json", "a int", lambda p: iter([(1,)]))
    return failed(lambda: spark.read.format("json").load("/nowhere/at/all").collect())


@CASES.case(since=NEW)
def default_name(spark):
    from pyspark.sql.datasource import DataSource, DataSourceReader

    class Reader(DataSourceReader):
        def read(self, partition):
            yield (partition is None,)

    class PsDefaultName(DataSource):
        def schema(self):
            return "a boolean"

        def reader(self, schema):
            return Reader()

    spark.dataSource.register(PsDefaultName)
    return failed(lambda: spark.read.format("PsDefaultName").load().collect())


# ---- writing ----


def writer(spark, name, arrow=False, fails=()):
    """A source that notes in a file of the option `log` what it is told."""
    from dataclasses import dataclass

    from pyspark.sql.datasource import DataSource, DataSourceReader, DataSourceWriter, WriterCommitMessage

    base = DataSourceWriter
    if arrow:
        from pyspark.sql.datasource import DataSourceArrowWriter

        base = DataSourceArrowWriter

    @dataclass
    class Message(WriterCommitMessage):
        rows: int

    class Writer(base):
        def __init__(self, options, schema, overwrite):
            self.options = {k.lower(): options[k] for k in options}
            self.about = [schema.simpleString(), [f.nullable for f in schema.fields], overwrite]

        def note(self, *what):
            import json

            with open(self.options["log"], "a") as log:
                log.write(json.dumps(what) + "\n")

        def write(self, iterator):
            if "write" in fails:
                raise ValueError("cannot write")
            if arrow:
                rows = sum(batch.num_rows for batch in iterator)
                self.note("wrote", rows)
            else:
                found = sorted(str(row) for row in iterator)
                rows = len(found)
                self.note("wrote", found)
            return Message(rows)

        def commit(self, messages):
            if "commit" in fails:
                raise ValueError("cannot commit")
            self.note("commit", self.about, sum(m.rows for m in messages), sorted(k for k in self.options if k != "log"))

        def abort(self, messages):
            self.note("abort", [m is None for m in messages])
            if "abort" in fails:
                raise ValueError("cannot abort")

    class Source(DataSource):
        @classmethod
        def name(cls):
            return name

        def writer(self, schema, overwrite):
            if "writer" in fails:
                raise ValueError("no writer")
            return Writer(self.options, schema, overwrite)

    spark.dataSource.register(Source)


def written(write):
    """What a writer noted, and how the write ended."""
    with tempfile.TemporaryDirectory() as directory:
        log = os.path.join(directory, "log")
        end = failed(lambda: write(log) or [])
        if not os.path.exists(log):
            return [end]
        with open(log) as lines:
            return [end, *[json.loads(line) for line in lines]]


def rows(spark):
    return spark.createDataFrame([(1, "a"), (2, None), (3, "c")], "x int, y string").coalesce(1)


def writes(name, write, **options):
    def run(spark):
        writer(spark, f"ps_{name}", **options)
        return written(lambda log: write(rows(spark).write.format(f"ps_{name}").option("log", log), spark))

    CASES.add(f"write_{name}", run, since=(4, 1) if options.get("arrow") else NEW)


writes("append", lambda w, _: w.mode("append").save())
writes("overwrite", lambda w, _: w.mode("overwrite").option("Extra", "1").save())
writes("path", lambda w, _: w.mode("append").save("/some/where"))
writes("default_mode", lambda w, _: w.save())
writes("ignore", lambda w, _: w.mode("ignore").save())
writes("partitioned", lambda w, _: w.mode("append").partitionBy("x").save())
writes("batches", lambda w, _: w.mode("append").save(), arrow=True)
writes("fails", lambda w, _: w.mode("append").save(), fails=("write",))
writes("no_commit", lambda w, _: w.mode("append").save(), fails=("commit",))
writes("no_abort", lambda w, _: w.mode("append").save(), fails=("write", "abort"))
writes("no_writer", lambda w, _: w.mode("append").save(), fails=("writer",))


@CASES.case(since=NEW)
def write_nothing(spark):
    writer(spark, "ps_nothing")
    empty = spark.range(1).where("id > 3").coalesce(1)
    return written(lambda log: empty.write.format("ps_nothing").option("log", log).mode("append").save())


@CASES.case(since=NEW)
def write_types(spark):
    writer(spark, "ps_write_types")
    frame = spark.sql(
        "SELECT true AS b, 1Y AS y, 1.50BD AS n, DATE'2024-02-29' AS d, array(1, NULL) AS a, map('k', 1) AS m, "
        "named_struct('p', 1, 'q', 'z') AS s, CAST(NULL AS DOUBLE) AS e"
    ).coalesce(1)
    return written(lambda log: frame.write.format("ps_write_types").option("log", log).mode("append").save())


@CASES.case(since=NEW)
def write_of_a_udf(spark):
    from pyspark.sql.functions import udf

    writer(spark, "ps_write_udf")
    frame = rows(spark).select(udf(lambda x: x * 2, "int")("x").alias("x"))
    return written(lambda log: frame.write.format("ps_write_udf").option("log", log).mode("append").save())


@CASES.case(since=NEW)
def write_without_writer(spark):
    simple(spark, "ps_read_only", "a int", lambda p: iter([]))
    return written(lambda log: rows(spark).write.format("ps_read_only").mode("append").save())


@CASES.case(since=NEW)
def write_not_registered(spark):
    return failed(lambda: rows(spark).write.format("ps_never").mode("append").save())


@CASES.case(since=NEW)
def read_of_a_writer(spark):
    writer(spark, "ps_write_only")
    return failed(lambda: spark.read.format("ps_write_only").schema("a int").load().collect())


# ---- filters that a source sees to ----

FILTERS = (4, 1)


def filtering(spark, takes=lambda f: True, more=()):
    """`ps_filters`: five rows, and a row that tells which filters came; it takes over those that `takes` says."""
    from pyspark.sql.datasource import DataSource, DataSourceReader

    class Reader(DataSourceReader):
        def __init__(self):
            self.told = []

        def pushFilters(self, filters):
            self.told = sorted(str(f) for f in filters)
            yield from more
            for f in filters:
                if not takes(f):
                    yield f

        def read(self, partition):
            yield (0, " & ".join(self.told), None)
            for n in range(1, 6):
                yield (n, f"t{n}", None if n == 5 else n / 2)

    class Source(DataSource):
        @classmethod
        def name(cls):
            return "ps_filters"

        def schema(self):
            return "n long, t string, d double"

        def reader(self, schema):
            return Reader()

    spark.dataSource.register(Source)
    spark.conf.set("spark.sql.python.filterPushdown.enabled", "true")
    return spark.read.format("ps_filters").load()


def filtered(name, ask, what=4, **options):
    def run(spark):
        try:
            return failed(lambda: ask(filtering(spark, **options)).collect())[:what]
        finally:
            spark.conf.unset("spark.sql.python.filterPushdown.enabled")

    CASES.add(f"filter_{name}", run, since=FILTERS)


for name, condition in {
    "comparisons": "n >= 1 AND n < 3 AND 2 > d AND n <> 4 AND n <= 7L",
    "null_safe": "n <=> 1 AND d IS NULL AND t IS NOT NULL",
    "texts": "startswith(t, 't') AND t LIKE '%1' AND contains(t, '1') AND t <> 't2' AND t > 'a'",
    "lists": "n IN (1, 2, NULL) AND t NOT IN ('t2', 'x') AND d IN (0.5D)",
    "other_types": "d = 1 AND n = 1.5",
    "or": "n = 1 OR t = 't2'",
    "computed": "n + 1 = 2 AND upper(t) = 'T1'",
    "columns": "n = d AND n > 1",
    "never": "n > 1 AND 1 = 2",
}.items():
    filtered(name, lambda frame, condition=condition: frame.where(condition))
filtered("some", lambda frame: frame.where("n > 2 AND t = 't3'"), takes=lambda f: type(f).__name__ != "GreaterThan")
filtered("none", lambda frame: frame.where("n > 2 AND t = 't3'"), takes=lambda f: False)
filtered("through_columns", lambda frame: frame.select(frame.t.alias("x"), "n").where("x = 't1'").select("n"))
filtered("twice", lambda frame: frame.where("n > 2").where("t > 'a'"))
filtered("not_at_all", lambda frame: frame.limit(2).where("n = 0"))
filtered("extraneous", lambda frame: frame.where("n > 2"), what=3, more=(7,))


@CASES.case(since=FILTERS)
def filters_not_enabled(spark):
    frame = filtering(spark)
    spark.conf.unset("spark.sql.python.filterPushdown.enabled")
    return failed(lambda: frame.where("n = 1").collect())
