import { availableParallelism, tmpdir } from "node:os";
import { resolve } from "node:path";
import * as z from "zod/mini";

/** One setting of the server: what `--help`, the environment and the documentation say of it. */
export interface Setting<S extends z.ZodMiniType = z.ZodMiniType> {
  /** What stands for the value in the flag's help. */
  readonly value: string;
  readonly doc: string;
  /** How the default is said where it is no plain value. */
  readonly shownDefault?: string;
  /** May be given several times; the values are joined by line feeds. */
  readonly repeats?: boolean;
  /** Text to value; applied to the default's text where nothing is given. */
  readonly schema: S;
  /** The text that holds when nothing is given; absent: the value is undefined. */
  readonly default?: string;
}

const UNITS: Readonly<Record<string, number>> = { "": 1, B: 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };
const TIMES: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const parsed = <T>(what: string, parse: (text: string) => T | undefined) =>
  z.pipe(
    z.string(),
    z.transform((text, cx) => {
      const value = parse(text);
      if (value !== undefined) return value;
      cx.issues.push({ code: "custom", message: `${JSON.stringify(text)} is no ${what}`, input: text });
      return z.NEVER;
    }),
  );

const integer = (least: number, most: number) =>
  parsed(`whole number from ${least} to ${most}`, (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });

const bytes = parsed("size (as 512M, 4G)", (text) => {
  const match = /^(\d+(?:\.\d+)?)\s*([BKMGT]?)(?:i?B)?$/i.exec(text.trim());
  const value = match === null ? Number.NaN : Number(match[1]) * (UNITS[(match[2] ?? "").toUpperCase()] ?? Number.NaN);
  return value >= 1 ? Math.floor(value) : undefined;
});

const duration = parsed("time (as 30s, 5m, 1h)", (text) => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const value = match === null ? Number.NaN : Number(match[1]) * (TIMES[match[2] ?? ""] ?? Number.NaN);
  return value >= 1 && value < 2 ** 31 ? value : undefined;
});

const path = parsed("path", (text) => (text === "" ? undefined : resolve(text)));
const text = parsed("text", (given) => (given === "" ? undefined : given));

const sparkVersion = parsed("Spark version (as 4.0.0)", (given) => (/^\d+\.\d+\.\d+$/.test(given) ? given : undefined));

const sparkSettings = parsed("list of key=value", (given) => {
  const entries = given
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => /^([^=]+)=(.*)$/s.exec(line));
  return entries.every((entry) => entry !== null)
    ? Object.fromEntries(entries.map((entry) => [entry?.[1]?.trim() ?? "", entry?.[2] ?? ""]))
    : undefined;
});

const setting = <const D extends Setting>(definition: D): D => definition;

/** Every setting of the server by its flag (`--memory-limit`); the environment has them as `FIRESTEEL_MEMORY_LIMIT`. */
export const settings = {
  port: setting({
    value: "PORT",
    default: "15002",
    schema: integer(0, 65535),
    doc: "The port to listen on; 0 takes a free one.",
  }),
  host: setting({
    value: "ADDRESS",
    default: "127.0.0.1",
    schema: text,
    doc: "The address to listen on. Anything but the default lets other machines in: set a token and TLS then.",
  }),
  warehouse: setting({ value: "DIRECTORY", default: "spark-warehouse", schema: path, doc: "Where tables live." }),
  threads: setting({
    value: "COUNT",
    schema: integer(1, 1024),
    shownDefault: `all cores, ${availableParallelism()} here`,
    doc: "Threads of the query engine.",
  }),
  "memory-limit": setting({
    value: "SIZE",
    schema: bytes,
    shownDefault: "60 % of the memory that the process may use",
    doc: "Memory of the query engine; beyond it queries spill to the temporary directory.",
  }),
  "temp-directory": setting({
    value: "DIRECTORY",
    default: tmpdir(),
    schema: path,
    doc: "Where queries spill, into a fresh directory that goes when the server ends.",
  }),
  "max-temp-size": setting({
    value: "SIZE",
    schema: bytes,
    shownDefault: "what the disk has",
    doc: "Most bytes to spill.",
  }),
  "max-queries": setting({
    value: "COUNT",
    default: "16",
    schema: integer(1, 512),
    doc: "Queries that run at once; others wait.",
  }),
  "extension-directory": setting({
    value: "DIRECTORY",
    schema: path,
    shownDefault: "the engine's own",
    doc: "Where extensions of the query engine lie.",
  }),
  "max-artifact-size": setting({
    value: "SIZE",
    default: "1G",
    schema: bytes,
    doc: "Most bytes of uploads that a session may keep.",
  }),
  "spark-version": setting({
    value: "VERSION",
    default: "4.0.0",
    schema: sparkVersion,
    doc: "The Spark spoken to clients that do not tell their version; all others are spoken to in their own.",
  }),
  conf: setting({
    value: "KEY=VALUE",
    repeats: true,
    default: "",
    shownDefault: "none",
    schema: sparkSettings,
    doc: "A Spark setting that all sessions start with; may be given several times.",
  }),
  token: setting({
    value: "TEXT",
    schema: text,
    shownDefault: "none",
    doc: "What clients must give as `token` in their connection string; better set in the environment.",
  }),
  "tls-cert": setting({ value: "FILE", schema: path, shownDefault: "none", doc: "The certificate (PEM) for TLS." }),
  "tls-key": setting({ value: "FILE", schema: path, shownDefault: "none", doc: "The private key (PEM) for TLS." }),
  "session-timeout": setting({
    value: "TIME",
    default: "60m",
    schema: duration,
    doc: "An idle session is closed after this time.",
  }),
  "detached-timeout": setting({
    value: "TIME",
    default: "5m",
    schema: duration,
    doc: "A result that nobody reads is given up after this time.",
  }),
  "broken-stream-timeout": setting({
    value: "TIME",
    default: "30s",
    schema: duration,
    doc: "A running query whose client has vanished is cancelled after this time.",
  }),
  "log-level": setting({
    value: "LEVEL",
    default: "info",
    schema: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]),
    doc: "What is written to the log: trace, debug, info, warn, error, fatal or silent.",
  }),
} satisfies Record<string, Setting>;

type Settings = typeof settings;
type ValueOf<S extends Setting> = z.output<S["schema"]>;

/** The value of every setting; undefined where neither it was given nor a default exists. */
export type Config = {
  readonly [K in keyof Settings]: Settings[K] extends { readonly default: string }
    ? ValueOf<Settings[K]>
    : ValueOf<Settings[K]> | undefined;
};

/** A setting that cannot be understood; the message is for the user. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

/** A setting's name in the environment. */
export const environmentName = (flag: string): string => `FIRESTEEL_${flag.toUpperCase().replaceAll("-", "_")}`;

/** The settings from flags, then the environment, then defaults. Throws {@link ConfigError}. */
export function loadConfig(
  flags: Readonly<Record<string, string | undefined>>,
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(settings) as [string, Setting][]) {
    const given = flags[name] ?? env[environmentName(name)] ?? definition.default;
    if (given === undefined) continue;
    const result = definition.schema.safeParse(given);
    if (!result.success) {
      // A secret's text must not come back in a message.
      const reason = name === "token" ? "it is empty" : (result.error.issues[0]?.message ?? "it is not understood");
      throw new ConfigError(`--${name}: ${reason}`);
    }
    values[name] = result.data;
  }
  const config = values as Config;
  if ((config["tls-cert"] === undefined) !== (config["tls-key"] === undefined))
    throw new ConfigError("--tls-cert and --tls-key go together");
  return config;
}
