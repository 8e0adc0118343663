const utf8 = new TextEncoder();

/** Opcodes of Python's pickle format that are written. */
const OP = {
  PROTO: 0x80,
  STOP: 0x2e,
  NONE: 0x4e,
  TRUE: 0x88,
  FALSE: 0x89,
  BININT: 0x4a,
  LONG1: 0x8a,
  BINFLOAT: 0x47,
  SHORT_BINUNICODE: 0x8c,
  BINUNICODE: 0x58,
  BINBYTES: 0x42,
  EMPTY_LIST: 0x5d,
  EMPTY_DICT: 0x7d,
  MARK: 0x28,
  APPENDS: 0x65,
  SETITEMS: 0x75,
  TUPLE: 0x74,
  TUPLE1: 0x85,
  REDUCE: 0x52,
  GLOBAL: 0x63,
  LONG_BINPUT: 0x72,
  LONG_BINGET: 0x6a,
} as const;

/** Writes one pickle: values by opcodes, things that are used often once. */
export class PickleWriter {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  readonly #shared = new Map<string, number>();

  constructor() {
    this.#bytes[this.#at++] = OP.PROTO;
    this.#bytes[this.#at++] = 4;
  }

  none(): void {
    this.#op(OP.NONE);
  }

  bool(value: boolean): void {
    this.#op(value ? OP.TRUE : OP.FALSE);
  }

  /** A whole number of 32 bits. */
  int(value: number): void {
    this.#room(5);
    this.#bytes[this.#at] = OP.BININT;
    this.#view.setInt32(this.#at + 1, value, true);
    this.#at += 5;
  }

  /** A whole number of 64 bits. */
  long(value: bigint): void {
    this.#room(10);
    this.#bytes[this.#at] = OP.LONG1;
    this.#bytes[this.#at + 1] = 8;
    this.#view.setBigInt64(this.#at + 2, value, true);
    this.#at += 10;
  }

  float(value: number): void {
    this.#room(9);
    this.#bytes[this.#at] = OP.BINFLOAT;
    this.#view.setFloat64(this.#at + 1, value);
    this.#at += 9;
  }

  text(value: string): void {
    this.#room(value.length * 3 + 5);
    const { written } = utf8.encodeInto(value, this.#bytes.subarray(this.#at + 5));
    if (written < 256) {
      this.#bytes[this.#at] = OP.SHORT_BINUNICODE;
      this.#bytes[this.#at + 1] = written;
      this.#bytes.copyWithin(this.#at + 2, this.#at + 5, this.#at + 5 + written);
      this.#at += 2 + written;
      return;
    }
    this.#bytes[this.#at] = OP.BINUNICODE;
    this.#view.setUint32(this.#at + 1, written, true);
    this.#at += 5 + written;
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length + 5);
    this.#bytes[this.#at] = OP.BINBYTES;
    this.#view.setUint32(this.#at + 1, value.length, true);
    this.#bytes.set(value, this.#at + 5);
    this.#at += 5 + value.length;
  }

  /** `each` writes the items. */
  list(each: () => void): void {
    this.#op(OP.EMPTY_LIST);
    this.#op(OP.MARK);
    each();
    this.#op(OP.APPENDS);
  }

  /** `each` writes keys and values by turns. */
  dict(each: () => void): void {
    this.#op(OP.EMPTY_DICT);
    this.#op(OP.MARK);
    each();
    this.#op(OP.SETITEMS);
  }

  /** `each` writes the items. */
  tuple(each: () => void): void {
    this.#op(OP.MARK);
    each();
    this.#op(OP.TUPLE);
  }

  /** `callable` and `args` (a tuple) are written, and called when it is read. */
  call(callable: () => void, args: () => void): void {
    callable();
    this.tuple(args);
    this.#op(OP.REDUCE);
  }

  /** A class or function of a module. */
  global(module: string, name: string): void {
    this.shared(`${module}.${name}`, () => {
      const text = utf8.encode(`${module}\n${name}\n`);
      this.#room(text.length + 1);
      this.#bytes[this.#at] = OP.GLOBAL;
      this.#bytes.set(text, this.#at + 1);
      this.#at += 1 + text.length;
    });
  }

  /** Something that is made once in a pickle, and named where it comes again. */
  shared(key: string, make: () => void): void {
    const made = this.#shared.get(key);
    if (made === undefined) make();
    const slot = made ?? this.#shared.size;
    this.#shared.set(key, slot);
    this.#room(5);
    this.#bytes[this.#at] = made === undefined ? OP.LONG_BINPUT : OP.LONG_BINGET;
    this.#view.setUint32(this.#at + 1, slot, true);
    this.#at += 5;
  }

  /** The pickle. */
  done(): Uint8Array {
    this.#op(OP.STOP);
    return this.#bytes.subarray(0, this.#at);
  }

  #op(code: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = code;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
