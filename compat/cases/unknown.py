"""IN with queries where it may be unknown: in filters, values and the conditions of joins."""

from case import Cases

CASES = Cases()

#: l: NULL, 1, 2; s: NULL, 2; t: 2, 3, never NULL; r: 7, 8.
TABLES = (
    ("l", "SELECT IF(id = 0, NULL, id) AS a FROM range(3)"),
    ("s", "SELECT IF(id = 0, NULL, id + 1) AS b FROM range(2)"),
    ("t", "SELECT id + 2 AS d FROM range(2)"),
    ("r", "SELECT id + 7 AS c FROM range(2)"),
)


def add(name, text, settings=(), **options):
    def run(spark):
        for view, query in TABLES:
            spark.sql(f"CREATE OR REPLACE TEMP VIEW unknown_{view} AS {query}")
        for key, value in settings:
            spark.conf.set(key, value)
        try:
            found = spark.sql(text.format(**{view: f"unknown_{view} {view}" for view, _ in TABLES}))
            rows = found.collect()
        finally:
            for key, _ in settings:
                spark.conf.unset(key)
        return spark.createDataFrame(rows, found.schema)

    CASES.add(name, run, ordered=False, **options)


JOINS = ("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "LEFT SEMI JOIN", "LEFT ANTI JOIN")
CONDITIONS = {
    "in": "a IN (SELECT b FROM {s})",
    "not_in": "a NOT IN (SELECT b FROM {s})",
    "right_in": "c IN (SELECT b FROM {s})",
    "right_not_in": "c NOT IN (SELECT b FROM {s})",
    "in_or": "a IN (SELECT b FROM {s}) OR c = 8",
    "not_in_or": "a NOT IN (SELECT b FROM {s}) OR c = 100",
    "not_in_and": "a NOT IN (SELECT b FROM {s}) AND c = 8",
    "not_or": "NOT (a IN (SELECT b FROM {s}) OR c = 8)",
    "in_sure": "a IN (SELECT d FROM {t}) AND c = 8",
    "not_in_sure": "a NOT IN (SELECT d FROM {t})",
    "exists": "EXISTS (SELECT 1 FROM {s} WHERE b = a) OR c = 8",
    "not_exists": "NOT EXISTS (SELECT 1 FROM {s} WHERE b = a)",
    "correlated": "a NOT IN (SELECT b FROM {s} WHERE b > a)",
}
for word in JOINS:
    for name, condition in CONDITIONS.items():
        add(f"{word.lower().replace(' ', '_')}_{name}", f"SELECT * FROM {{l}} {word} {{r}} ON {condition}")
# Where unknown and false differ; Spark 3.5 has faults of its own there.
for word in ("LEFT JOIN", "FULL JOIN", "JOIN"):
    for name, condition in {
        "is_null": "(a IN (SELECT b FROM {s})) IS NULL",
        "coalesce": "coalesce(a IN (SELECT b FROM {s}), true)",
        "equals": "(a IN (SELECT b FROM {s})) <=> (c = 7)",
        "not_both": "NOT (a IN (SELECT b FROM {s}) AND c = 8)",
    }.items():
        add(f"{word.lower().replace(' ', '_')}_{name}", f"SELECT * FROM {{l}} {word} {{r}} ON {condition}", since=(4, 0))

for name, condition in {
    "in": "a IN (SELECT b FROM {s})",
    "not_in": "a NOT IN (SELECT b FROM {s})",
    "not_in_empty": "a NOT IN (SELECT b FROM {s} WHERE b > 5)",
    "in_is_null": "(a IN (SELECT b FROM {s})) IS NULL",
    "not_in_or": "a NOT IN (SELECT b FROM {s}) OR a = 1",
    "two": "(a, a) NOT IN (SELECT b, b FROM {s})",
    "two_empty": "(a, a) NOT IN (SELECT b, b FROM {s} WHERE b > 5)",
    "correlated": "a NOT IN (SELECT b FROM {s} WHERE b > a)",
}.items():
    add(f"where_{name}", f"SELECT * FROM {{l}} WHERE {condition}")
    add(f"select_{name}", f"SELECT a, {condition} AS x FROM {{l}}")

NOTHING = "SELECT b FROM {s} WHERE b > 5"
for legacy in (None, "true", "false"):
    for ansi in ("true", "false"):
        settings = [("spark.sql.ansi.enabled", ansi)]
        if legacy is not None:
            settings.append(("spark.sql.legacy.nullInEmptyListBehavior", legacy))
        name = f"null_in_nothing_{legacy or 'unset'}_{'ansi' if ansi == 'true' else 'lenient'}"
        add(name, f"SELECT a, a IN ({NOTHING}) AS x, NULL IN ({NOTHING}) AS y, NULL NOT IN ({NOTHING}) AS z FROM {{l}}", settings)
        add(f"{name}_some", "SELECT a, a IN (SELECT b FROM {s}) AS x, NULL IN (SELECT b FROM {s}) AS y FROM {l}", settings)
        add(f"{name}_where", f"SELECT a FROM {{l}} WHERE (NULL IN ({NOTHING})) IS NULL", settings)
        add(f"{name}_where_not", f"SELECT a FROM {{l}} WHERE NULL NOT IN ({NOTHING})", settings)
        add(f"{name}_list", "SELECT a IN () AS x, NULL IN () AS y FROM {l}", settings)
