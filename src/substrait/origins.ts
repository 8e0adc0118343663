import { create } from "@bufbuild/protobuf";
import type { Origin, SourceText } from "../errors/origin.ts";
import { type Origins, OriginsSchema } from "../gen/firesteel/extensions_pb.ts";

/** Numbers the origins of a plan's throwing calls. */
export class OriginWriter {
  readonly #origins: Origin[] = [];
  readonly #indexes = new Map<Origin, number>();

  index(origin: Origin): number {
    const known = this.#indexes.get(origin);
    if (known !== undefined) return known;
    const index = this.#origins.length;
    this.#origins.push(origin);
    this.#indexes.set(origin, index);
    return index;
  }

  /** The table for the plan's advanced extension. */
  message(): Origins {
    const sources: SourceText[] = [];
    const sourceIndex = (source: SourceText): number => {
      const known = sources.indexOf(source);
      return known === -1 ? sources.push(source) - 1 : known;
    };
    const origins = this.#origins.map((origin) =>
      origin.kind === "sql"
        ? { source: sourceIndex(origin.source), start: origin.span.start, end: origin.span.end }
        : { fragment: origin.fragment, callSite: origin.callSite },
    );
    return create(OriginsSchema, {
      origins,
      sources: sources.map(({ text, objectType, objectName }) => ({
        text,
        ...(objectType === undefined ? {} : { objectType }),
        ...(objectName === undefined ? {} : { objectName }),
      })),
    });
  }
}

/** The origins of a table. */
export function readOrigins(message: Origins | undefined): readonly Origin[] {
  if (message === undefined) return [];
  const sources = message.sources.map(
    ({ text, objectType, objectName }): SourceText => ({ text, objectType, objectName }),
  );
  return message.origins.map((o): Origin => {
    const source = o.source === undefined ? undefined : sources[o.source];
    if (source === undefined) return { kind: "dataframe", fragment: o.fragment, callSite: o.callSite };
    return { kind: "sql", source, span: { start: o.start, end: o.end } };
  });
}
