"""Kept data: persist and its levels, cached tables and views, what uses them and what ends them, checkpoints, sameSemantics."""

import os
import shutil
import tempfile

from case import Cases
from pyspark.sql import functions as F
from pyspark.storagelevel import StorageLevel

CASES = Cases()


def level(df):
    found = df.storageLevel
    return [found.useDisk, found.useMemory, found.useOffHeap, found.deserialized, found.replication]


def after(name, use, **options):
    """A case that leaves nothing kept behind."""

    def run(spark):
        spark.catalog.clearCache()
        try:
            return use(spark)
        finally:
            spark.catalog.clearCache()
            for view in spark.catalog.listTables():
                spark.catalog.dropTempView(view.name)

    CASES.add(name, run, **options)


def in_directory(name, use, **options):
    """A case with an empty directory of its own."""

    def run(spark):
        directory = tempfile.mkdtemp(prefix="firesteel-cache-")
        try:
            return use(spark, directory)
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    after(name, run, **options)


# ---- levels ----

for kept in ["DISK_ONLY", "DISK_ONLY_2", "DISK_ONLY_3", "MEMORY_ONLY", "MEMORY_ONLY_2", "MEMORY_AND_DISK", "MEMORY_AND_DISK_2", "OFF_HEAP", "MEMORY_AND_DISK_DESER", "NONE"]:

    def at_level(spark, kept=kept):
        df = spark.range(3).filter(F.col("id") > F.lit(1))
        df.persist(getattr(StorageLevel, kept))
        before = level(df), [list(row) for row in df.collect()]
        df.unpersist()
        return before, level(df)

    after(f"level_{kept.lower()}", at_level)


def twice(spark):
    df = spark.range(3).cache()
    first = level(df)
    df.persist(StorageLevel.DISK_ONLY)
    return first, level(df), level(spark.range(3)), level(spark.range(3).filter("id > 1")), level(df.unpersist())


after("level_of_the_first_stays", twice)
after("level_of_ones_own", lambda spark: level(spark.range(34).persist(StorageLevel(True, False, False, False, 7))))
after("unpersist_what_is_not_kept", lambda spark: spark.range(3).unpersist(True))
after("persist_unknown_column", lambda spark: spark.range(3).select("nope").cache())
after("unpersist_unknown_column", lambda spark: spark.range(3).select("nope").unpersist())
after("level_unknown_column", lambda spark: spark.range(3).select("nope").storageLevel)


def fails_later(spark):
    df = spark.sql("SELECT 1 / (id - 1) AS x FROM range(3)").cache()
    return level(df)


after("persist_is_lazy", fails_later)


def default_level(spark):
    spark.range(33).createOrReplaceTempView("dl")
    spark.conf.set("spark.sql.defaultCacheStorageLevel", "MEMORY_ONLY")
    try:
        spark.sql("CACHE TABLE dl")
        return level(spark.table("dl")), level(spark.range(31).cache())
    finally:
        spark.conf.unset("spark.sql.defaultCacheStorageLevel")


after("level_by_default", default_level)


# ---- the same rows every time, in every plan ----


def random_rows(spark):
    df = spark.range(50).withColumn("r", F.rand()).cache()
    rows = df.collect()
    return rows == df.collect(), df.filter("r >= 0").count(), df.limit(50).collect() == rows, df.sort("id").collect() == rows


after("random_rows_stay", random_rows)


def random_rows_in_joins(spark):
    df = spark.range(10).withColumn("r", F.rand()).cache()
    joined = df.join(df.withColumnRenamed("r", "s"), "id").filter("r <> s").count()
    return joined, df.union(df).groupBy("id").agg(F.count_distinct("r").alias("n")).agg(F.max("n")).collect()[0][0]


after("random_rows_stay_in_joins", random_rows_in_joins)


def other_random_rows(spark):
    spark.range(3).select(F.rand().alias("r")).cache()
    return level(spark.range(3).select(F.rand().alias("r")))


after("other_random_rows_are_others", other_random_rows, since=(4, 0))


