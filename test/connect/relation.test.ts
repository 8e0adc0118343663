import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { decodeLocalRelationArtifact } from "../../src/connect/relation/local.ts";
import { decodePlan, decodeRelation } from "../../src/connect/plan.ts";
import { readMessage } from "../../src/connect/wire.ts";
import { PlanSchema } from "../../src/gen/spark/connect/base_pb.ts";
import { LocalRelationSchema } from "../../src/gen/spark/connect/relations_pb.ts";
import { INT, LONG, STRING } from "../../src/types/data-type.ts";
import { typeToJson } from "../../src/types/json.ts";
import { call, column, door, integer, range, relation, type RelationInit } from "./build.ts";

const clean = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v)));
const decode = (init: RelationInit) => clean(decodeRelation(relation(init), door));
const form = (relType: object, planId?: bigint): RelationInit => ({
  relType: relType as never,
  ...(planId === undefined ? {} : { common: { planId } }),
});
const R = { kind: "range", start: "0n", end: "3n", step: "1n", partitions: "default" };
const A = { kind: "attribute", nameParts: ["a"] };
const one = { kind: "literal", type: INT, value: 1 };
const input = range(3n);

test.each<[string, RelationInit, unknown]>([
  [
    "a range with its plan id",
    form({ case: "range", value: { start: 1n, end: 3n, step: 2n } }, 0n),
    { kind: "range", start: "1n", end: "3n", step: "2n", partitions: "default", planId: 0 },
  ],
  [
    "a table",
    form({
      case: "read",
      value: { readType: { case: "namedTable", value: { unparsedIdentifier: "db.t", options: { k: "v" } } } },
    }),
    { kind: "named_table", nameParts: ["db", "t"], options: { k: "v" } },
  ],
  [
    "files whose schema is empty",
    form({
      case: "read",
      value: {
        readType: {
          case: "dataSource",
          value: { format: "csv", schema: "", paths: ["p"], options: { header: "true" } },
        },
      },
    }),
    { kind: "file_read", format: "csv", paths: ["p"], options: { header: "true" } },
  ],
  [
    "files with a schema as DDL",
    form({ case: "read", value: { readType: { case: "dataSource", value: { schema: "a INT", paths: [] } } } }),
    {
      kind: "file_read",
      schema: { kind: "struct", fields: [{ name: "a", type: INT, nullable: true }] },
      paths: [],
      options: {},
    },
  ],
  [
    "local rows with a schema as JSON",
    form({
      case: "localRelation",
      value: { schema: typeToJson({ kind: "struct", fields: [{ name: "a", type: LONG, nullable: false }] }) },
    }),
    {
      kind: "local_data",
      streams: [],
      schema: { kind: "struct", fields: [{ name: "a", type: LONG, nullable: false }] },
    },
  ],
  [
    "a projection of nothing",
    form({ case: "project", value: { expressions: [integer(1)] } }),
    { kind: "project", input: { kind: "one_row" }, expressions: [one] },
  ],
  [
    "a filter",
    form({ case: "filter", value: { input, condition: column("a") } }),
    { kind: "filter", input: R, condition: A, clause: "where" },
  ],
  [
    "a join by a condition",
    form({ case: "join", value: { left: input, right: input, joinCondition: column("a"), joinType: 5 } }),
    { kind: "join", left: R, right: R, type: "left_anti", condition: A },
  ],
  [
    "a join by columns",
    form({ case: "join", value: { left: input, right: input, usingColumns: ["a"], joinType: 2 } }),
    { kind: "join", left: R, right: R, type: "full", using: ["a"] },
  ],
  [
    "a lateral join",
    form({ case: "lateralJoin", value: { left: input, right: input, joinType: 3 } }),
    { kind: "join", left: R, right: R, type: "left", lateral: true },
  ],
  [
    "a union by name",
    form({ case: "setOp", value: { leftInput: input, rightInput: input, setOpType: 2, isAll: true, byName: true } }),
    {
      kind: "set_operation",
      operation: "union",
      left: R,
      right: R,
      all: true,
      byName: true,
      allowMissingColumns: false,
    },
  ],
  [
    "a sort within partitions",
    form({
      case: "sort",
      value: { input, order: [{ child: column("a"), direction: 1, nullOrdering: 2 }], isGlobal: false },
    }),
    {
      kind: "sort",
      input: R,
      order: [{ kind: "sort_order", child: A, descending: false, nulls: "last" }],
      global: false,
    },
  ],
  ["a limit", form({ case: "limit", value: { input, limit: 1 } }), { kind: "limit", input: R, count: one }],
  [
    "an aggregation",
    form({
      case: "aggregate",
      value: {
        input,
        groupType: 1,
        groupingExpressions: [column("a")],
        aggregateExpressions: [call("sum", column("a"))],
      },
    }),
    {
      kind: "aggregate",
      input: R,
      grouping: [A],
      groupingKind: "group_by",
      groupingSets: [],
      aggregates: [{ kind: "function", nameParts: ["sum"], args: [A] }],
      outputsGrouping: true,
    },
  ],
  [
    "a pivot",
    form({
      case: "aggregate",
      value: { input, groupType: 4, groupingExpressions: [column("a")], pivot: { col: column("a") } },
    }),
    { kind: "pivot", input: R, grouping: [A], column: A, aggregates: [] },
  ],
  [
    "renamed columns of 3.5",
    form({ case: "withColumnsRenamed", value: { input, renameColumnsMap: { a: "b", __proto__x: "c" } } }),
    {
      kind: "with_columns_renamed",
      input: R,
      renames: [
        { from: "a", to: "b" },
        { from: "__proto__x", to: "c" },
      ],
    },
  ],
  [
    "new columns",
    form({ case: "withColumns", value: { input, aliases: [{ expr: column("a"), name: ["x"] }] } }),
    { kind: "with_columns", input: R, aliases: [{ kind: "alias", child: A, names: ["x"] }] },
  ],
  [
    "dropped columns",
    form({ case: "drop", value: { input, columns: [column("a")], columnNames: ["b"] } }),
    { kind: "drop", input: R, columns: [A], names: ["b"] },
  ],
  [
    "distinct rows",
    form({ case: "deduplicate", value: { input, allColumnsAsKeys: true } }),
    { kind: "deduplicate", input: R },
  ],
  [
    "unpivoted rows",
    form({ case: "unpivot", value: { input, ids: [column("a")], variableColumnName: "k", valueColumnName: "v" } }),
    { kind: "unpivot", input: R, ids: [A], aliases: [], variableColumn: "k", valueColumns: ["v"] },
  ],
  [
    "na.fill",
    form({ case: "fillNa", value: { input, cols: ["a"], values: [{ literalType: { case: "integer", value: 1 } }] } }),
    { kind: "fill_na", input: R, columns: ["a"], values: [one] },
  ],
  [
    "show",
    form({ case: "showString", value: { input, numRows: 20, truncate: 20, vertical: false } }),
    { kind: "show_string", input: R, rows: 20, truncate: 20, vertical: false },
  ],
  [
    "a catalog call",
    form({ case: "catalog", value: { catType: { case: "listTables", value: { dbName: "d" } } } }),
    { kind: "catalog", call: { name: "listTables", database: "d" } },
  ],
  [
    "a cached relation",
    form({ case: "cachedLocalRelation", value: { hash: "h" } }),
    { kind: "cached_local_data", hash: "h" },
  ],
  [
    "subqueries' plans",
    form({ case: "withRelations", value: { root: input, references: [range(1n), range(2n)] } }),
    {
      kind: "with_relations",
      root: R,
      references: [
        { ...R, end: "1n" },
        { ...R, end: "2n" },
      ],
    },
  ],
  [
    "what is not supported, by name",
    form({ case: "withWatermark", value: { input } }, 4n),
    { kind: "unsupported", feature: "Structured Streaming (DataFrame.withWatermark)", planId: 4 },
  ],
])("%s", (_name, init, expected) => {
  expect(decode(init)).toEqual(expected);
});

