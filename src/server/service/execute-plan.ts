import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import type { Command as PbCommand, SqlCommand } from "../../gen/spark/connect/commands_pb.ts";
import type { ExecutePlanRequest, ExecutePlanResponse } from "../../gen/spark/connect/base_pb.ts";
import type { Relation } from "../../gen/spark/connect/relations_pb.ts";
import { RelationSchema, SQLSchema } from "../../gen/spark/connect/relations_pb.ts";
import { decodePlan } from "../../connect/plan.ts";
import { encodeType } from "../../connect/type.ts";
import { keptBytes, rawFields } from "../../connect/wire.ts";
import { invalidPlan } from "../../connect/context.ts";
import type { EngineEvent, EngineSession } from "../../engine/api.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Produced } from "../operation.ts";
import { checkedHandle } from "../session.ts";
import { asSparkError } from "../status.ts";
import type { ServiceContext, StreamHandler } from "./call.ts";
import { chunkSize, chunksOf } from "./chunks.ts";

interface Options {
  readonly reattachable: boolean;
  /** Bytes of a chunk where the client takes batches in pieces. */
  readonly chunkBytes: number | undefined;
}

function optionsOf(request: ExecutePlanRequest): Options {
  let reattachable = false;
  let chunkBytes: number | undefined;
  for (const { requestOption } of request.requestOptions) {
    if (requestOption.case === "reattachOptions") ({ reattachable } = requestOption.value);
    else if (requestOption.case === "resultChunkingOptions" && requestOption.value.allowArrowBatchChunking) {
      chunkBytes = chunkSize(requestOption.value.preferredArrowChunkSize);
    }
  }
  return { reattachable, chunkBytes };
}

function checkedTags(tags: readonly string[]): readonly string[] {
  for (const tag of tags) {
    if (tag === "" || tag.includes(",")) throw invalidPlan("an operation tag is empty or has a comma");
  }
  return tags;
}

/** Runs a plan: begins an operation and reads it on this call's stream. */
export const executePlan =
  ({ sessions, log }: ServiceContext): StreamHandler<ExecutePlanRequest, ExecutePlanResponse> =>
  (request, call) => {
    const session = sessions.open(request);
    const engine = session.engine(request.clientType);
    const options = optionsOf(request);
    const operation = session.begin({
      id: request.operationId === undefined ? randomUUID() : checkedHandle(request.operationId),
      tags: checkedTags(request.tags),
      reattachable: options.reattachable,
      produce: (signal) => produce(request, engine, options, signal),
    });
    call.mayEndEarly = operation.reattachable;
    const stream = operation.read(undefined, call.signal);
    operation.start((reason) => asSparkError(reason, log));
    return stream;
  };

/** The command's events as responses. Decodes here, so that a client learns of a bad plan as of any other error. */
async function* produce(
  request: ExecutePlanRequest,
  engine: EngineSession,
  options: Options,
  signal: AbortSignal,
): AsyncGenerator<Produced> {
  const command = decodePlan(request.plan, engine.door);
  let schema: StructType | undefined;
  let offset = 0n;
  for await (const event of engine.run(command, { signal })) {
    switch (event.kind) {
      case "schema":
        ({ schema } = event);
        break;
      case "batch":
        yield* batch(event, offset, schema, options);
        schema = undefined;
        offset += BigInt(event.rows);
        break;
      case "sql_query":
        yield { response: sqlResult(echo(request, command)), bytes: 0 };
        break;
      case "sql_rows": {
        const localRelation = create(RelationSchema, {
          relType: { case: "localRelation", value: { data: event.data } },
        });
        yield { response: sqlResult(localRelation), bytes: event.data.length };
      }
    }
  }
}

const sqlResult = (relation: Relation): Produced["response"] => ({
  responseType: { case: "sqlCommandResult", value: { relation } },
});

/** One batch; the schema travels with the first. Each message costs the client a call to release it. */
function* batch(
  { data, rows }: Extract<EngineEvent, { kind: "batch" }>,
  startOffset: bigint,
  schema: StructType | undefined,
  { chunkBytes }: Options,
): Generator<Produced> {
  const head = schema === undefined ? {} : { schema: encodeType(schema) };
  const rowCount = BigInt(rows);
  if (chunkBytes === undefined || data.length <= chunkBytes) {
    yield {
      response: { ...head, responseType: { case: "arrowBatch", value: { rowCount, data, startOffset } } },
      bytes: data.length,
    };
    return;
  }
  const chunks = chunksOf(data, chunkBytes);
  for (const [index, chunk] of chunks.entries()) {
    const value = {
      rowCount,
      data: chunk,
      startOffset,
      chunkIndex: BigInt(index),
      numChunksInBatch: BigInt(chunks.length),
    };
    yield {
      response: { ...(index === 0 ? head : {}), responseType: { case: "arrowBatch", value } },
      bytes: chunk.length,
    };
  }
}

/** The relation that stands for a SQL query: the client's own, word for word, or its text as one. */
function echo(request: ExecutePlanRequest, command: ReturnType<typeof decodePlan>): Relation {
  const opType = request.plan?.opType;
  const sql = opType?.case === "command" ? sqlCommandOf(opType.value) : undefined;
  if (sql?.input !== undefined) {
    const bytes = keptBytes(sql.input);
    if (bytes === undefined) return sql.input;
    const relation = create(RelationSchema);
    relation.$unknown = rawFields(bytes);
    return relation;
  }
  const { args = {}, posArgs = [], namedArguments = {}, posArguments = [] } = sql ?? {};
  const text = command.kind === "sql_command" ? command.text : (sql?.sql ?? "");
  const value = create(SQLSchema, { query: text, args, posArgs, namedArguments, posArguments });
  return create(RelationSchema, { relType: { case: "sql", value } });
}

const sqlCommandOf = ({ commandType }: PbCommand): SqlCommand | undefined =>
  commandType.case === "sqlCommand" ? commandType.value : undefined;