def instants(spark):
    df = spark.range(2).withColumn("t", F.current_timestamp()).cache()
    rows = df.collect()
    return df.collect() == rows, level(spark.range(2).withColumn("t", F.current_timestamp()))


after("instants_stay", instants)


def in_subqueries(spark):
    spark.range(54).filter("id > 50").createOrReplaceTempView("sq")
    spark.sql("CACHE TABLE sq")
    return spark.sql("SELECT id, (SELECT max(id) FROM sq) AS m FROM range(100) WHERE id IN (SELECT id FROM sq) ORDER BY id")


after("in_subqueries", lambda spark: [list(row) for row in in_subqueries(spark).collect()])


def types(spark):
    df = spark.sql(
        "SELECT 1Y AS a, 2S AS b, 3 AS c, 4L AS d, 1.5F AS e, 2.5D AS f, 12.34BD AS g, 'x' AS h, X'01ff' AS i, true AS j, "
        "DATE'2020-02-03' AS k, TIMESTAMP'2020-02-03 04:05:06' AS l, TIMESTAMP_NTZ'2020-02-03 04:05:06' AS m, "
        "INTERVAL '1' DAY AS n, array(1, NULL) AS o, map('k', 1) AS p, named_struct('x', 1, 'y', array('z')) AS q, "
        "CAST(NULL AS STRING) AS r, array() AS s, named_struct('t', TIMESTAMP'2020-02-03 04:05:06') AS t"
    )
    return df.cache()


after("every_type", lambda spark: [str(types(spark).schema), [str(row) for row in types(spark).collect()]])
after("no_rows", lambda spark: [list(row) for row in spark.range(0).cache().collect()])
after("no_columns", lambda spark: spark.range(3).select().cache().count())


def nested(spark):
    inner = spark.range(10).filter("id > 3").cache()
    outer = inner.withColumn("x", F.col("id") * 2).cache()
    count = outer.count()
    inner.unpersist()
    return count, level(inner), level(outer), outer.agg(F.sum("x")).collect()[0][0]


after("kept_over_kept", nested)


def unions(spark):
    a, b, c = spark.range(3), spark.range(3, 5), spark.range(5, 6)
    a.union(b).cache().count()
    return level(a.union(b)), [row.id for row in a.union(b).union(c).collect()]


after("union_in_a_longer_union", unions)


def zones(spark):
    df = spark.sql("SELECT CAST(TIMESTAMP'2020-01-01 00:00:00 UTC' AS STRING) AS s FROM range(1)").cache()
    before = level(df), df.collect()[0].s
    spark.conf.set("spark.sql.session.timeZone", "America/New_York")
    try:
        other = level(df), df.collect()[0].s
    finally:
        spark.conf.set("spark.sql.session.timeZone", "UTC")
    return before, other, level(df)


after("zone_is_part_of_the_plan", zones)


def ansi(spark):
    df = spark.sql("SELECT id + 1 AS s FROM range(1)").cache()
    before = level(df)
    mode = spark.conf.get("spark.sql.ansi.enabled")
    try:
        spark.conf.set("spark.sql.ansi.enabled", "false")
        other = level(df)
        spark.conf.set("spark.sql.ansi.enabled", "true")
        return before, other, level(df)
    finally:
        spark.conf.set("spark.sql.ansi.enabled", mode)


after("ansi_mode_is_part_of_the_plan", ansi)


# ---- files ----


def written_since(spark, directory):
    path = f"{directory}/t"
    spark.range(3).write.parquet(path)
    df = spark.read.parquet(path).cache()
    counts = [df.count()]
    spark.range(10).write.mode("append").parquet(path)
    counts.append(df.count())
    return counts, level(df), list(df.inputFiles()), list(df.filter("id > 1").inputFiles())


in_directory("files_written_since", written_since)


def changed_by_others(spark, directory):
    path, other = f"{directory}/t", f"{directory}/u"
    spark.range(3).write.parquet(path)
    spark.range(7).write.parquet(other)
    df = spark.read.parquet(path).cache()
    counts = [df.count()]
    for name in os.listdir(other):
        if name.startswith("part"):
            shutil.copy(f"{other}/{name}", f"{path}/z{name}")
    counts.append(df.count())
    spark.catalog.refreshByPath(path)
    counts.append(df.count())
    return counts, level(df)


