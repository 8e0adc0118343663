import { ordinal } from "../../functions/ordinal.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { sqlType } from "../../types/print.ts";
import type { CaseWhen } from "../../unresolved/expression.ts";
import { castTo, commonType } from "../coerce.ts";
import type { ExpressionContext } from "../context.ts";
import { nullOf, type Typed } from "../typed.ts";
import { withOneCollation } from "./collations.ts";

/** CASE WHEN: conditions are BOOLEAN, values are brought to one type. */
export function resolveCase(node: CaseWhen, cx: ExpressionContext): Typed {
  const branches = node.branches.map((b) => ({ when: cx.resolve(b.when, cx), then: cx.resolve(b.then, cx) }));
  const otherwise = node.otherwise === undefined ? undefined : cx.resolve(node.otherwise, cx);
  const values = withOneCollation(
    [...branches.map((b) => b.then), ...(otherwise === undefined ? [] : [otherwise])],
    cx.relation,
  );
  const sql = () =>
    [
      "CASE",
      ...branches.map((b, i) => ` WHEN ${b.when.sql()} THEN ${(values[i] ?? b.then).sql()}`),
      otherwise === undefined ? "" : ` ELSE ${(values[branches.length] ?? otherwise).sql()}`,
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
  const casts = values.map((v) => castTo(v, type, relation).expr);
  const cast = branches.map((b, i) => ({ when: b.when.expr, then: casts[i] ?? b.then.expr }));
  const last = casts[branches.length] ?? nullOf(type);
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
