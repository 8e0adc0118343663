import { suggest } from "./base/suggest.ts";
import { type Config, environmentName, type Setting, settingEntries, type SettingName, settings } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import type { ConfigFile } from "./config-file.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where settings come from; the first that gives one wins. */
export interface ConfigSources {
  /** By flag, without its dashes. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: Environment;
  readonly file?: { readonly path: string; readonly content: ConfigFile } | undefined;
}

/** Who gave a setting its value. */
export type SettingSource = "flag" | "environment" | "file" | "default";

/** All settings, and who gave each. */
export interface LoadedConfig {
  readonly config: Config;
  readonly sources: Readonly<Record<SettingName, SettingSource>>;
}

interface Given {
  readonly text: string;
  readonly source: SettingSource;
  /** The setting's name as its giver wrote it. */
  readonly name: string;
}

/** The settings from flags, then the environment, then a file, then defaults. Throws {@link ConfigError}. */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  refuseUnknown(sources);
  const values: Record<string, unknown> = {};
  const from: Record<string, SettingSource> = {};
  for (const [key, definition] of settingEntries) {
    const given = givenFor(key, definition, sources);
    const [first] = given;
    from[key] = first?.source ?? "default";
    if (definition.repeats === true) {
      // Who wins comes last.
      const parts = given.toReversed().map((one) => valueOf(definition, one) as object);
      values[key] = Object.assign({}, ...parts) as unknown;
    } else if (first !== undefined) values[key] = valueOf(definition, first);
    else if (definition.default !== undefined)
      values[key] = valueOf(definition, { text: definition.default, source: "default", name: `--${key}` });
  }
  const config = values as Config;
  checkTogether(config);
  return { config, sources: from as LoadedConfig["sources"] };
}

/** Everyone who gave a setting, the winner first. */
function givenFor(key: SettingName, definition: Setting, { flags, env, file }: ConfigSources): readonly Given[] {
  const given: Given[] = [];
  const flag = flags[key];
  if (flag !== undefined) given.push({ text: flag, source: "flag", name: `--${key}` });
  for (const name of [environmentName(key), definition.alsoVariable]) {
    const text = name === undefined ? undefined : env[name];
    if (name !== undefined && text !== undefined && !isServiceLink(name, text))
      given.push({ text, source: "environment", name });
  }
  const inFile = file?.content[key];
  if (file === undefined || inFile === undefined) return given;
  const name = `${key} in ${file.path}`;
  const isMapping = typeof inFile !== "string";
  if (isMapping !== (definition.repeats === true))
    throw new ConfigError(`${name}: it must be ${isMapping ? "one value" : "a mapping of keys to values"}`);
  const text = isMapping
    ? Object.entries(inFile)
        .map(([k, v]) => `${k}=${v}`)
        .join("\n")
    : inFile;
  return [...given, { text, source: "file", name }];
}

function valueOf(definition: Setting, { text, name }: Given): unknown {
  const result = definition.schema.safeParse(text);
  if (result.success) return result.data;
  // A secret's text must not come back in a message.
  const reason =
    definition.secret === true
      ? "it is empty or malformed"
      : (result.error.issues[0]?.message ?? "it is not understood");
  throw new ConfigError(`${name}: ${reason}`);
}

function refuseUnknown({ env, file }: ConfigSources): void {
  const names = settingEntries.map(([key]) => key);
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith("FIRESTEEL_") || text === undefined || isServiceLink(name, text)) continue;
    const known = [...names, "config"].map(environmentName);
    if (!known.includes(name)) throw new ConfigError(`there is no setting ${name}${didYouMean(name, known)}`);
  }
  for (const key of Object.keys(file?.content ?? {})) {
    if (!Object.hasOwn(settings, key))
      throw new ConfigError(`${file?.path ?? ""}: there is no setting ${key}${didYouMean(key, names)}`);
  }
}

/** `; did you mean …?`, or nothing where nothing is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const [nearest] = suggest(name, candidates, 1);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

/** Variables that Kubernetes sets for a service called `firesteel` or `firesteel-…`, beside which ours must stand. */
const isServiceLink = (name: string, text: string): boolean =>
  /^FIRESTEEL_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)$/.test(name) ||
  (/^FIRESTEEL_(?:\w+_)?PORT$/.test(name) && /^(?:tcp|udp|sctp):\/\//.test(text));

function checkTogether(config: Config): void {
  if ((config["tls-cert"] === undefined) !== (config["tls-key"] === undefined))
    throw new ConfigError("--tls-cert and --tls-key go together");
  if (config.token !== undefined && config["tokens-file"] !== undefined)
    throw new ConfigError("--token and --tokens-file do not go together");
  for (const [key, definition] of settingEntries) {
    if (definition.spark !== undefined && Object.hasOwn(config.conf, definition.spark))
      throw new ConfigError(`--conf ${definition.spark}: it is the server's own setting --${key}`);
  }
}

/** Spark settings whose values are not shown: Spark's own pattern (`spark.redaction.regex`). */
const SECRET_KEY = /secret|password|token|access[.]?key/i;

/** Settings as they may be shown: durations and sizes as numbers, secrets as `(set)`, what was not given left out. */
export function shownConfig({ config, sources }: LoadedConfig): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    settingEntries.flatMap(([key, { secret }]) => {
      const value = key === "conf" ? shownConf(config.conf) : config[key];
      return value === undefined ? [] : [[key, { value: secret === true ? SET : value, from: sources[key] }]];
    }),
  );
}

const SET = "(set)";

const shownConf = (conf: Config["conf"]): Config["conf"] =>
  Object.fromEntries(Object.entries(conf).map(([key, value]) => [key, SECRET_KEY.test(key) ? SET : value]));
