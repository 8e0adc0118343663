import type { RecordBatchBytes } from "../../backend/backend.ts";
import { sparkError } from "../../errors/spark-error.ts";
import type { LocalFact } from "../../analyzer/facts.ts";
import type { MakeCheckpoint } from "../../unresolved/command.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { StorageLevel } from "../../unresolved/storage-level.ts";
import type { Meant } from "../mean.ts";
import { run, type RunPlanContext } from "../run.ts";
import { type PlanKey, planKeys } from "../semantics/plan-keys.ts";
import { KeptPlans } from "./kept-plans.ts";
import type { KeptSpace } from "./kept-space.ts";
import type { Work } from "../work.ts";
import { type Held, holdKept, usingKept } from "./use-kept.ts";

/** What keeping needs of its session. */
export interface KeepingParts {
  readonly space: KeptSpace;
  readonly mean: (relation: Relation, cx: Work) => Promise<Meant>;
  readonly runContext: (cx: Work) => RunPlanContext;
  /** `spark.checkpoint.dir`. */
  readonly checkpointDirectory: () => string | undefined;
}

/** The rows that a session keeps: `persist`, `CACHE TABLE`, `checkpoint`, and every plan that can use them. */
export class Keeping {
  readonly plans: KeptPlans;
  readonly #parts: KeepingParts;

  constructor(parts: KeepingParts) {
    this.#parts = parts;
    this.plans = new KeptPlans(parts.space);
  }

  /** A plan's rows, from kept ones where they are. */
  async *rows(meant: Meant, cx: Work): AsyncGenerator<RecordBatchBytes> {
    const held = await this.hold(meant, cx);
    try {
      yield* run(held.meant, this.#parts.runContext(cx));
    } finally {
      held.release();
    }
  }

  /** A plan over kept rows; these stay until it is released. */
  hold(meant: Meant, cx: Work): Promise<Held> {
    return holdKept(meant, this.plans, this.#parts.runContext(cx));
  }

  /** A plan over kept rows, for those who only look at it. */
  shown(meant: Meant): Meant {
    return { ...meant, plan: usingKept(meant, this.plans).plan };
  }

  /** Notes that a plan's rows are to be kept, the next time that they are computed. */
  async persist(relation: Relation, level: StorageLevel, cx: Work, table?: string): Promise<void> {
    this.plans.add(await this.#parts.mean(relation, cx), level, table);
  }

  async unpersist(relation: Relation, cascade: boolean, cx: Work): Promise<void> {
    this.plans.remove(await this.#parts.mean(relation, cx), cascade);
  }

  /** The level that a plan is kept at; `undefined` where it is not. */
  async levelOf(relation: Relation, cx: Work): Promise<StorageLevel | undefined> {
    return this.plans.of(await this.#parts.mean(relation, cx))?.level;
  }

  /** The key of what a relation means; `undefined` where it means nothing. */
  async keyOf(relation: Relation, cx: Work): Promise<PlanKey | undefined> {
    try {
      const { plan, settings } = await this.#parts.mean(relation, cx);
      return planKeys(settings, "compare").of(plan);
    } catch {
      return undefined;
    }
  }

  async refresh(relation: Relation, cx: Work): Promise<void> {
    this.plans.refresh(await this.#parts.mean(relation, cx));
  }

  /** Computes the rows of a plan that is to be kept. */
  async materialize(relation: Relation, cx: Work): Promise<void> {
    (await this.hold(await this.#parts.mean(relation, cx), cx)).release();
  }

  /** Keeps a DataFrame and gives its id. Raises where it is to lie in a directory and none is set. */
  async checkpoint({ input, local, eager }: MakeCheckpoint, cx: Work): Promise<string> {
    if (!local && this.#parts.checkpointDirectory() === undefined) throw sparkError("_LEGACY_ERROR_TEMP_3016", {});
    const id = this.plans.checkpoint(await this.#parts.mean(input, cx));
    if (!eager) return id;
    try {
      await this.materialize({ kind: "checkpoint_read", id }, cx);
      return id;
    } catch (reason) {
      this.plans.removeCheckpoint(id);
      throw reason;
    }
  }

  /** What analysis knows of a checkpoint. */
  checkpointFact(id: string): LocalFact | undefined {
    const found = this.plans.checkpoints.get(id);
    return found === undefined ? undefined : { dataId: found.rows.id, schema: found.meant.schema };
  }

  close(): void {
    this.plans.close();
  }
}
