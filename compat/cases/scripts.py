"""SQL scripts: Spark 4.0 has them where a setting says so, later ones always."""

from case import Cases
from held import in_steps

CASES = Cases()

ON = "SET spark.sql.scripting.enabled = true"
DROPS = (
    "RESET spark.sql.scripting.enabled",
    "DROP VIEW IF EXISTS sc_v",
    "DROP TEMPORARY VARIABLE IF EXISTS sc_x",
)


def add(name, *steps):
    CASES.add(name, in_steps([ON, *steps], DROPS), since=(4, 0))


CASES.add(
    "off",
    in_steps(["SET spark.sql.scripting.enabled = false", "BEGIN SELECT 1; END"], DROPS),
    since=(4, 0),
)

for name, text in {
    "last_query": "BEGIN SELECT 1; SELECT 2; END",
    "empty": "BEGIN END",
    "semicolon": "BEGIN SELECT 1; END;",
    "values": "BEGIN VALUES (1), (2); END",
    "set": "BEGIN DECLARE x INT DEFAULT 5; SET x = x + 1; SELECT x; END",
    "set_row": "BEGIN DECLARE x INT DEFAULT 1; SET (x) = (SELECT 42); SELECT x; END",
    "set_after_query": "BEGIN DECLARE x INT DEFAULT 1; SELECT x; SET x = 5; END",
    "null": "BEGIN DECLARE x INT; SELECT x; END",
    "inner_scope": "BEGIN DECLARE x = 1; BEGIN DECLARE x = 2; SELECT x; END; SELECT x; END",
    "outer_set": "BEGIN DECLARE x INT DEFAULT 1; BEGIN SET x = 2; END; SELECT x; END",
    "by_label": "BEGIN l1: BEGIN DECLARE a = 1; l2: BEGIN DECLARE a = 2; SELECT a, l1.a, l2.a; END; END; END",
    "set_by_label": "BEGIN l1: BEGIN DECLARE a = 1; SET l1.a = 7; SELECT l1.a; END; END",
    "in_query": "BEGIN DECLARE x INT DEFAULT 3; SELECT id FROM range(10) WHERE id < x; END",
    "hidden_by_column": "BEGIN DECLARE x INT DEFAULT 2; SELECT x FROM VALUES (7) t(x); END",
    "default_of_other": "BEGIN DECLARE x INT DEFAULT 1; DECLARE y INT DEFAULT x + 1; SELECT y; END",
    "while": "BEGIN DECLARE x INT DEFAULT 0; WHILE x < 3 DO SET x = x + 1; END WHILE; SELECT x; END",
    "repeat": "BEGIN DECLARE x INT DEFAULT 0; REPEAT SET x = x + 1; UNTIL x >= 3 END REPEAT; SELECT x; END",
    "loop": "BEGIN DECLARE x INT DEFAULT 0; l: LOOP SET x = x + 1; IF x > 4 THEN LEAVE l; END IF; END LOOP l; SELECT x; END",
    "iterate": (
        "BEGIN DECLARE x INT DEFAULT 0; DECLARE y INT DEFAULT 0; l: WHILE x < 5 DO SET x = x + 1;"
        " IF x = 2 THEN ITERATE l; END IF; SET y = y + x; END WHILE; SELECT x, y; END"
    ),
    "if": "BEGIN IF 1 = 1 THEN SELECT 'yes'; ELSE SELECT 'no'; END IF; END",
    "elseif": "BEGIN IF 1 = 2 THEN SELECT 'a'; ELSEIF 2 = 2 THEN SELECT 'b'; ELSE SELECT 'c'; END IF; END",
    "if_query": "BEGIN IF (SELECT true) THEN SELECT 1; ELSE SELECT 2; END IF; END",
    "case": "BEGIN CASE WHEN 1 = 2 THEN SELECT 'a'; WHEN 1 = 1 THEN SELECT 'b'; ELSE SELECT 'c'; END CASE; END",
    "case_value": "BEGIN CASE 3 WHEN 1 THEN SELECT 'a'; WHEN 3 THEN SELECT 'three'; END CASE; END",
    "case_none": "BEGIN CASE 9 WHEN 1 THEN SELECT 'a'; WHEN 3 THEN SELECT 'three'; END CASE; END",
    "for": "BEGIN DECLARE s INT DEFAULT 0; FOR r AS SELECT id FROM range(4) DO SET s = s + r.id; END FOR; SELECT s; END",
    "for_unnamed": (
        "BEGIN DECLARE s STRING DEFAULT ''; FOR SELECT * FROM VALUES (1, 'a'), (2, 'b') t(n, c) DO"
        " SET s = s || c || n; END FOR; SELECT s; END"
    ),
    "for_names": "BEGIN FOR r AS SELECT id FROM range(2) DO SELECT r.id, id; END FOR; END",
    "for_nested": (
        "BEGIN DECLARE s = 0; FOR a AS SELECT id FROM range(2) DO FOR b AS SELECT id FROM range(3) DO"
        " SET s = s + a.id * 10 + b.id; END FOR; END FOR; SELECT s; END"
    ),
    "for_leave": "BEGIN l: FOR x AS SELECT id FROM range(3) DO IF x.id = 1 THEN LEAVE l; END IF; SELECT x.id; END FOR l; END",
    "for_twice": "BEGIN FOR r AS SELECT 1 AS a, 2 AS a DO SELECT r.a; END FOR; END",
    "for_nothing": "BEGIN FOR x AS SELECT id FROM range(0) DO SELECT 1; END FOR; END",
    "for_nested_values": (
        "BEGIN FOR x AS SELECT named_struct('a', 1) AS s, array(1, 2) AS r, map('k', 2) AS m DO"
        " SELECT x.s.a, s, x.r[0] AS r0, m['k'] AS mk; END FOR; END"
    ),
    "leave_block": "BEGIN l1: BEGIN SELECT 1; LEAVE l1; SELECT 2; END; END",
    "label_case": "BEGIN L1: WHILE true DO LEAVE l1; END WHILE l1; SELECT 'd'; END",
    "handler": "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN SELECT 'handled'; END; SELECT 1/0; SELECT 'after'; END",
    "handler_condition": "BEGIN DECLARE EXIT HANDLER FOR DIVIDE_BY_ZERO BEGIN SELECT 'dz'; END; SELECT 1/0; SELECT 'after'; END",
    "handler_state": "BEGIN DECLARE EXIT HANDLER FOR SQLSTATE '22012' SELECT 'st'; SELECT 1/0; END",
    "handler_list": "BEGIN DECLARE EXIT HANDLER FOR DIVIDE_BY_ZERO, SQLSTATE '42000' BEGIN SELECT 'x'; END; SELECT 1/0; END",
    "handler_inner": (
        "BEGIN DECLARE n INT DEFAULT 0; BEGIN DECLARE EXIT HANDLER FOR DIVIDE_BY_ZERO BEGIN SET n = 9; END;"
        " SELECT 1/0; SET n = 1; END; SELECT n; END"
    ),
    "handler_outer": (
        "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN SELECT 'outer'; END; BEGIN"
        " DECLARE EXIT HANDLER FOR DIVIDE_BY_ZERO BEGIN SELECT 1/0; END; SELECT 1/0; END; END"
    ),
    "handler_nearest": (
        "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN SELECT 'ex'; END;"
        " DECLARE EXIT HANDLER FOR SQLSTATE '22012' BEGIN SELECT 'st'; END; SELECT 1/0; END"
    ),
    "handler_of_names": "BEGIN DECLARE EXIT HANDLER FOR TABLE_OR_VIEW_NOT_FOUND BEGIN SELECT 'tv'; END; SELECT * FROM sc_nothing; END",
    "handler_of_group": "BEGIN DECLARE EXIT HANDLER FOR DATATYPE_MISMATCH BEGIN SELECT 'dm'; END; SELECT 1 + array(1); END",
    "handler_of_condition": "BEGIN DECLARE EXIT HANDLER FOR DIVIDE_BY_ZERO SELECT 'c'; IF 1/0 = 1 THEN SELECT 1; END IF; SELECT 2; END",
    "handler_unused": "BEGIN DECLARE EXIT HANDLER FOR NOT FOUND BEGIN SELECT 'nf'; END; SELECT 1; END",
    "handler_unknown": "BEGIN DECLARE EXIT HANDLER FOR SC_NOTHING BEGIN SELECT 'x'; END; SELECT 1/0; END",
    "handler_bad_state": "BEGIN DECLARE EXIT HANDLER FOR SQLSTATE '1' BEGIN SELECT 'x'; END; SELECT 1/0; END",
    "handler_continue": "BEGIN DECLARE CONTINUE HANDLER FOR DIVIDE_BY_ZERO BEGIN SELECT 'c'; END; SELECT 1/0; SELECT 'after'; END",
    "condition": "BEGIN DECLARE c CONDITION FOR SQLSTATE '22012'; DECLARE EXIT HANDLER FOR c SELECT 'cc'; SELECT 1/0; END",
    "view": "BEGIN CREATE OR REPLACE TEMP VIEW sc_v AS SELECT 3 AS q; SELECT * FROM sc_v; END",
    "immediate": "BEGIN DECLARE x INT DEFAULT 1; EXECUTE IMMEDIATE 'SELECT 5'; END",
    "immediate_into": "BEGIN DECLARE x INT DEFAULT 1; EXECUTE IMMEDIATE 'SELECT 5' INTO x; SELECT x; END",
    "immediate_using": "BEGIN DECLARE x INT DEFAULT 1; EXECUTE IMMEDIATE 'SELECT ? AS a, :y AS b' USING x, 2 AS y; END",
    "immediate_using_place": "BEGIN DECLARE x INT DEFAULT 1; EXECUTE IMMEDIATE 'SELECT ? AS a, ? AS b' USING x, 'z'; END",
    "immediate_using_name": "BEGIN DECLARE x INT DEFAULT 1; EXECUTE IMMEDIATE 'SELECT :x AS a, :y AS b' USING x, x AS y; END",
    "immediate_text": "BEGIN DECLARE q STRING DEFAULT 'SELECT 7'; EXECUTE IMMEDIATE q; END",
    "immediate_inside": "BEGIN DECLARE x INT DEFAULT 1; EXECUTE IMMEDIATE 'SELECT x'; END",
    "error": "BEGIN SELECT 1/0; END",
    "error_names": "BEGIN SELECT * FROM sc_nothing; END",
    "declared_late": "BEGIN SELECT 1; DECLARE x INT; END",
    "declared_or_replaced": "BEGIN DECLARE OR REPLACE x INT; END",
    "declared_bad": "BEGIN DECLARE x INT DEFAULT 'abc'; END",
    "set_unknown": "BEGIN SET zz = 1; END",
    "leave_unknown": "BEGIN LEAVE nolabel; END",
    "iterate_unknown": "BEGIN ITERATE nolabel; END",
    "iterate_block": "BEGIN l1: BEGIN ITERATE l1; END; END",
    "labels_differ": "BEGIN l1: BEGIN SELECT 1; END other; END",
    "handler_late": "BEGIN SELECT 1; DECLARE EXIT HANDLER FOR SQLEXCEPTION SELECT 2; SELECT 1/0; END",
    "label_twice": "BEGIN lbl: BEGIN lbl: BEGIN SELECT 1; END; END; END",
    "label_of_all": "lbl: BEGIN SELECT 1; END",
    "no_boolean": "BEGIN IF 1 THEN SELECT 1; END IF; END",
    "no_boolean_null": "BEGIN IF NULL THEN SELECT 1; ELSE SELECT 2; END IF; END",
    "no_boolean_query": "BEGIN WHILE (SELECT id FROM range(2)) DO SELECT 1; END WHILE; END",
    "null_boolean": "BEGIN IF CAST(NULL AS BOOLEAN) THEN SELECT 1; ELSE SELECT 2; END IF; END",
    "no_end": "BEGIN SELECT 1;",
    "no_semicolon": "BEGIN SELECT 1 END",
    "two_semicolons": "BEGIN SELECT 1;; END",
    "only_semicolon": "BEGIN; END",
    "after_end": "BEGIN SELECT 1; END; SELECT 2",
}.items():
    add(name, text)

add("session_variable", "DECLARE OR REPLACE sc_x = 10", "BEGIN SET sc_x = 11; SELECT sc_x; END")
add(
    "session_variable_hidden",
    "DECLARE OR REPLACE sc_x = 10",
    "BEGIN DECLARE sc_x = 1; SET sc_x = 12; SELECT sc_x, session.sc_x; END",
)
add("session_variable_after", "DECLARE OR REPLACE sc_x = 10", "BEGIN SET sc_x = 11; END", "SELECT sc_x")
