"""Records a real Spark's answers to the cases.

    python compat/record.py [module ...]

Run with a Python that has the full `pyspark[connect]` of the version to record (its jars start a real Connect
server; Java 17 is needed), and with FIRESTEEL_DATA naming the generated test data.
"""

import json
import os
import pathlib
import socket
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from answers import outcome  # noqa: E402
from case import modules  # noqa: E402


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start():
    """A session of a real Spark's Connect server, which this process starts on a free port."""
    from pyspark.sql.connect.session import SparkSession

    port = free_port()
    SparkSession._start_connect_server(
        "local[2]",
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

    spark = start()
    target = HERE / "recorded" / pyspark.__version__
    target.mkdir(parents=True, exist_ok=True)
    for name, cases in modules():
        if wanted and name not in wanted:
            continue
        answers = {case.name: outcome(case, spark) for case in cases}
        (target / f"{name}.json").write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n")
        errors = sum("error" in a for a in answers.values())
        print(f"{name}: {len(answers)} answers, {errors} of them errors", flush=True)
    # The server's Java process ends with this one.
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    main(sys.argv[1:])