test.each<[string, RelationInit, string]>([
  ["nothing", {}, "CONNECT_INVALID_PLAN"],
  [
    "a filter of nothing",
    form({ case: "filter", value: { condition: column("a") } }),
    "the input of a relation is missing",
  ],
  ["a join without a type", form({ case: "join", value: { left: input, right: input } }), "a join has no type"],
  [
    "a join by two means",
    form({
      case: "join",
      value: { left: input, right: input, joinType: 1, joinCondition: column("a"), usingColumns: ["a"] },
    }),
    "both a condition and USING",
  ],
  [
    "a stream",
    form({
      case: "read",
      value: { isStreaming: true, readType: { case: "namedTable", value: { unparsedIdentifier: "t" } } },
    }),
    "Structured Streaming",
  ],
  [
    "a schema that is no struct",
    form({ case: "read", value: { readType: { case: "dataSource", value: { schema: '"integer"' } } } }),
    "INVALID_SCHEMA.NON_STRUCT_TYPE",
  ],
])("%s is refused", (_name, init, message) => {
  expect(() => decode(init)).toThrow(message);
});

const plan = (command: object) => {
  const message = create(PlanSchema, { opType: { case: "command", value: { commandType: command as never } } });
  return clean(decodePlan(readMessage(PlanSchema, toBinary(PlanSchema, message)), door));
};
const T = { kind: "named_table", nameParts: ["select 1"], options: {} };

