"""Views and functions over the variables of a script: they are found by name wherever they are read. Scripts run since Spark 4.1."""

from case import Cases
from held import in_steps

CASES = Cases()
DROP = ("DROP VIEW IF EXISTS sv_v", "DROP VIEW IF EXISTS global_temp.sv_g", "DROP TEMPORARY VARIABLE IF EXISTS sv_x", "DROP TEMPORARY FUNCTION IF EXISTS sv_f")
SINCE = (4, 1)


def add(name, *steps):
    CASES.add(name, in_steps(steps, DROP), since=SINCE)


VIEW = "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT x AS a; SELECT * FROM sv_v; END"
add("view", VIEW)
add("view_afterwards", VIEW, "SELECT * FROM sv_v")
add("view_in_another_script", VIEW, "BEGIN DECLARE x INT DEFAULT 6; SELECT * FROM sv_v; END")
add("view_after_a_change", "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT x AS a; SET VAR x = 7; SELECT * FROM sv_v; END".replace("SET VAR", "SET"))
add("view_in_an_inner_scope", "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT x AS a; BEGIN DECLARE x INT DEFAULT 8; SELECT * FROM sv_v; END; END")
add("view_where", "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT 1 AS a WHERE x = 5; SELECT * FROM sv_v; END")
add("view_with", "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS WITH q AS (SELECT x AS a) SELECT * FROM q; SELECT * FROM sv_v; END")
add("view_global", "BEGIN DECLARE x INT DEFAULT 5; CREATE GLOBAL TEMP VIEW sv_g AS SELECT x AS a; SELECT * FROM global_temp.sv_g; END")
add("view_lasting", "BEGIN DECLARE x INT DEFAULT 5; CREATE VIEW sv_v AS SELECT x AS a; SELECT * FROM sv_v; END")
add("view_by_label", "BEGIN lbl: BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT lbl.x AS a; SELECT * FROM sv_v; END; END")
add("view_by_label_inside", "BEGIN lbl: BEGIN DECLARE x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT lbl.x AS a; BEGIN DECLARE x INT DEFAULT 6; SELECT * FROM sv_v; END; END; END")
add("view_of_both", "DECLARE sv_x INT DEFAULT 9", "BEGIN DECLARE sv_x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT sv_x AS a; SELECT * FROM sv_v; END")
add("view_of_both_afterwards", "DECLARE sv_x INT DEFAULT 9", "BEGIN DECLARE sv_x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT sv_x AS a; END", "SELECT * FROM sv_v")
add("view_of_the_session", "DECLARE sv_x INT DEFAULT 9", "BEGIN DECLARE sv_x INT DEFAULT 5; CREATE TEMP VIEW sv_v AS SELECT session.sv_x AS a; SELECT * FROM sv_v; END")
add("view_made_before", "DECLARE sv_x INT DEFAULT 9", "CREATE TEMP VIEW sv_v AS SELECT sv_x AS a", "BEGIN DECLARE sv_x INT DEFAULT 5; SELECT * FROM sv_v; END")
add("view_of_an_unread_variable", "CREATE TEMP VIEW sv_v AS SELECT id AS x FROM range(1)", "BEGIN DECLARE id INT DEFAULT 5; SELECT * FROM sv_v; END")
add("function", "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMPORARY FUNCTION sv_f() RETURNS INT RETURN x; SELECT sv_f() AS a; END")
add("function_after_a_change", "BEGIN DECLARE x INT DEFAULT 5; CREATE TEMPORARY FUNCTION sv_f() RETURNS INT RETURN x; SET x = 6; SELECT sv_f() AS a; END")
add("drop", "BEGIN DECLARE x INT DEFAULT 5; DROP TEMPORARY VARIABLE x; END")
add("drop_of_the_session", "DECLARE sv_x INT DEFAULT 9", "BEGIN DROP TEMPORARY VARIABLE IF EXISTS sv_x; END")
