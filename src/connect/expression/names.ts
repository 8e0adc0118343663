import { parseAttributeName } from "../../lex/multipart-names.ts";
import { consumed } from "../consumed.ts";
import type { ExpressionDecoder } from "./table.ts";

const planIdOf = (planId: bigint | undefined): number | undefined =>
  planId === undefined ? undefined : Number(planId);

/** A column by its name. */
export const attribute: ExpressionDecoder<"unresolvedAttribute"> = (message, origin) => {
  const { $typeName: _t, $unknown: _u, unparsedIdentifier, planId, isMetadataColumn, ...rest } = message;
  consumed(rest);
  return {
    kind: "attribute",
    nameParts: parseAttributeName(unparsedIdentifier),
    planId: planIdOf(planId),
    isMetadataColumn: isMetadataColumn === true ? true : undefined,
    origin,
  };
};

/** `*` or `a.b.*`. */
export const star: ExpressionDecoder<"unresolvedStar"> = (message, origin) => {
  const { $typeName: _t, $unknown: _u, unparsedTarget, planId, ...rest } = message;
  consumed(rest);
  const target =
    unparsedTarget === undefined || unparsedTarget === ""
      ? undefined
      : parseAttributeName(unparsedTarget.replace(/\.\*$/, ""));
  return { kind: "star", target, planId: planIdOf(planId), origin };
};

/** A regular expression in back-ticks; any other text is a plain name (`SparkConnectPlanner.transformUnresolvedRegex`). */
export const regex: ExpressionDecoder<"unresolvedRegex"> = (message, origin) => {
  const { $typeName: _t, $unknown: _u, colName, planId, ...rest } = message;
  consumed(rest);
  const whole = /^`(.+)`$/s.exec(colName)?.[1];
  if (whole !== undefined) return { kind: "column_regex", pattern: whole, origin };
  const [, table, pattern] = /^(.+)\.`(.+)`$/s.exec(colName) ?? [];
  if (pattern !== undefined) return { kind: "column_regex", table, pattern, origin };
  return { kind: "attribute", nameParts: parseAttributeName(colName), planId: planIdOf(planId), origin };
};
