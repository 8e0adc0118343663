import { readFile, stat } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";
import * as z from "zod/mini";
import { ConfigError } from "./config-error.ts";

/** More than any configuration needs. */
const MAX_BYTES = 1024 * 1024;

const scalar = z.string("must be a text, a number or true or false");
const fileSchema = z.record(
  z.string(),
  z.union([scalar, z.record(z.string(), scalar)], "must be one value, or a mapping of keys to values"),
);

/** What a configuration file says: texts by the settings' names, mappings as they are. */
export type ConfigFile = z.output<typeof fileSchema>;

/**
 * Reads a YAML or JSON file whose top level is a mapping. Values are texts, whatever they look like: a setting's own
 * schema reads them. Throws {@link ConfigError}, which never quotes the file: it may hold secrets.
 */
export async function readMapping(path: string): Promise<ConfigFile> {
  const lineCounter = new LineCounter();
  const document = parseDocument(await textOf(path), { schema: "failsafe", prettyErrors: false, lineCounter });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const { line, col } = lineCounter.linePos(fault.pos[0]);
    throw new ConfigError(`${path}: line ${line}, column ${col}: ${fault.code.toLowerCase().replaceAll("_", " ")}`);
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw new ConfigError(`${path}: its aliases cannot be resolved`, { cause });
  }
  const result = fileSchema.safeParse(content === "" ? {} : content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new ConfigError(
    place === ""
      ? `${path}: the file must be a mapping of names to values`
      : `${path}: ${place} ${issue?.message ?? "is not understood"}`,
  );
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new ConfigError(`${path}: the file is larger than ${MAX_BYTES} bytes`);
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${path}: the file cannot be read (${codeOf(cause)})`, { cause });
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
