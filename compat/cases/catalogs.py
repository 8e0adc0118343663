"""What SQL clients ask before anything else: catalogs, their schemas, the grammar's keywords."""

from case import Cases

CASES = Cases()

for name, statement in {
    "catalogs": "SHOW CATALOGS",
    "catalogs_like": "SHOW CATALOGS LIKE 'spark*|x'",
    "catalogs_pattern": "SHOW CATALOGS 'x*'",
    "schemas": "SHOW SCHEMAS IN spark_catalog",
    "databases_from": "SHOW DATABASES FROM SPARK_CATALOG LIKE 'def*'",
    "namespaces_pattern": "SHOW NAMESPACES IN `spark_catalog` 'x*'",
    "inside_schema": "SHOW DATABASES IN default",
    "inside_qualified": "SHOW SCHEMAS IN spark_catalog.default",
    "unknown": "SHOW SCHEMAS IN nope",
    "unknown_qualified": "SHOW SCHEMAS IN spark_catalog.nope",
    "unknown_deep": "SHOW SCHEMAS IN a.b",
    "keywords": "SELECT * FROM sql_keywords()",
    "keywords_of": "SELECT k.keyword AS word FROM SQL_KEYWORDS() k WHERE k.keyword LIKE 'W%' AND NOT k.reserved ORDER BY 1",
    "keywords_argument": "SELECT * FROM sql_keywords(1)",
}.items():
    CASES.sql(name, statement)
