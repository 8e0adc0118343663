/** Which collation wins where texts of several meet (`CollationTypeCoercion`). */
import { sparkError } from "../errors/spark-error.ts";
import type { Expression } from "../resolved/expression.ts";
import { subexpressions } from "../resolved/visit.ts";
import { INDETERMINATE } from "../types/collation.ts";
import { type DataType, map, sameType, someType, STRING, type StringType, struct } from "../types/data-type.ts";
import { sqlType } from "../types/print.ts";

/** From what was asked for to what nobody said. */
const STRENGTHS = ["explicit", "indeterminate", "implicit", "default"] as const;
type Strength = (typeof STRENGTHS)[number];

/** A text's type, and how much its collation was asked for. */
interface StrongText extends StringType {
  readonly strength: Strength;
}

const isStrong = (type: DataType): type is StrongText => type.kind === "string" && "strength" in type;

const isText = (type: DataType): type is StringType => type.kind === "string";
const hasText = (type: DataType): boolean => someType(type, isText);

function strengthened(type: DataType, strength: Strength): DataType {
  switch (type.kind) {
    case "string":
      return { ...type, strength } as StrongText;
    case "array":
      return { ...type, element: strengthened(type.element, strength) };
    case "map":
      return { ...type, key: strengthened(type.key, strength), value: strengthened(type.value, strength) };
    case "struct":
      return { ...type, fields: type.fields.map((f) => ({ ...f, type: strengthened(f.type, strength) })) };
    default:
      return type;
  }
}

/** The type of the left with the texts that `base` makes of both sides' texts; `undefined` where their shapes differ. */
function merged(
  left: DataType,
  right: DataType,
  base: (left: StringType, right: StringType) => DataType | undefined,
): DataType | undefined {
  if (isText(left) && isText(right)) {
    const made = base(left, right);
    if (made !== undefined) return made;
  }
  if (sameType(left, right) && !hasText(left)) return left;
  if (isText(left) && isText(right)) return sameType(left, right) ? left : undefined;
  if (left.kind === "array") {
    const element = merged(left.element, right.kind === "array" ? right.element : right, base);
    return element === undefined ? undefined : { ...left, element };
  }
  if (right.kind === "array") return merged(left, right.element, base);
  if (left.kind === "map" && right.kind === "map") {
    const key = merged(left.key, right.key, base);
    const value = merged(left.value, right.value, base);
    return key === undefined || value === undefined ? undefined : { ...left, key, value };
  }
  if (left.kind === "struct" && right.kind === "struct" && left.fields.length === right.fields.length) {
    const types = left.fields.map((f, i) => merged(f.type, right.fields[i]?.type ?? f.type, base));
    if (types.includes(undefined)) return undefined;
    return { ...left, fields: left.fields.map((f, i) => ({ ...f, type: types[i] ?? f.type })) };
  }
  return undefined;
}

function winner(left: StrongText, right: StrongText): StrongText {
  const [a, b] = [STRENGTHS.indexOf(left.strength), STRENGTHS.indexOf(right.strength)];
  if (a !== b) return a < b ? left : right;
  if (left.collation === right.collation) return left;
  if (left.strength === "explicit") {
    const explicitTypes = [left, right].map((t) => `"${sqlType(t)}"`).join(", ");
    throw sparkError("COLLATION_MISMATCH.EXPLICIT", { explicitTypes }, { origin: null });
  }
  return { kind: "string", collation: INDETERMINATE, strength: "indeterminate" };
}

const stronger = (left: DataType, right: DataType): DataType | undefined =>
  merged(left, right, (a, b) => (isStrong(b) ? (isStrong(a) ? winner(a, b) : b) : undefined));

const strongest = (start: DataType, rest: readonly (DataType | undefined)[]): DataType | undefined =>
  rest.reduce<DataType | undefined>(
    (found, next) => (found === undefined || next === undefined ? found : stronger(found, next)),
    start,
  );

/** An expression whose collation's strength is asked for. */
export interface Contender {
  readonly expr: Expression;
  /** Its value is shared under another name, and so has a collation that nobody asked for. */
  readonly isShared?: boolean | undefined;
}

/** The expression's type with the strengths of its texts; `undefined` where it has none, or none that can be told. */
function contextOf({ expr, isShared }: Contender): DataType | undefined {
  const { type } = expr;
  if (!hasText(type)) return undefined;
  if (isShared === true) return strengthened(type, "default");
  switch (expr.kind) {
    case "column":
    case "outer":
    case "lambda_ref":
    case "subquery":
      return strengthened(type, "implicit");
    case "literal":
      return strengthened(type, "default");
    case "cast":
      return strengthened(type, hasText(expr.child.type) ? "implicit" : "default");
    case "get_field": {
      const child = contextOf({ expr: expr.child });
      return child?.kind === "struct" ? child.fields[expr.index]?.type : undefined;
    }
    default:
      break;
  }
  const children = subexpressions(expr);
  if (expr.kind === "call" && expr.function === "collate") return strengthened(type, "explicit");
  if (!children.some((c) => hasText(c.type))) return strengthened(type, "default");
  const contexts = children.map((c) => contextOf({ expr: c }));
  if (expr.kind === "call" && expr.function === "named_struct" && type.kind === "struct")
    return struct(type.fields.map((f, i) => ({ ...f, type: contexts[2 * i + 1] ?? f.type })));
  if (expr.kind === "call" && expr.function === "map" && type.kind === "map") {
    const [key, value] = [0, 1].map((side) =>
      strongest(
        side === 0 ? type.key : type.value,
        contexts.filter((_, i) => i % 2 === side),
      ),
    );
    return key === undefined || value === undefined ? undefined : map(key, value, type.valueContainsNull);
  }
  return strongest(type, contexts);
}

const hasCollation = (type: DataType): boolean => someType(type, (t) => isText(t) && t.collation !== STRING.collation);

/**
 * The types of some expressions once their texts have one collation, each in its place; `undefined` where all keep
 * theirs. Throws COLLATION_MISMATCH.EXPLICIT.
 */
export function oneCollation(contenders: readonly Contender[]): readonly DataType[] | undefined {
  const texts = contenders.filter((c) => hasText(c.expr.type));
  if (!texts.some((c) => hasCollation(c.expr.type))) return undefined;
  let found = texts[0] === undefined ? undefined : contextOf(texts[0]);
  for (const next of texts.slice(1)) {
    const context = contextOf(next);
    found = found === undefined || context === undefined ? undefined : stronger(found, context);
  }
  const common = found;
  if (common === undefined) return undefined;
  return contenders.map(({ expr: { type } }) =>
    hasText(type)
      ? (merged(type, common, (_, won) => (isStrong(won) ? { kind: "string", collation: won.collation } : undefined)) ??
        type)
      : type,
  );
}
