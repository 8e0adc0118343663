import * as zlib from "node:zlib";
import type { Plan, Plan_CompressedOperation } from "../gen/spark/connect/base_pb.ts";
import { CompressionCodec, Plan_CompressedOperation_OpType } from "../gen/spark/connect/base_pb.ts";
import type { Command as PbCommand } from "../gen/spark/connect/commands_pb.ts";
import { CommandSchema } from "../gen/spark/connect/commands_pb.ts";
import type { Relation as PbRelation } from "../gen/spark/connect/relations_pb.ts";
import { RelationSchema } from "../gen/spark/connect/relations_pb.ts";
import { sparkError } from "../errors/spark-error.ts";
import type { Command, SqlDoor } from "../unresolved/command.ts";
import type { Relation } from "../unresolved/relation.ts";
import { decodeCommand } from "./command.ts";
import { invalidPlan, required } from "./context.ts";
import { decodeContext } from "./expression/index.ts";
import { decodeRelation as decodeRelationIn } from "./relation/index.ts";
import { readMessage } from "./wire.ts";

/** Bytes that a compressed plan may have when it is unpacked: the size of the greatest message. */
const MAX_PLAN_BYTES = 128 * 1024 * 1024;

type Decompress = (data: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** Absent before Node 22.15. */
const decompressZstd: Decompress | undefined = (zlib as unknown as { readonly zstdDecompressSync?: Decompress })
  .zstdDecompressSync;

/** Whether this Node can unpack the plans that clients from 4.1 on compress; if not they must be told not to. */
export const unpacksPlans: boolean = decompressZstd !== undefined;

/** A plan with its compression undone. */
export type OpenPlan =
  | { readonly case: "root"; readonly value: PbRelation }
  | { readonly case: "command"; readonly value: PbCommand };

/** Undoes a plan's compression. What cannot be read is CONNECT_INVALID_PLAN.CANNOT_PARSE, which turns compression off in clients. */
export function openPlan(plan: Plan | undefined): OpenPlan {
  const { opType } = required(plan, "the plan");
  switch (opType.case) {
    case "root":
    case "command":
      return opType;
    case "compressedOperation":
      return unpack(opType.value);
    case undefined:
      throw invalidPlan("the plan holds neither a relation nor a command");
  }
}

function unpack({ data, opType, compressionCodec }: Plan_CompressedOperation): OpenPlan {
  const cannot = (errorMsg: string, cause?: unknown) =>
    sparkError("CONNECT_INVALID_PLAN.CANNOT_PARSE", { errorMsg }, { cause });
  if (compressionCodec !== CompressionCodec.ZSTD) throw cannot("its compression is not known");
  if (decompressZstd === undefined) throw cannot("this server cannot unpack ZSTD");
  let bytes: Uint8Array;
  try {
    bytes = decompressZstd(data, { maxOutputLength: MAX_PLAN_BYTES });
  } catch (cause) {
    throw cannot("it is no ZSTD frame of an allowed size", cause);
  }
  switch (opType) {
    case Plan_CompressedOperation_OpType.RELATION:
      return { case: "root", value: readMessage(RelationSchema, bytes) };
    case Plan_CompressedOperation_OpType.COMMAND:
      return { case: "command", value: readMessage(CommandSchema, bytes) };
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
  const open = openPlan(plan);
  if (open.case !== "root") throw invalidPlan("a relation is expected, not a command");
  return decodeRelation(open.value, doors);
}
