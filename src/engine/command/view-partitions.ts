/** Partitions of views, which have none. */
import type { CatalogTable } from "../../catalog/tables.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteParts } from "../../lex/multipart-names.ts";
import type { DescribeRelation } from "../../unresolved/command.ts";
import type { CommandContext } from "./context.ts";
import { isTempView, tableNotFound } from "./places.ts";

/** FORBIDDEN_OPERATION: views have no partitions. `view`: the lasting one, if it is one. */
export function refusePartition(
  { nameParts, origin }: DescribeRelation,
  view: CatalogTable | undefined,
  cx: CommandContext,
): never {
  if (view === undefined && !isTempView(nameParts, cx)) throw tableNotFound(nameParts, cx, origin);
  throw sparkError("FORBIDDEN_OPERATION", {
    statement: "DESC PARTITION",
    objectType: view === undefined ? "TEMPORARY VIEW" : "VIEW",
    objectName: quoteParts([nameParts.at(-1) ?? ""]),
  });
}
