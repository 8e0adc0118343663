import { type ArrowColumn, asInt32, asInt64, bytesOf, countBits } from "./column.ts";
import type { ArrowField } from "./field.ts";
import { byteWidth, variableOffsets } from "./take.ts";

/** Rows `start` to `start + rows` of a column, with offsets and bitmaps moved to zero. */
export function sliceColumn(field: ArrowField, column: ArrowColumn, start: number, rows: number): ArrowColumn {
  const t = field.type;
  const validity = column.validity && sliceBits(column.validity, start, rows);
  const nulls = t.kind === "null" ? rows : validity === undefined ? 0 : rows - countBits(validity, rows);
  const made = (buffers: readonly Uint8Array[], children: readonly ArrowColumn[] = []): ArrowColumn => ({
    rows,
    nulls,
    validity: nulls === 0 ? undefined : validity,
    buffers,
    children,
  });
  const data = column.buffers[0] ?? new Uint8Array(0);
  const child = (i: number, from: number, count: number) =>
    sliceColumn(field.children[i] as ArrowField, column.children[i] as ArrowColumn, from, count);
  const width = byteWidth(t);
  if (width !== undefined) return made([data.subarray(start * width, (start + rows) * width)]);
  switch (t.kind) {
    case "bool":
      return made([sliceBits(data, start, rows)]);
    case "utf8":
    case "binary":
    case "list":
    case "map": {
      const large = "large" in t && t.large;
      const offsets = variableOffsets(column, large);
      const from = offsets[start] ?? 0;
      const to = offsets[start + rows] ?? from;
      const moved = large
        ? asInt64(data)
            .slice(start, start + rows + 1)
            .map((o) => o - BigInt(from))
        : asInt32(data)
            .slice(start, start + rows + 1)
            .map((o) => o - from);
      return column.buffers[1] === undefined
        ? made([bytesOf(moved)], [child(0, from, to - from)])
        : made([bytesOf(moved), column.buffers[1].subarray(from, to)]);
    }
    case "fixed_size_list":
      return made([], [child(0, start * t.size, rows * t.size)]);
    default:
      return made(
        [],
        field.children.map((_, i) => child(i, start, rows)),
      );
  }
}

function sliceBits(bits: Uint8Array, start: number, count: number): Uint8Array {
  const shift = start & 7;
  const from = start >> 3;
  if (shift === 0) return bits.subarray(from, from + ((count + 7) >> 3));
  return Uint8Array.from(
    { length: (count + 7) >> 3 },
    (_, i) => ((bits[from + i] ?? 0) >> shift) | (((bits[from + i + 1] ?? 0) << (8 - shift)) & 0xff),
  );
}
