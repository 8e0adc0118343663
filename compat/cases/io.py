"""Files: reading with every common option, writing with every save mode, partitions, names that match several."""

import datetime
import decimal
import os
import pathlib
import re
import shutil
import tempfile

from case import Cases
from pyspark.sql import Row
from pyspark.sql import functions as F

CASES = Cases()


def on_files(files, use, **options):
    """A case over a directory with these files: relative name to text (or bytes)."""

    def run(spark):
        directory = pathlib.Path(tempfile.mkdtemp(prefix="firesteel-io-"))
        try:
            for name, content in files.items():
                path = directory / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
            result = use(spark, str(directory))
            if hasattr(result, "collect"):
                rows = [list(row) for row in result.collect()]
                if not options.get("ordered", True):
                    rows.sort(key=repr)
                return [result.schema.json(), rows]
            return result
        except Exception as error:
            for change in (getattr(error, "_messageParameters", None), getattr(error, "_message_parameters", None)):
                for key in list(change or {}):
                    change[key] = re.sub(r"part-[^/]*?(\.\w+)+$", "<part>", change[key].replace(str(directory), "<dir>"))
            raise
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    return run


def files(name, contents, use, **options):
    CASES.add(name, on_files(contents, use, **options))


def csv(name, text, use, **options):
    files(f"csv_{name}", {"in.csv": text}, lambda spark, d: use(spark, f"{d}/in.csv"), **options)


def json(name, text, use, **options):
    files(f"json_{name}", {"in.json": text}, lambda spark, d: use(spark, f"{d}/in.json"), **options)


# ---- CSV ----

