/** The gRPC status codes that this server answers with. */
export const grpcCodes = {
  ok: 0,
  deadlineExceeded: 4,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

export type GrpcCode = (typeof grpcCodes)[keyof typeof grpcCodes];

/** How a call ends that does not succeed. `details` is a serialized google.rpc.Status. */
export class GrpcFailure extends Error {
  readonly code: GrpcCode;
  readonly details: Uint8Array | undefined;

  constructor(code: GrpcCode, message: string, details?: Uint8Array, options?: ErrorOptions) {
    super(message, options);
    this.name = "GrpcFailure";
    this.code = code;
    this.details = details;
  }
}

const escaped = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** A message as the `grpc-message` trailer carries it: UTF-8, percent-encoded but for printable ASCII. */
export function percentEncoded(message: string): string {
  if (/^(?! )[ -$&-~]*(?<! )$/.test(message)) return message;
  const bytes = Buffer.from(message, "utf8");
  let text = "";
  for (const [i, byte] of bytes.entries()) {
    // Blanks at the ends are no part of a header's value.
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x25;
    const inner = byte === 0x20 && i > 0 && i < bytes.length - 1;
    text += plain || inner ? String.fromCharCode(byte) : escaped(byte);
  }
  return text;
}

/** The trailers of a failed call. */
export const failureTrailers = ({ code, message, details }: GrpcFailure): Record<string, string> => ({
  "grpc-status": String(code),
  "grpc-message": percentEncoded(message),
  ...(details === undefined ? {} : { "grpc-status-details-bin": Buffer.from(details).toString("base64") }),
});
