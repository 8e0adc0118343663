import type { Input, StoredData } from "../../backend/backend.ts";
import { schemaOf } from "../../analyzer/analyze.ts";
import type { Relation } from "../../resolved/relation.ts";
import type { Meant } from "../mean.ts";
import { type RunPlanContext, store } from "../run.ts";
import { planKeys } from "../semantics/plan-keys.ts";
import type { KeptPlans } from "./kept-plans.ts";
import type { KeptRows, Lease } from "./kept-rows.ts";
import { substituteKept } from "./substitute.ts";

/** A plan over kept rows, which stay as long as it holds them. */
export interface Held {
  readonly meant: Meant;
  release(): void;
}

/** A plan that reads what is kept, and the rows that it needs with the plans that make them. */
interface Using {
  readonly plan: Relation;
  readonly needs: ReadonlyMap<KeptRows, Meant>;
}

/** The plan over what is kept; nothing is computed. `whole` false: only pieces that mean less than it are looked for. */
export function usingKept(meant: Meant, kept: KeptPlans, whole = true): Using {
  if (kept.isEmpty) return { plan: meant.plan, needs: new Map() };
  const needs = new Map<KeptRows, Meant>();
  const keys = planKeys(meant.settings, "keep");
  const except = whole ? undefined : keys.of(meant.plan);
  const plan = substituteKept(meant.plan, keys, (key, piece) => {
    const found = key === except ? undefined : kept.find(key);
    if (found !== undefined && isKept(found.level)) {
      if (!needs.has(found.rows)) needs.set(found.rows, { ...meant, plan: piece, schema: schemaOf(piece) });
      return found.rows.id;
    }
    if (piece.kind === "local_data") needCheckpoint(piece.dataId, kept, needs);
    return undefined;
  });
  return { plan, needs };
}

function needCheckpoint(dataId: string, kept: KeptPlans, needs: Map<KeptRows, Meant>): void {
  for (const { rows, meant } of kept.checkpoints.values()) if (rows.id === dataId) needs.set(rows, meant);
}

const isKept = (level: { readonly useDisk: boolean; readonly useMemory: boolean }): boolean =>
  level.useDisk || level.useMemory;

/** The plan over kept rows, with those that it uses: computed now where they are not there. */
export async function holdKept(meant: Meant, kept: KeptPlans, cx: RunPlanContext, whole = true): Promise<Held> {
  const { plan, needs } = usingKept(meant, kept, whole);
  const leases: Lease[] = [];
  const release = (): void => {
    for (const lease of leases.splice(0)) lease.release();
  };
  try {
    const inputs = new Map<string, Input>(meant.inputs);
    for (const [rows, made] of needs) {
      const lease = await rows.acquire((signal) => storeRows(made, kept, { ...cx, signal }), cx.signal);
      leases.push(lease);
      inputs.set(rows.id, lease.data);
    }
    return { meant: { ...meant, plan, inputs }, release };
  } catch (reason) {
    release();
    throw reason;
  }
}

/** Computes a plan's rows, from other kept ones where it can, and keeps them. */
async function storeRows(meant: Meant, kept: KeptPlans, cx: RunPlanContext): Promise<StoredData> {
  const { meant: over, release } = await holdKept(meant, kept, cx, false);
  try {
    return await store(over, cx);
  } finally {
    release();
  }
}
