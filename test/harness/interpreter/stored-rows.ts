import type { StoredData } from "../../../src/backend/backend.ts";
import type { Row } from "./expression.ts";

/** Rows that the interpreter keeps. */
export class StoredRows implements StoredData {
  readonly kind = "stored";
  readonly lost = false;
  values: readonly Row[];

  constructor(values: readonly Row[]) {
    this.values = values;
  }

  get rows(): number {
    return this.values.length;
  }

  get bytes(): number {
    return this.values.length * 100;
  }

  async dispose(): Promise<void> {
    this.values = [];
  }
}
