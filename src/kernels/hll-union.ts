import { HllSketch } from "./hll-sketch.ts";

/**
 * The union of sketches (`org.apache.datasketches.hll.Union`): as exact as its parts while they are coupons; registers
 * are joined by their greatest ranks, after which only the composite estimate holds. It has no more registers than its
 * own size allows, and no more than any sketch in registers had that came in.
 */
export class HllUnion {
  private readonly mostLgK: number;
  private whole: HllSketch;

  constructor(mostLgK: number) {
    this.mostLgK = mostLgK;
    this.whole = new HllSketch(mostLgK);
  }

  /** The size that the union has by now. */
  get lgK(): number {
    return this.whole.lgK;
  }

  /**
   * Joins a sketch, which stays as it is. `copies`: a set that comes first is taken over with the layout of its table,
   * else its coupons are put in one by one.
   */
  add(source: HllSketch, copies: boolean): void {
    const { whole } = this;
    if (source.isEmpty) return;
    if (source.mode !== "registers") {
      if (copies && source.mode === "set" && whole.isEmpty && source.lgK === whole.lgK) this.whole = source.copy();
      else pour(source, whole);
      return;
    }
    if (whole.mode !== "registers") {
      this.whole = source.lgK > this.mostLgK ? narrowed(source, this.mostLgK) : source.copy();
      pour(whole, this.whole);
      return;
    }
    if (source.lgK < whole.lgK) this.whole = narrowed(whole, source.lgK);
    const { registers } = this.whole;
    const mask = registers.length - 1;
    source.registers.forEach((rank, i) => {
      if (rank > (registers[i & mask] ?? 0)) registers[i & mask] = rank;
    });
    this.whole.outOfOrder = true;
    this.whole.hip = 0;
    this.whole.stale = true;
  }

  /** The union so far, its sums made anew. */
  result(): HllSketch {
    if (this.whole.stale) refresh(this.whole);
    return this.whole;
  }
}

/** The coupons of one into another, in the order of their table. */
function pour(from: HllSketch, into: HllSketch): void {
  for (const coupon of from.coupons) if (coupon !== 0) into.update(coupon);
}

/** Registers joined to fewer. */
function narrowed(sketch: HllSketch, lgK: number): HllSketch {
  const out = new HllSketch(lgK);
  out.becomeRegisters();
  sketch.registers.forEach((rank, i) => {
    out.raise(i & (out.registers.length - 1), rank);
  });
  out.hip = sketch.outOfOrder ? 0 : sketch.hip;
  out.outOfOrder = sketch.outOfOrder;
  return out;
}

/** The sums of registers that were joined, in the registers' order and with DataSketches' roundings. */
function refresh(sketch: HllSketch): void {
  sketch.kxq0 = sketch.registers.length;
  sketch.kxq1 = 0;
  sketch.least = 64;
  for (const rank of sketch.registers) {
    if (rank > 0 && rank < 32) sketch.kxq0 += 2 ** -rank - 1;
    else if (rank > 0) sketch.kxq1 += 2 ** -rank - 1;
    if (rank > sketch.least) continue;
    if (rank === sketch.least) sketch.atLeast++;
    else {
      sketch.least = rank;
      sketch.atLeast = 1;
    }
  }
  sketch.stale = false;
}
