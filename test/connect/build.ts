import { create, toBinary } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { PlanSchema } from "../../src/gen/spark/connect/base_pb.ts";
import { ExpressionSchema } from "../../src/gen/spark/connect/expressions_pb.ts";
import { RelationSchema } from "../../src/gen/spark/connect/relations_pb.ts";
import { readMessage } from "../../src/connect/wire.ts";
import { parseAttributeName } from "../../src/lex/multipart-names.ts";
import { parseDataType, parseTableSchema } from "../../src/types/ddl.ts";
import type { SqlDoor } from "../../src/unresolved/command.ts";

export type RelationInit = MessageInitShape<typeof RelationSchema>;
export type ExpressionInit = MessageInitShape<typeof ExpressionSchema>;

/** A SQL door that keeps texts as they are. */
export const door: SqlDoor = {
  parseStatement: (text) => ({ kind: "query", relation: { kind: "named_table", nameParts: [text], options: {} } }),
  parseQuery: (text) => ({ kind: "named_table", nameParts: [text], options: {} }),
  parseExpression: (text) => ({ kind: "attribute", nameParts: [text] }),
  parseIdentifier: parseAttributeName,
  parseType: parseDataType,
  parseSchema: parseTableSchema,
};

/** A relation as it would come off the wire. */
export const relation = (init: RelationInit) =>
  readMessage(RelationSchema, toBinary(RelationSchema, create(RelationSchema, init)));

/** An expression as it would come off the wire. */
export const expression = (init: ExpressionInit) =>
  readMessage(ExpressionSchema, toBinary(ExpressionSchema, create(ExpressionSchema, init)));

export const column = (name: string, planId?: bigint): ExpressionInit => ({
  exprType: {
    case: "unresolvedAttribute",
    value: { unparsedIdentifier: name, ...(planId === undefined ? {} : { planId }) },
  },
});
export const integer = (value: number): ExpressionInit => ({
  exprType: { case: "literal", value: { literalType: { case: "integer", value } } },
});
export const call = (functionName: string, ...args: ExpressionInit[]): ExpressionInit => ({
  exprType: { case: "unresolvedFunction", value: { functionName, arguments: args } },
});
export const range = (end: bigint): RelationInit => ({ relType: { case: "range", value: { end, step: 1n } } });

const field = (no: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new BinaryWriter().tag(no, WireType.LengthDelimited).bytes(bytes).finish();
const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => Buffer.concat(parts);

/** The bytes of `range.withColumn("c", lit).withColumn(…)…`, `depth` times: built from within, as no recursion could. */
export function deepWithColumns(depth: number): Uint8Array {
  const alias = create(ExpressionSchema, integer(1));
  const aliases = field(2, joined(field(1, toBinary(ExpressionSchema, alias)), field(2, Buffer.from("c"))));
  const parts: Uint8Array[] = [];
  let bytes = toBinary(RelationSchema, create(RelationSchema, range(3n)));
  for (let i = 0; i < depth; i++) bytes = field(23, joined(field(1, bytes), aliases));
  parts.push(field(1, bytes));
  return joined(...parts);
}

/** The bytes of `((id + 1) + 1) + …`, or of any other operator. */
export function deepOperator(name: string, depth: number): Uint8Array {
  const one = field(2, toBinary(ExpressionSchema, create(ExpressionSchema, integer(1))));
  let bytes = toBinary(ExpressionSchema, create(ExpressionSchema, column("id")));
  for (let i = 0; i < depth; i++) bytes = field(3, joined(field(1, Buffer.from(name)), field(2, bytes), one));
  return bytes;
}

export const planSchema = PlanSchema;
