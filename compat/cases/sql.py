"""SQL as analysts write it, over inline data: what TPC-DS uses, and the rest of a SELECT's clauses."""

from case import Cases

CASES = Cases()

SALES = """(SELECT * FROM VALUES
  (1, 'north', 'apple', DATE'2024-01-05', 10, 2.50BD),
  (2, 'north', 'pear', DATE'2024-01-20', 3, 1.25BD),
  (3, 'south', 'apple', DATE'2024-02-03', 7, 2.40BD),
  (4, 'south', 'plum', DATE'2024-02-29', NULL, 0.75BD),
  (5, 'west', 'apple', DATE'2024-03-15', 1, NULL),
  (6, NULL, 'pear', DATE'2024-03-31', 12, 1.10BD),
  (7, 'west', NULL, NULL, 5, 3.00BD),
  (8, 'north', 'apple', DATE'2023-12-31', 10, 2.50BD)
  AS v(id, region, item, day, qty, price))"""
ITEMS = "(SELECT * FROM VALUES ('apple', 'fruit', 1), ('pear', 'fruit', 2), ('kale', 'leaf', 3), (NULL, 'none', 4) AS v(item, kind, rank))"
WITH = f"WITH sales AS {SALES}, items AS {ITEMS} "


def q(name, text, ordered=True, **options):
    CASES.sql(name, WITH + text, ordered=ordered, **options)


# ---- grouping ----
q("group_by", "SELECT region, sum(qty), count(*), count(qty), avg(price), min(day) FROM sales GROUP BY region", ordered=False)
q("group_by_position", "SELECT region, item, count(*) FROM sales GROUP BY 1, 2", ordered=False)
q("group_by_alias", "SELECT upper(region) AS r, count(*) FROM sales GROUP BY r", ordered=False)
q("group_by_expression", "SELECT qty % 2 + 1, count(*) FROM sales GROUP BY qty % 2", ordered=False)
q("group_by_all", "SELECT region, sum(qty) FROM sales GROUP BY ALL", ordered=False)
q("group_by_month", "SELECT year(day) y, month(day) m, sum(qty * price) AS total FROM sales GROUP BY year(day), month(day)", ordered=False)
q("rollup", "SELECT region, item, sum(qty), grouping(region), grouping(item), grouping_id() FROM sales GROUP BY ROLLUP(region, item)", ordered=False)
q("cube", "SELECT region, item, count(*), grouping_id(region, item) FROM sales GROUP BY CUBE(region, item)", ordered=False)
q("grouping_sets", "SELECT region, item, sum(qty) FROM sales GROUP BY GROUPING SETS ((region, item), (region), (item), ())", ordered=False)
q("grouping_sets_mixed", "SELECT region, item, year(day), count(*) FROM sales GROUP BY year(day), ROLLUP(region, item)", ordered=False)
q("grouping_sets_partial", "SELECT region, item, sum(qty) FROM sales GROUP BY region, item GROUPING SETS ((region), (item))", ordered=False)
q("with_rollup", "SELECT region, count(*) FROM sales GROUP BY region WITH ROLLUP", ordered=False)
q("rollup_having", "SELECT region, item, sum(qty) AS s FROM sales GROUP BY ROLLUP(region, item) HAVING grouping_id() < 3 AND sum(qty) > 5", ordered=False)
q("rollup_order", "SELECT region, sum(qty) AS s FROM sales WHERE region IS NOT NULL GROUP BY ROLLUP(region) ORDER BY grouping(region) DESC, s")
q("rollup_case", "SELECT CASE WHEN grouping(region) = 1 THEN 'all' ELSE coalesce(region, 'none') END AS r, sum(qty) FROM sales GROUP BY ROLLUP(region)", ordered=False)
q("having", "SELECT item, sum(qty) AS s FROM sales GROUP BY item HAVING sum(qty) > 4 ORDER BY item")
q("having_no_group", "SELECT sum(qty) FROM sales HAVING count(*) > 100")
q("having_alias", "SELECT item, sum(qty) AS s FROM sales GROUP BY item HAVING s > 4 AND count(*) > 1 ORDER BY s")
q("aggregate_filter", "SELECT count(*) FILTER (WHERE qty > 5), sum(qty) FILTER (WHERE region = 'north'), max(price) FILTER (WHERE false) FROM sales")
q("aggregate_distinct", "SELECT count(DISTINCT region), count(DISTINCT region, item), sum(DISTINCT qty), avg(DISTINCT qty) FROM sales")
q("aggregate_distinct_mixed", "SELECT region, count(DISTINCT item), count(*), sum(qty) FROM sales GROUP BY region", ordered=False)
q("aggregate_statistics", "SELECT stddev_samp(qty), var_pop(price), corr(qty, price), percentile(qty, 0.5), percentile_approx(qty, array(0.1, 0.9)), median(price), mode(region) FROM sales")
q("aggregate_collections", "SELECT sort_array(collect_set(region)), sort_array(collect_list(qty)), array_agg(id), count_if(qty > 5), bool_or(qty > 11), every(id > 0), any_value(1) FROM sales")
q("aggregate_by", "SELECT max_by(item, qty), min_by(id, price), first(id), last(id), max(struct(qty, id)) FROM (SELECT * FROM sales WHERE qty IS NOT NULL AND qty <> 10)")
q("aggregate_listagg", "SELECT listagg(item, '|') WITHIN GROUP (ORDER BY id), percentile_cont(0.5) WITHIN GROUP (ORDER BY qty DESC) FROM sales")
q("aggregate_bits", "SELECT bit_and(qty), bit_or(qty), bit_xor(qty), bool_and(qty > 0), approx_count_distinct(item), histogram_numeric(id, 2) FROM sales")
q("aggregate_in_expression", "SELECT sum(qty) * 100.0 / count(*) AS pct, round(avg(price), 2), max(qty) - min(qty) FROM sales")
q("aggregate_nested_case", "SELECT sum(CASE WHEN region = 'north' THEN qty ELSE 0 END) AS north, sum(if(region = 'south', qty, 0)) AS south FROM sales")
q("aggregate_empty", "SELECT count(*), sum(qty), max(region) FROM sales WHERE id > 100")
q("group_empty", "SELECT region, count(*) FROM sales WHERE id > 100 GROUP BY region")

