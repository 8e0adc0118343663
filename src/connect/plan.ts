import type { Plan, Plan_CompressedOperation } from "../gen/spark/connect/base_pb.ts";
import { CompressionCodec, Plan_CompressedOperation_OpType } from "../gen/spark/connect/base_pb.ts";
import type { Command as PbCommand } from "../gen/spark/connect/commands_pb.ts";
import { CommandSchema } from "../gen/spark/connect/commands_pb.ts";
import type { Relation as PbRelation } from "../gen/spark/connect/relations_pb.ts";
import { RelationSchema } from "../gen/spark/connect/relations_pb.ts";
import { SparkError, sparkError } from "../errors/spark-error.ts";
import type { Command, SqlDoor } from "../unresolved/command.ts";
import type { Relation } from "../unresolved/relation.ts";
import { decodeCommand } from "./command.ts";
import { oneofNotSet } from "./context.ts";
import { decodeContext } from "./expression/index.ts";
import { decodeRelation as decodeRelationIn } from "./relation/index.ts";
import { readMessage } from "./wire.ts";
import { unpackZstd, ZstdFault } from "./zstd.ts";

/** Bytes that a compressed plan may have when it is unpacked: the size of the greatest message. */
const MAX_PLAN_BYTES = 128 * 1024 * 1024;

/** A plan with its compression undone. */
export type OpenPlan =
  | { readonly case: "root"; readonly value: PbRelation }
  | { readonly case: "command"; readonly value: PbCommand };

/** Undoes a plan's compression. What cannot be read is CONNECT_INVALID_PLAN.CANNOT_PARSE, which turns compression off in clients. */
export function openPlan(plan: Plan | undefined): OpenPlan {
  const { opType } = plan ?? { opType: { case: undefined } };
  switch (opType.case) {
    case "root":
    case "command":
      return opType;
    case "compressedOperation":
      return unpack(opType.value);
    case undefined:
      throw oneofNotSet("Plan", "OPTYPE");
  }
}

function unpack({ data, opType, compressionCodec: codec }: Plan_CompressedOperation): OpenPlan {
  const cannot = (errorMsg: string, cause?: unknown) =>
    sparkError("CONNECT_INVALID_PLAN.CANNOT_PARSE", { errorMsg }, { cause });
  if (codec !== CompressionCodec.ZSTD) {
    const name = codec === CompressionCodec.UNSPECIFIED ? "COMPRESSION_CODEC_UNSPECIFIED" : "UNRECOGNIZED";
    const fullName = "spark.connect.CompressionCodec";
    throw sparkError("CONNECT_INVALID_PLAN.INVALID_ENUM", { fullName, name, number: String(codec) });
  }
  let bytes: Uint8Array;
  try {
    bytes = unpackZstd(data, MAX_PLAN_BYTES);
  } catch (cause) {
    if (!(cause instanceof ZstdFault)) throw cause;
    throw cannot(cause.message, cause);
  }
  try {
    switch (opType) {
      case Plan_CompressedOperation_OpType.RELATION:
        return { case: "root", value: readMessage(RelationSchema, bytes) };
      case Plan_CompressedOperation_OpType.COMMAND:
        return { case: "command", value: readMessage(CommandSchema, bytes) };
    }
  } catch (cause) {
    if (!(cause instanceof SparkError) || cause.condition !== "CONNECT_INVALID_PLAN") throw cause;
    throw cannot(cause.message, cause);
  }
  throw cannot("it does not say what it holds");
}

/** A plan as a command: a relation is a query. Throws SparkErrors only. */
export function decodePlan(plan: Plan | undefined, doors: SqlDoor): Command {
  const open = openPlan(plan);
  return open.case === "root"
    ? { kind: "query", relation: decodeRelation(open.value, doors) }
    : decodeCommand(open.value, decodeContext(doors));
}

/** A relation of the protocol as an unresolved one. Throws SparkErrors only. */
export const decodeRelation = (relation: PbRelation, doors: SqlDoor): Relation =>
  decodeRelationIn(relation, decodeContext(doors));

/** A plan that must be a relation: what AnalyzePlan asks about. */
export function decodeQuery(plan: Plan | undefined, doors: SqlDoor): Relation {
  const open = plan?.opType.case === undefined ? undefined : openPlan(plan);
  // As Spark has it: of any other plan the relation is read, which is empty.
  if (open?.case !== "root") throw oneofNotSet("Relation", "RELTYPE");
  return decodeRelation(open.value, doors);
}
