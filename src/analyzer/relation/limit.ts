import { sparkError } from "../../errors/spark-error.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { Limit, Offset, Tail } from "../../unresolved/relation.ts";
import type { Analyzed, RelationContext } from "../context.ts";
import { resolve } from "../expression/resolve.ts";
import { evaluate } from "../fold.ts";
import { mixed, over, underPipe } from "./filter.ts";
import { plainContext } from "./plain-context.ts";
import { Misplaced, refuseGenerators } from "./misplaced.ts";

const MAX_INT = 2_147_483_647;

/** LIMIT: a constant, non-negative integer (`CheckAnalysis.checkLimitLikeClause`). */
export function analyzeLimit(node: Limit, asked: Analyzed, cx: RelationContext): Analyzed {
  const input = underPipe(node.input, asked);
  const { count, form } = constantCount("limit", node.count, input, cx);
  const { relation } = input;
  const below = node.input.kind === "offset" && relation.kind === "limit" ? relation.offset : 0;
  if (count + below > MAX_INT) {
    throw sparkError(
      "SUM_OF_LIMIT_AND_OFFSET_EXCEEDS_MAX_INT",
      { limit: String(count), offset: String(below) },
      { origin: node.input.origin },
    );
  }
  return withoutBlock(
    over(input, { kind: "limit", input: relation, count, offset: 0, form, output: relation.output }, node.planId),
  );
}

/** OFFSET; a LIMIT above it takes its rows after the skip. */
export function analyzeOffset(node: Offset, asked: Analyzed, cx: RelationContext): Analyzed {
  const input = underPipe(node.input, asked);
  const { count: offset, form } = constantCount("offset", node.count, input, cx);
  const { relation } = input;
  return withoutBlock(
    over(input, { kind: "limit", input: relation, offset, form, output: relation.output }, node.planId),
  );
}

/** The last rows. */
export function analyzeTail(node: Tail, input: Analyzed, cx: RelationContext): Analyzed {
  const { count } = constantCount("tail", node.count, input, cx);
  const { relation } = input;
  return withoutBlock(over(input, { kind: "tail", input: relation, count, output: relation.output }, node.planId));
}

interface Counted {
  readonly count: number;
  readonly form: string | undefined;
}

const withoutBlock = (analyzed: Analyzed): Analyzed => ({ ...mixed(analyzed), block: undefined });

/** A count, and how it was asked where that was no literal: Spark computes it later. */
function constantCount(name: string, node: Expression, input: Analyzed, cx: RelationContext): Counted {
  refuseGenerators(node, name === "limit" ? "LocalLimit" : name);
  const context = plainContext(input, cx, name.toUpperCase());
  const typed = resolve(node, new Misplaced(context).within(context));
  const expr = `"${typed.sql()}"`;
  const options = { origin: node.origin };
  if (!typed.foldable) throw sparkError("INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", { name, expr }, options);
  const { type } = typed.expr;
  if (type.kind !== "int") {
    throw sparkError(
      "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
      { name, expr, dataType: `"${sqlType(type)}"` },
      options,
    );
  }
  const value = evaluate(typed.expr, cx.facts.settings.kernelSettings)?.value;
  if (value === null || value === undefined) {
    throw sparkError("INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL", { name, expr }, options);
  }
  const count = Number(value);
  if (count < 0)
    throw sparkError("INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", { name, expr, v: String(count) }, options);
  return { count, form: node.kind === "literal" ? undefined : typed.sql() };
}
