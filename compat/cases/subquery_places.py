"""Where subqueries stand, and what they may refer to."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT sum((SELECT max(y.a) FROM y WHERE y.a = x.a)) FROM x
SELECT sum((SELECT 1)) FROM x
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a), count(*) FROM x GROUP BY 1
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a) q, count(*) FROM x GROUP BY q
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a), count(*) FROM x GROUP BY a
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a), count(*) FROM x GROUP BY b
SELECT (SELECT max(y.a) FROM y), count(*) FROM x GROUP BY 1
SELECT count(*) FROM x GROUP BY (SELECT max(y.a) FROM y)
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a), count(*) FROM x GROUP BY (SELECT max(y.a) FROM y WHERE y.a = x.a)
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a) + 1, count(*) FROM x GROUP BY (SELECT max(y.a) FROM y WHERE y.a = x.a) + 1
SELECT max(a) + (SELECT max(y.a) FROM y WHERE y.a = x.a) FROM x GROUP BY a
SELECT max(a + (SELECT max(y.a) FROM y WHERE y.a = x.a)) FROM x GROUP BY a
SELECT max(a) FILTER (WHERE a = (SELECT max(y.a) FROM y WHERE y.a = x.a)) FROM x
SELECT max(a) FILTER (WHERE EXISTS (SELECT 1 FROM y WHERE y.a = x.a)) FROM x
SELECT max(a) FILTER (WHERE a IN (SELECT a FROM y)) FROM x
SELECT sum(CASE WHEN EXISTS (SELECT 1 FROM y WHERE y.a = x.a) THEN 1 ELSE 0 END) FROM x
SELECT sum(CASE WHEN a IN (SELECT a FROM y) THEN 1 ELSE 0 END) FROM x
SELECT EXISTS (SELECT 1 FROM y WHERE y.a = x.a), count(*) FROM x GROUP BY EXISTS (SELECT 1 FROM y WHERE y.a = x.a)
SELECT a IN (SELECT a FROM y), count(*) FROM x GROUP BY a IN (SELECT a FROM y)
SELECT a IN (SELECT a FROM y), count(*) FROM x GROUP BY 1
SELECT a FROM x GROUP BY a HAVING max(c) > (SELECT max(y.d) FROM y WHERE y.a = x.a)
SELECT a FROM x GROUP BY a HAVING max(c) > (SELECT max(y.d) FROM y)
SELECT a FROM x GROUP BY a HAVING EXISTS (SELECT 1 FROM y WHERE y.a = x.a)
SELECT a, (SELECT max(y.d) FROM y WHERE y.d > max(x.c)) FROM x GROUP BY a
SELECT a, (SELECT max(x.c)) FROM x GROUP BY a
SELECT a, (SELECT max(x.c) FROM y) FROM x GROUP BY a
SELECT x.a FROM x JOIN y ON x.a = y.a AND x.c > (SELECT max(d) FROM y y2 WHERE y2.a = x.a)
SELECT x.a FROM x JOIN y ON x.a = y.a AND (SELECT max(d) FROM y y2) > x.c
SELECT x.a FROM x JOIN y ON (SELECT max(d) FROM y y2 WHERE y2.a = x.a) = y.d
SELECT x.a FROM x LEFT JOIN y ON x.a = y.a AND EXISTS (SELECT 1 FROM y y2 WHERE y2.a = x.a)
SELECT x.a FROM x JOIN y ON x.a = y.a AND EXISTS (SELECT 1 FROM y y2 WHERE y2.a = x.a)
SELECT x.a FROM x JOIN y ON x.a IN (SELECT a FROM y)
SELECT x.a FROM x JOIN y ON x.a NOT IN (SELECT a FROM y WHERE a IS NOT NULL)
SELECT x.a FROM x FULL JOIN y ON x.a = y.a AND x.a IN (SELECT a FROM y)
SELECT x.a FROM x LEFT SEMI JOIN y ON x.a = y.a AND EXISTS (SELECT 1 FROM y y2 WHERE y2.d = x.c)
SELECT x.a FROM x LEFT ANTI JOIN y ON x.a = y.a AND x.a = (SELECT max(a) FROM y y2 WHERE y2.d = x.c)
SELECT (SELECT a FROM y WHERE y.a = x.a) FROM x
SELECT (SELECT a FROM y WHERE y.a = x.a LIMIT 1) FROM x
SELECT (SELECT max(a) FROM y WHERE y.a > x.a) FROM x
SELECT (SELECT count(*) FROM y WHERE y.a > x.a) FROM x
SELECT (SELECT count(*) FROM y WHERE y.a = x.a OR y.d = x.c) FROM x
SELECT (SELECT max(a) FROM y WHERE y.a = x.a GROUP BY y.b) FROM x
SELECT (SELECT max(a) FROM y WHERE y.a = x.a GROUP BY y.a) FROM x
SELECT (SELECT y.a FROM y WHERE y.a = x.a GROUP BY y.a) FROM x
SELECT (SELECT max(a) FROM y WHERE y.a + 1 = x.a GROUP BY y.a) FROM x
SELECT (SELECT max(a) FROM y WHERE y.a + 1 = x.a GROUP BY y.a + 1) FROM x
SELECT (SELECT max(a) FROM y WHERE y.a = x.a AND y.b = 'a' GROUP BY y.b) FROM x
SELECT (SELECT max(a) FROM y WHERE y.b = 'a' GROUP BY y.b) FROM x
SELECT (SELECT max(y.a) + x.a FROM y) FROM x
SELECT (SELECT max(y.a) + x.a FROM y WHERE y.a = x.a) FROM x
SELECT (SELECT x.a) FROM x
SELECT (SELECT x.a + 1 AS q) + 1 FROM x
SELECT (SELECT x.a FROM y LIMIT 1) FROM x
SELECT (SELECT a, d FROM y WHERE y.a = x.a) FROM x
SELECT (SELECT * FROM y) FROM x
SELECT a IN (SELECT a, d FROM y) FROM x
SELECT (a, b) IN (SELECT a FROM y) FROM x
SELECT (a, b) IN (SELECT a, b FROM y) FROM x
SELECT a FROM x WHERE (a, b) IN (SELECT a, b FROM y)
SELECT a FROM x WHERE (a, b) IN (SELECT (a, b) FROM y)
SELECT a FROM x WHERE struct(a, b) IN (SELECT struct(a, b) FROM y)
SELECT a FROM x WHERE a IN (SELECT y.a FROM y WHERE y.d > x.c)
SELECT a FROM x WHERE a IN (SELECT max(y.a) FROM y WHERE y.d = x.c)
SELECT a FROM x WHERE a IN (SELECT max(y.a) FROM y WHERE y.d > x.c)
SELECT a FROM x WHERE a IN (SELECT y.a + x.a FROM y)
SELECT a FROM x WHERE a IN (SELECT x.a FROM y)
SELECT a FROM x WHERE a NOT IN (SELECT y.a FROM y WHERE y.d > x.c)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y WHERE y.a > x.a)
SELECT a FROM x WHERE EXISTS (SELECT y.a + x.a FROM y)
SELECT a FROM x WHERE EXISTS (SELECT max(y.a) FROM y WHERE y.a = x.a)
SELECT a FROM x WHERE EXISTS (SELECT max(y.a) FROM y WHERE y.a > x.a HAVING max(y.a) > 1)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y WHERE y.a = x.a LIMIT 1)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y WHERE y.a = x.a ORDER BY y.d LIMIT 1)
SELECT a FROM x WHERE EXISTS (SELECT y.a FROM y WHERE y.a = x.a UNION SELECT 1)
SELECT a FROM x WHERE EXISTS (SELECT y.a FROM y WHERE y.a = x.a INTERSECT SELECT 1)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y LEFT JOIN z ON y.a = z.i AND y.a = x.a)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y LEFT JOIN z ON y.a = z.i WHERE y.a = x.a)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM y FULL JOIN z ON y.a = z.i WHERE y.a = x.a)
SELECT a FROM x WHERE EXISTS (SELECT 1 FROM (SELECT * FROM y WHERE y.a = x.a) q LEFT JOIN z ON q.a = z.i)
SELECT (SELECT max(y.a) FROM y LEFT JOIN z ON y.a = z.i AND y.a = x.a) FROM x
SELECT (SELECT max(y.a) FROM y JOIN z ON y.a = z.i AND y.a = x.a) FROM x
SELECT (SELECT sum(s) FROM (SELECT y.a s FROM y WHERE y.a = x.a UNION ALL SELECT y.d FROM y WHERE y.d = x.c)) FROM x
SELECT (SELECT sum(s) FROM (SELECT y.a s FROM y WHERE y.a = x.a UNION SELECT y.d FROM y WHERE y.d = x.c)) FROM x
SELECT (SELECT sum(s) FROM (SELECT y.a s FROM y WHERE y.a = x.a EXCEPT SELECT y.d FROM y)) FROM x
SELECT (SELECT max(q) FROM (SELECT row_number() OVER (ORDER BY y.d) q FROM y WHERE y.a = x.a)) FROM x
SELECT (SELECT max(q) FROM (SELECT row_number() OVER (ORDER BY y.d) q FROM y WHERE y.a > x.a)) FROM x
SELECT (SELECT sum(q.a) FROM (SELECT DISTINCT y.a FROM y WHERE y.a = x.a) q) FROM x
SELECT (SELECT sum(q.a) FROM (SELECT y.a FROM y WHERE y.a = x.a LIMIT 1) q) FROM x
SELECT (SELECT sum(q.a) FROM (SELECT y.a FROM y WHERE y.a > x.a LIMIT 1) q) FROM x
SELECT (SELECT max(e) FROM y LATERAL VIEW explode(array(x.a, y.a)) t AS e) FROM x
SELECT (SELECT max(e) FROM explode(array(x.a, 2)) t(e)) FROM x
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a HAVING max(y.a) > 1) FROM x
SELECT (SELECT max(y.a) FROM y HAVING max(y.a) > x.a) FROM x
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a AND y.b IN (SELECT b FROM x)) FROM x
SELECT (SELECT max(y.a) FROM y WHERE y.a = (SELECT max(z.i) FROM z WHERE z.i = x.a)) FROM x
SELECT (SELECT max(y.a) FROM y WHERE y.a = (SELECT max(z.i) FROM z WHERE z.i = y.a AND z.i = x.a)) FROM x
SELECT (SELECT max(y.a) FROM y WHERE EXISTS (SELECT 1 FROM z WHERE z.i = y.a AND z.i = x.a)) FROM x
SELECT transform(array(1, 2), e -> (SELECT max(a) FROM y)) FROM x
SELECT transform(array(1, 2), e -> (SELECT max(a) FROM y WHERE y.a = e)) FROM x
SELECT transform(array(1, 2), e -> (SELECT max(a) FROM y WHERE y.a = x.a)) FROM x
SELECT transform(array(1, 2), e -> (SELECT e)) FROM x
SELECT transform(array(1, 2), e -> e IN (SELECT a FROM y)) FROM x
SELECT filter(array(1, 2), e -> EXISTS (SELECT 1 FROM y)) FROM x
SELECT transform((SELECT collect_list(a) FROM y), e -> e + 1) FROM x
SELECT transform((SELECT collect_list(y.a) FROM y WHERE y.a = x.a), e -> e + 1) FROM x
SELECT a FROM x ORDER BY (SELECT max(a) FROM y), a
SELECT a FROM x ORDER BY (SELECT max(y.d) FROM y WHERE y.a = x.a), a
SELECT a FROM x ORDER BY EXISTS (SELECT 1 FROM y WHERE y.a = x.a), a
SELECT a FROM x ORDER BY a IN (SELECT a FROM y), a
SELECT max(a) OVER (ORDER BY (SELECT max(y.d) FROM y WHERE y.a = x.a)) FROM x
SELECT max((SELECT max(y.d) FROM y WHERE y.a = x.a)) OVER (ORDER BY a) FROM x
SELECT max(a) OVER (PARTITION BY (SELECT max(a) FROM y)) FROM x
SELECT max(a) OVER (PARTITION BY a IN (SELECT a FROM y)) FROM x
SELECT explode(array((SELECT max(a) FROM y))) FROM x
SELECT explode(array((SELECT max(y.a) FROM y WHERE y.a = x.a))) FROM x
SELECT * FROM x LATERAL VIEW explode(array((SELECT max(y.a) FROM y WHERE y.a = x.a))) t AS e
SELECT a FROM x LIMIT (SELECT 1)
SELECT a FROM x LIMIT (SELECT max(a) FROM y)
SELECT a FROM x OFFSET (SELECT 1)
SELECT * FROM VALUES ((SELECT 1)), (2)
SELECT * FROM VALUES ((SELECT max(a) FROM y))
SELECT * FROM range((SELECT 3))
SELECT * FROM explode(array((SELECT max(a) FROM y)))
SELECT * FROM x, LATERAL (SELECT * FROM y WHERE y.a = x.a) q
SELECT * FROM x LEFT JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q ON true
SELECT * FROM x LEFT JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q ON q.d > x.c
SELECT * FROM x JOIN LATERAL (SELECT * FROM y WHERE y.a > x.a) q ON q.d > x.c
SELECT * FROM x LEFT JOIN LATERAL (SELECT * FROM y WHERE y.a > x.a) q
SELECT * FROM x RIGHT JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q
SELECT * FROM x FULL JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q ON true
SELECT * FROM x LEFT SEMI JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q ON true
SELECT * FROM x JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q ON q.a IN (SELECT a FROM y)
SELECT * FROM x JOIN LATERAL (SELECT * FROM y WHERE y.a = x.a) q ON q.a = (SELECT max(a) FROM y)
SELECT * FROM x JOIN LATERAL (SELECT y.a FROM y WHERE y.a = x.a) q USING (a)
SELECT * FROM x NATURAL JOIN LATERAL (SELECT y.a FROM y WHERE y.a = x.a) q
SELECT * FROM x, LATERAL (SELECT max(y.a) FROM y WHERE y.a > x.a) q
SELECT * FROM x, LATERAL (SELECT y.a FROM y WHERE y.a > x.a LIMIT 1) q
SELECT * FROM x, LATERAL (SELECT x.a + rand() * 0) q
SELECT * FROM (SELECT a + rand() * 0 AS r FROM x) x2, LATERAL (SELECT r) q
SELECT * FROM x, LATERAL (SELECT y.a FROM y WHERE y.a + rand() > x.a) q
SELECT * FROM x, LATERAL (SELECT * FROM y WHERE y.a = x.a UNION ALL SELECT * FROM y WHERE y.d = x.c) q
SELECT * FROM x, LATERAL (SELECT * FROM y WHERE y.a = x.a INTERSECT SELECT * FROM y) q
SELECT * FROM x, LATERAL (SELECT count(*) FROM y WHERE y.a = x.a) q
SELECT * FROM x, LATERAL (SELECT * FROM y JOIN z ON y.a = z.i AND z.i = x.a) q
SELECT * FROM x, LATERAL (SELECT * FROM y LEFT JOIN z ON y.a = z.i AND z.i = x.a) q
SELECT * FROM x, LATERAL (SELECT row_number() OVER (ORDER BY y.d), y.d FROM y WHERE y.a <= x.a) q
SELECT * FROM x, LATERAL (SELECT q2.* FROM LATERAL (SELECT x.a) q2) q
SELECT * FROM x, LATERAL (SELECT * FROM y, LATERAL (SELECT x.a + y.a)) q
SELECT a FROM x WHERE a = (SELECT max(a) FROM y WHERE y.b = x.b) AND rand() >= 0
SELECT a FROM x WHERE a = (SELECT 1, 2)
SELECT a FROM x WHERE a = (SELECT y.a FROM y WHERE y.a = x.a)
SELECT a FROM x WHERE NOT (a IN (SELECT a FROM y) OR a > 2)
SELECT a FROM x WHERE (a IN (SELECT a FROM y)) = true
SELECT a FROM x WHERE (a IN (SELECT a FROM y)) IS NULL
SELECT a FROM x WHERE (c IN (SELECT d FROM y)) IS NULL
SELECT c, c IN (SELECT d FROM y), c NOT IN (SELECT d FROM y) FROM x
SELECT c, c IN (SELECT d FROM y WHERE false), NULL IN (SELECT d FROM y WHERE false) FROM x
SELECT CASE WHEN EXISTS (SELECT 1 FROM y WHERE y.a = x.a) THEN (SELECT max(y.d) FROM y WHERE y.a = x.a) ELSE 0 END FROM x
SELECT array((SELECT max(y.d) FROM y WHERE y.a = x.a)), struct((SELECT 1)), map('k', (SELECT max(a) FROM y)) FROM x
SELECT (SELECT named_struct('p', max(y.d)) FROM y WHERE y.a = x.a).p FROM x
SELECT (SELECT array(1, 2))[1], (SELECT map('k', 3))['k']
SELECT a FROM x PIVOT (max(c) FOR b IN ((SELECT 'a')))
SELECT upper((SELECT max(b) FROM y WHERE y.a = x.a)) FROM x
SELECT x.a, (SELECT x.a FROM y WHERE false) FROM x
SELECT x.a, (SELECT count(*) FROM y WHERE false AND x.a = y.a) FROM x
SELECT x.a, (SELECT coalesce(max(y.a), -1) FROM y WHERE y.a = x.a) FROM x
SELECT x.a, (SELECT count(*) + 1 FROM y WHERE y.a = x.a) FROM x
SELECT x.a, (SELECT 5 FROM y WHERE y.a = x.a GROUP BY y.a) FROM x
SELECT x.a, (SELECT max(1) FROM y WHERE y.a = x.a HAVING count(*) = 0) FROM x
SELECT x.a, (SELECT first(y.d) FROM y WHERE y.a = x.a) FROM x
SELECT x.a, (SELECT collect_list(y.d) FROM y WHERE y.a = x.a) FROM x
SELECT x.a, (SELECT max(nosuch) FROM y WHERE y.a = x.a) FROM x
SELECT x.a, (SELECT max(y.a) FROM y WHERE y.a = nosuch.a) FROM x
SELECT x.a, (SELECT max(y.a) FROM y WHERE x.nosuch = 1) FROM x
SELECT * FROM x WHERE (SELECT true FROM y WHERE y.a = x.a GROUP BY y.a)
SELECT * FROM x WHERE EXISTS (SELECT * FROM y WHERE y.a = x.a AND y.d = (SELECT max(y2.d) FROM y y2 WHERE y2.a = x.a))
""",
)
