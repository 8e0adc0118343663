import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { type Any, anyUnpack } from "@bufbuild/protobuf/wkt";
import { invariant } from "../../base/invariant.ts";
import {
  FileScanSchema,
  GenerateDetailSchema,
  GroupingIdDetailSchema,
  LateralDetailSchema,
  RangeDetailSchema,
  SampleDetailSchema,
  TailDetailSchema,
  type WindowDetail,
  type WindowDetail_Bound,
  WindowDetailSchema,
} from "../../gen/firesteel/extensions_pb.ts";
import {
  type AggregateRel,
  type CrossRel,
  type ExtensionSingleRel,
  type JoinRel,
  JoinRel_JoinType,
  type ReadRel as ReadMessage,
  type Rel,
  type SetRel,
  SetRel_SetOp,
} from "../../gen/substrait/algebra_pb.ts";
import type { AdvancedExtension } from "../../gen/substrait/extensions/extensions_pb.ts";
import type { FileSource } from "../../resolved/relation.ts";
import { LONG, type StructField, struct } from "../../types/data-type.ts";
import { readType } from "../type.ts";
import { readAggregateCall, type ReadContext, readExpression, readLiteralExpression, readSort } from "./expression.ts";
import type { ReadColumn, ReadFrameBound, ReadJoin, ReadRel, ReadSet, ReadWindow } from "./plan.ts";

type Outer = readonly (readonly ReadColumn[])[];

/** A relation with emits, anchors and extensions undone. */
export function readRelation(rel: Rel | undefined, outer: Outer, cx: ReadContext): ReadRel {
  const r = rel?.relType;
  const sub = (message: Rel | undefined) => cx.relation(message, outer, cx);
  switch (r?.case) {
    case "read":
      return readRead(r.value, cx);
    case "project": {
      const input = sub(r.value.input);
      const at = { columns: input.columns, outer };
      const expressions = r.value.expressions.map((e) => readExpression(e, at, cx));
      return { kind: "project", input, expressions, columns: expressions.map(columnOf) };
    }
    case "filter": {
      const input = sub(r.value.input);
      const condition = readExpression(r.value.condition, { columns: input.columns, outer }, cx);
      return { kind: "filter", input, condition, columns: input.columns };
    }
    case "join":
      return readJoin(r.value, joinType(r.value.type), outer, cx);
    case "cross":
      return readJoin(r.value, "cross", outer, cx);
    case "aggregate":
      return readAggregate(r.value, outer, cx);
    case "sort": {
      const input = sub(r.value.input);
      const keys = r.value.sorts.map((s) => readSort(s, { columns: input.columns, outer }, cx));
      return { kind: "sort", input, keys, columns: input.columns };
    }
    case "fetch": {
      const input = sub(r.value.input);
      const { offsetMode, countMode } = r.value;
      const number = (e: Parameters<typeof readLiteralExpression>[0]) => Number(readLiteralExpression(e, cx).value);
      return {
        kind: "fetch",
        input,
        offset: offsetMode.case === undefined ? 0 : number(offsetMode.value),
        count: countMode.case === undefined ? undefined : number(countMode.value),
        columns: input.columns,
      };
    }
    case "set":
      return readSet(r.value, outer, cx);
    case "extensionSingle":
      return readExtension(r.value, outer, cx);
    case "extensionLeaf": {
      const detail = unpack(r.value.detail, RangeDetailSchema);
      invariant(detail !== undefined, "an unknown extension leaf");
      const { start, end, step } = detail;
      return { kind: "range", start, end, step, columns: [{ type: LONG, nullable: false }] };
    }
    case "reference": {
      const index = r.value.subtreeOrdinal;
      const piece = cx.shared[index];
      invariant(piece !== undefined, "a reference to a relation that does not come before it");
      return { kind: "reference", index, columns: piece.columns };
    }
    case undefined:
      invariant(false, "a Substrait relation is missing");
  }
}

const columnOf = ({ type, nullable }: ReadColumn): ReadColumn => ({ type, nullable });

const unpack = <D extends DescMessage>(any: Any | undefined, schema: D): MessageShape<D> | undefined =>
  any === undefined ? undefined : anyUnpack(any, schema);

