import { create } from "@bufbuild/protobuf";
import type { CloneSessionRequest, CloneSessionResponse } from "../../gen/spark/connect/base_pb.ts";
import { CloneSessionResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** `spark.cloneSession()`: a session with the same settings, temporary views and files. */
export const cloneSession =
  ({ sessions }: ServiceContext): UnaryHandler<CloneSessionRequest, CloneSessionResponse> =>
  (request) => {
    const session = sessions.existing(request);
    const made = sessions.clone(request, request.newSessionId);
    return create(CloneSessionResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      newSessionId: made.sessionId,
      newServerSideSessionId: made.serverSideId,
    });
  };
