/** What Spark tells of one partition (`CatalogTablePartition.toLinkedHashMap`). */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogTable } from "../../catalog/tables.ts";
import { partitionOfName } from "../../sources/listing.ts";
import type { PartitionSpec } from "../../unresolved/table-command.ts";
import { partitioned } from "./alter-partitions.ts";
import type { CommandContext } from "./context.ts";
import { noSuchPartition, partitionsNamed, specValues } from "./partition-values.ts";
import { statisticsText } from "./kept-statistics.ts";
import { javaDate, redactedText, storageDetails } from "./table-details.ts";

/** The directories of the one partition that a spec names. */
export async function partitionNamed(
  spec: readonly PartitionSpec[],
  asked: CatalogTable,
  cx: CommandContext,
): Promise<string> {
  const table = partitioned(asked);
  const values = await specValues(spec, table, cx, true);
  const [path] = await partitionsNamed(values, table, cx);
  if (path === undefined) throw noSuchPartition([values], table);
  return path;
}

/** Titles and values of a partition in Spark's order. */
export async function partitionLines(
  path: string,
  table: CatalogTable,
  cx: CommandContext,
): Promise<readonly (readonly [string, string])[]> {
  const values = path.split("/").map((part) => {
    const [name, value] = partitionOfName(part) ?? ["", null];
    return `${name}=${value ?? "null"}`;
  });
  const location = join(table.location, path);
  const { birthtimeMs } = await stat(location);
  const statistics = table.statistics?.partitions?.[path];
  return [
    ["Partition Values", `[${values.join(", ")}]`],
    ["Location", `file:${location}`],
    ...(Object.keys(table.options).length > 0
      ? [["Storage Properties", redactedText(table.options, cx)] as const]
      : []),
    ["Created Time", javaDate(birthtimeMs)],
    ["Last Access", "UNKNOWN"],
    ...(statistics === undefined ? [] : [["Partition Statistics", statisticsText(statistics)] as const]),
  ];
}

/** What DESCRIBE EXTENDED of a partition has behind the columns. */
export async function partitionDetails(
  path: string,
  table: CatalogTable,
  cx: CommandContext,
): Promise<readonly (readonly [string, string, string])[]> {
  const lines = [
    ["", ""],
    ["# Detailed Partition Information", ""],
    ["Database", table.database],
    ["Table", table.name],
    ...(await partitionLines(path, table, cx)),
    ["", ""],
    ["# Storage Information", ""],
    ...storageDetails(table, cx),
  ] as const;
  return lines.map(([title, value]) => [title, value, ""] as const);
}
