import { SparkError, sparkError } from "../errors/spark-error.ts";
import type { StructType } from "../types/data-type.ts";
import { typeFromJson, typeToJson } from "../types/json.ts";
import type { AnalyzeTableFunction, TableFunctionOrder, TableFunctionShape } from "./api.ts";
import { protocolBroken, workerCrashed } from "./errors.ts";
import { ByteWriter } from "./protocol/byte-writer.ts";
import type { Dialect } from "./protocol/dialect.ts";
import { END_OF_STREAM, skipAccumulators } from "./protocol/reply.ts";
import { type Channel, ChannelClosed } from "./worker/channel.ts";
import type { Lease } from "./worker/pool.ts";

const EXCEPTION = -2;

/** Asks a worker that runs `pyspark.sql.worker.analyze_udtf`. */
export async function analyzeTableFunction(
  lease: Lease,
  dialect: Dialect,
  request: AnalyzeTableFunction,
  files: string,
): Promise<TableFunctionShape> {
  const { channel } = lease.process;
  const { signal, name } = request;
  const giveUp = () => lease.discard();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    signal.throwIfAborted();
    await channel.write(encodeRequest(dialect, request, files));
    const shape = await readShape(channel);
    await skipAccumulators(channel);
    if ((await channel.readInt()) === END_OF_STREAM) lease.release();
    return shape;
  } catch (reason) {
    signal.throwIfAborted();
    if (reason instanceof SparkError) throw reason;
    if (reason instanceof ChannelClosed) throw workerCrashed(name, reason);
    throw protocolBroken(name, reason instanceof Error ? reason.message : String(reason), reason);
  } finally {
    signal.removeEventListener("abort", giveUp);
    lease.discard();
  }
}

function encodeRequest(dialect: Dialect, request: AnalyzeTableFunction, files: string): Uint8Array {
  const { session, pythonVersion, args, name, command } = request;
  const w = new ByteWriter().text(pythonVersion).text(files).int(session.includes.length);
  for (const include of session.includes) w.text(include);
  w.bool(false).int(0); // no broadcast values
  if (dialect.evalConf) w.int(0); // no settings
  w.text(name).blob(command).int(args.length);
  for (const { type, value, isTable, name: keyword } of args) {
    w.text(typeToJson(type)).bool(value !== undefined);
    if (value !== undefined) w.blob(value);
    w.bool(isTable).bool(keyword !== undefined);
    if (keyword !== undefined) w.text(keyword);
  }
  return w.int(END_OF_STREAM).done();
}

async function readShape(channel: Channel): Promise<TableFunctionShape> {
  const length = await channel.readInt();
  if (length === EXCEPTION) throw analysisFailed(await channel.readText());
  const schema = typeFromJson(new TextDecoder().decode(await channel.read(length))) as StructType;
  const pickled = await channel.readBlob();
  const withSinglePartition = (await channel.readInt()) === 1;
  const partitionBy = await each(channel, () => channel.readText());
  const orderBy = await each(channel, async (): Promise<TableFunctionOrder> => {
    const expression = await channel.readText();
    const ascending = (await channel.readInt()) === 1;
    const nulls = await channel.readInt();
    return { expression, ascending, nullsFirst: nulls === 0 ? undefined : nulls === 1 };
  });
  const select = await each(channel, async () => ({
    expression: await channel.readText(),
    alias: await channel.readText(),
  }));
  return { schema, pickled, withSinglePartition, partitionBy, orderBy, select };
}

async function each<T>(channel: Channel, read: () => Promise<T>): Promise<T[]> {
  const items: T[] = [];
  for (let count = await channel.readInt(); count > 0; count--) items.push(await read());
  return items;
}

const analysisFailed = (msg: string) => sparkError("TABLE_VALUED_FUNCTION_FAILED_TO_ANALYZE_IN_PYTHON", { msg });