test.each<[string, object, unknown]>([
  [
    "SQL of 3.5",
    { case: "sqlCommand", value: { sql: "select 1" } },
    { kind: "sql_command", text: "select 1", statement: { kind: "query", relation: T } },
  ],
  [
    "SQL of 4.0",
    { case: "sqlCommand", value: { input: { relType: { case: "sql", value: { query: "select 1" } } } } },
    { kind: "sql_command", text: "select 1", statement: { kind: "query", relation: T } },
  ],
  [
    "SQL with DataFrames",
    {
      case: "sqlCommand",
      value: {
        input: {
          relType: {
            case: "withRelations",
            value: { root: { relType: { case: "sql", value: { query: "select 1" } } }, references: [input] },
          },
        },
      },
    },
    {
      kind: "sql_command",
      text: "select 1",
      statement: { kind: "query", relation: { kind: "with_relations", root: T, references: [R] } },
    },
  ],
  [
    "a view",
    { case: "createDataframeView", value: { input, name: "v", isGlobal: true, replace: true } },
    { kind: "create_view", nameParts: ["v"], query: R, scope: "global_temp", replace: true, ifNotExists: false },
  ],
  [
    "a write",
    {
      case: "writeOperation",
      value: {
        input,
        source: "parquet",
        saveType: { case: "path", value: "/p" },
        mode: 2,
        partitioningColumns: ["a"],
        options: { k: "v" },
      },
    },
    {
      kind: "write_files",
      input: R,
      format: "parquet",
      path: "/p",
      mode: "overwrite",
      partitionBy: ["a"],
      isPathTwice: false,
      options: { k: "v" },
    },
  ],
  [
    "a write to a table",
    { case: "writeOperation", value: { input, saveType: { case: "table", value: { tableName: "t", saveMethod: 1 } } } },
    expect.objectContaining({ kind: "save_table", nameParts: ["t"], mode: "error_if_exists" }),
  ],
  [
    "a Python function",
    {
      case: "registerFunction",
      value: {
        functionName: "f",
        deterministic: true,
        function: {
          case: "pythonUdf",
          value: {
            outputType: { kind: { case: "unparsed", value: { dataTypeString: "string" } } },
            evalType: 100,
            command: Uint8Array.of(1),
            pythonVer: "3.11",
          },
        },
      },
    },
    {
      kind: "register_python",
      name: "f",
      stands: "among expressions",
      udf: {
        name: "f",
        deterministic: true,
        evalType: 100,
        command: expect.objectContaining({ 0: 1 }),
        pythonVersion: "3.11",
        returns: STRING,
      },
    },
  ],
  ["machine learning", { case: "mlCommand", value: {} }, { kind: "unsupported", feature: "Spark ML" }],
])("the command of %s", (_name, command, expected) => {
  expect(plan(command)).toEqual(expected);
});

test("an uploaded relation is read from its bytes", () => {
  const bytes = toBinary(
    LocalRelationSchema,
    create(LocalRelationSchema, { data: Uint8Array.of(1, 2), schema: "a STRING" }),
  );
  expect(decodeLocalRelationArtifact(bytes, door)).toEqual({
    kind: "local_data",
    streams: [Uint8Array.of(1, 2)],
    schema: { kind: "struct", fields: [{ name: "a", type: STRING, nullable: true }] },
  });
});
