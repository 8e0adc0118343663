import { serverCall } from "../../errors/origin.ts";
import { requirementFailed } from "../../errors/spark-error.ts";
import { parseAttributeName } from "../../lex/multipart-names.ts";
import { array, DOUBLE, isNumeric } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import { call, literal } from "../../unresolved/build.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { ApproxQuantile } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { literal as constant } from "../typed.ts";
import { plainContext } from "./plain-context.ts";
import { leaf } from "./leaf.ts";
import { analyzeProject } from "./select.ts";

/** The quantiles of each column, in one row (`StatFunctions.multipleApproxQuantiles`); none of a column without numbers. */
export function analyzeApproxQuantile(node: ApproxQuantile, input: Analyzed, cx: RelationContext): Analyzed {
  const { probabilities, relativeError, planId } = node;
  if (!(relativeError >= 0))
    throw requirementFailed(`the relative error must not be negative, but is ${relativeError}`);
  if (!probabilities.every((p) => p >= 0 && p <= 1)) throw requirementFailed("a percentile must lie in [0.0, 1.0]");
  const origin = serverCall("approxQuantile");
  const each = node.columns.map((name): Expression => {
    const column: Expression = { kind: "attribute", nameParts: parseAttributeName(name), origin };
    const { type } = resolve(column, plainContext(input, cx, "SELECT")).expr;
    if (!isNumeric(type)) {
      throw requirementFailed(`quantiles of the column ${name} of the type ${sqlType(type)} are not supported`);
    }
    const number: Expression = { kind: "cast", child: column, to: DOUBLE, mode: "session", origin };
    return call("approx_quantiles", [number, literal(array(DOUBLE), probabilities), literal(DOUBLE, relativeError)]);
  });
  const name = "approx_quantile";
  if (each.length === 0) {
    const type = array(array(DOUBLE));
    return leaf(
      { kind: "values", rows: [[constant(type, [])]], output: [cx.ids.column(name, type, false)] },
      [],
      planId,
    );
  }
  const expressions: Expression[] = [{ kind: "alias", child: call("array", each), names: [name] }];
  return analyzeProject({ kind: "project", input: node.input, expressions, planId }, input, cx);
}
