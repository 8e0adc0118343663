/** The names of functions, as messages have them. */
export const namesOf = (functions: readonly { readonly name: string }[]): string =>
  functions.map((f) => f.name).join(", ");
