"""Window frames of distances whose bounds pass the end of the key's type, and those near it."""

from case import Cases

CASES = Cases()

ENDS = {
    "tinyint": ("-128Y", "127Y"),
    "smallint": ("-32768S", "32767S"),
    "int": ("CAST(-2147483648 AS INT)", "2147483647"),
    "bigint": ("-9223372036854775808L", "9223372036854775807L"),
    "date": ("DATE '0001-01-01'", "DATE '9999-12-31'"),
    "decimal": ("CAST(-99.9 AS DECIMAL(3, 1))", "CAST(99.9 AS DECIMAL(3, 1))"),
}
FRAMES = {
    "before": "1 PRECEDING AND CURRENT ROW",
    "behind": "CURRENT ROW AND 1 FOLLOWING",
    "from_first": "UNBOUNDED PRECEDING AND 2 FOLLOWING",
    "to_last": "2 PRECEDING AND UNBOUNDED FOLLOWING",
}

for kind, (least, most) in ENDS.items():
    zero = {"date": "DATE '2024-01-01'"}.get(kind, f"CAST(0 AS {'DECIMAL(3, 1)' if kind == 'decimal' else kind})")
    for name, frame in FRAMES.items():
        for order in ("ASC", "DESC"):
            CASES.sql(
                f"{kind}.{name}.{order.lower()}",
                f"SELECT a, sum(1) OVER (ORDER BY a {order} RANGE BETWEEN {frame}) AS n FROM VALUES ({least}), ({zero}), ({most}), (NULL) AS t(a) ORDER BY a",
                # Without ANSI mode, as before it, bounds come round at the other end.
                since=None if kind in ("date", "decimal") else (4, 0),
            )

CASES.sql(
    "several",
    "SELECT a, sum(a) OVER w AS s, avg(a) OVER (ORDER BY a DESC RANGE BETWEEN 3 PRECEDING AND CURRENT ROW) AS m, row_number() OVER (ORDER BY a DESC) AS n "
    "FROM VALUES (3), (1), (2), (NULL), (7) AS t(a) WINDOW w AS (PARTITION BY a % 2 ORDER BY a RANGE BETWEEN 2 PRECEDING AND 2 FOLLOWING) ORDER BY a",
)
