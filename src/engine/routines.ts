/** The SQL functions that a session's names mean, with their texts read. */
import { dialectOf } from "./dialect.ts";
import type { Routine, RoutineScope } from "../analyzer/routine/routine.ts";
import type { FunctionKind, SqlFunction } from "../catalog/functions.ts";
import type { CatalogSnapshot } from "../catalog/memory.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { Reading } from "../lex/cursor.ts";
import type { SqlDoor } from "../unresolved/command.ts";
import { isSessionName } from "./python-names.ts";
import { placeOf } from "./table-fact.ts";

/**
 * The function of a kind that a name means at a place: the session's own before those of databases. Where names are case
 * sensitive, those of lasting functions are, too.
 */
export function functionOf(
  nameParts: readonly string[],
  kind: FunctionKind,
  scope: RoutineScope,
  catalog: CatalogSnapshot,
  { line, caseSensitive }: Pick<SparkSettings, "line" | "caseSensitive">,
): SqlFunction | undefined {
  const name = nameParts.at(-1) ?? "";
  const { temporary } = scope;
  if (isSessionName(nameParts, line) && (temporary === "all" || temporary.has(name.toLowerCase()))) {
    const own = catalog.temporaryFunction(kind, name);
    if (own !== undefined) return own;
  }
  const place = placeOf(nameParts, scope.database);
  const found = place && catalog.function(place.database, place.name);
  if (caseSensitive && found?.name !== place?.name) return undefined;
  return found?.returns.kind === kind ? found : undefined;
}

/** What is read of functions, once for each definition. */
export class Routines {
  readonly #read = new WeakMap<SqlFunction, Routine>();
  readonly #doorFor: (reading: Reading) => SqlDoor;
  readonly #line: () => number;
  readonly #database: () => string;

  /** `line` is the session's Spark, as texts count it, `database` what is its current one. */
  constructor(doorFor: (reading: Reading) => SqlDoor, line: () => number, database: () => string) {
    this.#doorFor = doorFor;
    this.#line = line;
    this.#database = database;
  }

  /**
   * A function with its texts read as they were when it was made, but for names without a database, which are those of
   * the caller's (seen in 4.0 and 4.3).
   */
  of(made: SqlFunction): Routine {
    const within = this.#database();
    const known = this.#read.get(made);
    if (known?.within === within) return known;
    const { body, session, settings } = made;
    const door = this.#doorFor({
      timestampIsNtz: settings.timestampType === "TIMESTAMP_NTZ",
      line: this.#line(),
      dialect: dialectOf(settings),
      database: within,
      temporaryViews: new Set(session.views),
    });
    const routine: Routine = {
      name: made.name,
      database: made.database,
      parameters: made.parameters.map(({ name, type, byDefault }) => ({
        name,
        type,
        byDefault: byDefault === undefined ? undefined : door.parseExpression(byDefault),
      })),
      returns: made.returns,
      body:
        body.kind === "query"
          ? { kind: "query", query: door.parseQuery(body.text) }
          : { kind: "expression", expression: door.parseExpression(body.text) },
      text: body.text,
      within,
      session,
      settings,
    };
    this.#read.set(made, routine);
    return routine;
  }
}
