import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { murmur128OfLong } from "../../src/kernels/hash-murmur128.ts";
import { bytesOfHll, hllOfBytes } from "../../src/kernels/hll-bytes.ts";
import { couponOf, HllSketch } from "../../src/kernels/hll-sketch.ts";
import { HllUnion } from "../../src/kernels/hll-union.ts";

function sketch(lgK: number, from: number, to: number): HllSketch {
  const made = new HllSketch(lgK);
  for (let i = from; i < to; i++) {
    const hash = murmur128OfLong(BigInt(i), 9001);
    made.update(couponOf(hash.firstLow, hash.secondHigh, hash.secondLow));
  }
  return made;
}

const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");
const joined = (lgK: number, ...parts: readonly HllSketch[]): HllSketch => {
  const union = new HllUnion(lgK);
  for (const part of parts) union.add(part, true);
  return union.result();
};

/** Digests and estimates of DataSketches 6.1.1, the same as those of 3.3.0 and 6.2.0. */
const measured: readonly (readonly [lgK: number, count: number, digest: string, estimate: number])[] = [
  [4, 0, "314c82f5be64e9af7bfd1717e732bcd8", 0],
  [4, 7, "d4f4da4e42f0a099367827cbae318bf1", 7.000000104308129],
  [4, 8, "1e9464709b59d03d29bad30c8e3e174b", 8.000000139077509],
  [4, 20, "576f9d8fc00fd35f2e506187f2ef95b1", 18.797993863632694],
  [4, 24, "576f9d8fc00fd35f2e506187f2ef95b1", 18.797993863632694],
  [4, 25, "0d6e8626c1aa6f12d3ff35ef98e47989", 20.720998558468374],
  [4, 100, "7afe8e6d7682c3d0b13428231ac1604d", 83.77391221925457],
  [4, 768, "2eb231b405c579cbcec5dd9ef624abc8", 773.8313149254049],
  [4, 769, "2eb231b405c579cbcec5dd9ef624abc8", 773.8313149254049],
  [4, 1537, "03d3cf2fad9398cf8f9c62c380db2ef9", 1875.602727123166],
  [4, 10000, "f62679ae1cb73c15a47b160d5aabe059", 9472.126956678758],
  [4, 100000, "9ad92ff87356618e99a32d73b61281fd", 120211.64118434697],
  [7, 0, "fe9ceff6fedef91cb94e762cde2acfee", 0],
  [7, 7, "c2937e5573cd5477e5f738c8e18b70ec", 7.000000104308129],
  [7, 8, "815f062597d347c85a81f84f42caec34", 8.000000139077509],
  [7, 20, "c7fcd76ebed1434e0ecd6450907de711", 19.765386131890224],
  [7, 24, "539710201d267ea97aa30c7c8af9b813", 24.212529042337835],
  [7, 25, "8077aaddb036333c03c238f2250e2c8f", 25.341292390598255],
  [7, 100, "a8230583b7061cf01dbf4999242211eb", 95.48426140350682],
  [7, 768, "5e785da03fda75f57cb1426bd2c7bae8", 756.7519902718948],
  [7, 769, "599731c4aff6ebbf7593f5032aa77e56", 764.3214058413104],
  [7, 1537, "6feee06990576b2ac4b2d6e9caba160b", 1558.3124091000577],
  [7, 10000, "a6785405fc0009c189daa73c0b077b0d", 10173.743240362817],
  [8, 0, "7749255728c38a2638b7c9bfa8b5c092", 0],
  [8, 7, "68bef81a2da0e2a773f70c2a126dc326", 7.000000104308129],
  [8, 8, "0104a13e27e38c79be1e7a4956227694", 8.000000139077509],
  [8, 20, "d7d31112a080f4dfe7ee9ea8ec7b46f8", 20.00000094374026],
  [8, 24, "9e9169c428acf80b43ad894941bcf3eb", 24.00000137090692],
  [8, 25, "b1d20889c6374553462756cf9599fb20", 25.000001490116226],
  [8, 100, "d63c1ca6cc6a0888eeb88a5f8c4823d5", 97.8263199394606],
  [8, 768, "e302b3d7542c5616d8b37e7fde2a309e", 797.0917492659645],
  [8, 769, "d15709e19b9ff7e8bf476de784512742", 801.3614736779783],
  [8, 1537, "6cf0eba6b1c6b300f0c4f79c1cd14793", 1578.8788064187486],
  [8, 10000, "075ff5ae8ed66963bb1d19e3cbd86ec5", 10089.1502113328],
  [12, 0, "3cfd6844e400153f49a4f9d5a25f13ac", 0],
  [12, 7, "2bd68e427cdcb9c840b2cecf1b8fce28", 7.000000104308129],
  [12, 8, "5a12f4e6f9933383cab83b5f5655a02f", 8.000000139077509],
  [12, 20, "4d935e3ee5d0b721d9b35146f0a30d1a", 20.00000094374026],
  [12, 24, "ccdd5d3241898144ed5b3e2d976c0cc0", 24.00000137090692],
  [12, 25, "01c927e106ee6a8f703c501546e924de", 25.000001490116226],
  [12, 100, "fa7716adb620093930784b382172bd8e", 100.00002458692298],
  [12, 768, "812d27c5f22eb67d615b88183833f048", 764.4494250128143],
  [12, 769, "d77fd0449c3f45a9e2eedc3c6f649aba", 765.575278468134],
  [12, 1537, "91cc60f9e8b61acbb80e4caab86428f6", 1529.9478532694118],
  [12, 10000, "e977773dc9f7c82ac2d1d0b0f30f19a9", 9966.96796876342],
  [12, 100000, "c7c165541e035f020b94b0eb970616c3", 101148.48322141083],
  [21, 0, "f9c0a03424b9bba7c7ca6d4867d395ed", 0],
  [21, 7, "02d0aec18dd25828c398ab552e46c6ac", 7.000000104308129],
  [21, 8, "19f4ee8fe04c59b1305b235b311b645f", 8.000000139077509],
  [21, 20, "2db6197e3d7a3edbb9a92c04b24bfa49", 20.00000094374026],
  [21, 24, "1acd6017532f0143996143f62179ba43", 24.00000137090692],
  [21, 25, "282a316affac44c870adae6f03d93d8b", 25.000001490116226],
  [21, 100, "aa31189d92cc851e4876e692d3b94e9a", 100.00002458692298],
  [21, 768, "a2c55cbfca02ca3079f249f4afe0c2cb", 768.0014629395864],
  [21, 769, "8c1eab9918bd6f5e3b0ed7914696b84d", 769.0014667542962],
  [21, 1537, "1479da9a443a64f8d5493329eda86147", 1537.0058632152502],
  [21, 10000, "419f2c5a299a375c770f84546c417118", 10000.248334883434],
];

