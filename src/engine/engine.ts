import type { Backend } from "../backend/backend.ts";
import { forgetfulMetastore, type Metastore } from "../catalog/metastore.ts";
import { decodeLocalRelationArtifact } from "../connect/relation/local.ts";
import { localFiles } from "../sources/commit/file-ops.ts";
import { sqlDoor, sqlDoorFor } from "../sql/door.ts";
import type { PythonRuntime } from "../python/api.ts";
import { typeFromJson } from "../types/json.ts";
import { struct } from "../types/data-type.ts";
import type { Admission } from "./admission.ts";
import { admittedBackend } from "./admitted-backend.ts";
import type { Engine, EngineSession } from "./api.ts";
import { SessionArtifacts } from "./artifacts.ts";
import { dialectOf } from "./dialect.ts";
import { SchemaCache } from "./files.ts";
import { KeptSpace } from "./kept/kept-space.ts";
import type { LocalDoors } from "./local-data.ts";
import { PlanCache } from "./plan-cache.ts";
import { Session } from "./session.ts";
import { Warehouse } from "./warehouse/warehouse.ts";

/** What an engine is made of. */
export interface EngineOptions {
  readonly backend: Backend;
  /** Who may run when. */
  readonly admission: Admission;
  /** The directory of tables; named to clients as the default database's place. */
  readonly warehouse: string;
  /** Where the catalog lasts; undefined: nowhere, it is the server's memory. */
  readonly metastore?: Promise<Metastore> | undefined;
  /** Told of files that could not be put in their places yet. */
  readonly warn?: (reason: unknown, what: string) => void;
  /** Bytes of cached and checkpointed rows that all sessions may hold together. */
  readonly maxKeptBytes: number;
  /** Bytes of artifacts that one session may hold, and where the large ones lie. */
  readonly maxArtifactBytes: number;
  readonly artifactDirectory: string;
  /** Spark settings that sessions start with. */
  readonly initialSettings: Readonly<Record<string, string>>;
  /** What runs functions in Python; absent: they are refused. */
  readonly python?: PythonRuntime | undefined;
  /**
   * Whether users have nothing in common. In Spark all sessions of a server share the catalog and the global temporary
   * views; so they do here, unless users are known for certain: then each has a catalog of its own.
   */
  readonly isolateUsers: boolean;
}

/** An engine over a backend: the doors are wired here, and nowhere else. */
export function createEngine(options: EngineOptions): Engine {
  const schemas = new SchemaCache();
  const plans = new PlanCache();
  const store = new Warehouse({
    directory: options.warehouse,
    metastore: options.metastore ?? Promise.resolve(forgetfulMetastore),
    forgets: options.metastore === undefined,
    parseView: ({ text, database, settings, collation }, objectName) => {
      const { timestampType, line } = settings;
      const timestampIsNtz = timestampType === "TIMESTAMP_NTZ";
      const bodyOf = { objectType: "VIEW", objectName };
      const reading = { timestampIsNtz, line, dialect: dialectOf(settings), database, collation, bodyOf };
      return sqlDoorFor(reading).parseQuery(text);
    },
    ops: localFiles,
    warn: options.warn ?? (() => undefined),
  });
  const keptSpace = new KeptSpace(options.maxKeptBytes);
  const local: LocalDoors = {
    decodeLocalRelation: (bytes) => {
      const data = decodeLocalRelationArtifact(bytes, sqlDoor);
      return { streams: data.streams, schema: data.schema };
    },
    parseSchemaText: (text) => {
      const type =
        text.trimStart().startsWith("{") || text.trimStart().startsWith('"')
          ? typeFromJson(text)
          : sqlDoor.parseSchema(text);
      return type.kind === "struct" ? type : struct([{ name: "value", type, nullable: true }]);
    },
  };
  const sessions = new Set<EngineSession>();
  // Who runs the plan learns why a backend does not start.
  const expectRows = (): void => void options.backend.warm().catch(() => undefined);
  return {
    expectRows,
    ready: store.ready,
    newArtifacts: () =>
      new SessionArtifacts({
        limit: options.maxArtifactBytes,
        directory: options.artifactDirectory,
        onRows: expectRows,
      }),
    newSession: ({ userId, sessionId, sparkVersion, artifacts }) => {
      const backendOf = (session: string) =>
        admittedBackend(options.backend, options.admission, { user: userId, session });
      return new Session({
        userId,
        sparkVersion,
        backend: backendOf(sessionId),
        backendOf,
        doorFor: sqlDoorFor,
        local,
        schemas,
        plans,
        sharedCatalog: store.catalogOf(options.isolateUsers ? userId : ""),
        store,
        keptSpace,
        python: options.python,
        onWritten: (path) => {
          for (const each of sessions) each.filesChanged(path);
        },
        warehouse: options.warehouse,
        artifacts,
        initialSettings: options.initialSettings,
        onOpen: (session) => sessions.add(session),
        onClose: (session) => sessions.delete(session),
      });
    },
    close: async () => {
      for (const session of sessions) await session.close();
      await options.python?.close();
      await store.close();
      await options.backend.close();
    },
  };
}
