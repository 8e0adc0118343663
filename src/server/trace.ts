import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { OperationObserver } from "./observer.ts";

/**
 * One span for each operation, below the client's own where its metadata say so (`traceparent`). Whoever starts the
 * process with an OpenTelemetry SDK gets them; this file is loaded for those only.
 */
export function tracingObserver(): OperationObserver {
  const tracer = trace.getTracer("firesteel");
  return ({ session, user, operation, headers }) => {
    const parent = propagation.extract(context.active(), headers);
    const attributes = {
      "rpc.system": "grpc",
      "rpc.service": "spark.connect.SparkConnectService",
      "rpc.method": "ExecutePlan",
      "session.id": session,
      "user.id": user,
      "firesteel.operation.id": operation,
    };
    const span = tracer.startSpan("ExecutePlan", { kind: SpanKind.SERVER, attributes }, parent);
    return ({ kind, status, condition, rows, bytes }) => {
      span.updateName(`ExecutePlan ${kind}`);
      span.setAttributes({
        "firesteel.operation.kind": kind,
        "firesteel.operation.status": status,
        "firesteel.result.rows": rows,
        "firesteel.result.bytes": bytes,
      });
      if (condition !== undefined) span.setAttribute("error.type", condition);
      if (status === "failed") span.setStatus({ code: SpanStatusCode.ERROR, message: condition ?? "" });
      span.end();
    };
  };
}
