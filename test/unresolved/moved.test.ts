import { expect, test } from "vitest";
import { sqlDoor } from "../../src/sql/door.ts";
import { sameNode } from "../../src/sql/same.ts";
import { moved } from "../../src/unresolved/moved.ts";

const BODY = "SELECT a + 1 AS b FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.x = t.a)";
const source = { text: BODY, objectType: "VIEW", objectName: "v" };

/** All places of a tree, as texts. */
function placesOf(node: unknown, found: string[] = []): readonly string[] {
  if (typeof node !== "object" || node === null) return found;
  if ("span" in node && "source" in node) {
    const { span, source: of } = node as { span: { start: number; end: number }; source: typeof source };
    found.push(`${of.objectName}: ${of.text.slice(span.start, span.end)}`);
    return found;
  }
  for (const value of Object.values(node)) placesOf(value, found);
  return found;
}

test("a view's query has its places in a text of its own", () => {
  const start = "CREATE TEMP VIEW v AS ".length;
  const made = sqlDoor.parseStatement(`CREATE TEMP VIEW v AS ${BODY}`);
  if (made.kind !== "create_view") throw new Error("no view");
  expect(made.textAt).toBe(start);
  const copy = moved(made.query, start, source);
  const alone = sqlDoor.parseQuery(BODY);
  expect(sameNode(copy, made.query)).toBe(true);
  expect([...placesOf(copy)].sort()).toEqual([...placesOf(alone)].map((p) => p.replace("undefined", "v")).sort());
});

test("what comes from elsewhere keeps its place", () => {
  const query = sqlDoor.parseQuery(BODY);
  expect(placesOf(moved(query, BODY.length + 1, source))).toEqual(placesOf(query));
});
