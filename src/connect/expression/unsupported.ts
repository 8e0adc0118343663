import { unsupported } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import type { ExpressionDecoder } from "./table.ts";

/** Refuses a form by the feature's name. */
export const refuse =
  (feature: string) =>
  (_message: unknown, origin: Origin | undefined): never => {
    throw unsupported(feature, { origin });
  };

/** Refuses a function whose code the client sent, by its language and name. */
export const userDefinedFunction: ExpressionDecoder<"commonInlineUserDefinedFunction"> = (message, origin) => {
  throw unsupported(`${languageOf(message.function.case)} user-defined function ${message.functionName}`.trim(), {
    origin,
  });
};

/** The language of a function whose code the client sent. */
export function languageOf(form: "pythonUdf" | "scalarScalaUdf" | "javaUdf" | undefined): string {
  switch (form) {
    case "pythonUdf":
      return "the Python";
    case "scalarScalaUdf":
      return "the Scala";
    case "javaUdf":
      return "the Java";
    case undefined:
      return "the";
  }
}

/** Refuses a plug-in's message by its type. */
export const refuseExtension: ExpressionDecoder<"extension"> = (message, origin) => {
  throw unsupported(`the expression extension ${message.typeUrl}`, { origin });
};
