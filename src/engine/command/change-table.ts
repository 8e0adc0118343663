import type { NewTable } from "../../catalog/edits.ts";
import type { Origin } from "../../errors/origin.ts";
import { EMPTY_TABLE, type Table } from "../table.ts";
import type { CommandContext } from "./context.ts";
import { expectTable } from "./places.ts";

/**
 * Puts another definition in the place of a table's. `change` is given the definition at the moment of the change, and
 * answers `undefined` where nothing is to be changed. Throws TABLE_OR_VIEW_NOT_FOUND, and for views
 * EXPECT_TABLE_NOT_VIEW by the operation's name.
 */
export async function changeTable(
  c: { readonly nameParts: readonly string[]; readonly origin?: Origin | undefined },
  operation: string,
  cx: CommandContext,
  change: (table: NewTable) => NewTable | undefined,
): Promise<Table> {
  const places: string[] = [];
  await cx.commit({
    edits: () => {
      const { identity: _old, ...table } = expectTable(c.nameParts, operation, cx, c.origin);
      const changed = change(table);
      if (changed === undefined) return [];
      places.push(table.location);
      return [{ kind: "put_table", table: changed }];
    },
  });
  for (const place of places) cx.changed(place);
  return EMPTY_TABLE;
}
