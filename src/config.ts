import type * as z from "zod/mini";
import {
  bearerToken,
  bytes,
  duration,
  integer,
  keyValues,
  oneOf,
  path,
  sparkVersion,
  text,
  warehouse,
} from "./config-values.ts";
import { defaultLimits } from "./server/limits.ts";

/** One setting of the server: what `--help`, the environment, the file and the documentation say of it. */
export interface Setting<S extends z.ZodMiniType = z.ZodMiniType> {
  /** What stands for the value in the flag's help. */
  readonly value: string;
  readonly doc: string;
  /** The heading in the documentation under which it stands. */
  readonly group: Group;
  /** How the default is said where it is no plain value. */
  readonly shownDefault?: string;
  /** May be given several times; the values are joined by line feeds. In a file it is a mapping. */
  readonly repeats?: boolean;
  /** Its value is shown in no message, log or printout. */
  readonly secret?: boolean;
  /** Another variable of the environment that gives it: Spark's own. */
  readonly alsoVariable?: string;
  /** Spark's name for the same, which `conf` does not take. */
  readonly spark?: string;
  /** Text to value; applied to the default's text where nothing is given. */
  readonly schema: S;
  /** The text that holds when nothing is given; absent: the value is undefined. */
  readonly default?: string;
}

/** The headings of the documentation, in order. */
export const groups = [
  "Listening",
  "Who may come in",
  "The query engine",
  "Memory and disk",
  "Sessions and operations",
  "Queries at once",
  "Python",
  "Spark",
  "Log and shutdown",
] as const;

type Group = (typeof groups)[number];

const setting = <const D extends Setting>(definition: D): D => definition;

/**
 * Every setting of the server by its flag (`--memory-limit`). The environment has them as `FIRESTEEL_MEMORY_LIMIT`, a
 * configuration file as `memory-limit`.
 */
