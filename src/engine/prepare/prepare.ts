import type { KernelSettings } from "../../kernels/kernel.ts";
import type { Relation } from "../../resolved/relation.ts";
import { collapseProjects } from "./collapse-projects.ts";
import { foldConstants } from "./fold-constants.ts";

/** Settles what depends on the plan and on no engine; resolved → resolved, the same rows. */
export const prepare = (plan: Relation, settings: KernelSettings): Relation =>
  foldConstants(collapseProjects(plan), settings);
