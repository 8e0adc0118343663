import { describe, expect, test } from "vitest";
import { PLAIN_READING } from "../../src/lex/cursor.ts";
import { sqlDoor, sqlDoorFor } from "../../src/sql/door.ts";
import { printStatement } from "../../src/sql/print.ts";
import { sameNode } from "../../src/sql/same.ts";
import type { Relation } from "../../src/unresolved/relation.ts";

/** A relation as nested names of its kinds, children first to last. */
function outline(r: Relation): string {
  switch (r.kind) {
    case "named_table":
      return r.nameParts.join(".");
    case "table_function":
      return `${r.nameParts.join(".")}()`;
    case "inline_table":
      return `values${r.rows.length}`;
    case "one_row":
      return "one";
    case "join": {
      const marks = [
        r.natural === true ? "natural" : "",
        r.lateral === true ? "lateral" : "",
        r.using === undefined ? "" : `using ${r.using.join(" ")}`,
        r.condition === undefined ? "" : "on",
      ];
      return `${r.type}[${marks.filter(Boolean).join(",")}](${outline(r.left)}, ${outline(r.right)})`;
    }
    case "set_operation":
      return `${r.operation}${r.all ? " all" : ""}(${outline(r.left)}, ${outline(r.right)})`;
    case "with_ctes":
      return `with(${r.ctes.map((c) => `${c.name}${c.columns === undefined ? "" : `[${c.columns.join(",")}]`}=${outline(c.query)}`).join("; ")}; ${outline(r.input)})`;
    case "subquery_alias":
      return `${r.alias === "__auto_generated_subquery_name" ? "auto" : r.alias}${r.columns === undefined ? "" : `[${r.columns.join(",")}]`}(${outline(r.input)})`;
    case "aggregate":
      return `aggregate[${r.groupingKind} ${r.grouping.length}/${r.groupingSets.map((s) => s.length).join("+")}](${outline(r.input)})`;
    case "filter":
      return `${r.clause}(${outline(r.input)})`;
    case "sort":
      return `${r.global ? "order" : "sort"}${r.all === undefined ? "" : " all"}(${outline(r.input)})`;
    default:
      return `${r.kind}(${"input" in r ? outline(r.input) : ""})`;
  }
}

