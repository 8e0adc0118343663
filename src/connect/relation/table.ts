import type { Relation as PbRelation } from "../../gen/spark/connect/relations_pb.ts";
import type { Origin } from "../../errors/origin.ts";
import type { Relation } from "../../unresolved/relation.ts";
import type { DecodeContext } from "../context.ts";

/** The forms of a relation on the wire. */
export type RelationForms = Exclude<PbRelation["relType"], { case: undefined }>;

/** The message of one form. */
export type RelationForm<K extends RelationForms["case"]> = Extract<RelationForms, { case: K }>["value"];

/** What every node carries: the client's number for it, and where it was written. */
export interface NodeParts {
  readonly planId: number | undefined;
  readonly origin: Origin | undefined;
}

/** Decodes one form in two steps, so that depth costs no call stack: which relations lie below, and the node over them. */
export interface RelationDecoder<M> {
  /** The relations directly below, in order. */
  readonly inputs: (message: M) => readonly (PbRelation | undefined)[];
  /** The node over its decoded inputs; there are as many as {@link inputs} named. */
  readonly build: (message: M, inputs: readonly Relation[], node: NodeParts, cx: DecodeContext) => Relation;
}

/** A decoder for each form: a form that the protocol gains does not compile until it is decoded or refused. */
export type RelationDecoders = { readonly [K in RelationForms["case"]]: RelationDecoder<RelationForm<K>> };

/** A form without inputs. */
export const leaf = <M>(build: (message: M, node: NodeParts, cx: DecodeContext) => Relation): RelationDecoder<M> => ({
  inputs: () => [],
  build: (message, _inputs, node, cx) => build(message, node, cx),
});

/** A form over one relation. */
export const unary = <M extends { input?: PbRelation | undefined }>(
  build: (message: Omit<M, "input">, input: Relation, node: NodeParts, cx: DecodeContext) => Relation,
): RelationDecoder<M> => ({
  inputs: ({ input }) => [input],
  build: ({ input: _input, ...message }, inputs, node, cx) => build(message, inputs[0] as Relation, node, cx),
});

/** A form over two relations. */
export const binary = <M extends { left?: PbRelation | undefined; right?: PbRelation | undefined }>(
  build: (
    message: Omit<M, "left" | "right">,
    left: Relation,
    right: Relation,
    node: NodeParts,
    cx: DecodeContext,
  ) => Relation,
): RelationDecoder<M> => ({
  inputs: ({ left, right }) => [left, right],
  build: ({ left: _left, right: _right, ...message }, inputs, node, cx) =>
    build(message, inputs[0] as Relation, inputs[1] as Relation, node, cx),
});

/** A form that Firesteel lacks: it decodes to its name, and is refused when it is analysed. */
export const refused = (feature: string): RelationDecoder<unknown> =>
  leaf((_message, node) => ({ kind: "unsupported", feature, ...node }));
