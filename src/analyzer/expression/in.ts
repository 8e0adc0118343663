import { sparkError } from "../../errors/spark-error.ts";
import { requireOrder } from "../../functions/resolve.ts";
import { BOOLEAN, sameType } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { InList } from "../../unresolved/expression.ts";
import { paddedList } from "../char-padding.ts";
import { castTo, commonType } from "../coerce.ts";
import { Call } from "./argument.ts";
import { metArguments } from "./collations.ts";
import type { ExpressionContext } from "../context.ts";
import { expandStars } from "../relation/star.ts";
import type { SparkSettings } from "../../settings/snapshot.ts";
import { callOf, literal, nullOf, type Typed } from "../typed.ts";

/** Whether NULL is in an empty list, or the rows of a query without any, as little as out of it (`SQLConf.legacyNullInEmptyBehavior`). */
export const isNullInNothing = (settings: SparkSettings): boolean =>
  settings.get("spark.sql.legacy.nullInEmptyListBehavior") === undefined
    ? !settings.ansi
    : settings.isTrue("spark.sql.legacy.nullInEmptyListBehavior");

/** `x IN (a, b)`: all sides are brought to one type. */
export function resolveIn(node: InList, cx: ExpressionContext): Typed {
  const asked = cx.resolve(node.child, cx);
  const given = [asked, ...expandStars(node.list, cx).map((e) => cx.resolve(e, cx))];
  const printed = ([first = asked, ...rest]: readonly Typed[]) =>
    cx.printsPlain === true
      ? `${first.sql()} IN (${rest.map((t) => t.sql()).join(",")})`
      : `(${first.sql()} IN (${rest.map((t) => t.sql()).join(", ")}))`;
  const all = metArguments("in", given, printed, cx, node.origin);
  const [child = asked, ...list] = all;
  const sql = () => printed(all);
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
  requireOrder(type, "in", new Call(sql, node.origin));
  const args = paddedList(all, cx).map((t) => castTo(t, type, cx.relation).expr);
  const [value] = args;
  if (list.length === 0 && value !== undefined && isNullInNothing(cx.relation.facts.settings)) {
    const missing = callOf("isnull", [value], BOOLEAN);
    const branches = [{ when: missing, then: nullOf(BOOLEAN) }];
    const expr = { kind: "case", branches, otherwise: literal(BOOLEAN, false), type: BOOLEAN, nullable: true } as const;
    return { expr, sql, foldable: child.foldable };
  }
  // Where one side needs a cast Spark casts all of them.
  const form = types.some((t) => !sameType(t, types[0] ?? t)) ? "cast" : undefined;
  return {
    expr: {
      kind: "call",
      function: "in",
      args,
      form,
      type: BOOLEAN,
      nullable: args.some((a) => a.nullable),
      mode: "ansi",
      origin: node.origin,
    },
    sql,
    foldable: all.every((t) => t.foldable),
  };
}
