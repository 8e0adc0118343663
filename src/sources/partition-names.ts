import { NULL_PARTITION } from "./listing.ts";

/** Characters that stand as `%XX` in names of directories (`ExternalCatalogUtils.escapePathName`). */
const ESCAPED = new Set(`"#%'*/:=?\\{[]^\u007f`);

const escaped = (text: string): string =>
  [...text]
    .map((c) => (c < " " || ESCAPED.has(c) ? `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}` : c))
    .join("");

/** The name of a partition's directory: `column=value`. */
export const partitionName = (column: string, value: string | null): string =>
  `${escaped(column)}=${value === null || value === "" ? NULL_PARTITION : escaped(value)}`;
