import type { Expression } from "../../unresolved/expression.ts";

/** The classes of Spark's operators, as their `prettyName` spells them where no function's name is at hand. */
const OPERATORS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "remainder",
  div: "integraldivide",
  "=": "equalto",
  "<=>": "equalnullsafe",
  "<": "lessthan",
  "<=": "lessthanorequal",
  ">": "greaterthan",
  ">=": "greaterthanorequal",
  "<>": "equalto",
  negative: "unaryminus",
  positive: "unarypositive",
  "~": "bitwisenot",
  "&": "bitwiseand",
  "|": "bitwiseor",
  "^": "bitwisexor",
  "<<": "shiftleft",
  ">>": "shiftright",
  ">>>": "shiftrightunsigned",
};

/** The name that Spark's messages give an expression's own node (`Expression.prettyName`). */
export function nodeName(node: Expression): string {
  switch (node.kind) {
    case "function": {
      const name = (node.nameParts.at(-1) ?? "").toLowerCase();
      return Object.hasOwn(OPERATORS, name) ? (OPERATORS[name] ?? name) : name;
    }
    case "case":
      return "casewhen";
    case "extract_value":
      return "unresolvedextractvalue";
    case "update_fields":
      return "update_fields";
    case "lambda":
      return "lambdafunction";
    case "sort_order":
      return "sortorder";
    case "window":
      return "windowexpression";
    case "in":
      return "unresolvedalias";
    default:
      return node.kind.replaceAll("_", "");
  }
}
