import { sparkError } from "../../errors/spark-error.ts";
import { MICROS_PER_SECOND } from "../../types/interval-text.ts";
import type { Command } from "../../unresolved/command.ts";
import type { SqlContext } from "../context.ts";
import { intervalLiteral, startsInterval } from "./interval.ts";
import { unsupportedStatement } from "./unsupported-statement.ts";
import { isVariableWord, setVariables } from "./variable.ts";

const TIME_ZONE = "spark.sql.session.timeZone";

/** SET in all its forms. A setting's value is the rest of the text as written (`SparkSqlAstBuilder.visitSetConfiguration`). */
export function set(cx: SqlContext): Command {
  const from = cx.at;
  if (cx.areWords("SET", "TIME", "ZONE")) return setTimeZone(cx);
  const { word } = cx.peek(1);
  if (word === "CATALOG" && (cx.isName(2) || cx.isString(2))) {
    cx.next();
    cx.next();
    return { kind: "use_catalog", name: cx.isString() ? cx.string() : cx.wholeName() };
  }
  const isKey = cx.isOp("=", 2) || cx.isOp(".", 2) || cx.peek(2).kind === "eof";
  if (isVariableWord(word) && !isKey && cx.reading.line >= 400) return setVariables(cx);
  if (word === "ROLE" && !isKey) return unsupportedStatement(cx);
  const rest = restOf(cx);
  if (rest === "") return { kind: "set_config", verbose: false };
  if (rest === "-v") return { kind: "set_config", verbose: true };
  const quoted = /^`((?:[^`]|``)+)`\s*(?:=([\s\S]*))?$/.exec(rest);
  const pair = /^([\w.:\\]+)\s*=([^;]*);*$/.exec(rest);
  if (quoted !== null)
    return {
      kind: "set_config",
      key: unquoted(quoted[1]),
      value: quoted[2] === undefined ? undefined : configValue(quoted[2]),
      verbose: false,
    };
  if (pair !== null) return { kind: "set_config", key: pair[1], value: configValue(pair[2] ?? ""), verbose: false };
  if (/^[\w.:\\]+$/.test(rest)) return { kind: "set_config", key: rest, verbose: false };
  throw sparkError("INVALID_SET_SYNTAX", {}, { origin: cx.originFrom(from) });
}

const unquoted = (name = ""): string => name.replaceAll("``", "`");

function configValue(text: string): string {
  const trimmed = text.trim();
  const quoted = /^`((?:[^`]|``)*)`;*$/.exec(trimmed);
  return quoted === null ? trimmed : unquoted(quoted[1]);
}

/** RESET, RESET key. */
export function reset(cx: SqlContext): Command {
  const from = cx.at;
  const rest = restOf(cx);
  if (rest === "") return { kind: "reset_config" };
  const quoted = /^`((?:[^`]|``)+)`$/.exec(rest);
  if (quoted !== null) return { kind: "reset_config", key: unquoted(quoted[1]) };
  if (/^[\w.:\\]+$/.test(rest)) return { kind: "reset_config", key: rest };
  throw sparkError("_LEGACY_ERROR_TEMP_0043", {}, { origin: cx.originFrom(from) });
}

/** The text after the statement's first word, comments and all, without the semicolons that end it. */
function restOf(cx: SqlContext): string {
  const start = cx.next().end;
  const { text } = cx.source;
  while (cx.peek().kind !== "eof") cx.next();
  return text
    .slice(start)
    .replace(/[\s;]+$/, "")
    .trim();
}

function setTimeZone(cx: SqlContext): Command {
  const from = cx.at;
  cx.acceptWords("SET", "TIME", "ZONE");
  const done = (value: string): Command => {
    if (cx.peek().kind !== "eof" && !cx.isOp(";")) throw bad();
    return { kind: "set_config", key: TIME_ZONE, value, verbose: false };
  };
  const bad = () => {
    while (cx.peek().kind !== "eof") cx.next();
    return sparkError("_LEGACY_ERROR_TEMP_0045", {}, { origin: cx.originFrom(from) });
  };
  if (cx.isString()) return done(cx.string());
  if (cx.acceptWords("LOCAL")) return done(Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (cx.isWord("INTERVAL") && startsInterval(cx)) {
    const interval = intervalLiteral(cx);
    const seconds = typeof interval.value === "bigint" ? interval.value / MICROS_PER_SECOND : undefined;
    const whole = typeof interval.value === "bigint" && interval.value % MICROS_PER_SECOND === 0n;
    if (seconds === undefined || !whole || seconds > 64800n || seconds < -64800n) {
      const input =
        seconds === undefined ? `${typeof interval.value === "number" ? interval.value : 0}` : zoneInput(seconds);
      throw sparkError(
        "INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE",
        { input },
        { origin: cx.originFrom(from) },
      );
    }
    return done(offsetText(Number(seconds)));
  }
  throw bad();
}

/** What the error tells: the days, else the hours beyond 18, else the seconds. */
const zoneInput = (seconds: bigint): string => {
  const hours = seconds / 3600n;
  if (hours !== 0n && hours % 24n === 0n && hours !== 24n) return String(hours / 24n);
  return hours > 18n || hours < -18n ? String(hours) : String(seconds);
};

function offsetText(seconds: number): string {
  if (seconds === 0) return "Z";
  const abs = Math.abs(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const rest = abs % 60 === 0 ? "" : `:${two(abs % 60)}`;
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(abs / 3600))}:${two(Math.floor(abs / 60) % 60)}${rest}`;
}
