import { create } from "@bufbuild/protobuf";
import type { ReleaseExecuteRequest, ReleaseExecuteResponse } from "../../gen/spark/connect/base_pb.ts";
import { ReleaseExecuteResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import { invalidPlan } from "../../connect/context.ts";
import { checkedHandle } from "../session.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** Forgets responses that the client has, or the whole operation. One that is unknown was forgotten before: no error. */
export const releaseExecute =
  ({ sessions }: ServiceContext): UnaryHandler<ReleaseExecuteRequest, ReleaseExecuteResponse> =>
  (request) => {
    const session = sessions.existing(request);
    const operation = session.operation(checkedHandle(request.operationId));
    const { release } = request;
    switch (release.case) {
      case "releaseAll":
        operation?.releaseAll();
        break;
      case "releaseUntil":
        operation?.releaseUntil(release.value.responseId);
        break;
      case undefined:
        throw invalidPlan("a release does not say what is released");
    }
    return create(ReleaseExecuteResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      ...(operation === undefined ? {} : { operationId: operation.id }),
    });
  };