const enhancement = <D extends DescMessage>(extension: AdvancedExtension | undefined, schema: D) =>
  unpack(extension?.enhancement, schema);

function readRead(message: ReadMessage, cx: ReadContext): ReadRel {
  const names = message.baseSchema?.names ?? [];
  const fields = (message.baseSchema?.struct?.types ?? []).map((t, i): StructField => {
    return { name: names[i] ?? "", ...readType(t, cx.typeNames) };
  });
  const columns = fields.map(columnOf);
  const { readType: source } = message;
  switch (source.case) {
    case "namedTable":
      return { kind: "local_data", dataId: source.value.names[1] ?? "", columns };
    case "virtualTable": {
      const rows = source.value.expressions.map((row) => row.fields.map((e) => readLiteralExpression(e, cx)));
      return { kind: "values", rows, columns };
    }
    case "localFiles": {
      const scan = enhancement(message.advancedExtension, FileScanSchema);
      invariant(scan !== undefined, "a file scan without its detail");
      const files = source.value.items.map((item, i) => ({
        path: item.pathType.case === "uriFile" ? item.pathType.value : "",
        size: Number(item.length),
        partition: scan.partitions[i]?.values.map((v) => v.text ?? null) ?? [],
      }));
      const emit = message.common?.emitKind;
      const selected = emit?.case === "emit" ? emit.value.outputMapping : fields.map((_, i) => i);
      const fileSource: FileSource = {
        format: scan.format as FileSource["format"],
        files,
        dataSchema: struct(fields.slice(0, scan.dataColumns)),
        partitionSchema: struct(fields.slice(scan.dataColumns)),
        options: scan.options,
      };
      return {
        kind: "scan",
        source: fileSource,
        fields: selected,
        columns: selected.map((i) => {
          const column = columns[i];
          invariant(column !== undefined, "a scan of a column that is not there");
          return column;
        }),
      };
    }
    case undefined:
      invariant(false, "a read of nothing");
  }
}

const joinTypes: Readonly<Record<number, ReadJoin["type"]>> = {
  [JoinRel_JoinType.INNER]: "inner",
  [JoinRel_JoinType.OUTER]: "full",
  [JoinRel_JoinType.LEFT]: "left",
  [JoinRel_JoinType.RIGHT]: "right",
  [JoinRel_JoinType.LEFT_SEMI]: "left_semi",
  [JoinRel_JoinType.LEFT_ANTI]: "left_anti",
};

function joinType(type: JoinRel_JoinType): ReadJoin["type"] {
  const known = joinTypes[type];
  invariant(known !== undefined, "a join of no type");
  return known;
}

const nullable = (columns: readonly ReadColumn[], yes: boolean): readonly ReadColumn[] =>
  yes ? columns.map((c) => ({ type: c.type, nullable: true })) : columns;

function readJoin(message: JoinRel | CrossRel, type: ReadJoin["type"], outer: Outer, cx: ReadContext): ReadJoin {
  const lateral = enhancement(message.advancedExtension, LateralDetailSchema) !== undefined;
  const left = cx.relation(message.left, outer, cx);
  const right = cx.relation(message.right, lateral ? [left.columns, ...outer] : outer, cx);
  const both = [...left.columns, ...right.columns];
  const expression = "expression" in message ? message.expression : undefined;
  const condition = expression === undefined ? undefined : readExpression(expression, { columns: both, outer }, cx);
  const fromLeft = nullable(left.columns, type === "right" || type === "full");
  const fromRight = nullable(right.columns, type === "left" || type === "full");
  const columns = type === "left_semi" || type === "left_anti" ? fromLeft : [...fromLeft, ...fromRight];
  return { kind: "join", left, right, type, condition, lateral, columns };
}

