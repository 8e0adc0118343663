"""Sums and means of decimals whose totals pass 128 bits: on the way, or for good."""

from case import Cases

CASES = Cases()

NINES = "9" * 38
LONG = f"CAST('{NINES}' AS DECIMAL(38, 0))"
FRACTION = f"CAST('{'9' * 20}.{'9' * 18}' AS DECIMAL(38, 18))"

ROWS = {
    # Two of them fit in 128 bits, several do not; with as many below zero the total fits again.
    "back": f"SELECT {LONG} * CASE WHEN i < 6 THEN 1 ELSE -1 END AS d, i % 2 AS k FROM range(12) AS t(i)",
    "over": f"SELECT {LONG} AS d, i % 2 AS k FROM range(12) AS t(i)",
    "fractions": f"SELECT {FRACTION} AS d, i % 2 AS k FROM range(40) AS t(i)",
    "below": f"SELECT -{FRACTION} AS d, i % 2 AS k FROM range(40) AS t(i)",
    "short": "SELECT CAST(i + 0.5 AS DECIMAL(30, 2)) AS d, i % 2 AS k FROM range(40) AS t(i)",
}

for name, rows in ROWS.items():
    for call in ("sum(d)", "avg(d)", "try_sum(d)", "try_avg(d)", "sum(d) FILTER (WHERE k = 0)"):
        made = f"{name}.{call.split('(')[0]}{'_filtered' if 'FILTER' in call else ''}"
        if name != "back" and name != "over":
            CASES.sql(f"{made}.all", f"SELECT {call} FROM ({rows})")
            CASES.sql(f"{made}.keys", f"SELECT k, {call} FROM ({rows}) GROUP BY k ORDER BY k")
        over = "OVER ()" if "FILTER" in call else "OVER (PARTITION BY k)"
        CASES.sql(f"{made}.window", f"SELECT {call} {over} FROM ({rows})")


def legacy(text):
    def run(spark):
        spark.conf.set("spark.sql.ansi.enabled", "false")
        try:
            return [list(row) for row in spark.sql(text).collect()]
        finally:
            spark.conf.unset("spark.sql.ansi.enabled")

    return run


for name, rows in ROWS.items():
    # What the rows of one partition come to is lost there, wherever that is.
    for call in ("sum(d)", "avg(d)") if name != "back" else ():
        CASES.add(f"{name}.{call.split('(')[0]}.legacy", legacy(f"SELECT k, {call} FROM ({rows}) GROUP BY k ORDER BY k"))