# ---- windows ----
q("window_ranks", "SELECT id, row_number() OVER (PARTITION BY region ORDER BY qty DESC NULLS LAST, id) rn, rank() OVER (ORDER BY qty) rk, dense_rank() OVER (ORDER BY qty) dr, ntile(3) OVER (ORDER BY id) nt FROM sales ORDER BY id")
q("window_running", "SELECT id, sum(qty) OVER (ORDER BY id) AS run, sum(qty) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS three, avg(qty) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS around FROM sales ORDER BY id")
q("window_range", "SELECT id, count(*) OVER (ORDER BY id RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING) AS c, sum(id) OVER (ORDER BY qty RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS below FROM sales ORDER BY id")
q("window_range_dates", "SELECT id, count(*) OVER (ORDER BY day RANGE BETWEEN INTERVAL '30' DAY PRECEDING AND CURRENT ROW) AS recent, count(*) OVER (ORDER BY day RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND INTERVAL '1' MONTH FOLLOWING) AS m FROM sales ORDER BY id")
q("window_offsets", "SELECT id, lag(qty) OVER (ORDER BY id) a, lead(qty, 2, -1) OVER (ORDER BY id) b, first_value(item) OVER (PARTITION BY region ORDER BY id) c, last_value(item) IGNORE NULLS OVER (ORDER BY id) d, nth_value(id, 2) OVER (ORDER BY id) e FROM sales ORDER BY id")
q("window_lag_ignore_nulls", "SELECT id, lag(qty, 1) IGNORE NULLS OVER (ORDER BY id) a, lead(item) IGNORE NULLS OVER (ORDER BY id) b FROM sales ORDER BY id")
q("window_share", "SELECT id, qty / sum(qty) OVER (PARTITION BY region) AS share, qty - avg(qty) OVER () AS diff FROM sales ORDER BY id")
q("window_named", "SELECT id, sum(qty) OVER w AS s, count(*) OVER w AS c, max(qty) OVER (PARTITION BY item) AS m FROM sales WINDOW w AS (PARTITION BY region ORDER BY id) ORDER BY id")
q("window_over_aggregate", "SELECT region, sum(qty) AS s, rank() OVER (ORDER BY sum(qty) DESC) AS r, sum(sum(qty)) OVER () AS total FROM sales GROUP BY region", ordered=False)
q("window_top", "SELECT * FROM (SELECT region, item, qty, row_number() OVER (PARTITION BY region ORDER BY qty DESC NULLS LAST, id) AS r FROM sales) WHERE r = 1 ORDER BY region")
q("window_percent", "SELECT id, percent_rank() OVER (ORDER BY price NULLS FIRST, id) p, cume_dist() OVER (ORDER BY qty NULLS LAST) c FROM sales ORDER BY id")
q("window_rollup", "SELECT region, item, sum(qty) s, rank() OVER (PARTITION BY grouping(region) + grouping(item) ORDER BY sum(qty) DESC) r FROM sales GROUP BY ROLLUP(region, item)", ordered=False)
q("window_collect", "SELECT id, collect_list(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) l FROM sales ORDER BY id")
q("window_qualify_like", "SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY region) c FROM sales) WHERE c > 2 ORDER BY id")
q("window_filter", "SELECT id, count(*) FILTER (WHERE qty > 5) OVER (ORDER BY id) c FROM sales ORDER BY id")

