import { readStream } from "../arrow/read.ts";
import type { Input } from "../backend/backend.ts";
import type { Expression } from "../resolved/expression.ts";
import type { Relation, RelationKind } from "../resolved/relation.ts";
import { inputsOf } from "../resolved/visit.ts";

/** What a plan's rows are guessed from beside the plan. */
export type Inputs = ReadonlyMap<string, Input>;

/** Bytes that are guessed to hold one row: in files, which may be packed, and in Arrow. */
const FILE_BYTES = 16;
const ARROW_BYTES = 16;
/** Rows that a generator is guessed to make of one. */
const GENERATED = 8;

type Guess<K extends RelationKind> = (
  relation: Extract<Relation, { kind: K }>,
  rows: readonly number[],
  data: Inputs,
) => number;

/** Bytes of a stream whose batches are quickly counted. */
const SHORT_STREAM = 64 * 1024;

const rowsOfStream = (stream: Uint8Array): number =>
  stream.byteLength > SHORT_STREAM
    ? stream.byteLength / ARROW_BYTES
    : readStream(stream).batches.reduce((sum, batch) => sum + batch.rows, 0);

const countedRows = new WeakMap<Input, number>();

/** How many rows an input has; of long streams it is guessed. */
export function rowsOfInput(input: Input): number {
  if (!("streams" in input)) return input.rows;
  let rows = countedRows.get(input);
  if (rows === undefined) {
    rows = input.streams.reduce((sum, stream) => sum + rowsOfStream(stream), 0);
    countedRows.set(input, rows);
  }
  return rows;
}

/** How many rows a relation gives, for those that give not just what goes in. */
const guesses: { readonly [K in RelationKind]?: Guess<K> } = {
  scan: ({ source }) => source.files.reduce((sum, file) => sum + file.size, 0) / FILE_BYTES,
  local_data: ({ dataId }, _, data) => {
    const input = data.get(dataId);
    return input === undefined ? 0 : rowsOfInput(input);
  },
  values: ({ rows }) => rows.length,
  range: ({ start, end, step }) => Math.max(0, Number(end - start) / Number(step)),
  join: ({ condition, lateral }, [left = 0, right = 0]) =>
    lateral || condition === undefined || !hasEquality(condition) ? left * right : Math.max(left, right),
  generate: (_, [rows = 0]) => rows * GENERATED,
  limit: ({ count = Number.POSITIVE_INFINITY }, [rows = 0]) => Math.min(count, rows),
};

const hasEquality = (e: Expression): boolean =>
  e.kind === "call" &&
  (e.function === "=" || e.function === "<=>" || (e.function === "and" && e.args.some(hasEquality)));

/** A guess at how many rows each relation of a plan gives; rather too much than too little. */
export function guessRows(root: Relation, data: Inputs): ReadonlyMap<Relation, number> {
  const rows = new Map<Relation, number>();
  const stack: Relation[] = [root];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const relation = top;
    const inputs = inputsOf(relation);
    const waiting = inputs.filter((input) => !rows.has(input));
    if (!rows.has(relation) && waiting.length > 0) {
      stack.push(...waiting);
      continue;
    }
    stack.pop();
    if (rows.has(relation)) continue;
    const below = inputs.map((input) => rows.get(input) ?? 0);
    const guess = guesses[relation.kind] as Guess<RelationKind> | undefined;
    rows.set(relation, guess?.(relation, below, data) ?? below.reduce((sum, count) => sum + count, 0));
  }
  return rows;
}
