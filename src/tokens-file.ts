import { ConfigError } from "./config-error.ts";
import { readMapping } from "./config-file.ts";
import { type Credential, digestOf } from "./server/authentication.ts";

const HASHED = /^sha256:([0-9a-f]{64})$/i;

/**
 * Reads a YAML or JSON file that maps tokens to users, `<token>: <user>`, or `sha256:<digest>: <user>` where the token
 * itself is not to lie there. Throws {@link ConfigError}, which never quotes the file.
 */
export async function readTokensFile(path: string): Promise<readonly Credential[]> {
  const entries = Object.entries(await readMapping(path));
  if (entries.length === 0) throw new ConfigError(`${path}: there is no token`);
  return entries.map(([token, user], i) => {
    if (typeof user !== "string" || user === "") throw new ConfigError(`${path}: the token no. ${i + 1} has no user`);
    if (!/^[!-~]+$/.test(token))
      throw new ConfigError(`${path}: the token no. ${i + 1} is not made of visible ASCII characters`);
    return { sha256: HASHED.exec(token)?.[1]?.toLowerCase() ?? digestOf(token), user };
  });
}
