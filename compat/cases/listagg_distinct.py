"""LISTAGG of distinct values, in an order of theirs or of others."""

from case import Cases

CASES = Cases()

ROWS = {
    "int": "VALUES (1), (10), (2), (2), (NULL) AS t(x)",
    "double": "VALUES (1.5D), (2D), (2D) AS t(x)",
    "date": "VALUES (DATE '2024-01-01'), (DATE '2023-01-01') AS t(x)",
    "binary": "VALUES (X'41'), (X'42'), (X'42') AS t(x)",
    "text": "VALUES ('b'), ('a'), ('a'), (NULL) AS t(x)",
}

for kind, rows in ROWS.items():
    separator = "X'2C'" if kind == "binary" else "','"
    for name, key in {"same": "x", "down": "x DESC", "cast": "CAST(x AS STRING)", "both": "x, CAST(x AS STRING)"}.items():
        CASES.sql(f"{kind}.{name}", f"SELECT listagg(DISTINCT x, {separator}) WITHIN GROUP (ORDER BY {key}) AS l FROM {rows}", since=(4, 0))
    CASES.sql(f"{kind}.text_by_it", f"SELECT listagg(DISTINCT CAST(x AS STRING)) WITHIN GROUP (ORDER BY x) AS l FROM {rows}", since=(4, 0))
    CASES.sql(f"{kind}.all", f"SELECT listagg(x, {separator}) WITHIN GROUP (ORDER BY x DESC) AS l FROM {rows}", since=(4, 0))
