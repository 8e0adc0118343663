/** A runtime whose Python functions are functions of ours: their commands are the names of these. */
import { valuesToStream } from "../../src/arrow/build-column.ts";
import { streamToValues } from "../../src/arrow/column-values.ts";
import type { PythonBatch, PythonFunction, PythonRuntime, PythonTask } from "../../src/python/api.ts";
import type { Value } from "../../src/types/value.ts";

type Row = readonly Value[];
type Rows = readonly Row[];

/** What a name stands for, by the kind of task: values of a row, or rows. */
export interface FakeFunctions {
  readonly values?: Readonly<Record<string, (...args: Value[]) => Value>>;
  readonly rows?: Readonly<Record<string, (rows: Rows, other: Rows) => Rows>>;
}

const nameOf = (command: Uint8Array): string => new TextDecoder().decode(command);

/** The runtime, with the tasks that it was given and the rows that went in. */
export class FakePython implements PythonRuntime {
  readonly tasks: PythonTask[] = [];
  /** Rows that went into each task. */
  readonly taken: number[] = [];
  readonly #functions: FakeFunctions;

  constructor(functions: FakeFunctions) {
    this.#functions = functions;
  }

  async *run(
    task: PythonTask,
    input: AsyncIterable<PythonBatch>,
    other?: AsyncIterable<PythonBatch>,
  ): AsyncGenerator<PythonBatch> {
    const number = this.tasks.push(task) - 1;
    this.taken[number] = 0;
    const { settings } = task;
    const batch = (rows: Rows): PythonBatch => ({
      data: valuesToStream(task.output, rows, settings),
      rows: rows.length,
    });
    const counted = async function* (this: FakePython, batches: AsyncIterable<PythonBatch>): AsyncGenerator<Rows> {
      for await (const { data, rows } of batches) {
        this.taken[number] = (this.taken[number] ?? 0) + rows;
        yield streamToValues(data).rows;
      }
    }.bind(this);
    let sent = false;
    if (task.kind === "scalar" || task.kind === "map") {
      for await (const rows of counted(input)) {
        sent = true;
        yield batch(
          task.kind === "map"
            ? this.#rows(task.command)(rows, [])
            : rows.map((row) => [
                ...task.keep.map((k) => row[k] ?? null),
                ...task.functions.map((f) => this.#value(f, row)),
              ]),
        );
      }
      if (!sent) yield batch([]);
      return;
    }
    const all = await flat(counted(input));
    const others = other === undefined ? [] : await flat(counted(other));
    yield batch(this.#grouped(task, all, others));
  }

  #grouped(task: Exclude<PythonTask, { kind: "scalar" | "map" }>, all: Rows, others: Rows): Rows {
    switch (task.kind) {
      case "groups":
        return groupsOf(all, task.grouping.column).flatMap(({ rows }) =>
          this.#rows(task.command)(chosen(rows, task.values), chosen(rows.slice(0, 1), task.keys)),
        );
      case "cogroups": {
        const left = new Map(groupsOf(all, task.grouping.column).map((g) => [g.number, g.rows]));
        const right = new Map(groupsOf(others, task.other.grouping.column).map((g) => [g.number, g.rows]));
        const numbers = [...new Set([...left.keys(), ...right.keys()])].sort((a, b) => Number(a) - Number(b));
        return numbers.flatMap((n) =>
          this.#rows(task.command)(
            chosen(left.get(n) ?? [], task.values),
            chosen(right.get(n) ?? [], task.other.values),
          ),
        );
      }
      case "aggregate":
        return groupsOf(all, task.grouping.column).map(({ rows }) => [
          ...task.keep.map((k) => rows[0]?.[k] ?? null),
          ...task.functions.map((f) => this.#aggregate(f, rows)),
        ]);
      case "window":
        return groupsOf(all, task.grouping.column).flatMap(({ rows }) =>
          rows.map((row) => [
            ...task.keep.map((k) => row[k] ?? null),
            ...task.functions.map((f) => {
              const bounds = f.frame && [Number(row[f.frame.begin]), Number(row[f.frame.end])];
              return this.#aggregate(f, bounds === undefined ? rows : rows.slice(bounds[0], bounds[1]));
            }),
          ]),
        );
      case "table":
        return all.flatMap((row) => {
          const kept = task.keep.map((k) => row[k] ?? null);
          const made = this.#rows(task.command)([task.args.map((a) => row[a.column] ?? null)], []);
          if (!task.outer) return made.map((values) => [...kept, ...values]);
          if (made.length > 0) return made.map((values) => [...kept, true, ...values]);
          return [[...kept, false, ...task.returns.fields.map(() => null)]];
        });
    }
  }

  #value({ commands, args }: PythonFunction, row: Row): Value {
    let values = args.map((a) => row[a.column] ?? null);
    for (const command of commands) values = [this.#functions.values?.[nameOf(command)]?.(...values) ?? null];
    return values[0] ?? null;
  }

  #aggregate({ commands: [command], args }: PythonFunction, rows: Rows): Value {
    const f = this.#functions.values?.[nameOf(command ?? new Uint8Array())];
    return f?.(...args.flatMap((a) => rows.map((row) => row[a.column] ?? null))) ?? null;
  }

  #rows(command: Uint8Array): (rows: Rows, other: Rows) => Rows {
    return this.#functions.rows?.[nameOf(command)] ?? (() => []);
  }

  analyze(): never {
    throw new Error("no analyze here");
  }

  createSource(): never {
    throw new Error("no data sources here");
  }

  planSource(): never {
    throw new Error("no data sources here");
  }

  readSource(): never {
    throw new Error("no data sources here");
  }

  writeSource(): never {
    throw new Error("no data sources here");
  }

  async warm(): Promise<void> {
    // Nothing to start.
  }

  async forget(): Promise<void> {
    // Nothing to end.
  }

  async close(): Promise<void> {
    // Nothing to end.
  }
}

const chosen = (rows: Rows, columns: readonly number[]): Rows => rows.map((row) => columns.map((c) => row[c] ?? null));

async function flat(batches: AsyncIterable<Rows>): Promise<Rows> {
  const all: Row[] = [];
  for await (const rows of batches) all.push(...rows);
  return all;
}

function groupsOf(rows: Rows, column: number | undefined): readonly { number: Value; rows: Row[] }[] {
  const groups: { number: Value; rows: Row[] }[] = [];
  for (const row of rows) {
    const number = column === undefined ? 0 : (row[column] ?? null);
    const last = groups.at(-1);
    if (last !== undefined && last.number === number) last.rows.push(row);
    else groups.push({ number, rows: [row] });
  }
  return groups;
}
