import { create } from "@bufbuild/protobuf";
import type { InterruptRequest, InterruptResponse } from "../../gen/spark/connect/base_pb.ts";
import {
  InterruptRequest_InterruptType as InterruptType,
  InterruptResponseSchema,
} from "../../gen/spark/connect/base_pb.ts";
import { invalidPlan } from "../../connect/context.ts";
import type { Operation } from "../operation.ts";
import type { Session } from "../session.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

function chosen({ interruptType, interrupt: what }: InterruptRequest, session: Session): readonly Operation[] {
  const all = [...session.operations];
  switch (interruptType) {
    case InterruptType.ALL:
      return all;
    case InterruptType.TAG:
      if (what.case !== "operationTag") throw invalidPlan("an interrupt by tag has no tag");
      return all.filter((operation) => operation.tags.includes(what.value));
    case InterruptType.OPERATION_ID:
      if (what.case !== "operationId") throw invalidPlan("an interrupt by id has no operation id");
      return all.filter((operation) => operation.id === what.value);
  }
  throw invalidPlan("an interrupt has no type");
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
