"""withColumns whose columns name those before them."""

from case import Cases
from pyspark.sql import Window
from pyspark.sql import functions as F

CASES = Cases()


def over(name, columns):
    def run(spark):
        frame = spark.createDataFrame([(1, "a"), (2, "b")], "id int, s string")
        return frame.withColumns(columns(frame))

    CASES.add(name, run)


over("next", lambda d: {"x": F.col("id") + 1, "y": F.col("x")})
over("chain", lambda d: {"x": F.col("id") + 1, "y": F.col("x") + 1, "z": F.col("y") * F.col("x")})
over("before", lambda d: {"y": F.col("x"), "x": F.col("id") + 1})
over("replaced", lambda d: {"id": F.col("id") + 1, "y": F.col("id")})
over("replaced_by_new", lambda d: {"x": F.col("id") + 1, "id": F.col("x")})
over("case", lambda d: {"X": F.col("id") + 1, "y": F.col("x")})
over("field", lambda d: {"x": F.struct(F.lit(1).alias("q")), "y": F.col("x.q")})
over("window", lambda d: {"x": F.sum("id").over(Window.partitionBy("s")), "y": F.col("x") + 1})
over("over_it", lambda d: {"x": F.col("id") + 1, "y": F.sum("x").over(Window.partitionBy("s"))})
over("generator", lambda d: {"x": F.explode(F.array(F.lit(1), F.lit(2))), "y": F.col("x")})
over("of_frame", lambda d: {"x": F.lit(1), "y": d["x"]})
over("aggregate", lambda d: {"x": F.lit(1), "y": F.sum("x")})
over("random", lambda d: {"x": F.rand(5), "y": F.col("x") - F.col("x")})
over("condition", lambda d: {"x": F.col("id") > 1, "y": F.when(F.col("x"), F.col("s")), "z": F.coalesce("y", F.lit("none"))})