in_directory("files_changed_by_others", changed_by_others)


def refreshed_by_sql(spark, directory):
    path = f"{directory}/t"
    spark.range(3).write.parquet(path)
    df = spark.read.parquet(path).cache()
    counts = [df.count()]
    for name in os.listdir(path):
        if name.startswith("part"):
            shutil.copy(f"{path}/{name}", f"{path}/z{name}")
    counts.append(df.count())
    spark.sql(f"REFRESH '{path}'")
    return counts + [df.count()], level(df)


in_directory("files_refreshed_by_sql", refreshed_by_sql)


def over_itself(spark, directory):
    path = f"{directory}/t"
    spark.range(3).write.parquet(path)
    df = spark.read.parquet(path).cache()
    df.count()
    df.write.mode("overwrite").parquet(path)
    return df.count(), level(df)


in_directory("files_overwritten_from_themselves", over_itself)


# ---- tables and views ----


def view(spark, name="v", count=4):
    spark.range(count).createOrReplaceTempView(name)


def catalog(spark):
    view(spark)
    seen = [spark.catalog.isCached("v")]
    spark.catalog.cacheTable("v")
    seen += [spark.catalog.isCached("v"), level(spark.range(4)), level(spark.table("v"))]
    spark.catalog.uncacheTable("v")
    seen.append(spark.catalog.isCached("v"))
    spark.catalog.uncacheTable("v")
    return seen


after("catalog", catalog)


def catalog_level(spark):
    view(spark)
    spark.catalog.cacheTable("v", StorageLevel.DISK_ONLY)
    return level(spark.table("v"))


after("catalog_level", catalog_level)


def same_plan(spark):
    spark.range(41).cache()
    view(spark, "i", 41)
    seen = [spark.catalog.isCached("i")]
    spark.sql("CLEAR CACHE")
    return seen + [spark.catalog.isCached("i")]


after("catalog_sees_the_same_plan", same_plan)


def statements(name, *texts, **options):
    """Statements over the view v; the last one's rows, and whether v is kept at which level."""

    def run(spark):
        view(spark)
        rows = None
        for text in texts:
            rows = [list(row) for row in spark.sql(text).collect()]
        return rows, level(spark.table("v"))

    after(name, run, **options)


statements("sql_cache", "CACHE TABLE v")
statements("sql_cache_twice", "CACHE TABLE v", "CACHE TABLE v")
statements("sql_cache_lazy", "CACHE LAZY TABLE v")
statements("sql_cache_level", "CACHE TABLE v OPTIONS('storageLevel' = 'DISK_ONLY')")
statements("sql_cache_level_any_case", "CACHE LAZY TABLE v OPTIONS('STORAGELEVEL' 'memory_and_disk_ser')")
statements("sql_cache_level_unknown", "CACHE TABLE v OPTIONS('storageLevel' = 'NOPE')")
statements("sql_cache_option_unknown", "CACHE TABLE v OPTIONS('foo' = 'NOPE')")
statements("sql_uncache", "CACHE TABLE v", "UNCACHE TABLE v")
statements("sql_uncache_twice", "UNCACHE TABLE v", "UNCACHE TABLE v")
statements("sql_uncache_missing", "UNCACHE TABLE nope")
statements("sql_uncache_missing_if_exists", "UNCACHE TABLE IF EXISTS nope")
statements("sql_cache_missing", "CACHE TABLE nope")
statements("sql_clear", "CACHE TABLE v", "CLEAR CACHE")
statements("sql_cache_as", "CACHE TABLE w AS SELECT id * 2 AS x FROM v", "SELECT * FROM w")
statements("sql_cache_select", "CACHE TABLE w SELECT 1 AS one", "SELECT * FROM w")
statements("sql_cache_values", "CACHE TABLE w VALUES 1, 2", "SELECT * FROM w")
statements("sql_cache_as_again", "CACHE TABLE w AS SELECT 1", "CACHE TABLE w AS SELECT 2")
statements("sql_cache_as_dotted", "CACHE TABLE db.w AS SELECT 2")
statements("sql_cache_as_unknown_column", "CACHE TABLE w AS SELECT nope")
statements("sql_cache_as_without_query", "CACHE TABLE w AS")
statements("sql_cache_nothing", "CACHE TABLE")
statements("sql_uncache_nothing", "UNCACHE TABLE")
statements("sql_uncache_lazy", "UNCACHE LAZY TABLE v")
statements("sql_clear_nothing", "CLEAR")
statements("sql_refresh_table", "CACHE TABLE v", "REFRESH TABLE v")
statements("sql_refresh_missing", "REFRESH TABLE nope")
statements("sql_refresh_path", "REFRESH /tmp/nope")
statements("sql_refresh_path_with_spaces", "REFRESH /tmp/no pe")
statements("sql_refresh_quoted_path", "REFRESH '/tmp/no pe'")
statements("sql_refresh_empty_path", "REFRESH ''")
statements("sql_refresh_nothing", "REFRESH")
statements("sql_refresh_the_path_table", "REFRESH TABLE")
statements("sql_refresh_missing_function", "REFRESH FUNCTION nope")

