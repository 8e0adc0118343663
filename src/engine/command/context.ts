import type { MemoryCatalog } from "../../catalog/memory.ts";
import type { SessionSettings } from "../../settings/session-settings.ts";
import type { StructType } from "../../types/data-type.ts";
import type { ExplainMode } from "../../unresolved/command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { RunContext } from "../api.ts";
import type { Keeping } from "../kept/keeping.ts";

/** What commands and catalog calls act on. */
export interface CommandContext {
  readonly catalog: MemoryCatalog;
  readonly settings: SessionSettings;
  readonly keeping: Keeping;
  readonly run: RunContext;
  readonly warehouse: string;
  readonly sparkVersion: string;
  schemaOf(relation: Relation): Promise<StructType>;
  explain(relation: Relation, mode: ExplainMode): Promise<string>;
}
