import { create } from "@bufbuild/protobuf";
import type { ConfigRequest, ConfigResponse, KeyValue } from "../../gen/spark/connect/base_pb.ts";
import { ConfigResponseSchema } from "../../gen/spark/connect/base_pb.ts";
import { unpacksPlans } from "../../connect/plan.ts";
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

/**
 * What this server says for keys that nobody set, where Spark's default would have clients expect what it has not: JVM
 * stack traces, and plans packed in a way that it cannot unpack.
 */
const ownDefaults: ReadonlyMap<string, string> = new Map([
  ["spark.sql.connect.serverStacktrace.enabled", "false"],
  ...(unpacksPlans
    ? []
    : [
        ["spark.connect.session.planCompression.threshold", "-1"] as const,
        ["spark.connect.session.planCompression.defaultAlgorithm", "NONE"] as const,
      ]),
]);

const unset = "\0unset";

function own(key: string, settings: SessionSettings): string | undefined {
  const value = ownDefaults.get(key);
  return value !== undefined && settings.getWithDefault(key, unset) === unset ? value : undefined;
}

const pair = (key: string, value: string | undefined) => (value === undefined ? { key } : { key, value });

function set(pairs: readonly KeyValue[], silent: boolean, settings: SessionSettings): Answer {
  const warnings: string[] = [];
  for (const { key, value } of pairs) {
    if (value === undefined) throw invalidPlan(`no value is given for the config ${key}`);
    try {
      settings.set(key, value);
    } catch (error) {
      if (!silent || !(error instanceof SparkError)) throw error;
      warnings.push(`Failed to set ${key} to ${value} due to ${error.message}`);
    }
  }
  return { pairs: pairs.map(({ key, value }) => pair(key, value)), warnings };
}

const operations: Operations = {
  set: ({ pairs, silent }, settings) => set(pairs, silent ?? false, settings),
  get: ({ keys }, settings) => ({ pairs: keys.map((key) => pair(key, own(key, settings) ?? settings.get(key))) }),
  getWithDefault: ({ pairs }, settings) => ({
    pairs: pairs.map(({ key, value }) =>
      pair(
        key,
        own(key, settings) ?? (value === undefined ? settings.getOption(key) : settings.getWithDefault(key, value)),
      ),
    ),
  }),
  getOption: ({ keys }, settings) => ({
    pairs: keys.map((key) => pair(key, own(key, settings) ?? settings.getOption(key))),
  }),
  getAll: ({ prefix }, settings) => ({
    pairs: settings
      .getAll()
      .filter(([key]) => key.startsWith(prefix ?? ""))
      .map(([key, value]) => ({ key: key.slice((prefix ?? "").length), value })),
  }),
  unset: ({ keys }, settings) => {
    for (const key of keys) settings.unset(key);
    return { pairs: keys.map((key) => ({ key })) };
  },
  isModifiable: ({ keys }, settings) => ({
    pairs: keys.map((key) => ({ key, value: String(settings.isModifiable(key)) })),
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
