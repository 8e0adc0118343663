/** Buffers that grow and are used again after a batch was encoded. */

/** Bytes appended at the end. */
export class GrowableBytes {
  bytes: Uint8Array;
  view: DataView;
  length = 0;

  constructor(capacity = 1 << 14) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `more` bytes behind the current end. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  append(part: Uint8Array): void {
    this.reserve(part.length);
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /** What was appended; a view that the next append may overwrite. */
  taken(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Forgets the contents; memory beyond `keep` bytes is given back. */
  clear(keep = 16 << 20): void {
    this.length = 0;
    if (this.bytes.length > keep) {
      this.bytes = new Uint8Array(1 << 14);
      this.view = new DataView(this.bytes.buffer);
    }
  }
}

/** Set bits in each byte. */
const POPULATION = Uint8Array.from({ length: 256 }, (_, b) => b.toString(2).replaceAll("0", "").length);

/** An LSB-first bitmap appended at the end. */
export class GrowableBits {
  private readonly buffer = new GrowableBytes(1 << 10);
  /** Bits so far. */
  length = 0;
  /** Zero bits so far. */
  zeros = 0;

  /** Appends the first `count` bits of `source`. */
  append(source: Uint8Array, count: number): void {
    this.grow(count);
    const { bytes } = this.buffer;
    const whole = count >> 3;
    const shift = this.length & 7;
    let at = this.length >> 3;
    let ones = 0;
    for (let i = 0; i < whole; i++, at++) {
      const b = source[i] as number;
      ones += POPULATION[b] as number;
      if (shift === 0) bytes[at] = b;
      else {
        bytes[at] = (bytes[at] as number) | ((b << shift) & 0xff);
        bytes[at + 1] = b >> (8 - shift);
      }
    }
    this.length += whole << 3;
    this.zeros += (whole << 3) - ones;
    for (let i = whole << 3; i < count; i++) this.push(((source[i >> 3] as number) >> (i & 7)) & 1);
  }

  /** Appends one bit. */
  push(bit: number): void {
    this.grow(1);
    const { bytes } = this.buffer;
    const at = this.length >> 3;
    if ((this.length & 7) === 0) bytes[at] = bit;
    else bytes[at] = (bytes[at] as number) | (bit << (this.length & 7));
    if (bit === 0) this.zeros++;
    this.length++;
  }

  /** Appends `count` set bits. */
  ones(count: number): void {
    this.grow(count);
    const { bytes } = this.buffer;
    let left = count;
    while (left > 0 && (this.length & 7) !== 0) {
      this.push(1);
      left--;
    }
    const start = this.length >> 3;
    bytes.fill(0xff, start, start + (left >> 3));
    this.length += left & ~7;
    for (let i = 0; i < (left & 7); i++) this.push(1);
  }

  /** The bitmap; bits behind the last are 0 or left over, as Arrow allows. */
  taken(): Uint8Array {
    return this.buffer.bytes.subarray(0, (this.length + 7) >> 3);
  }

  clear(): void {
    this.buffer.clear();
    this.length = 0;
    this.zeros = 0;
  }

  private grow(bits: number): void {
    this.buffer.length = (this.length + 7) >> 3;
    this.buffer.reserve(((bits + 7) >> 3) + 2);
  }
}
