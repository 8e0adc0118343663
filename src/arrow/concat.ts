import { type ArrowColumn, asInt32, asInt64, bytesOf } from "./column.ts";
import type { ArrowField } from "./field.ts";
import { byteWidth } from "./take.ts";

/** The rows of columns of one field, one column after the other. */
export function concatColumns(field: ArrowField, columns: readonly ArrowColumn[]): ArrowColumn {
  const only = columns[0];
  if (only !== undefined && columns.length === 1) return only;
  const t = field.type;
  const rows = columns.reduce((n, c) => n + c.rows, 0);
  const nulls = columns.reduce((n, c) => n + c.nulls, 0);
  const made = (buffers: readonly Uint8Array[], children: readonly ArrowColumn[] = []): ArrowColumn => ({
    rows,
    nulls,
    validity:
      nulls === 0 || t.kind === "null"
        ? undefined
        : concatBits(
            columns.map((c) => (c.nulls === 0 ? undefined : c.validity)),
            columns,
          ),
    buffers,
    children,
  });
  const children = () =>
    field.children.map((child, i) =>
      concatColumns(
        child,
        columns.map((c) => c.children[i] as ArrowColumn),
      ),
    );
  const width = byteWidth(t);
  if (width !== undefined)
    return made([concatBytes(columns.map((c) => (c.buffers[0] ?? NOTHING).subarray(0, c.rows * width)))]);
  switch (t.kind) {
    case "null":
      return made([]);
    case "bool":
      return made([
        concatBits(
          columns.map((c) => c.buffers[0] ?? NOTHING),
          columns,
        ),
      ]);
    case "utf8":
    case "binary": {
      const { offsets, ends } = concatOffsets(columns, t.large);
      return made([offsets, concatBytes(columns.map((c, i) => (c.buffers[1] ?? NOTHING).subarray(0, ends[i])))]);
    }
    case "list":
    case "map":
      return made([concatOffsets(columns, t.kind === "list" && t.large).offsets], children());
    default:
      return made([], children());
  }
}

const NOTHING = new Uint8Array(0);

function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Bitmaps one after the other, of as many bits as the columns have rows; an absent one is all set. */
function concatBits(parts: readonly (Uint8Array | undefined)[], columns: readonly ArrowColumn[]): Uint8Array {
  const out = new Uint8Array((columns.reduce((n, c) => n + c.rows, 0) + 7) >> 3);
  let at = 0;
  columns.forEach(({ rows }, p) => {
    const bits = parts[p];
    for (let i = 0; i < rows; i++, at++) {
      if (bits === undefined || (((bits[i >> 3] ?? 0) >> (i & 7)) & 1) === 1)
        out[at >> 3] = (out[at >> 3] ?? 0) | (1 << (at & 7));
    }
  });
  return out;
}

/** Offsets one after the other, and where each column's data ends. The columns' offsets start at 0. */
function concatOffsets(
  columns: readonly ArrowColumn[],
  large: boolean,
): { readonly offsets: Uint8Array; readonly ends: readonly number[] } {
  const rows = columns.reduce((n, c) => n + c.rows, 0);
  const ends: number[] = [];
  let at = 0;
  let base = 0;
  if (large) {
    const out = new BigInt64Array(rows + 1);
    for (const column of columns) {
      const offsets = asInt64(column.buffers[0] ?? NOTHING);
      for (let i = 0; i < column.rows; i++) out[++at] = BigInt(base) + (offsets[i + 1] ?? 0n);
      ends.push(Number(offsets[column.rows] ?? 0n));
      base += Number(offsets[column.rows] ?? 0n);
    }
    return { offsets: bytesOf(out), ends };
  }
  const out = new Int32Array(rows + 1);
  for (const column of columns) {
    const offsets = asInt32(column.buffers[0] ?? NOTHING);
    for (let i = 0; i < column.rows; i++) out[++at] = base + (offsets[i + 1] ?? 0);
    ends.push(offsets[column.rows] ?? 0);
    base += offsets[column.rows] ?? 0;
  }
  return { offsets: bytesOf(out), ends };
}
