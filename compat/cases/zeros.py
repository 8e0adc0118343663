"""Zeros of either sign, NaN and VOID wherever values are compared, grouped, joined, kept or looked up."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT array(d) FROM z UNION SELECT array(d) FROM p
SELECT struct(d) FROM z INTERSECT SELECT struct(d) FROM p
SELECT struct(d) FROM z EXCEPT SELECT struct(d) FROM p
SELECT array(d) FROM z INTERSECT SELECT array(d) FROM p
SELECT array(d) FROM z EXCEPT SELECT array(d) FROM p
SELECT array(struct(d, f)) FROM z UNION SELECT array(struct(d, CAST(d AS FLOAT))) FROM p
SELECT DISTINCT array(d) FROM z
SELECT DISTINCT struct(d, i > 0) FROM z
SELECT DISTINCT array(array(d)), struct(struct(f)) FROM z
SELECT array(d), count(*) FROM z GROUP BY array(d)
SELECT struct(d), count(*) FROM z GROUP BY 1
SELECT struct(d) AS k, count(*), min(i) FROM z GROUP BY k HAVING k.d = 0
SELECT d FROM z EXCEPT ALL SELECT d FROM p
SELECT d FROM z INTERSECT ALL SELECT d FROM p
SELECT f FROM z EXCEPT ALL SELECT CAST(d AS FLOAT) FROM p
SELECT f FROM z INTERSECT ALL SELECT CAST(d AS FLOAT) FROM p
SELECT array(d) FROM z EXCEPT ALL SELECT array(d) FROM p
SELECT array(d) FROM z INTERSECT ALL SELECT array(d) FROM p
SELECT d FROM z WHERE i IN (2, 5) EXCEPT ALL SELECT d FROM p WHERE i = 9
SELECT d FROM z WHERE i IN (2, 5) INTERSECT ALL SELECT d FROM p
SELECT i, d, f, count(*) OVER (PARTITION BY d) FROM z
SELECT i, d, f, count(*) OVER (PARTITION BY f), row_number() OVER (PARTITION BY d ORDER BY i) FROM z
SELECT i, d, count(*) OVER (PARTITION BY array(d)) FROM z
SELECT i, d, count(*) OVER (PARTITION BY struct(d, f)) FROM z
SELECT i, d, count(*) OVER (PARTITION BY d, f) FROM z
SELECT i, d, rank() OVER (ORDER BY d) FROM z
SELECT i, d, dense_rank() OVER (ORDER BY d, f) FROM z
SELECT i, d, rank() OVER (ORDER BY array(d)) FROM z
SELECT i, d, sum(i) OVER (ORDER BY d) FROM z
SELECT i, d, sum(i) OVER (ORDER BY d RANGE BETWEEN CURRENT ROW AND CURRENT ROW) FROM z
SELECT i, d, sum(i) OVER (ORDER BY d RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM z
SELECT z.i, z.d, p.i, p.d FROM z JOIN p ON z.d = p.d
SELECT z.i, z.d, p.i, p.d FROM z JOIN p ON z.d <=> p.d
SELECT z.i, p.d, z.d FROM z LEFT JOIN p ON z.d = p.d
SELECT z.i, p.d, z.d FROM z FULL JOIN p ON z.d = p.d
SELECT z.i, d FROM z JOIN p USING (d)
SELECT z.i, d FROM z LEFT JOIN p USING (d)
SELECT d FROM z FULL JOIN p USING (d)
SELECT d FROM z RIGHT JOIN p USING (d)
SELECT z.i, z.d FROM z LEFT SEMI JOIN p ON z.d = p.d
SELECT z.i, z.d FROM z LEFT ANTI JOIN p ON z.d = p.d
SELECT z.i, z.d, p.i FROM z JOIN p ON array(z.d) = array(p.d)
SELECT z.i, z.d, p.i FROM z JOIN p ON struct(z.d) = struct(p.d)
SELECT z.i, z.d, p.i FROM z JOIN p ON struct(z.d, z.i > 0) <=> struct(p.d, p.i > 0)
SELECT z.i, z.d, p.i FROM z JOIN p ON array(struct(z.d)) = array(struct(p.d))
SELECT z.i FROM z WHERE d IN (SELECT d FROM p)
SELECT z.i FROM z WHERE array(d) IN (SELECT array(d) FROM p)
SELECT z.i FROM z WHERE (d, f) IN (SELECT d, CAST(d AS FLOAT) FROM p)
SELECT z.i FROM z WHERE d NOT IN (SELECT d FROM p WHERE d IS NOT NULL)
SELECT z.i FROM z WHERE EXISTS (SELECT 1 FROM p WHERE p.d = z.d)
SELECT z.i, (SELECT max(p.i) FROM p WHERE p.d = z.d) FROM z
SELECT count(DISTINCT d), count(DISTINCT f), count(DISTINCT array(d)), count(DISTINCT d, f), count(DISTINCT struct(d)) FROM z
SELECT sum(DISTINCT d), avg(DISTINCT f), sum(DISTINCT f) FROM z WHERE NOT isnan(d)
SELECT collect_set(d) FROM z WHERE NOT isnan(d)
SELECT collect_set(d), collect_set(f) FROM z WHERE i IN (2, 1)
SELECT collect_set(d), collect_set(f) FROM z WHERE i IN (3, 7)
SELECT collect_list(DISTINCT d) FROM z WHERE i IN (2, 5)
SELECT array_agg(DISTINCT d) FROM z WHERE i IN (2, 5)
SELECT array_sort(collect_set(d)) FROM z
SELECT mode(d) FROM z WHERE i IN (1, 2, 5)
SELECT mode(d) FROM z WHERE i IN (2, 5)
SELECT array_distinct(array(0.0D, -0.0D, 1D, double('NaN'), double('NaN')))
SELECT array_distinct(collect_list(d)) FROM (SELECT * FROM z ORDER BY i)
SELECT array_distinct(array(-0.0D, 0.0D))
SELECT array_distinct(array(array(-0.0D), array(0.0D)))
SELECT array_distinct(array(struct(-0.0D), struct(0.0D)))
SELECT array_distinct(array(array(d), array(0.0D))) FROM z
SELECT array_union(array(-0.0D), array(0.0D)), array_union(array(0.0D), array(-0.0D))
SELECT array_union(array(d), array(0.0D)), array_union(array(f), array(float(0))) FROM z
SELECT array_union(array(array(d)), array(array(0.0D))) FROM z
SELECT array_intersect(array(d), array(0.0D, double('NaN'))), array_except(array(d), array(0.0D, double('NaN'))) FROM z
SELECT array_intersect(array(array(d)), array(array(0.0D), array(double('NaN')))) FROM z
SELECT array_except(array(array(d)), array(array(0.0D), array(double('NaN')))) FROM z
SELECT arrays_overlap(array(d), array(0.0D)), arrays_overlap(array(d), array(double('NaN'))) FROM z
SELECT arrays_overlap(array(array(d)), array(array(0.0D))) FROM z
SELECT array_contains(array(d), 0.0D), array_contains(array(d), double('NaN')) FROM z
SELECT array_contains(array(array(d)), array(0.0D)) FROM z
SELECT array_position(array(d), 0.0D), array_position(array(d), double('NaN')) FROM z
SELECT array_position(array(array(d)), array(0.0D)) FROM z
SELECT array_remove(array(d), 0.0D), array_remove(array(d), double('NaN')) FROM z
SELECT array_remove(array(array(d)), array(0.0D)) FROM z
SELECT map(d, i) FROM z WHERE d IS NOT NULL
SELECT map(-0.0D, 1)
SELECT map(-0.0D, 1)[0.0D], map(0.0D, 1)[-0.0D], element_at(map(0.0D, 1), -0.0D)
SELECT map(0.0D, 1)[d], element_at(map(0.0D, 1), d), try_element_at(map(0.0D, 1), d) FROM z
SELECT map(d, i)[0.0D], map(d, i)[double('NaN')] FROM z WHERE d IS NOT NULL
SELECT map_from_arrays(array(d), array(i)), map_from_entries(array(struct(d, i))) FROM z WHERE d IS NOT NULL
SELECT map_contains_key(map(d, i), 0.0D), map_contains_key(map(0.0D, 1), d) FROM z WHERE d IS NOT NULL
SELECT map_concat(map(d, i), map(3.0D, 1)) FROM z WHERE i = 2
SELECT transform_keys(map(1, i), (k, v) -> d) FROM z WHERE d IS NOT NULL
SELECT map(array(d), i) FROM z
SELECT map(struct(d), i) FROM z
SELECT map(array(d), i)[array(0.0D)] FROM z
SELECT map_zip_with(map(d, 1), map(0.0D, 2), (k, a, b) -> a + b) FROM z WHERE d IS NOT NULL
SELECT DISTINCT map(1, d) FROM z
SELECT map(1, d), count(*) FROM z GROUP BY map(1, d)
SELECT map(1, d) FROM z UNION SELECT map(1, d) FROM p
SELECT d = 0.0D, d <=> 0.0D, d < 0.0D, d <= 0.0D, d > -0.0D, d IN (0.0D), d BETWEEN 0.0D AND 0.0D FROM z
SELECT d = double('NaN'), d < double('NaN'), d > double('inf'), d IN (double('NaN')) FROM z
SELECT array(d) = array(0.0D), array(d) < array(0.0D), array(d) <=> array(double('NaN')) FROM z
SELECT struct(d) = struct(0.0D), struct(d) IN (struct(0.0D)), struct(d) <=> struct(double('NaN')) FROM z
SELECT max(d), min(d), max(f), min(f) FROM z WHERE i IN (1, 2)
SELECT max(d), min(d) FROM z WHERE i IN (2, 5)
SELECT max(array(d)), min(array(d)), max(struct(d)), min(struct(d)) FROM z WHERE i IN (1, 2)
SELECT array_max(array(d, 0.0D)), array_min(array(d, 0.0D)), array_max(array(0.0D, d)), array_min(array(0.0D, d)) FROM z
SELECT array_sort(array(0.0D, d, 1D)), sort_array(array(0.0D, d, 1D)), sort_array(array(d, 0.0D, -1D), false) FROM z
SELECT nullif(d, 0.0D), nvl2(d, d, 1D), coalesce(d, 9D), if(d = 0, d, 1D), nanvl(d, -0.0D) FROM z
SELECT CASE d WHEN 0.0D THEN 'zero' WHEN double('NaN') THEN 'nan' ELSE 'else' END, decode(d, 0.0D, 'z', double('NaN'), 'n') FROM z
SELECT hash(d), xxhash64(d), hash(f), xxhash64(f), hash(array(d)), hash(struct(d, f)) FROM z
SELECT d, i FROM z ORDER BY d, i
SELECT array(d), i FROM z ORDER BY array(d), i
SELECT d, count(*) FROM z GROUP BY d
SELECT d, f, count(*) FROM z GROUP BY d, f
SELECT d, f, count(*) FROM z GROUP BY ROLLUP (d, f)
SELECT d, count(*) FROM z GROUP BY CUBE (d)
SELECT d, grouping(d), sum(d) FROM z GROUP BY GROUPING SETS ((d), ())
SELECT -d, count(*) FROM z GROUP BY -d
SELECT d * 1, d + 0, d - 0, d / 1, -d, abs(d), +d FROM z
SELECT first(d), last(d), any_value(d) FROM z WHERE i = 2
SELECT first_value(d) OVER (ORDER BY i), lag(d) OVER (ORDER BY i), nth_value(d, 2) OVER (ORDER BY i) FROM z
SELECT max(d) OVER (ORDER BY i), min(d) OVER (ORDER BY i) FROM z WHERE i < 3
SELECT * FROM (SELECT i, d FROM z) PIVOT (max(i) FOR d IN (0.0D, 1.5D))
SELECT * FROM (SELECT i, d FROM z) PIVOT (max(d) FOR i IN (1, 2, 3))
SELECT to_json(struct(d, f)), to_csv(struct(d, f)), CAST(d AS STRING), CAST(d AS DECIMAL(3, 1)) FROM z WHERE i = 2
SELECT sum(d), avg(d), sum(f), avg(f), stddev(d), variance(d) FROM z WHERE i IN (2, 5)
SELECT sum(d) OVER (ORDER BY i), avg(d) OVER (ORDER BY i) FROM z WHERE i IN (2, 5)
SELECT round(d), ceil(d), floor(d), rint(d), sqrt(d), cbrt(d), sign(d), exp(d), log1p(d), sin(d), tan(d), atan2(d, -1D), atan2(d, 1D), pow(d, 3), pow(d, -1), d % 3, mod(d, -3), pmod(d, 3), pmod(d, -3D), bround(d, 1) FROM z
SELECT try_divide(1D, d), try_add(d, d), try_subtract(d, 0D), try_multiply(d, 5), d * -5, d + d FROM z
SELECT percentile(d, 0.5), median(d), percentile_approx(d, 0.5) FROM z WHERE i IN (2, 5)
SELECT approx_count_distinct(d), approx_count_distinct(f) FROM z
SELECT count_if(d = 0), every(d = 0), bool_or(d = 0) FROM z
SELECT width_bucket(d, 0D, 5D, 5), width_bucket(0.5D, d, 5D, 5) FROM z
SELECT array_append(array(d), 0D), array_insert(array(d), 1, -0.0D), array_prepend(array(d), 0D), array_repeat(d, 2), array_compact(array(d)), reverse(array(d, 1D)), slice(array(d), 1, 1), concat(array(d), array(0D)), flatten(array(array(d))), shuffle(array(d)) FROM z
SELECT DISTINCT d FROM z
SELECT DISTINCT d, s FROM z WHERE i IN (2, 5)
SELECT DISTINCT f FROM z WHERE i IN (2, 5)
SELECT explode(array(d)) FROM z
SELECT mean(d), count(d), kurtosis(d), skewness(d), corr(d, f), covar_pop(d, f), regr_slope(d, f) FROM z WHERE NOT isnan(d)
SELECT NULL INTERSECT SELECT NULL
SELECT NULL FROM x INTERSECT SELECT NULL FROM y
SELECT NULL FROM x EXCEPT SELECT NULL FROM y
SELECT NULL FROM x UNION SELECT NULL FROM y
SELECT NULL FROM x INTERSECT ALL SELECT NULL FROM y
SELECT NULL FROM x EXCEPT ALL SELECT NULL FROM y
SELECT NULL, a FROM x INTERSECT SELECT NULL, a FROM y
SELECT NULL, a FROM x EXCEPT SELECT NULL, a FROM y
SELECT NULL, a FROM x INTERSECT ALL SELECT NULL, a FROM y
SELECT NULL, a FROM x EXCEPT ALL SELECT NULL, a FROM y
SELECT array(), a FROM x INTERSECT SELECT array(), a FROM y
SELECT array(NULL), a FROM x INTERSECT SELECT array(NULL), a FROM y
SELECT array(NULL), a FROM x EXCEPT SELECT array(NULL), a FROM y
SELECT struct(NULL), a FROM x INTERSECT SELECT struct(NULL), a FROM y
SELECT struct(NULL) FROM x EXCEPT SELECT struct(NULL) FROM y
SELECT NULL n FROM x GROUP BY n
SELECT n, count(*) FROM (SELECT NULL n FROM x) GROUP BY n
SELECT DISTINCT NULL FROM x
SELECT DISTINCT NULL, a FROM x
SELECT * FROM (SELECT NULL n, a FROM x) u JOIN (SELECT NULL n, a FROM y) v ON u.n = v.n
SELECT * FROM (SELECT NULL n, a FROM x) u JOIN (SELECT NULL n, a FROM y) v ON u.n <=> v.n
SELECT * FROM (SELECT NULL n, a FROM x) u JOIN (SELECT NULL n, a FROM y) v ON u.n <=> v.n AND u.a = v.a
SELECT * FROM (SELECT NULL n, a FROM x) u JOIN (SELECT NULL n, a FROM y) v USING (n, a)
SELECT * FROM (SELECT NULL n, a FROM x) u LEFT JOIN (SELECT NULL n, a FROM y) v USING (n)
SELECT a FROM x WHERE NULL IN (SELECT NULL FROM y)
SELECT a, NULL IN (SELECT NULL FROM y), NULL IN (NULL), NULL = NULL, NULL <=> NULL FROM x
SELECT a FROM x WHERE (NULL <=> NULL)
SELECT n <=> NULL, n <=> m FROM (SELECT NULL n, NULL m FROM x)
SELECT count(NULL), count(DISTINCT NULL), max(NULL), min(NULL), sum(NULL), collect_list(NULL), collect_set(NULL), first(NULL) FROM x
SELECT a, row_number() OVER (PARTITION BY NULL ORDER BY a, b), count(*) OVER (PARTITION BY NULL) FROM x
SELECT * FROM x ORDER BY NULL, a, b
SELECT array_distinct(array(NULL, NULL)), array_union(array(NULL), array(NULL)), array_contains(array(NULL), NULL)
SELECT a FROM x WHERE NULL IN (SELECT NULL)
SELECT greatest(d, 0.0D) FROM z WHERE i = 2
SELECT greatest(0.0D, d) FROM z WHERE i = 2
SELECT least(0.0D, d) FROM z WHERE i = 2
SELECT least(d, 0.0D) FROM z WHERE i = 2
SELECT greatest(float('0.0'), f) FROM z WHERE i = 2
SELECT greatest(f, float('0.0')) FROM z WHERE i = 2
SELECT least(f, float('0.0')) FROM z WHERE i = 2
SELECT least(float('0.0'), f) FROM z WHERE i = 2
SELECT greatest(f, float(0)) FROM z WHERE i = 2
SELECT least(f, float(0)) FROM z WHERE i = 2
SELECT greatest(f, d) FROM z WHERE i = 2
SELECT greatest(d, double('NaN')), least(d, double('NaN')) FROM z
SELECT mode(d) FROM z
SELECT mode(d) FROM z WHERE i IN (3, 7, 1)
SELECT mode(d) FROM z WHERE i IN (1, 3, 7)
SELECT mode(d) FROM VALUES (double('NaN')), (double('NaN')), (1D) t(d)
SELECT mode(d) FROM VALUES (double('NaN')), (1D), (double('NaN')), (1D), (1D) t(d)
SELECT mode(d) FROM VALUES (double('NaN')), (1D), (double('NaN')), (1D), (double('NaN')) t(d)
SELECT mode(d) FROM VALUES (1D), (2D), (1D), (2D), (2D) t(d)
SELECT mode(f) FROM VALUES (float('NaN')), (1F), (float('NaN')), (1F), (1F) t(f)
SELECT mode(d) FROM VALUES (0D), (-0D), (0D), (-0D), (-0D) t(d)
SELECT mode(array(d)) FROM VALUES (0D), (double('NaN')), (0D), (double('NaN')), (double('NaN')) t(d)
SELECT collect_set(array(d)) FROM VALUES (double('NaN')), (double('NaN')), (1D) t(d)
SELECT collect_set(d) FROM (SELECT CASE WHEN id > 0 THEN double('NaN') ELSE 0.0D END d, 1 id FROM range(3))
SELECT id % 2, collect_set(d) FROM (SELECT CASE WHEN id > 0 THEN double('NaN') ELSE 0.0D END d, id FROM range(5)) GROUP BY id % 2
SELECT collect_set(d) OVER (ORDER BY i) FROM z
SELECT collect_set(DISTINCT d) FROM z WHERE i IN (2, 3, 7)
SELECT collect_set(DISTINCT d), count(DISTINCT i) FROM z WHERE i IN (2, 3, 7)
SELECT collect_list(DISTINCT array(d)) FROM z WHERE i IN (2, 5)
SELECT collect_list(DISTINCT struct(d)) FROM z WHERE i IN (2, 5)
SELECT collect_list(DISTINCT d), count(DISTINCT f) FROM z WHERE i IN (2, 5)
SELECT i, collect_list(DISTINCT d), count(DISTINCT f) FROM z GROUP BY i
SELECT mode(DISTINCT d), first(DISTINCT d), max(DISTINCT d), min(DISTINCT d), sum(DISTINCT d), avg(DISTINCT d) FROM z WHERE i = 2
SELECT first(DISTINCT d) FROM z WHERE i = 2
SELECT max(DISTINCT d) FROM z WHERE i = 2
SELECT min(d), max(f), first(d), last(f), any_value(d), max_by(d, i), min_by(f, i) FROM z WHERE i = 2
SELECT sum(d), sum(f), avg(d) FROM z WHERE i = 2
SELECT i, sum(d), sum(f), avg(d) FROM z WHERE i = 2 GROUP BY i
SELECT listagg(DISTINCT CAST(d AS STRING), ',') FROM z WHERE i IN (2, 5)
SELECT array_distinct(array(d, d)) FROM z WHERE i IN (2, 3)
SELECT array_except(array(-0.0D), array(0.0D)), array_intersect(array(-0.0D), array(0.0D))
SELECT array_except(array(d, 0.0D), array(1D)), array_union(array(d, 0.0D), array(1D)), array_intersect(array(d, 0.0D), array(0.0D)) FROM z WHERE i IN (2, 3)
SELECT arrays_overlap(array(-0.0D), array(0.0D)), arrays_overlap(array(float('-0.0')), array(float('0.0')))
SELECT arrays_overlap(array(f), array(float('0.0'))) FROM z
SELECT arrays_overlap(array(f, NULL), array(float('0.0'))) FROM z
SELECT arrays_overlap(array(array(d)), array(array(0.0D))), arrays_overlap(array(struct(d)), array(struct(0.0D))) FROM z
SELECT arrays_overlap(array(d), array(d)) FROM z
SELECT map(d, i), map(f, i) FROM z WHERE i = 2
SELECT map(struct(d), i), map(array(d), i) FROM z WHERE i = 2
SELECT map_from_entries(array(struct(d, i))), map_from_arrays(array(d), array(i)) FROM z WHERE i = 2
SELECT map_from_entries(array(struct(-0.0D, 1))), map_from_arrays(array(-0.0D), array(1))
SELECT map_filter(map_from_arrays(array(d), array(i)), (k, v) -> true), map_concat(map_from_arrays(array(d), array(i))) FROM z WHERE i = 2
SELECT map_concat(map_from_arrays(array(d), array(i)), map_from_arrays(array(1D), array(i))) FROM z WHERE i = 2
SELECT map_from_entries(array(struct(d, 1), struct(0.0D, 2))) FROM z WHERE i = 2
SELECT transform_keys(map(1, 1), (k, v) -> d) FROM z WHERE i = 2
SELECT map_from_arrays(array(-0.0D), array(1))[0.0D], map_from_arrays(array(0.0D), array(1))[-0.0D]
SELECT map_from_arrays(array(d), array(1))[0.0D], element_at(map_from_arrays(array(d), array(1)), 0D) FROM z WHERE i = 2
SELECT map_from_arrays(array(double('NaN')), array(1))[double('NaN')], element_at(map(double('NaN'), 1), double('NaN'))
SELECT map(array(d), 1)[array(0.0D)], map(array(d), 1)[array(d)] FROM z
SELECT map_zip_with(map_from_arrays(array(d), array(1)), map(0.0D, 2), (k, a, b) -> a + b) FROM z WHERE i = 2
SELECT map_entries(map(d, 1)), map_keys(map(d, 1)) FROM z WHERE i = 2
SELECT map(d, 1) IS NULL, size(map(d, 1)) FROM z WHERE i IN (2, 3)
SELECT i FROM z WHERE d NOT IN (SELECT d FROM p WHERE d IS NOT NULL)
SELECT i FROM z WHERE d NOT IN (0.0D, double('NaN'))
SELECT i FROM z WHERE (d, i) NOT IN (SELECT d, i + 1 FROM p WHERE d IS NOT NULL)
SELECT i, d NOT IN (SELECT d FROM p WHERE d IS NOT NULL) FROM z
SELECT i FROM z WHERE NOT EXISTS (SELECT 1 FROM p WHERE p.d = z.d)
SELECT i FROM z WHERE d NOT IN (SELECT d FROM p WHERE d IS NOT NULL) OR i = 1
SELECT struct(d) = struct(0.0D) FROM z
SELECT struct(d) IN (struct(0.0D)) FROM z
SELECT struct(d) <=> struct(double('NaN')) FROM z
SELECT struct(a) = struct(1) FROM x
SELECT struct(a, b) < struct(1, 'b') FROM x
SELECT struct(a) = named_struct('q', 1L) FROM x
SELECT array(struct(a)) = array(struct(1)) FROM x
SELECT struct(a AS A) = struct(a AS a), struct(a AS q) = struct(a AS r) FROM x
SELECT (a, b) = (1, 'a') FROM x
SELECT (a, b) <=> (c, b) FROM x
SELECT if(a > 1, struct(a), struct(c)) FROM x
SELECT coalesce(struct(a), struct(c)) FROM x
SELECT struct(a) IN (struct(c), struct(1L)) FROM x
SELECT array(struct(a), struct(c)) FROM x
SELECT greatest(struct(a), struct(c)) FROM x
SELECT CASE WHEN a = 1 THEN struct(a) ELSE struct(c) END FROM x
SELECT nullif(struct(a), struct(c)) FROM x
SELECT array_contains(array(struct(a)), struct(1)) FROM x
SELECT struct(a) UNION SELECT struct(1)
SELECT NULL FROM range(3) INTERSECT SELECT NULL FROM range(2)
SELECT NULL FROM range(3) EXCEPT SELECT NULL FROM range(2)
SELECT id, NULL FROM range(3) INTERSECT SELECT id, NULL FROM range(2)
SELECT id, NULL FROM range(3) EXCEPT SELECT id, NULL FROM range(2)
SELECT id, NULL n FROM range(3) INTERSECT SELECT a, NULL FROM x
SELECT a, NULL n FROM x INTERSECT SELECT id, NULL FROM range(2)
SELECT * FROM (SELECT NULL n, id FROM range(3)) u JOIN (SELECT NULL n, id FROM range(2)) v ON u.n <=> v.n
SELECT * FROM (SELECT NULL n, id FROM range(3)) u LEFT JOIN (SELECT NULL n, id FROM range(2)) v ON u.n <=> v.n
SELECT * FROM (SELECT NULL n, id FROM range(3)) u JOIN (SELECT NULL n, id FROM range(2)) v ON u.n <=> v.n AND u.id = v.id
SELECT * FROM (SELECT NULL n, a FROM x) u LEFT JOIN (SELECT NULL n, a FROM y) v ON u.n <=> v.n AND u.a = v.a
SELECT * FROM (SELECT NULL n, a FROM x) u LEFT SEMI JOIN (SELECT NULL n, a FROM y) v ON u.n <=> v.n
SELECT * FROM (SELECT NULL n, a FROM x) u LEFT ANTI JOIN (SELECT NULL n, a FROM y) v ON u.n <=> v.n AND u.a < v.a
SELECT max(NULL) FROM range(3) INTERSECT SELECT max(NULL) FROM range(2)
SELECT max(NULL) FROM range(3) GROUP BY id EXCEPT SELECT max(NULL) FROM range(2)
SELECT max(n) FROM (SELECT NULL n FROM x) INTERSECT SELECT max(n) FROM (SELECT NULL n FROM y)
SELECT NULL UNION SELECT NULL
SELECT NULL EXCEPT SELECT NULL
SELECT NULL, 1 INTERSECT SELECT NULL, 1
SELECT * FROM VALUES (NULL), (NULL) INTERSECT SELECT * FROM VALUES (NULL)
SELECT * FROM VALUES (NULL, 1), (NULL, 2) EXCEPT SELECT * FROM VALUES (NULL, 1)
SELECT * FROM VALUES (NULL, 1), (NULL, 2) INTERSECT SELECT NULL, 1
SELECT NULL, 1 INTERSECT SELECT * FROM VALUES (NULL, 1), (NULL, 2)
SELECT array(NULL, NULL), a FROM x EXCEPT SELECT array(NULL, NULL), a FROM y
SELECT struct(NULL, a) FROM x INTERSECT SELECT struct(NULL, a) FROM y
SELECT * FROM (SELECT NULL n, a FROM x) u, (SELECT NULL n, a FROM y) v WHERE u.n <=> v.n
SELECT * FROM (SELECT NULL n, a FROM x) u, (SELECT NULL n, a FROM y) v WHERE u.n IS NOT DISTINCT FROM v.n AND u.a <=> v.a
""",
)
