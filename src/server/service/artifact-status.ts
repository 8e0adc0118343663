import { create } from "@bufbuild/protobuf";
import type { ArtifactStatusesRequest, ArtifactStatusesResponse } from "../../gen/spark/connect/base_pb.ts";
import { ArtifactStatusesResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** Which cached local relations the session has already: clients upload only what is missing. Of other artifacts nothing is told. */
export const artifactStatus =
  ({ sessions }: ServiceContext): UnaryHandler<ArtifactStatusesRequest, ArtifactStatusesResponse> =>
  (request) => {
    const session = sessions.open(request);
    const exists = (name: string) => name.startsWith("cache/") && session.artifacts.has(name);
    const statuses = Object.fromEntries(request.names.map((name) => [name, { exists: exists(name) }]));
    return create(ArtifactStatusesResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      statuses,
    });
  };
