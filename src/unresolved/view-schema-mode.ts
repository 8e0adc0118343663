import type { Origin } from "../errors/origin.ts";

/**
 * What a lasting view does when the columns of its query are others than when it was made (`ViewSchemaMode`): refuse
 * types that do not fit, cast them, take them over by name, or take over all columns.
 */
export type ViewSchemaMode = "BINDING" | "COMPENSATION" | "TYPE EVOLUTION" | "EVOLUTION";

/** SQL: WITH SCHEMA BINDING | COMPENSATION | TYPE EVOLUTION | EVOLUTION. */
export interface WithSchema {
  readonly mode: ViewSchemaMode;
  readonly origin?: Origin | undefined;
}

/** SQL: ALTER VIEW v WITH SCHEMA …. */
export interface AlterViewSchema {
  readonly kind: "alter_view_schema";
  readonly nameParts: readonly string[];
  readonly withSchema: WithSchema;
  readonly origin?: Origin | undefined;
}
