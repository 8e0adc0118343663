/** Where the backends are known to disagree, and why that is let be. */
interface KnownDifference {
  /** Expressions that it is about. */
  readonly sql: RegExp;
  readonly reason: string;
}

export const differs: readonly KnownDifference[] = [];

/** Whether an expression's disagreement is one of the listed. */
export const isKnown = (sql: string, _conf: Readonly<Record<string, string>>): boolean =>
  differs.some((d) => d.sql.test(sql));
