"""QUALIFY, which is of Spark 4.3: where names in it are looked for, what it refuses, and where the word is a name."""

from case import Cases

CASES = Cases()
ROWS = "(VALUES (1, 'a', 10), (2, 'a', 20), (3, 'b', 5), (4, 'b', 7), (5, 'c', CAST(NULL AS INT))) AS e(id, d, s)"
KEYS = "(SELECT * FROM VALUES (1), (3) AS t(k)) v"


def add(name, texts, since):
    for at, text in enumerate(texts.strip().split("\n")):
        query = text.replace("FROM e", f"FROM {ROWS}").replace("FROM v", f"FROM {KEYS}")
        CASES.add(f"{name}_{at}", lambda spark, query=query: spark.sql(query), ordered=False, since=since)


add("takes", """
SELECT * FROM e QUALIFY row_number() OVER (PARTITION BY d ORDER BY s DESC) = 1
SELECT id, row_number() OVER (PARTITION BY d ORDER BY s DESC) AS rn FROM e QUALIFY rn = 1
SELECT id, d FROM e WHERE id > 1 QUALIFY rank() OVER (ORDER BY id) <= 2 ORDER BY id DESC
SELECT d, sum(s) AS t FROM e GROUP BY d QUALIFY rank() OVER (ORDER BY t DESC) = 1
SELECT d, sum(s) AS t FROM e GROUP BY d HAVING count(*) > 1 QUALIFY rank() OVER (ORDER BY t DESC) = 1
SELECT d, sum(s) t, rank() OVER (ORDER BY sum(s)) r FROM e GROUP BY ALL QUALIFY r = 1
SELECT d, grouping(d) g FROM e GROUP BY ROLLUP(d) QUALIFY grouping(d) = 1 AND row_number() OVER (ORDER BY d) > 0
SELECT d || 'x' AS l FROM e GROUP BY d || 'x' QUALIFY row_number() OVER (ORDER BY d || 'x') = 2
SELECT sum(s) FROM e QUALIFY count(*) OVER () = 1
SELECT DISTINCT d FROM e QUALIFY row_number() OVER (PARTITION BY d ORDER BY id) = 2
SELECT id FROM e QUALIFY row_number() OVER w = 1 WINDOW w AS (PARTITION BY d ORDER BY id)
SELECT id FROM e WINDOW w AS (PARTITION BY d ORDER BY id) QUALIFY row_number() OVER w = 1
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) - 1
SELECT id FROM e QUALIFY exists(SELECT 1) AND row_number() OVER (ORDER BY id) = 1
SELECT id, row_number() OVER (ORDER BY id) rn FROM e QUALIFY rn IN (SELECT 2)
SELECT id, rank() OVER (ORDER BY d) r FROM e QUALIFY (SELECT max(k) FROM v WHERE k = r) = 1
SELECT id AS x FROM e QUALIFY EXISTS (SELECT 1 FROM v WHERE v.k = e.id) AND row_number() OVER (ORDER BY id) > 0
SELECT id AS x, row_number() OVER (ORDER BY id) AS r FROM e QUALIFY EXISTS (SELECT 1 FROM v WHERE v.k = x)
SELECT explode(array(1,2)) AS x, row_number() OVER (ORDER BY id) AS rn FROM e QUALIFY rn = 1
SELECT id FROM e LATERAL VIEW explode(array(1,2)) t AS x QUALIFY row_number() OVER (PARTITION BY id ORDER BY x) = 2
SELECT id FROM e QUALIFY sum(row_number() OVER (ORDER BY id)) OVER () = 15
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) = 1 UNION ALL SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) = 2
SELECT id, row_number() OVER (ORDER BY id) r FROM e QUALIFY r < 3 ORDER BY s DESC
SELECT d FROM e GROUP BY d, id QUALIFY row_number() OVER (ORDER BY d, id) < 3 ORDER BY id DESC
SELECT id FROM e QUALIFY current_date() IS NOT NULL AND row_number() OVER (ORDER BY id) = 1
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) = 1 |> WHERE id > 0
SELECT x.id FROM (SELECT * FROM e QUALIFY row_number() OVER (PARTITION BY d ORDER BY id) = 1) x WHERE x.id > 1
""", (4, 3))

