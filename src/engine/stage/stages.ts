/** Plans with Python, run: pieces of them by a backend, what lies between the pieces by workers. */
import { valuesToStream } from "../../arrow/build-column.ts";
import { invariant } from "../../base/invariant.ts";
import { schemaOf } from "../../analyzer/analyze.ts";
import type { Backend, Input, RecordBatchBytes, StoredData } from "../../backend/backend.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "../../resolved/visit.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { StructType } from "../../types/data-type.ts";
import type { Meant } from "../mean.ts";
import type { ExecuteContext } from "../../backend/backend.ts";
import { schemaOfColumns } from "./columns.ts";
import type { ReadSource } from "../../python/source-api.ts";
import { type Cut, givenSchema, outputSchema, type SourceBody } from "./cut.ts";
import type { Extracted } from "./extract.ts";
import { conjunction } from "./python-parts.ts";
import { noPython, type PythonAccess, pythonSettings } from "./python-access.ts";
import { isKnownEmpty } from "./known-empty.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { picked, pickedFrom } from "./picked.ts";
import { batchByBatch, rowWise } from "./row-wise.ts";

/** What running pieces takes. */
export interface StagesContext {
  readonly meant: Meant;
  readonly backend: Backend;
  readonly python: PythonAccess | undefined;
  readonly signal: AbortSignal;
  readonly executeContext: (piece: Meant) => ExecuteContext;
  /** The rows of a piece without Python. */
  readonly run: (piece: Meant) => AsyncIterable<RecordBatchBytes>;
  /** The same, for a worker: in batches that are smaller. */
  readonly feed: (piece: Meant) => AsyncIterable<RecordBatchBytes>;
}

/** The pieces of one plan; what they keep on the way is there until they are disposed of. */
export class Stages {
  readonly #cx: StagesContext;
  readonly #extracted: Extracted;
  readonly #stored = new Map<string, Promise<StoredData>>();
  /** How often each cut's rows are read. */
  readonly #readers = new Map<string, number>();

  constructor(extracted: Extracted, cx: StagesContext) {
    this.#cx = cx;
    this.#extracted = extracted;
    const count = (piece: Relation): void => {
      for (const id of namedIn(piece)) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    };
    count(extracted.plan);
    for (const { input, other } of extracted.cuts.values()) {
      count(input);
      if (other !== undefined) count(other);
    }
  }

  /** The rows of the whole plan. Where nothing but choosing is left to do above a worker, they come as it makes them. */
  rows(): AsyncIterable<RecordBatchBytes> {
    return this.#rowsOf(this.#extracted.plan);
  }

  /** The whole plan over kept rows, for who does something else with it than read it. */
  async settled(): Promise<Meant> {
    return this.#settledPiece(this.#extracted.plan, this.#cx.meant.schema);
  }

  async dispose(): Promise<void> {
    for (const stored of this.#stored.values()) {
      // A failure was somebody else's news.
      await stored.then((data) => data.dispose()).catch(() => undefined);
    }
  }

  async *#rowsOf(piece: Relation): AsyncGenerator<RecordBatchBytes> {
    const isWhole = piece === this.#extracted.plan;
    const schema = isWhole ? this.#cx.meant.schema : schemaOf(piece);
    const streamed = this.#streamed(piece, schema);
    if (streamed !== undefined) yield* streamed;
    else {
      const { run, feed } = this.#cx;
      yield* (isWhole ? run : feed)(await this.#settledPiece(piece, schema));
    }
  }

  /** The rows of a piece as they come from a worker; `undefined` where all have to be there first. */
  #streamed(piece: Relation, schema: StructType): AsyncIterable<RecordBatchBytes> | undefined {
    const pick = pickedFrom(piece);
    if (pick !== undefined) {
      const { from } = pick;
      const below = from === piece ? this.#ofCut(piece) : this.#streamed(from, schemaOf(from));
      const { settings } = this.#cx.executeContext({ ...this.#cx.meant, plan: piece, schema });
      return below && picked(below, schemaOf(from), schema, pick, settings);
    }
    const part = rowWise(piece);
    if (part === undefined) return undefined;
    const read = schemaOf(part.input);
    const below = this.#streamed(part.input, read);
    const meant: Meant = { ...this.#cx.meant, plan: part.plan, schema, observations: [], usesPython: false };
    return below && batchByBatch(below, read, (inputs) => this.#cx.run({ ...meant, inputs }));
  }

  /** The rows of a cut that nobody else reads. */
  #ofCut(piece: Relation): AsyncIterable<RecordBatchBytes> | undefined {
    const cut = piece.kind === "local_data" ? this.#extracted.cuts.get(piece.dataId) : undefined;
    return cut === undefined || this.#readers.get(cut.id) !== 1 ? undefined : this.#run(cut);
  }

