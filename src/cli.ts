import { parseArgs } from "node:util";
import { environmentName, groups, type Setting, settingEntries } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import type { ConfigFile } from "./config-file.ts";
import { didYouMean, type LoadedConfig, loadConfig, shownConfig } from "./config-load.ts";

/** What the command line asks for. */
export type Invocation =
  | ({ readonly kind: "serve" } & LoadedConfig)
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "misuse"; readonly text: string };

const commands = ["serve", "config"];

const flagOptions = {
  ...Object.fromEntries(
    settingEntries.map(([name, { repeats = false }]) => [name, { type: "string" as const, multiple: repeats }]),
  ),
  config: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

const settingHelp = ([name, { value, doc, shownDefault, default: given }]: readonly [string, Setting]): string => {
  const fallback = shownDefault ?? given;
  return `  --${name} ${value}\n      ${doc}${fallback === undefined ? "" : ` Default: ${fallback}.`}`;
};

/** `--help`: all settings with their defaults. */
export function helpText(): string {
  const sections = groups.map((group) =>
    [`${group}:`, ...settingEntries.filter(([, s]) => s.group === group).map(settingHelp)].join("\n"),
  );
  return `Usage: firesteel [serve] [settings]     serves Spark Connect on one machine, without a JVM
       firesteel config [settings]      prints the settings that would hold, and where each comes from

Settings are flags, variables of the environment (${environmentName("port")}, ${environmentName("memory-limit")} …), and keys of a file (port: 15002);
a flag goes before a variable, and a variable before the file.

  --config FILE
      A YAML or JSON file with settings. Default: none.

${sections.join("\n\n")}

  --help, --version
`;
}

/** Reads a command line (without the interpreter and the script), the environment and the file that they name. */
export async function parseCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  version: string,
): Promise<Invocation> {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options: flagOptions,
      allowPositionals: true,
      strict: false,
      tokens: true,
    });
    for (const token of tokens) if (token.kind === "option") checkFlag(token);
    if (values.help === true) return { kind: "print", text: helpText() };
    if (values.version === true) return { kind: "print", text: `firesteel ${version}\n` };
    const [command = "serve", ...others] = positionals;
    if (others.length > 0 || !commands.includes(command))
      return misuse(`there is no command ${positionals.join(" ")}${didYouMean(command, commands)}`);
    const flags = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join("\n") : String(value)]),
    );
    const path = flags["config"] ?? env[environmentName("config")];
    const file = path === undefined ? undefined : { path, content: await contentOf(path) };
    const loaded = loadConfig({ flags, env, file });
    if (command === "config") return { kind: "print", text: `${JSON.stringify(shownConfig(loaded), null, 2)}\n` };
    return { kind: "serve", ...loaded };
  } catch (error) {
    if (error instanceof ConfigError) return misuse(error.message);
    throw error;
  }
}

/** Few servers have a file: its reader is loaded for those that have. */
async function contentOf(path: string): Promise<ConfigFile> {
  const { readMapping } = await import("./config-file.ts");
  return readMapping(path);
}

interface FlagToken {
  readonly rawName: string;
  readonly name: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** `parseArgs` is lenient, so that messages are ours: they name the nearest flag, and never repeat a value. */
function checkFlag({ rawName, name, value, inlineValue }: FlagToken): void {
  const names = Object.keys(flagOptions);
  if (!Object.hasOwn(flagOptions, name))
    throw new ConfigError(
      `there is no flag ${rawName}${didYouMean(
        rawName,
        names.map((known) => `--${known}`),
      )}`,
    );
  const { type } = flagOptions[name as keyof typeof flagOptions];
  if (type === "string" && (value === undefined || (inlineValue !== true && value.startsWith("-"))))
    throw new ConfigError(`${rawName} needs a value`);
  if (type === "boolean" && value !== undefined) throw new ConfigError(`${rawName} takes no value`);
}

const misuse = (reason: string): Invocation => ({
  kind: "misuse",
  text: `firesteel: ${reason}\nTry firesteel --help.\n`,
});
