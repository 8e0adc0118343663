import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ArtifactFiles } from "../../src/engine/artifact-files.ts";
import { unpack } from "../../src/engine/unpack.ts";

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "firesteel-unpack-"));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A zip file of compressed texts. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [raw, data] = [Buffer.from(text), deflateRawSync(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(0o100644 * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

test("a zip file", async () => {
  await unpack(zip({ "a.txt": "one", "inner/b.txt": "two ".repeat(100) }), "x.zip", join(place, "zip"));
  expect(readFileSync(join(place, "zip/a.txt"), "utf8")).toBe("one");
  expect(readFileSync(join(place, "zip/inner/b.txt"), "utf8")).toBe("two ".repeat(100));
});

test.each(["tar", "tar.gz"])("a %s file with programs, links and long names", async (kind) => {
  const source = join(place, `source-${kind}`);
  const long = "n".repeat(120);
  mkdirSync(join(source, "bin"), { recursive: true });
  writeFileSync(join(source, "bin/run"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(source, long), "long");
  symlinkSync("run", join(source, "bin/other"));
  const file = join(place, `made.${kind}`);
  execFileSync("tar", [kind === "tar" ? "-cf" : "-czf", file, "-C", source, "."]);
  const target = join(place, `target-${kind}`);
  await unpack(file, `made.${kind}`, target);
  expect(statSync(join(target, "bin/run")).mode & 0o111).not.toBe(0);
  expect(readFileSync(join(target, "bin/other"), "utf8")).toBe("#!/bin/sh\n");
  expect(readFileSync(join(target, long), "utf8")).toBe("long");
});

test("an entry that leads out is refused, and so is what is no archive", async () => {
  await expect(unpack(zip({ "../evil.txt": "x" }), "x.zip", join(place, "evil"))).rejects.toThrow("evil.txt");
  await expect(unpack(Buffer.from("plain"), "x.rar", join(place, "rar"))).rejects.toThrow("the archive x.rar");
  await expect(unpack(Buffer.from("plain"), "x.zip", join(place, "no"))).rejects.toThrow("no zip file");
});

test("files, modules, packages and archives lie side by side", async () => {
  const files = new ArtifactFiles(join(place, "files"));
  const text = (t: string) => Buffer.from(t);
  expect(await files.with([["cache/abc", text("rows")]])).toEqual({ directory: undefined, includes: [] });
  const found = await files.with([
    ["pyfiles/module.py", text("x = 1")],
    ["pyfiles/package.zip", zip({ "p/__init__.py": "" })],
    ["files/data.txt", text("data")],
    ["archives/env.zip#env", zip({ "lib/a": "a" })],
  ]);
  expect(found).toEqual({ directory: join(place, "files"), includes: ["package.zip"] });
  for (const [name, content] of [
    ["module.py", "x = 1"],
    ["data.txt", "data"],
    ["env/lib/a", "a"],
  ])
    expect(readFileSync(join(place, "files", name ?? ""), "utf8")).toBe(content);
});
