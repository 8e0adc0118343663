"""Plans with JOIN … USING, and the plans that Spark takes for the same (`sameSemantics`)."""

from case import Cases

CASES = Cases()

PAIRS = [
    (
        "SELECT * FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT coalesce(a.id, b.id) FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT * FROM range(3) JOIN range(4) USING (id)",
        "SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT * FROM range(3) LEFT JOIN range(4) USING (id)",
        "SELECT a.id FROM range(3) a LEFT JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT id FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT coalesce(a.id, b.id) FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT id+1 FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT c+1 FROM (SELECT coalesce(a.id, b.id) c FROM range(3) a FULL JOIN range(4) b ON a.id = b.id)",
    ),
    (
        "SELECT id+1 FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT coalesce(a.id, b.id)+1 FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT a.id FROM range(3) a FULL JOIN range(4) b USING (id)",
        "SELECT a.id FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT id, a.id FROM range(3) a FULL JOIN range(4) b USING (id)",
        "SELECT coalesce(a.id, b.id), a.id FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT id, a.id FROM range(3) a FULL JOIN range(4) b USING (id)",
        "SELECT c, i FROM (SELECT coalesce(a.id, b.id) c, a.id i FROM range(3) a FULL JOIN range(4) b ON a.id = b.id)",
    ),
    (
        "SELECT id, a.id FROM range(3) a FULL JOIN range(4) b USING (id)",
        "SELECT c, i FROM (SELECT coalesce(a.id, b.id) c, a.id i, b.id FROM range(3) a FULL JOIN range(4) b ON a.id = b.id)",
    ),
    (
        "SELECT * FROM range(3) FULL JOIN range(4) USING (id) WHERE id > 1",
        "SELECT * FROM (SELECT coalesce(a.id, b.id) c FROM range(3) a FULL JOIN range(4) b ON a.id = b.id) WHERE c > 1",
    ),
    (
        "SELECT * FROM range(3) FULL JOIN range(4) USING (id) ORDER BY id",
        "SELECT * FROM (SELECT coalesce(a.id, b.id) c FROM range(3) a FULL JOIN range(4) b ON a.id = b.id) ORDER BY c",
    ),
    (
        "SELECT sum(id) FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT sum(c) FROM (SELECT coalesce(a.id, b.id) c FROM range(3) a FULL JOIN range(4) b ON a.id = b.id)",
    ),
    (
        "SELECT DISTINCT id FROM range(3) FULL JOIN range(4) USING (id)",
        "SELECT DISTINCT coalesce(a.id, b.id) c FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT * FROM (SELECT * FROM range(3) FULL JOIN range(4) USING (id))",
        "SELECT coalesce(a.id, b.id) c FROM range(3) a FULL JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT * FROM range(3) FULL JOIN range(4) USING (id) FULL JOIN range(5) USING (id)",
        "SELECT coalesce(x.id, c.id) FROM (SELECT coalesce(a.id, b.id) id FROM range(3) a FULL JOIN range(4) b ON a.id = b.id) x FULL JOIN range(5) c ON x.id = c.id",
    ),
    (
        "SELECT * FROM range(3) FULL JOIN range(4) USING (id) JOIN range(5) USING (id)",
        "SELECT x.id FROM (SELECT coalesce(a.id, b.id) id FROM range(3) a FULL JOIN range(4) b ON a.id = b.id) x JOIN range(5) c ON x.id = c.id",
    ),
    (
        "SELECT * FROM range(3) RIGHT JOIN range(4) USING (id) JOIN range(5) USING (id)",
        "SELECT x.id FROM (SELECT b.id id FROM range(3) a RIGHT JOIN range(4) b ON a.id = b.id) x JOIN range(5) c ON x.id = c.id",
    ),
    (
        "SELECT * FROM range(3) RIGHT JOIN range(4) USING (id) WHERE id > 1",
        "SELECT * FROM (SELECT b.id id FROM range(3) a RIGHT JOIN range(4) b ON a.id = b.id) x WHERE id > 1",
    ),
    (
        "SELECT id FROM range(3) RIGHT JOIN range(4) USING (id) LIMIT 1",
        "SELECT b.id id FROM range(3) a RIGHT JOIN range(4) b ON a.id = b.id LIMIT 1",
    ),
    (
        "SELECT id, a.id FROM range(3) a RIGHT JOIN range(4) b USING (id)",
        "SELECT b.id, a.id FROM range(3) a RIGHT JOIN range(4) b ON a.id = b.id",
    ),
    (
        "SELECT id, a.id FROM range(3) a RIGHT JOIN range(4) b USING (id)",
        "SELECT c, i FROM (SELECT b.id c, a.id i FROM range(3) a RIGHT JOIN range(4) b ON a.id = b.id)",
    ),
    (
        "SELECT a.id FROM range(3) a FULL JOIN range(4) b USING (id) WHERE b.id > 1",
        "SELECT a.id FROM range(3) a FULL JOIN range(4) b ON a.id = b.id WHERE b.id > 1",
    ),
    (
        "SELECT id FROM range(3) a FULL JOIN range(4) b USING (id) WHERE b.id > 1",
        "SELECT coalesce(a.id, b.id) FROM range(3) a FULL JOIN range(4) b ON a.id = b.id WHERE b.id > 1",
    ),
]

for number, (one, other) in enumerate(PAIRS):
    CASES.add(f"pair_{number:02}", lambda spark, one=one, other=other: spark.sql(one).sameSemantics(spark.sql(other)))


@CASES.case(ordered=False)
def kept_and_asked_otherwise(spark):
    """What is kept of a join answers a query that asks for the sides' keys as well."""
    frame = spark.sql("SELECT * FROM range(3) a FULL JOIN range(1, 5) b USING (id)").cache()
    try:
        frame.count()
        return spark.sql("SELECT id, a.id, b.id FROM range(3) a FULL JOIN range(1, 5) b USING (id)")
    finally:
        frame.unpersist()
