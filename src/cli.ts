import { parseArgs } from "node:util";
import { type Config, ConfigError, environmentName, loadConfig, type Setting, settings } from "./config.ts";

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: "serve"; readonly config: Config }
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "misuse"; readonly text: string };

const isRepeated = (definition: Setting): boolean => definition.repeats === true;

const flagOptions = Object.fromEntries(
  Object.entries(settings).map(([name, definition]) => [
    name,
    { type: "string" as const, multiple: isRepeated(definition) },
  ]),
);

/** `--help`: all settings with their defaults. */
export function helpText(): string {
  const lines = (Object.entries(settings) as [string, Setting][]).map(
    ([name, { value, doc, shownDefault, default: given }]) => {
      const fallback = shownDefault ?? given;
      return `  --${name} ${value}\n      ${doc}${fallback === undefined ? "" : ` Default: ${fallback}.`}`;
    },
  );
  return `Usage: firesteel [serve] [settings]

Serves Spark Connect on one machine, without a JVM.

Settings (also as ${environmentName("port")}, ${environmentName("memory-limit")} … in the environment):
${lines.join("\n")}
  --help, --version
`;
}

/** Reads a command line (without the interpreter and the script) and the environment. */
export function parseCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  version: string,
): Invocation {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...flagOptions, help: { type: "boolean", short: "h" }, version: { type: "boolean", short: "V" } },
      allowPositionals: true,
    });
    if (values["help"] === true) return { kind: "print", text: helpText() };
    if (values["version"] === true) return { kind: "print", text: `firesteel ${version}\n` };
    const [command = "serve", ...others] = positionals;
    if (command !== "serve" || others.length > 0) return misuse(`there is no command ${positionals.join(" ")}`);
    const flags = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join("\n") : String(value)]),
    );
    return { kind: "serve", config: loadConfig(flags, env) };
  } catch (error) {
    if (error instanceof ConfigError) return misuse(error.message);
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
      return misuse(error.message);
    throw error;
  }
}

const misuse = (reason: string): Invocation => ({
  kind: "misuse",
  text: `firesteel: ${reason}\nTry firesteel --help.\n`,
});
