import { readFile } from "node:fs/promises";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { digestOf } from "./server/authentication.ts";
import type { ServerOptions } from "./server/server.ts";

/** What the server's files say of keys and tokens. Throws {@link ConfigError}, which names no path of theirs. */
export async function readSecrets(config: Config): Promise<Pick<ServerOptions, "tls" | "credentials">> {
  const { "tls-cert": cert, "tls-key": key, "tokens-file": tokens, token } = config;
  return {
    tls: cert === undefined || key === undefined ? undefined : await keysOf(cert, key),
    credentials:
      tokens !== undefined
        ? await credentialsOf(tokens)
        : token === undefined
          ? undefined
          : [{ sha256: digestOf(token) }],
  };
}

async function credentialsOf(file: string) {
  const { readTokensFile } = await import("./tokens-file.ts");
  return readTokensFile(file);
}

async function keysOf(cert: string, key: string) {
  const { createSecureContext } = await import("node:tls");
  const keys = { cert: await textOf(cert, "tls-cert"), key: await textOf(key, "tls-key") };
  try {
    createSecureContext(keys);
  } catch (cause) {
    throw new ConfigError(`--tls-cert and --tls-key are no certificate and its key (${codeOf(cause)})`, { cause });
  }
  return keys;
}

async function textOf(path: string, setting: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new ConfigError(`--${setting}: the file cannot be read (${codeOf(cause)})`, { cause });
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