function readAggregate(message: AggregateRel, outer: Outer, cx: ReadContext): ReadRel {
  const input = cx.relation(message.input, outer, cx);
  const at = { columns: input.columns, outer };
  const grouping = message.groupingExpressions.map((e) => readExpression(e, at, cx));
  const measures = message.measures.map((m) => readAggregateCall(m.measure, m.filter, at, cx));
  const withSets = enhancement(message.common?.advancedExtension, GroupingIdDetailSchema) !== undefined;
  const sets = withSets ? message.groupings.map((g) => g.expressionReferences) : undefined;
  return {
    kind: "aggregate",
    input,
    grouping,
    sets,
    measures,
    columns: [
      ...nullable(grouping.map(columnOf), withSets),
      ...(withSets ? [{ type: LONG, nullable: false }] : []),
      ...measures.map(columnOf),
    ],
  };
}

const setOperations: Readonly<Record<number, Pick<ReadSet, "operation" | "all">>> = {
  [SetRel_SetOp.UNION_ALL]: { operation: "union", all: true },
  [SetRel_SetOp.UNION_DISTINCT]: { operation: "union", all: false },
  [SetRel_SetOp.INTERSECTION_MULTISET]: { operation: "intersect", all: false },
  [SetRel_SetOp.INTERSECTION_MULTISET_ALL]: { operation: "intersect", all: true },
  [SetRel_SetOp.MINUS_PRIMARY]: { operation: "except", all: false },
  [SetRel_SetOp.MINUS_PRIMARY_ALL]: { operation: "except", all: true },
};

function readSet(message: SetRel, outer: Outer, cx: ReadContext): ReadSet {
  const inputs = message.inputs.map((input) => cx.relation(input, outer, cx));
  const operation = setOperations[message.op];
  const [first] = inputs;
  invariant(operation !== undefined && first !== undefined, "a set operation of no kind");
  const columns = first.columns.map((column, i) => ({
    type: column.type,
    nullable: inputs.some((input) => input.columns[i]?.nullable ?? true),
  }));
  return { kind: "set", ...operation, inputs, columns };
}

function readExtension(message: ExtensionSingleRel, outer: Outer, cx: ReadContext): ReadRel {
  const input = cx.relation(message.input, outer, cx);
  const at = { columns: input.columns, outer };
  const { detail } = message;
  const window = unpack(detail, WindowDetailSchema);
  if (window !== undefined) return readWindow(window, input, at, cx);
  const tail = unpack(detail, TailDetailSchema);
  if (tail !== undefined) return { kind: "tail", input, count: Number(tail.count), columns: input.columns };
  const sample = unpack(detail, SampleDetailSchema);
  if (sample !== undefined) {
    const { lowerBound, upperBound, withReplacement, seed } = sample;
    return { kind: "sample", input, lowerBound, upperBound, withReplacement, seed, columns: input.columns };
  }
  const generate = unpack(detail, GenerateDetailSchema);
  invariant(generate !== undefined, "an unknown extension relation");
  const generated = generate.generated.map((t) => readType(t, cx.typeNames));
  const name = cx.functionNames.get(generate.functionReference);
  invariant(name !== undefined, "a generator without a declaration");
  return {
    kind: "generate",
    input,
    function: name,
    args: generate.arguments.map((a) => readExpression(a, at, cx)),
    outer: generate.outer,
    generated,
    columns: [...input.columns, ...generated],
  };
}

function readWindow(
  detail: WindowDetail,
  input: ReadRel,
  at: { readonly columns: readonly ReadColumn[]; readonly outer: Outer },
  cx: ReadContext,
): ReadWindow {
  const calls = detail.calls.map((c) => ({
    ...readAggregateCall(c.function, c.filter, at, cx),
    frame: { unit: c.unit as "rows" | "range", lower: readBound(c.lower, cx), upper: readBound(c.upper, cx) },
  }));
  return {
    kind: "window",
    input,
    partition: detail.partition.map((e) => readExpression(e, at, cx)),
    order: detail.order.map((s) => readSort(s, at, cx)),
    calls,
    columns: [...input.columns, ...calls.map(columnOf)],
  };
}

function readBound(bound: WindowDetail_Bound | undefined, cx: ReadContext): ReadFrameBound {
  switch (bound?.kind) {
    case "unbounded":
    case "current_row":
      return { kind: bound.kind };
    case "preceding":
    case "following":
      return { kind: bound.kind, offset: readLiteralExpression(bound.offset, cx) };
    default:
      invariant(false, "a frame bound of no kind");
  }
}
