import { sparkError, unsupported } from "../errors/spark-error.ts";

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

/** Throws PARSE_MODE_UNSUPPORTED for a function that cannot leave a record out: it answers for each of its texts. */
export function refuseDropping(mode: string, name: string): void {
  if (mode === "DROPMALFORMED") throw sparkError("PARSE_MODE_UNSUPPORTED", { funcName: `\`${name}\``, mode });
}

/** The mode that options name, in any case; Spark takes one that it does not know as PERMISSIVE (`ParseMode`). */
export function parseMode(text: string | undefined): "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST" {
  const mode = text?.toUpperCase();
  return mode === "FAILFAST" || mode === "DROPMALFORMED" ? mode : "PERMISSIVE";
}