csv("plain", "a,b\n1,x\n2,y\n", lambda spark, p: spark.read.csv(p))
csv("header", "a,b\n1,x\n2,y\n", lambda spark, p: spark.read.csv(p, header=True))
csv("infer", "i,l,d,s,b,dt,ts\n1,3000000000,1.5,x,true,2024-01-02,2024-01-02 03:04:05\n2,4,2,,false,2024-02-03,2024-02-03 00:00:00\n", lambda spark, p: spark.read.csv(p, header=True, inferSchema=True))
csv("infer_mixed", "a,b,c,d\n1,1,true,2024-01-01\nx,1.5,no,5\n,,,\n", lambda spark, p: spark.read.option("header", "true").option("inferSchema", "true").csv(p))
csv("infer_decimal", "a,b\n12345678901234567890,1\n1,99999999999\n", lambda spark, p: spark.read.csv(p, header=True, inferSchema=True))
csv("schema", "a,b\n1,x\n2,y\n", lambda spark, p: spark.read.schema("p int, q string").csv(p, header=True))
csv("schema_types", "1,1.50,2024-01-02,2024-01-02 03:04:05,true,abc\n,,,,,\n", lambda spark, p: spark.read.csv(p, schema="a int, b decimal(5,2), c date, d timestamp, e boolean, f string"))
csv("separator", "a|b\n1|x\n", lambda spark, p: spark.read.csv(p, sep="|", header=True))
csv("tab", "1\tx\n2\ty z\n", lambda spark, p: spark.read.option("delimiter", "\t").csv(p))
csv("long_separator", "1||x\n2||y\n", lambda spark, p: spark.read.csv(p, sep="||"))
csv("quotes", 'a,b\n"x,1","say ""hi"""\n"line\\"s",plain\n\'q\',"" \n', lambda spark, p: spark.read.csv(p, header=True))
csv("quotes_escape", 'a,b\n"x ""q""",2\n', lambda spark, p: spark.read.csv(p, header=True, escape='"'))
csv("multiline", 'a,b\n"one\ntwo",2\nx,3\n', lambda spark, p: spark.read.csv(p, header=True, multiLine=True))
csv("null_value", "a,b\nNA,1\nx,NA\n", lambda spark, p: spark.read.csv(p, header=True, nullValue="NA", inferSchema=True))
csv("empty_values", 'a,b\n"",1\n,2\n', lambda spark, p: spark.read.csv(p, header=True))
csv("comment", "#note\na,b\n1,2\n#x\n3,4\n", lambda spark, p: spark.read.csv(p, header=True, comment="#"))
csv("spaces", "a , b\n 1 , x \n", lambda spark, p: spark.read.csv(p, header=True, ignoreLeadingWhiteSpace=True, ignoreTrailingWhiteSpace=True))
csv("spaces_kept", "a , b\n 1 , x \n", lambda spark, p: spark.read.csv(p, header=True))
csv("date_format", "d,t\n31/12/2024,31.12.2024 23:59\n", lambda spark, p: spark.read.schema("d date, t timestamp").csv(p, header=True, dateFormat="dd/MM/yyyy", timestampFormat="dd.MM.yyyy HH:mm"))
csv("short_rows", "a,b,c\n1,2\n3,4,5,6\n7,8,9\n", lambda spark, p: spark.read.csv(p, header=True))
csv("malformed_permissive", "a,b\n1,x\nz,y\n", lambda spark, p: spark.read.schema("a int, b string").csv(p, header=True))
csv("malformed_drop", "a,b\n1,x\nz,y\n", lambda spark, p: spark.read.schema("a int, b string").csv(p, header=True, mode="DROPMALFORMED"))
csv("malformed_fail", "a,b\n1,x\nz,y\n", lambda spark, p: spark.read.schema("a int, b string").csv(p, header=True, mode="FAILFAST").collect())
csv("corrupt_record", "a,b\n1,x\nz,y\n", lambda spark, p: spark.read.schema("a int, b string, _corrupt_record string").csv(p, header=True))
csv("duplicate_header", "a,a,b\n1,2,3\n", lambda spark, p: spark.read.csv(p, header=True))
csv("empty_header_cell", "a,,b\n1,2,3\n", lambda spark, p: spark.read.csv(p, header=True))
csv("special_doubles", "NaN,Inf\n1.5,-Inf\n", lambda spark, p: spark.read.schema("a double, b double").csv(p))
csv("special_doubles_named", "nope,big\n", lambda spark, p: spark.read.schema("a double, b double").csv(p, nanValue="nope", positiveInf="big"))
csv("latin1", "a\né\n".encode("latin-1"), lambda spark, p: spark.read.csv(p, header=True, encoding="ISO-8859-1"))
csv("crlf", "a,b\r\n1,x\r\n", lambda spark, p: spark.read.csv(p, header=True))
csv("blank_lines", "a,b\n\n1,x\n\n\n2,y\n", lambda spark, p: spark.read.csv(p, header=True))
csv("only_header", "a,b\n", lambda spark, p: spark.read.csv(p, header=True, inferSchema=True))
csv("empty_file", "", lambda spark, p: spark.read.csv(p))
csv("empty_file_schema", "", lambda spark, p: spark.read.csv(p, schema="a int"))
csv("options", "x;1,5\n", lambda spark, p: spark.read.options(sep=";", header=False).csv(p))
csv("enforce_order", "b,a\nx,1\n", lambda spark, p: spark.read.schema("a string, b string").csv(p, header=True, enforceSchema=False).collect())
csv("prune", "a,b,c\n1,2,3\n", lambda spark, p: spark.read.csv(p, header=True).select("c"))
csv("count", "a,b\n1,2\n3,4\n", lambda spark, p: spark.read.csv(p, header=True).count())
csv("format_load", "a,b\n1,2\n", lambda spark, p: spark.read.format("csv").option("header", True).load(p))
csv("unknown_option", "a,b\n1,2\n", lambda spark, p: spark.read.option("noSuchOption", "1").csv(p))
csv("in_sql", "1,2\n", lambda spark, p: spark.sql(f"SELECT * FROM csv.`{p}`"))
csv("bad_mode", "1,2\n", lambda spark, p: spark.read.option("mode", "WHATEVER").schema("a int, b int").csv(p))
files("csv_several", {"a.csv": "h\n1\n", "b.csv": "h\n2\n"}, lambda spark, d: spark.read.csv([f"{d}/a.csv", f"{d}/b.csv"], header=True), ordered=False)

