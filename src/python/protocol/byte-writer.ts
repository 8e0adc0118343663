const utf8 = new TextEncoder();

/** Bytes as Java's `DataOutputStream` writes them: big endian, texts behind their length. */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  int(value: number): this {
    this.#room(4);
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
    return this;
  }

  long(value: bigint): this {
    this.#room(8);
    this.#view.setBigInt64(this.#at, value);
    this.#at += 8;
    return this;
  }

  bool(value: boolean): this {
    this.#room(1);
    this.#bytes[this.#at++] = value ? 1 : 0;
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** Bytes behind their length. */
  blob(bytes: Uint8Array): this {
    return this.int(bytes.length).raw(bytes);
  }

  text(value: string): this {
    return this.blob(utf8.encode(value));
  }

  /** What was written so far; the writer is done. */
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
