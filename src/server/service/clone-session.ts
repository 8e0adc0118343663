import type { CloneSessionRequest } from "../../gen/spark/connect/base_pb.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

/** `spark.cloneSession()` is refused by name. */
export const cloneSession =
  ({ sessions }: ServiceContext): UnaryHandler<CloneSessionRequest, never> =>
  (request) => {
    sessions.existing(request);
    throw unsupported("spark.cloneSession");
  };
