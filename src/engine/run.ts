import { clockLooks } from "../base/instants.ts";
import { valuesToStream } from "../arrow/build-column.ts";
import type { Backend, Finding, Progress, RecordBatchBytes, StoredData } from "../backend/backend.ts";
import { unsupported } from "../errors/spark-error.ts";
import { produceSubstrait } from "../substrait/produce.ts";
import { readSubstrait } from "../substrait/read/read.ts";
import type { ReadPlan } from "../substrait/read/plan.ts";
import type { ExecuteContext } from "../backend/backend.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { Relation } from "../resolved/relation.ts";
import { constantRows } from "./constant-rows.ts";
import { effortOf } from "./effort.ts";
import type { Meant } from "./mean.ts";
import type { Observe } from "./observe.ts";
import { prepare } from "./prepare/prepare.ts";
import { rowsInOrder, sizeThatOrders } from "./prepare/rows-in-order.ts";
import { extractPython } from "./stage/extract.ts";
import type { PythonAccess } from "./stage/python-access.ts";
import { runLoops, type WithoutLoops } from "./stage/loops.ts";
import { Stages } from "./stage/stages.ts";

/** What running a plan takes beside the plan. */
export interface RunPlanContext {
  readonly backend: Backend;
  readonly signal: AbortSignal;
  readonly observe: Observe;
  /** Absent: plans with Python are refused. */
  readonly python?: PythonAccess | undefined;
  readonly report?: ((progress: Progress) => void) | undefined;
  /** Bytes that a batch should stay under; absent: {@link BATCH_BYTES}. */
  readonly batchBytes?: number | undefined;
}

/** Bytes a result batch should stay under: small enough to flow, large enough to be cheap. */
export const BATCH_BYTES = 4 * 1024 * 1024;

/** The same for rows that go to a worker: it begins sooner, and the rows are dealt out to several more evenly. */
const FED_BYTES = 1024 * 1024;

/** Meant → rows: prepared, turned to Substrait, run by a backend. The first batch comes when the backend has one. */
export async function* run(meant: Meant, cx: RunPlanContext): AsyncGenerator<RecordBatchBytes> {
  if (meant.usesLoops) {
    const { plain, dispose } = await loopsOf(meant, cx);
    try {
      yield* run(plain, cx);
    } finally {
      await dispose();
    }
    return;
  }
  if (meant.usesPython) {
    const stages = stagesOf(meant, cx);
    try {
      yield* stages.rows();
    } finally {
      await stages.dispose();
    }
    return;
  }
  const execute = executeContext(meant, cx);
  const { rows, plan } = readied(meant, cx);
  if (rows !== undefined && (execute.limits.maxBatchRows === 0 || rows.length <= execute.limits.maxBatchRows)) {
    yield { data: valuesToStream(meant.schema, rows, execute.settings), rows: rows.length };
    return;
  }
  yield* cx.backend.execute(plan(), execute);
}

/** A plan with what was made of it. */
interface Readied {
  /** Its rows, where they are plain constants. */
  readonly rows: ReturnType<typeof constantRows>;
  /** It, as a backend reads it. */
  readonly plan: () => ReadPlan;
}

/** What was made of plans, by the plan: texts that are asked again have the same, and so have the levels of a loop. */
const readiedPlans = new WeakMap<Relation, Readied & Pick<Meant, "settings" | "schema"> & { readonly sizes: string }>();

function readied(meant: Meant, cx: RunPlanContext): Readied {
  const known = readiedPlans.get(meant.plan);
  const sizes = sizesOf(meant.inputs);
  if (known?.settings === meant.settings && known.schema === meant.schema && known.sizes === sizes) return known;
  const looks = clockLooks();
  const prepared = preparedPlan(meant, cx);
  const rows = constantRows(prepared);
  let plan: ReadPlan | undefined;
  const { settings, schema } = meant;
  const made = { rows, plan: () => (plan ??= lowered(prepared, meant, cx)), settings, schema, sizes };
  // Constants may have been folded that are others another time.
  if (clockLooks() === looks) readiedPlans.set(meant.plan, made);
  return made;
}

