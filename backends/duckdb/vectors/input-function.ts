/** Client rows as DuckDB table functions: a scan of Arrow batches that copies the asked columns, chunk by chunk. */
import duckdb, {
  type Connection,
  type DataChunk,
  type TableFunctionBindInfo,
  type TableFunctionInfo,
  type TableFunctionInitInfo,
} from "@duckdb/node-bindings";
import { localBatches } from "../../../src/arrow/local-relation.ts";
import type { ArrowBatch } from "../../../src/arrow/read.ts";
import type { InputData } from "../../../src/backend/backend.ts";
import { invariant } from "../../../src/base/invariant.ts";
import type { DataType } from "../../../src/types/data-type.ts";
import type { InputSpec } from "../statement.ts";
import { thrownText } from "../error-text.ts";
import { logicalType } from "./logical-type.ts";
import { writeColumn } from "./writer.ts";

interface Rows {
  readonly types: readonly DataType[];
  readonly batches: readonly ArrowBatch[];
  readonly rows: number;
}

/** One scan's place. */
interface Position {
  batch: number;
  row: number;
  readonly columns: readonly number[];
}

/**
 * The inputs of one database. A function stands for a name, not for data: which rows it scans depends on the connection
 * that asks, so statements may use the same names at the same time and nothing stays behind.
 */
export class InputRegistry {
  private readonly functions = new Set<string>();
  private readonly rows = new Map<string, Rows>();
  private readonly chunkRows = duckdb.vector_size();

  /** Makes a statement's inputs scannable on its connection, which must be idle. Throws SparkErrors of malformed data. */
  open(
    connection: Connection,
    connectionId: number,
    specs: readonly InputSpec[],
    inputs: ReadonlyMap<string, InputData>,
  ): void {
    for (const spec of specs) {
      const data = inputs.get(spec.dataId);
      invariant(data !== undefined, `no input ${spec.dataId}`);
      const batches = localBatches(data.streams, data.schema).filter((b) => b.rows > 0);
      const types = data.schema.fields.map((f) => f.type);
      this.rows.set(`${connectionId} ${spec.name}`, { types, batches, rows: batches.reduce((n, b) => n + b.rows, 0) });
      if (!this.functions.has(spec.name)) {
        this.register(connection, spec.name);
        this.functions.add(spec.name);
      }
    }
  }

  /** Lets go of a statement's rows. */
  close(connectionId: number, specs: readonly InputSpec[]): void {
    for (const spec of specs) this.rows.delete(`${connectionId} ${spec.name}`);
  }

  private register(connection: Connection, name: string): void {
    const f = duckdb.create_table_function();
    duckdb.table_function_set_name(f, name);
    duckdb.table_function_supports_projection_pushdown(f, true);
    duckdb.table_function_set_bind(f, (info) => this.bind(info, name));
    duckdb.table_function_set_init(f, init);
    duckdb.table_function_set_function(f, (info, output) => this.scan(info, output));
    duckdb.register_table_function(connection, f);
    duckdb.destroy_table_function_sync(f);
  }

  private bind(info: TableFunctionBindInfo, name: string): void {
    const id = duckdb.client_context_get_connection_id(duckdb.table_function_get_client_context(info));
    const rows = this.rows.get(`${id} ${name}`);
    if (rows === undefined) return duckdb.bind_set_error(info, `no input ${name} on this connection`);
    rows.types.forEach((type, i) => duckdb.bind_add_result_column(info, `c${i}`, logicalType(type)));
    // DuckDB refuses tables without columns; the rows still count.
    if (rows.types.length === 0) duckdb.bind_add_result_column(info, "c0", logicalType({ kind: "null" }));
    duckdb.bind_set_cardinality(info, rows.rows, true);
    duckdb.bind_set_bind_data(info, rows);
  }

  private scan(info: TableFunctionInfo, output: DataChunk): void {
    try {
      const { types, batches } = duckdb.function_get_bind_data(info) as Rows;
      const position = duckdb.function_get_init_data(info) as Position;
      const batch = batches[position.batch];
      if (batch === undefined) return duckdb.data_chunk_set_size(output, 0);
      const count = Math.min(this.chunkRows, batch.rows - position.row);
      position.columns.forEach((column, i) => {
        const [type, values] = [types[column], batch.columns[column]];
        // Columns out of range are the row id and the stand-in of a table without columns: nobody reads their values.
        if (type === undefined || values === undefined) return;
        writeColumn(duckdb.data_chunk_get_vector(output, i), type, values, position.row, count);
      });
      duckdb.data_chunk_set_size(output, count);
      position.row += count;
      if (position.row === batch.rows) {
        position.batch++;
        position.row = 0;
      }
    } catch (reason) {
      duckdb.function_set_error(info, thrownText(reason, undefined));
    }
  }
}

function init(info: TableFunctionInitInfo): void {
  const columns = Array.from({ length: duckdb.init_get_column_count(info) }, (_, i) =>
    duckdb.init_get_column_index(info, i),
  );
  duckdb.init_set_max_threads(info, 1);
  duckdb.init_set_init_data(info, { batch: 0, row: 0, columns } satisfies Position);
}