after("is_cached_missing", lambda spark: spark.catalog.isCached("nope"))
after("cache_table_missing", lambda spark: spark.catalog.cacheTable("nope"))
after("uncache_table_missing", lambda spark: spark.catalog.uncacheTable("nope"))
after("refresh_table_missing", lambda spark: spark.catalog.refreshTable("nope"))
after("refresh_by_path_missing", lambda spark: spark.catalog.refreshByPath("/nope/x"))


def failed(spark):
    spark.sql("CREATE OR REPLACE TEMP VIEW er AS SELECT 1 / (id - 1) AS x FROM range(3)")
    conditions = []
    mode = spark.conf.get("spark.sql.ansi.enabled")
    spark.conf.set("spark.sql.ansi.enabled", "true")
    for text in ["CACHE TABLE er", "CACHE TABLE ce AS SELECT 1 / (id - 1) AS x FROM range(3)"]:
        try:
            spark.sql(text)
        except Exception as error:  # noqa: BLE001
            conditions.append("DIVIDE_BY_ZERO" in str(error))
    spark.conf.set("spark.sql.ansi.enabled", mode)
    return conditions, spark.catalog.isCached("er"), spark.catalog.tableExists("ce")


after("what_fails_is_not_kept", failed)


def dropped(spark):
    df = spark.range(11).cache()
    view(spark, "dv", 11)
    return spark.catalog.dropTempView("dv"), level(df)


after("catalog_drop_gives_up_the_plan", dropped)


def dropped_by_sql(spark):
    df = spark.range(12).cache()
    view(spark, "dv", 12)
    spark.sql("DROP VIEW dv")
    return level(df)


after("sql_drop_keeps_the_plan", dropped_by_sql)


def replaced(spark, count):
    view(spark, "dv", 13)
    spark.catalog.cacheTable("dv")
    view(spark, "dv", count)
    return level(spark.range(13)), spark.catalog.isCached("dv")


after("view_replaced_by_the_same", lambda spark: replaced(spark, 13))
after("view_replaced_by_another", lambda spark: replaced(spark, 14))


def dependents(spark):
    view(spark, "b", 15)
    spark.table("b").filter("id > 3").cache()
    spark.catalog.cacheTable("b")
    spark.catalog.uncacheTable("b")
    return level(spark.table("b")), level(spark.range(15).filter("id > 3"))


after("uncached_view_keeps_dependents", dependents)


def global_view(spark):
    spark.range(40).createOrReplaceGlobalTempView("firesteel_g")
    spark.sql("CACHE TABLE global_temp.firesteel_g")
    seen = [spark.catalog.isCached("global_temp.firesteel_g"), level(spark.range(40))]
    return seen + [spark.catalog.dropGlobalTempView("firesteel_g"), level(spark.range(40))]


after("global_view", global_view)


# ---- checkpoints ----


