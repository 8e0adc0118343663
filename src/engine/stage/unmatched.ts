import type { Column } from "../../resolved/column.ts";
import type { Expression, WindowCall } from "../../resolved/expression.ts";
import type { Join, Relation, Window } from "../../resolved/relation.ts";
import { BOOLEAN, LONG } from "../../types/data-type.ts";
import { aggregateCall, numbered, reference } from "../prepare/row-numbers.ts";
import { type CutColumns, kept, projected } from "./columns.ts";

/** Makes the pairs of all left rows, those that have no partner once among them: the column says which have one. */
type PairsOf = (left: Relation, hasPartner: Column) => Relation | undefined;

/**
 * A left outer lateral join whose pairs come in one pass over the left rows: pairs that the condition wants, and for left
 * rows without such one row with NULLs. `undefined` where the pairs cannot be made so.
 */
export function withUnmatched({ left, right, condition, output }: Join, columns: CutColumns, pairsOf: PairsOf) {
  const place = columns.make("place", LONG, false);
  const hasPartner = columns.make("made", BOOLEAN, false);
  const pairs = pairsOf(numbered(left, place), hasPartner);
  if (pairs === undefined) return undefined;
  const isMatch = columns.make("match", BOOLEAN, false);
  const wanted = condition === undefined ? reference(hasPartner) : both(reference(hasPartner), isTrue(condition));
  const judged = projected(pairs, [...pairs.output.map(kept), { column: isMatch, expression: wanted }]);
  const anyMatch = columns.make("any", BOOLEAN, true);
  const call: WindowCall = {
    ...aggregateCall("max", [reference(isMatch)]),
    type: BOOLEAN,
    nullable: true,
    partition: [reference(place)],
    windowOrder: [],
    frame: { unit: "rows", lower: { kind: "unbounded" }, upper: { kind: "unbounded" } },
  };
  const counted: Window = {
    kind: "window",
    input: judged,
    windows: [{ column: anyMatch, call }],
    output: [...judged.output, anyMatch],
  };
  const number = columns.make("number", LONG, false);
  const ranked = numbered(counted, number, { partition: [reference(place)], windowOrder: [] });
  const one: Expression = { kind: "literal", type: LONG, value: 1n, nullable: false };
  const isFirst = logical("=", [reference(number), one]);
  const alone = both(logical("not", [reference(anyMatch)]), isFirst);
  const chosen: Relation = {
    kind: "filter",
    input: ranked,
    condition: logical("or", [reference(isMatch), alone]),
    output: ranked.output,
  };
  const own = new Set(left.output.map((c) => c.id));
  const nulled = right.output.map((c): Expression => {
    const branches = [{ when: reference(isMatch), then: reference(c) }];
    const otherwise: Expression = { kind: "literal", type: c.type, value: null, nullable: true };
    return { kind: "case", branches, otherwise, type: c.type, nullable: true };
  });
  const values = new Map(right.output.map((c, i) => [c.id, nulled[i]]));
  return projected(
    chosen,
    output.map((column) => ({
      column,
      expression: own.has(column.id) ? reference(column) : (values.get(column.id) ?? reference(column)),
    })),
  );
}

const logical = (name: string, args: readonly Expression[]): Expression => ({
  kind: "call",
  function: name,
  args,
  type: BOOLEAN,
  nullable: false,
  mode: "ansi",
});

const both = (a: Expression, b: Expression): Expression => logical("and", [a, b]);

const isTrue = (e: Expression): Expression =>
  logical("coalesce", [e, { kind: "literal", type: BOOLEAN, value: false, nullable: false }]);
