/** Commands on functions as SQL text. */
import { quoteString } from "../../lex/strings.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression } from "../../unresolved/expression.ts";
import type { CreateFunction, FunctionCommand } from "../../unresolved/function-command.ts";
import { printExpression } from "./expression.ts";
import { printName, printNames } from "./name.ts";
import { printQuery } from "./relation.ts";
import { columnText } from "./table-command.ts";

const print = (e: Expression): string => printExpression(e, printQuery);

const comment = (text: string | undefined): string => (text === undefined ? "" : ` COMMENT ${quoteString(text)}`);

function printReturns({ returns, parameters, notNull }: CreateFunction): string {
  if (returns.kind === "value") return returns.type === undefined ? "" : ` RETURNS ${sqlType(returns.type)}`;
  const isNotNull = (i: number): boolean => notNull !== undefined && parameters.length === 0 && i === 0;
  const columns = returns.columns?.map((c, i) => columnText({ ...c, nullable: !isNotNull(i) })).join(", ");
  return columns === undefined ? " RETURNS TABLE" : ` RETURNS TABLE (${columns})`;
}

function printCreate(c: CreateFunction): string {
  const parameters = c.parameters.map((p, i) => {
    const byDefault = p.byDefault === undefined ? "" : ` DEFAULT ${print(p.byDefault.expression)}`;
    const notNull = c.notNull !== undefined && i === 0 ? " NOT NULL" : "";
    return `${printName(p.name)} ${sqlType(p.type)}${notNull}${byDefault}${comment(p.comment)}`;
  });
  const deterministic = { true: " DETERMINISTIC", false: " NOT DETERMINISTIC", undefined: "" }[String(c.deterministic)];
  const data = { true: " READS SQL DATA", false: " CONTAINS SQL", undefined: "" }[String(c.readsData)];
  const words = [c.replace ? "OR REPLACE " : "", c.temporary ? "TEMPORARY " : "", "FUNCTION "].join("");
  const name = `${c.ifNotExists ? "IF NOT EXISTS " : ""}${printNames(c.nameParts)}`;
  const said = `${printReturns(c)}${deterministic}${data}${comment(c.comment)}`;
  const body = c.body.kind === "query" ? printQuery(c.body.query) : print(c.body.expression);
  return `CREATE ${words}${name}(${parameters.join(", ")})${said} RETURN ${body}`;
}

/** The statement that reads back to the command. */
export function printFunctionCommand(c: FunctionCommand): string {
  switch (c.kind) {
    case "create_function":
      return printCreate(c);
    case "create_class_function":
      return `CREATE ${c.temporary ? "TEMPORARY " : ""}FUNCTION ${printNames(c.nameParts)} AS ${quoteString(c.className)}`;
    case "drop_function":
      return `DROP ${c.temporary ? "TEMPORARY " : ""}FUNCTION ${c.ifExists ? "IF EXISTS " : ""}${printNames(c.nameParts)}`;
  }
}
