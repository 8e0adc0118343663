import { create } from "@bufbuild/protobuf";
import type { FetchErrorDetailsRequest, FetchErrorDetailsResponse } from "../../gen/spark/connect/base_pb.ts";
import { FetchErrorDetailsResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** The whole of an error whose status named an id: its full text, parameters and query contexts. Unknown ids: nothing. */
export const fetchErrorDetails =
  ({ sessions }: ServiceContext): UnaryHandler<FetchErrorDetailsRequest, FetchErrorDetailsResponse> =>
  (request) => {
    const session = sessions.open(request);
    return create(FetchErrorDetailsResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      ...session.errors.details(request.errorId, request.clientType),
    });
  };
