import { mkdir, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { sparkError } from "../../errors/spark-error.ts";

const refused = () => sparkError("_LEGACY_ERROR_TEMP_3161", {});

/**
 * The file that `spark.copyFromLocalToFs` may write: within the server's upload directory, wherever links lead. Its
 * directories are made. Anything else is refused as Spark refuses copies to a local file system that does not allow them.
 */
export async function allowedPlace(root: string | undefined, path: string): Promise<string> {
  const place = resolve("/", path);
  if (root === undefined || !isBelow(root, place)) throw refused();
  await mkdir(root, { recursive: true });
  const realRoot = await realpath(root);
  // The directories that are there already must not lead out; what is made below them cannot.
  let existing = dirname(place);
  let real: string | undefined;
  while ((real = await realpath(existing).catch(() => undefined)) === undefined) existing = dirname(existing);
  if (real !== realRoot && !isBelow(realRoot, real)) throw refused();
  const directory = join(real, relative(existing, dirname(place)));
  await mkdir(directory, { recursive: true });
  const file = join(directory, basename(place));
  const target = await realpath(file).catch(() => file);
  if (!isBelow(realRoot, target)) throw refused();
  return target;
}

function isBelow(root: string, place: string): boolean {
  const path = relative(root, place);
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`);
}
