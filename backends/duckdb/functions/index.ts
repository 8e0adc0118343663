/** Every function's lowering by its name: the groups' tables, merged. */
import { invariant } from "../../../src/base/invariant.ts";
import type { Lowering } from "../../../src/backend/lowering.ts";
import type { Sql } from "../sql.ts";
import { aggLowerings, internalAggLowerings } from "./agg.ts";
import { arrayInternalLowerings, arrayLowerings } from "./array.ts";
import { collectionLowerings } from "./collection.ts";
import { datetimeInternalLowerings, datetimeLowerings } from "./datetime.ts";
import { datetimeOperatorLowerings } from "./datetime-operators.ts";
import { generatorLowerings } from "./generator.ts";
import { lambdaLowerings } from "./lambda.ts";
import { mapInternalLowerings, mapLowerings } from "./map.ts";
import { structInternalLowerings, structLowerings } from "./struct.ts";
import { timeWindowLowerings } from "./time-window.ts";
import { windowLowerings } from "./window.ts";
import { bitwiseLowerings } from "./bitwise.ts";
import { conditionalLowerings } from "./conditional.ts";
import { conversionLowerings } from "./conversion.ts";
import { csvLowerings } from "./csv.ts";
import { hashLowerings } from "./hash.ts";
import { jsonInternalLowerings, jsonLowerings } from "./json.ts";
import { mathLowerings } from "./math.ts";
import { miscLowerings } from "./misc.ts";
import { predicateLowerings } from "./predicate.ts";
import { sketchLowerings, sketchScalarLowerings } from "./sketch.ts";
import { urlLowerings } from "./url.ts";
import { stringInternalLowerings, stringLowerings } from "./string.ts";
import { variantInternalLowerings, variantLowerings } from "./variant.ts";
import { xmlLowerings } from "./xml.ts";

/** The groups' tables; each group adds its line. */
const groups: readonly Readonly<Record<string, Lowering<Sql>>>[] = [
  bitwiseLowerings,
  conditionalLowerings,
  conversionLowerings,
  csvLowerings,
  hashLowerings,
  jsonLowerings,
  jsonInternalLowerings,
  mathLowerings,
  miscLowerings,
  predicateLowerings,
  urlLowerings,
  stringInternalLowerings,
  stringLowerings,
  aggLowerings,
  internalAggLowerings,
  sketchLowerings,
  sketchScalarLowerings,
  datetimeLowerings,
  datetimeInternalLowerings,
  datetimeOperatorLowerings,
  arrayLowerings,
  arrayInternalLowerings,
  collectionLowerings,
  mapLowerings,
  mapInternalLowerings,
  structLowerings,
  structInternalLowerings,
  lambdaLowerings,
  generatorLowerings,
  timeWindowLowerings,
  windowLowerings,
  variantLowerings,
  variantInternalLowerings,
  xmlLowerings,
];

const byName = new Map<string, Lowering<Sql>>();
for (const group of groups) {
  for (const [name, lowering] of Object.entries(group)) {
    invariant(!byName.has(name), `two lowerings of ${name}`);
    byName.set(name, lowering);
  }
}

/** The lowering of a function by its canonical name. */
export const loweringOf = (name: string): Lowering<Sql> | undefined => byName.get(name);
