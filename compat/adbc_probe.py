"""What an ADBC program sees of a server, question by question.

    python compat/adbc_probe.py sc://…  >  compat/recorded/<Spark's version>/adbc.json
"""

import json
import sys

QUERIES = {
    "one": "SELECT 1",
    "numbers": "SELECT CAST(1 AS TINYINT) a, 2S b, 3 c, 4L d, 1.5F e, 2.5D f, 12.34 g, true h, 'text' i",
    "datetimes": "SELECT DATE'2024-02-29' d, TIMESTAMP_NTZ'2024-02-29 12:34:56.789' n",
    "binary_and_nulls": "SELECT X'00ff' b, CAST(NULL AS INT) n, CAST(NULL AS STRING) s, NULL v",
    "nested": "SELECT array(1, 2) a, map('k', 1) m, named_struct('x', 1, 'y', 'z') s",
    "rows": "SELECT id, id * 2 AS twice FROM range(5) ORDER BY id",
    "no_rows": "SELECT id FROM range(0)",
    "division": "SELECT 1 / 0",
    "unknown_column": "SELECT nothing FROM range(1)",
    "syntax": "SELEC 1",
    "create_view": "CREATE TEMPORARY VIEW adbc_probe AS SELECT 1 AS a, 'x' AS b",
    "read_view": "SELECT * FROM adbc_probe",
    "show_tables": "SHOW TABLES",
}


def condition_of(error):
    """An error by its class, and its condition: sentences are not compared."""
    import re

    found = re.search(r"\[([A-Z0-9_.]+)\]", str(error))
    return {"error": type(error).__name__, "condition": found.group(1) if found else str(error)[:200]}


def ask(question):
    try:
        return question()
    except Exception as error:  # noqa: BLE001 - every error is an answer here
        return condition_of(error)


def table_answer(cursor, sql):
    cursor.execute(sql)
    table = cursor.fetch_arrow_table()
    return {"schema": [f"{f.name}: {f.type}" for f in table.schema], "rows": json.loads(json.dumps(table.to_pylist(), default=repr))}


def probe(url):
    """All answers by question."""
    import adbc_driver_spark.dbapi as dbapi

    answers = {}
    with dbapi.connect(url) as connection, connection.cursor() as cursor:
        for name, sql in QUERIES.items():
            answers[name] = ask(lambda sql=sql: table_answer(cursor, sql))
        answers["description"] = ask(lambda: described(cursor))
        answers["fetchmany"] = ask(lambda: fetched(cursor))
        answers["million"] = ask(lambda: counted(cursor))
        answers["parameters"] = ask(lambda: [list(r) for r in bound(cursor)])
        answers["table_schema"] = ask(lambda: str(connection.adbc_get_table_schema("adbc_probe")))
        answers["table_types"] = ask(connection.adbc_get_table_types)
        answers["objects"] = ask(lambda: names_of(connection.adbc_get_objects(depth="tables").read_all().to_pylist()))
        answers["info"] = ask(lambda: info_of(connection.adbc_get_info()))
    return answers


def described(cursor):
    cursor.execute("SELECT 1 AS a, 'x' AS b")
    return [column[0] for column in cursor.description]


def fetched(cursor):
    cursor.execute("SELECT id FROM range(10) ORDER BY id")
    return [list(row) for row in cursor.fetchmany(3) + [cursor.fetchone()] + cursor.fetchall()]


def counted(cursor):
    cursor.execute("SELECT id, CAST(id AS STRING) AS s FROM range(1000000)")
    table = cursor.fetch_arrow_table()
    return [table.num_rows, sum(table.column("id").to_pylist())]


def bound(cursor):
    cursor.execute("SELECT ? + 1 AS a", (41,))
    return cursor.fetchall()


def names_of(catalogs):
    return [
        [
            catalog["catalog_name"],
            [
                [schema["db_schema_name"], sorted(t["table_name"] for t in schema["db_schema_tables"] or [])]
                for schema in catalog["catalog_db_schemas"] or []
            ],
        ]
        for catalog in catalogs
    ]


def info_of(info):
    return {key: str(value) for key, value in sorted(info.items()) if "driver" not in key}


if __name__ == "__main__":
    print(json.dumps(probe(sys.argv[1]), indent=1, sort_keys=True))
