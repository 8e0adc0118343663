/** Spark's conversions that are called like functions: `int(x)` is CAST(x AS INT). */

import { canCast, forceNullable } from "../types/casts.ts";
import {
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  FLOAT,
  INT,
  LONG,
  SHORT,
  STRING,
  TIMESTAMP,
} from "../types/data-type.ts";
import { DECIMAL_DEFAULT } from "../types/decimal.ts";
import { sqlType } from "../types/print.ts";
import { typeAt } from "./arg-rules.ts";
import { castMismatch } from "./cast-mismatch.ts";
import { any, type Example, functionGroup, scalar } from "./define.ts";

const conversion = (type: DataType, examples: readonly Example[]) =>
  scalar({
    args: [any("expr")],
    check: (args, settings, call) => {
      const from = typeAt(args, 0);
      const mode = settings.ansi ? "ansi" : "legacy";
      if (!canCast(from, type, mode)) throw castMismatch(call.sql, from, type, "session", mode);
    },
    returns: type,
    nulls: (args, { line }) => args.some((a) => a.nullable) || forceNullable(typeAt(args, 0), type, line),
    since: "2.0.1",
    doc: `The value as ${sqlType(type)}.`,
    examples,
    throws: "ansi",
    replacedBy: `CAST($0 AS ${sqlType(type)})`,
    pretty: (args) => args[0] ?? "",
  });

export const conversionFunctions = functionGroup("conversion", {
  boolean: conversion(BOOLEAN, [["boolean('yes')", "true"]]),
  tinyint: conversion(BYTE, [["tinyint('12')", "12"]]),
  smallint: conversion(SHORT, [["smallint('12')", "12"]]),
  int: conversion(INT, [
    ["int('12')", "12"],
    ["int(1.9)", "1"],
  ]),
  bigint: conversion(LONG, [["bigint('12')", "12"]]),
  float: conversion(FLOAT, [["float('1.5')", "1.5"]]),
  double: conversion(DOUBLE, [["double('1e3')", "1000.0"]]),
  decimal: conversion(DECIMAL_DEFAULT, [["decimal('12.5')", "13"]]),
  date: conversion(DATE, [["date('2020-02-29')", "2020-02-29"]]),
  timestamp: conversion(TIMESTAMP, [["timestamp('2020-02-29 12:30:00')", "2020-02-29 12:30:00"]]),
  binary: conversion(BINARY, [["binary('Spark')", "[53 70 61 72 6B]"]]),
  string: conversion(STRING, [
    ["string(1.50)", "1.50"],
    ["string(1e7D)", "1.0E7"],
  ]),
});
