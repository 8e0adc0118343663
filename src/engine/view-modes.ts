/** How views follow the columns of their queries (`CatalogTable.viewSchemaMode`, `ViewSyncSchemaToMetaStore`). */
import type { EvolvedView } from "../analyzer/context.ts";
import type { CatalogEdit, NewTable } from "../catalog/edits.ts";
import type { CatalogTable, TableList, ViewBody } from "../catalog/tables.ts";
import { sparkError } from "../errors/spark-error.ts";
import { quoteIdentifier } from "../lex/multipart-names.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import { asDeclared } from "../types/char-varchar.ts";
import { sameType, type StructField, struct } from "../types/data-type.ts";
import { fieldComment } from "../types/print.ts";
import type { ViewSchemaMode } from "../unresolved/view-schema-mode.ts";

/** Whether views have modes (`spark.sql.legacy.viewSchemaBindingMode`): Spark 3.5 knows none. */
export const hasModes = (settings: SparkSettings): boolean =>
  settings.line >= 400 && settings.isTrue("spark.sql.legacy.viewSchemaBindingMode");

/** Whether views without a mode cast what they get (`spark.sql.legacy.viewSchemaCompensation`). */
export const compensates = (settings: SparkSettings): boolean =>
  settings.line >= 400 && settings.isTrue("spark.sql.legacy.viewSchemaCompensation");

/** The mode of a view that was made without one; `undefined`: modes are turned off. */
export function defaultMode(settings: SparkSettings): ViewSchemaMode | undefined {
  if (!hasModes(settings)) return undefined;
  return compensates(settings) ? "COMPENSATION" : "BINDING";
}

/** The mode that a view is read with; `undefined`: modes are turned off. */
export const modeOf = (view: Pick<ViewBody, "schemaMode">, settings: SparkSettings): ViewSchemaMode | undefined =>
  hasModes(settings) ? (view.schemaMode ?? "BINDING") : undefined;

/** What keeps the columns that the queries of evolving views gave. Throws COLUMN_ALREADY_EXISTS. */
export const evolvedViews = (views: readonly EvolvedView[], tables: TableList): readonly CatalogEdit[] =>
  views.flatMap(({ qualifier, fields, wholly }) => {
    const [, database = "", name = ""] = qualifier;
    const known = tables.get(database, name);
    const table = known && withColumns(known, fields, wholly);
    return table === undefined ? [] : [{ kind: "put_table", table } as const];
  });

/** A view with the columns that its query gives now; `undefined`: it has them already. */
function withColumns(table: CatalogTable, now: readonly StructField[], wholly: boolean): NewTable | undefined {
  const { schema, view } = table;
  if (view === undefined) return undefined;
  const given = now.map(asDeclared);
  const differs = (f: StructField, i: number): boolean => {
    const g = given[i];
    if (g === undefined || !sameType(f.type, g.type, { nullability: true }) || f.nullable !== g.nullable) return true;
    return wholly && (f.name !== g.name || fieldComment(f) !== fieldComment(g));
  };
  if (!(wholly && schema.fields.length !== given.length) && !schema.fields.some(differs)) return undefined;
  const names = given.map((f) => f.name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw sparkError("COLUMN_ALREADY_EXISTS", { columnName: quoteIdentifier(twice) });
  const { identity: _old, ...rest } = table;
  const kept = wholly
    ? given
    : schema.fields.map((f, i) => ({ ...f, type: given[i]?.type ?? f.type, nullable: given[i]?.nullable ?? true }));
  const body = wholly ? { ...view, schema: struct(now), columns: undefined } : view;
  return { ...rest, schema: struct(kept), view: body };
}
