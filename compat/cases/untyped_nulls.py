"""Untyped NULL where functions of arrays, maps, JSON and times want values: which of them answer, and by which error the others do not."""

from case import Cases

CASES = Cases()

for name, text in {
    "alias_in_parentheses": "SELECT id AS (a) FROM range(2)",
    "alias_in_parentheses_of_a_sum": "SELECT sum(id) AS (a) FROM range(2)",
    "alias_in_parentheses_of_a_literal": "SELECT 1 AS (a)",
    "alias_in_parentheses_of_a_generator": "SELECT explode(array(1)) AS (a)",
    "array_sort": "SELECT array_sort(NULL)",
    "array_sort_by": "SELECT array_sort(NULL, (a, b) -> 1)",
    "transform": "SELECT transform(NULL, x -> x)",
    "transform_more": "SELECT transform(NULL, (Xy, i) -> Xy + i)",
    "filter": "SELECT filter(NULL, x -> true)",
    "exists": "SELECT exists(NULL, x -> true)",
    "aggregate": "SELECT aggregate(NULL, 0, (a, x) -> a)",
    "zip_with": "SELECT zip_with(NULL, array(1), (a, b) -> a)",
    "zip_with_second": "SELECT zip_with(array(1), NULL, (a, b) -> a)",
    "map_filter": "SELECT map_filter(NULL, (k, v) -> true)",
    "map_zip_with": "SELECT map_zip_with(NULL, map(1, 2), (k, a, b) -> a)",
    "transform_keys": "SELECT transform_keys(NULL, (k, v) -> k)",
    "array_remove": "SELECT array_remove(array(1, 2, NULL), NULL)",
    "array_remove_of": "SELECT array_remove(NULL, 1)",
    "array_position": "SELECT array_position(array(1, NULL), NULL)",
    "array_position_of": "SELECT array_position(NULL, 1)",
    "array_append_of": "SELECT array_append(NULL, 1)",
    "array_prepend_of": "SELECT array_prepend(NULL, NULL)",
    "array_insert_of": "SELECT array_insert(NULL, 1, NULL)",
    "array_contains": "SELECT array_contains(array(1), NULL)",
    "array_contains_of": "SELECT array_contains(NULL, 1)",
    "array_except": "SELECT array_except(array(1), NULL)",
    "array_union": "SELECT array_union(NULL, NULL)",
    "array_intersect": "SELECT array_intersect(NULL, array(1))",
    "arrays_overlap": "SELECT arrays_overlap(array(1), NULL)",
    "element_at": "SELECT element_at(NULL, 1)",
    "element_at_place": "SELECT element_at(array(1), NULL)",
    "element_at_key": "SELECT element_at(map(1, 2), NULL)",
    "try_element_at": "SELECT try_element_at(NULL, 1)",
    "map_concat": "SELECT map_concat(NULL)",
    "map_concat_second": "SELECT map_concat(map(1, 2), NULL)",
    "map_concat_types": "SELECT map_concat(map(1, 2), map(array(1), 2))",
    "map_contains_key": "SELECT map_contains_key(map(1, 2), NULL)",
    "map_contains_key_of": "SELECT map_contains_key(NULL, 1)",
    "to_json": "SELECT to_json(NULL), to_json(NULL, map('a', 'b'))",
    "to_csv": "SELECT to_csv(NULL)",
    "to_timestamp_of_a_number": "SELECT to_timestamp(20240101, 'yyyyMMdd')",
    "to_timestamp_of_a_decimal": "SELECT to_timestamp(1.5, 'yyyy')",
    "try_to_timestamp_of_a_number": "SELECT try_to_timestamp(20240101, 'yyyyMMdd')",
    "to_timestamp_ltz_of_a_number": "SELECT to_timestamp_ltz(20240101, 'yyyyMMdd')",
    "range_of_no_partitions": "SELECT count(*) FROM range(0, 10, 1, 0)",
    "range_of_less_partitions": "SELECT * FROM range(0, 10, 1, -1)",
    "range_of_no_numbers": "SELECT * FROM range(0, 0, 1, 0)",
    "range_of_null_partitions": "SELECT * FROM range(0, 10, 1, NULL)",
}.items():
    CASES.sql(name, text)

CASES.add("range_of_no_partitions_schema", lambda spark: spark.sql("SELECT * FROM range(0, 10, 1, 0)").schema.simpleString())
CASES.add("frame_of_no_partitions", lambda spark: [list(row) for row in spark.range(0, 10, 1, 0).collect()])
