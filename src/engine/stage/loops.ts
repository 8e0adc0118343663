/** Loops of plans, run before the plans around them: each level by a backend, over the rows of the level before. */
import { schemaOf } from "../../analyzer/analyze.ts";
import type { Backend, ExecuteContext, Input, InputData, RecordBatchBytes, StoredData } from "../../backend/backend.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { Expression } from "../../resolved/expression.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import type { LocalData, Loop, Relation } from "../../resolved/relation.ts";
import { inputsOf, mapExpressions, replaceBottomUp, someExpression } from "../../resolved/visit.ts";
import type { Meant } from "../mean.ts";
import { seedsShifted } from "./loop-seeds.ts";

/** What running loops takes. */
export interface LoopsContext {
  readonly backend: Backend;
  readonly executeContext: (piece: Meant) => ExecuteContext;
  readonly run: (piece: Meant) => AsyncIterable<RecordBatchBytes>;
}

/** A plan without loops over kept rows. */
export interface WithoutLoops {
  readonly plain: Meant;
  /** Gives the rows up. No plan may be reading them. */
  dispose(): Promise<void>;
}

/**
 * Runs the loops of a plan (`UnionLoopExec`). How many rows are asked for goes down to them first: they may be endless.
 *
 * @throws RECURSION_LEVEL_LIMIT_EXCEEDED and RECURSION_ROW_LIMIT_EXCEEDED
 */
export async function runLoops(meant: Meant, cx: LoopsContext): Promise<WithoutLoops> {
  const kept = new Map<string, StoredData>();
  const dispose = async (): Promise<void> => {
    for (const data of kept.values()) await data.dispose();
  };
  try {
    const plan = counted(meant.plan);
    for (const loop of loopsOf(plan)) {
      const id = keptId(loop);
      if (kept.has(id)) continue;
      const piece: Meant = { ...meant, plan: loop, schema: schemaOf(loop) };
      const batches = rowsOf(loop, meant, cx);
      kept.set(id, await cx.backend.store({ batches, schema: piece.schema }, cx.executeContext(piece)));
    }
    const inputs = new Map<string, Input>([...meant.inputs, ...kept]);
    return { plain: { ...meant, plan: overKept(plan), inputs, usesLoops: false }, dispose };
  } catch (reason) {
    await dispose();
    throw reason;
  }
}

const keptId = ({ rowsId, count }: Loop): string => `${rowsId} ${count ?? "all"}`;

/** Bytes of one level's rows that are handed to the next as they are; more are kept by the backend in between. */
const LEVEL_BYTES = 4 * 1024 * 1024;

async function* rowsOf(loop: Loop, meant: Meant, cx: LoopsContext): AsyncGenerator<RecordBatchBytes> {
  const schema = schemaOf(loop);
  // Without loops of its own, a level is the same plan each time, and what was made of it is used again.
  const anchor = { plan: loop.anchor, usesLoops: loopsOf(loop.anchor).length > 0 };
  const step = { plan: loop.step, usesLoops: loopsOf(loop.step).length > 0 };
  let total = 0;
  let last: Input | undefined;
  try {
    for (let level = 0; ; level++) {
      if (loop.levels !== undefined && level > loop.levels) {
        throw sparkError("RECURSION_LEVEL_LIMIT_EXCEEDED", { levelLimit: String(loop.levels) });
      }
      const inputs = last === undefined ? meant.inputs : new Map([...meant.inputs, [loop.rowsId, last]]);
      const over: Meant = { ...meant, schema, inputs, observations: [] };
      const batches = cx.run({
        ...over,
        ...(level === 0 ? anchor : { ...step, plan: seedsShifted(loop.step, level - 1) }),
      });
      const made = await keptLevel(batches, over, cx);
      await givenUp(last);
      last = made.input;
      yield* "dispose" in made.input ? cx.run({ ...over, ...readingOf(loop, meant, made.input) }) : made.batches;
      total += made.rows;
      if (loop.count === undefined && loop.rows !== undefined && total >= loop.rows) {
        throw sparkError("RECURSION_ROW_LIMIT_EXCEEDED", { rowLimit: String(loop.rows) });
      }
      if (made.rows === 0 || (loop.count !== undefined && total >= loop.count)) return;
    }
  } finally {
    await givenUp(last);
  }
}

const givenUp = async (input: Input | undefined): Promise<void> => {
  if (input !== undefined && "dispose" in input) await input.dispose();
};

