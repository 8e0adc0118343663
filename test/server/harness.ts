import { randomUUID } from "node:crypto";
import { create, fromBinary } from "@bufbuild/protobuf";
import { type Client, ConnectError, createClient } from "@connectrpc/connect";
import { compressionGzip, createGrpcTransport } from "@connectrpc/connect-node";
import { pino } from "pino";
import type { ExecutePlanResponse, Plan } from "../../src/gen/spark/connect/base_pb.ts";
import { PlanSchema, SparkConnectService } from "../../src/gen/spark/connect/base_pb.ts";
import { ErrorInfoSchema } from "../../src/gen/google/rpc/error_details_pb.ts";
import { StatusSchema } from "../../src/gen/google/rpc/status_pb.ts";
import type { Credential } from "../../src/server/authentication.ts";
import type { ServerLimits } from "../../src/server/limits.ts";
import { type RunningServer, startServer } from "../../src/server/server.ts";
import { fakeEngine } from "./fake-engine.ts";

export type SparkClient = Client<typeof SparkConnectService>;

/** A server over the fake engine, and a client of it. */
export interface Running {
  readonly server: RunningServer;
  readonly engine: ReturnType<typeof fakeEngine>;
  readonly client: SparkClient;
  /** What every request says. */
  readonly caller: {
    readonly sessionId: string;
    readonly userContext: { readonly userId: string };
    readonly clientType: string;
  };
  connect(options?: { readonly gzip?: boolean; readonly headers?: Readonly<Record<string, string>> }): SparkClient;
}

export async function startFake(
  limits: Partial<ServerLimits> = {},
  options: { readonly credentials?: readonly Credential[]; readonly bigBatches?: number } = {},
): Promise<Running> {
  const engine = fakeEngine(options.bigBatches === undefined ? {} : { bigBatches: options.bigBatches });
  const server = await startServer({
    engine,
    host: "127.0.0.1",
    port: 0,
    log: pino({ level: "silent" }),
    defaultVersion: "4.0.0",
    limits,
    credentials: options.credentials,
  });
  const connect: Running["connect"] = ({ gzip = false, headers = {} } = {}) =>
    createClient(
      SparkConnectService,
      createGrpcTransport({
        baseUrl: `http://127.0.0.1:${server.port}`,
        compressMinBytes: gzip ? 0 : 0xffffffff,
        ...(gzip ? { sendCompression: compressionGzip } : {}),
        interceptors: [
          (next) => (request) => {
            for (const [key, value] of Object.entries(headers)) request.header.set(key, value);
            return next(request);
          },
        ],
      }),
    );
  const caller = {
    sessionId: randomUUID(),
    userContext: { userId: "u" },
    clientType: "_SPARK_CONNECT_PYTHON spark/4.0.4 os/linux python/3.11.7",
  };
  return { server, engine, client: connect(), caller, connect };
}

/** A plan over a SQL text that the fake engine knows. */
export const sqlPlan = (query: string): Plan =>
  create(PlanSchema, { opType: { case: "root", value: { relType: { case: "sql", value: { query } } } } });

export const rangePlan = (end: bigint): Plan =>
  create(PlanSchema, { opType: { case: "root", value: { relType: { case: "range", value: { end, step: 1n } } } } });

export const reattachable = [{ requestOption: { case: "reattachOptions", value: { reattachable: true } } }] as const;

/** All responses, or the error behind them. */
export async function drain(
  stream: AsyncIterable<ExecutePlanResponse>,
): Promise<{ readonly responses: ExecutePlanResponse[]; readonly error?: ConnectError }> {
  const responses: ExecutePlanResponse[] = [];
  try {
    for await (const response of stream) responses.push(response);
  } catch (reason) {
    return { responses, error: ConnectError.from(reason) };
  }
  return { responses };
}

/** The ErrorInfo of a failed call; its Status must say what the call's own status says. */
export function infoOf(error: ConnectError) {
  const header = error.metadata.get("grpc-status-details-bin") ?? "";
  const status = fromBinary(StatusSchema, Buffer.from(header, "base64"));
  const [detail] = status.details;
  if (detail === undefined) throw new Error("no details");
  return {
    status,
    info: fromBinary(ErrorInfoSchema, detail.value),
    trailerBytes: header.length + (error.metadata.get("grpc-message") ?? "").length,
  };
}

/** The condition that a call fails with. */
export async function conditionOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
  } catch (reason) {
    return infoOf(ConnectError.from(reason)).info.metadata["errorClass"];
  }
  return undefined;
}
