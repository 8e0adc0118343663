import type { Backend } from "../backend/backend.ts";
import { SharedCatalog } from "../catalog/memory.ts";
import { decodeLocalRelationArtifact } from "../connect/relation/local.ts";
import { sqlDoor, sqlDoorFor } from "../sql/door.ts";
import { typeFromJson } from "../types/json.ts";
import { struct } from "../types/data-type.ts";
import type { Admission } from "./admission.ts";
import { admittedBackend } from "./admitted-backend.ts";
import type { Engine, EngineSession } from "./api.ts";
import { SessionArtifacts } from "./artifacts.ts";
import { SchemaCache } from "./files.ts";
import { KeptSpace } from "./kept/kept-space.ts";
import type { LocalDoors } from "./local-data.ts";
import { Session } from "./session.ts";

/** What an engine is made of. */
export interface EngineOptions {
  readonly backend: Backend;
  /** Who may run when. */
  readonly admission: Admission;
  /** The directory of tables; named to clients as the default database's place. */
  readonly warehouse: string;
  /** Bytes of cached and checkpointed rows that all sessions may hold together. */
  readonly maxKeptBytes: number;
  /** Bytes of artifacts that one session may hold, and where the large ones lie. */
  readonly maxArtifactBytes: number;
  readonly artifactDirectory: string;
  /** Spark settings that sessions start with. */
  readonly initialSettings: Readonly<Record<string, string>>;
  /**
   * Whether users have nothing in common. In Spark all sessions of a server share the global temporary views; so they do
   * here, unless users are known for certain.
   */
  readonly isolateUsers: boolean;
}

/** An engine over a backend: the doors are wired here, and nowhere else. */
export function createEngine(options: EngineOptions): Engine {
  const schemas = new SchemaCache();
  const catalogs = new Map<string, SharedCatalog>();
  const sharedCatalogOf = (userId: string): SharedCatalog => {
    const owner = options.isolateUsers ? userId : "";
    const catalog = catalogs.get(owner) ?? new SharedCatalog();
    catalogs.set(owner, catalog);
    return catalog;
  };
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
  return {
    newArtifacts: () => new SessionArtifacts({ limit: options.maxArtifactBytes, directory: options.artifactDirectory }),
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
        sharedCatalog: sharedCatalogOf(userId),
        keptSpace,
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
      await options.backend.close();
    },
  };
}