/** The shapes are those of the plans that Spark 4.0.4's parser answers. */
const shapes: readonly (readonly [string, string])[] = [
  ["SELECT * FROM a, b JOIN c ON x", "project(inner[on](inner[](a, b), c))"],
  ["SELECT * FROM a JOIN (b JOIN c) USING (x, y)", "project(inner[using x y](a, inner[](b, c)))"],
  ["SELECT * FROM a NATURAL LEFT JOIN b FULL OUTER JOIN c ON x", "project(full[on](left[natural](a, b), c))"],
  ["SELECT * FROM a LEFT SEMI JOIN b ON x ANTI JOIN c ON y", "project(left_anti[on](left_semi[on](a, b), c))"],
  [
    "SELECT * FROM a, LATERAL (SELECT 1) t, LATERAL f(x)",
    "project(inner[lateral](inner[lateral](a, t(project(one))), f()))",
  ],
  ["SELECT * FROM (SELECT * FROM t) WHERE a", "project(where(auto(project(t))))"],
  ["SELECT * FROM (a) x, (SELECT 1) AS y (c)", "project(inner[](x(a), y[c](project(one))))"],
  [
    "SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4 ORDER BY 1",
    "order(except(union all(project(one), intersect(project(one), project(one))), project(one)))",
  ],
  ["(SELECT 1 UNION SELECT 2) MINUS ALL VALUES (1), (2)", "except all(union(project(one), project(one)), values2)"],
  ["((SELECT 1) UNION (SELECT 2)) LIMIT 1", "limit(union(project(one), project(one)))"],
  [
    "WITH a(x) AS (SELECT 1), b AS (WITH c AS (SELECT 2) SELECT * FROM c) SELECT * FROM a",
    "with(a[x]=project(one); b=with(c=project(one); project(c)); project(a))",
  ],
  ["SELECT DISTINCT a FROM t ORDER BY a LIMIT 1 OFFSET 2", "limit(offset(order(deduplicate(project(t)))))"],
  ["SELECT a FROM t LIMIT ALL", "project(t)"],
  [
    "SELECT a, sum(b) FROM t WHERE c GROUP BY a HAVING sum(b) > 1 ORDER BY ALL DESC",
    "order all(having(aggregate[group_by 1/](where(t))))",
  ],
  ["SELECT sum(a) FROM t HAVING sum(a) > 1", "having(aggregate[group_by 0/](t))"],
  ["SELECT a FROM t GROUP BY ALL", "aggregate[all 0/](t)"],
  ["SELECT a FROM t GROUP BY ROLLUP (a, b)", "aggregate[rollup 2/](t)"],
  ["SELECT a FROM t GROUP BY a, b WITH CUBE", "aggregate[cube 2/](t)"],
  ["SELECT a FROM t GROUP BY GROUPING SETS ((a, b), a, ())", "aggregate[grouping_sets 2/2+1+0](t)"],
  ["SELECT a FROM t GROUP BY a, ROLLUP (b, (c, d))", "aggregate[grouping_sets 4/4+2+1](t)"],
  [
    "SELECT a FROM t GROUP BY CUBE (a, b), GROUPING SETS (c, ROLLUP (d))",
    "aggregate[grouping_sets 4/3+3+2+2+2+1+2+2+1+1+1+0](t)",
  ],
  [
    "SELECT * FROM t LATERAL VIEW OUTER explode(x) y AS z LATERAL VIEW f(z) as w",
    "project(lateral_view(lateral_view(t)))",
  ],
  ["SELECT * FROM t TABLESAMPLE (10 PERCENT) REPEATABLE (5) AS x", "project(x(sample(t)))"],
  ["SELECT * FROM t TABLESAMPLE (3 ROWS)", "project(limit(t))"],
  ["SELECT * FROM t PIVOT (sum(a) AS s FOR (b, c) IN ((1, 2) AS x, (3, 4)))", "project(pivot(t))"],
  ["SELECT /*+ BROADCAST(t), REPARTITION(3) */ a FROM t", "hint(hint(project(t)))"],
  ["SELECT a FROM t WINDOW w AS (PARTITION BY a), v AS w ORDER BY a", "order(named_windows(project(t)))"],
  ["SELECT a FROM t CLUSTER BY a", "sort(repartition(project(t)))"],
  ["SELECT a FROM t DISTRIBUTE BY a SORT BY b", "sort(repartition(project(t)))"],
  ["FROM t SELECT a WHERE b SELECT c", "union all(project(where(t)), project(t))"],
  [
    "FROM t |> WHERE a |> SELECT b |> AGGREGATE sum(b) GROUP BY c |> LIMIT 1",
    "limit(piped(aggregate[group_by 1/](piped(project(piped(where(piped(t))))))))",
  ],
  ["SELECT b FROM t GROUP BY b HAVING c |> SELECT b", "project(piped(having(aggregate[group_by 1/](t))))"],
  ["TABLE a.b", "a.b"],
  ["VALUES 1, (2), struct(3) AS t(x)", "t[x](values3)"],
  ["SELECT * FROM parquet.`/a b/c`", "project(parquet./a b/c)"],
  ["SELECT * FROM range(1, 10) AS r(i)", "project(r[i](range()))"],
];

