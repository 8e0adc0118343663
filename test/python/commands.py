"""Pickles of functions as clients send them: JSON of name -> base64 on standard output. Run with a client's Python."""
import base64
import json
import os
import signal
import sys
import time
from typing import Iterator

import pandas as pd
import pyarrow as pa
from pickled_values import TYPES, VALUES
from pyspark.serializers import CloudPickleSerializer
from pyspark.sql.types import *

commands = {}


def command(name, returns):
    def add(f):
        commands[name] = CloudPickleSerializer().dumps((f, returns))
        return f

    return add


command("plus_one", LongType())(lambda x: x + 1)
command("times_two", LongType())(lambda x: x * 2)
command("add", LongType())(lambda x, y: x + y)
command("text_of", StringType())(lambda x: type(x).__name__ + " " + repr(x))
command("described", StringType())(lambda x: type(x).__module__ + "." + type(x).__name__ + " " + repr(x))
for name, returned in TYPES.items():
    command("returns " + name, returned)((lambda values: lambda i: values[i])(list(VALUES.values())))
command("nothing", LongType())(lambda: 7)
command("length", LongType())(lambda s: pd.Series([len(s)] * len(s)))
command("wrong_length", LongType())(lambda s: s[:1])
command("upper", StringType())(lambda s: s.str.upper())
command("keyword", LongType())(lambda a, b: a - b)
command("pid", LongType())(lambda x: os.getpid())
command("environment", StringType())(lambda x: json.dumps(sorted(os.environ)))
command("descriptors", StringType())(lambda x: json.dumps([os.readlink(f"/proc/self/fd/{f}") for f in os.listdir("/proc/self/fd") if os.path.lexists(f"/proc/self/fd/{f}")]))
command("working_directory", StringType())(lambda x: os.getcwd())
command("whole_mean", DoubleType())(lambda v: float(v.mean()))
command("whole_sum", DoubleType())(lambda v: float(v.sum()))
command("arrow_plus_one", LongType())(lambda a: pa.compute.add(a, 1))
command("arrow_sum", LongType())(lambda a: pa.scalar(sum(x or 0 for x in a.to_pylist()), pa.int64()))
command("structured", StructType().add("a", LongType()).add("b", StringType()))(lambda x: (x, str(x)))
command("wrong_struct", StructType().add("a", LongType()).add("b", StringType()))(lambda x: (x, str(x), 3))


@command("boom", LongType())
def boom(x):
    raise ValueError("bad " + str(x))


@command("exit", LongType())
def exit_(x):
    os._exit(3)


@command("killed", LongType())
def killed(x):
    os.kill(os.getpid(), signal.SIGKILL)


@command("hang", LongType())
def hang(x):
    while True:
        pass


@command("stubborn", LongType())
def stubborn(x):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    time.sleep(1000)


@command("forks", LongType())
def forks(x):
    if os.fork() == 0:
        time.sleep(1000)
    time.sleep(1000)


@command("hungry", LongType())
def hungry(x):
    return len(bytearray(8 << 30))


@command("prints", LongType())
def prints(x):
    print("from the function", flush=True)
    return x


@command("iterated", LongType())
def iterated(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
    total = 0
    for batch in batches:
        total += 1
        yield batch + 1


@command("iterated_pair", LongType())
def iterated_pair(batches):
    for a, b in batches:
        yield a + b


@command("arrow_iterated", LongType())
def arrow_iterated(batches):
    for batch in batches:
        yield pa.compute.add(batch, 1)


@command("iterated_at_once", LongType())
def iterated_at_once(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
    yield pd.concat(list(batches)) + 1


TWO = StructType().add("k", LongType()).add("v", LongType())


@command("map_filter", TWO)
def map_filter(frames):
    for frame in frames:
        yield frame[frame.v % 2 == 0]


@command("map_count", StructType().add("frames", LongType()).add("rows", LongType()))
def map_count(frames):
    n, rows = 0, 0
    for frame in frames:
        n += 1
        rows += len(frame)
    yield pd.DataFrame({"frames": [n], "rows": [rows]})


@command("map_first", TWO)
def map_first(frames):
    for frame in frames:
        yield frame[:1]
        return


@command("map_same", TWO)
def map_same(frames):
    for frame in frames:
        yield frame


@command("map_explode", StructType().add("v", LongType()))
def map_explode(frames):
    for frame in frames:
        for _ in range(1000):
            yield pd.DataFrame({"v": list(range(10000))})


@command("map_wrong", TWO)
def map_wrong(frames):
    for frame in frames:
        yield pd.DataFrame({"z": [1]})


@command("arrow_map", TWO)
def arrow_map(batches):
    for batch in batches:
        yield batch


@command("arrow_map_wrong", TWO)
def arrow_map_wrong(batches):
    for batch in batches:
        yield pa.RecordBatch.from_pydict({"k": ["x"], "v": ["y"]})


@command("arrow_map_large", StructType().add("s", StringType()))
def arrow_map_large(batches):
    for batch in batches:
        yield pa.RecordBatch.from_arrays([pa.array(["a", None, "c"], pa.large_string())], ["s"])


SUMS = StructType().add("k", LongType()).add("total", LongType())
command("group_sum", SUMS)(lambda key, pdf: pd.DataFrame({"k": [key[0]], "total": [pdf.v.sum()]}))
command("group_rows", TWO)(lambda pdf: pdf.assign(v=len(pdf)))
command("group_sum_arrow", SUMS)(
    lambda key, table: pa.table({"k": [key[0].as_py()], "total": [sum(table.column("v").to_pylist())]})
)
command("cogroup", StructType().add("k", LongType()).add("left", LongType()).add("right", LongType()))(
    lambda key, l, r: pd.DataFrame({"k": [key[0]], "left": [len(l)], "right": [len(r)]})
)
command("cogroup_arrow", StructType().add("k", LongType()).add("left", LongType()).add("right", LongType()))(
    lambda key, l, r: pa.table({"k": [key[0].as_py()], "left": [l.num_rows], "right": [r.num_rows]})
)


@command("group_iter", SUMS)
def group_iter(key, frames):
    total = 0
    for frame in frames:
        total += int(frame.v.sum())
    yield pd.DataFrame({"k": [key[0]], "total": [total]})


@command("group_iter_arrow", SUMS)
def group_iter_arrow(key, batches):
    total = 0
    for batch in batches:
        total += sum(batch.column("v").to_pylist())
    yield pa.RecordBatch.from_pydict({"k": [key[0].as_py()], "total": [total]})


@command("sum_iter", DoubleType())
def sum_iter(batches):
    return float(sum(b.sum() for b in batches))


class Countdown:
    def eval(self, n: int):
        for i in range(n):
            yield n, i

    def terminate(self):
        yield -1, -1


class Analyzed:
    @staticmethod
    def analyze(n):
        from pyspark.sql.udtf import AnalyzeResult

        return AnalyzeResult(StructType().add("n", n.dataType).add("text", StringType()))

    def eval(self, n):
        yield n, "x" * n


class Unanalyzable:
    @staticmethod
    def analyze(n):
        raise ValueError("no schema")

    def eval(self, n):
        yield n,


dumps = CloudPickleSerializer().dumps
commands["countdown"] = dumps(Countdown)
commands["analyzed"] = dumps(Analyzed)
commands["unanalyzable"] = dumps(Unanalyzable)

commands["keys of values"] = json.dumps(list(VALUES)).encode()
json.dump({name: base64.b64encode(pickle).decode() for name, pickle in commands.items()}, sys.stdout)
