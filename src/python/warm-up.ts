import { buildColumn } from "../arrow/build-column.ts";
import { LONG, type StructType } from "../types/data-type.ts";
import { PickleWriter } from "./pickle/writer.ts";
import { ArrowOutput } from "./protocol/arrow-output.ts";
import { ByteWriter } from "./protocol/byte-writer.ts";
import type { Dialect } from "./protocol/dialect.ts";
import { EvalType } from "./protocol/eval-type.ts";
import { encodeHeader } from "./protocol/header.ts";
import { END_OF_STREAM, readReplies } from "./protocol/reply.ts";
import type { WorkerProcess } from "./worker/daemon.ts";

const SCHEMA: StructType = { kind: "struct", fields: [{ name: "_0", type: LONG, nullable: true }] };
const OPTIONS = { timeZone: "UTC", useLargeVarTypes: false };

/** Has a worker import pandas and PyArrow, by a function over one row. Answers whether it is ready for more. */
export async function warmUp(
  { channel }: WorkerProcess,
  dialect: Dialect,
  pythonVersion: string,
  files: string,
): Promise<boolean> {
  const arrow = new ArrowOutput(SCHEMA, OPTIONS);
  const header = encodeHeader(dialect, {
    evalType: EvalType.SCALAR_PANDAS,
    pythonVersion,
    barrier: false,
    attempt: 0n,
    files,
    includes: [],
    conf: new Map([["spark.sql.session.timeZone", OPTIONS.timeZone]]),
    firstResult: 0n,
    run: [{ commands: [imports()], args: [{ column: 0 }] }],
  });
  await channel.write(header);
  await channel.write(arrow.single([buildColumn(LONG, [1n])], 1));
  await channel.write(new ByteWriter().int(END_OF_STREAM).done());
  const replies = readReplies(channel, dialect);
  for (;;) {
    const next = await replies.next();
    if (next.done === true) return next.value;
  }
}

/**
 * The command `(operator.pos, LongType())`, behind imports as reading it makes them. What is there then is left out of
 * collections (`gc.freeze`): PySpark's daemon collects behind every task, and would look through the libraries each time.
 */
function imports(): Uint8Array {
  const w = new PickleWriter();
  const call = (module: string, name: string, ...args: readonly string[]) =>
    w.call(
      () => w.global(module, name),
      () => args.forEach((arg) => w.text(arg)),
    );
  const made = [
    () => call("importlib", "import_module", "pandas"),
    () => call("importlib", "import_module", "pyarrow"),
    () => call("importlib", "import_module", "pyspark.sql.pandas.serializers"),
    () => call("gc", "collect"),
    () => call("gc", "freeze"),
    () => w.global("operator", "pos"),
  ];
  w.tuple(() => {
    w.call(
      () => w.global("operator", "getitem"),
      () => {
        w.tuple(() => made.forEach((make) => make()));
        w.int(made.length - 1);
      },
    );
    call("pyspark.sql.types", "LongType");
  });
  return w.done();
}
