"""Lateral column aliases: what they mean and where they may not stand."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT a + 1 AS q, q + 1 FROM x
SELECT a + 1 AS q, sum(q) OVER () FROM x
SELECT a + 1 AS q, sum(a) OVER (PARTITION BY q) FROM x
SELECT a + 1 AS q, sum(a) OVER (ORDER BY q) FROM x
SELECT a + 1 AS q, q + sum(a) OVER () FROM x
SELECT sum(a) OVER () AS w, w + 1 FROM x
SELECT sum(a) OVER () AS w, sum(w) OVER () FROM x
SELECT a AS q, row_number() OVER w FROM x WINDOW w AS (ORDER BY q)
SELECT a + 1 AS q, row_number() OVER w FROM x WINDOW w AS (ORDER BY q)
SELECT a + 1 AS q, row_number() OVER (ORDER BY a) + q FROM x
SELECT sum(a) AS s, s + 1 FROM x
SELECT sum(a) AS s, sum(s) FROM x
SELECT sum(a) AS s, max(s + 1) FROM x
SELECT a AS q, sum(q) FROM x GROUP BY a
SELECT a AS q, sum(c) + q FROM x GROUP BY a
SELECT a + 1 AS q, sum(q) FROM x GROUP BY a
SELECT sum(a) AS s, s + max(c) FROM x
SELECT sum(a) AS s, rank() OVER (ORDER BY s) FROM x GROUP BY a
SELECT sum(a) AS s, rank() OVER (ORDER BY sum(a)) + s FROM x GROUP BY a
SELECT a AS q, q AS r, r + 1 FROM x
SELECT a AS q, c AS q, q + 1 FROM x
SELECT a AS q, c AS Q, q FROM x
SELECT a AS b, b FROM x
SELECT c AS a, a + 1 FROM x
SELECT struct(a AS f) AS q, q.f FROM x
SELECT struct(a AS f) AS q, q.nosuch FROM x
SELECT explode(array(a)) AS q, q + 1 FROM x
SELECT explode(array(a)) AS q, explode(array(q)) FROM x
SELECT map(1, a) AS q, q[1] FROM x
SELECT a AS q, transform(array(1), e -> e + q) FROM x
SELECT a AS q, transform(array(1), q -> q + 1) FROM x
SELECT a AS q, (SELECT max(y.d) FROM y WHERE y.a = q) FROM x
SELECT a AS q, (SELECT q) FROM x
SELECT a AS q, EXISTS (SELECT 1 FROM y WHERE y.a = q) FROM x
SELECT a AS q, q IN (SELECT a FROM y) FROM x
SELECT (SELECT max(a) FROM y) AS q, q + 1 FROM x
SELECT (SELECT max(y.a) FROM y WHERE y.a = x.a) AS q, q + 1 FROM x
SELECT a AS q FROM x WHERE q > 1
SELECT a AS q FROM x GROUP BY q HAVING q > 1
SELECT a AS q, count(*) AS n FROM x GROUP BY q HAVING n > 1
SELECT a AS q FROM x ORDER BY q + 1
SELECT a AS q, q + 1 AS r FROM x ORDER BY r
SELECT DISTINCT a AS q, q + 1 FROM x
SELECT a AS `q.r`, `q.r` + 1 FROM x
SELECT a AS q, x.q FROM x
SELECT 'a' AS q, upper(q) r, r || q FROM x
SELECT a q, sum(q) OVER (PARTITION BY b) FROM x
SELECT c q, lag(q) OVER (ORDER BY a) FROM x
SELECT c q, sum(c) OVER (ORDER BY a ROWS BETWEEN q PRECEDING AND CURRENT ROW) FROM x
SELECT a AS q, max(c) AS m, m + q FROM x GROUP BY a
SELECT a + 1 AS q, q + 1 AS r, count(*) FROM x GROUP BY a
SELECT max(c) FILTER (WHERE q > 1), a AS q FROM x GROUP BY a
SELECT a AS q, max(c) FILTER (WHERE q > 1) FROM x GROUP BY a
SELECT a AS q, count(DISTINCT q) FROM x GROUP BY a
SELECT sum(a) q, q + 1, sum(a) OVER () FROM x GROUP BY a
SELECT sum(a) q, q + 1, sum(sum(a)) OVER () FROM x GROUP BY a
SELECT sum(a) q, sum(q) OVER () FROM x GROUP BY a
SELECT stack(2, a, 1) AS (q), q + 1 FROM x
SELECT posexplode(array(a)) AS (p, q), q + p FROM x
SELECT inline(array(struct(a AS f))), f FROM x
SELECT 1 AS q, * FROM x WHERE q = 1
SELECT 1 AS q, q + a, x.* FROM x
SELECT 1 AS q, VALUES FROM x
SELECT a AS current_date, current_date > DATE'2000-01-01' AS is_a_date FROM x
SELECT a AS q, coalesce(q, (SELECT max(q) FROM y)) FROM x
SELECT 1 AS q, 2 AS q, q
SELECT 1 AS a, a FROM x
SELECT 1 AS q, q + 1 AS q, q + 1
FROM x SELECT a AS q, q + 1
FROM x |> SELECT a AS q, q + 1
FROM x |> EXTEND a AS q, q + 1 AS r
SELECT a AS q, CASE q WHEN 1 THEN 'one' END, q BETWEEN 1 AND 2, q IN (1, 2), q LIKE '1' FROM x
""",
)
