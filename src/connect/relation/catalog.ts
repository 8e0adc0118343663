import type { Catalog, CreateExternalTable, CreateTable } from "../../gen/spark/connect/catalog_pb.ts";
import type { StorageLevel } from "../../gen/spark/connect/common_pb.ts";
import type { Command } from "../../unresolved/command.ts";
import type { CatalogOperation, Relation } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, invalidPlan } from "../context.ts";
import { decodeType } from "../type.ts";
import { leaf, type NodeParts } from "./table.ts";

type Forms = Exclude<Catalog["catType"], { case: undefined }>;
type Form<K extends Forms["case"]> = Extract<Forms, { case: K }>["value"];
type Refused = { readonly unsupported: string };
/** A call that a command does. */
type Does = { readonly command: Command };
type CatalogDecoders = {
  readonly [K in Forms["case"]]: (message: Form<K>, cx: DecodeContext) => CatalogOperation | Refused | Does;
};

const refused = (method: string) => (): Refused => ({ unsupported: `Catalog.${method}` });

const decoders: CatalogDecoders = {
  currentDatabase: () => ({ name: "currentDatabase" }),
  setCurrentDatabase: ({ dbName }) => ({ name: "setCurrentDatabase", database: dbName }),
  listDatabases: ({ pattern }) => ({ name: "listDatabases", pattern }),
  listTables: ({ dbName, pattern }) => ({ name: "listTables", database: dbName, pattern }),
  listFunctions: ({ dbName, pattern }) => ({ name: "listFunctions", database: dbName, pattern }),
  listColumns: ({ tableName, dbName }) => ({ name: "listColumns", table: tableName, database: dbName }),
  getDatabase: ({ dbName }) => ({ name: "getDatabase", database: dbName }),
  getTable: ({ tableName, dbName }) => ({ name: "getTable", table: tableName, database: dbName }),
  getFunction: ({ functionName, dbName }) => ({ name: "getFunction", function: functionName, database: dbName }),
  databaseExists: ({ dbName }) => ({ name: "databaseExists", database: dbName }),
  tableExists: ({ tableName, dbName }) => ({ name: "tableExists", table: tableName, database: dbName }),
  functionExists: ({ functionName, dbName }) => ({ name: "functionExists", function: functionName, database: dbName }),
  dropTempView: ({ viewName }) => ({ name: "dropTempView", view: viewName }),
  dropGlobalTempView: ({ viewName }) => ({ name: "dropGlobalTempView", view: viewName }),
  isCached: ({ tableName }) => ({ name: "isCached", table: tableName }),
  currentCatalog: () => ({ name: "currentCatalog" }),
  setCurrentCatalog: ({ catalogName }) => ({ name: "setCurrentCatalog", catalog: catalogName }),
  listCatalogs: ({ pattern }) => ({ name: "listCatalogs", pattern }),
  createExternalTable: createTable,
  createTable,
  recoverPartitions: ({ tableName }, cx) => ({
    command: {
      kind: "recover_partitions",
      nameParts: cx.doors.parseIdentifier(tableName),
      operation: "recoverPartitions()",
    },
  }),
  cacheTable: ({ tableName, storageLevel }) => ({
    name: "cacheTable",
    table: tableName,
    level: storageLevel === undefined ? undefined : withoutNames(storageLevel),
  }),
  uncacheTable: ({ tableName }) => ({ name: "uncacheTable", table: tableName }),
  clearCache: () => ({ name: "clearCache" }),
  refreshTable: ({ tableName }) => ({ name: "refreshTable", table: tableName }),
  refreshByPath: ({ path }) => ({ name: "refreshByPath", path }),
  dropTable: ({ tableName, ifExists }, cx) => ({
    command: { kind: "drop_table", nameParts: cx.doors.parseIdentifier(tableName), ifExists },
  }),
  dropView: ({ viewName, ifExists }, cx) => ({
    command: { kind: "drop_view", nameParts: cx.doors.parseIdentifier(viewName), ifExists },
  }),
  createDatabase: ({ dbName, ifNotExists, properties }, cx) => {
    const { comment, location, ...others } = properties;
    const nameParts = cx.doors.parseIdentifier(dbName);
    return { command: { kind: "create_database", nameParts, ifNotExists, comment, location, properties: others } };
  },
  dropDatabase: ({ dbName, ifExists, cascade }, cx) => ({
    command: { kind: "drop_database", nameParts: cx.doors.parseIdentifier(dbName), ifExists, cascade },
  }),
  listPartitions: refused("listPartitions"),
  listViews: refused("listViews"),
  getTableProperties: refused("getTableProperties"),
  getCreateTableString: refused("getCreateTableString"),
  truncateTable: ({ tableName }, cx) => ({
    command: { kind: "truncate_table", nameParts: cx.doors.parseIdentifier(tableName) },
  }),
  analyzeTable: refused("analyzeTable"),
};

function createTable(message: CreateTable | CreateExternalTable, cx: DecodeContext): Does {
  const schema = message.schema === undefined ? undefined : decodeType(message.schema, cx.doors);
  return {
    command: {
      kind: "create_table",
      nameParts: cx.doors.parseIdentifier(message.tableName),
      columns: schema?.kind === "struct" ? schema.fields : [],
      provider: message.source,
      options: { ...message.options },
      properties: {},
      partitionBy: [],
      comment: "description" in message ? message.description : undefined,
      location: message.path,
      ifNotExists: false,
    },
  };
}

const withoutNames = ({ $typeName: _t, $unknown: _u, ...level }: StorageLevel) => level;

/** A call of `spark.catalog`. */
export const catalog = leaf<Catalog>((message, node: NodeParts, cx): Relation => {
  const { $typeName: _t, $unknown: _u, catType, ...rest } = message;
  consumed(rest);
  if (catType.case === undefined) throw invalidPlan("a catalog operation has no type");
  const decode = decoders[catType.case] as (value: unknown, cx: DecodeContext) => CatalogOperation | Refused | Does;
  const call = decode(catType.value, cx);
  if ("command" in call) return { kind: "command_rows", command: call.command, ...node };
  return "unsupported" in call
    ? { kind: "unsupported", feature: call.unsupported, ...node }
    : { kind: "catalog", call, ...node };
});
