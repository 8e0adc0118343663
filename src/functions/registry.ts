/** The functions by name: declared ones with their aliases, and the names of Spark that nothing declares. */
import { invariant } from "../base/invariant.ts";
import { aggFunctions, internalAggFunctions } from "./agg.ts";
import { arrayFunctions, arrayInternals } from "./array.ts";
import { bitwiseFunctions } from "./bitwise.ts";
import { collectionFunctions } from "./collection.ts";
import { conditionalFunctions } from "./conditional.ts";
import { conversionFunctions } from "./conversion.ts";
import { csvFunctions } from "./csv.ts";
import { timeWindowFunctions } from "./time-window.ts";
import { datetimeFunctions, datetimeInternals } from "./datetime.ts";
import { datetimeOperators } from "./datetime-operators.ts";
import type { FunctionDef } from "./define.ts";
import { generatorFunctions } from "./generator.ts";
import { hashFunctions } from "./hash.ts";
import { jsonFunctions, jsonInternals } from "./json.ts";
import { lambdaFunctions } from "./lambda.ts";
import { mapFunctions, mapInternals } from "./map.ts";
import { mathFunctions } from "./math.ts";
import { miscFunctions } from "./misc.ts";
import { newerFunctionNames, sparkFunctionNames } from "./names.ts";
import { predicateFunctions } from "./predicate.ts";
import { sketchFunctions, sketchScalars } from "./sketch.ts";
import { stringFunctions, stringInternals } from "./string.ts";
import { structFunctions, structInternals } from "./struct.ts";
import { urlFunctions } from "./url.ts";
import { variantFunctions, variantInternals } from "./variant.ts";
import { windowFunctions } from "./window.ts";
import { xmlFunctions } from "./xml.ts";

/** Every group by Spark's group name, and functions of our own that others are replaced by. */
export const functionGroups = {
  agg: { ...aggFunctions, ...sketchFunctions },
  array: arrayFunctions,
  bitwise: bitwiseFunctions,
  collection: collectionFunctions,
  conditional: conditionalFunctions,
  conversion: conversionFunctions,
  csv: csvFunctions,
  datetime: { ...datetimeFunctions, ...timeWindowFunctions },
  generator: generatorFunctions,
  hash: hashFunctions,
  json: jsonFunctions,
  lambda: lambdaFunctions,
  map: mapFunctions,
  math: mathFunctions,
  misc: { ...miscFunctions, ...sketchScalars },
  predicate: predicateFunctions,
  string: stringFunctions,
  struct: structFunctions,
  url: urlFunctions,
  variant: variantFunctions,
  window: windowFunctions,
  xml: xmlFunctions,
  aggInternal: internalAggFunctions,
  arrayInternal: arrayInternals,
  datetimeInternal: datetimeInternals,
  datetimeOperators,
  jsonInternal: jsonInternals,
  mapInternal: mapInternals,
  stringInternal: stringInternals,
  structInternal: structInternals,
  variantInternal: variantInternals,
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

/** All names that can be called, aliases and operators included, sorted; functions of our own are not among them. */
export const functionNames = (): readonly string[] =>
  [...byName.entries()].flatMap(([name, def]) => (def.group === "internal" ? [] : [name])).sort();

const known = new Set(sparkFunctionNames);
const newer = new Set(newerFunctionNames);

/** Whether a Spark of a release line has a function of this name that no group declares. */
export const isKnownButUndeclared = (name: string, line: number): boolean => {
  const lower = name.toLowerCase();
  return (known.has(lower) || (line > 400 && newer.has(lower))) && !byName.has(lower);
};
