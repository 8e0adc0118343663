import { create, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import { sparkError } from "../errors/spark-error.ts";
import { anyPack } from "@bufbuild/protobuf/wkt";
import {
  FileScanSchema,
  GenerateDetailSchema,
  GroupingIdDetailSchema,
  LateralDetailSchema,
  RangeDetailSchema,
  SampleDetailSchema,
  TailDetailSchema,
  WindowDetailSchema,
} from "../gen/firesteel/extensions_pb.ts";
import {
  type Expression,
  ExpressionSchema,
  JoinRel_JoinType,
  type Rel,
  RelSchema,
  SetRel_SetOp,
} from "../gen/substrait/algebra_pb.ts";
import { AdvancedExtensionSchema } from "../gen/substrait/extensions/extensions_pb.ts";
import { type NamedStruct, NamedStructSchema } from "../gen/substrait/type_pb.ts";
import { invariant } from "../base/invariant.ts";
import type { FrameBound } from "../resolved/expression.ts";
import type { Join, Relation, SetOperation } from "../resolved/relation.ts";
import { outerReferences } from "../resolved/visit.ts";
import { LONG } from "../types/data-type.ts";
import { positionsOf, type Positions, type ProduceContext } from "./context.ts";
import { produceAggregateCall, produceExpression, produceSort, inPython } from "./expression.ts";
import { produceLiteral } from "./literal.ts";
import { type NullableType, produceType } from "./type.ts";

type Outer = Positions["outer"];
type Handlers = {
  readonly [K in Relation["kind"]]: (r: Extract<Relation, { kind: K }>, outer: Outer, cx: ProduceContext) => Rel;
};

type RelInit = NonNullable<NonNullable<Parameters<typeof create<typeof RelSchema>>[1]>["relType"]>;
const rel = (relType: RelInit): Rel => create(RelSchema, { relType });

const emit = (outputMapping: readonly number[]) => ({
  emitKind: { case: "emit" as const, value: { outputMapping: [...outputMapping] } },
});

const enhanced = <D extends DescMessage>(schema: D, message: MessageShape<D>) =>
  create(AdvancedExtensionSchema, { enhancement: anyPack(schema, message) });

const single = <D extends DescMessage>(schema: D, detail: MessageShape<D>, input: Rel): Rel =>
  rel({ case: "extensionSingle", value: { input, detail: anyPack(schema, detail) } });

function namedStruct(fields: readonly (NullableType & { readonly name: string })[], cx: ProduceContext): NamedStruct {
  return create(NamedStructSchema, {
    names: fields.map((f) => f.name),
    struct: { types: fields.map((f) => produceType(f, cx.extensions)) },
  });
}

const handlers: Handlers = {
  python_source: inPython,
  loop: () => {
    invariant(false, "a loop is run before the plan around it");
  },
  python_map: inPython,
  python_groups: inPython,
  python_cogroups: inPython,
  python_table: inPython,
  scan: (r, _, cx) => {
    const { source } = r;
    const all = [...source.dataSchema.fields, ...source.partitionSchema.fields];
    return rel({
      case: "read",
      value: {
        common: emit(r.fields),
        baseSchema: namedStruct(all, cx),
        readType: {
          case: "localFiles",
          value: {
            items: source.files.map((f) => ({
              pathType: { case: "uriFile", value: f.path },
              length: BigInt(f.size),
              ...(source.format === "parquet" ? { fileFormat: { case: "parquet" as const, value: {} } } : {}),
            })),
          },
        },
        advancedExtension: enhanced(
          FileScanSchema,
          create(FileScanSchema, {
            format: source.format,
            options: { ...source.options },
            dataColumns: source.dataSchema.fields.length,
            partitions: source.files.map((f) => ({
              values: f.partition.map((text) => (text === null ? {} : { text })),
            })),
          }),
        ),
      },
    });
  },
  local_data: (r, _, cx) =>
    rel({
      case: "read",
      value: {
        baseSchema: namedStruct(r.output, cx),
        readType: { case: "namedTable", value: { names: ["$data", r.dataId] } },
      },
    }),
  values: (r, _, cx) =>
    rel({
      case: "read",
      value: {
        baseSchema: namedStruct(r.output, cx),
        readType: {
          case: "virtualTable",
          value: {
            expressions: r.rows.map((row) => ({
              fields: row.map((l) =>
                create(ExpressionSchema, {
                  rexType: { case: "literal", value: produceLiteral(l.type, l.value, cx.extensions) },
                }),
              ),
            })),
          },
        },
      },
    }),
  range: ({ start, end, step, partitions = 1 }) => {
    // Spark finds out when it runs it, and runs none without numbers.
    if (partitions < 1 && (step > 0n ? start < end : start > end))
      throw sparkError("JVM.ILLEGAL_ARGUMENT", { message: "Positive number of partitions required" });
    return rel({
      case: "extensionLeaf",
      value: { detail: anyPack(RangeDetailSchema, create(RangeDetailSchema, { start, end, step })) },
    });
  },
  project: (r, outer, cx) => {
    const at = positionsOf([r.input], outer);
    const width = r.input.output.length;
    return rel({
      case: "project",
      value: {
        common: emit(r.projections.map((_, i) => width + i)),
        input: cx.relation(r.input, outer, cx),
        expressions: r.projections.map((p) => produceExpression(p.expression, at, cx)),
      },
    });
  },
  filter: (r, outer, cx) =>
    rel({
      case: "filter",
      value: {
        input: cx.relation(r.input, outer, cx),
        condition: produceExpression(r.condition, positionsOf([r.input], outer), cx),
      },
    }),
  join: produceJoin,
  aggregate: (r, outer, cx) => {
    const at = positionsOf([r.input], outer);
    const all = r.grouping.map((_, i) => i);
    const sets = r.sets ?? [all];
    return rel({
      case: "aggregate",
      value: {
        input: cx.relation(r.input, outer, cx),
        groupingExpressions: r.grouping.map((g) => produceExpression(g.expression, at, cx)),
        groupings: sets.map((set) => ({ expressionReferences: [...set] })),
        measures: r.measures.map(({ call }) => ({
          measure: produceAggregateCall(call, at, cx),
          ...(call.filter === undefined ? {} : { filter: produceExpression(call.filter, at, cx) }),
        })),
        ...(r.sets === undefined
          ? {}
          : {
              common: {
                advancedExtension: enhanced(GroupingIdDetailSchema, create(GroupingIdDetailSchema, {})),
              },
            }),
      },
    });
  },
  window: (r, outer, cx) => {
    const at = positionsOf([r.input], outer);
    const [first] = r.windows;
    const bound = (b: FrameBound) => ({
      kind: b.kind,
      ...("offset" in b ? { offset: produceExpression(b.offset, at, cx) } : {}),
    });
    const detail = create(WindowDetailSchema, {
      partition: first?.call.partition.map((e) => produceExpression(e, at, cx)) ?? [],
      order: first?.call.windowOrder.map((k) => produceSort(k, at, cx)) ?? [],
      calls: r.windows.map(({ call }) => ({
        function: produceAggregateCall(call, at, cx),
        ...(call.filter === undefined ? {} : { filter: produceExpression(call.filter, at, cx) }),
        unit: call.frame.unit,
        lower: bound(call.frame.lower),
        upper: bound(call.frame.upper),
      })),
    });
    return single(WindowDetailSchema, detail, cx.relation(r.input, outer, cx));
  },
  sort: (r, outer, cx) => {
    const at = positionsOf([r.input], outer);
    return rel({
      case: "sort",
      value: { input: cx.relation(r.input, outer, cx), sorts: r.keys.map((k) => produceSort(k, at, cx)) },
    });
  },
  limit: (r, outer, cx) =>
    rel({
      case: "fetch",
      value: {
        input: cx.relation(r.input, outer, cx),
        offsetMode: { case: "offsetExpr", value: long(r.offset, cx) },
        ...(r.count === undefined ? {} : { countMode: { case: "countExpr" as const, value: long(r.count, cx) } }),
      },
    }),
  tail: (r, outer, cx) =>
    single(TailDetailSchema, create(TailDetailSchema, { count: BigInt(r.count) }), cx.relation(r.input, outer, cx)),
  set_operation: (r, outer, cx) =>
    rel({
      case: "set",
      value: { inputs: r.inputs.map((input) => cx.relation(input, outer, cx)), op: setOperation(r) },
    }),
  generate: (r, outer, cx) => {
    const at = positionsOf([r.input], outer);
    const detail = create(GenerateDetailSchema, {
      functionReference: cx.extensions.functionAnchor(r.function),
      arguments: r.args.map((a) => produceExpression(a, at, cx)),
      outer: r.outer,
      generated: r.generated.map((c) => produceType(c, cx.extensions)),
    });
    return single(GenerateDetailSchema, detail, cx.relation(r.input, outer, cx));
  },
  sample: (r, outer, cx) => {
    const { lowerBound, upperBound, withReplacement, seed } = r;
    const detail = create(SampleDetailSchema, { lowerBound, upperBound, withReplacement, seed });
    return single(SampleDetailSchema, detail, cx.relation(r.input, outer, cx));
  },
  shared: (r, outer, cx) => {
    // A piece that looks outside itself means something else at each use.
    if (outerReferences(r.plan).size > 0) return cx.relation(r.plan, outer, cx);
    let ordinal = cx.shared.get(r.id);
    if (ordinal === undefined) {
      const piece = cx.relation(r.plan, outer, cx);
      ordinal = cx.pieces.push(piece) - 1;
      cx.shared.set(r.id, ordinal);
    }
    return rel({ case: "reference", value: { subtreeOrdinal: ordinal } });
  },
};

const long = (value: number, cx: ProduceContext): Expression =>
  create(ExpressionSchema, {
    rexType: { case: "literal", value: produceLiteral(LONG, BigInt(value), cx.extensions) },
  });

const joinTypes = {
  inner: JoinRel_JoinType.INNER,
  cross: JoinRel_JoinType.INNER,
  left: JoinRel_JoinType.LEFT,
  right: JoinRel_JoinType.RIGHT,
  full: JoinRel_JoinType.OUTER,
  left_semi: JoinRel_JoinType.LEFT_SEMI,
  left_anti: JoinRel_JoinType.LEFT_ANTI,
} as const;

function produceJoin(r: Join, outer: Outer, cx: ProduceContext): Rel {
  const left = cx.relation(r.left, outer, cx);
  const right = cx.relation(r.right, r.lateral ? [positionsOf([r.left], []).input, ...outer] : outer, cx);
  const extension = r.lateral
    ? { advancedExtension: enhanced(LateralDetailSchema, create(LateralDetailSchema, {})) }
    : {};
  if (r.type === "cross" && r.condition === undefined) {
    return rel({ case: "cross", value: { left, right, ...extension } });
  }
  const expression =
    r.condition === undefined
      ? {}
      : { expression: produceExpression(r.condition, positionsOf([r.left, r.right], outer), cx) };
  return rel({ case: "join", value: { left, right, type: joinTypes[r.type], ...expression, ...extension } });
}

function setOperation(r: SetOperation): SetRel_SetOp {
  switch (r.operation) {
    case "union":
      return r.all ? SetRel_SetOp.UNION_ALL : SetRel_SetOp.UNION_DISTINCT;
    case "intersect":
      return r.all ? SetRel_SetOp.INTERSECTION_MULTISET_ALL : SetRel_SetOp.INTERSECTION_MULTISET;
    case "except":
      return r.all ? SetRel_SetOp.MINUS_PRIMARY_ALL : SetRel_SetOp.MINUS_PRIMARY;
  }
}

/** A resolved relation in Substrait. */
export const produceRelation = (r: Relation, outer: Outer, cx: ProduceContext): Rel =>
  (handlers[r.kind] as (r: Relation, outer: Outer, cx: ProduceContext) => Rel)(r, outer, cx);
