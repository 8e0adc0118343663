/** Bytes as DuckDB's settings take them. */
export const sizeSetting = (bytes: number): string => `${Math.max(1, Math.floor(bytes / (1 << 20)))}MiB`;
