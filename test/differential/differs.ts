/** Where the backends are known to disagree, and why that is let be. Each entry says which cells it is about. */
export interface Difference {
  readonly row: number;
  readonly interpreter: string;
  readonly duckdb: string;
}

interface KnownDifference {
  readonly about: (difference: Difference, sql: string) => boolean;
  readonly reason: string;
}

const failed = (cell: string): boolean => cell.startsWith("error ");
const unsigned = (cell: string): string => cell.replaceAll('"-0"', "0");

export const differs: readonly KnownDifference[] = [
  {
    about: ({ duckdb, interpreter }) => failed(duckdb) && interpreter === "null",
    reason: "Spark asks for no operand after a NULL; DuckDB asks for all, and one of them fails",
  },
  {
    about: ({ duckdb, interpreter }) => failed(duckdb) && failed(interpreter),
    reason: "several operands fail, and the engines meet another one first",
  },
  {
    about: ({ duckdb }) => duckdb === "error DATETIME_OVERFLOW",
    reason: "DuckDB's dates and timestamps reach less far than Spark's; what is beyond is refused",
  },
  {
    about: ({ duckdb, interpreter }) => !failed(duckdb) && !failed(interpreter) && unsigned(duckdb) === unsigned(interpreter),
    reason: "of equal values the engines keep different ones: -0.0 and 0.0",
  },
  {
    about: ({ duckdb }, sql) => /\b(w[12]|TIMESTAMP_NTZ)\b/.test(sql) && duckdb.includes("-2717640000000000n"),
    reason: "DuckDB takes the later of two instants for local times of 1883, when zones began",
  },
];

/** The differences that no entry is about. */
export const unknownDifferences = (sql: string, found: readonly Difference[]): readonly Difference[] =>
  found.filter((d) => !differs.some((known) => known.about(d, sql)));
