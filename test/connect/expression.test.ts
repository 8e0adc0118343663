import { expect, test } from "vitest";
import { decodeContext } from "../../src/connect/expression/index.ts";
import { INT, STRING } from "../../src/types/data-type.ts";
import { call, column, door, type ExpressionInit, expression, integer } from "./build.ts";

const decode = (init: ExpressionInit) =>
  JSON.parse(JSON.stringify(decodeContext(door).expression(expression(init)))) as unknown;
const attribute = (name: string) => ({ kind: "attribute", nameParts: [name] });
const one = { kind: "literal", type: INT, value: 1 };
const of = (name: string, args: unknown[], more = {}) => ({ kind: "function", nameParts: [name], args, ...more });
const operator = (name: string, ...args: unknown[]) => of(name, args, { operator: true });
const form = (exprType: object): ExpressionInit => ({ exprType: exprType as never });
const [a, b, c] = ["a", "b", "c"].map((name) => column(name)) as [ExpressionInit, ExpressionInit, ExpressionInit];
const [A, B, C] = ["a", "b", "c"].map(attribute);
const text = (value: string): ExpressionInit =>
  form({ case: "literal", value: { literalType: { case: "string", value } } });
const yes = form({ case: "literal", value: { literalType: { case: "boolean", value: true } } });

