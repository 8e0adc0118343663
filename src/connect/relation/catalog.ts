import type { Catalog } from "../../gen/spark/connect/catalog_pb.ts";
import type { StorageLevel } from "../../gen/spark/connect/common_pb.ts";
import type { CatalogOperation, Relation } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { invalidPlan } from "../context.ts";
import { leaf, type NodeParts } from "./table.ts";

type Forms = Exclude<Catalog["catType"], { case: undefined }>;
type Form<K extends Forms["case"]> = Extract<Forms, { case: K }>["value"];
type Refused = { readonly unsupported: string };
type CatalogDecoders = { readonly [K in Forms["case"]]: (message: Form<K>) => CatalogOperation | Refused };

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
  createExternalTable: refused("createExternalTable"),
  createTable: refused("createTable"),
  recoverPartitions: refused("recoverPartitions"),
  cacheTable: ({ tableName, storageLevel }) => ({
    name: "cacheTable",
    table: tableName,
    level: storageLevel === undefined ? undefined : withoutNames(storageLevel),
  }),
  uncacheTable: ({ tableName }) => ({ name: "uncacheTable", table: tableName }),
  clearCache: () => ({ name: "clearCache" }),
  refreshTable: ({ tableName }) => ({ name: "refreshTable", table: tableName }),
  refreshByPath: ({ path }) => ({ name: "refreshByPath", path }),
  dropTable: refused("dropTable"),
  dropView: refused("dropView"),
  createDatabase: refused("createDatabase"),
  dropDatabase: refused("dropDatabase"),
  listPartitions: refused("listPartitions"),
  listViews: refused("listViews"),
  getTableProperties: refused("getTableProperties"),
  getCreateTableString: refused("getCreateTableString"),
  truncateTable: refused("truncateTable"),
  analyzeTable: refused("analyzeTable"),
};

const withoutNames = ({ $typeName: _t, $unknown: _u, ...level }: StorageLevel) => level;

/** A call of `spark.catalog`. */
export const catalog = leaf<Catalog>((message, node: NodeParts): Relation => {
  const { $typeName: _t, $unknown: _u, catType, ...rest } = message;
  consumed(rest);
  if (catType.case === undefined) throw invalidPlan("a catalog operation has no type");
  const decode = decoders[catType.case] as (value: unknown) => CatalogOperation | Refused;
  const call = decode(catType.value);
  return "unsupported" in call
    ? { kind: "unsupported", feature: call.unsupported, ...node }
    : { kind: "catalog", call, ...node };
});
