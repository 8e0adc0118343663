import { create } from "@bufbuild/protobuf";
import type { GetStatusRequest, GetStatusResponse } from "../../gen/spark/connect/base_pb.ts";
import {
  GetStatusResponse_OperationStatus_OperationState as State,
  GetStatusResponseSchema,
} from "../../gen/spark/connect/base_pb.ts";
import type { OperationState } from "../operation.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

const states = {
  running: State.RUNNING,
  succeeded: State.SUCCEEDED,
  failed: State.FAILED,
  cancelled: State.CANCELLED,
} satisfies Record<OperationState, State>;

/** The states of operations: those asked for, or all. One that is forgotten is UNKNOWN. */
export const getStatus =
  ({ sessions }: ServiceContext): UnaryHandler<GetStatusRequest, GetStatusResponse> =>
  (request) => {
    const session = sessions.existing(request);
    const asked = request.operationStatus?.operationIds ?? [];
    const ids = asked.length > 0 ? asked : [...session.operations].map((operation) => operation.id);
    const operationStatuses =
      request.operationStatus === undefined
        ? []
        : ids.map((operationId) => {
            const operation = session.operation(operationId);
            return { operationId, state: operation === undefined ? State.UNKNOWN : states[operation.state] };
          });
    return create(GetStatusResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      operationStatuses,
    });
  };
