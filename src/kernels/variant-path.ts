import { sparkError } from "../errors/spark-error.ts";
import { elementsOf, fieldsOf, type VariantRef } from "./variant-format.ts";

/** A step of a path: an object's field or an array's element. */
type Step = string | number;

/**
 * A path such as `$.a[0]['b c']` (`VariantPathParser`). Throws INVALID_VARIANT_GET_PATH in the name of a function.
 */
export function parseVariantPath(path: string, functionName: string): readonly Step[] {
  const steps: Step[] = [];
  const pattern = /\[(\d+)\]|\.([^.[]+)|\['([^']*)'\]|\["([^"]*)"\]/y;
  let at = path.startsWith("$") ? 1 : -1;
  while (at >= 0 && at < path.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(path);
    if (found === null) {
      at = -1;
      break;
    }
    const [text, index, ...names] = found;
    steps.push(index === undefined ? (names.find((name) => name !== undefined) ?? "") : Number(index));
    at += text.length;
  }
  if (at < 0) throw sparkError("INVALID_VARIANT_GET_PATH", { path, functionName: `\`${functionName}\`` });
  return steps;
}

/** What stands at a path; undefined for nothing. */
export function variantAt(root: VariantRef, path: readonly Step[]): VariantRef | undefined {
  let ref: VariantRef | undefined = root;
  for (const step of path) {
    if (ref === undefined) return undefined;
    ref = typeof step === "number" ? elementsOf(ref)[step] : fieldsOf(ref).find(([name]) => name === step)?.[1];
  }
  return ref;
}