/** All that a prepared plan depends on of its inputs. */
const sizesOf = (inputs: Meant["inputs"]): string =>
  inputs.size === 0 ? "" : JSON.stringify([...inputs].map(([id, input]) => [id, sizeThatOrders(input)]));

const loopsOf = (meant: Meant, cx: RunPlanContext): Promise<WithoutLoops> =>
  runLoops(meant, {
    backend: cx.backend,
    executeContext: (piece) => executeContext(piece, cx),
    run: (piece) => run(piece, cx),
  });

function stagesOf(meant: Meant, cx: RunPlanContext): Stages {
  const extracted = extractPython(meant.plan, meant.settings);
  cx.observe("staged", extracted.plan);
  // How far a piece is tells nothing of the plan.
  const pieces: RunPlanContext = { ...cx, report: undefined };
  return new Stages(extracted, {
    meant,
    backend: cx.backend,
    python: cx.python,
    signal: cx.signal,
    executeContext: (piece) => executeContext(piece, pieces),
    run: (piece) => run(piece, pieces),
    feed: (piece) => run(piece, { ...pieces, batchBytes: FED_BYTES }),
  });
}

/** Does something with a plan that a backend can run: what loops and Python make for it is kept until that is done. */
export async function overStages<T>(meant: Meant, cx: RunPlanContext, use: (plain: Meant) => Promise<T>): Promise<T> {
  if (meant.usesLoops) {
    const { plain, dispose } = await loopsOf(meant, cx);
    try {
      return await overStages(plain, cx, use);
    } finally {
      await dispose();
    }
  }
  if (!meant.usesPython) return use(meant);
  const stages = stagesOf(meant, cx);
  try {
    return await use(await stages.settled());
  } finally {
    await stages.dispose();
  }
}

/** Keeps a plan's rows. */
export const store = (meant: Meant, cx: RunPlanContext): Promise<StoredData> =>
  cx.backend.store(
    meant.usesPython || meant.usesLoops ? { batches: run(meant, cx), schema: meant.schema } : planFor(meant, cx),
    executeContext(meant, cx),
  );

/** The plan as a backend reads it. Throws for what the backend does not support. */
export const planFor = (meant: Meant, cx: RunPlanContext): ReadPlan => lowered(preparedPlan(meant, cx), meant, cx);

function preparedPlan(meant: Meant, cx: RunPlanContext): Relation {
  const prepared = rowsInOrder(prepare(meant.plan, meant.settings.kernelSettings), meant.inputs);
  cx.observe("prepared", prepared);
  return prepared;
}

function lowered(prepared: Relation, meant: Meant, cx: RunPlanContext): ReadPlan {
  const substrait = produceSubstrait(
    prepared,
    meant.schema.fields.map((f) => f.name),
  );
  cx.observe("substrait", substrait);
  const plan = readSubstrait(substrait);
  const [finding] = cx.backend.support(plan).filter((f) => f.kind === "unsupported");
  if (finding !== undefined) throw refused(finding);
  return plan;
}

/** The context in which a backend runs a plan. */
export function executeContext(meant: Meant, cx: RunPlanContext): ExecuteContext {
  const { settings } = meant;
  return {
    schema: meant.schema,
    inputs: meant.inputs,
    signal: cx.signal,
    settings: {
      ...settings.kernelSettings,
      useLargeVarTypes: settings.isTrue("spark.sql.execution.arrow.useLargeVarTypes"),
    },
    report: cx.report,
    limits: { maxBatchRows: batchRows(settings), maxBatchBytes: cx.batchBytes ?? BATCH_BYTES },
    effort: effortOf(meant.plan, meant.inputs),
  };
}

// The default of maxRecordsPerBatch is a bound on memory, which bytes bound better; a value that was set is kept.
const DEFAULT_BATCH_ROWS = 10_000;
const batchRows = (settings: SparkSettings): number =>
  settings.maxRecordsPerBatch === DEFAULT_BATCH_ROWS ? 0 : Math.max(0, settings.maxRecordsPerBatch);

const refused = (finding: Finding) => unsupported(`${finding.feature} (${finding.reason})`, { origin: finding.origin });
