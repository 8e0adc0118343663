"""
Starts a real Spark's Connect server as the golden suite wants it, prints its address, and serves until it is told to end.

    python golden/spark.py DIRECTORY

The Python needs the full `pyspark` 4.0 (its jars start the server; Java 17). The warehouse is made under DIRECTORY and
bears the suite's name, which the golden answers hold. `npm run golden -- --real PYTHON` starts
this and replays the suite on it.
"""

import os
import pathlib
import signal
import socket
import sys

WAREHOUSE = "org.apache.spark.sql.SQLQueryTestSuite"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(directory):
    # Where Spark reads the zone that no session sets, and where it leaves what it writes beside the warehouse.
    os.environ["TZ"] = "America/Los_Angeles"
    os.environ["JDK_JAVA_OPTIONS"] = "-Duser.timezone=America/Los_Angeles -Duser.language=en -Duser.country=US"
    # The workers of functions in Python need its packages.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.chdir(directory)
    from pyspark.sql.connect.session import SparkSession

    port = free_port()
    SparkSession._start_connect_server(
        "local[2]",
        {
            "spark.connect.grpc.binding.port": str(port),
            "spark.ui.enabled": "false",
            "spark.log.level": "OFF",
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.shuffle.partitions": "4",
            # As the suite: which rows of VALUES are summed first shows in the last digits of some answers.
            "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation",
            "spark.sql.warehouse.dir": str(pathlib.Path(directory).resolve() / WAREHOUSE),
        },
    )
    print(f"sc://localhost:{port}", flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        # The server's Java process ends with this one.
        signal.signal(number, lambda *_: os._exit(0))
    while True:
        signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
