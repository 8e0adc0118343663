"""`DataFrame.colRegex`: a pattern is one of the columns that are there, whatever DataFrame it is of."""

from case import Cases
from pyspark.sql import functions as F
from pyspark.sql.functions import col, lit

CASES = Cases()

def two(spark):
    return spark.createDataFrame([(1, 2, 3)], "aa int, ab int, c int"), spark.createDataFrame([(1, 5, 6)], "aa int, xb int, y int")


PATTERNS = {
    "own": lambda a,b: a.select(a.colRegex("`a.*`")),
    "own_child": lambda a,b: a.where("c>0").select(a.colRegex("`a.*`")),
    "own_child2": lambda a,b: a.select("c","ab").select(a.colRegex("`a.*`")),
    "own_proj": lambda a,b: a.select(col("aa").alias("ax"),"ab").select(a.colRegex("`a.*`")),
    "other": lambda a,b: a.select(b.colRegex("`a.*`")),
    "other_none": lambda a,b: a.select(b.colRegex("`zzz`")),
    "other_plain": lambda a,b: a.select(b.colRegex("aa")),
    "own_plain": lambda a,b: a.select(a.colRegex("aa")),
    "own_plain_missing": lambda a,b: a.select(a.colRegex("zz")),
    "own_none": lambda a,b: a.select(a.colRegex("`zzz`")),
    "joined_left": lambda a,b: a.join(b,a.aa==b.aa).select(a.colRegex("`a.*`")),
    "joined_right": lambda a,b: a.join(b,a.aa==b.aa).select(b.colRegex("`a.*`")),
    "joined_both": lambda a,b: a.join(b,a.aa==b.aa).select(a.colRegex("`a.*`"),b.colRegex("`.*b`")),
    "joined_of_joined": lambda a,b: (lambda j: j.select(j.colRegex("`a.*`")))(a.join(b,a.aa==b.aa)),
    "alias": lambda a,b: a.alias("t").select(a.colRegex("`a.*`")),
    "alias_own": lambda a,b: (lambda t: t.select(t.colRegex("t.`a.*`")))(a.alias("t")),
    "alias_of_a": lambda a,b: a.select(a.alias("t").colRegex("t.`a.*`")),
    "union": lambda a,b: a.union(a).select(a.colRegex("`a.*`")),
    "in_expr": lambda a,b: a.select(a.colRegex("`a.*`")+1),
    "in_expr_one": lambda a,b: a.select(a.colRegex("`aa`")+1),
    "in_fn": lambda a,b: a.select(F.struct(a.colRegex("`a.*`"))),
    "alias_col": lambda a,b: a.select(a.colRegex("`aa`").alias("q")),
    "where": lambda a,b: a.where(a.colRegex("`aa`")>0),
    "where_other": lambda a,b: a.where(b.colRegex("`aa`")>0),
    "where_plain": lambda a,b: a.where(a.colRegex("aa")>0),
    "drop": lambda a,b: a.drop(a.colRegex("`a.*`")),
    "drop_other": lambda a,b: a.drop(b.colRegex("`a.*`")),
    "sort": lambda a,b: a.orderBy(a.colRegex("`aa`")),
    "group": lambda a,b: a.groupBy(a.colRegex("`aa`")).count(),
    "agg": lambda a,b: a.agg(F.sum(a.colRegex("`aa`"))),
    "agg_many": lambda a,b: a.agg(F.count(a.colRegex("`a.*`"))),
    "wc": lambda a,b: a.withColumn("q",a.colRegex("`aa`")),
    "case": lambda a,b: a.select(a.colRegex("`A.*`")),
    "self": lambda a,b: a.alias("x").join(a.alias("y"),"aa").select(a.colRegex("`a.*`")),
    "join_cond": lambda a,b: a.join(b,a.colRegex("`aa`")==b.colRegex("`aa`")),
    "join_cond_plain": lambda a,b: a.join(b,a.colRegex("aa")==b.colRegex("aa")),
    "na": lambda a,b: a.na.fill(1).select(a.colRegex("`a.*`")),
    "view": lambda a,b: a.distinct().select(a.colRegex("`a.*`")),
    "agg_after": lambda a,b: a.groupBy("aa").count().select(a.colRegex("`a.*`")),
}

for name, asked in PATTERNS.items():
    CASES.add(name, lambda spark, asked=asked: asked(*two(spark)))
