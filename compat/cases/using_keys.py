"""Columns of one side of a join: those that USING hides, and which of them `drop`, stars and names reach."""

from case import Cases
from pyspark.sql import functions as F
from pyspark.sql.functions import col, lit

CASES = Cases()


def sides(spark):
    return spark.range(3).withColumn("v", lit(1)), spark.range(4).withColumn("w", lit(2))


def dropped(how, using, side):
    def run(spark):
        a, b = sides(spark)
        joined = a.join(b, "id", how) if using else a.join(b, a.id == b.id, how)
        return joined.drop((a, b)[side].id)

    return run


for how in ("inner", "left", "right", "full", "semi", "anti", "cross"):
    for side in (0, 1):
        CASES.add(f"drop_{how}_using_{side}", dropped(how, True, side), ordered=False)
        CASES.add(f"drop_{how}_on_{side}", dropped(how, False, side), ordered=False)


def shown(how):
    def run(spark):
        a, b = sides(spark)
        joined = a.join(b, "id", how)
        return joined.select("id", a.id) if how == "semi" else joined.select("id", a.id, b.id)

    return run


for how in ("inner", "left", "right", "full", "semi"):
    CASES.add(f"shown_{how}", shown(how), ordered=False)

FRAMES = {
    "drop2": lambda s, a, b: a.join(b,"id").drop(a.id, b.id),
    "drop_str": lambda s, a, b: a.join(b,a.id==b.id).drop("id"),
    "drop_col": lambda s, a, b: a.join(b,a.id==b.id).drop(col("id")),
    "drop_col_using": lambda s, a, b: a.join(b,"id").drop(col("id")),
    "drop_w": lambda s, a, b: a.join(b,"id").drop(b.w),
    "drop_aliased": lambda s, a, b: a.alias("x").join(b.alias("y"),"id").drop(col("y.id")),
    "drop_aliased2": lambda s, a, b: a.alias("x").join(b.alias("y"),"id").drop(col("x.id")),
    "drop_other": lambda s, a, b: a.drop(b.id),
    "drop_expr": lambda s, a, b: a.drop(a.id+1),
    "drop_missing": lambda s, a, b: a.drop(col("zz")),
    "drop_after": lambda s, a, b: a.join(b,a.id==b.id).drop(b.id).select("id"),
    "drop_then": lambda s, a, b: a.join(b,"id").select("*", b.id).drop(b.id),
    "drop_self": lambda s, a, b: a.join(a,"id").drop(a.id),
    "drop_self_on": lambda s, a, b: a.alias("x").join(a.alias("y"),col("x.id")==col("y.id")).drop(a.id),
    "wc_using": lambda s, a, b: a.join(b,"id").withColumn("id", b.id+1),
    "wc_using2": lambda s, a, b: a.join(b,"id","left").withColumn("q", b.id),
    "fill": lambda s, a, b: a.join(b,"id","left").fillna(0, subset=["w"]),
    "sel_star_b": lambda s, a, b: a.join(b,"id").select(b["*"]),
    "sel_star_a": lambda s, a, b: a.join(b,"id","right").select(a["*"]),
    "sel_star_ab": lambda s, a, b: a.join(b,"id","full").select(a["*"],b["*"]),
    "cols_of_b": lambda s, a, b: a.join(b,"id").select(*[b[c] for c in b.columns]),
    "group_b": lambda s, a, b: a.join(b,"id","left").groupBy(b.id).agg(F.count(b.w)),
    "sort_b": lambda s, a, b: a.join(b,"id","right").sort(a.id.desc()),
    "three": lambda s, a, b: a.join(b,"id").join(b.withColumnRenamed("w","z"),"id").drop(b.id),
    "three2": lambda s, a, b: a.join(b,"id").join(s.range(2).alias("c"),"id","left").select("id",b.id,col("c.id")),
    "where_b_null": lambda s, a, b: b.join(a,"id","left").where(a.id.isNull()),
    "where_b_null2": lambda s, a, b: b.join(a,"id","full").where(a.id.isNull()).select(b.id,"id"),
    "dd": lambda s, a, b: a.join(b,"id","full").dropDuplicates(["id"]).select("id"),
    "hint": lambda s, a, b: a.join(F.broadcast(b),"id").select(b.w),
    "ren": lambda s, a, b: a.join(b,"id").withColumnRenamed("id","k").select("k",a.v),
    "ren2": lambda s, a, b: a.join(b,"id").withColumnRenamed("id","k").select(a.id),
    "union": lambda s, a, b: a.join(b,"id").union(a.join(b,"id")).select("id"),
    "r_replaced": lambda s, a, b: a.withColumn("v", lit(5)).drop(a.v),
    "r_renamed": lambda s, a, b: a.withColumnRenamed("v","z").drop(a.v),
    "r_agg": lambda s, a, b: a.groupBy("v").count().drop(a.v),
    "r_sel": lambda s, a, b: a.select(a.v, a.id).drop(a.v),
    "r_union": lambda s, a, b: a.union(a).drop(a.v),
    "r_alias": lambda s, a, b: a.alias("q").drop(a.v),
    "r_field": lambda s, a, b: s.sql("select named_struct('a',1) s, 2 a").drop(col("s.a")),
    "r_cast": lambda s, a, b: a.select(a.v.cast("string").alias("v"), "id").drop(a.v),
    "r_with": lambda s, a, b: (lambda x: x.withColumn("w", lit(1)).drop(x["v"]))(a),
    "r_distinct": lambda s, a, b: a.distinct().drop(a.v),
    "r_fill": lambda s, a, b: a.fillna(0).drop(a.v),
    "r_cache": lambda s, a, b: a.cache().drop(a.v),
    "df_select_after": lambda s, a, b: a.join(b,"id").select(b.id).select("id"),
    "df_select_after2": lambda s, a, b: a.join(b,"id").select("id",b.id).select("id"),
    "df_todf": lambda s, a, b: a.join(b,"id").select("id",b.id).toDF("x","y"),
    "df_drop": lambda s, a, b: a.join(b,"id").drop(b.id),
    "df_drop2": lambda s, a, b: a.join(b,"id").select("id",b.id).drop("id"),
    "df_wc": lambda s, a, b: a.join(b,"id").withColumn("z",b.id),
    "df_where": lambda s, a, b: a.join(b,"id").where(b.id>1),
    "df_alias": lambda s, a, b: a.join(b,"id").select(b.id.alias("q")),
    "df_group": lambda s, a, b: a.join(b,"id","full").groupBy(b.id).count(),
    "df_sort": lambda s, a, b: a.join(b,"id","full").sort(b.id),
}
for name, asked in FRAMES.items():
    CASES.add(name, lambda spark, asked=asked: asked(spark, *sides(spark)), ordered=False)

