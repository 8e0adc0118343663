import { create } from "@bufbuild/protobuf";
import type { GetStatusRequest, GetStatusResponse } from "../../gen/spark/connect/base_pb.ts";
import {
  GetStatusResponse_OperationStatus_OperationState as State,
  GetStatusResponseSchema,
} from "../../gen/spark/connect/base_pb.ts";
import type { OperationState } from "../operation.ts";
import type { Session } from "../session.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** States of operations that are gone. */
const ended = {
  running: State.RUNNING,
  succeeded: State.SUCCEEDED,
  failed: State.FAILED,
  cancelled: State.CANCELLED,
} satisfies Record<OperationState, State>;

/** States of operations that clients may still read: what has ended is only about to be over. */
const open = { ...ended, succeeded: State.TERMINATING, failed: State.TERMINATING };

function stateOf(id: string, session: Session): State {
  const operation = session.operation(id);
  if (operation !== undefined) return open[operation.state];
  const tombstone = session.tombstone(id);
  return tombstone === undefined ? State.UNKNOWN : ended[tombstone.state];
}

/** The states of operations: those asked for, or all that the session remembers. One that is forgotten is UNKNOWN. */
export const getStatus =
  ({ sessions }: ServiceContext): UnaryHandler<GetStatusRequest, GetStatusResponse> =>
  (request) => {
    const session = sessions.existing(request);
    const asked = request.operationStatus?.operationIds;
    const known = () => [...[...session.operations].map((operation) => operation.id), ...session.tombstones];
    const ids = asked === undefined ? [] : new Set(asked.length > 0 ? asked : known());
    return create(GetStatusResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      operationStatuses: [...ids].map((operationId) => ({ operationId, state: stateOf(operationId, session) })),
    });
  };
