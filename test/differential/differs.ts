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
    about: ({ duckdb }, sql) => failed(duckdb) && sql.includes("<=>") && sql.includes("try_multiply"),
    reason: "DuckDB compares below the cast that try_multiply ends in, and the product overflows there",
  },
  {
    about: ({ duckdb }, sql) => failed(duckdb) && sql.includes("->"),
    reason: "DuckDB computes what a lambda takes from outside even for lists without elements",
  },
  {
    about: ({ duckdb, interpreter }) => failed(interpreter) && (duckdb === "null" || duckdb === "[]"),
    reason:
      "the interpreter computes operands that a NULL, a bad format or a count of zero makes needless, as Spark does not",
  },
  {
    about: ({ interpreter }, sql) => failed(interpreter) && /\b(elt|nanvl|array_position|trunc)\(/.test(sql),
    reason: "the interpreter computes arguments that are not chosen",
  },
  {
    about: ({ duckdb }, sql) =>
      failed(duckdb) &&
      /\b(least|greatest|nullif|nvl2?|coalesce|IS (NOT )?DISTINCT|IS (NOT )?NULL|is(not)?null)\b/.test(sql),
    reason: "a NULL among the arguments of a nested call ends its evaluation in Spark; DuckDB asks on, and fails",
  },
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
    about: ({ duckdb, interpreter }) =>
      !failed(duckdb) && !failed(interpreter) && unsigned(duckdb) === unsigned(interpreter),
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