export const settings = {
  port: setting({
    group: "Listening",
    value: "PORT",
    default: "15002",
    schema: integer(0, 65535),
    spark: "spark.connect.grpc.binding.port",
    doc: "The port to listen on; 0 takes a free one.",
  }),
  host: setting({
    group: "Listening",
    value: "ADDRESS",
    default: "127.0.0.1",
    schema: text,
    spark: "spark.connect.grpc.binding.address",
    doc: "The address to listen on. Anything but loopback lets other machines in: give tokens and TLS then.",
  }),
  "http-port": setting({
    group: "Listening",
    value: "PORT",
    schema: integer(0, 65535),
    shownDefault: "none",
    doc: "A port for operators: `/healthz` (the process lives), `/readyz` (it takes new work) and `/metrics` (Prometheus), without tokens; 0 takes a free one. The gRPC health service is always there, on the main port.",
  }),
  "http-host": setting({
    group: "Listening",
    value: "ADDRESS",
    default: "127.0.0.1",
    schema: text,
    doc: "The address of the operators' port.",
  }),
  token: setting({
    group: "Who may come in",
    value: "TEXT",
    schema: bearerToken,
    secret: true,
    alsoVariable: "SPARK_CONNECT_AUTHENTICATE_TOKEN",
    spark: "spark.connect.authenticate.token",
    shownDefault: "none",
    doc: "What all clients must give as `token` in their connection string. Set it in the environment or the file: flags can be read in the list of processes.",
  }),
  "tokens-file": setting({
    group: "Who may come in",
    value: "FILE",
    schema: path,
    secret: true,
    shownDefault: "none",
    doc: "A YAML or JSON file that maps tokens to users: `<token>: <user>`, or `sha256:<hexadecimal digest>: <user>`. A client is the user that its token says, whatever it calls itself, and users have nothing in common, not even global temporary views. Read again on SIGHUP.",
  }),
  "tls-cert": setting({
    group: "Who may come in",
    value: "FILE",
    schema: path,
    shownDefault: "none",
    doc: "The certificate (PEM, with its chain) for TLS; read again on SIGHUP.",
  }),
  "tls-key": setting({
    group: "Who may come in",
    value: "FILE",
    schema: path,
    secret: true,
    shownDefault: "none",
    doc: "The private key (PEM) for TLS; read again on SIGHUP.",
  }),
  threads: setting({
    group: "The query engine",
    value: "COUNT",
    schema: integer(1, 1024),
    shownDefault: "all cores",
    doc: "Threads of the query engine.",
  }),
  warehouse: setting({
    group: "The query engine",
    value: "DIRECTORY",
    default: "spark-warehouse",
    schema: warehouse,
    doc: "Where tables live: their files, and what the server knows of them. One server has it at a time. `memory`: tables end with the server.",
  }),
  "extension-directory": setting({
    group: "The query engine",
    value: "DIRECTORY",
    schema: path,
    shownDefault: "the engine's own",
    doc: "Where extensions of the query engine lie.",
  }),
  "memory-limit": setting({
    group: "Memory and disk",
    value: "SIZE",
    schema: bytes,
    shownDefault: "what the control group or the machine has",
    doc: "Memory that the server may use in all. It is shared out between the query engine (60 %), results on their way (17 %) and requests on their way (8 %); the rest is the process's own.",
  }),
  "engine-memory": setting({
    group: "Memory and disk",
    value: "SIZE",
    schema: bytes,
    shownDefault: "a share of the memory limit",
    doc: "Memory of the query engine; beyond it queries spill to the temporary directory, and fail where they cannot.",
  }),
  "result-memory": setting({
    group: "Memory and disk",
    value: "SIZE",
    schema: bytes,
    shownDefault: "a share of the memory limit",
    doc: "Memory for results that clients have not taken yet; beyond it queries wait for their readers.",
  }),
  "request-memory": setting({
    group: "Memory and disk",
    value: "SIZE",
    schema: bytes,
    shownDefault: "a share of the memory limit",
    doc: "Memory for requests that are coming in; beyond it large ones are refused.",
  }),
  "temp-directory": setting({
    group: "Memory and disk",
    value: "DIRECTORY",
    schema: path,
    shownDefault: "the system's",
    doc: "Where queries spill, into a fresh directory that goes when the server ends.",
  }),
  "max-temp-size": setting({
    group: "Memory and disk",
    value: "SIZE",
    schema: bytes,
    shownDefault: "90 % of what is free on the disk",
    doc: "Most bytes to spill; queries that need more fail.",
  }),
  "max-cache-size": setting({
    group: "Memory and disk",
    value: "SIZE",
    default: "16G",
    schema: bytes,
    doc: "Most bytes of cached and checkpointed data that all sessions keep, in memory and spilled; beyond it the cached data that was not used for longest is given up, and computed anew when it is used again.",
  }),
  "max-artifact-size": setting({
    group: "Memory and disk",
    value: "SIZE",
    default: "1G",
    schema: bytes,
    doc: "Most bytes of uploads that a session may keep.",
  }),
  "max-message-size": setting({
    group: "Sessions and operations",
    value: "SIZE",
    default: "128M",
    schema: bytes,
    spark: "spark.connect.grpc.maxInboundMessageSize",
    doc: "The largest request.",
  }),
  "max-plan-depth": setting({
    group: "Sessions and operations",
    value: "COUNT",
    default: String(defaultLimits.maxPlanDepth),
    schema: integer(100, 1_000_000),
    spark: "spark.connect.grpc.marshallerRecursionLimit",
    doc: "How many levels the messages of a request may nest; `withColumn` takes two.",
  }),
  "max-sessions": setting({
    group: "Sessions and operations",
    value: "COUNT",
    default: "1000",
    schema: integer(1, 1_000_000),
    doc: "Sessions at once; more are refused.",
  }),
  "max-sessions-per-user": setting({
    group: "Sessions and operations",
    value: "COUNT",
    schema: integer(1, 1_000_000),
    shownDefault: "as many as there may be in all",
    doc: "Sessions at once of one user; more are refused.",
  }),
  "max-operations-per-session": setting({
    group: "Sessions and operations",
    value: "COUNT",
    default: "1000",
    schema: integer(1, 1_000_000),
    doc: "Operations of one session that run, wait, or have results that are not taken; more are refused.",
  }),
  "upload-directory": setting({
    group: "Sessions and operations",
    value: "DIRECTORY",
    schema: path,
    shownDefault: "none: it is refused",
    doc: "The one directory into which clients may write files by `spark.copyFromLocalToFs`.",
  }),
  "session-timeout": setting({
    group: "Sessions and operations",
    value: "TIME",
    default: "60m",
    schema: duration,
    spark: "spark.connect.session.manager.defaultSessionTimeout",
    doc: "An idle session is closed after this time.",
  }),
  "detached-timeout": setting({
    group: "Sessions and operations",
    value: "TIME",
    default: "5m",
    schema: duration,
    spark: "spark.connect.execute.manager.detachedTimeout",
    doc: "A result that nobody reads is given up after this time.",
  }),
  "broken-stream-timeout": setting({
    group: "Sessions and operations",
    value: "TIME",
    default: "30s",
    schema: duration,
    doc: "A running query whose client has vanished is cancelled after this time.",
  }),
  "stall-timeout": setting({
    group: "Sessions and operations",
    value: "TIME",
    default: "2m",
    schema: duration,
    doc: "A stream whose client neither sends nor takes anything for this time is given up; clients that can, ask for the rest when they go on.",
  }),
  "stream-duration": setting({
    group: "Sessions and operations",
    value: "TIME",
    default: "2m",
    schema: duration,
    spark: "spark.connect.execute.reattachable.senderMaxStreamDuration",
    doc: "A stream of results ends after this time, and its client asks for the rest.",
  }),
  "stream-size": setting({
    group: "Sessions and operations",
    value: "SIZE",
    default: "1G",
    schema: bytes,
    spark: "spark.connect.execute.reattachable.senderMaxStreamSize",
    doc: "A stream of results ends after so many bytes, and its client asks for the rest.",
  }),
  "retry-buffer": setting({
    group: "Sessions and operations",
    value: "SIZE",
    default: "64M",
    schema: bytes,
    spark: "spark.connect.execute.reattachable.observerRetryBufferSize",
    doc: "Bytes of results that were sent and are kept for clients whose connection breaks, per operation.",
  }),
  "result-buffer": setting({
    group: "Sessions and operations",
    value: "SIZE",
    default: "16M",
    schema: bytes,
    doc: "Bytes of results that a query may be ahead of its reader, per operation.",
  }),
  "max-queries": setting({
    group: "Queries at once",
    value: "COUNT",
    default: "16",
    schema: integer(1, 48),
    doc: "Queries that run at once; others wait in turn, by user and session. Some places are for small queries only, so that long ones do not stop them; of those that are not small no more compute at once than the engine has threads, and beside them as many that have run for long.",
  }),
  "max-queued-queries": setting({
    group: "Queries at once",
    value: "COUNT",
    default: "1000",
    schema: integer(0, 1_000_000),
    doc: "Queries that wait for a place; more are refused.",
  }),
  "queue-timeout": setting({
    group: "Queries at once",
    value: "TIME",
    default: "30m",
    schema: duration,
    doc: "A query that has waited so long for a place is refused.",
  }),
  python: setting({
    group: "Python",
    value: "PATH[,PATH…]",
    schema: text,
    shownDefault: "python3; none where other machines come in",
    doc: "Interpreters that run the functions of clients, each with a PySpark: a client's functions run where its version of PySpark and its Python are. `none` refuses such functions. Whoever may send them may do whatever the server's user may.",
  }),
  "python-workers": setting({
    group: "Python",
    value: "COUNT",
    schema: integer(1, 10_000),
    shownDefault: "twice the machine's cores",
    doc: "Python processes that work at once; what needs one more waits.",
  }),
  "python-memory-limit": setting({
    group: "Python",
    value: "SIZE",
    schema: bytes,
    shownDefault: "none",
    doc: "Address space of one Python process.",
  }),
  "python-idle-time": setting({
    group: "Python",
    value: "TIME",
    default: "10m",
    schema: duration,
    doc: "A Python process that has had nothing to do for so long ends.",
  }),
  "python-task-time": setting({
    group: "Python",
    value: "TIME",
    schema: duration,
    shownDefault: "none",
    doc: "A Python process that has work and neither takes nor gives any rows for so long is ended, and its query fails.",
  }),
  "query-timeout": setting({
    group: "Queries at once",
    value: "TIME",
    schema: duration,
    shownDefault: "none",
    doc: "A query that has run so long is ended.",
  }),
  "spark-version": setting({
    group: "Spark",
    value: "VERSION",
    default: "4.0.4",
    schema: sparkVersion,
    doc: "The Spark spoken to clients that do not tell their version; all others are spoken to in their own.",
  }),
  conf: setting({
    group: "Spark",
    value: "KEY=VALUE",
    repeats: true,
    default: "",
    shownDefault: "none",
    schema: keyValues,
    doc: "A Spark setting that all sessions start with; may be given several times. Flags, environment and file add up, key by key.",
  }),
  "shutdown-timeout": setting({
    group: "Log and shutdown",
    value: "TIME",
    default: "25s",
    schema: duration,
    doc: "On SIGTERM and SIGINT nothing new begins; what runs has this time to end. A second signal ends it at once.",
  }),
  "log-level": setting({
    group: "Log and shutdown",
    value: "LEVEL",
    default: "info",
    schema: oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
    doc: "What is written to the log: trace, debug, info, warn, error, fatal or silent.",
  }),
} satisfies Record<string, Setting>;

type Settings = typeof settings;
type ValueOf<S extends Setting> = z.output<S["schema"]>;

/** A setting's name. */
export type SettingName = keyof Settings;

/** The value of every setting; undefined where neither it was given nor a default exists. */
export type Config = {
  readonly [K in keyof Settings]: Settings[K] extends { readonly default: string }
    ? ValueOf<Settings[K]>
    : ValueOf<Settings[K]> | undefined;
};

/** All settings with their names, in the table's order. */
export const settingEntries = Object.entries(settings) as [SettingName, Setting][];

/** A setting's name in the environment. */
export const environmentName = (flag: string): string => `FIRESTEEL_${flag.toUpperCase().replaceAll("-", "_")}`;
