/** Window functions: each row's frame is folded anew. */
import { unsupported } from "../../../src/errors/spark-error.ts";
import { keyOf } from "../../../src/kernels/value-order.ts";
import type { ReadFrameBound, ReadWindow, ReadWindowCall } from "../../../src/substrait/read/plan.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Decimal, Value } from "../../../src/types/value.ts";
import { rowKey } from "./aggregate.ts";
import { compile, type Row } from "./expression.ts";
import { orderOf } from "./lambda.ts";
import { folding, type Run, sorted } from "./relation.ts";

/** One partition in its order. */
interface Partition {
  readonly rows: readonly Row[];
  /** For each row the number of its group of peers, and each group's first and one-past-last row. */
  readonly peers: readonly number[];
  readonly bounds: readonly (readonly [number, number])[];
  readonly keys: readonly Row[];
}

/** The input's rows, partition by partition in the windows' order, with the calls' values behind. */
export function* windowRows(rel: ReadWindow, rows: readonly Row[], outer: readonly Row[], run: Run): Generator<Row> {
  const partition = rel.partition.map((e) => compile(e, run));
  const keys = rel.partition.map((e) => keyOf(e.type));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = rowKey(
      partition.map((p) => p({ row, outer, lambdas: [] })),
      keys,
    );
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    const part = partitionOf(sorted(group, rel.order, outer, run), rel, outer, run);
    const columns = rel.calls.map((call) => callValues(call, part, rel, outer, run));
    for (const [i, row] of part.rows.entries()) yield [...row, ...columns.map((c) => c[i] ?? null)];
  }
}

function partitionOf(rows: readonly Row[], rel: ReadWindow, outer: readonly Row[], run: Run): Partition {
  const order = rel.order.map((k) => compile(k.expression, run));
  const compare = rel.order.map((k) => orderOf(k.expression.type));
  const keys = rows.map((row) => order.map((o) => o({ row, outer, lambdas: [] })));
  const peers: number[] = [];
  const bounds: [number, number][] = [];
  keys.forEach((key, i) => {
    const before = keys[i - 1];
    const same = before !== undefined && compare.every((c, j) => c(before[j] ?? null, key[j] ?? null) === 0);
    if (!same) bounds.push([i, i]);
    const last = bounds.at(-1);
    if (last !== undefined) last[1] = i + 1;
    peers.push(bounds.length - 1);
  });
  return { rows, peers, bounds, keys };
}

type Ranking = (i: number, part: Partition, args: readonly Value[]) => Value;

const rankings: Readonly<Record<string, Ranking>> = {
  row_number: (i) => i + 1,
  rank: (i, p) => (p.bounds[p.peers[i] ?? 0]?.[0] ?? 0) + 1,
  dense_rank: (i, p) => (p.peers[i] ?? 0) + 1,
  percent_rank: (i, p) => (p.rows.length === 1 ? 0 : (p.bounds[p.peers[i] ?? 0]?.[0] ?? 0) / (p.rows.length - 1)),
  cume_dist: (i, p) => (p.bounds[p.peers[i] ?? 0]?.[1] ?? 0) / p.rows.length,
  ntile: (i, p, [n]) => {
    const buckets = Number(n);
    const size = Math.floor(p.rows.length / buckets);
    const larger = p.rows.length % buckets;
    return i < larger * (size + 1)
      ? Math.floor(i / (size + 1)) + 1
      : larger + Math.floor((i - larger * (size + 1)) / size) + 1;
  },
};

/** The window functions that the interpreter runs beside the aggregates. */
export const windowFunctions: ReadonlySet<string> = new Set([...Object.keys(rankings), "lag", "lead", "nth_value"]);

function callValues(
  call: ReadWindowCall,
  part: Partition,
  rel: ReadWindow,
  outer: readonly Row[],
  run: Run,
): readonly Value[] {
  const args = call.args.map((a) => compile(a, run));
  const at = (row: Row | undefined, n: number): Value =>
    row === undefined ? null : (args[n]?.({ row, outer, lambdas: [] }) ?? null);
  const ranking = rankings[call.function];
  if (ranking !== undefined)
    return part.rows.map((row, i) =>
      ranking(
        i,
        part,
        args.map((_, n) => at(row, n)),
      ),
    );
  if (call.function === "lag" || call.function === "lead") {
    return part.rows.map((row, i) => {
      const by = args[1] === undefined ? 1 : Number(at(row, 1)) * 1;
      const steps = call.function === "lag" ? -by : by;
      const other = call.ignoreNulls ? skipping(part.rows, i, steps, (r) => at(r, 0)) : part.rows[i + steps];
      return other === undefined ? (args[2] === undefined ? null : at(row, 2)) : at(other, 0);
    });
  }
  const start = call.function === "nth_value" ? undefined : folding(call, outer, run);
  return part.rows.map((_, i) => {
    const [from, to] = frame(call, i, part, rel);
    const framed = part.rows.slice(Math.max(0, from), Math.max(0, to));
    if (start === undefined) {
      const skip = call.ignoreNulls || (call.args[2]?.kind === "literal" && call.args[2].value === true);
      const kept = skip ? framed.filter((r) => at(r, 0) !== null) : framed;
      return at(kept[Number(at(part.rows[i], 1)) - 1], 0);
    }
    const fold = start();
    for (const row of framed) fold.add(row);
    return fold.result();
  });
}

