import type { Span } from "../base/span.ts";

/** A SQL text that expressions come from; a view's body names the view. */
export interface SourceText {
  readonly text: string;
  /** "VIEW" or "FUNCTION" when the text is the body of one; empty for a query. */
  readonly objectType?: string | undefined;
  readonly objectName?: string | undefined;
}

/** A place in a SQL text. */
export interface SqlOrigin {
  readonly kind: "sql";
  readonly source: SourceText;
  readonly span: Span;
}

/** A place in a client's program, as PySpark 4 sends it with each expression. */
export interface DataFrameOrigin {
  readonly kind: "dataframe";
  /** The method's name: `divide`, `col`. */
  readonly fragment: string;
  /** File and line, as the client wrote it. */
  readonly callSite: string;
}

/** Where an expression, relation or clause was written (`org.apache.spark.sql.catalyst.trees.Origin`). */
export type Origin = SqlOrigin | DataFrameOrigin;

/** The place of what Spark puts into a plan without any: it is told, and says nothing. */
export const NOWHERE: SqlOrigin = { kind: "sql", source: { text: "" }, span: { start: 0, end: 0 } };

/** Whether it is {@link NOWHERE}, or its like. */
export const isNowhere = (origin: Origin): boolean => origin.kind === "sql" && origin.source.text === "";

/** The place of what the server adds to a plan by itself, as Spark tells it: the method that it adds it for. */
export const serverCall = (method: string): DataFrameOrigin => ({
  kind: "dataframe",
  fragment: method,
  callSite: "the server's own plan",
});
