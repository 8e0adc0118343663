import { expect, test } from "vitest";
import { presentMillis } from "../../src/base/instants.ts";
import { readText } from "../../src/connect/sql-text.ts";
import type { DecodeContext } from "../../src/connect/context.ts";
import { sqlDoor } from "../../src/sql/door.ts";

const under: readonly unknown[] = [{}];
const cx = { doors: { ...sqlDoor, standing: () => under } } as unknown as DecodeContext;
const told = (made: string, from: unknown) => `${made} ${JSON.stringify(from)}`;

test("a query tells the text that it is the whole of", () => {
  expect(readText("a", undefined, cx, () => "read", told)).toBe('read {"text":"a","under":[{}]}');
});

test.each<[string, () => string]>([
  ["with arguments", () => readText("a", { named: {}, positional: [] }, cx, () => "read", told)],
  [
    "that looked at the clock",
    () =>
      readText(
        "a",
        undefined,
        cx,
        () => {
          presentMillis();
          return "read";
        },
        told,
      ),
  ],
  ["of no session", () => readText("a", undefined, { ...cx, doors: sqlDoor }, () => "read", told)],
])("one %s does not", (_, read) => {
  expect(read()).toBe("read");
});
