import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { create, toBinary } from "@bufbuild/protobuf";
import { AddArtifactsRequestSchema, SparkConnectService, UserContextSchema } from "../../gen/spark/connect/base_pb.ts";
import { readMessage } from "../../connect/wire.ts";
import { asOf } from "../../errors/former.ts";
import { lineOf } from "../../settings/spark-version.ts";
import { encodeResponse } from "../encode-response.ts";
import { GrpcFailure } from "../grpc/status-codes.ts";
import type { Call, GrpcMethod } from "../grpc/transport.ts";
import type { Caller } from "../sessions.ts";
import { asSparkError, toFailure } from "../status.ts";
import { addArtifacts } from "./add-artifacts.ts";
import { analyzePlan } from "./analyze-plan.ts";
import { artifactStatus } from "./artifact-status.ts";
import type { ServiceContext, StreamHandler, UnaryHandler } from "./call.ts";
import { cloneSession } from "./clone-session.ts";
import { config } from "./config.ts";
import { executePlan } from "./execute-plan.ts";
import { fetchErrorDetails } from "./fetch-error-details.ts";
import { getStatus } from "./get-status.ts";
import { interrupt } from "./interrupt.ts";
import { reattachExecute } from "./reattach-execute.ts";
import { releaseExecute } from "./release-execute.ts";
import { releaseSession } from "./release-session.ts";

const { method: rpcs } = SparkConnectService;

/**
 * Any error as the status of a call: where the caller's session is known, as the session's Spark calls it, and kept for
 * FetchErrorDetails.
 */
export function failureOf(cx: ServiceContext, reason: unknown, caller?: Caller): GrpcFailure {
  if (reason instanceof GrpcFailure) return reason;
  const session = caller && cx.sessions.peek(caller);
  const error = asSparkError(reason, cx.log);
  return session === undefined
    ? toFailure(error, undefined)
    : toFailure(asOf(error, lineOf(session.sparkVersion)), session.errors);
}

/** A request in the name of who makes it: where that is known for certain, it is not what the request says. */
function identified<R extends object>(request: R, { user }: Call): R {
  if (user !== undefined) Object.assign(request, { userContext: create(UserContextSchema, { userId: user }) });
  return request;
}

/** All methods of Spark Connect's service by their paths; whatever they throw ends the call as `server/status.ts` says. */
export function serviceMethods(cx: ServiceContext): ReadonlyMap<string, GrpcMethod> {
  const unary = <I extends DescMessage, O extends DescMessage>(
    { input, output }: { readonly input: I; readonly output: O },
    handler: UnaryHandler<MessageShape<I> & Caller, MessageShape<O>>,
  ): GrpcMethod => ({
    kind: "unary",
    handle: async (bytes, call) => {
      const request = identified(readMessage(input, bytes, cx.maxPlanDepth) as MessageShape<I> & Caller, call);
      try {
        return { head: toBinary(output, await handler(request, call)) };
      } catch (reason) {
        throw failureOf(cx, reason, request);
      }
    },
  });

  const stream = <I extends DescMessage>(
    { input }: { readonly input: I },
    handler: StreamHandler<MessageShape<I> & Caller, Parameters<typeof encodeResponse>[0]>,
  ): GrpcMethod => ({
    kind: "stream",
    handle: async function* (bytes, call) {
      const request = identified(readMessage(input, bytes, cx.maxPlanDepth) as MessageShape<I> & Caller, call);
      try {
        for await (const response of handler(request, call)) yield encodeResponse(response);
      } catch (reason) {
        throw failureOf(cx, reason, request);
      }
    },
  });

  const upload: GrpcMethod = {
    kind: "upload",
    handle: async (messages, call) => {
      const respond = addArtifacts(cx);
      const requests = (async function* () {
        for await (const bytes of messages)
          yield identified(readMessage(AddArtifactsRequestSchema, bytes, cx.maxPlanDepth), call);
      })();
      return { head: toBinary(rpcs.addArtifacts.output, await respond(requests)) };
    },
  };

  const begins = (method: GrpcMethod): GrpcMethod => ({ ...method, begins: true });
  const { typeName } = SparkConnectService;
  const methods: readonly (readonly [string, GrpcMethod])[] = [
    [rpcs.executePlan.name, begins(stream(rpcs.executePlan, executePlan(cx)))],
    [rpcs.analyzePlan.name, begins(unary(rpcs.analyzePlan, analyzePlan(cx)))],
    [rpcs.config.name, unary(rpcs.config, config(cx))],
    [rpcs.addArtifacts.name, begins(upload)],
    [rpcs.artifactStatus.name, begins(unary(rpcs.artifactStatus, artifactStatus(cx)))],
    [rpcs.interrupt.name, unary(rpcs.interrupt, interrupt(cx))],
    [rpcs.reattachExecute.name, stream(rpcs.reattachExecute, reattachExecute(cx))],
    [rpcs.releaseExecute.name, unary(rpcs.releaseExecute, releaseExecute(cx))],
    [rpcs.releaseSession.name, unary(rpcs.releaseSession, releaseSession(cx))],
    [rpcs.fetchErrorDetails.name, unary(rpcs.fetchErrorDetails, fetchErrorDetails(cx))],
    [rpcs.cloneSession.name, begins(unary(rpcs.cloneSession, cloneSession(cx)))],
    [rpcs.getStatus.name, unary(rpcs.getStatus, getStatus(cx))],
  ];
  return new Map(methods.map(([name, method]) => [`/${typeName}/${name}`, method]));
}
