import type { Statistics, TableStatistics } from "../../catalog/tables.ts";

/** `12 bytes, 3 rows` (`CatalogStatistics.simpleString`). */
export const statisticsText = ({ sizeInBytes, rowCount }: Statistics): string =>
  `${sizeInBytes} bytes${rowCount === undefined ? "" : `, ${rowCount} rows`}`;

/** Statistics after rows changed: those of the whole table are no longer true (`CommandUtils.updateTableStats`). */
export const withoutWhole = (known: TableStatistics | undefined): TableStatistics | undefined =>
  known?.partitions === undefined ? undefined : { partitions: known.partitions };