const readingOf = (loop: Loop, { inputs }: Meant, input: Input): Pick<Meant, "plan" | "inputs" | "usesLoops"> => ({
  plan: { kind: "local_data", dataId: loop.rowsId, output: loop.output },
  inputs: new Map([...inputs, [loop.rowsId, input]]),
  usesLoops: false,
});

interface Level {
  readonly input: InputData | StoredData;
  readonly batches: readonly RecordBatchBytes[];
  readonly rows: number;
}

/** All rows of a level: at hand while they are few. */
async function keptLevel(rows: AsyncIterable<RecordBatchBytes>, over: Meant, cx: LoopsContext): Promise<Level> {
  const { schema } = over;
  const batches: RecordBatchBytes[] = [];
  let bytes = 0;
  const more = rows[Symbol.asyncIterator]();
  for (let next = await more.next(); next.done !== true; next = await more.next()) {
    batches.push(next.value);
    bytes += next.value.data.length;
    if (bytes > LEVEL_BYTES) {
      const all = chained(batches, { [Symbol.asyncIterator]: () => more });
      const input = await cx.backend.store({ batches: all, schema }, cx.executeContext(over));
      return { input, batches: [], rows: input.rows };
    }
  }
  const total = batches.reduce((sum, batch) => sum + batch.rows, 0);
  return { input: { streams: batches.map((batch) => batch.data), schema }, batches, rows: total };
}

async function* chained(
  first: readonly RecordBatchBytes[],
  more: AsyncIterable<RecordBatchBytes>,
): AsyncGenerator<RecordBatchBytes> {
  yield* first;
  yield* more;
}

/** The plan with a loop under a LIMIT knowing how many rows it is asked for (`LimitPushDown`). */
const counted = (plan: Relation): Relation =>
  rebuild(plan, (made) => {
    const relation = withinQueries(made, counted);
    if (relation.kind !== "limit" || relation.count === undefined) return relation;
    return { ...relation, input: askedFor(relation.input, relation.count + relation.offset) };
  });

/** What gives at least the first `count` rows of a relation, if it has as many. */
function askedFor(r: Relation, count: number): Relation {
  switch (r.kind) {
    case "loop":
      return { ...r, count: Math.min(count, r.count ?? count) };
    case "project":
      return { ...r, input: askedFor(r.input, count) };
    case "filter":
      return r.condition.kind === "literal" && r.condition.value === true ? askedFor(r.input, count) : r;
    case "shared": {
      const plan = askedFor(r.plan, count);
      return plan === r.plan ? r : { ...r, id: `${r.id} ${count}`, plan };
    }
    case "limit":
      return { ...r, input: askedFor(r.input, Math.min(count, r.count ?? count) + r.offset) };
    case "join":
      if (r.type === "cross" && r.condition === undefined && !r.lateral)
        return { ...r, left: askedFor(r.left, count), right: askedFor(r.right, count) };
      return r.type === "left" ? { ...r, left: askedFor(r.left, count) } : r;
    case "set_operation":
      return r.operation === "union" && r.all ? { ...r, inputs: r.inputs.map((input) => askedFor(input, count)) } : r;
    default:
      return r;
  }
}

const withinQueries = (r: Relation, f: (plan: Relation) => Relation): Relation =>
  mapExpressions(r, (e) =>
    someExpression(e, isQuery) ? replaceBottomUp(e, (x) => (isQuery(x) ? { ...x, plan: f(x.plan) } : x)) : e,
  );

const isQuery = (e: Expression): e is Extract<Expression, { kind: "subquery" }> => e.kind === "subquery";

/** The loops of a plan that lie in no other. */
function loopsOf(plan: Relation): readonly Loop[] {
  const found: Loop[] = [];
  const seen = new Set<Relation>();
  const visit = (r: Relation): void => {
    if (seen.has(r)) return;
    seen.add(r);
    if (r.kind === "loop") {
      found.push(r);
      return;
    }
    withinQueries(r, (inner) => {
      visit(inner);
      return inner;
    });
    inputsOf(r).forEach(visit);
  };
  visit(plan);
  return found;
}

const overKept = (plan: Relation): Relation =>
  rebuild(plan, (made) => (made.kind === "loop" ? keptRows(made) : withinQueries(made, overKept)));

const keptRows = (loop: Loop): LocalData => ({ kind: "local_data", dataId: keptId(loop), output: loop.output });
