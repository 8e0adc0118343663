"""Records a real Spark's answers to the queries of queries.sql: schemas, or errors with their parameters.

    python test/analyzer/record.py test/analyzer/queries.sql test/analyzer/answers-spark-4.0.4.json
"""

import json
import sys

from pyspark.sql import SparkSession

spark = (
    SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
# Proposals name columns without a catalog.
answers = []
for line in open(sys.argv[1]):
    sql = line.strip().rstrip(";")
    if not sql or sql.startswith("--"):
        continue
    if sql.startswith("CREATE"):
        spark.sql(sql)
        continue
    try:
        fields = spark.sql(sql).schema.fields
        answer = {"schema": [[f.name, f.dataType.simpleString(), f.nullable] for f in fields]}
    except Exception as error:  # noqa: BLE001
        contexts = error.getQueryContext() if hasattr(error, "getQueryContext") else []
        answer = {
            "condition": error.getCondition(),
            "parameters": dict(error.getMessageParameters() or {}),
            "context": [[c.startIndex(), c.stopIndex()] for c in contexts][:1],
        }
    answers.append({"sql": sql, **answer})
with open(sys.argv[2], "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(a, ensure_ascii=False) for a in answers) + "\n]\n")
