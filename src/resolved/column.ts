import type { DataType } from "../types/data-type.ts";

/** Identity of a column inside one resolved plan: two references are the same column when their ids are equal. */
export type ColumnId = number & { readonly __brand: "ColumnId" };

/** A column that a relation produces. The name is presentation only; references go by id. */
export interface Column {
  readonly id: ColumnId;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** JSON text of the field's metadata. */
  readonly metadata?: string | undefined;
}