# ---- joins and sets ----
q("join_left", "SELECT s.id, i.kind FROM sales s LEFT JOIN items i ON s.item = i.item ORDER BY s.id")
q("join_right", "SELECT s.id, i.item FROM sales s RIGHT JOIN items i ON s.item = i.item ORDER BY s.id, i.item")
q("join_full", "SELECT s.id, i.rank FROM sales s FULL OUTER JOIN items i ON s.item = i.item AND s.qty > 5", ordered=False)
q("join_using", "SELECT item, id, kind FROM sales JOIN items USING (item) ORDER BY id")
q("join_full_using", "SELECT * FROM sales FULL JOIN items USING (item)", ordered=False)
q("join_natural", "SELECT * FROM sales NATURAL JOIN items ORDER BY id")
q("join_semi", "SELECT id FROM sales LEFT SEMI JOIN items ON sales.item = items.item ORDER BY id")
q("join_anti", "SELECT id FROM sales LEFT ANTI JOIN items ON sales.item = items.item ORDER BY id")
q("join_cross", "SELECT count(*) FROM sales CROSS JOIN items")
q("join_comma", "SELECT s.id, i.kind FROM sales s, items i WHERE s.item = i.item AND i.rank = 1 ORDER BY s.id")
q("join_inequality", "SELECT a.id, b.id FROM sales a JOIN sales b ON a.qty < b.qty AND a.region = b.region ORDER BY 1, 2")
q("join_null_safe", "SELECT s.id, i.rank FROM sales s JOIN items i ON s.item <=> i.item ORDER BY s.id")
q("join_three", "SELECT a.id, b.kind, c.rank FROM sales a LEFT JOIN items b ON a.item = b.item LEFT JOIN items c ON b.rank = c.rank + 1 ORDER BY a.id")
q("join_nested", "SELECT s.id, x.k FROM sales s LEFT JOIN (items i JOIN (SELECT 1 AS k) z ON i.rank = z.k) AS x(item, kind, rank, k) ON s.item = x.item ORDER BY s.id")
q("union", "SELECT region FROM sales UNION SELECT kind FROM items", ordered=False)
q("union_all", "SELECT id, region FROM sales UNION ALL SELECT rank, kind FROM items ORDER BY 1, 2")
q("union_types", "SELECT 1 AS a UNION ALL SELECT 2.5 UNION ALL SELECT NULL ORDER BY a")
q("intersect", "SELECT item FROM sales INTERSECT SELECT item FROM items", ordered=False)
q("intersect_all", "SELECT item FROM sales INTERSECT ALL SELECT item FROM sales WHERE id < 4", ordered=False)
q("except", "SELECT item FROM items EXCEPT SELECT item FROM sales", ordered=False)
q("except_all", "SELECT item FROM sales EXCEPT ALL SELECT item FROM items", ordered=False)
q("minus", "SELECT region FROM sales MINUS SELECT 'north'", ordered=False)
q("set_precedence", "SELECT 1 AS a UNION ALL SELECT 2 INTERSECT SELECT 2 UNION ALL (SELECT 3 EXCEPT SELECT 3)", ordered=False)
q("union_parenthesised_limit", "(SELECT id FROM sales ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM sales ORDER BY id DESC LIMIT 1)", ordered=False)

