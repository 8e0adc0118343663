"""What one client must not have more of, or sends wrongly, is told to it, and the others' queries go on meanwhile."""

import contextlib
import os
import socket
import threading
import time
import uuid

import grpc
import pytest
from grpc_status import rpc_status
from google.rpc import error_details_pb2
from launch import server
from pyspark.sql.connect import proto as pb
from pyspark.sql.connect.proto import base_pb2_grpc

TOKEN = "exhaustion"
#: Small enough to be exceeded in no time; a query may still spill.
LIMITS = ("--memory-limit", "700M", "--engine-memory", "100M", "--max-temp-size", "24M", "--max-message-size", "1M")
#: Clients take messages of any size, as PySpark does.
OPTIONS = [("grpc.use_local_subchannel_pool", 1), ("grpc.max_receive_message_length", -1)]
EXECUTE = "/spark.connect.SparkConnectService/ExecutePlan"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    tmp = tmp_path_factory.mktemp("exhaustion")
    times = ("--stall-timeout", "1s", "--broken-stream-timeout", "1s")
    with server(tmp, *LIMITS, *times, FIRESTEEL_TOKEN=TOKEN) as started:
        yield started


class Peer:
    """A session without a client library's retries."""

    def __init__(self, running, token=TOKEN):
        self.channel = grpc.insecure_channel(f"localhost:{running.port}", OPTIONS)
        self.stub = base_pb2_grpc.SparkConnectServiceStub(self.channel)
        self.metadata = [("authorization", f"Bearer {token}")]
        self.session = str(uuid.uuid4())

    def begin(self, sql):
        plan = pb.Plan(root=pb.Relation(sql=pb.SQL(query=sql)))
        request = pb.ExecutePlanRequest(session_id=self.session, client_type="spark/4.0.0", plan=plan)
        return self.stub.ExecutePlan(request, metadata=self.metadata)

    def rows(self, sql):
        return sum(response.arrow_batch.row_count for response in self.begin(sql))

    def refusal(self, sql):
        """The code, the condition and the message that a query ends with."""
        with pytest.raises(grpc.RpcError) as raised:
            self.rows(sql)
        return refusal(raised.value)


def refusal(error):
    condition = None
    for detail in getattr(rpc_status.from_call(error), "details", ()):
        info = error_details_pb2.ErrorInfo()
        if detail.Is(info.DESCRIPTOR):
            detail.Unpack(info)
            condition = info.metadata.get("errorClass")
    return error.code().name, condition, error.details()


class Bystander(threading.Thread):
    """Another client, which asks small questions all the time."""

    def __init__(self, running):
        super().__init__(daemon=True)
        self.peer = Peer(running)
        self.over = False
        self.laps = []
        self.failures = []

    def run(self):
        while not self.over:
            start = time.perf_counter()
            try:
                assert self.peer.rows("SELECT sum(id) FROM range(1000)") == 1
            except (grpc.RpcError, AssertionError) as error:
                self.failures.append(str(error))
            self.laps.append(time.perf_counter() - start)
            time.sleep(0.01)


@pytest.fixture(autouse=True)
def bystander(running):
    """Nothing that a test does to the server fails another client's queries, or keeps them for long."""
    other = Bystander(running)
    other.start()
    yield other
    before = len(other.laps)
    end = time.time() + 10
    while len(other.laps) < before + 2 and time.time() < end:
        time.sleep(0.01)
    other.over = True
    other.join(10)
    assert other.failures == []
    assert len(other.laps) >= before + 2
    assert max(other.laps) < 5


@pytest.fixture
def peer(running):
    return Peer(running)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT length(concat_ws(',', collect_list(repeat('x', 1000)))) FROM range(400000)",
        "SELECT id % 5000000, collect_list(repeat(string(id), 10)) FROM range(20000000) GROUP BY 1",
    ],
    ids=["one_value", "many_groups"],
)
def test_memory(peer, sql):
    code, condition, message = peer.refusal(sql)
    assert (code, condition) == ("INTERNAL", "OUT_OF_MEMORY")
    assert "more memory or temporary disk" in message
    assert peer.rows("SELECT 1") == 1


def test_temporary_disk(peer):
    """A sort that spills more than it may."""
    code, condition, message = peer.refusal("SELECT md5(string(id)) AS s, id FROM range(4000000) ORDER BY s, id")
    assert (code, condition) == ("INTERNAL", "OUT_OF_MEMORY")
    assert "more memory or temporary disk" in message
    assert peer.rows("SELECT 1") == 1


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(length(format_string('%200000d', id))) FROM range(20000)",
        "SELECT length(format_string('%200000000d', id)) FROM range(1)",
        "SELECT length(repeat(string(id), 2000000000)) FROM range(1, 2)",
        "SELECT size(array_repeat(id, 2000000000)) FROM range(1)",
    ],
    ids=["values_of_a_batch", "one_text", "engine_text", "array"],
)
def test_large_values(peer, sql):
    """The heap of the engine's thread is smaller than what these make."""
    code, condition, _ = peer.refusal(sql)
    assert (code, condition) == ("RESOURCE_EXHAUSTED", "FIRESTEEL_LIMIT_EXCEEDED.VALUE")
    assert peer.rows("SELECT 1") == 1


def test_oversized_message(peer):
    code, _, message = peer.refusal(f"SELECT '{'x' * 2_000_000}'")
    assert code == "RESOURCE_EXHAUSTED"
    assert "larger than the limit of 1048576" in message
    assert peer.rows("SELECT 1") == 1


@pytest.mark.parametrize("junk", [b"\xff" * 100, b"\x0a\x05ab"], ids=["no_message", "cut_off"])
def test_malformed_message(peer, junk):
    call = peer.channel.unary_stream(EXECUTE, request_serializer=bytes, response_deserializer=bytes)
    with pytest.raises(grpc.RpcError) as raised:
        list(call(junk, metadata=peer.metadata))
    code, condition, _ = refusal(raised.value)
    assert (code, condition) == ("INTERNAL", "CONNECT_INVALID_PLAN")
    assert peer.rows("SELECT 1") == 1


@pytest.mark.parametrize("opening", [b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b""])
def test_no_grpc_at_all(running, peer, opening):
    with socket.create_connection(("127.0.0.1", running.port)) as stranger:
        stranger.settimeout(5)
        stranger.sendall(opening + os.urandom(4096))
        with contextlib.suppress(ConnectionResetError):
            while stranger.recv(4096):
                pass
    assert peer.rows("SELECT 1") == 1


def test_wrong_token(running):
    code, _, message = Peer(running, "wrong").refusal("SELECT 1")
    assert (code, message) == ("UNAUTHENTICATED", "Invalid authentication token")


def test_a_client_that_never_reads(running, peer):
    """Its stream is given up; what it held is others' again."""
    idle = [Peer(running) for _ in range(4)]
    streams = [other.begin("SELECT id, string(id) AS s FROM range(100000000)") for other in idle]
    for stream in streams:
        next(stream)
    time.sleep(2.5)
    assert peer.rows("SELECT id, string(id) AS s FROM range(2000000)") == 2_000_000
    for stream in streams:
        with pytest.raises(grpc.RpcError) as raised:
            for _ in stream:
                pass
        assert raised.value.code() in (grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED)
