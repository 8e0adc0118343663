import { appendFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { requirementFailed, sparkError, unsupported } from "../../src/errors/spark-error.ts";
import { xmlOptions } from "../../src/kernels/xml-options.ts";
import { XmlPen } from "../../src/kernels/xml-pen.ts";
import { STRING, struct } from "../../src/types/data-type.ts";
import type { Env } from "./context.ts";
import { kernelCall } from "./expr/kernel-call.ts";
import { xmlConstant } from "./rel/scan-xml.ts";
import { atom, type Sql } from "./sql.ts";
import type { WriteColumn } from "./write.ts";

type Options = Readonly<Record<string, string>>;

/** What frames are written with: they hold no times. */
const WRITER = { timeZone: "UTC", timeParserPolicy: "CORRECTED" } as const;

/** A row as one element, by the kernel that writes it inside of the root (`StaxXmlGenerator`). */
export function xmlRow(columns: readonly WriteColumn[], options: Options, env: Env): Sql {
  const row = struct(columns.map((c) => c.field));
  const fields = columns.map((c, i) => `'f${i}': ${c.sql.text}`).join(", ");
  return kernelCall(
    "xml_row_text",
    [
      { type: row, constant: undefined, sql: atom(`{${fields}}`) },
      { type: STRING, constant: xmlConstant(options), sql: undefined },
    ],
    { function: "xml_row_text", type: STRING, mode: "ansi" },
    env,
  );
}

/** What stands before and behind the rows: the declaration and the root, whose attributes the option may spell. */
export function xmlFrame(options: Options): { readonly before: string; readonly behind: string } {
  const { declaration, rootTag, indent, validateName } = xmlOptions({ entries: Object.entries(options) }, WRITER);
  const [name = "", ...attributes] = rootTag.split(" ");
  const pen = new XmlPen({ indent, validateName });
  pen.start(name);
  for (const attribute of attributes) {
    const [key, value, ...more] = attribute.split("=");
    if (key === undefined || value === undefined || more.length > 0) {
      throw sparkError("JVM.RUNTIME", { message: `The root tag ${rootTag} has an attribute that is none.` });
    }
    pen.attribute(key, value.replaceAll(/['"]/g, ""));
  }
  if (declaration.includes("?>")) throw requirementFailed("'declaration' should not include ?>");
  pen.characters("");
  return { before: `${declaration === "" ? "" : `<?xml ${declaration}?>\n`}${pen.text}`, behind: `</${name}>` };
}

/** Ends a file with its root; one without rows stays empty, as Spark leaves it. */
export async function closeXml(path: string, rows: bigint, behind: string): Promise<void> {
  if (rows === 0n) await writeFile(path, "");
  else if (path.endsWith(".gz")) await appendFile(path, gzipSync(behind));
  else if (path.endsWith(".xml")) await appendFile(path, behind);
  else throw unsupported("XML files with this compression");
}

/** What begins the line of each row, and of nothing else. */
export function xmlRowStart(options: Options): string {
  const { rowTag, indent } = xmlOptions({ entries: Object.entries(options) }, WRITER);
  return `${indent}<${rowTag}`;
}
