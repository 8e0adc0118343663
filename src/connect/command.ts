import type {
  CheckpointCommand,
  Command as PbCommand,
  CreateDataFrameViewCommand,
  SqlCommand,
  WriteOperation,
  WriteOperationV2,
} from "../gen/spark/connect/commands_pb.ts";
import {
  WriteOperation_SaveMode,
  WriteOperation_SaveTable_TableSaveMethod,
  WriteOperationV2_Mode,
} from "../gen/spark/connect/commands_pb.ts";
import { SparkError, sparkError, unsupported } from "../errors/spark-error.ts";
import type { Command, SqlArguments } from "../unresolved/command.ts";
import type { SaveMode } from "../unresolved/table-command.ts";
import type { Relation } from "../unresolved/relation.ts";
import { consumed } from "./consumed.ts";
import { type DecodeContext, invalidPlan, oneofNotSet, required } from "./context.ts";
import { pythonFunction } from "./expression/python.ts";
import { decodeRelation } from "./relation/index.ts";
import { pythonTableFunction } from "./relation/python.ts";
import { sqlArguments } from "./sql-arguments.ts";
import { readText } from "./sql-text.ts";

type Forms = Exclude<PbCommand["commandType"], { case: undefined }>;
type Form<K extends Forms["case"]> = Extract<Forms, { case: K }>["value"];
type CommandDecoders = { readonly [K in Forms["case"]]: (message: Form<K>, cx: DecodeContext) => Command };

const refused = (feature: string) => (): Command => ({ kind: "unsupported", feature });

const decoders: CommandDecoders = {
  sqlCommand,
  createDataframeView: createView,
  writeOperation,
  writeOperationV2,
  registerFunction: (message, cx) => {
    // There are no Java classes here, whatever their names.
    const { function: form, functionName: name } = message;
    if (form.case === "javaUdf") throw sparkError("_LEGACY_ERROR_TEMP_1329", { className: form.value.className });
    return { kind: "register_python", name, stands: "among expressions", udf: pythonFunction(message, cx) };
  },
  registerTableFunction: (message, cx) => ({
    kind: "register_python",
    name: message.functionName,
    stands: "in FROM",
    udf: pythonTableFunction(message, cx),
  }),
  registerDataSource: ({ name, dataSource }) => {
    if (dataSource.case !== "pythonDataSource") throw invalidPlan(`the data source ${name} has no code`);
    const { $typeName: _t, $unknown: _u, command, pythonVer, ...rest } = dataSource.value;
    consumed(rest);
    return { kind: "register_python_source", source: { name, command, pythonVersion: pythonVer } };
  },
  writeStreamOperationStart: refused("Structured Streaming (DataFrame.writeStream)"),
  streamingQueryCommand: refused("Structured Streaming"),
  streamingQueryManagerCommand: refused("Structured Streaming (spark.streams)"),
  streamingQueryListenerBusCommand: refused("Structured Streaming (listeners)"),
  getResourcesCommand: refused("spark.resources"),
  createResourceProfileCommand: refused("resource profiles"),
  checkpointCommand,
  removeCachedRemoteRelationCommand: ({ relation }) => ({
    kind: "remove_checkpoint",
    id: required(relation, "the DataFrame to remove").relationId,
  }),
  mergeIntoTableCommand: refused("DataFrame.mergeInto"),
  mlCommand: refused("Spark ML"),
  executeExternalCommand: refused("spark.executeCommand"),
  pipelineCommand: refused("Declarative Pipelines"),
  extension: ({ typeUrl }) => {
    throw sparkError("CONNECT_INVALID_PLAN.NO_HANDLER_FOR_EXTENSION", { extensionTypeUrl: typeUrl });
  },
};

/** A command of the protocol as an unresolved one. */
export function decodeCommand(message: PbCommand, cx: DecodeContext): Command {
  const { $typeName: _t, $unknown: _u, commandType, ...rest } = message;
  consumed(rest);
  if (commandType.case === undefined) throw oneofNotSet("Command", "COMMANDTYPE");
  const decode = decoders[commandType.case] as (value: unknown, cx: DecodeContext) => Command;
  return decode(commandType.value, cx);
}

