import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { helpText, parseCommandLine } from "../../src/cli.ts";
import { settings } from "../../src/config.ts";

const parse = (args: string[], env: Record<string, string> = {}) => parseCommandLine(args, env, "1.2.3");
const configOf = (args: string[], env: Record<string, string> = {}) => {
  const parsed = parse(args, env);
  if (parsed.kind !== "serve") throw new Error(parsed.text);
  return parsed.config;
};

describe("the command line", () => {
  test("serves by default, on the loopback address only", () => {
    expect(configOf([])).toMatchObject({
      host: "127.0.0.1",
      port: 15002,
      "spark-version": "4.0.0",
      conf: {},
      warehouse: resolve("spark-warehouse"),
    });
    expect(configOf(["serve"])).toEqual(configOf([]));
    expect(configOf([])["memory-limit"]).toBeUndefined();
  });

  test("takes flags before the environment, and the environment before defaults", () => {
    const env = { FIRESTEEL_PORT: "1", FIRESTEEL_MEMORY_LIMIT: "512M" };
    expect(configOf(["--port", "2"], env)).toMatchObject({ port: 2, "memory-limit": 512 * 2 ** 20 });
    expect(configOf([], env).port).toBe(1);
  });

  test.each([
    [["--memory-limit", "1.5G"], { "memory-limit": 1.5 * 2 ** 30 }],
    [["--memory-limit", "4GiB"], { "memory-limit": 2 ** 32 }],
    [["--detached-timeout=90s"], { "detached-timeout": 90_000 }],
    [["--conf", "a=b=c", "--conf", "k="], { conf: { a: "b=c", k: "" } }],
    [["--log-level", "debug"], { "log-level": "debug" }],
  ])("understands %j", (args, expected) => {
    expect(configOf(args)).toMatchObject(expected);
  });

  test.each([
    [["--port", "x"], '--port: "x" is no whole number from 0 to 65535'],
    [["--port", "70000"], "--port"],
    [["--memory-limit", "lots"], "--memory-limit"],
    [["--session-timeout", "5"], "--session-timeout"],
    [["--conf", "novalue"], "--conf"],
    [["--tls-cert", "c.pem"], "--tls-cert and --tls-key go together"],
    [["--bogus"], "--bogus"],
    [["dance"], "there is no command dance"],
    [["--spark-version", "4"], "--spark-version"],
  ])("refuses %j", (args, message) => {
    expect(parse(args)).toMatchObject({ kind: "misuse", text: expect.stringContaining(message) as unknown });
  });

  test("does not repeat a secret", () => {
    expect(parse(["--token", ""])).toMatchObject({
      kind: "misuse",
      text: expect.not.stringContaining('""') as unknown,
    });
  });

  test("helps with every setting", () => {
    expect(parse(["--help"])).toEqual({ kind: "print", text: helpText() });
    expect(parse(["--version"])).toEqual({ kind: "print", text: "firesteel 1.2.3\n" });
    for (const name of Object.keys(settings)) expect(helpText()).toContain(`--${name} `);
  });
});
