import { create } from "@bufbuild/protobuf";
import type { InterruptRequest, InterruptResponse } from "../../gen/spark/connect/base_pb.ts";
import {
  InterruptRequest_InterruptType as InterruptType,
  InterruptResponseSchema,
} from "../../gen/spark/connect/base_pb.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Operation } from "../operation.ts";
import type { Session } from "../session.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

function chosen({ interruptType, interrupt: what }: InterruptRequest, session: Session): readonly Operation[] {
  const all = [...session.operations];
  const functionName = "interrupt";
  switch (interruptType) {
    case InterruptType.ALL:
      return all;
    case InterruptType.TAG: {
      if (what.case === "operationTag") return all.filter((operation) => operation.tags.includes(what.value));
      const parameter = "operation_tag";
      throw sparkError("INVALID_PARAMETER_VALUE.INTERRUPT_TYPE_TAG_REQUIRES_TAG", { parameter, functionName });
    }
    case InterruptType.OPERATION_ID: {
      if (what.case === "operationId") return all.filter((operation) => operation.id === what.value);
      const parameter = "operation_id";
      throw sparkError("INVALID_PARAMETER_VALUE.INTERRUPT_TYPE_OPERATION_ID_REQUIRES_ID", { parameter, functionName });
    }
    case InterruptType.UNSPECIFIED:
      throw sparkError("UNSUPPORTED_FEATURE.INTERRUPT_TYPE", { interruptType: "INTERRUPT_TYPE_UNSPECIFIED" });
  }
  throw sparkError("UNSUPPORTED_FEATURE.INTERRUPT_TYPE", { interruptType: "UNRECOGNIZED" });
}

/** Ends running operations; tells which. */
export const interrupt =
  ({ sessions }: ServiceContext): UnaryHandler<InterruptRequest, InterruptResponse> =>
  (request) => {
    const session = sessions.open(request);
    const interruptedIds = chosen(request, session)
      .filter((operation) => operation.interrupt())
      .map((operation) => operation.id);
    return create(InterruptResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      interruptedIds,
    });
  };