# ---- subqueries ----
q("scalar_subquery", "SELECT id, (SELECT max(qty) FROM sales) AS m FROM sales WHERE qty = (SELECT max(qty) FROM sales)")
q("correlated_aggregate", "SELECT id, (SELECT max(i.rank) FROM items i WHERE i.item = s.item) AS r, (SELECT count(*) FROM items i WHERE i.item = s.item) AS c FROM sales s ORDER BY id")
q("correlated_where", "SELECT id FROM sales s WHERE qty > (SELECT avg(qty) FROM sales t WHERE t.region = s.region) ORDER BY id")
q("exists", "SELECT id FROM sales s WHERE EXISTS (SELECT 1 FROM items i WHERE i.item = s.item AND i.rank > 1) ORDER BY id")
q("not_exists", "SELECT id FROM sales s WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.item = s.item) ORDER BY id")
q("exists_or", "SELECT id FROM sales s WHERE EXISTS (SELECT 1 FROM items i WHERE i.item = s.item AND i.rank = 2) OR s.qty > 9 ORDER BY id")
q("in_subquery", "SELECT id FROM sales WHERE item IN (SELECT item FROM items WHERE kind = 'fruit') ORDER BY id")
q("not_in_subquery", "SELECT id FROM sales WHERE item NOT IN (SELECT item FROM items WHERE item IS NOT NULL) ORDER BY id")
q("not_in_nulls", "SELECT id FROM sales WHERE item NOT IN (SELECT item FROM items)")
q("not_in_empty", "SELECT id FROM sales WHERE item NOT IN (SELECT item FROM items WHERE rank > 10) ORDER BY id")
q("in_several", "SELECT id FROM sales WHERE (region, item) IN (SELECT 'north', item FROM items) ORDER BY id")
q("in_select_list", "SELECT id, item IN (SELECT item FROM items) AS found FROM sales ORDER BY id")
q("in_correlated", "SELECT id FROM sales s WHERE qty IN (SELECT t.qty FROM sales t WHERE t.region = s.region AND t.id <> s.id) ORDER BY id")
q("in_list_nulls", "SELECT id, qty IN (10, NULL), qty NOT IN (3, NULL) FROM sales ORDER BY id")
q("scalar_empty", "SELECT (SELECT id FROM sales WHERE id > 100) AS n")
q("subquery_having", "SELECT region FROM sales GROUP BY region HAVING sum(qty) > (SELECT avg(qty) FROM sales) ORDER BY region")
q("subquery_nested", "SELECT id FROM sales WHERE qty > (SELECT avg(qty) FROM sales WHERE item IN (SELECT item FROM items WHERE rank = (SELECT min(rank) FROM items))) ORDER BY id")
q("subquery_from", "SELECT r, n FROM (SELECT region AS r, count(*) AS n FROM sales GROUP BY region) t WHERE n > 1 ORDER BY r")
q("subquery_case", "SELECT CASE WHEN (SELECT count(*) FROM sales) > 5 THEN (SELECT 'many') ELSE 'few' END AS c")