def checkpointed(eager):
    def run(spark):
        df = spark.sql("SELECT id, rand() AS r FROM range(5)").localCheckpoint(eager)
        rows = df.collect()
        return df.collect() == rows, df.count(), level(df), str(df.schema), list(df.inputFiles()), df.isLocal(), df.sameSemantics(df)

    return run


after("local_checkpoint", checkpointed(True), since=(4, 0))
after("local_checkpoint_lazy", checkpointed(False), since=(4, 0))
after("local_checkpoint_fails", lambda spark: spark.sql("SELECT 1 / (id - 1) AS x FROM range(3)").localCheckpoint(), since=(4, 0))
after(
    "local_checkpoint_level",
    lambda spark: level(spark.sql("SELECT 1").localCheckpoint(True, StorageLevel.DISK_ONLY)),
    since=(4, 0),
)
after("checkpoint_without_directory", lambda spark: spark.range(3).checkpoint(), since=(4, 0))
after("checkpoint_lazy_without_directory", lambda spark: spark.range(3).checkpoint(False), since=(4, 0))


def column_of_before(spark):
    df = spark.range(3)
    return df.localCheckpoint().select(df["id"])


after("checkpoint_has_columns_of_its_own", column_of_before, since=(4, 0))


def checkpoints_of_checkpoints(spark):
    df = spark.range(4)
    for _ in range(3):
        df = df.withColumn("id", F.col("id") + 1).localCheckpoint()
    return [row.id for row in df.join(df.withColumnRenamed("id", "j"), F.col("id") == F.col("j")).sort("id").collect()]


after("checkpoints_of_checkpoints", checkpoints_of_checkpoints, since=(4, 0))


def files_gone(spark, directory):
    path = f"{directory}/t"
    spark.range(3).write.parquet(path)
    df = spark.read.parquet(path).localCheckpoint()
    shutil.rmtree(path)
    return df.count(), df.filter("id > 0").count()


in_directory("checkpoint_outlives_its_files", files_gone, since=(4, 0))


# ---- sameSemantics ----

