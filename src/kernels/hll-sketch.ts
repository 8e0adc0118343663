import { compositeEstimate, couponEstimate } from "./hll-estimate.ts";

/** The sizes that DataSketches takes, as exponents of two. */
export const LEAST_LG_K = 4;
export const MOST_LG_K = 21;
export const DEFAULT_LG_K = 12;

const LIST_SIZE = 8;
const LEAST_LG_SET = 5;
/** From here on a list that is full becomes a set before it becomes registers. */
const LEAST_LG_K_OF_SETS = 8;

const ADDRESS_BITS = 26;
const ADDRESS_MASK = 2 ** ADDRESS_BITS - 1;

/**
 * An HLL sketch of Apache DataSketches with registers of 8 bits (`org.apache.datasketches.hll`, HLL_8). Values come as
 * coupons: 6 bits of a rank, never 0, over 26 bits of an address. Few coupons are kept as they are, in a list of 8, then
 * in an open hash table; more become registers, each the greatest rank of the coupons whose addresses end in its number.
 *
 * Registers keep books for two estimates: `hip` sums, at each change, the inverse of how likely it was, and holds while
 * all changes were seen one by one; `kxq0` and `kxq1` are the sum of all 2^-register, by registers below 32 and others.
 */
export class HllSketch {
  readonly lgK: number;
  mode: "list" | "set" | "registers" = "list";
  /** The coupons of a list or a set; 0 is none. */
  coupons = new Int32Array(LIST_SIZE);
  count = 0;
  registers = new Uint8Array(0);
  hip = 0;
  kxq0 = 0;
  kxq1 = 0;
  /** The least register, if a union looked for it, and how many registers are so; else 0 and how many are 0. */
  least = 0;
  atLeast = 0;
  /** Registers were joined with others': `hip` says nothing any more. */
  outOfOrder = false;
  /** Registers were joined, and the sums were not made anew yet. */
  stale = false;

  constructor(lgK: number) {
    this.lgK = lgK;
  }

  get isEmpty(): boolean {
    return this.mode !== "registers" && this.count === 0;
  }

  /** Takes one coupon in. */
  update(coupon: number): void {
    if (this.mode === "registers") this.raise(coupon & (this.registers.length - 1), coupon >>> ADDRESS_BITS);
    else if (this.mode === "set") this.addToSet(coupon);
    else this.addToList(coupon);
  }

  /** Raises a register to a rank, if that is greater, and does the books. */
  raise(at: number, rank: number): void {
    const before = this.registers[at] ?? 0;
    if (rank <= before) return;
    this.registers[at] = rank;
    this.hip += this.registers.length / (this.kxq0 + this.kxq1);
    if (before < 32) this.kxq0 -= 2 ** -before;
    else this.kxq1 -= 2 ** -before;
    if (rank < 32) this.kxq0 += 2 ** -rank;
    else this.kxq1 += 2 ** -rank;
    if (before === 0) this.atLeast--;
  }

  /** Empty registers. */
  becomeRegisters(): void {
    this.mode = "registers";
    this.registers = new Uint8Array(2 ** this.lgK);
    this.kxq0 = this.registers.length;
    this.kxq1 = 0;
    this.atLeast = this.registers.length;
    this.coupons = new Int32Array(0);
  }

  /** An empty set. */
  becomeSet(): void {
    this.mode = "set";
    this.coupons = new Int32Array(2 ** LEAST_LG_SET);
  }

  /** How many different values came in, about (`HllSketch.getEstimate`). */
  estimate(): number {
    if (this.mode !== "registers") return couponEstimate(this.count);
    if (!this.outOfOrder) return this.hip;
    return compositeEstimate(this.lgK, this.kxq0 + this.kxq1, this.least === 0 ? this.atLeast : 0);
  }

  copy(): HllSketch {
    const copy = Object.assign(new HllSketch(this.lgK), this) as HllSketch;
    copy.coupons = this.coupons.slice();
    copy.registers = this.registers.slice();
    return copy;
  }

  private addToList(coupon: number): void {
    if (this.coupons.subarray(0, this.count).includes(coupon)) return;
    this.coupons[this.count++] = coupon;
    if (this.count < LIST_SIZE) return;
    if (this.lgK < LEAST_LG_K_OF_SETS) this.promote();
    else {
      const listed = this.coupons;
      this.becomeSet();
      for (const c of listed) this.coupons[slotOf(this.coupons, c)] = c;
    }
  }

  private addToSet(coupon: number): void {
    const slot = slotOf(this.coupons, coupon);
    if (this.coupons[slot] === coupon) return;
    this.coupons[slot] = coupon;
    this.count++;
    if (4 * this.count <= 3 * this.coupons.length) return;
    if (this.coupons.length === 2 ** (this.lgK - 3)) {
      this.promote();
      return;
    }
    const grown = new Int32Array(this.coupons.length * 2);
    for (const c of this.coupons) if (c !== 0) grown[slotOf(grown, c)] = c;
    this.coupons = grown;
  }

  private promote(): void {
    const { coupons, count } = this;
    this.becomeRegisters();
    for (const coupon of coupons) if (coupon !== 0) this.update(coupon);
    this.hip = couponEstimate(count);
  }
}

/** The slot of a coupon in an open hash table that has room: its own, or the empty one where it goes. */
function slotOf(table: Int32Array, coupon: number): number {
  const mask = table.length - 1;
  const stride = ((coupon & ADDRESS_MASK) >>> Math.log2(table.length)) | 1;
  let slot = coupon & mask;
  while (table[slot] !== 0 && table[slot] !== coupon) slot = (slot + stride) & mask;
  return slot;
}

/** The coupon of a hash: the address out of its first number, and one more than the second's leading zeros. */
export function couponOf(firstLow: number, secondHigh: number, secondLow: number): number {
  const zeros = secondHigh === 0 ? 32 + Math.clz32(secondLow) : Math.clz32(secondHigh);
  return ((Math.min(zeros, 62) + 1) << ADDRESS_BITS) | (firstLow & ADDRESS_MASK);
}
