import { unsupported } from "../../errors/spark-error.ts";
import type { Origin } from "../../errors/origin.ts";
import type { ExpressionDecoder } from "./table.ts";

/** Refuses a form by the feature's name. */
export const refuse =
  (feature: string) =>
  (_message: unknown, origin: Origin | undefined): never => {
    throw unsupported(feature, { origin });
  };

/** Refuses a plug-in's message by its type. */
export const refuseExtension: ExpressionDecoder<"extension"> = (message, origin) => {
  throw unsupported(`the expression extension ${message.typeUrl}`, { origin });
};