for name, text in {
    "full": "SELECT id, a.id, b.id FROM range(3) a FULL JOIN range(4) b USING (id)",
    "inner": "SELECT id, a.id, b.id FROM range(3) a JOIN range(4) b USING (id)",
    "right": "SELECT id, a.id, b.id FROM range(3) a RIGHT JOIN range(4) b USING (id)",
    "left": "SELECT id, a.id, b.id FROM range(3) a LEFT JOIN range(4) b USING (id)",
    "alias": "SELECT a.id x, b.id y FROM range(3) a FULL JOIN range(4) b USING (id)",
    "expr": "SELECT a.id + 1, b.id FROM range(3) a FULL JOIN range(4) b USING (id)",
    "order": "SELECT id, a.id, b.id FROM range(3) a FULL JOIN range(4) b USING (id) ORDER BY id",
    "order_inner": "SELECT id, a.id, b.id FROM range(3) a JOIN range(4) b USING (id) ORDER BY id",
    "order_b": "SELECT id, b.id FROM range(3) a JOIN range(4) b USING (id) ORDER BY b.id",
    "sub": "SELECT id FROM (SELECT id, b.id FROM range(3) a JOIN range(4) b USING (id))",
    "sub2": "SELECT * FROM (SELECT id, b.id FROM range(3) a JOIN range(4) b USING (id))",
    "sub3": "SELECT id FROM (SELECT b.id FROM range(3) a JOIN range(4) b USING (id))",
    "sub4": "SELECT s.id FROM (SELECT b.id FROM range(3) a JOIN range(4) b USING (id)) s",
    "sub5": "SELECT s.id FROM (SELECT id, b.id FROM range(3) a JOIN range(4) b USING (id)) s",
    "star": "SELECT *, b.id FROM range(3) a JOIN range(4) b USING (id)",
    "bstar": "SELECT b.* FROM range(3) a JOIN range(4) b USING (id)",
    "bstar2": "SELECT a.*, b.* FROM range(3) a FULL JOIN range(4) b USING (id)",
    "group": "SELECT b.id, count(*) FROM range(3) a JOIN range(4) b USING (id) GROUP BY b.id",
    "where": "SELECT id FROM range(3) a JOIN range(4) b USING (id) WHERE b.id > 1",
    "union": "SELECT b.id FROM range(3) a JOIN range(4) b USING (id) UNION ALL SELECT 1",
    "distinct": "SELECT DISTINCT b.id FROM range(3) a JOIN range(4) b USING (id)",
    "cte": "WITH q AS (SELECT b.id FROM range(3) a JOIN range(4) b USING (id)) SELECT id, * FROM q",
    "max": "SELECT max(b.id) m, id FROM range(3) a JOIN range(4) b USING (id) GROUP BY id",
    "natural": "SELECT a.id, b.id, * FROM range(3) a NATURAL JOIN range(4) b",
    "semi": "SELECT id FROM range(3) a LEFT SEMI JOIN range(4) b USING (id)",
}.items():
    CASES.sql(f"sql_{name}", text, ordered=False)
