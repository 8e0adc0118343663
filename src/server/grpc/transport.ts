import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import { FrameReader, framed, IncomingBytes, type Outgoing } from "./frames.ts";
import { failureTrailers, GrpcFailure, grpcCodes } from "./status-codes.ts";

/** One call: ends with its signal, be it by the client, by its deadline or because the connection broke. */
export interface Call {
  readonly signal: AbortSignal;
  readonly headers: IncomingHttpHeaders;
  /** Who calls, where that is known for certain. */
  readonly user: string | undefined;
  /** Whether an answer may end before its time: its client asks for the rest. */
  mayEndEarly: boolean;
}

/** A method by its kind. Messages are bytes here. What a handler throws goes through {@link TransportOptions.failure}. */
export type GrpcMethod = {
  /** Whether everyone may call it, known or not, and nobody waits for it to end. */
  readonly isOpen?: boolean;
  /** Whether it begins something that goes on after the call, or takes long. */
  readonly begins?: boolean;
} & (
  | { readonly kind: "unary"; readonly handle: (request: Uint8Array, call: Call) => Promise<Outgoing> | Outgoing }
  | { readonly kind: "stream"; readonly handle: (request: Uint8Array, call: Call) => AsyncIterable<Outgoing> }
  | {
      readonly kind: "upload";
      readonly handle: (requests: AsyncIterable<Uint8Array>, call: Call) => Promise<Outgoing>;
    }
);

/** What the transport is made of. */
export interface TransportOptions {
  /** By path: `/package.Service/Method`. */
  readonly methods: ReadonlyMap<string, GrpcMethod>;
  readonly maxMessageBytes: number;
  /** Bytes of requests that are not complete yet, all together. */
  readonly requestBytes: number;
  /** Is told that a request is large, before it is whole. */
  readonly onLargeRequest: () => void;
  /** A stream whose client takes nothing for so long is given up, in milliseconds. */
  readonly stallTimeout: number;
  /** Says before every call who makes it, where that is known; throws to refuse it. */
  readonly admit: (headers: IncomingHttpHeaders) => string | undefined;
  readonly failure: (reason: unknown) => GrpcFailure;
  /** Throws where nothing new may begin. */
  readonly checkBeginning: () => void;
  readonly calls: CallObserver;
}

/** Told of all calls of methods that exist, but the open ones. */
export interface CallObserver {
  began(): void;
  /** `path` is one of the methods'; `code` the call's status. */
  ended(path: string, code: number, milliseconds: number): void;
}

const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };
const MAX_TIMER = 2 ** 31 - 1;

/** Milliseconds of a `grpc-timeout`: `601S`. */
function timeoutOf(text: string | string[] | undefined): number | undefined {
  const match = typeof text === "string" ? /^(\d{1,8})([HMSmun])$/.exec(text) : null;
  return match === null ? undefined : Math.min(MAX_TIMER, Number(match[1]) * (UNITS[match[2] ?? "S"] ?? 1000));
}

/** The signal of a call, made when it is first asked for: most calls never need it. */
class CallState implements Call {
  readonly headers: IncomingHttpHeaders;
  user: string | undefined;
  mayEndEarly = false;
  #controller: AbortController | undefined;
  #aborted = false;

  constructor(headers: IncomingHttpHeaders) {
    this.headers = headers;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(callEnded);
    }
    return this.#controller.signal;
  }

  abort(): void {
    this.#aborted = true;
    this.#controller?.abort(callEnded);
  }
}

const callEnded = new Error("the call has ended");

const headersOf = { ":status": 200, "content-type": "application/grpc" } as const;

