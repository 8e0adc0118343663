import { nextInstant } from "../base/instants.ts";
import { analyze, schemaOf } from "../analyzer/analyze.ts";
import type { Observation } from "../analyzer/context.ts";
import type {
  Facts,
  HeldRows,
  LocalFact,
  Need,
  PythonSourceFact,
  PythonSourceNeed,
  PythonTableNeed,
  PythonTableShape,
  TableFact,
} from "../analyzer/facts.ts";
import type { Routine, RoutineScope } from "../analyzer/routine/routine.ts";
import type { Backend, Input } from "../backend/backend.ts";
import type { CatalogSnapshot } from "../catalog/memory.ts";
import type { LocalScopes } from "../catalog/local-variables.ts";
import type { FunctionKind } from "../catalog/functions.ts";
import { lookupIn, type Variable } from "../catalog/variables.ts";
import { invariant } from "../base/invariant.ts";
import type { Origin } from "../errors/origin.ts";
import { SparkError } from "../errors/spark-error.ts";
import type { FileSource, Relation as Resolved } from "../resolved/relation.ts";
import type { SparkSettings } from "../settings/snapshot.ts";
import type { PendingFiles } from "../sources/listing.ts";
import type { StructType } from "../types/data-type.ts";
import type { Value } from "../types/value.ts";
import type { Expression } from "../unresolved/expression.ts";
import type {
  CachedLocalData,
  CatalogCall,
  CommandRows,
  FileRead,
  LocalData,
  Relation,
} from "../unresolved/relation.ts";
import type { ExecuteImmediate } from "../unresolved/variable-command.ts";
import type { PythonSource } from "../types/python-function.ts";
import { pythonSourceOf } from "./python-sources.ts";
import { resolveFiles, type SchemaCache } from "./files.ts";
import type { LocalInputs } from "./local-data.ts";
import type { Observe } from "./observe.ts";
import { pythonOf } from "./python-names.ts";
import { functionOf, type Routines } from "./routines.ts";
import { type Table, tableStream } from "./table.ts";
import type { EvolvedView } from "../analyzer/context.ts";
import { tableFact } from "./table-fact.ts";

/** A plan with its meaning and the client rows that it names. */
export interface Meant {
  readonly plan: Resolved;
  readonly schema: StructType;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly settings: SparkSettings;
  /** What is asked of rows on their way, each a plan of one row. */
  readonly observations: readonly Observation[];
  /** The session variables that the plan itself reads, views left out: names as they were written. */
  readonly variables: readonly (readonly string[])[];
  /** It, or what is observed of it, holds a function in Python. */
  readonly usesPython: boolean;
  /** It, or what is observed of it, holds a loop. */
  readonly usesLoops: boolean;
}

/** Files as they were when a plan was meant. */
export interface FilesRead {
  readonly read: FileRead;
  readonly files: FileSource["files"];
}

/** What the meaning of plans depends on, taken from a session at one moment. */
export interface MeaningContext {
  readonly settings: SparkSettings;
  /** The session's names as they are now. */
  readonly catalog: () => CatalogSnapshot;
  /** Looks at files, which stay as they are until the plan has run. */
  readonly look: <T>(paths: readonly string[], look: (pending: PendingFiles) => Promise<T>) => Promise<T>;
  /** The variables of a script around it. */
  readonly locals: LocalScopes | undefined;
  readonly user: string;
  readonly sparkVersion: string;
  readonly backend: Backend;
  readonly schemas: SchemaCache;
  readonly local: LocalInputs;
  /** Answers a catalog call or a command. */
  readonly tableOf: (relation: CatalogCall | CommandRows) => Promise<Table>;
  /** What EXECUTE IMMEDIATE stands for. */
  readonly statement: (c: ExecuteImmediate) => Promise<Relation>;
  readonly routines: Routines;
  /** The function that is being made: what {@link BEING_MADE} calls. */
  readonly being?: Routine | undefined;
  readonly checkpoint: (id: string) => LocalFact | undefined;
  readonly parseExpression: (text: string) => Expression;
  /** Takes what the queries of evolving views gave. */
  readonly evolved: (views: readonly EvolvedView[]) => Promise<void>;
  /** Told what a meaning depends on; undefined: on more than files, names and settings. */
  readonly dependsOn?: ((reads: readonly FilesRead[] | undefined) => void) | undefined;
  /** Asks a Python table function what a call of it gives. */
  readonly analyzePython: (need: PythonTableNeed) => Promise<PythonTableShape>;
  /** Makes a data source in Python. */
  readonly createSource: (need: PythonSourceNeed) => Promise<PythonSourceFact>;
  /** The rows of a plan that analysis must know. */
  readonly rows: (meant: Meant) => Promise<readonly (readonly Value[])[]>;
  readonly signal: AbortSignal;
  readonly observe: Observe;
}

