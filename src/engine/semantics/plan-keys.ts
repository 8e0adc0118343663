import { createHash } from "node:crypto";
import type { SparkSettings } from "../../settings/snapshot.ts";
import type { ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Project, Relation } from "../../resolved/relation.ts";
import { inputsOf } from "../../resolved/visit.ts";
import {
  aggregateText,
  expressionText,
  keysText,
  type Place,
  pythonText,
  type Spelling,
  typeText,
  windowText,
  zone,
} from "./expression-text.ts";

/** A text of fixed length that is equal for plans of equal meaning, whatever names they give (`QueryPlan.canonicalized`). */
export type PlanKey = string;

/** The keys of a plan's pieces. */
export interface PlanKeys {
  /** The key of the plan or of a piece of it; `undefined` for a piece that refers to columns around it. */
  of(piece: Relation): PlanKey | undefined;
  /** All keys that were found on the way to those asked for. */
  readonly all: ReadonlySet<PlanKey>;
}

type Outer = Place["outer"];

interface Keyed {
  readonly key: PlanKey;
  /** How many places around it its references go out; 0: it stands on its own. */
  readonly reach: number;
}

/** The settings that tell plans apart, and the Spark that does. */
type PlanSettings = Pick<SparkSettings, "kernelSettings" | "line">;

/** What spelling a plan takes beside it. */
type PlanSpelling = Spelling & Pick<PlanSettings, "line">;

/** Keys of pieces of plans under settings; each piece is spelled once. */
export function planKeys(settings: PlanSettings): PlanKeys {
  const { kernelSettings, line } = settings;
  const known = new Map<Relation, Keyed>();
  const all = new Set<PlanKey>();
  const keyed = (r: Relation, outer: Outer): Keyed => {
    const found = known.get(r);
    if (found !== undefined) return found;
    let reach = 0;
    const out = (places: number): void => {
      reach = Math.max(reach, places);
    };
    const below = (input: Relation, around: Outer): string => {
      const inner = keyed(input, around);
      // Columns that it finds right here are not around this relation.
      out(inner.reach - (around.length - outer.length));
      return inner.key;
    };
    const text = relationText(r, outer, below, { settings: kernelSettings, line, plan: below, reach: out });
    const key = typeof text === "string" ? createHash("sha1").update(text).digest("base64") : text.same;
    // The key of a piece of a correlated plan depends on where the columns around it are.
    if (reach === 0) {
      known.set(r, { key, reach });
      all.add(key);
    }
    return { key, reach };
  };
  return {
    of: (piece) => {
      const { key, reach } = keyed(piece, []);
      return reach === 0 ? key : undefined;
    },
    all,
  };
}

const places = (...relations: readonly Relation[]): ReadonlyMap<ColumnId, number> =>
  new Map(relations.flatMap((r) => r.output).map((c, i) => [c.id, i]));

/** Formats whose values are read from text, in the session's zone. */
const TEXTUAL: ReadonlySet<string> = new Set(["csv", "json", "xml"]);

const outputTypes = (r: Relation): string => r.output.map((c) => typeText(c.type)).join(",");

