import { describe, expect, test } from "vitest";
import { kernelNamed } from "../../src/kernels/index.ts";
import type { DataType } from "../../src/types/data-type.ts";
import { array, DOUBLE, INT, LONG, STRING } from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";
import { SETTINGS } from "./facts.ts";

// Answers of Spark 4.0 over one partition: SELECT f(…, seed) FROM range(0, n, 1, 1).
const SPARK = {
  "0": {
    rand: [
      0.7604953758285915, 0.5234194256885571, 0.0953472826424725, 0.3163249920547614, 0.7141011170991605,
      0.2710259815484829,
    ],
    randn: [
      1.6034991609278433, 0.14416006165776865, -0.6253564498627744, -0.28385414448030416, 0.9333495004884642,
      -0.9981862245379097,
    ],
    uuid: [
      "269567e9-5d09-4af5-b20f-16851fc4a81a",
      "2a52c3b8-890f-4aae-9607-3331ab0d4f01",
      "46beb52b-622b-4226-bb12-4f40c6cdba04",
    ],
    shuffle: [
      [4, 1, 2, 6, 7, 3, 5],
      [3, 6, 4, 2, 7, 1, 5],
      [6, 1, 4, 7, 2, 3, 5],
      [4, 2, 5, 7, 6, 1, 3],
    ],
    randstr: ["ceV0PXaR", "2IlBhHi5", "6d0uCtuw", "SOTLiL13"],
    uniform: [17, 15, 10, 13],
    uniformd: [1.7604953758285915, 1.5234194256885571, 1.0953472826424724, 1.3163249920547613],
  },
  "42": {
    rand: [
      0.619189370225301, 0.5096018842446481, 0.8325259388871524, 0.26322809041172357, 0.6702867696264135,
      0.5173283545794627,
    ],
    randn: [
      2.384479054241165, 0.1920934041293524, 0.7337336533286575, -0.5224480195716871, 2.060084179317831,
      0.20963383826633825,
    ],
    uuid: [
      "6f155395-c8b9-436b-a39c-d247226bc2b2",
      "92da2253-2186-4525-a440-17ad3083a275",
      "24ba1728-e648-487f-8c20-446d4411d15c",
    ],
    shuffle: [
      [6, 3, 2, 1, 4, 7, 5],
      [7, 1, 2, 5, 4, 3, 6],
      [1, 3, 4, 2, 6, 7, 5],
      [4, 7, 6, 1, 2, 5, 3],
    ],
    randstr: ["pll6YOIJ", "NnI2NS5b", "EWFXkbQp", "BdnHSpRQ"],
    uniform: [16, 15, 18, 12],
    uniformd: [1.619189370225301, 1.5096018842446481, 1.8325259388871524, 1.2632280904117237],
  },
  "-7": {
    rand: [
      0.14773215621571878, 0.0914602266360357, 0.024990435468302152, 0.12921121156209348, 0.6448471160843897,
      0.17068002062032828,
    ],
    randn: [
      0.4619726516798273, -1.0503269118353464, -0.955938814349464, -1.778439323549321, -1.0735746557727288,
      0.5833064912767297,
    ],
    uuid: [
      "f840fc81-94a7-4780-b833-50470b4d74a9",
      "66146566-7af5-4f54-9bb0-28a16bff9c2f",
      "e3d25bfa-9824-40c5-82b6-c0bf187d3fd9",
    ],
    shuffle: [
      [5, 2, 1, 7, 6, 4, 3],
      [1, 3, 2, 4, 7, 5, 6],
      [1, 6, 2, 7, 4, 5, 3],
      [2, 5, 3, 7, 1, 6, 4],
    ],
    randstr: ["Depr54ll", "fLIYZlue", "swqlLThc", "5qSbTjQZ"],
    uniform: [11, 10, 10, 11],
    uniformd: [1.1477321562157188, 1.0914602266360358, 1.0249904354683022, 1.1292112115620934],
  },
  "123456789012": {
    rand: [
      0.6719680757150164, 0.3153728380810459, 0.28952692340295494, 0.9646014100914504, 0.5081324781490723,
      0.16517916311365977,
    ],
    randn: [
      1.1273432601572015, -1.2103303811819677, 0.030741961897071717, -1.2656719417167765, -0.5213393904169966,
      0.3827045858800239,
    ],
    uuid: [
      "6b87b797-efcd-44eb-9aaf-147194113f88",
      "e0dcae91-9e3a-46b6-bd57-a1626413dc84",
      "d0c606f6-224c-454e-86bd-17b95a1c0a32",
    ],
    shuffle: [
      [3, 5, 4, 7, 2, 6, 1],
      [3, 4, 1, 7, 5, 6, 2],
      [6, 7, 5, 4, 3, 2, 1],
      [1, 7, 3, 6, 5, 2, 4],
    ],
    randstr: ["8S2QM4mo", "bDn5RDiE", "EZ3C3Re8", "7xI2E7R8"],
    uniform: [16, 13, 12, 19],
    uniformd: [1.6719680757150164, 1.3153728380810459, 1.289526923402955, 1.9646014100914504],
  },
} as const;

function rows(fn: string, returnType: DataType, own: Value[], seed: string, count: number): Value[] {
  const bound = kernelNamed(fn)?.bind({ argTypes: [], returnType, constants: [], mode: "ansi", settings: SETTINGS });
  return Array.from({ length: count }, (_, row) => bound?.(...own, BigInt(seed), BigInt(row)) ?? null);
}

describe("seeded generators draw as Spark's", () => {
  test.each(Object.entries(SPARK))("seed %s", (seed, answers) => {
    expect(rows("rand", DOUBLE, [], seed, 6)).toEqual(answers.rand);
    expect(rows("randn", DOUBLE, [], seed, 6)).toEqual(answers.randn);
    expect(rows("uuid", STRING, [], seed, 3)).toEqual(answers.uuid);
    expect(rows("shuffle", array(INT), [[1, 2, 3, 4, 5, 6, 7]], seed, 4)).toEqual(answers.shuffle);
    expect(rows("randstr", STRING, [8], seed, 4)).toEqual(answers.randstr);
    expect(rows("uniform", INT, [10, 20], seed, 4)).toEqual(answers.uniform);
    expect(rows("uniform", DOUBLE, [1, 2], seed, 4)).toEqual(answers.uniformd);
  });

  test("an earlier row starts the sequence anew", () => {
    const bound = kernelNamed("rand")?.bind({
      argTypes: [LONG],
      returnType: DOUBLE,
      constants: [],
      mode: "ansi",
      settings: SETTINGS,
    });
    const third = bound?.(42n, 2n);
    expect(bound?.(42n, 0n)).toBe(SPARK["42"].rand[0]);
    expect(bound?.(42n, 2n)).toBe(third);
  });
});