describe("an HLL sketch", () => {
  it.each(measured)("of 2^%i registers at most, of %i values", (lgK, count, digest, estimate) => {
    const made = sketch(lgK, 0, count);
    expect(md5(bytesOfHll(made))).toBe(digest);
    expect(made.estimate()).toBeCloseTo(estimate, 6);
  });

  it.each([0, 3, 8, 20, 100, 5000])("of %i values comes back from its bytes", (count) => {
    const bytes = bytesOfHll(sketch(10, 0, count));
    const back = hllOfBytes(bytes);
    expect(back && bytesOfHll(back)).toEqual(bytes);
  });

  it("is none of other bytes, and of bytes that end too early", () => {
    const bytes = bytesOfHll(sketch(10, 0, 5000));
    for (const wrong of [[], [0], [1, 2, 3, 4, 5, 6, 7, 8]]) expect(hllOfBytes(Uint8Array.from(wrong))).toBeUndefined();
    for (const length of [8, 39, 40, bytes.length - 1]) expect(hllOfBytes(bytes.subarray(0, length))).toBeUndefined();
    for (const count of [3, 100]) {
      const whole = bytesOfHll(sketch(10, 0, count));
      expect(hllOfBytes(whole.subarray(0, 12))).toBeUndefined();
    }
  });

  it("of registers of 4 or 6 bits is refused", () => {
    const bytes = bytesOfHll(sketch(10, 0, 5000));
    for (const kind of [0, 1]) {
      bytes[7] = (kind << 2) | 2;
      expect(() => hllOfBytes(bytes)).toThrow("HLL sketches with registers of HLL_");
    }
  });
});

