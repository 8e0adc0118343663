import { sparkError } from "../errors/spark-error.ts";

/** What `looked` finds, or `absent` where nothing is there; any other failure of the file system is raised. */
export const unlessAbsent = <T>(looked: Promise<T>, absent: T): Promise<T> =>
  looked.catch((reason: unknown) => {
    const { code, message } = reason as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return absent;
    throw code === undefined ? reason : sparkError("JVM.RUNTIME", { message }, { cause: reason });
  });