# ---- CTEs, lateral ----
q("cte_twice", "SELECT a.id, b.id FROM sales a JOIN sales b ON a.id = b.id + 1 ORDER BY 1")
q("cte_chain", "SELECT * FROM (WITH a AS (SELECT id FROM sales WHERE id < 4), b AS (SELECT id * 2 AS d FROM a) SELECT a.id, b.d FROM a JOIN b ON b.d = a.id * 2) ORDER BY id")
CASES.sql("cte_shadow", "WITH t AS (SELECT 1 AS a), u AS (WITH t AS (SELECT 2 AS a) SELECT * FROM t) SELECT t.a, u.a FROM t, u", since=(4, 0))
CASES.sql("cte_columns", "WITH t(x, y) AS (SELECT 1, 2) SELECT y, x FROM t")
CASES.sql("cte_random_once", "WITH r AS (SELECT rand() AS v) SELECT (SELECT v FROM r) = (SELECT v FROM r) AS same")
q("lateral_join", "SELECT s.id, t.x FROM sales s, LATERAL (SELECT s.qty * 2 AS x) t ORDER BY s.id")
q("lateral_left", "SELECT i.item, t.id FROM items i LEFT JOIN LATERAL (SELECT s.id FROM sales s WHERE s.item = i.item AND s.qty > 5) t ON true ORDER BY 1, 2")
q("lateral_view", "SELECT id, w FROM sales LATERAL VIEW explode(split(item, 'p')) t AS w ORDER BY id, w")
q("lateral_view_outer", "SELECT id, p, w FROM (SELECT id, IF(id = 2, array(), array(id, id + 1)) AS l FROM sales) LATERAL VIEW OUTER posexplode(l) t AS p, w ORDER BY id, p")
q("lateral_view_two", "SELECT a, b FROM (SELECT 1) LATERAL VIEW explode(array(1, 2)) x AS a LATERAL VIEW explode(array('p', 'q')) y AS b ORDER BY a, b")
q("lateral_alias", "SELECT qty AS a, a + 1 AS b, b * 2 AS c FROM sales ORDER BY id")
CASES.sql("inline_table", "SELECT * FROM VALUES (1, 'a', NULL), (2, NULL, 1.5) AS t(i, s, d)")
CASES.sql("inline_table_default_names", "VALUES (1, 'a'), (2, 'b')")
CASES.sql("from_first", "FROM VALUES (1), (2) AS t(a) SELECT a + 1 AS b WHERE a > 1")
CASES.sql("range_function", "SELECT * FROM range(1, 10, 3)")
CASES.sql("generators", "SELECT explode(sequence(1, 3)) AS n")
CASES.sql("generator_map", "SELECT explode(map('a', 1, 'b', 2)) AS (k, v)")
CASES.sql("generator_stack", "SELECT stack(2, 1, 'a', 2, 'b') AS (n, s)")
CASES.sql("generator_inline", "SELECT inline(array(struct(1 AS a, 'x' AS b), struct(2 AS a, 'y' AS b)))")
CASES.sql("generator_from", "SELECT * FROM explode(array(10, 20)) AS t(v)")
CASES.sql("generator_json_tuple", "SELECT json_tuple('{\"a\":1,\"b\":\"x\"}', 'a', 'b') AS (a, b)")
CASES.sql("posexplode_outer", "SELECT posexplode_outer(CAST(NULL AS ARRAY<INT>))")

# ---- ordering and limits ----
q("order_nulls", "SELECT id, qty FROM sales ORDER BY qty DESC NULLS FIRST, id")
q("order_expression", "SELECT id FROM sales ORDER BY qty * price DESC, id")
q("order_hidden", "SELECT region FROM sales ORDER BY day NULLS LAST")
q("order_alias_shadow", "SELECT -id AS id FROM sales ORDER BY id LIMIT 3")
q("order_aggregate", "SELECT region FROM sales GROUP BY region ORDER BY sum(qty) DESC, region")
q("order_all", "SELECT region, id FROM sales ORDER BY ALL")
q("order_positions", "SELECT region, id FROM sales ORDER BY 1 DESC, 2")
q("order_distinct", "SELECT DISTINCT region FROM sales ORDER BY region DESC")
q("order_case", "SELECT id FROM sales ORDER BY CASE region WHEN 'west' THEN 0 WHEN 'south' THEN 1 ELSE 2 END, id")
q("limit_offset", "SELECT id FROM sales ORDER BY id LIMIT 3 OFFSET 2")
q("limit_expression", "SELECT id FROM sales ORDER BY id LIMIT 1 + 1")
q("limit_all", "SELECT count(*) FROM (SELECT id FROM sales LIMIT ALL)")
q("sort_by", "SELECT id FROM sales SORT BY id DESC", ordered=False)
q("distribute_by", "SELECT count(*) FROM (SELECT id FROM sales DISTRIBUTE BY region SORT BY id)")
q("distinct", "SELECT DISTINCT region, item IS NULL FROM sales", ordered=False)
q("star_except", "SELECT * EXCEPT (price, day) FROM sales ORDER BY id")
q("star_qualified", "SELECT i.*, s.id FROM sales s JOIN items i ON s.item = i.item ORDER BY s.id")
q("tablesample", "SELECT count(*) FROM sales TABLESAMPLE (100 PERCENT)")
q("hint", "SELECT /*+ BROADCAST(i) */ count(*) FROM sales s JOIN items i ON s.item = i.item")

