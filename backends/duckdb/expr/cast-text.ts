/** The target of a text that is one whole `CAST(… AS T)`; `undefined` for any other text. */
export function castTarget(text: string): string | undefined {
  if (!text.startsWith("CAST(") || !text.endsWith(")")) return undefined;
  let depth = 0;
  let quote = "";
  let as = -1;
  for (let i = 4; i < text.length; i++) {
    const c = text[i];
    if (quote !== "") {
      if (c === quote) quote = "";
    } else if (c === "'" || c === '"') quote = c;
    else if (c === "(" || c === "[" || c === "{") depth++;
    else if (c === ")" || c === "]" || c === "}") {
      depth--;
      if (depth === 0 && i < text.length - 1) return undefined;
    } else if (depth === 1 && c === " " && text.startsWith(" AS ", i)) as = i + 4;
  }
  return as < 0 ? undefined : text.slice(as, -1).replace(/^DECIMAL\((\d+), (\d+)\)$/, "DECIMAL($1,$2)");
}
