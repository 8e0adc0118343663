import { JsonError, JsonReader, PATH_SYNTAX } from "./json-reader.ts";
import { copyStructure } from "./json-writer.ts";

/** `get_json_object` and the other functions that read JSON by names (`GetJsonObject`, `JsonTuple`). */

type Step =
  | { readonly kind: "key" }
  | { readonly kind: "subscript" }
  | { readonly kind: "wildcard" }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "index"; readonly index: number };

/** A compiled path. */
export type JsonPath = readonly Step[];

const NODE = /\.\*|\['\*'\]|\.([^.[]+)|\['([^']+)'\]|\[(\*|\d+)\]/y;

/** Compiles `$.a['b'][0][*]`; undefined for anything else. */
export function parsePath(path: string): JsonPath | undefined {
  if (path[0] !== "$") return undefined;
  const steps: Step[] = [];
  let at = 1;
  while (at < path.length) {
    NODE.lastIndex = at;
    const found = NODE.exec(path);
    if (found === null) return undefined;
    at = NODE.lastIndex;
    const name = found[1] ?? found[2];
    if (name !== undefined) steps.push({ kind: "key" }, { kind: "named", name });
    else if (found[3] === undefined) steps.push({ kind: "wildcard" });
    else
      steps.push(
        { kind: "subscript" },
        found[3] === "*" ? { kind: "wildcard" } : { kind: "index", index: Number(found[3]) },
      );
  }
  return steps;
}

/** How a match is written: alone, within quotes' reach, or merged into the array above. */
type Style = "raw" | "quoted" | "flatten";

/** Receives matches: the elements of the array being written, or the answer itself at the root. */
interface Sink {
  readonly pieces: string[];
}

/** The JSON text at a path, a string without its quotes; null where there is none or the text is malformed. */
export function getJsonObject(json: string, path: JsonPath): string | null {
  try {
    const reader = new JsonReader(json, PATH_SYNTAX);
    const sink: Sink = { pieces: [] };
    if (reader.next() === "end") return null;
    return evaluate(reader, sink, "raw", path, 0) ? sink.pieces.join(" ") : null;
  } catch (e) {
    if (e instanceof JsonError) return null;
    throw e;
  }
}

function evaluate(reader: JsonReader, sink: Sink, style: Style, path: JsonPath, at: number): boolean {
  const step = path[at];
  if (step === undefined) return emit(reader, sink, style, path, at);
  const second = path[at + 1];
  switch (reader.token) {
    case "{":
      if (step.kind !== "key") break;
      return everyField(reader, sink, style, path, at + 1);
    case "name":
      if (step.kind === "named" && reader.text === step.name) {
        return reader.next() !== "null" && evaluate(reader, sink, style, path, at + 1);
      }
      if (step.kind === "wildcard") {
        reader.next();
        return evaluate(reader, sink, style, path, at + 1);
      }
      // The value that belongs to a name passed over.
      reader.next();
      break;
    case "[":
      if (step.kind !== "subscript" || second === undefined) break;
      if (second.kind === "wildcard") return everyElement(reader, sink, style, path, at + 2);
      if (second.kind === "index") {
        const wild = path[at + 2]?.kind === "subscript" && path[at + 3]?.kind === "wildcard";
        reader.next();
        return elementAt(reader, second.index, () => evaluate(reader, sink, wild ? "quoted" : style, path, at + 2));
      }
      break;
  }
  reader.skipChildren();
  return false;
}

function emit(reader: JsonReader, sink: Sink, style: Style, path: JsonPath, at: number): boolean {
  if (reader.token === "string" && style === "raw") {
    sink.pieces.push(reader.text);
    return true;
  }
  if (reader.token === "[" && style === "flatten") {
    let dirty = false;
    while (reader.next() !== "]") dirty = evaluate(reader, sink, style, path, at) || dirty;
    return dirty;
  }
  sink.pieces.push(copyStructure(reader));
  return true;
}

function everyField(reader: JsonReader, sink: Sink, style: Style, path: JsonPath, at: number): boolean {
  let dirty = false;
  while (reader.next() !== "}") {
    if (!dirty) {
      dirty = evaluate(reader, sink, style, path, at);
    } else {
      reader.next();
      reader.skipChildren();
    }
  }
  return dirty;
}

function everyElement(reader: JsonReader, sink: Sink, style: Style, path: JsonPath, at: number): boolean {
  const inner: Sink = { pieces: [] };
  const twice = path[at]?.kind === "subscript" && path[at + 1]?.kind === "wildcard";
  const next: Style = twice ? "flatten" : style === "flatten" ? "flatten" : "quoted";
  const from = twice ? at + 2 : at;
  let matches = 0;
  while (reader.next() !== "]") if (evaluate(reader, inner, next, path, from)) matches++;
  const joined = inner.pieces.join(",");
  if (twice || style === "quoted") {
    sink.pieces.push(`[${joined}]`);
  } else if (matches > 1) {
    sink.pieces.push(`[${joined}]`);
  } else if (matches === 1) {
    sink.pieces.push(joined);
  }
  return matches > 0;
}

/** Runs `found` on the element of an index and reads on to the array's end. */
function elementAt(reader: JsonReader, index: number, found: () => boolean): boolean {
  for (let i = 0; reader.token !== "]"; i++) {
    if (i === index) {
      const dirty = found();
      while (reader.next() !== "]") reader.skipChildren();
      return dirty;
    }
    reader.skipChildren();
    reader.next();
  }
  return false;
}

const tolerant = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (e) {
    if (e instanceof JsonError) return null;
    throw e;
  }
};

/** The number of elements of a root array; null for anything else. */
export const jsonArrayLength = (json: string): number | null =>
  tolerant(() => {
    const reader = new JsonReader(json, PATH_SYNTAX);
    if (reader.next() !== "[") return null;
    let length = 0;
    while (reader.next() !== "]") {
      length++;
      reader.skipChildren();
    }
    return length;
  });

/** The names of a root object in order; null for anything else. */
export const jsonObjectKeys = (json: string): string[] | null =>
  tolerant(() => {
    const reader = new JsonReader(json, PATH_SYNTAX);
    if (reader.next() !== "{") return null;
    const names: string[] = [];
    while (reader.next() !== "}") {
      names.push(reader.text);
      reader.next();
      reader.skipChildren();
    }
    return names;
  });

/** The values of fields of a root object, strings without quotes; all null for anything else. */
export function jsonTuple(json: string, names: readonly (string | null)[]): (string | null)[] {
  const nothing = names.map(() => null);
  const found = tolerant(() => {
    const reader = new JsonReader(json, PATH_SYNTAX);
    const row: (string | null)[] = [...nothing];
    if (reader.next() !== "{") return row;
    while (reader.next() !== "}") {
      const name = reader.text;
      const token = reader.next();
      const at = names.indexOf(name);
      if (at < 0) {
        reader.skipChildren();
        continue;
      }
      // Of fields with one name the last that is not null counts.
      if (token === "null") continue;
      const text = token === "string" ? reader.text : copyStructure(reader);
      names.forEach((n, i) => {
        if (n === name) row[i] = text;
      });
    }
    return row;
  });
  return found ?? nothing;
}
