import type { RecordBatchBytes } from "../../backend/backend.ts";

type Batches = AsyncIterable<RecordBatchBytes>;

/** What is made of rows, where there are any; else the one batch that stands for none. */
export async function* unlessEmpty(
  input: Batches,
  make: (rows: Batches) => Batches,
  nothing: () => RecordBatchBytes,
): AsyncGenerator<RecordBatchBytes> {
  const batches = input[Symbol.asyncIterator]();
  let first = await batches.next();
  while (first.done !== true && first.value.rows === 0) first = await batches.next();
  if (first.done === true) yield nothing();
  else yield* make(behind(first.value, batches));
}

async function* behind(
  first: RecordBatchBytes,
  rest: AsyncIterator<RecordBatchBytes>,
): AsyncGenerator<RecordBatchBytes> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
