import {
  BINARY,
  BOOLEAN,
  BYTE,
  type DataType,
  DATE,
  DOUBLE,
  FLOAT,
  INT,
  LONG,
  NULL,
  SHORT,
  STRING,
  TIMESTAMP,
} from "../../types/data-type.ts";
import { castFunction } from "../cast.ts";
import { type Kernel, kernel, type KernelTable } from "../kernel.ts";

/** `bigint(x)` and its like: a cast whose target the name gives. */
const castTo = (target: DataType): Kernel =>
  kernel((cx) => castFunction(cx.argTypes[0] ?? NULL, target, cx.mode, cx.settings));

/** Casts: `cast` goes to the context's return type. */
export const castKernels = {
  cast: kernel((cx) => castFunction(cx.argTypes[0] ?? NULL, cx.returnType, cx.mode, cx.settings)),
  try_cast: kernel((cx) => castFunction(cx.argTypes[0] ?? NULL, cx.returnType, "try", cx.settings)),
  boolean: castTo(BOOLEAN),
  tinyint: castTo(BYTE),
  smallint: castTo(SHORT),
  int: castTo(INT),
  bigint: castTo(LONG),
  float: castTo(FLOAT),
  double: castTo(DOUBLE),
  decimal: kernel((cx) => castFunction(cx.argTypes[0] ?? NULL, cx.returnType, cx.mode, cx.settings)),
  string: castTo(STRING),
  binary: castTo(BINARY),
  date: castTo(DATE),
  timestamp: castTo(TIMESTAMP),
} satisfies KernelTable;
