"""The engine's thread throws, fills its heap, or is ended: running queries fail and say so, the next ones are answered."""

import pathlib
import signal
import threading
import time

import pytest

from launch import server

FAULTS = pathlib.Path(__file__).parent / "engine_faults.mjs"
#: Rows that go through the thread's own code, and rows that do not, for longer than any fault takes. The binding's calls
#: into a thread that is ended from outside end the process, so that is tried without them; nothing in the server does it.
KERNELS = "SELECT sum(length(format_string('%50d', id))) FROM range(2000000000)"
ENGINE = "SELECT sum(a.id * b.id % 7) FROM range(1000000) a CROSS JOIN range(1000000) b"


def outcome(spark, sql, found):
    try:
        found.append(spark.sql(sql).collect())
    except Exception as error:  # noqa: BLE001 - any error is an outcome
        found.append(error)


@pytest.mark.parametrize("fault,sql", [("throw", KERNELS), ("heap", KERNELS), ("terminate", ENGINE)])
def test_engine_fault(tmp_path, fault, sql):
    from pyspark.sql.connect.session import SparkSession

    # What is imported before the server uses the pool that the server sizes otherwise.
    env = {"NODE_OPTIONS": f"--import {FAULTS}", "ENGINE_FAULT": fault, "UV_THREADPOOL_SIZE": "64"}
    with server(tmp_path, "--memory-limit", "700M", "--engine-memory", "128M", **env) as running:
        spark = SparkSession.builder.remote(running.url).create()
        kept = spark.range(10).cache()
        assert kept.count() == 10
        for _ in range(2):
            found = []
            others = [threading.Thread(target=outcome, args=(spark, text, found), daemon=True) for text in (sql, sql.replace("sum", "max"))]
            for other in others:
                other.start()
            time.sleep(1)
            running.process.send_signal(signal.SIGUSR2)
            for other in others:
                other.join(15)
            assert len(found) == 2, running.logged()
            assert all("engine's thread" in str(error) for error in found), found
            assert running.process.poll() is None
            # What the engine kept is reckoned again.
            assert kept.count() == 10
            assert spark.sql("SELECT sum(id) FROM range(1000)").collect()[0][0] == 499500
        # The client releases what has failed in threads of its own.
        time.sleep(0.5)
        spark.stop()
