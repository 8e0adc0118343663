import type {
  Deduplicate,
  Drop,
  Project,
  ToDF,
  ToSchema,
  Transpose,
  Unpivot,
  WithColumns,
  WithColumnsRenamed,
} from "../../gen/spark/connect/relations_pb.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Relation } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { decodeExpressions, invalidPlan, required } from "../context.ts";
import { decodeAlias } from "../expression/composite.ts";
import { decodeType } from "../type.ts";
import { type RelationDecoder, unary } from "./table.ts";

const oneRow: Relation = { kind: "one_row" };

/** SELECT; without an input, over one row of no columns. */
export const project: RelationDecoder<Project> = {
  inputs: ({ input }) => (input === undefined ? [] : [input]),
  build: (message, [input], node, cx) => {
    const { $typeName: _t, $unknown: _u, input: _i, expressions, ...rest } = message;
    consumed(rest);
    return { kind: "project", input: input ?? oneRow, expressions: decodeExpressions(expressions, cx), ...node };
  },
};

export const withColumns = unary<WithColumns>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, aliases, ...rest } = message;
  consumed(rest);
  const decoded = aliases.map((alias) => decodeAlias(alias, undefined, cx));
  if (decoded.some((alias) => alias.names.length !== 1)) throw invalidPlan("a column of withColumns has not one name");
  return { kind: "with_columns", input, aliases: decoded, ...node };
});

/** 3.5 sends a map, later clients a list. */
export const withColumnsRenamed = unary<WithColumnsRenamed>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, renameColumnsMap, renames, ...rest } = message;
  consumed(rest);
  const pairs = [
    ...renames.map(({ colName, newColName }) => ({ from: colName, to: newColName })),
    ...Object.entries(renameColumnsMap).map(([from, to]) => ({ from, to })),
  ];
  return { kind: "with_columns_renamed", input, renames: pairs, ...node };
});

export const drop = unary<Drop>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, columns, columnNames, ...rest } = message;
  consumed(rest);
  return { kind: "drop", input, columns: decodeExpressions(columns, cx), names: columnNames, ...node };
});

export const deduplicate = unary<Deduplicate>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, columnNames, allColumnsAsKeys, withinWatermark, ...rest } = message;
  consumed(rest);
  const all = allColumnsAsKeys ?? false;
  if (all && columnNames.length > 0) throw invalidPlan("a deduplication has both all columns and some as keys");
  if (!all && columnNames.length === 0) {
    throw sparkError("CONNECT_INVALID_PLAN.DEDUPLICATE_REQUIRES_COLUMNS_OR_ALL", {});
  }
  return { kind: "deduplicate", input, columns: all ? undefined : columnNames, withinWatermark, ...node };
});

export const toDf = unary<ToDF>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, columnNames, ...rest } = message;
  consumed(rest);
  return { kind: "to_df", input, names: columnNames, ...node };
});

export const toSchema = unary<ToSchema>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, schema, ...rest } = message;
  consumed(rest);
  const type = decodeType(required(schema, "the schema of DataFrame.to"), cx.doors);
  if (type.kind !== "struct") throw invalidPlan("the schema of DataFrame.to is no struct");
  return { kind: "to_schema", input, schema: type, ...node };
});

export const unpivot = unary<Unpivot>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, ids, values, variableColumnName, valueColumnName, ...rest } = message;
  consumed(rest);
  return {
    kind: "unpivot",
    input,
    ids: decodeExpressions(ids, cx),
    values: values?.values.map((value) => [cx.expression(value)]),
    aliases: [],
    variableColumn: variableColumnName,
    valueColumns: [valueColumnName],
    ...node,
  };
});

export const transpose = unary<Transpose>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, indexColumns, ...rest } = message;
  consumed(rest);
  if (indexColumns.length > 1) throw invalidPlan("a transposition has several index columns");
  const [index] = indexColumns;
  return { kind: "transpose", input, index: index === undefined ? undefined : cx.expression(index), ...node };
});
