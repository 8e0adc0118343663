import { unsupported } from "../errors/spark-error.ts";

/**
 * Throws UNSUPPORTED_FEATURE.FIRESTEEL for an option of a format's functions that Spark follows and that is not built,
 * by its name in any case; `given` has names in lower case. The locale en-US is Spark's own and always taken.
 */
export function refuseOptions(given: ReadonlyMap<string, string>, names: readonly string[], format: string): void {
  const refused = names.find((name) => {
    const value = given.get(name.toLowerCase());
    return value !== undefined && !(name === "locale" && value.toLowerCase() === "en-us");
  });
  if (refused !== undefined) throw unsupported(`the option ${refused} of ${format}`);
}
