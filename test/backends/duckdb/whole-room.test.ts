import { describe, expect, it } from "vitest";
import { WholeRoom } from "../../../backends/duckdb/whole-room.ts";
import { rowWidth } from "../../../backends/duckdb/widths.ts";
import * as T from "../../../src/types/data-type.ts";

describe("room for whole results", () => {
  it("is half of all for one, and all for all", () => {
    const room = new WholeRoom(100);
    expect(room.take(51)).toBe(false);
    expect(room.take(50)).toBe(true);
    expect(room.take(40)).toBe(true);
    expect(room.take(11)).toBe(false);
    room.leave(50);
    expect(room.take(11)).toBe(true);
  });

  it("is not given to what may be any size", () => {
    expect(new WholeRoom(Number.MAX_SAFE_INTEGER).take(Number.POSITIVE_INFINITY)).toBe(false);
  });
});

describe("the width of a row", () => {
  it("is known where each of its values has one length", () => {
    const point = T.struct([T.field("x", T.DOUBLE), T.field("y", T.DATE)]);
    expect(rowWidth([T.LONG, T.BOOLEAN, point, { kind: "decimal", precision: 9, scale: 2 }])).toBe(8 + 1 + 12 + 16);
    expect(rowWidth([])).toBe(0);
  });

  it("is not known with texts and lists", () => {
    expect(rowWidth([T.LONG, T.STRING])).toBeUndefined();
    expect(rowWidth([T.struct([T.field("x", { kind: "array", element: T.INT, containsNull: true })])])).toBeUndefined();
  });
});
