"""Records a real Spark's answers to the cases, each module or the named ones, into recorded/<its version>/.

    python compat/record.py [module ...]

Run once with each version that clients are compared with (3.5.9, 4.0.4, 4.3.0), 4.0.4 first: the others keep only
what differs from it (`recorded/__init__.py`). The Python needs the full `pyspark` of that version: its jars start a
real Connect server (Java 17; 3.5 fetches its Connect plugin from Maven Central). FIRESTEEL_DATA and GOLDEN_DIR name the
test data; by default what `node scripts/compat.mjs` made under `.cache/`.
"""

import os
import pathlib
import socket
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

import recorded  # noqa: E402
from answers import outcome, same  # noqa: E402
from case import client_version, modules  # noqa: E402

# The newest of the 3.5 line that is published; pyspark 3.5 comes without it.
CONNECT_PLUGIN_3_5 = "org.apache.spark:spark-connect_2.12:3.5.7"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(master="local[2]"):
    """A session of a real Spark's Connect server, which this process starts on a free port."""
    from pyspark.sql.connect.session import SparkSession

    if client_version() < (4, 0):
        os.environ["PYSPARK_SUBMIT_ARGS"] = f"--packages {CONNECT_PLUGIN_3_5} pyspark-shell"
    port = free_port()
    SparkSession._start_connect_server(
        master,
        {
            "spark.connect.grpc.binding.port": str(port),
            "spark.ui.enabled": "false",
            "spark.log.level": "OFF",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.warehouse.dir": tempfile.mkdtemp(prefix="firesteel-warehouse-"),
        },
    )
    os.environ["SPARK_CONNECT_MODE_ENABLED"] = "1"
    spark = SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    return spark


def main(wanted):
    import pyspark

    known = dict(modules())
    unknown = sorted(set(wanted) - known.keys())
    if unknown:
        sys.exit(f"no such modules: {', '.join(unknown)}")
    spark = start()
    for name in wanted or known:
        answers = {case.name: outcome(case, spark) for case in known[name] if case.runs_with(client_version())}
        recorded.write(pyspark.__version__, name, answers, same)
        errors = sum("error" in a for a in answers.values())
        print(f"{name}: {len(answers)} answers, {errors} of them errors", flush=True)
    # The server's Java process ends with this one.
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    # Functions in Python run where their cases do, and find the same libraries.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    cache = HERE.parent / ".cache"
    os.environ.setdefault("FIRESTEEL_DATA", str(cache / "compat"))
    os.environ.setdefault("GOLDEN_DIR", str(cache / "golden" / "spark-4.0"))
    main(sys.argv[1:])
