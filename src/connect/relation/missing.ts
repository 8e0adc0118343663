import type { NADrop, NAFill, NAReplace } from "../../gen/spark/connect/relations_pb.ts";
import { consumed } from "../consumed.ts";
import { invalidPlan, required } from "../context.ts";
import { decodeLiteral } from "../literal.ts";
import { unary } from "./table.ts";

/** `na.fill`: one value for all columns that it fits, or one per column. */
export const fillNa = unary<NAFill>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, cols, values, ...rest } = message;
  consumed(rest);
  if (values.length === 0) throw invalidPlan("na.fill has no value");
  if (values.length > 1 && values.length !== cols.length)
    throw invalidPlan("na.fill has not as many values as columns");
  return {
    kind: "fill_na",
    input,
    columns: cols,
    values: values.map((value) => decodeLiteral(value, cx.doors)),
    ...node,
  };
});

/** `na.drop`. */
export const dropNa = unary<NADrop>((message, input, node) => {
  const { $typeName: _t, $unknown: _u, cols, minNonNulls, ...rest } = message;
  consumed(rest);
  return { kind: "drop_na", input, columns: cols, minNonNulls, ...node };
});

/** `na.replace`. */
export const replaceNa = unary<NAReplace>((message, input, node, cx) => {
  const { $typeName: _t, $unknown: _u, cols, replacements, ...rest } = message;
  consumed(rest);
  return {
    kind: "replace_na",
    input,
    columns: cols,
    replacements: replacements.map(({ $typeName: _r, $unknown: _ru, oldValue, newValue, ...others }) => {
      consumed(others);
      return {
        old: decodeLiteral(required(oldValue, "the value to replace"), cx.doors),
        new: decodeLiteral(required(newValue, "the value to replace another by"), cx.doors),
      };
    }),
    ...node,
  };
});
