import { create, toBinary } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import type { Logger } from "pino";
import { ErrorInfoSchema } from "../gen/google/rpc/error_details_pb.ts";
import { StatusSchema } from "../gen/google/rpc/status_pb.ts";
import { InternalError } from "../base/invariant.ts";
import { SparkError, sparkError } from "../errors/spark-error.ts";
import { classChainOf } from "./class-chains.ts";
import { type ErrorStore, wellFormed } from "./error-details.ts";
import { GrpcFailure, grpcCodes, percentEncoded } from "./grpc/status-codes.ts";

/** UTF-16 units of a message that clients are sent with the status; FetchErrorDetails has the rest. */
const MAX_MESSAGE = 2048;
/** Bytes of all trailers together: beyond 8 KiB clients lose the error. */
const MAX_TRAILER = 7680;
/** Units of a metadata value that may be long. */
const MAX_PARAMETERS = 1024;

/** The first line of a message without what may be of a user's query: quoted texts and numbers. */
const withoutLiterals = (message: string): string =>
  (message.split("\n", 1)[0] ?? "").replace(/'[^']*'|"[^"]*"|`[^`]*`/g, "…").replace(/\d+/g, "0");

/** Where an error was thrown, and where its cause was. */
const framesOf = (error: Error): readonly string[] =>
  [error, error.cause].flatMap((e) =>
    e instanceof Error ? (e.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [],
  );

/** Any error as one of Spark's: what is no user's error becomes INTERNAL_ERROR, under an id that stands in the log too. */
export function asSparkError(error: unknown, log: Logger): SparkError {
  if (error instanceof SparkError) return error;
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return sparkError("MAX_DEPTH_EXCEEDED", { limit: "the server's" }, { cause: error });
  }
  const internal =
    error instanceof InternalError
      ? error
      : new InternalError(error instanceof Error ? error.message : String(error), { cause: error });
  log.error({ id: internal.id, error: withoutLiterals(internal.message), at: framesOf(internal) }, "internal error");
  // The whole may quote queries and their values: not unless it is asked for.
  log.debug({ err: internal, id: internal.id }, "internal error");
  return sparkError(
    "INTERNAL_ERROR",
    { message: `${internal.message} (error id ${internal.id})` },
    { cause: internal },
  );
}

/**
 * An error as gRPC carries it: status INTERNAL, or RESOURCE_EXHAUSTED for the server's own limits, the message cut to what trailers bear, and an ErrorInfo with the
 * exception's classes, its condition, parameters and SQLSTATE. `errors` keeps the whole for FetchErrorDetails.
 */
export function toFailure(error: SparkError, errors: ErrorStore | undefined): GrpcFailure {
  const chain = classChainOf(error);
  const metadata: Record<string, string> = { classes: JSON.stringify(chain) };
  if (error.named) {
    metadata["errorClass"] = error.condition;
    if (error.sqlState !== "") metadata["sqlState"] = error.sqlState;
    const parameters = wellFormed(JSON.stringify(error.params));
    if (parameters.length <= MAX_PARAMETERS) metadata["messageParameters"] = parameters;
  }
  if (errors !== undefined) metadata["errorId"] = errors.keep(error);
  const info = anyPack(
    ErrorInfoSchema,
    create(ErrorInfoSchema, { reason: chain[0], domain: "org.apache.spark", metadata }),
  );
  const message = fitMessage(error.message, info.value.length);
  // The client compares this message and the call's own: they must be the same text.
  const code = error.condition.startsWith("FIRESTEEL_LIMIT_EXCEEDED.")
    ? grpcCodes.resourceExhausted
    : grpcCodes.internal;
  const status = create(StatusSchema, { code, message, details: [info] });
  return new GrpcFailure(code, message, toBinary(StatusSchema, status), { cause: error });
}

/** The longest beginning of a message that the trailers bear: it travels percent-encoded, and again in base64. */
function fitMessage(message: string, infoBytes: number): string {
  const cut = (units: number) =>
    message.length <= units ? wellFormed(message) : wellFormed(`${message.slice(0, units - 3)}...`);
  for (let units = MAX_MESSAGE; ; units = Math.floor(units * 0.85)) {
    const text = cut(units);
    const status = Buffer.byteLength(text) + infoBytes + 80;
    if (percentEncoded(text).length + Math.ceil(status / 3) * 4 <= MAX_TRAILER || units < 32) return text;
  }
}

/** The status of a call that would begin something on a server that is about to end. */
export const unavailable = (): GrpcFailure => new GrpcFailure(grpcCodes.unavailable, "the server is shutting down");

/** The status of a call without the token that the server asks for; Spark sends it without details. */
export const unauthenticated = (message: string): GrpcFailure => new GrpcFailure(grpcCodes.unauthenticated, message);