  async #settledPiece(piece: Relation, schema: Meant["schema"]): Promise<Meant> {
    const { meant } = this.#cx;
    const inputs = new Map<string, Input>(meant.inputs);
    for (const id of namedIn(piece)) {
      const cut = this.#extracted.cuts.get(id);
      if (cut !== undefined) inputs.set(id, await this.#keep(cut));
    }
    return { ...meant, plan: piece, schema, inputs, observations: [], usesPython: false };
  }

  #keep(cut: Cut): Promise<StoredData> {
    const known = this.#stored.get(cut.id);
    if (known !== undefined) return known;
    const { backend, meant, executeContext } = this.#cx;
    const schema = outputSchema(cut);
    const piece: Meant = { ...meant, plan: { kind: "local_data", dataId: cut.id, output: cut.output }, schema };
    const kept = backend.store({ batches: this.#run(cut), schema, isOwn: true }, executeContext(piece));
    this.#stored.set(cut.id, kept);
    return kept;
  }

  async *#run(cut: Cut): AsyncGenerator<RecordBatchBytes> {
    const { python, signal, meant } = this.#cx;
    if (cut.body.kind === "kept") {
      yield* this.#rowsOf(cut.input);
      return;
    }
    if (python === undefined) throw noPython();
    if (cut.body.kind === "map" && isKnownEmpty(cut.input, meant.inputs)) {
      yield noRows(cut, meant);
      return;
    }
    const { body } = cut;
    const around = {
      session: await python.session(),
      settings: { ...pythonSettings(meant.settings), accumulated: python.accumulated },
      signal,
      output: givenSchema(cut),
    };
    if (body.kind === "source") {
      yield* this.#source(cut, body, { ...body, ...around }, python);
      return;
    }
    const task = { ...body, ...around, input: schemaOfColumns(cut.input.output) };
    const other = cut.other && this.#rowsOf(cut.other);
    const called = (rows: AsyncIterable<RecordBatchBytes>) => python.runtime.run(task, rows, other);
    const isTable = body.kind === "table" && body.tableArgument !== undefined;
    // Functions over a table are not called where it has no rows: Spark's plan is empty then.
    if (isTable) yield* unlessEmpty(this.#rowsOf(cut.input), called, () => noRows(cut, meant));
    else yield* called(this.#rowsOf(cut.input));
  }

  /** A data source's rows; what it does not filter by is seen to here. */
  async *#source(
    cut: Cut,
    { filters }: SourceBody,
    read: Omit<ReadSource, "filters">,
    { runtime }: PythonAccess,
  ): AsyncGenerator<RecordBatchBytes> {
    const asked = filters.flatMap((f) => f.sent ?? []);
    const request = { ...read, filters: asked };
    const plan = await runtime.planSource(request);
    const rows = runtime.readSource(request, plan);
    const taken = new Set(asked.filter((_, i) => plan.taken.has(i)));
    const left = filters.filter(({ sent }) => sent === undefined || !taken.has(sent));
    const condition = conjunction(left.map((f) => f.condition));
    if (condition === undefined) {
      yield* rows;
      return;
    }
    const { output } = cut;
    const part = rowWise({
      kind: "filter",
      input: { kind: "local_data", dataId: cut.id, output },
      condition,
      output,
    });
    invariant(part !== undefined, "a filter that sees more than its row");
    const schema = outputSchema(cut);
    const meant: Meant = { ...this.#cx.meant, plan: part.plan, schema, observations: [], usesPython: false };
    yield* batchByBatch(rows, schema, (inputs) => this.#cx.run({ ...meant, inputs }));
  }
}

const noRows = (cut: Cut, { settings }: Meant): RecordBatchBytes => ({
  data: valuesToStream(outputSchema(cut), [], pythonSettings(settings)),
  rows: 0,
});

/** The ids of the local rows that a piece reads, once for each place. */
function namedIn(piece: Relation): readonly string[] {
  const found: string[] = [];
  const seen = new Set<Relation>();
  const inExpression = (e: Expression): void => {
    if (e.kind === "subquery") visit(e.plan);
    subexpressions(e).forEach(inExpression);
  };
  const visit = (r: Relation): void => {
    if (r.kind === "local_data") found.push(r.dataId);
    if (seen.has(r)) return;
    seen.add(r);
    expressionsOf(r).forEach(inExpression);
    inputsOf(r).forEach(visit);
  };
  visit(piece);
  return found;
}
