import { rulesAmong } from "../collation.ts";
import { CollationKeys } from "../collation-keys.ts";
import { type Kernel, kernel } from "../kernel.ts";
import { trimSpaces } from "../string-points.ts";

/** `collate`: the text as it is, under another type. */
export const collateKernel: Kernel = kernel(
  () =>
    (s = null) =>
      s,
);

/**
 * `collation_key`: a text of UTF8_BINARY that is equal and ordered as a text with a collation is, among all keys that
 * the query makes.
 */
export const collationKeyKernel: Kernel = {
  nulls: "propagate",
  remembers: "query",
  bind: ({ argTypes, memory = new Map<string, unknown>() }) => {
    const rules = rulesAmong(argTypes);
    if (rules === undefined) return (s = null) => s;
    const { key, collation } = rules;
    if (key !== undefined) return (s) => key(s as string);
    const known = memory.get(collation.name);
    const keys = known instanceof CollationKeys ? known : new CollationKeys(rules);
    memory.set(collation.name, keys);
    return collation.trims ? (s) => keys.keyOf(trimSpaces(s as string, false, true)) : (s) => keys.keyOf(s as string);
  },
};
