import type { Database } from "./databases.ts";
import type { LastingFunction } from "./functions.ts";
import type { CatalogTable } from "./tables.ts";

/** A table or view as it is given to the catalog, which names it. */
export type NewTable = Omit<CatalogTable, "identity">;

/** One change of a catalog. What has the name of something that is put gives way to it. */
export type CatalogEdit =
  | { readonly kind: "put_database"; readonly database: Database }
  | { readonly kind: "drop_database"; readonly name: string }
  | { readonly kind: "put_table"; readonly table: NewTable }
  | { readonly kind: "drop_table"; readonly table: Pick<CatalogTable, "database" | "name"> }
  | { readonly kind: "put_function"; readonly function: LastingFunction }
  | { readonly kind: "drop_function"; readonly function: Pick<LastingFunction, "database" | "name"> };
