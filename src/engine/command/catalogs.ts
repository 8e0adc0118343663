import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import { lineOf } from "../../settings/spark-version.ts";
import { STRING, struct } from "../../types/data-type.ts";
import type { ShowCatalogs, ShowDatabases } from "../../unresolved/command.ts";
import { column, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { namePattern } from "./like.ts";

/** The catalogs of a session: its own one (`ShowCatalogsCommand`). */
export const showCatalogs = (c: ShowCatalogs, cx: CommandContext): Table => ({
  schema: struct([column("catalog", STRING, false)]),
  rows: [cx.catalog.snapshot().currentCatalog].filter(namePattern(c.pattern)).map((name) => [name]),
});

/**
 * The databases of the catalog, or those inside of one, which has none (`ShowNamespacesExec`). Throws SCHEMA_NOT_FOUND,
 * with the catalog's name before the schema's since 4.0.
 */
export function showDatabases(c: ShowDatabases, cx: CommandContext): Table {
  const { databases, currentCatalog } = cx.catalog.snapshot();
  const [first = "", ...others] = c.namespace ?? [];
  const inside = first.toLowerCase() === currentCatalog ? others : (c.namespace ?? []);
  if (inside.length > 1 || (inside.length === 1 && !databases.includes((inside[0] ?? "").toLowerCase()))) {
    const full = lineOf(cx.sparkVersion) < 400 ? inside : [currentCatalog, ...inside];
    throw sparkError("SCHEMA_NOT_FOUND", { schemaName: quoteParts(full) });
  }
  const shown = inside.length === 0 ? databases.filter(namePattern(c.pattern)) : [];
  return { schema: struct([column("namespace", STRING, false)]), rows: shown.map((name) => [name]) };
}
