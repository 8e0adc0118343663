"""Connections that break, stall and lag at every phase of a stream of results: the client gets each row once, in order."""

import time

import pytest
from faulty_proxy import Fault, proxy
from launch import server

ROWS = 60_000
#: Positions in a stream that are tried, spread over it.
PLACES = 7


@pytest.fixture(autouse=True)
def no_connect_warnings():
    """Clients tell of what they live through here."""
    import logging

    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def line(url):
    """A proxy before the suite's server."""
    with proxy(int(url.rsplit(":", 1)[1])) as made:
        yield made


def session(made):
    from pyspark.sql.connect.session import SparkSession

    found = SparkSession.builder.remote(made.url).create()
    found.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "8000")
    return found


@pytest.fixture(scope="module")
def remote(line):
    found = session(line)
    yield found
    line.set(None)
    found.stop()


def frame(spark):
    return spark.range(ROWS).selectExpr("id", "concat('row ', id * 7) AS s")


def ask(spark):
    return frame(spark).toPandas()


def exact(found):
    assert found["id"].tolist() == list(range(ROWS))
    assert found["s"].tolist() == [f"row {i * 7}" for i in range(ROWS)]


def places(line, spark, direction):
    """How many frames the query takes when nothing happens, and some of their numbers."""
    exact(ask(spark))
    line.set(None)
    exact(ask(spark))
    time.sleep(0.1)
    count = line.counts[direction]
    return sorted({round(i * (count - 1) / (PLACES - 1)) for i in range(PLACES)})


@pytest.mark.parametrize("part", [0, 0.5, 1], ids=["before", "inside", "behind"])
@pytest.mark.parametrize("direction", ["down", "up"])
def test_cut(line, remote, direction, part):
    fired = 0
    tried = places(line, remote, direction)
    for at in tried:
        line.set(Fault(direction, at, part))
        exact(ask(remote))
        # The client releases behind the caller's back.
        time.sleep(0.02)
        fired += line.fired
    # How many frames a query takes differs a little from time to time.
    assert fired > len(tried) / 4


@pytest.mark.parametrize("direction", ["down", "up"])
def test_delay(line, remote, direction):
    """Every frame comes late."""
    line.set(Fault(direction, -1, delay=0.005))
    exact(ask(remote))
    line.set(None)


@pytest.mark.parametrize("cut", [False, True], ids=["goes_on", "breaks"])
@pytest.mark.parametrize("direction", ["down", "up"])
def test_stall(tmp_path, direction, cut):
    """Nothing passes for longer than the server waits for a client that does not read."""
    times = ("--stall-timeout", "200ms", "--stream-duration", "400ms", "--broken-stream-timeout", "5s")
    with server(tmp_path, *times) as running, proxy(running.port) as line:
        spark = session(line)
        fired = 0
        for at in places(line, spark, direction)[::2]:
            line.set(Fault(direction, at, stall=0.5, cut=cut))
            exact(ask(spark))
            time.sleep(0.02)
            fired += line.fired
        assert fired > 1
        line.set(None)
        spark.stop()


def test_cut_again_and_again(line, remote):
    """Connection after connection breaks, as long as each brings something."""
    # Clients wait longer from one to the next, so that they end.
    line.set(Fault("down", 40, 0.5, times=5))
    exact(ask(remote))
    broken = line.fired
    line.set(None)
    assert broken > 2


def test_rows_that_are_read_one_by_one(line, remote):
    """The client's iterator does not see that a connection broke."""
    expected = [(i, f"row {i * 7}") for i in range(ROWS)]
    for at in (4, 30, 90):
        line.set(Fault("down", at, 0.5))
        assert [tuple(row) for row in frame(remote).toLocalIterator()] == expected
        assert line.fired


def test_errors_come_through(line, remote):
    """A query that fails late fails so behind a broken connection too."""
    from pyspark.errors import PySparkException

    remote.conf.set("spark.sql.ansi.enabled", "true")
    late = remote.range(ROWS).selectExpr(f"10 / (id - {ROWS - 1}) AS x")
    for at in range(0, 40, 5):
        line.set(Fault("down", at, 0.5))
        with pytest.raises(PySparkException, match="DIVIDE_BY_ZERO"):
            late.toPandas()
    line.set(None)


def test_commands_run_once(line, remote, tmp_path):
    """A write whose connection breaks is neither lost nor done twice."""
    for at in range(6):
        line.set(Fault("down" if at % 2 else "up", at // 2, 0.5))
        remote.range(100).write.mode("append").parquet(str(tmp_path / "out"))
        line.set(None)
        assert remote.read.parquet(str(tmp_path / "out")).count() == 100 * (at + 1)
