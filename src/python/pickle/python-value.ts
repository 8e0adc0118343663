/**
 * What a pickle holds, as the classes that Spark's unpickler makes of it (Pyrolite):
 *
 * | Python | Java | here |
 * |---|---|---|
 * | None | null | `null` |
 * | bool | Boolean | boolean |
 * | int of 32 bits | Integer | number |
 * | other int | Long, BigInteger | bigint |
 * | float | Double | {@link PyFloat} |
 * | str | String | string |
 * | bytes, bytearray | byte[] | Uint8Array |
 * | list | ArrayList | array |
 * | the rest | | the classes below |
 */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PythonValue[]
  | PyFloat
  | PyTuple
  | PyDict
  | PySet
  | PyDecimal
  | PyArray
  | PyObject;

/** A float: a class of its own, because whole floats are not ints. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A tuple: Java's `Object[]`. */
export class PyTuple {
  readonly items: readonly PythonValue[];
  constructor(items: readonly PythonValue[]) {
    this.items = items;
  }
}

/** A dict: a `HashMap`. */
export class PyDict {
  readonly entries: [PythonValue, PythonValue][] = [];
}

/** A set: a `HashSet`. */
export class PySet {
  readonly items: PythonValue[] = [];
}

/** A finite decimal: a `BigDecimal`, of any scale. */
export class PyDecimal {
  readonly unscaled: bigint;
  readonly scale: number;
  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }
}

/** An `array.array`: an array of Java's numbers or characters. */
export class PyArray {
  readonly typecode: string;
  readonly items: readonly PythonValue[];
  constructor(typecode: string, items: readonly PythonValue[]) {
    this.typecode = typecode;
    this.items = items;
  }
}

/** An object of Java that no type of Spark's takes but texts, by how it prints; absent: as a calendar of Java does. */
export class PyObject {
  readonly text: string | undefined;
  constructor(text: string | undefined) {
    this.text = text;
  }
}
