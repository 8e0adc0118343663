"""One step of a real Spark on a warehouse directory, for test_spark_warehouse.py.

PYTHON spark_side.py SCRIPT WAREHOUSE   where SCRIPT is JSON: a list of SQL statements; answers the rows of each, as texts.
"""

import json
import sys


def shown(rows):
    """Rows as texts that are the same for the same values, in an order of their own."""
    return sorted([repr(value) for value in row] for row in rows)


def main():
    from pyspark.sql import SparkSession

    statements = json.loads(sys.argv[1])
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", sys.argv[2])
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    answers = [shown(spark.sql(statement).collect()) for statement in statements]
    print("ROWS " + json.dumps(answers))
    spark.stop()


if __name__ == "__main__":
    main()
