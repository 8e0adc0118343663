"""Load: many sessions at once with small queries while heavy ones run; and a soak that must leave memory where it was."""

import os
import random
import statistics
import sys
import threading
import time
import uuid

import grpc
import pyspark.sql.connect.proto as pb
from pyspark.sql.connect.proto import base_pb2_grpc

PORT = int(os.environ["FIRESTEEL_URL"].rsplit(":", 1)[1])
PID = int(os.environ["FIRESTEEL_PID"])
HEAVY = "SELECT count(DISTINCT id % 1000003), sum(sqrt(id * 7.0D)) FROM range({})"
SMALL = ["SELECT {} AS a", "SELECT count(*) FROM range({})", "SELECT sum(id + {}) FROM range(1000)", "SELECT upper('x{}')"]


def resident_mb():
    for line in open(f"/proc/{PID}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


class Session:
    """One session on a connection that some share, as processes on one machine do."""

    def __init__(self, channel):
        self.stub = base_pb2_grpc.SparkConnectServiceStub(channel)
        self.id = str(uuid.uuid4())
        self.user = f"user{random.randrange(10)}"

    def run(self, sql):
        """Seconds that a query took; raises what the server answers."""
        request = pb.ExecutePlanRequest(
            session_id=self.id,
            user_context=pb.UserContext(user_id=self.user),
            client_type="bench spark/4.0.4",
            plan=pb.Plan(root=pb.Relation(sql=pb.SQL(query=sql))),
        )
        start = time.perf_counter()
        for _ in self.stub.ExecutePlan(request):
            pass
        return time.perf_counter() - start

    def close(self):
        user = pb.UserContext(user_id=self.user)
        self.stub.ReleaseSession(pb.ReleaseSessionRequest(session_id=self.id, user_context=user, client_type="bench"))


def channels(count):
    options = [("grpc.use_local_subchannel_pool", 1)]
    return [grpc.insecure_channel(f"127.0.0.1:{PORT}", options) for _ in range(count)]


def small(i):
    return SMALL[i % len(SMALL)].format(i % 1000)


def quantile(laps, q):
    return sorted(laps)[min(len(laps) - 1, int(len(laps) * q))] * 1000


def load(minutes, sessions, heavy):
    conns = channels(20)
    alone = Session(conns[0])
    for i in range(50):
        alone.run(small(i))
    idle = [alone.run(small(i)) for i in range(200)]
    idle_p50 = quantile(idle, 0.5)
    rows = 1_000_000
    while alone.run(HEAVY.format(rows)) < 1:
        rows *= 2
    print(f"idle: small p50 {idle_p50:.1f} ms; heavy: {rows} rows; memory {resident_mb():.0f} MB")

    stop = time.time() + minutes * 60
    laps, heavies, failures, peak = [], [], [], [resident_mb()]
    lock = threading.Lock()

    def work(i):
        session = Session(conns[i % len(conns)])
        is_heavy = i < heavy
        n = i
        time.sleep(random.random() * 5)
        while time.time() < stop:
            try:
                lap = session.run(HEAVY.format(rows) if is_heavy else small(n))
                with lock:
                    (heavies if is_heavy else laps).append(lap)
            except grpc.RpcError as error:
                with lock:
                    failures.append(f"{error.code()} {error.details()[:200]}")
            n += 1
            if not is_heavy:
                time.sleep(random.expovariate(1 / 6))

    threads = [threading.Thread(target=work, args=(i,), daemon=True) for i in range(sessions)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        peak.append(resident_mb())
        time.sleep(1)
    p99 = quantile(laps, 0.99)
    print(f"{sessions} sessions, {heavy} of them heavy, {minutes} min: {len(laps)} small queries, {len(heavies)} heavy ones")
    print(f"small: p50 {quantile(laps, 0.5):.1f} ms, p99 {p99:.1f} ms   (bound {20 * idle_p50:.0f} ms)")
    print(f"heavy: p50 {statistics.median(heavies) if heavies else 0:.1f} s")
    print(f"memory: {peak[0]:.0f} MB before, {max(peak):.0f} MB at most; failures: {len(failures)} {failures[:3]}")
    return not failures and p99 < 20 * idle_p50


def soak(operations):
    conns = channels(4)

    def batch(count):
        def work(i):
            session = Session(conns[i])
            for n in range(count // 4):
                session.run(small(random.randrange(10**6)))
                if n % 200 == 199:
                    session.close()
                    session.id = str(uuid.uuid4())
            session.close()

        threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    steps = [resident_mb()]
    for _ in range(10):
        batch(operations // 10)
        steps.append(resident_mb())
        print(f"memory after {(len(steps) - 1) * operations // 10} operations: {steps[-1]:.0f} MB", flush=True)
    grown = steps[-1] - steps[2]
    print(f"grown since the first fifth: {grown:.0f} MB   (bound 30 MB)")
    return grown < 30


if __name__ == "__main__":
    if os.environ["BENCH_NAME"] == "soak":
        fine = soak(int(os.environ["BENCH_OPERATIONS"]))
    else:
        fine = load(float(os.environ["BENCH_MINUTES"]), int(os.environ["BENCH_SESSIONS"]), int(os.environ["BENCH_HEAVY"]))
    sys.exit(0 if fine else 1)
