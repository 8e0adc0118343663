"""What a client lives through besides answers: late errors, interrupts, death, long chains, hostile texts, bulk.

Bounds of time are three times what is aimed at, since suites run on busy machines."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import pytest

SLACK = 3

# What a client's own process sets for itself must not reach its children.
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("SPARK_")}


@pytest.fixture(autouse=True)
def deep_python():
    """The clients build long plans by recursion, deeper than Python allows by default."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(limit)


def client():
    import pyspark

    return tuple(int(part) for part in pyspark.__version__.split(".")[:2])


def condition_of(error):
    name = error.getCondition() if hasattr(error, "getCondition") else error.getErrorClass()
    if name is not None:
        return name
    text = str(error)
    return text[text.index("[") + 1 : text.index("]")] if "[" in text and "]" in text else None


def eventually(what, seconds):
    """Seconds until `what` holds; fails when that takes too long."""
    start = time.perf_counter()
    while not what():
        assert time.perf_counter() - start < seconds, f"not within {seconds} s"
        time.sleep(0.005)
    return time.perf_counter() - start


# ---- errors that come late ----

LAST = 9_999_999


@pytest.fixture
def ansi(spark):
    """Arithmetic fails, which is not every version's default."""
    mode = spark.conf.get("spark.sql.ansi.enabled")
    spark.conf.set("spark.sql.ansi.enabled", "true")
    yield
    spark.conf.set("spark.sql.ansi.enabled", mode)


def late(spark, last=LAST):
    return spark.range(last + 1).selectExpr(f"10 / (id - {last}) AS x")


@pytest.mark.parametrize("action", ["collect", "toPandas", "toArrow"])
def test_late_error(spark, ansi, action):
    if action == "toArrow" and client() < (4, 0):
        pytest.skip("the client has no toArrow")
    from pyspark.errors import ArithmeticException

    with pytest.raises(ArithmeticException) as raised:
        getattr(late(spark), action)()
    assert condition_of(raised.value) == "DIVIDE_BY_ZERO"


def test_late_error_while_iterating(spark, ansi):
    from pyspark.errors import ArithmeticException

    seen = 0
    with pytest.raises(ArithmeticException):
        for _ in late(spark, 999_999).toLocalIterator():
            seen += 1
    assert seen <= 999_999


def test_late_error_of_a_write_leaves_nothing(spark, ansi):
    from pyspark.errors import ArithmeticException

    directory = pathlib.Path(tempfile.mkdtemp(prefix="firesteel-late-"))
    try:
        with pytest.raises(ArithmeticException):
            late(spark).write.parquet(str(directory / "out"))
        assert list(directory.iterdir()) == []
    finally:
        shutil.rmtree(directory)


def test_late_error_of_a_replaced_table_keeps_the_old_rows(spark, ansi):
    from pyspark.errors import ArithmeticException

    spark.range(3).write.mode("overwrite").saveAsTable("replaced")
    with pytest.raises(ArithmeticException):
        late(spark).write.mode("overwrite").saveAsTable("replaced")
    assert sorted(row.id for row in spark.table("replaced").collect()) == [0, 1, 2]
    spark.range(1).write.mode("overwrite").saveAsTable("replaced")
    assert spark.table("replaced").count() == 1
    spark.sql("DROP TABLE replaced")


# ---- interrupts ----


def endless_write(spark, target):
    """Runs until it is stopped and keeps a staging directory beside its target meanwhile."""
    spark.range(10**13).filter("sqrt(id * 7.0D) = -1").write.parquet(str(target))


def staged(directory):
    return any(directory.iterdir())


class Background(threading.Thread):
    """A call in another thread that keeps what it raised and when."""

    def __init__(self, run):
        super().__init__(daemon=True)
        self.work = run
        self.error = None
        self.ended = None

    def run(self):
        try:
            self.work()
        except Exception as error:  # noqa: BLE001 - the error is what is asked for
            self.error = error
        self.ended = time.perf_counter()


