/** Several INSERTs from one FROM as SQL text. */
import { unsupported } from "../../errors/spark-error.ts";
import type { OneRow, Relation } from "../../unresolved/relation.ts";
import type { MultiInsert } from "../../unresolved/table-command.ts";
import { definitions, printSource } from "./relation.ts";
import { printInsert } from "./table-command.ts";

/** The statement that reads back to the command: the definitions and the source once, then each INSERT without them. */
export function printMultiInsert({ source, inserts }: MultiInsert): string {
  const [first] = inserts;
  const ctes = first?.input.kind === "with_ctes" ? `${definitions(first.input)} ` : "";
  const texts = inserts.map((each) => printInsert({ ...each, input: withoutSource(body(each.input), source) }));
  return `${ctes}FROM ${printSource(source)} ${texts.join(" ")}`;
}

const body = (query: Relation): Relation => (query.kind === "with_ctes" ? query.input : query);

const NOTHING: OneRow = { kind: "one_row" };

/** A query whose FROM is missing. */
function withoutSource(query: Relation, source: Relation): Relation {
  if (query === source) return NOTHING;
  if (!("input" in query)) throw unsupported("INSERTs of several queries as SQL text", { origin: query.origin });
  return { ...query, input: withoutSource(query.input as Relation, source) } as Relation;
}
