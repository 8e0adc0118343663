/** Variables that workers may see of the server's: where programs and libraries are, the machine's language and zone. */
const PASSED: readonly string[] = [
  "PATH",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "CUDA_VISIBLE_DEVICES",
];

/** What workers have of the server's environment; nothing else of it reaches them. */
export function workerEnvironment(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {
    LANG: "C.UTF-8",
    PYTHONUNBUFFERED: "YES",
    PYTHONHASHSEED: "0",
    // As many as a task has processors (`spark.task.cpus`): numerical libraries would start more, which wait by spinning.
    OMP_NUM_THREADS: "1",
  };
  for (const name of PASSED) {
    const value = variables[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
