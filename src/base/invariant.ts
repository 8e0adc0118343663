import { randomUUID } from "node:crypto";

/**
 * A fault of Firesteel itself, never of its user. It reaches the client as Spark's INTERNAL_ERROR with `id`, which
 * also stands in the server's log beside the cause.
 */
export class InternalError extends Error {
  readonly id: string = randomUUID();

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "InternalError";
  }
}

/** Throws an {@link InternalError} unless `condition` holds. For states that no input may reach. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** The end of an exhaustive dispatch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new InternalError(`unreachable: ${JSON.stringify(value)}`);
}
