"""Four small views, and cases that are a statement over them each."""

import re
import weakref

# Zeros, NaN and NULL (z, p); whole numbers and texts (x, y).
VIEWS = {
    "z": "VALUES (1, 0.0D, float('0.0'), 'a'), (2, -0.0D, float('-0.0'), 'b'), (3, double('NaN'), float('NaN'), 'c'), (4, CAST(NULL AS DOUBLE), CAST(NULL AS FLOAT), NULL), (5, -0.0D, float('-0.0'), 'd'), (6, 1.5D, float('1.5'), ''), (7, double('NaN'), float('NaN'), 'e') AS z(i, d, f, s)",
    "p": "VALUES (1, 0.0D), (3, double('NaN')), (9, 7D), (10, CAST(NULL AS DOUBLE)) AS p(i, d)",
    "x": "VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, 30), (3, 'c', NULL) AS x(a, b, c)",
    "y": "VALUES (1, 'a', 11), (2, 'q', 20), (4, 'b', NULL) AS y(a, b, d)",
}
seen = weakref.WeakKeyDictionary()


def over_views(spark, text, module):
    """A statement's answer over the views z, p, x and y, which the session gets at a module's first one."""
    if seen.get(spark) != module:
        for name, rows in VIEWS.items():
            spark.sql(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {rows}")
        seen[spark] = module
    return spark.sql(text)


def add_statements(cases, statements, **options):
    """A case for each line of SQL, named by its words."""
    for text in filter(None, map(str.strip, statements.split("\n"))):
        words = "_".join(re.findall(r"[a-z0-9.*+/<>=!-]+", text.lower()))[:90].strip("_")
        name = words
        while any(case.name == name for case in cases):
            name += "_"
        cases.add(name, lambda spark, text=text: over_views(spark, text, id(cases)), ordered=False, **options)
