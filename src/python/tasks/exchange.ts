import type { ArrowOptions } from "../../arrow/field.ts";
import type { Spill } from "./kept.ts";
import type { Bytes } from "../worker/channel.ts";
import type { Spent } from "../worker/conversation.ts";
import type { StructType } from "../../types/data-type.ts";
import type { PythonBatch, PythonSettings } from "../api.ts";
import type { Dialect } from "../protocol/dialect.ts";
import type { Header } from "../protocol/header.ts";
import type { Reply } from "../protocol/reply.ts";

/** How one task talks to its worker: what is said first, what is sent, and what the answers become. */
export interface Exchange {
  /** The functions' names, for messages. */
  readonly name: string;
  readonly header: Pick<Header, "run" | "inputType"> & { readonly evalType: number; readonly barrier?: boolean };
  /** Settings of this evaluation beside the session's. */
  readonly conf?: ReadonlyMap<string, string> | undefined;
  /** The data section, pulled as the worker takes it. */
  data(): AsyncIterable<Bytes | Spent>;
  /** The batches that leave. */
  results(replies: AsyncIterable<Reply>): AsyncIterable<PythonBatch>;
}

/** What all exchanges need. */
export interface Setup {
  readonly dialect: Dialect;
  readonly settings: PythonSettings;
  /** A directory of the server's own, for rows that wait and do not fit into memory. */
  readonly directory: string;
}

/** The memory of a batch whose rows have been sent, where it may be given back. */
export function* spent({ data, isOwn = false }: PythonBatch): Generator<Spent> {
  const { buffer } = data;
  if (isOwn && buffer instanceof ArrayBuffer) yield { spent: buffer };
}

/** Where the columns of a task's input wait that stay beside its results. */
export const spillOf = (task: { readonly input: StructType }, keep: readonly number[], setup: Setup): Spill => ({
  directory: setup.directory,
  schema: { kind: "struct", fields: keep.map((k) => task.input.fields[k] as StructType["fields"][number]) },
  options: arrowOptions(setup),
});

export const arrowOptions = ({ settings }: Setup): ArrowOptions => ({
  timeZone: settings.timeZone,
  useLargeVarTypes: settings.useLargeVarTypes,
});
