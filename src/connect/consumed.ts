/**
 * Says that a message was read whole: what is left after destructuring all its fields. Does not compile while a field
 * is left unread, so a field that the protocol gains is noticed where it matters.
 */
export const consumed = (_rest: Record<string, never>): void => {};
