import { expect, test } from "vitest";
import { constantRows } from "../../src/engine/constant-rows.ts";
import type { Column, ColumnId } from "../../src/resolved/column.ts";
import type { Expression, Literal } from "../../src/resolved/expression.ts";
import type { Relation } from "../../src/resolved/relation.ts";
import { INT } from "../../src/types/data-type.ts";

const column = (id: number): Column => ({ id: id as ColumnId, name: `c${id}`, type: INT, nullable: false });
const literal = (value: number): Literal => ({ kind: "literal", type: INT, nullable: false, value });
const ref = (id: number): Expression => ({ kind: "column", type: INT, nullable: false, id: id as ColumnId });
const values = (rows: Literal[][], output: Column[]): Relation => ({ kind: "values", rows, output });
const project = (input: Relation, expressions: Expression[]): Relation => {
  const output = expressions.map((_, i) => column(100 + i));
  const projections = expressions.map((expression, i) => ({ expression, column: output[i] as Column }));
  return { kind: "project", input, output, projections };
};

test("SELECT of constants is one row", () => {
  expect(constantRows(project(values([[]], []), [literal(1), literal(2)]))).toEqual([[1, 2]]);
});

test("columns of constant rows are constants, in any order and twice", () => {
  const input = values(
    [
      [literal(1), literal(2)],
      [literal(3), literal(4)],
    ],
    [column(1), column(2)],
  );
  expect(constantRows(project(project(input, [ref(2), ref(1), ref(2)]), [ref(100), literal(9)]))).toEqual([
    [2, 9],
    [4, 9],
  ]);
});

test("anything else is a backend's", () => {
  const call: Expression = { ...literal(1), kind: "cast", child: literal(1), mode: "ansi" } as unknown as Expression;
  expect(constantRows(project(values([[]], []), [literal(1), call]))).toBeUndefined();
  expect(constantRows({ kind: "range", start: 0n, end: 1n, step: 1n, output: [column(1)] })).toBeUndefined();
  const many = Array.from({ length: 101 }, () => [literal(1)]);
  expect(constantRows(values(many, [column(1)]))).toBeUndefined();
});
