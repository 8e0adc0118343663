// Libraries over PySpark, unmodified from the package index, against the server: `npm run third-party [-- -k EXPRESSION]`.
// They have an environment of their own, whose packages compat/requirements/third-party.txt pins.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureClient } from "./clients.mjs";
import { startServer } from "./serve.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const python = await ensureClient("third-party");
const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-stale"], { stdio: "inherit" });
if (built.status !== 0) process.exit(1);
const server = await startServer({ args: ["--python", python, "--log-level", "warn"] });
const args = ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", ...process.argv.slice(2), "third_party"];
const env = { ...process.env, TZ: "UTC", FIRESTEEL_URL: server.url, PYTHONDONTWRITEBYTECODE: "1" };
const { status } = spawnSync(python, args, { cwd: join(root, "compat"), stdio: "inherit", env });
await server.close();
process.exit(status ?? 1);
