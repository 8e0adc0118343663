import type { Relation } from "../../unresolved/relation.ts";
import type { Range, Read, SQL, UnresolvedTableValuedFunction } from "../../gen/spark/connect/relations_pb.ts";
import { unsupported } from "../../errors/spark-error.ts";
import { consumed } from "../consumed.ts";
import { decodeExpressions, invalidPlan } from "../context.ts";
import { readText } from "../sql-text.ts";
import { sqlArguments } from "../sql-arguments.ts";
import { parseStructText } from "../schema-text.ts";
import { leaf } from "./table.ts";

/** `spark.table`, `spark.read.load`. */
export const read = leaf<Read>((message, node, cx) => {
  const { $typeName: _t, $unknown: _u, readType, isStreaming, ...rest } = message;
  consumed(rest);
  if (isStreaming) throw unsupported("Structured Streaming (spark.readStream)");
  switch (readType.case) {
    case "namedTable": {
      const { $typeName: _nt, $unknown: _nu, unparsedIdentifier, options, ...others } = readType.value;
      consumed(others);
      return {
        kind: "named_table",
        nameParts: cx.doors.parseIdentifier(unparsedIdentifier),
        options: { ...options },
        ...node,
      };
    }
    case "dataSource": {
      const {
        $typeName: _nt,
        $unknown: _nu,
        format,
        schema,
        options,
        paths,
        predicates,
        sourceName: _name,
        ...others
      } = readType.value;
      consumed(others);
      if (predicates.length > 0) throw unsupported("reading from JDBC");
      return {
        kind: "file_read",
        format: format === "" ? undefined : format,
        schema: schema === undefined || schema === "" ? undefined : parseStructText(schema, cx.doors),
        options: { ...options },
        paths,
        ...node,
      };
    }
    case undefined:
      throw invalidPlan("a read names neither a table nor files");
  }
});

/** `spark.range`. */
export const range = leaf<Range>((message, node) => {
  const { $typeName: _t, $unknown: _u, start, end, step, numPartitions, ...rest } = message;
  consumed(rest);
  return { kind: "range", start: start ?? 0n, end, step, partitions: numPartitions ?? "default", ...node };
});

/** A query in SQL. */
export const sql = leaf<SQL>((message, node, cx) => {
  const { $typeName: _t, $unknown: _u, query, args, posArgs, namedArguments, posArguments, ...rest } = message;
  consumed(rest);
  const given = sqlArguments({ args, posArgs, namedArguments, posArguments }, cx);
  const read = (): Relation => cx.doors.parseQuery(query, given);
  const relation = readText(query, given, cx, read, (made, sqlText) => ({ ...made, sqlText }));
  return { ...relation, planId: node.planId ?? relation.planId };
});

/** `spark.tvf.…`. */
export const tableFunction = leaf<UnresolvedTableValuedFunction>((message, node, cx) => {
  const { $typeName: _t, $unknown: _u, functionName, arguments: args, ...rest } = message;
  consumed(rest);
  return { kind: "table_function", nameParts: [functionName], args: decodeExpressions(args, cx), ...node };
});
