import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../scripts/docs/generate.ts";

const root = resolve(import.meta.dirname, "..");

it("the generated documentation is current (npm run docs)", () => {
  const stale = [...generate()]
    .filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text)
    .map(([path]) => path);
  expect(stale).toEqual([]);
});

it("links between documents lead somewhere", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((p) => join("docs", p)),
  ];
  const broken: string[] = [];
  for (const page of pages.filter((p) => p.endsWith(".md"))) {
    const text = readFileSync(join(root, page), "utf8");
    for (const [, link = ""] of text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      if (!existsSync(join(root, dirname(page), link))) broken.push(`${page}: ${link}`);
    }
  }
  expect(broken).toEqual([]);
});
