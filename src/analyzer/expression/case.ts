import { ordinal } from "../../functions/ordinal.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { sqlType } from "../../types/print.ts";
import type { CaseWhen } from "../../unresolved/expression.ts";
import { castTo, commonType } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { nullOf, type Typed } from "../typed.ts";

/** CASE WHEN: conditions are BOOLEAN, values are brought to one type. */
export function resolveCase(node: CaseWhen, cx: ExpressionContext): Typed {
  const branches = node.branches.map((b) => ({ when: cx.resolve(b.when, cx), then: cx.resolve(b.then, cx) }));
  const otherwise = node.otherwise === undefined ? undefined : cx.resolve(node.otherwise, cx);
  const sql = () =>
    [
      "CASE",
      ...branches.map((b) => ` WHEN ${b.when.sql()} THEN ${b.then.sql()}`),
      otherwise === undefined ? "" : ` ELSE ${otherwise.sql()}`,
      " END",
    ].join("");
  branches.forEach((b, i) => {
    const { kind } = b.when.expr.type;
    if (kind === "boolean") return;
    throw sparkError(
      "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
      {
        sqlExpr: `"${sql()}"`,
        paramIndex: ordinal(i),
        requiredType: '"BOOLEAN"',
        inputSql: `"${b.when.sql()}"`,
        inputType: `"${sqlType(b.when.expr.type)}"`,
      },
      { origin: node.origin },
    );
  });
  const values = [...branches.map((b) => b.then), ...(otherwise === undefined ? [] : [otherwise])];
  const type = commonType(
    values.map((v) => v.expr.type),
    cx.relation,
  );
  if (type === undefined) {
    throw sparkError(
      "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
      {
        sqlExpr: `"${sql()}"`,
        functionName: "`casewhen`",
        dataType: `[${values.map((v) => `"${sqlType(v.expr.type)}"`).join(", ")}]`,
      },
      { origin: node.origin },
    );
  }
  const relation = cx.relation;
  const cast = branches.map((b) => ({ when: b.when.expr, then: castTo(b.then, type, relation).expr }));
  const last = otherwise === undefined ? nullOf(type) : castTo(otherwise, type, relation).expr;
  return {
    expr: {
      kind: "case",
      branches: cast,
      otherwise: last,
      form: otherwise === undefined ? "without else" : undefined,
      type,
      nullable: last.nullable || cast.some((b) => b.then.nullable),
    },
    sql,
    foldable: branches.every((b) => b.when.foldable && b.then.foldable) && (otherwise?.foldable ?? true),
  };
}
