import { create } from "@bufbuild/protobuf";
import type { ReleaseSessionRequest, ReleaseSessionResponse } from "../../gen/spark/connect/base_pb.ts";
import { ReleaseSessionResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** `spark.stop()`: ends what runs and drops the session. */
export const releaseSession =
  ({ sessions }: ServiceContext): UnaryHandler<ReleaseSessionRequest, ReleaseSessionResponse> =>
  async (request) => {
    const session = await sessions.release(request, request.allowReconnect);
    return create(ReleaseSessionResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session?.serverSideId ?? "",
    });
  };