# ---- JSON ----

json("infer", '{"a":1,"b":"x","c":1.5,"d":true,"e":null}\n{"a":2,"b":"y","f":[1,2]}\n', lambda spark, p: spark.read.json(p))
json("infer_nested", '{"s":{"x":1,"y":{"z":"q"}},"l":[{"k":1},{"k":2.5}]}\n', lambda spark, p: spark.read.json(p))
json("infer_conflict", '{"a":1}\n{"a":"x"}\n{"a":[1]}\n', lambda spark, p: spark.read.json(p))
json("infer_big", '{"a":9223372036854775808,"b":1e400,"c":0.1}\n', lambda spark, p: spark.read.json(p))
json("schema", '{"a":1,"b":"x"}\n{"a":"7","c":3}\n{}\n', lambda spark, p: spark.read.schema("b string, a int").json(p))
json("schema_types", '{"a":1,"b":"1.5","c":"2024-01-02","d":"2024-01-02T03:04:05.678Z","e":"true","f":1.25,"g":"eHk="}\n', lambda spark, p: spark.read.schema("a string, b double, c date, d timestamp, e boolean, f decimal(5,2), g binary").json(p))
json("schema_nested", '{"s":{"x":1},"l":[1,null],"m":{"k":2}}\n', lambda spark, p: spark.read.schema("s struct<x:int,y:string>, l array<bigint>, m map<string,int>").json(p))
json("multiline", '[{"a":1},\n {"a":2}]', lambda spark, p: spark.read.json(p, multiLine=True))
json("corrupt", '{"a":1}\n{"a":\n{"a":3}\n', lambda spark, p: spark.read.schema("a int, _corrupt_record string").json(p))
json("drop_malformed", '{"a":1}\n{"a":\n{"a":3}\n', lambda spark, p: spark.read.schema("a int").json(p, mode="DROPMALFORMED"))
json("fail_fast", '{"a":1}\n{"a":\n', lambda spark, p: spark.read.schema("a int").json(p, mode="FAILFAST").collect())
json("wrong_type", '{"a":"x","b":2}\n', lambda spark, p: spark.read.schema("a int, b int").json(p))
json("primitives_as_string", '{"a":1,"b":true}\n', lambda spark, p: spark.read.json(p, primitivesAsString=True))
json("dates", '{"d":"2024-01-02","t":"2024-01-02 03:04:05"}\n', lambda spark, p: spark.read.json(p))
json("unquoted", "{a:1,'b':'x'}\n", lambda spark, p: spark.read.json(p, allowUnquotedFieldNames=True, allowSingleQuotes=True))
json("blank_lines", '{"a":1}\n\n  \n{"a":2}\n', lambda spark, p: spark.read.json(p))
json("case", '{"A":1}\n{"A":2}\n', lambda spark, p: spark.read.json(p).select("a"))
json("empty_file", "", lambda spark, p: spark.read.schema("a int").json(p))
json("unicode", '{"é":"日本 \\u00e9 \\n"}\n', lambda spark, p: spark.read.json(p))
json("in_sql", '{"a":1}\n', lambda spark, p: spark.sql(f"SELECT * FROM json.`{p}`"))

# ---- text ----

files("text_lines", {"in.txt": "one\ntwo\n\nthree"}, lambda spark, d: spark.read.text(f"{d}/in.txt"))
files("text_whole", {"in.txt": "one\ntwo\n"}, lambda spark, d: spark.read.text(f"{d}/in.txt", wholetext=True))
files("text_separator", {"in.txt": "one;two"}, lambda spark, d: spark.read.text(f"{d}/in.txt", lineSep=";"))
files("text_crlf", {"in.txt": "one\r\ntwo\r\n"}, lambda spark, d: spark.read.text(f"{d}/in.txt"))

