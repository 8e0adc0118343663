import { create } from "@bufbuild/protobuf";
import {
  type SimpleExtensionDeclaration,
  SimpleExtensionDeclarationSchema,
  type SimpleExtensionURN,
  SimpleExtensionURNSchema,
} from "../gen/substrait/extensions/extensions_pb.ts";

/** The URN of Spark's functions, by their registry names. */
export const FUNCTIONS_URN = "extension:firesteel:functions";
/** The URN of Spark's types that Substrait cannot spell. */
export const TYPES_URN = "extension:firesteel:types";

const URNS = [FUNCTIONS_URN, TYPES_URN];

/** Anchors of the functions and types that a plan uses, in order of first use. */
export class ExtensionWriter {
  readonly #functions = new Map<string, number>();
  readonly #types = new Map<string, number>();

  functionAnchor(name: string): number {
    return anchor(this.#functions, name);
  }

  typeAnchor(name: string): number {
    return anchor(this.#types, name);
  }

  urns(): SimpleExtensionURN[] {
    return URNS.map((urn, i) => create(SimpleExtensionURNSchema, { extensionUrnAnchor: i + 1, urn }));
  }

  declarations(): SimpleExtensionDeclaration[] {
    const functions = [...this.#functions].map(([name, functionAnchor]) =>
      create(SimpleExtensionDeclarationSchema, {
        mappingType: {
          case: "extensionFunction",
          value: { extensionUrnReference: 1, functionAnchor, name },
        },
      }),
    );
    const types = [...this.#types].map(([name, typeAnchor]) =>
      create(SimpleExtensionDeclarationSchema, {
        mappingType: { case: "extensionType", value: { extensionUrnReference: 2, typeAnchor, name } },
      }),
    );
    return [...functions, ...types];
  }
}

function anchor(anchors: Map<string, number>, name: string): number {
  const known = anchors.get(name);
  if (known !== undefined) return known;
  anchors.set(name, anchors.size + 1);
  return anchors.size;
}
