import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDouble, parseFloat32 } from "../../src/kernels/number-parse.ts";
import { doubleToString, floatToString } from "../../src/kernels/number-text.ts";
import { facts, judge } from "./facts.ts";

const groups = readdirSync(new URL("facts/", import.meta.url)).map((file) => file.replace(/\.jsonl$/, ""));

describe("numbers print as the JVM prints them", () => {
  const view = new DataView(new ArrayBuffer(8));
  const lines = (file: string): [string, string][] =>
    readFileSync(new URL(`texts/${file}.txt`, import.meta.url), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]);

  test("double", () => {
    for (const [bits, text] of lines("double")) {
      view.setBigUint64(0, BigInt(`0x${bits}`));
      expect(doubleToString(view.getFloat64(0))).toBe(text);
      expect(parseDouble(text)).toBe(view.getFloat64(0));
    }
  });

  test("float", () => {
    for (const [bits, text] of lines("float")) {
      view.setUint32(0, Number.parseInt(bits, 16));
      expect(floatToString(view.getFloat32(0))).toBe(text);
      expect(parseFloat32(text)).toBe(view.getFloat32(0));
    }
  });
});

describe("kernels answer as Spark does", () => {
  test.each(groups)("%s", (group) => {
    const wrong = facts(group).flatMap((fact) => {
      const { ours, spark } = judge(fact);
      return ours === spark
        ? []
        : [`${fact.mode} ${fact.fn} ${JSON.stringify(fact.args.map(([, v]) => v))}: ours ${ours}, Spark's ${spark}`];
    });
    expect(wrong).toEqual([]);
  });
});
