/** Rows that are kept: tables of an attached database, which DuckDB spills like everything else. */
import type { ExecuteContext, Input, InputData, StoredData } from "../../src/backend/backend.ts";
import { LONG, type DataType } from "../../src/types/data-type.ts";
import type { ReadPlan } from "../../src/substrait/read/plan.ts";
import type { EmitOptions } from "./context.ts";
import { emit } from "./emit.ts";
import { isNarrowDecimalOverflow } from "./errors.ts";
import { queryValues } from "./query.ts";
import { columnName } from "./rel/block.ts";
import { fixedWidth } from "./widths.ts";
import type { Engine } from "./worker-client.ts";
import { STORED_DATABASE } from "./worker-protocol.ts";

/** A table of kept rows: columns c0, c1 … in physical types. */
export class StoredTable implements StoredData {
  readonly kind = "stored";
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly #engine: Engine;
  readonly #deaths: number;

  constructor(engine: Engine, table: string, rows: number, bytes: number) {
    this.#engine = engine;
    this.#deaths = engine.deaths;
    this.table = table;
    this.rows = rows;
    this.bytes = bytes;
  }

  get lost(): boolean {
    return this.#engine.deaths !== this.#deaths;
  }

  async dispose(): Promise<void> {
    if (!this.lost) await drop(this.#engine, this.table);
  }
}

/** The name of the table of a number in its schema. */
export const storedTableName = (number: number): string => `s${number}`;

/** The table of a number. */
export const storedName = (number: number): string => `${STORED_DATABASE}.main.${storedTableName(number)}`;

/** Takes a table away, if it is there. */
export const drop = (engine: Engine, table: string) =>
  queryValues(engine, `DROP TABLE IF EXISTS ${table}`, [], new AbortController().signal);

/** Keeps a plan's rows in a table of that number. */
export async function store(
  engine: Engine,
  plan: ReadPlan,
  cx: ExecuteContext,
  options: EmitOptions,
  number: number,
): Promise<StoredTable> {
  const table = storedName(number);
  const create = async (emitOptions: EmitOptions): Promise<number> => {
    const statement = emit(plan, emitOptions);
    const [[count] = []] = await queryValues(engine, `CREATE TABLE ${table} AS ${statement.sql}`, [LONG], cx.signal, {
      inputs: clientRows(cx.inputs),
      timeZone: cx.settings.timeZone,
      origins: plan.origins,
      statement: { kernels: statement.kernels, inputs: statement.inputs, candidates: statement.candidates },
    });
    return Number(count);
  };
  const rows = await create(options).catch((reason: unknown) => {
    if (!isNarrowDecimalOverflow(reason)) throw reason;
    // 64 bits were too few for some decimal, or 128 for a sum: once more in 128, and sums in two parts.
    return create({ ...options, wideDecimals: true, wideSums: true });
  });
  const types = plan.root.columns.map((c) => c.type);
  return measured(engine, table, types, rows, cx.signal);
}

/** A table that is filled, with what it takes. Leaves nothing behind where that cannot be told. */
export async function measured(
  engine: Engine,
  table: string,
  types: readonly DataType[],
  rows: number,
  signal: AbortSignal,
): Promise<StoredTable> {
  try {
    return new StoredTable(engine, table, rows, await bytesOf(engine, table, types, rows, signal));
  } catch (reason) {
    await drop(engine, table);
    throw reason;
  }
}

/** The inputs that come with the plan. */
export const clientRows = (inputs: ReadonlyMap<string, Input>): ReadonlyMap<string, InputData> =>
  new Map([...inputs].flatMap(([id, input]) => ("streams" in input ? [[id, input]] : [])));

/** The inputs that are tables here. */
export const storedTables = (inputs: ReadonlyMap<string, Input>): ReadonlyMap<string, StoredTable> =>
  new Map([...inputs].flatMap(([id, input]) => (input instanceof StoredTable ? [[id, input]] : [])));

/** About how many bytes the rows take: fixed widths, and the measured lengths of everything else. */
async function bytesOf(
  engine: Engine,
  table: string,
  types: readonly DataType[],
  rows: number,
  signal: AbortSignal,
): Promise<number> {
  const widths = types.map(fixedWidth);
  const fixed = widths.reduce<number>((sum, width) => sum + (width ?? STRING_HEADER), 0) * rows;
  const measured = widths.flatMap((width, i) => {
    const type = types[i];
    if (width !== undefined || type === undefined) return [];
    const column = columnName(i);
    const size = type.kind === "binary" ? `octet_length(${column})` : `strlen(CAST(${column} AS VARCHAR))`;
    return [`COALESCE(sum(${size}), 0)`];
  });
  if (measured.length === 0 || rows === 0) return fixed;
  const sql = `SELECT CAST(${measured.join(" + ")} AS BIGINT) AS c0 FROM ${table}`;
  const [[bytes] = []] = await queryValues(engine, sql, [LONG], signal);
  return fixed + Number(bytes);
}

/** What DuckDB keeps of a text beside its characters. */
const STRING_HEADER = 16;