# ---- expressions ----
q("case", "SELECT id, CASE region WHEN 'north' THEN 'N' WHEN 'south' THEN 'S' END AS a, CASE WHEN qty > 9 THEN 'many' WHEN qty IS NULL THEN '?' ELSE 'few' END AS b FROM sales ORDER BY id")
q("null_functions", "SELECT id, coalesce(region, item, '?'), nvl2(region, 1, 0), nullif(region, 'north'), ifnull(qty, 0), qty <=> NULL, isnull(qty), nvl(qty, -1) FROM sales ORDER BY id")
q("predicates", "SELECT id, qty BETWEEN 3 AND 10, region LIKE 'n%', region NOT LIKE '%t%', item RLIKE '^p', region IN ('north', 'west'), region IS DISTINCT FROM 'north', item LIKE ANY ('a%', '%r'), item LIKE ALL ('p%', '%r') FROM sales ORDER BY id")
q("strings", "SELECT upper(item), initcap(region), length(item), substr(item, 2, 3), substring(item FROM 2 FOR 2), replace(item, 'p', 'P'), lpad(item, 7, '.'), concat(item, '-', region), trim(BOTH 'e' FROM item), position('p' IN item), split_part(item, 'p', 2), reverse(item), left(item, 2), translate(item, 'pl', '01') FROM sales ORDER BY id")
q("strings_more", "SELECT item || '/' || qty, repeat(item, 2), instr(item, 'l'), locate('p', item, 3), overlay(item PLACING 'XX' FROM 2), ascii(item), soundex(item), levenshtein(item, 'appel'), md5(item), regexp_extract(item, '([a-z])l', 1), regexp_count(item, 'p'), format_string('%s=%05d', item, qty), ltrim(' x'), btrim(' x ') FROM sales ORDER BY id")
q("dates", "SELECT day, year(day), quarter(day), month(day), weekofyear(day), dayofweek(day), dayofyear(day), last_day(day), date_add(day, 10), day - INTERVAL 1 MONTH, add_months(day, 1), datediff(DATE'2024-04-01', day), date_format(day, 'dd MMM yyyy'), trunc(day, 'QUARTER'), next_day(day, 'MON') FROM sales ORDER BY id")
q("date_ranges", "SELECT id FROM sales WHERE day BETWEEN CAST('2024-01-01' AS DATE) AND (CAST('2024-01-01' AS DATE) + INTERVAL 60 DAYS) ORDER BY id")
q("date_parts", "SELECT extract(MONTH FROM day), date_part('YEAR', day), extract(DOW FROM day), months_between(DATE'2024-06-15', day), date_trunc('MONTH', day), unix_date(day), to_char(qty, '999') FROM sales ORDER BY id")
q("arithmetic", "SELECT id, qty / 3, qty DIV 3, qty % 3, -qty, qty * price, price / qty, round(price * 1.175, 1), ceil(price), floor(price), power(qty, 2), sqrt(qty), greatest(qty, id), least(price, 2) FROM sales ORDER BY id")
q("collections", "SELECT array(id, qty), size(array(1, 2)), array_contains(array(1, NULL), 1), sort_array(array(3, 1, 2)), array_distinct(array(1, 1, 2)), slice(array(1, 2, 3), 2, 2), flatten(array(array(1), array(2))), map_keys(map('a', id)), element_at(array(id, 7), 2), array_join(array('a', NULL, 'b'), ',', '?'), array_union(array(1), array(2)), arrays_zip(array(1), array('x')) FROM sales ORDER BY id LIMIT 2")
q("lambdas", "SELECT transform(array(1, 2, 3), x -> x * id), filter(array(1, 2, 3), x -> x > 1), aggregate(array(1, 2, 3), 0, (a, x) -> a + x, a -> a * 10), exists(array(1, 2), x -> x = id), forall(array(1, 2), x -> x < 5), transform(array('a', 'b'), (x, i) -> concat(x, i)), zip_with(array(1, 2), array(3, 4), (a, b) -> a * b), array_sort(array(3, 1, 2), (a, b) -> b - a), map_filter(map('a', 1, 'b', 2), (k, v) -> v > 1), transform_keys(map('a', 1), (k, v) -> upper(k)), reduce(array(1, 2), 10, (a, x) -> a + x) FROM sales WHERE id < 3 ORDER BY id")
q("structs", "SELECT s.a, s.b.c, struct(id, item).item, named_struct('x', id).x, s FROM (SELECT id, item, named_struct('a', id, 'b', named_struct('c', item)) AS s FROM sales) ORDER BY id LIMIT 2")
q("json", "SELECT to_json(struct(id, item, price, day)), get_json_object('{\"a\":{\"b\":[1,2]}}', '$.a.b[1]'), from_json('{\"a\":1,\"b\":[\"x\"]}', 'a INT, b ARRAY<STRING>'), schema_of_json('{\"a\":1.5}'), json_array_length('[1,2]') FROM sales ORDER BY id LIMIT 2")
q("intervals", "SELECT day + INTERVAL '1' YEAR, day + INTERVAL 2 WEEKS, TIMESTAMP_NTZ'2024-01-01 00:00:00' + INTERVAL 90 MINUTES, day - DATE'2024-01-01', make_date(2024, id, 1), CAST(day AS TIMESTAMP) + INTERVAL '1 2:3:4' DAY TO SECOND FROM sales WHERE day IS NOT NULL ORDER BY id")
q("nested_subquery_alias", "SELECT t.* FROM (SELECT * FROM (SELECT id, qty FROM sales) WHERE qty > 5) AS t ORDER BY id")
q("hashes", "SELECT hash(id, region), xxhash64(item), crc32('a'), sha2('a', 256), md5('x') FROM sales ORDER BY id")
q("constant_folding", "SELECT 1 WHERE 1 = 0 UNION ALL SELECT 2 WHERE NULL IS NULL")
q("count_forms", "SELECT count(1), count(*), count(NULL), count(qty, price), count(DISTINCT 1) FROM sales")
q("division_types", "SELECT sum(qty) / count(*), avg(qty) * 1.5, sum(price) / sum(qty), sum(price) * 100 / 3 FROM sales")

# ---- views ----


@CASES.case()
def view_over_view(spark):
    spark.sql(f"CREATE OR REPLACE TEMP VIEW sq_sales AS {WITH} SELECT * FROM sales")
    spark.sql("CREATE OR REPLACE TEMP VIEW sq_by_region AS SELECT region, sum(qty) AS q FROM sq_sales GROUP BY region")
    rows = spark.sql("SELECT a.region, a.q, b.id FROM sq_by_region a JOIN sq_sales b ON a.region = b.region ORDER BY b.id").collect()
    spark.catalog.dropTempView("sq_sales")
    spark.catalog.dropTempView("sq_by_region")
    return rows


CASES.sql("describe_query", "DESCRIBE QUERY SELECT 1 AS a, 'x' AS b, array(1.5) AS c")
CASES.sql("show_functions", "SHOW FUNCTIONS LIKE 'upper'")
CASES.sql("set_time_zone", "SET TIME ZONE 'UTC'")
CASES.sql("use_default", "USE default")
CASES.sql("show_databases", "SHOW DATABASES LIKE 'default'")
