/** The variables of a script that is running: scopes in scopes, the innermost last. */
import type { Variable, Variables } from "./variables.ts";

/** The variables of one `BEGIN … END`, or the columns of one row of a FOR; immutable. */
export interface LocalScope {
  /** What their names may be qualified by, in lower case. */
  readonly label: string;
  readonly variables: Variables;
}

/** The scopes around a statement of a script. */
export class LocalScopes {
  #scopes: readonly LocalScope[] = [];

  /** Runs what sees one scope more. */
  async within<T>(scope: LocalScope, run: () => Promise<T>): Promise<T> {
    const around = this.#scopes;
    this.#scopes = [...around, scope];
    try {
      return await run();
    } finally {
      this.#scopes = this.#scopes.slice(0, around.length);
    }
  }

  /** The innermost scope: where DECLARE puts variables. */
  get innermost(): LocalScope | undefined {
    return this.#scopes.at(-1);
  }

  /** A variable by its name, or by its name and the label of its scope. */
  find(name: string, label: string | undefined): Variable | undefined {
    return this.#scopeOf(name, label)?.variables.get(name);
  }

  /** Puts a variable in the innermost scope. */
  declare(variable: Variable): void {
    const scope = this.innermost;
    if (scope !== undefined) this.#put(scope, variable);
  }

  /** Gives a variable that {@link find} finds another value. */
  set(variable: Variable, label: string | undefined): void {
    const scope = this.#scopeOf(variable.name, label);
    if (scope !== undefined) this.#put(scope, variable);
  }

  #scopeOf(name: string, label: string | undefined): LocalScope | undefined {
    return this.#scopes.findLast((s) => (label === undefined || s.label === label) && s.variables.has(name));
  }

  #put(scope: LocalScope, variable: Variable): void {
    const next = { ...scope, variables: new Map(scope.variables).set(variable.name, variable) };
    this.#scopes = this.#scopes.map((s) => (s === scope ? next : s));
  }
}
