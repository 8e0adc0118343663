/** The functions by name: declared ones with their aliases, and the names of Spark that nothing declares. */
import { invariant } from "../base/invariant.ts";
import { aggFunctions } from "./agg.ts";
import { bitwiseFunctions } from "./bitwise.ts";
import { conditionalFunctions } from "./conditional.ts";
import { conversionFunctions } from "./conversion.ts";
import { csvFunctions } from "./csv.ts";
import type { FunctionDef } from "./define.ts";
import { hashFunctions } from "./hash.ts";
import { jsonFunctions } from "./json.ts";
import { mathFunctions } from "./math.ts";
import { miscFunctions } from "./misc.ts";
import { sparkFunctionNames } from "./names.ts";
import { predicateFunctions } from "./predicate.ts";
import { stringFunctions } from "./string.ts";
import { urlFunctions } from "./url.ts";
import { variantFunctions } from "./variant.ts";
import { xmlFunctions } from "./xml.ts";

/** Every group, by Spark's group name. */
export const functionGroups = {
  agg: aggFunctions,
  bitwise: bitwiseFunctions,
  conditional: conditionalFunctions,
  conversion: conversionFunctions,
  csv: csvFunctions,
  hash: hashFunctions,
  json: jsonFunctions,
  math: mathFunctions,
  misc: miscFunctions,
  predicate: predicateFunctions,
  string: stringFunctions,
  url: urlFunctions,
  variant: variantFunctions,
  xml: xmlFunctions,
} as const;

const byName = new Map<string, FunctionDef>();

for (const group of Object.values(functionGroups) as readonly Readonly<Record<string, FunctionDef>>[]) {
  for (const def of Object.values(group)) {
    invariant(!byName.has(def.name), `two functions are named ${def.name}`);
    byName.set(def.name, def);
    for (const alias of def.aliases ?? []) {
      invariant(!byName.has(alias), `two functions are named ${alias}`);
      byName.set(alias, aliased(def, alias));
    }
  }
}

/** Names made of letters print as they were called; a declaration's own spelling may follow the alias too. */
function aliased(def: FunctionDef, alias: string): FunctionDef {
  const own = def.pretty;
  return {
    ...def,
    calledAs: alias,
    pretty: own ? (args, info) => own(args, info, alias) : (args) => `${alias}(${args.join(", ")})`,
  };
}

/** The function of a name or alias, in any case; aliases carry `calledAs`. */
export const lookupFunction = (name: string): FunctionDef | undefined => byName.get(name.toLowerCase());

/** All names that can be called, aliases and operators included, sorted. */
export const functionNames = (): readonly string[] => [...byName.keys()].sort();

const known = new Set(sparkFunctionNames);

/** Whether Spark has a function of this name that no group declares. */
export const isKnownButUndeclared = (name: string): boolean => {
  const lower = name.toLowerCase();
  return known.has(lower) && !byName.has(lower);
};
