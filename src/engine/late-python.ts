import type { PythonRuntime } from "../python/api.ts";

/** A runtime that is loaded with the first function that needs it: most servers run none. */
export function latePython(load: () => Promise<PythonRuntime>): PythonRuntime {
  let loaded: Promise<PythonRuntime> | undefined;
  const runtime = (): Promise<PythonRuntime> => {
    loaded ??= load();
    return loaded;
  };
  return {
    run: async function* (...task) {
      yield* (await runtime()).run(...task);
    },
    createSource: async (request) => (await runtime()).createSource(request),
    planSource: async (request) => (await runtime()).planSource(request),
    readSource: async function* (...read) {
      yield* (await runtime()).readSource(...read);
    },
    writeSource: async (request, input) => (await runtime()).writeSource(request, input),
    analyze: async (request) => (await runtime()).analyze(request),
    warm: async (session, pythonVersion) => (await runtime()).warm(session, pythonVersion),
    forget: async (key) => (await loaded)?.forget(key),
    close: async () => (await loaded)?.close(),
  };
}
