"""lag and lead by offsets that are constants without being literals."""

from case import Cases

CASES = Cases()
ROWS = "FROM VALUES (1, 'a'), (2, NULL), (3, 'b') t(id, v) WINDOW w AS (ORDER BY id)"

for name, calls in {
    "computed": "lag(v, +1) OVER w, lag(v, 1 + 1) OVER w, lead(v, -1) OVER w, lag(v, -(-1)) OVER w, lag(v, abs(-1)) OVER w",
    "ignoring_nulls": "lag(v, +3) IGNORE NULLS OVER w, lead(v, 2 - 1) IGNORE NULLS OVER w",
}.items():
    CASES.add(name, lambda spark, calls=calls: spark.sql(f"SELECT {calls} {ROWS}"), ordered=False)
