import { createHash, createHmac, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http2";
import { unauthenticated } from "./status.ts";

/** A bearer token that lets its owner in. */
export interface Credential {
  /** SHA-256 of the token, in hexadecimal: the token itself is kept nowhere. */
  readonly sha256: string;
  /** Whose it is; absent: who holds it is who they say they are. */
  readonly user?: string | undefined;
}

/** The digest that a {@link Credential} keeps. */
export const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Tells who calls by the token in a call's headers. */
export class Authenticator {
  /** Tokens are looked up by a digest that nobody outside can compute: how long it takes tells nothing about them. */
  readonly #key = randomBytes(32);
  #known: ReadonlyMap<string, Credential> | undefined;

  /** `undefined`: everyone may come in. */
  constructor(credentials: readonly Credential[] | undefined) {
    this.replace(credentials);
  }

  /** Other tokens hold from now on. */
  replace(credentials: readonly Credential[] | undefined): void {
    this.#known = credentials && new Map(credentials.map((credential) => [this.#blind(credential.sha256), credential]));
  }

  /** The caller's user where the token says it. Without a known token the call fails with UNAUTHENTICATED. */
  admit({ authorization }: IncomingHttpHeaders): string | undefined {
    if (this.#known === undefined) return undefined;
    if (authorization === undefined) throw unauthenticated("No authentication token provided");
    const token = /^Bearer (.*)$/i.exec(authorization)?.[1] ?? "";
    const credential = this.#known.get(this.#blind(digestOf(token)));
    if (credential === undefined) throw unauthenticated("Invalid authentication token");
    return credential.user;
  }

  #blind(digest: string): string {
    return createHmac("sha256", this.#key).update(digest).digest("hex");
  }
}
