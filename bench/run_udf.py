"""Python functions: ours, a real Spark on the same machine, and the floor: the workers alone, fed from memory.

Each figure is the best of `--repeat` runs, taken in turns. Without a Spark (`--spark PYTHON`) its column is empty.
"""

import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
# What is run, how it is called, rows that go in, and how many times as fast as Spark it is to be.
CASES = [
    ("pandas_udf", "pandas_udf x + 1, 10 million rows", 1.5),
    ("udf", "pickled udf x + 1, 1 million rows", 1.0),
    ("groups", "applyInPandas, 10,000 groups of 100 rows", 1.0),
    ("map", "mapInPandas, 10 million rows", 1.5),
]
FLOOR = 1.25


class Side:
    """A process that runs cases by name."""

    def __init__(self, command, **env):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
        )

    def run(self, name):
        """Seconds that a case took, and what it made (absent for the floor)."""
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("TOOK "):
                return json.loads(line[5:])
        raise RuntimeError(f"a side ended while it ran {name}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    repeat = int(os.environ["BENCH_REPEAT"])
    side = str(HERE / "udf_side.py")
    ours = Side([sys.executable, side, "ours"])
    seconds, _ = ours.run("first")
    print(f"the first function of a session, made for it: {seconds:.2f} s (bound 3)", flush=True)
    floor = Side(os.environ["BENCH_FLOOR"].split("\n"))
    python = os.environ.get("BENCH_SPARK")
    # PySpark finds Java's part of itself beside it, not where the client's environment points.
    spark = python and Side([python, side, "spark"], PYTHONPATH="", PYSPARK_PYTHON=python)
    if not spark:
        print("no real Spark beside it: --spark PYTHON, or FIRESTEEL_SPARK (a Python with the full pyspark)")
    sides = [("ours", ours), ("floor", floor), *([("spark", spark)] if spark else [])]
    only = os.environ.get("BENCH_ONLY", "").split(",") if os.environ.get("BENCH_ONLY") else None
    for name, title, bound in CASES:
        if only is not None and name not in only:
            continue
        best, made = {}, {}
        # The first round warms.
        for round_ in range(repeat + 1):
            for label, runner in sides:
                seconds, value = runner.run(name)
                made[label] = value
                if round_ > 0:
                    best[label] = min(best.get(label, seconds), seconds)
        assert "spark" not in made or made["spark"] == made["ours"], f"{name}: {made}"
        text = f"{title}: ours {best['ours']:.2f} s, floor {best['floor']:.2f} s ({best['ours'] / best['floor']:.2f} x, bound {FLOOR})"
        if "spark" in best:
            text += f", Spark {best['spark']:.2f} s (ours {best['spark'] / best['ours']:.2f} x as fast, bound {bound})"
        print(text, flush=True)
    for _, runner in sides:
        runner.close()


if __name__ == "__main__":
    main()