/** Words that are names or keywords by what stands around them. */
const names: readonly string[] = [
  "SELECT FROM",
  "SELECT 1 WHERE",
  "SELECT 1 LIMIT",
  "SELECT * FROM t LIMIT",
  "SELECT a IS FROM t",
  "SELECT date, timestamp, interval FROM t",
  "SELECT user, current_date, current_timestamp() FROM t",
  "SELECT left(a, 1), right(a, 1), if(a, b, c), filter(x, y -> y > 0) FROM t",
  "SELECT t.left, t.select, t.from FROM t",
  "SELECT first, last, any_value, count FROM t",
  "SELECT select FROM from",
  "SELECT a AS left, b AS on FROM t",
  "SELECT end, CASE end WHEN when THEN then END FROM t",
  "SELECT not, not(a), NOT a FROM t",
  "SELECT distinct FROM t",
  "SELECT all FROM t",
  "SELECT * FROM values",
  "SELECT * FROM t AS values",
  "SELECT * FROM order ORDER BY by",
  "SELECT * FROM t group GROUP BY group",
  "SELECT exists, exists(x, y -> y) FROM t",
  "SELECT year, month, day(d) FROM date",
  "SELECT 1 union",
  "SELECT 'a' 'b' \"c\" AS x",
  "SELECT null, true, false",
  "SELECT trim(both), trim(both FROM a), extract(a, b), position(a, b), substring(a, 1), overlay(a, b, 1) FROM t",
  "SELECT interval '1' day, interval, interval + 1 FROM t",
  "DECLARE OR REPLACE VARIABLE var ARRAY<INT> DEFAULT array(1) || array(x)",
  "DECLARE `default` = 1",
  "DROP TEMPORARY VARIABLE IF EXISTS session.`a b`",
  "SET VARIABLE v = 1, session.w = (SELECT 1)",
  "SET VAR (v, w) = (VALUES (1, DEFAULT))",
  "CREATE FUNCTION db.f() RETURN 1",
  "CREATE OR REPLACE FUNCTION f(a INT, `b c` STRING DEFAULT 'x' || 'y' COMMENT 'd') RETURNS STRING RETURN concat(a, `b c`)",
  "CREATE TEMP FUNCTION f(a ARRAY<STRUCT<b: INT>>) RETURNS BIGINT RETURN SELECT count(*) FROM t WHERE t.a = f.a[0].b",
  "CREATE FUNCTION IF NOT EXISTS f(a INT) RETURNS TABLE(x INT COMMENT 'c', y DECIMAL(4, 1)) RETURN SELECT a, a UNION ALL VALUES (1, 2)",
  "CREATE FUNCTION f() RETURNS TABLE NOT DETERMINISTIC READS SQL DATA COMMENT 'c' RETURN (WITH c AS (SELECT 1) SELECT * FROM c)",
  "CREATE FUNCTION f(a INT) RETURNS INT COMMENT 'c' CONTAINS SQL DETERMINISTIC RETURN (SELECT a) + (a + 1)",
  "CREATE FUNCTION f() RETURNS TABLE(x INT NOT NULL) RETURN SELECT 1",
  "CREATE FUNCTION f(a INT NOT NULL) RETURN 1",
  "DROP FUNCTION IF EXISTS a.b.`c d`",
  "DROP TEMPORARY FUNCTION f",
  "SHOW USER FUNCTIONS IN db LIKE 'a*|b'",
  "SHOW SYSTEM FUNCTIONS",
  "FROM t INSERT INTO a SELECT * WHERE x > 1 INSERT OVERWRITE b PARTITION (p = 1) SELECT x, y LIMIT 3",
  "WITH c AS (SELECT 1 AS x) FROM c JOIN (SELECT 2) d ON x INSERT INTO a SELECT x INSERT INTO b SELECT x + 1 GROUP BY x",
  "FROM t, u INSERT INTO a SELECT DISTINCT x LATERAL VIEW explode(l) e AS x ORDER BY x",
  "SELECT 1 FROM t GROUP BY a, ROLLUP (b, ?), GROUPING SETS ((c, ?), ())",
  "SELECT 1 FROM t GROUP BY GROUPING SETS (ROLLUP (a, ?), (b), CUBE (c, (d, ?)), GROUPING SETS ((?), ()))",
  "SELECT 1 FROM t GROUP BY CUBE (a + ?, (b, ?)), ?",
  "SELECT 1 FROM t GROUP BY ROLLUP ((a, ?), b)",
  "ALTER TABLE t CLUSTER BY (a, b.c)",
  "ALTER TABLE t CLUSTER BY NONE",
  "ALTER TABLE t DEFAULT COLLATION UNICODE_CI",
  "ALTER TABLE t ADD COLUMNS (a STRING, b STRING COLLATE UTF8_LCASE)",
  "CREATE TABLE t (a STRING, b ARRAY<STRING COLLATE UNICODE>) USING parquet COMMENT 'c' DEFAULT COLLATION UTF8_LCASE",
  "CREATE TABLE t (a INT) USING parquet CLUSTER BY (a, `b c`.d)",
  "EXECUTE IMMEDIATE 'SELECT \\'a\\', ?' INTO v, session.w USING 1, x AS y",
];

