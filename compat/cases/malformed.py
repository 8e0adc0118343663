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


def text(name, files, read, **options):
    CASES.add(name, on_files(files, read, ordered=False), ordered=False, **options)


BLANKS = "a,b\r\n1,2\r\n\r\n2,x\r\n   \r\n4,4\r\nz,5\r\n"
for mode in MODES[:2]:
    text(f"blank_lines_{mode.lower()}", {"in.csv": BLANKS}, lambda spark, d, mode=mode: spark.read.schema("a int, b int, _corrupt_record string").csv(f"{d}/in.csv", header=True, mode=mode))
    text(f"blank_lines_count_{mode.lower()}", {"in.csv": BLANKS}, lambda spark, d, mode=mode: spark.read.schema("a int, b int").csv(f"{d}/in.csv", header=True, mode=mode).count())
    text(f"corrupt_in_another_case_{mode.lower()}", {"in.csv": LINES}, lambda spark, d, mode=mode: spark.read.schema("a int, b int, BAD string").csv(f"{d}/in.csv", mode=mode, columnNameOfCorruptRecord="bad"))
BOM = b"\xef\xbb\xbfa,b\n1,2\n2,x\nz,3\n"
text("bom_before_a_checked_header", {"in.csv": BOM}, lambda spark, d: spark.read.schema("a int, b int").csv(f"{d}/in.csv", header=True, enforceSchema=False))
WRONG = "x,b\n1,2\n"
text("header_of_what_is_not_read", {"in.csv": WRONG}, lambda spark, d: spark.read.schema("a int, b int").csv(f"{d}/in.csv", header=True, enforceSchema=False).select("b"))
text("header_of_what_is_read", {"in.csv": WRONG}, lambda spark, d: spark.read.schema("a int, b int").csv(f"{d}/in.csv", header=True, enforceSchema=False).select("a"))
text("header_of_documents", {"in.csv": WRONG}, lambda spark, d: spark.read.schema("a int, b int").csv(f"{d}/in.csv", header=True, enforceSchema=False, multiLine=True).count())
text("header_too_long", {"in.csv": "a,b,c\n1,2,3\n"}, lambda spark, d: spark.read.schema("a int, b int").csv(f"{d}/in.csv", header=True, enforceSchema=False))
for kind in ("csv", "json"):
    text(f"{kind}_corrupt_of_another_type", {f"in.{kind}": ""}, lambda spark, d, kind=kind: spark.read.schema("a int, _corrupt_record int").format(kind).load(f"{d}/in.{kind}"))
    text(f"{kind}_names_twice", {f"in.{kind}": ""}, lambda spark, d, kind=kind: spark.read.schema("a int, A int").format(kind).load(f"{d}/in.{kind}"))
text("json_names_in_other_cases", {"in.json": '{"a":1,"A":2}\n'}, lambda spark, d: spark.read.json(f"{d}/in.json"))
text("json_names_twice_inside", {"in.json": '{"s":{"x":1,"X":2}}\n'}, lambda spark, d: spark.read.json(f"{d}/in.json"))
text("json_names_told_apart", {"in.json": '{"a":1,"a":2}\n'}, lambda spark, d: spark.read.json(f"{d}/in.json"))
for asked in ("p", "_metadata.file_name"):
    text("json_failfast_" + ("partition" if asked == "p" else "metadata"), {"p=1/in.json": DOCUMENTS}, lambda spark, d, asked=asked: spark.read.schema("a int, b int").json(d, mode="FAILFAST").select(asked))
