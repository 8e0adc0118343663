"""How a server begins and ends: signals, what still runs, what is left behind."""

import os
import signal
import subprocess
import threading
import time
import uuid

import grpc
import pytest
from launch import CLEAN, ROOT, running_client, server
from pyspark.sql.connect import proto as pb
from pyspark.sql.connect.proto import base_pb2_grpc

ENDLESS = "SELECT count(*) FROM range(10000000000000) WHERE sqrt(id * 7.0D) = -1"


@pytest.fixture(autouse=True)
def quiet():
    """Clients tell of servers that go away."""
    import logging

    logging.disable()
    yield
    logging.disable(logging.NOTSET)


class Call(threading.Thread):
    """One ExecutePlan of a session of its own, without a client's retries."""

    def __init__(self, running, sql):
        super().__init__(daemon=True)
        self.channel = grpc.insecure_channel(f"localhost:{running.port}")
        self.request = pb.ExecutePlanRequest(
            session_id=str(uuid.uuid4()), client_type="spark/4.0.0", plan=pb.Plan(root=pb.Relation(sql=pb.SQL(query=sql)))
        )
        self.rows = None
        self.error = None
        self.start()

    def run(self):
        try:
            stub = base_pb2_grpc.SparkConnectServiceStub(self.channel)
            self.rows = sum(r.arrow_batch.row_count for r in stub.ExecutePlan(self.request))
        except grpc.RpcError as error:
            self.error = error

    def ended(self, seconds=120):
        self.join(seconds)
        assert not self.is_alive(), "the call does not end"
        return self


def until(what, seconds=60):
    end = time.time() + seconds
    while not what():
        assert time.time() < end, "it does not happen"
        time.sleep(0.02)


def draining(running):
    until(lambda: '"msg":"draining"' in running.logged())


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_server_ends(tmp_path, sign):
    with server(tmp_path, "--temp-directory", tmp_path / "temp") as running:
        assert Call(running, "SELECT 1").ended().rows == 1
        assert len(os.listdir(tmp_path / "temp")) == 1
        assert running.stop(sign) == 0
        assert os.listdir(tmp_path / "temp") == []
        assert '"msg":"closed"' in running.logged()


LONG = """
import time
query = "SELECT count(*) FROM range({}) WHERE sqrt(id * 7.0D) = -1"
spark.sql(query.format(1000)).collect()
start = time.time()
spark.sql(query.format(10_000_000)).collect()
rows = int(10_000_000 * 4 / (time.time() - start))
print("begins", flush=True)
print(spark.sql(query.format(rows)).collect()[0][0], flush=True)
"""


def test_what_runs_comes_to_its_end(tmp_path):
    with server(tmp_path, "--shutdown-timeout", "10m") as running, running_client(running.url, LONG) as query:
        assert query.stdout.readline() == "begins\n"
        time.sleep(0.5)
        running.process.send_signal(signal.SIGTERM)
        draining(running)
        refused = Call(running, "SELECT 1").ended()
        assert refused.error.code() == grpc.StatusCode.UNAVAILABLE
        assert refused.error.details() == "the server is shutting down"
        assert query.stdout.readline() == "0\n"
        assert running.process.wait(60) == 0


def test_what_does_not_end_is_ended(tmp_path):
    with server(tmp_path, "--shutdown-timeout", "500ms") as running:
        call = Call(running, ENDLESS)
        time.sleep(1)
        start = time.time()
        assert running.stop(seconds=60) in (0, -signal.SIGTERM)
        assert time.time() - start < 20
        assert "OPERATION_CANCELED" in call.ended().error.details()


def test_a_second_signal_ends_at_once(tmp_path):
    with server(tmp_path, "--shutdown-timeout", "10m", "--temp-directory", tmp_path / "temp") as running:
        Call(running, ENDLESS)
        time.sleep(1)
        running.process.send_signal(signal.SIGTERM)
        draining(running)
        time.sleep(0.5)
        assert running.process.poll() is None
        assert running.stop(seconds=10) == -signal.SIGTERM
        assert os.listdir(tmp_path / "temp") == []


def test_a_stuck_engine_does_not_keep_it(tmp_path):
    """DuckDB cannot be interrupted while it plans, and this it plans for minutes."""
    terms = " OR ".join(f"id = {i * 2}" for i in range(60_000))
    with server(tmp_path, "--shutdown-timeout", "500ms") as running:
        Call(running, f"SELECT count(*) FROM range(20000) WHERE {terms}")
        time.sleep(3)
        start = time.time()
        assert running.stop(seconds=60) in (0, -signal.SIGTERM)
        assert time.time() - start < 30


def test_leftovers_are_removed(tmp_path):
    temp = tmp_path / "temp"
    with server(tmp_path, "--temp-directory", temp) as running:
        running.stop(signal.SIGKILL)
    (left,) = os.listdir(temp)
    (temp / "firesteel-of-others").mkdir()
    with server(tmp_path, "--temp-directory", temp):
        assert left not in os.listdir(temp)
        with server(tmp_path, "--temp-directory", temp):
            assert len(os.listdir(temp)) == 3
    assert "firesteel-of-others" in os.listdir(temp)


def test_a_taken_port_is_told_of(tmp_path):
    with server(tmp_path) as running:
        command = [os.environ.get("NODE", "node"), str(ROOT / "bin/firesteel.cjs"), "serve", "--warehouse", "memory", "--port", str(running.port)]
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, env=CLEAN)
        assert second.returncode == 1
        assert "address already in use" in second.stderr
        assert second.stdout == ""
