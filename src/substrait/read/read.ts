import { anyUnpack } from "@bufbuild/protobuf/wkt";
import { invariant } from "../../base/invariant.ts";
import { OriginsSchema } from "../../gen/firesteel/extensions_pb.ts";
import type { Plan } from "../../gen/substrait/plan_pb.ts";
import { readOrigins } from "../origins.ts";
import type { ReadContext } from "./expression.ts";
import type { ReadPlan, ReadRel } from "./plan.ts";
import { readRelation } from "./relation.ts";

/** A Substrait plan as backends see it. Plans come from `produceSubstrait`; anything else is a fault of ours. */
export function readSubstrait(plan: Plan): ReadPlan {
  const functionNames = new Map<number, string>();
  const typeNames = new Map<number, string>();
  for (const { mappingType } of plan.extensions) {
    if (mappingType.case === "extensionFunction") {
      functionNames.set(mappingType.value.functionAnchor, mappingType.value.name);
    } else if (mappingType.case === "extensionType")
      typeNames.set(mappingType.value.typeAnchor, mappingType.value.name);
  }
  const shared: ReadRel[] = [];
  const cx: ReadContext = { functionNames, typeNames, shared, relation: readRelation };
  let root: { readonly rel: ReadRel; readonly names: readonly string[] } | undefined;
  for (const { relType } of plan.relations) {
    if (relType.case === "rel") shared.push(readRelation(relType.value, [], cx));
    else if (relType.case === "root") {
      root = { rel: readRelation(relType.value.input, [], cx), names: relType.value.names };
    }
  }
  invariant(root !== undefined, "a plan without a root");
  const enhancement = plan.advancedExtensions?.enhancement;
  const origins = enhancement === undefined ? undefined : anyUnpack(enhancement, OriginsSchema);
  return { shared, root: root.rel, names: root.names, origins: readOrigins(origins) };
}
