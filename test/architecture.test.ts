import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Who may import whom, by folder of `src/`. `base` and `errors` are open to all but `base`. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  base: [],
  errors: ["base"],
  lex: [],
  types: ["lex"],
  settings: ["types"],
  kernels: ["types", "settings"],
  unresolved: ["types"],
  sql: ["lex", "types", "settings", "unresolved"],
  connect: ["lex", "types", "unresolved", "arrow", "gen"],
  functions: ["types", "settings"],
  resolved: ["types", "functions"],
  catalog: ["lex", "types", "settings", "unresolved", "resolved"],
  analyzer: ["lex", "types", "settings", "kernels", "unresolved", "resolved", "functions", "catalog"],
  substrait: ["types", "settings", "resolved", "functions", "gen"],
  arrow: ["types"],
  sources: ["types", "settings", "arrow"],
  python: ["types", "arrow"],
  backend: ["types", "settings", "kernels", "substrait/read", "arrow", "functions", "gen"],
  engine: [
    "lex",
    "types",
    "settings",
    "kernels",
    "unresolved",
    "sql",
    "connect",
    "functions",
    "resolved",
    "catalog",
    "analyzer",
    "substrait",
    "arrow",
    "sources",
    "backend",
    "python",
    "gen",
  ],
  server: ["engine", "connect", "arrow", "catalog", "types", "settings", "gen", "unresolved"],
};

/** What a backend's folder may import of `src/`. */
const forBackends = [
  "types",
  "settings",
  "kernels",
  "substrait/read",
  "arrow",
  "functions",
  "gen",
  "backend",
  "lex",
  "resolved",
];

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(root, folder, name))
    .filter((path) => path.endsWith(".ts") && statSync(path).isFile());

const imports = (path: string): { readonly target: string; readonly typeOnly: boolean }[] =>
  [...readFileSync(path, "utf8").matchAll(/^(?:import|export)\s+(type\s)?[^"';]*?from\s+"(\.[^"]+)"/gms)].map((m) => ({
    target: resolve(dirname(path), m[2] ?? ""),
    typeOnly: m[1] !== undefined,
  }));

const roomOf = (path: string): string => relative(join(root, "src"), path).split("/")[0] ?? "";

const inRoom = (target: string, rooms: readonly string[]): boolean => {
  const place = relative(join(root, "src"), target);
  return rooms.some((room) => place.startsWith(`${room}/`));
};

describe("layers", () => {
  for (const [room, rooms] of Object.entries(allowed)) {
    it(`${room} imports only what it may`, () => {
      const strays: string[] = [];
      for (const file of files("src").filter((f) => roomOf(f) === room)) {
        for (const { target } of imports(file)) {
          const open = room === "base" ? [] : ["base", "errors"];
          if (!inRoom(target, [room, ...open, ...rooms]))
            strays.push(`${relative(root, file)} → ${relative(root, target)}`);
        }
      }
      expect(strays).toEqual([]);
    });
  }

  it("only the composition root names a backend", () => {
    const strays = files("src")
      .filter((f) => relative(root, f) !== "src/main.ts")
      .flatMap((f) =>
        imports(f)
          .filter(({ target }) => target.startsWith(join(root, "backends")))
          .map(() => relative(root, f)),
      );
    expect(strays).toEqual([]);
  });

  it("backends import only what they may, and never another backend", () => {
    const strays: string[] = [];
    for (const file of files("backends")) {
      const [, own] = relative(root, file).split("/");
      for (const { target } of imports(file)) {
        const inside = target.startsWith(join(root, "backends", own ?? ""));
        if (!inside && !inRoom(target, ["base", "errors", ...forBackends])) {
          strays.push(`${relative(root, file)} → ${relative(root, target)}`);
        }
      }
    }
    expect(strays).toEqual([]);
  });

  it("only the one way to the clock is gone by what gives a text its meaning", () => {
    const pure = ["lex", "sql", "types", "unresolved", "resolved", "functions", "kernels", "analyzer", "substrait"];
    const strays = [...pure.flatMap((room) => files(`src/${room}`)), ...files("backends")]
      .filter((f) => /Date\.now\(|new Date\(\)|Math\.random\(/.test(readFileSync(f, "utf8")))
      .map((f) => relative(root, f));
    expect(strays).toEqual([]);
  });

  it("src has no cycles of imports", () => {
    const graph = new Map(files("src").map((f) => [f, imports(f).map((i) => i.target)]));
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        const cycle = path.slice(path.indexOf(file));
        // The two halves of a tree are types that contain each other.
        if (cycle.length === 2 && cycle.every((f) => /\/(relation|expression)\.ts$/.test(f))) return;
        cycles.push([...path.slice(path.indexOf(file)), file].map((f) => relative(root, f)).join(" → "));
        return;
      }
      state.set(file, "open");
      for (const next of graph.get(file) ?? []) if (graph.has(next)) visit(next, [...path, file]);
      state.set(file, "done");
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
