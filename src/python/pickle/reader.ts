/** Reads pickles of protocol 5 as Spark's unpickler reads them; what that one refuses is refused in its words. */
import { pickleException } from "../errors.ts";
import { construct } from "./constructors.ts";
import { address } from "./java-text.ts";
import { PyDict, PyFloat, PyObject, PySet, PyTuple, type PythonValue } from "./python-value.ts";

/** A class or function that a pickle names. */
class Global {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
const MARK = Symbol("mark");
type Slot = PythonValue | Global | typeof MARK;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The value of a pickle. */
export function readPickle(bytes: Uint8Array): PythonValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Slot[] = [];
  const memo: Slot[] = [];
  let at = 0;
  const u32 = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const u64 = () => {
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  };
  const text = (length: number) => {
    at += length;
    return decoder.decode(bytes.subarray(at - length, at));
  };
  const blob = (length: number) => {
    at += length;
    return bytes.slice(at - length, at);
  };
  const pop = (): Slot => {
    const top = stack.pop();
    if (top === undefined) throw pickleException("the stack of the pickle is empty");
    return top;
  };
  const value = (): PythonValue => asValue(pop());
  const sinceMark = (): PythonValue[] => {
    const items: PythonValue[] = [];
    const from = stack.lastIndexOf(MARK);
    for (let i = from + 1; i < stack.length; i++) items.push(asValue(stack[i] as Slot));
    stack.length = from;
    return items;
  };
  const top = () => stack[stack.length - 1];
  const line = () => {
    const end = bytes.indexOf(0x0a, at);
    const read = text(end - at);
    at++;
    return read;
  };

  for (;;) {
    const op = bytes[at++];
    switch (op) {
      case 0x80: // PROTO
        at++;
        break;
      case 0x95: // FRAME
        at += 8;
        break;
      case 0x94: // MEMOIZE
        memo.push(top() as Slot);
        break;
      case 0x71: // BINPUT
        memo[bytes[at++] ?? 0] = top() as Slot;
        break;
      case 0x72: // LONG_BINPUT
        memo[u32()] = top() as Slot;
        break;
      case 0x68: // BINGET
        stack.push(memo[bytes[at++] ?? 0] as Slot);
        break;
      case 0x6a: // LONG_BINGET
        stack.push(memo[u32()] as Slot);
        break;
      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
        stack.push(true);
        break;
      case 0x89: // NEWFALSE
        stack.push(false);
        break;
      case 0x4b: // BININT1
        stack.push(bytes[at++] ?? 0);
        break;
      case 0x4d: // BININT2
        stack.push(view.getUint16(at, true));
        at += 2;
        break;
      case 0x4a: // BININT
        stack.push(view.getInt32(at, true));
        at += 4;
        break;
      case 0x8a: // LONG1
        stack.push(longOf(blob(bytes[at++] ?? 0)));
        break;
      case 0x8b: // LONG4
        stack.push(longOf(blob(u32())));
        break;
      case 0x47: // BINFLOAT
        stack.push(new PyFloat(view.getFloat64(at)));
        at += 8;
        break;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(text(bytes[at++] ?? 0));
        break;
      case 0x58: // BINUNICODE
        stack.push(text(u32()));
        break;
      case 0x8d: // BINUNICODE8
        stack.push(text(u64()));
        break;
      case 0x43: // SHORT_BINBYTES
        stack.push(blob(bytes[at++] ?? 0));
        break;
      case 0x42: // BINBYTES
        stack.push(blob(u32()));
        break;
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        stack.push(blob(u64()));
        break;
      case 0x28: // MARK
        stack.push(MARK);
        break;
      case 0x30: // POP
        stack.pop();
        break;
      case 0x31: // POP_MARK
        sinceMark();
        break;
      case 0x32: // DUP
        stack.push(top() as Slot);
        break;
      case 0x5d: // EMPTY_LIST
        stack.push([]);
        break;
      case 0x61: // APPEND
      case 0x65: {
        // APPENDS
        const items = op === 0x61 ? [value()] : sinceMark();
        (top() as PythonValue[]).push(...items);
        break;
      }
      case 0x29: // EMPTY_TUPLE
        stack.push(new PyTuple([]));
        break;
      case 0x85: // TUPLE1
        stack.push(new PyTuple([value()]));
        break;
      case 0x86: {
        // TUPLE2
        const second = value();
        stack.push(new PyTuple([value(), second]));
        break;
      }
      case 0x87: {
        // TUPLE3
        const third = value();
        const second = value();
        stack.push(new PyTuple([value(), second, third]));
        break;
      }
      case 0x74: // TUPLE
        stack.push(new PyTuple(sinceMark()));
        break;
      case 0x7d: // EMPTY_DICT
        stack.push(new PyDict());
        break;
      case 0x73: {
        // SETITEM
        const item = value();
        const key = value();
        (top() as PyDict).entries.push([key, item]);
        break;
      }
      case 0x75: {
        // SETITEMS
        const items = sinceMark();
        const { entries } = top() as PyDict;
        // Spark's unpickler takes them from the end, and a map's order shows it.
        for (let i = items.length - 2; i >= 0; i -= 2) entries.push([items[i] ?? null, items[i + 1] ?? null]);
        break;
      }
      case 0x8f: // EMPTY_SET
        stack.push(new PySet());
        break;
      case 0x90: {
        // ADDITEMS
        const items = sinceMark();
        (top() as PySet).items.push(...items);
        break;
      }
      case 0x91: {
        // FROZENSET
        const set = new PySet();
        set.items.push(...sinceMark());
        stack.push(set);
        break;
      }
      case 0x63: {
        // GLOBAL
        const module = line();
        stack.push(new Global(`${module}.${line()}`));
        break;
      }
      case 0x93: {
        // STACK_GLOBAL
        const name = pop();
        stack.push(new Global(`${String(pop())}.${String(name)}`));
        break;
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const args = value();
        const callable = pop();
        if (!(callable instanceof Global) || !(args instanceof PyTuple))
          throw pickleException("a call of what is no function");
        stack.push(construct(callable.name, args.items));
        break;
      }
      case 0x92: {
        // NEWOBJ_EX
        const named = value();
        const args = value();
        const callable = pop();
        if (!(callable instanceof Global) || !(args instanceof PyTuple) || (named as PyDict).entries.length > 0)
          throw pickleException("newobj_ex with keyword arguments not supported");
        stack.push(construct(callable.name, args.items));
        break;
      }
      case 0x62: // BUILD: the state of an object that no type of Spark's takes
        stack.pop();
        break;
      case 0x2e: // STOP
        return value();
      default:
        throw pickleException(`invalid pickle opcode: ${op ?? "none"}`);
    }
  }
}

function asValue(slot: Slot): PythonValue {
  if (slot === MARK) throw pickleException("a mark as a value");
  return slot instanceof Global
    ? new PyObject(address("net.razorvine.pickle.objects.ClassDictConstructor"))
    : (slot as PythonValue);
}

/** Python's little-endian two's complement. */
function longOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return BigInt.asIntN(bytes.length * 8, value);
}
