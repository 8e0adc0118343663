import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Engine } from "../engine/api.ts";
import { Authenticator, type Credential } from "./authentication.ts";
import { grpcHandler } from "./grpc/transport.ts";
import { loggingObserver, type OperationObserver, observers } from "./observer.ts";
import { Health } from "./health.ts";
import { defaultLimits, type ServerLimits } from "./limits.ts";
import { failureOf, serviceMethods } from "./service/index.ts";
import { unavailable } from "./status.ts";
import { Sessions } from "./sessions.ts";

/** A private key and its certificate with its chain, as PEM texts. */
export interface TlsKeys {
  readonly key: string;
  readonly cert: string;
}

/** What a server is made of. */
export interface ServerOptions {
  readonly engine: Engine;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly log: Logger;
  /** Absent: plain HTTP/2. */
  readonly tls?: TlsKeys | undefined;
  /** The bearer tokens of those who may come in; absent: everyone may. */
  readonly credentials?: readonly Credential[] | undefined;
  /** The Spark version spoken to clients that do not say theirs. */
  readonly defaultVersion: string;
  /** Where clients may copy files to; undefined: nowhere. */
  readonly uploadDirectory?: string | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
  /** Are told of every operation, beside the log. */
  readonly observers?: readonly OperationObserver[] | undefined;
  /** When the engine has started, which the health service tells; absent: it has. */
  readonly ready?: Promise<void> | undefined;
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Whether it takes new work: its engine has started, and it is not about to end. */
  readonly isServing: () => boolean;
  /** How many sessions are open, and bytes of results that clients have not released. */
  readonly sessions: () => number;
  readonly resultBytes: () => number;
  /** Other keys and tokens hold for connections and calls from now on. Whether there are any cannot change. */
  renew(secrets: Pick<ServerOptions, "tls" | "credentials">): void;
  /**
   * Begins nothing new, and waits until what runs has ended and clients have their results, but no longer than so many
   * milliseconds. Tells whether it all ended.
   */
  drain(milliseconds: number): Promise<boolean>;
  /** Stops listening, ends all operations and sessions. The engine is its owner's to close. */
  close(): Promise<void>;
}

const MIB = 1024 * 1024;
/** Time for calls to end by themselves when the server closes. */
const GRACE = 1000;

/** How often a server that drains looks whether all is quiet, and for how long it must be: clients release what they have read. */
const DRAIN_STEP = 25;
const DRAIN_QUIET = 150;

/** Starts a Spark Connect server over HTTP/2, and resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, log, host, port, defaultVersion } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const sessions = new Sessions({ engine, limits, defaultVersion, log });
  const observe = observers([loggingObserver(log), ...(options.observers ?? [])]);
  const cx = { sessions, log, observe, maxPlanDepth: limits.maxPlanDepth, uploadDirectory: options.uploadDirectory };
  const authenticator = new Authenticator(options.credentials);
  const health = new Health();
  const tellsCalls = log.isLevelEnabled("debug");
  let calls = 0;
  let isDraining = false;
  const handler = grpcHandler({
    methods: new Map([...serviceMethods(cx), ...health.methods]),
    maxMessageBytes: limits.maxMessageBytes,
    requestBytes: limits.requestBytes,
    onLargeRequest: () => engine.expectRows(),
    stallTimeout: limits.stallTimeout,
    admit: (headers) => authenticator.admit(headers),
    failure: (reason) => failureOf(cx, reason),
    checkBeginning: () => {
      if (isDraining) throw unavailable();
    },
    calls: {
      began: () => {
        calls++;
      },
      ended: (method, code, ms) => {
        calls--;
        // Never a header or a message: they may hold secrets.
        if (tellsCalls) log.debug({ method, code, ms: Math.round(ms * 10) / 10 }, "call");
      },
    },
  });
  // Larger windows than HTTP/2's 64 KiB double the speed of uploads. The memory bound would refuse calls beside a large result.
  const http2 = {
    settings: { initialWindowSize: 8 * MIB, enablePush: false, maxConcurrentStreams: 1000 },
    maxSessionMemory: 1024,
  };
  const secure = options.tls && createSecureServer({ ...http2, ...options.tls, allowHTTP1: false });
  const server: Http2Server | Http2SecureServer = secure ?? createServer(http2);
  const open = new Set<ServerHttp2Session>();
  const sockets = new Set<Socket>();
  // Peers that vanish without a word are noticed, and small answers do not wait for acknowledgements.
  server.on("connection", (socket: Socket) => {
    socket.setKeepAlive(true, 30_000);
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("session", (session) => {
    session.setLocalWindowSize(16 * MIB);
    open.add(session);
    session.once("close", () => open.delete(session));
    session.on("error", (err) => log.debug({ err }, "connection failed"));
  });
  server.on("sessionError", (err) => log.debug({ err }, "connection failed"));
  server.on("stream", handler);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  (options.ready ?? Promise.resolve()).then(
    () => {
      health.isServing = !isDraining;
    },
    // Who owns the engine tells why.
    () => {},
  );
  return {
    isServing: () => health.isServing,
    sessions: () => sessions.size,
    resultBytes: () => sessions.resultBytes,
    port: (server.address() as AddressInfo).port,
    renew: ({ tls, credentials }) => {
      authenticator.replace(credentials);
      if (tls !== undefined) secure?.setSecureContext({ ...tls });
    },
    drain: async (milliseconds) => {
      isDraining = true;
      health.isServing = false;
      sessions.drain();
      let quiet = 0;
      for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(DRAIN_STEP)) {
        quiet = calls === 0 && sessions.isQuiet ? quiet + DRAIN_STEP : 0;
        if (quiet > DRAIN_QUIET) return true;
      }
      return false;
    },
    close: async () => {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      health.close();
      sessions.interrupt();
      for (let waited = 0; calls > 0 && waited < GRACE; waited += DRAIN_STEP) await sleep(DRAIN_STEP);
      await sessions.close();
      for (const session of open) session.close();
      // Sockets, not sessions: a destroyed session whose peer does not read leaves its socket open.
      const late = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, GRACE);
      await stopped;
      clearTimeout(late);
    },
  };
}
