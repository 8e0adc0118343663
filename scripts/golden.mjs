// Finds Spark's own SQL test data: GOLDEN_DIR, else a cache filled with Maven. Never part of the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ARTIFACT = "org.apache.spark:spark-sql_2.13:4.0.4:jar:tests";

/** What a whole cache has; an older one may lack some. */
const PARTS = ["inputs", "results", "test-data/postgresql", "tpch", "tpcds/v2.7.0"];

/** The directory with `tpch/`, `tpcds/`, `inputs/` and `results/`; undefined when it can be had neither way. */
export function goldenDirectory() {
  if (process.env.GOLDEN_DIR) return process.env.GOLDEN_DIR;
  const cache = join(root, ".cache/golden/spark-4.0");
  if (PARTS.every((part) => existsSync(join(cache, part)))) return cache;
  const work = mkdtempSync(join(tmpdir(), "firesteel-golden-"));
  try {
    const copied = spawnSync("mvn", ["-q", "dependency:copy", `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${work}`], {
      stdio: "ignore",
    });
    if (copied.status !== 0) return undefined;
    const unpack = [
      "import sys, zipfile, pathlib",
      "jar = next(pathlib.Path(sys.argv[1]).glob('*.jar')); out = pathlib.Path(sys.argv[2])",
      "names = {'sql-tests/inputs/': 'inputs/', 'sql-tests/results/': 'results/', 'test-data/postgresql/': 'test-data/postgresql/',",
      "         'tpch/': 'tpch/', 'tpcds/': 'tpcds/', 'tpcds-v2.7.0/': 'tpcds/v2.7.0/'}",
      "archive = zipfile.ZipFile(jar)",
      "for n in archive.namelist():",
      "    for prefix, to in names.items():",
      "        if n.startswith(prefix) and not n.endswith('/'):",
      "            p = out / (to + n[len(prefix):]); p.parent.mkdir(parents=True, exist_ok=True); p.write_bytes(archive.read(n))",
    ].join("\n");
    const out = join(work, "out");
    if (spawnSync("python3", ["-c", unpack, work, out], { stdio: "inherit" }).status !== 0) return undefined;
    mkdirSync(dirname(cache), { recursive: true });
    rmSync(cache, { recursive: true, force: true });
    renameSync(out, cache);
    return cache;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
