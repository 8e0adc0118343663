import type {
  CachedLocalRelation,
  ChunkedCachedLocalRelation,
  LocalRelation,
} from "../../gen/spark/connect/relations_pb.ts";
import { LocalRelationSchema } from "../../gen/spark/connect/relations_pb.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { SqlDoor } from "../../unresolved/command.ts";
import type { LocalData } from "../../unresolved/relation.ts";
import { consumed } from "../consumed.ts";
import { parseSchemaText } from "../schema-text.ts";
import { readMessage } from "../wire.ts";
import { leaf } from "./table.ts";

function decodeLocal(message: LocalRelation, doors: SqlDoor): LocalData {
  const { $typeName: _t, $unknown: _u, data, schema, ...rest } = message;
  consumed(rest);
  if (data === undefined && schema === undefined)
    throw sparkError("CONNECT_INVALID_PLAN.SCHEMA_REQUIRED_FOR_LOCAL_RELATION", {});
  return {
    kind: "local_data",
    streams: data === undefined ? [] : [data],
    schema: schema === undefined ? undefined : parseSchemaText(schema, doors),
  };
}

/** Rows that came with the plan. */
export const localRelation = leaf<LocalRelation>((message, node, cx) => ({
  ...decodeLocal(message, cx.doors),
  ...node,
}));

/** The artifact behind a {@link cachedLocalRelation}: a LocalRelation message. */
export const decodeLocalRelationArtifact = (bytes: Uint8Array, doors: SqlDoor): LocalData =>
  decodeLocal(readMessage(LocalRelationSchema, bytes), doors);

/** Rows that were uploaded as one artifact. */
export const cachedLocalRelation = leaf<CachedLocalRelation>((message, node) => {
  const { $typeName: _t, $unknown: _u, hash, ...rest } = message;
  consumed(rest);
  return { kind: "cached_local_data", hash, ...node };
});

/** Rows that were uploaded as several artifacts, each an Arrow stream. */
export const chunkedCachedLocalRelation = leaf<ChunkedCachedLocalRelation>((message, node) => {
  const { $typeName: _t, $unknown: _u, dataHashes, schemaHash, ...rest } = message;
  consumed(rest);
  return { kind: "cached_local_data", dataHashes, schemaHash, ...node };
});
