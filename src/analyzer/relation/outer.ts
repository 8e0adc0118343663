import type { Column, ColumnId } from "../../resolved/column.ts";
import type { Expression } from "../../resolved/expression.ts";
import type { Relation } from "../../resolved/relation.ts";
import {
  inputsOf,
  mapChildren,
  mapExpressions,
  replaceBottomUp,
  replaceTopDown,
  withInputs,
} from "../../resolved/visit.ts";
import { keyOf } from "../typed.ts";

/**
 * A subquery's plan whose outer references go to other columns: those of the groups in place of the rows'. `computed`
 * has the keys of whole expressions over the rows, as the plan has them.
 */
export function replaceOuter(
  plan: Relation,
  columns: ReadonlyMap<ColumnId, Column>,
  computed: ReadonlyMap<string, Column> = new Map(),
): Relation {
  if (columns.size + computed.size === 0) return plan;
  const replace = (e: Expression): Expression =>
    replaceTopDown(e, (part) => {
      if (part.kind === "subquery") {
        const mapped = mapChildren(part, replace) as typeof part;
        return { ...mapped, plan: replaceOuter(part.plan, columns, computed) };
      }
      const column =
        part.kind === "outer" ? columns.get(part.id) : computed.size === 0 ? undefined : computed.get(keyOf(part));
      return column && outerRef(column);
    });
  const mapped = mapExpressions(plan, replace);
  return withInputs(
    mapped,
    inputsOf(mapped).map((input) => replaceOuter(input, columns, computed)),
  );
}

/** A printed expression with columns of the query around as bare names. */
export const withoutOuter = (text: string): string => text.replace(/outer\((?:[^()]*\.)?([^().]+)\)/g, "$1");

const outerRef = ({ id, type, nullable }: Column): Expression => ({ kind: "outer", id, type, nullable });

/** An expression of a query as one of a query inside of it. */
export const asOuter = (e: Expression): Expression =>
  replaceBottomUp(e, (part) => (part.kind === "column" ? { ...part, kind: "outer" } : part));
