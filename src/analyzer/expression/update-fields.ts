import type { Origin } from "../../errors/origin.ts";
import { sparkError } from "../../errors/spark-error.ts";
import { quoteIdentifier } from "../../lex/multipart-names.ts";
import type { Expression as Resolved } from "../../resolved/expression.ts";
import { BOOLEAN, type StructField, struct } from "../../types/data-type.ts";
import { sqlType } from "../../types/print.ts";
import type { Expression, UpdateFields } from "../../unresolved/expression.ts";
import type { ExpressionContext } from "../context.ts";
import { sameName } from "../same-name.ts";
import { callOf, literal, nullOf, type Typed } from "../typed.ts";

/** A field that is set, or dropped where there is no value. */
interface Change {
  readonly path: readonly string[];
  readonly value: Resolved | undefined;
  /** How Spark prints it where it is. */
  readonly sql: () => string;
  readonly origin: Origin | undefined;
}

/** A struct that is changed, and how Spark prints it. */
interface Target {
  readonly value: Resolved;
  readonly sql: () => string;
  /** How it prints with the change, for errors. */
  readonly changed: (change: Change) => string;
}

/**
 * `withField`, `dropFields`: the struct rebuilt with one field set or left out (`UpdateFields`). Changes of what was
 * changed are one list in Spark, and so in names.
 */
export function resolveUpdateFields(node: UpdateFields, cx: ExpressionContext): Typed {
  const steps: UpdateFields[] = [];
  let below: Expression = node;
  for (; below.kind === "update_fields"; below = below.child) steps.unshift(below);
  const base = cx.resolve(below, cx);
  const values = steps.map((step) => step.value && cx.resolve(step.value, cx));
  const struct = printed(below, base);
  const operations: Operation[] = [];
  const targets: Resolved[] = [base.expr];
  const upTo = (count: number) => (): string => list(struct, operations.slice(0, count), cx);
  const whole = upTo(steps.length);
  const before = (i: number): (() => string) => (i === 0 ? struct : upTo(i));
  const changes = steps.map(({ fieldName: path, value, origin }, i): Change => {
    const typed = values[i];
    const shown = value === undefined || typed === undefined ? undefined : printed(value, typed);
    const sql = () => (shown === undefined ? "dropfield()" : `WithField(${shown()})`);
    operations.push({
      sets: path.length > 1 || value !== undefined ? path[0] : undefined,
      sql: () => nested(before(i)(), targets[i], path, sql(), cx),
    });
    return { path, value: typed?.expr, sql, origin };
  });
  const expr = changes.reduce((value, change, i) => {
    const changed = update({ value, sql: before(i), changed: whole }, change, cx);
    targets.push(changed);
    return changed;
  }, base.expr);
  return { expr, sql: whole, foldable: base.foldable && values.every((value) => value?.foldable ?? true) };
}

/** Spark keeps the aliases of what it changes and of what it sets. */
const printed = (node: Expression, typed: Typed): (() => string) =>
  node.kind === "alias" ? () => `${typed.sql()} AS ${node.names[0] ?? ""}` : typed.sql;

/** One of the changes to a struct: the field that it sets, if it does, and how it prints. */
interface Operation {
  readonly sets: string | undefined;
  readonly sql: () => string;
}

/** A struct with changes; where fields are only set, the last value of each counts (`OptimizeUpdateFields`). */
function list(struct: () => string, operations: readonly Operation[], cx: ExpressionContext): string {
  const same = sameName(cx.relation);
  const onlySets = operations.every((o) => o.sets !== undefined);
  const last = (o: Operation, i: number): boolean =>
    !operations.slice(i + 1).some((later) => same(later.sets ?? "", o.sets ?? ""));
  const shown = onlySets ? operations.filter(last) : operations;
  return `update_fields(${[struct(), ...shown.map((o) => o.sql())].join(", ")})`;
}

/** A change below a field prints as that field set to what is made of it. */
function nested(
  sql: string,
  target: Resolved | undefined,
  path: readonly string[],
  change: string,
  cx: ExpressionContext,
): string {
  const [head = "", ...rest] = path;
  if (rest.length === 0 || target === undefined) return change;
  const fields = target.type.kind === "struct" ? target.type.fields : [];
  const same = sameName(cx.relation);
  const index = fields.findIndex((f) => same(f.name, head));
  const found = fields[index];
  if (found === undefined) return change;
  const within = `${sql}.${found.name}`;
  const inner = nested(within, fieldOf(target, found, index), rest, change, cx);
  return `WithField(update_fields(${within}, ${inner}))`;
}

const fieldOf = (target: Resolved, field: StructField, index: number): Resolved => ({
  kind: "get_field",
  child: target,
  index,
  type: field.type,
  nullable: target.nullable || field.nullable,
});

function update({ value: target, sql, changed }: Target, change: Change, cx: ExpressionContext): Resolved {
  const { path, value, origin } = change;
  if (target.type.kind !== "struct") {
    throw sparkError(
      "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
      {
        sqlExpr: `"${changed(change)}"`,
        paramIndex: "first",
        requiredType: '"STRUCT"',
        inputSql: `"${sql()}"`,
        inputType: `"${sqlType(target.type)}"`,
      },
      { origin },
    );
  }
  const [head = "", ...rest] = path;
  const same = sameName(cx.relation);
  const fields = target.type.fields.map((field, index) => ({ field, value: fieldOf(target, field, index) }));
  const known = fields.some((f) => same(f.field.name, head));
  if (!known && rest.length > 0) {
    throw sparkError(
      "FIELD_NOT_FOUND",
      { fieldName: quoteIdentifier(head), fields: target.type.fields.map((f) => quoteIdentifier(f.name)).join(", ") },
      { origin: null },
    );
  }
  const asField = (name: string, e: Resolved) => ({
    field: { name, type: e.type, nullable: e.nullable },
    value: e,
  });
  let next = fields.flatMap((f) => {
    if (!same(f.field.name, head)) return [f];
    if (rest.length > 0) {
      const within = () => `${sql()}.${f.field.name}`;
      const inner = (c: Change) => `update_fields(${within()}, ${nested(within(), f.value, c.path, c.sql(), cx)})`;
      return [
        asField(f.field.name, update({ value: f.value, sql: within, changed: inner }, { ...change, path: rest }, cx)),
      ];
    }
    return value === undefined ? [] : [asField(head, value)];
  });
  if (!known && value !== undefined) next = [...next, asField(head, value)];
  if (next.length === 0)
    throw sparkError("DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS", { sqlExpr: `"${changed(change)}"` }, { origin });
  return rebuilt(target, next);
}

/** The struct of these fields; NULL stays NULL. */
function rebuilt(
  target: Resolved,
  fields: readonly { readonly field: StructField; readonly value: Resolved }[],
): Resolved {
  const type = struct(fields.map((f) => f.field));
  const made: Resolved = {
    kind: "call",
    function: "named_struct",
    args: fields.flatMap((f) => [literal({ kind: "string", collation: "UTF8_BINARY" }, f.field.name), f.value]),
    type,
    nullable: false,
    mode: "ansi",
  };
  if (!target.nullable) return made;
  const isNull = { when: callOf("isnull", [target], BOOLEAN), then: nullOf(type) };
  return { kind: "case", branches: [isNull], otherwise: made, type, nullable: true };
}
