import type {
  Expression_Window_WindowFrame,
  Expression_Window_WindowFrame_FrameBoundary,
} from "../../gen/spark/connect/expressions_pb.ts";
import { Expression_Window_WindowFrame_FrameType } from "../../gen/spark/connect/expressions_pb.ts";
import type { FrameBound, WindowFrame } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, invalidPlan, required, decodeExpressions } from "../context.ts";
import { decodeSortOrder } from "./composite.ts";
import type { ExpressionDecoder } from "./table.ts";

export const window: ExpressionDecoder<"window"> = (message, origin, cx) => {
  const { $typeName: _t, $unknown: _u, windowFunction, partitionSpec, orderSpec, frameSpec, ...rest } = message;
  consumed(rest);
  return {
    kind: "window",
    function: cx.expression(required(windowFunction, "a window's function")),
    window: {
      partition: decodeExpressions(partitionSpec, cx),
      order: orderSpec.map((order) => decodeSortOrder(order, undefined, cx)),
      frame: frameSpec === undefined ? undefined : decodeFrame(frameSpec, cx),
      origin,
    },
    origin,
  };
};

function decodeFrame(message: Expression_Window_WindowFrame, cx: DecodeContext): WindowFrame {
  const { $typeName: _t, $unknown: _u, frameType, lower, upper, ...rest } = message;
  consumed(rest);
  const { ROW, RANGE } = Expression_Window_WindowFrame_FrameType;
  if (frameType !== ROW && frameType !== RANGE) throw invalidPlan("a window frame has no type");
  return {
    unit: frameType === ROW ? "rows" : "range",
    lower: decodeBound(required(lower, "a window frame's lower bound"), "unbounded_preceding", cx),
    upper: decodeBound(required(upper, "a window frame's upper bound"), "unbounded_following", cx),
  };
}

function decodeBound(
  message: Expression_Window_WindowFrame_FrameBoundary,
  unbounded: "unbounded_preceding" | "unbounded_following",
  cx: DecodeContext,
): FrameBound {
  const { boundary } = message;
  switch (boundary.case) {
    case "currentRow":
      return { kind: "current_row" };
    case "unbounded":
      return { kind: unbounded };
    case "value":
      return { kind: "value", value: cx.expression(boundary.value) };
    case undefined:
      throw invalidPlan("a window frame's bound is empty");
  }
}
