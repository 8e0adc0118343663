"""Records a real Spark's rows, or errors, for queries.sql.

    python test/regressions/record.py test/regressions/queries.sql test/regressions/answers-spark-4.0.4.json
"""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import BinaryType

spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.session.timeZone", "America/Los_Angeles")
    .config("spark.sql.shuffle.partitions", "1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
answers = []
for line in open(sys.argv[1]):
    sql = line.strip()
    if not sql:
        continue
    try:
        frame = spark.sql(sql)
        types = [f.dataType for f in frame.schema]
        names = [f"c{i}" for i in range(len(types))]
        shown = [f"hex({n})" if isinstance(t, BinaryType) else f"CAST({n} AS STRING)" for n, t in zip(names, types)]
        rows = [list(r) for r in frame.toDF(*names).selectExpr(*shown).collect()]
        answers.append({"sql": sql, "types": [t.simpleString() for t in types], "rows": rows})
    except Exception as error:  # noqa: BLE001
        answers.append({"sql": sql, "error": error.getCondition()})
with open(sys.argv[2], "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(a, ensure_ascii=False) for a in answers) + "\n]\n")
