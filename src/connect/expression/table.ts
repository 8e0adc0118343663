import type { Expression as PbExpression } from "../../gen/spark/connect/expressions_pb.ts";
import type { Origin } from "../../errors/origin.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { DecodeContext } from "../context.ts";

/** The forms of an expression on the wire. */
export type ExpressionForms = Exclude<PbExpression["exprType"], { case: undefined }>;

/** The message of one form. */
export type ExpressionForm<K extends ExpressionForms["case"]> = Extract<ExpressionForms, { case: K }>["value"];

/** Decodes one form; `origin` is where the client wrote the expression. */
export type ExpressionDecoder<K extends ExpressionForms["case"]> = (
  message: ExpressionForm<K>,
  origin: Origin | undefined,
  cx: DecodeContext,
) => Expression;

/** A decoder for each form: a form that the protocol gains does not compile until it is decoded or refused. */
export type ExpressionDecoders = { readonly [K in ExpressionForms["case"]]: ExpressionDecoder<K> };
