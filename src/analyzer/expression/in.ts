import { sparkError } from "../../errors/spark-error.ts";
import { BOOLEAN } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { InList } from "../../unresolved/expression.ts";
import { castTo, commonType } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import type { Typed } from "../typed.ts";

/** `x IN (a, b)`: all sides are brought to one type. */
export function resolveIn(node: InList, cx: ExpressionContext): Typed {
  const child = cx.resolve(node.child, cx);
  const list = node.list.map((e) => cx.resolve(e, cx));
  const all = [child, ...list];
  const sql = () => `(${child.sql()} IN (${list.map((t) => t.sql()).join(", ")}))`;
  const type = commonType(
    all.map((t) => t.expr.type),
    cx.relation,
  );
  if (type === undefined) {
    throw sparkError(
      "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
      {
        sqlExpr: `"${sql()}"`,
        functionName: "`in`",
        dataType: `[${all.map((t) => `"${sqlType(t.expr.type)}"`).join(", ")}]`,
      },
      { origin: node.origin },
    );
  }
  const args = all.map((t) => castTo(t, type, cx.relation).expr);
  return {
    expr: {
      kind: "call",
      function: "in",
      args,
      type: BOOLEAN,
      nullable: args.some((a) => a.nullable),
      mode: "ansi",
      origin: node.origin,
    },
    sql,
    foldable: all.every((t) => t.foldable),
  };
}
