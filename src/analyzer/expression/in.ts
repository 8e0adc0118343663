import { sparkError } from "../../errors/spark-error.ts";
import { requireOrder } from "../../functions/resolve.ts";
import { BOOLEAN, sameType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { InList } from "../../unresolved/expression.ts";
import { castTo, commonType } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { expandStars } from "../relation/star.ts";
import type { Typed } from "../typed.ts";

/** `x IN (a, b)`: all sides are brought to one type. */
export function resolveIn(node: InList, cx: ExpressionContext): Typed {
  const child = cx.resolve(node.child, cx);
  const list = expandStars(node.list, cx).map((e) => cx.resolve(e, cx));
  const all = [child, ...list];
  const sql = () => `(${child.sql()} IN (${list.map((t) => t.sql()).join(", ")}))`;
  // Rows whose fields differ only in their names are compared by position (`DataType.equalsStructurally`).
  const alike = list.every((t) => sameType(t.expr.type, child.expr.type, { names: false }));
  const types = all.map((t) => t.expr.type);
  const type = commonType(types, cx.relation) ?? (alike ? child.expr.type : undefined);
  if (type === undefined) {
    throw sparkError(
      "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
      {
        sqlExpr: `"${sql()}"`,
        functionName: "`in`",
        dataType: `[${types.map((t) => `"${sqlType(t)}"`).join(", ")}]`,
      },
      { origin: node.origin },
    );
  }
  requireOrder(type, "in", {
    get sql() {
      return sql();
    },
    origin: node.origin,
  });
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
