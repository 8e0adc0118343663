/** ALTER TABLE … SET LOCATION, SET SERDE and SET SERDEPROPERTIES. */
import { sparkError, unsupported } from "../../errors/spark-error.ts";
import { localPath } from "../../sources/listing.ts";
import type { SetLocation, SetSerde } from "../../unresolved/alter-command.ts";
import type { Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { changeTable } from "./change-table.ts";
import { fullName } from "./places.ts";

/** `AlterTableSetLocationCommand`: the files stay where they are. */
export function setLocation(c: SetLocation, cx: CommandContext): Promise<Table> {
  return changeTable(c, "ALTER TABLE ... SET LOCATION ...", cx, (table) => {
    // Spark's partitions stay where they were; here they are what lies in the table's place.
    if (table.partitionBy.length > 0) throw unsupported("SET LOCATION of a partitioned table", { origin: c.origin });
    return { ...table, location: localPath(c.location), statistics: undefined };
  });
}

/** `AlterTableSerDePropertiesCommand`: properties are the options of the table's format. */
export function setSerde(c: SetSerde, cx: CommandContext): Promise<Table> {
  const operation = `ALTER TABLE ... SET ${c.serde === undefined ? "SERDEPROPERTIES" : "SERDE"}`;
  return changeTable(c, `ALTER TABLE ... SET [SERDE|SERDEPROPERTIES]`, cx, (table) => {
    if (c.serde !== undefined) throw sparkError("_LEGACY_ERROR_TEMP_1248", { operation, table: fullName(table) });
    return { ...table, options: { ...table.options, ...c.properties } };
  });
}
