/** Kernels as DuckDB scalar functions: vectors to plain values, row by row through the kernel, and back. */
import duckdb, { type Connection, type DataChunk, type ScalarFunctionInfo, type Vector } from "@duckdb/node-bindings";
import { buildColumn } from "../../../src/arrow/build-column.ts";
import { asFloat32, asFloat64, asInt16, asInt32, asInt64, bytesOf } from "../../../src/arrow/column.ts";
import { columnValues } from "../../../src/arrow/column-values.ts";
import { arrowField } from "../../../src/arrow/field.ts";
import { InternalError, invariant } from "../../../src/base/invariant.ts";
import { sparkError } from "../../../src/errors/spark-error.ts";
import type { Kernel, KernelFunction, KernelTable } from "../../../src/kernels/kernel.ts";
import { checkBatch, MOST_BYTES } from "../../../src/kernels/room.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { Value } from "../../../src/types/value.ts";
import type { CancelFlags } from "../cancel-flags.ts";
import { thrownText } from "../error-text.ts";
import type { KernelSpec } from "../statement.ts";
import { appenderOf } from "./appender.ts";
import { type HeapGuard, heapIsFull } from "../heap-guard.ts";
import { GrowableBytes } from "./growable.ts";
import { logicalType } from "./logical-type.ts";
import { appendStrings, Ends } from "./text.ts";
import { writeColumn } from "./writer.ts";

/** The kernels of one database: registered when first named, and never again, since DuckDB cannot drop them. */
export class KernelRegistry {
  private readonly kernels: KernelTable;
  private readonly guard: HeapGuard;
  private readonly flags: CancelFlags;
  private readonly specs = new Map<string, string>();
  private readonly memories: Memories = new Map();

  constructor(kernels: KernelTable, guard: HeapGuard, flags: CancelFlags) {
    this.kernels = kernels;
    this.guard = guard;
    this.flags = flags;
  }

  /** Makes the kernels callable on every connection of the database. The connection must be idle. */
  register(connection: Connection, specs: readonly KernelSpec[]): void {
    for (const spec of specs) {
      const text = JSON.stringify(spec, (_, v: unknown) =>
        v === undefined ? "\0absent" : typeof v === "bigint" ? `\0${v}` : v,
      );
      const known = this.specs.get(spec.name);
      if (known !== undefined) {
        invariant(known === text, `two kernels are named ${spec.name}`);
        continue;
      }
      const kernel = Object.hasOwn(this.kernels, spec.kernel) ? this.kernels[spec.kernel] : undefined;
      if (kernel === undefined) throw new InternalError(`no kernel ${spec.kernel}`);
      registerKernel(connection, spec, kernel, { guard: this.guard, flags: this.flags, memories: this.memories });
      this.specs.set(spec.name, text);
    }
  }

  /** Drops what kernels remember of the statement that ran on a connection. */
  forget(connectionId: number): void {
    this.memories.delete(connectionId);
  }
}

/** How often the heap is looked at while a batch of values grows to its bound. */
const LOOKS = 8;

/** What ends a kernel's work early. */
interface Guards {
  readonly guard: HeapGuard;
  readonly flags: CancelFlags;
  readonly memories: Memories;
}

/** What kernels remember of the statements that run, by the numbers of their connections. */
type Memories = Map<number, StatementMemory>;

interface StatementMemory {
  readonly memory: Map<string, unknown>;
  /** Calls bound to it, by the names of their functions. */
  readonly calls: Map<string, KernelFunction>;
}

/** A kernel's call in the memory of the statement of a connection. */
function rememberedCall(spec: KernelSpec, kernel: Kernel, memories: Memories, connection: number): KernelFunction {
  const statement = memories.get(connection) ?? { memory: new Map<string, unknown>(), calls: new Map() };
  memories.set(connection, statement);
  const known = statement.calls.get(spec.name);
  if (known !== undefined) return known;
  const { argTypes, returnType, constants, mode, settings } = spec;
  const call = kernel.bind({ argTypes, returnType, constants, mode, settings, memory: statement.memory });
  statement.calls.set(spec.name, call);
  return call;
}

/** What a kernel knows of the statement that it runs in. */
interface BindData {
  readonly connection: number;
}

