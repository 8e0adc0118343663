"""Table functions in Python over whole tables: partitions, orders, what `analyze` asks for, how they fail."""

from case import Cases

CASES = Cases()

VIEWS = (
    "CREATE OR REPLACE TEMP VIEW pt_v AS SELECT * FROM VALUES "
    "(1, 'b', 10L), (2, 'a', 20L), (1, 'a', 30L), (NULL, 'c', 40L), (2, NULL, NULL), (NULL, 'd', 60L) t(k, s, n)",
    "CREATE OR REPLACE TEMP VIEW pt_none AS SELECT * FROM pt_v WHERE n < 0",
    "CREATE OR REPLACE TEMP VIEW pt_one AS SELECT 7 AS k, 'x' AS s, 1L AS n",
)


def functions(spark, **registration):
    """Functions by their names in SQL, made here, for workers cannot import this module."""
    from pyspark.sql.functions import udtf

    @udtf(returnType="what string, value string", **registration)
    class Seen:
        """Each row, and at the end how many there were."""

        def __init__(self):
            self.count = 0

        def eval(self, row):
            self.count += 1
            yield "row", str(row.asDict() if hasattr(row, "asDict") else row)

        def terminate(self):
            yield "end", str(self.count)

    @udtf(returnType="first string, rows int, total long", **registration)
    class Totals:
        def __init__(self):
            self.first, self.rows, self.total = None, 0, 0

        def eval(self, t):
            self.first = self.first or t["s"]
            self.rows += 1
            self.total += t["n"] or 0

        def terminate(self):
            yield self.first, self.rows, self.total

    @udtf(returnType="x int, row string, y string", **registration)
    class Between:
        def eval(self, x, t, y="none"):
            yield x, str(t["n"]), y

    @udtf(returnType="n long", **registration)
    class UpTo:
        """The rows of a partition up to the second."""

        def __init__(self):
            self.count = 0

        def eval(self, t):
            from pyspark.sql.udtf import SkipRestOfInputTableException

            self.count += 1
            if self.count > 2:
                raise SkipRestOfInputTableException("enough")
            yield (t["n"],)

        def terminate(self):
            yield (-self.count,)

        def cleanup(self):
            self.count = None

    @udtf(returnType="n long", **registration)
    class Fails:
        def eval(self, t):
            raise ValueError(f"not {t['n']}")

    @udtf(returnType="n long", **registration)
    class Nothing:
        def eval(self, t):
            pass

    for name, function in {
        "pt_seen": Seen,
        "pt_totals": Totals,
        "pt_between": Between,
        "pt_up_to": UpTo,
        "pt_fails": Fails,
        "pt_nothing": Nothing,
    }.items():
        spark.udtf.register(name, function)


def analyzed(spark):
    """Functions with an `analyze`."""
    from pyspark.sql.functions import udtf

    def made(name, shape, forwards=False):
        from pyspark.sql.types import IntegerType, LongType, StringType, StructType
        from pyspark.sql.udtf import AnalyzeArgument, AnalyzeResult, OrderingColumn, PartitioningColumn, SelectedColumn

        result = StructType().add("told", StringType()).add("rows", IntegerType()).add("seen", StringType())

        class Analyzed:
            def __init__(self, told=None):
                self.told = told
                self.seen = []

            @staticmethod
            def analyze(t: AnalyzeArgument) -> AnalyzeResult:
                return AnalyzeResult(
                    schema=result,
                    **shape(PartitioningColumn, OrderingColumn, SelectedColumn),
                )

            def eval(self, t):
                self.seen.append(str(tuple(t)))

            def terminate(self):
                yield type(self.told).__name__, len(self.seen), " ".join(self.seen)

        spark.udtf.register(name, udtf(Analyzed))

    made("pa_single", lambda p, o, s: {"withSinglePartition": True})
    made("pa_single_sorted", lambda p, o, s: {"withSinglePartition": True, "orderBy": [o("n", ascending=False)]})
    made("pa_by_k", lambda p, o, s: {"partitionBy": [p("k")], "orderBy": [o("n")]})
    made("pa_by_two", lambda p, o, s: {"partitionBy": [p("k"), p("s IS NULL")], "orderBy": [o("n + 0", True, False)]})
    made("pa_select", lambda p, o, s: {"withSinglePartition": True, "orderBy": [o("n")], "select": [s("n"), s("k + 1", "more")]})
    made("pa_select_by", lambda p, o, s: {"partitionBy": [p("k")], "orderBy": [o("n")], "select": [s("k"), s("s"), s("n")]})
    made("pa_select_fewer", lambda p, o, s: {"partitionBy": [p("k")], "orderBy": [o("n")], "select": [s("n")]})
    made("pa_select_plain", lambda p, o, s: {"select": [s("n"), s("upper(s)", "big")]})
    made("pa_select_without", lambda p, o, s: {"withSinglePartition": True, "select": [s("n + 1")]})
    made("pa_order_alone", lambda p, o, s: {"orderBy": [o("n")]})
    made("pa_order_alias", lambda p, o, s: {"withSinglePartition": True, "orderBy": [o("n AS m")]})
    made("pa_both", lambda p, o, s: {"withSinglePartition": True, "partitionBy": [p("k")]})
    made("pa_unknown", lambda p, o, s: {"partitionBy": [p("nosuch")]})
    made("pa_unknown_order", lambda p, o, s: {"withSinglePartition": True, "orderBy": [o("nosuch")]})
    made("pa_unknown_select", lambda p, o, s: {"select": [s("nosuch")]})
    made("pa_raises", lambda p, o, s: 1 / 0)
    made("pa_no_columns", lambda p, o, s: {"partitionBy": ["k"]})
    made("pa_syntax", lambda p, o, s: {"partitionBy": [p("k +")]})


