"""Profilers of functions in Python: which functions were called how often, as `spark.profile` shows it."""

import contextlib
import io
import re
import tempfile

from case import Cases

CASES = Cases()

PROFILER = "spark.sql.pyspark.udf.profiler"


def profiled(spark, run, *names, profiler="perf"):
    """The calls of each named function in what is shown, one for each profile it is in, and how many profiles there are."""
    spark.profile.clear()
    spark.conf.set(PROFILER, profiler)
    try:
        run()
    finally:
        spark.conf.unset(PROFILER)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        spark.profile.show(type=profiler)
    text = shown.getvalue()
    calls = [sorted(int(n) for n in re.findall(rf"^\s*(\d+)[/\s].*\({name}\)$", text, re.MULTILINE)) for name in names]
    return [len(re.findall("Profile of UDF<id=", text)), *calls]


@CASES.case(since=(4, 0))
def plain(spark):
    from pyspark.sql.functions import udf

    def doubled(n):
        return n * 2

    return profiled(spark, lambda: spark.range(10).select(udf(doubled, "long")("id")).collect(), "doubled")


@CASES.case(since=(4, 0))
def two(spark):
    from pyspark.sql.functions import udf

    def doubled(n):
        return n * 2

    def tripled(n):
        return doubled(n) + n

    two = [udf(doubled, "long"), udf(tripled, "long")]
    return profiled(spark, lambda: spark.range(5).select(*[f("id") for f in two]).collect(), "doubled", "tripled")


@CASES.case(since=(4, 0))
def shown_and_written(spark):
    from pyspark.sql.functions import udf

    def doubled(n):
        return n * 2

    def run():
        frame = spark.range(4).select(udf(doubled, "long")("id").alias("d"))
        frame.count()
        with contextlib.redirect_stdout(io.StringIO()):
            frame.show()
        with tempfile.TemporaryDirectory() as place:
            frame.write.parquet(place + "/t")

    return profiled(spark, run, "doubled")[0] > 0


@CASES.case(since=(4, 0))
def in_pandas(spark):
    import pandas as pd

    from pyspark.sql.functions import pandas_udf

    @pandas_udf("long")
    def doubled(s: pd.Series) -> pd.Series:
        return s * 2

    return profiled(spark, lambda: spark.range(10).coalesce(1).select(doubled("id")).collect(), "doubled")


@CASES.case(since=(4, 0))
def groups(spark):
    def same(frame):
        return frame

    grouped = spark.range(4).groupBy("id").applyInPandas(same, "id long")
    return profiled(spark, grouped.collect, "same")


@CASES.case(since=(4, 0))
def none_without_the_setting(spark):
    from pyspark.sql.functions import udf

    spark.profile.clear()
    spark.range(2).select(udf(lambda n: n, "long")("id")).collect()
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        spark.profile.show()
    return "Profile of UDF" in shown.getvalue()


@CASES.case(since=(4, 0))
def dumped_and_cleared(spark):
    import os

    from pyspark.sql.functions import udf

    def doubled(n):
        return n * 2

    before = profiled(spark, lambda: spark.range(2).select(udf(doubled, "long")("id")).collect(), "doubled")
    with tempfile.TemporaryDirectory() as place:
        spark.profile.dump(place)
        kinds = sorted(name.rsplit("_", 1)[-1] for name in os.listdir(place))
    spark.profile.clear()
    return [before, kinds]


@CASES.case(since=(4, 0))
def unknown_profiler(spark):
    spark.conf.set(PROFILER, "other")
