import { MessageChannel } from "node:worker_threads";

/** A port that nobody listens to: what is transferred to it is gone. */
const { port1: nowhere } = new MessageChannel();
nowhere.close();

/** Bytes of memory that is done with before it is given back: each time costs as much as copying some 10 kB. */
const WORTH_A_MESSAGE = 1 << 20;

let done: ArrayBuffer[] = [];
let doneBytes = 0;

/**
 * Gives memory back soon. What views it has no bytes any more, now or a little later. The collector looks through the
 * whole heap whenever so many megabytes lie outside of it, so what is known to be done with is better not left to it.
 */
export function freed(memory: ArrayBuffer): void {
  done.push(memory);
  doneBytes += memory.byteLength;
  if (doneBytes < WORTH_A_MESSAGE) return;
  nowhere.postMessage(undefined, done);
  done = [];
  doneBytes = 0;
}

/** Gives the memory of a copy back, where it has its memory alone: Node keeps small ones together. */
export function freedCopy({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0) freed(buffer);
}

/** Memory whose bytes are whatever was there before: who asks for it writes every one. Nobody else has a part of it. */
export function unwritten(bytes: number): ArrayBuffer {
  const { buffer } = Buffer.allocUnsafeSlow(bytes);
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes ? buffer : new ArrayBuffer(bytes);
}
