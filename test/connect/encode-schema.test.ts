import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { encodeSchema } from "../../src/connect/encode-schema.ts";
import { encodeType } from "../../src/connect/type.ts";
import { DataTypeSchema } from "../../src/gen/spark/connect/types_pb.ts";
import { array, type DataType, decimal, field, INT, map, STRING, struct } from "../../src/types/data-type.ts";

const inner = struct([field("ä€😀", INT, false), { name: "m", type: STRING, nullable: true, metadata: '{"a":1}' }]);
const wide = struct(
  Array.from({ length: 500 }, (_, i) => field("c".repeat(i), i % 2 === 0 ? INT : decimal(38, 18), i % 3 > 0)),
);

test.each<readonly [string, DataType]>([
  ["no columns", struct([])],
  ["an empty name", struct([field("", INT)])],
  ["nested structs", struct([field("s", inner), field("a", array(inner, false)), field("m", map(STRING, inner))])],
  ["500 columns", wide],
  ["500 columns in a column", struct([field("s", wide)])],
  ["no struct", array(INT)],
])("a schema as bytes says what its message says: %s", (_, type) => {
  const read = fromBinary(DataTypeSchema, toBinary(DataTypeSchema, encodeSchema(type)));
  expect(read).toEqual(fromBinary(DataTypeSchema, toBinary(DataTypeSchema, encodeType(type))));
});
