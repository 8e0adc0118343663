import type { AggregateCall, Call, Expression, Literal } from "../../resolved/expression.ts";
import { BOOLEAN, type DataType, DOUBLE, INT, STRING, TIMESTAMP } from "../../types/data-type.ts";

const literal = (type: DataType, value: Literal["value"]): Literal => ({
  kind: "literal",
  value,
  type,
  nullable: value === null,
});

const FROM_START = literal(INT, 1);
const AT_END = literal(INT, -1);
const BLANK = literal(STRING, " ");
const WHOLE_MATCH = literal(INT, 0);

/** `nullif` as the analyzer makes it. */
const nullIf = (value: Expression, other: Expression, from: Pick<Call, "mode">): Expression => ({
  kind: "case",
  branches: [
    {
      when: {
        kind: "call",
        function: "=",
        args: [value, other],
        type: BOOLEAN,
        nullable: value.nullable || other.nullable,
        mode: from.mode,
      },
      then: literal(value.type, null),
    },
  ],
  otherwise: value,
  type: value.type,
  nullable: true,
  form: "nullif",
});

const lower = (e: Expression, call: Call): Expression => ({ ...call, function: "lower", args: [e], type: e.type });

type Rule = (call: Call, line: number) => Expression | undefined;

const renamed =
  (name: string): Rule =>
  (call) => ({ ...call, function: name });

/** With a last argument where only `count` are given. */
const filled =
  (count: number, last: Expression): Rule =>
  (call) =>
    call.args.length === count ? { ...call, args: [...call.args, last] } : undefined;

const RULES: Readonly<Record<string, Rule>> = {
  left: (call) => {
    const [text, length] = call.args;
    return text && length && { ...call, function: "substring", args: [text, FROM_START, length] };
  },
  // A backslash is the escape that LIKE has anyway.
  like: (call) => {
    const escape = call.args[2];
    return escape?.kind === "literal" && escape.value === "\\" ? { ...call, args: call.args.slice(0, 2) } : undefined;
  },
  ilike: (call) => {
    const [text, pattern, ...escape] = call.args;
    return text && pattern && { ...call, function: "like", args: [lower(text, call), lower(pattern, call), ...escape] };
  },
  // Since 4.0 brackets fail outside of the array.
  get: (call, line) => (line < 400 ? { ...call, function: "get_array_item" } : undefined),
  array_size: (call) => ({ ...call, function: "size", mode: "ansi" }),
  array_append: (call) => {
    const [array, value] = call.args;
    return array && value && { ...call, function: "array_insert", args: [array, AT_END, value] };
  },
  // TRIM has what it takes away before the text.
  btrim: (call) => ({ ...call, function: "trim", args: call.args.toReversed() }),
  lpad: filled(2, BLANK),
  rpad: filled(2, BLANK),
  equal_null: renamed("<=>"),
  bit_get: renamed("getbit"),
  __parse_date: (call, line) => {
    if (line >= 403) return undefined;
    const child: Call = { ...call, function: "__parse_timestamp", type: TIMESTAMP };
    return { kind: "cast", child, type: call.type, nullable: call.nullable, mode: call.mode };
  },
  regexp_count: (call, line) => {
    if (line < 400) return undefined;
    const matches: Call = {
      ...call,
      function: "regexp_extract_all",
      args: [...call.args, WHOLE_MATCH],
      type: { kind: "array", element: STRING, containsNull: true },
    };
    return { ...call, function: "size", args: [matches] };
  },
  regexp_substr: (call) => {
    const match: Call = { ...call, function: "regexp_extract", args: [...call.args, WHOLE_MATCH] };
    return nullIf(match, literal(STRING, ""), call);
  },
};

/** What Spark puts in a function's place before it compares plans (`RuntimeReplaceable`); `undefined`: nothing. */
export const standsFor = (call: Call, line: number): Expression | undefined =>
  call.form === undefined && Object.hasOwn(RULES, call.function) ? RULES[call.function]?.(call, line) : undefined;

/** Aggregates that Spark replaces by others of the same arguments (`RuntimeReplaceableAggregate`). */
const REPLACED: Readonly<Record<string, string>> = {
  any_value: "first",
  array_agg: "collect_list",
  bool_and: "min",
  bool_or: "max",
  every: "min",
  first_value: "first",
  last_value: "last",
  some: "max",
};

const DEFAULT_ERROR = 0.05;
/** How often each row counts. */
const ONCE = literal(INT, 1);

/** The same of an aggregate: the call itself where it stands for no other. */
export function aggregateStandsFor<T extends AggregateCall>(call: T): T {
  const { function: name, args } = call;
  const [first] = args;
  const [key] = call.order;
  if (name === "percentile_cont" && key !== undefined && !key.descending)
    return { ...call, function: "percentile", args: [...args, ONCE], order: [] };
  if (name === "count_if" && first !== undefined)
    return { ...call, function: "count", args: [nullIf(first, literal(BOOLEAN, false), call)] };
  if (name === "approx_count_distinct" && first !== undefined) {
    const error = args[1]?.kind === "literal" ? args[1].value : DEFAULT_ERROR;
    return { ...call, args: [first, literal(DOUBLE, error)] };
  }
  const other = Object.hasOwn(REPLACED, name) ? REPLACED[name] : undefined;
  return other === undefined ? call : { ...call, function: other };
}