@pytest.mark.parametrize("how", ["interruptAll", "interruptTag", "interruptOperation"])
def test_interrupt(spark, how):
    directory = pathlib.Path(tempfile.mkdtemp(prefix="firesteel-interrupt-"))

    def work():
        spark.addTag("slow")
        endless_write(spark, directory / "out")

    try:
        background = Background(work)
        background.start()
        eventually(lambda: staged(directory), 10)
        time.sleep(0.3)
        start = time.perf_counter()
        if how == "interruptTag":
            assert spark.interruptTag("other") == []
            ids = spark.interruptTag("slow")
        elif how == "interruptOperation":
            running = spark.interruptTag("slow")
            ids = running if running else []
        else:
            ids = spark.interruptAll()
        assert len(ids) == 1
        background.join(10)
        assert background.error is not None, "the query ended well"
        assert condition_of(background.error) == "OPERATION_CANCELED", str(background.error)
        assert background.ended - start < 0.1 * SLACK
        eventually(lambda: not staged(directory), 0.5 * SLACK)
        assert spark.range(3).count() == 3
        assert spark.interruptAll() == []
    finally:
        spark.interruptAll()
        shutil.rmtree(directory)


CHILD = """
import sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
print("ready", flush=True)
spark.range(10**13).filter("sqrt(id * 7.0D) = -1").write.parquet(sys.argv[2])
"""


def test_killed_client_leaves_nothing_running(spark, url):
    directory = pathlib.Path(tempfile.mkdtemp(prefix="firesteel-killed-"))
    child = subprocess.Popen([sys.executable, "-c", CHILD, url, str(directory / "out")], stdout=subprocess.PIPE, env=CLEAN)
    try:
        eventually(lambda: staged(directory), 30)
        child.send_signal(signal.SIGKILL)
        child.wait()
        # A broken stream is kept for a while, so that its client can attach again.
        wait = float(os.environ.get("FIRESTEEL_BROKEN_STREAM_SECONDS", "30"))
        eventually(lambda: not staged(directory), wait + 1 * SLACK)
        assert spark.range(3).count() == 3
    finally:
        child.kill()
        shutil.rmtree(directory)


def test_abandoned_iterator(spark):
    rows = spark.range(50_000_000).toLocalIterator()
    assert next(rows)[0] == 0
    rows.close()
    assert spark.range(3).count() == 3


# ---- long plans ----


def test_chain_of_replaced_columns(spark):
    from pyspark.sql import functions as F

    start = time.perf_counter()
    frame = spark.range(1).withColumn("x", F.lit(0))
    for _ in range(900):
        frame = frame.withColumn("x", F.col("x") + 1)
    assert frame.collect()[0]["x"] == 900
    assert time.perf_counter() - start < 3 * SLACK


@pytest.mark.parametrize("count,seconds", [(500, 5), (2000, 30)])
def test_chain_of_added_columns(spark, count, seconds):
    from pyspark.sql import functions as F

    if count > 500 and client() < (4, 1):
        pytest.skip("once is enough: the client takes most of the time")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        start = time.perf_counter()
        frame = spark.range(2)
        for i in range(count):
            frame = frame.withColumn(f"c{i}", F.col("id") + i)
        row = frame.collect()[1]
        assert len(row) == count + 1
        assert row[count] == count
        assert time.perf_counter() - start < seconds * SLACK
    finally:
        sys.setrecursionlimit(limit)


def test_chain_of_unions(spark):
    frame = spark.range(1)
    for _ in range(200):
        frame = frame.union(spark.range(1))
    assert frame.count() == 201


def test_chain_of_filters(spark):
    frame = spark.range(1000)
    for i in range(400):
        frame = frame.filter(f"id <> {i}")
    assert frame.count() == 600


def test_wide_or(spark):
    start = time.perf_counter()
    terms = " OR ".join(f"id = {i * 2}" for i in range(5000))
    assert spark.sql(f"SELECT count(*) FROM range(20000) WHERE {terms}").collect()[0][0] == 5000
    assert time.perf_counter() - start < 2 * SLACK


def test_wide_in(spark):
    values = ", ".join(str(i) for i in range(20_000))
    assert spark.sql(f"SELECT count(*) FROM range(50000) WHERE id IN ({values})").collect()[0][0] == 20_000


def test_wide_select(spark):
    row = spark.sql("SELECT " + ", ".join(f"id + {i} AS c{i}" for i in range(2000)) + " FROM range(1)").collect()[0]
    assert row["c1999"] == 1999


# ---- texts that mean harm ----