def add(name, text, since=(3, 5), prepare=functions, ordered=False):
    def asked(spark):
        for view in VIEWS:
            spark.sql(view)
        prepare(spark)
        return spark.sql(text)

    CASES.add(name, asked, since=since, ordered=ordered)


NEW = (4, 0)
for name, text in {
    "single": "SELECT * FROM pt_totals(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY n DESC)",
    "single_nulls": "SELECT * FROM pt_totals(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY s NULLS LAST, n)",
    "single_several": "SELECT * FROM pt_totals(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY (s NULLS LAST, n))",
    "by_key": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY k ORDER BY n)",
    "by_keys": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY (k, s) ORDER BY (n, k))",
    "by_expression": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY n % 20 ORDER BY n DESC NULLS LAST)",
    "by_qualified": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY pt_v.k ORDER BY pt_v.n)",
    "distributed": "SELECT * FROM pt_totals(TABLE(pt_v) DISTRIBUTE BY k SORT BY n)",
    "rows_by_key": "SELECT * FROM pt_seen(TABLE(pt_v) PARTITION BY k ORDER BY n)",
    "rows_single": "SELECT * FROM pt_seen(TABLE(pt_v) WITH SINGLE PARTITION)",
    "query": "SELECT * FROM pt_seen(TABLE(SELECT n * 2 AS m, k FROM pt_v WHERE n > 10) PARTITION BY k ORDER BY m)",
    "query_with": "SELECT * FROM pt_seen(TABLE(WITH w AS (SELECT k FROM pt_v) SELECT k, count(*) AS c FROM w GROUP BY k) PARTITION BY k)",
    "aliased": "SELECT a.total + 1 AS t, a.* FROM pt_totals(TABLE(pt_v) PARTITION BY k ORDER BY n) AS a WHERE a.rows = 2",
    "columns_named": "SELECT b FROM pt_totals(TABLE(pt_v) PARTITION BY k) AS t(a, b, c)",
    "joined": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY k ORDER BY n) a JOIN pt_one o ON a.rows > o.n",
    "left_joined": "SELECT * FROM pt_one o LEFT JOIN pt_totals(TABLE(pt_v) PARTITION BY k) a ON a.total = o.n",
    "grouped": "SELECT rows, sum(total) FROM pt_totals(TABLE(pt_v) PARTITION BY k) GROUP BY rows",
    "between": "SELECT * FROM pt_between(1, TABLE(pt_v) WITH SINGLE PARTITION, 'a')",
    "between_fewer": "SELECT * FROM pt_between(1 + 1, TABLE(pt_v) PARTITION BY k)",
    "named": "SELECT * FROM pt_between(x => 1, t => TABLE(pt_v) PARTITION BY k, y => upper('b'))",
    "named_other_order": "SELECT * FROM pt_between(y => 'q', t => TABLE(pt_v) WITH SINGLE PARTITION, x => 3)",
    "named_twice": "SELECT * FROM pt_between(x => 1, t => TABLE(pt_v), t => TABLE(pt_v))",
    "named_then_not": "SELECT * FROM pt_between(x => 1, TABLE(pt_v))",
    "named_wrong": "SELECT * FROM pt_totals(other => TABLE(pt_v) PARTITION BY k)",
    "skips": "SELECT * FROM pt_up_to(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY n)",
    "skips_by_key": "SELECT * FROM pt_up_to(TABLE(SELECT n % 2 AS p, id AS n FROM (SELECT id, id AS n FROM range(12))) PARTITION BY p ORDER BY n)",
    "fails": "SELECT * FROM pt_fails(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY n NULLS LAST)",
    "gives_nothing": "SELECT * FROM pt_nothing(TABLE(pt_v) PARTITION BY k)",
    "over_nothing": "SELECT * FROM pt_seen(TABLE(pt_none) WITH SINGLE PARTITION)",
    "over_nothing_by": "SELECT * FROM pt_seen(TABLE(pt_none) PARTITION BY k)",
    "over_nothing_found": "SELECT * FROM pt_seen(TABLE(SELECT * FROM range(5) WHERE id > 10) WITH SINGLE PARTITION)",
    "over_nothing_found_by": "SELECT * FROM pt_seen(TABLE(SELECT * FROM range(5) WHERE id > 10) PARTITION BY id)",
    "over_nothing_joined": "SELECT * FROM pt_seen(TABLE(SELECT a.id FROM range(3) a JOIN range(4, 6) b ON a.id = b.id) PARTITION BY id)",
    "over_no_rows_as_they_are": "SELECT * FROM pt_seen(TABLE(pt_none))",
    "unknown_key": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY nosuch)",
    "unknown_order": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY k ORDER BY nosuch)",
    "unknown_table": "SELECT * FROM pt_totals(TABLE(nosuch) PARTITION BY k)",
    "two_tables": "SELECT * FROM pt_between(TABLE(pt_v), TABLE(pt_one))",
    "map_key": "SELECT * FROM pt_seen(TABLE(SELECT map(1, 2) AS m) PARTITION BY m)",
    "map_order": "SELECT * FROM pt_seen(TABLE(SELECT map(1, 2) AS m) WITH SINGLE PARTITION ORDER BY m)",
    "position": "SELECT * FROM pt_totals(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY 2 DESC)",
    "nan_keys": "SELECT * FROM pt_seen(TABLE(SELECT * FROM VALUES (DOUBLE('NaN')), (DOUBLE('NaN')), (0.0D), (-0.0D) t(d)) PARTITION BY d)",
    "lateral": "SELECT * FROM VALUES (1), (2) AS o(a), LATERAL pt_totals(TABLE(pt_v) PARTITION BY k)",
    "in_a_subquery": "SELECT (SELECT max(total) FROM pt_totals(TABLE(pt_v) PARTITION BY k)) AS m",
    "outer_column": "SELECT * FROM pt_one o, LATERAL pt_totals(TABLE(SELECT * FROM pt_v WHERE k < o.k) WITH SINGLE PARTITION)",
    "same_names": "SELECT * FROM pt_seen(TABLE(SELECT 1 AS a, 2 AS a) WITH SINGLE PARTITION)",
    "types": "SELECT * FROM pt_seen(TABLE(SELECT true AS b, 1.50BD AS d, DATE'2024-02-29' AS t, array(1, NULL) AS a, map('k', 1) AS m, struct(1 AS x) AS s, X'00FF' AS y) WITH SINGLE PARTITION)",
}.items():
    add(name, text, since=NEW)

