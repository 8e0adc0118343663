"""Records anew what a real Spark answers to the texts of the fixtures beside the tests of the parser and of types.

Run with a Python that has the wanted PySpark (and Java): the texts are taken from the files, all else is replaced.
"""

import json
import pathlib
import re

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

here = pathlib.Path(__file__).parent
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
parser = spark._jsparkSession.sessionState().sqlParser()


def thrown(error):
    java = error.java_exception if isinstance(error, Py4JJavaError) else error._origin
    params = java.getMessageParameters()
    context = [[c.startIndex(), c.stopIndex() + 1] for c in java.getQueryContext()]
    return java.getMessage(), {"condition": java.getCondition(), "params": {k: params[k] for k in params}, "context": context}


def spans(node, text, out):
    origin = node.origin()
    if origin.startIndex().isDefined() and origin.sqlText().isDefined() and origin.sqlText().get() == text:
        out.add((origin.startIndex().get(), origin.stopIndex().get() + 1))
    children = node.children()
    for i in range(children.size()):
        spans(children.apply(i), text, out)
    return out


def expression(text):
    try:
        return {"text": text, "spans": sorted(spans(parser.parseExpression(text), text, set()))}
    except Exception as error:
        return {"text": text, **thrown(error)[1]}


def statement(text):
    try:
        parser.parsePlan(text)
        return {"text": text}
    except Exception as error:
        message, record = thrown(error)
        record = {"text": text, **record}
        if place := re.search(r" \(line (\d+), pos (\d+)\)\n", message):
            record["line"], record["pos"] = int(place[1]), int(place[2])
        record["tail"] = message[message.find("\n== SQL") :] if "\n== SQL" in message else ""
        return record


def refused(parse, text):
    try:
        parse(text)
    except Exception as error:
        record = thrown(error)[1]
        return {"text": text, "condition": record["condition"], "params": record["params"]}
    raise AssertionError(text)


def data_type(text):
    t = parser.parseDataType(text)
    return {"text": text, "simple": t.simpleString(), "catalog": t.catalogString(), "sql": t.sql(), "json": t.json()}


def schema(text):
    t = parser.parseTableSchema(text)
    trees = {"tree": t.treeString(2**31 - 1), "tree1": t.treeString(1), "tree2": t.treeString(2)}
    return {"text": text, "ddl": t.toDDL(), "json": t.json(), **trees}


def lines(records, indent="  "):
    return "[\n" + ",\n".join(indent + json.dumps(r, ensure_ascii=False) for r in records) + "\n" + indent[2:] + "]"


for name, record in [("expressions", expression), ("syntax-errors", statement)]:
    file = next(here.glob(f"{name}-spark-*.json"))
    texts = [r["text"] for r in json.loads(file.read_text())]
    file.unlink()
    here.joinpath(f"{name}-spark-{spark.version}.json").write_text(lines(map(record, texts)) + "\n")

file = next((here.parent / "types").glob("types-spark-*.json"))
old = json.loads(file.read_text())
new = {
    "types": [data_type(r["text"]) for r in old["types"]],
    "schemas": [schema(r["text"]) for r in old["schemas"]],
    "badTypes": [refused(parser.parseDataType, r["text"]) for r in old["badTypes"]],
    "badSchemas": [refused(parser.parseTableSchema, r["text"]) for r in old["badSchemas"]],
}
file.unlink()
body = ",\n".join(f'  "{key}": {lines(records, "    ")}' for key, records in new.items())
file.with_name(f"types-spark-{spark.version}.json").write_text("{\n" + body + "\n}\n")