describe("queries", () => {
  test.each(shapes)("%s", (text, expected) => {
    expect(outline(sqlDoor.parseQuery(text))).toBe(expected);
  });

  test.each([...shapes.map(([text]) => text), ...names])("printed: %s", (text) => {
    const parsed = sqlDoor.parseStatement(text);
    const printed = printStatement(parsed);
    expect(sameNode(sqlDoor.parseStatement(printed), parsed), printed).toBe(true);
  });

  test.each([
    "WITH RECURSIVE t(n) MAX RECURSION LEVEL 5 AS (SELECT 1 UNION ALL SELECT n FROM t) SELECT * FROM t",
    "WITH RECURSIVE t MAX RECURSION LEVEL 5 (SELECT 1), u AS (SELECT 2) SELECT * FROM t",
  ])("printed, since Spark 4.1: %s", (text) => {
    const door = sqlDoorFor({ ...PLAIN_READING, line: 401 });
    const parsed = door.parseStatement(text);
    expect(sameNode(door.parseStatement(printStatement(parsed)), parsed)).toBe(true);
    expect(() => sqlDoor.parseStatement(text)).toThrow("PARSE_SYNTAX_ERROR");
  });

  test("a view's body keeps its text", () => {
    expect(sqlDoor.parseStatement("create or replace temp view v(a, b) as select 1, 2 ;")).toMatchObject({
      kind: "create_view",
      nameParts: ["v"],
      columns: ["a", "b"],
      scope: "temp",
      replace: true,
      text: "select 1, 2",
    });
  });

  test("only queries where a query is wanted", () => {
    expect(sqlDoor.parseQuery("SHOW TABLES")).toMatchObject({ kind: "command_rows", command: { kind: "show_tables" } });
  });
});

