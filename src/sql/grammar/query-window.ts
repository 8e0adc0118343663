import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { WindowSpec } from "../../unresolved/expression.ts";
import type { NamedWindows } from "../../unresolved/relation.ts";
import type { SqlContext } from "../context.ts";
import { windowReference } from "./window.ts";

/** `WINDOW name AS (…), …` for the query before it. */
export function windowClause(cx: SqlContext): Pick<NamedWindows, "windows" | "origin"> {
  const from = cx.at;
  cx.expectWord("WINDOW");
  const written = new Map<string, WindowSpec | { readonly name: string }>();
  cx.list(() => {
    const name = cx.wholeName();
    cx.expectWord("AS");
    const window = windowReference(cx);
    if (written.has(name))
      throw sparkError(
        "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION",
        { windowName: quoteIdentifier(name) },
        { origin: cx.originFrom(from) },
      );
    written.set(name, window);
  });
  const origin = cx.originFrom(from);
  const windows: Record<string, WindowSpec> = {};
  for (const [name, window] of written) {
    const found = "name" in window ? written.get(window.name) : window;
    if (found === undefined || "name" in found) {
      const windowName = quoteIdentifier("name" in window ? window.name : name);
      const condition =
        found === undefined
          ? "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE"
          : "INVALID_SQL_SYNTAX.INVALID_WINDOW_REFERENCE";
      throw sparkError(condition, { windowName }, { origin });
    }
    windows[name] = found;
  }
  return { windows, origin };
}
