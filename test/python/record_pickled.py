"""Records what a real Spark makes of values that pickled functions get and return.

    PYSPARK_PYTHON=PYTHON TZ=America/Los_Angeles PYTHON test/python/record_pickled.py FILE

PYTHON is an interpreter with the full PySpark, pandas and the Connect client.
"""
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "../../compat")]

import record
from pyspark.sql.functions import expr, udf
from pickled_values import KEYS, TYPES, VALUES

INPUTS = [
    "true", "cast(null as boolean)", "-128Y", "32767S", "-2147483648", "9223372036854775807L", "cast(0.1 as float)", "1.5D",
    "double('NaN')", "-0.0D", "1.50BD", "cast(0 as decimal(38,18))", "cast(-12345678901234567890123456789012345678 as decimal(38,0))",
    "'abc'", "''", "X'00ff41'", "date'2024-02-29'", "date'0001-01-01'", "timestamp_ntz'2024-07-01 12:34:56.789'",
    "timestamp'2024-07-01 12:34:56.789012 UTC'", "timestamp'1969-12-31 23:59:59.999999 UTC'", "interval '1 02:03:04.567891' day to second",
    "interval '-1' day", "interval '1-2' year to month", "make_interval(1,2,3,4,5,6,7.5)", "array(1,2,null)", "array(array(1L),null)",
    "array('a',null)", "array(date'2024-01-01')", "map('b',1,'a',null,'zz',3,'Aa',4,'BB',5)", "map(17,'x',1,'y',33,'z')",
    "map(1L,array('x'))", "struct(1 as a,'x' as b)", "named_struct('a',struct(1L as c),'b',array(struct(2 as d)))",
    "struct(date'2024-01-01' as t, 1.10BD as d)", "null", "cast(null as struct<a:int>)",
]

spark = record.start()
spark.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
told = {"inputs": {}, "returns": {}}
# What was recorded already is kept: remove the file to record all anew.
if os.path.exists(sys.argv[1]):
    with open(sys.argv[1]) as kept:
        told = json.load(kept)
show = udf(lambda x: type(x).__module__ + "." + type(x).__name__ + " " + repr(x), "string", useArrow=False)


def fault(e):
    text = str(e)
    for name in ("net.razorvine.pickle.PickleException: ", "java.lang.IllegalStateException: ", "java.lang.IllegalArgumentException: "):
        if name in text:
            return {"error": name.split(".")[-1].rstrip(": "), "message": text.split(name)[1].split("\n")[0]}
    lines = [line for line in text.split("JVM stacktrace")[0].strip().split("\n") if line and line != " SQLSTATE: 38000"]
    return {"error": type(e).__name__, "message": lines[0 if lines[0].startswith("[") and "PYTHON_EXCEPTION" not in lines[0] else -1]}


for text in [text for text in INPUTS if text not in told["inputs"]]:
    try:
        told["inputs"][text] = spark.range(1).select(show(expr(text))).collect()[0][0]
    except Exception as e:
        told["inputs"][text] = fault(e)

# Values of other classes fail in PySpark already, where the type converts them.
TIMES = ["None", "date", "datetime", "datetime before 1970", "timedelta", "negative timedelta"]
CONVERTED = {"date", "timestamp", "timestamp_ntz", "interval day to second"}
unread = {key for answers in told["returns"].values() for key, value in answers.items() if "PickleException" in str(value)}


def ask(name, indexes):
    made = udf((lambda values: lambda i: values[i])(list(VALUES.values())), TYPES[name], useArrow=False)
    rows = spark.createDataFrame([(i,) for i in indexes], "i int").coalesce(1).select("i", made("i").alias("v"))
    is_nested = "<" in name
    shown = "hex(v)" if name == "binary" else "to_json(struct(v))" if is_nested else "cast(v as string)"
    try:
        for i, value in rows.selectExpr("i", shown).collect():
            told["returns"].setdefault(name, {})[KEYS[i]] = value
    except Exception as e:
        if len(indexes) > 1:
            half = len(indexes) // 2
            ask(name, indexes[:half])
            ask(name, indexes[half:])
            return
        told["returns"].setdefault(name, {})[KEYS[indexes[0]]] = fault(e)
        if "PickleException" in str(e):
            unread.add(KEYS[indexes[0]])


for name in [name for name in TYPES if name not in told["returns"]]:
    # What no unpickler reads is asked of the first type only.
    asked = TIMES if name in CONVERTED else [key for key in KEYS if key not in unread]
    ask(name, [KEYS.index(key) for key in asked])
    with open(sys.argv[1], "w") as out:
        json.dump(told, out, indent=1, ensure_ascii=False)
    print(name, file=sys.stderr, flush=True)
sys.stdout.flush()
os._exit(0)
