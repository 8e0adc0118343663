import type { DataType, StructType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import type { Expression } from "../unresolved/expression.ts";

/** A session variable at one moment (`VariableDefinition`). */
export interface Variable {
  /** In lower case, unless it was made where case counts. */
  readonly name: string;
  readonly type: DataType;
  readonly value: Value;
  /** What SET … = DEFAULT means anew each time. */
  readonly byDefault: Expression;
  /** Of a script's variable: the label of its scope. */
  readonly scope?: string | undefined;
}

/** How variables are found by name, and by what stands before it: `session`, or the label of a script's scope. */
export type VariableLookup = (name: string, qualifier: string | undefined) => Variable | undefined;

/** The lookup of a session, in a script that is running or outside of one. */
export const lookupIn =
  (session: Variables, locals: { readonly find: VariableLookup } | undefined): VariableLookup =>
  (name, qualifier) => {
    const local = qualifier === SESSION ? undefined : locals?.find(name, qualifier);
    return local ?? (qualifier === undefined || qualifier === SESSION ? session.get(name) : undefined);
  };

const SESSION = "session";

/** Variables by their names; immutable. */
export type Variables = ReadonlyMap<string, Variable>;

/**
 * The variables that a view's plan may read: the ones that its text named when it was made, as they are now, or the
 * values that a DataFrame had then. In scripts the variables of the scopes that it is used in count, by `label.name` too (`View.desc.viewReferredTempVariableNames`, `TemporaryViewRelation`).
 */
export type ViewVariables =
  | { readonly kind: "named"; readonly names: ReadonlySet<string>; readonly made: StructType }
  | { readonly kind: "kept"; readonly variables: Variables };

/**
 * The variable that name parts mean, and how many parts it takes: `v`, `session.v` or `system.session.v`, in scripts
 * `label.v` too.
 */
export function findVariable(
  parts: readonly string[],
  lookup: VariableLookup,
  caseSensitive: boolean,
): { readonly variable: Variable; readonly length: number } | undefined {
  // The longest name comes first, so that a full name is never taken for a field.
  for (let length = Math.min(3, parts.length); length > 0; length--) {
    const written = parts.slice(0, length);
    const name = variableName(written, caseSensitive);
    const variable =
      name === undefined ? labelled(written, lookup, caseSensitive) : lookup(name, length > 1 ? SESSION : undefined);
    if (variable !== undefined) return { variable, length };
  }
  return undefined;
}

function labelled([label = "", name, ...more]: readonly string[], lookup: VariableLookup, caseSensitive: boolean) {
  if (name === undefined || more.length > 0) return undefined;
  return lookup(caseSensitive ? name : name.toLowerCase(), label.toLowerCase());
}

/** What a variable of these name parts is kept under; `undefined`: they can name none. */
export function variableName(parts: readonly string[], caseSensitive: boolean): string | undefined {
  const [last = "", ...around] = [...parts].reverse();
  const fits = around.length < 3 && around.every((part, i) => part.toLowerCase() === QUALIFIERS[i]);
  if (!fits || parts.length === 0) return undefined;
  return caseSensitive ? last : last.toLowerCase();
}

/** What a view or function that reads a variable knows it by: its name, and of a script's label that is written, too. */
export function readName(parts: readonly string[], caseSensitive: boolean): string {
  const own = variableName(parts, caseSensitive);
  if (own !== undefined) return own;
  const [label = "", name = ""] = parts;
  return `${label.toLowerCase()}.${caseSensitive ? name : name.toLowerCase()}`;
}

/** What may stand before a variable's name, nearest first. */
const QUALIFIERS: readonly string[] = ["session", "system"];
