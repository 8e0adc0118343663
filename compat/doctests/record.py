"""Records which of PySpark's doctests a real Spark 4.0 passes.

    python compat/doctests/record.py [MODULE …]    short names of modules, whose docstrings alone are asked about

Run with a Python as `compat/record.py` is. The server is set up as the one that PySpark's own `_test()` starts.
"""

import json
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import suite  # noqa: E402
from record import start  # noqa: E402


def main():
    import pyspark

    session = start("local[4]")
    session.conf.set("spark.sql.shuffle.partitions", "200")
    target = HERE.parent / "recorded" / pyspark.__version__ / "doctests.json"
    only = set(sys.argv[1:])
    known = set(json.loads(target.read_text())) if only else set()

    def passes(name, short, test):
        return not suite.run(short, test, session) if not only or short in only else name in known

    names = [name for name, short, test in suite.tests() if passes(name, short, test)]
    target.write_text(json.dumps(names, indent=1) + "\n")
    print(f"{len(names)} docstrings pass")
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    main()