/** One relation over the keys of its inputs; or the key of the input that it is no different from. */
function relationText(
  r: Relation,
  outer: Outer,
  keyOf: (input: Relation, outer: Outer) => string,
  cx: PlanSpelling,
): string | { readonly same: PlanKey } {
  const at: Place = { columns: places(...inputsOf(r)), outer, params: new Map() };
  const text = (e: Expression) => expressionText(e, at, cx);
  const below = (input: Relation) => keyOf(input, outer);
  const peeled = lessDealt(r);
  if (peeled !== undefined) return `dealt ${r.dealt?.at(-1)} ${below(peeled)}`;
  switch (r.kind) {
    case "scan": {
      const { format, files, paths, dataSchema, partitionSchema, options } = r.source;
      const what = paths ?? files.map((f) => f.path);
      const parsed = TEXTUAL.has(format) ? [dataSchema, partitionSchema] : [partitionSchema];
      const schemas = [typeText(dataSchema), typeText(partitionSchema), zone(parsed, cx)];
      return `scan${JSON.stringify([format, what, schemas, Object.entries(options).sort(), r.fields])}`;
    }
    case "local_data":
      return `data ${r.dataId} ${outputTypes(r)}`;
    case "values":
      return `values ${outputTypes(r)} ${r.rows.map((row) => `(${row.map(text).join(",")})`).join("")}`;
    case "range":
      return `range ${r.start} ${r.end} ${r.step}`;
    case "project": {
      const input = below(r.input);
      // Before 4.0 a projection of just what is there was a plan of its own.
      if (cx.line >= 400 && isIdentity(r)) return { same: input };
      return `project ${r.projections.map((p) => text(p.expression)).join(",")} ${input}`;
    }
    case "filter":
      return `filter ${text(r.condition)} ${below(r.input)}`;
    case "join": {
      const right = r.lateral ? keyOf(r.right, [places(r.left), ...outer]) : below(r.right);
      const condition = r.condition === undefined ? "" : text(r.condition);
      return `join ${r.type} ${r.lateral} ${condition} ${below(r.left)} ${right}`;
    }
    case "aggregate": {
      const grouping = r.grouping.map((g) => text(g.expression)).join(",");
      const measures = r.measures.map((m) => aggregateText(m.call, at, cx)).join(",");
      return `aggregate ${grouping};${JSON.stringify(r.sets)};${measures} ${below(r.input)}`;
    }
    case "window":
      return `window ${r.windows.map((w) => windowText(w.call, at, cx)).join(";")} ${below(r.input)}`;
    case "sort":
      return `sort ${keysText(r.keys, at, cx)} ${below(r.input)}`;
    case "limit":
      return `limit ${r.count} ${r.offset} ${below(r.input)}`;
    case "tail":
      return `tail ${r.count} ${below(r.input)}`;
    case "set_operation": {
      const last = r.inputs.at(-1);
      // A union of many is spelled as the chain of unions that it was written as.
      if (r.operation === "union" && r.all && r.inputs.length > 2 && last !== undefined)
        return `union true ${below({ ...r, inputs: r.inputs.slice(0, -1) })} ${below(last)}`;
      // UNION is what DISTINCT makes of UNION ALL.
      if (r.operation === "union" && !r.all) return distinctText(r.output.length, below({ ...r, all: true }));
      return `${r.operation} ${r.all} ${r.inputs.map(below).join(" ")}`;
    }
    case "generate":
      return `generate ${r.function} ${r.outer} ${r.args.map(text).join(",")} ${below(r.input)}`;
    case "sample":
      return `sample ${r.lowerBound} ${r.upperBound} ${r.withReplacement} ${r.draw ?? r.seed} ${below(r.input)}`;
    case "shared":
      return `shared ${below(r.plan)}`;
    case "python_map":
      return `${pythonText({ udf: r.udf, keywords: [] })} ${r.isBarrier} ${below(r.input)}`;
    case "python_groups": {
      const grouping = r.grouping.map((g) => text(g.expression)).join(",");
      return `${pythonText({ udf: r.udf, keywords: [] })} ${grouping} ${below(r.input)}`;
    }
    case "python_cogroups": {
      const grouping = [...r.leftGrouping, ...r.rightGrouping].map((g) => text(g.expression)).join(",");
      return `${pythonText({ udf: r.udf, keywords: [] })} ${grouping} ${below(r.left)} ${below(r.right)}`;
    }
    case "python_table":
      return `${pythonText(r)} ${r.args.map(text).join(",")} ${below(r.input)}`;
  }
}

/** The text of the aggregate that keeps one of equal rows. */
const distinctText = (columns: number, below: string): string =>
  `aggregate ${Array.from({ length: columns }, (_, i) => `#${i}`).join(",")};undefined; ${below}`;

/** A relation before its rows were last dealt out; `undefined` where they never were. */
export function lessDealt(r: Relation): Relation | undefined {
  if (r.dealt === undefined) return undefined;
  const dealt = r.dealt.slice(0, -1);
  return { ...r, dealt: dealt.length === 0 ? undefined : dealt };
}

/** Whether a projection gives just what is below it, maybe under other names. */
const isIdentity = (r: Project): boolean =>
  r.projections.length === r.input.output.length &&
  r.projections.every(({ expression }, i) => expression.kind === "column" && expression.id === r.input.output[i]?.id);
