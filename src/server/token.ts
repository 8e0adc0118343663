import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http2";
import { unauthenticated } from "./status.ts";

/** Refuses calls without the bearer token, where the server has one. */
export function tokenCheck(token: string | undefined): (headers: IncomingHttpHeaders) => void {
  if (token === undefined) return () => {};
  const wanted = Buffer.from(`Bearer ${token}`);
  return ({ authorization }) => {
    if (authorization === undefined) throw unauthenticated("No authentication token provided");
    const given = Buffer.from(authorization);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw unauthenticated("Invalid authentication token");
  };
}
