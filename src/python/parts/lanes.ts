import type { PythonBatch } from "../api.ts";

/** Bytes of input that wait for their workers, and of results that wait for their turn, over all lanes. */
export const BYTES_AHEAD = 64 << 20;
/** Most bytes of them in one lane. */
export const LANE_BYTES = 8 << 20;

/** How many workers a task may have at once. */
export interface Lanes {
  readonly most: number;
  /** Whether there is room for one more now. */
  hasRoom(): boolean;
}

export const bytesOf = ({ data }: PythonBatch): number => data.byteLength;
