#!/usr/bin/env node
"use strict";
// Every running statement of DuckDB takes a thread of libuv's pool, whose size is read when the pool is first used: an
// ES module is evaluated too late to set it.
process.env.UV_THREADPOOL_SIZE ??= "64";
// V8 lets a heap of 25 MB grow fivefold before it looks what of it is garbage: a server's memory is to stay where it is.
require("node:v8").setFlagsFromString("--heap-growing-percent=100");
import("../dist/main.js").catch((reason) => {
  console.error(reason);
  process.exit(1);
});