add("names", """
SELECT id AS s FROM e QUALIFY row_number() OVER (ORDER BY s) = 1
SELECT id AS s FROM e QUALIFY s > 4 AND row_number() OVER (ORDER BY id) > 0
SELECT id AS s, row_number() OVER (ORDER BY id) FROM e QUALIFY s > 4
SELECT id AS s, row_number() OVER (ORDER BY id) rn FROM e QUALIFY row_number() OVER (ORDER BY s) = 1
SELECT d AS id, id AS d FROM e QUALIFY row_number() OVER (PARTITION BY d ORDER BY id) = 1
SELECT id, s + 1 AS s1 FROM e QUALIFY sum(s1) OVER (PARTITION BY d) > 13
SELECT -id AS id, row_number() OVER (ORDER BY id) FROM e QUALIFY id < -3
SELECT -id AS id, row_number() OVER (ORDER BY id) FROM e QUALIFY e.id > 3
SELECT -id AS id, row_number() OVER (ORDER BY id) FROM e QUALIFY s > 5
SELECT -id AS x, -id AS x, row_number() OVER (ORDER BY d) FROM e QUALIFY x < -3
SELECT id, id, row_number() OVER (ORDER BY d) FROM e QUALIFY id > 3
SELECT id, row_number() OVER (ORDER BY d) AS d FROM e QUALIFY d = 2
SELECT id, row_number() OVER (ORDER BY id) + s AS s FROM e QUALIFY s > 20
SELECT id, row_number() OVER (ORDER BY id) + 1 AS w FROM e QUALIFY sum(w) OVER (ORDER BY id) > 5
SELECT explode(array(1,2)) AS s FROM e QUALIFY row_number() OVER (ORDER BY s DESC) = 1
SELECT max(s) AS d, d AS x FROM e GROUP BY d QUALIFY row_number() OVER (ORDER BY d DESC) = 1
SELECT max(s) AS s, d, row_number() OVER (ORDER BY d) r FROM e GROUP BY d QUALIFY s > 1
SELECT struct(id) AS st, row_number() OVER (ORDER BY id DESC) r FROM e QUALIFY st.id = 2
""", (4, 3))

add("refuses", """
SELECT id FROM e QUALIFY id > 1
SELECT id FROM e QUALIFY rank() = 1
SELECT id FROM e QUALIFY max(id) = 1
SELECT id, row_number() OVER (ORDER BY id) rn FROM e QUALIFY max(id) > 1
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY max(id)) = 1
SELECT d FROM e GROUP BY d QUALIFY row_number() OVER (ORDER BY max(d)) = 1
SELECT d FROM e GROUP BY d QUALIFY sum(s) > 1
SELECT max(s) AS s, d FROM e GROUP BY d QUALIFY row_number() OVER (ORDER BY s DESC) = 1
SELECT d, count(*) c FROM e GROUP BY d HAVING c > 1 QUALIFY row_number() OVER (ORDER BY s) = 1
SELECT d, count(*) c FROM e GROUP BY d QUALIFY row_number() OVER (ORDER BY nope) = 1
SELECT id FROM e QUALIFY nope = row_number() OVER (ORDER BY id)
SELECT id FROM e QUALIFY a.id = 1 AND row_number() OVER (ORDER BY id) = 1
SELECT (SELECT count(*) FROM v QUALIFY row_number() OVER (ORDER BY e.id) = 1) FROM e
SELECT id AS x FROM e QUALIFY EXISTS (SELECT 1 FROM v WHERE v.k = x) AND row_number() OVER (ORDER BY id) > 0
SELECT id FROM e HAVING id > 1 QUALIFY row_number() OVER (ORDER BY id) = 1
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) + date'2020-01-01'
SELECT d, count(*) FROM e GROUP BY d QUALIFY row_number() OVER (ORDER BY d) < 3 ORDER BY max(id) DESC
SELECT d, count(*) FROM e GROUP BY d QUALIFY row_number() OVER (ORDER BY d) < 3 ORDER BY count(*) DESC
SELECT id FROM e QUALIFY row_number() OVER v = 1
SELECT id FROM e QUALIFY count(DISTINCT d) OVER () = 1
""", (4, 3))

add("word", """
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) = 1
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) = 1 HAVING id > 1
SELECT id FROM e QUALIFY row_number() OVER (ORDER BY id) = 1 WHERE id > 1
SELECT TRANSFORM(id) USING 'cat' FROM e QUALIFY row_number() OVER (ORDER BY id) = 1
VALUES (1) QUALIFY row_number() OVER (ORDER BY 1) = 1
SELECT 1 qualify
SELECT 1 AS qualify
SELECT 1 id, 2 QUALIFY row_number() OVER (ORDER BY id) = 1
SELECT qualify.id FROM range(1) qualify
SELECT id FROM range(1) QUALIFY
SELECT a FROM VALUES (1) QUALIFY (a)
SELECT a FROM VALUES (1) QUALIFY (a) WHERE a > 0
SELECT a FROM VALUES (1) AS t(a) QUALIFY (row_number() OVER (ORDER BY a)) = 1
SELECT id, row_number() OVER (ORDER BY id) rn FROM range(2) QUALIFY (rn) = 1
SELECT id FROM range(2) qualify LEFT JOIN range(1) USING (id)
SELECT id FROM range(2) qualify LIMIT 1
SELECT id, row_number() OVER (ORDER BY id) rn FROM range(2) qualify QUALIFY rn = 1
SELECT id, row_number() OVER (ORDER BY id) qualify FROM range(2) QUALIFY qualify = 1
SELECT qualify + 1 FROM VALUES (1) t(qualify) WHERE qualify > 0 GROUP BY qualify
""", None)

add("pipe", """
FROM range(2) |> SELECT id QUALIFY row_number() OVER (ORDER BY id) = 1
FROM range(2) |> WHERE id > 1 |> QUALIFY row_number() OVER (ORDER BY id) = 1
""", (4, 0))

# Windows over aggregates beside GROUP BY ALL are no groups.
add("group_by_all", """
SELECT d, sum(s) t, rank() OVER (ORDER BY sum(s)) r FROM e GROUP BY ALL
SELECT d, count(*) c, rank() OVER (PARTITION BY d ORDER BY count(*)) + 1 r FROM e GROUP BY ALL
""", None)
