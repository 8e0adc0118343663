/** The steps that a plan passes, each with its value. */
export type Step = "asked" | "meant" | "staged" | "prepared" | "substrait" | "lowered";

/** The one hook that explains, traces and tests read. */
export type Observe = (step: Step, value: unknown) => void;

/** Sees nothing. */
export const observeNothing: Observe = () => undefined;
