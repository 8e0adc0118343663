/** Plans with Python, run: pieces of them by a backend, what lies between the pieces by workers. */
import { schemaOf } from "../../analyzer/analyze.ts";
import type { Backend, Input, RecordBatchBytes, StoredData } from "../../backend/backend.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, subexpressions } from "../../resolved/visit.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Meant } from "../mean.ts";
import type { ExecuteContext } from "../../backend/backend.ts";
import { schemaOfColumns } from "./columns.ts";
import { type Cut, outputSchema } from "./cut.ts";
import type { Extracted } from "./extract.ts";
import { noPython, type PythonAccess, pythonSettings } from "./python-access.ts";
import { picked, type Picked, pickedFrom } from "./picked.ts";

/** What running pieces takes. */
export interface StagesContext {
  readonly meant: Meant;
  readonly backend: Backend;
  readonly python: PythonAccess | undefined;
  readonly signal: AbortSignal;
  readonly executeContext: (piece: Meant) => ExecuteContext;
  /** The rows of a piece without Python. */
  readonly run: (piece: Meant) => AsyncIterable<RecordBatchBytes>;
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
    const schema = piece === this.#extracted.plan ? this.#cx.meant.schema : schemaOf(piece);
    const streamed = this.#streamed(piece);
    if (streamed === undefined) {
      yield* this.#cx.run(await this.#settledPiece(piece, schema));
      return;
    }
    const { cut, pick } = streamed;
    const { settings } = this.#cx.executeContext({ ...this.#cx.meant, plan: piece, schema });
    yield* picked(this.#run(cut), outputSchema(cut), schema, pick, settings);
  }

  /** The cut that a piece reads row for row, and what it takes of it. */
  #streamed(piece: Relation): { readonly cut: Cut; readonly pick: Picked } | undefined {
    const pick = pickedFrom(piece);
    const cut = pick && this.#extracted.cuts.get(pick.dataId);
    return cut === undefined || pick === undefined || this.#readers.get(cut.id) !== 1 ? undefined : { cut, pick };
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
    const kept = backend.store({ batches: this.#run(cut), schema }, executeContext(piece));
    this.#stored.set(cut.id, kept);
    return kept;
  }

  async *#run(cut: Cut): AsyncGenerator<RecordBatchBytes> {
    const { python, signal, meant } = this.#cx;
    if (python === undefined) throw noPython();
    const task = {
      ...cut.body,
      session: await python.session(),
      settings: pythonSettings(meant.settings),
      signal,
      input: schemaOfColumns(cut.input.output),
      output: outputSchema(cut),
    };
    const other = cut.other && this.#rowsOf(cut.other);
    yield* python.runtime.run(task, this.#rowsOf(cut.input), other);
  }
}

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
