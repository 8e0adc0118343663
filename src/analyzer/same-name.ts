import type { RelationContext } from "./context.ts";

/** Whether two names are one, as the session compares them (`SQLConf.resolver`). */
export const sameName = (cx: RelationContext): ((a: string, b: string) => boolean) =>
  cx.facts.settings.caseSensitive ? (a, b) => a === b : (a, b) => a.toLowerCase() === b.toLowerCase();
