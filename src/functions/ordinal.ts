const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** The ordinal that messages give a parameter, counted from 0. */
export const ordinal = (i: number): string => ordinals[i] ?? `${i + 1}th`;