/** Text up to 3.5; a relation from 4.0 on: the text itself, or with DataFrames that it names. */
/** A text with its arguments. */
function sqlText(text: string, given: SqlArguments | undefined, cx: DecodeContext): Command {
  const read = (): Command => cx.doors.parseStatement(text, given);
  const statement = readText(text, given, cx, read, (made, from) =>
    made.kind === "query" ? { ...made, relation: { ...made.relation, sqlText: from } } : made,
  );
  return { kind: "sql_command", statement, text };
}

function sqlCommand(message: SqlCommand, cx: DecodeContext): Command {
  const { $typeName: _t, $unknown: _u, sql, args, posArgs, namedArguments, posArguments, input, ...rest } = message;
  consumed(rest);
  if (input === undefined) {
    return sqlText(sql, sqlArguments({ args, posArgs, namedArguments, posArguments }, cx), cx);
  }
  const { relType } = input;
  if (relType.case === "sql") {
    return sqlText(relType.value.query, sqlArguments(relType.value, cx), cx);
  }
  const root = relType.case === "withRelations" ? relType.value.root?.relType : undefined;
  if (relType.case !== "withRelations" || root?.case !== "sql") throw invalidPlan("a SQL command holds no SQL text");
  const statement = cx.doors.parseStatement(root.value.query, sqlArguments(root.value, cx));
  const references = relType.value.references.map((reference) => decodeRelation(reference, cx));
  return { kind: "sql_command", statement: withReferences(statement, references), text: root.value.query };
}

/** The statement whose query names DataFrames. */
function withReferences(statement: Command, references: readonly Relation[]): Command {
  const over = (root: Relation): Relation => ({ kind: "with_relations", root, references });
  switch (statement.kind) {
    case "query":
      return { ...statement, relation: over(statement.relation) };
    case "create_view":
    case "describe_query":
      return { ...statement, query: over(statement.query) };
    case "explain":
      return { ...statement, statement: withReferences(statement.statement, references) };
    default:
      throw unsupported(`DataFrames as arguments of the SQL command ${statement.kind}`);
  }
}

function checkpointCommand(message: CheckpointCommand, cx: DecodeContext): Command {
  // Where its blocks lie is Spark's affair: rows are kept in memory, and on disk where that runs short.
  const { $typeName: _t, $unknown: _u, relation, local, eager, storageLevel: _level, ...rest } = message;
  consumed(rest);
  return { kind: "checkpoint", input: decodeRelation(required(relation, "the DataFrame to keep"), cx), local, eager };
}

function createView(message: CreateDataFrameViewCommand, cx: DecodeContext): Command {
  const { $typeName: _t, $unknown: _u, input, name, isGlobal, replace, ...rest } = message;
  consumed(rest);
  return {
    kind: "create_view",
    nameParts: viewName(name, cx),
    query: decodeRelation(required(input, "the DataFrame of a view"), cx),
    scope: isGlobal ? "global_temp" : "temp",
    replace,
    ifNotExists: false,
  };
}

/** The parts of a view's name; what is wrong with it is not told (`SparkConnectPlanner.handleCreateViewCommand`). */
function viewName(name: string, cx: DecodeContext): readonly string[] {
  try {
    return cx.doors.parseIdentifier(name);
  } catch (cause) {
    throw cause instanceof SparkError ? sparkError("_LEGACY_ERROR_TEMP_1321", { viewName: name }, { cause }) : cause;
  }
}

function saveMode(mode: WriteOperation_SaveMode): SaveMode {
  switch (mode) {
    case WriteOperation_SaveMode.APPEND:
      return "append";
    case WriteOperation_SaveMode.OVERWRITE:
      return "overwrite";
    case WriteOperation_SaveMode.UNSPECIFIED:
    case WriteOperation_SaveMode.ERROR_IF_EXISTS:
      return "error_if_exists";
    case WriteOperation_SaveMode.IGNORE:
      return "ignore";
  }
  throw invalidPlan(`${String(mode)} is no save mode`);
}

