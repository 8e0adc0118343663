import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { clone, type DescFile, fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { beforeAll, describe, expect, test } from "vitest";
import { type ClientVersion, clientVersions, ensureClient } from "../../scripts/clients.mjs";
import { file_google_rpc_error_details } from "../../src/gen/google/rpc/error_details_pb.ts";
import { file_google_rpc_status } from "../../src/gen/google/rpc/status_pb.ts";
import { file_spark_connect_base } from "../../src/gen/spark/connect/base_pb.ts";
import { file_spark_connect_catalog } from "../../src/gen/spark/connect/catalog_pb.ts";
import { file_spark_connect_commands } from "../../src/gen/spark/connect/commands_pb.ts";
import { file_spark_connect_common } from "../../src/gen/spark/connect/common_pb.ts";
import { file_spark_connect_expressions } from "../../src/gen/spark/connect/expressions_pb.ts";
import { file_spark_connect_ml_common } from "../../src/gen/spark/connect/ml_common_pb.ts";
import { file_spark_connect_ml } from "../../src/gen/spark/connect/ml_pb.ts";
import { file_spark_connect_pipelines } from "../../src/gen/spark/connect/pipelines_pb.ts";
import { file_spark_connect_relations } from "../../src/gen/spark/connect/relations_pb.ts";
import { file_spark_connect_types } from "../../src/gen/spark/connect/types_pb.ts";
import { factsOf } from "./facts.ts";

const spark: readonly DescFile[] = [
  file_spark_connect_base,
  file_spark_connect_catalog,
  file_spark_connect_commands,
  file_spark_connect_common,
  file_spark_connect_expressions,
  file_spark_connect_ml,
  file_spark_connect_ml_common,
  file_spark_connect_pipelines,
  file_spark_connect_relations,
  file_spark_connect_types,
];
const google: readonly DescFile[] = [file_google_rpc_status, file_google_rpc_error_details];

/** Files of a client that are no part of the protocol: its own tests' plug-in messages. */
const notProtocol = new Set(["spark/connect/example_plugins.proto"]);

type Files = ReadonlyMap<string, FileDescriptorProto>;
const dump = fileURLToPath(new URL("dump_descriptors.py", import.meta.url));

async function filesOf(version: ClientVersion): Promise<Files> {
  const python = await ensureClient(version);
  const { stdout } = await promisify(execFile)(python, [dump], { maxBuffer: 1 << 24 });
  const parsed = JSON.parse(stdout) as Record<string, string>;
  return new Map(
    Object.entries(parsed).map(([path, text]) => [
      path,
      fromBinary(FileDescriptorProtoSchema, Buffer.from(text, "base64")),
    ]),
  );
}

const together = (files: Iterable<FileDescriptorProto>) => new Map([...files].flatMap((file) => [...factsOf(file)]));
const sparkFiles = (files: Files) =>
  [...files].filter(([path]) => path.startsWith("spark/") && !notProtocol.has(path)).map(([, file]) => file);

/** The facts of `theirs` that `ours` lacks or states otherwise. */
function disagreements(ours: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>): readonly string[] {
  return [...theirs]
    .filter(([where, what]) => ours.get(where) !== what)
    .map(([where, what]) => `${where} is ${what}; ours is ${ours.get(where)}`);
}

const ours = together(spark.map((file) => file.proto));
const clients = new Map<ClientVersion, Files>();

beforeAll(async () => {
  await Promise.all(clientVersions.map(async (version) => clients.set(version, await filesOf(version))));
}, 1_200_000);

describe.each(clientVersions)("client %s", (version) => {
  test("every message, field, oneof, enum value and method is ours", () => {
    const theirs = together(sparkFiles(clients.get(version) ?? new Map()));
    expect(theirs.size).toBeGreaterThan(1000);
    expect(disagreements(ours, theirs)).toEqual([]);
  });

  test("our google.rpc messages are its", () => {
    for (const file of google) {
      const theirs = clients.get(version)?.get(file.proto.name);
      expect(theirs, file.proto.name).toBeDefined();
      expect(disagreements(theirs ? factsOf(theirs) : new Map(), factsOf(file.proto))).toEqual([]);
    }
  });
});

test("nothing is ours that no client has", () => {
  const theirs = together([...clients.values()].flatMap(sparkFiles));
  expect([...ours.keys()].filter((where) => !theirs.has(where))).toEqual([]);
});

test("the comparison sees a changed number, type, oneof, presence, enum value and stream", () => {
  const base = file_spark_connect_base.proto;
  const change = (edit: (file: FileDescriptorProto) => void) => {
    const file = clone(FileDescriptorProtoSchema, base);
    edit(file);
    return disagreements(ours, factsOf(file)).length;
  };
  const message = (file: FileDescriptorProto, name: string) => {
    const found = file.messageType.find((m) => m.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  const field = (file: FileDescriptorProto, of: string, name: string) => {
    const found = message(file, of).field.find((f) => f.name === name);
    if (!found) throw new Error(name);
    return found;
  };
  expect(change(() => {})).toBe(0);
  expect(change((file) => (field(file, "Plan", "root").number = 77))).toBe(1);
  expect(change((file) => (field(file, "Plan", "root").typeName = ".spark.connect.Command"))).toBe(1);
  expect(
    change((file) => (message(file, "Plan").oneofDecl[0] = { ...message(file, "Plan").oneofDecl[0]!, name: "x" })),
  ).toBe(message(base, "Plan").field.length);
  expect(change((file) => (field(file, "ExecutePlanRequest", "operation_id").proto3Optional = false))).toBe(1);
  expect(change((file) => (file.enumType[0]!.value[1]!.number = 9))).toBe(1);
  expect(change((file) => (file.service[0]!.method[0]!.serverStreaming = false))).toBe(1);
});