test.each<[string, ExpressionInit, unknown]>([
  ["a column with its plan", column("t.`x.y`", 0n), { kind: "attribute", nameParts: ["t", "x.y"], planId: 0 }],
  ["==", call("==", a, b), operator("=", A, B)],
  ["!=", call("!=", a, b), operator("not", operator("=", A, B))],
  ["isNull", call("isNull", a), of("isnull", [A])],
  [
    "startsWith",
    call("startsWith", a, text("x")),
    of("startswith", [A, { kind: "literal", type: STRING, value: "x" }]),
  ],
  ["a function as it was written", call("Upper", a), of("Upper", [A])],
  ["and, flat", call("and", call("AND", a, b), c), operator("and", A, B, C)],
  ["and on the right, as it is", call("and", a, call("and", b, c)), operator("and", A, operator("and", B, C))],
  ["or under and", call("and", call("or", a, b), c), operator("and", operator("or", A, B), C)],
  [
    "when with otherwise",
    call("when", a, integer(1), b, integer(1), c),
    {
      kind: "case",
      branches: [
        { when: A, then: one },
        { when: B, then: one },
      ],
      otherwise: C,
    },
  ],
  ["when", call("when", a, integer(1)), { kind: "case", branches: [{ when: A, then: one }] }],
  ["in", call("in", a, integer(1), b), { kind: "in", child: A, list: [one, B] }],
  ["count(*)", call("count", form({ case: "unresolvedStar", value: {} })), of("count", [{ kind: "star" }])],
  ["nth_value ignoring nulls", call("nth_value", a, integer(1), yes), of("nth_value", [A, one], { ignoreNulls: true })],
  ["t.*", form({ case: "unresolvedStar", value: { unparsedTarget: "t.*" } }), { kind: "star", target: ["t"] }],
  [
    "a regular expression",
    form({ case: "unresolvedRegex", value: { colName: "`(a|b).*`", planId: 3n } }),
    { kind: "column_regex", pattern: "(a|b).*" },
  ],
  ["a name where a regular expression may stand", form({ case: "unresolvedRegex", value: { colName: "a" } }), A],
  [
    "try_cast to a text",
    form({ case: "cast", value: { expr: a, castToType: { case: "typeStr", value: "array<int>" }, evalMode: 3 } }),
    { kind: "cast", child: A, to: { kind: "array", element: INT, containsNull: true }, mode: "try" },
  ],
  [
    "an alias with metadata",
    form({ case: "alias", value: { expr: a, name: ["x"], metadata: '{"k":1}' } }),
    { kind: "alias", child: A, names: ["x"], metadata: '{"k":1}' },
  ],
  [
    "a descending sort key",
    form({ case: "sortOrder", value: { child: a, direction: 2, nullOrdering: 0 } }),
    { kind: "sort_order", child: A, descending: true, nulls: "last" },
  ],
  [
    "a lambda",
    form({
      case: "lambdaFunction",
      value: {
        function: form({ case: "unresolvedNamedLambdaVariable", value: { nameParts: ["x_0"] } }),
        arguments: [{ nameParts: ["x_0"] }],
      },
    }),
    { kind: "lambda", params: ["x_0"], body: { kind: "lambda_variable", nameParts: ["x_0"] } },
  ],
  [
    "a window",
    form({
      case: "window",
      value: {
        windowFunction: call("sum", a),
        partitionSpec: [b],
        orderSpec: [{ child: c, direction: 1, nullOrdering: 1 }],
        frameSpec: {
          frameType: 1,
          lower: { boundary: { case: "unbounded", value: true } },
          upper: { boundary: { case: "value", value: integer(1) } },
        },
      },
    }),
    {
      kind: "window",
      function: of("sum", [A]),
      window: {
        partition: [B],
        order: [{ kind: "sort_order", child: C, descending: false, nulls: "first" }],
        frame: { unit: "rows", lower: { kind: "unbounded_preceding" }, upper: { kind: "value", value: one } },
      },
    },
  ],
  ["a function of the pandas API", call("distributed_sequence_id"), of("monotonically_increasing_id", [])],
  ["a statistic of the pandas API", call("pandas_var", a, integer(0)), of("var_pop", [A])],
  [
    "getItem",
    form({ case: "unresolvedExtractValue", value: { child: a, extraction: integer(1) } }),
    { kind: "extract_value", child: A, extraction: one },
  ],
  [
    "dropFields",
    form({ case: "updateFields", value: { structExpression: a, fieldName: "x.y" } }),
    { kind: "update_fields", child: A, fieldName: ["x", "y"] },
  ],
  [
    "an IN subquery",
    form({ case: "subqueryExpression", value: { planId: 7n, subqueryType: 4, inSubqueryValues: [a] } }),
    { kind: "subquery", mode: "in", plan: { planId: 7 }, values: [A] },
  ],
  [
    "a distinct user's function",
    form({
      case: "unresolvedFunction",
      value: { functionName: "db.f", arguments: [a], isDistinct: true, isUserDefinedFunction: true },
    }),
    { kind: "function", nameParts: ["db", "f"], args: [A], distinct: true },
  ],
  [
    "a named argument",
    form({ case: "namedArgumentExpression", value: { key: "k", value: a } }),
    { kind: "named_argument", name: "k", value: A },
  ],
  [
    "its place in the client's program",
    {
      exprType: a.exprType as never,
      common: { origin: { function: { case: "pythonOrigin", value: { fragment: "col", callSite: "f.py:1" } } } },
    },
    { ...A, origin: { kind: "dataframe", fragment: "col", callSite: "f.py:1" } },
  ],
])("%s", (_name, init, expected) => {
  expect(decode(init)).toEqual(expected);
});

test.each<[string, ExpressionInit, string]>([
  ["nothing", {}, "CONNECT_INVALID_PLAN"],
  ["a cast without a type", form({ case: "cast", value: { expr: a } }), "CONNECT_INVALID_PLAN"],
  ["a broken name", column("`a"), "INVALID_ATTRIBUTE_NAME_SYNTAX"],
  [
    "a Java function",
    form({
      case: "commonInlineUserDefinedFunction",
      value: { functionName: "f", function: { case: "javaUdf", value: {} } },
    }),
    "the Java user-defined function f is not available",
  ],
  [
    "an extension",
    form({ case: "extension", value: { typeUrl: "type.googleapis.com/x.Y" } }),
    "the expression extension type.googleapis.com/x.Y",
  ],
])("%s is refused", (_name, init, message) => {
  expect(() => decode(init)).toThrow(message);
});
