import { lookupFunction } from "../../src/functions/registry.ts";
import type { FunctionFacts } from "./expr/facts.ts";

/** The registry's word on failing and on answering anew. */
export const registryFacts: FunctionFacts = {
  throws: (name) => {
    const known = lookupFunction(name);
    return known === undefined ? undefined : (known.throws ?? false);
  },
  deterministic: (name) => lookupFunction(name)?.deterministic !== false,
};
