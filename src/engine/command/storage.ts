/** ALTER TABLE … SET LOCATION, SET SERDE and SET SERDEPROPERTIES. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { localPath } from "../../sources/listing.ts";
import type { SetLocation, SetSerde } from "../../unresolved/alter-command.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { expectTable, fullName } from "./places.ts";

/** `AlterTableSetLocationCommand`: the files stay where they are. */
export function setLocation(c: SetLocation, cx: CommandContext): Table {
  const { identity: _old, ...table } = expectTable(c.nameParts, "ALTER TABLE ... SET LOCATION ...", cx, c.origin);
  // Spark's partitions stay where they were; here they are what lies in the table's place.
  if (table.partitionBy.length > 0) throw unsupported("SET LOCATION of a partitioned table", { origin: c.origin });
  cx.catalog.tables.set({ ...table, location: localPath(c.location), statistics: undefined });
  cx.changed(table.location);
  return EMPTY_TABLE;
}

/** `AlterTableSerDePropertiesCommand`: properties are the options of the table's format. */
export function setSerde(c: SetSerde, cx: CommandContext): Table {
  const operation = `ALTER TABLE ... SET ${c.serde === undefined ? "SERDEPROPERTIES" : "SERDE"}`;
  const { identity: _old, ...table } = expectTable(
    c.nameParts,
    `ALTER TABLE ... SET [SERDE|SERDEPROPERTIES]`,
    cx,
    c.origin,
  );
  if (c.serde !== undefined) throw sparkError("_LEGACY_ERROR_TEMP_1248", { operation, table: fullName(table) });
  cx.catalog.tables.set({ ...table, options: { ...table.options, ...c.properties } });
  cx.changed(table.location);
  return EMPTY_TABLE;
}
