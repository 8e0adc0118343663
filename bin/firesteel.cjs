#!/usr/bin/env node
"use strict";
// Every running statement of DuckDB takes a thread of libuv's pool, whose size is read when the pool is first used: an
// ES module is evaluated too late to set it.
process.env.UV_THREADPOOL_SIZE ??= "64";
import("../dist/main.js").catch((reason) => {
  console.error(reason);
  process.exit(1);
});
