import { createHash } from "node:crypto";
import { bytesOfRows, bytesOfSchema, schemaOfStream } from "../arrow/read.ts";
import type { InputData } from "../backend/backend.ts";
import type { LocalFact } from "../analyzer/facts.ts";
import { sparkError } from "../errors/spark-error.ts";
import { type DataType, type StructType, struct } from "../types/data-type.ts";
import type { CachedLocalData, LocalData } from "../unresolved/relation.ts";
import type { ArtifactStore } from "./api.ts";

/** What decoding a serialized LocalRelation artifact gives; the Connect door knows the message. */
export type DecodeLocalRelation = (bytes: Uint8Array) => {
  readonly streams: readonly Uint8Array[];
  readonly schema?: DataType | undefined;
};

/** Doors to artifacts' contents that the engine itself cannot read. */
export interface LocalDoors {
  readonly decodeLocalRelation: DecodeLocalRelation;
  readonly parseSchemaText: (text: string) => StructType;
}

/** The rows of one plan that came from the client, by content. */
export class LocalInputs {
  readonly inputs = new Map<string, InputData>();
  readonly #artifacts: ArtifactStore;
  readonly #doors: LocalDoors;

  constructor(artifacts: ArtifactStore, doors: LocalDoors) {
    this.#artifacts = artifacts;
    this.#doors = doors;
  }

  /** Takes in a relation's rows; the fact says under which id the plan finds them. */
  add(node: LocalData | CachedLocalData): LocalFact {
    const { streams, schema: declared } = node.kind === "local_data" ? node : this.#cached(node);
    const schema = declaredStruct(declared) ?? schemaOf(streams);
    const rows = digest(streams.map(bytesOfRows));
    const shape = JSON.stringify([streams.map((s) => s.length), schema]);
    const dataId = digest([rows, ...streams.map(bytesOfSchema), shape]);
    this.inputs.set(dataId, { streams, schema });
    return { dataId, rows, schema };
  }

  #cached(node: CachedLocalData): { readonly streams: readonly Uint8Array[]; readonly schema: DataType | undefined } {
    if (node.hash !== undefined) {
      const { streams, schema } = this.#doors.decodeLocalRelation(this.#artifact(node.hash));
      return { streams, schema };
    }
    const streams = (node.dataHashes ?? []).map((hash) => this.#artifact(hash));
    const { schemaHash } = node;
    if (schemaHash === undefined) return { streams, schema: undefined };
    const text = new TextDecoder().decode(this.#artifact(schemaHash));
    return { streams, schema: this.#doors.parseSchemaText(text) };
  }

  #artifact(hash: string): Uint8Array {
    const found = this.#artifacts.get(`cache/${hash}`);
    if (found !== undefined) return found;
    throw sparkError("CONNECT_INVALID_PLAN.CANNOT_FIND_CACHED_LOCAL_RELATION", { hash });
  }
}

const digest = (parts: readonly (Uint8Array | string)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 32);
};

const declaredStruct = (type: DataType | undefined): StructType | undefined => {
  if (type === undefined) return undefined;
  return type.kind === "struct" ? type : struct([{ name: "value", type, nullable: true }]);
};

function schemaOf(streams: readonly Uint8Array[]): StructType {
  const [first] = streams;
  if (first === undefined) {
    throw sparkError("CONNECT_INVALID_PLAN.SCHEMA_REQUIRED_FOR_LOCAL_RELATION", {});
  }
  return schemaOfStream(first);
}
