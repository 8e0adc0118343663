/** How Connect's function names are spelled in the tree, where that differs: `operator` says it prints as one. */
export interface CanonicalName {
  readonly name: string;
  readonly operator: boolean;
}

const operator = (name: string): CanonicalName => ({ name, operator: true });
const named = (name: string): CanonicalName => ({ name, operator: false });

/** Function names that clients use for operators, in lower case, and the name that Spark registers. */
export const canonicalNames: ReadonlyMap<string, CanonicalName> = new Map([
  ["==", operator("=")],
  ["=", operator("=")],
  ["<=>", operator("<=>")],
  ["<", operator("<")],
  ["<=", operator("<=")],
  [">", operator(">")],
  [">=", operator(">=")],
  ["+", operator("+")],
  ["-", operator("-")],
  ["*", operator("*")],
  ["/", operator("/")],
  ["%", operator("%")],
  ["&", operator("&")],
  ["|", operator("|")],
  ["^", operator("^")],
  ["~", operator("~")],
  ["and", operator("and")],
  ["or", operator("or")],
  ["not", operator("not")],
  ["!", operator("not")],
  ["isnull", named("isnull")],
  ["isnotnull", named("isnotnull")],
  ["isnan", named("isnan")],
  ["startswith", named("startswith")],
  ["endswith", named("endswith")],
]);
