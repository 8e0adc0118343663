import { createSecureServer, createServer, type Http2SecureServer, type Http2Server, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import type { Logger } from "pino";
import type { Engine } from "../engine/api.ts";
import { abortGuard, logCalls, requireToken } from "./interceptors.ts";
import { defaultLimits, type ServerLimits } from "./limits.ts";
import { addService } from "./service/index.ts";
import { Sessions } from "./sessions.ts";

/** What a server is made of. */
export interface ServerOptions {
  readonly engine: Engine;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly log: Logger;
  /** PEM texts; absent: plain HTTP/2. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** What clients must send as their bearer token. */
  readonly token?: string | undefined;
  /** The Spark version spoken to clients that do not say theirs. */
  readonly defaultVersion: string;
  readonly limits?: Partial<ServerLimits> | undefined;
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Stops listening, ends all operations and sessions. The engine is its owner's to close. */
  close(): Promise<void>;
}

const MIB = 1024 * 1024;

/** Starts a Spark Connect server over HTTP/2, and resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { engine, log, host, port, defaultVersion } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const sessions = new Sessions({ engine, limits, defaultVersion, log });
  const handler = connectNodeAdapter({
    routes: (router) => addService(router, { sessions, log }),
    interceptors: [logCalls(log), ...(options.token === undefined ? [] : [requireToken(options.token)]), abortGuard],
    grpcWeb: false,
    connect: false,
    readMaxBytes: limits.maxMessageBytes,
    writeMaxBytes: limits.maxMessageBytes,
    // Every Python client accepts gzip, and connect would then compress at a fiftieth of the speed.
    compressMinBytes: 0xffffffff,
  });
  // Larger windows than HTTP/2's 64 KiB double the speed of uploads.
  const settings = { initialWindowSize: 8 * MIB };
  const server: Http2Server | Http2SecureServer =
    options.tls === undefined ? createServer({ settings }, handler) : createSecureServer({ ...options.tls, allowHTTP1: false, settings }, handler);
  const open = new Set<ServerHttp2Session>();
  // Peers that vanish without a word are noticed.
  server.on("connection", (socket) => socket.setKeepAlive(true, 30_000));
  server.on("session", (session) => {
    session.setLocalWindowSize(16 * MIB);
    open.add(session);
    session.once("close", () => open.delete(session));
    session.on("error", (err) => log.debug({ err }, "connection failed"));
  });
  server.on("sessionError", (err) => log.debug({ err }, "connection failed"));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    close: async () => {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      await sessions.close();
      for (const session of open) session.close();
      const late = setTimeout(() => {
        for (const session of open) session.destroy();
      }, 1000);
      await stopped;
      clearTimeout(late);
    },
  };
}
