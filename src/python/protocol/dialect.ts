/**
 * How the lines of PySpark differ in what their `worker.py` reads and writes. One row per line, by the version of the
 * *worker*; a newer line is taken for the newest known one only where its wheel says so here.
 */
export interface Dialect {
  /** The lines that speak it, as `4.0`. */
  readonly line: string;
  /** Everything before the data stands in one message of its own, behind its number and length. */
  readonly framed: boolean;
  /** The task's context is a JSON text; before, it was a row of fields. */
  readonly contextAsJson: boolean;
  /** The barrier's port and secret are there without a barrier too. */
  readonly barrierAlways: boolean;
  /** Settings of the evaluation stand behind those of the session, for every kind; planners are told settings too. */
  readonly evalConf: boolean;
  /** Whether a profiler runs is said before the functions. */
  readonly profilerFlag: boolean;
  /** The schema of the arguments of Arrow-batched functions (101, 301) stands behind the settings. */
  readonly inlineInputType: boolean;
  /** Kinds whose arguments may be named; `all` where every kind says so. */
  readonly namedArguments: ReadonlySet<number> | "all";
  /** A number for the profiler's results behind each function. */
  readonly resultId: boolean;
  /** Groups are streams of their own; before, each was one batch of the one stream. */
  readonly groupStreams: boolean;
  /** Table functions are told their partitions, what `analyze` made, and their name. */
  readonly tableFunctionDetails: boolean;
  /** Data sources are told whether filters go down to them, and how they see binary values. */
  readonly sourceSettings: boolean;
  /** The setting that tells windows with bounds from those without. */
  readonly windowBounds: "pandas_window_bound_types" | "window_bound_types";
  /** How many times of 8 bytes the worker reports. */
  readonly times: 3 | 4;
}

const dialects: readonly Dialect[] = [
  {
    line: "3.5",
    framed: false,
    contextAsJson: false,
    barrierAlways: true,
    evalConf: false,
    profilerFlag: false,
    inlineInputType: false,
    namedArguments: new Set(),
    resultId: false,
    groupStreams: false,
    tableFunctionDetails: false,
    sourceSettings: false,
    windowBounds: "pandas_window_bound_types",
    times: 3,
  },
  {
    line: "4.0",
    framed: false,
    contextAsJson: false,
    barrierAlways: true,
    evalConf: false,
    profilerFlag: true,
    inlineInputType: false,
    namedArguments: new Set([100, 101, 200, 202, 203, 204]),
    resultId: false,
    groupStreams: false,
    tableFunctionDetails: true,
    sourceSettings: false,
    windowBounds: "pandas_window_bound_types",
    times: 3,
  },
  {
    line: "4.1",
    framed: false,
    contextAsJson: false,
    barrierAlways: false,
    evalConf: false,
    profilerFlag: true,
    inlineInputType: true,
    namedArguments: new Set([100, 101, 200, 202, 203, 204, 250, 251, 252, 253]),
    resultId: false,
    groupStreams: true,
    tableFunctionDetails: true,
    sourceSettings: true,
    windowBounds: "window_bound_types",
    times: 3,
  },
  {
    line: "4.2",
    framed: false,
    contextAsJson: true,
    barrierAlways: false,
    evalConf: true,
    profilerFlag: false,
    inlineInputType: false,
    namedArguments: "all",
    resultId: true,
    groupStreams: true,
    tableFunctionDetails: true,
    sourceSettings: true,
    windowBounds: "window_bound_types",
    times: 4,
  },
  {
    line: "4.3",
    framed: true,
    contextAsJson: true,
    barrierAlways: false,
    evalConf: true,
    profilerFlag: false,
    inlineInputType: false,
    namedArguments: "all",
    resultId: true,
    groupStreams: true,
    tableFunctionDetails: true,
    sourceSettings: true,
    windowBounds: "window_bound_types",
    times: 4,
  },
];

/** `4.0` of `4.0.4`. */
export const lineOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** The dialect of a worker of this PySpark version; `undefined` where it is not known. */
export const dialectOf = (version: string): Dialect | undefined => dialects.find((d) => d.line === lineOf(version));
