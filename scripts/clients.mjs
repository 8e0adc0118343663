// Throw-away Python environments with unmodified Spark Connect clients, one per version, under .cache/clients/<version>.
//
//   node scripts/clients.mjs                    make those that are missing or stale, print their interpreters
//   node scripts/clients.mjs 3.5 newest         only these
//   node scripts/clients.mjs third-party        libraries over PySpark 4.0, for scripts/third-party.mjs
//   node scripts/clients.mjs renew newest       resolve compat/requirements/newest.in against the index, pin the result in newest.txt
//
// compat/requirements/<version>.txt pins every package; an environment is stale when that file is not what it was made from.

import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { appendFile, link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, ".cache", "clients");
const requirements = (version, ending) => join(root, "compat", "requirements", `${version}.${ending}`);

/** Minor versions of Python 3 that each environment's pinned packages run on. */
const pythons = {
  3.5: { from: 9, to: 11 },
  "4.0": { from: 10, to: 13 },
  newest: { from: 11, to: 13 },
  "third-party": { from: 10, to: 13 },
};

/** The clients we are tested with, oldest first. */
export const clientVersions = ["3.5", "4.0", "newest"];

/** The interpreter of a client's environment; whether it exists is ensureClient's business. */
export const clientPython = (version) => join(home, version, "bin", "python");

/** Text that one command wrote, or an error that ends in the last of it. */
function run(command, args, { log } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PYTHONNOUSERSITE: "1" },
    });
    let out = "";
    let all = "";
    child.stdout.on("data", (data) => {
      out += data;
      all += data;
    });
    child.stderr.on("data", (data) => {
      all += data;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      // A log that cannot be written loses the log only.
      const logged = log ? appendFile(log, all).catch(() => {}) : Promise.resolve();
      void logged.then(() => {
        if (code === 0) resolve(out);
        else reject(new Error(`${command} ${args.join(" ")} ended with ${code}\n${all.slice(-4000)}`));
      });
    });
  });
}

async function findPython(version) {
  const { from, to } = pythons[version];
  const minors = [11, 12, 10, 13, 9].filter((minor) => minor >= from && minor <= to);
  for (const command of [...minors.map((minor) => `python3.${minor}`), "python3"]) {
    const probe = "import ensurepip, sys, venv; print(sys.executable, *sys.version_info[:2], sep='\\n')";
    const found = await run(command, ["-c", probe]).catch(() => "");
    const [path, major, minor] = found.trim().split("\n");
    if (path && Number(major) === 3 && Number(minor) >= from && Number(minor) <= to) return path;
  }
  throw new Error(
    `The Spark ${version} client needs Python 3.${from} to 3.${to} with its venv module on PATH ` +
      `(tried ${minors.map((minor) => `python3.${minor}`).join(", ")} and python3).`,
  );
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (reason) {
    return reason.code === "EPERM";
  }
}

/** Runs `work` while this process holds `path`; a lock whose holder has died is taken over. */
async function locked(path, work) {
  const mine = `${process.pid} ${randomUUID()}`;
  const aside = `${path}.${randomUUID()}`;
  const take = async (from) => {
    try {
      await link(from, path);
      return true;
    } catch (reason) {
      if (reason.code !== "EEXIST") throw reason;
      return false;
    }
  };
  await writeFile(aside, mine);
  while (!(await take(aside))) {
    const theirs = await readFile(path, "utf8").catch(() => "");
    const holder = Number(theirs.split(" ")[0]);
    if (holder > 0 && !alive(holder)) {
      const dead = `${aside}.dead`;
      await rename(path, dead).catch(() => {});
      // Between our look and our rename another process may have taken the lock over: give it back its own.
      if ((await readFile(dead, "utf8").catch(() => theirs)) !== theirs) await take(dead);
      await rm(dead, { force: true });
    } else await sleep(250);
  }
  await rm(aside);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function install(version, list, log) {
  const folder = join(home, version);
  await rm(folder, { recursive: true, force: true });
  await writeFile(log, "");
  await run(await findPython(version), ["-m", "venv", folder], { log });
  await run(clientPython(version), ["-m", "pip", "install", "--quiet", "--requirement", list], { log });
  for (const lib of await readdir(join(folder, "lib"))) await setJarsApart(folder, join(folder, "lib", lib));
}

/** Jars that Spark's JDBC driver, which the newest package carries, loads classes from. */
const driverJars =
  /^(commons-lang3|icu4j|jackson-|javax\.servlet-api|json4s-|jsr305|jul-to-slf4j|kryo-shaded|log4j-|paranamer|scala-(library|reflect|xml)|slf4j-api|spark-(common-utils|connect-client-j|tags|unsafe))/;

/** Takes the jars of a full pyspark away, which a Python client never reads: the JDBC driver's into `jars/` of the environment, the others for good. */
async function setJarsApart(folder, lib) {
  const from = join(lib, "site-packages", "pyspark", "jars");
  const driver = join(from, "connect-repl");
  const drivers = await readdir(driver).catch(() => []);
  if (drivers.some((name) => name.startsWith("spark-connect-client-jdbc"))) {
    const to = join(folder, "jars");
    await mkdir(join(to, "connect-repl"), { recursive: true });
    const kept = (names) => names.filter((name) => driverJars.test(name));
    for (const name of kept(await readdir(from))) await rename(join(from, name), join(to, name));
    for (const name of kept(drivers)) await rename(join(driver, name), join(to, "connect-repl", name));
  }
  await rm(from, { recursive: true, force: true });
  // Where the full client looks for its own place, it looks for a directory of that name.
  await mkdir(from, { recursive: true });
}

const running = new Map();

/** The interpreter of a client's environment, which is made first where it is missing or stale. Safe to call in parallel, also from several processes. */
export function ensureClient(version) {
  if (!(version in pythons)) throw new Error(`No client ${version}; there are ${Object.keys(pythons).join(", ")}.`);
  let promise = running.get(version);
  if (!promise) {
    promise = ensure(version).finally(() => running.delete(version));
    running.set(version, promise);
  }
  return promise;
}

async function ensure(version) {
  const list = requirements(version, "txt");
  const key = createHash("sha256")
    .update(await readFile(list))
    .digest("hex");
  const marker = join(home, version, "made-from");
  const ready = async () => (await readFile(marker, "utf8").catch(() => "")) === key;
  if (!(await ready())) {
    await mkdir(home, { recursive: true });
    await locked(join(home, `${version}.lock`), async () => {
      if (await ready()) return;
      await install(version, list, join(home, `${version}.log`));
      await writeFile(marker, key);
    });
  }
  return clientPython(version);
}

/** Pins what the index has today for a client's `.in` file. */
async function renew(version) {
  await mkdir(home, { recursive: true });
  await locked(join(home, `${version}.lock`), async () => {
    await install(version, requirements(version, "in"), join(home, `${version}.log`));
    const pins = await run(clientPython(version), ["-m", "pip", "freeze"]);
    await writeFile(requirements(version, "txt"), pins);
    await writeFile(join(home, version, "made-from"), createHash("sha256").update(pins).digest("hex"));
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2);
  const renewing = args[0] === "renew" && args.shift();
  for (const version of args.length > 0 ? args : clientVersions) {
    if (renewing) await renew(version);
    console.log(version, await ensureClient(version));
  }
}