# ---- paths ----

tree = {"p=1/a.csv": "x\n1\n", "p=2/b.csv": "x\n2\n", "p=2/_hidden.csv": "x\n9\n", "p=__HIVE_DEFAULT_PARTITION__/c.csv": "x\n3\n"}
files("path_partitions", tree, lambda spark, d: spark.read.csv(d, header=True), ordered=False)
files("path_partition_filter", tree, lambda spark, d: spark.read.csv(d, header=True).filter("p = 2"), ordered=False)
files("path_partition_base", tree, lambda spark, d: spark.read.option("basePath", d).csv(f"{d}/p=1", header=True))
files("path_partition_one", tree, lambda spark, d: spark.read.csv(f"{d}/p=1", header=True))
files("path_partition_types", {"d=2024-01-02/s=a%20b/a.csv": "x\n1\n", "d=2024-01-03/s=7/a.csv": "x\n2\n"}, lambda spark, d: spark.read.csv(d, header=True), ordered=False)
files("path_partition_schema", tree, lambda spark, d: spark.read.schema("x int, p string").csv(d, header=True), ordered=False)
files("path_partition_conflict", {"p=1/a.csv": "x\n", "q=1/a.csv": "x\n"}, lambda spark, d: spark.read.csv(d, header=True).columns)
files("path_glob", {"a1.csv": "1\n", "a2.csv": "2\n", "b1.csv": "3\n"}, lambda spark, d: spark.read.csv(f"{d}/a*.csv"), ordered=False)
files("path_glob_braces", {"a.csv": "1\n", "b.csv": "2\n", "c.csv": "3\n"}, lambda spark, d: spark.read.csv(f"{d}/{{a,c}}.csv"), ordered=False)
files("path_glob_class", {"f1.csv": "1\n", "f2.csv": "2\n", "f9.csv": "3\n"}, lambda spark, d: spark.read.csv(f"{d}/f[1-3].csv"), ordered=False)
files("path_glob_nothing", {"a.csv": "1\n"}, lambda spark, d: spark.read.csv(f"{d}/z*.csv"))
files("path_glob_filter", {"a.csv": "1\n", "b.txt": "2\n"}, lambda spark, d: spark.read.option("pathGlobFilter", "*.csv").csv(d))
files("path_recursive", {"x/a.csv": "1\n", "x/y/b.csv": "2\n"}, lambda spark, d: spark.read.option("recursiveFileLookup", "true").csv(d), ordered=False)
files("path_missing", {}, lambda spark, d: spark.read.csv(f"{d}/absent.csv"))
files("path_missing_parquet", {}, lambda spark, d: spark.read.parquet(f"{d}/absent"))
files("path_missing_json", {}, lambda spark, d: spark.read.json(f"{d}/absent"))
files("path_empty_directory", {"e/.keep": ""}, lambda spark, d: spark.read.parquet(f"{d}/e"))
files("path_empty_directory_csv", {"e/.keep": ""}, lambda spark, d: spark.read.csv(f"{d}/e"))
files("path_empty_directory_schema", {"e/.keep": ""}, lambda spark, d: spark.read.schema("a int").parquet(f"{d}/e"))
files("path_not_parquet", {"a.parquet": "not a parquet file at all"}, lambda spark, d: spark.read.schema("a int").parquet(f"{d}/a.parquet").collect())
files("path_file_scheme", {"a.csv": "1\n"}, lambda spark, d: spark.read.csv(f"file://{d}/a.csv"))
files("path_unknown_format", {"a.csv": "1\n"}, lambda spark, d: spark.read.format("nosuchformat").load(f"{d}/a.csv"))
files("path_input_files", {"a.csv": "1\n", "b.csv": "2\n"}, lambda spark, d: sorted(os.path.basename(f) for f in spark.read.csv(d).inputFiles()))
files("path_file_name", {"a.csv": "1\n"}, lambda spark, d: [os.path.basename(r[0]) for r in spark.read.csv(d).select(F.input_file_name()).collect()])
files("path_metadata", {"a.csv": "1\n"}, lambda spark, d: spark.read.csv(d).select("_c0", "_metadata.file_name", "_metadata.file_size"))

