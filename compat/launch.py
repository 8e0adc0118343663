"""Servers of a test's own, and clients in processes of their own."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TLS = ROOT / "test/harness/tls"
#: The environment without what the suites say to themselves.
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("FIRESTEEL_", "PYTEST_", "SPARK_"))}


class Server:
    def __init__(self, process, port, log):
        self.process = process
        self.port = port
        self.log = log

    @property
    def url(self):
        return f"sc://localhost:{self.port}"

    def logged(self):
        return pathlib.Path(self.log).read_text()

    def stop(self, sign=signal.SIGTERM, seconds=15):
        """The exit code after a signal."""
        self.process.send_signal(sign)
        return self.process.wait(seconds)


@contextlib.contextmanager
def server(tmp, *args, **env):
    """`firesteel serve` on a free port; ended at last, whatever a test did to it. Tables end with it, unless it is told otherwise."""
    if "--warehouse" not in args:
        args = ("--warehouse", "memory", *args)
    log = str(pathlib.Path(tmp) / "server.log")
    with open(log, "w") as err:
        process = subprocess.Popen(
            [os.environ.get("NODE", "node"), str(ROOT / "bin/firesteel.cjs"), "serve", "--port", "0", *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            env={**CLEAN, **env},
        )
    try:
        head = ""
        while "Ctrl+C" not in head:
            line = process.stdout.readline()
            assert line, f"the server ended: {head}{pathlib.Path(log).read_text()}"
            head += line
        started = Server(process, int(re.search(r"sc://[^:]+:(\d+)", head).group(1)), log)
        started.head = head
        yield started
    finally:
        if process.poll() is None:
            process.kill()
        else:
            # Where a test fails, it is shown what its server ended with.
            print(f"the server ended with {process.returncode}: {pathlib.Path(log).read_text()[-2000:]}", file=sys.stderr)
        process.wait()
        process.stdout.close()


def end(spark):
    """Ends a session. Its client gives back what it asked last while it goes on, which is to come before."""
    time.sleep(0.5)
    spark.stop()


HEAD = """import sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.remote(sys.argv[1]).getOrCreate()
"""


def client(url, script, seconds=240, **env):
    """What a script prints that has a session `spark`; for what a process can be set up for once only."""
    return subprocess.run(
        [sys.executable, "-c", HEAD + script, url],
        capture_output=True,
        text=True,
        timeout=seconds,
        env={**CLEAN, **env},
    )


@contextlib.contextmanager
def running_client(url, script):
    """A script as of `client`, running; its lines can be read as they come. Killed at last."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", HEAD + script, url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=CLEAN,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
