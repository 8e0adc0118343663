/** Archives that clients send, unpacked: zip (also jar and whl) and tar, plain or compressed by gzip. */
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { gunzip, inflateRaw } from "node:zlib";
import { unsupported } from "../errors/spark-error.ts";

interface Entry {
  readonly name: string;
  /** Permissions; 0: unknown. */
  readonly mode: number;
  readonly kind: "file" | "directory" | "link";
  /** A link's bytes are what it points at. */
  readonly data: Uint8Array;
}

/** Unpacks an archive, given as its bytes or its file, into a directory. `name` tells its kind. */
export async function unpack(archive: Uint8Array | string, name: string, directory: string): Promise<void> {
  const bytes = typeof archive === "string" ? await readFile(archive) : Buffer.from(archive);
  await mkdir(directory, { recursive: true });
  for await (const entry of entriesOf(bytes, name)) await write(entry, directory);
}

function entriesOf(bytes: Buffer, name: string): AsyncIterable<Entry> {
  if (/\.(?:zip|jar|whl|egg)$/i.test(name)) return zipEntries(bytes);
  if (/\.(?:tar\.gz|tgz)$/i.test(name)) return packedTar(bytes);
  if (/\.tar$/i.test(name)) return tarEntries(bytes);
  throw unsupported(`the archive ${name}: only .zip, .jar, .tar, .tar.gz and .tgz are unpacked`);
}

async function write(entry: Entry, directory: string): Promise<void> {
  const place = within(directory, entry.name);
  if (entry.kind === "directory") {
    await mkdir(place, { recursive: true });
    return;
  }
  await mkdir(dirname(place), { recursive: true });
  if (entry.kind === "link") {
    const target = Buffer.from(entry.data).toString();
    // Environments point at the interpreter that they were made of, wherever that is: nothing is written through links.
    await symlink(target, place);
    return;
  }
  await writeFile(place, entry.data, { flag: "wx" });
  if ((entry.mode & 0o111) !== 0) await chmod(place, 0o755);
}

/** A path inside of a directory; refuses names that lead out of it. */
function within(directory: string, name: string): string {
  const path = normalize(join(directory, name));
  if (path !== directory && !path.startsWith(directory + sep)) throw unsupported(`an archive with the entry ${name}`);
  return path;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

async function* zipEntries(bytes: Buffer): AsyncGenerator<Entry> {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw unsupported("an archive that is no zip file");
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw unsupported("zip files of more than 65535 entries or 4 GiB");
  for (let i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unsupported("a zip file with a broken directory");
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const mode = bytes.readUInt32LE(at + 38) >>> 16;
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + packed);
    if (method !== 0 && method !== 8) throw unsupported(`zip files with the compression ${method}`);
    const data = method === 0 ? raw : await promisify(inflateRaw)(raw);
    const kind = name.endsWith("/") ? "directory" : (mode & 0o170000) === 0o120000 ? "link" : "file";
    yield { name, mode: mode & 0o777, kind, data };
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

async function* packedTar(bytes: Buffer): AsyncGenerator<Entry> {
  yield* tarEntries(await promisify(gunzip)(bytes));
}

const BLOCK = 512;

async function* tarEntries(bytes: Buffer): AsyncGenerator<Entry> {
  const text = (at: number, length: number): string => bytes.toString("utf8", at, at + length).replace(/\0.*$/s, "");
  let longName: string | undefined;
  let longLink: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || "0", 8);
    const mode = Number.parseInt(text(at + 100, 8).trim() || "0", 8);
    const type = text(at + 156, 1);
    const prefix = text(at + 257, 5) === "ustar" ? text(at + 345, 155) : "";
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === "L") longName = data.toString("utf8").replace(/\0.*$/s, "");
    else if (type === "K") longLink = data.toString("utf8").replace(/\0.*$/s, "");
    else if (type === "x") {
      const records = paxRecords(data);
      longName = records.get("path") ?? longName;
      longLink = records.get("linkpath") ?? longLink;
    } else if (type !== "g") {
      const own = text(at - BLOCK - Math.ceil(size / BLOCK) * BLOCK, 100);
      const name = longName ?? (prefix === "" ? own : `${prefix}/${own}`);
      const link = longLink ?? text(at - BLOCK - Math.ceil(size / BLOCK) * BLOCK + 157, 100);
      [longName, longLink] = [undefined, undefined];
      if (type === "5") yield { name, mode, kind: "directory", data };
      else if (type === "2") yield { name, mode, kind: "link", data: Buffer.from(link) };
      else if (type === "" || type === "0") yield { name, mode, kind: "file", data };
      else throw unsupported(`a tar file with an entry of the type ${type}`);
    }
  }
}

function paxRecords(data: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.toString("latin1", at, space));
    if (space < 0 || !(length > 0)) break;
    const [key = "", ...value] = data.toString("utf8", space + 1, at + length - 1).split("=");
    records.set(key, value.join("="));
    at += length;
  }
  return records;
}