describe("statements", () => {
  test.each([
    ["SET a.b = c d ;", { kind: "set_config", key: "a.b", value: "c d" }],
    ["SET `a b` = `c;d`", { kind: "set_config", key: "a b", value: "c;d" }],
    ["SET spark.sql.x=", { kind: "set_config", key: "spark.sql.x", value: "" }],
    ["SET a.b", { kind: "set_config", key: "a.b", verbose: false }],
    ["SET -v", { kind: "set_config", verbose: true }],
    ["SET TIME ZONE 'UTC'", { kind: "set_config", key: "spark.sql.session.timeZone", value: "UTC" }],
    ["SET TIME ZONE INTERVAL 1 HOUR", { value: "+01:00" }],
    ["SET TIME ZONE INTERVAL '-08:30' HOUR TO MINUTE", { value: "-08:30" }],
    ["RESET a.b", { kind: "reset_config", key: "a.b" }],
    ["SHOW TABLES IN d LIKE 'x*'", { kind: "show_tables", database: ["d"], pattern: "x*" }],
    ["SHOW SCHEMAS", { kind: "show_databases" }],
    ["SHOW COLUMNS IN t FROM d", { kind: "show_columns", nameParts: ["d", "t"] }],
    ["SHOW FUNCTIONS LIKE abs", { kind: "show_functions", pattern: "abs" }],
    ["DESC TABLE EXTENDED a.b", { kind: "describe_relation", nameParts: ["a", "b"], extended: true }],
    ["DESCRIBE SELECT 1", { kind: "describe_query" }],
    ["DESC FUNCTION >>>", { kind: "describe_function", nameParts: [">>>"] }],
    ["EXPLAIN FORMATTED SELECT 1", { kind: "explain", mode: "formatted" }],
    ["USE SCHEMA x", { kind: "use_database", nameParts: ["x"] }],
    ["DROP VIEW IF EXISTS a.b", { kind: "drop_view", nameParts: ["a", "b"], ifExists: true }],
    [
      "CREATE TABLE IF NOT EXISTS d.t (a INT COMMENT 'x', p STRING) USING parquet PARTITIONED BY (p) LOCATION '/l'",
      {
        kind: "create_table",
        nameParts: ["d", "t"],
        columns: [{ name: "a" }, { name: "p" }],
        provider: "parquet",
        partitionBy: ["p"],
        location: "/l",
        ifNotExists: true,
      },
    ],
    ["CREATE TABLE u LIKE d.t", { kind: "create_table", nameParts: ["u"], like: ["d", "t"] }],
    [
      "INSERT OVERWRITE TABLE t PARTITION (p = 1, q) (b, a) SELECT 1",
      { kind: "insert", overwrite: true, partition: [{ name: "p" }, { name: "q" }], columns: ["b", "a"] },
    ],
    [
      "WITH c AS (SELECT 1) INSERT INTO t BY NAME TABLE c",
      { kind: "insert", byName: true, input: { kind: "with_ctes" } },
    ],
    ["ALTER TABLE t RENAME TO u", { kind: "rename_table", to: ["u"] }],
    ["COMMENT ON TABLE t IS NULL", { kind: "comment_on", object: "table" }],
    [
      "MERGE INTO t USING s ON a WHEN MATCHED THEN DELETE",
      { kind: "merge_rows", target: { kind: "named_table" }, actions: [{ when: "matched", action: "delete" }] },
    ],
    ["DELETE FROM t AS u WHERE a", { kind: "delete_rows", target: { kind: "subquery_alias", alias: "u" } }],
    ["UPDATE t SET a.b = 1", { kind: "update_rows", assignments: [{ column: ["a", "b"] }] }],
    [
      "DECLARE OR REPLACE v INT = 1",
      { kind: "declare_variable", nameParts: ["v"], replace: true, type: { kind: "int" } },
    ],
    ["DECLARE VARIABLE INT DEFAULT 5.0", { kind: "declare_variable", nameParts: ["INT"], type: undefined }],
    ["DROP TEMP VAR IF EXISTS session.v", { kind: "drop_variable", nameParts: ["session", "v"], ifExists: true }],
    ["SET VAR v = 1, w = DEFAULT", { kind: "set_variables", targets: [["v"], ["w"]], source: { kind: "values" } }],
    ["SET VARIABLE (v, w) = (SELECT 1, 2)", { kind: "set_variables", source: { kind: "query" } }],
    ["SET variable = 1", { kind: "set_config", key: "variable", value: "1" }],
    ["EXECUTE IMMEDIATE x INTO v, w USING 1 AS a, b", { kind: "execute_immediate", into: [["v"], ["w"]] }],
    ["CREATE VIEW v AS SELECT 1", { kind: "create_view", scope: "database" }],
    ["BEGIN SELECT 1; END", { kind: "script", body: { kind: "block", statements: [{ kind: "statement" }] } }],
    [
      "BEGIN l: FOR r AS SELECT 1 AS a DO ITERATE l; END FOR l; END;",
      {
        kind: "script",
        body: { statements: [{ kind: "for", label: "l", variable: "r", query: { kind: "project" } }] },
      },
    ],
  ])("%s", (text, expected) => {
    expect(sqlDoor.parseStatement(text)).toMatchObject(expected);
  });
});
