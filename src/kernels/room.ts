/** Bounds on the size of single values, so that no call takes the memory of a whole server. */
import { sparkError } from "../errors/spark-error.ts";
import { type Kernel, kernel } from "./kernel.ts";

/** Bytes of one value, and of all that one call makes of a batch. */
export const MOST_BYTES = 2 ** 30;
/** Java's longest array, as Spark rounds it (`ByteArrayMethods.MAX_ROUNDED_ARRAY_LENGTH`). */
const MOST_ELEMENTS = 2_147_483_632;
/** About what an element takes in JavaScript. */
const BOXED = 32;

const tooLarge = (bytes: number | bigint, functionName: string, most = MOST_BYTES) =>
  sparkError("FIRESTEEL_LIMIT_EXCEEDED.VALUE", {
    functionName: `\`${functionName}\``,
    bytes: String(bytes),
    limit: String(most),
  });

/** Refuses a batch of values that take more bytes than there may be. */
export function checkBatch(bytes: number, functionName: string, most: number): void {
  if (bytes > most) throw tooLarge(bytes, functionName, most);
}

/** Refuses a text of more characters than there may be. */
export function needText(length: number, functionName: string): void {
  if (length * 2 > MOST_BYTES / 2) throw tooLarge(length, functionName);
}

/** Functions whose arrays Spark counts without pointing at a parameter. */
const COUNTED: ReadonlySet<string> = new Set(["array_insert", "flatten", "concat"]);

/** Refuses an array of more elements than Spark's can have, and of more than there may be. */
export function needArray(count: number | bigint, functionName: string, bytesEach = BOXED): void {
  if (count > MOST_ELEMENTS) {
    const told = {
      numberOfElements: String(count),
      functionName: `\`${functionName}\``,
      maxRoundedArrayLength: String(MOST_ELEMENTS),
    };
    throw COUNTED.has(functionName)
      ? sparkError("COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION", told)
      : sparkError("COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER", { ...told, parameter: "`count`" });
  }
  const bytes = Number(count) * bytesEach;
  if (bytes > MOST_BYTES) throw tooLarge(bytes, functionName);
}

/**
 * What a backend asks before it makes a large value itself: the number of elements or bytes, what one of them takes,
 * and the function's name. Answers the number; its weight is what is asked for. Arrays' units are greater than 1.
 */
export const roomKernel: Kernel = {
  ...kernel(() => (count, unit, functionName) => {
    const each = Number(unit);
    if (each > 1) needArray(count as bigint, functionName as string, each);
    else if ((count as bigint) > MOST_BYTES) throw tooLarge(count as bigint, functionName as string);
    return BigInt(count as bigint) * BigInt(each);
  }),
  weigh: Number,
};
