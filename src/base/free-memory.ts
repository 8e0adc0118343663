import { MessageChannel } from "node:worker_threads";

/** A port that nobody listens to: what is transferred to it is gone. */
const { port1: nowhere } = new MessageChannel();
nowhere.close();

/**
 * Gives memory back at once. What views it has no bytes any more. The collector looks through the whole heap whenever so
 * many megabytes lie outside of it, so what is known to be done with is better not left to it.
 */
export function freed(memory: ArrayBuffer): void {
  nowhere.postMessage(undefined, [memory]);
}