/** Serves gRPC on HTTP/2 streams: frames, deadlines, cancellation, back-pressure, trailers. Never compresses. */
export function grpcHandler(options: TransportOptions) {
  const incoming = new IncomingBytes(options.requestBytes, options.onLargeRequest);
  return (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => handle(options, incoming, stream, headers);
}

function handle(
  options: TransportOptions,
  incoming: IncomingBytes,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): void {
  const path = headers[":path"] ?? "";
  const start = performance.now();
  const call = new CallState(headers);
  const method = options.methods.get(path);
  let over = false;
  let isObserved = false;
  const observeEnd = (code: number) => {
    if (isObserved) options.calls.ended(path, code, performance.now() - start);
  };
  // A stream's errors are told to its close handler too; unheard they would end the process.
  stream.on("error", () => {});

  const end = (failure: GrpcFailure | undefined) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    observeEnd(failure?.code ?? grpcCodes.ok);
    if (stream.destroyed || stream.closed) return;
    const trailers = failure === undefined ? { "grpc-status": "0" } : failureTrailers(failure);
    if (!stream.headersSent) {
      stream.respond({ ...headersOf, ...trailers }, { endStream: true });
      // What the client still sends is read away: a reset might reach it before the status does.
      stream.resume();
      return;
    }
    stream.once("wantTrailers", () => stream.sendTrailers(trailers));
    stream.end();
  };
  const fail = (reason: unknown) => {
    end(reason instanceof GrpcFailure ? reason : options.failure(reason));
    call.abort();
  };

  stream.once("close", () => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    call.abort();
    observeEnd(1);
  });
  const timeout = timeoutOf(headers["grpc-timeout"]);
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(
          () => fail(new GrpcFailure(grpcCodes.deadlineExceeded, "the deadline of the call has passed")),
          timeout,
        );

  if (headers[":method"] !== "POST" || !/^application\/grpc(?:\+proto)?(?:;|$)/.test(headers["content-type"] ?? "")) {
    over = true;
    clearTimeout(timer);
    stream.respond({ ":status": 415 }, { endStream: true });
    return;
  }
  if (method === undefined) {
    fail(new GrpcFailure(grpcCodes.unimplemented, `there is no method ${path}`));
    return;
  }
  if (method.isOpen !== true) {
    isObserved = true;
    options.calls.began();
  }
  try {
    if (method.isOpen !== true) call.user = options.admit(headers);
    if (method.begins === true) options.checkBeginning();
  } catch (reason) {
    fail(reason);
    return;
  }
  const encoding = headers["grpc-encoding"];
  const reader = new FrameReader(
    options.maxMessageBytes,
    typeof encoding === "string" ? encoding : undefined,
    incoming,
  );
  stream.once("close", () => reader.clear());
  // A request that does not come to its end; an answer may take as long as it takes.
  stream.setTimeout(options.stallTimeout, () => {
    fail(stalled(options.stallTimeout));
    stream.close(constants.NGHTTP2_CANCEL);
  });
  stream.once("end", () => stream.setTimeout(0));
  if (method.kind === "upload") {
    answerOnce(stream, method.handle(messagesOf(stream, reader), call)).then(() => end(undefined), fail);
    return;
  }
  stream.on("data", (chunk: Buffer) => {
    try {
      if (!over) reader.push(chunk);
    } catch (reason) {
      reader.clear();
      fail(reason);
    }
  });
  stream.once("end", () => {
    if (over) return;
    try {
      const request = reader.next();
      if (request === undefined || !reader.isEmpty)
        throw new GrpcFailure(grpcCodes.internal, "the request holds not exactly one message");
      const answered =
        method.kind === "unary"
          ? answerOnce(stream, method.handle(request, call))
          : answerAll(stream, method.handle(request, call), call, options.stallTimeout);
      answered.then(() => end(undefined), fail);
    } catch (reason) {
      fail(reason);
    }
  });
}

function begin(stream: ServerHttp2Stream): void {
  if (!stream.headersSent && !stream.destroyed && !stream.closed) stream.respond(headersOf, { waitForTrailers: true });
}

async function answerOnce(stream: ServerHttp2Stream, answer: Promise<Outgoing> | Outgoing): Promise<void> {
  const message = await answer;
  begin(stream);
  send(stream, message);
}

/** Writes a message; false when the stream asks to wait. */
function send(stream: ServerHttp2Stream, message: Outgoing): boolean {
  if (stream.destroyed || stream.closed) return true;
  const flowing = stream.write(framed(message));
  return message.tail === undefined ? flowing : stream.write(message.tail);
}

async function answerAll(
  stream: ServerHttp2Stream,
  answers: AsyncIterable<Outgoing>,
  call: CallState,
  stallTimeout: number,
): Promise<void> {
  for await (const message of answers) {
    if (stream.destroyed || stream.closed) return;
    begin(stream);
    if (send(stream, message) || (await drained(stream, call, stallTimeout))) continue;
    // Who comes back to read finds the end; what was written is not kept for ever.
    const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), stallTimeout);
    stream.once("close", () => clearTimeout(timer));
    if (call.mayEndEarly) return;
    throw stalled(stallTimeout);
  }
  begin(stream);
}

const stalled = (milliseconds: number): GrpcFailure =>
  new GrpcFailure(
    grpcCodes.deadlineExceeded,
    `the client has neither sent nor taken anything for ${milliseconds / 1000} s`,
  );

/** Resolves when more can be written, or nothing ever again; false when the client has taken nothing for too long. */
const drained = (stream: ServerHttp2Stream, call: CallState, stallTimeout: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (isDrained: boolean) => {
      clearTimeout(timer);
      stream.off("drain", onDrain);
      stream.off("close", onDrain);
      call.signal.removeEventListener("abort", onDrain);
      resolve(isDrained);
    };
    const onDrain = () => settle(true);
    const timer = setTimeout(() => settle(false), stallTimeout);
    stream.once("drain", onDrain);
    stream.once("close", onDrain);
    call.signal.addEventListener("abort", onDrain, { once: true });
  });

async function* messagesOf(stream: ServerHttp2Stream, reader: FrameReader): AsyncGenerator<Uint8Array> {
  // A failure must leave the stream open: its status is still to be sent.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    reader.push(chunk);
    for (let message = reader.next(); message !== undefined; message = reader.next()) yield message;
  }
  if (!reader.isEmpty) throw new GrpcFailure(grpcCodes.internal, "the upload ends inside a message");
}