/** The row so many non-null values away; not the row itself, unless no step is asked. */
function skipping(rows: readonly Row[], from: number, steps: number, value: (row: Row) => Value): Row | undefined {
  if (steps === 0) return rows[from];
  const direction = steps > 0 ? 1 : -1;
  let left = Math.abs(steps);
  for (let i = from + direction; i >= 0 && i < rows.length; i += direction) {
    const row = rows[i];
    if (row !== undefined && value(row) !== null && --left === 0) return row;
  }
  return undefined;
}

/** The rows of a frame as a half-open interval of positions. */
function frame(call: ReadWindowCall, i: number, part: Partition, rel: ReadWindow): readonly [number, number] {
  const { unit, lower, upper } = call.frame;
  if (unit === "rows") {
    const position = (b: ReadFrameBound, otherwise: number): number =>
      b.kind === "unbounded"
        ? otherwise
        : b.kind === "current_row"
          ? i
          : b.kind === "preceding"
            ? i - Number(b.offset.value)
            : i + Number(b.offset.value);
    const last = position(upper, part.rows.length - 1);
    return [position(lower, 0), Math.min(last + 1, part.rows.length)];
  }
  const [first = 0, end = part.rows.length] = part.bounds[part.peers[i] ?? 0] ?? [];
  const side = (b: ReadFrameBound, isLower: boolean): number => {
    if (b.kind === "unbounded") return isLower ? 0 : part.rows.length;
    if (b.kind === "current_row") return isLower ? first : end;
    return distanceBound(b, isLower, i, part, rel, [first, end]);
  };
  return [side(lower, true), side(upper, false)];
}

function distanceBound(
  b: Extract<ReadFrameBound, { readonly offset: unknown }>,
  isLower: boolean,
  i: number,
  part: Partition,
  rel: ReadWindow,
  peers: readonly [number, number],
): number {
  const key = rel.order[0];
  const own = part.keys[i]?.[0] ?? null;
  if (key === undefined) throw unsupported("a range frame without an order");
  // The frame of NULL is its peers.
  if (own === null) return isLower ? peers[0] : peers[1];
  const forward = (b.kind === "following") !== key.descending;
  const limit = shifted(own, b.offset.value, key.expression.type, forward);
  const inside = (v: Value): boolean => {
    if (v === null) return false;
    const order = compareNumbers(v, limit) * (key.descending ? -1 : 1);
    return isLower ? order >= 0 : order <= 0;
  };
  const values = part.keys.map((k) => k[0] ?? null);
  if (isLower) {
    const at = values.findIndex((v, j) => (v === null ? key.nulls === "last" && j > i : inside(v)));
    return at === -1 ? values.length : at;
  }
  const at = values.findLastIndex((v, j) => (v === null ? key.nulls === "first" && j < i : inside(v)));
  return at + 1;
}

const numberOf = (v: Value): bigint | number =>
  typeof v === "number" && Number.isInteger(v) ? BigInt(v) : (v as bigint | number);

function shifted(own: Value, offset: Value, type: DataType, forward: boolean): Value {
  switch (type.kind) {
    case "byte":
    case "short":
    case "int":
    case "long":
    case "year_month_interval":
    case "day_time_interval": {
      const by = BigInt(offset as number | bigint);
      return BigInt(own as number | bigint) + (forward ? by : -by);
    }
    case "date":
      if (typeof offset === "number") return BigInt(own as number) + BigInt(forward ? offset : -offset);
      break;
    case "double":
    case "float":
      return forward ? (own as number) + (offset as number) : (own as number) - (offset as number);
    case "decimal": {
      const [a, d] = [own as Decimal, offset as Decimal];
      if (a.scale === d.scale)
        return { unscaled: forward ? a.unscaled + d.unscaled : a.unscaled - d.unscaled, scale: a.scale };
      break;
    }
    case "timestamp":
    case "timestamp_ntz":
      if (typeof offset === "bigint") return forward ? (own as bigint) + offset : (own as bigint) - offset;
      break;
    default:
  }
  throw unsupported(`range frames over ${type.kind}`);
}

function compareNumbers(a: Value, b: Value): number {
  if (typeof a === "object" && a !== null && "unscaled" in a) {
    const [x, y] = [a.unscaled, (b as Decimal).unscaled];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== x) return y !== y ? 0 : 1;
  if (y !== y) return -1;
  return x < y ? -1 : x > y ? 1 : 0;
}
