"""CSV and JSON records that cannot be read, by mode and by what of them is asked for: what is not read is not malformed."""

from case import Cases
from cases.io import on_files
from pyspark.sql import functions as F

CASES = Cases()

LINES = "1,2\n2,x\n3\n4,4\nz,5\n6,6,6\n"
DOCUMENTS = '{"a":1,"b":2}\n{"a":2,"b":"x"}\n{"a":3\n{"b":4,"a":4}\n{"a":"z","b":5}\n{"a":6,"b":6,"c":6}\n'
ARRAY = '[{"a":1,"b":2},{"a":2,"b":"x"},{"b":4,"a":4},{"a":"z","b":5},{"a":6,"b":6,"c":6}]'

KINDS = {
    "csv": ("csv", LINES, {}),
    "csv_header": ("csv", "a,b\n" + LINES, {"header": "true"}),
    "csv_checked_header": ("csv", "a,b\n" + LINES, {"header": "true", "enforceSchema": "false"}),
    "csv_documents": ("csv", LINES, {"multiLine": "true"}),
    "csv_unpruned": ("csv", LINES, {"columnPruning": "false"}),
    "csv_quoted": ("csv", LINES.replace("z", '"z"').replace("6,6,6", '"6",6,6'), {}),
    "json": ("json", DOCUMENTS, {}),
    "json_documents": ("json", ARRAY, {"multiLine": "true"}),
}

ASKED = {
    "all": lambda d, spark: d,
    "a": lambda d, spark: d.select("a"),
    "b": lambda d, spark: d.select("b"),
    "swapped": lambda d, spark: d.select("b", "a"),
    "a_where_b": lambda d, spark: d.where("b > 3").select("a"),
    "all_where_a": lambda d, spark: d.where("a < 3"),
    "where_null": lambda d, spark: d.where("b IS NULL").select("b"),
    "count": lambda d, spark: d.count(),
    "constant": lambda d, spark: d.select(F.lit(1)),
    "sum_a": lambda d, spark: d.agg(F.sum("a")),
    "ordered": lambda d, spark: d.orderBy("b").select("a"),
    "limited": lambda d, spark: d.select("a").limit(1),
    "joined": lambda d, spark: d.alias("x").join(d.select("a").alias("y"), F.col("x.a") == F.col("y.a")).select("x.a"),
    "union": lambda d, spark: d.select("a").union(d.select("b")),
    "in_query": lambda d, spark: (d.createOrReplaceTempView("malformed"), spark.sql("SELECT id FROM range(7) WHERE id IN (SELECT a FROM malformed)"))[1],
    "exists": lambda d, spark: (d.createOrReplaceTempView("malformed"), spark.sql("SELECT id FROM range(2) WHERE EXISTS (SELECT a FROM malformed WHERE b = 6)"))[1],
    "scalar": lambda d, spark: (d.createOrReplaceTempView("malformed"), spark.sql("SELECT (SELECT max(b) FROM malformed) AS m"))[1],
    "with_twice": lambda d, spark: (d.createOrReplaceTempView("malformed"), spark.sql("WITH c AS (SELECT * FROM malformed) SELECT count(*) FROM c UNION ALL SELECT sum(a) FROM c"))[1],
    "corrupt": lambda d, spark: d.select("_corrupt_record"),
    "a_and_corrupt": lambda d, spark: d.select("a", "_corrupt_record"),
    "corrupt_where": lambda d, spark: d.where("_corrupt_record IS NOT NULL").select("b", "_corrupt_record"),
    "a_where_corrupt": lambda d, spark: d.where("_corrupt_record IS NULL").select("a"),
    "count_corrupt": lambda d, spark: d.where("_corrupt_record IS NOT NULL").count(),
}

MODES = ["PERMISSIVE", "DROPMALFORMED", "FAILFAST"]


def add(kind, mode, asked, corrupt):
    suffix, text, options = KINDS[kind]
    schema = "a int, b int" + (", _corrupt_record string" if corrupt else "")

    def run(spark, directory):
        read = spark.read.schema(schema).options(mode=mode, **options)
        return ASKED[asked](read.format(suffix).load(f"{directory}/in.{suffix}"), spark)

    name = f"{kind}_{mode.lower()}_{asked}" + ("_beside_corrupt" if corrupt and "corrupt" not in asked else "")
    CASES.add(name, on_files({f"in.{suffix}": text}, run, ordered=False))


for kind in KINDS:
    for mode in MODES:
        for asked in ASKED:
            if asked == "with_twice" and mode == "FAILFAST":
                # Two stages fail, and which of them is told is a matter of luck.
                continue
            if "corrupt" not in asked and mode != "PERMISSIVE":
                add(kind, mode, asked, False)
            if "corrupt" in asked or asked in ("all", "a", "count"):
                add(kind, mode, asked, True)
