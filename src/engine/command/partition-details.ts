/** What Spark tells of one partition (`CatalogTablePartition.toLinkedHashMap`). */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogTable, Statistics } from "../../catalog/tables.ts";
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

/** What is known of a partition, its values by their columns. */
export interface PartitionFacts {
  readonly values: readonly (readonly [column: string, value: string])[];
  readonly location: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly statistics: Statistics | undefined;
}

/** Looks at the directories of a partition. */
export async function partitionFacts(path: string, table: CatalogTable): Promise<PartitionFacts> {
  const values = path.split("/").map((part) => {
    const [name, value] = partitionOfName(part) ?? ["", null];
    return [name, value ?? "null"] as const;
  });
  const location = join(table.location, path);
  const { birthtimeMs } = await stat(location);
  return { values, location, createdAt: birthtimeMs, statistics: table.statistics?.partitions?.[path] };
}

/** Titles and values of a partition in Spark's order. */
export async function partitionLines(
  path: string,
  table: CatalogTable,
  cx: CommandContext,
): Promise<readonly (readonly [string, string])[]> {
  const { values, location, createdAt, statistics } = await partitionFacts(path, table);
  return [
    ["Partition Values", `[${values.map(([name, value]) => `${name}=${value}`).join(", ")}]`],
    ["Location", `file:${location}`],
    ...(Object.keys(table.options).length > 0
      ? [["Storage Properties", redactedText(table.options, cx)] as const]
      : []),
    ["Created Time", javaDate(createdAt)],
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
