import { DuckDBBackend } from "../../backends/duckdb/backend.ts";
import { testEngine } from "../harness/duckdb-engine.ts";
import { Interpreter } from "../harness/interpreter/backend.ts";
import { backendContract } from "./contract.ts";

backendContract("DuckDB", async () => new DuckDBBackend(await testEngine()), { ownThread: true });
backendContract("the interpreter", async () => new Interpreter(), { ownThread: false });
