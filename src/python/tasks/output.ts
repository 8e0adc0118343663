import type { ArrowColumn } from "../../arrow/column.ts";
import { type ArrowField, type ArrowOptions, arrowFields } from "../../arrow/field.ts";
import { type StreamEncoder, streamEncoder } from "../../arrow/ipc.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { freed } from "../../base/free-memory.ts";
import type { StructType } from "../../types/data-type.ts";
import type { PythonBatch } from "../api.ts";
import { joined, pick, type Rows } from "../rows.ts";
import { fit } from "./fit.ts";

/** Rows that are gathered before they leave, where a function makes few at a time. */
const WORTH_A_BATCH = 4096;

/** The batches of a task: columns checked against the schema, small pieces joined. */
export class Output {
  readonly fields: readonly ArrowField[];
  readonly #schema: StructType;
  readonly #leaving: readonly number[] | undefined;
  readonly #encoder: StreamEncoder;
  readonly #worth: number;
  #held: Rows[] = [];
  #heldRows = 0;
  #isEmpty = true;

  /** `most`: rows that a batch may have (0: no bound); `leaving`: the columns that leave, where not all do. */
  constructor(schema: StructType, options: ArrowOptions, most: number, leaving?: readonly number[]) {
    this.#schema = schema;
    this.fields = arrowFields(schema, options);
    this.#leaving = leaving;
    const fields = leaving?.map((i) => schema.fields[i] as StructType["fields"][number]) ?? schema.fields;
    this.#encoder = streamEncoder({ ...schema, fields }, options);
    this.#worth = most > 0 ? Math.min(most, WORTH_A_BATCH) : WORTH_A_BATCH;
  }

  /** Columns of a worker as columns of the schema from `first` on. */
  fitted(made: Rows, first: number): Rows {
    const wanted = this.fields.length - first;
    if (made.columns.length < wanted)
      throw sparkError("JVM.SPARK", {
        message: `The Python function returned ${made.columns.length} columns, but its schema has ${wanted}.`,
      });
    const fields = this.fields.slice(first);
    const columns = fields.map((target, i) =>
      fit(
        made.fields[i] as ArrowField,
        made.columns[i] as ArrowColumn,
        target,
        (this.#schema.fields[first + i] as StructType["fields"][number]).type,
      ),
    );
    return { fields, columns, rows: made.rows };
  }

  /** Takes rows of the schema, their memory with them where it is told, and gives what is worth a batch. */
  *add(rows: Rows): Generator<PythonBatch> {
    if (rows.rows === 0) return;
    this.#held.push(rows);
    this.#heldRows += rows.rows;
    if (this.#heldRows >= this.#worth) yield* this.#flush();
  }

  /** The rest; an empty batch where nothing has left. */
  *end(): Generator<PythonBatch> {
    yield* this.#flush();
    if (this.#isEmpty) yield { data: this.#encoder.empty(), rows: 0 };
  }

  *#flush(): Generator<PythonBatch> {
    if (this.#heldRows === 0) return;
    const held = this.#held;
    const pieces = this.#leaving === undefined ? held : held.map((piece) => pick(piece, this.#leaving ?? []));
    const fields = pieces[0]?.fields ?? this.fields;
    const { columns } = joined(fields, pieces);
    const rows = this.#heldRows;
    this.#held = [];
    this.#heldRows = 0;
    this.#isEmpty = false;
    const data = this.#encoder.encode(columns, rows);
    // They are copied. The collector would come much more often for memory that is left to it.
    for (const { memory } of held) if (memory !== undefined) freed(memory);
    yield { data, rows };
  }
}
