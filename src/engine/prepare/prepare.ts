import type { KernelSettings } from "../../kernels/kernel.ts";
import type { Relation } from "../../resolved/relation.ts";
import { byCollation } from "./by-collation.ts";
import { collapseProjects } from "./collapse-projects.ts";
import { foldConstants } from "./fold-constants.ts";
import { pruneRecords } from "./prune-records.ts";
import { rangeKeys } from "./range-keys.ts";
import { spreadsInOrder } from "./spreads-in-order.ts";
import { voidsApart } from "./voids-apart.ts";

/** Settles what depends on the plan and on no engine; resolved → resolved, the same rows. */
export const prepare = (plan: Relation, settings: KernelSettings): Relation =>
  spreadsInOrder(
    foldConstants(pruneRecords(collapseProjects(byCollation(rangeKeys(voidsApart(plan)))), settings), settings),
  );