function registerKernel(connection: Connection, spec: KernelSpec, kernel: Kernel, guards: Guards): void {
  const f = duckdb.create_scalar_function();
  duckdb.scalar_function_set_name(f, spec.name);
  spec.argTypes.forEach((type, i) => {
    if (spec.constants[i] === undefined) duckdb.scalar_function_add_parameter(f, logicalType(type));
  });
  duckdb.scalar_function_set_return_type(f, logicalType(spec.returnType));
  // Without this DuckDB answers NULL by itself for a constant NULL; kernels that accept NULL must see it.
  if (kernel.nulls === "accept") duckdb.scalar_function_set_special_handling(f);
  if (!spec.deterministic) duckdb.scalar_function_set_volatile(f);
  duckdb.scalar_function_set_bind(f, (info) => {
    const cx = duckdb.scalar_function_get_client_context(info);
    const data: BindData = { connection: duckdb.client_context_get_connection_id(cx) };
    duckdb.scalar_function_set_bind_data(info, data);
  });
  duckdb.scalar_function_set_function(f, mainFunction(spec, kernel, guards));
  duckdb.register_scalar_function(connection, f);
  duckdb.destroy_scalar_function_sync(f);
}

function mainFunction(
  spec: KernelSpec,
  kernel: Kernel,
  { guard, flags, memories }: Guards,
): (info: ScalarFunctionInfo, input: DataChunk, output: Vector) => void {
  const { argTypes, returnType, constants, mode, settings } = spec;
  const propagate = kernel.nulls === "propagate";
  const passed = argTypes.flatMap((type, i) =>
    constants[i] === undefined ? [{ position: i, read: argumentReader(type) }] : [],
  );
  const alwaysNull = propagate && constants.some((c) => c === null);
  const write = resultWriter(returnType);
  let call: KernelFunction | undefined;
  return (info, input, output) => {
    try {
      const rows = duckdb.data_chunk_get_size(input);
      if (rows === 0) return;
      if (guard.isFull) throw heapIsFull();
      const { connection } = duckdb.scalar_function_get_bind_data(info) as BindData;
      if (kernel.remembers !== undefined) call = rememberedCall(spec, kernel, memories, connection);
      call ??= kernel.bind({ argTypes, returnType, constants, mode, settings });
      const results: Value[] = [];
      if (alwaysNull) for (let r = 0; r < rows; r++) results.push(null);
      else {
        const columns = passed.map(({ position, read }, i) => ({
          position,
          values: read(duckdb.data_chunk_get_vector(input, i), rows),
        }));
        const args = constants.map((c) => c ?? null);
        // What a kernel weighs by itself is not in this heap.
        const most = kernel.weigh === undefined ? guard.batch : MOST_BYTES;
        let bytes = 0;
        let looked = 0;
        const weigh = kernel.weigh ?? weightOf;
        const watch = (answer: Value): Value => {
          bytes += weigh(answer);
          checkBatch(bytes, spec.kernel, most);
          if (bytes - looked > most / LOOKS) {
            looked = bytes;
            guard.look();
            if (guard.isFull) throw heapIsFull();
          }
          if (flags.isCancelled(connection)) throw sparkError("OPERATION_CANCELED", {});
          return answer;
        };
        callRows(call, rows, columns, args, propagate, results, watch);
      }
      write(output, results);
      guard.look();
    } catch (reason) {
      duckdb.scalar_function_set_error(info, thrownText(reason, spec.origin));
    }
  };
}

/** About what a value takes, where that may be much. */
function weightOf(value: Value): number {
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.length;
  return Array.isArray(value) ? value.length * 8 : 0;
}

interface ArgumentColumn {
  readonly position: number;
  readonly values: readonly Value[];
}

function callRows(
  call: KernelFunction,
  rows: number,
  columns: readonly ArgumentColumn[],
  args: Value[],
  propagate: boolean,
  results: Value[],
  watch: (answer: Value) => Value,
): void {
  const only = columns[0];
  if (columns.length === 1 && args.length === 1 && only !== undefined) {
    for (let r = 0; r < rows; r++) {
      const v = only.values[r] as Value;
      results.push(v === null && propagate ? null : watch(call(v)));
    }
    return;
  }
  for (let r = 0; r < rows; r++) {
    let missing = false;
    for (const { position, values } of columns) {
      const v = values[r] as Value;
      if (v === null) missing = true;
      args[position] = v;
    }
    results.push(missing && propagate ? null : watch(call(...args)));
  }
}

type Reader = (vector: Vector, rows: number) => Value[];

const maskOf = (vector: Vector, rows: number): Uint8Array | null =>
  duckdb.vector_get_validity(vector, ((rows + 63) >> 6) * 8) as Uint8Array | null;

