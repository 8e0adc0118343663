"""Asks a real Spark the expressions of a report and prints who differs from it.

    DIFFERENTIAL_REPORT=/tmp/report.jsonl npx vitest run test/differential/expressions.test.ts
    python test/differential/ask_spark.py /tmp/report.jsonl
"""

import collections
import json
import re
import sys

from pyspark.sql import SparkSession

path = sys.argv[1]
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.shuffle.partitions", "1")
    .config("spark.log.level", "OFF")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
table = spark.sql(open(path + ".sql").read())
table.coalesce(1).sortWithinPartitions("id").write.mode("overwrite").parquet(path + ".parquet")
spark.read.parquet(path + ".parquet").createOrReplaceTempView("t")


def condition(error):
    name = None
    for method in ("getCondition", "getErrorClass"):
        if hasattr(error, method):
            name = getattr(error, method)()
            if name:
                return name
    found = re.search(r"\[([A-Z][A-Z_0-9.]+)\]", str(error))
    return found.group(1) if found else str(error).split("\n")[0][:150]


def cells(sql, kind, ids):
    shown = "hex(v)" if kind == "binary" else "CAST(v AS STRING)"
    where = ", ".join(map(str, ids))
    frame = spark.sql(f"SELECT id, {shown} FROM (SELECT id, {sql} AS v FROM t WHERE id IN ({where}))")
    return {row[0]: {"text": row[1]} for row in frame.collect()}


def answers(sql, kind, expected):
    ids = range(len(expected))
    failing = [i for i in ids if expected[i] is not None and "error" in expected[i]]
    good = [i for i in ids if i not in failing]
    out = {}
    for group in [good] + [[i] for i in failing[:2]]:
        if not group:
            continue
        try:
            out.update(cells(sql, kind, group))
        except Exception as error:  # noqa: BLE001
            if len(group) == 1:
                out[group[0]] = {"error": condition(error)}
                continue
            for i in group:
                try:
                    out.update(cells(sql, kind, [i]))
                except Exception as inner:  # noqa: BLE001
                    out[i] = {"error": condition(inner)}
    return out


def short(cell):
    if cell is None:
        return "-"
    return "error " + cell["error"] if "error" in cell else repr(cell["text"])


tally = collections.Counter()
for line in open(path):
    asked = json.loads(line)
    sql = asked["sql"]
    if asked.get("internal"):
        tally["internal"] += 1
        print(f"\nINTERNAL {sql}\n   {asked['internal'][:400]}")
        continue
    for key, value in asked["conf"].items():
        spark.conf.set(key, value)
    mode = "ansi" if asked["conf"].get("spark.sql.ansi.enabled") == "true" else "legacy"
    mode += " " + asked["conf"].get("spark.sql.session.timeZone", "")
    try:
        kind = spark.sql(f"SELECT {sql} AS v FROM t").schema[0].dataType.simpleString()
    except Exception as error:  # noqa: BLE001
        refused = condition(error)
        skipped = asked.get("skipped") or ""
        if not skipped.startswith("[" + refused):
            tally["refusal"] += 1
            print(f"\nREFUSED {sql}   ({mode})\n   spark {refused}\n   ours  {skipped[:200] or 'accepted as ' + asked['type']}")
        else:
            tally["same refusal"] += 1
        continue
    if asked.get("skipped"):
        tally["skipped"] += 1
        if not asked["skipped"].startswith("unsupported"):
            print(f"\nACCEPTED {sql}   ({mode})\n   spark {kind}\n   ours  {asked['skipped'][:300]}")
        continue
    if kind != asked["type"]:
        tally["type"] += 1
        print(f"\nTYPE {sql}   ({mode})\n   spark {kind}\n   ours  {asked['type']}")
        continue
    expected = asked.get("interpreter") or asked["duckdb"]
    found = answers(sql, kind, expected)
    wrong = []
    for i, cell in found.items():
        for name in ("interpreter", "duckdb"):
            ours = (asked.get(name) or [None] * len(expected))[i]
            if ours is not None and short(ours) != short(cell):
                wrong.append((i, name, short(cell), short(ours)))
    tally["wrong" if wrong else "right"] += 1
    if wrong:
        value = any("error" not in w[2] and "error" not in w[3] for w in wrong)
        print(f"\n{'VALUE' if value else 'ERROR'} {sql}   ({mode}) {kind}")
        for i, name, theirs, ours in wrong[:3]:
            print(f"   row {i}: spark {theirs[:160]} | {name} {ours[:160]}")
print(dict(tally))
