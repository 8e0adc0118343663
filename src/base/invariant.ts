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
