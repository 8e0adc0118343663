import type { Relation } from "../../resolved/relation.ts";
import { collapseProjects } from "./collapse-projects.ts";

/** Settles what depends on the plan and on no engine; resolved → resolved, the same rows. */
export const prepare = (plan: Relation): Relation => collapseProjects(plan);
