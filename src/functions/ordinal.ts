const ordinals = ["first", "second", "third"];

/** The ordinal that messages give a parameter or column, counted from 0 (`ordinalNumber`). */
export const ordinal = (i: number): string => ordinals[i] ?? `${i + 1}th`;
