"""Keys of joins that can fail: Spark computes them for every row, whatever the other conditions say of it."""

from case import Cases
from held import in_steps

CASES = Cases()
A = "CREATE OR REPLACE TEMP VIEW jk_a AS SELECT * FROM VALUES (9223372036854775807L, 1, 'x'), (3L, 2, '4') AS a(x, k, s)"
B = "CREATE OR REPLACE TEMP VIEW jk_b AS SELECT * FROM VALUES (4L, 2), (7L, 1), (9L, 3) AS b(y, k)"


def of(name, text):
    drop = ["DROP VIEW jk_a", "DROP VIEW jk_b"]
    CASES.add(name, in_steps([A, B, f"SELECT a.x, b.y FROM {text}"], drop), ordered=False)


of("last", "jk_a a JOIN jk_b b ON a.k = b.k AND b.y = a.x + 1")
of("first", "jk_a a JOIN jk_b b ON b.y = a.x + 1 AND a.k = b.k")
of("alone", "jk_a a JOIN jk_b b ON b.y = a.x + 1")
of("no_pair", "jk_a a JOIN jk_b b ON a.k = b.k + 5 AND b.y = a.x + 1")
of("left", "jk_a a LEFT JOIN jk_b b ON a.k = b.k AND b.y = a.x + 1")
of("right_side", "jk_b b LEFT JOIN jk_a a ON a.k = b.k AND b.y = a.x + 1")
of("full", "jk_a a FULL JOIN jk_b b ON a.k = b.k AND b.y = a.x + 1")
of("filtered", "jk_a a JOIN jk_b b ON a.k = b.k AND b.y = a.x + 1 WHERE a.x < 100")
of("product", "jk_a a, jk_b b WHERE a.k = b.k AND b.y = a.x + 1")
of("product_filtered", "jk_a a, jk_b b WHERE a.x < 100 AND a.k = b.k AND b.y = a.x + 1")
of("product_of_three", "jk_a a, jk_b b, jk_b c WHERE a.k = b.k AND b.k = c.k AND c.y = a.x + 1")
of("null_safe", "jk_a a JOIN jk_b b ON a.k = b.k AND b.y <=> a.x + 1")
of("text", "jk_a a JOIN jk_b b ON a.k = b.k AND b.y = CAST(a.s AS BIGINT)")
of("text_filtered", "jk_a a JOIN jk_b b ON a.k = b.k AND b.y = CAST(a.s AS BIGINT) WHERE a.s RLIKE '^[0-9]+$'")
of("text_product", "jk_a a, jk_b b WHERE a.s RLIKE '^[0-9]+$' AND a.k = b.k AND b.y = CAST(a.s AS BIGINT)")
of("text_second_join", "jk_a a JOIN jk_b b ON a.k = b.k AND a.k > 1 JOIN jk_b c ON c.y = CAST(a.s AS BIGINT)")
of("divided", "jk_a a JOIN jk_b b ON a.k = b.k AND b.y = a.x DIV (a.k - 1)")
of("no_key", "jk_a a JOIN jk_b b ON a.k = b.k AND a.x + b.y = 7")
of("unequal", "jk_a a JOIN jk_b b ON a.k > b.k AND b.y = a.x + 1")
for kind in ("SEMI", "ANTI"):
    text = f"SELECT x FROM jk_a a LEFT {kind} JOIN jk_b b ON a.k = b.k AND b.y = a.x + 1"
    CASES.add(kind.lower(), in_steps([A, B, text], ["DROP VIEW jk_a", "DROP VIEW jk_b"]), ordered=False)
