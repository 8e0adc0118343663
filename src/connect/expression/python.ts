import type { CommonInlineUserDefinedFunction, PythonUDF } from "../../gen/spark/connect/expressions_pb.ts";
import type { Origin } from "../../errors/origin.ts";
import { unsupported } from "../../errors/spark-error.ts";
import type { PythonFunction } from "../../types/python-function.ts";
import type { PythonCall } from "../../unresolved/expression.ts";
import { consumed } from "../consumed.ts";
import { type DecodeContext, decodeExpressions, required } from "../context.ts";
import { decodeType } from "../type.ts";

/** A call of a function whose code the client sent; in any language but Python it is refused by its name. */
export function userDefinedFunction(
  message: CommonInlineUserDefinedFunction,
  origin: Origin | undefined,
  cx: DecodeContext,
): PythonCall {
  if (message.isDistinct) throw unsupported("DISTINCT of a Python user-defined function", { origin });
  return {
    kind: "python_call",
    udf: pythonFunction(message, cx, origin),
    args: decodeExpressions(message.arguments, cx),
    origin,
  };
}

/** The function of a message, its arguments left alone. */
export function pythonFunction(
  message: CommonInlineUserDefinedFunction,
  cx: DecodeContext,
  origin?: Origin,
): PythonFunction {
  const { $typeName: _t, $unknown: _u, functionName, deterministic, function: form, ...rest } = message;
  const { arguments: _args, isDistinct: _d, ...more } = rest;
  consumed(more);
  if (form.case !== "pythonUdf") {
    throw unsupported(`${languageOf(form.case)} user-defined function ${functionName}`.trim(), { origin });
  }
  return { name: functionName, deterministic, ...codeOf(form.value, cx) };
}

function codeOf(message: PythonUDF, cx: DecodeContext): Omit<PythonFunction, "name" | "deterministic"> {
  const {
    $typeName: _t,
    $unknown: _u,
    outputType,
    evalType,
    command,
    pythonVer,
    additionalIncludes,
    ...rest
  } = message;
  consumed(rest);
  if (additionalIncludes.length > 0) throw unsupported("artifacts of a single Python function");
  return {
    evalType,
    command,
    pythonVersion: pythonVer,
    returns: decodeType(required(outputType, "the output type of a Python function"), cx.doors),
  };
}

/** The language of a function whose code the client sent. */
function languageOf(form: "scalarScalaUdf" | "javaUdf" | undefined): string {
  switch (form) {
    case "scalarScalaUdf":
      return "the Scala";
    case "javaUdf":
      return "the Java";
    case undefined:
      return "the";
  }
}
