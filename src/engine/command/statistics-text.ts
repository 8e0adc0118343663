import type { Statistics } from "../../catalog/tables.ts";

/** `12 bytes, 3 rows` (`CatalogStatistics.simpleString`). */
export const statisticsText = ({ sizeInBytes, rowCount }: Statistics): string =>
  `${sizeInBytes} bytes${rowCount === undefined ? "" : `, ${rowCount} rows`}`;