HOSTILE = {
    "parentheses": "SELECT " + "(" * 20_000 + "1" + ")" * 20_000,
    "open_parentheses": "SELECT " + "(" * 50_000,
    "functions": "SELECT " + "abs(" * 5_000 + "1" + ")" * 5_000,
    "not": "SELECT " + "NOT " * 20_000 + "true",
    "minus": "SELECT " + "- " * 20_000 + "1",
    "case": "SELECT " + "CASE WHEN true THEN " * 3_000 + "1" + " END" * 3_000,
    "subqueries": "SELECT * FROM " + "(SELECT * FROM " * 1_000 + "range(1)" + ")" * 1_000,
    "scalar_subqueries": "SELECT " + "(SELECT " * 1_000 + "1" + ")" * 1_000,
    "arrays": "SELECT " + "array(" * 2_000 + "1" + ")" * 2_000,
    "types": "SELECT CAST(NULL AS " + "ARRAY<" * 5_000 + "INT" + ">" * 5_000 + ")",
    "joins": "SELECT count(*) FROM range(1) t0 " + " ".join(f"JOIN range(1) t{i} USING (id)" for i in range(1, 300)),
    "ctes": "WITH c0 AS (SELECT 1 AS a)" + "".join(f", c{i} AS (SELECT * FROM c{i - 1})" for i in range(1, 400)) + " SELECT * FROM c399",
    "doubling_ctes": "WITH c0 AS (SELECT 1 AS a)" + "".join(f", c{i} AS (SELECT l.a FROM c{i - 1} l JOIN c{i - 1} r ON l.a = r.a)" for i in range(1, 14)) + " SELECT count(*) FROM c13",
    "long_name": "SELECT " + "a" * 200_000,
    "long_text": "SELECT length('" + "x" * 2_000_000 + "')",
    "long_number": "SELECT " + "9" * 100_000,
    "nul": "SELECT '\0' AS a",
    "lone_surrogate_escape": "SELECT '\\ud800'",
    "comment": "SELECT 1 " + "/* " * 10_000,
    "backticks": "SELECT " + "`" * 9_999,
    "quotes": "SELECT " + "'" * 9_999,
    "dots": "SELECT a" + ".a" * 20_000,
    "brackets": "SELECT a" + "[0]" * 20_000,
    "semicolons": ";" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sql(spark, name):
    from pyspark.errors import PySparkException

    start = time.perf_counter()
    try:
        spark.sql(HOSTILE[name]).collect()
    except PySparkException as error:
        condition = condition_of(error)
        assert condition, f"no condition: {str(error)[:500]}"
        assert condition != "INTERNAL_ERROR", str(error)[:500]
    assert time.perf_counter() - start < 20 * SLACK
    assert spark.range(3).count() == 3


def test_deep_columns(spark):
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as F

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    try:
        column = F.col("id")
        # The clients themselves read no deeper messages.
        for _ in range(40):
            column = F.abs(column)
        try:
            spark.range(1).select(column).collect()
        except PySparkException as error:
            assert condition_of(error) not in (None, "INTERNAL_ERROR"), str(error)[:500]
    finally:
        sys.setrecursionlimit(limit)
    assert spark.range(3).count() == 3


# ---- bulk ----


def test_million_rows_from_the_client(spark):
    import pandas as pd
    import pyarrow as pa

    n = 1_000_000
    table = pa.table({"i": pa.array(range(n), pa.int64()), "s": pa.array([f"row {i % 1000}" for i in range(n)])})
    frame = spark.createDataFrame(table if client() >= (4, 0) else pd.DataFrame(table.to_pandas()))
    assert frame.count() == n
    assert frame.selectExpr("sum(i)", "count(DISTINCT s)").collect()[0][:] == (n * (n - 1) // 2, 1000)


def test_many_rows_to_the_client(spark):
    frame = spark.range(2_000_000).selectExpr("id", "string(id) AS s", "id * 1.5D AS d")
    result = frame.toArrow() if client() >= (4, 0) else frame.toPandas()
    assert len(result) == 2_000_000


def test_several_threads(spark):
    found = []

    def work(i):
        found.append(spark.range(100_000).selectExpr(f"sum(id + {i})").collect()[0][0])

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [4999950000 + 100_000 * i for i in range(8)]


def test_sessions_are_apart(spark, url):
    if client() < (4, 0):
        pytest.skip("the client has one session in a process")
    spark.range(3).createOrReplaceTempView("op_mine")
    spark.conf.set("op.mine", "1")
    script = "import sys; from pyspark.sql import SparkSession; s = SparkSession.builder.remote(sys.argv[1]).getOrCreate(); print(s.catalog.tableExists('op_mine'), s.conf.get('op.mine', 'none'))"
    out = subprocess.run([sys.executable, "-c", script, url], capture_output=True, text=True, check=True, env=CLEAN).stdout
    spark.catalog.dropTempView("op_mine")
    assert out.split() == ["False", "none"]
