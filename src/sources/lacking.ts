/** Columns of a table that are younger than some of its files. */
import { existenceDefault } from "../types/column-default.ts";
import type { StructType } from "../types/data-type.ts";

/**
 * For each file the positions of the columns that it lacks and whose rows then have a constant; `undefined`: none.
 * `schemaOf` tells what is in a file; it is asked only where there are columns with such constants.
 */
export async function lackedBy<F>(
  files: readonly F[],
  schema: StructType,
  schemaOf: (file: F) => Promise<StructType>,
): Promise<readonly (readonly number[] | undefined)[]> {
  const defaulted = schema.fields.flatMap((field, i) =>
    existenceDefault(field) === undefined ? [] : [{ name: field.name.toLowerCase(), i }],
  );
  if (defaulted.length === 0) return [];
  return Promise.all(
    files.map(async (file) => {
      const names = new Set((await schemaOf(file)).fields.map((f) => f.name.toLowerCase()));
      const lacks = defaulted.filter(({ name }) => !names.has(name)).map(({ i }) => i);
      return lacks.length === 0 ? undefined : lacks;
    }),
  );
}