/** The name that the function that is being made is called by, which nobody can write. */
export const BEING_MADE: readonly string[] = ["\0function"];

const isBeingMade = (nameParts: readonly string[]): boolean => nameParts.length === 1 && nameParts[0] === BEING_MADE[0];

/** Rounds of asking before a plan counts as endless (views in views in views). */
const MAX_ROUNDS = 100;

/** Asked → meant: analyses, gathers the facts it lacks, and analyses anew. */
export async function mean(asked: Relation, cx: MeaningContext): Promise<Meant> {
  cx.observe("asked", asked);
  const facts = new GatheredFacts(cx);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = analyze(asked, facts);
    if (found.kind === "meant" && facts.renewed()) continue;
    if (found.kind === "meant") {
      cx.observe("meant", found.plan);
      const { kind: _, evolved, ...meant } = found;
      if (evolved.length > 0) await cx.evolved(evolved);
      const isPlain = evolved.length === 0 && meant.observations.length === 0 && !meant.usesPython;
      cx.dependsOn?.(isPlain ? facts.reads : undefined);
      return { ...meant, inputs: cx.local.inputs, settings: cx.settings };
    }
    await Promise.all(found.needs.map((need) => facts.gather(need)));
  }
  throw invariant(false, "a plan's facts never end");
}

class GatheredFacts implements Facts {
  readonly settings: SparkSettings;
  readonly timeZone: string;
  readonly user: string;
  readonly sparkVersion: string;
  #now: bigint | undefined;
  readonly #cx: MeaningContext;
  #catalog: CatalogSnapshot;
  /** What names meant, by the names. */
  readonly #tables = new Map<
    string,
    { readonly ask: (catalog: CatalogSnapshot) => TableFact; readonly fact: TableFact }
  >();
  readonly #files = new Map<string, FileSource>();
  #reads: FilesRead[] = [];
  #dependsOnMore = false;
  readonly #local = new Map<unknown, LocalFact>();
  readonly #statements = new Map<CommandRows, Relation>();
  readonly #rows = new Map<Relation, readonly (readonly Value[])[]>();
  readonly #pythonTables = new Map<Relation, PythonTableShape>();
  readonly #sources = new Map<FileRead, PythonSourceFact>();

  constructor(cx: MeaningContext) {
    this.#cx = cx;
    this.settings = cx.settings;
    this.timeZone = cx.settings.timeZone;
    this.#catalog = cx.catalog();
    this.user = cx.user;
    this.sparkVersion = cx.sparkVersion;
  }

  get now(): bigint {
    this.#now ??= nextInstant();
    return this.#now;
  }

  /** The files that the meaning depends on; undefined where it depends on more than these, names and settings. */
  get reads(): readonly FilesRead[] | undefined {
    return this.#dependsOnMore ? undefined : this.#reads;
  }

