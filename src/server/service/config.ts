import { create } from "@bufbuild/protobuf";
import type { ConfigRequest, ConfigResponse, KeyValue } from "../../gen/spark/connect/base_pb.ts";
import { ConfigResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import { invalidPlan } from "../../connect/context.ts";
import { SparkError } from "../../errors/spark-error.ts";
import type { SessionSettings } from "../../settings/session-settings.ts";
import type { ServiceContext, UnaryHandler } from "./call.ts";

type Forms = Exclude<NonNullable<ConfigRequest["operation"]>["opType"], { case: undefined }>;
type Form<K extends Forms["case"]> = Extract<Forms, { case: K }>["value"];
interface Answer {
  readonly pairs: { readonly key: string; readonly value?: string }[];
  readonly warnings?: string[];
}
type Operations = { readonly [K in Forms["case"]]: (operation: Form<K>, settings: SessionSettings) => Answer };

/** What this server says for keys that nobody set, where Spark's default would have clients expect JVM stack traces. */
const ownDefaults: ReadonlyMap<string, string> = new Map([["spark.sql.connect.serverStacktrace.enabled", "false"]]);

const own = (key: string, settings: SessionSettings): string | undefined =>
  settings.isSet(key) || !settings.isKnown(key) ? undefined : ownDefaults.get(key);

const pair = (key: string, value: string | undefined) => (value === undefined ? { key } : { key, value });

function set(pairs: readonly KeyValue[], silent: boolean, settings: SessionSettings): Answer {
  const warnings: string[] = [];
  for (const { key, value } of pairs) {
    try {
      if (value === undefined) throw invalidPlan(`no value is given for the config ${key}`);
      settings.set(key, value);
    } catch (error) {
      if (!silent || !(error instanceof SparkError)) throw error;
      // The value as Spark prints it.
      const given = value === undefined ? "None" : `Some(${value})`;
      warnings.push(`Failed to set ${key} to ${given} due to ${error.message}`);
    }
    warnings.push(...warningsOf([key], settings));
  }
  return { pairs: [], warnings };
}

const warningsOf = (keys: readonly string[], settings: SessionSettings): string[] =>
  keys.flatMap((key) => settings.warning(key) ?? []);

const answerEach = (
  keys: readonly string[],
  settings: SessionSettings,
  read: (key: string) => string | undefined,
): Answer => ({
  pairs: keys.map((key) => pair(key, own(key, settings) ?? read(key))),
  warnings: warningsOf(keys, settings),
});

const operations: Operations = {
  set: ({ pairs, silent }, settings) => set(pairs, silent ?? false, settings),
  get: ({ keys }, settings) => answerEach(keys, settings, (key) => settings.get(key)),
  getWithDefault: ({ pairs }, settings) => ({
    pairs: pairs.map(({ key, value }) => pair(key, own(key, settings) ?? settings.getWithDefault(key, value))),
    warnings: warningsOf(
      pairs.map(({ key }) => key),
      settings,
    ),
  }),
  getOption: ({ keys }, settings) => answerEach(keys, settings, (key) => settings.getOption(key)),
  getAll: ({ prefix }, settings) => ({
    pairs: settings
      .getAll()
      .filter(([key]) => key.startsWith(prefix ?? ""))
      .map(([key, value]) => ({ key: key.slice((prefix ?? "").length), value })),
  }),
  unset: ({ keys }, settings) => {
    for (const key of keys) settings.unset(key);
    return { pairs: [], warnings: warningsOf(keys, settings) };
  },
  isModifiable: ({ keys }, settings) => ({
    pairs: keys.map((key) => ({ key, value: String(settings.isModifiable(key)) })),
    warnings: warningsOf(keys, settings),
  }),
};

/** `spark.conf`, and the many settings that clients read by themselves (`SparkConnectConfigHandler`). */
export const config =
  ({ sessions }: ServiceContext): UnaryHandler<ConfigRequest, ConfigResponse> =>
  (request) => {
    const session = sessions.open(request);
    const { settings } = session.engine(request.clientType);
    const { opType } = request.operation ?? { opType: { case: undefined } };
    if (opType.case === undefined) throw invalidPlan("a config request has no operation");
    const operate = operations[opType.case] as (operation: unknown, settings: SessionSettings) => Answer;
    const { pairs, warnings = [] } = operate(opType.value, settings);
    return create(ConfigResponseSchema, {
      sessionId: request.sessionId,
      serverSideSessionId: session.serverSideId,
      pairs,
      warnings,
    });
  };
