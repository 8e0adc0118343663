import { regexExtract, regexFinds } from "./regex-functions.ts";
import { javaRegex } from "./regex-java.ts";

/** The parts of a URI by RFC 2396 as `java.net.URI` reads them. */
export interface Uri {
  readonly scheme: string | null;
  readonly authority: string | null;
  readonly userInfo: string | null;
  readonly host: string | null;
  readonly path: string | null;
  readonly query: string | null;
  readonly fragment: string | null;
}

// What may stand anywhere: unreserved, reserved, escapes, and letters beyond ASCII but no blanks or controls.
const LEGAL = /^(?:[A-Za-z0-9\-_.!~*'();/?:@&=+$,[\]]|%[0-9A-Fa-f]{2}|[^\p{ASCII}\p{Cc}\p{Z}])*$/u;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?$/;
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const IPV6 = /^\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.]+)?\]$/;

/** Parses a URI; undefined where `new java.net.URI(text)` throws. */
export function parseUri(text: string): Uri | undefined {
  if (text === "")
    return { scheme: null, authority: null, userInfo: null, host: null, path: "", query: null, fragment: null };
  const hash = text.indexOf("#");
  const fragment = hash < 0 ? null : text.slice(hash + 1);
  const body = hash < 0 ? text : text.slice(0, hash);
  if (!LEGAL.test(body) || (fragment !== null && !LEGAL.test(fragment))) return undefined;
  const colon = body.search(/[:/?]/);
  let scheme: string | null = null;
  let rest = body;
  if (colon >= 0 && body[colon] === ":") {
    scheme = body.slice(0, colon);
    if (!/^[A-Za-z][A-Za-z0-9+.-]*$/.test(scheme)) return undefined;
    rest = body.slice(colon + 1);
    if (rest === "") return undefined;
    if (!rest.startsWith("/")) {
      return { scheme, authority: null, userInfo: null, host: null, path: null, query: null, fragment };
    }
  }
  let authority: string | null = null;
  if (rest.startsWith("//")) {
    const end = rest.slice(2).search(/[/?]/);
    const found = end < 0 ? rest.slice(2) : rest.slice(2, 2 + end);
    rest = end < 0 ? "" : rest.slice(2 + end);
    if (found === "") {
      if (rest === "") return undefined;
    } else {
      authority = found;
    }
  }
  const mark = rest.indexOf("?");
  const path = mark < 0 ? rest : rest.slice(0, mark);
  if (/[[\]]/.test(path)) return undefined;
  const server = authority === null ? undefined : parseServer(authority);
  if (authority !== null && server === undefined && /[[\]]/.test(authority)) return undefined;
  return {
    scheme,
    authority,
    userInfo: server?.userInfo ?? null,
    host: server?.host ?? null,
    path,
    query: mark < 0 ? null : rest.slice(mark + 1),
    fragment,
  };
}

function parseServer(authority: string): { readonly userInfo: string | null; readonly host: string } | undefined {
  const at = authority.indexOf("@");
  const userInfo = at < 0 ? null : authority.slice(0, at);
  const found = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1));
  const host = found?.[1] ?? "";
  if (found === null || (!HOST.test(host) && !IPV4.test(host) && !IPV6.test(host))) return undefined;
  return { userInfo, host };
}

/** `parse_url`: a part by its name in capitals; with a key, that parameter of the query. NULL for what is absent. */
export function urlPart(uri: Uri, part: string, key?: string): string | null {
  if (key !== undefined) {
    if (part !== "QUERY" || uri.query === null) return null;
    // The key is spliced into an expression as it is, as Spark does.
    const regex = javaRegex(`(&|^)${key}=([^&]*)`, "parse_url");
    return regexFinds(regex, uri.query) ? regexExtract(regex, uri.query, 2) : null;
  }
  switch (part) {
    case "HOST":
      return uri.host;
    case "PATH":
      return uri.path;
    case "QUERY":
      return uri.query;
    case "REF":
      return uri.fragment;
    case "PROTOCOL":
      return uri.scheme;
    case "FILE":
      return uri.query === null ? uri.path : `${uri.path ?? "null"}?${uri.query}`;
    case "AUTHORITY":
      return uri.authority;
    case "USERINFO":
      return uri.userInfo;
    default:
      return null;
  }
}
