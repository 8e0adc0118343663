"""Records a real Spark's answers to the cases.

    python compat/record.py [module ...]

Run with a Python that has the full `pyspark[connect]` of the version to record (its jars start a real Connect
server; Java 17 is needed), and with FIRESTEEL_DATA naming the generated test data.
"""

import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from answers import outcome  # noqa: E402
from case import modules  # noqa: E402


def main(wanted):
    import pyspark
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.remote("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    target = HERE / "recorded" / pyspark.__version__
    target.mkdir(parents=True, exist_ok=True)
    for name, cases in modules():
        if wanted and name not in wanted:
            continue
        answers = {case.name: outcome(case, spark) for case in cases}
        (target / f"{name}.json").write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n")
        errors = sum("error" in a for a in answers.values())
        print(f"{name}: {len(answers)} answers, {errors} of them errors")
    spark.stop()


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    main(sys.argv[1:])
