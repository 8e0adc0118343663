import { randomUUID } from "node:crypto";
import { isAbsolute, relative } from "node:path";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import { expressionsOf, inputsOf, someExpression } from "../../resolved/visit.ts";
import { localPath } from "../../sources/listing.ts";
import type { StorageLevel } from "../../unresolved/storage-level.ts";
import type { Meant } from "../mean.ts";
import { type PlanKey, planKeys } from "../semantics/plan-keys.ts";
import { KeptRows } from "./kept-rows.ts";
import type { KeptSpace } from "./kept-space.ts";

/** A plan that was asked to be kept (`CachedData`). Its rows come with the first plan that uses it. */
export interface KeptPlan {
  readonly key: PlanKey;
  readonly level: StorageLevel;
  readonly rows: KeptRows;
  /** The keys of all pieces in it. */
  readonly pieces: ReadonlySet<PlanKey>;
  /** Absolute paths that it reads. */
  readonly paths: readonly string[];
  /** The table or view that it was asked for as. */
  readonly table: string | undefined;
}

/** A DataFrame that the server keeps under an id (`checkpoint`). */
export interface Checkpoint {
  readonly rows: KeptRows;
  readonly meant: Meant;
}

/** What one session keeps: plans by their meaning (`CacheManager`), checkpoints by id. */
export class KeptPlans {
  readonly checkpoints = new Map<string, Checkpoint>();
  readonly #space: KeptSpace;
  readonly #plans = new Map<PlanKey, KeptPlan>();

  constructor(space: KeptSpace) {
    this.#space = space;
  }

  /** Whether there is anything that a plan could use. */
  get isEmpty(): boolean {
    return this.#plans.size === 0 && this.checkpoints.size === 0;
  }

  /** Notes that a plan is to be kept; one that is noted already stays as it is. */
  add(meant: Meant, level: StorageLevel, table?: string): void {
    const keys = planKeys(meant.settings, "keep");
    const key = keys.of(meant.plan);
    if (key === undefined || this.#plans.has(key)) return;
    const { paths, draws } = contentsOf(meant.plan);
    const rows = new KeptRows(`kept ${randomUUID()}`, !draws, this.#space);
    this.#plans.set(key, { key, level, rows, pieces: keys.all, paths, table });
  }

  find(key: PlanKey): KeptPlan | undefined {
    return this.#plans.get(key);
  }

  /** The entry of a plan. */
  of(meant: Meant): KeptPlan | undefined {
    const key = planKeys(meant.settings, "keep").of(meant.plan);
    return key === undefined ? undefined : this.#plans.get(key);
  }

  /** Forgets a plan; with `cascade` also those that it is a piece of. */
  remove(meant: Meant, cascade: boolean): void {
    const key = planKeys(meant.settings, "keep").of(meant.plan);
    if (key === undefined) return;
    this.#forget((plan) => plan.key === key || (cascade && plan.pieces.has(key)));
  }

  /** Forgets what was asked for under a name that goes or means something else, and what it is a piece of. */
  removeTable(table: string): void {
    const keys = [...this.#plans.values()].filter((plan) => plan.table === table).map((plan) => plan.key);
    this.#forget((plan) => keys.some((key) => plan.pieces.has(key)));
  }

  clear(): void {
    this.#forget(() => true);
  }

  #forget(test: (plan: KeptPlan) => boolean): void {
    for (const plan of this.#plans.values()) {
      if (!test(plan)) continue;
      this.#plans.delete(plan.key);
      plan.rows.drop();
    }
  }

  /** Rows of plans with this one in them are computed anew at their next use. */
  refresh(meant: Meant): void {
    const key = planKeys(meant.settings, "keep").of(meant.plan);
    for (const plan of this.#plans.values()) if (key !== undefined && plan.pieces.has(key)) plan.rows.drop();
  }

  /** The same for plans that read at or below a path; with `around`, also for those that read a directory it is in. */
  refreshPath(path: string, around = false): void {
    for (const plan of this.#plans.values()) {
      if (plan.paths.some((read) => isIn(read, path) || (around && isIn(path, read)))) plan.rows.drop();
    }
  }

  /** Keeps a plan's rows under a new id, which it gives. */
  checkpoint(meant: Meant): string {
    const id = randomUUID();
    this.checkpoints.set(id, { rows: new KeptRows(`checkpoint ${id}`, false, this.#space), meant });
    return id;
  }

  removeCheckpoint(id: string): void {
    this.checkpoints.get(id)?.rows.drop();
    this.checkpoints.delete(id);
  }

  close(): void {
    this.clear();
    for (const id of this.checkpoints.keys()) this.removeCheckpoint(id);
  }
}

const isIn = (path: string, directory: string): boolean => {
  const way = relative(directory, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
};

/** The paths that a plan reads, and whether it draws numbers that would be others the next time. */
function contentsOf(plan: Relation): { readonly paths: readonly string[]; readonly draws: boolean } {
  const paths = new Set<string>();
  let draws = false;
  const seen = new Set<Relation>();
  const visitExpression = (e: Expression): void => {
    if (
      someExpression(e, (x) => (x.kind === "python" ? !x.udf.deterministic : x.kind === "call" && x.draw !== undefined))
    )
      draws = true;
    someExpression(e, (x) => {
      if (x.kind === "subquery") visit(x.plan);
      return false;
    });
  };
  const visit = (r: Relation): void => {
    if (seen.has(r)) return;
    seen.add(r);
    if (r.kind === "scan") for (const path of r.source.paths ?? []) paths.add(localPath(path));
    if (r.kind === "sample" && r.draw !== undefined) draws = true;
    if ("udf" in r && !r.udf.deterministic) draws = true;
    for (const e of expressionsOf(r)) visitExpression(e);
    for (const input of inputsOf(r)) visit(input);
  };
  visit(plan);
  return { paths: [...paths], draws };
}