describe("a union", () => {
  it.each([
    [8, 12, 0, 8, "912ebe93d1ca166e8f5364eb10f3d07f", 8.000000139077509],
    [8, 12, 0, 100, "c718ce23828121e426095c79b6f87a37", 95.91085464249178],
    [8, 12, 0, 5000, "acd5a23edfb7fb4d3f8846d156a8e2f0", 4944.30141593247],
    [8, 12, 5, 8, "78cfdf4fdc2c6f02075ba7c34a76bbce", 10.000000223517425],
    [8, 12, 5, 100, "a81fb513f530c9f23e987be51bfe0cfe", 97.30901622879692],
    [8, 12, 5, 5000, "bd6b9acd2ef771f8bc833c835ce45a25", 4944.6342201991065],
    [8, 12, 60, 8, "e71f8542dbb1a00145c8527d3a11b787", 58.15382086695931],
    [8, 12, 60, 100, "ae1f1a389f37a3625a4b391f5c2c2057", 125.59652249469902],
    [8, 12, 60, 5000, "62ee6f4af1ab20d09e950eeda4777bcb", 5438.014414076628],
    [8, 12, 1000, 8, "8b00e812268ff598f4565d64637167f7", 1032.2700029824614],
    [8, 12, 1000, 100, "8b00e812268ff598f4565d64637167f7", 1032.2700029824614],
    [8, 12, 1000, 5000, "51d37695a51a58be8eeb711e7f88227b", 5864.042169428429],
    [8, 12, 5000, 8, "16683ada0a19add20f8fa45be2d11cac", 5279.513408208638],
    [8, 12, 5000, 100, "16683ada0a19add20f8fa45be2d11cac", 5279.513408208638],
    [8, 12, 5000, 5000, "92b2072c5d877712a85654d661d47fb5", 8010.096340462099],
    [10, 12, 0, 8, "efb0f1bc1e22936765c87aa88cfe1ec7", 8.000000139077509],
    [10, 12, 0, 100, "62870e78dd4ab7f86d5e1287c7f15117", 100.18776155401522],
    [10, 12, 0, 5000, "bafb51d26eae88815745455ac23753a5", 4944.30141593247],
    [10, 12, 5, 8, "6f47292823c68c3060e41b1199e87007", 10.000000223517425],
    [10, 12, 5, 100, "ef595f7ab2b1b6d84d2ce18fb6c0e3ec", 102.31779717053281],
    [10, 12, 5, 5000, "fd3d9c5afdd75dc9b10b718c6aea48eb", 4944.6342201991065],
    [10, 12, 60, 8, "c85b3e4a950056455757161ac587dfa9", 60.00000879168661],
    [10, 12, 60, 100, "d50a1b3cdc61d8d1941f9e735c5f565e", 131.3313117557569],
    [10, 12, 60, 5000, "9604331a811bc74091bc02349cebd284", 4977.058394002046],
    [10, 12, 1000, 8, "5103e6a3a729a4a39d8685bfbe83778f", 1031.452777214584],
    [10, 12, 1000, 100, "5103e6a3a729a4a39d8685bfbe83778f", 1031.452777214584],
    [10, 12, 1000, 5000, "a75e62297e02c384a90ffd8296bf4739", 5816.893753434874],
    [10, 12, 5000, 8, "006eac61383d27687bf63fe1216bdd3b", 5158.297006700743],
    [10, 12, 5000, 100, "006eac61383d27687bf63fe1216bdd3b", 5158.297006700743],
    [10, 12, 5000, 5000, "0dcbf63c40981a97b8fa94fda50bdf2c", 8074.642397328881],
    [12, 12, 0, 8, "5a12f4e6f9933383cab83b5f5655a02f", 8.000000139077509],
    [12, 12, 0, 100, "fa7716adb620093930784b382172bd8e", 100.00002458692298],
    [12, 12, 0, 5000, "6aee98a940cd0604555c97de645e57db", 4944.30141593247],
    [12, 12, 5, 8, "ba444e9a2ddd3f9921cd1b4238f5e3ee", 10.000000223517425],
    [12, 12, 5, 100, "cdc4d3dccaef1283f5bea0df32b15eaa", 102.0000255853012],
    [12, 12, 5, 5000, "3e4a6b1a85f3efdba24c5cdc645e0f38", 4944.6342201991065],
    [12, 12, 60, 8, "9ae061932f17b582ca8d5345070c1755", 60.00000879168661],
    [12, 12, 60, 100, "9645907689360d9adaee378e77d75229", 130.00004164876094],
    [12, 12, 60, 5000, "b9fcd963169057d236f20c6371173a83", 4977.160545406442],
    [12, 12, 1000, 8, "74f5cce6a7b2629a7f668d39d1e26926", 996.1813012809836],
    [12, 12, 1000, 100, "74f5cce6a7b2629a7f668d39d1e26926", 996.1813012809836],
    [12, 12, 1000, 5000, "cc35600bbb7047a539e5b45f7a855efe", 5522.186128900408],
    [12, 12, 5000, 8, "6aee98a940cd0604555c97de645e57db", 4944.30141593247],
    [12, 12, 5000, 100, "6aee98a940cd0604555c97de645e57db", 4944.30141593247],
    [12, 12, 5000, 5000, "aa602c397981b70c8fa934a0948f3731", 7489.534207556225],
    [14, 4, 0, 8, "1e9464709b59d03d29bad30c8e3e174b", 8.000000139077509],
    [14, 4, 0, 100, "7afe8e6d7682c3d0b13428231ac1604d", 83.77391221925457],
    [14, 4, 0, 5000, "08dec9178afad00ba29e4825c86f9c6b", 5619.053978054208],
    [14, 4, 5, 8, "cea3bb3e16b24778e7d0b5a86927bf74", 8.000000139077509],
    [14, 4, 5, 100, "dbcd5fce0d3ad4c1bcfb3e9003d6465a", 81.18699785771533],
    [14, 4, 5, 5000, "216033be7cd11d5ec25501da8ff83ad4", 5616.4670636926685],
    [14, 4, 60, 8, "c670faf28e7e966322d3f35e6f635618", 59.87231683368868],
    [14, 4, 60, 100, "8ca8769cabb68e82fbc020f1b78423ce", 114.87724715218802],
    [14, 4, 60, 5000, "746d2bfd3d8332c9cd56c92967a7eaf2", 4996.8010548892435],
    [14, 4, 1000, 8, "0fdb6ac813ebc21b932780e55e0b8051", 828.4015833369784],
    [14, 4, 1000, 100, "0fdb6ac813ebc21b932780e55e0b8051", 828.4015833369784],
    [14, 4, 1000, 5000, "0e4725294a4130beb0c17c77733d71dc", 5635.114962100643],
    [14, 4, 5000, 8, "746d2bfd3d8332c9cd56c92967a7eaf2", 4996.8010548892435],
    [14, 4, 5000, 100, "746d2bfd3d8332c9cd56c92967a7eaf2", 4996.8010548892435],
    [14, 4, 5000, 5000, "596bc5802c88927ae8f1ea85fcec66e2", 7371.260041807893],
  ] as const)("of 2^%i and 2^%i registers, of %i and %i values", (left, right, x, y, digest, estimate) => {
    const made = joined(
      Math.min(left, right),
      sketch(left, 0, x),
      sketch(right, Math.trunc(x / 2), Math.trunc(x / 2) + y),
    );
    expect(md5(bytesOfHll(made))).toBe(digest);
    expect(made.estimate()).toBeCloseTo(estimate, 6);
  });
});
