export declare const entries: Readonly<Record<string, string>>;
/** Bundles entries (paths from the root or absolute) into a directory, as ES modules for Node. */
export declare function bundle(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void>;
