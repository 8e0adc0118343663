import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { facts, judge } from "./facts.ts";

const groups = readdirSync(new URL("facts/", import.meta.url)).map((file) => file.replace(/\.jsonl$/, ""));

describe("kernels answer as Spark does", () => {
  test.each(groups)("%s", (group) => {
    const wrong = facts(group).flatMap((fact) => {
      const { ours, spark } = judge(fact);
      return ours === spark ? [] : [`${fact.mode} ${fact.sql}: ours ${ours}, Spark's ${spark}`];
    });
    expect(wrong).toEqual([]);
  });
});
