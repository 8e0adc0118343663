import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  CALENDAR_INTERVAL,
  DATE,
  DAY_TIME_INTERVAL,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  map,
  NULL,
  SHORT,
  STRING,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  YEAR_MONTH_INTERVAL,
} from "../../src/types/data-type.ts";
import type { Value } from "../../src/types/value.ts";

const field = (name: string, type: DataType, nullable = false) => ({ name, type, nullable });
const one = struct([field("c", LONG)]);
const two = struct([field("d", INT)]);
const entries = (...pairs: readonly (readonly [Value, Value])[]): Value => ({ entries: pairs });

/** The expressions of `record_pickled.py` as types and values. */
export const inputs: Readonly<Record<string, readonly [DataType, Value]>> = {
  true: [BOOLEAN, true],
  "cast(null as boolean)": [BOOLEAN, null],
  "-128Y": [BYTE, -128],
  "32767S": [SHORT, 32767],
  "-2147483648": [INT, -2147483648],
  "9223372036854775807L": [LONG, 9223372036854775807n],
  "cast(0.1 as float)": [FLOAT, Math.fround(0.1)],
  "1.5D": [DOUBLE, 1.5],
  "double('NaN')": [DOUBLE, Number.NaN],
  "-0.0D": [DOUBLE, -0],
  "1.50BD": [decimal(3, 2), { unscaled: 150n, scale: 2 }],
  "cast(0 as decimal(38,18))": [decimal(38, 18), { unscaled: 0n, scale: 18 }],
  "cast(-12345678901234567890123456789012345678 as decimal(38,0))": [
    decimal(38, 0),
    { unscaled: -12345678901234567890123456789012345678n, scale: 0 },
  ],
  "'abc'": [STRING, "abc"],
  "''": [STRING, ""],
  "X'00ff41'": [BINARY, Uint8Array.of(0, 255, 65)],
  "date'2024-02-29'": [DATE, 19782],
  "date'0001-01-01'": [DATE, -719162],
  "timestamp_ntz'2024-07-01 12:34:56.789'": [TIMESTAMP_NTZ, 1719837296789000n],
  "timestamp'2024-07-01 12:34:56.789012 UTC'": [TIMESTAMP, 1719837296789012n],
  "timestamp'1969-12-31 23:59:59.999999 UTC'": [TIMESTAMP, -1n],
  "interval '1 02:03:04.567891' day to second": [DAY_TIME_INTERVAL, 93784567891n],
  "interval '-1' day": [{ ...DAY_TIME_INTERVAL, end: "day" }, -86400000000n],
  "interval '1-2' year to month": [YEAR_MONTH_INTERVAL, 14],
  "make_interval(1,2,3,4,5,6,7.5)": [CALENDAR_INTERVAL, { months: 14, days: 25, micros: 18367500000n }],
  "array(1,2,null)": [array(INT), [1, 2, null]],
  "array(array(1L),null)": [array(array(LONG)), [[1n], null]],
  "array('a',null)": [array(STRING), ["a", null]],
  "array(date'2024-01-01')": [array(DATE), [19723]],
  "map('b',1,'a',null,'zz',3,'Aa',4,'BB',5)": [
    map(STRING, INT),
    entries(["b", 1], ["a", null], ["zz", 3], ["Aa", 4], ["BB", 5]),
  ],
  "map(17,'x',1,'y',33,'z')": [map(INT, STRING), entries([17, "x"], [1, "y"], [33, "z"])],
  "map(1L,array('x'))": [map(LONG, array(STRING)), entries([1n, ["x"]])],
  "struct(1 as a,'x' as b)": [struct([field("a", INT), field("b", STRING)]), { fields: [1, "x"] }],
  "named_struct('a',struct(1L as c),'b',array(struct(2 as d)))": [
    struct([field("a", one), field("b", array(two))]),
    { fields: [{ fields: [1n] }, [{ fields: [2] }]] },
  ],
  "struct(date'2024-01-01' as t, 1.10BD as d)": [
    struct([field("t", DATE), field("d", decimal(3, 2))]),
    { fields: [19723, { unscaled: 110n, scale: 2 }] },
  ],
  null: [NULL, null],
  "cast(null as struct<a:int>)": [struct([field("a", INT, true)]), null],
};
