"""Records a real Spark's answers to the questions under rpc/, as `record.py` does for cases.

    python compat/record_rpc.py [module ...]
"""

import json
import os
import sys

from record import HERE, start
from rpc import wire
from rpc.ask import answers, modules


def main(wanted):
    import pyspark

    wire.PATIENCE = 1
    spark = start()
    target = HERE / "recorded" / pyspark.__version__
    target.mkdir(parents=True, exist_ok=True)
    for name, questions in modules():
        if wanted and name not in wanted:
            continue
        found = answers(questions, spark)
        (target / f"rpc_{name}.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
        print(f"{name}: {len(found)} answers", flush=True)
    # The server's Java process ends with this one.
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    main(sys.argv[1:])
