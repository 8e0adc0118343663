import { create, toBinary } from "@bufbuild/protobuf";
import { decodePlan } from "../../src/connect/plan.ts";
import { readMessage } from "../../src/connect/wire.ts";
import { SparkError } from "../../src/errors/spark-error.ts";
import { PlanSchema } from "../../src/gen/spark/connect/base_pb.ts";
import {
  call,
  column,
  deepOperator,
  deepWithColumns,
  door,
  integer,
  range,
  type RelationInit,
} from "../connect/build.ts";

/** Numbers that follow from a seed (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const relations: readonly RelationInit[] = [
  range(3n),
  {
    relType: {
      case: "filter",
      value: { input: range(3n), condition: call("and", call("==", column("id"), integer(1)), column("a.b")) },
    },
  },
  {
    relType: {
      case: "aggregate",
      value: {
        input: range(3n),
        groupType: 1,
        groupingExpressions: [column("id")],
        aggregateExpressions: [call("sum", column("id"))],
      },
    },
  },
  {
    relType: {
      case: "read",
      value: {
        readType: {
          case: "dataSource",
          value: { format: "csv", schema: "a INT, b STRING", options: { header: "true" }, paths: ["/p"] },
        },
      },
    },
  },
  { relType: { case: "join", value: { left: range(1n), right: range(2n), joinType: 1, usingColumns: ["id"] } } },
  { relType: { case: "sql", value: { query: "select 1", namedArguments: { x: integer(1) } } } },
  {
    relType: {
      case: "project",
      value: {
        input: range(1n),
        expressions: [
          {
            exprType: {
              case: "literal",
              value: {
                literalType: {
                  case: "array",
                  value: { elements: [{ literalType: { case: "decimal", value: { value: "1.5" } } }] },
                },
              },
            },
          },
        ],
      },
    },
  },
  {
    relType: {
      case: "toSchema",
      value: { input: range(1n), schema: { kind: { case: "unparsed", value: { dataTypeString: "struct<a: int>" } } } },
    },
  },
];

const seeds: readonly Uint8Array[] = [
  ...relations.map((root) => toBinary(PlanSchema, create(PlanSchema, { opType: { case: "root", value: root } }))),
  deepWithColumns(50),
  deepOperator("+", 50),
];

/** A plan that was changed here and there: bytes flipped, inserted, cut out, or copied from another plan. */
function mutated(next: (below: number) => number): Uint8Array {
  let bytes = Buffer.from(seeds[next(seeds.length)] ?? []);
  for (let changes = 1 + next(6); changes > 0; changes--) {
    const at = next(bytes.length + 1);
    switch (next(5)) {
      case 0:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([next(256)]), bytes.subarray(at)]);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + next(8))]);
        break;
      case 2: {
        const other = seeds[next(seeds.length)] ?? bytes;
        const from = next(other.length);
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + next(40)), bytes.subarray(at)]);
        break;
      }
      default:
        if (at < bytes.length) bytes[at] = next(256);
    }
  }
  return bytes;
}

/**
 * Feeds the decoder with random and with damaged plans for some seconds. Throws at the first that fails with anything
 * but a SparkError, naming the plan's bytes; tells how many were tried and how many decoded.
 */
export function fuzzDecoder(seconds: number, seed = Date.now()): { readonly tried: number; readonly decoded: number } {
  const next = random(seed);
  let tried = 0;
  let decoded = 0;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; tried++) {
    const bytes = next(8) === 0 ? Buffer.from(Array.from({ length: next(200) }, () => next(256))) : mutated(next);
    try {
      decodePlan(readMessage(PlanSchema, bytes), door);
      decoded++;
    } catch (reason) {
      if (!(reason instanceof SparkError)) {
        throw new Error(`seed ${seed}: the plan ${bytes.toString("hex")} fails with ${String(reason)}`, {
          cause: reason,
        });
      }
    }
  }
  return { tried, decoded };
}
