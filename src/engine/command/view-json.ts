/** What DESCRIBE … AS JSON tells of views alone (`CatalogTable.toJsonLinkedHashMap`). */
import { SESSION_CATALOG, type View } from "../../catalog/memory.ts";
import type { ViewBody } from "../../catalog/tables.ts";
import type { StructType } from "../../types/data-type.ts";
import { scalaMapOrder } from "../scala-map-order.ts";
import { modeOf } from "../view-modes.ts";
import type { CommandContext } from "./context.ts";

type Json = Readonly<Record<string, unknown>>;

/** The texts, the mode and the names of a lasting view. */
export function viewTextJson(view: ViewBody, cx: CommandContext): Json {
  const mode = modeOf(view, cx.settings.snapshot());
  return {
    view_text: view.text,
    view_original_text: view.text,
    ...(mode !== undefined && { view_schema_mode: mode }),
    ...namesJson(view.database, view.schema),
  };
}

/** The text and the names of a temporary view, whose query gives `output`. */
export const temporaryViewJson = ({ text, database }: View, output: StructType, cx: CommandContext): Json => ({
  ...(text !== undefined && { view_text: text, view_schema_mode: "BINDING" }),
  ...namesJson(database ?? cx.catalog.snapshot().currentDatabase, output),
});

const namesJson = (database: string, { fields }: StructType): Json => ({
  view_catalog_and_namespace: `${SESSION_CATALOG}.${database}`,
  view_query_output_columns: fields.map((f) => f.name),
});

const ZONE = "spark.sql.session.timeZone";
/** What every server of Spark Connect sets, as far as its version knows it. */
const ALWAYS = [
  ZONE,
  "spark.sql.ansi.enabled",
  "spark.sql.artifact.isolation.enabled",
  "spark.sql.artifact.isolation.alwaysApplyClassloader",
];
/** What says how a query is executed and not what it means (`ViewHelper.shouldCaptureConfig`): beginnings of keys. */
const LEFT_OUT = [
  "spark.sql.view.maxNestedViewDepth",
  "spark.sql.optimizer.",
  "spark.sql.codegen.",
  "spark.sql.execution.",
  "spark.sql.shuffle.",
  "spark.sql.adaptive.",
  "spark.sql.hive.convert",
  "spark.sql.maven.additionalRemoteRepositories",
];
const HINTS = "spark.sql.optimizer.disableHints";

/** The settings that a lasting view was made under, in the order of a Scala map. */
export function viewSettings({ settings }: ViewBody, cx: CommandContext): Json {
  const isKept = (key: string) =>
    cx.settings.isModifiable(key) && (key === HINTS || !LEFT_OUT.some((beginning) => key.startsWith(beginning)));
  const set = [...settings.set.keys()].filter(isKept);
  const always = ALWAYS.filter((key) => !settings.set.has(key) && cx.settings.isModifiable(key));
  return Object.fromEntries(scalaMapOrder([...set, ...always]).map((key) => [key, settings.get(key) ?? ""]));
}
