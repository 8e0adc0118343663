import { createHash, randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import type { Command as PbCommand, SqlCommand } from "../../gen/spark/connect/commands_pb.ts";
import type { ExecutePlanRequest, ExecutePlanResponse } from "../../gen/spark/connect/base_pb.ts";
import type { Relation } from "../../gen/spark/connect/relations_pb.ts";
import { RelationSchema, SQLSchema } from "../../gen/spark/connect/relations_pb.ts";
import { decodePlan } from "../../connect/plan.ts";
import { encodeLiteral } from "../../connect/encode-literal.ts";
import { encodeSchema } from "../../connect/encode-schema.ts";
import { keptBytes, rawFields } from "../../connect/wire.ts";
import { invalidPlan } from "../../connect/context.ts";
import type { EngineEvent, EngineSession, RunContext } from "../../engine/api.ts";
import { SparkError } from "../../errors/spark-error.ts";
import { millisecondsOf } from "../../settings/entry.ts";
import type { SessionSettings } from "../../settings/session-settings.ts";
import type { StructType } from "../../types/data-type.ts";
import { typeToJson } from "../../types/json.ts";
import type { Produced } from "../operation.ts";
import { checkedHandle } from "../session.ts";
import { asSparkError } from "../status.ts";
import type { ServiceContext, StreamHandler } from "./call.ts";
import { chunkSize, chunksOf } from "./chunks.ts";

/** Bytes of a chunk where Spark's version has no setting for it. */
const MAX_CHUNK = 120_795_955;

interface Options {
  readonly reattachable: boolean;
  /** Bytes of a chunk where the client takes batches in pieces. */
  readonly chunkBytes: number | undefined;
  readonly progressInterval: number;
}

/** What the request's options and the session's settings ask for; options of other kinds are ignored, as Spark does. */
function optionsOf({ requestOptions }: ExecutePlanRequest, settings: SessionSettings): Options {
  let reattachable = false;
  let chunkBytes: number | undefined;
  for (const { requestOption } of requestOptions) {
    if (requestOption.case === "reattachOptions") ({ reattachable } = requestOption.value);
    else if (requestOption.case === "resultChunkingOptions") {
      const { allowArrowBatchChunking, preferredArrowChunkSize } = requestOption.value;
      const most = Number(settings.getOption("spark.connect.session.resultChunking.maxChunkSize") ?? MAX_CHUNK);
      chunkBytes = allowArrowBatchChunking && most > 0 ? chunkSize(most, preferredArrowChunkSize) : undefined;
    }
  }
  const interval = settings.getOption("spark.connect.progress.reportInterval") ?? "0";
  return { reattachable, chunkBytes, progressInterval: millisecondsOf(interval) ?? 0 };
}

function checkedTags(tags: readonly string[]): readonly string[] {
  for (const tag of tags) {
    if (tag === "" || tag.includes(",")) throw invalidPlan("an operation tag is empty or has a comma");
  }
  return tags;
}

/** Equal for requests with the same plan. */
const fingerprintOf = ({ plan }: ExecutePlanRequest): string =>
  createHash("sha1")
    .update(keptBytes(plan ?? {}) ?? "")
    .digest("base64");

/** What is told of an operation when it has ended. */
interface Tally {
  kind: string;
  rows: number;
  bytes: number;
}

/** Runs a plan: begins an operation and reads it on this call's stream. */
export const executePlan =
  ({ sessions, log, observe }: ServiceContext): StreamHandler<ExecutePlanRequest, ExecutePlanResponse> =>
  (request, call) => {
    const session = sessions.open(request);
    const engine = session.engine(request.clientType);
    const options = optionsOf(request, engine.settings);
    const id = request.operationId === undefined ? randomUUID() : checkedHandle(request.operationId);
    const tally: Tally = { kind: "unknown", rows: 0, bytes: 0 };
    let ended: ReturnType<typeof observe> | undefined;
    const start = performance.now();
    const { operation, isNew } = session.begin({
      id,
      tags: checkedTags(request.tags),
      reattachable: options.reattachable,
      progressInterval: options.progressInterval,
      fingerprint: fingerprintOf(request),
      produce: (cx) => produce(request, engine, options, cx, tally),
      onEnd: (state, error) =>
        ended?.({
          ...tally,
          status: state === "running" ? "failed" : state,
          condition: error instanceof SparkError ? error.condition : undefined,
          ms: performance.now() - start,
        }),
    });
    call.mayEndEarly = operation.reattachable;
    const stream = operation.read(undefined, call.signal);
    if (isNew) {
      ended = observe({ session: session.sessionId, user: session.userId, operation: id, headers: call.headers });
      operation.start((reason) => asSparkError(reason, log));
    }
    return stream;
  };

/**
 * The command's events as responses; metrics travel with the end mark. Decodes here, so that a client learns of a bad
 * plan as of any other error.
 */
async function* produce(
  request: ExecutePlanRequest,
  engine: EngineSession,
  options: Options,
  cx: RunContext,
  tally: Tally,
): AsyncGenerator<Produced> {
  const command = decodePlan(request.plan, engine.door);
  tally.kind = command.kind === "sql_command" ? `sql_${command.statement.kind}` : command.kind;
  let schema: StructType | undefined;
  let rows: bigint | undefined;
  for await (const event of engine.run(command, cx)) {
    switch (event.kind) {
      case "schema":
        ({ schema } = event);
        break;
      case "batch":
        tally.rows += event.rows;
        tally.bytes += event.data.length;
        yield* batch(event, rows ?? 0n, schema, options);
        schema = undefined;
        rows = (rows ?? 0n) + BigInt(event.rows);
        break;
      case "observed":
        yield { response: { observedMetrics: [observedMetrics(event)] }, bytes: 0 };
        break;
      case "sql_query":
        yield { response: sqlResult(echo(request, command)), bytes: 0 };
        break;
      case "checkpoint":
        yield {
          response: {
            responseType: { case: "checkpointCommandResult", value: { relation: { relationId: event.id } } },
          },
          bytes: 0,
        };
        break;
      case "sql_rows": {
        const schema = event.schema === undefined ? {} : { schema: typeToJson(event.schema) };
        const localRelation = create(RelationSchema, {
          relType: { case: "localRelation", value: { data: event.data, ...schema } },
        });
        yield { response: sqlResult(localRelation), bytes: event.data.length };
        rows = BigInt(event.rows);
      }
    }
  }
  const end = options.reattachable ? { responseType: { case: "resultComplete", value: {} } as const } : {};
  if (options.reattachable || rows !== undefined)
    yield { response: { ...end, ...(rows === undefined ? {} : { metrics: metricsOf(rows) }) }, bytes: 0 };
}

/** What a client's `executionInfo` shows. */
const metricsOf = (rows: bigint) => ({
  metrics: [
    {
      name: "Result",
      planId: 0n,
      parent: 0n,
      executionMetrics: {
        numOutputRows: { name: "number of output rows", value: rows, metricType: "sum" },
      },
    },
  ],
});

/** Metrics under the name of each, as literals. */
const observedMetrics = ({ name, planId, schema, row }: Extract<EngineEvent, { kind: "observed" }>) => ({
  name,
  planId: BigInt(planId ?? 0),
  keys: schema.fields.map((field) => field.name),
  values: schema.fields.map((field, i) => encodeLiteral(row[i] ?? null, field.type)),
});

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
  const head = schema === undefined ? {} : { schema: encodeSchema(schema) };
  const rowCount = BigInt(rows);
  if (chunkBytes === undefined) {
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
