import { context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, expect, test } from "vitest";
import { tracingObserver } from "../../src/server/trace.ts";

afterAll(() => {
  trace.disable();
  propagation.disable();
});

test("an operation is a span below its client's, without what was asked", () => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  propagation.setGlobalPropagator({
    inject: () => {},
    fields: () => ["traceparent"],
    extract: (cx, carrier, getter) => {
      const header = getter.get(carrier, "traceparent");
      const [, traceId = "", spanId = ""] = (Array.isArray(header) ? (header[0] ?? "") : (header ?? "")).split("-");
      return traceId === "" ? cx : trace.setSpanContext(cx, { traceId, spanId, traceFlags: 1, isRemote: true });
    },
  });
  expect(context.active()).toBe(ROOT_CONTEXT);
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const observe = tracingObserver();
  const start = { session: "s", user: "u", operation: "o" };
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  observe({ ...start, headers: { traceparent } })({ kind: "query", status: "succeeded", ms: 1, rows: 2, bytes: 3 });
  observe({ ...start, headers: {} })({
    kind: "query",
    status: "failed",
    condition: "DIVIDE_BY_ZERO",
    ms: 1,
    rows: 0,
    bytes: 0,
  });
  const [first, second] = exporter.getFinishedSpans();
  expect(first?.spanContext().traceId).toBe(traceId);
  expect(first?.parentSpanContext?.spanId).toBe("b7ad6b7169203331");
  expect(first).toMatchObject({ name: "ExecutePlan query", attributes: { "firesteel.result.rows": 2 } });
  expect(second?.parentSpanContext).toBeUndefined();
  expect(second).toMatchObject({ status: { code: 2, message: "DIVIDE_BY_ZERO" } });
});
