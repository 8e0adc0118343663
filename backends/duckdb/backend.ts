/** DuckDB as a backend: plans become SQL here, and run in the engine's thread. */
import type {
  Backend,
  BatchStream,
  ExecuteContext,
  Finding,
  InferSchema,
  RecordBatchBytes,
  StoredData,
  WrittenFile,
} from "../../src/backend/backend.ts";
import { clockLooks } from "../../src/base/instants.ts";
import type { ReadPlan } from "../../src/substrait/read/plan.ts";
import type { StructType } from "../../src/types/data-type.ts";
import type { EmitOptions } from "./context.ts";
import { FileColumns } from "./describe-files.ts";
import { emit } from "./emit.ts";
import { isNarrowDecimalOverflow } from "./errors.ts";
import { registryFacts } from "./function-facts.ts";
import { loweringOf } from "./functions/index.ts";
import { inferSchema } from "./infer-schema.ts";
import type { Statement } from "./statement.ts";
import { clientRows, store, storedTables } from "./store.ts";
import { storeBatches } from "./store-batches.ts";
import { findings } from "./support.ts";
import { type Engine, type EngineOptions, openEngine } from "./worker-client.ts";
import { writeFiles } from "./write.ts";

/** The settings under which support is judged where a plan has none yet. */
const UTC = { timeZone: "UTC", mapKeyDedupPolicy: "EXCEPTION" } as const;

/** A DuckDB backend over an engine of its own. */
export const openDuckDB = (options: EngineOptions): DuckDBBackend => new DuckDBBackend(openEngine(options));

/** A DuckDB backend over an engine. */
export class DuckDBBackend implements Backend {
  readonly name = "duckdb";
  readonly capabilities = { correlatedSubqueries: true, lateralJoins: true };
  readonly #engine: Engine;
  readonly #files: FileColumns;
  readonly #statements = new WeakMap<ReadPlan, { readonly key: readonly unknown[]; readonly statement: Statement }>();
  #stored = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#files = new FileColumns(engine);
  }

  /** Starts the engine's thread. */
  warm(): Promise<void> {
    return this.#engine.warm();
  }

  support(plan: ReadPlan): readonly Finding[] {
    return findings(plan, options(UTC));
  }

  async *execute(plan: ReadPlan, cx: ExecuteContext): AsyncGenerator<RecordBatchBytes> {
    const base = await this.#emitOptions(plan, cx);
    const statement = this.#statement(plan, base);
    let begun = false;
    try {
      for await (const batch of this.#run(statement, plan, cx)) {
        begun = true;
        yield batch;
      }
    } catch (reason) {
      if (begun || !statement.narrowDecimals || !isNarrowDecimalOverflow(reason)) throw reason;
    }
    if (begun) return;
    // 64 bits were too few for some decimal, or 128 for a sum: once more in 128, and sums in two parts.
    yield* this.#run(emit(plan, { ...base, wideDecimals: true, wideSums: true }), plan, cx);
  }

  /** The statement of a plan: as before, where it comes again and its files are what they were. */
  #statement(plan: ReadPlan, base: EmitOptions): Statement {
    const key = [JSON.stringify(base.settings), ...(base.files ?? []), ...(base.stored ?? [])].flat();
    const known = this.#statements.get(plan);
    if (known?.key.length === key.length && key.every((part, i) => part === known.key[i])) return known.statement;
    const looks = clockLooks();
    const statement = emit(plan, base);
    if (clockLooks() === looks) this.#statements.set(plan, { key, statement });
    return statement;
  }

  #run(statement: Statement, plan: ReadPlan, cx: ExecuteContext): AsyncIterable<RecordBatchBytes> {
    return this.#engine.execute({
      statement,
      schema: cx.schema,
      inputs: clientRows(cx.inputs),
      timeZone: cx.settings.timeZone,
      useLargeVarTypes: cx.settings.useLargeVarTypes,
      limits: cx.limits,
      signal: cx.signal,
      report: cx.report,
      origins: plan.origins,
    });
  }

  async write(
    plan: ReadPlan,
    sink: Parameters<Backend["write"]>[1],
    cx: ExecuteContext,
  ): Promise<readonly WrittenFile[]> {
    const base = await this.#emitOptions(plan, cx);
    const written = await writeFiles(this.#engine, plan, sink, cx, { ...base, wideDecimals: true });
    this.#files.forget();
    return written;
  }

  async store(source: ReadPlan | BatchStream, cx: ExecuteContext): Promise<StoredData> {
    const number = ++this.#stored;
    if ("batches" in source) return storeBatches(this.#engine, source, cx, number);
    return store(this.#engine, source, cx, await this.#emitOptions(source, cx), number);
  }

  async #emitOptions(plan: ReadPlan, cx: ExecuteContext): Promise<EmitOptions> {
    const files = await this.#files.of(plan, cx.signal);
    return { ...options(cx.settings), files, stored: storedTables(cx.inputs) };
  }

  inferSchema(request: InferSchema): Promise<StructType> {
    return inferSchema(this.#engine, request);
  }

  /** Whether the engine still works though it was closed: the process cannot exit in the usual way then. */
  get lingers(): boolean {
    return this.#engine.lingers;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

const options = (settings: EmitOptions["settings"]): EmitOptions => ({
  settings: {
    timeZone: settings.timeZone,
    mapKeyDedupPolicy: settings.mapKeyDedupPolicy,
    variantDuplicateKeys: settings.variantDuplicateKeys ?? false,
    caseSensitive: settings.caseSensitive ?? false,
    line: settings.line,
    timeParserPolicy: settings.timeParserPolicy,
    binaryStyle: settings.binaryStyle,
  },
  lowerings: loweringOf,
  functions: registryFacts,
});