# ---- writing ----


def frame(spark):
    return spark.createDataFrame(
        [
            (1, "a", 1.5, decimal.Decimal("1.25"), datetime.date(2024, 1, 2), datetime.datetime(2024, 1, 2, 3, 4, 5, 600000), True, None),
            (2, None, None, None, None, None, None, "x"),
            (3, 'quote " and, comma', -2.0, decimal.Decimal("-0.50"), datetime.date(1999, 12, 31), datetime.datetime(1999, 12, 31, 23, 59, 59), False, ""),
        ],
        "i int, s string, d double, m decimal(10,2), dt date, ts timestamp, b boolean, n string",
    )


def written(directory):
    """Names of what was written, with the parts that are random taken out."""
    found = []
    for root, _, names in os.walk(directory):
        for name in names:
            ending = name.split(".", 1)[1] if name.startswith("part-") else name
            if not name.endswith(".crc"):
                found.append(os.path.join(os.path.relpath(root, directory), f"part.{ending}" if name.startswith("part-") else name))
    return sorted(set(found))


for kind in ("parquet", "csv", "json", "orc"):
    if kind != "orc":
        files(f"write_{kind}", {}, lambda spark, d, kind=kind: (frame(spark).coalesce(1).write.format(kind).save(f"{d}/out"), written(f"{d}/out"))[1])
        files(f"write_{kind}_back", {}, lambda spark, d, kind=kind: (frame(spark).coalesce(1).write.format(kind).save(f"{d}/out"), spark.read.schema(frame(spark).schema).format(kind).load(f"{d}/out").orderBy("i"))[1])
    files(f"write_{kind}_exists", {}, lambda spark, d, kind=kind: [spark.range(2).write.format(kind).save(f"{d}/out"), spark.range(2).write.format(kind).save(f"{d}/out")])
