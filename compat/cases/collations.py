"""The collations that Spark lists."""

from case import Cases

CASES = Cases()

TEXT = "concat_ws('|', CATALOG, SCHEMA, NAME, nvl(LANGUAGE, '-'), nvl(COUNTRY, '-'), ACCENT_SENSITIVITY, CASE_SENSITIVITY, PAD_ATTRIBUTE, nvl(ICU_VERSION, '-'))"

for name, text in {
    "all": f"SELECT count(*), md5(array_join(collect_list({TEXT}), ',')) FROM collations()",
    "first": "SELECT * FROM collations() LIMIT 14",
    "countries": "SELECT NAME, LANGUAGE, COUNTRY FROM collations() WHERE COUNTRY IS NOT NULL AND NAME LIKE '%_CI_AI' ORDER BY NAME",
    "scripts": "SELECT NAME FROM collations() WHERE NAME LIKE 'bs%' OR NAME LIKE 'zh_Hant%' OR NAME LIKE 'kk%'",
    "argument": "SELECT * FROM collations(1)",
    "scalar": "SELECT collations()",
    "scalar_range": "SELECT range(3)",
    "scalar_keywords": "SELECT sql_keywords()",
}.items():
    CASES.sql(name, text, since=(4, 0))

CASES.add("schema", lambda spark: spark.sql("SELECT * FROM collations() WHERE false"), since=(4, 0))
CASES.add("tvf", lambda spark: spark.tvf.collations().groupBy("PAD_ATTRIBUTE").count().orderBy("PAD_ATTRIBUTE"), since=(4, 0))
