import { create } from "@bufbuild/protobuf";
import type { ReleaseExecuteRequest, ReleaseExecuteResponse } from "../../gen/spark/connect/base_pb.ts";
import { ReleaseExecuteResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import { invalidPlan } from "../../connect/context.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Operation } from "../operation.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/**
 * Forgets responses that the client has, or the whole operation. One that is unknown was forgotten before: no error, and
 * no operation id in the answer.
 */
export const releaseExecute =
  ({ sessions }: ServiceContext): UnaryHandler<ReleaseExecuteRequest, ReleaseExecuteResponse> =>
  (request) => {
    const session = sessions.existingUnobserved(request);
    const operation = session.operation(request.operationId);
    if (operation !== undefined) release(operation, request.release);
    return create(ReleaseExecuteResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      ...(operation === undefined ? {} : { operationId: operation.id }),
    });
  };

function release(operation: Operation, what: ReleaseExecuteRequest["release"]): void {
  switch (what.case) {
    case "releaseAll":
      operation.releaseAll();
      return;
    case "releaseUntil":
      if (!operation.reattachable) throw sparkError("INVALID_CURSOR.NOT_REATTACHABLE", {});
      operation.releaseUntil(what.value.responseId);
      return;
    case undefined:
      throw invalidPlan("a release does not say what is released");
  }
}
