"""Fields of structs that are set and dropped, several in a row: what the columns are called."""

from case import Cases
from pyspark.sql import Window
from pyspark.sql import functions as F
from pyspark.sql.functions import col, lit, struct

CASES = Cases()

CHANGES = {
    "two": lambda: col("s").withField("a",lit(2)).withField("b",lit(3)),
    "three": lambda: col("s").withField("a",lit(2)).withField("b",lit(3)).withField("q",lit(3)),
    "two_same": lambda: col("s").withField("a",lit(2)).withField("a",lit(3)),
    "one": lambda: col("s").withField("a",lit(2)),
    "one_col": lambda: col("s").withField("a",col("i")+1),
    "drop": lambda: col("s").dropFields("a"),
    "drop2": lambda: col("s").dropFields("a","b.c"),
    "drop_then_with": lambda: col("s").dropFields("a").withField("n",lit(1)),
    "with_then_drop": lambda: col("s").withField("n",lit(1)).dropFields("a"),
    "with_drop_with": lambda: col("s").withField("n",lit(1)).dropFields("a").withField("p",lit("x")),
    "nested": lambda: col("s").withField("b.c",lit(1)),
    "nested_new": lambda: col("s").withField("b.n",lit(1)),
    "nested2": lambda: col("s").withField("b.c",lit(1)).withField("b.d",lit(2)),
    "nested_mixed": lambda: col("s").withField("b.c",lit(1)).withField("a",lit(2)),
    "nested_drop": lambda: col("s").dropFields("b.c"),
    "nested_drop2": lambda: col("s").withField("b.c",lit(1)).dropFields("b.d"),
    "inner": lambda: col("s").withField("b",col("s.b").withField("c",lit(9))),
    "inner2": lambda: col("s").withField("b",col("s.b").withField("c",lit(9)).withField("d",lit(8))),
    "of_index": lambda: col("r")[0].withField("y",lit(1)),
    "of_index2": lambda: col("r")[0].withField("y",lit(1)).withField("z",lit(1)),
    "of_map": lambda: col("m")["k"].withField("y",lit(1)).dropFields("z"),
    "of_struct": lambda: struct(lit(1).alias("a")).withField("b",lit(2)).withField("c",lit(2)),
    "getfield": lambda: col("s").withField("a",lit(2)).withField("b",lit(3)).getField("a"),
    "getitem": lambda: col("s").withField("a",lit(2)).withField("b",lit(3))["b"],
    "getfield1": lambda: col("s").withField("a",lit(2)).getField("a"),
    "is_null": lambda: col("s").withField("a",lit(2)).withField("b",lit(3)).isNull(),
    "alias": lambda: col("s").withField("a",lit(2)).withField("b",lit(3)).alias("q"),
    "in_struct": lambda: struct(col("s").withField("a",lit(2)).withField("b",lit(3))),
    "in_transform": lambda: F.transform("r", lambda x: x.withField("y",lit(1)).withField("z",x.x)),
    "in_transform_drop": lambda: F.transform("r", lambda x: x.withField("y",lit(1)).dropFields("x")),
    "cast": lambda: col("s").withField("a",lit(2)).withField("b",lit(3)).cast("string"),
    "cast_value": lambda: col("s").withField("a",lit(2).cast("long")).withField("b",lit(3).alias("zz")),
    "alias_value": lambda: col("s").withField("a",lit(2).alias("zz")),
    "aliased_inner": lambda: col("s").alias("k").withField("a",lit(2)).withField("b",lit(2)),
    "null": lambda: lit(None).cast("struct<a:int>").withField("b",lit(1)).withField("c",lit(1)),
    "dotted": lambda: col("s").withField("`x.y`",lit(1)).withField("z",lit(2)),
    "dotted_drop": lambda: col("s").withField("`x.y`",lit(1)).dropFields("`x.y`"),
    "drop_all": lambda: col("s").dropFields("a","b"),
    "drop_all2": lambda: col("s").dropFields("a").dropFields("b"),
    "drop_none": lambda: col("s").dropFields("zz"),
    "drop_none2": lambda: col("s").dropFields("zz").dropFields("yy"),
    "agg": lambda: F.max("s").withField("a",lit(2)).withField("b",lit(2)),
    "window": lambda: col("s").withField("a",F.row_number().over(Window.orderBy("i"))).withField("b",lit(2)),
    "op": lambda: (col("s").withField("a",lit(2)).withField("b",lit(3)) == col("s")),
    "bad_nested": lambda: col("s").withField("a.c",lit(1)).withField("b",lit(2)),
    "bad_missing": lambda: col("s").withField("q.c",lit(1)).withField("b",lit(2)),
    "bad_type": lambda: col("i").withField("q",lit(1)).withField("b",lit(2)),
    "bad_drop_all_nested": lambda: col("s").dropFields("b.c").dropFields("b.d"),
    "bad_empty": lambda: col("s").withField("",lit(1)),
}

STRUCTS = """
    SELECT named_struct('a', 1, 'b', named_struct('c', 2, 'd', 3)) s, array(named_struct('x', 1)) r, 5 i, map('k', named_struct('z', 1)) m
"""

for name, change in CHANGES.items():
    CASES.add(name, lambda spark, change=change: spark.sql(STRUCTS).select(change()))


@CASES.case()
def filtered(spark):
    return spark.sql(STRUCTS).where(col("s").withField("a", lit(2)).withField("b", lit(3)).getField("b") == 3).select("i")


@CASES.case()
def grouped(spark):
    return spark.sql(STRUCTS).groupBy(col("s").withField("a", lit(2)).withField("b", lit(3))).agg(F.max("i"))


@CASES.case()
def two_fields_of_a_name(spark):
    return spark.sql("SELECT named_struct('a', 1, 'a', 2) s").select(col("s").withField("a", lit(5)).withField("b", lit(6)))
