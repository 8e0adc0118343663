"""Start-up: launch to first answer, resident memory, and the cost of a small query, beside a bare Python and DuckDB."""

import os
import socket
import statistics
import subprocess
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import grpc
import pyspark.sql.connect.proto as pb
from pyspark.sql import SparkSession
from pyspark.sql.connect.proto import base_pb2_grpc

#: One for all launches: the first makes it, the others find it.
WAREHOUSE = tempfile.mkdtemp(prefix="firesteel-bench-")
CLOCK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of a process."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def resident_mb(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def launch():
    port = free_port()
    process = subprocess.Popen(
        [os.environ["NODE"], os.environ["BENCH_LAUNCHER"], "serve", "--port", str(port), "--warehouse", WAREHOUSE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return process, port


def wait_for(port):
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.005)


def first_answer():
    start = time.perf_counter()
    process, port = launch()
    wait_for(port)
    spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").create()
    spark.sql("SELECT 1").collect()
    return time.perf_counter() - start, process, port, spark


def plain_client(port, seconds):
    """ExecutePlan calls over one connection, one after another; how many there were."""
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    stub = base_pb2_grpc.SparkConnectServiceStub(channel)
    session = str(uuid.uuid4())
    plan = pb.Plan(root=pb.Relation(sql=pb.SQL(query="SELECT 1")))
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        request = pb.ExecutePlanRequest(session_id=session, plan=plan, client_type="bench spark/4.0.4")
        for _ in stub.ExecutePlan(request):
            pass
        count += 1
    channel.close()
    return count


def main():
    times = []
    for round_number in range(5):
        seconds, process, port, spark = first_answer()
        times.append(seconds)
        if round_number < 4:
            spark.stop()
            process.terminate()
            process.wait()
    print(f"launch to first SELECT 1: median {statistics.median(times):.2f} s, least {min(times):.2f} s   (bound 0.6 s)")
    # What comes in behind the answer counts too.
    time.sleep(2)
    print(f"resident memory after it: {resident_mb(process.pid):.0f} MB   (bound 120 MB)")
    start = time.perf_counter()
    spark.range(10).selectExpr("sum(id)").collect()
    first = time.perf_counter() - start
    print(f"the first statement that needs the engine: {first:.2f} s; with the engine {resident_mb(process.pid):.0f} MB")
    for _ in range(50):
        spark.sql("SELECT 1").collect()
    before, laps = cpu_seconds(process.pid), []
    for _ in range(300):
        start = time.perf_counter()
        spark.sql("SELECT 1").collect()
        laps.append(time.perf_counter() - start)
    cpu = (cpu_seconds(process.pid) - before) / len(laps)
    laps.sort()
    print(
        f"SELECT 1 through PySpark: p50 {laps[150] * 1000:.1f} ms, p95 {laps[285] * 1000:.1f} ms, "
        f"server CPU {cpu * 1000:.1f} ms   (bounds 8 ms, 6 ms of CPU)"
    )
    with ThreadPoolExecutor(8) as pool:
        plain_client(port, 1)
        started = time.perf_counter()
        done = sum(pool.map(lambda _: plain_client(port, 5), range(8)))
        rate = done / (time.perf_counter() - started)
    print(f"8 plain gRPC clients: {rate:.0f} queries a second   (bound 300)")
    spark.stop()
    process.terminate()
    process.wait()


if __name__ == "__main__":
    main()
