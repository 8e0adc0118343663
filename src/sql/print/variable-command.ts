/** Commands on session variables as SQL text. */
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { VariableCommand } from "../../unresolved/variable-command.ts";
import { printExpression } from "./expression.ts";
import { printNames } from "./name.ts";
import { printQuery } from "./relation.ts";

const print = (e: Expression): string => printExpression(e, printQuery);

/** The statement that reads back to the command. */
export function printVariableCommand(c: VariableCommand): string {
  switch (c.kind) {
    case "declare_variable": {
      const type = c.type === undefined ? "" : ` ${sqlType(c.type)}`;
      const byDefault = c.byDefault === undefined ? "" : ` DEFAULT ${print(c.byDefault)}`;
      return `DECLARE ${c.replace ? "OR REPLACE " : ""}VARIABLE ${printNames(c.nameParts)}${type}${byDefault}`;
    }
    case "drop_variable":
      return `DROP TEMPORARY VARIABLE ${c.ifExists ? "IF EXISTS " : ""}${printNames(c.nameParts)}`;
    case "set_variables": {
      const { source } = c;
      const names = c.targets.map(printNames);
      if (source.kind === "query") return `SET VARIABLE (${names.join(", ")}) = (${printQuery(source.query)})`;
      return `SET VARIABLE ${source.values.map((value, i) => `${names[i]} = ${print(value)}`).join(", ")}`;
    }
    case "execute_immediate": {
      const into = c.into.length === 0 ? "" : ` INTO ${c.into.map(printNames).join(", ")}`;
      const using = c.using.length === 0 ? "" : ` USING ${c.using.map(print).join(", ")}`;
      return `EXECUTE IMMEDIATE ${print(c.statement)}${into}${using}`;
    }
  }
}
