import type { PythonArgument } from "../api.ts";
import { ByteWriter } from "./byte-writer.ts";
import { PROFILER } from "./conf.ts";
import type { Dialect } from "./dialect.ts";
import { EvalType } from "./eval-type.ts";

/** One function as the header tells it: its arguments are columns of the data that is sent. */
export interface SentFunction {
  readonly commands: readonly Uint8Array[];
  readonly args: readonly PythonArgument[];
}

/** A table function as the header tells it. */
export interface SentTableFunction {
  readonly command: Uint8Array;
  readonly args: readonly PythonArgument[];
  readonly name: string;
  /** The schema of a row of the result, as JSON. */
  readonly returns: string;
  readonly partitionColumns: readonly number[];
  readonly analyzed?: Uint8Array | undefined;
  /** The arguments that are tables (kind 302). */
  readonly tableArguments: readonly number[];
}

/** What a worker is told before the data. */
export interface Header {
  readonly evalType: number;
  /** The client's Python, `3.11`. */
  readonly pythonVersion: string;
  readonly barrier: boolean;
  /** The number of this attempt within the server's life. */
  readonly attempt: bigint;
  readonly files: string;
  readonly includes: readonly string[];
  /** Settings of the session by their keys. */
  readonly conf: ReadonlyMap<string, string>;
  /** The schema of the arguments as JSON, for kinds that convert by it. */
  readonly inputType?: string | undefined;
  readonly run: readonly SentFunction[] | SentTableFunction;
  /** The number under which a profiler tells of the first function; the next ones follow. */
  readonly firstResult: bigint;
}

const START_OF_INIT_MESSAGE = -8;

/** The header of a task as the dialect wants it. */
export function encodeHeader(dialect: Dialect, header: Header): Uint8Array {
  const w = new ByteWriter();
  w.int(0).text(header.pythonVersion);
  writeContext(w, dialect, header);
  w.text(header.files).int(header.includes.length);
  for (const name of header.includes) w.text(name);
  w.bool(false).int(0); // no broadcast values
  w.int(header.evalType);
  writeConf(w, dialect, header);
  if ("command" in header.run) writeTableFunction(w, dialect, header.run);
  else writeFunctions(w, dialect, header, header.run);
  if (!dialect.framed) return w.done();
  return new ByteWriter().int(START_OF_INIT_MESSAGE).blob(w.done()).done();
}

function writeContext(w: ByteWriter, dialect: Dialect, { barrier, attempt }: Header): void {
  if (dialect.contextAsJson) {
    w.text(
      JSON.stringify({
        isBarrier: barrier,
        connInfo: null,
        secret: null,
        stageId: 0,
        partitionId: 0,
        attemptNumber: 0,
        taskAttemptId: Number(attempt),
        cpus: 1,
        cpuAmount: "1",
        resources: {},
        localProperties: {},
      }),
    );
    return;
  }
  w.bool(barrier);
  if (barrier || dialect.barrierAlways) w.int(0).text("");
  w.int(0).int(0).int(0).long(attempt).int(1).int(0).int(0);
}

const PICKLED: ReadonlySet<number> = new Set([EvalType.BATCHED, EvalType.TABLE]);
const TYPED: ReadonlySet<number> = new Set([EvalType.ARROW_BATCHED, EvalType.ARROW_TABLE]);

function writeConf(w: ByteWriter, dialect: Dialect, { evalType, conf, inputType, run }: Header): void {
  const pairs = (map: ReadonlyMap<string, string>) => {
    w.int(map.size);
    for (const [key, value] of map) w.text(key).text(value);
  };
  const tables = "command" in run ? run.tableArguments : [];
  if (dialect.evalConf) {
    pairs(conf);
    const evaluation = new Map<string, string>();
    if (inputType !== undefined) evaluation.set("input_type", inputType);
    if (tables.length > 0) evaluation.set("table_arg_offsets", tables.join(","));
    pairs(evaluation);
    return;
  }
  if (!PICKLED.has(evalType)) pairs(conf);
  if (dialect.inlineInputType && TYPED.has(evalType)) w.text(inputType ?? "");
  if (evalType === EvalType.ARROW_TABLE_NATIVE) {
    w.int(tables.length);
    for (const table of tables) w.int(table);
  }
}

function writeFunctions(w: ByteWriter, dialect: Dialect, header: Header, functions: readonly SentFunction[]): void {
  const profiler = dialect.profilerFlag ? header.conf.get(PROFILER) : undefined;
  if (dialect.profilerFlag) w.bool(profiler !== undefined);
  if (profiler !== undefined) w.text(profiler);
  const numbered = dialect.resultId || profiler !== undefined;
  w.int(functions.length);
  const named = dialect.namedArguments === "all" || dialect.namedArguments.has(header.evalType);
  for (const [i, f] of functions.entries()) {
    writeArguments(w, f.args, named);
    w.int(f.commands.length);
    for (const command of f.commands) w.blob(command);
    if (numbered) w.long(header.firstResult + BigInt(i));
  }
}

function writeArguments(w: ByteWriter, args: readonly PythonArgument[], named: boolean): void {
  w.int(args.length);
  for (const { column, name } of args) {
    w.int(column);
    if (!named) continue;
    w.bool(name !== undefined);
    if (name !== undefined) w.text(name);
  }
}

function writeTableFunction(w: ByteWriter, dialect: Dialect, run: SentTableFunction): void {
  writeArguments(w, run.args, dialect.tableFunctionDetails);
  if (dialect.tableFunctionDetails) {
    w.int(run.partitionColumns.length);
    for (const column of run.partitionColumns) w.int(column);
    w.bool(run.analyzed !== undefined);
    if (run.analyzed !== undefined) w.blob(run.analyzed);
  }
  w.blob(run.command).text(run.returns);
  if (dialect.tableFunctionDetails) w.text(run.name);
}
