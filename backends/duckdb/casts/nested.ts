import { atom, type Sql } from "../sql.ts";
import { typedNull } from "../literal.ts";
import { type CastCall, operand } from "./call.ts";

/** Casts between arrays, maps and structs, part by part and by position; `undefined` for others. */
export function nestedCast(c: CastCall): Sql | undefined {
  const { from, to, x } = c;
  if (from.kind === "array" && to.kind === "array") {
    const e = c.fresh();
    const element = c.part(atom(e), from.element, to.element, from.containsNull);
    return atom(`list_transform(${x.text}, lambda ${e}: ${element.text})`);
  }
  if (from.kind === "map" && to.kind === "map") {
    const e = c.fresh();
    const key = c.part(atom(`struct_extract(${e}, 'key')`), from.key, to.key, false);
    const value = c.part(atom(`struct_extract(${e}, 'value')`), from.value, to.value, from.valueContainsNull);
    return atom(
      `map_from_entries(list_transform(map_entries(${x.text}), lambda ${e}: {'key': ${key.text}, 'value': ${value.text}}))`,
    );
  }
  if (from.kind === "struct" && to.kind === "struct") {
    const parts = from.fields.map((f, i) => {
      const goal = to.fields[i];
      const part = atom(`struct_extract(${x.text}, 'f${i}')`);
      return `'f${i}': ${goal === undefined ? part.text : c.part(part, f.type, goal.type, f.nullable).text}`;
    });
    const built = `{${parts.join(", ")}}`;
    return atom(c.nullable ? `CASE WHEN ${operand(x)} IS NULL THEN ${typedNull(to).text} ELSE ${built} END` : built);
  }
  return undefined;
}
