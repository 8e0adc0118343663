import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter, HandlerContext } from "@connectrpc/connect";
import { ConnectError } from "@connectrpc/connect";
import { AnalyzePlanRequestSchema, ExecutePlanRequestSchema, SparkConnectService } from "../../gen/spark/connect/base_pb.ts";
import { type RawField, readRaw } from "../../connect/wire.ts";
import type { Caller } from "../sessions.ts";
import { asSparkError, toStatus } from "../status.ts";
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

const { method: methods } = SparkConnectService;

/**
 * The methods whose requests hold plans, with the request left raw: a plan may nest deeper than protobuf-es can read on
 * the call stack. The paths and the bytes are the same.
 */
const rawExecutePlan = { ...methods.executePlan, input: EmptySchema };
const rawAnalyzePlan = { ...methods.analyzePlan, input: EmptySchema };

/** Adds all RPCs to a router; whatever they throw reaches the client as `server/status.ts` says. */
export function addService(router: ConnectRouter, cx: ServiceContext): void {
  const failure = (reason: unknown, caller: Caller | undefined): ConnectError =>
    reason instanceof ConnectError ? reason : toStatus(asSparkError(reason, cx.log), caller && cx.sessions.peek(caller)?.errors);

  const unary =
    <I extends Caller, O>(handler: UnaryHandler<I, O>) =>
    async (request: I, context: HandlerContext): Promise<O> => {
      try {
        return await handler(request, context);
      } catch (reason) {
        throw failure(reason, request);
      }
    };

  const stream = <I extends Caller, O>(handler: StreamHandler<I, O>) =>
    async function* (request: I, context: HandlerContext): AsyncGenerator<O> {
      try {
        yield* handler(request, context);
      } catch (reason) {
        throw failure(reason, request);
      }
    };

  const read = <D extends DescMessage>(desc: D, raw: { readonly $unknown?: readonly RawField[] | undefined }): MessageShape<D> => {
    try {
      return readRaw(desc, raw.$unknown ?? []);
    } catch (reason) {
      throw failure(reason, undefined);
    }
  };

  const execute = stream(executePlan(cx));
  const analyze = unary(analyzePlan(cx));
  const upload = addArtifacts(cx);
  router
    .rpc(rawExecutePlan, (raw, context) => execute(read(ExecutePlanRequestSchema, raw), context))
    .rpc(rawAnalyzePlan, (raw, context) => analyze(read(AnalyzePlanRequestSchema, raw), context))
    .rpc(methods.config, unary(config(cx)))
    .rpc(methods.addArtifacts, async (requests) => {
      try {
        return await upload(requests);
      } catch (reason) {
        throw failure(reason, undefined);
      }
    })
    .rpc(methods.artifactStatus, unary(artifactStatus(cx)))
    .rpc(methods.interrupt, unary(interrupt(cx)))
    .rpc(methods.reattachExecute, stream(reattachExecute(cx)))
    .rpc(methods.releaseExecute, unary(releaseExecute(cx)))
    .rpc(methods.releaseSession, unary(releaseSession(cx)))
    .rpc(methods.fetchErrorDetails, unary(fetchErrorDetails(cx)))
    .rpc(methods.cloneSession, unary(cloneSession(cx)))
    .rpc(methods.getStatus, unary(getStatus(cx)));
}
