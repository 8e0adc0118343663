"""Python functions: ours, a real Spark on the same machine, and two floors: one worker alone, fed from memory, and as
many workers as ours may have.

Each figure is the best of `--repeat` runs, taken in turns; processor time is told too, because other work on the machine
hardly changes it. Without a Spark (`--spark PYTHON`) its column is empty.
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


def processor_seconds(pid):
    """Processor time of a process and its descendants, as far as they live."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        threads = list(pathlib.Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return 0
    # What has ended stays with who waited for it: fields 14 to 17 of proc(5).
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + sum(map(processor_seconds, children))


class Side:
    """A process that runs cases by name; `server` is where they run, where that is another one."""

    def __init__(self, command, server=None, **env):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
        )
        self.pids = [self.process.pid, *([server] if server is not None else [])]

    def run(self, name):
        """Seconds that a case took, seconds of processor time, and what it made (absent for the floor)."""
        before = sum(map(processor_seconds, self.pids))
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("TOOK "):
                seconds, made = json.loads(line[5:])
                return seconds, sum(map(processor_seconds, self.pids)) - before, made
        raise RuntimeError(f"a side ended while it ran {name}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    repeat = int(os.environ["BENCH_REPEAT"])
    side = str(HERE / "udf_side.py")
    ours = Side([sys.executable, side, "ours"], server=int(os.environ["FIRESTEEL_PID"]))
    seconds, *_ = ours.run("first")
    print(f"the first function of a session, made for it: {seconds:.2f} s (bound 3)", flush=True)
    one = Side([*os.environ["BENCH_FLOOR"].split("\n"), "--one"])
    floor = Side(os.environ["BENCH_FLOOR"].split("\n"))
    python = os.environ.get("BENCH_SPARK")
    # PySpark finds Java's part of itself beside it, not where the client's environment points.
    spark = python and Side([python, side, "spark"], PYTHONPATH="", PYSPARK_PYTHON=python)
    if not spark:
        print("no real Spark beside it: --spark PYTHON, or FIRESTEEL_SPARK (a Python with the full pyspark)")
    sides = [("ours", ours), ("one", one), ("floor", floor), *([("spark", spark)] if spark else [])]
    only = os.environ.get("BENCH_ONLY", "").split(",") if os.environ.get("BENCH_ONLY") else None
    for name, title, bound in CASES:
        if only is not None and name not in only:
            continue
        best, work, made = {}, {}, {}
        # The first round warms.
        for round_ in range(repeat + 1):
            for label, runner in sides:
                seconds, processor, value = runner.run(name)
                made[label] = value
                if round_ > 0:
                    best[label] = min(best.get(label, seconds), seconds)
                    work[label] = min(work.get(label, processor), processor)
        assert "spark" not in made or made["spark"] == made["ours"], f"{name}: {made}"
        text = f"{title}: ours {best['ours']:.2f} s, one worker alone {best['one']:.2f} s"
        text += f" (ours {best['ours'] / best['one']:.2f} x as long, bound {FLOOR})"
        text += f", workers alone {best['floor']:.2f} s ({best['ours'] / best['floor']:.2f} x)"
        if "spark" in best:
            text += f", Spark {best['spark']:.2f} s (ours {best['spark'] / best['ours']:.2f} x as fast, bound {bound})"
        text += "; processor time: " + ", ".join(f"{label} {seconds:.2f} s" for label, seconds in work.items())
        print(text, flush=True)
    for _, runner in sides:
        runner.close()


if __name__ == "__main__":
    main()