add("plain", "SELECT * FROM pt_totals(TABLE(pt_one))")
add("plain_query", "SELECT * FROM pt_seen(TABLE(SELECT k, n FROM pt_one))")
add("plain_named", "SELECT * FROM pt_between(x => 1, t => TABLE(pt_one))", since=NEW)
add("plain_missing", "SELECT * FROM pt_totals(TABLE(nosuch))")
add("plain_two", "SELECT * FROM pt_between(TABLE(pt_one), TABLE(pt_one))")


def in_arrow(spark):
    functions(spark, useArrow=True)


for name, text in {
    "single": "SELECT * FROM pt_totals(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY (s, n))",
    "by_key": "SELECT * FROM pt_totals(TABLE(pt_v) PARTITION BY k ORDER BY n)",
    "rows": "SELECT * FROM pt_seen(TABLE(SELECT k, s FROM pt_v) PARTITION BY k ORDER BY s)",
    "named": "SELECT * FROM pt_between(x => 1, t => TABLE(pt_v) PARTITION BY k, y => 'b')",
    "skips": "SELECT * FROM pt_up_to(TABLE(pt_v) WITH SINGLE PARTITION ORDER BY n)",
    "skips_by_key": "SELECT * FROM pt_up_to(TABLE(SELECT id % 2 AS p, id AS n FROM range(12)) PARTITION BY p ORDER BY n)",
    "nothing": "SELECT * FROM pt_nothing(TABLE(pt_v) PARTITION BY k)",
}.items():
    add(f"arrow_{name}", text, since=NEW, prepare=in_arrow)
