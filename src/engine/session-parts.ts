import type { Backend } from "../backend/backend.ts";
import type { SharedCatalog } from "../catalog/memory.ts";
import type { Reading } from "../lex/cursor.ts";
import type { PythonRuntime } from "../python/api.ts";
import type { SqlDoor } from "../unresolved/command.ts";
import type { ArtifactStore, EngineSession } from "./api.ts";
import type { SchemaCache } from "./files.ts";
import type { KeptSpace } from "./kept/kept-space.ts";
import type { LocalDoors } from "./local-data.ts";
import type { PlanCache } from "./plan-cache.ts";
import type { Warehouse } from "./warehouse/warehouse.ts";

/** What a session is made of; the engine fills it in. */
export interface SessionParts {
  readonly userId: string;
  readonly sparkVersion: string;
  readonly backend: Backend;
  /** The backend as another session of the user sees it. */
  readonly backendOf: (sessionId: string) => Backend;
  readonly doorFor: (reading: Reading) => SqlDoor;
  readonly local: LocalDoors;
  readonly schemas: SchemaCache;
  readonly plans: PlanCache;
  readonly sharedCatalog: SharedCatalog;
  /** The directory of the default database. */
  readonly warehouse: string;
  readonly store: Warehouse;
  readonly artifacts: ArtifactStore;
  readonly initialSettings: Readonly<Record<string, string>>;
  readonly keptSpace: KeptSpace;
  /** Absent: functions in Python are refused. */
  readonly python: PythonRuntime | undefined;
  /** Called when files were written at or below a path. */
  readonly onWritten: (path: string) => void;
  /** Told of every session that begins, clones too, and ends. */
  readonly onOpen: (session: EngineSession) => void;
  readonly onClose: (session: EngineSession) => void;
}