files("write_parquet_schema", {}, lambda spark, d: (frame(spark).write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").orderBy("i"))[1])
files("write_csv_text", {}, lambda spark, d: (frame(spark).coalesce(1).write.csv(f"{d}/out"), "".join(p.read_text() for p in pathlib.Path(f"{d}/out").glob("part-*")))[1])
files("write_csv_text_options", {}, lambda spark, d: (frame(spark).coalesce(1).write.csv(f"{d}/out", header=True, sep=";", nullValue="NULL", quoteAll=True, dateFormat="dd.MM.yyyy", timestampFormat="HH:mm"), "".join(p.read_text() for p in pathlib.Path(f"{d}/out").glob("part-*")))[1])
files("write_json_text", {}, lambda spark, d: (frame(spark).coalesce(1).write.json(f"{d}/out"), "".join(p.read_text() for p in pathlib.Path(f"{d}/out").glob("part-*")))[1])
files("write_json_nulls_text", {}, lambda spark, d: (frame(spark).coalesce(1).write.json(f"{d}/out", ignoreNullFields=False), "".join(p.read_text() for p in pathlib.Path(f"{d}/out").glob("part-*")))[1])
files("write_json_nested_text", {}, lambda spark, d: (spark.sql("SELECT array(1, null) a, map('k', 1.5BD) m, struct(1 x, null y) s, X'00FF' b, interval '1' day i, timestamp_ntz'2024-01-01 01:02:03' n, double('NaN') d").coalesce(1).write.json(f"{d}/out"), "".join(p.read_text() for p in pathlib.Path(f"{d}/out").glob("part-*")))[1])
files("write_text", {}, lambda spark, d: (spark.range(3).selectExpr("string(id) AS value").coalesce(1).write.text(f"{d}/out"), "".join(p.read_text() for p in pathlib.Path(f"{d}/out").glob("part-*")))[1])
files("write_text_two_columns", {}, lambda spark, d: frame(spark).select("s", "n").write.text(f"{d}/out"))
files("write_text_int", {}, lambda spark, d: spark.range(3).write.text(f"{d}/out"))
files("write_csv_nested", {}, lambda spark, d: spark.sql("SELECT array(1) AS a").write.csv(f"{d}/out"))
files("write_overwrite", {}, lambda spark, d: [spark.range(5).write.parquet(f"{d}/out"), spark.range(2).write.mode("overwrite").parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").count()])
files("write_append", {}, lambda spark, d: [spark.range(5).write.parquet(f"{d}/out"), spark.range(2).write.mode("append").parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").count()])
files("write_ignore", {}, lambda spark, d: [spark.range(5).write.parquet(f"{d}/out"), spark.range(2).write.mode("ignore").parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").count()])
files("write_bad_mode", {}, lambda spark, d: spark.range(2).write.mode("sometimes").parquet(f"{d}/out"))
files("write_into_absent_parent", {}, lambda spark, d: [spark.range(2).write.parquet(f"{d}/x/y/out"), spark.read.parquet(f"{d}/x/y/out").count()])
files("write_empty", {}, lambda spark, d: (frame(spark).limit(0).write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out"))[1])
files("write_no_columns", {}, lambda spark, d: spark.range(2).select().write.parquet(f"{d}/out"))
files("write_duplicate_columns", {}, lambda spark, d: spark.sql("SELECT 1 AS a, 2 AS A").write.parquet(f"{d}/out"))
files("write_null_type", {}, lambda spark, d: (spark.sql("SELECT 1 AS a, NULL AS n").write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out"))[1])
files("write_interval_parquet", {}, lambda spark, d: (spark.sql("SELECT INTERVAL '1' DAY AS a").write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out"))[1])
files("write_nested_parquet", {}, lambda spark, d: (spark.sql("SELECT array(1, null) a, map('k', array(1.5BD)) m, named_struct('x', 1, 'y', named_struct('z', date'2024-01-01')) s, X'00FF' b, timestamp_ntz'2024-01-01 01:02:03' n, 1Y t, 2S u, float(1.5) f").write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out"))[1])
files("write_wide_decimals", {}, lambda spark, d: (spark.sql("SELECT CAST('99999999999999999999999999999999999999' AS DECIMAL(38,0)) a, CAST('0.5' AS DECIMAL(38,38)) b, CAST(1.5 AS DECIMAL(9,2)) c, CAST(-1.5 AS DECIMAL(18,2)) e").write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out"))[1])
files("write_old_dates", {}, lambda spark, d: (spark.sql("SELECT DATE'1000-01-01' a, TIMESTAMP'1800-01-01 00:00:00' b, DATE'9999-12-31' c").write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out"))[1])
files("write_partitioned", {}, lambda spark, d: (frame(spark).coalesce(1).write.partitionBy("s").parquet(f"{d}/out"), written(f"{d}/out"))[1])
files("write_partitioned_back", {}, lambda spark, d: (frame(spark).write.partitionBy("b", "dt").parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").orderBy("i"))[1])
files("write_partitioned_csv", {}, lambda spark, d: (frame(spark).select("i", "d", "s").write.partitionBy("d").csv(f"{d}/out", header=True), spark.read.csv(f"{d}/out", header=True).orderBy("i"))[1])
files("write_partitioned_names", {}, lambda spark, d: (spark.createDataFrame([(1, "a b/c:%"), (2, ""), (3, "x=y")], "i int, p string").coalesce(1).write.partitionBy("p").json(f"{d}/out"), written(f"{d}/out"), spark.read.json(f"{d}/out").orderBy("i").collect())[1:])
files("write_partition_append", {}, lambda spark, d: [spark.range(4).selectExpr("id", "id % 2 AS p").write.partitionBy("p").parquet(f"{d}/out"), spark.range(2).selectExpr("id", "5 AS p").write.mode("append").partitionBy("p").parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").groupBy("p").count().orderBy("p").collect()])
files("write_partition_dynamic", {}, lambda spark, d: [spark.range(4).selectExpr("id", "id % 2 AS p").write.partitionBy("p").parquet(f"{d}/out"), spark.range(7).selectExpr("id", "1 AS p").write.option("partitionOverwriteMode", "dynamic").mode("overwrite").partitionBy("p").parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").groupBy("p").count().orderBy("p").collect()])
files("write_partition_unknown", {}, lambda spark, d: frame(spark).write.partitionBy("zz").parquet(f"{d}/out"))
files("write_partition_all", {}, lambda spark, d: spark.range(2).write.partitionBy("id").parquet(f"{d}/out"))
files("write_compression", {}, lambda spark, d: (frame(spark).coalesce(1).write.option("compression", "gzip").csv(f"{d}/out"), written(f"{d}/out"), spark.read.csv(f"{d}/out").count())[1:])
files("write_parquet_zstd", {}, lambda spark, d: (frame(spark).coalesce(1).write.option("compression", "zstd").parquet(f"{d}/out"), written(f"{d}/out"), spark.read.parquet(f"{d}/out").count())[1:])
files("write_bad_compression", {}, lambda spark, d: frame(spark).write.option("compression", "squeeze").parquet(f"{d}/out"))
files("write_failing_leaves_nothing", {}, lambda spark, d: spark.range(10).selectExpr("1 / (id - 9) AS x").write.parquet(f"{d}/out"))
files("write_sort_within", {}, lambda spark, d: (spark.range(5).coalesce(1).orderBy(F.desc("id")).write.json(f"{d}/out"), "".join(p.read_text() for p in sorted(pathlib.Path(f"{d}/out").glob("part-*"))))[1])

# ---- Parquet ----

files("parquet_merge_schema", {}, lambda spark, d: (spark.range(1).write.parquet(f"{d}/out/k=1"), spark.range(1).selectExpr("id", "'x' AS t").write.parquet(f"{d}/out/k=2"), spark.read.option("mergeSchema", "true").parquet(f"{d}/out").orderBy("k"))[2])
files("parquet_other_schema", {}, lambda spark, d: (spark.createDataFrame([(1, "a")], "x int, y string").write.parquet(f"{d}/out"), spark.read.schema("y string, z int, x bigint").parquet(f"{d}/out"))[1])
files("parquet_wrong_type", {}, lambda spark, d: (spark.createDataFrame([(1, "a")], "x int, y string").write.parquet(f"{d}/out"), spark.read.schema("x string").parquet(f"{d}/out").collect())[1])
files("parquet_case", {}, lambda spark, d: (spark.createDataFrame([(1,)], "Xyz int").write.parquet(f"{d}/out"), spark.read.schema("xyz int").parquet(f"{d}/out"))[1])
files("parquet_filter", {}, lambda spark, d: (spark.range(1000).selectExpr("id", "string(id) AS s").write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").filter("id > 997 OR s = '5'").orderBy("id"))[1])
files("parquet_count", {}, lambda spark, d: (spark.range(1000).write.parquet(f"{d}/out"), spark.read.parquet(f"{d}/out").count())[1])
files("parquet_view_sql", {}, lambda spark, d: (spark.range(5).write.parquet(f"{d}/out"), spark.sql(f"SELECT sum(id) FROM parquet.`{d}/out`"))[1])
