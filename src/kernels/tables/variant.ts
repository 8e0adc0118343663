import { NULL } from "../../types/data-type.ts";
import type { Value, VariantValue } from "../../types/value.ts";
import { castFunction } from "../cast.ts";
import { type Kernel, type KernelContext, kernel, kernelOfNulls, type KernelTable } from "../kernel.ts";
import { guarded } from "../datetime-try.ts";
import { toVariant, variantCast } from "../variant-cast.ts";
import { elementsOf, fieldsOf, partOf, rootOf, scalarOf, type VariantRef, variantKind } from "../variant-format.ts";
import { parseVariant } from "../variant-json.ts";
import { parseVariantPath, variantAt } from "../variant-path.ts";
import { mergeVariantTypes, variantType, variantTypeText } from "../variant-schema.ts";
import { zoneOf } from "../zone.ts";

const root = (v: Value | undefined): VariantRef => rootOf(v as VariantValue);

const parse = (functionName: string): Kernel =>
  kernel((cx) => {
    const lastWins = cx.settings.variantDuplicateKeys === true;
    return guarded(cx, (json) => parseVariant(json as string, functionName, lastWins));
  });

/** The path of argument 1, read once while it does not change. */
function paths(functionName: string): (path: Value | undefined) => ReturnType<typeof parseVariantPath> {
  let seen: Value | undefined;
  let steps: ReturnType<typeof parseVariantPath> = [];
  return (path) => {
    if (path !== seen) {
      steps = parseVariantPath(path as string, functionName);
      seen = path;
    }
    return steps;
  };
}

const castTo = (cx: KernelContext, tolerant: boolean): ((ref: VariantRef) => Value) =>
  variantCast(cx.returnType, {
    zone: zoneOf(cx.settings.timeZone),
    tolerant,
    scalar: (from, to) => castFunction(from, to, "try", cx.settings),
  });

/** The third argument, the type, is known from the call's own. */
const get = (functionName: string, tolerant: boolean): Kernel =>
  kernel((cx) => {
    const path = paths(functionName);
    const cast = castTo(cx, tolerant);
    return (v, text) => {
      const found = variantAt(root(v), path(text));
      return found === undefined ? null : cast(found);
    };
  });

/** Functions of VARIANT (`org.apache.spark.sql.catalyst.expressions.variant`). */
export const variantKernels = {
  parse_json: parse("parse_json"),
  try_parse_json: parse("try_parse_json"),
  is_variant_null: kernelOfNulls(() => (v) => {
    if (v === null) return false;
    const ref = root(v);
    return variantKind(ref) === "scalar" && scalarOf(ref).kind === "null";
  }),
  variant_get: get("variant_get", false),
  try_variant_get: get("try_variant_get", true),
  to_variant_object: kernel((cx) => toVariant(cx.argTypes[0] ?? NULL, "to_variant_object")),
  schema_of_variant: kernel(() => (v) => variantTypeText(variantType(root(v)))),
  /** Of an aggregate's gathered tuples. */
  schema_of_variant_agg: kernelOfNulls(() => (tuples) => {
    const values = (tuples as readonly { readonly fields: readonly Value[] }[]).map((t) => t.fields[0] ?? null);
    const types = values.filter((v) => v !== null).map((v) => variantType(root(v)));
    return variantTypeText(types.reduce(mergeVariantTypes, NULL));
  }),
  /** Position, key and value of each field or element; none of other values. */
  variant_entries: kernelOfNulls(() => (v) => {
    if (v === null) return [];
    const fields = fieldsOf(root(v)).map(([name, ref], i) => ({ fields: [i, name, partOf(ref)] }));
    const elements = elementsOf(root(v)).map((ref, i) => ({ fields: [i, null, partOf(ref)] }));
    return [...fields, ...elements];
  }),
} satisfies KernelTable;
