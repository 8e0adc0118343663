import { readStream } from "../../arrow/read.ts";
import type { Input } from "../../backend/backend.ts";
import type { Relation } from "../../resolved/relation.ts";

/** Bytes of a stream that may have no rows; longer ones are not looked into. */
const SHORT_STREAM = 64 * 1024;

const isEmpty = (input: Input | undefined): boolean =>
  input !== undefined &&
  "streams" in input &&
  input.streams.every((s) => s.byteLength <= SHORT_STREAM && readStream(s).batches.every((b) => b.rows === 0));

/**
 * Whether Spark plans a relation as no partitions at all, for which functions over partitions are not called: rows of the
 * client's that are none, and what is made of them (`PropagateEmptyRelation`).
 */
export function isKnownEmpty(relation: Relation, inputs: ReadonlyMap<string, Input>): boolean {
  switch (relation.kind) {
    case "local_data":
      return isEmpty(inputs.get(relation.dataId));
    case "values":
      return relation.rows.length === 0;
    case "limit":
      return relation.count === 0 || isKnownEmpty(relation.input, inputs);
    case "filter": {
      const { condition } = relation;
      return (condition.kind === "literal" && condition.value !== true) || isKnownEmpty(relation.input, inputs);
    }
    case "project":
    case "sort":
      return isKnownEmpty(relation.input, inputs);
    default:
      return false;
  }
}