add("arrow_plain", "SELECT * FROM pt_totals(TABLE(pt_one))", prepare=in_arrow)

for name in (
    "single single_sorted by_k by_two select select_by select_fewer select_without order_alone order_alias both unknown "
    "unknown_order unknown_select syntax no_columns"
).split():
    add(f"analyzed_{name}", f"SELECT * FROM pa_{name}(TABLE(pt_v))", since=NEW, prepare=analyzed)
add("analyzed_select_plain", "SELECT * FROM pa_select_plain(TABLE(pt_one))", since=NEW, prepare=analyzed)
add("analyzed_named", "SELECT * FROM pa_by_k(t => TABLE(pt_v))", since=NEW, prepare=analyzed)
add("analyzed_again", "SELECT * FROM pa_by_k(TABLE(pt_v) PARTITION BY k)", since=NEW, prepare=analyzed)
add("analyzed_single_again", "SELECT * FROM pa_single(TABLE(pt_v) WITH SINGLE PARTITION)", since=NEW, prepare=analyzed)
add("analyzed_given", "SELECT * FROM pa_select_plain(TABLE(pt_v) PARTITION BY k ORDER BY n)", since=NEW, prepare=analyzed)
add("analyzed_no_table", "SELECT * FROM pa_by_k(1)", since=NEW, prepare=analyzed)


@CASES.case(since=NEW)
def analyzed_raises(spark):
    """The condition, and the last line of what Python says: the way there is another in every worker."""
    analyzed(spark)
    try:
        spark.sql("SELECT * FROM pa_raises(TABLE(SELECT 1 AS k))").collect()
    except Exception as error:  # noqa: BLE001 - whatever it is, is the answer
        message = error.getMessageParameters()["msg"]
        return [type(error).__name__, error.getCondition(), message.split("\n")[0], message.strip().split("\n")[-1]]


@CASES.case(since=NEW, ordered=False)
def analyzed_state(spark):
    from dataclasses import dataclass

    from pyspark.sql.functions import lit, udtf
    from pyspark.sql.types import StringType, StructType
    from pyspark.sql.udtf import AnalyzeResult

    @dataclass
    class Told(AnalyzeResult):
        told: str = ""

    @udtf
    class Forwards:
        def __init__(self, told):
            self.told = told

        @staticmethod
        def analyze(t, more):
            columns = ",".join(f"{f.name}:{f.dataType.simpleString()}" for f in t.dataType.fields)
            about = f"{t.isTable} {t.value} {t.isConstantExpression} {columns} {more.isTable} {more.value}"
            return Told(schema=StructType().add("told", StringType()), withSinglePartition=True, told=about)

        def eval(self, t, more):
            self.more = more

        def terminate(self):
            yield (f"{self.told.told} {self.more}",)

    return Forwards(spark.sql("SELECT 1 AS a, 'x' AS b").asTable(), lit("m"))


def frame(spark):
    return spark.createDataFrame([(1, "b", 10), (2, "a", 20), (1, "a", 30), (2, None, None)], "k int, s string, n long")


def totals(**registration):
    from pyspark.sql.functions import udtf

    @udtf(returnType="first string, rows int, total long", **registration)
    class Totals:
        def __init__(self):
            self.first, self.rows, self.total = None, 0, 0

        def eval(self, t):
            self.first = self.first or t["s"]
            self.rows += 1
            self.total += t["n"] or 0

        def terminate(self):
            yield self.first, self.rows, self.total

    return Totals


@CASES.case(since=NEW, ordered=False)
def frame_by_key(spark):
    return totals()(frame(spark).asTable().partitionBy("k").orderBy("n"))


@CASES.case(since=NEW, ordered=False)
def frame_by_expression(spark):
    from pyspark.sql.functions import col

    return totals()(frame(spark).asTable().partitionBy(col("n") % 20, "k").orderBy(col("s").desc_nulls_first()))


@CASES.case(since=NEW, ordered=False)
def frame_single(spark):
    from pyspark.sql.functions import col

    return totals()(frame(spark).asTable().withSinglePartition().orderBy(col("n").desc()))