R = "FROM range(3)"
PAIRS = {
    "alias": (lambda s: s.range(3).select(F.col("id").alias("a")), lambda s: s.range(3).select(F.col("id").alias("b"))),
    "renamed": (lambda s: s.range(3).toDF("a"), lambda s: s.range(3)),
    "all_columns": (lambda s: s.range(3), lambda s: s.range(3).select("*")),
    "subquery_alias": (lambda s: s.range(3), lambda s: s.range(3).alias("x")),
    "with_column": (lambda s: s.range(3).withColumn("b", F.lit(1)), lambda s: s.range(3).select("id", F.lit(1).alias("zz"))),
    "commuted": (lambda s: s.range(3).select(F.col("id") + 1), lambda s: s.range(3).select(1 + F.col("id"))),
    "regrouped": (f"SELECT id + 1 + id * 2 {R}", f"SELECT 2 * id + (id + 1) {R}"),
    "and_commuted": (lambda s: s.range(3).filter("id > 1 AND id < 5"), lambda s: s.range(3).filter("id < 5 AND 1 < id")),
    "negated": (lambda s: s.range(3).filter("id > 1"), lambda s: s.range(3).filter("NOT (id <= 1)")),
    "in_order": (f"SELECT id IN (1, 2) {R}", f"SELECT id IN (2, 1) {R}"),
    "in_or": (f"SELECT id IN (1, 2) {R}", f"SELECT id = 1 OR id = 2 {R}"),
    "in_one": (f"SELECT id IN (1) {R}", f"SELECT id = 1 {R}"),
    "two_filters": (lambda s: s.range(3).filter("id > 1 AND id < 5"), lambda s: s.range(3).filter("id > 1").filter("id < 5")),
    "dropped_nothing": (lambda s: s.range(3), lambda s: s.range(3).drop("zz")),
    "unions": (lambda s: s.range(3).union(s.range(4)), lambda s: s.range(3).unionAll(s.range(4))),
    "unions_swapped": (lambda s: s.range(3).union(s.range(4)), lambda s: s.range(4).union(s.range(3))),
    "repartitioned": (lambda s: s.range(3), lambda s: s.range(3).repartition(2)),
    "hinted": (lambda s: s.range(3), lambda s: s.range(3).hint("broadcast")),
    "sorted": (lambda s: s.range(3).sort("id"), lambda s: s.range(3).orderBy(F.col("id").asc())),
    "sorted_down": (lambda s: s.range(3).sort("id"), lambda s: s.range(3).sort(F.col("id").desc())),
    "distinct": (lambda s: s.range(3).distinct(), lambda s: s.range(3).dropDuplicates()),
    "join_condition": (
        lambda s: s.range(3).alias("a").join(s.range(4).alias("b"), F.expr("a.id = b.id")),
        lambda s: s.range(3).alias("a").join(s.range(4).alias("b"), F.expr("b.id = a.id")),
    ),
    "join_sides": (lambda s: s.range(3).join(s.range(4), "id"), lambda s: s.range(4).join(s.range(3), "id")),
    "local_same": (lambda s: s.createDataFrame([(1,)], ["a"]), lambda s: s.createDataFrame([(1,)], ["a"])),
    "local_other": (lambda s: s.createDataFrame([(1,)], ["a"]), lambda s: s.createDataFrame([(2,)], ["a"])),
    "swapped_columns": (
        lambda s: s.createDataFrame([(1, 2)], ["a", "b"]).select("b", "a"),
        lambda s: s.createDataFrame([(1, 2)], ["a", "b"]),
    ),
    "casts": (f"SELECT CAST(id AS INT) {R}", f"SELECT int(id) {R}"),
    "literal_types": (f"SELECT 1 {R}", f"SELECT 1L {R}"),
    "not_folded": (f"SELECT 1 + 1 {R}", f"SELECT 2 {R}"),
    "grouped": (f"SELECT id, count(1) {R} GROUP BY id", f"SELECT id, count(*) {R} GROUP BY 1"),
    "grouped_other_order": (f"SELECT id, count(1) {R} GROUP BY id", f"SELECT count(1), id {R} GROUP BY id"),
    "any_case": (lambda s: s.range(3).select("ID"), lambda s: s.range(3).select("id")),
    "greatest": (f"SELECT greatest(id, 2L) {R}", f"SELECT greatest(2L, id) {R}"),
    "derived_table": (f"SELECT * FROM (SELECT id {R}) a", f"SELECT id {R}"),
    "random": (f"SELECT rand() {R}", f"SELECT rand() {R}"),
    "random_seeded": (f"SELECT rand(1) {R}", f"SELECT rand(1) {R}"),
    "between": ("SELECT 'a' BETWEEN 'b' AND 'c'", "SELECT 'a' >= 'b' AND 'a' <= 'c'"),
    "is_not_null": (f"SELECT id IS NOT NULL {R}", f"SELECT NOT (id IS NULL) {R}"),
    "case": (f"SELECT CASE WHEN id > 1 THEN 2 END {R}", f"SELECT CASE WHEN id > 1 THEN 2 ELSE NULL END {R}"),
    "window": (
        f"SELECT sum(id) OVER (ORDER BY id) {R}",
        f"SELECT sum(id) OVER (ORDER BY id ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS x {R}",
    ),
    "subquery": (f"SELECT (SELECT max(id) {R}) AS a", f"SELECT (SELECT max(id) {R}) AS b"),
    "correlated": (
        "SELECT * FROM range(5) a WHERE EXISTS (SELECT 1 FROM range(3) b WHERE a.id = b.id)",
        "SELECT * FROM range(5) x WHERE EXISTS (SELECT 1 FROM range(3) y WHERE y.id = x.id)",
    ),
}

for pair, (one, other) in PAIRS.items():

    def compare(spark, one=one, other=other):
        a, b = (spark.sql(make) if isinstance(make, str) else make(spark) for make in (one, other))
        return a.sameSemantics(b), a.semanticHash() == b.semanticHash()

    CASES.add(f"same_{pair}", compare)

CASES.add("same_as_itself", lambda spark: (lambda df: df.sameSemantics(df))(spark.range(3).select(F.rand())))
CASES.add("same_unknown_column", lambda spark: spark.range(3).sameSemantics(spark.range(3).select("nope")))