const isThere = (mask: Uint8Array | null, i: number): boolean =>
  mask === null || (((mask[i >> 3] as number) >> (i & 7)) & 1) === 1;

const numeric =
  (width: number, view: (data: Uint8Array) => ArrayLike<number | bigint>): Reader =>
  (vector, rows) => {
    const mask = maskOf(vector, rows);
    const data = view(duckdb.vector_get_data(vector, rows * width));
    const out: Value[] = [];
    for (let i = 0; i < rows; i++) out.push(isThere(mask, i) ? (data[i] as Value) : null);
    return out;
  };

const text: Reader = (vector, rows) => {
  const mask = maskOf(vector, rows);
  const bytes = new GrowableBytes(rows * 16 + 16);
  const ends = new Ends();
  appendStrings(duckdb.vector_get_data(vector, rows * 16), rows, mask, bytes, ends);
  const buffer = Buffer.from(bytes.bytes.buffer as ArrayBuffer, 0, bytes.length);
  const decoded = buffer.toString("utf8");
  const ascii = decoded.length === buffer.length;
  const out: Value[] = [];
  for (let i = 0; i < rows; i++) {
    const [start, end] = [ends.array[i] as number, ends.array[i + 1] as number];
    out.push(isThere(mask, i) ? (ascii ? decoded.slice(start, end) : buffer.toString("utf8", start, end)) : null);
  }
  return out;
};

/** Values of a vector; the common types go past Arrow's layout. */
function argumentReader(type: DataType): Reader {
  switch (type.kind) {
    case "boolean":
      return (vector, rows) => {
        const mask = maskOf(vector, rows);
        const data = duckdb.vector_get_data(vector, rows);
        return Array.from({ length: rows }, (_, i) => (isThere(mask, i) ? data[i] !== 0 : null));
      };
    case "byte":
      return numeric(1, (d) => new Int8Array(d.buffer, d.byteOffset, d.length));
    case "short":
      return numeric(2, asInt16);
    case "int":
    case "date":
    case "year_month_interval":
      return numeric(4, asInt32);
    case "long":
    case "timestamp":
    case "timestamp_ntz":
    case "day_time_interval":
      return numeric(8, asInt64);
    case "float":
      return numeric(4, asFloat32);
    case "double":
      return numeric(8, asFloat64);
    case "string":
    case "char":
    case "varchar":
      return text;
    case "calendar_interval":
      // Past Arrow's layout, whose nanoseconds do not hold every interval.
      return (vector, rows) => {
        const mask = maskOf(vector, rows);
        const data = duckdb.vector_get_data(vector, rows * 16);
        const [ints, longs] = [asInt32(data), asInt64(data)];
        return Array.from({ length: rows }, (_, i) =>
          isThere(mask, i)
            ? { months: ints[i * 4] as number, days: ints[i * 4 + 1] as number, micros: longs[i * 2 + 1] as bigint }
            : null,
        );
      };
    case "null":
      return (_, rows) => Array.from({ length: rows }, () => null);
    case "udt":
      return argumentReader(type.sqlType);
    case "binary":
    case "decimal":
    case "time":
    case "variant":
    case "array":
    case "map":
    case "struct": {
      const appender = appenderOf(type, false);
      const field = arrowField("", type, true, { timeZone: "UTC", useLargeVarTypes: false });
      return (vector, rows) => {
        appender.append(vector, rows);
        const values = columnValues(field, appender.column());
        appender.clear();
        return values;
      };
    }
  }
}

/** Writes every row of the result, missing ones included. */
function resultWriter(type: DataType): (vector: Vector, values: readonly Value[]) => void {
  if (type.kind === "udt") return resultWriter(type.sqlType);
  if (type.kind === "calendar_interval") return writeIntervals;
  return (vector, values) => writeColumn(vector, type, buildColumn(type, values), 0, values.length);
}

function writeIntervals(vector: Vector, values: readonly Value[]): void {
  const data = new Int32Array(values.length * 4);
  const micros = new BigInt64Array(data.buffer);
  const bits = new Uint8Array((values.length + 7) >> 3);
  values.forEach((v, i) => {
    if (v === null) return;
    invariant(typeof v === "object" && "micros" in v, "a calendar interval");
    data[i * 4] = v.months;
    data[i * 4 + 1] = v.days;
    micros[i * 2 + 1] = v.micros;
    bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  });
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.length);
  duckdb.copy_data_to_vector(vector, 0, data.buffer, 0, bytesOf(data).length);
}
