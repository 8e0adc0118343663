import type { Input } from "../../backend/backend.ts";
import type { Relation, Window } from "../../resolved/relation.ts";
import { rebuild } from "../../resolved/rebuild.ts";
import { inputsOf } from "../../resolved/visit.ts";
import { guessRows, type Inputs, rowsOfInput } from "../guess-rows.ts";
import { groupsInOrder } from "./groups-in-order.ts";
import { joinInOrder } from "./joins-in-order.ts";
import { neededColumns } from "./needed-columns.ts";
import { ascending, HiddenColumns, numbered, reference, sortedBy } from "./row-numbers.ts";
import { rowSize } from "./row-size.ts";
import { setInOrder } from "./sets-in-order.ts";

/** So few rows that numbering and sorting them costs nothing. */
const FEW = 1000;

/** The rows of an input, as far as {@link rowsInOrder} tells numbers of them apart. */
export const sizeThatOrders = (input: Input): number => Math.min(rowsOfInput(input), FEW + 1);

/** Relations of a plan that people write, and that an engine can plan with twice as many. */
const MOST_RELATIONS = 60;

/**
 * Gives few rows the order in which Spark leaves them where a query asks for none. No query may count on it; tests,
 * notebooks and examples over a few rows do. Adaptive execution reads a small exchange as one partition, so groups and
 * distinct rows come in the order of their first rows (`HashAggregateExec`), and a window's rows in that of its
 * partitions and then its own (`WindowExec` over `SortExec`); small sides of joins are broadcast.
 */
export function rowsInOrder(plan: Relation, inputs: Inputs): Relation {
  const rows = guessRows(plan, inputs);
  // A large plan is the engine's to arrange, its small parts too.
  if (rows.size > MOST_RELATIONS) return plan;
  for (const [relation, count] of rows) {
    if (count > FEW) return plan;
    // What runs once for each row of another relation is no plan of its own.
    if (relation.kind === "join" && relation.lateral) return plan;
  }
  const inner = windowsBelowWindows(rows.keys());
  const hidden = new HiddenColumns();
  const needs = neededColumns(plan);
  const sizeOf = (relation: Relation): number => {
    const needed = needs.get(relation) ?? "all";
    const columns = relation.output.filter((column) => needed === "all" || needed.has(column.id));
    return (rows.get(relation) ?? 0) * rowSize(columns);
  };
  return rebuild(plan, (relation, before) => {
    switch (relation.kind) {
      case "aggregate":
        return relation.grouping.some((g) => g.expression.kind !== "literal")
          ? groupsInOrder(relation, hidden)
          : relation;
      case "set_operation":
        return setInOrder(relation, hidden);
      case "window":
        return inner.has(before) ? relation : windowInOrder(relation, hidden);
      case "join":
        return joinInOrder(relation, inputsOf(before).map(sizeOf), hidden);
      default:
        return relation;
    }
  });
}

/** A window's rows by its partitions and, inside one, as the window counts them. */
function windowInOrder(window: Window, hidden: HiddenColumns): Relation {
  const call = window.windows[0]?.call;
  if (call === undefined || call.partition.length + call.windowOrder.length === 0) return window;
  const number = hidden.number("row");
  const counted: Window = {
    ...window,
    windows: [...window.windows, ...numbered(window.input, number, call).windows],
    output: [...window.output, number],
  };
  return sortedBy(counted, [...call.partition, reference(number)].map(ascending), window.output);
}

/** Windows whose rows another one sorts anew: Spark evaluates them in an order of its own (`TransposeWindow`). */
function windowsBelowWindows(relations: Iterable<Relation>): ReadonlySet<Relation> {
  const found = new Set<Relation>();
  for (const relation of relations) {
    if (relation.kind !== "window") continue;
    let below = relation.input;
    while (below.kind === "project" || below.kind === "filter") below = below.input;
    if (below.kind === "window") found.add(below);
  }
  return found;
}