@CASES.case(since=NEW, ordered=False)
def frame_plain(spark):
    return totals()(frame(spark).limit(1).asTable())


@CASES.case(since=NEW, ordered=False)
def frame_arrow(spark):
    return totals(useArrow=True)(frame(spark).asTable().partitionBy("k").orderBy("n"))


@CASES.case(since=NEW, ordered=False)
def frame_then_more(spark):
    made = totals()(frame(spark).asTable().partitionBy("k").orderBy("n"))
    return made.where("rows = 2").select("total", "first")


@CASES.case(since=NEW, ordered=False)
def frame_named(spark):
    from pyspark.sql.functions import lit, udtf

    @udtf(returnType="a string, x int")
    class Named:
        def eval(self, t, x):
            yield str(t["n"]), x

    return Named(x=lit(4), t=frame(spark).asTable().partitionBy("k"))


@CASES.case(since=NEW, ordered=False)
def frame_two(spark):
    return totals()(frame(spark).asTable(), frame(spark).asTable())


@CASES.case(since=NEW, ordered=False)
def frame_unknown_key(spark):
    return totals()(frame(spark).asTable().partitionBy("nosuch"))


@CASES.case(since=NEW, ordered=False)
def frame_of_another(spark):
    other = frame(spark)
    return totals()(frame(spark).asTable().partitionBy(other.k))


@CASES.case(since=NEW, ordered=False)
def frame_own_column(spark):
    own = frame(spark)
    return totals()(own.asTable().partitionBy(own.k).orderBy(own.n))


@CASES.case(since=NEW, ordered=False)
def frame_with_udf(spark):
    from pyspark.sql.functions import udf

    made = frame(spark).withColumn("n", udf(lambda n: None if n is None else n + 1, "long")("n"))
    return totals()(made.asTable().partitionBy("k").orderBy("n"))


@CASES.case(since=NEW, ordered=False)
def frame_in_explode(spark):
    return spark.tvf.explode(frame(spark).asTable())


# ---- functions over Arrow batches ----


@CASES.case(since=(4, 1), ordered=False)
def batches_of_a_table(spark):
    import pyarrow as pa

    from pyspark.sql.functions import arrow_udtf

    @arrow_udtf(returnType="rows long, columns string")
    class Batches:
        def eval(self, t):
            assert isinstance(t, pa.RecordBatch)
            yield pa.table({"rows": pa.array([t.num_rows], pa.int64()), "columns": pa.array([",".join(t.schema.names)])})

    return Batches(frame(spark).asTable().withSinglePartition())


@CASES.case(since=(4, 1), ordered=False)
def batches_by_key(spark):
    import pyarrow as pa

    from pyspark.sql.functions import arrow_udtf

    @arrow_udtf(returnType="rows long, total long")
    class Batches:
        def __init__(self):
            self.rows, self.total = 0, 0

        def eval(self, t):
            self.rows += t.num_rows
            self.total += sum(v or 0 for v in t["n"].to_pylist())
            return iter(())

        def terminate(self):
            yield pa.table({"rows": pa.array([self.rows], pa.int64()), "total": pa.array([self.total], pa.int64())})

    return Batches(frame(spark).asTable().partitionBy("k").orderBy("n"))


@CASES.case(since=(4, 1), ordered=False)
def batches_of_values(spark):
    import pyarrow as pa

    from pyspark.sql.functions import arrow_udtf, lit

    @arrow_udtf(returnType="x int, y string")
    class Batches:
        def eval(self, x, y):
            n = x[0].as_py()
            yield pa.table({"x": pa.array(range(n), pa.int32()), "y": pa.array([y[0].as_py()] * n)})
            yield pa.table({"x": pa.array([-1], pa.int32()), "y": pa.array(["last"])})

    return Batches(lit(3), lit("v"))


@CASES.case(since=(4, 1), ordered=False)
def batches_wrong(spark):
    from pyspark.sql.functions import arrow_udtf, lit

    @arrow_udtf(returnType="x int")
    class Batches:
        def eval(self, x):
            yield (1,)

    return Batches(lit(3))


@CASES.case(since=(4, 1), ordered=False)
def batches_lateral(spark):
    import pyarrow as pa

    from pyspark.sql.functions import arrow_udtf

    @arrow_udtf(returnType="y long")
    class Batches:
        def eval(self, x):
            yield pa.table({"y": pa.array([len(x)], pa.int64())})

    spark.udtf.register("pt_batches", Batches)
    return spark.sql("SELECT * FROM (SELECT 5 AS a), LATERAL pt_batches(a)")
