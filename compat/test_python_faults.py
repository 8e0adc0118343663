"""Functions that end, kill, hang or fill their worker: their query fails clearly, other sessions do not notice, nothing stays.

`FIRESTEEL_PYTHON_FAULTS=500` tries as many queries, and the server's memory with them; six by default, one of each kind,
with one client.
"""

import os
import pathlib
import sys
import threading
import time

import pyspark
import pytest
from pyspark.errors import PySparkException
from pyspark.sql.types import LongType

from launch import server

COUNT = int(os.environ.get("FIRESTEEL_PYTHON_FAULTS", "0"))
#: How long a worker may stand still; the bystanders' functions take a fraction of it, also beside other work.
TASK_SECONDS = 3 if COUNT == 0 else 5
#: What a loaded machine's bookkeeping is let be late by, in seconds.
PATIENCE = 20
#: Growth of the server's resident memory over the second half of a long run, in MB: what a heap's size varies by.
GROWTH = 64


def functions():
    """Functions by what they do; each is sent whole, because workers cannot import this file."""

    def exits(x):
        import os

        os._exit(3)

    def loops(x):
        while True:
            pass

    def ignores_sigterm(x):
        import signal
        import time

        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(1000)

    def fills(x):
        return len(bytearray(64 << 30))

    def killed_in_the_middle(x):
        import os
        import signal

        if x == 1500:
            os.kill(os.getpid(), signal.SIGKILL)
        return x

    def forks_and_loops(x):
        import os

        os.fork()
        while True:
            pass

    crashed, late = "exited unexpectedly", "python-task-time"
    return [
        (exits, crashed),
        (loops, late),
        (ignores_sigterm, late),
        (fills, "MemoryError"),
        (killed_in_the_middle, crashed),
        # Cancelled by its user.
        (forks_and_loops, "OPERATION_CANCELED"),
    ]


def resident(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def descendants(pid):
    try:
        tasks = list(pathlib.Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [*children, *(below for child in children for below in descendants(child))]


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def files_below(directory):
    return sorted(str(path) for path in pathlib.Path(directory).rglob("*") if path.is_file())


def settles(measure, most, what):
    """Waits until a measure is no more than it may be."""
    end = time.monotonic() + PATIENCE
    while (found := measure()) > most:
        assert time.monotonic() < end, f"{what}: {found}, at most {most} expected"
        time.sleep(0.1)
    return found


def answered(ask):
    try:
        return ask()
    except PySparkException:
        return False


@pytest.mark.skipif(
    COUNT == 0 and tuple(map(int, pyspark.__version__.split(".")[:2])) < (4, 1), reason="tried with the newest client"
)
def test_faulty_functions(tmp_path):
    from pyspark.sql.connect.session import SparkSession
    from pyspark.sql.connect.functions import udf

    temporary = tmp_path / "temp"
    temporary.mkdir()
    limits = ("--python-task-time", f"{TASK_SECONDS}s", "--python-memory-limit", "8G", "--python-workers", "4")
    with server(tmp_path, "--python", sys.executable, *limits, TMPDIR=str(temporary)) as running:
        pid = running.process.pid
        bystander = SparkSession.builder.remote(running.url).create()
        faulty = SparkSession.builder.remote(running.url).create()
        plus_one = udf(lambda x: x + 1, LongType())

        def answers():
            return bystander.range(3).select(plus_one("id")).collect() == [(1,), (2,), (3,)]

        def fails(function, expected):
            frame = faulty.range(3000).coalesce(1).select(udf(function, LongType())("id"))
            cancelling = threading.Timer(0.3, faulty.interruptAll)
            if expected == "OPERATION_CANCELED":
                cancelling.start()
            with pytest.raises(PySparkException) as failed:
                frame.collect()
            cancelling.cancel()
            assert expected in str(failed.value), f"{function.__name__}: {failed.value}"

        try:
            # On a loaded machine the first worker may take longer to start than any may stand still.
            settles(lambda: 0 if answered(answers) else 1, 0, "no function is answered")
            kinds = functions()
            count = max(COUNT, len(kinds))
            before = after_half = None
            for i in range(count):
                fails(*kinds[i % len(kinds)])
                assert i % len(kinds) != 0 or answers(), "another session's function"
                if i + 1 == len(kinds):
                    before = len(descendants(pid)), open_files(pid), files_below(temporary)
                if i + 1 == count // 2:
                    after_half = resident(pid)
            assert answers()
            assert before is not None
            processes = settles(lambda: len(descendants(pid)), before[0], "processes")
            files = settles(lambda: open_files(pid), before[1], "open files")
            assert files_below(temporary) == before[2]
            if COUNT > 0:
                print(
                    f"{count} queries: {processes} processes, {files} open files, memory {after_half} MB after half of "
                    f"them, {resident(pid)} MB now, files left: {len(files_below(temporary))}"
                )
                assert resident(pid) - after_half < GROWTH
        finally:
            faulty.stop()
            bystander.stop()
        # Nothing of the sessions' is left: at most the daemon, and the worker that waits for the next one.
        settles(lambda: len(descendants(pid)), 2, "processes")
        left = descendants(pid)
        assert running.stop() == 0
        assert not [child for child in left if pathlib.Path(f"/proc/{child}").exists()]
        assert files_below(temporary) == []
