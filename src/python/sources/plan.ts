/** The steps of data sources that workers plan (`UserDefinedPythonDataSource`). */
import { type SparkError, sparkError } from "../../errors/spark-error.ts";
import { BINARY, type StructType } from "../../types/data-type.ts";
import { typeFromJson, typeToJson } from "../../types/json.ts";
import type { AskPlanner, PlannerReply } from "../planner.ts";
import type { ByteWriter } from "../protocol/byte-writer.ts";
import {
  type CreatedSource,
  type CreateSource,
  FILTERS_GO_DOWN,
  type ReadPlan,
  type ReadSource,
  type SourceRequest,
  type WriteSource,
} from "../source-api.ts";

const failed =
  (action: string, type: string) =>
  (msg: string): SparkError =>
    sparkError("PYTHON_DATA_SOURCE_ERROR", { action, type, msg });

/** What the function that reads is given: a pickled partition. */
export const PARTITION: StructType = {
  kind: "struct",
  fields: [{ name: "partition", type: BINARY, nullable: true }],
};

/** What the function that writes gives: a pickled message. */
export const MESSAGE: StructType = { kind: "struct", fields: [{ name: "message", type: BINARY, nullable: true }] };

/** A source with its options, and its schema. */
export const createSource = (ask: AskPlanner, request: CreateSource): Promise<CreatedSource> =>
  ask({
    ...request,
    module: "create_data_source",
    write: (w) => {
      w.blob(request.command)
        .text(request.name)
        .bool(request.schema !== undefined);
      if (request.schema !== undefined) w.text(typeToJson(request.schema));
      writeOptions(w, request.options);
    },
    read: async (reply) => {
      const failure = failed("create", "instance");
      const instance = await reply.blob(failure);
      const isText = (await reply.int(failure)) === 1;
      const schema = await reply.text(failure);
      return { instance, schema: isText ? schema : (typeFromJson(schema) as StructType) };
    },
  });

/** Makes the reader and its partitions; where there are filters, the reader is asked which it takes over. */
export const planRead = (ask: AskPlanner, request: ReadSource): Promise<ReadPlan> =>
  request.filters.length === 0 ? planPlainRead(ask, request) : planFilteredRead(ask, request);

const planPlainRead = (ask: AskPlanner, request: ReadSource): Promise<ReadPlan> =>
  ask({
    ...request,
    module: "plan_data_source_read",
    write: (w, { sourceSettings }) => {
      w.blob(request.instance).text(typeToJson(PARTITION)).text(typeToJson(request.output));
      w.int(request.settings.maxRecordsPerBatch);
      if (sourceSettings) w.bool(isOn(request, FILTERS_GO_DOWN));
      w.bool(false); // no stream
      if (sourceSettings) w.bool(isOn(request, BINARY_AS_BYTES));
    },
    read: async (reply) => ({ ...(await readPlan(reply)), taken: new Set() }),
  });

const planFilteredRead = (ask: AskPlanner, request: ReadSource): Promise<ReadPlan> =>
  ask({
    ...request,
    module: "data_source_pushdown_filters",
    write: (w) => {
      w.blob(request.instance).text(typeToJson(request.output)).text(JSON.stringify(request.filters));
      w.int(request.settings.maxRecordsPerBatch).bool(isOn(request, BINARY_AS_BYTES));
    },
    read: async (reply) => {
      const plan = await readPlan(reply);
      const failure = failed("initialize", "reader");
      return { ...plan, taken: new Set(await reply.each(failure, () => reply.int(failure))) };
    },
  });

async function readPlan(reply: PlannerReply): Promise<Omit<ReadPlan, "taken">> {
  const command = await reply.blob(failed("initialize", "reader"));
  const failure = failed("generate", "read partitions");
  return { command, partitions: await reply.each(failure, () => reply.blob(failure)) };
}

/** How rows are written: a function over them, and the writer that commits what it did. */
export interface WritePlan {
  readonly command: Uint8Array;
  readonly writer: Uint8Array;
}

/** Makes the writer. */
export const planWrite = (ask: AskPlanner, request: WriteSource): Promise<WritePlan> =>
  ask({
    ...request,
    module: "write_into_data_source",
    write: (w, { sourceSettings }) => {
      w.blob(request.command).text(request.name).text(typeToJson(request.schema)).text(typeToJson(MESSAGE));
      writeOptions(w, request.options);
      w.bool(request.overwrite).bool(false); // no stream
      if (sourceSettings) w.bool(isOn(request, BINARY_AS_BYTES));
    },
    read: async (reply) => {
      const failure = failed("initialize", "writer");
      return { command: await reply.blob(failure), writer: await reply.blob(failure) };
    },
  });

const NULL_LENGTH = -5;

/** Commits a write, or aborts it; a task that gave no message has none. */
export const endWrite = (
  ask: AskPlanner,
  request: SourceRequest,
  { writer }: WritePlan,
  messages: readonly (Uint8Array | undefined)[],
  end: "commit" | "abort",
): Promise<void> =>
  ask({
    ...request,
    module: "commit_data_source_write",
    write: (w) => {
      w.blob(writer).int(messages.length);
      for (const message of messages) {
        if (message === undefined) w.int(NULL_LENGTH);
        else w.blob(message);
      }
      w.bool(end === "abort");
    },
    read: async (reply) => {
      await reply.int(failed("commit or abort", "write"));
    },
  });

const BINARY_AS_BYTES = "spark.sql.execution.pyspark.binaryAsBytes";

const isOn = ({ settings }: SourceRequest, key: string): boolean => settings.conf(key)?.toLowerCase() === "true";

function writeOptions(w: ByteWriter, options: Readonly<Record<string, string>>): void {
  const pairs = Object.entries(options);
  w.int(pairs.length);
  for (const [key, value] of pairs) w.text(key).text(value);
}
