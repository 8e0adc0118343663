import { create } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AnalyzePlanRequest, AnalyzePlanResponse } from "../../gen/spark/connect/base_pb.ts";
import {
  AnalyzePlanRequest_Explain_ExplainMode as ExplainModes,
  AnalyzePlanResponseSchema,
} from "../../gen/spark/connect/base_pb.ts";
import type { Relation as PbRelation } from "../../gen/spark/connect/relations_pb.ts";
import { invalidPlan, oneofNotSet } from "../../connect/context.ts";
import { decodeQuery, decodeRelation } from "../../connect/plan.ts";
import { encodeSchema } from "../../connect/encode-schema.ts";
import { encodeType, parseTypeText } from "../../connect/type.ts";
import type { EngineSession, RunContext, StorageLevel } from "../../engine/api.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { typeFromJson } from "../../types/json.ts";
import { toDdl, treeString } from "../../types/print.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

type Forms = Exclude<AnalyzePlanRequest["analyze"], { case: undefined }>;
type Form<K extends Forms["case"]> = Extract<Forms, { case: K }>["value"];
type Result = NonNullable<MessageInitShape<typeof AnalyzePlanResponseSchema>["result"]>;
type Analyses = {
  readonly [K in Forms["case"]]: (question: Form<K>, engine: EngineSession, cx: RunContext) => Result | Promise<Result>;
};

const explainModes = {
  [ExplainModes.SIMPLE]: "simple",
  [ExplainModes.EXTENDED]: "extended",
  [ExplainModes.CODEGEN]: "codegen",
  [ExplainModes.COST]: "cost",
  [ExplainModes.FORMATTED]: "formatted",
} as const;

/** DataFrame.persist's own default. */
const memoryAndDisk: StorageLevel = {
  useDisk: true,
  useMemory: true,
  useOffHeap: false,
  deserialized: true,
  replication: 1,
};

const levelOf = ({ useDisk, useMemory, useOffHeap, deserialized, replication }: StorageLevel): StorageLevel => ({
  useDisk,
  useMemory,
  useOffHeap,
  deserialized,
  replication,
});

/** A hash of 32 bits, the same for equal texts. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** The relation of a question, which must be there. */
function asked(relation: PbRelation | undefined): PbRelation {
  if (relation === undefined) throw oneofNotSet("Relation", "RELTYPE");
  return relation;
}

const analyses: Analyses = {
  schema: async ({ plan }, engine, cx) => ({
    case: "schema",
    value: { schema: encodeSchema(await engine.schemaOf(decodeQuery(plan, engine.door), cx)) },
  }),
  explain: async ({ plan, explainMode }, engine, cx) => {
    const relation = decodeQuery(plan, engine.door);
    const mode = explainModes[explainMode as keyof typeof explainModes];
    if (mode === undefined) throw invalidPlan("an explanation has no mode");
    return { case: "explain", value: { explainString: await engine.explain(relation, mode, cx) } };
  },
  treeString: async ({ plan, level }, engine, cx) => {
    const schema = await engine.schemaOf(decodeQuery(plan, engine.door), cx);
    return { case: "treeString", value: { treeString: treeString(schema, level) } };
  },
  isLocal: async ({ plan }, engine, cx) => ({
    case: "isLocal",
    value: { isLocal: await engine.isLocal(decodeQuery(plan, engine.door), cx) },
  }),
  isStreaming: async ({ plan }, engine, cx) => {
    // Streaming sources are refused by name: a plan that can be analysed reads none.
    await engine.schemaOf(decodeQuery(plan, engine.door), cx);
    return { case: "isStreaming", value: { isStreaming: false } };
  },
  inputFiles: async ({ plan }, engine, cx) => ({
    case: "inputFiles",
    value: { files: [...(await engine.inputFiles(decodeQuery(plan, engine.door), cx))] },
  }),
  sparkVersion: (_question, engine) => ({ case: "sparkVersion", value: { version: engine.sparkVersion } }),
  ddlParse: ({ ddlString }, engine) => ({
    case: "ddlParse",
    value: { parsed: encodeType(parseTypeText(ddlString, engine.door)) },
  }),
  sameSemantics: async ({ targetPlan, otherPlan }, engine, cx) => {
    const [target, other] = await Promise.all(
      [targetPlan, otherPlan].map((plan) => engine.planKey(decodeQuery(plan, engine.door), cx)),
    );
    return { case: "sameSemantics", value: { result: target === other } };
  },
  semanticHash: async ({ plan }, engine, cx) => ({
    case: "semanticHash",
    value: { result: hashOf(await engine.planKey(decodeQuery(plan, engine.door), cx)) },
  }),
  persist: async ({ relation, storageLevel }, engine, cx) => {
    const level = storageLevel === undefined ? memoryAndDisk : levelOf(storageLevel);
    await engine.persist(decodeRelation(asked(relation), engine.door), level, cx);
    return { case: "persist", value: {} };
  },
  unpersist: async ({ relation }, engine, cx) => {
    await engine.unpersist(decodeRelation(asked(relation), engine.door), cx);
    return { case: "unpersist", value: {} };
  },
  getStorageLevel: async ({ relation }, engine, cx) => ({
    case: "getStorageLevel",
    value: {
      storageLevel: {
        ...(await engine.storageLevel(decodeRelation(asked(relation), engine.door), cx)),
      },
    },
  }),
  jsonToDdl: ({ jsonString }) => {
    const type = typeFromJson(jsonString);
    if (type.kind !== "struct") throw sparkError("INVALID_JSON_DATA_TYPE", { invalidType: jsonString });
    return { case: "jsonToDdl", value: { ddlString: toDdl(type) } };
  },
};

/** Questions about a plan, answered without running it (`SparkConnectAnalyzeHandler`). */
export const analyzePlan =
  ({ sessions }: ServiceContext): UnaryHandler<AnalyzePlanRequest, AnalyzePlanResponse> =>
  async (request, call) => {
    const session = sessions.open(request);
    const { analyze, sessionId } = request;
    if (analyze.case === undefined)
      throw sparkError("CONNECT_INVALID_PLAN.UNKNOWN_ANALYZE_METHOD", { other: "ANALYZE_NOT_SET" });
    const answer = analyses[analyze.case] as (
      question: unknown,
      engine: EngineSession,
      cx: RunContext,
    ) => Result | Promise<Result>;
    const result = await answer(analyze.value, session.engine(request.clientType), { signal: call.signal });
    return create(AnalyzePlanResponseSchema, { sessionId, serverSideSessionId: session.serverSideId, result });
  };
