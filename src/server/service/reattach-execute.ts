import type { ExecutePlanResponse, ReattachExecuteRequest } from "../../gen/spark/connect/base_pb.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { ServiceContext, StreamHandler } from "./call.ts";

/** Reads an operation on, behind the last response that the client got. */
export const reattachExecute =
  ({ sessions }: ServiceContext): StreamHandler<ReattachExecuteRequest, ExecutePlanResponse> =>
  (request, call) => {
    const session = sessions.existing(request);
    const handle = request.operationId;
    const operation = session.operation(handle);
    if (operation === undefined) {
      throw sparkError(
        session.tombstone(handle)?.abandoned === true
          ? "INVALID_HANDLE.OPERATION_ABANDONED"
          : "INVALID_HANDLE.OPERATION_NOT_FOUND",
        { handle },
      );
    }
    if (!operation.reattachable) throw sparkError("INVALID_CURSOR.NOT_REATTACHABLE", {});
    call.mayEndEarly = true;
    return operation.read(request.lastResponseId, call.signal);
  };
