"""Which plans Spark takes for the same (sameSemantics, semanticHash): operators, names, orders, partitions, forms of one thing."""

from case import Cases
from pyspark.sql import Window
from pyspark.sql import functions as F

CASES = Cases()

R = "FROM range(3)"
V = "FROM VALUES (1, 'a'), (2, 'b') AS v(n, s)"


def q(expression, source=R):
    return f"SELECT {expression} {source}"


def numbers(spark):
    return spark.range(3)


PAIRS = {
    # ---- operators ----
    "plus": (q("id + 1"), q("1 + id")),
    "plus_of_three": (q("id + 1 + id"), q("id + id + 1")),
    "plus_groups": (q("(id + 1) + (id + 2)"), q("id + (1 + (id + 2))")),
    "minus": (q("id - 1"), q("1 - id")),
    "minus_of_negative": (q("id - 1"), q("id + -1")),
    "times": (q("id * 2"), q("2 * id")),
    "divided": (q("id / 2"), q("2 / id")),
    "decimals_grouped": (
        "SELECT a + b + c FROM VALUES (1.5, 22.25, 333.125) AS v(a, b, c)",
        "SELECT c + b + a FROM VALUES (1.5, 22.25, 333.125) AS v(a, b, c)",
    ),
    "decimals_times": (
        "SELECT a * b FROM VALUES (1.5, 22.25) AS v(a, b)",
        "SELECT b * a FROM VALUES (1.5, 22.25) AS v(a, b)",
    ),
    "doubles_grouped": (q("id + 1D + 2D"), q("2D + 1D + id")),
    "and": (q("id > 1 AND id < 3"), q("id < 3 AND id > 1")),
    "and_of_three": (q("id > 1 AND (id < 3 AND id = 2)"), q("(id = 2 AND id < 3) AND id > 1")),
    "and_twice": (q("id > 1 AND id > 1"), q("id > 1")),
    "or": (q("id > 1 OR id < 3"), q("id < 3 OR id > 1")),
    "and_or": (q("id > 1 AND (id < 3 OR id = 2)"), q("(id = 2 OR id < 3) AND id > 1")),
    "bit_and": (q("id & 3"), q("3 & id")),
    "bit_or_groups": (q("(id | 1) | 2"), q("2 | (1 | id)")),
    "bit_xor": (q("id ^ 3"), q("3 ^ id")),
    "shift": (q("id << 1"), q("shiftleft(id, 1)")),
    "equal": (q("id = 1"), q("1 = id")),
    "equal_twice": (q("id = 1"), q("id == 1")),
    "null_safe": (q("id <=> 1"), q("1 <=> id")),
    "unequal": (q("id <> 1"), q("NOT id = 1")),
    "unequal_sides": (q("id <> 1"), q("1 != id")),
    "less": (q("id < 1"), q("1 > id")),
    "less_or_equal": (q("id <= 1"), q("1 >= id")),
    "not_less": (q("NOT (id < 1)"), q("id >= 1")),
    "not_greater_or_equal": (q("NOT (id >= 1)"), q("1 > id")),
    "not_less_sides": (q("NOT (1 < id)"), q("NOT (id > 1)")),
    "not_not": (q("NOT (NOT (id = 1))"), q("id = 1")),
    "not_and": (q("NOT (id > 1 AND id < 3)"), q("id <= 1 OR id >= 3")),
    "negative": (q("-id"), q("negative(id)")),
    "negative_times": (q("-id"), q("id * -1")),
    "positive": (q("+id"), q("id")),
    "modulo": (q("id % 2"), q("mod(id, 2)")),
    "div": (q("id div 2"), q("CAST(id / 2 AS BIGINT)")),
    "concat_operator": (q("s || 'x'", V), q("concat(s, 'x')", V)),
    "concat_groups": (q("s || 'x' || 'y'", V), q("concat(s, 'x', 'y')", V)),
    # ---- IN, BETWEEN, CASE, LIKE ----
    "in_sorted": (q("id IN (3, 1, 2)"), q("id IN (2, 3, 1)")),
    "in_repeated": (q("id IN (1, 1, 2)"), q("id IN (1, 2)")),
    "in_columns": (q("id IN (id + 1, id + 2)"), q("id IN (id + 2, 1 + id)")),
    "in_of_one": (q("id IN (1)"), q("id IN (1, 1)")),
    "not_in": (q("id NOT IN (1, 2)"), q("NOT (id IN (2, 1))")),
    "between_column": (q("id BETWEEN 1 AND 2"), q("id >= 1 AND id <= 2")),
    "between_column_and": (q("id BETWEEN 1 AND 2"), q("id <= 2 AND id >= 1")),
    "between_itself": (q("id BETWEEN 1 AND 2"), q("id BETWEEN 1L AND 2L")),
    "between_same": (q("id BETWEEN 1 AND 2", "FROM range(3) a"), q("a.id BETWEEN 1 AND 2", "FROM range(3) a")),
    "between_sum": (q("id + 1 BETWEEN 1 AND 2"), q("1 + id BETWEEN 1 AND 2")),
    "between_sum_and": (q("id + 1 BETWEEN 1 AND 2"), q("id + 1 >= 1 AND id + 1 <= 2")),
    "between_bounds": (q("id BETWEEN 1 AND 2"), q("id BETWEEN 2 AND 1")),
    "not_between": (q("id NOT BETWEEN 1 AND 2"), q("NOT (id BETWEEN 1 AND 2)")),
    "not_between_or": (q("id NOT BETWEEN 1 AND 2"), q("id < 1 OR id > 2")),
    "between_filter": (lambda s: numbers(s).filter("id BETWEEN 1 AND 2"), lambda s: numbers(s).filter("id >= 1 AND id <= 2")),
    "between_method": (
        lambda s: numbers(s).select(F.col("id").between(1, 2)),
        lambda s: numbers(s).select((F.col("id") >= 1) & (F.col("id") <= 2)),
    ),
    "between_method_and_text": (lambda s: numbers(s).filter(F.col("id").between(1, 2)), lambda s: numbers(s).filter("id BETWEEN 1 AND 2")),
    "case_value": (q("CASE id WHEN 1 THEN 'a' ELSE 'b' END"), q("CASE WHEN id = 1 THEN 'a' ELSE 'b' END")),
    "case_else": (q("CASE WHEN id > 1 THEN 2 END"), q("CASE WHEN id > 1 THEN 2 ELSE NULL END")),
    "case_else_int": (q("CASE WHEN id > 1 THEN 2 END"), q("CASE WHEN id > 1 THEN 2 ELSE CAST(NULL AS INT) END")),
    "case_if": (q("IF(id > 1, 2, 3)"), q("CASE WHEN id > 1 THEN 2 ELSE 3 END")),
    "case_branches": (
        q("CASE WHEN id = 1 THEN 'a' WHEN id = 2 THEN 'b' END"),
        q("CASE WHEN id = 2 THEN 'b' WHEN id = 1 THEN 'a' END"),
    ),
    "case_when_method": (
        lambda s: numbers(s).select(F.when(F.col("id") > 1, 2)),
        lambda s: s.sql(q("CASE WHEN id > 1 THEN 2 END")),
    ),
    "case_otherwise_null": (
        lambda s: numbers(s).select(F.when(F.col("id") > 1, 2)),
        lambda s: numbers(s).select(F.when(F.col("id") > 1, 2).otherwise(None)),
    ),
    "if_negated": (q("IF(id > 1, 2, 3)"), q("IF(id <= 1, 3, 2)")),
    "like": (q("s LIKE 'a%'", V), q("startswith(s, 'a')", V)),
    "like_escape": (q("s LIKE 'a%'", V), q("s LIKE 'a%' ESCAPE '\\\\'", V)),
    "like_any": (q("s LIKE ANY ('a%', 'b%')", V), q("s LIKE 'a%' OR s LIKE 'b%'", V)),
    "not_like": (q("s NOT LIKE 'a%'", V), q("NOT (s LIKE 'a%')", V)),
    "rlike": (q("s RLIKE 'a'", V), q("regexp_like(s, 'a')", V)),
    "is_null": (q("id IS NULL"), q("isnull(id)")),
    "is_not_null": (q("id IS NOT NULL"), q("NOT (id IS NULL)")),
    "is_distinct": (q("id IS DISTINCT FROM 1"), q("NOT (id <=> 1)")),
    "is_true": (q("(id > 1) IS TRUE"), q("(id > 1) <=> TRUE")),
    # ---- functions ----
    "nvl": (q("nvl(id, 1L)"), q("coalesce(id, 1L)")),
    "ifnull": (q("ifnull(id, 1L)"), q("nvl(id, 1L)")),
    "nvl2": (q("nvl2(id, 1, 2)"), q("IF(id IS NOT NULL, 1, 2)")),
    "nullif": (q("nullif(id, 1L)"), q("IF(id = 1L, NULL, id)")),
    "coalesce_order": (q("coalesce(id, 1L)"), q("coalesce(1L, id)")),
    "greatest_order": (q("greatest(id, 2L, 3L)"), q("greatest(3L, id, 2L)")),
    "least_order": (q("least(id, 2L)"), q("least(2L, id)")),
    "greatest_groups": (q("greatest(id, greatest(2L, 3L))"), q("greatest(id, 2L, 3L)")),
    "aliases_of_functions": (q("char_length(s)", V), q("length(s)", V)),
    "upper_ucase": (q("upper(s)", V), q("ucase(s)", V)),
    "substr": (q("substr(s, 1, 1)", V), q("substring(s, 1, 1)", V)),
    "substr_from": (q("substring(s, 1, 1)", V), q("substring(s FROM 1 FOR 1)", V)),
    "left": (q("left(s, 1)", V), q("substring(s, 1, 1)", V)),
    "trim": (q("trim(s)", V), q("trim(BOTH FROM s)", V)),
    "trim_both_turned": (q("trim(BOTH s FROM 'a')", V), q("btrim(s, 'a')", V)),
    "concat_chain": (q("s || 'x' || 'y'", V), q("concat(concat(s, 'x'), 'y')", V)),
    "concat_chain_right": (q("s || ('x' || 'y')", V), q("s || 'x' || 'y'", V)),
    "trim_both": (q("trim(BOTH 'a' FROM s)", V), q("btrim(s, 'a')", V)),
    "power": (q("power(id, 2)"), q("pow(id, 2)")),
    "extract": (q("extract(YEAR FROM d)", "FROM VALUES (DATE '2020-01-01') AS v(d)"), q("year(d)", "FROM VALUES (DATE '2020-01-01') AS v(d)")),
    "date_part": (
        q("date_part('YEAR', d)", "FROM VALUES (DATE '2020-01-01') AS v(d)"),
        q("extract(YEAR FROM d)", "FROM VALUES (DATE '2020-01-01') AS v(d)"),
    ),
    "date_add": (q("d + 1", "FROM VALUES (DATE '2020-01-01') AS v(d)"), q("date_add(d, 1)", "FROM VALUES (DATE '2020-01-01') AS v(d)")),
    "array_index": (q("array(id, 2L)[0]"), q("array(id, 2L)[0L]")),
    "array_order": (q("array(id, 2L)"), q("array(2L, id)")),
    "struct_names": (q("named_struct('a', id)"), q("named_struct('b', id)")),
    "struct_of_columns": (q("struct(id)"), q("named_struct('id', id)")),
    "struct_field": (q("named_struct('a', id, 'b', 1).a"), q("named_struct('c', id, 'b', 1).c")),
    "map_order": (q("map(1, id, 2, id)"), q("map(2, id, 1, id)")),
    "lambda_names": (q("transform(array(id), x -> x + 1)"), q("transform(array(id), y -> y + 1)")),
    "lambda_commuted": (q("transform(array(id), x -> x + 1)"), q("transform(array(id), x -> 1 + x)")),
    "try_add": (q("try_add(id, 1L)"), q("try_add(1L, id)")),
    "try_add_plus": (q("try_add(id, 1L)"), q("id + 1L")),
    "current_date": (q("current_date()"), q("current_date")),
    # ---- casts and literals ----
    "cast_alias": (q("CAST(id AS STRING)"), q("string(id)")),
    "cast_operator": (q("CAST(id AS STRING)"), q("id::STRING")),
    "cast_nothing": (q("CAST(id AS BIGINT)"), q("id")),
    "cast_try": (q("CAST(id AS INT)"), q("try_cast(id AS INT)")),
    "cast_implicit": (q("id + 1"), q("id + 1L")),
    "cast_explicit": (q("id + 1"), q("id + CAST(1 AS BIGINT)")),
    "literal_null": (q("NULL"), q("CAST(NULL AS INT)")),
    "literal_text": (q("'a'"), q('"a"')),
    "literal_decimal": (q("1.0"), q("1.00")),
    "literal_date": (q("DATE '2020-01-01'"), q("CAST('2020-01-01' AS DATE)")),
    "literal_interval": (q("INTERVAL '1' DAY"), q("INTERVAL '24' HOUR")),
    "literal_parameter": (
        lambda s: s.sql("SELECT id + :p FROM range(3)", args={"p": 1}),
        lambda s: s.sql("SELECT id + 1 FROM range(3)"),
    ),
    # ---- names and nested queries ----
    "alias_in_alias": (lambda s: numbers(s).select(F.col("id").alias("a").alias("b")), lambda s: numbers(s).select("id")),
    "alias_in_sum": (lambda s: numbers(s).select(F.col("id").alias("a") + 1), lambda s: numbers(s).select(F.col("id") + 1)),
    "selected_twice": (lambda s: numbers(s).select("id").select("id"), lambda s: numbers(s).select("id")),
    "select_of_itself": (lambda s: numbers(s).select("id"), numbers),
    "selected_sum_twice": (
        lambda s: numbers(s).select((F.col("id") + 1).alias("a")).select("a"),
        lambda s: numbers(s).select((F.col("id") + 1).alias("a")),
    ),
    "with_column_renamed": (lambda s: numbers(s).withColumnRenamed("id", "a"), numbers),
    "with_column_replaced": (lambda s: numbers(s).withColumn("id", F.col("id") + 1), lambda s: numbers(s).select(F.col("id") + 1)),
    "with_columns": (
        lambda s: numbers(s).withColumns({"a": F.lit(1), "b": F.lit(2)}),
        lambda s: numbers(s).withColumn("a", F.lit(1)).withColumn("b", F.lit(2)),
    ),
    "derived": ("SELECT id FROM (SELECT id FROM range(3))", "SELECT id FROM range(3)"),
    "derived_star": ("SELECT * FROM (SELECT * FROM range(3)) x", "SELECT * FROM range(3)"),
    "cte": ("WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c", "SELECT a FROM (SELECT id + 1 AS a FROM range(3))"),
    "cte_names": (
        "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT a FROM c",
        "WITH d AS (SELECT id + 1 AS b FROM range(3)) SELECT b FROM d",
    ),
    "cte_used_twice": (
        "WITH c AS (SELECT id + 1 AS a FROM range(3)) SELECT * FROM c JOIN c AS d USING (a)",
        "WITH d AS (SELECT id + 1 AS b FROM range(3)) SELECT * FROM d JOIN d AS c USING (b)",
    ),
    "cte_unused": ("WITH c AS (SELECT 1) SELECT id FROM range(3)", "SELECT id FROM range(3)"),
    "tables_and_frames": (lambda s: s.sql("SELECT * FROM range(3)"), numbers),
    "range_start": (lambda s: s.range(3), lambda s: s.range(0, 3)),
    "range_step": (lambda s: s.range(0, 3, 1), lambda s: s.range(0, 3, 2)),
    "range_parts": (lambda s: s.range(0, 3, 1, 2), lambda s: s.range(0, 3, 1, 3)),
    "range_parts_given": (lambda s: s.range(0, 3, 1, 2), lambda s: s.range(0, 3, 1, 2)),
    "range_parts_text": ("SELECT * FROM range(0, 3, 1, 2)", "SELECT * FROM range(0, 3, 1, 3)"),
    "values": ("SELECT * FROM VALUES (1), (2) AS v(a)", "SELECT * FROM VALUES (1), (2) AS w(b)"),
    "values_order": ("SELECT * FROM VALUES (1), (2) AS v(a)", "SELECT * FROM VALUES (2), (1) AS v(a)"),
    "values_inline": ("VALUES (1), (2)", "SELECT 1 UNION ALL SELECT 2"),
    "local_frames": (lambda s: s.createDataFrame([(1, "a")], "n int, s string"), lambda s: s.createDataFrame([(1, "a")], "m int, t string")),
    "local_types": (lambda s: s.createDataFrame([(1,)], "n int"), lambda s: s.createDataFrame([(1,)], "n long")),
    "one_row": ("SELECT 1", "SELECT 1 AS b"),
    # ---- relations ----
    "filter_where": (lambda s: numbers(s).filter("id > 1"), lambda s: numbers(s).where(F.col("id") > 1)),
    "filter_true": (lambda s: numbers(s).filter("true"), numbers),
    "filter_twice": (lambda s: numbers(s).filter("id > 1").filter("id < 3"), lambda s: numbers(s).filter("id < 3").filter("id > 1")),
    "limit": (lambda s: numbers(s).limit(2), lambda s: s.sql("SELECT * FROM range(3) LIMIT 2")),
    "limit_counts": (lambda s: numbers(s).limit(2), lambda s: numbers(s).limit(3)),
    "limit_sum": ("SELECT * FROM range(3) LIMIT 1 + 1", "SELECT * FROM range(3) LIMIT 2"),
    "offset_limit": (lambda s: numbers(s).offset(1).limit(1), lambda s: numbers(s).limit(2).offset(1)),
    "offset_limit_text": (lambda s: numbers(s).offset(1).limit(1), "SELECT * FROM range(3) LIMIT 1 OFFSET 1"),
    "sort_nulls": ("SELECT * FROM range(3) ORDER BY id", "SELECT * FROM range(3) ORDER BY id ASC NULLS FIRST"),
    "sort_nulls_last": ("SELECT * FROM range(3) ORDER BY id", "SELECT * FROM range(3) ORDER BY id NULLS LAST"),
    "sort_position": ("SELECT * FROM range(3) ORDER BY 1", "SELECT * FROM range(3) ORDER BY id"),
    "sort_by": ("SELECT * FROM range(3) SORT BY id", "SELECT * FROM range(3) ORDER BY id"),
    "sort_within": (lambda s: numbers(s).sortWithinPartitions("id"), lambda s: s.sql("SELECT * FROM range(3) SORT BY id")),
    "sort_keys": ("SELECT * FROM VALUES (1, 2) ORDER BY col1, col2", "SELECT * FROM VALUES (1, 2) ORDER BY col2, col1"),
    "tail_of_sort": (lambda s: numbers(s).sort("id").limit(1), lambda s: numbers(s).sort("id")),
    "distinct_text": ("SELECT DISTINCT id FROM range(3)", lambda s: numbers(s).select("id").distinct()),
    "distinct_grouped": (lambda s: numbers(s).distinct(), lambda s: numbers(s).groupBy("id").agg(F.lit(1)).select("id")),
    "drop_duplicates_by": (lambda s: numbers(s).dropDuplicates(["id"]), lambda s: numbers(s).distinct()),
    "drop_duplicates_all": (lambda s: numbers(s).dropDuplicates(), lambda s: numbers(s).dropDuplicates(["id"])),
    "union_by_name": (lambda s: numbers(s).union(s.range(4)), lambda s: numbers(s).unionByName(s.range(4))),
    "union_distinct": ("SELECT 1 UNION SELECT 2", "SELECT DISTINCT * FROM (SELECT 1 UNION ALL SELECT 2)"),
    "union_groups": (
        lambda s: s.range(1).union(s.range(2)).union(s.range(3)),
        lambda s: s.range(1).union(s.range(2).union(s.range(3))),
    ),
    "intersect_sides": (lambda s: s.range(3).intersect(s.range(4)), lambda s: s.range(4).intersect(s.range(3))),
    "intersect_all": (lambda s: s.range(3).intersect(s.range(4)), lambda s: s.range(3).intersectAll(s.range(4))),
    "except_text": (lambda s: s.range(3).subtract(s.range(4)), "SELECT * FROM range(3) EXCEPT SELECT * FROM range(4)"),
    "join_using": (lambda s: s.range(3).join(s.range(4), "id"), "SELECT id FROM range(3) JOIN range(4) USING (id)"),
    "join_using_on": (
        lambda s: s.range(3).join(s.range(4), "id"),
        "SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id",
    ),
    "join_on_sides": (
        "SELECT a.id FROM range(3) a JOIN range(4) b ON a.id = b.id",
        "SELECT a.id FROM range(3) a JOIN range(4) b ON b.id = a.id",
    ),
    "join_cross": ("SELECT * FROM range(3) CROSS JOIN range(4)", "SELECT * FROM range(3), range(4)"),
    "join_cross_inner": (lambda s: s.range(3).crossJoin(s.range(4)), lambda s: s.range(3).join(s.range(4))),
    "join_cross_on": (
        "SELECT * FROM range(3) a CROSS JOIN range(4) b ON a.id = b.id",
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id = b.id",
    ),
    "join_where": (
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id = b.id",
        "SELECT * FROM range(3) a, range(4) b WHERE a.id = b.id",
    ),
    "join_types": (
        "SELECT * FROM range(3) a LEFT JOIN range(4) b ON a.id = b.id",
        "SELECT * FROM range(3) a LEFT OUTER JOIN range(4) b ON a.id = b.id",
    ),
    "join_left_right": (
        "SELECT a.id FROM range(3) a LEFT JOIN range(4) b ON a.id = b.id",
        "SELECT a.id FROM range(4) b RIGHT JOIN range(3) a ON a.id = b.id",
    ),
    "join_names": (
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id = b.id",
        "SELECT * FROM range(3) x JOIN range(4) y ON x.id = y.id",
    ),
    "join_hint": (
        "SELECT /*+ BROADCAST(b) */ * FROM range(3) a JOIN range(4) b ON a.id = b.id",
        "SELECT * FROM range(3) a JOIN range(4) b ON a.id = b.id",
    ),
    "join_hints": (
        "SELECT /*+ BROADCAST(b) */ * FROM range(3) a JOIN range(4) b ON a.id = b.id",
        "SELECT /*+ MERGE(b) */ * FROM range(3) a JOIN range(4) b ON a.id = b.id",
    ),
    "hint_of_nothing": (numbers, lambda s: numbers(s).hint("something")),
    "hint_broadcast": (numbers, lambda s: numbers(s).hint("broadcast")),
    "hint_broadcast_function": (lambda s: F.broadcast(numbers(s)), lambda s: numbers(s).hint("broadcast")),
    "hint_merge": (lambda s: numbers(s).hint("merge"), lambda s: numbers(s).hint("shuffle_hash")),
    "lateral_view": (
        "SELECT e FROM VALUES (array(1)) AS v(a) LATERAL VIEW explode(a) t AS e",
        lambda s: s.sql("SELECT * FROM VALUES (array(1)) AS v(a)").select(F.explode("a")),
    ),
    "explode_names": (
        "SELECT explode(a) AS x FROM VALUES (array(1)) AS v(a)",
        "SELECT explode(b) AS y FROM VALUES (array(1)) AS w(b)",
    ),
    "explode_outer": ("SELECT explode(a) FROM VALUES (array(1)) AS v(a)", "SELECT explode_outer(a) FROM VALUES (array(1)) AS v(a)"),
    "sample_seed": (lambda s: numbers(s).sample(0.5, 1), lambda s: numbers(s).sample(0.5, 1)),
    "sample_other_seed": (lambda s: numbers(s).sample(0.5, 1), lambda s: numbers(s).sample(0.5, 2)),
    "subqueries": ("SELECT (SELECT max(id) FROM range(3))", "SELECT (SELECT max(x.id) FROM range(3) x)"),
    "subqueries_other": ("SELECT (SELECT max(id) FROM range(3))", "SELECT (SELECT min(id) FROM range(3))"),
    "in_subquery": (
        "SELECT * FROM range(5) WHERE id IN (SELECT id FROM range(3))",
        "SELECT * FROM range(5) WHERE id IN (SELECT x.id FROM range(3) x)",
    ),
    "in_subquery_exists": (
        "SELECT * FROM range(5) a WHERE id IN (SELECT id FROM range(3))",
        "SELECT * FROM range(5) a WHERE EXISTS (SELECT 1 FROM range(3) b WHERE a.id = b.id)",
    ),
    "pivot": (
        lambda s: numbers(s).groupBy("id").pivot("id", [1, 2]).count(),
        lambda s: numbers(s).groupBy("id").pivot("id", [2, 1]).count(),
    ),
    "describe": (lambda s: numbers(s).describe(), lambda s: numbers(s).describe()),
    "fillna": (lambda s: numbers(s).fillna(1), lambda s: numbers(s).na.fill(1)),
    "dropna": (lambda s: numbers(s).dropna(), lambda s: numbers(s).dropna("any")),
    "dropna_how": (lambda s: numbers(s).dropna("all"), lambda s: numbers(s).dropna("any")),
    # ---- partitions ----
    "repartition_nothing": (numbers, lambda s: numbers(s).repartition(2)),
    "repartition_same": (lambda s: numbers(s).repartition(2), lambda s: numbers(s).repartition(2)),
    "repartition_numbers": (lambda s: numbers(s).repartition(2), lambda s: numbers(s).repartition(3)),
    "repartition_coalesce": (lambda s: numbers(s).repartition(2), lambda s: numbers(s).coalesce(2)),
    "repartition_hint": (lambda s: numbers(s).repartition(2), "SELECT /*+ REPARTITION(2) */ * FROM range(3)"),
    "repartition_hint_selected": (lambda s: numbers(s).select("id").repartition(2), "SELECT /*+ REPARTITION(2) */ id FROM range(3)"),
    "repartition_method_hint": (lambda s: numbers(s).repartition(2), lambda s: numbers(s).hint("repartition", 2)),
    "coalesce_hint": (lambda s: numbers(s).coalesce(2), lambda s: numbers(s).hint("coalesce", 2)),
    "rebalance": (lambda s: numbers(s).hint("rebalance"), numbers),
    "rebalance_same": (lambda s: numbers(s).hint("rebalance"), lambda s: numbers(s).hint("rebalance")),
    "rebalance_repartition": (lambda s: numbers(s).hint("rebalance", "id"), lambda s: numbers(s).repartition("id")),
    "repartition_by": (lambda s: numbers(s).repartition("id"), lambda s: numbers(s).repartition(F.col("id"))),
    "repartition_by_number": (lambda s: numbers(s).repartition(2, "id"), lambda s: numbers(s).repartition("id")),
    "repartition_by_range": (lambda s: numbers(s).repartition(2, "id"), lambda s: numbers(s).repartitionByRange(2, "id")),
    "repartition_range": (lambda s: numbers(s).repartitionByRange(2, "id"), lambda s: numbers(s).repartitionByRange(2, F.col("id").asc())),
    "distribute_by": (lambda s: numbers(s).repartition("id"), "SELECT * FROM range(3) DISTRIBUTE BY id"),
    "cluster_by": ("SELECT * FROM range(3) CLUSTER BY id", "SELECT * FROM range(3) DISTRIBUTE BY id SORT BY id"),
    "coalesce_nothing": (numbers, lambda s: numbers(s).coalesce(1)),
    "repartition_inside": (lambda s: numbers(s).repartition(2).filter("id > 1"), lambda s: numbers(s).filter("id > 1")),
    # ---- groups ----
    "count_star": (q("count(*)"), q("count(1)")),
    "count_literal": (q("count(1)"), q("count(2)")),
    "count_column": (q("count(id)"), q("count(1)")),
    "count_method": (lambda s: numbers(s).groupBy().count(), "SELECT count(1) FROM range(3)"),
    "count_distinct": (lambda s: numbers(s).agg(F.count_distinct("id")), "SELECT count(DISTINCT id) FROM range(3)"),
    "sum_alias": (q("sum(id) AS a"), q("sum(id) AS b")),
    "sum_distinct": (q("sum(DISTINCT id)"), q("sum(id)")),
    "sum_filter": (q("sum(id) FILTER (WHERE id > 1)"), q("sum(id) FILTER (WHERE 1 < id)")),
    "sum_filter_if": (q("sum(id) FILTER (WHERE id > 1)"), q("sum(IF(id > 1, id, NULL))")),
    "average": (q("avg(id)"), q("mean(id)")),
    "stddev": (q("stddev(id)"), q("stddev_samp(id)")),
    "variance": (q("variance(id)"), q("var_samp(id)")),
    "some_any": (q("some(id > 1)"), q("any(id > 1)")),
    "bool_or_max": (q("bool_or(id > 1)"), q("max(id > 1)")),
    "count_if": (q("count_if(id > 1)"), q("count(CASE WHEN id > 1 THEN 1 END)")),
    "first_value": (q("first(id)"), q("first_value(id)")),
    "first_nulls": (q("first(id, true)"), q("first(id) IGNORE NULLS")),
    "any_value": (q("any_value(id)"), q("first(id)")),
    "collect": (q("collect_list(id)"), q("array_agg(id)")),
    "group_keys_order": (
        "SELECT count(1) FROM VALUES (1, 2) GROUP BY col1, col2",
        "SELECT count(1) FROM VALUES (1, 2) GROUP BY col2, col1",
    ),
    "group_alias": ("SELECT id + 1 AS a, count(1) FROM range(3) GROUP BY a", "SELECT id + 1 AS b, count(1) FROM range(3) GROUP BY id + 1"),
    "group_method": (lambda s: numbers(s).groupBy("id").count(), "SELECT id, count(1) FROM range(3) GROUP BY id"),
    "group_unselected": ("SELECT count(1) FROM range(3) GROUP BY id", "SELECT id, count(1) FROM range(3) GROUP BY id"),
    "group_all": ("SELECT id, count(1) FROM range(3) GROUP BY ALL", "SELECT id, count(1) FROM range(3) GROUP BY id"),
    "group_repeated": ("SELECT id, count(1) FROM range(3) GROUP BY id, id", "SELECT id, count(1) FROM range(3) GROUP BY id"),
    "having": (
        "SELECT id, count(1) FROM range(3) GROUP BY id HAVING count(1) > 1",
        "SELECT id, count(1) FROM range(3) GROUP BY id HAVING 1 < count(1)",
    ),
    "having_where": (
        "SELECT id, count(1) AS n FROM range(3) GROUP BY id HAVING n > 1",
        "SELECT * FROM (SELECT id, count(1) AS n FROM range(3) GROUP BY id) WHERE n > 1",
    ),
    "rollup_sets": (
        "SELECT id, count(1) FROM range(3) GROUP BY ROLLUP (id)",
        "SELECT id, count(1) FROM range(3) GROUP BY GROUPING SETS ((id), ())",
    ),
    "rollup_cube": ("SELECT id, count(1) FROM range(3) GROUP BY ROLLUP (id)", "SELECT id, count(1) FROM range(3) GROUP BY CUBE (id)"),
    "rollup_with": ("SELECT id, count(1) FROM range(3) GROUP BY ROLLUP (id)", "SELECT id, count(1) FROM range(3) GROUP BY id WITH ROLLUP"),
    # ---- windows ----
    "window_method": (
        lambda s: numbers(s).select(F.sum("id").over(Window.orderBy("id"))),
        "SELECT sum(id) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_named": (
        "SELECT sum(id) OVER w FROM range(3) WINDOW w AS (ORDER BY id)",
        "SELECT sum(id) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_frames": (
        "SELECT sum(id) OVER (ORDER BY id) FROM range(3)",
        "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM range(3)",
    ),
    "window_partition": (
        "SELECT sum(id) OVER (PARTITION BY id) FROM range(3)",
        "SELECT sum(id) OVER (PARTITION BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM range(3)",
    ),
    "window_rank": (
        "SELECT row_number() OVER (ORDER BY id) FROM range(3)",
        "SELECT rank() OVER (ORDER BY id) FROM range(3)",
    ),
    "window_lead": (
        "SELECT lead(id) OVER (ORDER BY id) FROM range(3)",
        "SELECT lead(id, 1) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_lead_lag": (
        "SELECT lead(id, -1) OVER (ORDER BY id) FROM range(3)",
        "SELECT lag(id, 1) OVER (ORDER BY id) FROM range(3)",
    ),
    "window_two": (
        "SELECT sum(id) OVER (ORDER BY id), max(id) OVER (ORDER BY id) FROM range(3)",
        "SELECT max(id) OVER (ORDER BY id), sum(id) OVER (ORDER BY id) FROM range(3)",
    ),
}


def made(spark, source):
    return spark.sql(source) if isinstance(source, str) else source(spark)


for name, (one, other) in PAIRS.items():

    def compare(spark, one=one, other=other):
        a, b = made(spark, one), made(spark, other)
        return a.sameSemantics(b), a.semanticHash() == b.semanticHash()

    CASES.add(name, compare)


def views(text, other, use="SELECT * FROM same_plans_v"):
    """A temporary view against a query."""

    def run(spark):
        spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW same_plans_v AS {text}")
        return spark.sql(use).sameSemantics(made(spark, other))

    return run


CASES.add("view", views("SELECT * FROM range(3)", numbers))
CASES.add("view_of_sum", views("SELECT id + 1 AS a FROM range(3)", "SELECT 1 + id FROM range(3)"))
CASES.add("view_named", views("SELECT id AS a FROM range(3)", "SELECT id FROM range(3)"))
CASES.add("view_columns", views("SELECT id FROM range(3)", "SELECT id FROM range(3)", "SELECT id FROM same_plans_v"))
CASES.add("view_filtered", views("SELECT * FROM range(3)", "SELECT * FROM range(3) WHERE id > 1", "SELECT * FROM same_plans_v WHERE id > 1"))
CASES.add("view_twice", views("SELECT * FROM range(3)", "SELECT * FROM same_plans_v"))


def frame_view(spark):
    numbers(spark).createOrReplaceTempView("same_plans_f")
    return spark.table("same_plans_f").sameSemantics(numbers(spark)), spark.sql("SELECT * FROM same_plans_f").sameSemantics(numbers(spark))


CASES.add("frame_view", frame_view)


def tables(spark):
    spark.sql("DROP TABLE IF EXISTS same_plans_t")
    spark.sql("CREATE TABLE same_plans_t USING parquet AS SELECT id AS n, 'a' AS s FROM range(3)")
    try:
        t = spark.table("same_plans_t")
        return (
            t.sameSemantics(spark.table("same_plans_t")),
            t.sameSemantics(spark.sql("SELECT * FROM same_plans_t x")),
            t.select("n").sameSemantics(spark.sql("SELECT n FROM same_plans_t")),
            t.select("n", "s").sameSemantics(t),
            t.select("s", "n").sameSemantics(t),
            t.sameSemantics(spark.sql("SELECT n, s FROM same_plans_t")),
        )
    finally:
        spark.sql("DROP TABLE same_plans_t")


CASES.add("tables", tables)
