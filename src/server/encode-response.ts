import { toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { ExecutePlanResponse, ExecutePlanResponse_ArrowBatch } from "../gen/spark/connect/base_pb.ts";
import { ExecutePlanResponseSchema } from "../gen/spark/connect/base_pb.ts";
import type { Outgoing } from "./grpc/frames.ts";

const ARROW_BATCH = 2;
const BATCH = { rowCount: 1, data: 2, startOffset: 3, chunkIndex: 4, chunkCount: 5 } as const;

/** A response as bytes. A batch's Arrow data is not copied: it comes last, and is the tail. */
export function encodeResponse(response: ExecutePlanResponse): Outgoing {
  const { responseType } = response;
  if (responseType.case !== "arrowBatch") return { head: toBinary(ExecutePlanResponseSchema, response) };
  const rest = toBinary(ExecutePlanResponseSchema, { ...response, responseType: { case: undefined } });
  const { data } = responseType.value;
  const before = batchFields(responseType.value);
  const writer = new BinaryWriter().raw(rest);
  writer
    .tag(ARROW_BATCH, WireType.LengthDelimited)
    .uint32(before.length + data.length)
    .raw(before);
  return { head: writer.finish(), tail: data };
}

/** All of a batch up to the bytes of its data. */
function batchFields({
  rowCount,
  data,
  startOffset,
  chunkIndex,
  numChunksInBatch,
}: ExecutePlanResponse_ArrowBatch): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(BATCH.rowCount, WireType.Varint).int64(rowCount);
  if (startOffset !== undefined) writer.tag(BATCH.startOffset, WireType.Varint).int64(startOffset);
  if (chunkIndex !== undefined) writer.tag(BATCH.chunkIndex, WireType.Varint).int64(chunkIndex);
  if (numChunksInBatch !== undefined) writer.tag(BATCH.chunkCount, WireType.Varint).int64(numChunksInBatch);
  return writer.tag(BATCH.data, WireType.LengthDelimited).uint32(data.length).finish();
}