function writeOperation(message: WriteOperation, cx: DecodeContext): Command {
  const { $typeName: _t, $unknown: _u, input, source, saveType, mode, sortColumnNames, ...more } = message;
  const { partitioningColumns, bucketBy, options, clusteringColumns, withSchemaEvolution, ...rest } = more;
  consumed(rest);
  // How rows are clustered is a catalog's business: files are written without, as Spark writes them.
  const clustered = clusteringColumns.length > 0;
  if (clustered && partitioningColumns.length > 0) {
    throw sparkError("SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED", {});
  }
  if (clustered && bucketBy !== undefined) throw sparkError("SPECIFY_CLUSTER_BY_WITH_BUCKETING_IS_NOT_ALLOWED", {});
  // Buckets are a layout that speeds Spark's joins up: tables take them without, and paths do not.
  const isSorted = sortColumnNames.length > 0;
  if (isSorted && bucketBy === undefined) throw sparkError("SORT_BY_WITHOUT_BUCKETING", {});
  if (bucketBy !== undefined && saveType.case !== "table")
    throw sparkError(isSorted ? "_LEGACY_ERROR_TEMP_1313" : "_LEGACY_ERROR_TEMP_1312", { operation: "save" });
  if (withSchemaEvolution) throw unsupported("DataFrameWriter.withSchemaEvolution");
  if (saveType.case === "table") {
    const nameParts = cx.doors.parseIdentifier(saveType.value.tableName);
    const rows = decodeRelation(required(input, "the DataFrame that is written"), cx);
    if (saveType.value.saveMethod === WriteOperation_SaveTable_TableSaveMethod.INSERT_INTO) {
      if (partitioningColumns.length > 0)
        throw sparkError("PARTITION_BY_NOT_ALLOWED_WITH_INSERT_INTO", { tableName: nameParts.join(".") });
      const overwrite = mode === WriteOperation_SaveMode.OVERWRITE;
      return { kind: "insert", nameParts, input: rows, overwrite, byName: false, partition: [], ifNotExists: false };
    }
    return {
      kind: "save_table",
      nameParts,
      input: rows,
      format: source === "" ? undefined : source,
      mode: saveMode(mode),
      partitionBy: partitioningColumns,
      clusterBy: clustered ? clusteringColumns.map((name) => cx.doors.parseIdentifier(name)) : undefined,
      options: { ...options },
      properties: {},
    };
  }
  const format = source === "" ? undefined : source;
  const { path: optionPath, ...others } = { ...options };
  const isSaved = saveType.case === "path";
  const path = isSaved ? saveType.value : optionPath;
  if (clustered && path === undefined) throw unsupported("DataFrameWriter.clusterBy with the data source noop");
  return {
    kind: "write_files",
    input: decodeRelation(required(input, "the DataFrame that is written"), cx),
    format,
    path: path ?? "",
    mode: saveMode(mode),
    partitionBy: partitioningColumns,
    isPathTwice: isSaved && optionPath !== undefined,
    options: others,
  };
}

/** The session catalog's tables are of Spark's first interface: those can be created, and nothing else. */
function writeOperationV2(message: WriteOperationV2, cx: DecodeContext): Command {
  const { $typeName: _t, $unknown: _u, input, tableName, provider, partitioningColumns, options, ...more } = message;
  const {
    tableProperties,
    mode,
    overwriteCondition: _condition,
    clusteringColumns,
    withSchemaEvolution,
    ...rest
  } = more;
  consumed(rest);
  if (withSchemaEvolution) throw unsupported("DataFrameWriterV2.withSchemaEvolution");
  const nameParts = cx.doors.parseIdentifier(tableName);
  const query = decodeRelation(required(input, "the DataFrame that is written"), cx);
  switch (mode) {
    case WriteOperationV2_Mode.CREATE: {
      const partitionBy = partitioningColumns.map((e) => {
        const column = cx.expression(e);
        if (column.kind === "attribute") return column.nameParts.join(".");
        throw unsupported("partition transforms of DataFrame.writeTo");
      });
      const clusterBy = clusteringColumns.map((name) => cx.doors.parseIdentifier(name));
      if (clusterBy.length > 0 && partitionBy.length > 0)
        throw sparkError("SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED", {});
      const clustered = clusterBy.length > 0 ? { clusterBy } : {};
      const made = {
        ...clustered,
        columns: [],
        partitionBy,
        options: { ...options },
        properties: { ...tableProperties },
      };
      return {
        kind: "create_table",
        nameParts,
        provider: provider === "" ? undefined : provider,
        ...made,
        ifNotExists: false,
        query,
      };
    }
    case WriteOperationV2_Mode.REPLACE:
    case WriteOperationV2_Mode.CREATE_OR_REPLACE:
      return { kind: "refuse_table_write", nameParts, operation: "REPLACE TABLE AS SELECT" };
    default:
      return { kind: "refuse_table_write", nameParts };
  }
}