  routine(nameParts: readonly string[], kind: FunctionKind, scope: RoutineScope): Routine | undefined {
    const { routines, being } = this.#cx;
    this.#dependsOnMore ||= being !== undefined;
    if (being !== undefined && isBeingMade(nameParts)) return being.returns.kind === kind ? being : undefined;
    const found = functionOf(nameParts, kind, scope, this.#catalog, this.settings);
    this.#dependsOnMore ||= found !== undefined;
    return found && routines.of(found);
  }

  python(nameParts: readonly string[], kind: FunctionKind, scope: RoutineScope) {
    return pythonOf(nameParts, kind, scope, this.#catalog.pythonFunctions, this.settings.line);
  }

  pythonTable(asker: Relation): PythonTableShape | undefined {
    return this.#pythonTables.get(asker);
  }

  get currentDatabase(): string {
    return this.#catalog.currentDatabase;
  }

  table(nameParts: readonly string[], within: string | undefined): TableFact {
    const key = JSON.stringify([nameParts, within]);
    const ask = (catalog: CatalogSnapshot) => tableFact(nameParts, within, catalog, this.settings);
    const fact = this.#tables.get(key)?.fact ?? ask(this.#catalog);
    this.#tables.set(key, { ask, fact });
    return fact;
  }

  /**
   * Whether some name means something else than when the analysis began: files were looked at since, and may be those of
   * the new meaning. What depends on it is forgotten then.
   */
  renewed(): boolean {
    const now = this.#cx.catalog();
    const same = [...this.#tables.values()].every(({ ask, fact }) => identityOf(ask(now)) === identityOf(fact));
    if (same) return false;
    this.#catalog = now;
    this.#tables.clear();
    this.#files.clear();
    this.#reads = [];
    this.#rows.clear();
    return true;
  }

  variable(name: string, qualifier?: string): Variable | undefined {
    const found = lookupIn(this.#catalog.variables, this.#cx.locals)(name, qualifier);
    this.#dependsOnMore ||= found !== undefined;
    return found;
  }

  files(read: FileRead): FileSource | undefined {
    return this.#files.get(readKey(read));
  }

  pythonSource({ format }: FileRead): PythonSource | undefined {
    return pythonSourceOf(format, this.#catalog);
  }

  madeSource(read: FileRead): PythonSourceFact | undefined {
    return this.#sources.get(read);
  }

  local(data: Parameters<Facts["local"]>[0]): LocalFact | undefined {
    return this.#local.get(data);
  }

  statement(asker: CommandRows): Relation | undefined {
    return this.#statements.get(asker);
  }

  checkpoint(id: string): LocalFact | undefined {
    this.#dependsOnMore = true;
    return this.#cx.checkpoint(id);
  }

  rows(asker: Relation): readonly (readonly Value[])[] | undefined {
    return this.#rows.get(asker);
  }

  parseExpression(text: string): Expression {
    return this.#cx.parseExpression(text);
  }

  async gather(need: Need): Promise<void> {
    if (need.kind === "files") {
      const { read } = need;
      const source = await resolveFiles(read, this.#cx);
      this.#files.set(readKey(read), source);
      this.#reads.push({ read, files: source.files });
      return;
    }
    this.#dependsOnMore = true;
    switch (need.kind) {
      case "statement":
        this.#statements.set(need.asker, await this.#cx.statement(need.asker.command));
        return;
      case "local":
        this.#local.set(need.data, this.#cx.local.add(await this.#rowsAtHand(need.data)));
        return;
      case "python_table":
        this.#pythonTables.set(need.asker, await at(need.asker.origin, this.#cx.analyzePython(need)));
        return;
      case "python_source":
        this.#sources.set(need.read, await this.#cx.createSource(need));
        return;
      case "rows": {
        const { settings, local } = this.#cx;
        const meant: Meant = {
          plan: need.plan,
          schema: schemaOf(need.plan),
          inputs: local.inputs,
          settings,
          observations: [],
          variables: [],
          usesPython: true,
          usesLoops: true,
        };
        this.#rows.set(need.asker, await this.#cx.rows(meant));
        return;
      }
      case "table":
        invariant(false, `nothing to gather for ${need.kind}`);
    }
  }

  async #rowsAtHand(data: HeldRows): Promise<LocalData | CachedLocalData> {
    if (data.kind !== "catalog" && data.kind !== "command_rows") return data;
    const table = await this.#cx.tableOf(data);
    return { kind: "local_data", streams: [tableStream(table, this.settings.timeZone)], schema: table.schema };
  }
}

const identityOf = (fact: TableFact): string | undefined => (fact.kind === "view" ? fact.identity : undefined);

const readKey = (read: FileRead): string =>
  JSON.stringify([read.format, read.schema, read.options, read.paths, read.partitionBy, read.foreign]);

/** What somebody else answers; where it fails, the place is told that it was asked for. */
async function at<T>(origin: Origin | undefined, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof SparkError ? error.at(origin) : error;
  }
}
