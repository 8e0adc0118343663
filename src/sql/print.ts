import type { Expression } from "../unresolved/expression.ts";
import { printExpression } from "./print/expression.ts";
import { printQuery } from "./print/relation.ts";

export { printStatement } from "./print/command.ts";

/** An unresolved expression as SQL text that reads back to the same expression. */
export const printSql = (expression: Expression): string => printExpression(expression, printQuery);
