/** DELETE, UPDATE and MERGE as SQL text. */
import type { Expression } from "../../unresolved/expression.ts";
import type { Assignment, MergeAction, RowCommand } from "../../unresolved/row-command.ts";
import { printExpression } from "./expression.ts";
import { printName, printNames } from "./name.ts";
import { printQuery, printSource } from "./relation.ts";

const expression = (e: Expression): string => printExpression(e, printQuery);
const where = (e: Expression | undefined): string => (e === undefined ? "" : ` WHERE ${expression(e)}`);
const assigned = (list: readonly Assignment[]): string =>
  list.map(({ column, value }) => `${printNames(column)} = ${expression(value)}`).join(", ");

const WHEN: Readonly<Record<MergeAction["when"], string>> = {
  matched: "MATCHED",
  not_matched: "NOT MATCHED",
  not_matched_by_source: "NOT MATCHED BY SOURCE",
};

function actionText({ when, condition, action, assignments }: MergeAction): string {
  const head = ` WHEN ${WHEN[when]}${condition === undefined ? "" : ` AND ${expression(condition)}`} THEN `;
  switch (action) {
    case "delete":
      return `${head}DELETE`;
    case "update":
      return `${head}UPDATE SET ${assignments === undefined ? "*" : assigned(assignments)}`;
    case "insert": {
      if (assignments === undefined) return `${head}INSERT *`;
      const columns = assignments.map(({ column }) => column.map(printName).join(".")).join(", ");
      return `${head}INSERT (${columns}) VALUES (${assignments.map(({ value }) => expression(value)).join(", ")})`;
    }
  }
}

/** The statement that reads back to the command. */
export function printRowCommand(c: RowCommand): string {
  switch (c.kind) {
    case "delete_rows":
      return `DELETE FROM ${printSource(c.target)}${where(c.condition)}`;
    case "update_rows":
      return `UPDATE ${printSource(c.target)} SET ${assigned(c.assignments)}${where(c.condition)}`;
    case "merge_rows": {
      const head = `MERGE ${c.evolves ? "WITH SCHEMA EVOLUTION " : ""}INTO ${printSource(c.target)}`;
      const actions = c.actions.map(actionText).join("");
      return `${head} USING ${printSource(c.source)} ON ${expression(c.on)}${actions}`;
    }
  }
}
