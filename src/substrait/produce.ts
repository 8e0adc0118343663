import { create } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { OriginsSchema } from "../gen/firesteel/extensions_pb.ts";
import { type Plan, PlanSchema } from "../gen/substrait/plan_pb.ts";
import type { Relation } from "../resolved/relation.ts";
import { produceContext } from "./context.ts";
import { produceRelation } from "./relation.ts";

/** A resolved plan as Substrait: shared pieces first, the root last, origins beside them. */
export function produceSubstrait(plan: Relation, names: readonly string[]): Plan {
  const cx = produceContext(produceRelation);
  const input = produceRelation(plan, [], cx);
  return create(PlanSchema, {
    version: { minorNumber: 75, producer: "firesteel" },
    extensionUrns: cx.extensions.urns(),
    extensions: cx.extensions.declarations(),
    relations: [
      ...cx.pieces.map((piece) => ({ relType: { case: "rel" as const, value: piece } })),
      { relType: { case: "root", value: { input, names: [...names] } } },
    ],
    advancedExtensions: { enhancement: anyPack(OriginsSchema, cx.origins.message()) },
  });
}
